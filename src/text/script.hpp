// Which writing system a character or a token belongs to.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <cstddef>
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
  Digit,
  Armenian,
  Georgian,
  Thai,  // and Lao
  Burmese,
  Khmer,
  Ethiopic
};

inline constexpr std::size_t kScripts = 17;

// Script of a letter, digit or mark; Other for everything that separates words. Scripts without a name of
// their own here count as Indic: ICU's transliterators read them.
[[nodiscard]] Script script_of(char32_t c) noexcept;
[[nodiscard]] std::string_view script_text(Script script) noexcept;  // "Cyrillic"

// Han, kana: names are written without spaces.
[[nodiscard]] constexpr bool runs_together(Script script) noexcept {
  return script == Script::Han || script == Script::Kana;
}

// Scripts that write letters or vowels as marks: no mark may be dropped.
[[nodiscard]] constexpr bool writes_marks(Script script) noexcept {
  return script == Script::Indic || script == Script::Kana || script == Script::Thai ||
         script == Script::Burmese || script == Script::Khmer || script == Script::Ethiopic;
}

// Arabic, Hebrew: short vowels are not written, so a reading is a skeleton of consonants.
[[nodiscard]] constexpr bool is_skeleton(Script script) noexcept {
  return script == Script::Arabic || script == Script::Hebrew;
}

}  // namespace weir::text
