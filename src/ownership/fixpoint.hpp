// A least fixed point over the stakes: who becomes a member because members hold enough of it, and which
// members fall when a stake goes.
//
// Insertion is a worklist (each member's holdings are visited once). Removal needs care, since a cycle of
// members could hold itself up: every member has a rank, the order in which it came in, and next to the sum
// of all that members hold of it the sum that members of LOWER rank hold, its support. A member whose support
// no longer suffices is taken out, with it what rested on it; then whatever still has enough comes back with
// a new rank. Only entities behind the change are visited. (The idea is delete-and-rederive: Gupta, Mumick
// and Subrahmanian, "Maintaining views incrementally", SIGMOD 1993; the ranks make it exact for thresholds of
// sums.) reference.cpp says the same in the plainest way; a property test compares the two.
//
// Thread-safety: one thread at a time. Errors: none.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "ownership/graph.hpp"
#include "ownership/regimes.hpp"

namespace weir::ownership {

// The three questions that the solver asks of one regime; each set lies within the next.
enum class Mode : std::uint8_t {
  Certain,   // certainly listed parties, the lower ends of all ranges
  Judged,    // and control, majorities of votes, and parties that are listed only probably
  Possible,  // and the upper ends of ranges, and holders who are not disclosed
};

// What members hold of one entity, in billionths, and how many control it.
struct Holdings {
  std::uint64_t shares_min = 0;
  std::uint64_t shares_max = 0;
  std::uint64_t votes_min = 0;
  std::uint64_t votes_max = 0;
  std::uint32_t controls = 0;

  void add(const Stake& stake) noexcept {
    if (counts_as_shares(stake.kind)) {
      shares_min += stake.min;
      shares_max += stake.max;
    }
    if (counts_as_votes(stake.kind)) {
      votes_min += stake.min;
      votes_max += stake.max;
    }
    if (is_control(stake.kind)) ++controls;
  }
  void subtract(const Stake& stake) noexcept {
    if (counts_as_shares(stake.kind)) {
      shares_min -= stake.min;
      shares_max -= stake.max;
    }
    if (counts_as_votes(stake.kind)) {
      votes_min -= stake.min;
      votes_max -= stake.max;
    }
    if (is_control(stake.kind)) --controls;
  }
  friend bool operator==(const Holdings&, const Holdings&) = default;
};

// What all holders have, members or not: the bounds of what members can have at most.
struct Capital {
  Holdings disclosed;    // by named holders
  Holdings undisclosed;  // by holders who are not named
};

// The most that members can hold when they hold [min, max] by the records: undisclosed holders may be
// members, and what others hold at least cannot be theirs. Records that add up to more than the whole bound
// nothing.
[[nodiscard]] constexpr std::uint64_t most_held(std::uint64_t min, std::uint64_t max, std::uint64_t all_min,
                                                std::uint64_t undisclosed_min,
                                                std::uint64_t undisclosed_max) noexcept {
  std::uint64_t most = max + undisclosed_max;
  if (all_min + undisclosed_min <= kWhole) {
    const std::uint64_t room = kWhole - (all_min - min);
    most = most < room ? most : room;
  }
  return most > min ? most : min;
}

// Whether these holdings make a member. Grows with `held` only.
[[nodiscard]] inline bool suffices(const Regime& regime, Mode mode, const Holdings& held,
                                   const Capital& capital) noexcept {
  if (regime.reaches(held.shares_min)) return true;
  if (regime.votes && regime.reaches(held.votes_min)) return true;
  if (mode == Mode::Certain) return false;
  if (regime.control && (held.controls > 0 || regime.reaches(held.votes_min))) return true;
  if (mode == Mode::Judged) return false;
  // An undisclosed holder alone leads nowhere: some party that is listed or may be owned has to hold a part.
  const Holdings& all = capital.disclosed;
  const Holdings& dark = capital.undisclosed;
  if (held.shares_max > 0 && regime.reaches(most_held(held.shares_min, held.shares_max, all.shares_min,
                                                      dark.shares_min, dark.shares_max)))
    return true;
  return (regime.votes || regime.control) && held.votes_max > 0 &&
         regime.reaches(
             most_held(held.votes_min, held.votes_max, all.votes_min, dark.votes_min, dark.votes_max));
}

// A vector in pieces: growing moves nothing, so that no single change has to wait for a copy of everything.
template <class T>
class Pieces {
 public:
  [[nodiscard]] T& operator[](std::size_t index) noexcept { return pieces_[index / kPiece][index % kPiece]; }
  [[nodiscard]] const T& operator[](std::size_t index) const noexcept {
    return pieces_[index / kPiece][index % kPiece];
  }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  T& emplace_back() {
    if (size_ % kPiece == 0 && size_ / kPiece == pieces_.size())
      pieces_.push_back(std::make_unique<T[]>(kPiece));
    return (*this)[size_++];
  }

