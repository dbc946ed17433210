// Duties by day, stacked, exact.
#include "rules/helpers.hpp"

namespace weir::rules {
namespace {

RuleQuestion import_of(const char* hs, const char* origin, const char* value) {
  RuleQuestion out = goods(hs, "us");
  out.origin.country = origin;
  out.departure.country = origin;
  out.eccns = {"EAR99"};
  out.facts = {{"subject_to_ear", false}};
  out.value = number(value);
  out.currency = "USD";
  return out;
}
std::string total(const RuleQuestion& question, const char* date) {
  const RuleDecision decision = decide(RuleSet::built_in(), question, day(date));
  return decision.total_duty ? decision.total_duty->rounded(2) : decision.outcome_text();
}

TEST(Section301, ListsByDay) {
  const auto on_list = [](const char* list, const char* date) {
    RuleQuestion question = import_of("940360", "cn", "1000");
    question.facts.push_back({"us_301_list", std::string(list)});
    return total(question, date);
  };
  EXPECT_EQ(on_list("1", "2018-07-05"), "NO_HIT");
  EXPECT_EQ(on_list("1", "2018-07-06"), "250.00");
  EXPECT_EQ(on_list("2", "2018-08-22"), "NO_HIT");
  EXPECT_EQ(on_list("2", "2018-08-23"), "250.00");
  EXPECT_EQ(on_list("3", "2018-09-24"), "100.00");
  EXPECT_EQ(on_list("3", "2019-05-09"), "100.00");
  EXPECT_EQ(on_list("3", "2019-05-10"), "250.00");
  EXPECT_EQ(on_list("4A", "2019-08-31"), "NO_HIT");
  EXPECT_EQ(on_list("4A", "2019-09-01"), "150.00");
  EXPECT_EQ(on_list("4A", "2020-02-13"), "150.00");
  EXPECT_EQ(on_list("4A", "2020-02-14"), "75.00");
  EXPECT_EQ(on_list("none", "2020-02-14"), "NO_HIT");
}

TEST(Section301, ReviewTakesGoodsOffTheirList) {
  RuleQuestion question = import_of("854231", "cn", "1000");
  question.facts.push_back({"us_301_list", std::string("1")});
  EXPECT_EQ(total(question, "2024-12-31"), "250.00");
  EXPECT_EQ(total(question, "2025-01-01"), "500.00");  // 50 %, not 25 % + 50 %
  question = import_of("870380", "cn", "1000");
  question.facts.push_back({"us_301_list", std::string("1")});
  EXPECT_EQ(total(question, "2024-09-26"), "250.00");
  EXPECT_EQ(total(question, "2024-09-27"), "1000.00");
}

TEST(Section301, UnknownListIsAsked) {
  EXPECT_EQ(total(import_of("940360", "cn", "1000"), "2020-01-01"), "NEEDS_FACT(us_301_list)");
  EXPECT_EQ(total(import_of("940360", "vn", "1000"), "2020-01-01"), "NO_HIT");
}

TEST(Section232, RatesByDay) {
  const auto metal = [](const char* hs, const char* metal_word, const char* origin, const char* date) {
    RuleQuestion question = import_of(hs, origin, "1000");
    question.facts.push_back({"section_232_metal", std::string(metal_word)});
    question.facts.push_back({"section_232_country_exempt", false});
    question.facts.push_back({"metal_value", number("800")});
    return total(question, date);
  };
  EXPECT_EQ(metal("720810", "steel", "br", "2018-03-22"), "NO_HIT");
  EXPECT_EQ(metal("760110", "aluminium", "br", "2025-03-11"), "100.00");
  EXPECT_EQ(metal("760110", "aluminium", "br", "2025-03-12"), "250.00");
  EXPECT_EQ(metal("720810", "steel", "br", "2025-06-03"), "250.00");
  EXPECT_EQ(metal("720810", "steel", "br", "2025-06-04"), "400.00");  // 50 % of the metal alone
  EXPECT_EQ(metal("720810", "steel", "gb", "2025-06-04"), "200.00");  // the UK stays at 25 %
  EXPECT_EQ(metal("730890", "none", "br", "2025-06-04"), "NO_HIT");
}

TEST(Section232, StackOrderIsDated) {
  RuleQuestion question = import_of("720810", "ca", "1000");
  question.facts.push_back({"section_232_metal", std::string("steel")});
  question.facts.push_back({"metal_value", number("1000")});
  question.facts.push_back({"usmca_qualifying", false});
  const auto lines = [&](const char* date) {
    std::vector<std::string> out;
    for (const DutyLine& line : decide(RuleSet::built_in(), question, day(date)).duties)
      out.push_back(line.measure + (line.not_counted.empty() ? "" : " not counted"));
    return out;
  };
  EXPECT_EQ(lines("2025-06-03"), (std::vector<std::string>{"us-ieepa-canada", "us-232-steel not counted"}));
  EXPECT_EQ(lines("2025-06-04"), (std::vector<std::string>{"us-232-steel", "us-ieepa-canada not counted"}));
  EXPECT_EQ(total(question, "2025-06-03"), "250.00");
  EXPECT_EQ(total(question, "2025-06-04"), "500.00");
}

const char* const kDuties = R"(
[[measure]]
id = "base"
title = "T"
group = "one"
type = "tariff"
to = ["de"]
duty = ["3.7% of value", "0.5 EUR per weight_kg"]
recorded_at = 2020-01-01
citation = "C"
status = "verified"
[[measure]]
id = "vat"
title = "T"
group = "two"
type = "tariff"
to = ["de"]
duty = ["19% of value_and_duties"]
recorded_at = 2020-01-01
citation = "C"
status = "verified"
[[measure]]
id = "excluded"
title = "T"
type = "authorisation"
effect = "none"
lifts = ["one"]
when = "civil"
recorded_at = 2020-01-01
citation = "C"
status = "verified"
[[stack]]
id = "order"
order = ["one", "two"]
recorded_at = 2020-01-01
citation = "C"
status = "verified"
)";

TEST(Duties, StackedAndExact) {
  const RuleSet rules = rules_of(kDuties);
  RuleQuestion question = goods("940360", "de");
  question.value = number("100.03");
  question.currency = "EUR";
  question.weight_kg = number("2.5");
  question.facts = {{"civil", false}};
  RuleDecision decision = decide(rules, question, day("2024-01-01"));
  ASSERT_EQ(decision.duties.size(), 3U);
  EXPECT_EQ(decision.duties[0].amount, number("3.70111"));
  EXPECT_EQ(decision.duties[1].amount, number("1.25"));
  EXPECT_EQ(decision.duties[2].amount, number("19.9464109"));  // 19 % of 104.98111
  EXPECT_EQ(decision.total_duty, number("24.8975209"));
  // A negative measure takes the first two away, and they no longer stand in the base of the third.
  question.facts = {{"civil", true}};
  decision = decide(rules, question, day("2024-01-01"));
  EXPECT_FALSE(decision.duties[0].not_counted.empty());
  EXPECT_EQ(decision.total_duty, number("19.0057"));
  EXPECT_EQ(decision.outcome, RuleOutcome::NoHit);
}

TEST(Duties, UnknownBaseCurrencyAndOverflow) {
  const RuleSet rules = rules_of(kDuties);
  RuleQuestion question = goods("940360", "de");
  question.facts = {{"civil", false}};
  question.value = number("100");
  question.currency = "EUR";
  EXPECT_FALSE(decide(rules, question, day("2024-01-01")).total_duty);  // no weight
  question.weight_kg = number("2");
  question.currency = "USD";
  EXPECT_FALSE(decide(rules, question, day("2024-01-01")).total_duty);  // euros on dollars
  question.currency = "EUR";
  EXPECT_TRUE(decide(rules, question, day("2024-01-01")).total_duty);
  question.value = number("999999999999999999");
  const RuleDecision decision = decide(rules, question, day("2024-01-01"));
  EXPECT_FALSE(decision.total_duty);
  EXPECT_FALSE(decision.notes.empty());
}

}  // namespace
}  // namespace weir::rules
