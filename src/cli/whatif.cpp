// weir rules whatif: what a change of the rules would have caught in what was done already.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/rules_options.hpp"
#include "facts/dates.hpp"
#include "ledger/history_writer.hpp"
#include "ledger/line_csv.hpp"
#include "ledger/whatif.hpp"
#include "lists/byte_source.hpp"

namespace weir::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  RulesFrom from;
  std::string proposed;
  std::string history;
  std::string out;
  std::string html;
  std::string format = "table";
  std::string on;
  std::string keep;
  std::string set = "chpl";
};

Json tally_json(const ledger::Tally& tally) {
  Json value = Json::object();
  for (const auto& [currency, sum] : tally.value) value[currency] = sum.rounded(2);
  return {{"lines", tally.lines}, {"value", std::move(value)}};
}

Json tallies_json(const std::map<std::string, ledger::Tally>& tallies) {
  Json out = Json::object();
  for (const auto& [key, tally] : tallies) out[key] = tally_json(tally);
  return out;
}

Json result_json(const ledger::WhatIf& result) {
  Json lines = Json::array();
  for (const ledger::CaughtLine& line : result.caught_lines) {
    lines.push_back({{"record", line.record},
                     {"id", line.id},
                     {"date", facts::iso_day(line.date)},
                     {"counterparty", line.counterparty},
                     {"code", line.code},
                     {"destination", line.destination},
                     {"tier", line.tier},
                     {"value", line.value ? Json(line.value->rounded(2)) : Json(nullptr)},
                     {"currency", line.currency},
                     {"before", rule_outcome_text(line.before)},
                     {"after", rule_outcome_text(line.after)},
                     {"measures", line.measures}});
  }
  return {{"rules_before", result.rules_before},
          {"rules_after", result.rules_after},
          {"questions", result.questions},
          {"lines", result.lines},
          {"unreadable", result.unreadable},
          {"caught", tally_json(result.caught)},
          {"released", result.released},
          {"counterparties", result.by_party.size()},
          {"by_tier", tallies_json(result.by_tier)},
          {"by_month", tallies_json(result.by_month)},
          {"by_counterparty", tallies_json(result.by_party)},
          {"by_measure", tallies_json(result.by_measure)},
          {"caught_lines", std::move(lines)}};
}

std::string money(const ledger::Tally& tally) {
  std::string out;
  for (const auto& [currency, sum] : tally.value)
    out += fmt::format("{}{} {}", out.empty() ? "" : " + ", sum.rounded(0), currency);
  return out;
}

std::string tallies_text(const std::string& heading, const std::map<std::string, ledger::Tally>& tallies,
                         bool largest_first) {
  std::vector<std::pair<std::string, ledger::Tally>> rows(tallies.begin(), tallies.end());
  if (largest_first) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second.lines > b.second.lines; });
  }
  constexpr std::size_t kMost = 20;
  std::string out = fmt::format("\n{:<40} {:>10}  {}\n", heading, "lines", "value");
  for (std::size_t i = 0; i < rows.size() && i < kMost; ++i)
    out += fmt::format("{:<40} {:>10}  {}\n", rows[i].first, rows[i].second.lines, money(rows[i].second));
  if (rows.size() > kMost) out += fmt::format("... and {} more\n", rows.size() - kMost);
  return out;
}

std::string result_text(const ledger::WhatIf& result) {
  std::string out =
      fmt::format("{} of {} shipment lines would be caught, {}; {} counterparties; {} would become milder\n",
                  result.caught.lines, result.lines,
                  result.caught.value.empty() ? "no value given" : money(result.caught),
                  result.by_party.size(), result.released);
  if (result.caught.lines == 0) return out;
  out += tallies_text("tier", result.by_tier, false);
  out += tallies_text("month", result.by_month, false);
  out += tallies_text("counterparty", result.by_party, true);
  out += tallies_text("measure", result.by_measure, true);
  return out;
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) complain(path + ": cannot be written");
  return static_cast<bool>(file);
}

