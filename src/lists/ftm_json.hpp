// FollowTheMoney entities as JSON lines (https://followthemoney.tech), as OpenSanctions publishes them
// (entities.ftm.json, targets.nested.json).
//
// Persons, organisations, companies, vessels, aircraft and wallets become parties. Address, Sanction,
// Passport and Identification entities are joined to the party they belong to, wherever in the file they
// stand: so the file is read twice, once for them and once for the parties, and memory holds only them. Other
// entities (Ownership, Family, Security ...) are counted by schema in ListInfo::notes. Thread-safety: one
// thread a call. Errors: Fault of the byte sources; Fault BadFormat when not one line was an entity.
#pragma once

#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

// `first` and `second` give the same bytes, for the two passes.
[[nodiscard]] tl::expected<ListInfo, Fault> read_ftm_json(ByteSource& first, ByteSource& second,
                                                          const ListInfo& info, Sink& sink);
[[nodiscard]] bool looks_like_ftm_json(std::string_view head);

}  // namespace weir::lists
