// Syllables of Mandarin in Latin letters, by Pinyin and by Wade-Giles.
//
// From data/names/pinyin.tsv. Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace weir::text {

// A word that consists of syllables of Pinyin alone ("wei", "xiaoming").
[[nodiscard]] bool is_pinyin(std::string_view word) noexcept;

// One syllable of Wade-Giles (without apostrophes) in Pinyin: "tse" -> "ze", "chih" -> "zhi". Where several
// fit ("chang" for zhang and chang), the one that needs no apostrophe. Nothing for other words.
[[nodiscard]] std::optional<std::string_view> pinyin_of_wade(std::string_view syllable) noexcept;

// One syllable of Pinyin.
[[nodiscard]] bool is_pinyin_syllable(std::string_view word) noexcept;

}  // namespace weir::text
