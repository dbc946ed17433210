// The digest of a decision: equal digests are equal answers, down to the last bit of each score.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include "ledger/past_question.hpp"
#include "weir/decision.hpp"

namespace weir::ledger {

// XXH3-128 over outcome, snapshot and every field of every hit, in their order.
[[nodiscard]] Digest decision_digest(const Decision& decision);

// What a history keeps of an asked question. A decision without hits has no digest: it follows from the
// question.
[[nodiscard]] PastQuestion past_question(const Party& party, const Decision& decision,
                                         const ScreenOptions& options, Day date);

// The digest of a decision of rules: all of it but its id, the day and the rules' id, which the record has.
// Measures that are not met do not count: they are left out of most decisions.
[[nodiscard]] Digest rule_digest(const RuleDecision& decision);

// "weir 0.1.0"
[[nodiscard]] const std::string& engine_name();

}  // namespace weir::ledger
