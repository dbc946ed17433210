// Any bytes as ownership data (all forms, found by content), solved and explained; a share and a table of
// regimes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lists/byte_source.hpp"
#include "ownership/readers.hpp"
#include "ownership/reference.hpp"

namespace {

using namespace weir::ownership;  // NOLINT: the file is about it

void demand(bool holds) {
  if (!holds) std::abort();
}

void try_share(std::string_view text) {
  const auto share = parse_share(text);
  if (!share) {
    demand(!share.error().empty());
    return;
  }
  demand(share->min <= share->max && share->max <= weir::kWhole);
}

void try_stakes(std::string_view text) {
  std::size_t rejects = 0;
  GraphBuilder builder({.reject =
                            [&](weir::lists::Reject&& reject) {
                              demand(!reject.reason.empty());
                              ++rejects;
                            },
                        .warn = [](const weir::Fault& fault) { demand(!fault.message.empty()); }});
  builder.begin_file("fuzz");
  const auto source = weir::lists::as_utf8(weir::lists::from_memory("fuzz", text));
  const auto read = read_stakes(*source, detect_ownership(text.substr(0, 1U << 16U), {}), {}, builder);
  if (!read) demand(!read.error().message.empty());
  Graph graph = builder.finish();
  if (graph.entity_count() == 0) return;
  static const auto table = built_in_regimes().value();
  constexpr DayNumber kDay = 20000;
  auto regimes = regimes_on(table, kDay, {}).value();
  std::vector<ListedParty> listed{{.entity = 0}};
  if (graph.entity_count() > 2) listed.push_back({.entity = 2, .score = 0.7, .certain = false});
  auto solver = Solver::solve(std::move(graph), regimes, listed, kDay);
  demand(solver.has_value());
  constexpr std::size_t kSmall = 40;  // the reference is slow
  for (std::size_t r = 0; r < regimes.size(); ++r) {
    const bool compare = solver->graph().entity_count() <= kSmall && solver->graph().stake_count() <= kSmall;
    const auto expected = compare ? reference_statuses(solver->graph(), regimes[r], listed, kDay)
                                  : std::vector<weir::OwnershipStatus>{};
    for (EntityIndex i = 0; i < solver->graph().entity_count() && i < kSmall; ++i) {
      if (compare) demand(solver->status(i, r) == expected[i]);
      demand(!weir::explain(solver->finding(i, r)).empty());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 's':
      try_share(text);
      break;
    case 'r': {
      const auto table = parse_regimes(text, "fuzz");
      if (!table) demand(!table.error().message.empty());
      break;
    }
    default:
      try_stakes(text);
  }
  return 0;
}