 private:
  static constexpr std::size_t kPiece = 8192;
  std::vector<std::unique_ptr<T[]>> pieces_;
  std::size_t size_ = 0;
};

// Entity -> slot of its state, one entry for each entity of the graph: for the one big fixed point.
class DenseSlots {
 public:
  template <class T>
  using Store = Pieces<T>;
  explicit DenseSlots(std::size_t entities) : slots_(entities, 0) {}
  [[nodiscard]] std::uint32_t find(EntityIndex entity) const noexcept {
    return entity < slots_.size() ? slots_[entity] : 0;
  }
  void set(EntityIndex entity, std::uint32_t slot) {
    if (entity >= slots_.size()) slots_.resize(entity + 1, 0);
    slots_[entity] = slot;
  }

 private:
  std::vector<std::uint32_t> slots_;  // slot + 1
};

// The same as a hash table: for many small fixed points.
class HashSlots {
 public:
  template <class T>
  using Store = std::vector<T>;
  [[nodiscard]] std::uint32_t find(EntityIndex entity) const noexcept {
    if (cells_.empty()) return 0;
    const std::size_t mask = cells_.size() - 1;
    for (std::size_t at = spread(entity) & mask; cells_[at].slot != 0; at = (at + 1) & mask) {
      if (cells_[at].entity == entity) return cells_[at].slot;
    }
    return 0;
  }
  // `entity` has no slot yet.
  void set(EntityIndex entity, std::uint32_t slot) {
    if ((count_ + 1) * 2 > cells_.size()) grow();
    place({.entity = entity, .slot = slot});
    ++count_;
  }

 private:
  struct Cell {
    EntityIndex entity = 0;
    std::uint32_t slot = 0;
  };
  [[nodiscard]] static std::size_t spread(EntityIndex entity) noexcept {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>((entity * kOdd) >> 32U);
  }
  void place(Cell cell) {
    const std::size_t mask = cells_.size() - 1;
    std::size_t at = spread(cell.entity) & mask;
    while (cells_[at].slot != 0) at = (at + 1) & mask;
    cells_[at] = cell;
  }
  void grow() {
    constexpr std::size_t kFirst = 8;
    std::vector<Cell> old(cells_.empty() ? kFirst : cells_.size() * 2);
    old.swap(cells_);
    for (const Cell& cell : old) {
      if (cell.slot != 0) place(cell);
    }
  }
  std::vector<Cell> cells_;
  std::size_t count_ = 0;
};

// `capital(entity)` gives the Capital of an entity on the day; `touched(entity)` is told each entity once,
// when a member first holds a part of it or it becomes a member.
template <class Slots>
class Fixpoint {
 public:
  Fixpoint(Mode mode, Slots slots) : mode_(mode), slots_(std::move(slots)) {}

  // What a fixed point works on; the same at every call.
  template <class CapitalOf, class Touched>
  struct World {
    const Graph& graph;
    const Regime& regime;
    DayNumber day;
    CapitalOf capital;
    Touched touched;
  };

  [[nodiscard]] bool member(EntityIndex entity) const noexcept { return rank(entity) != 0; }
  // The order of coming in; 0 for one who is no member.
  [[nodiscard]] std::uint64_t rank(EntityIndex entity) const noexcept {
    const std::uint32_t slot = slots_.find(entity);
    return slot == 0 ? 0 : states_[slot - 1].rank;
  }
  // All that members hold of it.
  [[nodiscard]] Holdings held(EntityIndex entity) const noexcept {
    const std::uint32_t slot = slots_.find(entity);
    return slot == 0 ? Holdings{} : states_[slot - 1].held;
  }
  [[nodiscard]] bool touches(EntityIndex entity) const noexcept { return slots_.find(entity) != 0; }
  [[nodiscard]] std::size_t touched_count() const noexcept { return states_.size(); }

