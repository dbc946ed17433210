// Shipments to decisions: the sample as a whole, each red flag, the caches against a fresh start.
#include "screen/shipment_screen.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "lists/byte_source.hpp"
#include "lists/load.hpp"
#include "screen/engine_state.hpp"
#include "screen/ownership_days.hpp"
#include "snapshot/builder.hpp"

namespace weir::screen {
namespace {

using namespace std::chrono;
constexpr Day kToday{sys_days{year{2026} / 11 / 24}};

// Engine, catalogue, rules and flags that all tests share.
struct World {
  World() : rules(RuleSet::built_in()), catalogue(goods::Catalogue::open({})) {
    snapshot::Builder builder;
    lists::load_lists({{.path = WEIR_SOURCE_DIR "/data/sample/lists"}}, {},
                      {.list =
                           [&](const lists::ListInfo& info) {
                             builder.describe_list({.id = info.list_id, .title = info.title});
                           },
                       .file = [](const lists::LoadedFile&) {},
                       .party = [&](Party&& party) { (void)builder.add(party); },
                       .reject = [](const std::string&, lists::Reject&&) {},
                       .problem = [](const Fault& fault) { ADD_FAILURE() << fault.text(); },
                       .note = [](const std::string&) {}});
    bytes = builder.to_bytes();
    engine = std::make_unique<Engine>(engine_over(*snapshot::View::from_bytes("sample", bytes)));
  }
  [[nodiscard]] ShipmentBasis basis() const {
    return {
        .engine = *engine, .catalogue = catalogue, .rules = rules, .flags = flags, .chemicals = chemicals};
  }
  [[nodiscard]] ShipmentScreen screen() const { return {basis(), {}}; }

