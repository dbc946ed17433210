// Short tables of spellings: where those of a letter begin, whether one fits, and sets of pairs of letters,
// by which nearly all words are known to have none of the spellings.
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::text {

// Entry n: the first row of letter n ('a' + n); those of the next letter follow. `rows` have a spelling of
// [a-z]+, which `spelling_of` gives, and are sorted by its first letter; at most 255.
template <class Rows, class SpellingOf>
[[nodiscard]] constexpr std::array<std::uint8_t, 27> first_by_letter(const Rows& rows,
                                                                     SpellingOf spelling_of) {
  std::array<std::uint8_t, 27> first{};
  std::size_t at = 0;
  for (std::size_t letter = 0; letter < first.size(); ++letter) {
    while (at < rows.size() && static_cast<std::size_t>(spelling_of(rows[at])[0] - 'a') < letter) ++at;
    first[letter] = static_cast<std::uint8_t>(at);
  }
  return first;
}

// A set of ordered pairs of letters: a row the first, a bit the second. Letters are known by their last five
// bits, so that a to z are apart, and 0 stands for the end of a word; has() may be true of other characters
// for nothing.
class LetterPairs {
 public:
  constexpr void add(char first, char second) noexcept { rows_[row(first)] |= bit(second); }
  constexpr void add_all_of(char first) noexcept { rows_[row(first)] = ~std::uint32_t{0}; }
  [[nodiscard]] constexpr bool has(char first, char second) const noexcept {
    return (rows_[row(first)] & bit(second)) != 0;
  }
  // Has `word` a pair of the set anywhere?
  [[nodiscard]] constexpr bool within(std::string_view word) const noexcept {
    for (std::size_t i = 1; i < word.size(); ++i) {
      if (has(word[i - 1], word[i])) return true;
    }
    return false;
  }
  // Are all of its pairs in the set?
  [[nodiscard]] constexpr bool all_of(std::string_view word) const noexcept {
    for (std::size_t i = 1; i < word.size(); ++i) {
      if (!has(word[i - 1], word[i])) return false;
    }
    return true;
  }
  // Are its last two letters a pair of the set?
  [[nodiscard]] constexpr bool at_end_of(std::string_view word) const noexcept {
    return word.size() > 1 && has(word[word.size() - 2], word[word.size() - 1]);
  }

 private:
  static constexpr std::size_t kRows = 32;
  static constexpr std::size_t row(char c) noexcept { return static_cast<unsigned char>(c) % kRows; }
  static constexpr std::uint32_t bit(char c) noexcept { return std::uint32_t{1} << row(c); }
  std::array<std::uint32_t, kRows> rows_{};
};

// The last two letters of each of the words, which have so many at least.
template <class Words>
[[nodiscard]] constexpr LetterPairs endings_of(const Words& words) noexcept {
  LetterPairs pairs;
  for (const std::string_view word : words) pairs.add(word[word.size() - 2], word[word.size() - 1]);
  return pairs;
}

// Short texts with one first letter: a call of memcmp would take longer.
[[nodiscard]] constexpr bool begins(std::string_view text, std::string_view with) noexcept {
  if (text.size() < with.size()) return false;
  for (std::size_t i = 1; i < with.size(); ++i) {
    if (text[i] != with[i]) return false;
  }
  return true;
}

}  // namespace weir::text
