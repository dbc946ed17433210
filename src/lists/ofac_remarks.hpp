// OFAC's Remarks column -> facts of a Party.
//
// The column is prose with a grammar: fragments end at ';' (not inside brackets), the last one with '.', and
// begin with a key word ("DOB", "alt. Passport", "Linked To:"). What no rule knows is kept word for word as
// property "notes": nothing is lost. Format: OFAC, "SDN List Data Formats" (dat_spec.txt). Thread-safety:
// pure. Errors: none; a date that is none becomes a property.
#pragma once

#include <string_view>

#include "weir/party.hpp"

namespace weir::lists {

void parse_ofac_remarks(std::string_view remarks, Party& party);

}  // namespace weir::lists
