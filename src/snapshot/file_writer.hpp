// Puts sections together into a snapshot file.
//
// Thread-safety: pure functions. Errors: Fault Io when the file cannot be written; the target is then as it
// was before.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "snapshot/format.hpp"
#include "weir/error.hpp"

namespace weir::snapshot {

// The bytes of each section; a section that is not given is empty.
using Sections = std::map<Section, std::string_view>;

template <class T>
[[nodiscard]] std::string_view as_bytes(const std::vector<T>& items) noexcept {
  // Rows are plain data without padding (format.hpp asserts their sizes).
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T)};
}

// Header and section table for `sections`, in the file's order.
struct Layout {
  Header header;
  std::array<SectionRow, kSectionCount> rows;
};
[[nodiscard]] Layout lay_out(const Sections& sections);

// The whole file in memory (tests, fuzzers).
[[nodiscard]] std::string to_bytes(const Sections& sections);

// Writes beside `path` and renames, so that a reader never sees half a snapshot. Gives the content id in hex.
[[nodiscard]] tl::expected<std::string, Fault> write_file(const std::string& path, const Sections& sections);

[[nodiscard]] std::string hex_id(const std::array<std::uint8_t, 16>& id);

}  // namespace weir::snapshot
