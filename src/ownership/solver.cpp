#include "ownership/solver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "ownership/fixpoint.hpp"
#include "ownership/proof.hpp"

namespace weir::ownership {
namespace {

constexpr std::array<Mode, 3> kModes{Mode::Certain, Mode::Judged, Mode::Possible};
constexpr std::size_t index_of(Mode mode) noexcept {
  return static_cast<std::size_t>(mode);
}

Capital capital_on(const Graph& graph, EntityIndex entity, DayNumber day) {
  Capital capital;
  graph.each_holder(entity, day, [&](StakeIndex, const Stake& stake) {
    (stake.owner == kUndisclosed ? capital.undisclosed : capital.disclosed).add(stake);
  });
  return capital;
}

// Capital of each entity that was asked for, worked out once and kept true.
class Capitals {
 public:
  explicit Capitals(std::size_t entities) : slots_(entities) {}
  const Capital& of(EntityIndex entity, const Graph& graph, DayNumber day) {
    if (const std::uint32_t slot = slots_.find(entity); slot != 0) return all_[slot - 1];
    Capital& capital = all_.emplace_back();
    capital = capital_on(graph, entity, day);
    slots_.set(entity, static_cast<std::uint32_t>(all_.size()));
    return capital;
  }
  void changed(EntityIndex owner, EntityIndex owned, const Stake* before, const Stake* after) {
    const std::uint32_t slot = slots_.find(owned);
    if (slot == 0) return;
    Capital& capital = all_[slot - 1];
    Holdings& part = owner == kUndisclosed ? capital.undisclosed : capital.disclosed;
    if (after != nullptr) part.add(*after);
    if (before != nullptr) part.subtract(*before);
  }

 private:
  DenseSlots slots_;
  Pieces<Capital> all_;
};

// The fixed points of one mode where each listed party stands for itself.
class SingleOwners {
 public:
  explicit SingleOwners(Mode mode, std::size_t entities) : mode_(mode), heads_(entities) {}

  template <class MakeWorld>
  void add_seed(EntityIndex seed, const MakeWorld& world) {
    const auto [place, fresh] = by_seed_.try_emplace(seed, static_cast<std::uint32_t>(all_.size()));
    if (fresh) all_.push_back({.seed = seed, .members = Fixpoint<HashSlots>(mode_, HashSlots{})});
    const std::uint32_t which = place->second;
    all_[which].members.add_seed(seed, world([&](EntityIndex entity) { note(entity, which); }));
  }
  template <class MakeWorld>
  void remove_seed(EntityIndex seed, const MakeWorld& world) {
    const auto place = by_seed_.find(seed);
    if (place == by_seed_.end()) return;
    const std::uint32_t which = place->second;
    all_[which].members.remove_seed(seed, world([&](EntityIndex entity) { note(entity, which); }));
  }
  template <class MakeWorld>
  void stake_changed(EntityIndex owner, EntityIndex owned, const Stake* before, const Stake* after,
                     const MakeWorld& world) {
    // Those in which the owner is a member, and those that look at the owned (what others hold bounds them).
    std::vector<std::uint32_t> which;
    const auto collect = [&](EntityIndex entity) {
      each(entity, [&](std::uint32_t one) { which.push_back(one); });
    };
    if (owner != kUndisclosed) collect(owner);
    if (mode_ == Mode::Possible) collect(owned);
    std::sort(which.begin(), which.end());
    which.erase(std::unique(which.begin(), which.end()), which.end());
    for (const std::uint32_t one : which) {
      all_[one].members.stake_changed(owner, owned, before, after,
                                      world([&, one](EntityIndex entity) { note(entity, one); }));
    }
  }
  // The first fixed point that has the entity as a member; null when none has.
  [[nodiscard]] const Fixpoint<HashSlots>* with_member(EntityIndex entity,
                                                       EntityIndex* seed = nullptr) const {
    const Fixpoint<HashSlots>* found = nullptr;
    std::uint32_t best = 0;
    each(entity, [&](std::uint32_t one) {
      if (!all_[one].members.member(entity) || (found != nullptr && one > best)) return;
      found = &all_[one].members;
      best = one;
      if (seed != nullptr) *seed = all_[one].seed;
    });
    return found;
  }
  // Calls visit(seed, fixpoint) for each that looks at the entity.
  template <class Visit>
  void each_touching(EntityIndex entity, const Visit& visit) const {
    each(entity, [&](std::uint32_t one) { visit(all_[one].seed, all_[one].members); });
  }
  [[nodiscard]] std::uint64_t touched_count() const noexcept { return links_.size(); }

