// weir_accuracy: how well names are matched, on sets whose labels do not come from the matcher.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>

#include "accuracy/case_files.hpp"
#include "accuracy/customers.hpp"
#include "accuracy/document.hpp"
#include "accuracy/list_pairs.hpp"
#include "accuracy/plain_words.hpp"
#include "accuracy/recall.hpp"
#include "accuracy/report.hpp"
#include "accuracy/screening.hpp"
#include "screen/engine_state.hpp"
#include "synthetic_names.hpp"

namespace weir::accuracy {
namespace {

struct Options {
  std::string cases = WEIR_ACCURACY "/cases";
  std::string pools = WEIR_ACCURACY "/customers";
  std::string data = WEIR_SHARED_DATA;
  std::string json;
  std::string compare;
  std::string plot;
  std::string document;
  std::string fit_failures;
  std::string test_failures;
  std::size_t customers = 0;  // how many to screen
  std::uint64_t customer_seed = 1;
  std::size_t changed = 0;         // listed parties whose names are changed
  std::size_t recall = 0;          // queries against the real lists
  std::size_t recall_million = 0;  // queries against 1M names
  unsigned jobs = 1;
  bool unblind = false;
  bool no_lists = false;
  bool no_pairs = false;
  bool all = false;
  bool full = false;
};

using Sections = std::map<std::string, std::string>;

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) std::cerr << path << ": cannot be written\n";
  return static_cast<bool>(out);
}

std::vector<ScoredPair> only(const std::vector<ScoredPair>& pairs,
                             const std::function<bool(const Pair&)>& wanted) {
  std::vector<ScoredPair> out;
  std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(out),
               [&](const ScoredPair& pair) { return wanted(pair.pair); });
  return out;
}

nlohmann::json groups_json(const std::vector<Group>& groups) {
  nlohmann::json out;
  for (const Group& group : groups) out[group.name] = to_json(group.figures);
  return out;
}

void report_split(const std::vector<ScoredPair>& pairs, const std::string& name, nlohmann::json& json,
                  Sections& sections) {
  // "aliases-far" are names of one party that no one could tell from the names: kept apart from all sums.
  const auto decidable = only(pairs, [](const Pair& pair) { return pair.set != "aliases-far"; });
  const auto cases = only(pairs, [](const Pair& pair) { return pair.set == "cases"; });
  const auto lists = only(decidable, [](const Pair& pair) { return pair.set != "cases"; });
  const auto add = [&](const std::string& section, const std::string& title,
                       const std::vector<ScoredPair>& of, By by) {
    if (of.empty()) return;
    std::vector<Group> groups = group_by(of, by);
    groups.push_back({.name = "all", .figures = figures_of(of)});
    json[name][title] = groups_json(groups);
    std::string& text = sections[name + "-" + section];
    if (!text.empty()) text += "\n";
    text += table(groups, title);
  };
  add("cases", "cases by schema", cases, By::Schema);
  add("cases", "cases by script", cases, By::Script);
  add("cases", "cases by change", cases, By::Change);
  add("lists", "lists by set", lists, By::Set);
  add("lists", "lists by schema", lists, By::Schema);
  add("lists", "lists by script", lists, By::Script);
  add("lists", "lists by change", lists, By::Change);
  add("far", "aliases that no one could tell from the names",
      only(pairs, [](const Pair& pair) { return pair.set == "aliases-far"; }), By::Schema);
  for (const auto& [title, of] :
       {std::pair{std::string("cases"), &cases}, std::pair{std::string("lists"), &lists}}) {
    if (of->empty()) continue;
    const Figures figures = figures_of(*of);
    json[name]["all " + title] = to_json(figures);
    sections[name + "-reliability-" + title] =
        fmt::format("{} pairs, Brier score {:.3f}, calibration error {:.3f}.\n\n{}", of->size(),
                    figures.brier, figures.calibration_error, reliability_table(figures));
  }
}

