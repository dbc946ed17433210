// Does retrieval lose names that an exhaustive scan by the same scorer would report?
//
// Thread-safety: one call uses `threads` threads of its own. Errors: none.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "snapshot/view.hpp"
#include "weir/party.hpp"

namespace weir::accuracy {

struct RecallCount {
  std::size_t queries = 0;
  std::size_t names = 0;  // that the exhaustive scan reports
  std::size_t found = 0;  // of them, also retrieved
  [[nodiscard]] double recall() const noexcept {
    return names == 0 ? 1 : static_cast<double>(found) / static_cast<double>(names);
  }
};

struct Query {
  Schema schema = Schema::Person;
  std::string name;
  std::string change;
};
// Changed names of the parties (typos, words dropped or exchanged, other spellings, other scripts), in a
// fixed order; `count` of them.
[[nodiscard]] std::vector<Query> recall_queries(const std::vector<Party>& parties, std::size_t count);

struct RecallResult {
  RecallCount all;
  std::map<std::string, RecallCount> by_change;
  std::vector<std::string> lost;  // "query -> listed name", at most 200
  double seconds = 0;
};
[[nodiscard]] RecallResult measure_recall(const snapshot::View& snapshot, const std::vector<Query>& queries,
                                          unsigned threads);

}  // namespace weir::accuracy
