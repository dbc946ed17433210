#include "match/compare.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <iterator>

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

// "petrov ~ petroff (romanisation 0.90)".
void add_step(std::string& out, const Step& step) {
  const auto add = [&](std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) out.append(part);
  };
  const auto like = [&](std::string_view how) {
    add({step.left, " ~ ", step.right, " (", how});
    fmt::format_to(std::back_inserter(out), "{:.2f})", step.similarity);
  };
  switch (step.kind) {
    case StepKind::Same:
      return add({step.left, " = ", step.right});
    case StepKind::Meaning:
      return add({step.left, " = ", step.right, " (same meaning)"});
    case StepKind::Kindred:
      return add({step.left, " ~ ", step.right, " (kindred meaning)"});
    case StepKind::Variant:
      return add({step.left, " = ", step.right, " (variants of one name)"});
    case StepKind::Reading:
      return add({step.left, " = ", step.right, " (readings of one surname)"});
    case StepKind::Initial:
      return add({step.left, " ~ ", step.right, " (initial)"});
    case StepKind::Typo:
      return like("spelling ");
    case StepKind::Sound:
      return like("romanisation ");
    case StepKind::Abbreviation:
      return add({step.left, " ~ ", step.right, " (abbreviation)"});
    case StepKind::Acronym:
      return add({step.left, " ~ ", step.right, " (acronym)"});
    case StepKind::Joined:
      return add({step.left, " ~ ", step.right, " (joined words)"});
    case StepKind::LeftOut:
      return add({step.left, " is not in the listed name"});
    case StepKind::Unmatched:
      return add({"listed name has also ", step.right});
    case StepKind::NumberClash:
      return add({"number ", step.left, " against ", step.right});
    case StepKind::Namesakes:
      return add({"borne by some ", step.left, " ", step.right});
  }
}

}  // namespace

std::string explain(const std::vector<Step>& steps, const text::Form* left, const text::Form* right,
                    bool other_signs) {
  std::string out;
  add_readings(out, left);
  add_readings(out, right);
  constexpr std::size_t kOfStep = 48;  // bytes, mostly
  out.reserve(out.size() + kOfStep * steps.size());
  for (const Step& step : steps) {
    if (!out.empty()) out.append("; ");
    add_step(out, step);
  }
  if (other_signs) out.append("; their characters differ");
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
