// LEB128 varints, written to a string and read with every bound checked.
//
// Thread-safety: none needed, value types. Errors: Cursor::ok() turns false at the first read past the end
// and stays so; reads then give 0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace weir::snapshot {

inline void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(value) | 0x80U));
    value >>= 7U;
  }
  out.push_back(static_cast<char>(value));
}

// Zig-zag form, for days before 1970.
inline void put_signed(std::string& out, std::int64_t value) {
  put_varint(out, (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
}

class Cursor {
 public:
  explicit Cursor(std::string_view bytes, std::size_t at = 0)
      : bytes_(bytes), at_(at), ok_(at <= bytes.size()) {}

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; ok_ && shift < 64; shift += 7) {
      if (at_ >= bytes_.size()) break;
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }

  std::int64_t signed_varint() {
    const std::uint64_t raw = varint();
    return static_cast<std::int64_t>(raw >> 1U) ^ -static_cast<std::int64_t>(raw & 1U);
  }

  // A count of things that each take at least one byte: more than there are bytes left is corrupt, so that no
  // caller reserves memory for it.
  std::size_t count() {
    const std::uint64_t value = varint();
    if (value > bytes_.size() - at_) ok_ = false;
    return ok_ ? static_cast<std::size_t>(value) : 0;
  }

  std::string_view take(std::size_t length) {
    if (!ok_ || length > bytes_.size() - at_) {
      ok_ = false;
      return {};
    }
    const std::string_view out = bytes_.substr(at_, length);
    at_ += length;
    return out;
  }

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] std::size_t position() const noexcept { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_;
  bool ok_;
};

}  // namespace weir::snapshot
