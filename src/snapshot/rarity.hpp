// How rare a word is among the names of a snapshot, in steps.
//
// Rarity is ln(N / df), as information retrieval has it (Sparck Jones 1972), but N is rounded to a power of two
// and df to one of the counts 2, 4, 8, 16 ... The steps are what makes look-back possible: one more listed name
// would otherwise move the rarity of every word, and with it, by a hair, the score of every past question.
// With steps, a change of some entries moves only those words whose count crosses a step. A word on no name, one
// or two has the same, highest rarity: on a list, that is chance. Thread-safety: pure functions. Errors: none.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace weir::snapshot {

// `df` of `names` names have the word.
[[nodiscard]] inline float rarity_of(std::size_t df, std::size_t names) noexcept {
  const auto step = [](std::size_t count) { return std::round(std::log2(static_cast<double>(count))); };
  const double steps = step(std::max<std::size_t>(names, 2)) - step(std::max<std::size_t>(df, 2));
  constexpr double kNatsPerStep = 0.6931471805599453;
  return static_cast<float>(std::max(0.0, steps) * kNatsPerStep);
}

}  // namespace weir::snapshot
