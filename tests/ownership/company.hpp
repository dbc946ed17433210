// A small graph in a test's own words.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "facts/dates.hpp"
#include "ownership/regimes.hpp"
#include "ownership/share.hpp"
#include "ownership/solver.hpp"

namespace weir::ownership {

inline DayNumber on(std::string_view day) {
  return day_number(facts::parse_day(day).value());
}

// The state of the world that a vector describes: stakes, and who is listed.
class Company {
 public:
  // "?" as the owner: not disclosed.
  Company& holds(const std::string& owner, std::string_view share, const std::string& owned,
                 StakeKind kind = StakeKind::Shares) {
    const ShareRange range = parse_share(share).value();
    stakes_.push_back({owner, owned, {.min = range.min, .max = range.max, .kind = kind}});
    return *this;
  }
  Company& controls(const std::string& owner, const std::string& owned, StakeKind kind = StakeKind::Board) {
    return holds(owner, "0", owned, kind);
  }
  Company& between(std::string_view from, std::string_view to) {
    if (!from.empty()) stakes_.back().stake.from = on(from);
    if (!to.empty()) stakes_.back().stake.to = on(to);
    return *this;
  }
  Company& listed(const std::string& name, bool certain = true, const std::string& list = {},
                  double score = 1) {
    listed_.push_back({name, list, certain, score});
    return *this;
  }

  [[nodiscard]] Solver solve(std::string_view day = "2026-11-24") const {
    Graph graph;
    graph.add_file("test");
    for (const Given& given : stakes_) {
      Stake stake = given.stake;
      stake.owner = given.owner == "?" ? kUndisclosed : graph.entity("n" + given.owner);
      stake.owned = graph.entity("n" + given.owned);
      graph.add_stake(stake);
    }
    std::vector<ListedParty> parties;
    for (const Listing& one : listed_) {
      parties.push_back({.entity = graph.entity("n" + one.name),
                         .list = one.list,
                         .score = one.score,
                         .certain = one.certain});
    }
    auto regimes = regimes_on(built_in_regimes().value(), on(day), {});
    auto solver = Solver::solve(std::move(graph), std::move(regimes.value()), std::move(parties), on(day));
    return std::move(solver.value());
  }
  [[nodiscard]] OwnershipStatus status(const std::string& entity, const std::string& regime,
                                       std::string_view day = "2026-11-24") const {
    return finding(entity, regime, day).status;
  }
  [[nodiscard]] OwnershipFinding finding(const std::string& entity, const std::string& regime,
                                         std::string_view day = "2026-11-24") const {
    const Solver solver = solve(day);
    const auto index = solver.graph().find("n" + entity);
    EXPECT_TRUE(index) << entity;
    for (std::size_t i = 0; i < solver.regimes().size(); ++i) {
      if (solver.regimes()[i].id == regime) return solver.finding(index.value_or(0), i);
    }
    ADD_FAILURE() << "no regime " << regime;
    return {};
  }

 private:
  struct Given {
    std::string owner;
    std::string owned;
    Stake stake;
  };
  struct Listing {
    std::string name;
    std::string list;
    bool certain;
    double score;
  };
  std::vector<Given> stakes_;
  std::vector<Listing> listed_;
};

}  // namespace weir::ownership
