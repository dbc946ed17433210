// Raw rows -> typed rows, each field read strictly; every fault is an issue with file, line and field.
//
// Thread-safety: one reader per thread. Errors: issues; a row with an error is not added.
#pragma once

#include <vector>

#include "rules/raw.hpp"
#include "rules/rule_set.hpp"

namespace weir::rules {

// Reads all rows but the expressions, which need the facts and terms of all tables.
void read_rows(const std::vector<RawRow>& raw, RuleSet::State& state, std::vector<RuleIssue>& issues);

// "25% of value", "0.46 USD per weight_kg".
[[nodiscard]] std::optional<DutyPart> parse_duty(std::string_view text);
[[nodiscard]] std::string duty_text(const DutyPart& duty);

// One line that says everything about a row but where it stood; content ids and differences rest on it.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> row_fields(const Measure& row);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> row_fields(const Classification& row);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> row_fields(const CodeSetEntry& row);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> row_fields(const AreaMember& row);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> row_fields(const FactDefinition& row);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> row_fields(const ChemicalDefinition& row);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> row_fields(const StackRule& row);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> row_fields(const Term& row);

}  // namespace weir::rules
