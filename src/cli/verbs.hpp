// The verbs of the command line. verbs.def names them in the order of --help; each has a file of its own with
// add_NAME(), which adds its options to the command line and, when chosen, leaves its exit code in `code`.
//
// Thread-safety: main thread. Errors: messages on stderr and the exit code.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/console.hpp"

namespace weir::cli {

#define VERB(name) void add_##name(CLI::App& app, const Global& global, int& code);
#include "cli/verbs.def"
#undef VERB

inline void add_verbs(CLI::App& app, const Global& global, int& code) {
#define VERB(name) add_##name(app, global, code);
#include "cli/verbs.def"
#undef VERB
}

}  // namespace weir::cli
