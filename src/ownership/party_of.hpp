// Entities of a graph as parties, and finding them again by id or name.
//
// Thread-safety: const members from any thread. Errors: none.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ownership/graph.hpp"
#include "weir/party.hpp"

namespace weir::ownership {

// Its names, identifiers, dates and countries; list "ownership", entry_id the id in the source.
[[nodiscard]] Party party_of(const Graph& graph, EntityIndex entity);

// Folded names of a graph's entities.
class NameIndex {
 public:
  explicit NameIndex(const Graph& graph);
  // Entities with exactly this id, or, where none has, with this name when folded.
  [[nodiscard]] std::vector<EntityIndex> find(std::string_view id_or_name) const;
  [[nodiscard]] std::vector<EntityIndex> by_name(std::string_view name) const;
  [[nodiscard]] std::vector<EntityIndex> by_id(std::string_view id) const;

 private:
  const Graph& graph_;
  std::unordered_multimap<std::uint64_t, EntityIndex> names_;  // by hash of the folded name
};

}  // namespace weir::ownership
