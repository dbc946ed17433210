// Parts of a scope: goods codes of all lengths and editions, areas and regions, control numbers, chemicals,
// parties.
#include "rules/scope.hpp"

#include "rules/helpers.hpp"

namespace weir::rules {
namespace {

const Day kDay = std::chrono::sys_days{std::chrono::year{2026} / 6 / 1};

RuleQuestion with_codes(std::vector<GoodsCode> codes) {
  RuleQuestion out;
  out.codes = std::move(codes);
  out.destination.country = "ru";
  return out;
}
Nomenclature nomenclature(const char* text) {
  return parse_nomenclature(text).value();
}

TEST(Codes, LengthsAndSystems) {
  const RuleSet rules =
      rules_of(measure("hs6", "type = \"licence\"\nhs = [\"8542.31\"]\nnomenclature = \"HS-2022\"") +
               measure("hts8", "type = \"licence\"\nhs = [\"8542.31.00\"]\nnomenclature = \"HTS-2022\""));
  const auto state = [&](const char* digits, const char* system, const char* id) {
    return state_of(decide(rules, with_codes({{digits, nomenclature(system), false}}), kDay), id);
  };
  EXPECT_EQ(state("854231", "HS-2022", "hs6"), Truth::Yes);
  EXPECT_EQ(state("8542310040", "HTS-2025", "hs6"), Truth::Yes);  // HTS of 2025 follows HS-2022
  EXPECT_EQ(state("85423190", "CN-2024", "hs6"), Truth::Yes);
  EXPECT_EQ(state("8542", "HS-2022", "hs6"), Truth::Unknown);  // too short to say
  EXPECT_EQ(state("854232", "HS-2022", "hs6"), Truth::No);
  EXPECT_EQ(state("8541", "HS-2022", "hs6"), Truth::No);
  EXPECT_EQ(state("854231", "HS-2017", "hs6"), Truth::Unknown);  // never silently missed
  EXPECT_EQ(state("8542310040", "HTS-2022", "hts8"), Truth::Yes);
  EXPECT_EQ(state("8542319000", "HTS-2022", "hts8"), Truth::No);
  EXPECT_EQ(state("854231", "HS-2022", "hts8"), Truth::Unknown);
  EXPECT_EQ(state("85423190", "CN-2024", "hts8"), Truth::Unknown);  // CN's seventh digit says nothing of HTS
  EXPECT_EQ(state("85423290", "CN-2024", "hts8"), Truth::No);
  EXPECT_EQ(decide(rules, with_codes({{"854231", nomenclature("HS-2017"), false}}), kDay).outcome_text(),
            "NEEDS_FACT(hs_code)");
  EXPECT_EQ(decide(rules, with_codes({}), kDay).outcome_text(), "NEEDS_FACT(hs_code)");
}

TEST(Codes, Candidates) {
  const RuleSet rules = rules_of(
      measure("m", "type = \"licence\"\nhs = [\"8541.10\", \"8541.21\"]\nnomenclature = \"HS-2022\""));
  const auto state = [&](std::vector<GoodsCode> codes) {
    return state_of(decide(rules, with_codes(std::move(codes)), kDay), "m");
  };
  const Nomenclature hs;
  EXPECT_EQ(state({{"854110", hs, true}, {"854121", hs, true}}), Truth::Yes);  // whichever it is
  EXPECT_EQ(state({{"854110", hs, true}, {"854130", hs, true}}), Truth::Unknown);
  EXPECT_EQ(state({{"854130", hs, true}, {"854140", hs, true}}), Truth::No);
  EXPECT_EQ(state({{"854110", hs, false}, {"854130", hs, true}}), Truth::Yes);
  EXPECT_EQ(state({{"854130", hs, false}, {"854110", hs, true}}), Truth::Unknown);
  // An old code beside its concordance: the new one decides.
  EXPECT_EQ(state({{"854140", nomenclature("HS-2017"), false}, {"854110", hs, true}}), Truth::Yes);
  EXPECT_EQ(state({{"854140", nomenclature("HS-2017"), false}, {"854130", hs, true}}), Truth::No);
}

TEST(Areas, MembersRegionsAndDates) {
  const std::string dated = "recorded_at = 2020-01-01\ncitation = \"C\"\nstatus = \"verified\"\n";
  const RuleSet rules = rules_of(
      "[[area]]\nid = \"inner\"\nmembers = [\"by\", \"ua-43\"]\n" + dated +
      "[[area]]\nid = \"outer\"\nmembers = [\"inner\", \"ru\", \"kz\"]\n" + dated +
      "[[area]]\nid = \"outer\"\nmembers = [\"ge\"]\nvalid_from = 2023-01-01\nvalid_to = 2023-12-31\n" +
      dated + "[[area]]\nid = \"outer\"\nmembers = [\"kz\"]\nout = true\nvalid_from = 2024-01-01\n" +
      "recorded_at = 2023-12-01\ncitation = \"C\"\nstatus = \"verified\"\n" +
      measure("m", "type = \"licence\"\nto = [\"outer\"]") +
      measure("n", "type = \"licence\"\nnot_to = [\"outer\"]"));
  const auto in = [&](Place place, const char* date, Moment known = kLatestKnowledge) {
    return in_area(rules, "outer", place, day(date), known);
  };
  EXPECT_EQ(in({"ru", ""}, "2023-01-01"), Truth::Yes);
  EXPECT_EQ(in({"by", ""}, "2023-01-01"), Truth::Yes);  // through the inner area
  EXPECT_EQ(in({"de", ""}, "2023-01-01"), Truth::No);
  EXPECT_EQ(in({"", ""}, "2023-01-01"), Truth::Unknown);
  EXPECT_EQ(in({"ua", ""}, "2023-01-01"), Truth::Unknown);  // only a part of the country
  EXPECT_EQ(in({"ua", "ua-43"}, "2023-01-01"), Truth::Yes);
  EXPECT_EQ(in({"ua", "ua-30"}, "2023-01-01"), Truth::No);
  EXPECT_EQ(in({"ge", ""}, "2022-12-31"), Truth::No);
  EXPECT_EQ(in({"ge", ""}, "2023-01-01"), Truth::Yes);
  EXPECT_EQ(in({"ge", ""}, "2023-12-31"), Truth::Yes);
  EXPECT_EQ(in({"ge", ""}, "2024-01-01"), Truth::No);
  EXPECT_EQ(in({"kz", ""}, "2023-12-31"), Truth::Yes);
  EXPECT_EQ(in({"kz", ""}, "2024-01-01"), Truth::No);  // a later row takes it out
  EXPECT_EQ(in({"kz", ""}, "2024-01-01", moment("2023-11-30")), Truth::Yes);
  RuleQuestion question = goods("", "ua");
  EXPECT_EQ(decide(rules, question, kDay).outcome_text(), "NEEDS_FACT(destination_region)");
  question.destination.region = "ua-30";
  EXPECT_EQ(state_of(decide(rules, question, kDay), "n"), Truth::Yes);
  EXPECT_EQ(state_of(decide(rules, question, kDay), "m"), Truth::No);
}

TEST(Eccns, PatternsAndWiderOnes) {
  EXPECT_EQ(eccn_under("3A090.a.1", "3A090.a"), Truth::Yes);
  EXPECT_EQ(eccn_under("3A090.a1", "3A090.a"), Truth::No);
  EXPECT_EQ(eccn_under("3A090", "3A090.a"), Truth::Unknown);
  EXPECT_EQ(eccn_under("3A991", "3A*"), Truth::Yes);
  EXPECT_EQ(eccn_under("EAR99", "*"), Truth::No);
  EXPECT_EQ(eccn_under("EAR99", "EAR99"), Truth::Yes);
  EXPECT_EQ(normal_eccn("3a090.A.1"), "3A090.a.1");
  for (const char* bad : {"", "3A", "3F090", "3A0900", "3A090.", "3A090..a", "3A09O", "XA090"})
    EXPECT_FALSE(normal_eccn(bad)) << bad;
}

TEST(Eccns, DeclaredDerivedAndMissing) {
  const RuleSet rules = rules_of(
      "[[eccn]]\nid = \"3A090.a\"\ntitle = \"chips\"\nwhen = \"tpp >= 4800 and civil\"\nrecorded_at = "
      "2020-01-01\ncitation = "
      "\"C\"\nstatus = \"unverified\"\n" +
      measure("m", "type = \"licence\"\neccn = [\"3A090\"]"));
  RuleQuestion question = goods("", "cn");
  EXPECT_EQ(decide(rules, question, kDay).outcome_text(), "NEEDS_FACT(eccn)");
  question.facts = {{"tpp", number("5000")}};
  EXPECT_EQ(decide(rules, question, kDay).outcome_text(), "NEEDS_FACT(civil)");
  question.facts.push_back({"civil", true});
  const RuleDecision caught = decide(rules, question, kDay);
  EXPECT_EQ(caught.outcome, RuleOutcome::LicenceRequired);
  EXPECT_TRUE(caught.rests_on_unverified);  // the measure is verified, the control number is not
  question.eccns = {"EAR99"};               // what the parameters say outweighs the declaration
  EXPECT_EQ(decide(rules, question, kDay).outcome, RuleOutcome::LicenceRequired);
  question.facts = {{"tpp", number("4799.99")}};
  EXPECT_EQ(decide(rules, question, kDay).outcome, RuleOutcome::NoHit);
  question.eccns.clear();
  EXPECT_EQ(decide(rules, question, kDay).outcome, RuleOutcome::NoHit);
}

TEST(Parties, TagsRolesAndCountries) {
  const RuleSet rules = rules_of(measure("any", "type = \"licence\"\nparties = [\"list:x\"]") +
                                 measure("role", "type = \"licence\"\nparties = [\"end_user@list:x\"]") +
                                 measure("home", "type = \"licence\"\nparties = [\"country:ru\"]"));
  RuleQuestion question = goods("", "de");
  const auto met = [&](const char* id) { return state_of(decide(rules, question, kDay), id); };
  EXPECT_EQ(met("any"), Truth::No);
  question.parties = {{"consignee", "A", {"list:x"}, "kz"}};
  EXPECT_EQ(met("any"), Truth::Yes);
  EXPECT_EQ(met("role"), Truth::No);
  EXPECT_EQ(met("home"), Truth::No);
  question.parties = {{"end_user", "A", {"list:x"}, "ru"}};
  EXPECT_EQ(met("role"), Truth::Yes);
  EXPECT_EQ(met("home"), Truth::Yes);
}

TEST(Conditions, FirstThatHoldsWins) {
  const RuleSet rules = rules_of(measure("m", R"(type = "prohibition"
to = ["ru"]
[[measure.condition]]
when = "document:permit"
effect = "none"
[[measure.condition]]
when = "civil"
effect = "human_review"
[[measure.condition]]
when = "tpp < 100"
effect = "licence_required")"));
  RuleQuestion question = goods("", "ru");
  const auto outcome = [&] { return decide(rules, question, kDay).outcome_text(); };
  EXPECT_EQ(outcome(), "HUMAN_REVIEW");  // at least that, whatever civil and tpp are
  EXPECT_EQ(decide(rules, question, kDay).worst, RuleOutcome::Prohibited);
  question.documents = {"permit"};
  EXPECT_EQ(outcome(), "NO_HIT");
  question.documents.clear();
  question.facts = {{"civil", true}};
  EXPECT_EQ(outcome(), "HUMAN_REVIEW");
  question.facts = {{"civil", false}, {"tpp", number("99")}};
  EXPECT_EQ(outcome(), "LICENCE_REQUIRED");
  question.facts = {{"civil", false}, {"tpp", number("100")}};
  EXPECT_EQ(outcome(), "PROHIBITED");
}

TEST(Authorisations, LowerWhatTheyLift) {
  const RuleSet rules = rules_of(
      measure("ban", "type = \"prohibition\"\ngroup = \"g\"\nto = [\"ru\"]") +
      measure("licence", "type = \"licence\"\nto = [\"ru\"]") +
      measure("exception", "type = \"authorisation\"\nlifts = [\"g\", \"licence\"]\nwhen = \"civil\""));
  RuleQuestion question = goods("", "ru");
  RuleDecision decision = decide(rules, question, kDay);
  EXPECT_EQ(decision.outcome, RuleOutcome::Prohibited);
  ASSERT_EQ(decision.needs.size(), 1U);  // what would help is asked for, too
  EXPECT_EQ(decision.needs.front().name, "civil");
  question.facts = {{"civil", true}};
  decision = decide(rules, question, kDay);
  EXPECT_EQ(decision.outcome, RuleOutcome::HumanReview);  // a candidate exception, never an authorisation
  EXPECT_EQ(find(decision, "ban")->lifted_by, "exception");
  question.facts = {{"civil", false}};
  EXPECT_EQ(decide(rules, question, kDay).outcome, RuleOutcome::Prohibited);
}

TEST(Transit, AnyOfTheCountries) {
  const RuleSet rules = rules_of(measure("m", "type = \"licence\"\nvia = [\"ir\"]"));
  RuleQuestion question = goods("", "de");
  EXPECT_EQ(state_of(decide(rules, question, kDay), "m"), Truth::No);
  question.transit = {{"tr", ""}, {"ir", ""}};
  EXPECT_EQ(state_of(decide(rules, question, kDay), "m"), Truth::Yes);
}

}  // namespace
}  // namespace weir::rules
