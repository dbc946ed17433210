// OFAC's SDN.XML and CONSOLIDATED.XML (root element sdnList). Schema: OFAC, "XML data specification"
// (https://ofac.treasury.gov/sdn-list-data-formats-data-schemas).
//
// Thread-safety: one thread a call. Errors: as read_xml().
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

[[nodiscard]] tl::expected<ListInfo, Fault> read_ofac_sdn_xml(ByteSource& source, const ListInfo& info,
                                                              Sink& sink);
[[nodiscard]] bool looks_like_ofac_sdn_xml(std::string_view head);

}  // namespace weir::lists
