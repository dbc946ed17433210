// What a replay stands on: a decision's question comes back whole from its record, and asking it again gives
// the same answer to the last bit.
#include <gtest/gtest.h>

#include "facts/dates.hpp"
#include "ledger/decision_digest.hpp"
#include "ledger/invented.hpp"
#include "ledger/question_json.hpp"
#include "ledger/shipment_json.hpp"
#include "screen/engine_state.hpp"
#include "snapshot/builder.hpp"

namespace weir::ledger {
namespace {

using testing::Invented;

Engine engine_of(const std::vector<Party>& parties) {
  snapshot::Builder builder;
  for (const Party& party : parties) EXPECT_TRUE(builder.add(party));
  return engine_over(std::move(snapshot::View::from_bytes("test", builder.to_bytes()).value()));
}

TEST(Replay, AQuestionComesBackFromItsRecordAndIsAnsweredTheSame) {
  Invented invented(21);
  std::vector<Party> entries;
  for (std::size_t i = 0; i < 300; ++i) entries.push_back(invented.entry(i));
  const Engine engine = engine_of(entries);
  Screener screener(engine);
  std::size_t hits = 0;
  for (std::size_t i = 0; i < 500; ++i) {
    PastQuestion question = invented.question(i, entries);
    question.party.gender = invented.chance(0.3) ? Gender::Female : Gender::Unknown;
    if (invented.chance(0.3))
      question.party.addresses = {{.full = "1 Main St", .city = "Omsk", .country = "ru"}};
    if (invented.chance(0.3)) question.party.properties = {{.name = "position", .value = "clerk"}};
    const nlohmann::ordered_json json =
        nlohmann::ordered_json::parse(question_to_json(question.party).dump());  // through its text
    const auto back = question_from_json(json);
    ASSERT_TRUE(back) << back.error().text();
    EXPECT_EQ(back->schema, question.party.schema);
    EXPECT_EQ(back->gender, question.party.gender);
    EXPECT_EQ(back->names, question.party.names);
    EXPECT_EQ(back->birth_dates, question.party.birth_dates);
    EXPECT_EQ(back->addresses, question.party.addresses);
    EXPECT_EQ(back->identifiers, question.party.identifiers);
    EXPECT_EQ(back->countries, question.party.countries);
    EXPECT_EQ(back->properties, question.party.properties);
    const auto options =
        options_from_json(nlohmann::ordered_json::parse(options_to_json(question.context.options).dump()));
    ASSERT_TRUE(options);
    Party asked = *back;
    asked.entry_id = question.party.entry_id;
    const Decision first = screener.screen(question.party, question.context.options);
    const Decision second = screener.screen(asked, *options);
    EXPECT_EQ(decision_digest(first), decision_digest(second));
    hits += first.hits.size();
  }
  EXPECT_GT(hits, 50U);
}

TEST(Replay, TheDigestSeesEveryField) {
  const Decision decision{.id = "1",
                          .outcome = Outcome::Hit,
                          .hits = {{.list = "l",
                                    .entry_id = "e",
                                    .name = "n",
                                    .matched_name = "m",
                                    .query_name = "q",
                                    .score = 0.75,
                                    .programmes = {"A"},
                                    .evidence = {{.kind = "name", .text = "t", .weight = 1.5}},
                                    .source = {.file = "f", .line = 3}}},
                          .snapshot = "s"};
  const auto changed = [&](auto change) {
    Decision other = decision;
    change(other);
    return decision_digest(other) != decision_digest(decision);
  };
  EXPECT_EQ(decision_digest(decision), decision_digest(Decision(decision)));
  EXPECT_TRUE(changed([](Decision& d) { d.id = "2"; }));
  EXPECT_TRUE(changed([](Decision& d) { d.snapshot = "t"; }));
  EXPECT_TRUE(changed([](Decision& d) { d.outcome = Outcome::NoHit; }));
  EXPECT_TRUE(changed([](Decision& d) { d.hits.clear(); }));
  EXPECT_TRUE(changed([](Decision& d) { d.hits[0].score = std::nextafter(0.75, 1.0); }));
  EXPECT_TRUE(changed([](Decision& d) { d.hits[0].matched_kind = NameKind::Weak; }));
  EXPECT_TRUE(changed([](Decision& d) { d.hits[0].programmes = {"B"}; }));
  EXPECT_TRUE(changed([](Decision& d) { d.hits[0].evidence[0].weight = 1.25; }));
  EXPECT_TRUE(changed([](Decision& d) { d.hits[0].evidence[0].text = "u"; }));
  EXPECT_TRUE(changed([](Decision& d) { d.hits[0].source.line = 4; }));
}

TEST(Replay, ADamagedRecordIsNamedByItsField) {
  using Json = nlohmann::ordered_json;
  const auto field_of = [](const char* text) {
    const auto question = question_from_json(Json::parse(text));
    return question ? std::string("accepted") : question.error().field;
  };
  EXPECT_EQ(field_of("[]"), "question.question");
  EXPECT_EQ(field_of(R"({})"), "question.names");
  EXPECT_EQ(field_of(R"({"schema":"Martian","names":[{"text":"X"}]})"), "question.schema");
  EXPECT_EQ(field_of(R"({"names":[{"text":7}]})"), "question.text");
  EXPECT_EQ(field_of(R"({"names":["X"]})"), "question.names");
  EXPECT_EQ(field_of(R"({"names":[{"text":"X"}],"birth_dates":[{"earliest":"soon"}]})"), "question.earliest");
  EXPECT_EQ(field_of(R"({"names":[{"text":"X"}],"identifiers":[{"type":"stamp","value":"1"}]})"),
            "question.type");
  EXPECT_EQ(field_of(R"({"names":[{"text":"X"}]})"), "accepted");
  EXPECT_FALSE(options_from_json(Json::parse(R"({"threshold":3})")));
  EXPECT_FALSE(options_from_json(Json::parse(R"({"top":-1})")));
  EXPECT_FALSE(options_from_json(Json::parse("7")));
}

TEST(Replay, AShipmentComesBackFromItsRecord) {
  using Json = nlohmann::ordered_json;
  inputs::Shipment one{.date = facts::parse_day("2024-05-14"),
                       .from = "us",
                       .to = "tr",
                       .via = {"ae", "kz"},
                       .end_use = "resale",
                       .remarks = "urgent",
                       .documents = {"9001"}};
  one.parties.push_back(
      {.role = "consignee",
       .party = {.list = "question",
                 .entry_id = "consignee",
                 .names = {{.text = "Casa Lumen"}, {.text = "Lumen", .kind = NameKind::Alias}},
                 .countries = {{.code = "br", .text = "Brazil"}}},
       .registered_on = facts::parse_day("2022-03-01")});
  one.lines.push_back({.code = "8542.31",
                       .text = "microcontrollers",
                       .quantity = "5 pcs",
                       .value = Number::ratio(4992, 826),
                       .currency = "EUR",
                       .weight_kg = Number::parse("0.25"),
                       .origin = "de",
                       .eccns = {"3A001"},
                       .chemicals = {"cas:79099-07-3"}});
  const auto back = shipment_from_json(Json::parse(shipment_to_json(one).dump()));
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_EQ(shipment_to_json(*back), shipment_to_json(one));
  EXPECT_EQ(back->lines[0].value, one.lines[0].value);
  EXPECT_EQ(back->parties[0].registered_on, one.parties[0].registered_on);
  EXPECT_EQ(back->parties[0].party.entry_id, "consignee");

  const Day day = *one.date;
  const screen::FileFacts file{
      .first_trade = day,
      .addresses = {{.party = 0, .names = 4, .others = {"A", "B"}}},
      .splits =
          {{.line = 0,
            .order = {.shipments = 3, .total = 0.1 + 0.2, .currency = "EUR", .first = day, .last = day}}},
      .surges = {{.line = 0, .surge = {.before = 1.0 / 3, .now = 1e9, .currency = ""}}}};
  const auto facts = file_facts_from_json(Json::parse(file_facts_to_json(file).dump()), one);
  ASSERT_TRUE(facts) << facts.error().text();
  EXPECT_EQ(*facts, file);  // sums to the last bit

  for (const char* bad : {R"({"first_trade":"soon"})", R"({"addresses":[{"party":2,"names":3}]})",
                          R"({"splits":[{"line":0}]})", R"({"surges":[{"line":1,"before":"1"}]})", "[]"})
    EXPECT_FALSE(file_facts_from_json(Json::parse(bad), one)) << bad;
  for (const char* bad : {R"({"parties":[{"role":"buyer"}]})", R"({"lines":[{"value":"much"}]})",
                          R"({"date":"2024-02-30"})", R"({"lines":7})", "7"})
    EXPECT_FALSE(shipment_from_json(Json::parse(bad))) << bad;
}

}  // namespace
}  // namespace weir::ledger
