#include "match/fact_weights.hpp"

#include <algorithm>

namespace weir::match {

FactWeights::FactWeights(const Party& question) : gender_(question.gender), schema_(question.schema) {
  for (const DateInterval& date : question.birth_dates)
    births_.push_back({.earliest = date.earliest, .latest = date.latest});
  const auto add = [&](const std::string& code) {
    if (!code.empty()) countries_.push_back(code);
  };
  for (const CountryFact& fact : question.countries) add(fact.code);
  for (const Address& address : question.addresses) add(address.country);
  std::sort(countries_.begin(), countries_.end());
  countries_.erase(std::unique(countries_.begin(), countries_.end()), countries_.end());
}

double FactWeights::added_to(double names, const snapshot::PartyFacts& facts, Gender gender,
                             Schema schema) const noexcept {
  double sum = names;
  if (!births_.empty() && !facts.birth_dates.empty()) {
    double best = kNoDate;
    for (const auto& a : births_) {
      for (const auto& b : facts.birth_dates) best = std::max(best, birth_weight(a, b));
    }
    sum += best;
  }
  if (!countries_.empty() && !facts.countries.empty()) {
    auto left = countries_.begin();
    auto right = facts.countries.begin();
    bool shared = false;
    while (!shared && left != countries_.end() && right != facts.countries.end()) {
      const int order = std::string_view(*left).compare(*right);
      shared = order == 0;
      order < 0 ? static_cast<void>(++left) : static_cast<void>(++right);
    }
    sum += country_weight(shared);
  }
  sum += gender_weight(gender_, gender);
  sum += kind_weight(schema_, schema);
  return sum;
}

}  // namespace weir::match
