// What the tests of chemicals share. The structures serve recognition alone.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "weir/chemicals.hpp"

namespace weir::chem::test {

inline const Recogniser& recogniser() {
  static const Recogniser one = Recogniser::open();
  return one;
}

inline const RuleSet& rules() {
  static const RuleSet one = RuleSet::built_in();
  return one;
}

inline Recognition ask(std::string_view text) {
  return recogniser().recognise(text);
}

inline const Match* match_of(const Recognition& found, MatchKind kind) {
  const auto at = std::find_if(found.matches.begin(), found.matches.end(),
                               [&](const Match& match) { return match.kind == kind; });
  return at == found.matches.end() ? nullptr : &*at;
}

inline bool has_id(const Recognition& found, std::string_view id) {
  return std::any_of(found.matches.begin(), found.matches.end(),
                     [&](const Match& match) { return match.id == id; });
}

// The letters of the limbs that fired.
inline std::string fired(const Match& match) {
  std::string out;
  for (const PositionFinding& position : match.positions)
    if (position.state == PositionState::Fired) out += position.limb;
  return out;
}

inline std::string outside(const Match& match) {
  std::string out;
  for (const PositionFinding& position : match.positions)
    if (position.state == PositionState::Outside) out += position.limb;
  return out;
}

inline Day day(int year, unsigned month, unsigned of_month) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} /
                               std::chrono::day{of_month}};
}

}  // namespace weir::chem::test

// Without RDKit there is nothing to test about structures, and the report says so.
#define WEIR_NEEDS_STRUCTURES() \
  if (!weir::chem::Recogniser::reads_structures()) GTEST_SKIP() << "built without RDKit"
