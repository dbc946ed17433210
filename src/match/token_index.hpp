// What retrieval asks of a snapshot's words again and again, drawn out of it once: words by meaning, by
// length and the letters that they begin with, and neighbours as if they were written in one.
//
// Built when an engine opens and shared by its threads. Thread-safety: immutable, but for what is made at its
// first use, once. Errors: none.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "match/joined_runs.hpp"
#include "snapshot/view.hpp"
#include "text/rarity.hpp"

namespace weir::match {

class TokenIndex {
 public:
  explicit TokenIndex(const snapshot::View& snapshot);

  // Words of one class of meaning; class 0 is "none" and stays empty.
  [[nodiscard]] std::span<const std::uint32_t> meaning(std::uint16_t id) const noexcept {
    if (id + std::size_t{1} >= first_.size()) return {};
    return std::span(by_meaning_).subspan(first_[id], first_[id + std::size_t{1}] - first_[id]);
  }

  // Equal for equal phonetic keys, seldom else.
  [[nodiscard]] static constexpr std::uint16_t sound_check(std::uint64_t sound) noexcept {
    constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ULL;
    return static_cast<std::uint16_t>(sound * kMix >> 48U);
  }
  // The first two bytes of a word, the first in the high byte.
  [[nodiscard]] static constexpr std::uint16_t head_of(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) {
      return i < text.size() ? static_cast<unsigned>(static_cast<unsigned char>(text[i])) : 0U;
    };
    return static_cast<std::uint16_t>(byte(0) << 8U | byte(1));
  }
  // What a bound needs of a word, on one line of the cache.
  struct Info {
    std::uint64_t signature = 0;
    std::uint16_t sound = 0;  // sound_check() of its phonetic key
    std::uint16_t head = 0;
    std::uint8_t length = 0;
    std::uint8_t rarity_steps = 0;
    bool company : 1 = false;  // stands for a legal form
    bool patronymic : 1 = false;
    bool named : 1 = false;  // in the tables of given names and surnames
    bool skeleton : 1 = false;

    [[nodiscard]] float rarity() const noexcept { return text::rarity_of_steps(rarity_steps); }  // nats
  };
  static_assert(sizeof(Info) == 16);
  [[nodiscard]] const Info& info(std::uint32_t token) const noexcept { return infos_[token]; }
  // Has it brought near while others are read.
  void will_read_info(std::uint32_t token) const noexcept { __builtin_prefetch(&infos_[token]); }

