// What a change of the rules would have caught among the shipment lines of a history.
//
// Every line is put to the rules as they are and as they are proposed, for its own day or for one day that is
// given; a line is caught when its outcome under the proposal is graver. Thread-safety: pure functions.
// Errors: lines that cannot be read are counted. Memory: one small record a caught line.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/history.hpp"
#include "weir/rules.hpp"

namespace weir::ledger {

// Lines and their values, by currency; a sum that no longer fits is marked.
struct Tally {
  std::uint64_t lines = 0;
  std::map<std::string, Number> value;
  bool value_overflow = false;

  void add(const std::optional<Number>& amount, const std::string& currency);
};

struct CaughtLine {
  std::uint64_t record = 0;
  std::string id;
  Day date{};
  std::string counterparty;
  std::string code;
  std::string destination;
  std::string tier;
  std::optional<Number> value;
  std::string currency;
  RuleOutcome before = RuleOutcome::NoHit;
  RuleOutcome after = RuleOutcome::NoHit;
  std::vector<std::string> measures;  // met or undecided under the proposal, and not before
};

struct WhatIf {
  std::string rules_before;  // content ids
  std::string rules_after;
  std::uint64_t questions = 0;  // in the history
  std::uint64_t lines = 0;      // of which have a shipment line
  std::uint64_t unreadable = 0;
  std::vector<RuleDifference> differences;
  Tally caught;
  std::uint64_t released = 0;                              // the outcome becomes milder
  std::array<std::array<std::uint64_t, 5>, 5> outcomes{};  // before, after: all lines
  std::map<std::string, Tally> by_tier;                    // of the code set; "none"
  std::map<std::string, Tally> by_month;                   // "2026-03"
  std::map<std::string, Tally> by_party;                   // counterparty
  std::map<std::string, Tally> by_measure;                 // measure id
  std::vector<CaughtLine> caught_lines;                    // in the order of the history
};

struct WhatIfOptions {
  std::optional<Day> on;          // all lines as of this day, not of their own
  std::string code_set = "chpl";  // whose tags are the tiers
};

[[nodiscard]] WhatIf what_if(const History& history, const RuleSet& before, const RuleSet& after,
                             const WhatIfOptions& options = {});

// The same over one line, for callers that have lines elsewhere.
class WhatIfCounter {
 public:
  WhatIfCounter(const RuleSet& before, const RuleSet& after, WhatIfOptions options);
  void add(const PastQuestion& question, std::uint64_t record);
  [[nodiscard]] WhatIf& result() noexcept { return result_; }

 private:
  WhatIfOptions options_;
  RuleEvaluator before_;
  RuleEvaluator after_;
  RuleVerdict verdict_before_;
  RuleVerdict verdict_after_;
  WhatIf result_;
};

// A page that stands alone: charts as inline SVG with their tables, light and dark.
[[nodiscard]] std::string what_if_html(const WhatIf& result, const std::string& title);

}  // namespace weir::ledger
