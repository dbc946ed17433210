// Shipments in a history: what is kept, that it can be asked again, and that a change of the lists reaches
// the lines of a party.
#include "ledger/shipment_history.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "facts/dates.hpp"
#include "ledger/decision_digest.hpp"
#include "ledger/history_writer.hpp"
#include "ledger/line_json.hpp"
#include "ledger/lookback.hpp"
#include "ledger/rule_lookback.hpp"
#include "rules/random_rules.hpp"
#include "screen/engine_state.hpp"
#include "screen/rule_tags.hpp"
#include "snapshot/builder.hpp"

namespace weir::ledger {
namespace {

snapshot::View snapshot_of(const std::vector<Party>& parties) {
  snapshot::Builder builder;
  for (const Party& party : parties) EXPECT_TRUE(builder.add(party));
  return std::move(snapshot::View::from_bytes("test", builder.to_bytes()).value());
}

Party company(std::string list, std::string id, std::string name) {
  return {.list = std::move(list),
          .entry_id = std::move(id),
          .schema = Schema::Company,
          .names = {{.text = std::move(name)}}};
}

inputs::Shipment shipment(std::string id, std::string consignee) {
  inputs::Shipment out{.id = std::move(id), .date = rules::day("2024-05-14"), .from = "us", .to = "tr"};
  out.parties.push_back({.role = "consignor", .party = company("question", "", "Calyx Medical LLC")});
  out.parties.push_back({.role = "consignee", .party = company("question", "", std::move(consignee))});
  out.lines.push_back(
      {.code = "8482.10", .text = "ball bearings 6204", .value = Number(1250), .currency = "EUR"});
  out.lines.push_back({.code = "8542.31", .text = "microcontrollers STM32F407", .eccns = {"EAR99"}});
  return out;
}

// Everything that a shipment is screened against.
struct World {
  explicit World(const std::vector<Party>& listed) : view(snapshot_of(listed)), engine(engine_over(view)) {}

  std::vector<PastQuestion> keep(const std::vector<inputs::Shipment>& shipments) {
    screen::ShipmentScreen screen({.engine = engine,
                                   .catalogue = catalogue,
                                   .rules = evaluator,
                                   .flags = flags,
                                   .chemicals = chemicals},
                                  options);
    screen.keep_questions();
    std::vector<PastQuestion> out;
    for (const inputs::Shipment& one : shipments) {
      const auto decision = screen.screen(one, rules::day("2026-01-01"));
      for (PastQuestion& question : shipment_questions(one, decision, options))
        out.push_back(std::move(question));
    }
    return out;
  }

