// --ownership and what goes with it, for the verbs that ask who owns a party.
//
// Thread-safety: main thread; the solver starts threads of its own. Errors: bad records are rejects; Fault
// where nothing can be solved.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "cli/console.hpp"
#include "screen/ownership_screen.hpp"
#include "weir/engine.hpp"

namespace weir::cli {

struct OwnershipFrom {
  std::vector<std::string> files;   // of stakes
  std::vector<std::string> listed;  // of listed owners, beside those of the snapshot
  std::optional<double> certain_from;
  std::vector<std::string> regimes;  // "all" or none: all
  unsigned jobs = 1;
};

// The stakes, with the snapshot's parties as their listed owners.
[[nodiscard]] tl::expected<screen::OwnershipScreen, Fault> solve_owned(const OwnershipFrom& from,
                                                                       const Global& global,
                                                                       const Engine& engine, Day date,
                                                                       Rejects& rejects);

}  // namespace weir::cli
