// Which measures a change of the tables touches, and on which days.
//
// A measure is touched on a day when its row in force differs, or anything that the row rests on does: its
// expressions with their terms, the areas, code sets, parameter rows, chemicals and stacking rules it names.
// A measure that is not touched on a day gives the same finding for every question of that day, before what
// authorisations take away. Thread-safety: pure functions. Errors: none.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/rule_set.hpp"

namespace weir::rules {

struct TouchedMeasure {
  std::string id;
  std::vector<std::pair<Day, Day>> days;  // first and last, both inclusive; rising, apart from each other
};

// By id. Open ends are kFirstDay and kLastDay (rules/timeline.hpp).
[[nodiscard]] std::vector<TouchedMeasure> touched_measures(const RuleSet& before, const RuleSet& after,
                                                           Moment known);

// These measures and those whose findings hang on theirs: what an authorisation lifts and what lifts a
// measure, on either side; with a tariff all tariffs, for one may take another's place.
[[nodiscard]] std::set<std::string> with_related(const std::vector<TouchedMeasure>& touched,
                                                 const RuleSet& before, const RuleSet& after);

// The same rules with only these measures. Its id() is empty: it is no rule set that a decision may name.
[[nodiscard]] RuleSet only_measures(const RuleSet& rules, const std::set<std::string>& ids);

}  // namespace weir::rules