  snapshot::View view;
  Engine engine;
  ScreenOptions options;
  RuleEvaluator evaluator{RuleSet::built_in()};
  goods::Catalogue catalogue = goods::Catalogue::open({});
  screen::FlagTable flags = screen::FlagTable::built_in();
  chem::Recogniser chemicals = chem::Recogniser::open();
};

History history_of(const std::vector<PastQuestion>& questions) {
  SegmentBuilder builder;
  for (const PastQuestion& question : questions) EXPECT_TRUE(builder.add(question));
  std::uint64_t previous = 0;
  const std::string bytes = history_header() + builder.finish(0, previous).value();
  return std::move(History::from_bytes("test", bytes).value());
}

const std::vector<Party> kBefore{company("us_bis_entity", "1", "Zephira Auto Kolosov")};

TEST(ShipmentHistory, KeepsPartiesAndLinesAndTheyAnswerTheSame) {
  World world(kBefore);
  const History history = history_of(
      world.keep({shipment("S-1", "Zephira Auto Kolosov"), shipment("S-2", "Merid Technik A.S.")}));
  ASSERT_EQ(history.records(), 8U);
  RecordReader reader(history.segments().front());
  Screener screener(world.engine);
  std::size_t hits = 0;
  std::size_t findings = 0;
  for (std::uint32_t record = 0; record < 8; ++record) {
    const auto past = reader.read(record);
    ASSERT_TRUE(past) << past.error().text();
    EXPECT_EQ(facts::iso_day(past->date), "2024-05-14");
    EXPECT_EQ(past->context.snapshot, world.engine.snapshot_id());
    if (!past->line) {
      const Decision again = screener.screen(past->party, past->context.options);
      EXPECT_EQ(past_question(past->party, again, past->context.options, past->date).digest, past->digest);
      hits += again.hits.size();
      continue;
    }
    EXPECT_EQ(past->context.rules, RuleSet::built_in().id());
    const RuleDecision again =
        decide(RuleSet::built_in(), *past->line, past->date, kLatestKnowledge, {.not_met = false});
    ASSERT_TRUE(past->digest);
    EXPECT_EQ(rule_digest(again), *past->digest);
    findings += again.findings.size();
    // Each party of the line is where the link says.
    ASSERT_EQ(past->shipment.links.size(), past->line->parties.size());
    for (std::size_t i = 0; i < past->shipment.links.size(); ++i) {
      const auto party = reader.read(record - static_cast<std::uint32_t>(past->shipment.links[i].back));
      ASSERT_TRUE(party);
      EXPECT_EQ(party->party.entry_id, past->party.entry_id + "/" + past->line->parties[i].role);
    }
  }
  EXPECT_EQ(hits, 1U);
  EXPECT_GT(findings, 0U);
  const auto bearings = reader.read(2);
  ASSERT_TRUE(bearings);
  EXPECT_EQ(bearings->line->id, "S-1/1");
  EXPECT_EQ(bearings->shipment.value, Number(1250));
  EXPECT_EQ(bearings->shipment.currency, "EUR");
  EXPECT_EQ(bearings->shipment.counterparty, "Zephira Auto Kolosov");
}

// A consignee of a past shipment is put on the Entity List: its lines now need a licence, others do not.
TEST(ShipmentHistory, AChangeOfTheListsReachesTheLines) {
  World world(kBefore);
  const History history = history_of(
      world.keep({shipment("S-1", "Ostwind Maschinen Vertrieb"), shipment("S-2", "Merid Technik A.S.")}));
  std::vector<Party> listed = kBefore;
  listed.push_back(company("us_bis_entity", "2", "Ostwind Maschinen Vertrieb"));
  const auto lists = look_back(history, world.view, snapshot_of(listed));
  ASSERT_TRUE(lists) << lists.error().text();
  ASSERT_EQ(lists->decisions.size(), 1U);
  ChangedParties parties;
  for (const ChangedDecision& decision : lists->decisions) {
    parties[decision.record] = {.before = screen::list_tags(decision.before.hits),
                                .after = screen::list_tags(decision.after.hits)};
  }
  const RuleSet rules = RuleSet::built_in();
  const LineLookback quick = look_back_lines(history, rules, rules, parties);
  const LineLookback full = rerun_lines(history, rules, rules, parties);
  ASSERT_EQ(quick.lines.size(), 2U);
  ASSERT_EQ(full.lines.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(quick.lines[i].record, full.lines[i].record);
    EXPECT_EQ(quick.lines[i].findings, full.lines[i].findings);
    EXPECT_TRUE(quick.lines[i].question.line->id.starts_with("S-1/"));
    EXPECT_GE(quick.lines[i].after.outcome, RuleOutcome::LicenceRequired);
    EXPECT_LT(quick.lines[i].before.outcome, RuleOutcome::LicenceRequired);
  }
  EXPECT_EQ(quick.candidates, 2U);
}

TEST(ShipmentHistory, AQuestionToTheRulesComesBackFromItsJson) {
  EXPECT_TRUE(rc::check("whole", [] {
    rules::Draw draw(*rc::gen::arbitrary<std::uint64_t>());
    RuleQuestion question = rules::random_question(draw);
    if (draw.chance(30)) question.facts.push_back({"share", Number::ratio(4992, 826).value()});
    if (draw.chance(30)) question.weight_kg = Number::ratio(-7, 3).value();
    const auto back = line_from_json(nlohmann::ordered_json::parse(line_to_json(question).dump()));
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == question);
  }));
  const auto field_of = [](const char* text) {
    const auto line = line_from_json(nlohmann::ordered_json::parse(text));
    return line ? std::string("accepted") : line.error().field;
  };
  EXPECT_EQ(field_of("[]"), "question.question");
  EXPECT_EQ(field_of(R"({"codes":[{"digits":"85","system":"XX","hs_edition":2022}]})"), "question.system");
  EXPECT_EQ(field_of(R"({"codes":[{"digits":"85","system":"HS"}]})"), "question.hs_edition");
  EXPECT_EQ(field_of(R"({"value":"1/0"})"), "question.value");
  EXPECT_EQ(field_of(R"({"facts":[{"name":"x"}]})"), "question.facts");
  EXPECT_EQ(field_of(R"({"parties":7})"), "question.parties");
  EXPECT_EQ(field_of(R"({})"), "accepted");
}

}  // namespace
}  // namespace weir::ledger