  RuleEvaluator rules;
  goods::Catalogue catalogue;
  FlagTable flags = FlagTable::built_in();
  chem::Recogniser chemicals = chem::Recogniser::open();
  std::string bytes;
  std::unique_ptr<Engine> engine;
};
const World& world() {
  static const World kWorld;
  return kWorld;
}

inputs::ShipmentParty party(std::string role, std::string name, const std::string& country) {
  inputs::ShipmentParty out{.role = std::move(role)};
  out.party.names.push_back({.text = std::move(name)});
  if (!country.empty()) out.party.countries.push_back({CountryLink::Jurisdiction, country, country});
  return out;
}

inputs::Shipment plain() {
  inputs::Shipment out{.id = "T", .date = kToday, .from = "de", .to = "br"};
  out.parties.push_back(party("consignor", "Lindenhof Werkzeuge", "de"));
  out.parties.push_back(party("consignee", "Rio Azul Moveis", "br"));
  out.lines.push_back({.code = "9403.60", .text = "Oak dining tables", .value = Number(100), .origin = "de"});
  out.end_use = "resale";
  return out;
}

std::set<std::string> flags_of(const inputs::Shipment& shipment) {
  ShipmentScreen screen = world().screen();
  std::set<std::string> out;
  for (const RedFlag& flag : screen.screen(shipment, kToday).flags) {
    EXPECT_FALSE(flag.text.empty());
    EXPECT_FALSE(flag.ask.empty());
    EXPECT_FALSE(flag.citation.empty());
    out.insert(flag.id);
  }
  return out;
}

inputs::Shipment chips_to(const std::string& country) {
  inputs::Shipment out = plain();
  out.to = country;
  out.parties[1] = party("consignee", "Blue Falcon Electronics", country);
  out.lines[0] = {
      .code = "8542.31", .text = "STM32F407VGT6 microcontrollers", .value = Number(100), .origin = "de"};
  return out;
}

TEST(ShipmentFlags, APlainShipmentHasNone) {
  EXPECT_TRUE(flags_of(plain()).empty());
}

TEST(ShipmentFlags, EachIsRaisedByItsRecord) {
  inputs::Shipment one = plain();
  one.lines[0].text = "Spare parts";
  EXPECT_TRUE(flags_of(one).contains("vague_description"));
  one = plain();
  one.lines[0].code = "7701.00";
  EXPECT_TRUE(flags_of(one).contains("code_impossible"));
  one = plain();
  one.lines[0].code = "";
  EXPECT_TRUE(flags_of(one).contains("code_missing"));
  one = plain();
  one.lines[0].text = "XC7K325T FPGA, Kintex-7";
  EXPECT_TRUE(flags_of(one).contains("code_text_mismatch"));
  one = plain();
  one.lines[0].value.reset();
  EXPECT_TRUE(flags_of(one).contains("no_value"));
  EXPECT_TRUE(flags_of(chips_to("kg")).contains("chpl_transshipment"));
  EXPECT_FALSE(flags_of(chips_to("br")).contains("chpl_transshipment"));
  one = chips_to("br");
  one.end_use = "";
  EXPECT_TRUE(flags_of(one).contains("chpl_no_end_user"));
  one = chips_to("br");
  one.parties[1].registered_on = sys_days{year{2022} / 2 / 24};
  EXPECT_TRUE(flags_of(one).contains("chpl_new_customer"));
  one.parties[1].registered_on = sys_days{year{2022} / 2 / 23};
  EXPECT_FALSE(flags_of(one).contains("chpl_new_customer"));
  one = plain();
  one.parties[1] = party("consignee", "Baltic Freight Forwarding", "br");
  EXPECT_TRUE(flags_of(one).contains("forwarder_consignee"));
  one.parties.push_back(party("end_user", "Rio Azul Moveis", "br"));
  EXPECT_FALSE(flags_of(one).contains("forwarder_consignee"));
  one = plain();
  one.parties.push_back(party("payer", "Ocean Holdings", "hk"));
  EXPECT_TRUE(flags_of(one).contains("third_country_payment"));
  one = plain();
  one.parties[1] = party("consignee", "Rio Azul Moveis", "pt");
  EXPECT_TRUE(flags_of(one).contains("consignee_elsewhere"));
  one = plain();
  one.end_use = "для нужд в/ч 34211";
  EXPECT_TRUE(flags_of(one).contains("context_words"));
  one.end_use = "end user to be advised";
  EXPECT_TRUE(flags_of(one).contains("end_use_hidden"));
  one = plain();
  one.parties[1] = party("consignee", "LINDENHOF Werkzeuge", "br");
  EXPECT_TRUE(flags_of(one).contains("same_party"));
  one = plain();
  one.parties[1].party.addresses.push_back({.full = "P.O. Box 1234, Sao Paulo"});
  EXPECT_TRUE(flags_of(one).contains("postal_box"));
  one = plain();
  one.via = {"ae"};
  EXPECT_TRUE(flags_of(one).contains("roundabout_route"));
}

TEST(ShipmentFlags, ATableIsTheUsersToChange) {
  const FlagTable none = FlagTable::parse("# nothing\n");
  const ShipmentBasis all = world().basis();
  ShipmentScreen screen({.engine = all.engine,
                         .catalogue = all.catalogue,
                         .rules = all.rules,
                         .flags = none,
                         .chemicals = all.chemicals},
                        {});
  inputs::Shipment one = plain();
  one.lines[0].text = "Spare parts";
  EXPECT_TRUE(screen.screen(one, kToday).flags.empty());
  EXPECT_EQ(FlagTable::parse("a\tb\n").skipped(), 1U);
}

TEST(ShipmentScreen, AListedPartyStopsIt) {
  inputs::Shipment one = plain();
  one.parties[1] = party("consignee", "Arkadiy Mironovich Zelentsov", "ru");
  ShipmentScreen screen = world().screen();
  const ShipmentDecision decision = screen.screen(one, kToday);
  EXPECT_TRUE(decision.party_hit);
  EXPECT_GE(decision.outcome, RuleOutcome::HumanReview);
  ASSERT_FALSE(decision.stops.empty());
  EXPECT_NE(decision.stops[0].find("consignee"), std::string::npos);
  EXPECT_NE(decision.stops[0].find("90001"), std::string::npos);
}

TEST(ShipmentScreen, MissingFactsAreQuestions) {
  ShipmentScreen screen = world().screen();
  inputs::Shipment one = chips_to("ru");
  one.from = "us";
  const ShipmentDecision decision = screen.screen(one, kToday);
  EXPECT_GT(decision.outcome, RuleOutcome::NoHit);
  EXPECT_FALSE(decision.missing.empty());
  one.date.reset();
  EXPECT_TRUE(screen.screen(one, kToday).date_assumed);
}

bool mentions(const std::vector<std::string>& list, std::string_view words) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& item) { return item.find(words) != std::string::npos; });
}

