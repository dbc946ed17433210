// Pairs through the matcher, and figures by group.
//
// Thread-safety: one thread. Errors: none.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "accuracy/metrics.hpp"
#include "accuracy/pairs.hpp"

namespace weir::accuracy {

struct ScoredPair {
  Pair pair;
  double score = 0;
  bool match = false;
};

[[nodiscard]] std::vector<ScoredPair> score_pairs(std::vector<Pair> pairs);

// What the figures are of: a label such as "cases person" and its pairs' figures.
struct Group {
  std::string name;
  Figures figures;
};

enum class By { Schema, Script, Change, Set };

[[nodiscard]] std::string_view schema_group(Schema schema) noexcept;  // "person", "organisation", "vessel"
[[nodiscard]] std::vector<Group> group_by(const std::vector<ScoredPair>& pairs, By by);
[[nodiscard]] Figures figures_of(const std::vector<ScoredPair>& pairs);

}  // namespace weir::accuracy
