#include "accuracy/scoring.hpp"

#include <utility>

#include "weir/engine.hpp"

namespace weir::accuracy {

std::vector<ScoredPair> score_pairs(std::vector<Pair> pairs) {
  std::vector<ScoredPair> out;
  out.reserve(pairs.size());
  for (Pair& pair : pairs) {
    const Comparison result = compare_names(pair.left, pair.right, pair.schema);
    out.push_back({.pair = std::move(pair), .score = result.score, .match = result.match});
  }
  return out;
}

std::string_view schema_group(Schema schema) noexcept {
  switch (schema) {
    case Schema::Person:
      return "person";
    case Schema::Vessel:
    case Schema::Airplane:
      return "vessel";
    default:
      return "organisation";
  }
}

Figures figures_of(const std::vector<ScoredPair>& pairs) {
  std::vector<Scored> scored;
  scored.reserve(pairs.size());
  for (const ScoredPair& pair : pairs)
    scored.push_back({.score = pair.score, .same = pair.pair.same, .match = pair.match});
  return measure(std::move(scored));
}

std::vector<Group> group_by(const std::vector<ScoredPair>& pairs, By by) {
  std::map<std::string, std::vector<Scored>> groups;
  for (const ScoredPair& pair : pairs) {
    std::string key;
    switch (by) {
      case By::Schema:
        key = schema_group(pair.pair.schema);
        break;
      case By::Script:
        key = pair.pair.script;
        break;
      case By::Change:
        key = pair.pair.change;
        break;
      case By::Set:
        key = pair.pair.set;
        break;
    }
    groups[key].push_back({.score = pair.score, .same = pair.pair.same, .match = pair.match});
  }
  std::vector<Group> out;
  for (auto& [name, scored] : groups) out.push_back({.name = name, .figures = measure(std::move(scored))});
  return out;
}

}  // namespace weir::accuracy
