#include "rules/duties.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rules/rows.hpp"

namespace weir::rules {
namespace {

std::vector<const StackRule*> stacks_in_force(const Probe& probe) {
  std::vector<const StackRule*> out;
  for (const Versions& versions : probe.rules.stack_versions) {
    const StackRule* row = in_force(probe.rules.stacks, versions, probe.day, probe.known);
    if (row == nullptr) continue;
    const Answer here = places_answer(probe, "destination", probe.question.destination, row->to, {}, nullptr);
    if (here.truth == Truth::Yes) out.push_back(row);
  }
  return out;
}

std::size_t place_in_order(const std::vector<const StackRule*>& stacks, const std::string& group) {
  for (const StackRule* stack : stacks) {
    const auto found = std::find(stack->order.begin(), stack->order.end(), group);
    if (found != stack->order.end()) return static_cast<std::size_t>(found - stack->order.begin());
  }
  return static_cast<std::size_t>(-1);  // behind all that have a place
}

// Why a duty does not count: another group of the same list comes first. `open` when it is not known yet
// whether that one is met.
std::string displaced(const std::vector<const StackRule*>& stacks, std::span<const RowState> states,
                      const Measure& row, bool& open) {
  if (row.group.empty()) return {};
  for (const StackRule* stack : stacks) {
    for (const auto& groups : stack->first_of) {
      const auto own = std::find(groups.begin(), groups.end(), row.group);
      if (own == groups.end()) continue;
      for (auto earlier = groups.begin(); earlier != own; ++earlier) {
        for (const RowState& state : states) {
          if (state.row->type != MeasureType::Tariff || state.row->group != *earlier ||
              state.lifted_by != nullptr)
            continue;
          if (state.state == Truth::Yes)
            return fmt::format("{} takes its place ({}, {})", state.row->id, stack->id, stack->citation);
          if (state.state == Truth::Unknown) open = true;
        }
      }
    }
  }
  return {};
}

std::optional<Number> base_of(const Probe& probe, const DutyPart& duty, const std::optional<Number>& so_far) {
  if (duty.base == "value_and_duties") {
    if (!probe.question.value || !so_far) return std::nullopt;
    return probe.question.value->plus(*so_far);
  }
  FactValue own;
  const FactValue* value = find_fact(probe.question, duty.base, own);
  const Number* number = value == nullptr ? nullptr : std::get_if<Number>(value);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

}  // namespace

void lay_duties(const Probe& probe, std::span<const RowState> states, RuleDecision& decision) {
  std::vector<const RowState*> tariffs;
  bool open = false;
  for (const RowState& state : states) {
    if (state.row->type != MeasureType::Tariff) continue;
    if (state.state == Truth::Yes) tariffs.push_back(&state);
    if (state.state == Truth::Unknown && state.lifted_by == nullptr) {
      open = true;
      decision.notes.push_back(fmt::format("whether the duty of {} applies is not known yet", state.row->id));
    }
  }
  if (tariffs.empty()) return;
  const auto stacks = stacks_in_force(probe);
  std::stable_sort(tariffs.begin(), tariffs.end(), [&](const RowState* a, const RowState* b) {
    return place_in_order(stacks, a->row->group) < place_in_order(stacks, b->row->group);
  });
  std::optional<Number> total = Number(0);
  for (const RowState* state : tariffs) {
    const Measure& row = *state->row;
    std::string not_counted;
    if (state->lifted_by != nullptr)
      not_counted = fmt::format("taken away by {} ({})", state->lifted_by->id, state->lifted_by->citation);
    else
      not_counted = displaced(stacks, states, row, open);
    for (const DutyPart& duty : row.duties) {
      DutyLine& line = decision.duties.emplace_back();
      line.measure = row.id;
      line.not_counted = not_counted;
      line.currency = duty.percent ? probe.question.currency : duty.currency;
      const auto base = base_of(probe, duty, total);
      line.text = duty_text(duty);
      if (base) {
        line.text += fmt::format(" = {}", base->text());
        line.amount = base->times(duty.rate);
        if (line.amount && duty.percent) line.amount = line.amount->over(Number(100));
        if (!line.amount)
          decision.notes.push_back(fmt::format("the duty of {} is too large to compute exactly", row.id));
      } else {
        line.text += fmt::format(" ({} is not known)", duty.base);
      }
      if (!not_counted.empty()) continue;
      if (!duty.percent && line.currency != probe.question.currency) {
        decision.notes.push_back(
            fmt::format("the duty of {} is in {}, the value in {}: no total", row.id, line.currency,
                        probe.question.currency.empty() ? "no currency given" : probe.question.currency));
        total.reset();
      }
      total = total && line.amount ? total->plus(*line.amount) : std::nullopt;
    }
  }
  if (!open) decision.total_duty = total;
}

}  // namespace weir::rules
