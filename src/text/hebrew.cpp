// Hebrew: customary spellings where a word is known, surnames of Yiddish and German by their parts, else the
// consonants, with vav and yod as vowels by place.
#include <utility>

#include "tables/tables.hpp"
#include "text/letters.hpp"
#include "text/names.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

// Part of a surname and its two spellings, the customary one and the one by the letter.
using Spellings = std::pair<std::string_view, std::string_view>;

const WordTable<Spellings>& surname_parts() {
  static const WordTable<Spellings> kParts = [] {
    WordTable<Spellings> parts;
    for (const auto& row : tables::rows("names/hebrew_parts.tsv")) {
      if (row.size() < 2) continue;
      const std::string_view all = row[1];
      const std::size_t last = all.rfind(' ');
      parts[row[0]] = {all.substr(0, all.find(' ')),
                       last == std::string_view::npos ? all : all.substr(last + 1)};
    }
    return parts;
  }();
  return kParts;
}

// The parts that `token` consists of, the longest first; false when there is a rest.
bool split_surname(std::string_view token, std::vector<Spellings>& parts) {
  if (token.empty()) return parts.size() > 1;
  constexpr std::size_t kLetter = 2;  // bytes
  for (std::size_t length = token.size(); length > kLetter; length -= kLetter) {
    const Spellings* part = surname_parts().find(token.substr(0, length));
    if (part == nullptr) continue;
    parts.push_back(*part);
    if (split_surname(token.substr(length), parts)) return true;
    parts.pop_back();
  }
  return false;
}

// Unwritten vowels are guessed as "a" between consonants; the scorer counts the consonants (Token::script).
std::string vowelled(std::string_view token, std::string_view scheme) {
  std::string out;
  bool vowel = false;
  bool first = true;
  std::string start;
  for (std::size_t at = 0; at < token.size();) {
    const std::size_t begin = at;
    const char32_t c = next_point(token, at);
    const bool last = at == token.size();
    const std::string_view letters = token.substr(begin, at - begin);
    if (c < 0x80) {
      if ((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z')) out.push_back(static_cast<char>(c));
      continue;
    }
    std::size_t peek = at;
    const char32_t next = last ? U'\0' : next_point(token, peek);
    const bool was_first = std::exchange(first, false);
    if (c == U'ו' && was_first && next == U'ו') at = peek;  // doubled at the start: one v
    if (c == U'ו' && !was_first) {
      if (next == U'ו') {
        out += "v";
        at = peek;
        vowel = false;
      } else {
        if (!vowel) out += "o";
        vowel = true;
      }
      continue;
    }
    if (c == U'י' && !was_first) {
      if (next == U'י') at = peek;
      if (vowel || next == U'י')
        out += "y";
      else
        out += "i";
      vowel = true;
      continue;
    }
    if (c == U'א' || c == U'ע') {
      if (!vowel) out += "a";
      vowel = true;
      continue;
    }
    if (c == U'ה' && last) {
      if (!vowel) out += "a";
      out += "h";
      continue;
    }
    start.assign("^").append(letters);
    const std::string_view* latin = was_first ? letter(scheme, start) : nullptr;
    if (latin == nullptr) latin = letter(scheme, letters);
    if (latin == nullptr || latin->empty()) continue;
    out += *latin;
    vowel = false;
    if (!last && next != U'ו' && next != U'י' && next != U'א' && next != U'ע') {
      out += "a";
      vowel = true;
    }
  }
  return out;
}

// "גולדשטיין" as Goldstein and Goldshtein; "אוסטרובסקי" by its ending.
std::vector<Reading> by_parts(std::string_view token) {
  if (token.size() % 2 != 0) return {};
  std::vector<Spellings> parts;
  std::string stem;
  std::string plain_stem;
  if (const Spellings* whole = surname_parts().find(token); whole != nullptr) {
    parts.push_back(*whole);
  } else if (!split_surname(token, parts)) {
    constexpr std::size_t kShortestStem = 6;    // bytes: three letters
    constexpr std::size_t kShortestEnding = 4;  // two
    for (std::size_t cut = kShortestStem; cut + kShortestEnding <= token.size() && parts.empty(); cut += 2) {
      const Spellings* ending = surname_parts().find(token.substr(cut));
      if (ending == nullptr) continue;
      stem = vowelled(token.substr(0, cut), "he");
      plain_stem = vowelled(token.substr(0, cut), "he-2");
      parts.push_back(*ending);
    }
  }
  if (parts.empty()) return {};
  std::string customary = stem;
  std::string plain = plain_stem;
  for (const auto& [custom, by_letter] : parts) {
    customary += custom;
    plain += by_letter;
  }
  const bool spelt = stem.empty();
  std::vector<Reading> out;
  if (plain != customary) out.push_back({.words = {std::move(plain)}, .tags = {}, .spelt = spelt});
  out.insert(out.begin(), {.words = {std::move(customary)}, .tags = {}, .spelt = spelt});
  return out;
}

}  // namespace

std::vector<Reading> romanise_hebrew(std::string_view token) {
  std::vector<Reading> out;
  const auto add = [&](std::string spelling) {
    if (!spelling.empty()) out.push_back({.words = {std::move(spelling)}, .tags = {}});
  };
  for (const std::string_view spelling : customary_spellings(token)) add(std::string(spelling));
  if (!out.empty()) return out;
  if (out = by_parts(token); !out.empty()) return out;
  // Names that end in God's: Netanyahu, Yirmiya.
  for (const auto& [ending, latin] :
       {std::pair<std::string_view, std::string_view>{"יהו", "yahu"}, {"יה", "ya"}}) {
    if (token.size() < ending.size() + 4 || !token.ends_with(ending)) continue;
    const std::string_view stem = token.substr(0, token.size() - ending.size());
    for (const std::string_view scheme : {"he", "he-2"}) {
      add(vowelled(stem, scheme).append(latin));
    }
    return out;
  }
  for (const std::string_view scheme : {"he", "he-2"}) {
    add(vowelled(token, scheme));
  }
  return out;
}

}  // namespace weir::text
