// weir chip: export control numbers by parameters, from a specification file, each inequality shown.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "cli/rules_options.hpp"
#include "cli/verbs.hpp"
#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "goods/spec.hpp"
#include "lists/byte_source.hpp"
#include "weir/rules.hpp"

namespace weir::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
  std::string file;
  std::string date;
  std::string to;
  std::string from;
  bool json = false;
  bool all = false;
  RulesFrom rules;
};

// A paragraph's verdict over all cases (the axes of a machine tool): one axis that meets it is enough.
struct Paragraph {
  ClassFinding finding;
  std::string where;  // the case that decided
};

// A chip is asked about memory stacks and assemblies only when the file says something of them.
bool beside_the_point(const goods::SpecItem& item, const ClassFinding& finding) {
  if (item.kind != "chip") return false;
  return finding.eccn == "3A090.c" || (finding.eccn == "4A090" && finding.state == Truth::Unknown);
}

std::vector<Paragraph> paragraphs(const goods::SpecItem& item, const RuleSet& rules, Day day) {
  std::vector<Paragraph> out;
  for (const goods::SpecCase& one : item.cases) {
    for (ClassFinding& finding : classify(rules, one.facts, day)) {
      const bool wanted =
          std::any_of(item.eccn_prefixes.begin(), item.eccn_prefixes.end(),
                      [&](const std::string& prefix) { return finding.eccn.starts_with(prefix); });
      if (!wanted || beside_the_point(item, finding)) continue;
      const auto known = std::find_if(out.begin(), out.end(), [&](const Paragraph& p) {
        return p.finding.eccn == finding.eccn && p.finding.title == finding.title;
      });
      if (known == out.end()) {
        out.push_back({std::move(finding), one.name});
      } else if (known->finding.state < finding.state) {
        known->finding = std::move(finding);
        known->where = one.name;
      }
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Paragraph& a, const Paragraph& b) { return a.finding.state > b.finding.state; });
  return out;
}

std::string_view verdict(Truth state) noexcept {
  return state == Truth::Yes ? "CAUGHT" : state == Truth::Unknown ? "NEEDS_FACT" : "not met";
}

std::string verdict_text(const ClassFinding& finding) {
  if (finding.state != Truth::Unknown) return std::string(verdict(finding.state));
  return fmt::format("NEEDS_FACT({})", fmt::join(finding.needs, ", "));
}

RuleDecision measures(const goods::SpecItem& item, const std::vector<Paragraph>& found,
                      const Options& options, const RuleSet& rules, Day day) {
  RuleQuestion question;
  question.id = item.name.empty() ? item.kind : item.name;
  for (const Paragraph& paragraph : found) {
    if (paragraph.finding.state == Truth::Yes) question.eccns.push_back(paragraph.finding.eccn);
  }
  question.facts = item.cases.front().facts;
  question.destination.country = facts::country_code(options.to);
  question.departure.country = facts::country_code(options.from);
  return decide(rules, question, day, kLatestKnowledge, {.not_met = false});
}

void print_item(const goods::SpecItem& item, const std::vector<Paragraph>& found, const Options& options) {
  fmt::print("{}{}{}\n", item.kind, item.name.empty() ? "" : "  ", item.name);
  for (const std::string& line : item.arithmetic) fmt::print("  = {}\n", line);
  for (const std::string& note : item.notes) fmt::print("  note: {}\n", note);
  bool any = false;
  for (const Paragraph& paragraph : found) {
    const ClassFinding& finding = paragraph.finding;
    if (finding.state == Truth::No && !options.all && item.kind != "chip") continue;
    any = true;
    fmt::print("  {:<12} {}  {}{}\n", finding.eccn, verdict_text(finding), finding.title,
               paragraph.where.empty() ? "" : fmt::format(" [{}]", paragraph.where));
    for (const RuleStep& step : finding.why) {
      const std::string_view mark = step.truth == Truth::Yes  ? "yes"
                                    : step.truth == Truth::No ? "no "
                                                              : "?  ";
      fmt::print("               {} {}\n", mark, step.text);
    }
    fmt::print("               {} [{}]\n", finding.citation, rule_status_text(finding.status));
  }
  if (!any)
    fmt::print("  no paragraph in force that day is met by these figures; that is no classification\n");
}

