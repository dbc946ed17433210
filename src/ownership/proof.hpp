// The chain of stakes that counted, from listed parties down to one entity.
//
// Thread-safety: pure over what it is given. Errors: none.
#pragma once

#include <functional>
#include <string>

#include "ownership/fixpoint.hpp"

namespace weir::ownership {

// One fixed point, as a proof sees it.
struct ProofWorld {
  const Graph& graph;
  const Regime& regime;
  DayNumber day;
  Mode mode;
  std::function<std::uint64_t(EntityIndex)> rank;  // 0: no member
  std::function<bool(EntityIndex)> root;           // a listed party of this fixed point
  std::function<std::string(EntityIndex)> root_text;
  std::function<Capital(EntityIndex)> capital;
};

// Fills steps and shortened, and gives the roots met. For a member: what it rests on. For one who is no
// member: what members hold of it.
[[nodiscard]] std::vector<EntityIndex> prove(const ProofWorld& world, EntityIndex entity,
                                             OwnershipFinding& finding);

}  // namespace weir::ownership