  // How a word is spelt, and what else may make it like another: all on one line of the cache, beside the
  // next words of its length.
  struct Spelling {
    static constexpr std::uint8_t kMeaning = 1;   // of a class of meaning
    static constexpr std::uint8_t kNamed = 2;     // in the tables of given names and surnames
    static constexpr std::uint8_t kSkeleton = 4;  // its vowels are guessed
    std::string_view text;
    std::uint16_t sound = 0;  // sound_check() of its phonetic key
    std::uint8_t traits = 0;
  };
  [[nodiscard]] Spelling spelling(std::size_t length, std::uint32_t token) const noexcept {
    const char* const at = spelling_of(length, token);
    const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(at[i])); };
    return {.text = {at + kBeforeText, length},
            .sound = static_cast<std::uint16_t>(byte(0) | byte(1) << 8U),
            .traits = static_cast<std::uint8_t>(at[2])};
  }
  void will_read_spelling(std::size_t length, std::uint32_t token) const noexcept {
    __builtin_prefetch(spelling_of(length, token));
  }

  // The words of a length that begin with a letter or digit: the tokens from first to second - 1.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> tokens_of(std::size_t length,
                                                                  char first) const noexcept {
    const std::size_t key = key_of(length, static_cast<unsigned char>(first));
    if (key + 1 >= starts_.size()) return {0, 0};
    return {starts_[key], starts_[key + 1]};
  }

  // Of the tokens from `begin` to `end` - 1 those whose vowels are guessed.
  [[nodiscard]] std::span<const std::uint32_t> skeletons(std::uint32_t begin,
                                                         std::uint32_t end) const noexcept {
    const auto first = std::lower_bound(skeletons_.begin(), skeletons_.end(), begin);
    return {first, std::lower_bound(first, skeletons_.end(), end)};
  }

  struct TokenOfName {
    std::uint32_t token = 0;
    std::uint32_t name = 0;
    friend auto operator<=>(const TokenOfName&, const TokenOfName&) = default;
  };

  // A set of names.
  class Names {
   public:
    explicit Names(std::size_t names = 0) : bits_(names / kBits + 1) {}
    [[nodiscard]] bool has(std::uint32_t name) const noexcept {
      return (bits_[name / kBits] >> (name % kBits) & 1U) != 0;
    }
    void add(std::uint32_t name) noexcept { bits_[name / kBits] |= std::uint64_t{1} << (name % kBits); }
    void remove(std::uint32_t name) noexcept { bits_[name / kBits] &= ~(std::uint64_t{1} << (name % kBits)); }

   private:
    static constexpr std::size_t kBits = 64;
    std::vector<std::uint64_t> bits_;
  };
  // Names that have the word twice in one of their forms. Worked out at the first call.
  [[nodiscard]] std::span<const TokenOfName> repeating(const snapshot::View& snapshot,
                                                       std::uint32_t token) const {
    make_uses_once(snapshot);
    const auto [first, last] =
        std::equal_range(repeating_.begin(), repeating_.end(), TokenOfName{.token = token},
                         [](const TokenOfName& a, const TokenOfName& b) { return a.token < b.token; });
    return {first, last};
  }
  // Names that write the word, not for a legal form ("LLC"): of the postings, which name those, too, whose
  // acronym it is. Likewise.
  [[nodiscard]] std::span<const std::uint32_t> writing(const snapshot::View& snapshot,
                                                       std::uint32_t token) const {
    make_uses_once(snapshot);
    if (!stands_for_others_.has(token)) return snapshot.postings(token);
    const auto at = static_cast<std::size_t>(std::lower_bound(standing_.begin(), standing_.end(), token) -
                                             standing_.begin());
    return std::span(writing_).subspan(first_writing_[at], first_writing_[at + 1] - first_writing_[at]);
  }
  // Words that some name writes as generic ones ("shipping"), in the order of their first letters; those of
  // a letter. Likewise.
  [[nodiscard]] std::span<const std::uint32_t> generic(const snapshot::View& snapshot, char first) const {
    make_uses_once(snapshot);
    const auto letter = [&](std::uint32_t token) { return static_cast<char>(infos_[token].head >> 8U); };
    const auto begin = std::lower_bound(generic_.begin(), generic_.end(), first,
                                        [&](std::uint32_t token, char c) { return letter(token) < c; });
    return {begin, std::upper_bound(begin, generic_.end(), first,
                                    [&](char c, std::uint32_t token) { return c < letter(token); })};
  }
  // What the words of a name weigh together in the form where that is least (sought) or most (others), as
  // whatever the question is; in steps.
  static constexpr float kWeightStep = 1.0F / 32;
  struct NameWeights {
    std::uint8_t sought = 0;  // those that find names, at least
    std::uint8_t others = 0;  // titles, particles, initials, at most
  };
  [[nodiscard]] NameWeights weights(const snapshot::View& snapshot, std::uint32_t name) const {
    make_uses_once(snapshot);
    return name_weights_[name];
  }
  void will_read_weights(std::uint32_t name) const noexcept {
    __builtin_prefetch(name_weights_.data() + name);
  }
  // May the word be an acronym of an organisation's name, by the letters that words of it may begin with and
  // how many they are? Likewise.
  struct Acronym {
    std::uint32_t letters = 0;  // initial_of
    std::uint32_t length = 0;
  };
  [[nodiscard]] bool may_abbreviate(const snapshot::View& snapshot, const Acronym& acronym,
                                    std::uint32_t name) const {
    make_uses_once(snapshot);
    const Initials& initials = initials_[name];
    return (acronym.letters & ~initials.letters) == 0 && acronym.length <= initials.words;
  }
  [[nodiscard]] static constexpr std::uint32_t initial_of(char first) noexcept {
    constexpr unsigned kOther = 26;
    return std::uint32_t{1} << (first >= 'a' && first <= 'z' ? static_cast<unsigned>(first - 'a') : kOther);
  }
  [[nodiscard]] static constexpr Acronym acronym_of(std::string_view word) noexcept {
    Acronym out{.length = static_cast<std::uint32_t>(word.size())};
    for (const char c : word) out.letters |= initial_of(c);
    return out;
  }
  void will_read_weight(std::uint32_t token) const noexcept {
    __builtin_prefetch(token_weights_.data() + token);
  }
  // The most that the word weighs in any name, likewise.
  [[nodiscard]] std::uint8_t most_weight(const snapshot::View& snapshot, std::uint32_t token) const {
    make_uses_once(snapshot);
    return token_weights_[token];
  }
  // Worked out at the first call, too.
  [[nodiscard]] const JoinedRuns& joined(const snapshot::View& snapshot) const {
    std::call_once(joined_made_, [&] { joined_.emplace(snapshot, *this); });
    return *joined_;
  }

  // All that is otherwise made when it is first asked for.
  void prepare(const snapshot::View& snapshot) const {
    make_uses_once(snapshot);
    joined(snapshot).prepare();
  }

 private:
  static constexpr std::size_t key_of(std::size_t length, std::size_t first) noexcept {
    constexpr std::size_t kBytes = 256;
    return length * kBytes + first;
  }
  std::vector<std::uint32_t> first_;  // by class, and one more
  std::vector<std::uint32_t> by_meaning_;
  std::vector<Info> infos_;
  std::vector<std::uint32_t> starts_;  // by key_of()
  std::vector<std::uint32_t> skeletons_;
  // Spellings, those of one length one behind the other: two bytes of sound, one of traits, the text.
  static constexpr std::size_t kBeforeText = 3;
  struct OfLength {
    std::uint32_t token = 0;  // the first
    std::size_t place = 0;    // of its spelling
  };
  [[nodiscard]] const char* spelling_of(std::size_t length, std::uint32_t token) const noexcept {
    const OfLength& first = of_length_[length];
    return spellings_.data() + first.place + (token - first.token) * (length + kBeforeText);
  }
  std::array<OfLength, std::numeric_limits<std::uint8_t>::max() + 1> of_length_{};
  std::vector<char> spellings_;
  void add_spelling(const Info& info, const snapshot::TokenRow& row, std::string_view text);
  void make_uses_once(const snapshot::View& snapshot) const {
    std::call_once(uses_made_, [&] {
      make_repeating(snapshot);
      make_writing(snapshot);
      make_generic(snapshot);
      make_weights(snapshot);
      make_initials(snapshot);
    });
  }
  void make_repeating(const snapshot::View& snapshot) const;
  void make_writing(const snapshot::View& snapshot) const;
  void make_generic(const snapshot::View& snapshot) const;
  void make_weights(const snapshot::View& snapshot) const;
  void make_initials(const snapshot::View& snapshot) const;
  template <class Visit>
  void each_written(const snapshot::View& snapshot, Visit visit) const;
  mutable std::once_flag uses_made_;
  mutable std::vector<TokenOfName> repeating_;  // sorted
  mutable Names stands_for_others_;  // words, not names: those with postings of names that do not write them
  mutable std::vector<std::uint32_t> standing_;       // the same, sorted
  mutable std::vector<std::uint32_t> first_writing_;  // by place in it, and one more
  mutable std::vector<std::uint32_t> writing_;        // names
  mutable std::vector<std::uint32_t> generic_;        // by first letter
  mutable std::vector<NameWeights> name_weights_;
  mutable std::vector<std::uint8_t> token_weights_;
  struct Initials {
    std::uint32_t letters : 27 = 0;
    std::uint32_t words : 5 = 0;  // that many at most, in one form; 0 where it is no organisation's
  };
  mutable std::vector<Initials> initials_;  // of names
  mutable std::once_flag joined_made_;
  mutable std::optional<JoinedRuns> joined_;
};

}  // namespace weir::match
