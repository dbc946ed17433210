// How many bits are set, in place.
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <cstdint>

namespace weir::match {

// std::popcount is a call into libgcc for processors that may lack the instruction; this is a dozen steps in
// place (Warren, "Hacker's Delight", 2013, 5-1).
[[nodiscard]] constexpr int bit_count(std::uint64_t bits) noexcept {
  bits -= bits >> 1U & 0x5555'5555'5555'5555ULL;
  bits = (bits & 0x3333'3333'3333'3333ULL) + (bits >> 2U & 0x3333'3333'3333'3333ULL);
  bits = (bits + (bits >> 4U)) & 0x0F0F'0F0F'0F0F'0F0FULL;
  return static_cast<int>(bits * 0x0101'0101'0101'0101ULL >> 56U);
}
static_assert(bit_count(0) == 0 && bit_count(~std::uint64_t{0}) == 64 &&
              bit_count(0x8000000000000101ULL) == 3);

}  // namespace weir::match
