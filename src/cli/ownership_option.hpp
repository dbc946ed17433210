// --ownership and what goes with it, for the verbs that ask who owns a party.
//
// Thread-safety: main thread; the solver starts threads of its own. Errors: bad records are rejects; Fault
// where nothing can be solved.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "cli/console.hpp"
#include "screen/ownership_days.hpp"
#include "weir/engine.hpp"

namespace weir::cli {

struct OwnershipFrom {
  std::vector<std::string> files;   // of stakes
  std::vector<std::string> listed;  // of listed owners, beside those of the snapshot
  std::optional<double> certain_from;
  std::vector<std::string> regimes;  // "all" or none: all
  unsigned jobs = 1;
};

// The stakes of all days, with the snapshot's parties as their listed owners.
struct OwnersAtHand {
  screen::OwnershipDays days;
  nlohmann::ordered_json basis;
};
// `date`: the day for which owners that hold too much are told.
[[nodiscard]] tl::expected<OwnersAtHand, Fault> load_owners(const OwnershipFrom& from, const Global& global,
                                                            const Engine& engine, Day date, Rejects& rejects);

// What answers about owners rest on, besides the snapshot: SHA-256 of each file, and the settings. A decision
// carries it, so that a replay with other stakes can be refused.
[[nodiscard]] tl::expected<nlohmann::ordered_json, Fault> owners_basis(const OwnershipFrom& from);
// "other stakes (--ownership)"; empty when both are the same.
[[nodiscard]] std::string basis_difference(const nlohmann::ordered_json& recorded,
                                           const nlohmann::ordered_json& now);

}  // namespace weir::cli
