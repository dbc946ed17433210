// One field of a shipment, by Weir's name for it: what the CSV and JSON readers share.
//
// Thread-safety: one thread. Errors: a field that cannot be read gives a message; the shipment stays usable.
#pragma once

#include <string>
#include <string_view>

#include "inputs/shipment.hpp"

namespace weir::inputs {

// Weir's field for a column title or JSON key ("Consignee Name" -> "consignee"); empty when not known.
[[nodiscard]] std::string shipment_field(std::string_view title, const ColumnMap& own);

// "consignee" or "consignee_country" -> the role, and "" or "country".
struct RoleField {
  std::string_view role;  // empty: the field is not a party's
  std::string_view part;
};
[[nodiscard]] RoleField role_field(std::string_view field);
[[nodiscard]] bool is_role(std::string_view role);
// "code", "value", ...: said of a goods line, not of the shipment.
[[nodiscard]] bool is_line_field(std::string_view field);

// Sets a field of the shipment, of the line or of a party. Returns what is wrong with the text, or "".
[[nodiscard]] std::string set_shipment_field(Shipment& shipment, ShipmentLine& line, std::string_view field,
                                             std::string_view text);
[[nodiscard]] std::string set_party_field(Shipment& shipment, std::string_view role, std::string_view part,
                                          std::string_view text);
// Drops parties that never got a name; true when anything of a shipment is left.
[[nodiscard]] bool finish_shipment(Shipment& shipment);

}  // namespace weir::inputs
