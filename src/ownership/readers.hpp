// One reader for each form in which ownership data comes; docs/ownership.md shows an example of each.
//
// Each streams: memory holds one record beside the graph. Thread-safety: one thread a call. Errors: bad
// records are rejects with file and line; a Fault only when nothing more can be read.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "lists/reader.hpp"
#include "ownership/builder.hpp"

namespace weir::ownership {

// Plain CSV, one stake a row. Columns: owner and/or owner_id, owned and/or owned_id, share or min and max,
// from, to, kind, source. `columns` maps a user's titles.
[[nodiscard]] tl::expected<void, Fault> read_stakes_csv(lists::ByteSource& source,
                                                        const std::map<std::string, std::string>& columns,
                                                        GraphBuilder& builder);
// FollowTheMoney: Ownership and Directorship entities and the parties they join, JSON lines.
[[nodiscard]] tl::expected<void, Fault> read_ftm_stakes(lists::ByteSource& source, GraphBuilder& builder);
// Beneficial Ownership Data Standard 0.2, 0.3 and 0.4: a JSON array or JSON lines.
[[nodiscard]] tl::expected<void, Fault> read_bods(lists::ByteSource& source, bool lines,
                                                  GraphBuilder& builder);
// GLEIF relationship records: the CSV golden copy, and RR-CDF as JSON.
[[nodiscard]] tl::expected<void, Fault> read_gleif_csv(lists::ByteSource& source, GraphBuilder& builder);
[[nodiscard]] tl::expected<void, Fault> read_gleif_json(lists::ByteSource& source, bool lines,
                                                        std::string_view key, GraphBuilder& builder);

enum class OwnershipFormat : unsigned char { Unknown, Csv, Ftm, Bods, GleifCsv, GleifJson };
[[nodiscard]] std::string_view ownership_format_name(OwnershipFormat format) noexcept;

struct DetectedOwnership {
  OwnershipFormat format = OwnershipFormat::Unknown;
  bool lines = false;  // JSON lines; else one array
  std::string key;     // the member that holds the array, where an object does
};
// From the first bytes.
[[nodiscard]] DetectedOwnership detect_ownership(std::string_view head,
                                                 const std::map<std::string, std::string>& columns);

// Reads what detect_ownership() found. Fault BadFormat for Unknown.
[[nodiscard]] tl::expected<void, Fault> read_stakes(lists::ByteSource& source, const DetectedOwnership& found,
                                                    const std::map<std::string, std::string>& columns,
                                                    GraphBuilder& builder);
// Finds the format of a file and reads it into the builder.
[[nodiscard]] tl::expected<OwnershipFormat, Fault> load_stakes(
    const std::string& path, const std::map<std::string, std::string>& columns, GraphBuilder& builder);

}  // namespace weir::ownership
