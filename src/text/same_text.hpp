// Are two short texts equal? In place: a call of memcmp takes longer than the comparison of two words.
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace weir::text {

// Longer texts are left to the library.
[[nodiscard]] inline bool same_text(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  const auto equal = [&]<typename Part>(Part /*of so many bytes*/) {
    // Its first bytes and its last ones, which may overlap.
    const auto part = [](const char* from) {
      Part bytes;
      std::memcpy(&bytes, from, sizeof bytes);
      return bytes;
    };
    const std::size_t last = a.size() - sizeof(Part);
    return part(a.data()) == part(b.data()) && part(a.data() + last) == part(b.data() + last);
  };
  if (a.size() > 2 * sizeof(std::uint64_t)) return a == b;
  if (a.size() >= sizeof(std::uint64_t)) return equal(std::uint64_t{});
  if (a.size() >= sizeof(std::uint32_t)) return equal(std::uint32_t{});
  if (a.size() >= sizeof(std::uint16_t)) return equal(std::uint16_t{});
  return a.empty() || a.front() == b.front();
}

}  // namespace weir::text
