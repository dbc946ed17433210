// weir own: who is owned by listed parties, and why.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/verbs.hpp"
#include "facts/dates.hpp"
#include "lists/byte_source.hpp"
#include "ownership/party_of.hpp"
#include "ownership/picture.hpp"
#include "screen/ownership_sources.hpp"

namespace weir::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> files;
  std::vector<std::string> listed;
  std::string snapshot;
  std::vector<std::string> regimes;
  std::string table;
  std::string date;
  std::string format;
  std::string out;
  std::string svg;
  std::string entity;
  std::optional<double> threshold;
  std::optional<double> certain_from;
  std::vector<std::string> columns;
  unsigned jobs = 1;
};

Json share_json(std::uint64_t min, std::uint64_t max) {
  const auto percent = [](std::uint64_t share) {
    std::string text = share_text(share);
    return text.substr(0, text.size() - 2);  // without " %": exact, as text
  };
  return {{"min", percent(min)}, {"max", percent(max)}};
}

Json to_json(const OwnershipFinding& finding) {
  Json roots = Json::array();
  for (const OwnershipRoot& root : finding.roots) {
    constexpr double kDigits = 1e4;
    roots.push_back({{"id", root.entity_id},
                     {"name", root.entity},
                     {"list", root.list},
                     {"entry_id", root.entry_id},
                     {"entry", root.entry},
                     {"programmes", root.programmes},
                     {"score", std::round(root.score * kDigits) / kDigits},
                     {"certain", root.certain}});
  }
  Json steps = Json::array();
  for (const OwnershipStep& step : finding.steps) {
    Json stakes = Json::array();
    for (const CountedStake& stake : step.stakes) {
      stakes.push_back({{"owner_id", stake.owner_id},
                        {"owner", stake.owner},
                        {"owner_is", stake.owner_state},
                        {"kind", stake_kind_text(stake.kind)},
                        {"share", share_json(stake.min, stake.max)},
                        {"dates", stake.dates},
                        {"source", {{"file", stake.source.file}, {"line", stake.source.line}}}});
    }
    steps.push_back({{"id", step.entity_id},
                     {"name", step.entity},
                     {"held", share_json(step.held_min, step.held_max)},
                     {"text", step.text},
                     {"stakes", std::move(stakes)},
                     {"more_stakes", step.more_stakes}});
  }
  return {{"regime", finding.regime},
          {"title", finding.title},
          {"status", ownership_status_text(finding.status)},
          {"held", share_json(finding.held_min, finding.held_max)},
          {"rule", finding.rule},
          {"in_force", finding.in_force},
          {"citation", finding.citation},
          {"verification", finding.verification},
          {"note", finding.note},
          {"listed", std::move(roots)},
          {"steps", std::move(steps)},
          {"shortened", finding.shortened}};
}

// Writes findings, one entity after another.
class FindingWriter {
 public:
  FindingWriter(std::FILE* out, bool table, bool colours) : out_(out), table_(table), colours_(colours) {}

