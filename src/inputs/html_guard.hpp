// Keeps an HTML page from costing libxml2 time without end.
//
// libxml2 compares each attribute of a tag with all before it, and looks through all open elements for an end
// tag that fits none: a page of some megabytes can be made to take hours. The guard counts those steps; the
// parse stops when they exceed what about two seconds allow. Thread-safety: one parse, one guard. Errors:
// none; ask spent().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::inputs {

class HtmlGuard {
 public:
  [[nodiscard]] bool spent() const { return steps_ > kMaxSteps; }

  // A start tag with so many attributes was read.
  void tag(std::uint64_t attributes) { steps_ += attributes * attributes; }
  // A mistake in the page, inside so many open elements.
  void mistake(std::uint64_t depth) { steps_ += depth; }
  // After each block: what the parser still holds back, and how many bytes it was given in all. It reads a
  // start tag only when it has all of it, so one that grows past kLongTag is looked at before.
  void pending(std::string_view held, std::uint64_t given);

 private:
  static constexpr std::uint64_t kMaxSteps = 400'000'000;
  static constexpr std::size_t kLongTag = 64U << 10U;
  static constexpr std::size_t kMaxAttributes = 4096;  // of a tag longer than that

  std::uint64_t steps_ = 0;
  // The tag being looked at: where it starts in all that was given, how far it was seen, and in what state.
  std::uint64_t start_ = 0;
  std::size_t seen_ = 0;
  std::size_t attributes_ = 0;
  char quote_ = 0;
  bool after_equals_ = false;
};

}  // namespace weir::inputs
