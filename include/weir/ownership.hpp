// Who is owned by listed parties: the values that the ownership room takes and gives.
//
// Shares are whole numbers of billionths, so that thresholds are exact; floating point decides nothing.
// Thread-safety: value types. Errors: none here; readers and the solver return tl::expected<T, Fault>.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "weir/date.hpp"
#include "weir/party.hpp"

namespace weir {

// A share of the whole in billionths: 1'000'000'000 is 100 %, and seven decimals of a percentage are exact.
using Share = std::uint32_t;
inline constexpr Share kWhole = 1'000'000'000;

// What binds the owner to the owned.
enum class StakeKind : std::uint8_t {
  Ownership,      // a percentage; the source does not say of what: counts as shares and as votes
  Shares,         // of the capital
  Votes,          // voting rights
  Branch,         // the owned is a branch: a part of the owner, not a person of its own
  Consolidation,  // the owner's accounts consolidate it: control, and a share of unknown size
  Board,          // appoints or removes the board
  Director,       // sits on the board
  Influence,      // significant influence, trust roles and other control
};
[[nodiscard]] std::string_view stake_kind_text(StakeKind kind) noexcept;  // "shares", "appoints the board"

// Ordered by weight: the later, the more a person has to do.
enum class OwnershipStatus : std::uint8_t {
  NotOwned,       // on the stakes given; it does not say that nobody else holds any
  NoRule,         // no row of the regime is in force on the day
  NotDetermined,  // the stakes known leave it open
  HumanReview,    // control, or an owner who is listed only probably
  Owned,
  Listed,  // itself
};
[[nodiscard]] std::string_view ownership_status_text(OwnershipStatus status) noexcept;  // "NOT_DETERMINED"

// One stake that counted.
struct CountedStake {
  std::string owner_id;
  std::string owner;
  std::string owner_state;  // "listed (us_ofac_sdn 123)", "owned, step 1", "not disclosed"
  StakeKind kind = StakeKind::Ownership;
  Share min = 0;
  Share max = 0;
  std::string dates;  // "since 2019-04-01", "2019-04-01..2024-12-31"; empty when always
  SourceRef source;

  friend bool operator==(const CountedStake&, const CountedStake&) = default;
};

// One entity of the chain, with the sum that decided.
struct OwnershipStep {
  std::string entity_id;
  std::string entity;
  std::vector<CountedStake> stakes;
  std::uint64_t held_min = 0;  // by the counted owners, all of their stakes, in billionths
  std::uint64_t held_max = 0;
  std::size_t more_stakes = 0;  // counted, not shown
  std::string text;             // "10 % + 40 % = 50 % (the rule: 50 % or more)"

  friend bool operator==(const OwnershipStep&, const OwnershipStep&) = default;
};

// A listed party in which the chain begins.
struct OwnershipRoot {
  std::string entity_id;
  std::string entity;
  std::string list;
  std::string entry_id;
  std::string entry;  // the list's name for it
  std::vector<std::string> programmes;
  double score = 1;     // of the meeting between the graph's party and the list's entry
  bool certain = true;  // false: a name that is alike, not yet looked at by a person

  friend bool operator==(const OwnershipRoot&, const OwnershipRoot&) = default;
};

// What one regime says of one entity, and why.
struct OwnershipFinding {
  std::string entity_id;
  std::string entity;
  std::string regime;  // "ofac"
  std::string title;   // "OFAC 50 Percent Rule"
  OwnershipStatus status = OwnershipStatus::NotOwned;
  std::uint64_t held_min = 0;  // by listed and owned parties, in billionths
  std::uint64_t held_max = 0;
  std::string rule;          // "50 % or more, stakes of several listed parties added up"
  std::string citation;      // of the row that was applied
  std::string verification;  // "verified", "secondary" or "unverified"
  std::string in_force;      // "since 2014-08-13"
  std::string note;
  std::vector<OwnershipRoot> roots;
  std::vector<OwnershipStep> steps;  // from the listed parties down to the entity
  bool shortened = false;            // the chain has more steps than are shown

  friend bool operator==(const OwnershipFinding&, const OwnershipFinding&) = default;
};

// "50 %", "33.3333333 %", "25 % to 50 %".
[[nodiscard]] std::string share_text(std::uint64_t share);
[[nodiscard]] std::string share_text(std::uint64_t min, std::uint64_t max);
// One line: "OWNED under ofac: X 50 % -> A 50 % -> B".
[[nodiscard]] std::string ownership_summary(const OwnershipFinding& finding);
// The whole reasoning, several lines, each ended by '\n'.
[[nodiscard]] std::string explain(const OwnershipFinding& finding);
// Its parts: the chain of stakes, and the rule with its source.
[[nodiscard]] std::string explain_chain(const OwnershipFinding& finding);
[[nodiscard]] std::string explain_rule(const OwnershipFinding& finding);

}  // namespace weir
