// OFAC's comma-separated lists: a primary file with its addresses and aliases (SDN.CSV, ADD.CSV, ALT.CSV;
// CONS_PRIM.CSV, CONS_ADD.CSV, CONS_ALT.CSV). Format: OFAC, "SDN List Data Formats" (dat_spec.txt).
//
// The three files are joined by entry number, so the parties wait in memory until all are read. An address or
// alias whose entry is not in the primary file is a reject: nothing disappears. Thread-safety: one thread a
// call. Errors: Fault of the byte sources.
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

struct OfacFiles {
  ByteSource* primary = nullptr;  // any of them may be missing
  ByteSource* addresses = nullptr;
  ByteSource* aliases = nullptr;
};

[[nodiscard]] tl::expected<ListInfo, Fault> read_ofac_csv(const OfacFiles& files, const ListInfo& info,
                                                          Sink& sink);

// What a file of the trio is, by its first records; None when it is none of them.
enum class OfacPart : unsigned char { None, Primary, Addresses, Aliases };
[[nodiscard]] OfacPart ofac_part(std::string_view head);

}  // namespace weir::lists
