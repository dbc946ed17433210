#include "text/romanise.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>

namespace weir::text {
namespace {

// Letters and digits of ASCII, lower case.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.push_back(c);
    if (c >= 'A' && c <= 'Z') out.push_back(static_cast<char>(c + ('a' - 'A')));
  }
  return out;
}

std::vector<Reading> single_words(std::vector<std::string> words) {
  std::vector<Reading> out;
  for (std::string& word : words) {
    if (!word.empty()) out.push_back({.words = {std::move(word)}, .tags = {}});
  }
  return out;
}

}  // namespace

std::string romanise_icu(std::string_view token) {
  thread_local const std::unique_ptr<icu::Transliterator> kLatin = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
  }();
  if (!kLatin) return {};
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(token.data(), static_cast<std::int32_t>(token.size())));
  kLatin->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return plain(out);
}

std::vector<Reading> romanise(std::string_view token, Script script, Schema schema) {
  switch (script) {
    case Script::Latin:
    case Script::Digit: {
      std::string word = plain(token);
      // Latin letters that fold() has no ASCII for (Vietnamese horn, African letters).
      if (word.size() != token.size()) word = romanise_icu(token);
      return single_words({std::move(word)});
    }
    case Script::Cyrillic: {
      std::vector<std::string> words = romanise_cyrillic(token);
      for (std::string& word : words) word = plain(word);
      return single_words(std::move(words));
    }
    case Script::Arabic:
      return single_words(romanise_arabic(token));
    case Script::Han:
      return romanise_han(token, schema);
    case Script::Hangul:
      return romanise_hangul(token, schema);
    default:
      return single_words({romanise_icu(token)});
  }
}

}  // namespace weir::text