// How many of the pairs that are one party in two scripts are found, per script. Plain pairs are names
// written by sound, with nothing else changed; the others are translated, shortened, of another language or
// order as well.
void report_cross_script(const std::vector<ScoredPair>& pairs, nlohmann::json& json, Sections& sections) {
  struct Row {
    FoundCount plain;
    FoundCount other;
  };
  std::map<std::string, Row> scripts;
  Row all;
  for (const ScoredPair& pair : pairs) {
    if (pair.pair.set != "cases" || !pair.pair.same) continue;
    if (main_script(pair.pair.left) == main_script(pair.pair.right)) continue;
    for (Row* row : {&all, &scripts[pair.pair.script]}) {
      FoundCount& counts = pair.pair.change == "romanised" ? row->plain : row->other;
      ++counts.asked;
      counts.found += pair.match ? 1U : 0U;
    }
  }
  std::string text =
      "| script | plain pairs | found | in 20 | other pairs | found | in 20 "
      "|\n|---|---|---|---|---|---|---|\n";
  const auto in_twenty = [](const FoundCount& counts) {
    return counts.asked == 0 ? std::string("-")
                             : fmt::format("{:.1f}", 20.0 * static_cast<double>(counts.found) /
                                                         static_cast<double>(counts.asked));
  };
  const auto add = [&](const std::string& name, const Row& row) {
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", name, row.plain.asked, row.plain.found,
                        in_twenty(row.plain), row.other.asked, row.other.found, in_twenty(row.other));
    json["cross-script"][name] = {{"plain_found", row.plain.found}, {"other_found", row.other.found}};
  };
  for (const auto& [name, row] : scripts) add(name, row);
  add("**all**", all);
  sections["cross-script"] = text;
}

