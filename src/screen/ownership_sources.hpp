// From files to a solved graph: stakes, listed parties (from the user's file, or from a snapshot by screening
// every owner), regimes of the day.
//
// Thread-safety: one thread a call; it starts `jobs` threads for screening. Errors: Fault when a file cannot
// be read or holds no stakes; bad records go to the handler.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ownership/builder.hpp"
#include "ownership/solver.hpp"
#include "weir/engine.hpp"

namespace weir::screen {

struct OwnershipSources {
  std::vector<std::string> files;              // of stakes
  std::map<std::string, std::string> columns;  // of a user's CSV
  std::vector<std::string> listed;             // files of listed parties: CSV with id and/or name, list
  const Engine* engine = nullptr;              // a snapshot to screen the owners against
  std::optional<double> threshold;             // of that screening
  // From this score a listed owner is taken for certain; by itself no name is. An equal identifier makes
  // certain, too.
  std::optional<double> certain_from;
  std::string regimes_table;         // a user's own; empty: the one that ships
  std::vector<std::string> regimes;  // ids; empty: all
  Day day;
  // Every dated row of the regimes asked for, the facts that rules ask for and the owners of any day: whoever
  // asks says the day (OwnershipDays).
  bool dated = false;
  unsigned jobs = 1;
};

struct OwnershipHandler {
  ownership::BuildHandler build;
  std::function<void(const std::string&)> note;  // progress and counts, for people
};

// What is solved: stakes of all days, rows of regimes, who is listed.
struct OwnershipInput {
  ownership::Graph graph;
  std::vector<ownership::Regime> regimes;
  std::vector<ownership::ListedParty> listed;
};
[[nodiscard]] tl::expected<OwnershipInput, Fault> load_ownership(const OwnershipSources& sources,
                                                                 const OwnershipHandler& handler);
// The same, solved for the day of `sources`.
[[nodiscard]] tl::expected<ownership::Solver, Fault> solve_ownership(const OwnershipSources& sources,
                                                                     const OwnershipHandler& handler);

}  // namespace weir::screen
