// What the subcommands of "weir rules" and other verbs that ask rules share: --rules, days, decisions on
// paper.
//
// Thread-safety: main thread. Errors: messages on stderr; the exit code in the unexpected value;
// RulesFrom::load throws weir::Error, which main() reports.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "cli/console.hpp"
#include "weir/rules.hpp"

namespace weir::cli {

struct RulesFrom {
  std::vector<std::string> paths;

  void add_to(CLI::App& app);
  [[nodiscard]] RuleSet load() const;
};

[[nodiscard]] tl::expected<std::optional<Day>, int> read_day_option(const std::string& option,
                                                                    const std::string& text);
[[nodiscard]] tl::expected<Moment, int> read_moment_option(const std::string& option,
                                                           const std::string& text);

// One line, without its end. With the question the line has all that a replay needs.
[[nodiscard]] std::string rule_decision_json(const RuleDecision& decision);
[[nodiscard]] std::string rule_decision_json(const RuleDecision& decision, const RuleQuestion& question,
                                             const DecideOptions& options);
[[nodiscard]] std::string rule_decision_text(const RuleDecision& decision);

// Subcommands of "weir rules" that live in files of their own: add a line to rules_parts.cpp.
void add_rules_parts(CLI::App& rules, const Global& global, int& code);

}  // namespace weir::cli
