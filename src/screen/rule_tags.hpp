// How the rules call lists: the tags of a party from its hits and owners.
//
// Thread-safety: pure functions over an immutable table (data/ownership/rule_lists.tsv). Errors: none.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "weir/decision.hpp"

namespace weir::screen {

// The list itself, and what it counts as by its programmes: {"us_trade_csl", "us_bis_entity"}.
[[nodiscard]] std::vector<std::string> rule_lists(std::string_view list,
                                                  std::span<const std::string> programmes);

// The tags that hits in lists give a party, sorted: "list:us_bis_entity", "programme:SDGT".
[[nodiscard]] std::vector<std::string> list_tags(std::span<const Hit> hits);

}  // namespace weir::screen
