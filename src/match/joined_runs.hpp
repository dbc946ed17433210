// Neighbouring words of listed names as if they were written as one ("Nam Chon Gang" as "namchongang"), by
// length and first letter, with their letter signatures: what a word of a question that is written in one can
// be, spelt right or not, is found in one pass over few of them. Equal neighbours stand there once, with all
// the forms that have them.
//
// Where they stand is worked out for all names at once; the rest bucket by bucket, when it is first asked
// for. Thread-safety: any number of threads. Errors: none; words of a forged snapshot that no analysis writes
// are left out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "match/score.hpp"
#include "snapshot/view.hpp"
#include "text/analyse.hpp"

namespace weir::match {

class TokenIndex;

class JoinedRuns {
 public:
  // Both must outlive the object; `words` is of the same snapshot.
  JoinedRuns(const snapshot::View& snapshot, const TokenIndex& words);

  struct Run {
    std::uint32_t form = 0;
    std::uint8_t first = 0;  // word of the form
    std::uint8_t count = 0;  // of words
  };
  // Its words, as View::form_words() gives them.
  [[nodiscard]] std::span<const std::uint32_t> words_of(const Run& run) const noexcept {
    return snapshot_.form_words(run.form).subspan(run.first, run.count);
  }

  struct Bucket {
    std::size_t length = 0;                 // letters of each run
    std::vector<char> letters;              // of different runs, one behind the other
    std::vector<std::uint64_t> signatures;  // of the same
    std::vector<std::uint32_t> heads;       // where the runs equal to each begin, and one more
    std::span<const Run> runs;              // equal ones by rising forms
    [[nodiscard]] const char* start_of(std::uint32_t i) const noexcept { return letters.data() + i * length; }
    [[nodiscard]] std::string_view text(std::uint32_t i) const noexcept { return {start_of(i), length}; }
    [[nodiscard]] std::span<const Run> equal_to(std::uint32_t i) const noexcept {
      return runs.subspan(heads[i], heads[i + 1] - heads[i]);
    }
  };
  // Runs of so many letters that begin with `first`, those whose first word has guessed vowels apart.
  [[nodiscard]] const Bucket& bucket(std::size_t length, char first, bool skeleton) const;
  // All of them now.
  void prepare() const;

  // The words of a run in their roles, and kNone behind them.
  using RunKey = std::array<std::uint32_t, kMostJoined>;

 private:
  static constexpr std::size_t kMostLetters = text::kMaxTokenBytes + 3;  // as one word may have, and edits
  static constexpr std::size_t kLetters = 26;
  static constexpr std::size_t kKeys = 2 * kLetters * (kMostLetters + 1);
  struct Lazy {
    std::once_flag made;
    Bucket bucket;
  };
  template <class Visit>
  void each_run(Visit visit) const;
  [[nodiscard]] static std::size_t key(std::size_t length, char first, bool skeleton) noexcept {
    return (length * kLetters + static_cast<std::size_t>(first - 'a')) * 2 +
           static_cast<std::size_t>(skeleton);
  }
  [[nodiscard]] const Bucket& made(std::size_t key) const;
  void make(std::size_t key) const;
  // The letters of different runs.
  void add_letters(std::span<const RunKey> runs, Bucket& out) const;

  const snapshot::View& snapshot_;
  const TokenIndex& words_;
  std::vector<std::uint32_t> heads_;  // by key, and one more
  mutable std::vector<Run> runs_;     // each key's are put in order when its bucket is made
  std::unique_ptr<Lazy[]> buckets_;   // NOLINT(modernize-avoid-c-arrays): flags cannot be moved
};

}  // namespace weir::match
