// A plain view of names for building sets: lower-case words, trigrams, distances.
//
// Deliberately apart from src/text and src/match, so that what the matcher gets wrong cannot hide in how its
// test sets are made. Thread-safety: pure functions. Errors: none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weir::accuracy {

// Words of a name in lower case; accents of common Latin letters dropped, punctuation splits. Bytes of other
// scripts stay as they are.
[[nodiscard]] std::vector<std::string> plain_words(std::string_view name);

// True when the text has nothing but ASCII and common accented Latin letters.
[[nodiscard]] bool is_latin(std::string_view name);

// Full dynamic programme of optimal string alignment, in bytes.
[[nodiscard]] std::size_t edits(std::string_view a, std::string_view b);

// Consonants with doubles and the usual romanisation pairs merged (ph f, kh h, q k, w v, y i j dropped):
// equal skeletons mean "may be the same word spelt otherwise".
[[nodiscard]] std::string skeleton(std::string_view word);

// Dice coefficient of the sets of character trigrams of the joined words.
[[nodiscard]] double trigram_dice(std::string_view a, std::string_view b);

// Could these two words be one word, spelt otherwise, shortened or mistyped? Generous on purpose: it decides
// what may NOT be called a negative.
[[nodiscard]] bool may_be_one_word(std::string_view a, std::string_view b);

// Name of the script that is not Latin in the text ("cyrillic", "han", "kana", "hangul", "arabic", "hebrew",
// "greek", "armenian", "georgian", "devanagari", "thai", "burmese"), or "latin".
[[nodiscard]] std::string_view main_script(std::string_view name);

}  // namespace weir::accuracy
