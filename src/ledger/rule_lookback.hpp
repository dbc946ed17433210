// Which past decisions about shipment lines change when the rules change, or when the lists change what is
// known of a line's parties, without deciding every line again.
//
// A line's decision, for look-back, is its outcome and every measure that is met or open: state, effect,
// policy, what lifts it, what it waits for, and the measure's own text (title, citation, status, days). Its
// reasons in words, and measures that are not met, are not part of it. The result equals that of
// rerun_lines(), which decides every line under both rule sets:
//   - only measures that the change touches, on the days on which it does, can change a finding
//     (rules/delta.hpp); what an authorisation takes away changes only with the authorisation or the measure;
//   - a line is left out only when its day, goods code and destination rule all of those measures out. The
//     index of the history has these (LINES, docs/history-format.md);
//   - the lines that remain are decided under the touched measures alone, and those that hang on them, before
//     and after, and in full only when that differs.
//
// Thread-safety: pure functions over immutable inputs; `jobs` threads. Errors: lines that cannot be read are
// counted and left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/history.hpp"
#include "rules/delta.hpp"
#include "weir/rules.hpp"

namespace weir::ledger {

enum class FindingChange : std::uint8_t {
  New,      // met or open now, not before
  Lost,     // no longer met or open
  State,    // otherwise met or open: state, effect, policy, what lifts it, what it waits for
  Measure,  // the same, but the measure's own text has changed
  Duty      // the same, but the duty is another
};
[[nodiscard]] std::string_view finding_change_text(FindingChange change) noexcept;

struct ChangedFinding {
  FindingChange change = FindingChange::New;
  std::string measure;
  std::string title;
  // "open LICENCE_REQUIRED", "met PROHIBITED (lifted by x)"; empty where it is not met.
  std::string before;
  std::string after;

  friend bool operator==(const ChangedFinding&, const ChangedFinding&) = default;
};

struct ChangedLine {
  std::uint64_t record = 0;  // number of the question in the history
  PastQuestion question;
  RuleDecision before;
  RuleDecision after;
  std::vector<ChangedFinding> findings;  // by measure; never empty
};

// What both sides' lists say of a party of past shipments whose own decision changes: tags as the rules ask
// for them ("list:us_ofac_sdn"), by record of the party.
struct PartyTags {
  std::vector<std::string> before;
  std::vector<std::string> after;
};
using ChangedParties = std::unordered_map<std::uint64_t, PartyTags>;

struct LineLookback {
  std::vector<ChangedLine> lines;  // by record
  std::vector<rules::TouchedMeasure> touched;
  std::uint64_t questions = 0;   // in the history that have a shipment line
  std::uint64_t candidates = 0;  // that their index could not rule out
  std::uint64_t decided = 0;     // of these in full, before and after
  std::uint64_t unreadable = 0;
};

struct LineLookbackOptions {
  unsigned jobs = 1;
  std::optional<Day> on;  // all lines as of this day, not of their own
};

[[nodiscard]] LineLookback look_back_lines(const History& history, const RuleSet& before,
                                           const RuleSet& after, const ChangedParties& parties = {},
                                           const LineLookbackOptions& options = {});

// The slow and obvious way: every line is decided under both rule sets. With a stride only every n-th line is
// (benchmarks).
[[nodiscard]] LineLookback rerun_lines(const History& history, const RuleSet& before, const RuleSet& after,
                                       const ChangedParties& parties = {},
                                       const LineLookbackOptions& options = {}, std::uint64_t stride = 1);

// What differs between two decisions about one line; empty when they are the same decision.
[[nodiscard]] std::vector<ChangedFinding> compare_decisions(const RuleDecision& before,
                                                            const RuleDecision& after);

}  // namespace weir::ledger
