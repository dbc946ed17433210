#include "ledger/shipment_history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "ledger/decision_digest.hpp"

namespace weir::ledger {
namespace {

// Who a line is counted under: the last who gets the goods.
std::string counterparty_of(const inputs::Shipment& shipment) {
  constexpr std::array<std::string_view, 4> kRoles{"end_user", "consignee", "buyer", "notify"};
  for (const std::string_view role : kRoles) {
    for (const inputs::ShipmentParty& party : shipment.parties) {
      if (party.role == role && !party.party.names.empty()) return party.party.names.front().text;
    }
  }
  for (const inputs::ShipmentParty& party : shipment.parties) {
    if (!party.party.names.empty()) return party.party.names.front().text;
  }
  return {};
}

}  // namespace

std::vector<PastQuestion> shipment_questions(const inputs::Shipment& shipment,
                                             const screen::ShipmentDecision& decision,
                                             const ScreenOptions& options) {
  std::vector<PastQuestion> out;
  const std::size_t parties = std::min(shipment.parties.size(), decision.parties.size());
  for (std::size_t i = 0; i < parties; ++i) {
    Party party = shipment.parties[i].party;
    party.entry_id = fmt::format("{}/{}", shipment.id, shipment.parties[i].role);
    // Answers about equal parties are shared: the id is that of whoever asked first.
    Decision answer = *decision.parties[i].listed;
    answer.id = party.entry_id;
    out.push_back(past_question(party, answer, options, decision.date));
  }
  const std::string counterparty = counterparty_of(shipment);
  for (const screen::LineFinding& line : decision.lines) {
    if (!line.asked) continue;
    PastQuestion question{.line = *line.asked, .date = decision.date};
    question.party.entry_id = shipment.id;
    question.line->id = fmt::format("{}/{}", shipment.id, line.number);
    for (std::size_t i = 0; i < parties; ++i) {
      question.shipment.links.push_back({.back = out.size() - i, .tags = decision.parties[i].owner_tags});
    }
    if (line.number > 0) {
      const inputs::ShipmentLine& written = shipment.lines[line.number - 1];
      question.shipment.value = written.value;
      question.shipment.currency = written.currency;
    }
    question.shipment.counterparty = counterparty;
    question.context = {
        .snapshot = decision.snapshot, .rules = decision.rules, .engine = engine_name(), .options = options};
    question.digest = rule_digest(*line.asked_rules);
    out.push_back(std::move(question));
  }
  return out;
}

}  // namespace weir::ledger