  void entity(const std::vector<OwnershipFinding>& findings, bool all, const std::string& date) {
    if (table_) {
      std::vector<bool> done(findings.size(), false);
      for (std::size_t i = 0; i < findings.size(); ++i) {
        if (done[i] || (!all && findings[i].status <= OwnershipStatus::NoRule)) continue;
        // Regimes that say the same for the same reason share one paragraph.
        std::string regimes = findings[i].regime;
        for (std::size_t j = i + 1; j < findings.size(); ++j) {
          if (done[j] || findings[j].status != findings[i].status || findings[j].steps != findings[i].steps ||
              findings[j].roots != findings[i].roots)
            continue;
          done[j] = true;
          regimes += ", " + findings[j].regime;
        }
        print(findings[i], regimes);
      }
      return;
    }
    OwnershipStatus worst = OwnershipStatus::NotOwned;
    Json regimes = Json::array();
    for (const OwnershipFinding& finding : findings) {
      worst = std::max(worst, finding.status);
      if (all || finding.status > OwnershipStatus::NoRule) regimes.push_back(to_json(finding));
    }
    const Json json{{"id", findings.front().entity_id},
                    {"name", findings.front().entity},
                    {"outcome", ownership_status_text(worst)},
                    {"date", date},
                    {"regimes", std::move(regimes)}};
    fmt::print(out_, "{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
  }

  // The rules that were applied, once, below the table.
  void rules(const ownership::Solver& solver, const std::string& date) {
    if (!table_) return;
    fmt::print(out_, "Rules on {}\n", date);
    for (std::size_t i = 0; i < solver.regimes().size(); ++i) {
      fmt::print(out_, "{}", explain_rule(solver.rule_finding(i)));
    }
  }

 private:
  void print(const OwnershipFinding& finding, const std::string& regimes) const {
    const char* const code = finding.status >= OwnershipStatus::Owned           ? "1;31"
                             : finding.status >= OwnershipStatus::NotDetermined ? "1;33"
                                                                                : "2";
    const std::string on = colours_ ? fmt::format("\033[{}m", code) : std::string{};
    fmt::print(out_, "{}{}{}  {}  under {}\n{}\n", on, ownership_status_text(finding.status),
               colours_ ? "\033[0m" : "", finding.entity, regimes, explain_chain(finding));
  }

  std::FILE* out_;
  bool table_;
  bool colours_;
};

bool write_picture(const Options& options, const std::vector<OwnershipFinding>& chains,
                   const std::string& date) {
  // One regime to a picture, the first that has a chain; the others would repeat it.
  std::vector<OwnershipFinding> drawn;
  for (const OwnershipFinding& finding : chains) {
    if (drawn.empty() || finding.regime == drawn.front().regime) drawn.push_back(finding);
  }
  if (drawn.empty()) {
    complain(options.svg + ": there is no chain of stakes to draw");
    return false;
  }
  const std::string title = options.entity.empty() ? fmt::format("{}, {}", drawn.front().title, date)
                                                   : fmt::format("{}: {} ({}, {})", drawn.front().entity,
                                                                 ownership_status_text(drawn.front().status),
                                                                 drawn.front().title, date);
  const auto picture = ownership::picture_svg(drawn, title);
  if (!picture) {
    complain(fmt::format("{}: {}", options.svg, picture.error().message));
    return false;
  }
  std::ofstream file(options.svg, std::ios::binary);
  file << *picture;
  file.close();
  if (!file) {
    complain(options.svg + ": cannot be written");
    return false;
  }
  return true;
}

// The findings of the entities asked for, or of all that are found.
int report(const Options& options, const Global& global, const ownership::Solver& solver, std::FILE* out,
           bool table, bool colours, const std::string& date) {
  std::vector<ownership::EntityIndex> entities;
  if (options.entity.empty()) {
    entities = solver.found();
  } else {
    entities = ownership::NameIndex(solver.graph()).find(options.entity);
    if (entities.empty()) {
      complain(fmt::format("no entity has the id or the name '{}'", options.entity));
      return kNothingDone;
    }
  }
  FindingWriter writer(out, table, colours);
  std::map<std::string, std::map<OwnershipStatus, std::size_t>> counts;
  std::vector<OwnershipFinding> chains;
  bool hit = false;
  for (const ownership::EntityIndex entity : entities) {
    std::vector<OwnershipFinding> findings;
    for (std::size_t i = 0; i < solver.regimes().size(); ++i) {
      findings.push_back(solver.finding(entity, i));
      const OwnershipFinding& finding = findings.back();
      ++counts[finding.regime][finding.status];
      hit = hit || finding.status > OwnershipStatus::NoRule;
      if (!options.svg.empty() && !finding.steps.empty() && chains.size() <= ownership::kMostPictureStakes)
        chains.push_back(finding);
    }
    writer.entity(findings, !options.entity.empty(), date);
  }
  if (!entities.empty()) writer.rules(solver, date);
  // What is named worst comes first in the picture.
  std::stable_sort(chains.begin(), chains.end(),
                   [](const OwnershipFinding& a, const OwnershipFinding& b) { return a.status > b.status; });
  for (const ownership::Regime& regime : solver.regimes()) {
    std::string line;
    for (const auto& [status, count] : counts[regime.id]) {
      if (status > OwnershipStatus::NoRule)
        line += fmt::format("{}{} {}", line.empty() ? "" : ", ", count, ownership_status_text(status));
    }
    if (regime.suspended) line = "no rule in force" + (regime.note.empty() ? "" : ": " + regime.note);
    say(global, fmt::format("{} on {}: {}", regime.id, date, line.empty() ? "nobody" : line));
  }
  if (!options.svg.empty() && !write_picture(options, chains, date)) return kNothingDone;
  return hit ? kHit : kNoHit;
}

int own(const Options& options, const Global& global) {
  screen::OwnershipSources sources{.files = options.files,
                                   .listed = options.listed,
                                   .threshold = options.threshold,
                                   .certain_from = options.certain_from,
                                   .regimes_table = options.table,
                                   .jobs = options.jobs};
  if (!parse_columns(options.columns, sources.columns)) return kWrongUse;
  for (const std::string& regime : options.regimes) {
    if (regime != "all") sources.regimes.push_back(regime);
  }
  sources.day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  if (!options.date.empty()) {
    const auto day = facts::parse_day(options.date);
    if (!day) {
      complain(fmt::format("--date: '{}' is no day; expected YYYY-MM-DD", options.date));
      return kWrongUse;
    }
    sources.day = *day;
  }
  if (options.listed.empty() && options.snapshot.empty()) {
    complain("nobody is listed: give --listed FILE or -s SNAPSHOT");
    return kWrongUse;
  }
  std::optional<Engine> engine;
  if (!options.snapshot.empty()) {
    engine.emplace(Engine::open(options.snapshot));
    sources.engine = &*engine;
  }
  const bool to_terminal = options.out.empty() && ::isatty(STDOUT_FILENO) == 1;
  const bool table = options.format.empty() ? to_terminal : options.format == "table";
  Rejects rejects(options.out);
  const auto start = std::chrono::steady_clock::now();
  const auto solver = screen::solve_ownership(
      sources, {.build = {.reject = [&](lists::Reject&& reject) { rejects.add(reject); },
                          .warn = [&](const Fault& warning) { complain("warning: " + warning.text()); }},
                .note = [&](const std::string& text) { say(global, text); }});
  if (!solver) {
    complain(solver.error().text());
    return solver.error().kind == FaultKind::BadArgument ? kWrongUse : kNothingDone;
  }
  say(global, fmt::format("{} entities, {} stakes, solved in {:.2f} s; {} rejected",
                          solver->graph().entity_count(), solver->graph().stake_count(),
                          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
                          rejects.count()));
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(
      options.out.empty() ? stdout : std::fopen(options.out.c_str(), "w"),
      [](std::FILE* f) { return f == stdout ? std::fflush(f) : std::fclose(f); });
  if (!out) {
    complain(options.out + ": cannot be written");
    return kNothingDone;
  }
  const int code = report(options, global, *solver, out.get(), table, colours_wanted(to_terminal),
                          facts::iso_day(sources.day));
  if (code == kNothingDone) return code;
  return rejects.count() > 0 ? kSomeRejected : code;
}

}  // namespace

