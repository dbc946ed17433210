// United Nations Security Council Consolidated List, XML. Schema:
// scsanctions.un.org/resources/xsd/sanctions.xsd.
//
// Thread-safety: one thread a call. Errors: as read_xml().
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

[[nodiscard]] tl::expected<ListInfo, Fault> read_un_xml(ByteSource& source, const ListInfo& info, Sink& sink);
[[nodiscard]] bool looks_like_un_xml(std::string_view head);

}  // namespace weir::lists
