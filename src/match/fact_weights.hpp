// What an entry's facts weigh against a question's, without the words about it: what bounds and ranks
// candidates.
//
// The same numbers as compare_facts(), identifiers aside, added in the same order; tests/match compares the
// two. Thread-safety: pure. Errors: none.
#pragma once

#include <string>
#include <vector>

#include "match/evidence.hpp"
#include "snapshot/party_codec.hpp"
#include "weir/party.hpp"

namespace weir::match {

class FactWeights {
 public:
  explicit FactWeights(const Party& question);

  // The question states facts that make it worth to read the entry's.
  [[nodiscard]] bool asks_facts() const noexcept { return !births_.empty() || !countries_.empty(); }
  // `names` (the names' weight) with what the entry adds and takes away.
  [[nodiscard]] double added_to(double names, const snapshot::PartyFacts& facts, Gender gender,
                                Schema schema) const noexcept;

 private:
  Gender gender_;
  Schema schema_;
  std::vector<snapshot::PartyFacts::Days> births_;
  std::vector<std::string> countries_;  // sorted, each once
};

}  // namespace weir::match
