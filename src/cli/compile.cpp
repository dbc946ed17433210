// weir compile: lists in, snapshot out.
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "cli/verbs.hpp"
#include "fetch/compile.hpp"

namespace weir::cli {
namespace {

struct Options {
  std::string out;
  std::vector<std::string> inputs;
  std::vector<std::string> columns;
};

int compile(const Options& options, const Global& global) {
  std::map<std::string, std::string> columns;
  if (!parse_columns(options.columns, columns)) return kWrongUse;
  std::vector<lists::LoadInput> inputs;
  for (const std::string& argument : options.inputs) inputs.push_back(parse_input(argument));

  const auto start = std::chrono::steady_clock::now();
  Rejects rejects(options.out);
  const auto compiled =
      fetch::compile_lists(inputs, columns, options.out,
                           {.reject = [&](const lists::Reject& reject) { rejects.add(reject); },
                            .problem = [](const Fault& fault) { complain(fault.text()); },
                            .note = [&](const std::string& text) { say(global, text); }});
  if (!compiled) {
    complain(compiled.error().text());
    return kNothingDone;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  say(global, fmt::format("{}: {} parties, {} names, snapshot {} in {:.2f} s", options.out, compiled->parties,
                          compiled->names, compiled->id, seconds));
  if (rejects.count() > 0)
    say(global, fmt::format("{} records rejected, see {}", rejects.count(), rejects.path()));
  return rejects.count() > 0 || compiled->problems > 0 ? kSomeRejected : kNoHit;
}

}  // namespace

void add_compile(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("compile", "Turn official lists and your own into one snapshot");
  verb->add_option("-o,--out", options->out, "Snapshot to write; rejected records go to OUT.rejects")
      ->required();
  verb->add_option("inputs", options->inputs,
                   "Files or folders, or LIST_ID=PATH; the format is found by content")
      ->required();
  verb->add_option("--map", options->columns, "Column of your CSV: TITLE=COLUMN (repeatable)");
  verb->footer(
      "Formats, found by content: OFAC CSV (sdn, add, alt; cons_*), SDN.XML and SDN_ADVANCED.XML; BIS "
      "Denied\n"
      "Persons text; UN XML; EU FSF 1.1 XML; UK OFSI CSV, UK Sanctions List CSV and XML; US Consolidated\n"
      "Screening List CSV and JSON; FollowTheMoney JSON lines; CSV with a header row\n"
      "(id,schema,name,alias,birth_date,country,...).\n\n"
      "Examples:\n"
      "  weir compile -o lists.weir ofac/ un/UN_consolidated.xml\n"
      "  weir compile -o lists.weir ofac/ house_list=blocked.csv --map 'Kunde=name'");
  verb->callback([options, &global, &code] { code = compile(*options, global); });
}

}  // namespace weir::cli
