// Does one part of a measure's scope take in the question? Each part gives No, Unknown or Yes.
//
// The interpreter (decide.cpp) asks these functions for every row and lets them explain; the compiled
// evaluator asks them only for what its tries and bitmaps cannot answer. Thread-safety: pure functions.
// Errors: none.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.hpp"
#include "rules/words.hpp"

namespace weir::rules {

// What parameters of the question say about one control number.
struct ClassState {
  const Classification* row = nullptr;
  const Expression* test = nullptr;
  Truth truth = Truth::No;
  bool asked = false;  // at least one of its facts is given
};

struct Probe {
  const RuleSet::State& rules;
  const RuleQuestion& question;
  Day day;
  Moment known;
  std::vector<ClassState> classes;  // rows in force; filled by find_classes()
};

// Explanation and missing facts; functions take nullptr where nobody wants to know.
struct Trace {
  std::vector<RuleStep> steps;
  RuleStatus status = RuleStatus::Verified;  // of the weakest thing that an answer rests on

  void step(Truth truth, std::string text) { steps.push_back({truth, std::move(text)}); }
  void rest_on(RuleStatus other) { status = weaker(status, other); }
};

struct Answer {
  Truth truth = Truth::Yes;
  std::vector<std::string> needs;  // filled only with a trace, and only where Unknown
};

// Evaluates the classifications in force.
[[nodiscard]] std::vector<ClassState> find_classes(const Probe& probe);

[[nodiscard]] const FactValue* find_fact(const RuleQuestion& question, std::string_view name, FactValue& own);
[[nodiscard]] Answer test(const Expression& expression, const Probe& probe, Trace* trace);

[[nodiscard]] Truth place_in(const RuleSet::State& rules, std::string_view value, const Place& place, Day day,
                             Moment known, Trace* trace);
// `role` is "destination", "departure" or "origin".
[[nodiscard]] Answer places_answer(const Probe& probe, std::string_view role, const Place& place,
                                   const std::vector<std::string>& in, const std::vector<std::string>& out,
                                   Trace* trace);
[[nodiscard]] Answer via_answer(const Probe& probe, const std::vector<std::string>& via, Trace* trace);
[[nodiscard]] bool party_has(const RuleSet::State& rules, const PartyFact& party, std::string_view pattern,
                             Day day, Moment known);
[[nodiscard]] Answer parties_answer(const Probe& probe, const std::vector<std::string>& patterns,
                                    Trace* trace);

// A prefix of goods codes, from the row itself or from a code set.
struct Prefix {
  const GoodsCode* code = nullptr;
  const CodeSetEntry* entry = nullptr;
};
[[nodiscard]] std::vector<Prefix> prefixes_of(const RuleSet::State& rules,
                                              const std::vector<GoodsCode>& codes,
                                              const std::vector<std::string>& sets, Day day, Moment known);
enum class CodeMatch : std::uint8_t { OtherEdition, No, Unknown, Yes };
[[nodiscard]] CodeMatch match_code(const GoodsCode& prefix, const GoodsCode& code) noexcept;
[[nodiscard]] Answer codes_answer(const Probe& probe, std::span<const Prefix> prefixes, Trace* trace);
[[nodiscard]] Answer eccns_answer(const Probe& probe, const std::vector<std::string>& patterns, Trace* trace);
// Ids and, through the table of chemicals, every class they belong to.
[[nodiscard]] std::vector<std::string> chemical_closure(const RuleSet::State& rules, std::string_view id);
[[nodiscard]] Answer chemicals_answer(const Probe& probe, const std::vector<std::string>& ids, Trace* trace);

[[nodiscard]] inline bool all_goods(const Measure& row) noexcept {
  return row.codes.empty() && row.code_sets.empty() && row.eccns.empty() && row.chemicals.empty();
}
[[nodiscard]] Answer goods_answer(const Probe& probe, const Measure& row, Trace* trace);

// The whole scope of a row, without its conditions.
[[nodiscard]] Answer scope_answer(const Probe& probe, const Measure& row, const MeasureTests& tests,
                                  Trace* trace);

}  // namespace weir::rules
