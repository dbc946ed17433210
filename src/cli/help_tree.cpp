#include "cli/help_tree.hpp"

namespace weir::cli {
namespace {

// CLI11 writes a set of choices into the type's name: "TEXT:{csv,jsonl}".
void read_type(const std::string& type, HelpOption& option) {
  const std::size_t colon = type.find(':');
  option.value = type.substr(0, colon);
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}');
  if (open == std::string::npos || close == std::string::npos) return;
  for (const std::string& choice : CLI::detail::split(type.substr(open + 1, close - open - 1), ','))
    option.choices.push_back(choice);
}

HelpOption read_option(const CLI::Option& option) {
  HelpOption out{.text = option.get_description(),
                 .initial = option.get_default_str(),
                 .required = option.get_required()};
  if (option.nonpositional()) {
    for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  } else {
    out.positional = option.get_name(true);
  }
  if (option.get_items_expected_max() > 0) read_type(option.get_type_name(), out);
  return out;
}

}  // namespace

HelpVerb help_tree(const CLI::App& app) {
  HelpVerb out{.name = app.get_name(),
               .text = app.get_description(),
               .footer = app.get_footer(),
               .options = {},
               .verbs = {}};
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty()) out.options.push_back(read_option(*option));
  }
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!verb->get_group().empty()) out.verbs.push_back(help_tree(*verb));
  }
  return out;
}

}  // namespace weir::cli
