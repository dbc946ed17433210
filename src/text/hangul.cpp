// Hangul by Revised Romanization (National Institute of Korean Language, 2000) and McCune-Reischauer (1939)
// without marks, syllable by syllable; surnames by custom. Sound changes between syllables are left out:
// names are written without most of them.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "tables/tables.hpp"
#include "text/hangul.hpp"
#include "text/romanise.hpp"
#include "text/tags.hpp"
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

using Spellings = std::unordered_map<char32_t, std::vector<std::string>>;

Spellings read(std::string_view path) {
  Spellings all;
  for (const auto& row : tables::rows(path)) {
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
}

const Spellings& surnames() {
  static const Spellings kSurnames = read("names/korean_surnames.tsv");
  return kSurnames;
}

const Spellings& given_syllables() {
  static const Spellings kSyllables = read("names/korean_syllables.tsv");
  return kSyllables;
}

// How a whole given name may be spelt: by custom, by the standards, by the second custom.
enum class Way : std::uint8_t { Custom, Rr, Mr, Custom2 };

std::string spell_syllable(char32_t c, Way way) {
  if (way == Way::Rr) return syllable(c, kInitialRr, kVowelRr);
  if (way == Way::Mr) return syllable(c, kInitialMr, kVowelMr);
  const auto found = given_syllables().find(c);
  if (found == given_syllables().end() || found->second.empty()) return syllable(c, kInitialRr, kVowelRr);
  const std::size_t wanted = way == Way::Custom ? 0 : 1;
  return found->second[std::min(wanted, found->second.size() - 1)];
}

// McCune-Reischauer writes k, t, p, ch as g, d, b, j between vowels and behind n, m, ng, l: kaebal, konsol.
std::string voiced(std::u32string_view syllables) {
  std::string out;
  for (const char32_t c : syllables) {
    std::string next = spell_syllable(c, Way::Mr);
    constexpr std::string_view kVoice = "aeiouynmgl";
    // Aspirated consonants (ㅋㅌㅍㅊ) and doubled ones stay.
    const std::size_t initial = (c - kFirst) / (kVowels * kFinals);
    constexpr std::array<std::pair<std::size_t, std::string_view>, 4> kPlain{
        {{0, "g"}, {3, "d"}, {7, "b"}, {12, "j"}}};
    if (!out.empty() && kVoice.find(out.back()) != std::string_view::npos) {
      for (const auto& [index, letter] : kPlain) {
        if (initial == index) next.replace(0, kInitialMr[index].size(), letter);
      }
    }
    out += next;
  }
  return out;
}

// The n and l of two syllables become ll as they are spoken: 천리마 is Chollima, 한라 Halla. Empty where
// there are none.
std::string assimilated(std::u32string_view syllables) {
  constexpr std::size_t kFinalN = 4;
  constexpr std::size_t kFinalL = 8;
  constexpr std::size_t kInitialN = 2;
  constexpr std::size_t kInitialR = 5;
  const auto initial = [](char32_t c) { return (c - kFirst) / (kVowels * kFinals); };
  const auto final = [](char32_t c) { return (c - kFirst) % kFinals; };
  std::u32string out(syllables);
  // Written as the ㄹ that both are: the first one's final, the second one's initial.
  bool changed = false;
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    const bool n_r = final(out[i]) == kFinalN && initial(out[i + 1]) == kInitialR;
    const bool l_n =
        final(out[i]) == kFinalL && (initial(out[i + 1]) == kInitialN || initial(out[i + 1]) == kInitialR);
    if (!n_r && !l_n) continue;
    out[i] += kFinalL - final(out[i]);
    out[i + 1] += static_cast<char32_t>((kInitialR - initial(out[i + 1])) * kVowels * kFinals);
    changed = true;
  }
  if (!changed) return {};
  std::string spelt = voiced(out);
  for (std::size_t at = spelt.find("lr"); at != std::string::npos; at = spelt.find("lr", at))
    spelt[at + 1] = 'l';
  return spelt;
}

// Words of companies inside a run: "한국전자주식회사".
Reading company_reading(std::string_view run, Way way) {
  Reading out;
  std::u32string unknown;
  const auto flush = [&] {
    if (unknown.empty()) return;
    std::string word;
    if (way == Way::Mr) {
      word = voiced(unknown);
    } else {
      for (const char32_t c : unknown) word += spell_syllable(c, way);
    }
    out.words.push_back(std::move(word));
    unknown.clear();
  };
  for (std::size_t at = 0; at < run.size();) {
    const RunWord word = run_word_at(run.substr(at));
    if (word.bytes == 0) {
      const char32_t c = next_point(run, at);
      if (c >= kFirst && c <= kLast) unknown.push_back(c);
      continue;
    }
    flush();
    std::string_view tag = "generic";
    if ((word.tag.flags & kLegal) != 0) tag = "legal";
    if ((word.tag.flags & kPlace) != 0) tag = "place";
    if ((word.tag.flags & kNumber) != 0) tag = "number";
    for (const std::string_view english : split_words(word.english)) {
      out.tags.emplace_back(out.words.size(), tag);
      out.words.emplace_back(english);
    }
    at += word.bytes;
  }
  // 국 behind a word of companies is a bureau, 부 and 성 are ministries.
  constexpr std::array<std::pair<char32_t, std::string_view>, 3> kBodies{
      {{U'국', "bureau"}, {U'부', "ministry"}, {U'성', "ministry"}}};
  for (const auto& [syllable, body] : kBodies) {
    if (out.tags.empty() || unknown.size() != 1 || unknown.front() != syllable) continue;
    out.tags.emplace_back(out.words.size(), "generic");
    out.words.emplace_back(body);
    return out;
  }
  flush();
  return out;
}

}  // namespace

