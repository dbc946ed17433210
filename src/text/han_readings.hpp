// What a Chinese character is read as: from data/names/han_readings.tsv (Unihan).
//
// Thread-safety: immutable, built once. Errors: none; an unknown character reads as nothing.
#pragma once

#include <string>
#include <string_view>

namespace weir::text {

struct HanReading {
  char32_t simplified = 0;    // itself when it has no other form
  std::string_view pinyin;    // "lv" for lü
  std::string_view jyutping;  // Cantonese
  char32_t hangul = 0;        // 0: not used in Korean
  std::string_view on;        // Japanese, Sino-Japanese reading
};
[[nodiscard]] const HanReading& han_reading(char32_t character) noexcept;

// One syllable in another spelling.
[[nodiscard]] std::string wade_giles(std::string_view pinyin);   // "xiao" -> "hsiao", without apostrophes
[[nodiscard]] std::string hong_kong(std::string_view jyutping);  // "zoeng" -> "cheung", HK Government custom

}  // namespace weir::text
