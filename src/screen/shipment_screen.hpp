// One shipment, one decision: parties against the lists (and against who owns them), goods against
// nomenclature and words, lines against the rules, the record against the red flags.
//
// Thread-safety: one ShipmentScreen per thread; engine, catalogue, rules and flags are shared and must
// outlive it. Errors: none; what is wrong with a shipment is in its decision. Memory: the caches are bounded.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "inputs/shipment.hpp"
#include "screen/ownership_screen.hpp"
#include "screen/shipment_flags.hpp"
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
};

struct LineFinding {
  std::size_t number = 0;  // from 1
  LineGoods goods;
  std::shared_ptr<const RuleDecision> rules;
};

struct ShipmentDecision {
  std::string id;
  RuleOutcome outcome = RuleOutcome::NoHit;  // hits and red flags count as HumanReview at least
  bool party_hit = false;
  Day date{};
  bool date_assumed = false;
  std::vector<PartyFinding> parties;
  std::vector<LineFinding> lines;
  std::vector<RedFlag> flags;
  // The memo.
  std::vector<std::string> stops;    // what stands in the way, and why
  std::vector<std::string> look_at;  // what a person should weigh
  std::vector<std::string> missing;  // facts without which measures stay open
  std::vector<std::string> ask;      // questions to the customer
  std::string snapshot;
  std::string rules;
};

class ShipmentScreen {
 public:
  ShipmentScreen(const Engine& engine, const goods::Catalogue& catalogue, const RuleSet& rules,
                 const FlagTable& flags, ScreenOptions options, const OwnershipScreen* ownership = nullptr);
  [[nodiscard]] ShipmentDecision screen(const inputs::Shipment& shipment, Day today);

 private:
  struct Described;
  [[nodiscard]] std::shared_ptr<const Decision> ask_party(const Party& party);
  [[nodiscard]] LineGoods ask_goods(const inputs::ShipmentLine& line);
  [[nodiscard]] std::shared_ptr<const RuleDecision> ask_rules(const RuleQuestion& question, Day day);
  [[nodiscard]] std::size_t epoch_of(Day day) const;
  void memo(const inputs::Shipment& shipment, ShipmentDecision& decision) const;

  const Engine& engine_;
  const goods::Catalogue& catalogue_;
  const RuleSet& rules_;
  const FlagTable& flags_;
  ScreenOptions options_;
  Screener screener_;
  std::optional<OwnershipScreen::Asker> owned_;  // where stakes were given
  goods::Describer describer_;
  std::vector<Day> breaks_;  // days on which some row begins or has just ended
  std::unordered_map<std::string, std::shared_ptr<const Decision>> parties_seen_;
  std::unordered_map<std::string, LineGoods> goods_seen_;
  std::unordered_map<std::string, std::shared_ptr<const RuleDecision>> rules_seen_;
  std::unordered_map<std::string, std::vector<goods::ContextWord>> context_seen_;
};

// Code -> tier of the Common High Priority List on that day, for CatalogueOptions::tiers.
[[nodiscard]] std::map<std::string, std::string, std::less<>> tiers_on(const RuleSet& rules, Day day);

}  // namespace weir::screen
