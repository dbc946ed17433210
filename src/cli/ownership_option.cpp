#include "cli/ownership_option.hpp"

#include <fmt/format.h>

#include "screen/ownership_sources.hpp"

namespace weir::cli {

tl::expected<screen::OwnershipScreen, Fault> solve_owned(const OwnershipFrom& from, const Global& global,
                                                         const Engine& engine, Day date, Rejects& rejects) {
  screen::OwnershipSources sources{.files = from.files,
                                   .listed = from.listed,
                                   .engine = &engine,
                                   .certain_from = from.certain_from,
                                   .day = date,
                                   .dated = true,
                                   .jobs = from.jobs};
  for (const std::string& regime : from.regimes) {
    if (regime != "all") sources.regimes.push_back(regime);
  }
  auto solver = screen::solve_ownership(
      sources, {.build = {.reject = [&](lists::Reject&& reject) { rejects.add(reject); },
                          .warn = [](const Fault& warning) { complain("warning: " + warning.text()); }},
                .note = [&](const std::string& text) { say(global, text); }});
  if (!solver) return tl::unexpected(solver.error());
  auto out = screen::OwnershipScreen::over(std::move(*solver));
  if (out) say(global, fmt::format("{} entities may be owned by listed parties", out->entity_count()));
  return out;
}

}  // namespace weir::cli
