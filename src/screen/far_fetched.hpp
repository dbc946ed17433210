// ECCN questions that the tariff code makes far-fetched: data/goods/eccn_chapters.tsv.
//
// Thread-safety: immutable after construction. Errors: none; rows that cannot be read are left out.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "weir/rules.hpp"

namespace weir::screen {

class EccnChapters {
 public:
  [[nodiscard]] static EccnChapters built_in();
  // True when the decision waits for an ECCN, only through measures scoped by ECCNs of the table, and every
  // code of the question is of another chapter than theirs.
  [[nodiscard]] bool far_fetched(const RuleDecision& decision, const RuleQuestion& question,
                                 const RuleSet& rules) const;

 private:
  [[nodiscard]] bool far_fetched(const Measure& measure, const RuleQuestion& question) const;

  std::map<std::string, std::vector<std::string>, std::less<>> chapters_;
};

}  // namespace weir::screen
