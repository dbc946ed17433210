#include "ledger/lookback.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <thread>

#include "ledger/reach.hpp"
#include "screen/engine_state.hpp"
#include "snapshot/builder.hpp"

namespace weir::ledger {
namespace {

ScreenOptions all_hits(const Context& context) {
  return {.threshold = context.options.threshold, .top = std::numeric_limits<std::size_t>::max()};
}

// A pair of snapshots that can be asked, and the digests of their entries.
struct Sides {
  const SnapshotDigests& before;
  const SnapshotDigests& after;
};

std::vector<ChangedHit> compare_hits(const Decision& before, const Decision& after, const Sides& sides) {
  // Several records may share list and id: each side's scores are kept in falling order.
  struct Scores {
    std::vector<double> before;
    std::vector<double> after;
  };
  std::map<std::pair<std::string_view, std::string_view>, Scores> entries;
  for (const Hit& hit : before.hits) entries[{hit.list, hit.entry_id}].before.push_back(hit.score);
  for (const Hit& hit : after.hits) entries[{hit.list, hit.entry_id}].after.push_back(hit.score);
  std::vector<ChangedHit> out;
  for (auto& [entry, scores] : entries) {
    std::sort(scores.before.begin(), scores.before.end(), std::greater<>());
    std::sort(scores.after.begin(), scores.after.end(), std::greater<>());
    ChangedHit hit{.list = std::string(entry.first), .entry_id = std::string(entry.second)};
    if (!scores.before.empty()) hit.before = scores.before.front();
    if (!scores.after.empty()) hit.after = scores.after.front();
    if (scores.before.empty()) {
      hit.change = HitChange::New;
    } else if (scores.after.empty()) {
      hit.change = HitChange::Lost;
    } else if (scores.before != scores.after) {
      hit.change = HitChange::Score;
    } else {
      const std::string key = entry_key(hit.list, hit.entry_id);
      const auto old = sides.before.entries.find(key);
      const auto now = sides.after.entries.find(key);
      const bool same =
          old != sides.before.entries.end() && now != sides.after.entries.end() && old->second == now->second;
      if (same) continue;
      hit.change = HitChange::Entry;
    }
    out.push_back(std::move(hit));
  }
  return out;
}

// Some parties of a snapshot, whose words are read as there; no engine where there are none.
struct Few {
  std::optional<Engine> engine;
  [[nodiscard]] const Engine* get() const { return engine ? &*engine : nullptr; }
  [[nodiscard]] const snapshot::View* view() const { return engine ? &engine->state().snapshot : nullptr; }
};

tl::expected<Few, Fault> extract(const snapshot::View& view, const std::vector<std::uint32_t>& parties) {
  if (parties.empty()) return Few{};
  snapshot::Builder builder;
  builder.words_from(view);
  for (const std::uint32_t index : parties) {
    auto party = view.party(index);
    if (!party) return tl::unexpected(std::move(party.error()));
    if (auto added = builder.add(*party); !added) return tl::unexpected(std::move(added.error()));
  }
  auto few = snapshot::View::from_bytes("changed entries", builder.to_bytes());
  if (!few) return tl::unexpected(std::move(few.error()));
  return Few{engine_over(std::move(*few))};
}

// The names and identifiers of the changed entries of both sides in one snapshot, for Reach: most entries
// change in a fact and keep their names, and two looks at every question would cost twice as much. Without
// those of which the sides read a word differently.
tl::expected<snapshot::View, Fault> extract_both(const snapshot::View& before, const snapshot::View& after,
                                                 const ListDelta& delta) {
  snapshot::Builder builder;
  std::set<std::pair<Schema, std::string>> known;
  const auto add = [&](const snapshot::View& view, const std::vector<std::uint32_t>& parties,
                       const std::vector<std::uint32_t>& reread) {
    builder.words_from(view);
    for (const std::uint32_t index : parties) {
      if (std::binary_search(reread.begin(), reread.end(), index)) continue;
      auto party = view.party(index);
      if (!party) return tl::expected<void, Fault>(tl::unexpect, std::move(party.error()));
      std::erase_if(party->names, [&](const Name& name) {
        // How a name is read depends on its text, parts and schema; names with parts are not compared here.
        return name.parts.empty() && !known.emplace(party->schema, name.text).second;
      });
      if (auto added = builder.add(*party); !added) return added;
    }
    return tl::expected<void, Fault>();
  };
  if (auto added = add(before, delta.before, delta.reread_before); !added)
    return tl::unexpected(std::move(added.error()));
  if (auto added = add(after, delta.after, delta.reread_after); !added)
    return tl::unexpected(std::move(added.error()));
  return snapshot::View::from_bytes("changed entries of both sides", builder.to_bytes());
}

struct Work {
  std::vector<ChangedDecision> decisions;
  std::uint64_t asked = 0;
  std::uint64_t unreadable = 0;
  Reach::Counts counts;
};

// Calls work(index, part) for each index below `count`, on `jobs` threads; each has its own part.
template <class Each>
std::vector<Work> on_threads(std::size_t count, unsigned jobs, Each each) {
  const std::size_t threads = std::max<std::size_t>(1, std::min<std::size_t>(jobs, count));
  std::vector<Work> parts(threads);
  std::atomic<std::size_t> next{0};
  const auto run = [&](std::size_t thread) { each(next, parts[thread]); };
  std::vector<std::thread> pool;
  for (std::size_t thread = 1; thread < threads; ++thread) pool.emplace_back(run, thread);
  run(0);
  for (std::thread& thread : pool) thread.join();
  return parts;
}

void gather(std::vector<Work>&& parts, LookbackResult& result) {
  for (Work& part : parts) {
    std::move(part.decisions.begin(), part.decisions.end(), std::back_inserter(result.decisions));
    result.asked += part.asked;
    result.unreadable += part.unreadable;
    result.touched += part.counts.touched;
    result.scored += part.counts.scored;
  }
  std::sort(result.decisions.begin(), result.decisions.end(),
            [](const ChangedDecision& a, const ChangedDecision& b) { return a.record < b.record; });
}

// Screeners of one thread over two snapshots; nullptr stands for a snapshot without entries.
struct Asker {
  std::optional<Screener> before;
  std::optional<Screener> after;
  Asker(const Engine* a, const Engine* b) {
    if (a != nullptr) before.emplace(*a);
    if (b != nullptr) after.emplace(*b);
  }
  ChangedDecision ask(PastQuestion&& question, std::uint64_t record, const Sides& sides) {
    const ScreenOptions options = all_hits(question.context);
    ChangedDecision out{.record = record};
    if (before) out.before = before->screen(question.party, options);
    if (after) out.after = after->screen(question.party, options);
    out.hits = compare_hits(out.before, out.after, sides);
    out.question = std::move(question);
    return out;
  }
};

}  // namespace

std::string_view hit_change_text(HitChange change) noexcept {
  switch (change) {
    case HitChange::New:
      return "new";
    case HitChange::Lost:
      return "lost";
    case HitChange::Score:
      return "score";
    case HitChange::Entry:
      return "entry";
  }
  return "";
}

tl::expected<LookbackResult, Fault> look_back(const History& history, const snapshot::View& before,
                                              const snapshot::View& after, const LookbackOptions& options) {
  const auto before_digests = digest_entries(before);
  if (!before_digests) return tl::unexpected(before_digests.error());
  const auto after_digests = digest_entries(after);
  if (!after_digests) return tl::unexpected(after_digests.error());
  const Sides sides{*before_digests, *after_digests};
  LookbackResult result;
  result.questions = history.records();
  result.delta = compare_snapshots(before, *before_digests, after, *after_digests);
  if (result.delta.before.empty() && result.delta.after.empty()) return result;
  const auto few_before = extract(before, result.delta.before);
  if (!few_before) return tl::unexpected(few_before.error());
  const auto few_after = extract(after, result.delta.after);
  if (!few_after) return tl::unexpected(few_after.error());
  const Engine whole_before = engine_over(before);
  const Engine whole_after = engine_over(after);
  const auto both = extract_both(before, after, result.delta);
  if (!both) return tl::unexpected(both.error());
  const auto reread_before = extract(before, result.delta.reread_before);
  if (!reread_before) return tl::unexpected(reread_before.error());
  const auto reread_after = extract(after, result.delta.reread_after);
  if (!reread_after) return tl::unexpected(reread_after.error());
  std::vector<const snapshot::View*> sought;  // whose entries the questions may meet
  for (const snapshot::View* view : {&*both, reread_before->view(), reread_after->view()}) {
    if (view != nullptr && !view->parties().empty()) sought.push_back(view);
  }

  const auto each = [&](std::atomic<std::size_t>& next, Work& work) {
    std::deque<Reach> reaches;
    for (const snapshot::View* view : sought) reaches.emplace_back(*view);
    Asker small(few_before->get(), few_after->get());
    std::optional<Asker> whole;  // made when there is something to ask
    for (std::size_t at = next++; at < history.segments().size(); at = next++) {
      const Segment& segment = history.segments()[at];
      std::set<std::uint32_t> records;
      for (Reach& reach : reaches) {
        const std::vector<std::uint32_t> found = reach.find(segment, work.counts);
        records.insert(found.begin(), found.end());
      }
      RecordReader reader(segment);
      for (const std::uint32_t record : records) {
        auto question = reader.read(record);
        if (!question) {
          ++work.unreadable;
          continue;
        }
        ++work.asked;
        const std::uint64_t number = segment.first_record() + record;
        ChangedDecision few = small.ask(std::move(*question), number, sides);
        if (few.hits.empty()) continue;
        if (!whole) whole.emplace(&whole_before, &whole_after);
        ChangedDecision changed = whole->ask(std::move(few.question), number, sides);
        if (!changed.hits.empty()) work.decisions.push_back(std::move(changed));
      }
    }
  };
  gather(on_threads(history.segments().size(), options.jobs, each), result);
  return result;
}

tl::expected<LookbackResult, Fault> rerun(const History& history, const snapshot::View& before,
                                          const snapshot::View& after, const LookbackOptions& options,
                                          std::uint64_t stride) {
  const auto before_digests = digest_entries(before);
  if (!before_digests) return tl::unexpected(before_digests.error());
  const auto after_digests = digest_entries(after);
  if (!after_digests) return tl::unexpected(after_digests.error());
  const Sides sides{*before_digests, *after_digests};
  LookbackResult result;
  result.questions = history.records();
  result.delta = compare_snapshots(before, *before_digests, after, *after_digests);
  const Engine whole_before = engine_over(before);
  const Engine whole_after = engine_over(after);
  // Runs of questions, so that a history of one segment keeps all threads busy.
  struct Run {
    const Segment* segment;
    std::uint32_t begin;
    std::uint32_t end;
  };
  std::vector<Run> runs;
  constexpr std::uint32_t kRun = 16 * kBlockRecords;
  for (const Segment& segment : history.segments()) {
    for (std::uint32_t begin = 0; begin < segment.records(); begin += kRun)
      runs.push_back({&segment, begin, std::min(begin + kRun, segment.records())});
  }
  const auto each = [&](std::atomic<std::size_t>& next, Work& work) {
    Asker whole(&whole_before, &whole_after);
    for (std::size_t at = next++; at < runs.size(); at = next++) {
      RecordReader reader(*runs[at].segment);
      for (std::uint32_t record = runs[at].begin; record < runs[at].end; ++record) {
        const std::uint64_t number = runs[at].segment->first_record() + record;
        if (number % stride != 0) continue;
        auto question = reader.read(record);
        if (!question) {
          ++work.unreadable;
          continue;
        }
        ++work.asked;
        ChangedDecision changed = whole.ask(std::move(*question), number, sides);
        if (!changed.hits.empty()) work.decisions.push_back(std::move(changed));
      }
    }
  };
  gather(on_threads(runs.size(), options.jobs, each), result);
  return result;
}

}  // namespace weir::ledger
