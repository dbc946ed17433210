#include "facts/keccak.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace weir::facts {
namespace {

constexpr std::size_t kRate = 136;  // bytes absorbed a round
constexpr int kRounds = 24;

constexpr std::array<std::uint64_t, kRounds> kRoundConstants = {
    0x0000000000000001U, 0x0000000000008082U, 0x800000000000808AU, 0x8000000080008000U, 0x000000000000808BU,
    0x0000000080000001U, 0x8000000080008081U, 0x8000000000008009U, 0x000000000000008AU, 0x0000000000000088U,
    0x0000000080008009U, 0x000000008000000AU, 0x000000008000808BU, 0x800000000000008BU, 0x8000000000008089U,
    0x8000000000008003U, 0x8000000000008002U, 0x8000000000000080U, 0x000000000000800AU, 0x800000008000000AU,
    0x8000000080008081U, 0x8000000000008080U, 0x0000000080000001U, 0x8000000080008008U};
// Rho offsets and pi order along the cycle that starts at lane (1, 0).
constexpr std::array<int, 24> kRotations = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                            27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
constexpr std::array<std::size_t, 24> kLanes = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                                15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};

void permute(std::array<std::uint64_t, 25>& state) {
  std::array<std::uint64_t, 5> column{};
  for (const std::uint64_t constant : kRoundConstants) {
    for (std::size_t x = 0; x < 5; ++x) {
      column[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
    }
    for (std::size_t x = 0; x < 5; ++x) {
      const std::uint64_t mixed = column[(x + 4) % 5] ^ std::rotl(column[(x + 1) % 5], 1);
      for (std::size_t y = 0; y < 25; y += 5) state[y + x] ^= mixed;
    }
    std::uint64_t carried = state[1];
    for (std::size_t i = 0; i < kLanes.size(); ++i) {
      const std::uint64_t next = state[kLanes[i]];
      state[kLanes[i]] = std::rotl(carried, kRotations[i]);
      carried = next;
    }
    for (std::size_t y = 0; y < 25; y += 5) {
      for (std::size_t x = 0; x < 5; ++x) column[x] = state[y + x];
      for (std::size_t x = 0; x < 5; ++x)
        state[y + x] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]);
    }
    state[0] ^= constant;
  }
}

}  // namespace

std::array<unsigned char, 32> keccak256(std::string_view message) {
  std::array<std::uint64_t, 25> state{};
  const auto absorb = [&state](std::size_t at, unsigned char byte) {
    state[at / 8] ^= static_cast<std::uint64_t>(byte) << (at % 8 * 8);
  };
  std::size_t at = 0;
  for (const char c : message) {
    absorb(at, static_cast<unsigned char>(c));
    if (++at == kRate) {
      permute(state);
      at = 0;
    }
  }
  absorb(at, 0x01);
  absorb(kRate - 1, 0x80);
  permute(state);
  std::array<unsigned char, 32> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<unsigned char>(state[i / 8] >> (i % 8 * 8));
  }
  return digest;
}

}  // namespace weir::facts
