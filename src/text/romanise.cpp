#include "text/romanise.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <initializer_list>
#include <memory>

#include "text/letters.hpp"
#include "text/names.hpp"
#include "text/tags.hpp"
#include "text/utf8.hpp"

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

constexpr std::size_t kGeorgianStem = 9;  // bytes: three letters

std::vector<Reading> single_words(std::vector<std::string> words) {
  std::vector<Reading> out;
  for (std::string& word : words) {
    if (!word.empty()) out.push_back({.words = {std::move(word)}, .tags = {}});
  }
  return out;
}

// Companies' names in scripts without spaces between words: the words of the tables in English, the rest read
// by `read`, and so are places unless `places`. No words when none of the tables is in it.
template <class Read>
Reading company_words(std::string_view run, Read read, bool places) {
  Reading out;
  std::size_t unknown = 0;
  const auto flush = [&](std::size_t end) {
    if (end == unknown) return;
    for (std::string& word : read(run.substr(unknown, end - unknown))) {
      if (!word.empty()) out.words.push_back(std::move(word));
    }
  };
  for (std::size_t at = 0; at < run.size();) {
    constexpr std::size_t kShortest = 9;  // bytes: two signs are found inside too many other words
    const RunWord word = run_word_at(run.substr(at));
    if (word.bytes < kShortest || (!places && (word.tag.flags & kPlace) != 0)) {
      next_point(run, at);
      continue;
    }
    flush(at);
    std::string_view tag = "generic";
    if ((word.tag.flags & kLegal) != 0) tag = "legal";
    if ((word.tag.flags & kPlace) != 0) tag = "place";
    out.tags.emplace_back(out.words.size(), tag);
    out.words.emplace_back(word.english);
    at += word.bytes;
    unknown = at;
  }
  if (out.tags.empty() && places) return {};
  flush(run.size());
  return out;
}

template <class Read>
std::vector<Reading> with_company_words(std::string_view run, Read read) {
  std::vector<Reading> out;
  for (const bool places : {true, false}) {
    Reading reading = company_words(run, read, places);
    if (reading.words.empty()) break;
    if (out.empty() || reading.words != out.front().words) out.push_back(std::move(reading));
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

std::vector<Reading> romanise(std::string_view token, Script script, Schema schema,
                              std::string_view language) {
  const auto by_schemes = [&](std::initializer_list<std::string_view> schemes) {
    std::vector<std::string> words;
    for (const std::string_view spelling : customary_spellings(token)) words.emplace_back(spelling);
    for (const std::string_view scheme : schemes) {
      if (words.size() < kMaxReadings) words.push_back(spell(token, scheme));
    }
    return single_words(std::move(words));
  };
  switch (script) {
    case Script::Latin:
    case Script::Digit: {
      std::string word = plain(token);
      // Latin letters that fold() has no ASCII for (Vietnamese horn, African letters).
      if (word.size() != token.size()) word = romanise_icu(token);
      return single_words({std::move(word)});
    }
    case Script::Cyrillic: {
      if (language == "zh" || language == "ko") {
        if (std::vector<Reading> readings = romanise_east_asian_cyrillic(token, language); !readings.empty())
          return readings;
      }
      std::vector<std::string> words = romanise_cyrillic(token, language);
      for (std::string& word : words) word = plain(word);
      return single_words(std::move(words));
    }
    case Script::Greek:
      return by_schemes({"el", "el-press", "el-kh"});
    case Script::Armenian:
      return by_schemes({"hy", "hy-2", "hy-west", "hy-ru", "hy-fr"});
    case Script::Georgian: {
      const std::string_view ending = schema == Schema::Person ? "" : "ის";
      if (ending.empty() || !token.ends_with(ending) || token.size() < kGeorgianStem + ending.size())
        return by_schemes({"ka", "ka-ru", "ka-fr", "ka-iso", "ka-de"});
      // The genitive of a firm's or place's name: ალაზნის is of ალაზანი, whose last vowel goes before -ის.
      const std::string stem = spell(token.substr(0, token.size() - ending.size()), "ka");
      std::vector<std::string> words{spell(token, "ka"), stem + "i", stem + "a"};
      for (const char vowel : {'a', 'e'})
        words.push_back(std::string(stem).insert(stem.size() - 1, 1, vowel) + "i");
      return single_words(std::move(words));
    }
    case Script::Arabic:
      return romanise_arabic(token, language);
    case Script::Hebrew:
      return romanise_hebrew(token);
    case Script::Han:
      return romanise_han(token, schema, language);
    case Script::Kana:
      return romanise_kana(token);
    case Script::Hangul:
      return romanise_hangul(token, schema);
    case Script::Indic:
      return single_words(romanise_indic(token));
    case Script::Thai: {
      const bool company =
          schema == Schema::Company || schema == Schema::Organization || schema == Schema::LegalEntity;
      if (company) {
        auto out = with_company_words(token, [](std::string_view part) {
          std::vector<std::string> words = romanise_thai(part);
          if (words.size() > 1) words.resize(1);
          return words;
        });
        if (!out.empty()) return out;
      }
      return single_words(romanise_thai(token));
    }
    case Script::Burmese: {
      const bool company =
          schema == Schema::Company || schema == Schema::Organization || schema == Schema::LegalEntity;
      if (company) {
        auto out = with_company_words(token, [](std::string_view part) {
          const std::vector<Reading> readings = romanise_burmese(part);
          return readings.empty() ? std::vector<std::string>{} : readings.front().words;
        });
        if (!out.empty()) return out;
      }
      return romanise_burmese(token);
    }
    default: {  // Ethiopic, Khmer: what the tables know, else as ICU reads it
      std::vector<Reading> out = by_schemes({});
      for (Reading& reading : single_words({romanise_icu(token)})) {
        if (out.size() < kMaxReadings) out.push_back(std::move(reading));
      }
      return out;
    }
  }
}

}  // namespace weir::text
