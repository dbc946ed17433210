// Short ways to make rule sets from text and to ask them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/rule_set.hpp"
#include "rules/words.hpp"
#include "weir/rules.hpp"

namespace weir::rules {

inline Day day(const char* text) {
  const auto out = parse_rule_day(text);
  EXPECT_TRUE(out) << text;
  return out.value_or(Day{});
}
inline Moment moment(const char* text) {
  const auto out = parse_moment(text);
  EXPECT_TRUE(out) << text;
  return out.value_or(Moment{});
}
inline Number number(const char* text) {
  const auto out = Number::parse(text);
  EXPECT_TRUE(out) << text;
  return out.value_or(Number{});
}

struct Tables {
  RuleSet rules;
  std::vector<RuleIssue> issues;
};
inline Tables read_tables(std::vector<TableBytes> tables) {
  std::vector<RuleIssue> issues;
  auto state = build(tables, issues);
  return {RuleSet(std::move(state)), std::move(issues)};
}
// A rule set of TOML that must have no error; facts and areas that most tests want stand before it.
inline RuleSet rules_of(const std::string& toml) {
  static const std::string kCommon = R"(
[[fact]]
id = "tpp"
kind = "number"
ask = "TPP?"
[[fact]]
id = "civil"
kind = "flag"
ask = "Civil?"
[[fact]]
id = "use"
kind = "text"
ask = "Use?"
choices = ["civil", "military"]
)";
  Tables out = read_tables({{"common.toml", kCommon}, {"rules.toml", toml}});
  for (const RuleIssue& issue : out.issues) {
    if (issue.kind == RuleIssueKind::Error) ADD_FAILURE() << issue.text();
  }
  return std::move(out.rules);
}
// [[measure]] with what every row needs; `more` adds fields.
inline std::string measure(const std::string& id, const std::string& more) {
  return "[[measure]]\nid = \"" + id +
         "\"\ntitle = \"T\"\ncitation = \"C\"\nstatus = \"verified\"\n"
         "recorded_at = \"2020-01-01\"\n" +
         more + "\n";
}

inline RuleQuestion goods(const char* hs, const char* to) {
  RuleQuestion out;
  if (*hs != '\0') out.codes.push_back({hs, Nomenclature{}, false});
  out.destination.country = to;
  return out;
}

inline const MeasureFinding* find(const RuleDecision& decision, std::string_view id) {
  for (const MeasureFinding& finding : decision.findings) {
    if (finding.id == id) return &finding;
  }
  return nullptr;
}
inline Truth state_of(const RuleDecision& decision, std::string_view id) {
  const MeasureFinding* finding = find(decision, id);
  return finding == nullptr ? Truth::No : finding->state;
}

}  // namespace weir::rules
