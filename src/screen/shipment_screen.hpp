// One shipment, one decision: parties against the lists (and against who owns them), goods against
// nomenclature, words and controlled chemicals, lines against the rules, the record against the red flags.
//
// Thread-safety: one ShipmentScreen per thread; what its basis names is shared and must outlive it. Errors:
// none; what is wrong with a shipment is in its decision. Memory: the caches are bounded.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inputs/shipment.hpp"
#include "screen/far_fetched.hpp"
#include "screen/ownership_days.hpp"
#include "screen/shipment_flags.hpp"
#include "screen/shipment_line.hpp"
#include "weir/chemicals.hpp"
#include "weir/decision.hpp"
#include "weir/engine.hpp"
#include "weir/goods.hpp"
#include "weir/rules.hpp"

namespace weir::screen {

struct PartyFinding {
  std::string role;
  std::string name;
  std::string country;
  std::shared_ptr<const Decision> decision;
  std::vector<std::string>
      owned;  // who owns it, one line an entity, whatever the rules of the day make of it
  std::shared_ptr<const Decision> listed;  // by the lists alone: without owners
  std::vector<std::string> owner_tags;     // for the rules, from owners
};

struct ShipmentDecision {
  std::string id;
  RuleOutcome outcome = RuleOutcome::NoHit;  // hits and red flags count as HumanReview at least
  bool party_hit = false;
  Day date{};
  bool date_assumed = false;
  std::vector<PartyFinding> parties;
  std::vector<LineFinding> lines;
  FileFacts file;  // that flags rest on
  std::vector<RedFlag> flags;
  // The memo.
  std::vector<std::string> stops;    // what stands in the way, and why
  std::vector<std::string> look_at;  // what a person should weigh
  std::vector<std::string> missing;  // facts without which measures stay open
  std::vector<std::string> ask;      // questions to the customer
  std::string snapshot;
  std::string rules;
};

// Tiers of the Common High Priority List by day.
class TierTable {
 public:
  explicit TierTable(const RuleSet& rules);
  // Empty when the code of six digits is in no tier on that day.
  [[nodiscard]] std::string_view tier(std::string_view code, Day day) const;

 private:
  std::map<std::string, std::vector<const CodeSetEntry*>, std::less<>> entries_;
};

// What shipments are held against.
struct ShipmentBasis {
  const Engine& engine;
  const goods::Catalogue& catalogue;
  const RuleEvaluator& rules;
  const FlagTable& flags;
  const chem::Recogniser& chemicals;
  const OwnershipDays* ownership = nullptr;  // where stakes were given
  const FileHistory* history = nullptr;      // of the file that the shipments stand in
};

class ShipmentScreen {
 public:
  ShipmentScreen(const ShipmentBasis& basis, ScreenOptions options);
  [[nodiscard]] ShipmentDecision screen(const inputs::Shipment& shipment, Day today);
  // The same with what its file once said, whatever the file of the basis says.
  [[nodiscard]] ShipmentDecision screen_again(const inputs::Shipment& shipment, Day today,
                                              const FileFacts& file);
  // Lines then say what the rules were asked (LineFinding::asked), for a history.
  void keep_questions() { keep_questions_ = true; }

 private:
  struct AskedParty {
    std::shared_ptr<const Decision> decision;
    std::vector<std::string> tags;   // for the rules
    std::vector<std::string> owned;  // as in PartyFinding
    std::shared_ptr<const Decision> listed;
    std::vector<std::string> owner_tags;
  };
  [[nodiscard]] ShipmentDecision decide_on(const inputs::Shipment& shipment, Day today,
                                           const FileFacts* file);
  struct ListedParty {  // the lists alone, whatever the day
    std::shared_ptr<const Decision> decision;
    std::vector<std::string> tags;
  };
  [[nodiscard]] const ListedParty& ask_lists(const Party& party);
  [[nodiscard]] const AskedParty& ask_party(const Party& party, Day day);
  [[nodiscard]] std::shared_ptr<const LineGoods> ask_goods(const inputs::ShipmentLine& line,
                                                           goods::HsEdition edition);
  struct AskedRules {
    std::shared_ptr<const RuleDecision> shown;  // without far-fetched questions
    std::shared_ptr<const RuleDecision> plain;  // with all
  };
  [[nodiscard]] AskedRules ask_rules(const RuleQuestion& question, Day day);
  [[nodiscard]] std::string_view tier_of(const LineGoods& goods, Day day) const;
  void ask_line(const RuleQuestion& shipment, const inputs::ShipmentLine& line, LineFinding& finding,
                Day day);

  ShipmentBasis basis_;
  bool keep_questions_ = false;
  ScreenOptions options_;
  Screener screener_;
  std::optional<OwnersByDay> owners_;        // where stakes were given
  OwnershipScreen::Asker* asker_ = nullptr;  // of the shipment's day; null without stakes
  goods::Describer describer_;
  TierTable tiers_;
  EccnChapters eccn_chapters_ = EccnChapters::built_in();
  std::vector<Day> breaks_;  // days on which some row of the rules begins or has just ended
  std::unordered_map<std::string, ListedParty> listed_seen_;
  std::unordered_map<std::string, AskedParty> parties_seen_;
  std::unordered_map<std::string, std::shared_ptr<const LineGoods>> goods_seen_;
  std::unordered_map<std::string, AskedRules> rules_seen_;
  RuleVerdict verdict_;
  std::unordered_map<std::string, std::vector<goods::ContextWord>> context_seen_;
};

// Code -> tier of the Common High Priority List on that day, for CatalogueOptions::tiers.
[[nodiscard]] std::map<std::string, std::string, std::less<>> tiers_on(const RuleSet& rules, Day day);

}  // namespace weir::screen
