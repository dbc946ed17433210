#include "cli/ownership_option.hpp"

#include <fmt/format.h>

#include <utility>

#include "fetch/files.hpp"

namespace weir::cli {
namespace {

std::vector<std::string> regimes_of(const OwnershipFrom& from) {
  std::vector<std::string> out;
  for (const std::string& regime : from.regimes) {
    if (regime != "all") out.push_back(regime);
  }
  return out;
}

}  // namespace

tl::expected<nlohmann::ordered_json, Fault> owners_basis(const OwnershipFrom& from) {
  nlohmann::ordered_json out{{"stakes", nlohmann::ordered_json::array()},
                             {"listed", nlohmann::ordered_json::array()},
                             {"regimes", regimes_of(from)},
                             {"certain", from.certain_from ? nlohmann::ordered_json(*from.certain_from)
                                                           : nlohmann::ordered_json(nullptr)}};
  for (const auto& [files, member] : {std::pair{&from.files, "stakes"}, std::pair{&from.listed, "listed"}}) {
    for (const std::string& file : *files) {
      auto sum = fetch::sha256_of(file);
      if (!sum) return tl::unexpected(sum.error());
      out[member].push_back(std::move(*sum));
    }
  }
  return out;
}

std::string basis_difference(const nlohmann::ordered_json& recorded, const nlohmann::ordered_json& now) {
  std::string out;
  for (const auto& [member, what] :
       {std::pair{"stakes", "other stakes (--ownership)"},
        std::pair{"listed", "other listed owners (--listed)"},
        std::pair{"regimes", "other regimes (--regime)"}, std::pair{"certain", "another --certain"}}) {
    if (!recorded.is_object() || recorded.value(member, nlohmann::ordered_json()) != now.at(member))
      out += fmt::format("{}{}", out.empty() ? "" : ", ", what);
  }
  return out;
}

tl::expected<OwnersAtHand, Fault> load_owners(const OwnershipFrom& from, const Global& global,
                                              const Engine& engine, Day date, Rejects& rejects) {
  auto basis = owners_basis(from);
  if (!basis) return tl::unexpected(basis.error());
  auto input = screen::load_ownership(
      {.files = from.files,
       .listed = from.listed,
       .engine = &engine,
       .certain_from = from.certain_from,
       .regimes = regimes_of(from),
       .day = date,
       .dated = true,
       .jobs = from.jobs},
      {.build = {.reject = [&](lists::Reject&& reject) { rejects.add(reject); },
                 .warn = [](const Fault& warning) { complain("warning: " + warning.text()); }},
       .note = [&](const std::string& text) { say(global, text); }});
  if (!input) return tl::unexpected(input.error());
  return OwnersAtHand{.days = screen::OwnershipDays(std::move(*input)), .basis = std::move(*basis)};
}

}  // namespace weir::cli
