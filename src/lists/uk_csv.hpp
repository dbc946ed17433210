// The UK's lists as CSV: OFSI's ConList.csv (closed in January 2026, kept by many) and the UK Sanctions List.
//
// Both begin with a line that holds the date, then a header row; one party has several rows, one a name, tied
// by "Group ID" or "Unique ID" and not always next to each other. So the parties wait in memory until the
// end. Columns are found by title. Thread-safety: one thread a call. Errors: Fault of the byte source; Fault
// BadFormat when there is no header row with a name and an id.
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

enum class UkEdition : unsigned char { None, Ofsi, SanctionsList };

[[nodiscard]] UkEdition uk_csv_edition(std::string_view head);
[[nodiscard]] tl::expected<ListInfo, Fault> read_uk_csv(ByteSource& source, const ListInfo& info, Sink& sink);

}  // namespace weir::lists
