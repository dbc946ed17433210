// A question to the rules as JSON, whole: what a decision of rules carries so that it can be replayed.
//
// Thread-safety: pure functions. Errors: reading gives Fault BadFormat that names the field.
#pragma once

#include <nlohmann/json.hpp>

#include <tl/expected.hpp>

#include "weir/error.hpp"
#include "weir/rules.hpp"

namespace weir::ledger {

// Empty fields are left out; numbers are exact, as texts ("5.92", "4992/826").
[[nodiscard]] nlohmann::ordered_json line_to_json(const RuleQuestion& line);
[[nodiscard]] tl::expected<RuleQuestion, Fault> line_from_json(const nlohmann::ordered_json& json);

}  // namespace weir::ledger
