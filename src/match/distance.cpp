#include "match/distance.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "text/equal_ends.hpp"

namespace weir::match {

std::size_t osa_distance_reference(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

namespace {

constexpr std::size_t kWord = 64;
using Positions = std::array<std::uint64_t, 256>;

// From a text of `length` letters, which stand at these positions, to `b`.
std::size_t osa_by_bits(const Positions& positions, std::size_t length, std::string_view b) noexcept {
  const std::uint64_t last = std::uint64_t{1} << (length - 1);
  std::uint64_t vertical_plus = ~std::uint64_t{0};
  std::uint64_t vertical_minus = 0;
  std::uint64_t diagonal = 0;
  std::uint64_t before = 0;
  std::size_t distance = length;
  for (const char c : b) {
    const std::uint64_t here = positions[static_cast<unsigned char>(c)];
    const std::uint64_t exchange = ((~diagonal & here) << 1U) & before;
    diagonal = (((here & vertical_plus) + vertical_plus) ^ vertical_plus) | here | vertical_minus | exchange;
    std::uint64_t horizontal_plus = vertical_minus | ~(diagonal | vertical_plus);
    std::uint64_t horizontal_minus = diagonal & vertical_plus;
    distance += static_cast<std::size_t>((horizontal_plus & last) != 0);
    distance -= static_cast<std::size_t>((horizontal_minus & last) != 0);
    horizontal_plus = (horizontal_plus << 1U) | 1U;
    horizontal_minus <<= 1U;
    vertical_plus = horizontal_minus | ~(diagonal | horizontal_plus);
    vertical_minus = horizontal_plus & diagonal;
    before = here;
  }
  return distance;
}

}  // namespace

std::size_t osa_distance(std::string_view a, std::string_view b) noexcept {
  text::cut_equal_ends(a, b);
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return b.size();
  if (a.size() > kWord) return osa_distance_reference(a, b);
  // All zero between calls: only the letters of `a` are set and cleared, which is cheaper than a fresh table.
  thread_local Positions positions{};
  for (std::size_t i = 0; i < a.size(); ++i)
    positions[static_cast<unsigned char>(a[i])] |= std::uint64_t{1} << i;
  const std::size_t distance = osa_by_bits(positions, a.size(), b);
  for (const char c : a) positions[static_cast<unsigned char>(c)] = 0;
  return distance;
}

OsaFrom::OsaFrom(std::string_view text) noexcept : text_(text) {
  if (text.size() > kWord) return;
  for (std::size_t i = 0; i < text.size(); ++i)
    positions_[static_cast<unsigned char>(text[i])] |= std::uint64_t{1} << i;
}

std::size_t OsaFrom::to(std::string_view other) const noexcept {
  if (text_.empty()) return other.size();
  if (text_.size() > kWord) return osa_distance(text_, other);
  return osa_by_bits(positions_, text_.size(), other);
}

}  // namespace weir::match
