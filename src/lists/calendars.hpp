// Dates of other calendars than the Gregorian, as intervals of Gregorian days.
//
// Thread-safety: pure functions. Errors: nullopt for a date that is none.
#pragma once

#include <optional>
#include <string_view>

#include "weir/date.hpp"

namespace weir::lists {

// Year, month (0 = not known) and day (0 = not known) of the Islamic calendar. The civil (tabular) rule is
// used (Reingold and Dershowitz, "Calendrical Calculations"); months set by sight of the moon may lie a day
// off, so a day becomes an interval of three days. Years 300 to 1600.
[[nodiscard]] std::optional<DateInterval> islamic_date(int year, unsigned month, unsigned day,
                                                       std::string_view text);

}  // namespace weir::lists
