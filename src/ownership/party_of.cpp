#include "ownership/party_of.hpp"

#include <xxhash.h>

#include <algorithm>

#include "lists/csv.hpp"
#include "text/fold.hpp"

namespace weir::ownership {
namespace {

std::uint64_t hash_of(std::string_view text) noexcept {
  return XXH3_64bits(text.data(), text.size());
}

}  // namespace

Party party_of(const Graph& graph, EntityIndex entity) {
  Party party{.list = "ownership", .entry_id = std::string(graph.id(entity))};
  party.names.push_back({.text = std::string(graph.name(entity))});
  if (const EntityFacts* facts = graph.known_facts(entity)) {
    party.schema = facts->schema;
    for (const std::string& alias : facts->aliases)
      party.names.push_back({.text = alias, .kind = NameKind::Alias});
    party.identifiers = facts->identifiers;
    party.birth_dates = facts->birth_dates;
    party.countries = facts->countries;
  }
  return party;
}

NameIndex::NameIndex(const Graph& graph) : graph_(graph) {
  names_.reserve(graph.entity_count());
  for (EntityIndex i = 0; i < graph.entity_count(); ++i) {
    names_.emplace(hash_of(text::fold(graph.name(i))), i);
    if (const EntityFacts* facts = graph.known_facts(i)) {
      for (const std::string& alias : facts->aliases) names_.emplace(hash_of(text::fold(alias)), i);
    }
  }
}

std::vector<EntityIndex> NameIndex::by_id(std::string_view id) const {
  std::string key = "i";
  key += id;
  const auto found = graph_.find(key);
  return found ? std::vector<EntityIndex>{*found} : std::vector<EntityIndex>{};
}

std::vector<EntityIndex> NameIndex::by_name(std::string_view name) const {
  const std::string folded = text::fold(lists::trim(name));
  std::vector<EntityIndex> out;
  const auto [begin, end] = names_.equal_range(hash_of(folded));
  for (auto i = begin; i != end; ++i) {
    const EntityIndex entity = i->second;
    bool same = text::fold(graph_.name(entity)) == folded;
    if (const EntityFacts* facts = graph_.known_facts(entity); facts != nullptr && !same) {
      same = std::any_of(facts->aliases.begin(), facts->aliases.end(),
                         [&](const std::string& alias) { return text::fold(alias) == folded; });
    }
    if (same) out.push_back(entity);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<EntityIndex> NameIndex::find(std::string_view id_or_name) const {
  std::vector<EntityIndex> out = by_id(lists::trim(id_or_name));
  return out.empty() ? by_name(id_or_name) : out;
}

}  // namespace weir::ownership
