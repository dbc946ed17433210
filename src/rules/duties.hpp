// Duties: which of the tariffs met are laid on, in which order, and how much each is.
//
// Exact fractions throughout; nothing is rounded before the caller writes it. Thread-safety: pure functions.
// Errors: an amount that cannot be known, or does not fit, is left empty and a note says why.
#pragma once

#include <span>

#include "rules/settle.hpp"

namespace weir::rules {

// Fills duties, total_duty and notes of the decision from the tariffs among `states`.
void lay_duties(const Probe& probe, std::span<const RowState> states, RuleDecision& decision);

}  // namespace weir::rules
