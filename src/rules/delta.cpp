#include "rules/delta.hpp"

#include <xxhash.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "rules/rows.hpp"
#include "rules/timeline.hpp"

namespace weir::rules {
namespace {

struct Mark {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  [[maybe_unused]] friend auto operator<=>(const Mark&, const Mark&) = default;
};

Mark mark_of(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

void put(std::string& out, const Mark& mark) {
  out.append(reinterpret_cast<const char*>(&mark), sizeof mark);
}
void put(std::string& out, std::string_view text) {
  out.append(text).push_back('\x1f');
}
template <class Row>
void put_row(std::string& out, const Row& row) {
  for (const auto& [key, value] : row_fields(row)) put(out, value);
  out.push_back('\x1e');
}

// What rows say on one day, or on all days taken together where there is no day.
class Reading {
 public:
  Reading(const RuleSet::State& state, Moment known) : state_(state), known_(known) {}

  Mark measure(const Versions& versions, std::optional<Day> day) {
    std::string out;
    each(state_.measures, versions, day, [&](const Measure& row) {
      // A suspended row is no finding, and no row is none either.
      if (day && row.suspended) return;
      put_row(out, row);
      const MeasureTests& tests = state_.tests[static_cast<std::size_t>(&row - state_.measures.data())];
      rest_on(tests.when, day, out);
      for (const Expression& condition : tests.conditions) rest_on(condition, day, out);
      for (const auto* places :
           {&row.to, &row.not_to, &row.from, &row.not_from, &row.origin, &row.not_origin, &row.via}) {
        for (const std::string& place : *places) put(out, area(place, day));
      }
      for (const std::string& party : row.parties) rest_on_party(party, day, out);
      for (const std::string& set : row.code_sets) put(out, code_set(set, day));
      if (!row.eccns.empty()) put(out, classes(day));
      if (!row.chemicals.empty()) put(out, chemicals());
      if (row.type == MeasureType::Tariff) put(out, stacks(day));
    });
    return mark_of(out);
  }

 private:
  // Calls see(row) for the row in force on the day, or for all that are known.
  template <class Row, class See>
  void each(const std::vector<Row>& rows, const Versions& versions, std::optional<Day> day, See see) const {
    if (day) {
      if (const Row* row = in_force(rows, versions, *day, known_)) see(*row);
      return;
    }
    for (const std::uint32_t index : versions.rows) {
      if (rows[index].recorded_at <= known_) see(rows[index]);
    }
  }

  void rest_on(const Expression& expression, std::optional<Day> day, std::string& out) {
    put(out, expression.text());
    for (const Node& node : expression.nodes) {
      if (node.op != Node::Op::Atom) continue;
      switch (node.atom) {
        case AtomKind::To:
        case AtomKind::From:
        case AtomKind::Origin:
        case AtomKind::Via:
          put(out, area(node.name, day));
          break;
        case AtomKind::Party:
          rest_on_party(node.name, day, out);
          break;
        case AtomKind::CodeSet:
          put(out, code_set(node.name, day));
          break;
        case AtomKind::Eccn:
          put(out, classes(day));
          break;
        case AtomKind::Chemical:
          put(out, chemicals());
          break;
        case AtomKind::Code:
          put(out, nomenclature_text(node.code.nomenclature));
          break;
        case AtomKind::Document:
          break;
      }
    }
  }
  // "buyer@country:AREA".
  void rest_on_party(const std::string& tag, std::optional<Day> day, std::string& out) {
    constexpr std::string_view kCountry = "country:";
    const std::size_t at = tag.find(kCountry);
    if (at != std::string::npos) put(out, area(tag.substr(at + kCountry.size()), day));
  }

  template <class Make>
  Mark remembered(char kind, const std::string& name, std::optional<Day> day, Make make) {
    std::string key(1, kind);
    key += name + '\x1f' + (day ? std::to_string(day->time_since_epoch().count()) : std::string("-"));
    const auto [found, added] = marks_.try_emplace(key);
    if (!added) return found->second;  // a circle ends here, too
    std::string out;
    make(out);
    return marks_[key] = mark_of(out);
  }

  Mark area(const std::string& name, std::optional<Day> day) {
    const auto found = state_.area_versions.find(name);
    if (found == state_.area_versions.end()) return {};
    return remembered('a', name, day, [&](std::string& out) {
      for (const Versions& versions : found->second) {
        each(state_.areas, versions, day, [&](const AreaMember& row) {
          put_row(out, row);
          put(out, area(row.member, day));
        });
      }
    });
  }
  Mark code_set(const std::string& name, std::optional<Day> day) {
    const std::string set = name.substr(0, name.find('/'));
    const auto found = state_.set_versions.find(set);
    if (found == state_.set_versions.end()) return {};
    return remembered('s', set, day, [&](std::string& out) {
      for (const Versions& versions : found->second)
        each(state_.code_sets, versions, day, [&](const CodeSetEntry& row) { put_row(out, row); });
    });
  }
  // Parameter rows speak about numbers that others declare: all of them together.
  Mark classes(std::optional<Day> day) {
    return remembered('c', "", day, [&](std::string& out) {
      for (const Versions& versions : state_.class_versions) {
        each(state_.classifications, versions, day, [&](const Classification& row) {
          put_row(out, row);
          rest_on(state_.class_tests[static_cast<std::size_t>(&row - state_.classifications.data())], day,
                  out);
        });
      }
    });
  }
  Mark chemicals() {
    return remembered('h', "", {}, [&](std::string& out) {
      std::vector<const ChemicalDefinition*> rows;
      for (const ChemicalDefinition& row : state_.chemicals) rows.push_back(&row);
      std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
      for (const ChemicalDefinition* row : rows) put_row(out, *row);
    });
  }
  Mark stacks(std::optional<Day> day) {
    return remembered('t', "", day, [&](std::string& out) {
      for (const Versions& versions : state_.stack_versions) {
        each(state_.stacks, versions, day, [&](const StackRule& row) {
          put_row(out, row);
          for (const std::string& place : row.to) put(out, area(place, day));
        });
      }
    });
  }

  const RuleSet::State& state_;
  Moment known_;
  std::unordered_map<std::string, Mark> marks_;
};

template <class Row>
void add_ends(const Row& row, std::set<Day>& days) {
  if (row.valid_from) days.insert(*row.valid_from);
  if (row.valid_to) days.insert(*row.valid_to + std::chrono::days{1});
}

// Days on which anything but a measure's own rows may change.
std::set<Day> shared_breaks(const RuleSet::State& state) {
  std::set<Day> days;
  for (const Classification& row : state.classifications) add_ends(row, days);
  for (const CodeSetEntry& row : state.code_sets) add_ends(row, days);
  for (const AreaMember& row : state.areas) add_ends(row, days);
  for (const StackRule& row : state.stacks) add_ends(row, days);
  return days;
}

// A rule set with its measures by id.
struct Side {
  Side(const RuleSet::State& of, Moment known) : state(of), reading(of, known) {
    for (const Versions& versions : of.measure_versions) by_id.emplace(versions.key, &versions);
  }
  Mark measure(const std::string& id, std::optional<Day> day) {
    const auto found = by_id.find(id);
    return found == by_id.end() ? mark_of("") : reading.measure(*found->second, day);
  }
  void add_breaks(const std::string& id, std::set<Day>& days) const {
    const auto found = by_id.find(id);
    if (found == by_id.end()) return;
    for (const std::uint32_t row : found->second->rows) add_ends(state.measures[row], days);
  }

  const RuleSet::State& state;
  Reading reading;
  std::map<std::string, const Versions*> by_id;
};

}  // namespace

std::vector<TouchedMeasure> touched_measures(const RuleSet& before, const RuleSet& after, Moment known) {
  std::vector<TouchedMeasure> out;
  Side old_side(before.state(), known);
  Side new_side(after.state(), known);
  std::set<std::string> ids;
  for (const Side* side : {&old_side, &new_side}) {
    for (const auto& [id, versions] : side->by_id) ids.insert(id);
  }
  std::set<Day> shared = shared_breaks(before.state());
  shared.merge(shared_breaks(after.state()));
  for (const std::string& id : ids) {
    if (old_side.measure(id, {}) == new_side.measure(id, {})) continue;
    std::set<Day> days = shared;
    days.insert(kFirstDay);
    old_side.add_breaks(id, days);
    new_side.add_breaks(id, days);
    TouchedMeasure touched{.id = id, .days = {}};
    for (auto day = days.begin(); day != days.end(); ++day) {
      if (old_side.measure(id, *day) == new_side.measure(id, *day)) continue;
      const auto next = std::next(day);
      const Day last = next == days.end() ? kLastDay : *next - std::chrono::days{1};
      if (!touched.days.empty() && touched.days.back().second + std::chrono::days{1} == *day) {
        touched.days.back().second = last;
      } else {
        touched.days.emplace_back(*day, last);
      }
    }
    if (!touched.days.empty()) out.push_back(std::move(touched));
  }
  return out;
}

std::set<std::string> with_related(const std::vector<TouchedMeasure>& touched, const RuleSet& before,
                                   const RuleSet& after) {
  std::set<std::string> out;
  for (const TouchedMeasure& measure : touched) out.insert(measure.id);
  const std::set<std::string> ids = out;
  bool tariff = false;
  for (const RuleSet* side : {&before, &after}) {
    // What touched authorisations lift, and under which names touched measures can be lifted.
    std::set<std::string> lifted;
    std::set<std::string> liftable;
    for (const Measure& row : side->measures()) {
      if (!ids.contains(row.id)) continue;
      tariff = tariff || row.type == MeasureType::Tariff;
      if (row.type == MeasureType::Authorisation) {
        lifted.insert(row.lifts.begin(), row.lifts.end());
      } else {
        liftable.insert(row.id);
        if (!row.group.empty()) liftable.insert(row.group);
      }
    }
    for (const Measure& row : side->measures()) {
      const bool hangs = row.type == MeasureType::Authorisation
                             ? std::any_of(row.lifts.begin(), row.lifts.end(),
                                           [&](const std::string& name) { return liftable.contains(name); })
                             : lifted.contains(row.id) || (!row.group.empty() && lifted.contains(row.group));
      if (hangs) out.insert(row.id);
    }
  }
  for (const RuleSet* side : {&before, &after}) {
    for (const Measure& row : side->measures()) {
      if (tariff && row.type == MeasureType::Tariff) out.insert(row.id);
    }
  }
  return out;
}

RuleSet only_measures(const RuleSet& rules, const std::set<std::string>& ids) {
  auto out = std::make_shared<RuleSet::State>(rules.state());
  out->id.clear();
  out->measures.clear();
  out->tests.clear();
  out->measure_versions.clear();
  for (const Versions& versions : rules.state().measure_versions) {
    if (!ids.contains(versions.key)) continue;
    Versions& own = out->measure_versions.emplace_back();
    own.key = versions.key;
    for (const std::uint32_t row : versions.rows) {
      own.rows.push_back(static_cast<std::uint32_t>(out->measures.size()));
      out->measures.push_back(rules.state().measures[row]);
      out->tests.push_back(rules.state().tests[row]);
    }
  }
  return RuleSet(std::move(out));
}

}  // namespace weir::rules
