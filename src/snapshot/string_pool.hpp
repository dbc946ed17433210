// The STRINGS section while it is being built: every distinct string once, reference 0 = the empty string.
//
// Thread-safety: one thread. Errors: full() turns true when a string no longer fits below 4 GiB; add() then
// gives 0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::snapshot {

class StringPool {
 public:
  StringPool();
  std::uint32_t add(std::string_view text);
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool full() const noexcept { return full_; }

 private:
  void grow();

  std::string bytes_;
  std::vector<std::uint32_t> slots_;  // open addressing; 0 = empty (reference 0 is never looked up)
  std::size_t used_ = 0;
  bool full_ = false;
};

// The string that `reference` stands for, or an empty view when it lies outside `pool`.
[[nodiscard]] std::string_view string_at(std::string_view pool, std::uint32_t reference) noexcept;

}  // namespace weir::snapshot
