// Two names with all their readings: the best pair of forms, and the explanation in words.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <string>
#include <vector>

#include "match/score.hpp"
#include "text/analyse.hpp"
#include "weir/decision.hpp"

namespace weir::match {

// "Иван reads as ivan; petrov ~ petroff (romanisation 0.92)": the steps in one line; `other_signs` as
// other_signs() says.
[[nodiscard]] std::string explain(const std::vector<Step>& steps, const text::Form* left,
                                  const text::Form* right, bool other_signs = false);

struct BestForms {
  NameScore score;
  std::size_t left = 0;  // index of the form
  std::size_t right = 0;
};
[[nodiscard]] BestForms best_forms(const std::vector<std::vector<Word>>& left,
                                   const std::vector<std::vector<Word>>& right, Schema schema);

}  // namespace weir::match
