// Units: a version of a measure over the days on which everything that it refers to stays the same.
//
// Compiling splits each measure at every day on which another version takes over, an area it names gains or
// loses a member, or a code set changes. Within a unit, places and codes can then be looked up without a
// date. Thread-safety: pure functions. Errors: none.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "rules/rule_set.hpp"

namespace weir::rules {

struct Unit {
  std::uint32_t row = 0;  // index into measures
  Day from{};             // inclusive
  Day to{};               // inclusive
};

// Far outside 1900..2199, so that open ends compare as wider than any day of a row.
inline constexpr Day kFirstDay{std::chrono::days{-1'000'000}};
inline constexpr Day kLastDay{std::chrono::days{1'000'000}};

// Suspended rows give no unit. Sorted by row, then day.
[[nodiscard]] std::vector<Unit> units_of(const RuleSet::State& rules, Moment known);

}  // namespace weir::rules
