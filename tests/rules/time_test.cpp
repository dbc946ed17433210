// Two times: the day on which a rule holds, and the moment from which it was known.
#include "rules/helpers.hpp"

namespace weir::rules {
namespace {

const char* const kTable = R"(
[[measure]]
id = "m"
title = "first"
type = "licence"
to = ["ru"]
valid_from = 2022-01-01
recorded_at = 2022-01-10
citation = "first"
status = "verified"

# Retroactive: recorded in June, for days from March on.
[[measure]]
id = "m"
title = "second"
type = "prohibition"
to = ["ru"]
valid_from = 2022-03-01
recorded_at = 2022-06-15T12:00:00Z
citation = "second"
status = "verified"

# Suspended for two days in 2023.
[[measure]]
id = "m"
title = "suspended"
type = "prohibition"
suspended = true
valid_from = 2023-05-01
valid_to = 2023-05-02
recorded_at = 2023-04-30
citation = "third"
status = "verified"
)";

RuleOutcome outcome(const char* valid, Moment known = kLatestKnowledge) {
  static const RuleSet kRules = rules_of(kTable);
  return decide(kRules, goods("", "ru"), day(valid), known).outcome;
}

TEST(Time, EndsAreInclusive) {
  EXPECT_EQ(outcome("2021-12-31"), RuleOutcome::NoHit);
  EXPECT_EQ(outcome("2022-01-01"), RuleOutcome::LicenceRequired);
  EXPECT_EQ(outcome("2022-02-28"), RuleOutcome::LicenceRequired);
  EXPECT_EQ(outcome("2022-03-01"), RuleOutcome::Prohibited);
  EXPECT_EQ(outcome("2023-04-30"), RuleOutcome::Prohibited);
  EXPECT_EQ(outcome("2023-05-01"), RuleOutcome::NoHit);
  EXPECT_EQ(outcome("2023-05-02"), RuleOutcome::NoHit);
  EXPECT_EQ(outcome("2023-05-03"), RuleOutcome::Prohibited);
}

TEST(Time, WhatWasNotKnownIsNotSeen) {
  EXPECT_EQ(outcome("2022-01-05", moment("2022-01-09")), RuleOutcome::NoHit);
  EXPECT_EQ(outcome("2022-01-05", moment("2022-01-10")), RuleOutcome::LicenceRequired);
  // The retroactive row, a second before and at its moment.
  EXPECT_EQ(outcome("2022-04-01", moment("2022-06-15T11:59:59Z")), RuleOutcome::LicenceRequired);
  EXPECT_EQ(outcome("2022-04-01", moment("2022-06-15T12:00:00Z")), RuleOutcome::Prohibited);
  EXPECT_EQ(outcome("2022-04-01", moment("2022-06-15T14:00:00+02:00")), RuleOutcome::Prohibited);
  EXPECT_EQ(outcome("2023-05-01", moment("2023-04-29")), RuleOutcome::Prohibited);
}

TEST(Time, SameFourGiveTheSameAnswer) {
  const RuleSet rules = RuleSet::built_in();
  RuleQuestion question = goods("854231", "ru");
  question.departure.country = "us";
  const RuleDecision first = decide(rules, question, day("2024-03-01"), moment("2024-03-01"));
  const RuleDecision second = decide(RuleSet::load({}), question, day("2024-03-01"), moment("2024-03-01"));
  EXPECT_EQ(first.rules, second.rules);
  EXPECT_EQ(first.outcome_text(), second.outcome_text());
  ASSERT_EQ(first.findings.size(), second.findings.size());
  for (std::size_t i = 0; i < first.findings.size(); ++i) {
    EXPECT_EQ(first.findings[i].id, second.findings[i].id);
    EXPECT_EQ(first.findings[i].why, second.findings[i].why);
  }
}

TEST(Time, Moments) {
  EXPECT_EQ(moment_text(moment("2022-01-01")), "2022-01-01");
  EXPECT_EQ(moment_text(moment("2022-01-01T01:02:03-05:30")), "2022-01-01T06:32:03Z");
  EXPECT_EQ(moment_text(moment("2022-01-01 10:30")), "2022-01-01T10:30:00Z");
  for (const char* bad :
       {"2022-13-01", "2022-1-1", "2022-01-01T", "2022-01-01T24:00", "2022-01-01T10:30:00+1", "1899-12-31",
        "2200-01-01", "2023-02-29", "2022-01-01x10:30", "2022-01-01T10:60"})
    EXPECT_FALSE(parse_moment(bad)) << bad;
  EXPECT_TRUE(parse_rule_day("2024-02-29"));
}

}  // namespace
}  // namespace weir::rules
