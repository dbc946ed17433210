// Look-back over rules against deciding every line again: the same lines change, in the same way.
#include "ledger/rule_lookback.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "ledger/history_of.hpp"
#include "ledger/history_writer.hpp"
#include "rules/random_rules.hpp"

namespace weir::ledger {
namespace {

using rules::Draw;
using rules::kRandomFacts;
using rules::random_question;
using rules::random_tables;
using testing::history_of;

// The rows of a table, a measure with its conditions.
std::vector<std::string> blocks_of(const std::string& table) {
  std::vector<std::string> out;
  for (std::size_t at = table.find("[["); at != std::string::npos;) {
    std::size_t next = table.find("\n[[", at + 2);
    while (next != std::string::npos && table.compare(next + 3, 8, "measure.") == 0)
      next = table.find("\n[[", next + 3);
    out.push_back(table.substr(at, next == std::string::npos ? next : next + 1 - at));
    at = next == std::string::npos ? next : next + 1;
  }
  return out;
}

std::string kind_of(const std::string& block) {
  return block.substr(2, block.find(']') - 2);
}

// Some rows taken out, put in, exchanged, or changed in one field.
std::string edited(Draw& draw, const std::string& table, std::size_t edits) {
  std::vector<std::string> rows = blocks_of(table);
  const std::vector<std::string> others = blocks_of(random_tables(draw, 40));
  for (std::size_t i = 0; i < edits; ++i) {
    const std::size_t at = draw.below(rows.size());
    const std::string& other = others[draw.below(others.size())];
    switch (draw.below(4)) {
      case 0:
        if (kind_of(rows[at]) == "measure") rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 1:
        if (kind_of(other) != "chemical") rows.push_back(other);
        break;
      case 2:
        if (kind_of(rows[at]) == kind_of(other) && kind_of(other) != "chemical") rows[at] = other;
        break;
      default: {
        // Words of a row: its title, citation, status, a day, a place, a test.
        constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kWords{
            {{"title = \"T\"", "title = \"U\""},
             {"citation = \"C\"", "citation = \"D\""},
             {"\"verified\"", "\"unverified\""},
             {"2022-", "2023-"},
             {"\"ru\"", "\"kz\""},
             {"4800", "2400"},
             {"HS-2022", "HS-2017"},
             {"class:family", "class:wide"}}};
        const auto& [from, to] = kWords[draw.below(kWords.size())];
        if (const std::size_t found = rows[at].find(from); found != std::string::npos)
          rows[at].replace(found, from.size(), to);
        break;
      }
    }
  }
  std::string out;
  for (const std::string& row : rows) out += row;
  return out;
}

bool usable(const rules::Tables& tables) {
  return std::all_of(tables.issues.begin(), tables.issues.end(), [](const RuleIssue& issue) {
    return issue.kind != RuleIssueKind::Error || issue.message.find("stands twice") != std::string::npos;
  });
}

std::string text_of(const LineLookback& result) {
  std::string out;
  for (const ChangedLine& line : result.lines) {
    out += fmt::format("{}: {} -> {}", line.record, rule_outcome_text(line.before.outcome),
                       rule_outcome_text(line.after.outcome));
    for (const ChangedFinding& finding : line.findings)
      out += fmt::format("; {} {}: {} -> {}", finding_change_text(finding.change), finding.measure,
                         finding.before, finding.after);
    out += "\n";
  }
  return out;
}

// A shipment: parties, and lines that are linked to them.
void add_shipment(Draw& draw, std::vector<PastQuestion>& questions, ChangedParties& parties) {
  const std::size_t count = draw.below(4);
  for (std::size_t i = 0; i < count; ++i) {
    if (draw.chance(30)) {
      PartyTags& tags = parties[questions.size()];
      if (draw.chance(50)) tags.before.emplace_back("list:x");
      if (draw.chance(50)) tags.after.emplace_back("list:y");
    }
    PastQuestion party;
    party.party = {.entry_id = "P", .schema = Schema::Company, .names = {{.text = "Nordwerk Trading"}}};
    questions.push_back(std::move(party));
  }
  const std::size_t first_line = questions.size();
  for (std::size_t n = 0, lines = 1 + draw.below(3); n < lines; ++n) {
    PastQuestion out;
    out.line = random_question(draw);
    out.date = rules::day(draw.date().c_str());
    if (draw.chance(70)) {
      out.line->parties.clear();
      for (std::size_t i = 0; i < count; ++i) {
        PastQuestion& line = out;
        line.line->parties.push_back({.role = draw.chance(50) ? "buyer" : "seller", .country = "ru"});
        if (draw.chance(30)) line.line->parties.back().tags.emplace_back("list:x");
        line.shipment.links.push_back({.back = questions.size() - (first_line - count + i), .tags = {}});
        if (draw.chance(20)) line.shipment.links.back().tags.emplace_back("affiliate:x");
      }
    }
    questions.push_back(std::move(out));
  }
}

TEST(RuleLookback, EqualsDecidingEveryLineAgain) {
  std::size_t cases = 0;
  std::size_t changed = 0;
  std::size_t left_out = 0;
  EXPECT_TRUE(rc::check("the same lines change in the same way", [&] {
    Draw draw(*rc::gen::arbitrary<std::uint64_t>());
    const std::string table = random_tables(draw, 30);
    const rules::Tables before = rules::read_tables({{"c.toml", kRandomFacts}, {"r.toml", table}});
    const rules::Tables after =
        rules::read_tables({{"c.toml", kRandomFacts}, {"r.toml", edited(draw, table, 1 + draw.below(8))}});
    if (!usable(before) || !usable(after)) return;
    ++cases;
    std::vector<PastQuestion> questions;
    ChangedParties parties;
    ChangedParties ignored;
    const bool lists = draw.chance(50);
    while (questions.size() < 120) add_shipment(draw, questions, lists ? parties : ignored);
    const History history = history_of(questions, 1 + draw.below(3));
    LineLookbackOptions options{.jobs = 2};
    if (draw.chance(20)) options.on = rules::day(draw.date().c_str());
    const LineLookback quick = look_back_lines(history, before.rules, after.rules, parties, options);
    const LineLookback full = rerun_lines(history, before.rules, after.rules, parties, options);
    RC_ASSERT(text_of(quick) == text_of(full));
    RC_ASSERT(quick.questions == full.questions);
    RC_ASSERT(quick.unreadable == 0U);
    RC_ASSERT(quick.decided <= full.decided);
    changed += full.lines.size();
    left_out += full.decided - quick.candidates;
  }));
  // The test tests something.
  EXPECT_GT(cases, 50U);
  EXPECT_GT(changed, 500U);
  EXPECT_GT(left_out, 500U);
}

}  // namespace
}  // namespace weir::ledger
