// Dates as lists write them -> DateInterval.
//
// Thread-safety: pure functions. Errors: a Fault that says what was expected; its file and line are the
// caller's to fill.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "weir/date.hpp"
#include "weir/error.hpp"

namespace weir::facts {

// Reads the forms that official lists use: "19 Dec 1980", "Dec 1980", "1980", "circa 1965", "1960 to 1965",
// "1960-1965", "1960-65", "between 1960 and 1965", "1980-12-19", "1980-12", "19801219", "19/12/1980" (day
// first; 00, dd or mm for an unknown day or month, as OFSI does), "12/19/1980" only when month_first,
// "02/1980", "December 19, 1980", "1980s", "19.12.1980" (always day first), "Sep-Oct 1960", "19 to 21 Dec
// 1980", "late 1960s" (the last half, circa), ISO dates with a time, month names of English, French, German,
// Spanish, Russian and Ukrainian. "circa" sets the flag and leaves the interval as written: how far it may be
// off is for matching to judge. Years must lie in 1000..2200; the calendar is taken for Gregorian. Fault
// BadFormat otherwise.
[[nodiscard]] tl::expected<DateInterval, Fault> parse_date(std::string_view text, bool month_first = false);

// A plain day, when the text is one.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text, bool month_first = false);

[[nodiscard]] DateInterval year_interval(int year, std::string text);
[[nodiscard]] DateInterval range_interval(Day earliest, Day latest, std::string text);

// "1980-12-19"
[[nodiscard]] std::string iso_day(Day day);
// "1980-12-19", "1980-12", "1980", "1960..1965", with "circa " before it where it is so.
[[nodiscard]] std::string describe(const DateInterval& interval);

}  // namespace weir::facts
