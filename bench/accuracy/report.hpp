// Figures as text, JSON and SVG; failures as a list to work on.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "accuracy/scoring.hpp"

namespace weir::accuracy {

// Markdown table, one row a group.
[[nodiscard]] std::string table(const std::vector<Group>& groups, const std::string& title);
[[nodiscard]] std::string reliability_table(const Figures& figures);

[[nodiscard]] nlohmann::json to_json(const Figures& figures);
// "name: F1 0.812 -> 0.907 (+0.095)" for every figure that both documents have.
[[nodiscard]] std::string compare_json(const nlohmann::json& before, const nlohmann::json& after);

// Reliability on the left, precision and recall on the right.
[[nodiscard]] std::string svg(const std::vector<Group>& groups);

// Wrong answers, by class of change; scores as they are.
[[nodiscard]] std::string failures(const std::vector<ScoredPair>& pairs);

}  // namespace weir::accuracy