ordered_json item_json(const goods::SpecItem& item, const std::vector<Paragraph>& found) {
  ordered_json list = ordered_json::array();
  for (const Paragraph& paragraph : found) {
    ordered_json steps = ordered_json::array();
    for (const RuleStep& step : paragraph.finding.why)
      steps.push_back({{"test", step.text},
                       {"holds", step.truth == Truth::Unknown ? ordered_json(nullptr)
                                                              : ordered_json(step.truth == Truth::Yes)}});
    list.push_back({{"eccn", paragraph.finding.eccn},
                    {"verdict", verdict(paragraph.finding.state)},
                    {"title", paragraph.finding.title},
                    {"case", paragraph.where},
                    {"needs", paragraph.finding.needs},
                    {"tests", std::move(steps)},
                    {"citation", paragraph.finding.citation},
                    {"status", rule_status_text(paragraph.finding.status)}});
  }
  return {{"kind", item.kind},
          {"name", item.name},
          {"arithmetic", item.arithmetic},
          {"notes", item.notes},
          {"paragraphs", std::move(list)}};
}

int chip(const Options& options) {
  const auto day_option = read_day_option("--date", options.date);
  if (!day_option) return day_option.error();
  const Day day =
      day_option->value_or(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  for (const auto& [name, text] : {std::pair{"--to", options.to}, std::pair{"--from", options.from}}) {
    if (!text.empty() && facts::country_code(text).empty()) {
      complain(fmt::format("{} '{}': no country; expected a code such as CN or a name", name, text));
      return kWrongUse;
    }
  }
  auto file = lists::open_file(options.file);
  if (!file) {
    complain(file.error().text());
    return kNothingDone;
  }
  std::string bytes(goods::kMostSpecBytes + 1, '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const auto count = (*file)->read(bytes.data() + filled, bytes.size() - filled);
    if (!count) {
      complain(count.error().text());
      return kNothingDone;
    }
    if (*count == 0) break;
    filled += *count;
  }
  bytes.resize(filled);
  const auto spec = goods::read_spec(bytes, options.file);
  if (!spec) {
    complain(spec.error().text());
    return kNothingDone;
  }
  for (const goods::SpecProblem& problem : spec->problems)
    complain(fmt::format("{}:{}: {}: {}", options.file, problem.line, problem.key, problem.message));
  if (spec->items.empty()) {
    if (spec->problems.empty())
      complain(options.file + ": no item; expected [chip], [hbm], [machine_tool] or [uav]");
    return kNothingDone;
  }
  const RuleSet rules = options.rules.load();
  bool open = false;
  if (!options.json) fmt::print("Rules of {}\n", facts::iso_day(day));
  for (const goods::SpecItem& item : spec->items) {
    const auto found = paragraphs(item, rules, day);
    open = open || std::any_of(found.begin(), found.end(),
                               [](const Paragraph& p) { return p.finding.state != Truth::No; });
    if (options.json) {
      ordered_json json = item_json(item, found);
      json["date"] = facts::iso_day(day);
      if (!options.to.empty())
        json["measures"] =
            ordered_json::parse(rule_decision_json(measures(item, found, options, rules, day)));
      fmt::print("{}\n", json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
      continue;
    }
    print_item(item, found, options);
    if (!options.to.empty())
      fmt::print("{}\n", rule_decision_text(measures(item, found, options, rules, day)));
  }
  if (!spec->problems.empty()) return kSomeRejected;
  return open ? kHit : kNoHit;
}

}  // namespace

void add_chip(CLI::App& app, const Global&, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand(
      "chip", "Export control numbers of chips, machine tools and unmanned aircraft by their parameters");
  verb->add_option("file", options->file, "Specification (TOML): [chip], [hbm], [machine_tool], [uav]")
      ->required();
  verb->add_option("--date", options->date, "Day whose rules hold (YYYY-MM-DD; default: today)");
  verb->add_option("--to", options->to, "Destination: also the measures on what was found");
  verb->add_option("--from", options->from, "Country of departure");
  verb->add_flag("--all", options->all, "Paragraphs that are not met, too");
  verb->add_flag("--json", options->json, "One line of JSON an item");
  options->rules.add_to(*verb);
  verb->footer(
      "Exit status 10: a paragraph is met, or stays open for want of a fact.\n"
      "Examples:\n"
      "  weir chip data/sample/chips.toml --date 2023-11-17\n"
      "  weir chip data/sample/machines.toml --all\n"
      "  weir chip data/sample/chips.toml --from US --to CN --json");
  verb->callback([options, &code] { code = chip(*options); });
}

}  // namespace weir::cli
