#include "ledger/rule_lookback.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "ledger/line_filter.hpp"

namespace weir::ledger {
namespace {

std::string state_text(const MeasureFinding* finding) {
  if (finding == nullptr) return {};
  return fmt::format("{} {}{}", finding->state == Truth::Yes ? "met" : "open",
                     rule_outcome_text(finding->effect),
                     finding->lifted_by.empty() ? "" : fmt::format(" (lifted by {})", finding->lifted_by));
}

auto answer_of(const MeasureFinding& f) {
  return std::tie(f.state, f.effect, f.policy, f.lifted_by, f.needs);
}
// What the measure itself says; when it was recorded and where its row stands is no part of it.
auto text_of(const MeasureFinding& f) {
  return std::tie(f.title, f.type, f.citation, f.status, f.valid_from, f.valid_to);
}

std::map<std::string_view, const MeasureFinding*> by_measure(const RuleDecision& decision) {
  std::map<std::string_view, const MeasureFinding*> out;
  for (const MeasureFinding& finding : decision.findings) {
    if (finding.state != Truth::No) out.emplace(finding.id, &finding);
  }
  return out;
}

std::map<std::string_view, const DutyLine*> duties_of(const RuleDecision& decision) {
  std::map<std::string_view, const DutyLine*> out;
  for (const DutyLine& duty : decision.duties) out.emplace(duty.measure, &duty);
  return out;
}

bool same_duty(const DutyLine* a, const DutyLine* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return std::tie(a->text, a->amount, a->currency, a->not_counted) ==
         std::tie(b->text, b->amount, b->currency, b->not_counted);
}

RuleDecision decide_line(const RuleSet& rules, const RuleQuestion& line, Day day) {
  return decide(rules, line, day, kLatestKnowledge, {.not_met = false});
}

// The tags of a line's parties as the lists of one side have them. False when no party's changed.
bool put_tags(PastQuestion& question, std::uint64_t record, const ChangedParties& parties,
              std::vector<std::string> PartyTags::*side) {
  bool changed = false;
  for (std::size_t i = 0; i < question.shipment.links.size() && i < question.line->parties.size(); ++i) {
    const PartyLink& link = question.shipment.links[i];
    if (link.back == 0 || link.back > record) continue;
    const auto found = parties.find(record - link.back);
    if (found == parties.end()) continue;
    std::set<std::string> tags(link.tags.begin(), link.tags.end());
    const std::vector<std::string>& listed = found->second.*side;
    tags.insert(listed.begin(), listed.end());
    question.line->parties[i].tags.assign(tags.begin(), tags.end());
    changed = true;
  }
  return changed;
}

// A line as each side has it.
struct TwoSides {
  PastQuestion before;
  PastQuestion after;
  bool parties = false;  // differ
};
TwoSides sides_of(PastQuestion&& question, std::uint64_t record, const ChangedParties& parties) {
  TwoSides out;
  out.before = question;
  out.after = std::move(question);
  const bool before = put_tags(out.before, record, parties, &PartyTags::before);
  const bool after = put_tags(out.after, record, parties, &PartyTags::after);
  out.parties = before || after;
  return out;
}

struct Work {
  std::vector<ChangedLine> lines;
  std::uint64_t candidates = 0;
  std::uint64_t decided = 0;
  std::uint64_t unreadable = 0;
};

// Runs of index rows, so that a history of one segment keeps all threads busy.
struct Run {
  const Segment* segment;
  std::size_t begin;
  std::size_t end;
};

std::vector<Run> runs_of(const History& history) {
  constexpr std::size_t kRun = std::size_t{16} * kBlockRecords;
  std::vector<Run> out;
  for (const Segment& segment : history.segments()) {
    const std::size_t count = segment.index().lines().size();
    for (std::size_t begin = 0; begin < count; begin += kRun)
      out.push_back({&segment, begin, std::min(begin + kRun, count)});
  }
  return out;
}

template <class Each>
void on_threads(const std::vector<Run>& runs, unsigned jobs, LineLookback& result, Each each) {
  const std::size_t threads = std::max<std::size_t>(1, std::min<std::size_t>(jobs, runs.size()));
  std::vector<Work> parts(threads);
  std::atomic<std::size_t> next{0};
  const auto work = [&](std::size_t thread) {
    for (std::size_t at = next++; at < runs.size(); at = next++) each(runs[at], parts[thread]);
  };
  std::vector<std::thread> pool;
  for (std::size_t thread = 1; thread < threads; ++thread) pool.emplace_back(work, thread);
  work(0);
  for (std::thread& thread : pool) thread.join();
  for (Work& part : parts) {
    std::move(part.lines.begin(), part.lines.end(), std::back_inserter(result.lines));
    result.candidates += part.candidates;
    result.decided += part.decided;
    result.unreadable += part.unreadable;
  }
  std::sort(result.lines.begin(), result.lines.end(),
            [](const ChangedLine& a, const ChangedLine& b) { return a.record < b.record; });
}

// Records of lines that may be linked to a changed party: the first run of lines behind it.
class LinkedLines {
 public:
  LinkedLines(const History& history, const ChangedParties& parties) {
    for (const auto& changed : parties) {
      const auto party = changed.first;  // clang 14 lets no lambda capture a structured binding
      auto segment =
          std::find_if(history.segments().begin(), history.segments().end(), [&](const Segment& s) {
            return s.first_record() <= party && party < s.first_record() + s.records();
          });
      // The run may go on in the next segment.
      std::uint64_t expected = 0;  // 0: not found yet
      for (bool more = true; more && segment != history.segments().end(); ++segment) {
        const auto rows = segment->index().lines();
        auto row = rows.begin();
        if (expected == 0 && party >= segment->first_record()) {
          row = std::upper_bound(rows.begin(), rows.end(),
                                 static_cast<std::uint32_t>(party - segment->first_record()),
                                 [](std::uint32_t record, const LineRow& r) { return record < r.record; });
        }
        for (; more && row != rows.end(); ++row) {
          const std::uint64_t record = segment->first_record() + row->record;
          more = expected == 0 || record == expected;
          if (more) records_.insert(record);
          expected = record + 1;
        }
      }
    }
  }
  [[nodiscard]] bool contains(std::uint64_t record) const { return records_.contains(record); }

