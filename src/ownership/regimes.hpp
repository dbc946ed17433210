// The regimes: what share of what counts as owned, under whose rule, from when to when.
//
// A table of dated, cited rows (data/ownership/regimes.tsv) that a user can replace whole; no threshold
// stands in code. Thread-safety: value types. Errors: Fault BadFormat with the line and column of a bad cell.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "ownership/graph.hpp"
#include "weir/error.hpp"

namespace weir::ownership {

struct Regime {
  std::string id;     // "ofac"
  std::string title;  // "OFAC 50 Percent Rule"
  DayNumber from = kOpenStart;
  DayNumber to = kOpenEnd;
  Share threshold = kWhole;
  bool strictly_more = false;      // more than the threshold; else the threshold or more
  bool aggregate = true;           // stakes of different listed parties are added up
  bool votes = false;              // votes alone can make an owner, too
  bool control = false;            // control without a share goes to a person for review
  bool suspended = false;          // the row says that the rule does not apply in its time
  std::vector<std::string> lists;  // "us_ofac_sdn", "us_trade_csl:Entity List" (list:programme); empty = all
  std::string effect;              // "blocked"
  std::string citation;
  std::string recorded_at;
  std::string status;  // "verified", "secondary", "unverified"
  std::string note;
  std::uint64_t line = 0;  // in the table

  [[nodiscard]] bool reaches(std::uint64_t share) const noexcept {
    return strictly_more ? share > threshold : share >= threshold;
  }
  // Whether parties of this list and these programmes count. A party whose list is not said counts
  // everywhere.
  [[nodiscard]] bool counts(std::string_view list, std::span<const std::string> programmes) const;
};

// Rows with this id are facts for the rules ("affiliate:LIST"), not regimes with a day of their own.
inline constexpr std::string_view kAffiliateFact = "affiliate";
// data/ownership/affiliate_fact.tsv.
[[nodiscard]] tl::expected<std::vector<Regime>, Fault> affiliate_facts();

// The table that ships.
[[nodiscard]] tl::expected<std::vector<Regime>, Fault> built_in_regimes();
// A table of the same form; `file` is for messages. Rows of one regime must not overlap in time.
[[nodiscard]] tl::expected<std::vector<Regime>, Fault> parse_regimes(std::string_view text,
                                                                     const std::string& file);
[[nodiscard]] tl::expected<std::vector<Regime>, Fault> load_regimes(const std::string& path);

// The row of each regime that covers `day`, in the table's order; a regime without one has a row with
// `suspended` set and the note "no row is in force". `ids` picks regimes; empty takes all. Fault BadArgument
// for an id that the table does not have.
[[nodiscard]] tl::expected<std::vector<Regime>, Fault> regimes_on(std::span<const Regime> table,
                                                                  DayNumber day,
                                                                  std::span<const std::string> ids);

// "50 % or more of the shares, stakes of several listed parties added up".
[[nodiscard]] std::string rule_text(const Regime& regime);
// "since 2014-08-13", "2025-09-29..2025-11-09".
[[nodiscard]] std::string dates_text(DayNumber from, DayNumber to);

}  // namespace weir::ownership
