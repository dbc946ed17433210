// Korean syllables as names spell them.
//
// Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weir::text {

// The commonest spelling of a syllable in given names ("hyun" for 현); Revised Romanization where custom has
// no other.
[[nodiscard]] std::string customary_syllable(char32_t syllable);

// As North Korea's names are written: the second custom of the table, else McCune-Reischauer without marks.
[[nodiscard]] std::string northern_syllable(char32_t syllable);

// Spellings of one syllable in given names: by custom, by Revised Romanization, by McCune-Reischauer without
// marks.
[[nodiscard]] std::vector<std::string> syllable_spellings(char32_t syllable);
// The syllables of data/names/korean_syllables.tsv, in the order of the table.
[[nodiscard]] std::vector<char32_t> given_name_syllables();
// A word by Revised Romanization, McCune-Reischauer with and without voiced consonants, and custom.
[[nodiscard]] std::vector<std::string> hangul_words(std::string_view word);

// Every syllable by Revised Romanization and by McCune-Reischauer without marks.
[[nodiscard]] std::vector<std::string> all_hangul_spellings();

}  // namespace weir::text