 private:
  std::set<std::uint64_t> records_;
};

std::optional<ChangedLine> decide_both(const TwoSides& sides, std::uint64_t record, const RuleSet& before,
                                       const RuleSet& after, Day day) {
  ChangedLine out{.record = record};
  out.before = decide_line(before, *sides.before.line, day);
  out.after = decide_line(after, *sides.after.line, day);
  out.findings = compare_decisions(out.before, out.after);
  if (out.findings.empty()) return std::nullopt;
  out.question = sides.after;
  return out;
}

}  // namespace

std::string_view finding_change_text(FindingChange change) noexcept {
  switch (change) {
    case FindingChange::New:
      return "new";
    case FindingChange::Lost:
      return "lost";
    case FindingChange::State:
      return "state";
    case FindingChange::Measure:
      return "measure";
    case FindingChange::Duty:
      return "duty";
  }
  return "";
}

std::vector<ChangedFinding> compare_decisions(const RuleDecision& before, const RuleDecision& after) {
  const auto old_findings = by_measure(before);
  const auto new_findings = by_measure(after);
  const auto old_duties = duties_of(before);
  const auto new_duties = duties_of(after);
  std::set<std::string_view> ids;
  for (const auto* findings : {&old_findings, &new_findings}) {
    for (const auto& [id, finding] : *findings) ids.insert(id);
  }
  const auto at = [](const auto& map, std::string_view id) {
    const auto found = map.find(id);
    return found == map.end() ? nullptr : found->second;
  };
  std::vector<ChangedFinding> out;
  for (const std::string_view id : ids) {
    const MeasureFinding* a = at(old_findings, id);
    const MeasureFinding* b = at(new_findings, id);
    if (a == nullptr && b == nullptr) continue;  // each id is of one of them
    ChangedFinding changed{.measure = std::string(id),
                           .title = b != nullptr ? b->title : a->title,
                           .before = state_text(a),
                           .after = state_text(b)};
    if (a == nullptr) {
      changed.change = FindingChange::New;
    } else if (b == nullptr) {
      changed.change = FindingChange::Lost;
    } else if (answer_of(*a) != answer_of(*b)) {
      changed.change = FindingChange::State;
    } else if (text_of(*a) != text_of(*b)) {
      changed.change = FindingChange::Measure;
    } else if (!same_duty(at(old_duties, id), at(new_duties, id))) {
      changed.change = FindingChange::Duty;
    } else {
      continue;
    }
    out.push_back(std::move(changed));
  }
  return out;
}

LineLookback look_back_lines(const History& history, const RuleSet& before, const RuleSet& after,
                             const ChangedParties& parties, const LineLookbackOptions& options) {
  LineLookback result;
  for (const Segment& segment : history.segments()) result.questions += segment.index().lines().size();
  result.touched = rules::touched_measures(before, after, kLatestKnowledge);
  const LineFilter filter(result.touched, before, after, options.on);
  const LinkedLines linked(history, parties);
  if (filter.empty() && parties.empty()) return result;
  const std::set<std::string> ids = rules::with_related(result.touched, before, after);
  const RuleSet few_before = rules::only_measures(before, ids);
  const RuleSet few_after = rules::only_measures(after, ids);
  on_threads(runs_of(history), options.jobs, result, [&](const Run& run, Work& work) {
    RecordReader reader(*run.segment);
    const auto rows = run.segment->index().lines();
    for (std::size_t i = run.begin; i < run.end; ++i) {
      const std::uint64_t record = run.segment->first_record() + rows[i].record;
      if (!filter.may_touch(rows[i]) && !linked.contains(record)) continue;
      ++work.candidates;
      auto question = reader.read(rows[i].record);
      if (!question || !question->line) {
        ++work.unreadable;
        continue;
      }
      const Day day = options.on.value_or(question->date);
      const TwoSides sides = sides_of(std::move(*question), record, parties);
      // Other parties can touch any measure.
      if (!sides.parties && compare_decisions(decide_line(few_before, *sides.before.line, day),
                                              decide_line(few_after, *sides.after.line, day))
                                .empty())
        continue;
      ++work.decided;
      if (auto changed = decide_both(sides, record, before, after, day))
        work.lines.push_back(std::move(*changed));
    }
  });
  return result;
}

LineLookback rerun_lines(const History& history, const RuleSet& before, const RuleSet& after,
                         const ChangedParties& parties, const LineLookbackOptions& options,
                         std::uint64_t stride) {
  LineLookback result;
  for (const Segment& segment : history.segments()) result.questions += segment.index().lines().size();
  on_threads(runs_of(history), options.jobs, result, [&](const Run& run, Work& work) {
    RecordReader reader(*run.segment);
    const auto rows = run.segment->index().lines();
    for (std::size_t i = run.begin; i < run.end; ++i) {
      if (i % stride != 0) continue;
      ++work.candidates;
      auto question = reader.read(rows[i].record);
      if (!question || !question->line) {
        ++work.unreadable;
        continue;
      }
      const std::uint64_t record = run.segment->first_record() + rows[i].record;
      const Day day = options.on.value_or(question->date);
      const TwoSides sides = sides_of(std::move(*question), record, parties);
      ++work.decided;
      if (auto changed = decide_both(sides, record, before, after, day))
        work.lines.push_back(std::move(*changed));
    }
  });
  return result;
}

}  // namespace weir::ledger
