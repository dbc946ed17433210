#include "inputs/source_lines.hpp"

#include <algorithm>

namespace weir::inputs {
namespace {

constexpr std::size_t kBlock = 4096;
constexpr std::size_t kFineMarks = 1U << 20U;
constexpr std::size_t kCoarseStep = 64;  // bytes of text between two marks beyond kFineMarks

}  // namespace

void SourceLines::mark(std::size_t offset, std::uint64_t line) {
  const Mark mark{static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(line)};
  if (!marks_.empty()) {
    Mark& last = marks_.back();
    if (last.offset == mark.offset) {
      last.line = mark.line;
      return;
    }
    if (last.line == mark.line) return;
    if (marks_.size() >= kFineMarks && mark.offset - last.offset < kCoarseStep) return;
  }
  marks_.push_back(mark);
}

void SourceLines::count_feeds(std::string_view text) {
  feeds_.clear();
  feeds_.reserve(text.size() / kBlock + 1);
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += kBlock) {
    feeds_.push_back(count);
    const std::string_view block = text.substr(at, kBlock);
    count += static_cast<std::uint32_t>(std::count(block.begin(), block.end(), '\n'));
  }
}

std::uint64_t SourceLines::line_at(std::string_view text, std::size_t offset) const {
  offset = std::min(offset, text.size());
  if (!marks_.empty()) {
    const auto after =
        std::upper_bound(marks_.begin(), marks_.end(), offset,
                         [](std::size_t value, const Mark& mark) { return value < mark.offset; });
    return after == marks_.begin() ? 1 : std::prev(after)->line;
  }
  std::uint64_t line = 1;
  std::size_t from = 0;
  if (!feeds_.empty()) {
    const std::size_t block = std::min(offset / kBlock, feeds_.size() - 1);
    line += feeds_[block];
    from = block * kBlock;
  }
  const std::string_view rest = text.substr(from, offset - from);
  return line + static_cast<std::uint64_t>(std::count(rest.begin(), rest.end(), '\n'));
}

std::uint64_t column_at(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const std::size_t feed = before.rfind('\n');
  const std::string_view line = feed == std::string_view::npos ? before : before.substr(feed + 1);
  return 1 + static_cast<std::uint64_t>(std::count_if(line.begin(), line.end(), [](char c) {
           return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
         }));
}

}  // namespace weir::inputs
