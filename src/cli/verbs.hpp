// One function a verb: adds its options to the command line and, when chosen, leaves its exit code in `code`.
//
// Thread-safety: main thread. Errors: messages on stderr and the exit code.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/console.hpp"

namespace weir::cli {

void add_compile(CLI::App& app, const Global& global, int& code);
void add_info(CLI::App& app, const Global& global, int& code);
void add_screen(CLI::App& app, const Global& global, int& code);
void add_compare(CLI::App& app, const Global& global, int& code);

}  // namespace weir::cli
