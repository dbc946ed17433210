#include "text/script.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>

namespace weir::text {
namespace {

Script slow_script(char32_t c) noexcept {
  const auto point = static_cast<UChar32>(c);
  if (u_isdigit(point) != 0) return Script::Digit;
  constexpr char32_t kHanZero = U'〇';  // a number to Unicode, a character like 一 to writers
  const bool word = c == kHanZero || u_isalpha(point) != 0 || (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
  if (!word) return Script::Other;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(point, &status)) {
    case USCRIPT_LATIN:
      return Script::Latin;
    case USCRIPT_CYRILLIC:
      return Script::Cyrillic;
    case USCRIPT_GREEK:
      return Script::Greek;
    case USCRIPT_ARABIC:
      return Script::Arabic;
    case USCRIPT_HEBREW:
      return Script::Hebrew;
    case USCRIPT_HAN:
      return Script::Han;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Script::Kana;
    case USCRIPT_HANGUL:
      return Script::Hangul;
    case USCRIPT_ARMENIAN:
      return Script::Armenian;
    case USCRIPT_GEORGIAN:
      return Script::Georgian;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
      return Script::Thai;
    case USCRIPT_MYANMAR:
      return Script::Burmese;
    case USCRIPT_KHMER:
      return Script::Khmer;
    case USCRIPT_ETHIOPIC:
      return Script::Ethiopic;
    case USCRIPT_COMMON:
      // The prolonged sound mark is letter and common; it occurs between kana.
      return c == U'ー' ? Script::Kana : Script::Other;
    case USCRIPT_INHERITED:
      return Script::Other;
    default:
      return Script::Indic;
  }
}

struct Table {
  std::array<Script, 0x10000> plane;
  Table() : plane() {
    for (char32_t c = 0; c < plane.size(); ++c) plane[c] = slow_script(c);
  }
};

}  // namespace

Script script_of(char32_t c) noexcept {
  static const Table kTable;  // the basic plane: 64 kB, filled once
  return c < kTable.plane.size() ? kTable.plane[c] : slow_script(c);
}

std::string_view script_text(Script script) noexcept {
  static constexpr std::array<std::string_view, kScripts> kNames{
      "other", "Latin",  "Cyrillic", "Greek",    "Arabic", "Hebrew",  "Chinese", "kana",    "Korean",
      "Indic", "digits", "Armenian", "Georgian", "Thai",   "Burmese", "Khmer",   "Ethiopic"};
  return kNames[static_cast<std::size_t>(script)];
}

}  // namespace weir::text
