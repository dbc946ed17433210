#include "screen/raw_words.hpp"

#include <array>

#include "text/utf8.hpp"

namespace weir::screen {
namespace {

using text::Script;

constexpr bool ascii_word(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// One bit a byte: the scan's inner loop runs over ASCII.
constexpr std::array<bool, 256> kAsciiWord = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 128; ++c) table[c] = ascii_word(static_cast<unsigned char>(c));
  return table;
}();

constexpr bool apostrophe(char32_t c) {
  return c == U'\'' || c == U'\u2019' || c == U'\u02BC' || c == U'`';
}

// Letters, digits and the marks that fold() removes inside a word (accents, vowel signs).
bool continues(char32_t c, Script script) {
  constexpr char32_t kFirstMark = 0x300;
  constexpr char32_t kLastMark = 0x36F;
  constexpr char32_t kFirstArabicMark = 0x64B;
  constexpr char32_t kLastArabicMark = 0x65F;
  constexpr char32_t kTatweel = 0x640;
  return script != Script::Other || (c >= kFirstMark && c <= kLastMark) ||
         (c >= kFirstArabicMark && c <= kLastArabicMark) || c == kTatweel || c == U'\u200C' || c == U'\u00AD';
}

}  // namespace

bool RawWords::next(RawWord& word) {
  word.after_break = false;
  int line_feeds = 0;
  // To the first character of a word.
  for (;;) {
    if (at_ >= text_.size()) return false;
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (kAsciiWord[byte]) {
      word.script = byte <= '9' ? Script::Digit : Script::Latin;
      word.offset = at_++;
      break;
    }
    if (byte < 0x80) {
      if (byte == '\n' && ++line_feeds > 1) word.after_break = true;
      if (byte != '\n' && byte != ' ' && byte != '\r' && byte != '\t') line_feeds = 0;
      ++at_;
      continue;
    }
    const std::size_t start = at_;
    const char32_t c = text::next_point(text_, at_);
    if (const Script script = text::script_of(c); script != Script::Other) {
      word.script = script;
      word.offset = start;
      break;
    }
  }
  // To its end.
  while (at_ < text_.size()) {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (kAsciiWord[byte] && !text::runs_together(word.script)) {
      ++at_;
      continue;
    }
    std::size_t next = at_;
    const char32_t c = text::next_point(text_, next);
    const Script script = text::script_of(c);
    if (apostrophe(c) && next < text_.size()) {
      std::size_t peek = next;
      if (text::script_of(text::next_point(text_, peek)) == Script::Other) break;
      at_ = next;
      continue;
    }
    if (!continues(c, script)) break;
    if (script != Script::Other && (text::runs_together(script) || text::runs_together(word.script)) &&
        script != word.script)
      break;
    at_ = next;
  }
  word.length = at_ - word.offset;
  return true;
}

}  // namespace weir::screen
