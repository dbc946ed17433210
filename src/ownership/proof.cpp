#include "ownership/proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace weir::ownership {
namespace {

constexpr std::size_t kMostSteps = 60;
constexpr std::size_t kMostStakes = 12;  // shown in one step

enum class Ground : std::uint8_t { Shares, Votes, Control };

struct Counted {
  StakeIndex index;
  const Stake* stake;
};

// One entity of the proof, before it is put into words.
struct Draft {
  EntityIndex entity;
  std::uint64_t rank;
  Ground ground = Ground::Shares;
  std::uint64_t min = 0;
  std::uint64_t max = 0;
  std::vector<Counted> stakes;
};

// What the step rests on: the first ground that reaches the threshold for certain; where none does, whichever
// may reach it. An entity outside the group (rank 0) is shown by the larger of its shares and votes.
Ground ground(const ProofWorld& world, std::uint64_t rank, const Holdings& held, std::uint64_t shares_most,
              std::uint64_t votes_most) {
  const Regime& regime = world.regime;
  const bool control = regime.control && world.mode != Mode::Certain;
  const bool by_votes = regime.votes || control;
  if (rank == 0) return by_votes && votes_most > shares_most ? Ground::Votes : Ground::Shares;
  if (regime.reaches(held.shares_min)) return Ground::Shares;
  if (by_votes && regime.reaches(held.votes_min)) return Ground::Votes;
  if (control && held.controls > 0) return Ground::Control;
  const bool only_by_votes = world.mode == Mode::Possible && by_votes && !regime.reaches(shares_most);
  return only_by_votes ? Ground::Votes : Ground::Shares;
}

Draft draft(const ProofWorld& world, EntityIndex entity) {
  Draft out{.entity = entity, .rank = world.rank(entity)};
  const std::uint64_t limit = out.rank == 0 ? std::numeric_limits<std::uint64_t>::max() : out.rank;
  Holdings held;
  std::vector<Counted> all;
  world.graph.each_holder(entity, world.day, [&](StakeIndex index, const Stake& stake) {
    if (stake.owner == kUndisclosed) {
      if (world.mode == Mode::Possible) all.push_back({index, &stake});
      return;
    }
    const std::uint64_t rank = world.rank(stake.owner);
    if (rank == 0 || rank >= limit) return;
    held.add(stake);
    all.push_back({index, &stake});
  });
  const bool possible = world.mode == Mode::Possible;
  const Capital capital = possible ? world.capital(entity) : Capital{};
  const auto most = [&](std::uint64_t min, std::uint64_t max, std::uint64_t Holdings::*all_min,
                        std::uint64_t Holdings::*all_max) {
    if (!possible) return max;
    return max == 0 ? 0
                    : most_held(min, max, capital.disclosed.*all_min, capital.undisclosed.*all_min,
                                capital.undisclosed.*all_max);
  };
  const std::uint64_t shares_most =
      most(held.shares_min, held.shares_max, &Holdings::shares_min, &Holdings::shares_max);
  const std::uint64_t votes_most =
      most(held.votes_min, held.votes_max, &Holdings::votes_min, &Holdings::votes_max);
  out.ground = ground(world, out.rank, held, shares_most, votes_most);
  const bool votes = out.ground == Ground::Votes;
  out.min = votes ? held.votes_min : held.shares_min;
  out.max = votes ? votes_most : shares_most;
  for (const Counted& one : all) {
    const StakeKind kind = one.stake->kind;
    const bool counts = out.ground == Ground::Control ? is_control(kind)
                        : votes                       ? counts_as_votes(kind)
                                                      : counts_as_shares(kind);
    const bool some = possible || out.rank == 0 ? one.stake->max > 0 : one.stake->min > 0;
    if (counts && (some || out.ground == Ground::Control)) out.stakes.push_back(one);
  }
  std::sort(out.stakes.begin(), out.stakes.end(), [](const Counted& a, const Counted& b) {
    if (a.stake->min != b.stake->min) return a.stake->min > b.stake->min;
    if (a.stake->max != b.stake->max) return a.stake->max > b.stake->max;
    return a.index < b.index;
  });
  return out;
}

std::string threshold_text(const Regime& regime) {
  return regime.strictly_more ? "more than " + share_text(regime.threshold)
                              : share_text(regime.threshold) + " or more";
}

std::string step_text(const ProofWorld& world, const Draft& draft, std::size_t shown) {
  const Regime& regime = world.regime;
  if (draft.ground == Ground::Control) return "control, to be judged by a person";
  const char* const of = draft.ground == Ground::Votes ? " of the votes" : "";
  std::string sum;
  constexpr std::size_t kMostTerms = 6;
  if (draft.stakes.size() > 1 && draft.stakes.size() <= kMostTerms && shown == draft.stakes.size()) {
    for (const Counted& one : draft.stakes)
      sum += fmt::format("{}{}", sum.empty() ? "" : " + ", share_text(one.stake->min, one.stake->max));
    sum += " = ";
  }
  if (draft.rank == 0) {
    return fmt::format("{}{}{}; the rule asks for {}", sum, share_text(draft.min, draft.max), of,
                       threshold_text(regime));
  }
  if (regime.reaches(draft.min)) {
    const bool control = draft.ground == Ground::Votes && !regime.votes;
    return fmt::format("{}{}{} (the rule: {}{})", sum, share_text(draft.min), of, threshold_text(regime),
                       control ? "; votes alone are control" : "");
  }
  return fmt::format("between {} and {}{} (the rule: {})", share_text(draft.min), share_text(draft.max), of,
                     threshold_text(regime));
}

}  // namespace

