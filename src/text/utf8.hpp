// UTF-8, one code point at a time, for loops that cannot afford a conversion.
//
// Thread-safety: pure functions. Errors: a byte that is not UTF-8 gives U+FFFD and is skipped alone.
#pragma once

#include <unicode/utf8.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace weir::text {

// Reads the code point at `at` (which must be < text.size()) and moves `at` behind it.
inline char32_t next_point(std::string_view text, std::size_t& at) noexcept {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) {
    ++at;
    return first;
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto index = static_cast<std::int64_t>(at);
  const auto length = static_cast<std::int64_t>(text.size());
  UChar32 point = 0;
  U8_NEXT(bytes, index, length, point);
  at = static_cast<std::size_t>(index);
  return point < 0 ? U'\uFFFD' : static_cast<char32_t>(point);
}

inline void append_point(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
    return;
  }
  char bytes[U8_MAX_LENGTH];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(c));
  out.append(bytes, static_cast<std::size_t>(length));
}

}  // namespace weir::text
