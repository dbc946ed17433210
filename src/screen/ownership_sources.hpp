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
  // Solve every dated row of the regimes asked for, and the facts that rules ask for: whoever asks says the
  // day (OwnershipScreen::Asker::ask_on). Stakes stay those of `day`.
  bool dated = false;
  unsigned jobs = 1;
};

struct OwnershipHandler {
  ownership::BuildHandler build;
  std::function<void(const std::string&)> note;  // progress and counts, for people
};

[[nodiscard]] tl::expected<ownership::Solver, Fault> solve_ownership(const OwnershipSources& sources,
                                                                     const OwnershipHandler& handler);

}  // namespace weir::screen
