#include "lists/xml_records.hpp"

#include <fmt/format.h>

namespace weir::lists {

Party XmlRecords::party_of(const XmlNode& record, std::string_view id) const {
  return {.list = info_.list_id, .entry_id = std::string(id), .source = {.file = file_, .line = record.line}};
}

void XmlRecords::reject(const XmlNode& node, std::string field, std::string reason, bool whole) {
  sink_.reject({.file = file_,
                .line = node.line,
                .field = std::move(field),
                .reason = std::move(reason),
                .record = flat_text(node),
                .whole = whole});
}

bool XmlRecords::is_first(const XmlNode& record, const Party& party, std::string_view field) {
  const auto [known, added] = seen_.try_emplace(party.entry_id, record.line);
  if (!added)
    reject(record, std::string(field),
           fmt::format("entry {} is there already, first at line {}", party.entry_id, known->second), true);
  return added;
}

}  // namespace weir::lists