 private:
  struct One {
    EntityIndex seed = 0;
    Fixpoint<HashSlots> members;
  };
  struct Link {
    std::uint32_t which = 0;
    std::uint32_t next = 0;
  };
  void note(EntityIndex entity, std::uint32_t which) {
    links_.emplace_back() = {.which = which, .next = heads_.find(entity)};
    heads_.set(entity, static_cast<std::uint32_t>(links_.size()));
  }
  template <class Visit>
  void each(EntityIndex entity, const Visit& visit) const {
    for (std::uint32_t link = heads_.find(entity); link != 0; link = links_[link - 1].next)
      visit(links_[link - 1].which);
  }

  Mode mode_;
  std::vector<One> all_;
  std::unordered_map<EntityIndex, std::uint32_t> by_seed_;
  DenseSlots heads_;
  Pieces<Link> links_;
};

struct Track {
  Regime regime;
  std::vector<Fixpoint<DenseSlots>> together;  // by mode, where stakes are added up
  std::vector<SingleOwners> single;            // by mode, where they are not
};

std::string listed_text(const ListedParty& party) {
  std::string entry = party.list;
  if (!party.entry_id.empty()) entry += (entry.empty() ? "" : " ") + party.entry_id;
  std::string out = party.certain ? "listed" : fmt::format("listed only probably, score {:.2f}", party.score);
  if (!entry.empty()) out += ": " + entry;
  return out;
}

Fault bad_change(std::string message) {
  return {.kind = FaultKind::BadArgument, .message = std::move(message)};
}

}  // namespace

struct Solver::State {
  Graph graph;
  DayNumber day;
  std::vector<Regime> regimes;
  std::vector<Track> tracks;
  Capitals capitals;
  std::vector<ListedParty> listed;
  std::vector<bool> withdrawn;  // by ListedIndex
  std::unordered_map<EntityIndex, std::vector<ListedIndex>> by_entity;

