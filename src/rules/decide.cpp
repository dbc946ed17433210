// The plain interpreter: every row in turn, with its reasons.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "rules/duties.hpp"
#include "rules/settle.hpp"

namespace weir {
namespace rules {
namespace {

std::string ask_of(const RuleSet::State& state, const std::string& need) {
  if (const FactDefinition* fact = state.fact(need)) {
    return fact->unit.empty() ? fact->ask : fmt::format("{} (in {})", fact->ask, fact->unit);
  }
  if (need == "hs_code")
    return "What is the goods code, in the HS edition of the rule and with enough digits?";
  if (need == "eccn") return "What is the export control number (ECCN), or is it EAR99?";
  if (need == "destination") return "To which country do the goods finally go?";
  if (need == "departure") return "From which country do the goods leave?";
  if (need == "origin") return "In which country were the goods made?";
  if (need == "transit") return "Through which countries do the goods pass?";
  if (need.ends_with("_region"))
    return fmt::format("To which region (ISO 3166-2) does the {} belong?", need.substr(0, need.size() - 7));
  return "";
}

void add_need(std::vector<std::string>& needs, const std::string& need) {
  if (std::find(needs.begin(), needs.end(), need) == needs.end()) needs.push_back(need);
}

MeasureFinding describe(const Measure& row) {
  MeasureFinding out;
  out.id = row.id;
  out.title = row.title;
  out.type = row.type;
  out.citation = row.citation;
  out.status = row.status;
  out.valid_from = row.valid_from;
  out.valid_to = row.valid_to;
  out.recorded_at = row.recorded_at;
  out.source = row.source;
  return out;
}

// Does what this row waits for matter to anyone?
bool asks(const RowState& state, std::span<const RowState> all) {
  if (state.state != Truth::Unknown) return false;
  if (state.row->type != MeasureType::Authorisation) return contribution(state) != RuleOutcome::NoHit;
  return std::any_of(all.begin(), all.end(), [&](const RowState& other) {
    return contribution(other) != RuleOutcome::NoHit && lifts(*state.row, *other.row);
  });
}

}  // namespace
}  // namespace rules

std::string RuleDecision::outcome_text() const {
  std::string out(rule_outcome_text(outcome));
  if (outcome != RuleOutcome::NeedsFact) return out;
  std::vector<std::string> names;
  for (const NeededFact& need : needs) names.push_back(need.name);
  return fmt::format("{}({})", out, fmt::join(names, ", "));
}

RuleDecision decide(const RuleSet& set, const RuleQuestion& question, Day valid_date, Moment known_at,
                    const DecideOptions& options) {
  using namespace rules;
  const RuleSet::State& state = set.state();
  Probe probe{state, question, valid_date, known_at, {}};
  probe.classes = find_classes(probe);
  RuleDecision out;
  out.id = question.id;
  out.rules = state.id;
  out.valid_date = valid_date;
  out.known_at = known_at;

  std::vector<RowState> states;
  std::vector<MeasureFinding> findings;
  for (const Versions& versions : state.measure_versions) {
    const Measure* row = in_force(state.measures, versions, valid_date, known_at);
    if (row == nullptr) continue;
    const MeasureTests& tests = state.tests[static_cast<std::size_t>(row - state.measures.data())];
    MeasureFinding finding = describe(*row);
    Trace trace;
    RowState result = row_state(*row, Truth::No, RuleOutcome::NoHit, RuleOutcome::NoHit);
    if (row->suspended) {
      trace.step(Truth::No,
                 fmt::format("suspended {}{}: {}", row->valid_from ? "from " + day_text(row->valid_from) : "",
                             row->valid_to ? " to " + day_text(row->valid_to) : "", row->citation));
    } else {
      Answer scope = scope_answer(probe, *row, tests, &trace);
      finding.needs = std::move(scope.needs);
      finding.policy = row->policy;
      if (scope.truth != Truth::No) {
        const Effects effects = effects_of(probe, *row, tests, &trace);
        result = row_state(*row, scope.truth, effects.least, effects.most);
        finding.policy = effects.policy;
        if (!effects.decided()) {
          for (const std::string& need : effects.needs) add_need(finding.needs, need);
        }
      }
    }
    finding.state = result.state;
    finding.why = std::move(trace.steps);
    finding.status = weaker(finding.status, trace.status);
    if (finding.state != Truth::Unknown) finding.needs.clear();
    if (finding.state == Truth::No) finding.policy.clear();
    states.push_back(result);
    findings.push_back(std::move(finding));
  }
  lift(states);

  for (std::size_t i = 0; i < states.size(); ++i) {
    findings[i].effect = states[i].most;
    if (states[i].lifted_by != nullptr) {
      findings[i].lifted_by = states[i].lifted_by->id;
      findings[i].status = weaker(findings[i].status, states[i].lifted_by->status);
    }
    out.outcome = std::max(out.outcome, contribution(states[i]));
    out.worst = std::max(out.worst, worst_contribution(states[i]));
    if (!asks(states[i], states)) continue;
    for (const std::string& name : findings[i].needs) {
      auto need = std::find_if(out.needs.begin(), out.needs.end(),
                               [&](const NeededFact& n) { return n.name == name; });
      if (need == out.needs.end()) need = out.needs.insert(need, {name, ask_of(state, name), {}});
      need->measures.push_back(findings[i].id);
    }
  }
  std::vector<std::string> unverified;
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (out.outcome != RuleOutcome::NoHit && contribution(states[i]) == out.outcome &&
        findings[i].status == RuleStatus::Unverified)
      unverified.push_back(findings[i].id);
  }
  out.rests_on_unverified = !unverified.empty();
  if (out.rests_on_unverified)
    out.notes.push_back(
        fmt::format("This outcome rests on rules that nobody has checked against the official text: {}",
                    fmt::join(unverified, ", ")));
  lay_duties(probe, states, out);

