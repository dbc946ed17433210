#include "accuracy/pairs.hpp"

namespace weir::accuracy {

std::uint64_t stable_hash(std::string_view text) noexcept {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return Random(hash).next();
}

Split split_of(std::string_view key) noexcept {
  return (stable_hash(key) & 1U) == 0 ? Split::Fit : Split::Test;
}

}  // namespace weir::accuracy
