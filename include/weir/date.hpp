// Dates as lists give them: often a year, a range or "circa", seldom a plain day.
//
// Thread-safety: value types. Errors: none here; parsing lives in src/facts/dates.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace weir {

using Day = std::chrono::sys_days;

// How much of the date the list gave. Range covers "1960-1965", "between ... and ...".
enum class DatePrecision : std::uint8_t { ExactDay, Month, Year, Range };

// A closed interval [earliest, latest] in which the date lies; earliest == latest when precision is ExactDay
// and not circa.
struct DateInterval {
  Day earliest{};
  Day latest{};
  DatePrecision precision = DatePrecision::ExactDay;
  bool circa = false;  // the list says "circa", "approximately"
  bool gregorian_source =
      true;          // false where the list gives another calendar and the interval is a conversion
  std::string text;  // as written in the list

  friend bool operator==(const DateInterval&, const DateInterval&) = default;
};

}  // namespace weir