  template <class W>
  void add_seed(EntityIndex entity, const W& world) {
    State& state = touch(entity, world);
    ++state.seeds;
    if (state.rank == 0) {
      enter(entity, state);
      expand(world);
    }
  }
  // Takes back one add_seed().
  template <class W>
  void remove_seed(EntityIndex entity, const W& world) {
    State& state = touch(entity, world);
    if (state.seeds == 0 || --state.seeds > 0) return;
    settle(entity, world);
  }
  // Many seeds at once, before anything else.
  template <class W, class Range>
  void solve(const Range& seeds, const W& world) {
    for (const EntityIndex seed : seeds) {
      State& state = touch(seed, world);
      ++state.seeds;
      if (state.rank == 0) enter(seed, state);
    }
    expand(world);
  }
  // A stake was `before` (null: it was not there on the day) and is `after`. The graph has it as `after` and
  // the capital of the owned follows it already. Owner and owned are the same in both.
  template <class W>
  void stake_changed(EntityIndex owner, EntityIndex owned, const Stake* before, const Stake* after,
                     const W& world) {
    const std::uint64_t owner_rank = owner == kUndisclosed ? 0 : rank(owner);
    if (owner_rank == 0 && !touches(owned)) return;
    State& state = touch(owned, world);
    if (owner_rank != 0) {
      const bool supports = state.rank != 0 && owner_rank < state.rank;
      if (after != nullptr) {
        state.held.add(*after);
        if (supports) state.support.add(*after);
      }
      if (before != nullptr) {
        state.held.subtract(*before);
        if (supports) state.support.subtract(*before);
      }
    }
    settle(owned, world);
  }

 private:
  struct State {
    std::uint64_t rank = 0;
    std::uint32_t seeds = 0;
    Holdings held;
    Holdings support;
  };
  struct Fallen {
    EntityIndex entity;
    std::uint64_t rank;
  };

  template <class W>
  State& touch(EntityIndex entity, const W& world) {
    if (const std::uint32_t slot = slots_.find(entity); slot != 0) return states_[slot - 1];
    State& fresh = states_.emplace_back();
    slots_.set(entity, static_cast<std::uint32_t>(states_.size()));
    world.touched(entity);
    return fresh;
  }
  template <class W>
  [[nodiscard]] bool enough(EntityIndex entity, const Holdings& held, const W& world) const {
    return suffices(world.regime, mode_, held, mode_ == Mode::Possible ? world.capital(entity) : Capital{});
  }
  void enter(EntityIndex entity, State& state) {
    state.rank = ++last_rank_;
    state.support = state.held;
    entered_.push_back(entity);
  }
  // Lets the members that came in hold what they hold.
  template <class W>
  void expand(const W& world) {
    for (std::size_t next = 0; next < entered_.size(); ++next) {
      const EntityIndex owner = entered_[next];
      const std::uint64_t owner_rank = rank(owner);
      world.graph.each_holding(owner, world.day, [&](StakeIndex, const Stake& stake) {
        State& state = touch(stake.owned, world);
        state.held.add(stake);
        if (state.rank == 0) {
          if (enough(stake.owned, state.held, world)) enter(stake.owned, state);
        } else if (owner_rank < state.rank) {
          state.support.add(stake);
        }
      });
    }
    entered_.clear();
  }
  // Brings one entity in line with what is held of it, and everything behind it.
  template <class W>
  void settle(EntityIndex entity, const W& world) {
    State& state = touch(entity, world);
    if (state.rank == 0) {
      if (!enough(entity, state.held, world)) return;
      enter(entity, state);
      expand(world);
      return;
    }
    if (state.seeds > 0 || enough(entity, state.support, world)) return;
    fallen_.clear();
    fallen_.push_back({entity, std::exchange(state.rank, 0)});
    for (std::size_t next = 0; next < fallen_.size(); ++next) {
      const Fallen owner = fallen_[next];
      world.graph.each_holding(owner.entity, world.day, [&](StakeIndex, const Stake& stake) {
        State& held = touch(stake.owned, world);
        held.held.subtract(stake);
        if (held.rank <= owner.rank) return;  // no member, or one that did not rest on the owner
        held.support.subtract(stake);
        if (held.seeds == 0 && !enough(stake.owned, held.support, world))
          fallen_.push_back({stake.owned, std::exchange(held.rank, 0)});
      });
    }
    for (const Fallen& one : fallen_) {
      State& back = states_[slots_.find(one.entity) - 1];
      if (back.rank == 0 && enough(one.entity, back.held, world)) enter(one.entity, back);
    }
    expand(world);
  }

  Mode mode_;
  Slots slots_;
  typename Slots::template Store<State> states_;
  std::uint64_t last_rank_ = 0;
  std::vector<EntityIndex> entered_;
  std::vector<Fallen> fallen_;
};

}  // namespace weir::ownership
