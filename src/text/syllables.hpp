// Syllables of Chinese and Korean names in Latin letters, of whatever romanisation.
//
// A person's name that consists of them alone has no middle names: "Ri Hong" is not "Ri Hong Il", as "John
// Smith" may be "John Adam Smith". Tables: data/names/pinyin.tsv, han_surnames.tsv, korean_surnames.tsv,
// korean_syllables.tsv, cantonese_syllables.tsv, burmese_syllables.tsv,
// vietnamese_syllables.tsv, and the rules of hangul.hpp.
// Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <string_view>

namespace weir::text {

// For a token of [a-z0-9].
[[nodiscard]] bool is_east_asian_syllable(std::string_view token) noexcept;
// Of Burmese names alone.
[[nodiscard]] bool is_burmese_syllable(std::string_view token) noexcept;
// Of Vietnamese names, without its marks.
[[nodiscard]] bool is_vietnamese_syllable(std::string_view token) noexcept;
// A surname of Spanish or Portuguese custom, where a person bears two (iberian_surnames.tsv).
[[nodiscard]] bool is_iberian_surname(std::string_view token) noexcept;

}  // namespace weir::text
