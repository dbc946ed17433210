// Running text -> words with their places, without copying: the document scan's tokeniser.
//
// Cuts where text::split() cuts the folded text, but keeps byte offsets of the original. Thread-safety: one
// object per thread. Errors: none; bytes that are not UTF-8 separate words.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/script.hpp"

namespace weir::screen {

struct RawWord {
  std::size_t offset = 0;
  std::size_t length = 0;
  text::Script script = text::Script::Other;
  bool after_break = false;  // a blank line lies before it: another paragraph
};

class RawWords {
 public:
  explicit RawWords(std::string_view text) : text_(text) {}
  // False at the end.
  [[nodiscard]] bool next(RawWord& word);

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace weir::screen
