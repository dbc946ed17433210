// weir manpage: the manual page, written from the same verbs and options that --help shows.
#include <fmt/format.h>

#include <string>

#include "cli/help_tree.hpp"
#include "cli/verbs.hpp"

namespace weir::cli {
namespace {

// Text for roff: no line starts with a control character, hyphens stay hyphens.
std::string roff(const std::string& text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    line_start = c == '\n';
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

void option(const HelpOption& item) {
  std::string head;
  for (const std::string& name : item.names) {
    if (!head.empty()) head += ", ";
    head += "\\fB" + roff(name) + "\\fR";
  }
  if (item.names.empty()) head = "\\fI" + roff(item.positional) + "\\fR";
  if (!item.names.empty() && !item.value.empty()) head += " \\fI" + roff(item.value) + "\\fR";
  fmt::print(".TP\n{}\n{}", head, roff(item.text));
  if (!item.choices.empty())
    fmt::print(" One of {}.", roff(fmt::format("{}", fmt::join(item.choices, ", "))));
  if (!item.initial.empty()) fmt::print(" Default: {}.", roff(item.initial));
  if (item.required) fmt::print(" Required.");
  fmt::print("\n");
}

void verbs(const HelpVerb& parent, const std::string& path) {
  for (const HelpVerb& verb : parent.verbs) {
    const std::string name = path + " " + verb.name;
    fmt::print(".SS \"{}\"\n{}.\n", roff(name), roff(verb.text));
    for (const HelpOption& item : verb.options) {
      if (item.positional.empty() && item.names.back() == "--help") continue;
      option(item);
    }
    if (!verb.footer.empty()) fmt::print(".PP\n.nf\n{}\n.fi\n", roff(verb.footer));
    verbs(verb, name);
  }
}

void manpage(const HelpVerb& root) {
  fmt::print(
      ".\\\" Written by `weir manpage`\n"
      ".TH WEIR 1 \"\" \"weir " WEIR_VERSION
      "\" \"User Commands\"\n"
      ".SH NAME\nweir \\- screen parties, documents and goods against trade controls\n"
      ".SH SYNOPSIS\n.B weir\n[\\fIOPTIONS\\fR] \\fIVERB\\fR ...\n"
      ".SH DESCRIPTION\n"
      "Weir compares parties and texts with official lists and tells what it found, with the evidence. Data "
      "goes to standard\n"
      "output, notes and progress to standard error. It reports hits; it gives no legal advice and never "
      "clears anyone.\n"
      ".SH OPTIONS\n");
  for (const HelpOption& item : root.options) option(item);
  fmt::print(".SH VERBS\n");
  verbs(root, "weir");
  fmt::print(
      ".SH EXIT STATUS\n"
      ".TP\n0\nNo hit; all went well.\n"
      ".TP\n10\nAt least one hit.\n"
      ".TP\n2\nWrong use.\n"
      ".TP\n3\nSome input was rejected; OUT.rejects has it with file, line and reason.\n"
      ".TP\n4\nNothing could be done.\n"
      ".SH ENVIRONMENT\n"
      ".TP\nNO_COLOR\nNo colours, whatever its value (unless empty).\n"
      ".TP\nXDG_DATA_HOME, XDG_CONFIG_HOME\nWhere \\fBweir update\\fR keeps its state and looks for "
      "\\fIweir/sources.tsv\\fR.\n"
      ".TP\nhttps_proxy, no_proxy\nAs for curl(1), for \\fBweir update\\fR.\n"
      ".SH FILES\n"
      ".TP\n~/.local/share/weir/current.weir\nThe snapshot that \\fBweir update\\fR keeps up to date.\n"
      ".TP\n~/.config/weir/sources.tsv\nAddresses that change or extend the built\\-in table.\n");
}

}  // namespace

void add_manpage(CLI::App& app, const Global&, int&) {
  CLI::App* verb = app.add_subcommand("manpage", "The manual page, on standard output");
  verb->group("");  // for the build, not for people
  verb->callback([&app] { manpage(help_tree(app)); });
}

}  // namespace weir::cli
