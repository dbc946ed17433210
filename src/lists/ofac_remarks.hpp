// OFAC's Remarks column -> facts of a Party.
//
// The column is prose with a grammar: fragments end at ';' (not inside brackets), the last one with '.', and
// begin with a key word ("DOB", "alt. Passport", "Linked To:"). What no rule knows is kept word for word as
// property "notes": nothing is lost. Format: OFAC, "SDN List Data Formats" (dat_spec.txt). Thread-safety:
// pure. Errors: none; a date that is none becomes a property.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "weir/party.hpp"

namespace weir::lists {

void parse_ofac_remarks(std::string_view remarks, Party& party);

// One fact as OFAC's XML editions give it: the words for its kind ("Passport", "Digital Currency Address -
// XBT", "Gender", "Secondary sanctions risk:"), its text, the issuing country and a note.
void add_ofac_fact(std::string_view kind, std::string_view text, std::string_view country,
                   std::string_view note, Party& party);

// "(Linked To: X)" inside a text becomes a link; the rest is read as remarks.
void parse_ofac_xml_remarks(std::string_view remarks, Party& party);

// A name as OFAC writes it: "FAMILY, Given" for persons, nicknames in quotes (then weak, FAQ 122).
void add_ofac_name(Party& party, std::string_view text, NameKind kind);

// The fragments of the remarks that no rule knows; `all` counts every fragment. For measuring.
[[nodiscard]] std::vector<std::string> unknown_ofac_remarks(std::string_view remarks, Schema schema,
                                                            std::size_t& all);

}  // namespace weir::lists
