// The EU's consolidated financial sanctions list, XML 1.1 (root element export, records sanctionEntity).
// Schema: European Commission, FSF, "xmlFullSanctionsList_1_1" (namespace
// http://eu.europa.ec/fpi/fsd/export).
//
// Thread-safety: one thread a call. Errors: as read_xml().
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

[[nodiscard]] tl::expected<ListInfo, Fault> read_eu_fsf_xml(ByteSource& source, const ListInfo& info,
                                                            Sink& sink);
[[nodiscard]] bool looks_like_eu_fsf_xml(std::string_view head);

}  // namespace weir::lists
