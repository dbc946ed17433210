#include "facts/country_fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstddef>

namespace weir::facts {
namespace {

// Appends a word of the key unless it carries no meaning.
void add_word(std::string& key, std::string_view word) {
  if (word.empty() || word == "the") return;
  if (!key.empty()) key += ' ';
  key += word;
}

// `text` is lower case and free of marks.
std::string key_of(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  std::string word;
  for (const char c : text) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      word += c;
    } else if (c == '&') {
      add_word(key, word);
      word.clear();
      add_word(key, "and");
    } else if (c != '.' && c != '\'') {
      add_word(key, word);
      word.clear();
    }
  }
  add_word(key, word);
  constexpr std::string_view kRegion = "region ";
  if (key.starts_with(kRegion)) key.erase(0, kRegion.size());
  if (key.starts_with("st ")) key.replace(0, 2, "saint");  // never "st" alone, which is a code
  return key;
}

std::string without_marks(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  std::string out;
  if (U_FAILURE(status) != 0) return out;
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  const icu::UnicodeString folded = decompose->normalize(casefold->normalize(source, status), status);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < folded.length();) {
    const UChar32 c = folded.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (c == 0x2019 || c == 0x02BC) {
      kept.append(u'\'');
    } else if (c >= 0x80 && u_isalnum(c) == 0 && u_charType(c) != U_COMBINING_SPACING_MARK) {
      kept.append(u' ');
    } else {
      kept.append(c);
    }
  }
  kept.toUTF8String(out);
  return out;
}

}  // namespace

std::string country_key(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return key_of(without_marks(text));
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return key_of(lower);
}

}  // namespace weir::facts
