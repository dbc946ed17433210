// The UK Sanctions List, XML (root element Designations, records Designation). Schema: FCDO, "UK Sanctions
// List" (https://www.gov.uk/government/publications/the-uk-sanctions-list).
//
// Thread-safety: one thread a call. Errors: as read_xml().
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

[[nodiscard]] tl::expected<ListInfo, Fault> read_uk_xml(ByteSource& source, const ListInfo& info, Sink& sink);
[[nodiscard]] bool looks_like_uk_xml(std::string_view head);

}  // namespace weir::lists
