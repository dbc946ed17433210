#include "snapshot/string_pool.hpp"

#include <xxhash.h>

#include <limits>

#include "snapshot/varint.hpp"

namespace weir::snapshot {
namespace {
constexpr std::size_t kFirstSlots = 1024;
}

StringPool::StringPool() : bytes_(1, '\0'), slots_(kFirstSlots, 0) {}

std::uint32_t StringPool::add(std::string_view text) {
  if (text.empty()) return 0;
  if ((used_ + 1) * 2 > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = XXH3_64bits(text.data(), text.size()) & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (string_at(bytes_, slots_[slot]) == text) return slots_[slot];
  }
  constexpr std::size_t kLengthBytes = 10;
  if (bytes_.size() + text.size() + kLengthBytes > std::numeric_limits<std::uint32_t>::max()) {
    full_ = true;
    return 0;
  }
  const auto reference = static_cast<std::uint32_t>(bytes_.size());
  put_varint(bytes_, text.size());
  bytes_.append(text);
  slots_[slot] = reference;
  ++used_;
  return reference;
}

void StringPool::grow() {
  std::vector<std::uint32_t> old(slots_.size() * 2, 0);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint32_t reference : old) {
    if (reference == 0) continue;
    const std::string_view text = string_at(bytes_, reference);
    std::size_t slot = XXH3_64bits(text.data(), text.size()) & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = reference;
  }
}

std::string_view string_at(std::string_view pool, std::uint32_t reference) noexcept {
  if (reference == 0 || reference >= pool.size()) return {};
  // Nearly every string is shorter than 128 bytes: one length byte.
  const auto first = static_cast<unsigned char>(pool[reference]);
  if (first < 0x80) {
    if (first > pool.size() - reference - 1) return {};
    return pool.substr(reference + 1, first);
  }
  Cursor cursor(pool, reference);
  const std::size_t length = cursor.count();
  return cursor.take(length);
}

}  // namespace weir::snapshot
