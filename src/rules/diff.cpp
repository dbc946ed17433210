// Two rule sets side by side, row by row.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/rows.hpp"
#include "rules/rule_set.hpp"
#include "rules/words.hpp"

namespace weir {
namespace rules {
namespace {

using FieldList = std::vector<std::pair<std::string, std::string>>;

// The name of a row in a difference, and the measures that use it.
struct Side {
  const RuleSet::State& state;
  std::optional<Day> date;

  template <class Row>
  [[nodiscard]] bool counts(const Row& row) const {
    if constexpr (requires { row.valid_from; })
      return !date || covers(row, *date);
    else
      return true;
  }
};

bool names(const Expression& expression, AtomKind kind, std::string_view value) {
  return std::any_of(expression.nodes.begin(), expression.nodes.end(), [&](const Node& node) {
    return node.op == Node::Op::Atom && node.atom == kind &&
           (node.name == value ||
            (kind == AtomKind::CodeSet && std::string_view(node.name).substr(0, value.size()) == value &&
             node.name.size() > value.size() && node.name[value.size()] == '/'));
  });
}

template <class Test>
std::vector<std::string> measures_where(const RuleSet::State& state, Test test) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < state.measures.size(); ++i) {
    if (test(state.measures[i], state.tests[i])) out.insert(state.measures[i].id);
  }
  return {out.begin(), out.end()};
}

bool has(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

template <class Test>
bool any_expression(const MeasureTests& tests, Test test) {
  return test(tests.when) || std::any_of(tests.conditions.begin(), tests.conditions.end(), test);
}

// Every area that takes in `area`, itself included.
std::vector<std::string> wider_areas(const RuleSet::State& state, const std::string& area) {
  std::vector<std::string> out{area};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const AreaMember& row : state.areas) {
      if (row.member == out[i] && !has(out, row.area)) out.push_back(row.area);
    }
  }
  return out;
}

std::vector<std::string> touched(const RuleSet::State&, const Measure& row) {
  return {row.id};
}

std::vector<std::string> touched(const RuleSet::State& state, const Classification& row) {
  return measures_where(state, [&](const Measure& measure, const MeasureTests& tests) {
    const auto under = [&](const std::string& pattern) {
      return eccn_under(row.eccn, pattern) == Truth::Yes;
    };
    return std::any_of(measure.eccns.begin(), measure.eccns.end(), under) ||
           any_expression(tests, [&](const Expression& expression) {
             return std::any_of(expression.nodes.begin(), expression.nodes.end(), [&](const Node& node) {
               return node.op == Node::Op::Atom && node.atom == AtomKind::Eccn && under(node.name);
             });
           });
  });
}

std::vector<std::string> touched(const RuleSet::State& state, const CodeSetEntry& row) {
  return measures_where(state, [&](const Measure& measure, const MeasureTests& tests) {
    const auto uses = [&](const std::string& name) {
      return name == row.set || name.starts_with(row.set + "/");
    };
    return std::any_of(measure.code_sets.begin(), measure.code_sets.end(), uses) ||
           any_expression(tests, [&](const Expression& expression) {
             return names(expression, AtomKind::CodeSet, row.set);
           });
  });
}

std::vector<std::string> touched(const RuleSet::State& state, const AreaMember& row) {
  const auto areas = wider_areas(state, row.area);
  return measures_where(state, [&](const Measure& measure, const MeasureTests& tests) {
    return std::any_of(areas.begin(), areas.end(), [&](const std::string& area) {
      for (const auto* list : {&measure.to, &measure.not_to, &measure.from, &measure.not_from,
                               &measure.origin, &measure.not_origin, &measure.via}) {
        if (has(*list, area)) return true;
      }
      for (const std::string& party : measure.parties) {
        if (party.ends_with("country:" + area)) return true;
      }
      return any_expression(tests, [&](const Expression& expression) {
        return names(expression, AtomKind::To, area) || names(expression, AtomKind::From, area) ||
               names(expression, AtomKind::Origin, area) || names(expression, AtomKind::Via, area) ||
               names(expression, AtomKind::Party, "country:" + area);
      });
    });
  });
}

std::vector<std::string> touched(const RuleSet::State& state, const FactDefinition& row) {
  return measures_where(state, [&](const Measure&, const MeasureTests& tests) {
    return any_expression(tests,
                          [&](const Expression& expression) { return has(expression.facts(), row.name); });
  });
}

