// status_of(): what the dated measures say to a recognised substance.
#include <algorithm>
#include <map>
#include <set>

#include "rules/scope.hpp"
#include "weir/chemicals.hpp"

namespace weir::chem {
namespace {

// The ids and all classes that the rules put them in, each with "only as a candidate".
std::map<std::string, bool> named_ids(const Recognition& recognition, const RuleSet& rules) {
  std::map<std::string, bool> out;
  for (const Match& match : recognition.matches) {
    if (match.id.empty()) continue;
    const bool candidate = match.kind == MatchKind::ClassCandidate;
    for (const std::string& id : rules::chemical_closure(rules.state(), match.id)) {
      const auto [at, fresh] = out.try_emplace(id, candidate);
      if (!fresh) at->second = at->second && candidate;
    }
  }
  return out;
}

}  // namespace

ChemicalStatus status_of(const Recognition& recognition, const RuleSet& rules, Day day, std::string_view to,
                         std::string_view from) {
  ChemicalStatus out;
  const std::map<std::string, bool> ids = named_ids(recognition, rules);
  RuleQuestion question;
  question.id = "chemical";
  for (const Match& match : recognition.matches)
    if (!match.id.empty()) question.chemicals.push_back(match.id);
  question.destination.country = to;
  question.departure.country = from;
  std::map<std::string, const MeasureFinding*> findings;
  RuleDecision decision;
  if (!ids.empty()) decision = decide(rules, question, day);
  for (const MeasureFinding& finding : decision.findings) findings.emplace(finding.id, &finding);

  std::set<std::string> seen;
  for (const Measure& measure : rules.measures()) {
    bool named = false;
    bool candidate_only = true;
    for (const std::string& chemical : measure.chemicals) {
      const auto at = ids.find(chemical);
      if (at == ids.end()) continue;
      named = true;
      candidate_only = candidate_only && at->second;
    }
    if (!named) continue;
    const auto finding = findings.find(measure.id);
    const bool in_force = finding != findings.end() && finding->second->valid_from == measure.valid_from &&
                          finding->second->recorded_at == measure.recorded_at;
    StatusLine line{.measure = measure.id,
                    .title = measure.title,
                    .in_force = in_force,
                    .candidate_only = candidate_only,
                    .effect = measure.effect,
                    .valid_from = measure.valid_from,
                    .valid_to = measure.valid_to,
                    .citation = measure.citation,
                    .status = measure.status,
                    .note = measure.note};
    if (in_force) {
      line.met = finding->second->state;
      line.effect = finding->second->state == Truth::No ? measure.effect : finding->second->effect;
      line.status = finding->second->status;
      const RuleOutcome counted =
          candidate_only ? std::min(line.effect, RuleOutcome::HumanReview) : line.effect;
      if (line.met == Truth::Yes) out.outcome = std::max(out.outcome, counted);
      if (line.met == Truth::Unknown) out.outcome = std::max(out.outcome, RuleOutcome::NeedsFact);
      if (line.met != Truth::No) out.worst = std::max(out.worst, line.effect);
    }
    out.lines.push_back(std::move(line));
  }
  // A chemist has the word on a class, whatever the day and the countries.
  for (const Match& match : recognition.matches)
    if (match.kind == MatchKind::ClassCandidate || match.kind == MatchKind::ScaffoldOnly)
      out.outcome = std::max(out.outcome, RuleOutcome::HumanReview);
  out.worst = std::max(out.worst, out.outcome);
  std::stable_sort(out.lines.begin(), out.lines.end(), [](const StatusLine& a, const StatusLine& b) {
    if (a.in_force != b.in_force) return a.in_force;
    return a.valid_from < b.valid_from;
  });
  return out;
}

}  // namespace weir::chem
