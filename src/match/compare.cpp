#include "match/compare.hpp"

#include <fmt/format.h>

namespace weir::match {
namespace {

void add_readings(std::string& out, const text::Form* form) {
  if (form == nullptr) return;
  std::string_view last;
  for (const text::Token& token : *form) {
    if (token.script == text::Script::Latin || token.source.empty() || token.source == last) continue;
    last = token.source;
    std::string reading;
    for (const text::Token& other : *form) {
      if (other.source == last) reading += (reading.empty() ? "" : " ") + other.text;
    }
    out += fmt::format("{}{} reads as {}", out.empty() ? "" : "; ", token.source, reading);
  }
}

}  // namespace

std::string explain(const std::vector<Step>& steps, const text::Form* left, const text::Form* right) {
  std::string out;
  add_readings(out, left);
  add_readings(out, right);
  for (const Step& step : steps) out += (out.empty() ? "" : "; ") + describe(step);
  return out;
}

BestForms best_forms(const std::vector<std::vector<Word>>& left, const std::vector<std::vector<Word>>& right,
                     Schema schema) {
  BestForms best;
  best.score.similarity = -1;
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t j = 0; j < right.size(); ++j) {
      const NameScore score = score_words(left[i], right[j], schema);
      if (score.similarity > best.score.similarity) best = {.score = score, .left = i, .right = j};
    }
  }
  return best;
}

}  // namespace weir::match
