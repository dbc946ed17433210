// A question that was asked once, and what was answered: one record of a history.
//
// Thread-safety: value types. Errors: none. Privacy: a record is personal data, kept on purpose.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "weir/date.hpp"
#include "weir/engine.hpp"
#include "weir/party.hpp"
#include "weir/rules.hpp"

namespace weir::ledger {

using Digest = std::array<std::uint8_t, 16>;

// What many questions share: which reference data were asked, by which Weir, with which options.
struct Context {
  std::string snapshot;  // content id; empty where no list was asked
  std::string rules;     // content id; empty where no rules were asked
  std::string engine;    // "weir 0.1.0"
  ScreenOptions options;

  friend bool operator==(const Context& a, const Context& b) {
    return a.snapshot == b.snapshot && a.rules == b.rules && a.engine == b.engine &&
           a.options.threshold == b.options.threshold && a.options.top == b.options.top;
  }
};

enum class PastOutcome : std::uint8_t { NotAsked, NoHit, Hit };

// Where the party of a shipment line stands in the history, by itself.
struct PartyLink {
  std::uint64_t back = 0;         // so many records before the line; 0: nowhere
  std::vector<std::string> tags;  // those that do not come from the lists (ownership)

  friend bool operator==(const PartyLink&, const PartyLink&) = default;
};

// What a line's shipment adds to it beside what was asked of the rules.
struct ShipmentPart {
  std::vector<PartyLink> links;  // by party of the line
  std::optional<Number> value;   // for counting: the rules were asked without it
  std::string currency;
  std::string counterparty;

  [[nodiscard]] bool empty() const {
    return links.empty() && !value && currency.empty() && counterparty.empty();
  }
  friend bool operator==(const ShipmentPart&, const ShipmentPart&) = default;
};

struct PastQuestion {
  Party party;  // entry_id is the question's own id; no names where only a line was asked
  std::optional<RuleQuestion> line;  // the shipment line, for the rules
  ShipmentPart shipment;             // of a line that was screened with its shipment
  Day date{};                        // the day for which it was asked
  Context context;
  PastOutcome outcome = PastOutcome::NotAsked;  // of the lists
  std::optional<Digest>
      digest;  // of the decision's canonical form; none where no list hit and no rules were asked
};

}  // namespace weir::ledger
