// Screening of one party: candidates, scores, evidence, hits.
//
// Thread-safety: one PartyScreen per thread. Errors: none.
#pragma once

#include <unordered_map>
#include <vector>

#include "match/compare.hpp"
#include "match/retrieve.hpp"
#include "screen/question_name.hpp"
#include "snapshot/view.hpp"
#include "weir/decision.hpp"
#include "weir/engine.hpp"
#include "weir/party.hpp"

namespace weir::screen {

class PartyScreen {
 public:
  explicit PartyScreen(const snapshot::View& snapshot);
  [[nodiscard]] Decision screen(const Party& party, const ScreenOptions& options);

 private:
  // The best meeting of one of the question's names with one of an entry's.
  struct Meeting {
    match::NameScore score;
    double weight = -100;      // of the names and the alias' quality
    std::uint32_t name = 0;    // index in the snapshot
    std::uint32_t form = 0;    // index in the snapshot
    std::size_t question = 0;  // index of the question's name
    std::size_t question_form = 0;
  };
  void meet_names(const std::vector<QuestionName>& names, Schema schema);
  void meet_name(const std::vector<QuestionName>& names, std::size_t question, std::uint32_t name,
                 Schema schema, float least);
  void meet_identifiers(const Party& party);
  [[nodiscard]] Hit make_hit(const Meeting& meeting, const QuestionName& question, Party&& entry,
                             std::vector<Evidence>&& evidence, double score) const;

  const snapshot::View& snapshot_;
  match::Retriever retriever_;
  std::unordered_map<std::uint32_t, Meeting> meetings_;  // by party
  std::vector<std::uint32_t> by_identifier_;             // parties
  std::vector<match::Word> scratch_;
  float least_ = 0;  // similarity of names from which the current question may have a hit
};

}  // namespace weir::screen