// ---- questions that the code makes far-fetched ----

TEST(ShipmentGoods, NobodyIsAskedWhetherATableIsAChip) {
  ShipmentScreen screen = world().screen();
  inputs::Shipment one = plain();
  one.from = "us";
  one.to = "kz";
  one.date = sys_days{year{2024} / 6 / 1};
  EXPECT_FALSE(mentions(screen.screen(one, kToday).missing, "ECCN"));
  EXPECT_EQ(screen.screen(one, kToday).outcome, RuleOutcome::NoHit);
  EXPECT_FALSE(screen.screen(one, kToday).lines[0].rules->notes.empty());  // and it is said
  // A code of the right chapter, or none at all, and the question is put.
  one.lines[0].code = "8473.30";
  EXPECT_TRUE(mentions(screen.screen(one, kToday).missing, "ECCN"));
  one.lines[0] = {.text = "goods of value", .value = Number(5)};
  EXPECT_TRUE(mentions(screen.screen(one, kToday).missing, "ECCN"));
  // A number that is given counts, whatever the code.
  one.lines[0] = {.code = "9403.60", .text = "Oak dining tables", .value = Number(5), .eccns = {"3A090"}};
  EXPECT_GE(screen.screen(one, kToday).outcome, RuleOutcome::LicenceRequired);
}

// ---- what only the file shows ----

inputs::Shipment order(std::string id, Day day, std::int64_t value, const std::string& code = "9403.60") {
  inputs::Shipment out = plain();
  out.id = std::move(id);
  out.date = day;
  out.lines[0].code = code;
  out.lines[0].value = Number(value);
  out.lines[0].currency = "EUR";
  return out;
}

std::map<std::string, std::set<std::string>> flags_in(const std::vector<inputs::Shipment>& file) {
  FileHistory history(file_checks(world().flags));
  for (const inputs::Shipment& shipment : file) history.note(shipment);
  history.finish();
  ShipmentBasis basis = world().basis();
  basis.history = &history;
  ShipmentScreen screen(basis, {});
  std::map<std::string, std::set<std::string>> out;
  for (const inputs::Shipment& shipment : file) {
    for (const RedFlag& flag : screen.screen(shipment, kToday).flags) out[shipment.id].insert(flag.id);
  }
  return out;
}

constexpr Day on(int y, unsigned m, unsigned d) {
  return sys_days{year{y} / month{m} / std::chrono::day{d}};
}

TEST(FileHistory, SplitOrders) {
  // Three of 900 within 30 days reach 2,500; the window's edges count.
  auto found = flags_in({order("a", on(2024, 6, 1), 900), order("b", on(2024, 6, 15), 900),
                         order("c", on(2024, 7, 1), 900), order("d", on(2024, 8, 15), 900)});
  EXPECT_TRUE(found["a"].contains("split_orders"));
  EXPECT_TRUE(found["b"].contains("split_orders"));
  EXPECT_TRUE(found["c"].contains("split_orders"));
  EXPECT_FALSE(found["d"].contains("split_orders"));
  found = flags_in(
      {order("a", on(2024, 6, 1), 900), order("b", on(2024, 6, 15), 900), order("c", on(2024, 7, 2), 900)});
  EXPECT_FALSE(found["a"].contains("split_orders"));  // 31 days
  found = flags_in(
      {order("a", on(2024, 6, 1), 800), order("b", on(2024, 6, 2), 800), order("c", on(2024, 6, 3), 800)});
  EXPECT_FALSE(found["a"].contains("split_orders"));  // 2,400
  found = flags_in(
      {order("a", on(2024, 6, 1), 900), order("b", on(2024, 6, 2), 900), order("c", on(2024, 6, 3), 2500)});
  EXPECT_FALSE(found["c"].contains("split_orders"));  // not below the value
  found = flags_in({order("a", on(2024, 6, 1), 900), order("b", on(2024, 6, 2), 900),
                    order("c", on(2024, 6, 3), 900, "6109.10")});
  EXPECT_FALSE(found["a"].contains("split_orders"));  // other goods
}

