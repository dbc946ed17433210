// The US Consolidated Screening List as CSV (consolidated.csv): header row, several values of a field parted
// by
// "; ".
//
// Columns are found by title. Thread-safety: one thread a call. Errors: Fault of the byte source; Fault
// BadFormat when there is no header row with source and name.
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

[[nodiscard]] tl::expected<ListInfo, Fault> read_csl_csv(ByteSource& source, const ListInfo& info,
                                                         Sink& sink);
[[nodiscard]] bool looks_like_csl_csv(std::string_view head);

}  // namespace weir::lists