  [[nodiscard]] auto capital_of() {
    return [this](EntityIndex entity) -> const Capital& { return capitals.of(entity, graph, day); };
  }
  template <class Touched>
  [[nodiscard]] auto world(const Regime& regime, Touched touched) {
    using Capital_ = decltype(capital_of());
    return Fixpoint<HashSlots>::World<Capital_, Touched>{graph, regime, day, capital_of(), touched};
  }
  [[nodiscard]] auto world_maker(const Regime& regime) {
    return [this, &regime](auto touched) { return world(regime, touched); };
  }
  [[nodiscard]] static bool counts(const Track& track, const ListedParty& party) {
    return !track.regime.suspended && track.regime.counts(party.list, party.programmes);
  }
  [[nodiscard]] bool listed_under(const Track& track, EntityIndex entity, bool certain_only) const {
    const auto found = by_entity.find(entity);
    if (found == by_entity.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(), [&](ListedIndex index) {
      return !withdrawn[index] && counts(track, listed[index]) && (!certain_only || listed[index].certain);
    });
  }
  void seed(Track& track, const ListedParty& party, bool add) {
    if (!counts(track, party)) return;
    const auto nothing = [](EntityIndex) {};
    for (const Mode mode : kModes) {
      if (mode == Mode::Certain && !party.certain) continue;
      const std::size_t m = index_of(mode);
      if (track.regime.aggregate) {
        if (add) {
          track.together[m].add_seed(party.entity, world(track.regime, nothing));
        } else {
          track.together[m].remove_seed(party.entity, world(track.regime, nothing));
        }
      } else if (add) {
        track.single[m].add_seed(party.entity, world_maker(track.regime));
      } else {
        track.single[m].remove_seed(party.entity, world_maker(track.regime));
      }
    }
  }
  void stake_changed(EntityIndex owner, EntityIndex owned, const Stake* before, const Stake* after) {
    capitals.changed(owner, owned, before, after);
    const auto nothing = [](EntityIndex) {};
    for (Track& track : tracks) {
      for (auto& members : track.together)
        members.stake_changed(owner, owned, before, after, world(track.regime, nothing));
      for (auto& owners : track.single)
        owners.stake_changed(owner, owned, before, after, world_maker(track.regime));
    }
  }
  // The stake as it counts on the day, or null.
  [[nodiscard]] const Stake* on_day(const Stake& stake) const noexcept {
    return stake.holds_on(day) ? &stake : nullptr;
  }
  void add_entity_listing(ListedIndex index) { by_entity[listed[index].entity].push_back(index); }
  void fill_roots(const Track& track, std::vector<EntityIndex> roots, OwnershipFinding& finding) const;
  void fill_proof(const Track& track, EntityIndex entity, OwnershipFinding& finding) const;
};

Solver::Solver(std::unique_ptr<State> state) : state_(std::move(state)) {}
Solver::Solver(Solver&&) noexcept = default;
Solver& Solver::operator=(Solver&&) noexcept = default;
Solver::~Solver() = default;

const Graph& Solver::graph() const noexcept {
  return state_->graph;
}
std::span<const Regime> Solver::regimes() const noexcept {
  return state_->regimes;
}
DayNumber Solver::day() const noexcept {
  return state_->day;
}

tl::expected<Solver, Fault> Solver::solve(Graph graph, std::vector<Regime> regimes,
                                          std::vector<ListedParty> listed, DayNumber day) {
  if (!graph.frozen()) graph.freeze();
  const std::size_t entities = graph.entity_count();
  auto state = std::make_unique<State>(State{.graph = std::move(graph),
                                             .day = day,
                                             .regimes = std::move(regimes),
                                             .tracks = {},
                                             .capitals = Capitals(entities),
                                             .listed = std::move(listed),
                                             .withdrawn = {},
                                             .by_entity = {}});
  state->withdrawn.assign(state->listed.size(), false);
  for (std::size_t i = 0; i < state->listed.size(); ++i) {
    if (state->listed[i].entity >= entities)
      return tl::unexpected(bad_change("a listed party is not in the graph"));
    state->add_entity_listing(static_cast<ListedIndex>(i));
  }
  for (const Regime& regime : state->regimes) {
    Track& track = state->tracks.emplace_back();
    track.regime = regime;
    if (regime.suspended) continue;
    const auto nothing = [](EntityIndex) {};
    for (const Mode mode : kModes) {
      if (!regime.aggregate) {
        SingleOwners& owners = track.single.emplace_back(mode, entities);
        for (const ListedParty& party : state->listed) {
          if (!State::counts(track, party) || (mode == Mode::Certain && !party.certain)) continue;
          owners.add_seed(party.entity, state->world_maker(track.regime));
          if (owners.touched_count() > kMostTouched) {
            return tl::unexpected(
                Fault{.kind = FaultKind::TooLarge,
                      .message = fmt::format(
                          "regime {}: listed parties, each for itself, own more than {} entities in all; "
                          "screen under another regime or with fewer listed parties",
                          regime.id, kMostTouched)});
          }
        }
        continue;
      }
      std::vector<EntityIndex> seeds;
      for (const ListedParty& party : state->listed) {
        if (State::counts(track, party) && (mode != Mode::Certain || party.certain))
          seeds.push_back(party.entity);
      }
      auto& members = track.together.emplace_back(mode, DenseSlots(entities));
      members.solve(seeds, state->world(track.regime, nothing));
    }
  }
  return Solver(std::move(state));
}

OwnershipStatus Solver::status(EntityIndex entity, std::size_t regime) const {
  const Track& track = state_->tracks[regime];
  if (track.regime.suspended) return OwnershipStatus::NoRule;
  if (state_->listed_under(track, entity, true)) return OwnershipStatus::Listed;
  const auto member = [&](Mode mode) {
    const std::size_t m = index_of(mode);
    return track.regime.aggregate ? track.together[m].member(entity)
                                  : track.single[m].with_member(entity) != nullptr;
  };
  if (member(Mode::Certain)) return OwnershipStatus::Owned;
  if (member(Mode::Judged)) return OwnershipStatus::HumanReview;
  if (member(Mode::Possible)) return OwnershipStatus::NotDetermined;
  return OwnershipStatus::NotOwned;
}

std::vector<EntityIndex> Solver::found() const {
  std::vector<EntityIndex> out;
  for (EntityIndex entity = 0; entity < state_->graph.entity_count(); ++entity) {
    for (std::size_t i = 0; i < state_->tracks.size(); ++i) {
      if (status(entity, i) > OwnershipStatus::NoRule) {
        out.push_back(entity);
        break;
      }
    }
  }
  return out;
}

void Solver::State::fill_roots(const Track& track, std::vector<EntityIndex> roots,
                               OwnershipFinding& finding) const {
  std::sort(roots.begin(), roots.end());
  for (const EntityIndex root : roots) {
    const auto found = by_entity.find(root);
    if (found == by_entity.end()) continue;
    for (const ListedIndex index : found->second) {
      const ListedParty& party = listed[index];
      if (withdrawn[index] || !counts(track, party)) continue;
      finding.roots.push_back({.entity_id = std::string(graph.id(root)),
                               .entity = std::string(graph.name(root)),
                               .list = party.list,
                               .entry_id = party.entry_id,
                               .entry = party.entry,
                               .programmes = party.programmes,
                               .score = party.score,
                               .certain = party.certain});
    }
  }
}

void Solver::State::fill_proof(const Track& track, EntityIndex entity, OwnershipFinding& finding) const {
  const Mode mode = finding.status == OwnershipStatus::Owned         ? Mode::Certain
                    : finding.status == OwnershipStatus::HumanReview ? Mode::Judged
                                                                     : Mode::Possible;
  const std::size_t m = index_of(mode);
  std::optional<EntityIndex> alone;  // the listed party whose fixed point is shown
  ProofWorld proof{.graph = graph, .regime = track.regime, .day = day, .mode = mode};
  proof.capital = [this](EntityIndex one) { return capital_on(graph, one, day); };
  if (track.regime.aggregate) {
    proof.rank = [&](EntityIndex one) { return track.together[m].rank(one); };
    finding.held_min = track.together[index_of(Mode::Certain)].held(entity).shares_min;
  } else {
    EntityIndex seed = 0;
    const Fixpoint<HashSlots>* members = track.single[m].with_member(entity, &seed);
    if (members == nullptr) {
      // Nobody's: show who comes nearest.
      std::uint64_t most = 0;
      track.single[m].each_touching(entity, [&](EntityIndex one, const Fixpoint<HashSlots>& candidate) {
        const Holdings held = candidate.held(entity);
        const std::uint64_t share = std::max(held.shares_max, held.votes_max);
        if (members != nullptr && (share < most || (share == most && one > seed))) return;
        members = &candidate;
        seed = one;
        most = share;
      });
    }
    if (members == nullptr) return;
    alone = seed;
    proof.rank = [members](EntityIndex one) { return members->rank(one); };
  }
  proof.root = [&, mode](EntityIndex one) {
    if (alone) return one == *alone;
    return listed_under(track, one, mode == Mode::Certain);
  };
  proof.root_text = [&](EntityIndex one) -> std::string {
    const ListedParty* best = nullptr;
    for (const ListedIndex index : by_entity.at(one)) {
      const ListedParty& party = listed[index];
      if (withdrawn[index] || !counts(track, party)) continue;
      if (best == nullptr || std::pair(party.certain, party.score) > std::pair(best->certain, best->score))
        best = &party;
    }
    return best == nullptr ? std::string("listed") : listed_text(*best);
  };
  fill_roots(track, prove(proof, entity, finding), finding);
  for (const OwnershipStep& step : finding.steps) {
    if (step.entity_id != graph.id(entity)) continue;
    finding.held_min = std::max(finding.held_min, mode == Mode::Judged ? 0 : step.held_min);
    finding.held_max = std::max(finding.held_max, step.held_max);
  }
  finding.held_max = std::max(finding.held_max, finding.held_min);
}

OwnershipFinding Solver::rule_finding(std::size_t regime) const {
  const Regime& rule = state_->tracks[regime].regime;
  return {.regime = rule.id,
          .title = rule.title,
          .status = rule.suspended ? OwnershipStatus::NoRule : OwnershipStatus::NotOwned,
          .rule = rule_text(rule),
          .citation = rule.citation,
          .verification = rule.status,
          .in_force = rule.suspended ? "" : dates_text(rule.from, rule.to),
          .note = rule.note};
}

OwnershipFinding Solver::finding(EntityIndex entity, std::size_t regime) const {
  const State& state = *state_;
  const Track& track = state.tracks[regime];
  OwnershipFinding out = rule_finding(regime);
  out.entity_id = state.graph.id(entity);
  out.entity = state.graph.name(entity);
  out.status = status(entity, regime);
  switch (out.status) {
    case OwnershipStatus::NoRule:
      break;
    case OwnershipStatus::Listed:
      state.fill_roots(track, {entity}, out);
      break;
    default:
      // Listed only probably: that is the reason, unless it is owned for certain.
      if (out.status == OwnershipStatus::HumanReview && state.listed_under(track, entity, false)) {
        state.fill_roots(track, {entity}, out);
      } else {
        state.fill_proof(track, entity, out);
      }
  }
  return out;
}

EntityIndex Solver::entity(std::string_view key) {
  return state_->graph.entity(key);
}

std::string stake_problem(const Stake& stake) {
  if (stake.owner == stake.owned) return "the owner and the owned are the same: nobody owns itself";
  if (stake.max > kWhole) return "the share is more than 100 %";
  if (stake.min > stake.max) return "the least share is above the greatest";
  if (stake.from > stake.to) return "the stake ends before it begins";
  return {};
}

tl::expected<StakeIndex, Fault> Solver::add_stake(const Stake& stake) {
  if (const std::string problem = stake_problem(stake); !problem.empty())
    return tl::unexpected(bad_change(problem));
  const std::size_t entities = state_->graph.entity_count();
  if (stake.owned >= entities || (stake.owner >= entities && stake.owner != kUndisclosed))
    return tl::unexpected(bad_change("an end of the stake is not in the graph"));
  const StakeIndex index = state_->graph.add_stake(stake);
  if (const Stake* after = state_->on_day(stake))
    state_->stake_changed(stake.owner, stake.owned, nullptr, after);
  return index;
}

tl::expected<void, Fault> Solver::remove_stake(StakeIndex index) {
  if (index >= state_->graph.stake_count()) return tl::unexpected(bad_change("no such stake"));
  Stake& stake = state_->graph.stake_for_change(index);
  if (stake.removed) return tl::unexpected(bad_change("the stake was removed before"));
  const Stake before = stake;
  stake.removed = true;
  if (const Stake* was = state_->on_day(before))
    state_->stake_changed(before.owner, before.owned, was, nullptr);
  return {};
}

tl::expected<void, Fault> Solver::change_stake(StakeIndex index, const Stake& to) {
  if (index >= state_->graph.stake_count()) return tl::unexpected(bad_change("no such stake"));
  const Stake before = state_->graph.stake(index);
  Stake after = before;
  after.min = to.min;
  after.max = to.max;
  after.from = to.from;
  after.to = to.to;
  if (before.removed) return tl::unexpected(bad_change("the stake was removed before"));
  if (const std::string problem = stake_problem(after); !problem.empty())
    return tl::unexpected(bad_change(problem));
  state_->graph.stake_for_change(index) = after;
  const Stake* was = state_->on_day(before);
  const Stake* is = state_->on_day(after);
  if (was != nullptr || is != nullptr) state_->stake_changed(before.owner, before.owned, was, is);
  return {};
}

tl::expected<ListedIndex, Fault> Solver::add_listed(ListedParty party) {
  if (party.entity >= state_->graph.entity_count())
    return tl::unexpected(bad_change("the listed party is not in the graph"));
  const auto index = static_cast<ListedIndex>(state_->listed.size());
  state_->listed.push_back(std::move(party));
  state_->withdrawn.push_back(false);
  state_->add_entity_listing(index);
  for (Track& track : state_->tracks) state_->seed(track, state_->listed[index], true);
  return index;
}

tl::expected<void, Fault> Solver::remove_listed(ListedIndex index) {
  if (index >= state_->listed.size() || state_->withdrawn[index])
    return tl::unexpected(bad_change("no such listed party"));
  for (Track& track : state_->tracks) state_->seed(track, state_->listed[index], false);
  state_->withdrawn[index] = true;
  return {};
}

}  // namespace weir::ownership
