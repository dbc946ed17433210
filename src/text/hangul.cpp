// Hangul by Revised Romanization (National Institute of Korean Language, 2000) and McCune-Reischauer (1939)
// without marks, syllable by syllable; surnames by custom. Sound changes between syllables are left out:
// names are written without most of them.
#include <array>
#include <unordered_map>

#include "tables/tables.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

constexpr char32_t kFirst = 0xAC00;
constexpr char32_t kLast = 0xD7A3;
constexpr std::size_t kVowels = 21;
constexpr std::size_t kFinals = 28;
using Letters = std::array<std::string_view, 19>;
constexpr Letters kInitialRr{"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                             "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
constexpr Letters kInitialMr{"k",  "kk", "n",  "t",   "tt", "r", "m", "p", "pp", "s",
                             "ss", "",   "ch", "tch", "ch", "k", "t", "p", "h"};
constexpr std::array<std::string_view, kVowels> kVowelRr{"a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                                         "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                                         "wo", "we", "wi", "yu",  "eu", "ui", "i"};
constexpr std::array<std::string_view, kVowels> kVowelMr{"a",  "ae", "ya", "yae", "o",  "e",  "yo",
                                                         "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                                         "wo", "we", "wi", "yu",  "u",  "ui", "i"};
// As the press writes: un for eun, ong for eong kept apart in MR, u for u.
constexpr std::array<std::string_view, kFinals> kFinal{"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                                       "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                                                       "t", "ng", "t", "t", "k", "t", "p", "t"};

std::string syllable(char32_t c, const Letters& initials,
                     const std::array<std::string_view, kVowels>& vowels) {
  const std::size_t index = c - kFirst;
  std::string out(initials[index / (kVowels * kFinals)]);
  out += vowels[index / kFinals % kVowels];
  out += kFinal[index % kFinals];
  return out;
}

const std::unordered_map<char32_t, std::vector<std::string>>& surnames() {
  static const std::unordered_map<char32_t, std::vector<std::string>> kSurnames = [] {
    std::unordered_map<char32_t, std::vector<std::string>> all;
    for (const auto& row : tables::rows("names/korean_surnames.tsv")) {
      if (row.size() < 2) continue;
      std::size_t start = 0;
      std::vector<std::string>& spellings = all[next_point(row[0], start)];
      for (std::size_t at = 0; at < row[1].size();) {
        const std::size_t end = std::min(row[1].find(' ', at), row[1].size());
        spellings.emplace_back(row[1].substr(at, end - at));
        at = end + 1;
      }
    }
    return all;
  }();
  return kSurnames;
}

}  // namespace

std::vector<Reading> romanise_hangul(std::string_view token, Schema schema) {
  std::u32string syllables;
  for (std::size_t at = 0; at < token.size();) {
    const char32_t c = next_point(token, at);
    if (c >= kFirst && c <= kLast) syllables.push_back(c);
  }
  if (syllables.empty()) return {};
  const auto spell = [&](std::size_t from, bool mr) {
    std::string out;
    for (const char32_t c : std::u32string_view(syllables).substr(from)) {
      out += mr ? syllable(c, kInitialMr, kVowelMr) : syllable(c, kInitialRr, kVowelRr);
    }
    return out;
  };
  std::vector<Reading> out;
  const auto surname = surnames().find(syllables.front());
  constexpr std::size_t kLongestName = 4;
  const bool person = schema == Schema::Person || schema == Schema::LegalEntity;
  if (person && surname != surnames().end() && syllables.size() >= 2 && syllables.size() <= kLongestName) {
    for (const std::string& spelling : surname->second) {
      out.push_back({.words = {spelling, spell(1, out.size() % 2 == 1)}, .tags = {}});
    }
    out.resize(std::min(out.size(), kMaxReadings));
  } else {
    out.push_back({.words = {spell(0, false)}, .tags = {}});
    out.push_back({.words = {spell(0, true)}, .tags = {}});
  }
  return out;
}

}  // namespace weir::text
