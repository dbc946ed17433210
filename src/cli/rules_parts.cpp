// Subcommands of "weir rules" that live in files of their own.
#include "cli/rules_options.hpp"

namespace weir::cli {

void add_rules_whatif(CLI::App& rules, const Global& global, int& code);  // whatif.cpp

// One line for each: add_rules_NAME(rules, global, code);
void add_rules_parts(CLI::App& rules, const Global& global, int& code) {
  add_rules_whatif(rules, global, code);
}

}  // namespace weir::cli
