// A shipment as JSON, whole, and what its file said besides: what the decision on a shipment carries so that
// it can be replayed without the file.
//
// Thread-safety: pure functions. Errors: reading gives Fault BadFormat that names the field.
#pragma once

#include <nlohmann/json.hpp>

#include <tl/expected.hpp>

#include "inputs/shipment.hpp"
#include "screen/file_history.hpp"
#include "weir/error.hpp"

namespace weir::ledger {

// Empty fields are left out; numbers are exact, as texts. The id and the places in the file are not part.
[[nodiscard]] nlohmann::ordered_json shipment_to_json(const inputs::Shipment& shipment);
[[nodiscard]] tl::expected<inputs::Shipment, Fault> shipment_from_json(const nlohmann::ordered_json& json);

// Lines and parties count from 1.
[[nodiscard]] nlohmann::ordered_json file_facts_to_json(const screen::FileFacts& facts);
[[nodiscard]] tl::expected<screen::FileFacts, Fault> file_facts_from_json(const nlohmann::ordered_json& json,
                                                                          const inputs::Shipment& shipment);

}  // namespace weir::ledger
