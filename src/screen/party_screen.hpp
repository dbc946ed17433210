// Screening of one party: candidates, scores, evidence, hits.
//
// What a candidate's facts weigh is worked out before its names are scored, and names are scored in the order
// of the most that they can weigh, until the rest can neither reach the threshold nor come among the hits
// asked for. Both leave out only what would not be reported.
//
// Thread-safety: one PartyScreen per thread. Errors: none.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "match/compare.hpp"
#include "match/fact_weights.hpp"
#include "match/retrieve.hpp"
#include "screen/question_name.hpp"
#include "snapshot/view.hpp"
#include "weir/decision.hpp"
#include "weir/engine.hpp"
#include "weir/party.hpp"

namespace weir::screen {

class PartyScreen {
 public:
  PartyScreen(const snapshot::View& snapshot, std::shared_ptr<const match::TokenIndex> words);
  [[nodiscard]] Decision screen(const Party& party, const ScreenOptions& options);

 private:
  // The best meeting of one of the question's names with one of an entry's; of equals the first.
  struct Meeting {
    match::NameScore score;
    double weight = -100;      // of the names and the alias' quality
    std::uint32_t name = 0;    // index in the snapshot
    std::uint32_t form = 0;    // index in the snapshot
    std::size_t question = 0;  // index of the question's name
    std::size_t question_form = 0;
    bool identified = false;
  };
  // What a name must weigh, from what its party's facts and the kind of alias add.
  class PartyNeeds : public match::Needs {
   public:
    PartyNeeds(PartyScreen& screen, const Party& question, double threshold);
    [[nodiscard]] double weight(std::uint32_t name) override;
    [[nodiscard]] double least_weight() override { return least_; }
    // The names' weight and the alias' with what the facts add, identifiers aside.
    [[nodiscard]] double total(double names, std::uint32_t party);

   private:
    PartyScreen& screen_;
    match::FactWeights facts_;
    double needed_;  // in all
    double least_;   // of that, by the names
  };
  // A name to score, and the most that its party can weigh by it.
  struct Ask {
    float weight = 0;
    std::uint32_t name = 0;
    std::uint32_t question = 0;
  };
  // The best totals so far, of as many parties as hits are asked for.
  class Best {
   public:
    explicit Best(std::size_t most) : most_(most) {}
    // Less than this cannot come among them.
    [[nodiscard]] double least() const noexcept;
    void raise(std::uint32_t party, double total);

   private:
    std::size_t most_;
    std::vector<std::pair<double, std::uint32_t>> totals_;
  };
  void ask_names(const std::vector<QuestionName>& names, Schema schema, PartyNeeds& needs);
  void meet_asked(const std::vector<QuestionName>& names, Schema schema, PartyNeeds& needs, Best* best);
  void meet_names(const std::vector<QuestionName>& names, const Party& party, const ScreenOptions& options,
                  PartyNeeds& needs);
  // The meeting of the name's party, when this name made it better.
  const Meeting* meet_name(const std::vector<QuestionName>& names, std::size_t question, std::uint32_t name,
                           Schema schema, float least);
  [[nodiscard]] const snapshot::PartyFacts& facts_of(std::uint32_t party);
  [[nodiscard]] bool identified(std::uint32_t party) const;
  void meet_identifiers(const Party& party);
  [[nodiscard]] std::optional<Hit> make_hit(const Party& question, const std::vector<QuestionName>& names,
                                            std::uint32_t index, const Meeting& meeting) const;

  const snapshot::View& snapshot_;
  match::Retriever retriever_;
  std::unordered_map<std::uint32_t, Meeting> meetings_;  // by party
  std::vector<std::uint32_t> by_identifier_;             // parties
  std::vector<Ask> asks_;
  // Of entries that earlier questions met: those of a customer file meet the same again and again.
  static constexpr std::size_t kMostFacts = 1U << 18U;
  std::unordered_map<std::uint32_t, snapshot::PartyFacts> facts_;
  std::vector<match::Word> scratch_;
  float least_ = 0;  // similarity of names from which the current question may have a hit
};

}  // namespace weir::screen
