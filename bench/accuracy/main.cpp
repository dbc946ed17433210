// weir_accuracy: how well names are matched, on sets whose labels do not come from the matcher.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "accuracy/case_files.hpp"
#include "accuracy/list_pairs.hpp"
#include "accuracy/report.hpp"

namespace weir::accuracy {
namespace {

struct Options {
  std::string cases = WEIR_ACCURACY_CASES;
  std::string data = WEIR_SHARED_DATA;
  std::string json;
  std::string compare;
  std::string plot;
  std::string fit_failures;
  std::string test_failures;
  bool unblind = false;
  bool no_lists = false;
};

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
                  std::string& text) {
  text += fmt::format("\n## Split: {}\n", name);
  // "aliases-far" are names of one party that no one could tell from the names: kept apart from all sums.
  const auto decidable = only(pairs, [](const Pair& pair) { return pair.set != "aliases-far"; });
  const auto cases = only(pairs, [](const Pair& pair) { return pair.set == "cases"; });
  const auto lists = only(decidable, [](const Pair& pair) { return pair.set != "cases"; });
  const auto add = [&](const std::string& title, const std::vector<ScoredPair>& of, By by) {
    if (of.empty()) return;
    std::vector<Group> groups = group_by(of, by);
    groups.push_back({.name = "all", .figures = figures_of(of)});
    json[name][title] = groups_json(groups);
    text += "\n" + table(groups, title);
  };
  add("cases by schema", cases, By::Schema);
  add("cases by script", cases, By::Script);
  add("cases by change", cases, By::Change);
  add("lists by set", lists, By::Set);
  add("lists by schema", lists, By::Schema);
  add("lists by script", lists, By::Script);
  add("lists by change", lists, By::Change);
  add("aliases that no one could tell from the names",
      only(pairs, [](const Pair& pair) { return pair.set == "aliases-far"; }), By::Schema);
  const Figures all = figures_of(decidable);
  json[name]["all"] = to_json(all);
  text += fmt::format("\nReliability of all {} pairs (Brier {:.3f}, calibration error {:.3f}):\n\n{}",
                      decidable.size(), all.brier, all.calibration_error, reliability_table(all));
}

int run(const Options& options) {
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
  nlohmann::json json;
  std::string text;
  report_split(fit, "fit", json, text);
  report_split(test, "test", json, text);
  text += fmt::format("\n{} pairs in {:.2f} s: {:.0f} pairs/s from raw strings\n", count, seconds,
                      static_cast<double>(count) / seconds);
  std::cout << text;

  bool written = true;
  if (!options.fit_failures.empty()) written = write_file(options.fit_failures, failures(fit)) && written;
  if (!options.test_failures.empty()) written = write_file(options.test_failures, failures(test)) && written;
  if (!options.json.empty()) written = write_file(options.json, json.dump(1) + "\n") && written;
  if (!options.plot.empty()) {
    std::vector<Group> groups =
        group_by(only(test, [](const Pair& pair) { return pair.set != "aliases-far"; }), By::Schema);
    written = write_file(options.plot, svg(groups)) && written;
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
  return written ? 0 : 4;
}

}  // namespace
}  // namespace weir::accuracy

int main(int argc, char** argv) {
  weir::accuracy::Options options;
  CLI::App app{"weir_accuracy: precision, recall, calibration of name matching on labelled sets"};
  app.add_option("--cases", options.cases, "Folder of hand-written cases")->capture_default_str();
  app.add_option("--data", options.data, "Folder of the real lists")->capture_default_str();
  app.add_flag("--no-lists", options.no_lists, "Hand-written cases only");
  app.add_option("--json", options.json, "Write all figures here");
  app.add_option("--compare", options.compare, "Print what changed since this JSON");
  app.add_option("--plot", options.plot,
                 "Write reliability and precision-recall curves of the test split here (SVG)");
  app.add_option("--fit-failures", options.fit_failures, "Write the wrong answers of the fit split here");
  CLI::Option* test =
      app.add_option("--test-failures", options.test_failures, "The same of the test split; needs --unblind");
  CLI::Option* unblind =
      app.add_flag("--unblind", options.unblind, "I know that the test split is worth less once looked at");
  test->needs(unblind);
  app.footer(
      "Examples:\n  weir_accuracy --fit-failures /tmp/eval_fit_failures.txt --json now.json --compare "
      "before.json");
  CLI11_PARSE(app, argc, argv);
  return weir::accuracy::run(options);
}
