// From the sample's files to findings and hits: listed parties by file and by screening, owned parties as
// hits.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "company.hpp"
#include "lists/load.hpp"
#include "ownership/picture.hpp"
#include "screen/engine_state.hpp"
#include "screen/ownership_screen.hpp"
#include "screen/ownership_sources.hpp"
#include "snapshot/builder.hpp"

namespace weir {
namespace {

const std::string kSample = WEIR_SOURCE_DIR "/data/sample/";

Engine sample_engine() {
  snapshot::Builder builder;
  lists::load_lists(
      {{.path = kSample + "lists"}}, {},
      {.list = [&](const lists::ListInfo& info) { builder.describe_list({.id = info.list_id}); },
       .file = [](const lists::LoadedFile&) {},
       .party = [&](Party&& party) { ASSERT_TRUE(builder.add(party)); },
       .reject = [](const std::string&, lists::Reject&&) {},
       .problem = [](const Fault& fault) { ADD_FAILURE() << fault.text(); },
       .note = [](const std::string&) {}});
  return engine_over(snapshot::View::from_bytes("sample", builder.to_bytes()).value());
}

ownership::Solver solve(screen::OwnershipSources sources) {
  sources.files = {kSample + "ownership/stakes.csv"};
  sources.day = ownership::day_of(ownership::on("2026-11-24"));
  auto solver = screen::solve_ownership(
      sources, {.build = {.reject = [](lists::Reject&& reject) { ADD_FAILURE() << reject.reason; },
                          .warn = [](const Fault& fault) { ADD_FAILURE() << fault.text(); }},
                .note = [](const std::string&) {}});
  EXPECT_TRUE(solver) << solver.error().text();
  return std::move(solver.value());
}

Party question(const std::string& id, const std::string& name) {
  Party party{.entry_id = id, .schema = Schema::Company};
  party.names.push_back({.text = name});
  return party;
}

TEST(OwnershipScreen, OwnedPartiesAreHitsWithTheirEvidence) {
  auto screen = screen::OwnershipScreen::over(solve({.listed = {kSample + "ownership/listed.csv"}}));
  ASSERT_TRUE(screen) << screen.error().text();
  screen::OwnershipScreen::Asker asker(*screen);
  const auto hits = asker.ask(question("C-9", "Kestrel Bearngs GmbH"), {});
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].list, "ownership");
  EXPECT_EQ(hits[0].entry_id, "E-2");
  EXPECT_EQ(hits[0].name, "Kestrel Bearings GmbH");
  EXPECT_EQ(hits[0].programmes, (std::vector<std::string>{"ofac: OWNED", "eu: OWNED", "bis: OWNED"}));
  const auto evidence = std::find_if(hits[0].evidence.begin(), hits[0].evidence.end(),
                                     [](const Evidence& item) { return item.kind == "ownership"; });
  ASSERT_NE(evidence, hits[0].evidence.end());
  EXPECT_NE(evidence->text.find("50 % held by"), std::string::npos) << evidence->text;
  EXPECT_NE(evidence->text.find("Arkadiy ZELENTSOV"), std::string::npos);
  EXPECT_NE(evidence->text.find("OFAC FAQ"), std::string::npos);

  EXPECT_TRUE(asker.ask(question("C-1", "Saltmarsh Marine Ltd"), {}).empty());  // 49.99 %
  EXPECT_TRUE(asker.ask(question("C-2", "Quite Another Firm SA"), {}).empty());
}

TEST(OwnershipScreen, AnEqualIdFindsOnlyWhereTheNamesDoNotSpeakAgainstIt) {
  auto screen = screen::OwnershipScreen::over(solve({.listed = {kSample + "ownership/listed.csv"}}));
  ASSERT_TRUE(screen);
  screen::OwnershipScreen::Asker asker(*screen);
  EXPECT_TRUE(asker.ask(question("E-2", "Bakery Miller"), {}).empty());
  EXPECT_EQ(asker.ask(question("E-2", "Kestrel Bearings"), {}).size(), 1U);
  const auto findings = screen->owned_by(question("E-3", ""));
  ASSERT_EQ(findings.size(), 4U);
  EXPECT_EQ(findings[0].status, OwnershipStatus::Owned);
  EXPECT_EQ(findings[2].status, OwnershipStatus::NotOwned);  // uk: 50 % is not more than 50 %
}

TEST(OwnershipScreen, OwnersFromASnapshotAreProbablyListedAndLeadToReview) {
  const Engine engine = sample_engine();
  const ownership::Solver solver = solve({.engine = &engine, .regimes = {"ofac"}});
  const auto entity = solver.graph().find("iE-2").value();
  const OwnershipFinding finding = solver.finding(entity, 0);
  EXPECT_EQ(finding.status, OwnershipStatus::HumanReview);
  ASSERT_FALSE(finding.roots.empty());
  EXPECT_EQ(finding.roots[0].entry_id, "90001");
  EXPECT_FALSE(finding.roots[0].certain);
  EXPECT_GT(finding.roots[0].score, 0.6);
  EXPECT_LT(finding.roots[0].score, 1.0);
  // Taken for certain from a score on, if the user says so.
  const ownership::Solver sure = solve({.engine = &engine, .certain_from = 0.6, .regimes = {"ofac"}});
  EXPECT_EQ(sure.status(entity, 0), OwnershipStatus::Owned);
}

TEST(OwnershipScreen, ADecisionTakesTheHitsIn) {
  auto screen = screen::OwnershipScreen::over(solve({.listed = {kSample + "ownership/listed.csv"}}));
  ASSERT_TRUE(screen);
  screen::OwnershipScreen::Asker asker(*screen);
  Decision decision{.id = "C-9"};
  asker.add_to(decision, question("C-9", "Ostwerk Logistik OOO"), {});
  EXPECT_EQ(decision.outcome, Outcome::Hit);
  ASSERT_EQ(decision.hits.size(), 1U);
  EXPECT_NE(decision.hits[0].evidence.back().text.find("the chain begins with Arkadiy ZELENTSOV"),
            std::string::npos)
      << decision.hits[0].evidence.back().text;
}

TEST(OwnershipScreen, UnknownRegimesAndMissingFilesAreFaults) {
  const screen::OwnershipHandler handler{
      .build = {.reject = [](lists::Reject&&) {}, .warn = [](const Fault&) {}},
      .note = [](const std::string&) {}};
  EXPECT_FALSE(
      screen::solve_ownership({.files = {kSample + "ownership/stakes.csv"}, .regimes = {"mars"}}, handler));
  EXPECT_FALSE(screen::solve_ownership({.files = {"/nowhere.csv"}}, handler));
  EXPECT_FALSE(screen::solve_ownership({.files = {kSample + "news.txt"}}, handler));
}

TEST(Picture, SvgOfAChain) {
  const ownership::Solver solver = solve({.listed = {kSample + "ownership/listed.csv"}, .regimes = {"ofac"}});
  const std::vector<OwnershipFinding> findings{solver.finding(solver.graph().find("iE-3").value(), 0)};
  const auto svg = ownership::picture_svg(findings, "a \"title\" with <marks> & \\N");
  ASSERT_TRUE(svg) << svg.error().text();
  EXPECT_NE(svg->find("<svg"), std::string::npos);
  EXPECT_NE(svg->find("Kestrel Bearings GmbH"), std::string::npos);
  EXPECT_NE(svg->find("&lt;marks&gt;"), std::string::npos);
  EXPECT_EQ(svg->find("<marks>"), std::string::npos);
  EXPECT_FALSE(ownership::picture_svg({}, "nothing"));
}

}  // namespace
}  // namespace weir
