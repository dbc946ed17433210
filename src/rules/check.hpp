// What can only be seen across rows: names that lead nowhere, circles, duplicates, contradictions.
//
// Thread-safety: one call at a time per state. Errors: issues.
#pragma once

#include <vector>

#include "rules/rule_set.hpp"

namespace weir::rules {

// Parses the expressions of all rows and checks every reference. Needs the indexes of the state.
void check_rows(RuleSet::State& state, std::vector<RuleIssue>& issues);

}  // namespace weir::rules
