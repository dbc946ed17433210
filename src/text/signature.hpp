// Which letters a token has, in 62 bits: a filter before the edit distance.
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>

namespace weir::text {

// For a token of [a-z0-9]: bit 2i is set for at least one, bit 2i + 1 for at least two of letter i;
// bits 52..61 for the digits. An insertion or deletion changes one bit at most, a substitution two, an
// exchange none: tokens within k edits differ in at most 2k bits. Other bytes are not counted.
[[nodiscard]] constexpr std::uint64_t signature(std::string_view token) noexcept {
  std::uint64_t bits = 0;
  for (const char c : token) {
    if (c >= 'a' && c <= 'z') {
      const std::uint64_t one = std::uint64_t{1} << (2U * static_cast<unsigned>(c - 'a'));
      bits |= (bits & one) << 1U | one;
    } else if (c >= '0' && c <= '9') {
      bits |= std::uint64_t{1} << (52U + static_cast<unsigned>(c - '0'));
    }
  }
  return bits;
}

// The signature of two tokens written as one, from theirs.
[[nodiscard]] constexpr std::uint64_t joined_signature(std::uint64_t a, std::uint64_t b) noexcept {
  constexpr std::uint64_t kAtLeastOne = 0x5555555555555ULL;  // of each letter
  return a | b | (a & b & kAtLeastOne) << 1U;
}

}  // namespace weir::text