TEST(FileHistory, SurgesNeedABaseYear) {
  auto found =
      flags_in({order("a", on(2021, 5, 1), 6000, "8542.31"), order("b", on(2024, 5, 1), 30000, "8542.31"),
                order("c", on(2024, 6, 1), 30000, "8542.31"), order("d", on(2024, 6, 2), 90000)});
  EXPECT_FALSE(found["b"].contains("order_surge"));
  EXPECT_TRUE(found["c"].contains("order_surge"));
  EXPECT_FALSE(found["d"].contains("order_surge"));  // tables are on no list
  found = flags_in({order("b", on(2024, 5, 1), 90000, "8542.31")});
  EXPECT_FALSE(found["b"].contains("order_surge"));
}

TEST(FileHistory, TheFirstTradeCountsOnlyWhereTheFileReachesBack) {
  inputs::Shipment old = order("old", on(2022, 2, 23), 100);
  old.parties[1] = party("consignee", "Rio Verde Moveis", "br");
  const inputs::Shipment late = order("late", on(2024, 5, 1), 100, "8542.31");
  EXPECT_TRUE(flags_in({old, late})["late"].contains("chpl_first_trade"));
  EXPECT_FALSE(flags_in({late})["late"].contains("chpl_first_trade"));
  EXPECT_FALSE(flags_in({order("old", on(2022, 2, 23), 100), late})["late"].contains("chpl_first_trade"));
}

TEST(FileHistory, FirmsAtOneAddress) {
  std::vector<inputs::Shipment> file;
  for (const char* name : {"Rio Azul Moveis", "Casa Lumen", "Porto Sul Import"}) {
    file.push_back(order(name, on(2024, 5, 1), 5000));
    file.back().parties[1] = party("consignee", name, "br");
    file.back().parties[1].party.addresses.push_back({.full = "Rua das Flores 12, Santos"});
  }
  EXPECT_TRUE(flags_in(file)["Casa Lumen"].contains("shared_address"));
  file.pop_back();
  EXPECT_FALSE(flags_in(file)["Casa Lumen"].contains("shared_address"));
}

TEST(ShipmentFlags, TwoOfOneRole) {
  inputs::Shipment one = plain();
  one.parties.push_back(party("consignee", "Porto Sul Import", "br"));
  EXPECT_TRUE(flags_of(one).contains("changed_party"));
}

// ---- chemicals ----

inputs::Shipment drum(Day day, std::string text) {
  inputs::Shipment out = plain();
  out.date = day;
  out.from = "us";
  out.to = "mx";
  out.lines[0] = {.code = "2933.39", .text = std::move(text), .value = Number(900), .origin = "us"};
  return out;
}

TEST(ShipmentChemicals, TheParentClassFiresBeforeTheOwnEntry) {
  ShipmentScreen screen = world().screen();
  const auto on = [&](int y, unsigned m, unsigned d) {
    return screen.screen(
        drum(sys_days{year{y} / month{m} / std::chrono::day{d}}, "1-Boc-4-piperidone, CAS 79099-07-3"),
        kToday);
  };
  const std::string parent = "4-piperidone, its acetals, amides, carbamates";
  const std::string own = "1-boc-4-piperidone (own entry)";
  EXPECT_EQ(on(2023, 5, 11).outcome, RuleOutcome::NoHit);
  EXPECT_TRUE(mentions(on(2023, 5, 11).look_at, "no measure of theirs is met on this day"));
  EXPECT_EQ(on(2023, 5, 12).outcome, RuleOutcome::HumanReview);
  EXPECT_TRUE(mentions(on(2023, 5, 12).look_at, parent));
  EXPECT_FALSE(mentions(on(2025, 10, 1).look_at, own));
  EXPECT_TRUE(mentions(on(2025, 10, 2).look_at, own));
  EXPECT_TRUE(mentions(on(2025, 10, 2).look_at, parent));
}

TEST(ShipmentChemicals, OwnColumnsAreAskedToo) {
  ShipmentScreen screen = world().screen();
  inputs::Shipment one = drum(kToday, "organic intermediate");
  EXPECT_FALSE(mentions(screen.screen(one, kToday).look_at, "4-piperidone"));
  one.lines[0].chemicals = {"cas:41661-47-6"};
  EXPECT_TRUE(mentions(screen.screen(one, kToday).look_at, "List I chemical (US): 4-piperidone"));
  one.lines[0].chemicals = {"4-Piperidone HCl"};
  EXPECT_TRUE(mentions(screen.screen(one, kToday).look_at, "List I chemical (US): 4-piperidone"));
  one.lines[0].chemicals = {"Wundermittel 5"};  // a trade name: no error
  EXPECT_FALSE(mentions(screen.screen(one, kToday).look_at, "cannot be read"));
  one.lines[0].chemicals = {"cas:41661-47-5"};
  EXPECT_TRUE(mentions(screen.screen(one, kToday).look_at, "expected 6"));
  EXPECT_GE(screen.screen(one, kToday).outcome, RuleOutcome::HumanReview);
}

