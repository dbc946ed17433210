// Which writing system a character or a token belongs to.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>

namespace weir::text {

enum class Script : std::uint8_t {
  Other,
  Latin,
  Cyrillic,
  Greek,
  Arabic,
  Hebrew,
  Han,
  Kana,
  Hangul,
  Indic,
  Digit
};

// Script of a letter, digit or mark; Other for everything that separates words. Armenian, Georgian, Thai and
// the scripts of India and Burma, which ICU's transliterators treat alike, count as Indic.
[[nodiscard]] Script script_of(char32_t c) noexcept;
[[nodiscard]] std::string_view script_text(Script script) noexcept;  // "Cyrillic"

// Han, kana: names are written without spaces.
[[nodiscard]] constexpr bool runs_together(Script script) noexcept {
  return script == Script::Han || script == Script::Kana;
}

// Arabic, Hebrew: short vowels are not written, so a reading is a skeleton of consonants.
[[nodiscard]] constexpr bool is_skeleton(Script script) noexcept {
  return script == Script::Arabic || script == Script::Hebrew;
}

}  // namespace weir::text
