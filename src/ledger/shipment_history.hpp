// A screened shipment as questions of a history: its parties, then its lines, each linked to its parties.
//
// Thread-safety: pure functions. Errors: none. The screen must have kept its questions
// (ShipmentScreen::keep_questions).
#pragma once

#include <vector>

#include "inputs/shipment.hpp"
#include "ledger/past_question.hpp"
#include "screen/shipment_screen.hpp"

namespace weir::ledger {

// For HistoryWriter::add_together(). A party is called "SHIPMENT/ROLE", a line "SHIPMENT/NUMBER". Owners are
// in the lines' tags; the parties' answers are those of the lists alone, as for parties screened by
// themselves.
[[nodiscard]] std::vector<PastQuestion> shipment_questions(const inputs::Shipment& shipment,
                                                           const screen::ShipmentDecision& decision,
                                                           const ScreenOptions& options);

}  // namespace weir::ledger