std::string customary_syllable(char32_t c) {
  return c >= kFirst && c <= kLast ? spell_syllable(c, Way::Custom) : std::string{};
}

std::string northern_syllable(char32_t c) {
  if (c < kFirst || c > kLast) return {};
  const auto found = given_syllables().find(c);
  return found == given_syllables().end() || found->second.size() < 2 ? spell_syllable(c, Way::Mr)
                                                                      : found->second[1];
}

std::vector<std::string> syllable_spellings(char32_t c) {
  std::vector<std::string> out;
  if (c < kFirst || c > kLast) return out;
  if (const auto found = given_syllables().find(c); found != given_syllables().end()) out = found->second;
  for (const Way way : {Way::Rr, Way::Mr}) {
    std::string spelt = spell_syllable(c, way);
    if (std::find(out.begin(), out.end(), spelt) == out.end()) out.push_back(std::move(spelt));
  }
  return out;
}

std::vector<std::string> all_hangul_spellings() {
  std::vector<std::string> out;
  for (char32_t c = kFirst; c <= kLast; ++c) {
    for (const Way way : {Way::Rr, Way::Mr}) out.push_back(spell_syllable(c, way));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::string> hangul_words(std::string_view word) {
  std::u32string syllables;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_point(word, at);
    if (c < kFirst || c > kLast) return {};
    syllables.push_back(c);
  }
  std::vector<std::string> out{voiced(syllables)};
  for (const Way way : {Way::Rr, Way::Mr, Way::Custom}) {
    std::string spelt;
    for (const char32_t c : syllables) spelt += spell_syllable(c, way);
    if (std::find(out.begin(), out.end(), spelt) == out.end()) out.push_back(std::move(spelt));
  }
  return out;
}

std::vector<char32_t> given_name_syllables() {
  std::vector<char32_t> out;
  for (const auto& row : tables::rows("names/korean_syllables.tsv")) {
    std::size_t start = 0;
    out.push_back(next_point(row[0], start));
  }
  return out;
}

std::vector<Reading> romanise_hangul(std::string_view token, Schema schema) {
  std::u32string syllables;
  for (std::size_t at = 0; at < token.size();) {
    const char32_t c = next_point(token, at);
    if (c >= kFirst && c <= kLast) syllables.push_back(c);
  }
  if (syllables.empty()) return {};
  const auto spell = [&](std::size_t from, Way way) {
    std::string out;
    for (const char32_t c : std::u32string_view(syllables).substr(from)) out += spell_syllable(c, way);
    return out;
  };
  // A given name is written as one word or syllable by syllable, where each is a name in its own spellings.
  const auto apart = [&](std::string_view surname, std::size_t from, Way way) {
    Reading reading{.words = {std::string(surname)}, .tags = {}};
    for (const char32_t c : std::u32string_view(syllables).substr(from))
      reading.words.push_back(spell_syllable(c, way));
    return reading;
  };
  constexpr std::array<Way, 4> kWays{Way::Custom, Way::Rr, Way::Mr, Way::Custom2};
  std::vector<Reading> out;
  constexpr std::size_t kLongestName = 4;
  const bool person = schema == Schema::Person || schema == Schema::LegalEntity;
  // Surnames of two syllables (남궁, 황보, 제갈, 사공, 선우, 독고).
  static const std::unordered_map<std::u32string, std::string> kDouble{
      {U"남궁", "namgung"}, {U"황보", "hwangbo"}, {U"제갈", "jegal"},
      {U"사공", "sagong"},  {U"선우", "sunwoo"},  {U"독고", "dokgo"}};
  if (person && syllables.size() >= 3) {
    if (const auto found = kDouble.find(syllables.substr(0, 2)); found != kDouble.end()) {
      for (const Way way : kWays) out.push_back(apart(found->second, 2, way));
      return out;
    }
  }
  const auto surname = surnames().find(syllables.front());
  if (person && surname != surnames().end() && syllables.size() == 1) {
    for (const std::string& spelling : surname->second) {
      if (out.size() < kMaxReadings) out.push_back({.words = {spelling}, .tags = {}});
    }
    return out;
  }
  if (person && surname != surnames().end() && syllables.size() <= kLongestName) {
    // The commonest surname spelling with every way, then the surname's other spellings.
    const std::vector<std::string>& spellings = surname->second;
    constexpr std::array<std::pair<std::size_t, Way>, 5> kMixes{
        {{0, Way::Custom}, {0, Way::Rr}, {0, Way::Custom2}, {1, Way::Rr}, {2, Way::Custom2}}};
    for (const auto& [index, way] : kMixes)
      out.push_back(apart(spellings[std::min(index, spellings.size() - 1)], 1, way));
    return out;
  }
  const bool ship = schema == Schema::Vessel || schema == Schema::Airplane;
  if (ship) {
    // 호 behind the name of a ship says that it is one.
    constexpr char32_t kHo = U'호';
    if (syllables.size() > 2 && syllables.back() == kHo) syllables.pop_back();
    if (syllables.size() == 1 && syllables.front() == kHo) return {};
    if (std::string spoken = assimilated(syllables); !spoken.empty())
      out.push_back({.words = {std::move(spoken)}, .tags = {}});
    out.push_back({.words = {voiced(syllables)}, .tags = {}});
  } else if (schema != Schema::Person) {
    if (!company_reading(token, Way::Rr).tags.empty()) {
      for (const Way way : {Way::Rr, Way::Mr, Way::Custom}) out.push_back(company_reading(token, way));
      return out;
    }
  }
  for (const Way way : kWays) out.push_back({.words = {spell(0, way)}, .tags = {}});
  return out;
}

}  // namespace weir::text