  // Met, undecided, not met; the most restrictive first.
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (options.not_met || findings[i].state != Truth::No) order.push_back(i);
  }
  const auto rank = [&](std::size_t i) {
    const int group = findings[i].state == Truth::Yes ? 0 : findings[i].state == Truth::Unknown ? 1 : 2;
    // By id among equals: the order of the tables is no part of the rules' content.
    return std::tuple(group, -static_cast<int>(findings[i].effect), i);
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  for (const std::size_t i : order) out.findings.push_back(std::move(findings[i]));
  return out;
}

std::vector<ClassFinding> classify(const RuleSet& set, std::span<const Fact> facts, Day valid_date,
                                   Moment known_at) {
  using namespace rules;
  RuleQuestion question;
  question.facts.assign(facts.begin(), facts.end());
  const Probe probe{set.state(), question, valid_date, known_at, {}};
  std::vector<ClassFinding> out;
  for (const ClassState& state : find_classes(probe)) {
    Trace trace;
    const Answer answer = test(*state.test, probe, &trace);
    ClassFinding& finding = out.emplace_back();
    finding.eccn = state.row->eccn;
    finding.title = state.row->title;
    finding.state = answer.truth;
    finding.why = std::move(trace.steps);
    finding.needs = answer.needs;
    finding.citation = state.row->citation;
    finding.status = weaker(state.row->status, trace.status);
    finding.valid_from = state.row->valid_from;
    finding.valid_to = state.row->valid_to;
  }
  return out;
}

std::vector<CodeSetHit> find_in_code_set(const RuleSet& set, std::string_view name, const GoodsCode& code,
                                         Day valid_date, Moment known_at) {
  using namespace rules;
  std::vector<CodeSetHit> out;
  for (const Prefix& prefix : prefixes_of(set.state(), {}, {std::string(name)}, valid_date, known_at)) {
    const CodeMatch match = match_code(*prefix.code, code);
    if (match == CodeMatch::Yes) out.push_back({prefix.entry, Truth::Yes});
    if (match == CodeMatch::Unknown || match == CodeMatch::OtherEdition)
      out.push_back({prefix.entry, Truth::Unknown});
  }
  return out;
}

Truth in_area(const RuleSet& set, std::string_view area, const Place& place, Day valid_date,
              Moment known_at) {
  return rules::place_in(set.state(), area, place, valid_date, known_at, nullptr);
}

}  // namespace weir
