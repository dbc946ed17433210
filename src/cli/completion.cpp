// weir completion: what the shells need to complete verbs, options and their choices; file names otherwise.
#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>

#include "cli/help_tree.hpp"
#include "cli/verbs.hpp"

namespace weir::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::vector<std::string> names_of(const std::vector<HelpVerb>& verbs) {
  std::vector<std::string> out;
  out.reserve(verbs.size());
  for (const HelpVerb& verb : verbs) out.push_back(verb.name);
  return out;
}

// One line, without what would end a quoted word of a shell or start an expansion in it.
std::string plain(std::string text) {
  std::erase_if(text, [](char c) {
    return c == '\'' || c == '"' || c == '`' || c == '$' || c == '\\' || c == '[' || c == ']' || c == ':';
  });
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

// Pointers into `verb`.
std::vector<const HelpOption*> own_options(const HelpVerb& verb) {
  std::vector<const HelpOption*> out;
  for (const HelpOption& option : verb.options) {
    if (!option.names.empty()) out.push_back(&option);
  }
  return out;
}

// Every option of a verb and of the verbs below it.
std::vector<const HelpOption*> all_options(const HelpVerb& verb) {
  std::vector<const HelpOption*> out = own_options(verb);
  for (const HelpVerb& below : verb.verbs) {
    for (const HelpOption* option : all_options(below)) out.push_back(option);
  }
  return out;
}

void bash(const HelpVerb& root) {
  fmt::print(
      "# bash completion for weir; written by `weir completion bash`\n"
      "_weir() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} verb= word i\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case ${{COMP_WORDS[i]}} in -*) ;; *) verb=${{COMP_WORDS[i]}}; break ;; esac\n"
      "  done\n"
      "  case $verb:$previous in\n");
  std::vector<std::string> top;
  for (const HelpOption* option : own_options(root)) {
    for (const std::string& name : option->names) top.push_back(name);
  }
  for (const HelpVerb& verb : root.verbs) {
    for (const HelpOption* option : all_options(verb)) {
      if (option->choices.empty()) continue;
      for (const std::string& name : option->names)
        fmt::print("    {}:{}) COMPREPLY=($(compgen -W '{}' -- \"$current\")); return ;;\n", verb.name, name,
                   joined(option->choices));
    }
  }
  fmt::print("  esac\n  case $verb in\n    '') word='{} {}' ;;\n", joined(names_of(root.verbs)), joined(top));
  for (const HelpVerb& verb : root.verbs) {
    std::vector<std::string> words = names_of(verb.verbs);
    for (const HelpOption* option : all_options(verb)) {
      for (const std::string& name : option->names) words.push_back(name);
    }
    for (const HelpOption& option : verb.options) {
      if (option.names.empty()) words.insert(words.end(), option.choices.begin(), option.choices.end());
    }
    fmt::print("    {}) word='{}' ;;\n", verb.name, joined(words));
  }
  fmt::print(
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$word\" -- \"$current\"))\n"
      "}}\n"
      "complete -o bashdefault -o default -F _weir weir\n");
}

void zsh_options(const std::vector<const HelpOption*>& options) {
  for (const HelpOption* option : options) {
    std::string argument;
    if (!option->choices.empty()) {
      argument = fmt::format(":{}:({})", plain(option->value), joined(option->choices));
    } else if (!option->value.empty()) {
      argument = fmt::format(":{}:_files", plain(option->value));
    }
    for (const std::string& name : option->names)
      fmt::print("        '*{}[{}]{}' \\\n", name, plain(option->text), argument);
  }
}

void zsh(const HelpVerb& root) {
  fmt::print(
      "#compdef weir\n"
      "# zsh completion for weir; written by `weir completion zsh`\n"
      "_weir() {{\n"
      "  local curcontext=$curcontext state line\n"
      "  typeset -A opt_args\n"
      "  local -a verbs=(\n");
  for (const HelpVerb& verb : root.verbs) fmt::print("    '{}:{}'\n", verb.name, plain(verb.text));
  fmt::print("  )\n  _arguments -C \\\n");
  zsh_options(own_options(root));
  fmt::print(
      "        '1:verb:->verb' \\\n"
      "        '*::argument:->argument'\n"
      "  case $state in\n"
      "    verb) _describe verb verbs ;;\n"
      "    argument)\n"
      "      case $words[1] in\n");
  for (const HelpVerb& verb : root.verbs) {
    fmt::print("      {})\n        _arguments \\\n", verb.name);
    zsh_options(all_options(verb));
    std::vector<std::string> words = names_of(verb.verbs);
    for (const HelpOption& option : verb.options) {
      if (option.names.empty()) words.insert(words.end(), option.choices.begin(), option.choices.end());
    }
    if (!words.empty()) fmt::print("        '1:word:({})' \\\n", joined(words));
    fmt::print("        '*:file:_files' ;;\n");
  }
  fmt::print("      esac ;;\n  esac\n}}\n_weir \"$@\"\n");
}

void fish_option(const std::string& condition, const HelpOption& option) {
  std::string line = "complete -c weir -n '" + condition + "'";
  for (const std::string& name : option.names)
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!option.choices.empty()) {
    line += fmt::format(" -x -a '{}'", joined(option.choices));
  } else if (!option.value.empty()) {
    line += " -r";
  }
  fmt::print("{} -d '{}'\n", line, plain(option.text));
}

void fish(const HelpVerb& root) {
  fmt::print("# fish completion for weir; written by `weir completion fish`\n");
  for (const HelpOption* option : own_options(root)) fish_option("__fish_use_subcommand", *option);
  for (const HelpVerb& verb : root.verbs) {
    fmt::print("complete -c weir -n __fish_use_subcommand -f -a {} -d '{}'\n", verb.name, plain(verb.text));
    const std::string condition = "__fish_seen_subcommand_from " + verb.name;
    for (const HelpVerb& below : verb.verbs)
      fmt::print("complete -c weir -n '{}' -a {} -d '{}'\n", condition, below.name, plain(below.text));
    for (const HelpOption& option : verb.options) {
      if (option.names.empty() && !option.choices.empty())
        fmt::print("complete -c weir -n '{}' -a '{}'\n", condition, joined(option.choices));
    }
    for (const HelpOption* option : all_options(verb)) fish_option(condition, *option);
  }
}

}  // namespace

void add_completion(CLI::App& app, const Global&, int&) {
  auto shell = std::make_shared<std::string>();
  CLI::App* verb = app.add_subcommand("completion", "Completions for a shell, on standard output");
  verb->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  verb->footer(
      "Examples:\n"
      "  weir completion bash > ~/.local/share/bash-completion/completions/weir\n"
      "  weir completion fish > ~/.config/fish/completions/weir.fish");
  verb->callback([shell, &app] {
    const HelpVerb root = help_tree(app);
    *shell == "bash" ? bash(root) : *shell == "zsh" ? zsh(root) : fish(root);
  });
}

}  // namespace weir::cli
