#include "lists/calendars.hpp"

#include <string>

#include "facts/dates.hpp"

namespace weir::lists {
namespace {

// The day on which the month begins. 1 Muharram 1 is 16 July 622 of the Julian calendar, 19 July 622 of the
// Gregorian.
Day month_start(int year, unsigned month) {
  constexpr std::chrono::sys_days kEpoch{std::chrono::year{622} / std::chrono::July / 19};
  const int before = static_cast<int>(month) - 1;
  // Months of 30 and 29 days by turns; 11 leap days in 30 years.
  const int days = (year - 1) * 354 + (3 + 11 * year) / 30 + 29 * before + (before + 1) / 2;
  return kEpoch + std::chrono::days(days);
}

}  // namespace

std::optional<DateInterval> islamic_date(int year, unsigned month, unsigned day, std::string_view text) {
  constexpr int kFirstYear = 300;
  constexpr int kLastYear = 1600;
  constexpr unsigned kMonths = 12;
  constexpr unsigned kDays = 30;
  if (year < kFirstYear || year > kLastYear || month > kMonths || day > kDays) return std::nullopt;
  constexpr std::chrono::days kOneDay{1};
  Day first = month_start(year, month == 0 ? 1 : month);
  Day last =
      (month == 0 || month == kMonths ? month_start(year + 1, 1) : month_start(year, month + 1)) - kOneDay;
  DatePrecision precision = month == 0 ? DatePrecision::Range : DatePrecision::Month;
  if (month != 0 && day != 0) {
    first += std::chrono::days(day - 1);
    last = first;
    precision = DatePrecision::Range;
  }
  DateInterval interval = facts::range_interval(first - kOneDay, last + kOneDay, std::string(text));
  interval.precision = precision == DatePrecision::Month ? DatePrecision::Range : precision;
  interval.gregorian_source = false;
  return interval;
}

}  // namespace weir::lists
