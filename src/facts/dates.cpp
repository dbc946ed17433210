#include "facts/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "facts/date_grammar.hpp"

namespace weir::facts {
namespace {

namespace ch = std::chrono;

Day last_of_month(ch::year year, ch::month month) {
  return ch::sys_days{year / month / ch::last};
}

tl::unexpected<Fault> bad_date(std::string_view text) {
  constexpr std::size_t kShown = 60;
  Fault fault;
  fault.kind = FaultKind::BadFormat;
  std::string shown(text.substr(0, kShown));
  if (text.size() > kShown) shown += "...";
  fault.message = "\"" + shown +
                  "\" is not a date; expected a form such as 1980-12-19, 19 Dec 1980, Dec 1980, 1980, "
                  "circa 1980 or 1960-1965, years 1000 to 2200";
  return tl::unexpected<Fault>(std::move(fault));
}

// The usual case, without the grammar: "1980-12-19", which half of all dates are.
std::optional<Day> plain_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int digits[8] = {};
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    digits[count++] = text[i] - '0';
  }
  const int year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
  const ch::year_month_day day{ch::year{year}, ch::month{static_cast<unsigned>(digits[4] * 10 + digits[5])},
                               ch::day{static_cast<unsigned>(digits[6] * 10 + digits[7])}};
  if (!day.ok() || year < kMinYear || year > kMaxYear) return std::nullopt;
  return ch::sys_days{day};
}

DateInterval from_partial(const PartialDate& part, std::string text) {
  const ch::year year{part.year};
  if (part.month == 0) return year_interval(part.year, std::move(text));
  const ch::month month{static_cast<unsigned>(part.month)};
  DateInterval out;
  out.text = std::move(text);
  if (part.day == 0) {
    out.earliest = ch::sys_days{year / month / ch::day{1}};
    out.latest = last_of_month(year, month);
    out.precision = DatePrecision::Month;
  } else {
    out.earliest = out.latest = ch::sys_days{year / month / ch::day{static_cast<unsigned>(part.day)}};
    out.precision = DatePrecision::ExactDay;
  }
  return out;
}

}  // namespace

tl::expected<DateInterval, Fault> parse_date(std::string_view text, bool month_first) {
  if (const auto day = plain_iso(text)) {
    return DateInterval{*day, *day, DatePrecision::ExactDay, false, true, std::string(text)};
  }
  const std::optional<DateExpression> read = read_date_expression(text, month_first);
  if (!read) return bad_date(text);
  DateInterval first = from_partial(read->first, std::string(text));
  if (read->last) {
    const DateInterval last = from_partial(*read->last, std::string());
    if (last.latest < first.earliest) return bad_date(text);
    first = range_interval(first.earliest, last.latest, std::move(first.text));
  }
  first.circa = read->circa;
  return first;
}

std::optional<Day> parse_day(std::string_view text, bool month_first) {
  if (const auto day = plain_iso(text)) return day;
  const std::optional<DateExpression> read = read_date_expression(text, month_first);
  if (!read || read->last || read->circa || read->first.day == 0) return std::nullopt;
  return from_partial(read->first, std::string()).earliest;
}

DateInterval year_interval(int year, std::string text) {
  const ch::year clamped{std::clamp(year, kMinYear, kMaxYear)};
  DateInterval out;
  out.earliest = ch::sys_days{clamped / ch::January / 1};
  out.latest = ch::sys_days{clamped / ch::December / 31};
  out.precision = DatePrecision::Year;
  out.text = std::move(text);
  return out;
}

DateInterval range_interval(Day earliest, Day latest, std::string text) {
  if (latest < earliest) std::swap(earliest, latest);
  DateInterval out;
  out.earliest = earliest;
  out.latest = latest;
  out.precision = DatePrecision::Range;
  out.text = std::move(text);
  return out;
}

std::string iso_day(Day day) {
  const ch::year_month_day parts{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()),
                     static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
}

std::string describe(const DateInterval& interval) {
  const ch::year_month_day first{interval.earliest};
  const ch::year_month_day last{interval.latest};
  std::string out = interval.circa ? "circa " : "";
  switch (interval.precision) {
    case DatePrecision::ExactDay:
      out += iso_day(interval.earliest);
      if (interval.earliest != interval.latest) out += ".." + iso_day(interval.latest);
      break;
    case DatePrecision::Month:
      out += iso_day(interval.earliest).substr(0, 7);
      break;
    case DatePrecision::Year:
      out += fmt::format("{:04}", static_cast<int>(first.year()));
      break;
    case DatePrecision::Range: {
      const bool whole_years = first.month() == ch::January && first.day() == ch::day{1} &&
                               last.month() == ch::December && last.day() == ch::day{31};
      const bool whole_months =
          first.day() == ch::day{1} && interval.latest == last_of_month(last.year(), last.month());
      std::size_t shown = 10;
      if (whole_months) shown = 7;
      if (whole_years) shown = 4;
      out += iso_day(interval.earliest).substr(0, shown) + ".." + iso_day(interval.latest).substr(0, shown);
      break;
    }
  }
  return out;
}

}  // namespace weir::facts
