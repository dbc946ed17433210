// Chinese characters: Mandarin readings (ICU), surnames by custom, company names through a small lexicon.
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "tables/tables.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

struct Word {
  std::string_view tag;
  std::string_view english;
};

struct Lexicon {
  std::unordered_map<std::string_view, Word> words;
  std::unordered_map<std::string_view, std::string_view> surnames;
  std::size_t longest_word = 0;  // bytes

  Lexicon() {
    for (const auto& row : tables::rows("names/han_words.tsv")) {
      if (row.size() < 3) continue;
      words[row[0]] = {.tag = row[1], .english = row[2]};
      longest_word = std::max(longest_word, row[0].size());
    }
    for (const auto& row : tables::rows("names/han_surnames.tsv")) {
      if (row.size() > 1) surnames[row[0]] = row[1];
    }
  }
};

const Lexicon& lexicon() {
  static const Lexicon kLexicon;
  return kLexicon;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// Traditional forms become simplified ones: the tables and most lists use these.
std::string simplify(std::string_view run) {
  thread_local const std::unique_ptr<icu::Transliterator> kSimplify = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  }();
  if (!kSimplify) return std::string(run);
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(run.data(), static_cast<std::int32_t>(run.size())));
  kSimplify->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::size_t count_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_point(text, at);
  return count;
}

std::vector<Reading> person_readings(std::string_view name) {
  constexpr std::size_t kHanBytes = 3;
  std::vector<Reading> out;
  for (const std::size_t surname_bytes : {2 * kHanBytes, kHanBytes}) {
    if (name.size() <= surname_bytes) continue;
    const auto found = lexicon().surnames.find(name.substr(0, surname_bytes));
    if (found == lexicon().surnames.end()) continue;
    const std::string given = romanise_icu(name.substr(surname_bytes));
    for (std::string& spelling : split_words(found->second))
      out.push_back({.words = {std::move(spelling), given}, .tags = {}});
    break;
  }
  if (out.empty() && name.size() > kHanBytes) {
    out.push_back({.words = {romanise_icu(name.substr(0, kHanBytes)), romanise_icu(name.substr(kHanBytes))},
                   .tags = {}});
  }
  return out;
}

// Longest words of the lexicon; what lies between them is read together.
Reading company_reading(std::string_view name) {
  Reading out;
  std::string unknown;
  const auto flush = [&] {
    if (!unknown.empty()) out.words.push_back(romanise_icu(unknown));
    unknown.clear();
  };
  for (std::size_t at = 0; at < name.size();) {
    std::size_t length = std::min(lexicon().longest_word, name.size() - at);
    auto found = lexicon().words.end();
    for (; length > 0 && found == lexicon().words.end(); --length)
      found = lexicon().words.find(name.substr(at, length));
    if (found == lexicon().words.end()) {
      const std::size_t start = at;
      next_point(name, at);
      unknown.append(name.substr(start, at - start));
      continue;
    }
    flush();
    for (std::string& word : split_words(found->second.english)) {
      out.tags.emplace_back(out.words.size(), found->second.tag);
      out.words.push_back(std::move(word));
    }
    at += found->first.size();
  }
  flush();
  return out;
}

}  // namespace

std::vector<Reading> romanise_han(std::string_view run, Schema schema) {
  const std::string name = simplify(run);
  const std::size_t characters = count_points(name);
  constexpr std::size_t kLongestPerson = 4;
  const bool maybe_person = (schema == Schema::Person || schema == Schema::LegalEntity) && characters >= 2 &&
                            characters <= kLongestPerson;
  std::vector<Reading> out;
  if (maybe_person) out = person_readings(name);
  if (schema != Schema::Person || out.empty()) {
    Reading company = company_reading(name);
    if (!company.words.empty()) out.push_back(std::move(company));
  }
  if (out.size() > kMaxReadings) out.resize(kMaxReadings);
  return out;
}

}  // namespace weir::text
