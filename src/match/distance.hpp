// Edit distance of two tokens: insertion, deletion, substitution and exchange of neighbours cost 1 each
// (optimal string alignment).
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::match {

// Bit-parallel (H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances",
// 2003) where the shorter text has at most 64 bytes; the reference otherwise.
[[nodiscard]] std::size_t osa_distance(std::string_view a, std::string_view b) noexcept;

// The same from one text to many: its letters are looked up once. Views the text, which must outlive it.
class OsaFrom {
 public:
  explicit OsaFrom(std::string_view text) noexcept;
  [[nodiscard]] std::size_t to(std::string_view other) const noexcept;

 private:
  std::string_view text_;
  std::array<std::uint64_t, 256> positions_{};  // of each letter, where the text has at most 64 bytes
};

// The plain dynamic programme; the fast one is tested against it.
[[nodiscard]] std::size_t osa_distance_reference(std::string_view a, std::string_view b);

}  // namespace weir::match
