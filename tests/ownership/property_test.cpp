// The solver against the plain interpreter: random graphs with cycles, ranges, dates and control, then
// changes one by one, each followed by a full comparison.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "ownership/reference.hpp"

namespace weir::ownership {
namespace {

constexpr DayNumber kDay = 100;

// More cases than rapidcheck's hundred, unless RC_PARAMS says otherwise.
const bool kMany = setenv("RC_PARAMS", "max_success=4000", 0) == 0;

Regime random_regime() {
  Regime regime{.id = "r"};
  regime.threshold = *rc::gen::element<Share>(kWhole / 2, kWhole / 4, kWhole / 2 + 1, kWhole);
  regime.strictly_more = *rc::gen::arbitrary<bool>();
  regime.aggregate = *rc::gen::arbitrary<bool>();
  regime.votes = *rc::gen::arbitrary<bool>();
  regime.control = *rc::gen::arbitrary<bool>();
  return regime;
}

void random_share(Stake& stake) {
  const Share step = kWhole / 20;
  const auto min = *rc::gen::inRange<Share>(0, 15) * step;
  const auto width = *rc::gen::weightedElement<Share>({{6, 0}, {2, 1}, {1, 5}});
  stake.min = min;
  stake.max = std::min<Share>(kWhole, min + width * step);
}

void random_dates(Stake& stake) {
  stake.from = *rc::gen::weightedElement<DayNumber>({{6, kOpenStart}, {2, kDay}, {1, kDay + 1}});
  stake.to = *rc::gen::weightedElement<DayNumber>({{6, kOpenEnd}, {2, kDay + 1}});
  if (*rc::gen::inRange(0, 8) == 0) {
    stake.from = kOpenStart;
    stake.to = kDay - 1;
  }
}

Stake random_stake(EntityIndex entities) {
  Stake stake;
  stake.owner = *rc::gen::inRange<EntityIndex>(0, entities);
  stake.owned = (stake.owner + *rc::gen::inRange<EntityIndex>(1, entities)) % entities;
  if (*rc::gen::inRange(0, 10) == 0) stake.owner = kUndisclosed;
  stake.kind = *rc::gen::weightedElement<StakeKind>({{5, StakeKind::Shares},
                                                     {3, StakeKind::Ownership},
                                                     {2, StakeKind::Votes},
                                                     {1, StakeKind::Board},
                                                     {1, StakeKind::Consolidation}});
  random_share(stake);
  random_dates(stake);
  return stake;
}

ListedParty random_listed(EntityIndex entities) {
  return {.entity = *rc::gen::inRange<EntityIndex>(0, entities),
          .score = 0.9,
          .certain = *rc::gen::inRange(0, 4) != 0};
}

void compare(const Solver& solver, std::span<const ListedParty> listed) {
  for (std::size_t r = 0; r < solver.regimes().size(); ++r) {
    const auto expected = reference_statuses(solver.graph(), solver.regimes()[r], listed, kDay);
    for (EntityIndex entity = 0; entity < expected.size(); ++entity) {
      RC_ASSERT(ownership_status_text(solver.status(entity, r)) == ownership_status_text(expected[entity]));
    }
  }
}

// A proof has to be one: every step's stakes are held by roots or by entities of earlier steps, and add up.
void check_proof(const Solver& solver, EntityIndex entity, std::size_t r) {
  const OwnershipFinding finding = solver.finding(entity, r);
  if (finding.status != OwnershipStatus::Owned) return;
  RC_ASSERT(!finding.steps.empty());
  RC_ASSERT(!finding.roots.empty());
  RC_ASSERT(finding.steps.back().entity_id == finding.entity_id);
  std::vector<std::string> proven;
  for (const OwnershipRoot& root : finding.roots) proven.push_back(root.entity_id);
  const Regime& regime = solver.regimes()[r];
  for (const OwnershipStep& step : finding.steps) {
    std::uint64_t sum = 0;
    for (const CountedStake& stake : step.stakes) {
      RC_ASSERT(std::find(proven.begin(), proven.end(), stake.owner_id) != proven.end());
      sum += stake.min;
    }
    if (step.more_stakes == 0) RC_ASSERT(sum == step.held_min);
    RC_ASSERT(regime.reaches(step.held_min));
    proven.push_back(step.entity_id);
  }
}

TEST(OwnershipProperty, SolverAndChangesEqualThePlainInterpreter) {
  ASSERT_TRUE(kMany);
  rc::check([] {
    const auto entities = *rc::gen::inRange<EntityIndex>(2, 9);
    const auto stakes = *rc::gen::inRange(0, 24);
    Graph graph;
    graph.add_file("random");
    for (EntityIndex i = 0; i < entities; ++i) graph.entity("n" + std::to_string(i));
    for (int i = 0; i < stakes; ++i) graph.add_stake(random_stake(entities));
    std::vector<ListedParty> listed;
    for (int i = *rc::gen::inRange(1, 4); i > 0; --i) listed.push_back(random_listed(entities));
    auto solved = Solver::solve(std::move(graph), {random_regime(), random_regime()}, listed, kDay);
    RC_ASSERT(solved.has_value());
    Solver& solver = *solved;
    compare(solver, listed);
    for (EntityIndex entity = 0; entity < entities; ++entity) {
      for (std::size_t r = 0; r < 2; ++r) check_proof(solver, entity, r);
    }
    std::vector<std::pair<ListedIndex, ListedParty>> live;
    for (std::size_t i = 0; i < listed.size(); ++i) live.emplace_back(static_cast<ListedIndex>(i), listed[i]);
    const auto changes = *rc::gen::inRange(0, 12);
    for (int i = 0; i < changes; ++i) {
      const auto kind = *rc::gen::inRange(0, 5);
      const auto count = static_cast<StakeIndex>(solver.graph().stake_count());
      if (kind == 0) {
        RC_ASSERT(solver.add_stake(random_stake(entities)).has_value());
      } else if (kind == 1 && count > 0) {
        (void)solver.remove_stake(*rc::gen::inRange<StakeIndex>(0, count));
      } else if (kind == 2 && count > 0) {
        Stake to;
        random_share(to);
        random_dates(to);
        (void)solver.change_stake(*rc::gen::inRange<StakeIndex>(0, count), to);
      } else if (kind == 3) {
        const ListedParty party = random_listed(entities);
        live.emplace_back(solver.add_listed(party).value(), party);
      } else if (kind == 4 && !live.empty()) {
        const auto which = *rc::gen::inRange<std::size_t>(0, live.size());
        RC_ASSERT(solver.remove_listed(live[which].first).has_value());
        live.erase(live.begin() + static_cast<std::ptrdiff_t>(which));
      }
      std::vector<ListedParty> now;
      for (const auto& [index, party] : live) now.push_back(party);
      compare(solver, now);
    }
    for (EntityIndex entity = 0; entity < entities; ++entity) {
      for (std::size_t r = 0; r < 2; ++r) check_proof(solver, entity, r);
    }
  });
}

}  // namespace
}  // namespace weir::ownership
