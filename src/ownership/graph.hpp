// The graph of direct stakes: entities, who holds what in whom, from when to when.
//
// Built once (add_*, then freeze()), then small changes one by one. A stake is 32 bytes, kept in order of its
// owner; stakes that come after freeze() hang on short lists beside. Thread-safety: const members from any
// thread while nobody changes it. Errors: none; what can be wrong with a stake is checked by the GraphBuilder
// and Solver::add_stake().
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "weir/ownership.hpp"

namespace weir::ownership {

using EntityIndex = std::uint32_t;
using StakeIndex = std::uint32_t;
using DayNumber = std::int32_t;  // days since 1970-01-01

// The owner of a stake whose holder the source does not name.
inline constexpr EntityIndex kUndisclosed = std::numeric_limits<EntityIndex>::max();
inline constexpr DayNumber kOpenStart = std::numeric_limits<DayNumber>::min();
inline constexpr DayNumber kOpenEnd = std::numeric_limits<DayNumber>::max();

[[nodiscard]] constexpr DayNumber day_number(Day day) noexcept {
  return static_cast<DayNumber>(day.time_since_epoch().count());
}
[[nodiscard]] constexpr Day day_of(DayNumber day) noexcept {
  return Day{std::chrono::days{day}};
}

struct Stake {
  EntityIndex owner = kUndisclosed;
  EntityIndex owned = 0;
  Share min = 0;
  Share max = 0;
  DayNumber from = kOpenStart;  // first day
  DayNumber to = kOpenEnd;      // last day
  std::uint32_t line = 0;
  std::uint16_t file = 0;
  StakeKind kind = StakeKind::Ownership;
  bool removed = false;

  [[nodiscard]] bool holds_on(DayNumber day) const noexcept { return !removed && from <= day && day <= to; }
};
static_assert(sizeof(Stake) == 32);

[[nodiscard]] constexpr bool counts_as_shares(StakeKind kind) noexcept {
  return kind == StakeKind::Ownership || kind == StakeKind::Shares || kind == StakeKind::Branch ||
         kind == StakeKind::Consolidation;
}
[[nodiscard]] constexpr bool counts_as_votes(StakeKind kind) noexcept {
  return kind == StakeKind::Ownership || kind == StakeKind::Votes || kind == StakeKind::Branch ||
         kind == StakeKind::Consolidation;
}
[[nodiscard]] constexpr bool is_control(StakeKind kind) noexcept {
  return kind == StakeKind::Consolidation || kind == StakeKind::Board || kind == StakeKind::Director ||
         kind == StakeKind::Influence;
}

// What a source says of an entity beyond its id and name; most have nothing.
struct EntityFacts {
  Schema schema = Schema::LegalEntity;
  std::vector<std::string> aliases;
  std::vector<Identifier> identifiers;
  std::vector<DateInterval> birth_dates;
  std::vector<CountryFact> countries;
};

class Graph {
 public:
  Graph();
  Graph(Graph&&) noexcept;
  // The same stakes once more, so that each day can be solved by itself; texts are shared.
  [[nodiscard]] Graph copy() const;
  Graph& operator=(Graph&&) noexcept;
  ~Graph();

  // The entity with this key, made when new. Keys are ids or names, told apart by the caller.
  EntityIndex entity(std::string_view key);
  [[nodiscard]] std::optional<EntityIndex> find(std::string_view key) const;
  void set_name(EntityIndex entity, std::string_view name);
  EntityFacts& facts(EntityIndex entity) { return facts_[entity]; }
  [[nodiscard]] const EntityFacts* known_facts(EntityIndex entity) const;
  [[nodiscard]] std::string_view key(EntityIndex entity) const noexcept { return rows_[entity].key_text(); }
  // The name, or what follows the first character of the key where there is none.
  [[nodiscard]] std::string_view name(EntityIndex entity) const noexcept;
  [[nodiscard]] bool has_name(EntityIndex entity) const noexcept { return rows_[entity].name_size != 0; }
  [[nodiscard]] std::string_view id(EntityIndex entity) const noexcept { return key(entity).substr(1); }
  [[nodiscard]] std::size_t entity_count() const noexcept { return rows_.size(); }

  std::uint16_t add_file(std::string name);
  [[nodiscard]] const std::string& file(std::uint16_t index) const noexcept { return files_[index]; }
  [[nodiscard]] std::size_t file_count() const noexcept { return files_.size(); }

