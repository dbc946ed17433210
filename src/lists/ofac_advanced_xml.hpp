// OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML (root element Sanctions). Schema: OFAC, "Advanced sanctions
// data model" (https://ofac.treasury.gov/sdn-list-data-formats-data-schemas).
//
// The file is a database in one document: values of reference, places, documents, parties, relations and
// entries point at each other by number, and the entries, which hold programmes and dates, come last. So the
// parties wait in memory until the end; that is bounded by the list. A reference to nothing is a reject of
// that part. Thread-safety: one thread a call. Errors: as read_xml().
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

[[nodiscard]] tl::expected<ListInfo, Fault> read_ofac_advanced_xml(ByteSource& source, const ListInfo& info,
                                                                   Sink& sink);
[[nodiscard]] bool looks_like_ofac_advanced_xml(std::string_view head);

}  // namespace weir::lists
