// Hebrew: customary spellings where a word is known, else its consonants, with vav and yod as vowels by
// place.
#include <utility>

#include "text/letters.hpp"
#include "text/names.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

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

}  // namespace

std::vector<std::string> romanise_hebrew(std::string_view token) {
  std::vector<std::string> out;
  for (const std::string_view spelling : customary_spellings(token)) out.emplace_back(spelling);
  if (!out.empty()) return out;
  // Names that end in God's: Netanyahu, Yirmiya.
  for (const auto& [ending, latin] :
       {std::pair<std::string_view, std::string_view>{"יהו", "yahu"}, {"יה", "ya"}}) {
    if (token.size() < ending.size() + 4 || !token.ends_with(ending)) continue;
    const std::string_view stem = token.substr(0, token.size() - ending.size());
    for (const std::string_view scheme : {"he", "he-2"}) {
      std::string spelling = vowelled(stem, scheme);
      out.push_back(std::move(spelling) + std::string(latin));
    }
    return out;
  }
  for (const std::string_view scheme : {"he", "he-2"}) {
    std::string spelling = vowelled(token, scheme);
    if (!spelling.empty()) out.push_back(std::move(spelling));
  }
  return out;
}

}  // namespace weir::text