TEST(ShipmentChemicals, AClassMatchIsForAChemist) {
  if (!chem::Recogniser::reads_structures()) GTEST_SKIP() << "built without RDKit";
  ShipmentScreen screen = world().screen();
  inputs::Shipment one = drum(kToday, "research chemical");
  one.to = "cn";
  one.lines[0].chemicals = {"smiles:CCC(=O)N(c1ccccc1F)C1CCN(CCc2ccccc2)CC1"};
  const ShipmentDecision decision = screen.screen(one, kToday);
  EXPECT_EQ(decision.outcome, RuleOutcome::HumanReview);  // not the licence that China's class rule asks for
  EXPECT_TRUE(mentions(decision.look_at, "a chemist must confirm it"));
  EXPECT_TRUE(mentions(decision.look_at, "if the chemical is confirmed, Licence required"));
  EXPECT_FALSE(mentions(decision.stops, "LICENCE_REQUIRED"));
}

TEST(ShipmentChemicals, ADoubtfulNameDecidesNothing) {
  ShipmentScreen screen = world().screen();
  const ShipmentDecision strips = screen.screen(drum(kToday, "Fentanyl test strips 25/box"), kToday);
  EXPECT_EQ(strips.outcome, RuleOutcome::HumanReview);
  EXPECT_TRUE(mentions(strips.look_at, "a test for the substance"));
  const ShipmentDecision drug = screen.screen(drum(kToday, "Fentanyl citrate 50 g"), kToday);
  EXPECT_EQ(drug.outcome, RuleOutcome::LicenceRequired);
}

// ---- tiers and editions by the shipment's day ----

TEST(ShipmentGoods, TheTierIsThatOfTheShipmentsDay) {
  ShipmentScreen screen = world().screen();
  inputs::Shipment one = chips_to("kg");
  one.date = sys_days{year{2024} / 2 / 22};
  EXPECT_EQ(screen.screen(one, kToday).lines[0].tier, "");
  one.date = sys_days{year{2024} / 2 / 23};
  EXPECT_EQ(screen.screen(one, kToday).lines[0].tier, "1");
}

TEST(ShipmentGoods, CodesAreOfTheEditionOfTheDay) {
  ShipmentScreen screen = world().screen();
  inputs::Shipment one = plain();
  one.lines[0] = {.code = "8541.40", .text = "Photodiodes InGaAs", .value = Number(100), .origin = "de"};
  one.date = sys_days{year{2021} / 12 / 31};
  const ShipmentDecision old = screen.screen(one, kToday);
  EXPECT_EQ(old.lines[0].goods->codes, (std::vector<std::string>{"854141", "854142", "854143", "854149"}));
  EXPECT_FALSE(mentions(old.look_at, "older edition"));
  one.date = sys_days{year{2022} / 1 / 1};
  const ShipmentDecision late = screen.screen(one, kToday);
  EXPECT_EQ(late.lines[0].goods->codes, old.lines[0].goods->codes);
  EXPECT_TRUE(mentions(late.look_at, "older edition"));
}

// ---- who owns the parties ----

OwnershipDays owners_of(const std::string& stakes, const std::string& listed) {
  auto input = load_ownership({.files = {stakes}, .listed = {listed}, .day = kToday, .dated = true},
                              {.build = {.reject = [](lists::Reject&& r) { ADD_FAILURE() << r.reason; },
                                         .warn = [](const Fault& f) { ADD_FAILURE() << f.text(); }},
                               .note = [](const std::string&) {}});
  EXPECT_TRUE(input) << input.error().text();
  return OwnershipDays(std::move(*input));
}

