// The reference tables that ship inside the library: everything under data/ but the sample.
//
// A table is UTF-8, tab-separated, one row a line; lines that start with '#' are comments (they carry the
// table's citation). Thread-safety: immutable. Errors: an unknown path is a programming error and gives an
// empty table.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace weir::tables {

// The bytes of a table by its path below data/, e.g. "names/org_forms.tsv".
[[nodiscard]] std::string_view bytes(std::string_view path) noexcept;

// The paths of all tables below a folder ("rules/"), sorted.
[[nodiscard]] std::vector<std::string_view> paths(std::string_view folder);

// Its rows, split at tabs; views into the library's own memory.
[[nodiscard]] std::vector<std::vector<std::string_view>> rows(std::string_view path);

// A hash over the paths and bytes of all tables whose path starts with `folder` ("names/"): what depends on
// them can tell whether they changed.
[[nodiscard]] std::uint64_t fingerprint(std::string_view folder) noexcept;

// Splits any text of the same form; for tables that a user supplies.
[[nodiscard]] std::vector<std::vector<std::string_view>> split_rows(std::string_view text);

}  // namespace weir::tables
