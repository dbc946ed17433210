// weir chem: which controlled substance or class an identifier or a structure stands for.
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/rules_options.hpp"
#include "cli/verbs.hpp"
#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "weir/chemicals.hpp"

namespace weir::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
  std::vector<std::string> texts;
  std::vector<std::string> files;
  std::string to;
  std::string from;
  std::string date;
  std::string format = "table";
  RulesFrom rules;
};

struct Asked {
  Day day{};
  std::string to;
  std::string from;
};

bool read_country(const std::string& option, const std::string& text, std::string& code) {
  if (text.empty()) return true;
  code = facts::country_code(text);
  if (code.empty())
    complain(fmt::format("{} '{}': no country; expected a code such as US or a name", option, text));
  return !code.empty();
}

std::string days_text(const chem::StatusLine& line) {
  if (line.valid_from && line.valid_to)
    return fmt::format("{} to {}", facts::iso_day(*line.valid_from), facts::iso_day(*line.valid_to));
  if (line.valid_from) return (line.in_force ? "since " : "from ") + facts::iso_day(*line.valid_from);
  if (line.valid_to) return "until " + facts::iso_day(*line.valid_to);
  return "day not in the tables";
}

std::string_view state_text(const chem::StatusLine& line) {
  if (!line.in_force) return "not in force";
  switch (line.met) {
    case Truth::Yes:
      return "met";
    case Truth::Unknown:
      return "open";
    case Truth::No:
      return "other route";
  }
  return "";
}

std::string outcome_text(const chem::Recognition& found, const chem::ChemicalStatus& status) {
  if (found.rejected) return "NOT_READ";
  return std::string(rule_outcome_text(status.outcome));
}

void print_table(const chem::Recognition& found, const chem::ChemicalStatus& status, const Asked& asked) {
  fmt::print("{}  ({})\n", found.written, chem::written_as_text(found.as));
  if (!found.key.empty() && found.key != found.written) fmt::print("  normal form: {}\n", found.key);
  for (const chem::Match& match : found.matches) {
    fmt::print("  {}: {}{}\n", chem::match_kind_text(match.kind), match.name,
               match.id.empty() ? "" : fmt::format(" ({})", match.id));
    fmt::print("      {}  [{}; {}]\n", match.why, match.citation, rule_status_text(match.status));
    if (!match.hs_code.empty()) fmt::print("      HS-2022 {} (recalled, unverified)\n", match.hs_code);
    for (const chem::PositionFinding& position : match.positions)
      fmt::print("      {} {:<9} {}: {}\n", position.limb, chem::position_state_text(position.state),
                 position.place, position.why);
  }
  for (const std::string& note : found.notes) fmt::print("  note: {}\n", note);
  if (!status.lines.empty()) {
    fmt::print("  Measures on {}{}{}:\n", facts::iso_day(asked.day),
               asked.from.empty() ? "" : " from " + facts::country_name(asked.from),
               asked.to.empty() ? "" : " to " + facts::country_name(asked.to));
    for (const chem::StatusLine& line : status.lines) {
      fmt::print("    {:<12} {}, {}{}  [{}; {}]\n", state_text(line), line.title, days_text(line),
                 line.candidate_only ? ", if a chemist confirms the class" : "", line.citation,
                 rule_status_text(line.status));
    }
  }
  fmt::print("  outcome: {}{}\n", outcome_text(found, status),
             status.worst > status.outcome
                 ? fmt::format(" (up to {}, by what is open)", rule_outcome_text(status.worst))
                 : "");
}

ordered_json day_json(const std::optional<Day>& day) {
  return day ? ordered_json(facts::iso_day(*day)) : ordered_json(nullptr);
}

ordered_json matches_json(const chem::Recognition& found) {
  ordered_json out = ordered_json::array();
  for (const chem::Match& match : found.matches) {
    ordered_json positions = ordered_json::array();
    for (const chem::PositionFinding& position : match.positions)
      positions.push_back({{"limb", position.limb},
                           {"place", position.place},
                           {"state", chem::position_state_text(position.state)},
                           {"why", position.why}});
    out.push_back({{"kind", chem::match_kind_text(match.kind)},
                   {"id", match.id.empty() ? ordered_json(nullptr) : ordered_json(match.id)},
                   {"name", match.name},
                   {"why", match.why},
                   {"hs2022", match.hs_code.empty() ? ordered_json(nullptr) : ordered_json(match.hs_code)},
                   {"citation", match.citation},
                   {"status", rule_status_text(match.status)},
                   {"positions", std::move(positions)}});
  }
  return out;
}