// The sheet's dates of the affiliates rule (vector 14), on the sample.
TEST(ShipmentOwnership, TheAffiliatesRuleFollowsItsDates) {
  const std::string sample = WEIR_SOURCE_DIR "/data/sample/";
  const OwnershipDays owned =
      owners_of(sample + "ownership/affiliate_stakes.csv", sample + "ownership/entity_list.csv");
  ShipmentBasis basis = world().basis();
  basis.ownership = &owned;
  ShipmentScreen screen(basis, {});
  auto file = lists::open_file(sample + "shipments_affiliates.csv");
  ASSERT_TRUE(file);
  std::map<std::string, ShipmentDecision> decisions;
  ASSERT_TRUE(inputs::read_shipment_csv(
      **file, {},
      {.shipment = [&](inputs::Shipment&& s) { decisions.emplace(s.id, screen.screen(s, kToday)); },
       .reject = [](lists::Reject&& r) { ADD_FAILURE() << r.reason; }}));
  ASSERT_EQ(decisions.size(), 8U);
  const std::map<std::string, bool> caught{{"A-1", false}, {"A-2", true},  {"A-3", true},
                                           {"A-4", false}, {"A-5", false}, {"A-6", true}};
  for (const auto& [id, stops] : caught) {
    const ShipmentDecision& decision = decisions.at(id);
    EXPECT_EQ(mentions(decision.stops, "Affiliates Rule"), stops) << id;
    EXPECT_EQ(decision.party_hit, stops) << id;  // the regime itself has the same dates
    EXPECT_EQ(decision.outcome, stops ? RuleOutcome::LicenceRequired : RuleOutcome::NoHit) << id;
    // The fact is told in any case.
    EXPECT_TRUE(mentions(decision.look_at, "Baikal Optical Works") || mentions(decision.stops, "Baikal"))
        << id;
  }
  EXPECT_EQ(decisions.at("A-7").outcome, RuleOutcome::NoHit);  // 49.99 %
  EXPECT_EQ(decisions.at("A-8").outcome, RuleOutcome::HumanReview);
  EXPECT_TRUE(mentions(decisions.at("A-8").look_at, "cannot be determined"));
}

// A stake counts for the shipments of its own days, first and last day included.
TEST(ShipmentOwnership, StakesAreThoseOfTheShipmentsDay) {
  const std::string folder = ::testing::TempDir();
  std::ofstream(folder + "dated_stakes.csv")
      << "owner,owned,share,from,to\n"
         "Listed Holding JSC,Heron Bay Electronics LLC,60,2024-03-01,2024-06-30\n"
         "Listed Holding JSC,Heron Bay Electronics LLC,40,2024-09-01,\n"
         "Second Listed JSC,Heron Bay Electronics LLC,10,2024-12-01,\n";
  std::ofstream(folder + "dated_listed.csv")
      << "name,list\nListed Holding JSC,us_ofac_sdn\nSecond Listed JSC,us_ofac_sdn\n";
  const OwnershipDays owned = owners_of(folder + "dated_stakes.csv", folder + "dated_listed.csv");
  EXPECT_EQ(owned.stretch(sys_days{year{2024} / 2 / 29}), 0U);
  EXPECT_EQ(owned.stretch(sys_days{year{2024} / 6 / 30}), 1U);
  EXPECT_EQ(owned.stretch(sys_days{year{2024} / 7 / 1}), 2U);
  ShipmentBasis basis = world().basis();
  basis.ownership = &owned;
  const std::vector<std::pair<Day, bool>> days{
      {sys_days{year{2024} / 2 / 29}, false}, {sys_days{year{2024} / 3 / 1}, true},
      {sys_days{year{2024} / 6 / 30}, true},  {sys_days{year{2024} / 7 / 1}, false},
      {sys_days{year{2024} / 10 / 1}, false},  // 40 %
      {sys_days{year{2024} / 12 / 1}, true}};  // 40 + 10 %
  ShipmentScreen together(basis, {});
  const auto hit_on = [](ShipmentScreen& screen, Day day) {
    inputs::Shipment one = plain();
    one.parties[1] = party("consignee", "Heron Bay Electronics LLC", "br");
    one.date = day;
    return screen.screen(one, kToday).party_hit;
  };
  // In the order of days, back, and each alone.
  for (const auto& [day, hit] : days) EXPECT_EQ(hit_on(together, day), hit);
  for (auto it = days.rbegin(); it != days.rend(); ++it) EXPECT_EQ(hit_on(together, it->first), it->second);
  for (const auto& [day, hit] : days) {
    ShipmentScreen alone(basis, {});
    EXPECT_EQ(hit_on(alone, day), hit);
  }
}

