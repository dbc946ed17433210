#include "rules/settle.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace weir::rules {

Effects effects_of(const Probe& probe, const Measure& row, const MeasureTests& tests, Trace* trace) {
  Effects out;
  out.policy = row.policy;
  if (row.conditions.empty()) {
    out.least = out.most = row.effect;
    return out;
  }
  std::string open_policies;
  bool any = false;
  const auto possible = [&](RuleOutcome effect) {
    out.least = any ? std::min(out.least, effect) : effect;
    out.most = any ? std::max(out.most, effect) : effect;
    any = true;
  };
  for (std::size_t i = 0; i < row.conditions.size(); ++i) {
    const MeasureCondition& condition = row.conditions[i];
    const Answer answer = test(tests.conditions[i], probe, trace);
    if (answer.truth == Truth::No) continue;
    possible(condition.effect);
    if (trace != nullptr) {
      trace->step(answer.truth,
                  fmt::format("condition {}{}{} -> {}", i + 1, condition.text.empty() ? "" : ": ",
                              condition.text, effect_word(condition.effect)));
      for (const std::string& need : answer.needs) {
        if (std::find(out.needs.begin(), out.needs.end(), need) == out.needs.end()) out.needs.push_back(need);
      }
    }
    if (answer.truth == Truth::Yes) {
      out.policy = (condition.policy.empty() ? out.policy : condition.policy) + open_policies;
      return out;
    }
    if (trace != nullptr && !condition.policy.empty())
      open_policies += fmt::format("; or, if condition {} holds: {}", i + 1, condition.policy);
  }
  out.policy += open_policies;
  possible(row.effect);
  if (trace != nullptr)
    trace->step(Truth::Yes, fmt::format("no {}condition is met -> {}", out.needs.empty() ? "" : "other ",
                                        effect_word(row.effect)));
  return out;
}

RowState row_state(const Measure& row, Truth scope, RuleOutcome least, RuleOutcome most) noexcept {
  RowState out;
  out.row = &row;
  if (scope == Truth::No) return out;
  out.state = scope == Truth::Yes && least == most ? Truth::Yes : Truth::Unknown;
  out.most = most;
  out.least = scope == Truth::Yes ? least : RuleOutcome::NoHit;
  return out;
}

bool lifts(const Measure& authorisation, const Measure& row) noexcept {
  if (row.type == MeasureType::Authorisation) return false;
  return std::any_of(authorisation.lifts.begin(), authorisation.lifts.end(), [&](const std::string& name) {
    return name == row.id || (!row.group.empty() && name == row.group);
  });
}

void lift(std::span<RowState> states) {
  for (const RowState& by : states) {
    if (by.state != Truth::Yes || by.row->type != MeasureType::Authorisation) continue;
    for (RowState& state : states) {
      if (state.state == Truth::No || !lifts(*by.row, *state.row)) continue;
      if (state.row->type == MeasureType::Tariff) {
        // A duty taken away leaves at most the question whether it was rightly taken away.
        if (state.lifted_by == nullptr || by.most < state.most) state.most = by.most;
        state.least = state.state == Truth::Yes ? state.most : RuleOutcome::NoHit;
        state.lifted_by = by.row;
      } else if (by.most < state.most) {
        state.most = by.most;
        state.least = std::min(state.least, by.most);
        state.lifted_by = by.row;
      }
    }
  }
}

}  // namespace weir::rules