std::vector<EntityIndex> prove(const ProofWorld& world, EntityIndex entity, OwnershipFinding& finding) {
  std::vector<Draft> drafts;
  std::vector<EntityIndex> roots;
  std::vector<EntityIndex> open{entity};
  std::unordered_map<EntityIndex, bool> seen{{entity, true}};
  for (std::size_t next = 0; next < open.size(); ++next) {
    const EntityIndex at = open[next];
    if (world.root(at)) {
      roots.push_back(at);
      continue;
    }
    if (drafts.size() == kMostSteps) {
      finding.shortened = true;
      continue;
    }
    Draft one = draft(world, at);
    for (std::size_t i = 0; i < std::min(one.stakes.size(), kMostStakes); ++i) {
      const EntityIndex owner = one.stakes[i].stake->owner;
      if (owner != kUndisclosed && seen.try_emplace(owner, true).second) open.push_back(owner);
    }
    if (!one.stakes.empty()) drafts.push_back(std::move(one));
  }
  // Owners before what they own; an entity that is no member comes last.
  std::sort(drafts.begin(), drafts.end(),
            [](const Draft& a, const Draft& b) { return a.rank - 1 < b.rank - 1; });
  std::unordered_map<EntityIndex, std::size_t> number;
  for (std::size_t i = 0; i < drafts.size(); ++i) number[drafts[i].entity] = i + 1;
  for (const Draft& one : drafts) {
    OwnershipStep step{.entity_id = std::string(world.graph.id(one.entity)),
                       .entity = std::string(world.graph.name(one.entity)),
                       .held_min = one.min,
                       .held_max = one.max};
    const std::size_t shown = std::min(one.stakes.size(), kMostStakes);
    for (std::size_t i = 0; i < shown; ++i) {
      const Stake& stake = *one.stakes[i].stake;
      CountedStake counted{.kind = stake.kind, .min = stake.min, .max = stake.max};
      counted.dates = dates_text(stake.from, stake.to);
      if (stake.file < world.graph.file_count()) counted.source.file = world.graph.file(stake.file);
      counted.source.line = stake.line;
      if (stake.owner == kUndisclosed) {
        counted.owner = "(not disclosed)";
        counted.owner_state = "may be anybody";
      } else {
        counted.owner_id = world.graph.id(stake.owner);
        counted.owner = world.graph.name(stake.owner);
        const auto step_number = number.find(stake.owner);
        counted.owner_state = world.root(stake.owner)       ? world.root_text(stake.owner)
                              : step_number != number.end() ? fmt::format("step {}", step_number->second)
                                                            : std::string("owned in turn");
      }
      step.stakes.push_back(std::move(counted));
    }
    step.more_stakes = one.stakes.size() - shown;
    step.text = step_text(world, one, shown);
    finding.steps.push_back(std::move(step));
  }
  return roots;
}

}  // namespace weir::ownership
