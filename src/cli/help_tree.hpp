// The command line as plain data, for what is written from it: manual page and completions.
//
// Thread-safety: main thread. Errors: none.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace weir::cli {

struct HelpOption {
  std::vector<std::string> names;    // "-o", "--out"; empty for a positional
  std::string value;                 // "TEXT", or empty for a flag
  std::vector<std::string> choices;  // where only some words are good
  std::string positional;            // its name, for a positional
  std::string text;
  std::string initial;  // the value when none is given
  bool required = false;
};

struct HelpVerb {
  std::string name;
  std::string text;
  std::string footer;
  std::vector<HelpOption> options;
  std::vector<HelpVerb> verbs;
};

// The tree below `app`, without what is hidden.
[[nodiscard]] HelpVerb help_tree(const CLI::App& app);

}  // namespace weir::cli
