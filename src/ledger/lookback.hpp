// Which past decisions change when the lists change, without asking every question again.
//
// A decision, for look-back, is the set of all hits that reach the question's threshold; the limit of --top
// does not cut it. A hit has changed when it is new, gone, has another score, or when its entry's record has
// changed. The result equals that of rerun(), which asks every question of both snapshots:
//   - the score of a question and an entry depends on these two and on how the snapshot reads the entry's
//   words,
//     on nothing else that is listed; so only entries whose record or words differ can change a decision
//     (ledger/list_delta.hpp), and
//   - a question is left out only when none of those entries, before or after, could be among its hits
//     (ledger/reach.hpp).
//
// Thread-safety: pure functions over immutable inputs; `jobs` threads. Errors: Fault Corrupt when a
// snapshot's record cannot be read; a question that cannot be read is counted in unreadable and left out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "ledger/history.hpp"
#include "ledger/list_delta.hpp"
#include "snapshot/view.hpp"
#include "weir/decision.hpp"
#include "weir/error.hpp"

namespace weir::ledger {

enum class HitChange : std::uint8_t { New, Lost, Score, Entry };
[[nodiscard]] std::string_view hit_change_text(HitChange change) noexcept;  // "new", "lost", "score", "entry"

struct ChangedHit {
  HitChange change = HitChange::New;
  std::string list;
  std::string entry_id;
  double before = 0;  // scores; 0 where there was no hit
  double after = 0;

  friend bool operator==(const ChangedHit&, const ChangedHit&) = default;
};

struct ChangedDecision {
  std::uint64_t record = 0;  // number of the question in the history
  PastQuestion question;
  Decision before;
  Decision after;
  std::vector<ChangedHit> hits;  // by list and entry
};

struct LookbackResult {
  std::vector<ChangedDecision> decisions;  // by record
  ListDelta delta;
  std::uint64_t questions = 0;  // in the history
  std::uint64_t touched = 0;    // forms of questions with a word like one of the changed entries'
  std::uint64_t scored = 0;     // pairs of names that were scored for it
  std::uint64_t asked = 0;      // questions that were asked of the changed entries
  std::uint64_t unreadable = 0;
};

struct LookbackOptions {
  unsigned jobs = 1;
};

[[nodiscard]] tl::expected<LookbackResult, Fault> look_back(const History& history,
                                                            const snapshot::View& before,
                                                            const snapshot::View& after,
                                                            const LookbackOptions& options = {});

// The slow and obvious way: every question is asked of both snapshots. With a stride only every n-th question
// is (benchmarks).
[[nodiscard]] tl::expected<LookbackResult, Fault> rerun(const History& history, const snapshot::View& before,
                                                        const snapshot::View& after,
                                                        const LookbackOptions& options = {},
                                                        std::uint64_t stride = 1);

}  // namespace weir::ledger
