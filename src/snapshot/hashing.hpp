// What the snapshot's hashed indexes hash. Builder and reader share these functions.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <xxhash.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "snapshot/format.hpp"
#include "weir/identifier.hpp"

namespace weir::snapshot {

[[nodiscard]] inline std::uint64_t hash_text(std::string_view text) noexcept {
  return XXH3_64bits(text.data(), text.size());
}

// The low eight bits tell most strangers in a bucket apart without a look at their text.
[[nodiscard]] inline std::uint32_t pack_row(std::uint32_t token, std::uint64_t hash) noexcept {
  return token | static_cast<std::uint32_t>(hash & 0xFFU) << kTokenBits;
}
[[nodiscard]] inline bool row_may_match(std::uint32_t row, std::uint64_t hash) noexcept {
  return (row >> kTokenBits) == (hash & 0xFFU);
}

[[nodiscard]] inline std::uint64_t hash_sound(std::uint64_t key) noexcept {
  return XXH3_64bits(&key, sizeof key);
}

[[nodiscard]] inline std::uint64_t hash_run(char32_t first, char32_t second) noexcept {
  const std::array<char32_t, 2> pair{first, second};
  return XXH3_64bits(pair.data(), sizeof pair);
}

// Identifiers that name the same thing under several types meet in one class: a passport given as "Other" is
// still found. `normal` is facts::normal_identifier's result.
[[nodiscard]] inline std::uint64_t hash_identifier(std::string_view normal) noexcept {
  return hash_text(normal);
}

}  // namespace weir::snapshot