std::vector<std::string> touched(const RuleSet::State& state, const ChemicalDefinition& row) {
  return measures_where(state, [&](const Measure& measure, const MeasureTests& tests) {
    const auto uses = [&](const std::string& id) {
      return has(measure.chemicals, id) || any_expression(tests, [&](const Expression& expression) {
               return names(expression, AtomKind::Chemical, id);
             });
    };
    return uses(row.id) || std::any_of(row.classes.begin(), row.classes.end(), uses);
  });
}

std::vector<std::string> touched(const RuleSet::State& state, const StackRule& row) {
  return measures_where(state, [&](const Measure& measure, const MeasureTests&) {
    if (measure.group.empty()) return false;
    return has(row.order, measure.group) ||
           std::any_of(row.first_of.begin(), row.first_of.end(),
                       [&](const auto& groups) { return has(groups, measure.group); });
  });
}

std::vector<std::string> touched(const RuleSet::State& state, const Term& row) {
  return measures_where(state, [&](const Measure& measure, const MeasureTests&) {
    const std::string name = "$" + row.name;
    if (measure.when.find(name) != std::string::npos) return true;
    return std::any_of(
        measure.conditions.begin(), measure.conditions.end(),
        [&](const MeasureCondition& condition) { return condition.when.find(name) != std::string::npos; });
  });
}

std::string identity(const FieldList& fields, std::string_view kind) {
  std::string out;
  for (const auto& [key, value] : fields) {
    const bool part = key == "id" || key == "valid_from" || key == "recorded_at" ||
                      (kind == "area" && key == "member") || (kind == "code_set" && key == "code");
    if (part) out += value + '\x1f';
  }
  return out;
}

std::string label(const FieldList& fields, std::string_view kind) {
  std::string out = fields.front().second;
  for (const auto& [key, value] : fields) {
    if ((kind == "area" && key == "member") || (kind == "code_set" && key == "code")) out += " " + value;
  }
  for (const auto& [key, value] : fields) {
    if (key == "valid_from" && !value.empty()) out += " from " + value;
  }
  return out;
}

template <class Row>
void compare(std::string_view kind, const std::vector<Row>& before, const std::vector<Row>& after,
             const Side& old_side, const Side& new_side, std::vector<RuleDifference>& out) {
  std::map<std::string, const Row*> old_rows;
  for (const Row& row : before) {
    if (old_side.counts(row)) old_rows.emplace(identity(row_fields(row), kind), &row);
  }
  for (const Row& row : after) {
    if (!new_side.counts(row)) continue;
    const FieldList fields = row_fields(row);
    const auto found = old_rows.find(identity(fields, kind));
    if (found == old_rows.end()) {
      out.push_back(
          {RuleChange::Added, std::string(kind), label(fields, kind), {}, touched(new_side.state, row)});
      continue;
    }
    const FieldList other = row_fields(*found->second);
    std::vector<std::string> changed;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].second != other[i].second)
        changed.push_back(fmt::format("{}: {} -> {}", fields[i].first,
                                      other[i].second.empty() ? "(none)" : other[i].second,
                                      fields[i].second.empty() ? "(none)" : fields[i].second));
    }
    if (!changed.empty()) {
      auto measures = touched(new_side.state, row);
      for (std::string& id : touched(old_side.state, *found->second)) {
        if (!has(measures, id)) measures.push_back(std::move(id));
      }
      out.push_back({RuleChange::Changed, std::string(kind), label(fields, kind), std::move(changed),
                     std::move(measures)});
    }
    old_rows.erase(found);
  }
  for (const auto& [key, row] : old_rows)
    out.push_back({RuleChange::Removed,
                   std::string(kind),
                   label(row_fields(*row), kind),
                   {},
                   touched(old_side.state, *row)});
}

}  // namespace
}  // namespace rules

std::vector<RuleDifference> diff_rules(const RuleSet& before, const RuleSet& after, std::optional<Day> date) {
  const RuleSet::State& a = before.state();
  const RuleSet::State& b = after.state();
  const rules::Side old_side{a, date};
  const rules::Side new_side{b, date};
  std::vector<RuleDifference> out;
  rules::compare("measure", a.measures, b.measures, old_side, new_side, out);
  rules::compare("eccn", a.classifications, b.classifications, old_side, new_side, out);
  rules::compare("code_set", a.code_sets, b.code_sets, old_side, new_side, out);
  rules::compare("area", a.areas, b.areas, old_side, new_side, out);
  rules::compare("fact", a.facts, b.facts, old_side, new_side, out);
  rules::compare("chemical", a.chemicals, b.chemicals, old_side, new_side, out);
  rules::compare("stack", a.stacks, b.stacks, old_side, new_side, out);
  rules::compare("term", a.terms, b.terms, old_side, new_side, out);
  return out;
}

}  // namespace weir
