// Short tables of spellings, sorted by first letter: where those of a letter begin, and whether one fits.
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

// Short texts with one first letter: a call of memcmp would take longer.
[[nodiscard]] constexpr bool begins(std::string_view text, std::string_view with) noexcept {
  if (text.size() < with.size()) return false;
  for (std::size_t i = 1; i < with.size(); ++i) {
    if (text[i] != with[i]) return false;
  }
  return true;
}

}  // namespace weir::text