// With what the file once said, the flags of a whole file come back without it.
TEST(FileHistory, WhatItSaysIsEnoughToRepeatADecision) {
  std::vector<inputs::Shipment> file{order("old", on(2021, 5, 1), 600, "8542.31")};
  for (const char* name : {"Rio Azul Moveis", "Casa Lumen", "Porto Sul Import"}) {
    for (const unsigned day : {1U, 2U, 3U}) {
      file.push_back(order(fmt::format("{}{}", name, day), on(2024, 5, day), 900, "8542.31"));
      file.back().parties[1] = party("consignee", name, "br");
      file.back().parties[1].party.addresses.push_back({.full = "Rua das Flores 12, Santos"});
    }
  }
  file.push_back(order("surge", on(2024, 6, 1), 90000, "8542.31"));
  FileHistory history(file_checks(world().flags));
  for (const inputs::Shipment& shipment : file) history.note(shipment);
  history.finish();
  ShipmentBasis basis = world().basis();
  ShipmentScreen alone(basis, {});
  basis.history = &history;
  ShipmentScreen screen(basis, {});
  std::set<std::string> seen;
  for (const inputs::Shipment& shipment : file) {
    const ShipmentDecision first = screen.screen(shipment, kToday);
    const ShipmentDecision again = alone.screen_again(shipment, kToday, first.file);
    EXPECT_EQ(again.file, first.file);
    EXPECT_EQ(again.outcome, first.outcome);
    EXPECT_EQ(again.look_at, first.look_at);
    EXPECT_EQ(again.ask, first.ask);
    ASSERT_EQ(again.flags.size(), first.flags.size());
    for (std::size_t i = 0; i < first.flags.size(); ++i) {
      EXPECT_EQ(again.flags[i].text, first.flags[i].text);
      seen.insert(first.flags[i].id);
    }
  }
  for (const char* flag : {"split_orders", "shared_address", "order_surge", "chpl_first_trade"})
    EXPECT_TRUE(seen.contains(flag)) << flag;
}

// The sample, once in a row (with caches) and each shipment alone: the same answers.
TEST(ShipmentScreen, TheSampleReadsTheSameWithAndWithoutCaches) {
  auto file = lists::open_file(WEIR_SOURCE_DIR "/data/sample/shipments.csv");
  ASSERT_TRUE(file);
  std::vector<inputs::Shipment> shipments;
  std::size_t rejects = 0;
  ASSERT_TRUE(
      inputs::read_shipment_csv(**file, {},
                                {.shipment = [&](inputs::Shipment&& s) { shipments.push_back(std::move(s)); },
                                 .reject = [&](lists::Reject&&) { ++rejects; }}));
  EXPECT_EQ(rejects, 0U);
  ASSERT_EQ(shipments.size(), 1000U);
  ShipmentScreen screen = world().screen();
  std::map<RuleOutcome, int> outcomes;
  int hits = 0;
  for (std::size_t i = 0; i < shipments.size(); ++i) {
    const ShipmentDecision decision = screen.screen(shipments[i], kToday);
    ++outcomes[decision.outcome];
    hits += decision.party_hit ? 1 : 0;
    if (decision.outcome >= RuleOutcome::HumanReview) {
      EXPECT_FALSE(decision.stops.empty() && decision.look_at.empty()) << decision.id;
    }
    if (i % 50 != 0) continue;
    ShipmentScreen fresh = world().screen();
    const ShipmentDecision alone = fresh.screen(shipments[i], kToday);
    EXPECT_EQ(alone.outcome, decision.outcome) << decision.id;
    EXPECT_EQ(alone.stops, decision.stops);
    EXPECT_EQ(alone.look_at, decision.look_at);
    EXPECT_EQ(alone.missing, decision.missing);
    EXPECT_EQ(alone.ask, decision.ask);
  }
  EXPECT_GT(hits, 10);
  EXPECT_LT(hits, 60);
  EXPECT_GT(outcomes[RuleOutcome::NoHit], 100);
  EXPECT_GT(outcomes[RuleOutcome::HumanReview], 50);
}

}  // namespace
}  // namespace weir::screen
