// The way from an offset in a document's text back to the line of the file it was read from.
//
// Memory is bounded: marks cost at most 8 MiB, and 1/8 of the text beyond that; where a text has more marks,
// they get coarser and the line named may be a little before the true one. Thread-safety: a value. Errors:
// none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace weir::inputs {

class SourceLines {
 public:
  // From `offset` on, text comes from `line` (from 1). Offsets must not fall; a later mark at the same offset
  // wins.
  void mark(std::size_t offset, std::uint64_t line);

  // For text that is the file's own: counts its line feeds.
  void count_feeds(std::string_view text);

  // `text` is the text that was marked or counted.
  [[nodiscard]] std::uint64_t line_at(std::string_view text, std::size_t offset) const;

 private:
  struct Mark {
    std::uint32_t offset;
    std::uint32_t line;
  };
  std::vector<Mark> marks_;
  std::vector<std::uint32_t> feeds_;  // line feeds before each block of kBlock bytes
};

// Column from 1 in code points of `offset` in its line; the line must not be longer than memory allows, time
// is linear in it.
[[nodiscard]] std::uint64_t column_at(std::string_view text, std::size_t offset);

}  // namespace weir::inputs
