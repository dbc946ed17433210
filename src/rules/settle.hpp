// From the states of single rows to one outcome: conditions, authorisations, the most restrictive wins.
//
// Both evaluators end here. Thread-safety: pure functions. Errors: none.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "rules/scope.hpp"

namespace weir::rules {

// What the ordered conditions of a row leave possible once its scope is met.
struct Effects {
  RuleOutcome least = RuleOutcome::NoHit;
  RuleOutcome most = RuleOutcome::NoHit;
  std::string policy;
  std::vector<std::string> needs;

  [[nodiscard]] bool decided() const noexcept { return least == most; }
};
// Conditions in order; the first that holds gives the effect, an Unknown one keeps its effect possible; if
// none holds, the row's own effect stands.
[[nodiscard]] Effects effects_of(const Probe& probe, const Measure& row, const MeasureTests& tests,
                                 Trace* trace);

struct RowState {
  const Measure* row = nullptr;
  Truth state = Truth::No;
  RuleOutcome least = RuleOutcome::NoHit;
  RuleOutcome most = RuleOutcome::NoHit;
  const Measure* lifted_by = nullptr;
};
[[nodiscard]] RowState row_state(const Measure& row, Truth scope, RuleOutcome least,
                                 RuleOutcome most) noexcept;

// What one row adds to the outcome, and what it could add at worst.
[[nodiscard]] inline RuleOutcome contribution(MeasureType type, Truth state, RuleOutcome least,
                                              RuleOutcome most) noexcept {
  if (state == Truth::No || type == MeasureType::Authorisation) return RuleOutcome::NoHit;
  if (state == Truth::Yes) return most;
  // An open duty is a question, too; an open notice without effect is not.
  const bool matters = most > RuleOutcome::NoHit || type == MeasureType::Tariff;
  return matters ? std::max(least, RuleOutcome::NeedsFact) : RuleOutcome::NoHit;
}
[[nodiscard]] inline RuleOutcome worst_contribution(MeasureType type, Truth state, RuleOutcome least,
                                                    RuleOutcome most) noexcept {
  return std::max(contribution(type, state, least, most),
                  type == MeasureType::Authorisation ? RuleOutcome::NoHit : most);
}
[[nodiscard]] inline RuleOutcome contribution(const RowState& state) noexcept {
  return contribution(state.row->type, state.state, state.least, state.most);
}
[[nodiscard]] inline RuleOutcome worst_contribution(const RowState& state) noexcept {
  return worst_contribution(state.row->type, state.state, state.least, state.most);
}
[[nodiscard]] bool lifts(const Measure& authorisation, const Measure& row) noexcept;
// Lets every authorisation that is met take away what it lifts.
void lift(std::span<RowState> states);

}  // namespace weir::rules