// Lines of a CSV, put to both rule sets as they are read and kept in a history where that is wanted.
std::optional<ledger::WhatIf> from_csv(const Options& options, const RuleSet& before, const RuleSet& after,
                                       const ledger::WhatIfOptions& what, std::uint64_t& rejected) {
  auto file = lists::open_file(options.history);
  if (!file) {
    complain(file.error().text());
    return std::nullopt;
  }
  std::optional<ledger::HistoryWriter> writer;
  if (!options.keep.empty()) {
    auto opened = ledger::HistoryWriter::open(options.keep);
    if (!opened) {
      complain(opened.error().text());
      return std::nullopt;
    }
    writer.emplace(std::move(*opened));
  }
  ledger::WhatIfCounter counter(before, after, what);
  Rejects rejects(options.out);
  std::uint64_t record = 0;
  tl::expected<void, Fault> kept;
  const auto source = lists::as_utf8(std::move(*file));
  const auto read =
      ledger::read_lines_csv(*source, {.line =
                                           [&](ledger::PastQuestion&& question) {
                                             counter.add(question, record++);
                                             if (writer && kept) kept = writer->add(question);
                                           },
                                       .reject = [&](lists::Reject&& reject) { rejects.add(reject); }});
  if (writer && kept) kept = writer->finish();
  for (const tl::expected<void, Fault>* step : {&read, &std::as_const(kept)}) {
    if (*step) continue;
    complain(step->error().text());
    return std::nullopt;
  }
  rejected = rejects.count();
  return std::move(counter.result());
}

int what_if(const Options& options, const Global& global) {
  const auto on = read_day_option("--on", options.on);
  if (!on) return on.error();
  const RuleSet before = options.from.load();
  RulesFrom with_proposal = options.from;
  with_proposal.paths.push_back(options.proposed);
  const RuleSet after = with_proposal.load();
  const ledger::WhatIfOptions what{.on = *on, .code_set = options.set};
  std::optional<ledger::WhatIf> result;
  std::uint64_t rejected = 0;
  std::string head(8, '\0');
  std::ifstream(options.history, std::ios::binary).read(head.data(), 8);
  if (head == std::string_view("WEIRHIST", 8)) {
    const auto history = ledger::History::open(options.history);
    if (!history) {
      complain(history.error().text());
      return kNothingDone;
    }
    for (const Fault& fault : history->damage()) complain(fault.text());
    rejected = history->damage().size();
    result = ledger::what_if(*history, before, after, what);
  } else {
    result = from_csv(options, before, after, what, rejected);
    if (!result) return kNothingDone;
  }
  const std::string text =
      options.format == "json"
          ? result_json(*result).dump(2, ' ', false, Json::error_handler_t::replace) + "\n"
          : result_text(*result);
  if (options.out.empty()) {
    fmt::print("{}", text);
  } else if (!write_file(options.out, text)) {
    return kNothingDone;
  }
  if (!options.html.empty() &&
      !write_file(options.html,
                  ledger::what_if_html(*result, "What " + options.proposed + " would have caught")))
    return kNothingDone;
  say(global, fmt::format("{} questions, {} with a shipment line; {} rows of the rules differ",
                          result->questions, result->lines, result->differences.size()));
  if (result->lines == 0) complain(options.history + ": no question in it has a shipment line");
  if (rejected + result->unreadable > 0) return kSomeRejected;
  if (result->lines == 0) return kNothingDone;
  return result->caught.lines > 0 ? kHit : kNoHit;
}

}  // namespace

void add_rules_whatif(CLI::App& rules, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      rules.add_subcommand("whatif", "What a proposed table would have caught in past shipments");
  verb->add_option("proposed", options->proposed, "Table with the proposed rows (TOML, TSV or CSV)")
      ->required();
  verb->add_option("history", options->history, "History with shipment lines, or a CSV of lines")->required();
  options->from.add_to(*verb);
  verb->add_option("--format", options->format, "table or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"table", "json"}));
  verb->add_option("-o,--out", options->out, "Where the result goes (default: standard output)");
  verb->add_option("--html", options->html, "Also write a report with charts to this file");
  verb->add_option("--on", options->on,
                   "Judge every line for this day, not for its own (a proposal that starts later)");
  verb->add_option("--set", options->set, "Code set whose tags are the tiers")->capture_default_str();
  verb->add_option("--keep", options->keep, "Also keep the CSV's lines in this history (mode 0600)");
  verb->footer(
      "CSV columns: id, date, code, nomenclature, eccn, departure, destination, origin, value, currency, "
      "weight_kg,\n"
      "counterparty; date and one of code and eccn are needed. Exit status 10: some line would be caught.\n\n"
      "Examples:\n"
      "  weir rules whatif proposed.toml lines.csv --on 2027-01-01 --html report.html\n"
      "  weir rules whatif proposed.toml asked.weirhist --format json");
  verb->callback([options, &global, &code] { code = what_if(*options, global); });
}

}  // namespace weir::cli
