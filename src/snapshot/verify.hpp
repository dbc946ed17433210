// The check of a whole snapshot: every section's checksum and every index in it, in one pass over the memory.
//
// A section is cut into chunks. Each chunk's hash and the check of its elements run while the chunk is in the
// processor's cache, on a few threads, so that a million names are checked in some ten milliseconds.
// Thread-safety: pure functions. Errors: verify() gives what is wrong first, in the order of sections.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "snapshot/format.hpp"

namespace weir::snapshot {

// XXH3-64 over the XXH3-64 hashes (little-endian) of the section's chunks of kChunkBytes.
[[nodiscard]] std::uint64_t section_checksum(std::string_view bytes);

struct SectionCheck {
  Section section = Section::Meta;
  std::string_view bytes;
  std::uint64_t checksum = 0;  // as the section table states it
  // True when the elements [first, last) are in order. It may read the element after `last` where there is
  // one, writes nothing, and is called from several threads.
  std::function<bool(std::size_t first, std::size_t last)> good = {};
};

struct Finding {
  Section section = Section::Meta;
  bool altered = false;  // the checksum does not agree; otherwise an element is out of order
};

[[nodiscard]] std::optional<Finding> verify(const std::vector<SectionCheck>& checks);

}  // namespace weir::snapshot
