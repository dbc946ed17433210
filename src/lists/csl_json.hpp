// The US Consolidated Screening List as JSON (consolidated.json): an object whose array "results" has the
// entries. The array is read entry by entry, so its length does not matter.
//
// Thread-safety: one thread a call. Errors: as read_json_array().
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

[[nodiscard]] tl::expected<ListInfo, Fault> read_csl_json(ByteSource& source, const ListInfo& info,
                                                          Sink& sink);
[[nodiscard]] bool looks_like_csl_json(std::string_view head);

}  // namespace weir::lists
