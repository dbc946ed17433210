// What can only be seen across rows: names that lead nowhere, circles, duplicates, contradictions.
//
// Thread-safety: one call at a time per state. Errors: issues.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "rules/rule_set.hpp"

namespace weir::rules {

// Parses the expressions of all rows and checks every reference. Needs the indexes of the state.
void check_rows(RuleSet::State& state, std::vector<RuleIssue>& issues);

// The codes of a nomenclature in CSV or TSV: in each line the first field that is 2, 4 or 6 digits.
[[nodiscard]] std::unordered_set<std::string> read_codes(std::string_view bytes);
// An error for every code of HS edition 2022 in measures and code sets (the first six digits) that is not
// among them.
void check_codes(const RuleSet::State& state, const std::unordered_set<std::string>& codes,
                 std::vector<RuleIssue>& issues);

}  // namespace weir::rules
