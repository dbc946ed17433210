// Syllables of Mandarin in Latin letters, by Pinyin and by Wade-Giles.
//
// From data/names/pinyin.tsv. Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace weir::text {

// A word that consists of syllables of Pinyin alone ("wei", "xiaoming").
[[nodiscard]] bool is_pinyin(std::string_view word) noexcept;

// One syllable of Wade-Giles (without apostrophes) in Pinyin: "tse" -> "ze", "chih" -> "zhi". Where several
// fit ("chang" for zhang and chang), the one that needs no apostrophe. Nothing for other words.
[[nodiscard]] std::optional<std::string_view> pinyin_of_wade(std::string_view syllable) noexcept;

inline constexpr std::size_t kLongestWade = 8;
// All that fit, that one first; none for other words, which are mostly longer than kLongestWade.
[[nodiscard]] std::span<const std::string_view> pinyins_of_wade(std::string_view syllable) noexcept;
// How common a Chinese surname in Pinyin is, 0 the commonest (order of data/names/han_surnames.tsv);
// kNoSurname for others.
inline constexpr std::size_t kNoSurname = static_cast<std::size_t>(-1);
[[nodiscard]] std::size_t surname_rank(std::string_view pinyin) noexcept;

// A surname as Taiwan writes it in Pinyin: "chow" -> "zhou"; empty for none.
[[nodiscard]] std::string_view mainland_surname(std::string_view spelling) noexcept;

// One syllable of Pinyin.
[[nodiscard]] bool is_pinyin_syllable(std::string_view word) noexcept;

}  // namespace weir::text
