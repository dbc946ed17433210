#include "rules/timeline.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>

namespace weir::rules {
namespace {

using Days = std::set<Day>;

template <class Row>
void add_ends(const Row& row, Days& days) {
  if (row.valid_from) days.insert(*row.valid_from);
  if (row.valid_to) days.insert(*row.valid_to + std::chrono::days{1});
}

class Breaks {
 public:
  Breaks(const RuleSet::State& rules, Moment known) : rules_(rules), known_(known) {}

  void place(const std::string& value, Days& days) {
    const Days& own = area(value);
    days.insert(own.begin(), own.end());
  }
  void set(const std::string& name, Days& days) {
    const auto found = rules_.set_versions.find(name.substr(0, name.find('/')));
    if (found == rules_.set_versions.end()) return;
    for (const Versions& versions : found->second) {
      for (const std::uint32_t row : versions.rows) {
        if (rules_.code_sets[row].recorded_at <= known_) add_ends(rules_.code_sets[row], days);
      }
    }
  }
  void expression(const Expression& expression, Days& days) {
    for (const Node& node : expression.nodes) {
      if (node.op == Node::Op::Atom &&
          (node.atom == AtomKind::To || node.atom == AtomKind::From || node.atom == AtomKind::Origin))
        place(node.name, days);
    }
  }

 private:
  const Days& area(const std::string& name) {
    const auto known = areas_.find(name);
    if (known != areas_.end()) return known->second;
    areas_.emplace(name, Days{});  // ends circles
    Days days;
    const auto found = rules_.area_versions.find(name);
    if (found != rules_.area_versions.end()) {
      for (const Versions& versions : found->second) {
        for (const std::uint32_t row : versions.rows) {
          if (rules_.areas[row].recorded_at > known_) continue;
          add_ends(rules_.areas[row], days);
          const Days& inner = area(rules_.areas[row].member);
          days.insert(inner.begin(), inner.end());
        }
      }
    }
    return areas_[name] = std::move(days);
  }

  const RuleSet::State& rules_;
  Moment known_;
  std::unordered_map<std::string, Days> areas_;
};

}  // namespace

std::vector<Unit> units_of(const RuleSet::State& rules, Moment known) {
  std::vector<Unit> out;
  Breaks breaks(rules, known);
  for (const Versions& versions : rules.measure_versions) {
    Days days{kFirstDay};
    for (const std::uint32_t index : versions.rows) {
      const Measure& row = rules.measures[index];
      if (row.recorded_at > known) continue;
      add_ends(row, days);
      if (row.suspended) continue;
      for (const auto* list :
           {&row.to, &row.not_to, &row.from, &row.not_from, &row.origin, &row.not_origin}) {
        for (const std::string& value : *list) breaks.place(value, days);
      }
      for (const std::string& name : row.code_sets) breaks.set(name, days);
      breaks.expression(rules.tests[index].when, days);
      for (const Expression& expression : rules.tests[index].conditions) breaks.expression(expression, days);
    }
    for (auto day = days.begin(); day != days.end(); ++day) {
      const Measure* row = in_force(rules.measures, versions, *day, known);
      if (row == nullptr || row->suspended) continue;
      const auto next = std::next(day);
      out.push_back({static_cast<std::uint32_t>(row - rules.measures.data()), *day,
                     next == days.end() ? kLastDay : *next - std::chrono::days{1}});
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Unit& a, const Unit& b) { return a.row != b.row ? a.row < b.row : a.from < b.from; });
  return out;
}

}  // namespace weir::rules