  // Before freeze(): any number. After it: one at a time, at once in place.
  StakeIndex add_stake(const Stake& stake);
  // Orders the stakes; indexes given out before are no longer valid.
  void freeze();
  [[nodiscard]] bool frozen() const noexcept { return !out_heads_.empty(); }

  [[nodiscard]] std::size_t stake_count() const noexcept { return stakes_.size() + late_.size(); }
  [[nodiscard]] const Stake& stake(StakeIndex index) const noexcept {
    return index < stakes_.size() ? stakes_[index] : late_[index - stakes_.size()].stake;
  }
  // Owner and owned of a stake do not change after freeze().
  [[nodiscard]] Stake& stake_for_change(StakeIndex index) noexcept {
    return index < stakes_.size() ? stakes_[index] : late_[index - stakes_.size()].stake;
  }

  // What `owner` holds on `day`: visit(StakeIndex, const Stake&).
  template <class Visit>
  void each_holding(EntityIndex owner, DayNumber day, Visit visit) const {
    if (owner + 1 < out_heads_.size()) {
      for (StakeIndex i = out_heads_[owner]; i < out_heads_[owner + 1]; ++i) {
        if (stakes_[i].holds_on(day)) visit(i, stakes_[i]);
      }
    }
    walk_late(late_by_owner_, owner, day, visit, &Late::next_out);
  }
  // Every stake of `owner` that was there at freeze(), on whatever day.
  template <class Visit>
  void each_stake_of(EntityIndex owner, Visit visit) const {
    for (StakeIndex i = out_heads_[owner]; i < out_heads_[owner + 1]; ++i) visit(i);
  }
  // Every stake that is not removed, on whatever day.
  template <class Visit>
  void each_stake(Visit visit) const {
    for (StakeIndex i = 0; i < stake_count(); ++i) {
      if (!stake(i).removed) visit(stake(i));
    }
  }
  // Who holds `owned` on `day`.
  template <class Visit>
  void each_holder(EntityIndex owned, DayNumber day, Visit visit) const {
    if (owned + 1 < in_heads_.size()) {
      for (StakeIndex i = in_heads_[owned]; i < in_heads_[owned + 1]; ++i) {
        const Stake& stake = stakes_[in_index_[i]];
        if (stake.holds_on(day)) visit(in_index_[i], stake);
      }
    }
    walk_late(late_by_owned_, owned, day, visit, &Late::next_in);
  }

 private:
  Graph(const Graph&) = default;
  struct Row {
    const char* key = nullptr;
    const char* name = nullptr;
    std::uint32_t key_size = 0;
    std::uint32_t name_size = 0;
    [[nodiscard]] std::string_view key_text() const noexcept { return {key, key_size}; }
  };
  struct Late {  // a stake that came after freeze(), with its links
    Stake stake;
    StakeIndex next_out = kNone;
    StakeIndex next_in = kNone;
  };
  static constexpr StakeIndex kNone = std::numeric_limits<StakeIndex>::max();
  template <class Visit>
  void walk_late(const std::unordered_map<EntityIndex, StakeIndex>& heads, EntityIndex entity, DayNumber day,
                 Visit& visit, StakeIndex Late::*next) const {
    if (heads.empty()) return;
    const auto head = heads.find(entity);
    if (head == heads.end()) return;
    for (StakeIndex i = head->second; i != kNone;) {
      const Late& late = late_[i - stakes_.size()];
      if (late.stake.holds_on(day)) visit(i, late.stake);
      i = late.*next;
    }
  }
  const char* keep(std::string_view text);
  void grow_table();

  std::vector<Row> rows_;
  std::vector<std::uint32_t> table_;                 // open addressing, entity + 1
  std::deque<std::shared_ptr<std::string>> chunks_;  // texts; never reallocated
  std::unordered_map<EntityIndex, EntityFacts> facts_;
  std::vector<std::string> files_;
  std::vector<Stake> stakes_;
  std::vector<StakeIndex> out_heads_;
  std::vector<StakeIndex> in_heads_;
  std::vector<StakeIndex> in_index_;
  std::deque<Late> late_;  // grows without moving what is there: no change may wait for a copy of everything
  std::unordered_map<EntityIndex, StakeIndex> late_by_owner_;
  std::unordered_map<EntityIndex, StakeIndex> late_by_owned_;
};

}  // namespace weir::ownership