void add_own(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("own", "Who is owned by listed parties, and why");
  verb->add_option(
          "files", options->files,
          "Stakes: CSV (owner, owned, share ...), FollowTheMoney, BODS or GLEIF relationship records "
          "(found by content)")
      ->required();
  verb->add_option("--listed", options->listed,
                   "CSV of listed parties (id and/or name, list); met by id or exact name (repeatable)");
  verb->add_option("-s,--snapshot", options->snapshot,
                   "Screen the owners against this snapshot; its hits are the listed parties");
  verb->add_option("--threshold", options->threshold, "With -s: score from which an owner is probably listed")
      ->check(CLI::Range(0.0, 1.0));
  verb->add_option(
          "--certain", options->certain_from,
          "With -s: score from which an owner is taken for listed without review (default: only by an "
          "equal identifier)")
      ->check(CLI::Range(0.0, 1.0));
  verb->add_option("--regime", options->regimes, "ofac, eu, uk, bis or all (default; repeatable)");
  verb->add_option("--regimes", options->table, "Your own table of regimes (docs/ownership.md)");
  verb->add_option("--date", options->date, "The day for stakes and rules, YYYY-MM-DD (default: today)");
  verb->add_option("--entity", options->entity, "Only this entity, by id or name, with all regimes");
  verb->add_option("--svg", options->svg, "Draw the chain to this file");
  verb->add_option("--format", options->format, "table (default on a terminal) or jsonl (default elsewhere)")
      ->check(CLI::IsMember({"jsonl", "table"}));
  verb->add_option("-o,--out", options->out, "Where findings go (default: standard output)");
  verb->add_option("-j,--jobs", options->jobs, "Threads for screening")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  verb->add_option("--map", options->columns, "Column of your CSV: TITLE=COLUMN (repeatable)");
  verb->footer(
      "Examples:\n"
      "  weir own stakes.csv --listed listed.csv\n"
      "  weir own stakes.csv --listed listed.csv --regime ofac --date 2024-06-30 --entity \"Harbour B\" "
      "--svg b.svg\n"
      "  weir own entities.ftm.json -s lists.weir --format jsonl -o owned.jsonl\n"
      "  weir own bods.json gleif-rr.csv --listed listed.csv");
  verb->callback([options, &global, &code] { code = own(*options, global); });
}

}  // namespace weir::cli
