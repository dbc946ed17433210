// The vectors of the sheet of rules, against the tables that ship.
#include <algorithm>

#include "rules/helpers.hpp"

namespace weir::rules {
namespace {

const RuleSet& rules() {
  static const RuleSet kRules = RuleSet::built_in();
  return kRules;
}

// ---- Common High Priority List ----

std::string tier(const char* code) {
  const Nomenclature nomenclature =
      std::string_view(code).size() > 7 ? Nomenclature{CodeSystem::Hts, 2022} : Nomenclature{};
  const auto digits = code_digits(code, nomenclature);
  EXPECT_TRUE(digits) << code;
  const auto hits =
      find_in_code_set(rules(), "chpl", {digits.value_or(""), nomenclature, false}, day("2026-01-01"));
  return hits.empty() ? "none" : hits.front().entry->tag;
}

TEST(Chpl, Vectors) {
  EXPECT_EQ(tier("8542.31"), "1");
  EXPECT_EQ(tier("85423190"), "1");
  EXPECT_EQ(tier("8504400000"), "3.A");
  EXPECT_EQ(tier("845710"), "4.B");
  EXPECT_EQ(tier("400921"), "none");
}

TEST(Chpl, FiftyCodesInSixTiers) {
  std::vector<std::string> tags;
  for (const CodeSetEntry& entry : rules().code_sets()) {
    if (entry.set == "chpl") tags.push_back(entry.tag);
  }
  EXPECT_EQ(tags.size(), 50U);
  const auto count = [&](const char* tag) { return std::count(tags.begin(), tags.end(), tag); };
  EXPECT_EQ(count("1"), 4);
  EXPECT_EQ(count("2"), 5);
  EXPECT_EQ(count("3.A"), 16);
  EXPECT_EQ(count("3.B"), 9);
  EXPECT_EQ(count("4.A"), 11);
  EXPECT_EQ(count("4.B"), 5);
}

TEST(Chpl, CodeOfAnOlderEditionIsNeverASilentMiss) {
  RuleQuestion question = goods("", "ru");
  question.codes = {{"854140", *parse_nomenclature("HS-2017"), false}};
  const RuleDecision decision = decide(rules(), question, day("2024-03-01"));
  EXPECT_EQ(state_of(decision, "chpl-russia-belarus"), Truth::Unknown);
  EXPECT_GE(decision.outcome, RuleOutcome::NeedsFact);
}

// ---- embargoes ----

TEST(Embargo, CountriesOfGroupsE) {
  for (const char* country : {"ir", "kp", "sy", "cu"}) {
    RuleQuestion question = goods("640399", country);
    question.departure.country = "us";
    const RuleDecision decision = decide(rules(), question, day("2024-01-01"));
    EXPECT_EQ(decision.outcome, RuleOutcome::LicenceRequired) << country;
    EXPECT_TRUE(decision.rests_on_unverified) << country;
  }
}

TEST(Embargo, AForeignGoodWaitsForTheFactThatMakesItSubject) {
  RuleQuestion question = goods("640399", "cu");
  question.eccns = {"EAR99"};
  question.departure.country = "de";
  question.origin.country = "de";
  EXPECT_EQ(decide(rules(), question, day("2024-01-01")).outcome_text(), "NEEDS_FACT(subject_to_ear)");
  question.facts = {{"subject_to_ear", false}};
  EXPECT_EQ(decide(rules(), question, day("2024-01-01")).outcome, RuleOutcome::NoHit);
}

TEST(Embargo, SyriaExceptionIsACandidateFromItsDay) {
  RuleQuestion question = goods("640399", "sy");
  question.departure.country = "us";
  question.eccns = {"EAR99"};
  EXPECT_EQ(decide(rules(), question, day("2025-09-01")).outcome, RuleOutcome::LicenceRequired);
  EXPECT_EQ(decide(rules(), question, day("2025-09-02")).outcome, RuleOutcome::HumanReview);
}

TEST(Russia, LuxuryDayIsVerified) {
  RuleQuestion question = goods("711319", "ru");
  question.departure.country = "us";
  question.eccns = {"EAR99"};
  question.facts = {{"us_746_supplement", std::string("5")}};
  EXPECT_EQ(state_of(decide(rules(), question, day("2022-03-10")), "us-746-10-luxury"), Truth::No);
  EXPECT_EQ(state_of(decide(rules(), question, day("2022-03-11")), "us-746-10-luxury"), Truth::Yes);
}

// ---- chips ----

struct Chip {
  const char* name;
  const char* tpp;
  const char* die;  // mm2
  const char* io;   // GB/s
  bool data_centre;
  bool caught_2022;
  const char* from_2023;  // narrowest paragraph met, or ""
};

std::vector<Fact> facts_of(const Chip& chip) {
  return {{"tpp", number(chip.tpp)},
          {"performance_density", *number(chip.tpp).over(number(chip.die))},
          {"io_bandwidth_gbs", number(chip.io)},
          {"marketed_for_data_centre", chip.data_centre}};
}

std::vector<std::string> met(const std::vector<Fact>& facts, const char* date) {
  std::vector<std::string> out;
  for (const ClassFinding& finding : classify(rules(), facts, day(date))) {
    if (finding.state == Truth::Yes) out.push_back(finding.eccn);
  }
  return out;
}

class Chips : public testing::TestWithParam<Chip> {};
TEST_P(Chips, AsInTheTable) {
  const Chip& chip = GetParam();
  const auto then = met(facts_of(chip), "2022-10-21");
  EXPECT_EQ(!then.empty(), chip.caught_2022) << chip.name;
  EXPECT_TRUE(met(facts_of(chip), "2022-10-20").empty()) << chip.name;
  EXPECT_EQ(met(facts_of(chip), "2023-11-16"), then) << chip.name;  // the last day of the old rule
  for (const char* date : {"2023-11-17", "2026-01-15", "2026-11-24"}) {
    const auto now = met(facts_of(chip), date);
    if (*chip.from_2023 == '\0')
      EXPECT_TRUE(now.empty()) << chip.name << now.front();
    else
      EXPECT_NE(std::find(now.begin(), now.end(), chip.from_2023), now.end()) << chip.name;
  }
}
INSTANTIATE_TEST_SUITE_P(Sheet, Chips,
                         testing::Values(Chip{"A100", "4992", "826", "600", true, true, "3A090.a.1"},
                                         Chip{"A800", "4992", "826", "400", true, false, "3A090.a.1"},
                                         Chip{"H100", "15832", "814", "900", true, true, "3A090.a.1"},
                                         Chip{"H800", "15832", "814", "400", true, false, "3A090.a.1"},
                                         Chip{"H200", "15832", "814", "900", true, true, "3A090.a.1"},
                                         Chip{"H20", "2368", "814", "900", true, false, ""},
                                         Chip{"L40S", "5864", "609", "64", true, false, "3A090.a.1"},
                                         Chip{"RTX 4090", "5285", "609", "64", false, false, "3A090.a.1"},
                                         Chip{"RTX 4090D", "4707", "609", "64", false, false, ""},
                                         Chip{"L4", "1936", "294", "64", true, false, "3A090.a.2"},
                                         Chip{"A30", "2640", "826", "200", true, false, "3A090.b.1"}));

TEST(ChipBounds, BothSides) {
  const auto paragraphs = [](const char* tpp, const char* density) {
    return met(
        {{"tpp", number(tpp)}, {"performance_density", number(density)}, {"marketed_for_data_centre", true}},
        "2024-01-01");
  };
  using List = std::vector<std::string>;
  EXPECT_EQ(paragraphs("4799.99", "1"), List{});
  EXPECT_EQ(paragraphs("4800", "1"), List{"3A090.a.1"});
  EXPECT_EQ(paragraphs("1600", "5.919"), List{"3A090.b.2"});
  EXPECT_EQ(paragraphs("1600", "5.92"), List{"3A090.a.2"});
  EXPECT_EQ(paragraphs("1599.99", "5.92"), List{});
  EXPECT_EQ(paragraphs("2399", "1.6"), List{});
  EXPECT_EQ(paragraphs("2400", "1.6"), List{"3A090.b.1"});
  EXPECT_EQ(paragraphs("2400", "1.599"), List{});
  EXPECT_EQ(paragraphs("1600", "3.199"), List{});
  EXPECT_EQ(paragraphs("1600", "3.2"), List{"3A090.b.2"});
}

TEST(ChipBounds, MissingDensityIsAskedFor) {
  const std::vector<Fact> facts{{"tpp", number("2000")}, {"marketed_for_data_centre", true}};
  for (const ClassFinding& finding : classify(rules(), facts, day("2024-01-01"))) {
    if (finding.eccn != "3A090.a.2") continue;
    EXPECT_EQ(finding.state, Truth::Unknown);
    EXPECT_EQ(finding.needs, std::vector<std::string>{"performance_density"});
    EXPECT_EQ(finding.status, RuleStatus::Unverified);
  }
}

RuleQuestion a800_to_china() {
  RuleQuestion question = goods("854231", "cn");
  question.departure.country = "us";
  question.facts = facts_of({"A800", "4992", "826", "400", true, false, ""});
  question.facts.push_back({"contains_3a090_ic", false});
  return question;
}

TEST(ChipLicence, A800AllowedIn2022CaughtFrom2023) {
  EXPECT_EQ(decide(rules(), a800_to_china(), day("2022-10-21")).outcome, RuleOutcome::NoHit);
  EXPECT_EQ(decide(rules(), a800_to_china(), day("2023-11-16")).outcome, RuleOutcome::NoHit);
  EXPECT_EQ(decide(rules(), a800_to_china(), day("2023-11-17")).outcome, RuleOutcome::LicenceRequired);
  // As known before the rule was published, the same day was still free.
  EXPECT_EQ(decide(rules(), a800_to_china(), day("2023-11-17"), moment("2023-10-24")).outcome,
            RuleOutcome::NoHit);
}

TEST(ChipLicence, ReviewPolicyOf2026) {
  RuleQuestion question = goods("854231", "cn");
  question.departure.country = "us";
  question.facts = facts_of({"H200", "15832", "814", "900", true, true, ""});
  question.facts.push_back({"dram_bandwidth_gbs", number("4800")});
  const auto policy = [&](const char* date) {
    const RuleDecision decision = decide(rules(), question, day(date));
    EXPECT_EQ(decision.outcome, RuleOutcome::LicenceRequired) << date;  // a licence is still required
    const MeasureFinding* finding = find(decision, "us-3a090-licence");
    return finding == nullptr ? std::string() : finding->policy;
  };
  EXPECT_NE(policy("2026-01-14").find("presumption of denial"), std::string::npos);
  EXPECT_NE(policy("2026-01-15").find("case by case"), std::string::npos);
  question.facts.back().value = number("6500");  // the bound is "below"
  EXPECT_NE(policy("2026-01-15").find("presumption of denial"), std::string::npos);
  question.facts.back().value = number("6499.99");
  EXPECT_NE(policy("2026-01-15").find("case by case"), std::string::npos);
  question.facts.pop_back();  // DRAM bandwidth not known: both reviews are possible, and both are said
  EXPECT_NE(policy("2026-01-15").find("presumption of denial"), std::string::npos);
  EXPECT_NE(policy("2026-01-15").find("or, if condition 1 holds: case by case"), std::string::npos);
  question.facts.push_back({"dram_bandwidth_gbs", number("4800")});
  question.departure.country = "sg";  // a reexport
  question.facts.push_back({"subject_to_ear", true});
  EXPECT_NE(policy("2026-01-15").find("presumption of denial"), std::string::npos);
}

// ---- precursors ----

RuleDecision chemical(const char* cas, const char* date) {
  RuleQuestion question;
  question.chemicals = {std::string("cas:") + cas};
  question.codes = {{"293339", Nomenclature{}, false}};
  question.departure.country = "de";
  question.destination.country = "us";
  question.eccns = {"EAR99"};
  question.facts = {{"subject_to_ear", false}};
  question.origin.country = "de";
  return decide(rules(), question, day(date));
}

TEST(Precursors, ParentClassBeforeOwnEntry) {
  const char* const boc_ap = "125541-22-2";
  EXPECT_EQ(state_of(chemical(boc_ap, "2020-05-14"), "us-list1-4-ap-class"), Truth::No);
  EXPECT_EQ(chemical(boc_ap, "2020-05-14").outcome, RuleOutcome::NoHit);
  EXPECT_EQ(state_of(chemical(boc_ap, "2020-05-15"), "us-list1-4-ap-class"), Truth::Yes);
  EXPECT_EQ(state_of(chemical(boc_ap, "2022-11-08"), "us-list1-1-boc-4-ap"), Truth::No);
  EXPECT_EQ(state_of(chemical(boc_ap, "2022-11-09"), "us-list1-1-boc-4-ap"), Truth::Yes);
  EXPECT_EQ(chemical(boc_ap, "2020-05-15").outcome, RuleOutcome::HumanReview);
  EXPECT_FALSE(chemical(boc_ap, "2020-05-15").rests_on_unverified);

  const char* const boc_piperidone = "79099-07-3";
  EXPECT_EQ(state_of(chemical(boc_piperidone, "2023-05-11"), "us-list1-4-piperidone-class"), Truth::No);
  EXPECT_EQ(state_of(chemical(boc_piperidone, "2023-05-12"), "us-list1-4-piperidone-class"), Truth::Yes);
  EXPECT_EQ(state_of(chemical(boc_piperidone, "2025-10-01"), "us-list1-1-boc-4-piperidone"), Truth::No);
  EXPECT_EQ(state_of(chemical(boc_piperidone, "2025-10-02"), "us-list1-1-boc-4-piperidone"), Truth::Yes);
}

TEST(Precursors, CheckDigits) {
  for (const char* cas : {"39742-60-4", "21409-26-7", "23056-29-3", "125541-22-2", "1609-66-1", "1474-02-8",
                          "41661-47-6", "79099-07-3", "79-03-8", "437-38-7"})
    EXPECT_TRUE(normal_chemical(cas)) << cas;
  for (const char* cas : {"39742-60-5", "437-38-8", "1-1-1", "437387", "cas:", "class:", "12345678-12-1"})
    EXPECT_FALSE(normal_chemical(cas)) << cas;
}

// ---- affiliates ----

TEST(Affiliates, Dates) {
  RuleQuestion question = goods("640399", "de");
  question.departure.country = "us";
  question.eccns = {"EAR99"};
  question.parties = {{"consignee", "A", {"affiliate:us_bis_entity"}, "de"}};
  const auto outcome = [&](const char* date, Moment known = kLatestKnowledge) {
    return decide(rules(), question, day(date), known);
  };
  EXPECT_EQ(outcome("2025-09-28").outcome, RuleOutcome::NoHit);
  EXPECT_EQ(outcome("2025-09-29").outcome, RuleOutcome::LicenceRequired);
  EXPECT_FALSE(outcome("2025-09-29").rests_on_unverified);
  EXPECT_EQ(outcome("2025-11-09").outcome, RuleOutcome::LicenceRequired);
  EXPECT_EQ(outcome("2025-11-10").outcome, RuleOutcome::NoHit);
  EXPECT_EQ(outcome("2026-11-09").outcome, RuleOutcome::NoHit);
  EXPECT_EQ(outcome("2026-11-10").outcome, RuleOutcome::LicenceRequired);
  EXPECT_TRUE(outcome("2026-11-10").rests_on_unverified);
  // Before the suspension was known, the rule was open-ended.
  EXPECT_EQ(outcome("2025-12-01", moment("2025-11-09")).outcome, RuleOutcome::LicenceRequired);
  question.parties.front().tags = {"affiliate_unknown:us_bis_entity"};
  EXPECT_EQ(outcome("2025-10-01").outcome, RuleOutcome::HumanReview);
}

}  // namespace
}  // namespace weir::rules
