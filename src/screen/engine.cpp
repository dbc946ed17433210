#include "weir/engine.hpp"

#include <algorithm>
#include <utility>

#include "match/compare.hpp"
#include "match/evidence.hpp"
#include "match/signs.hpp"
#include "screen/engine_state.hpp"
#include "weir/error.hpp"

namespace weir {

std::string_view outcome_text(Outcome outcome) noexcept {
  return outcome == Outcome::Hit ? "HIT" : "NO_HIT";
}

double default_threshold(Schema schema) noexcept {
  // Persons have the most namesakes; a ship's name is short and often used again.
  constexpr double kPerson = 0.60;
  constexpr double kBody = 0.60;
  constexpr double kShip = 0.70;
  switch (schema) {
    case Schema::Person:
      return kPerson;
    case Schema::Vessel:
    case Schema::Airplane:
      return kShip;
    default:
      return kBody;
  }
}

Comparison compare_names(std::string_view left, std::string_view right, Schema schema,
                         std::optional<double> threshold) {
  const text::AnalysedName a = text::analyse(left, schema);
  const text::AnalysedName b = text::analyse(right, schema);
  std::vector<std::vector<match::Word>> left_words;
  std::vector<std::vector<match::Word>> right_words;
  for (const text::Form& form : a.forms) left_words.push_back(match::words_of(form));
  for (const text::Form& form : b.forms) right_words.push_back(match::words_of(form));
  Comparison out;
  if (left_words.empty() || right_words.empty()) {
    out.evidence.push_back({.kind = "name", .text = "a name has no letters to compare", .weight = -10});
    return out;
  }
  // Most names have one form, which is then scored once.
  const match::BestForms best = left_words.size() == 1 && right_words.size() == 1
                                    ? match::BestForms{}
                                    : match::best_forms(left_words, right_words, schema);
  std::vector<match::Step> steps;
  steps.reserve(left_words[best.left].size() + right_words[best.right].size());
  const bool differ = match::other_signs(left, right, schema);
  const match::NameScore score = match::with_signs(
      match::score_words(left_words[best.left], right_words[best.right], schema, &steps), differ);
  const double weight = match::name_weight(score);
  out.evidence.push_back({.kind = "name",
                          .text = match::explain(steps, &a.forms[best.left], &b.forms[best.right], differ),
                          .weight = weight});
  out.score = match::logistic(weight);
  out.match = out.score >= threshold.value_or(default_threshold(schema));
  return out;
}

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

void Engine::prepare() const {
  state_->words->prepare(state_->snapshot);
}

const std::string& Engine::snapshot_id() const noexcept {
  return state_->snapshot.id();
}

Engine Engine::open(const std::string& path) {
  auto view = snapshot::View::open(path);
  if (!view) throw Error(std::move(view.error()));
  return Engine(std::make_unique<State>(std::move(*view)));
}

Engine engine_over(snapshot::View view) {
  return Engine(std::make_unique<Engine::State>(std::move(view)));
}

}  // namespace weir
