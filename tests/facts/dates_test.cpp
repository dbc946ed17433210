#include "facts/dates.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace weir::facts {
namespace {

using Precision = DatePrecision;

struct Case {
  std::string text;
  std::string earliest;
  std::string latest;
  Precision precision;
  bool circa = false;
};

class Dates : public testing::TestWithParam<Case> {};

TEST_P(Dates, AreReadAsWritten) {
  const Case& expected = GetParam();
  const auto read = parse_date(expected.text);
  ASSERT_TRUE(read) << expected.text << ": " << read.error().text();
  EXPECT_EQ(iso_day(read->earliest), expected.earliest) << expected.text;
  EXPECT_EQ(iso_day(read->latest), expected.latest) << expected.text;
  EXPECT_EQ(read->precision, expected.precision) << expected.text;
  EXPECT_EQ(read->circa, expected.circa) << expected.text;
  EXPECT_TRUE(read->gregorian_source);
  EXPECT_EQ(read->text, expected.text);
}

INSTANTIATE_TEST_SUITE_P(
    Days, Dates,
    testing::Values(Case{"19 Dec 1980", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"1980-12-19", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"19/12/1980", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"9/1/1980", "1980-01-09", "1980-01-09", Precision::ExactDay},
                    Case{"19.12.1980", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"19. Dezember 1980", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"1980/12/19", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"December 19, 1980", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"Dec. 19, 1980.", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"19th of December 1980", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"1st Jan 1980", "1980-01-01", "1980-01-01", Precision::ExactDay},
                    Case{"19-DEC-1980", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"1980 Dec 19", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"19801219", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"1980-12-19T00:00:00Z", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"1980-12-19T00:00:00.000+02:00", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"2016-08-10-04:00", "2016-08-10", "2016-08-10", Precision::ExactDay},
                    Case{"1980-12-19Z", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"19/12/1980 00:00:00", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"1980年12月19日", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"19 декабря 1980 г.", "1980-12-19", "1980-12-19", Precision::ExactDay},
                    Case{"29 Feb 2000", "2000-02-29", "2000-02-29", Precision::ExactDay},
                    Case{"circa 19 Dec 1980", "1980-12-19", "1980-12-19", Precision::ExactDay, true},
                    Case{"  19   Dec\t1980 ", "1980-12-19", "1980-12-19", Precision::ExactDay}));

INSTANTIATE_TEST_SUITE_P(
    MonthsAndYears, Dates,
    testing::Values(Case{"Dec 1980", "1980-12-01", "1980-12-31", Precision::Month},
                    Case{"Feb 1980", "1980-02-01", "1980-02-29", Precision::Month},
                    Case{"02/1980", "1980-02-01", "1980-02-29", Precision::Month},
                    Case{"1980-12", "1980-12-01", "1980-12-31", Precision::Month},
                    Case{"00/12/1980", "1980-12-01", "1980-12-31", Precision::Month},
                    Case{"dd/12/1980", "1980-12-01", "1980-12-31", Precision::Month},
                    Case{"1980-12-00", "1980-12-01", "1980-12-31", Precision::Month},
                    Case{"1980年12月", "1980-12-01", "1980-12-31", Precision::Month},
                    Case{"00/00/1980", "1980-01-01", "1980-12-31", Precision::Year},
                    Case{"dd/mm/1980", "1980-01-01", "1980-12-31", Precision::Year},
                    Case{"19/00/1980", "1980-01-01", "1980-12-31", Precision::Year},
                    Case{"1980-00-00", "1980-01-01", "1980-12-31", Precision::Year},
                    Case{"1980", "1980-01-01", "1980-12-31", Precision::Year},
                    Case{"circa 1965", "1965-01-01", "1965-12-31", Precision::Year, true},
                    Case{"c. 1965", "1965-01-01", "1965-12-31", Precision::Year, true},
                    Case{"c1965", "1965-01-01", "1965-12-31", Precision::Year, true},
                    Case{"ca. 1965", "1965-01-01", "1965-12-31", Precision::Year, true},
                    Case{"Approximately 1965", "1965-01-01", "1965-12-31", Precision::Year, true},
                    Case{"1965 (approximately)", "1965-01-01", "1965-12-31", Precision::Year, true},
                    Case{"~1965", "1965-01-01", "1965-12-31", Precision::Year, true},
                    Case{"1965?", "1965-01-01", "1965-12-31", Precision::Year, true}));

INSTANTIATE_TEST_SUITE_P(
    Ranges, Dates,
    testing::Values(Case{"1960 to 1965", "1960-01-01", "1965-12-31", Precision::Range},
                    Case{"1960-1965", "1960-01-01", "1965-12-31", Precision::Range},
                    Case{"1960 - 1965", "1960-01-01", "1965-12-31", Precision::Range},
                    Case{"1960\u20131965", "1960-01-01", "1965-12-31", Precision::Range},
                    Case{"1960/1965", "1960-01-01", "1965-12-31", Precision::Range},
                    Case{"1960-65", "1960-01-01", "1965-12-31", Precision::Range},
                    Case{"1960 or 1961", "1960-01-01", "1961-12-31", Precision::Range},
                    Case{"between 1960 and 1965", "1960-01-01", "1965-12-31", Precision::Range},
                    Case{"from 1960 to 1965", "1960-01-01", "1965-12-31", Precision::Range},
                    Case{"circa 1979-1982", "1979-01-01", "1982-12-31", Precision::Range, true},
                    Case{"circa 1979 to circa 1982", "1979-01-01", "1982-12-31", Precision::Range, true},
                    Case{"01 Jan 1965 to 31 Dec 1965", "1965-01-01", "1965-12-31", Precision::Range},
                    Case{"1965-01-02 - 1966-03-04", "1965-01-02", "1966-03-04", Precision::Range},
                    Case{"Jan 1965 to Mar 1966", "1965-01-01", "1966-03-31", Precision::Range},
                    Case{"Sep-Oct 1960", "1960-09-01", "1960-10-31", Precision::Range},
                    Case{"19 to 21 Dec 1980", "1980-12-19", "1980-12-21", Precision::Range},
                    Case{"28 Nov - 3 Dec 1980", "1980-11-28", "1980-12-03", Precision::Range},
                    Case{"1980s", "1980-01-01", "1989-12-31", Precision::Range},
                    Case{"1980's", "1980-01-01", "1989-12-31", Precision::Range},
                    Case{"late 1960s", "1965-01-01", "1969-12-31", Precision::Range, true},
                    Case{"early 1960s", "1960-01-01", "1964-12-31", Precision::Range, true},
                    Case{"mid-1960s", "1963-01-01", "1967-12-31", Precision::Range, true},
                    Case{"early 1980", "1980-01-01", "1980-06-30", Precision::Range, true},
                    Case{"late 1980", "1980-07-01", "1980-12-31", Precision::Range, true},
                    Case{"late 1960s to early 1970s", "1965-01-01", "1974-12-31", Precision::Range, true}));

TEST(DatesRefused, SayWhatWasFoundAndExpected) {
  for (const char* text : {"",
                           "unknown",
                           "12/19/1980",
                           "31 Feb 1980",
                           "1980-13",
                           "1980-02-30",
                           "0999",
                           "2201",
                           "19 Dec",
                           "80",
                           "19/12/80",
                           "1965-1960",
                           "1 2 3 4 5",
                           "--",
                           "1980--12",
                           "0000-00-00",
                           "99999999999999999999",
                           "32/00/1980",
                           "1980-12/19",
                           "a 1980",
                           "19801319"}) {
    const auto read = parse_date(text);
    ASSERT_FALSE(read) << text << " read as " << describe(*read);
    EXPECT_EQ(read.error().kind, FaultKind::BadFormat);
    EXPECT_NE(read.error().message.find("expected"), std::string::npos);
  }
  EXPECT_FALSE(parse_date(std::string(100000, '1')));
  EXPECT_LT(parse_date(std::string(100000, 'x')).error().message.size(), 400U);
}

TEST(Dates, MonthFirstOnlyWhenAsked) {
  EXPECT_EQ(iso_day(parse_date("12/19/1980", true)->earliest), "1980-12-19");
  EXPECT_EQ(iso_day(parse_date("12-19-1980", true)->earliest), "1980-12-19");
  EXPECT_EQ(iso_day(parse_date("01/02/1980", true)->earliest), "1980-01-02");
  EXPECT_EQ(iso_day(parse_date("01/02/1980", false)->earliest), "1980-02-01");
  EXPECT_EQ(iso_day(parse_date("01.02.1980", true)->earliest), "1980-02-01");
  EXPECT_FALSE(parse_date("19/12/1980", true));
}

TEST(ParseDay, TakesPlainDaysOnly) {
  EXPECT_EQ(iso_day(parse_day("19 Dec 1980").value()), "1980-12-19");
  EXPECT_EQ(iso_day(parse_day("1980-12-19").value()), "1980-12-19");
  EXPECT_EQ(iso_day(parse_day("12/19/1980", true).value()), "1980-12-19");
  for (const char* text :
       {"1980", "Dec 1980", "circa 19 Dec 1980", "00/12/1980", "19 to 21 Dec 1980", "1980-02-30"}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

// A day that the calendar does not have is refused in every form; it does not turn into a range of years
// ("2021-02" to "30") or a month.
TEST(Dates, ImpossibleDaysAreRefusedInEveryForm) {
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  int impossible = 0;
  for (const int year : {1904, 1980, 2000, 2021, 2024, 2029, 2100}) {
    for (int month = 1; month <= 14; ++month) {
      for (int day = 28; day <= 32; ++day) {
        const std::chrono::year_month_day date{std::chrono::year{year},
                                               std::chrono::month{static_cast<unsigned>(month)},
                                               std::chrono::day{static_cast<unsigned>(day)}};
        std::vector<std::string> forms{fmt::format("{:04}-{:02}-{:02}", year, month, day),
                                       fmt::format("{:04}/{:02}/{:02}", year, month, day),
                                       fmt::format("{:04}.{:02}.{:02}", year, month, day),
                                       fmt::format("{:04}{:02}{:02}", year, month, day),
                                       fmt::format("{:02}/{:02}/{:04}", day, month, year),
                                       fmt::format("{:02}-{:02}-{:04}", day, month, year),
                                       fmt::format("{:02}.{:02}.{:04}", day, month, year),
                                       fmt::format("{:04}-{:02}-{:02}T10:00:00Z", year, month, day)};
        if (month <= 12) {
          forms.push_back(fmt::format("{} {} {}", day, kMonths[month - 1], year));
          forms.push_back(fmt::format("{} {}, {}", kMonths[month - 1], day, year));
          forms.push_back(fmt::format("{}-{}-{}", day, kMonths[month - 1], year));
        }
        for (const std::string& form : forms) {
          const auto read = parse_date(form);
          const auto plain = parse_day(form);
          if (date.ok()) {
            ASSERT_TRUE(read) << form;
            EXPECT_EQ(read->earliest, Day{date}) << form;
            EXPECT_EQ(read->latest, Day{date}) << form;
            EXPECT_EQ(plain, Day{date}) << form;
          } else {
            ++impossible;
            EXPECT_FALSE(read) << form << " read as " << describe(*read);
            EXPECT_FALSE(plain) << form;
          }
        }
      }
    }
  }
  EXPECT_GT(impossible, 1000);
}

TEST(Describe, SaysNoMoreThanIsKnown) {
  EXPECT_EQ(describe(parse_date("19 Dec 1980").value()), "1980-12-19");
  EXPECT_EQ(describe(parse_date("Dec 1980").value()), "1980-12");
  EXPECT_EQ(describe(parse_date("circa 1980").value()), "circa 1980");
  EXPECT_EQ(describe(parse_date("1960 to 1965").value()), "1960..1965");
  EXPECT_EQ(describe(parse_date("Sep-Oct 1960").value()), "1960-09..1960-10");
  EXPECT_EQ(describe(parse_date("19 to 21 Dec 1980").value()), "1980-12-19..1980-12-21");
}

TEST(Intervals, AreInOrderAndInTheCalendar) {
  EXPECT_EQ(iso_day(year_interval(1980, "x").latest), "1980-12-31");
  EXPECT_EQ(iso_day(year_interval(-5, "x").earliest), "1000-01-01");
  const Day a = parse_day("1980-12-19").value();
  const Day b = parse_day("1981-01-01").value();
  EXPECT_EQ(range_interval(b, a, "x"), range_interval(a, b, "x"));
}

Day any_day() {
  const Day first = std::chrono::sys_days{std::chrono::year{1000} / 1 / 1};
  const Day last = std::chrono::sys_days{std::chrono::year{2200} / 12 / 31};
  return first + std::chrono::days{*rc::gen::inRange(0, static_cast<int>((last - first).count()) + 1)};
}

TEST(DateProperties, EveryFormOfADayReadsBack) {
  const bool holds = rc::check([] {
    const Day day = any_day();
    const std::chrono::year_month_day parts{day};
    static constexpr std::array<const char*, 12> kNames = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::string iso = iso_day(day);
    const std::string y = iso.substr(0, 4);
    const std::string m = iso.substr(5, 2);
    const std::string d = iso.substr(8, 2);
    const std::string name = kNames.at(static_cast<unsigned>(parts.month()) - 1);
    for (const std::string& text :
         {iso, d + "/" + m + "/" + y, d + "." + m + "." + y, d + " " + name + " " + y,
          name + " " + d + ", " + y, y + m + d, iso + "T12:34:56Z", y + "/" + m + "/" + d}) {
      const auto read = parse_date(text);
      RC_ASSERT(read.has_value());
      RC_ASSERT(read->precision == DatePrecision::ExactDay);
      RC_ASSERT(read->earliest == day);
      RC_ASSERT(read->latest == day);
      RC_ASSERT(parse_day(text) == day);
    }
    RC_ASSERT(parse_date(m + "/" + d + "/" + y, true)->earliest == day);
  });
  EXPECT_TRUE(holds);
}

TEST(DateProperties, RangesReadBackThroughDescribe) {
  const bool holds = rc::check([] {
    Day a = any_day();
    Day b = any_day();
    if (b < a) std::swap(a, b);
    const auto read = parse_date(iso_day(a) + " to " + iso_day(b));
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->earliest == a);
    RC_ASSERT(read->latest == b);
    RC_ASSERT(!describe(*read).empty());
  });
  EXPECT_TRUE(holds);
}

TEST(DateProperties, AnyTextGivesAnOrderedIntervalOrAFault) {
  const bool holds = rc::check([] {
    const std::string alphabet = "0123456789 -/.,~?acdeintorsu\xD0\xB3\xE5\xB9";
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(alphabet));
    const auto read = parse_date(text, *rc::gen::arbitrary<bool>());
    if (read) RC_ASSERT(read->earliest <= read->latest);
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace weir::facts
