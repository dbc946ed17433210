#include "match/joined_runs.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

#include "match/token_index.hpp"
#include "text/signature.hpp"

namespace weir::match {
namespace {

constexpr bool is_letter(char c) noexcept {
  return c >= 'a' && c <= 'z';
}

using RunKey = JoinedRuns::RunKey;

RunKey run_key(std::span<const std::uint32_t> words) noexcept {
  RunKey out;
  out.fill(snapshot::kNone);
  std::copy(words.begin(), words.end(), out.begin());
  return out;
}

std::uint64_t hash_of(const RunKey& key) noexcept {
  constexpr std::uint64_t kMix = 0x9E37'79B9'7F4A'7C15ULL;
  std::uint64_t hash = 0;
  for (const std::uint32_t word : key) {
    hash = (hash ^ word) * kMix;
    hash ^= hash >> 32U;
  }
  return hash;
}

}  // namespace

// Calls visit(run, key) for every run that the score could take for one word.
template <class Visit>
void JoinedRuns::each_run(Visit visit) const {
  const auto first_of = [&](std::uint32_t packed) {
    return static_cast<char>(words_.info(packed & snapshot::kTokenMask).head >> 8U);
  };
  const auto joinable = [&](std::uint32_t packed) {
    return (packed >> snapshot::kTokenBits & kNeverJoined) == 0 && is_letter(first_of(packed));
  };
  const auto forms = static_cast<std::uint32_t>(snapshot_.form_count());
  for (std::uint32_t form = 0; form < forms; ++form) {
    const std::span<const std::uint32_t> all = snapshot_.form_words(form);
    const auto tokens = all.first(std::min(all.size(), text::kMaxTokens));
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (!joinable(tokens[i])) continue;
      const TokenIndex::Info& start = words_.info(tokens[i] & snapshot::kTokenMask);
      std::size_t length = start.length;
      for (std::size_t count = 2; count <= kMostJoined && i + count <= tokens.size(); ++count) {
        const std::uint32_t next = tokens[i + count - 1];
        length += words_.info(next & snapshot::kTokenMask).length;
        if (!joinable(next) || length > kMostLetters) break;
        visit(Run{.form = form,
                  .first = static_cast<std::uint8_t>(i),
                  .count = static_cast<std::uint8_t>(count)},
              key(length, first_of(tokens[i]), start.skeleton));
      }
    }
  }
}

// Counted first, so that each stands at its place at once.
JoinedRuns::JoinedRuns(const snapshot::View& snapshot, const TokenIndex& words)
    : snapshot_(snapshot), words_(words), heads_(kKeys + 1), buckets_(std::make_unique<Lazy[]>(kKeys)) {
  each_run([&](Run, std::size_t key) { ++heads_[key + 1]; });
  std::partial_sum(heads_.begin(), heads_.end(), heads_.begin());
  runs_.resize(heads_.back());
  std::vector<std::uint32_t> next(heads_.begin(), heads_.end() - 1);
  each_run([&](Run run, std::size_t key) { runs_[next[key]++] = run; });
}

const JoinedRuns::Bucket& JoinedRuns::bucket(std::size_t length, char first, bool skeleton) const {
  static const Bucket kNone;
  if (length > kMostLetters || !is_letter(first)) return kNone;
  return made(key(length, first, skeleton));
}

const JoinedRuns::Bucket& JoinedRuns::made(std::size_t key) const {
  Lazy& lazy = buckets_[key];
  if (heads_[key] != heads_[key + 1]) std::call_once(lazy.made, [&] { make(key); });
  return lazy.bucket;
}

void JoinedRuns::prepare() const {
  for (std::size_t at = 0; at < kKeys; ++at) static_cast<void>(made(at));
}

void JoinedRuns::add_letters(std::span<const RunKey> runs, Bucket& out) const {
  // Calls visit(length, token) for the words of a run.
  const auto each_word = [&](const RunKey& run, auto visit) {
    for (const std::uint32_t packed : run) {
      if (packed == snapshot::kNone) break;
      const std::uint32_t token = packed & snapshot::kTokenMask;
      visit(words_.info(token).length, token);
    }
  };
  constexpr std::size_t kAhead = 8;
  out.letters.reserve(runs.size() * out.length);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (i + kAhead < runs.size())
      each_word(runs[i + kAhead],
                [&](std::size_t length, std::uint32_t token) { words_.will_read_spelling(length, token); });
    each_word(runs[i], [&](std::size_t length, std::uint32_t token) {
      const std::string_view text = words_.spelling(length, token).text;
      out.letters.insert(out.letters.end(), text.begin(), text.end());
    });
  }
}

// Equal runs are told by an open hash table of the different ones, then counted into their places.
void JoinedRuns::make(std::size_t key) const {
  const std::span<Run> runs = std::span(runs_).subspan(heads_[key], heads_[key + 1] - heads_[key]);
  const std::size_t mask = std::bit_ceil(runs.size() * 2) - 1;
  std::vector<std::uint32_t> slots(mask + 1, snapshot::kNone);
  std::vector<RunKey> different;
  std::vector<std::uint32_t> which(runs.size());
  Bucket& out = buckets_[key].bucket;
  out.length = key / 2 / kLetters;
  constexpr std::size_t kWords = 8;  // how far ahead they are brought near, as they lie far apart
  constexpr std::size_t kForms = 16;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (i + kForms < runs.size()) snapshot_.will_read_form(runs[i + kForms].form);
    if (i + kWords < runs.size()) snapshot_.will_read_words_of_form(runs[i + kWords].form);
    const std::span<const std::uint32_t> words = words_of(runs[i]);
    const RunKey run = run_key(words);
    std::size_t slot = hash_of(run) & mask;
    while (slots[slot] != snapshot::kNone && different[slots[slot]] != run) slot = (slot + 1) & mask;
    if (slots[slot] == snapshot::kNone) {
      slots[slot] = static_cast<std::uint32_t>(different.size());
      different.push_back(run);
      std::uint64_t signature = 0;
      for (const std::uint32_t packed : words)
        signature = text::joined_signature(signature, words_.info(packed & snapshot::kTokenMask).signature);
      out.signatures.push_back(signature);
      out.heads.push_back(0);
    }
    which[i] = slots[slot];
    ++out.heads[which[i]];
  }
  add_letters(different, out);
  // From counts to ends, and from behind down to beginnings.
  std::partial_sum(out.heads.begin(), out.heads.end(), out.heads.begin());
  out.heads.push_back(static_cast<std::uint32_t>(runs.size()));
  const std::vector<Run> as_found(runs.begin(), runs.end());
  for (std::size_t i = runs.size(); i-- > 0;) runs[--out.heads[which[i]]] = as_found[i];
  out.signatures.shrink_to_fit();
  out.heads.shrink_to_fit();
  out.runs = runs;
}

}  // namespace weir::match
