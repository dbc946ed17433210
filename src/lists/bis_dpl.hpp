// BIS Denied Persons List, tab-separated (dpl.txt): one row a denial order. Format: its own header row.
//
// Thread-safety: one thread a call. Errors: Fault of the byte source; Fault BadFormat when the header row is
// another.
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

[[nodiscard]] tl::expected<ListInfo, Fault> read_bis_dpl(ByteSource& source, const ListInfo& info,
                                                         Sink& sink);
[[nodiscard]] bool looks_like_bis_dpl(std::string_view head);

}  // namespace weir::lists
