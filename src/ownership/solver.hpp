// Who is owned by listed parties on a day, under each regime, and why; kept true through single changes.
//
// For each regime three least fixed points are held (Mode in fixpoint.hpp). Where stakes of several listed
// parties add up, each is one over all listed parties; where they do not, each listed party has its own.
// Thread-safety: const members from any thread while nobody changes it. Errors: Fault BadArgument for a
// change that cannot be (a stake in itself, an unknown entity, a share above 100 %), Fault TooLarge when
// listed parties that are not added up own too much of each other (kMostTouched).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <tl/expected.hpp>

#include "ownership/graph.hpp"
#include "ownership/regimes.hpp"
#include "weir/error.hpp"

namespace weir::ownership {

// An entity of the graph that is on a list.
struct ListedParty {
  EntityIndex entity = 0;
  std::string list;  // empty: counts under every regime
  std::string entry_id;
  std::string entry;  // the list's name for it
  std::vector<std::string> programmes;
  double score = 1;
  bool certain = true;
};
using ListedIndex = std::uint32_t;

// Sum over all listed parties of what each fixed point looks at, where a regime does not add stakes up.
inline constexpr std::uint64_t kMostTouched = 20'000'000;

class Solver {
 public:
  // `regimes` are rows in force on `day` (regimes_on()).
  [[nodiscard]] static tl::expected<Solver, Fault> solve(Graph graph, std::vector<Regime> regimes,
                                                         std::vector<ListedParty> listed, DayNumber day);
  Solver(Solver&&) noexcept;
  Solver& operator=(Solver&&) noexcept;
  ~Solver();

  [[nodiscard]] const Graph& graph() const noexcept;
  [[nodiscard]] std::span<const Regime> regimes() const noexcept;
  [[nodiscard]] DayNumber day() const noexcept;

  [[nodiscard]] OwnershipStatus status(EntityIndex entity, std::size_t regime) const;
  [[nodiscard]] OwnershipFinding finding(EntityIndex entity, std::size_t regime) const;
  // The rule alone: a finding without entity or chain.
  [[nodiscard]] OwnershipFinding rule_finding(std::size_t regime) const;
  // Entities, ascending, that at least one regime calls other than NotOwned or NoRule.
  [[nodiscard]] std::vector<EntityIndex> found() const;

  // Changes. New entities are made through entity().
  EntityIndex entity(std::string_view key);
  [[nodiscard]] tl::expected<StakeIndex, Fault> add_stake(const Stake& stake);
  [[nodiscard]] tl::expected<void, Fault> remove_stake(StakeIndex stake);
  // Share and dates of `to` replace those of the stake; owner, owned and kind stay.
  [[nodiscard]] tl::expected<void, Fault> change_stake(StakeIndex stake, const Stake& to);
  [[nodiscard]] tl::expected<ListedIndex, Fault> add_listed(ListedParty party);
  [[nodiscard]] tl::expected<void, Fault> remove_listed(ListedIndex party);

 private:
  struct State;
  explicit Solver(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Why a stake cannot be: empty when it can.
[[nodiscard]] std::string stake_problem(const Stake& stake);

}  // namespace weir::ownership