int run_pairs(const Options& options, nlohmann::json& json, Sections& sections) {
  auto cases = read_cases(options.cases);
  if (!cases) {
    std::cerr << cases.error() << "\n";
    return 2;
  }
  std::vector<Pair> pairs = std::move(*cases);
  if (!options.no_lists) {
    const std::vector<Party> parties =
        load_real_parties(options.data, {"ofac_sdn_2021_07", "ofac_cons_2025_12", "un_sc"});
    if (parties.empty())
      std::cerr << options.data << ": no real lists here; the sets made from them are left out\n";
    std::vector<Pair> more = list_pairs(parties);
    pairs.insert(pairs.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  const auto start = std::chrono::steady_clock::now();
  const std::size_t count = pairs.size();
  const std::vector<ScoredPair> scored = score_pairs(std::move(pairs));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto fit = only(scored, [](const Pair& pair) { return pair.split == Split::Fit; });
  const auto test = only(scored, [](const Pair& pair) { return pair.split == Split::Test; });
  report_split(fit, "fit", json, sections);
  report_split(test, "test", json, sections);
  report_cross_script(test, json, sections);
  sections["speed"] =
      fmt::format("{} pairs in {:.2f} s: {:.0f} pairs/s from raw strings, all scripts, with explanations.",
                  count, seconds, static_cast<double>(count) / seconds);

  bool written = true;
  if (!options.fit_failures.empty()) written = write_file(options.fit_failures, failures(fit)) && written;
  if (!options.test_failures.empty()) written = write_file(options.test_failures, failures(test)) && written;
  if (!options.plot.empty()) {
    std::vector<Group> groups;
    for (const char* schema : {"person", "organisation", "vessel"}) {
      const auto of = only(
          test, [&](const Pair& pair) { return pair.set == "cases" && schema_group(pair.schema) == schema; });
      groups.push_back({.name = fmt::format("hand-written cases, {}s", schema), .figures = figures_of(of)});
    }
    groups.push_back({.name = "pairs from lists", .figures = figures_of(only(test, [](const Pair& pair) {
                                                    return pair.set != "cases" && pair.set != "aliases-far";
                                                  }))});
    written = write_file(options.plot, svg(groups)) && written;
  }
  return written ? 0 : 4;
}

double per_thousand(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 1000.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void report_customers(const Options& options, const Engine& engine, const CustomerMaker& maker,
                      const std::vector<Party>& parties, nlohmann::json& json, Sections& sections) {
  const CustomerResult result =
      screen_customers(engine, parties, maker, options.customers, options.customer_seed);
  std::string text = fmt::format(
      "{} customers against {} listed parties; {:.0f} customers/s by name alone on one core (wall clock). {} "
      "customers "
      "({:.2f} in 1,000) bear a strong listed name word for word: no matcher can be quiet about them by name "
      "alone.\n\n"
      "| culture | customers | alerts per 1,000 by name alone | with birth date and country "
      "|\n|---|---|---|---|\n",
      result.all.customers, parties.size(), static_cast<double>(result.all.customers) / result.seconds,
      result.namesakes, per_thousand(result.namesakes, result.all.customers));
  AlertCount people;
  AlertCount companies;
  for (const auto& [culture, counts] : result.by_culture) {
    AlertCount& group = culture.starts_with("company-") ? companies : people;
    group.customers += counts.customers;
    group.by_name += counts.by_name;
    group.with_facts += counts.with_facts;
  }
  const auto row = [&](const std::string& name, const AlertCount& counts) {
    text += fmt::format("| {} | {} | {:.2f} | {:.2f} |\n", name, counts.customers,
                        per_thousand(counts.by_name, counts.customers),
                        per_thousand(counts.with_facts, counts.customers));
    json["customers"][name] = {{"by_name_per_1000", per_thousand(counts.by_name, counts.customers)},
                               {"with_facts_per_1000", per_thousand(counts.with_facts, counts.customers)}};
  };
  row("**all**", result.all);
  row("all people", people);
  row("all companies", companies);
  for (const auto& [culture, counts] : result.by_culture) row(culture, counts);
  sections["customers"] = text;
  if (options.fit_failures.empty()) return;
  std::vector<std::string> lines;
  for (const Alert& alert : result.alerts) {
    if (alert.split == Split::Test) continue;
    lines.push_back(fmt::format("{} {} | {} | {} {:.3f}", alert.with_facts ? "FACTS" : "NAME ", alert.culture,
                                alert.customer, alert.listed, alert.score));
  }
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  write_file(options.fit_failures + ".customers", out);
}

void report_changed(const Options& options, const Engine& engine, const std::vector<Party>& parties,
                    nlohmann::json& json, Sections& sections) {
  const ChangedResult result = screen_changed(engine, parties, options.changed);
  std::string text = "| change | asked | found | share |\n|---|---|---|---|\n";
  const auto row = [&](const std::string& name, const FoundCount& counts) {
    const double share =
        counts.asked == 0 ? 0 : static_cast<double>(counts.found) / static_cast<double>(counts.asked);
    text += fmt::format("| {} | {} | {} | {:.1f} % |\n", name, counts.asked, counts.found, 100 * share);
    json["changed"][name] = share;
  };
  row("**all**", result.all);
  for (const auto& [change, counts] : result.by_change) row(change, counts);
  sections["changed"] = text;
  if (options.fit_failures.empty()) return;
  std::string out;
  for (const std::string& line : result.missed) out += line + "\n";
  write_file(options.fit_failures + ".changed", out);
}

void report_recall(const Options& options, const snapshot::View& snapshot, const std::vector<Party>& parties,
                   std::size_t queries, const std::string& section, nlohmann::json& json,
                   Sections& sections) {
  const RecallResult result = measure_recall(snapshot, recall_queries(parties, queries), options.jobs);
  std::string text = fmt::format(
      "{} queries against {} names, {:.0f} s.\n\n| query | queries | names that the exhaustive scan reports "
      "| retrieved | "
      "recall |\n|---|---|---|---|---|\n",
      result.all.queries, snapshot.names().size(), result.seconds);
  const auto row = [&](const std::string& name, const RecallCount& counts) {
    text += fmt::format("| {} | {} | {} | {} | {:.3f} % |\n", name, counts.queries, counts.names,
                        counts.found, 100 * counts.recall());
    json[section][name] = counts.recall();
  };
  row("**all**", result.all);
  for (const auto& [change, counts] : result.by_change) row(change, counts);
  sections[section] = text;
  if (options.fit_failures.empty()) return;
  std::string out;
  for (const std::string& line : result.lost) out += line + "\n";
  write_file(options.fit_failures + "." + section, out);
}

int run_screening(const Options& options, nlohmann::json& json, Sections& sections) {
  const auto maker = CustomerMaker::load(options.pools);
  if (!maker) {
    std::cerr << maker.error() << "\n";
    return 2;
  }
  const std::vector<Party> parties =
      load_real_parties(options.data, {"ofac_sdn_2021_07", "ofac_sdn_2023_01", "un_sc"});
  if (parties.empty()) {
    std::cerr << options.data << ": no real lists here; nothing to screen against\n";
    return 4;
  }
  auto view = snapshot_of(parties);
  if (!view) {
    std::cerr << view.error() << "\n";
    return 4;
  }
  if (options.recall > 0) report_recall(options, *view, parties, options.recall, "recall", json, sections);
  if (options.recall_million > 0) {
    constexpr std::size_t kMillion = 1'000'000;
    std::vector<Party> many = parties;
    std::size_t names = view->names().size();
    constexpr std::uint64_t kSeed = 77;
    for (bench::SyntheticNames invented(kSeed); names < kMillion; names += many.back().names.size())
      many.push_back(invented.party());
    auto large = snapshot_of(many);
    if (!large) {
      std::cerr << large.error() << "\n";
      return 4;
    }
    // Ask for parties of both kinds: every so many of them.
    std::vector<Party> asked;
    const std::size_t step = std::max<std::size_t>(1, many.size() / options.recall_million);
    for (std::size_t i = 0; i < many.size(); i += step) asked.push_back(many[i]);
    many.clear();
    report_recall(options, *large, asked, options.recall_million, "recall-million", json, sections);
  }
  const Engine engine = engine_over(std::move(*view));
  if (options.customers > 0) report_customers(options, engine, *maker, parties, json, sections);
  if (options.changed > 0) report_changed(options, engine, parties, json, sections);
  return 0;
}

int run(Options options) {
  constexpr std::size_t kCustomers = 50'000;
  if (options.all || options.full) {
    options.customers = kCustomers;
    options.changed = 6'000;
    options.recall = options.full ? 10'000 : 1'000;
    options.recall_million = options.full ? 500 : 0;
  }
  nlohmann::json json;
  Sections sections;
  int code = options.no_pairs ? 0 : run_pairs(options, json, sections);
  if (code != 0) return code;
  if (options.customers + options.changed + options.recall + options.recall_million > 0)
    code = run_screening(options, json, sections);
  if (code != 0) return code;
  for (const auto& [name, text] : sections) std::cout << "\n## " << name << "\n\n" << text;

  if (!options.json.empty() && !write_file(options.json, json.dump(1) + "\n")) return 4;
  if (!options.document.empty()) {
    std::ifstream in(options.document, std::ios::binary);
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    if (!in) {
      std::cerr << options.document << ": cannot be read\n";
      return 2;
    }
    // A short run's few queries do not replace the figures of a full one.
    if (options.all && !options.full) sections.erase("recall");
    const auto text = with_sections(page, sections);
    if (!text) {
      std::cerr << options.document << ": " << text.error() << "\n";
      return 2;
    }
    if (!write_file(options.document, *text)) return 4;
  }
  if (!options.compare.empty()) {
    std::ifstream in(options.compare);
    const nlohmann::json before = nlohmann::json::parse(in, nullptr, false);
    if (before.is_discarded()) {
      std::cerr << options.compare << ": not the JSON of an earlier run\n";
      return 2;
    }
    std::cout << "\n## Against " << options.compare << "\n" << compare_json(before, json);
  }
  return 0;
}

}  // namespace
}  // namespace weir::accuracy

int main(int argc, char** argv) {
  weir::accuracy::Options options;
  CLI::App app{"weir_accuracy: precision, recall, calibration of name matching on labelled sets"};
  app.add_option("--cases", options.cases, "Folder of hand-written cases")->capture_default_str();
  app.add_option("--data", options.data, "Folder of the real lists")->capture_default_str();
  app.add_option("--pools", options.pools, "Folder of the pools of customers")->capture_default_str();
  app.add_flag("--no-lists", options.no_lists, "Of the pairs, the hand-written cases only");
  app.add_flag("--no-pairs", options.no_pairs, "No pairs");
  app.add_option("--customers", options.customers,
                 "Screen so many invented customers against OFAC SDN and UN");
  app.add_option("--customer-seed", options.customer_seed,
                 "Make other customers than those that weights were fitted on")
      ->capture_default_str();
  app.add_option("--changed", options.changed, "Screen changed names of about so many listed parties");
  app.add_option("--recall", options.recall,
                 "So many queries by retrieval and by exhaustive scan, on the real lists");
  app.add_option("--recall-million", options.recall_million, "The same on 1M names");
  app.add_option("--jobs", options.jobs, "Threads of the exhaustive scans")->capture_default_str();
  app.add_flag("--all", options.all,
               "Pairs, 50,000 customers, changed names, 1,000 recall queries: some minutes");
  app.add_flag("--full", options.full, "--all with 10,000 recall queries, and 500 on 1M names: long");
  app.add_option("--json", options.json, "Write all figures here");
  app.add_option("--compare", options.compare, "Print what changed since this JSON");
  app.add_option("--plot", options.plot,
                 "Write reliability and precision-recall curves of the test split here (SVG)");
  app.add_option("--doc", options.document, "Refresh the tables of this page (docs/accuracy.md)");
  app.add_option(
      "--fit-failures", options.fit_failures,
      "Write the wrong answers of the fit split here; alerts, missed and lost names to FILE.customers, "
      "FILE.changed, FILE.recall");
  CLI::Option* test =
      app.add_option("--test-failures", options.test_failures, "The same of the test split; needs --unblind");
  CLI::Option* unblind =
      app.add_flag("--unblind", options.unblind, "I know that the test split is worth less once looked at");
  test->needs(unblind);
  app.footer(
      "Examples:\n"
      "  weir_accuracy --fit-failures fit.txt --json now.json --compare before.json\n"
      "  weir_accuracy --all --doc docs/accuracy.md --plot docs/accuracy.svg");
  CLI11_PARSE(app, argc, argv);
  return weir::accuracy::run(std::move(options));
}
