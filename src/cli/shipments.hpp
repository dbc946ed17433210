// weir screen on a file of shipments: reading, screening in the order of the file, memos on paper.
//
// Thread-safety: main thread; workers of its own. Errors: messages on stderr, rejects aside; see
// ShipmentTotals.
#pragma once

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "cli/output.hpp"
#include "cli/ownership_option.hpp"
#include "ledger/history_writer.hpp"
#include "weir/engine.hpp"
#include "weir/rules.hpp"

namespace weir::cli {

struct ShipmentOptions {
  ScreenOptions screen;
  unsigned jobs = 1;
  OutputFormat format = OutputFormat::JsonLines;
  bool colours = false;
  Day today{};
  const OwnersAtHand* owners = nullptr;  // who owns the parties, where stakes were given
  std::map<std::string, std::string> columns;
  std::vector<std::string> rules;            // tables of the user's own, on top of those that ship
  std::string nomenclature;                  // a whole one; empty: the table that ships
  ledger::HistoryWriter* history = nullptr;  // where parties and lines are kept
};

struct ShipmentTotals {
  std::uint64_t shipments = 0;
  std::uint64_t lines = 0;
  std::uint64_t not_free = 0;  // with any other outcome than NO_HIT
  std::uint64_t problems = 0;
};

[[nodiscard]] bool has_shipments(const std::string& path, const std::map<std::string, std::string>& columns);
void screen_shipments(const std::string& path, const Engine& engine, const ShipmentOptions& options,
                      std::FILE* out, Rejects& rejects, ShipmentTotals& totals);

}  // namespace weir::cli
