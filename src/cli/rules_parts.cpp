// Subcommands of "weir rules" that live in files of their own.
#include "cli/rules_options.hpp"

namespace weir::cli {

// One line for each: add_rules_NAME(rules, global, code);
void add_rules_parts(CLI::App& rules, const Global& global, int& code) {
  (void)rules;
  (void)global;
  (void)code;
}

}  // namespace weir::cli
