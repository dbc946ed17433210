// What the solver must say, in the plainest way: try every entity again until nothing changes.
//
// For tests only; quadratic and worse. It shares no arithmetic with the fast one. Thread-safety: pure.
#pragma once

#include <span>
#include <vector>

#include "ownership/solver.hpp"

namespace weir::ownership {

// By entity, one regime.
[[nodiscard]] std::vector<OwnershipStatus> reference_statuses(const Graph& graph, const Regime& regime,
                                                              std::span<const ListedParty> listed,
                                                              DayNumber day);

}  // namespace weir::ownership