void print_json(const chem::Recognition& found, const chem::ChemicalStatus& status, const Asked& asked) {
  ordered_json measures = ordered_json::array();
  for (const chem::StatusLine& line : status.lines)
    measures.push_back({{"id", line.measure},
                        {"title", line.title},
                        {"state", state_text(line)},
                        {"effect", rule_outcome_text(line.effect)},
                        {"candidate_only", line.candidate_only},
                        {"valid_from", day_json(line.valid_from)},
                        {"valid_to", day_json(line.valid_to)},
                        {"citation", line.citation},
                        {"status", rule_status_text(line.status)},
                        {"note", line.note}});
  const ordered_json json = {
      {"asked", found.written},
      {"read_as", chem::written_as_text(found.as)},
      {"normal_form", found.key.empty() ? ordered_json(nullptr) : ordered_json(found.key)},
      {"outcome", outcome_text(found, status)},
      {"worst", rule_outcome_text(status.worst)},
      {"error", found.rejected ? ordered_json(found.rejected->text()) : ordered_json(nullptr)},
      {"matches", matches_json(found)},
      {"notes", found.notes},
      {"date", facts::iso_day(asked.day)},
      {"to", asked.to},
      {"from", asked.from},
      {"measures", std::move(measures)}};
  fmt::print("{}\n", json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

class Asker {
 public:
  Asker(Asked asked, const Options& options)
      : asked_(std::move(asked)), table_(options.format == "table"), rules_(options.rules.load()) {}

  void ask(std::string_view text, const std::string& file, std::uint64_t line) {
    chem::Recognition found = recogniser_.recognise(text);
    ++all_;
    if (found.rejected) {
      ++rejected_;
      found.rejected->file = file;
      found.rejected->line = line;
      complain(file.empty() ? fmt::format("'{}': {}", found.written, found.rejected->text())
                            : found.rejected->text());
      if (table_) return;
    }
    const chem::ChemicalStatus status = chem::status_of(found, rules_, asked_.day, asked_.to, asked_.from);
    hit_ = hit_ || !found.matches.empty();
    if (table_)
      print_table(found, status, asked_);
    else
      print_json(found, status, asked_);
  }

  // One identifier a line; what follows a tab is the user's own. Blank lines and '#' lines are left out.
  bool ask_file(const std::string& path) {
    std::ifstream file;
    if (path != "-") {
      file.open(path);
      if (!file) {
        complain(fmt::format("{}: cannot be opened", path));
        return false;
      }
    }
    std::istream& in = path == "-" ? std::cin : file;
    std::string text;
    std::uint64_t line = 0;
    while (next_line(in, text)) {
      ++line;
      if (text.find_first_not_of(" \t\r") == std::string::npos || text.front() == '#') continue;
      ask(std::string_view(text).substr(0, text.find('\t')), path, line);
    }
    if (in.bad()) complain(fmt::format("{}: cannot be read", path));
    return !in.bad();
  }

  [[nodiscard]] int code() const {
    if (all_ == rejected_) return kNothingDone;
    if (rejected_ > 0) return kSomeRejected;
    return hit_ ? kHit : kNoHit;
  }

 private:
  // A line of any length in bounded memory: what goes beyond the limit is dropped, and the line is rejected
  // for its length by the recogniser.
  static bool next_line(std::istream& in, std::string& text) {
    constexpr std::size_t kMost = 8192;
    text.clear();
    std::streambuf* bytes = in.rdbuf();
    int c = bytes->sbumpc();
    if (c == std::char_traits<char>::eof()) return false;
    for (; c != std::char_traits<char>::eof() && c != '\n'; c = bytes->sbumpc())
      if (text.size() < kMost) text += static_cast<char>(c);
    return true;
  }

  Asked asked_;
  bool table_;
  RuleSet rules_;
  chem::Recogniser recogniser_ = chem::Recogniser::open();
  std::uint64_t all_ = 0;
  std::uint64_t rejected_ = 0;
  bool hit_ = false;
};

int chem_verb(const Options& options, const Global& global) {
  Asked asked;
  if (!read_country("--to", options.to, asked.to) || !read_country("--from", options.from, asked.from))
    return kWrongUse;
  if (options.texts.empty() && options.files.empty()) {
    complain("nothing to look up: give a CAS number, name or SMILES, or --file FILE");
    return kWrongUse;
  }
  const auto day = read_day_option("--date", options.date);
  if (!day) return day.error();
  asked.day = day->value_or(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  Asker asker(asked, options);
  bool opened = true;
  for (const std::string& text : options.texts) asker.ask(text, {}, 0);
  for (const std::string& path : options.files) opened = asker.ask_file(path) && opened;
  say(global, "What is not met here is not cleared: these tables hold some controlled substances, not all.");
  return opened || asker.code() == kNothingDone ? asker.code() : kSomeRejected;
}

}  // namespace

void add_chem(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("chem", "Which controlled substance or class an identifier or structure stands for");
  verb->add_option("smiles-cas-or-name", options->texts, "CAS number, name, InChIKey or SMILES, each quoted");
  verb->add_option("--file", options->files, "File with one of them a line ('-': standard input)");
  verb->add_option("--to", options->to, "Destination, for the measures in force");
  verb->add_option("--from", options->from, "Country of departure");
  verb->add_option("--date", options->date, "Day whose rules hold (YYYY-MM-DD; default: today)");
  verb->add_option("--format", options->format, "table or jsonl")
      ->check(CLI::IsMember({"table", "jsonl"}))
      ->capture_default_str();
  options->rules.add_to(*verb);
  verb->footer(fmt::format(
      "Recognition of regulatory status only. A match of a class definition is a candidate for a chemist.\n"
      "{}"
      "Exit status 10: an entry, class wording or class definition was met. 3: some of the texts could not "
      "be "
      "read. 4: none could.\n"
      "Examples:\n"
      "  weir chem 79099-07-3 --date 2024-01-01 --to US\n"
      "  weir chem \"4-piperidone hydrochloride\"\n"
      "  weir chem \"CC(C)(C)OC(=O)N1CCC(=O)CC1\" --format jsonl\n"
      "  weir chem --file substances.txt --from CN --to US",
      chem::Recogniser::reads_structures() ? "" : "This build has no RDKit: structures cannot be read.\n"));
  verb->callback([options, &global, &code] { code = chem_verb(*options, global); });
}

}  // namespace weir::cli
