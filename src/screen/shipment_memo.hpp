// The memo of a shipment: what stops it, what to look at, what is missing, what to ask the customer.
//
// Thread-safety: pure function. Errors: none. Lists are bounded; what is left out is counted in their last
// line.
#pragma once

#include "inputs/shipment.hpp"

namespace weir::screen {

struct ShipmentDecision;

// Fills stops, look_at, missing and ask from the decision's findings.
void write_memo(const inputs::Shipment& shipment, ShipmentDecision& decision);

}  // namespace weir::screen
