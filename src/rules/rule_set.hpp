// What a RuleSet holds: typed rows, their expressions, and which rows are versions of one thing.
//
// Thread-safety: immutable once built. Errors: build() reports every fault of the rows as an issue; rows with
// errors are left out, and a set with any error is refused by RuleSet::load.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/expression.hpp"
#include "rules/raw.hpp"
#include "weir/rules.hpp"

namespace weir::rules {

// Rows that are versions of one thing, latest record time first.
struct Versions {
  std::string key;
  std::vector<std::uint32_t> rows;
};

struct MeasureTests {
  Expression when;
  std::vector<Expression> conditions;
};

struct Term {
  std::string name;
  std::string text;
  SourceRef source;
};

template <class Row>
[[nodiscard]] bool covers(const Row& row, Day day) noexcept {
  return (!row.valid_from || *row.valid_from <= day) && (!row.valid_to || day <= *row.valid_to);
}

// The row that holds on `day` as known at `known`; nullptr where none does.
template <class Row>
[[nodiscard]] const Row* in_force(const std::vector<Row>& rows, const Versions& versions, Day day,
                                  Moment known) {
  for (const std::uint32_t index : versions.rows) {
    if (rows[index].recorded_at <= known && covers(rows[index], day)) return &rows[index];
  }
  return nullptr;
}

struct TableBytes {
  std::string file;  // as it is called in messages
  std::string bytes;
};

// The built-in tables: path below data/rules/ and content.
[[nodiscard]] std::vector<TableBytes> built_in_tables();
// Built-in tables (when asked for) and the user's, replaced by name. Unreadable paths become issues.
[[nodiscard]] std::vector<TableBytes> collect_tables(const std::vector<std::string>& paths,
                                                     bool with_built_in, std::vector<RuleIssue>& issues);
[[nodiscard]] std::shared_ptr<RuleSet::State> build(const std::vector<TableBytes>& tables,
                                                    std::vector<RuleIssue>& issues);

}  // namespace weir::rules

namespace weir {

struct RuleSet::State {
  std::string id;
  std::vector<Measure> measures;
  std::vector<rules::MeasureTests> tests;  // by measure
  std::vector<Classification> classifications;
  std::vector<rules::Expression> class_tests;  // by classification
  std::vector<CodeSetEntry> code_sets;
  std::vector<AreaMember> areas;
  std::vector<FactDefinition> facts;  // the built-in facts of a question first
  std::vector<ChemicalDefinition> chemicals;
  std::vector<StackRule> stacks;
  std::vector<rules::Term> terms;

  std::vector<rules::Versions> measure_versions;
  std::vector<rules::Versions> class_versions;
  std::vector<rules::Versions> stack_versions;
  std::unordered_map<std::string, std::vector<rules::Versions>> area_versions;  // by area, then member
  std::unordered_map<std::string, std::vector<rules::Versions>> set_versions;   // by set, then code
  std::unordered_map<std::string, std::uint32_t> fact_index;
  std::unordered_map<std::string, std::uint32_t> chemical_index;

  [[nodiscard]] const FactDefinition* fact(std::string_view name) const;
};

}  // namespace weir
