// A question as JSON, whole: what a decision record carries so that it can be replayed.
//
// Thread-safety: pure functions. Errors: reading gives Fault BadFormat that names the field.
#pragma once

#include <nlohmann/json.hpp>

#include <tl/expected.hpp>

#include "weir/engine.hpp"
#include "weir/error.hpp"
#include "weir/party.hpp"

namespace weir::ledger {

// Empty fields are left out. Bytes that are no UTF-8 do not survive a dump.
[[nodiscard]] nlohmann::ordered_json question_to_json(const Party& party);
[[nodiscard]] tl::expected<Party, Fault> question_from_json(const nlohmann::ordered_json& json);

[[nodiscard]] nlohmann::ordered_json options_to_json(const ScreenOptions& options);
[[nodiscard]] tl::expected<ScreenOptions, Fault> options_from_json(const nlohmann::ordered_json& json);

}  // namespace weir::ledger
