// weir rules: look at, check, compare and ask the rule tables. Each subcommand is a function here or, where
// it is another room's, add_rules_NAME() in a file of its own (rules_parts.cpp).
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/rules_options.hpp"
#include "cli/verbs.hpp"
#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "ledger/decision_digest.hpp"
#include "ledger/line_json.hpp"
#include "rules/check.hpp"
#include "rules/rows.hpp"
#include "rules/rule_set.hpp"
#include "rules/words.hpp"
#include "weir/rules.hpp"

namespace weir::cli {
namespace {

using nlohmann::ordered_json;

std::string dump(const ordered_json& json, int indent = -1) {
  return json.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

// A row as JSON: the fields that are set, and where it stands.
template <class Row>
ordered_json row_json(const Row& row) {
  ordered_json out;
  for (const auto& [key, value] : rules::row_fields(row)) {
    if (!value.empty()) out[key] = value;
  }
  out["source"] = fmt::format("{}:{}", row.source.file, row.source.line);
  return out;
}

// ---- check ----

struct CheckOptions {
  std::vector<std::string> files;
  std::string codes;
  bool alone = false;
  bool json = false;
};

int check(const CheckOptions& options, const Global& global) {
  auto issues = check_rules(options.files, !options.alone);
  if (!options.codes.empty()) {
    std::ifstream file(options.codes, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto codes = rules::read_codes(bytes);
    if (!file || codes.empty()) {
      complain(fmt::format("{}: no goods codes here; expected a CSV or TSV file with a column of codes",
                           options.codes));
      return kNothingDone;
    }
    // The tables again, for their rows; their faults are in `issues` already.
    std::vector<RuleIssue> seen;
    const auto tables = rules::collect_tables(options.files, !options.alone, seen);
    rules::check_codes(*rules::build(tables, seen), codes, issues);
  }
  std::size_t errors = 0;
  for (const RuleIssue& issue : issues) {
    const bool error = issue.kind == RuleIssueKind::Error;
    errors += error ? 1 : 0;
    if (options.json)
      fmt::print("{}\n", dump({{"kind", error ? "error" : "warning"},
                               {"file", issue.file},
                               {"line", issue.line},
                               {"field", issue.field},
                               {"message", issue.message}}));
    else
      fmt::print("{}\n", issue.text());
  }
  say(global, fmt::format("{} errors, {} warnings", errors, issues.size() - errors));
  return errors > 0 ? kSomeRejected : kNoHit;
}

// ---- list and show ----

struct ListOptions {
  RulesFrom from;
  std::string date;
  std::string known;
  std::string type;
  std::string status;
  std::string regime;
  std::string kind = "measure";
  bool json = false;
};

template <class Row>
bool wanted(const Row& row, const std::optional<Day>& date, Moment known) {
  return row.recorded_at <= known && (!date || rules::covers(row, *date));
}

// The versions that hold on the day, or all when no day is given.
int list_measures(const ListOptions& options, const RuleSet& set, const std::optional<Day>& date,
                  Moment known) {
  std::vector<const Measure*> rows;
  if (date) {
    for (const rules::Versions& versions : set.state().measure_versions) {
      if (const Measure* row = rules::in_force(set.state().measures, versions, *date, known))
        rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
  } else {
    for (const Measure& row : set.measures()) {
      if (row.recorded_at <= known) rows.push_back(&row);
    }
  }
  std::erase_if(rows, [&](const Measure* row) {
    return (!options.type.empty() && measure_type_text(row->type) != options.type) ||
           (!options.status.empty() && rule_status_text(row->status) != options.status) ||
           (!options.regime.empty() && row->regime != options.regime);
  });
  if (!options.json) {
    fmt::print("{:<34} {:<13} {:<16} {:<10}  {:<10}  {:<10} {}\n", "id", "type", "effect", "from", "to",
               "status", "title");
  }
  for (const Measure* row : rows) {
    if (options.json)
      fmt::print("{}\n", dump(row_json(*row)));
    else
      fmt::print("{:<34} {:<13} {:<16} {:<10}  {:<10}  {:<10} {}\n", row->id, measure_type_text(row->type),
                 row->suspended ? "suspended" : rules::effect_word(row->effect),
                 rules::day_text(row->valid_from, "-"), rules::day_text(row->valid_to, "-"),
                 rule_status_text(row->status), row->title);
  }
  return kNoHit;
}

template <class Rows>
void list_rows(const Rows& rows, const std::optional<Day>& date, Moment known) {
  for (const auto& row : rows) {
    if constexpr (requires { row.valid_from; }) {
      if (!wanted(row, date, known)) continue;
    }
    fmt::print("{}\n", dump(row_json(row)));
  }
}

int list(const ListOptions& options) {
  const auto date = read_day_option("--date", options.date);
  const auto known = read_moment_option("--known-at", options.known);
  if (!date || !known) return kWrongUse;
  const RuleSet set = options.from.load();
  if (options.kind == "measure") return list_measures(options, set, *date, *known);
  if (options.kind == "area")
    list_rows(set.areas(), *date, *known);
  else if (options.kind == "code_set")
    list_rows(set.code_sets(), *date, *known);
  else if (options.kind == "eccn")
    list_rows(set.classifications(), *date, *known);
  else if (options.kind == "fact")
    list_rows(set.facts(), *date, *known);
  else if (options.kind == "chemical")
    list_rows(set.chemicals(), *date, *known);
  else
    list_rows(set.stacks(), *date, *known);
  return kNoHit;
}

struct ShowOptions {
  RulesFrom from;
  std::string id;
  bool json = false;
};

template <class Rows, class Id>
std::size_t show_rows(const Rows& rows, std::string_view kind, Id id, const ShowOptions& options) {
  std::size_t shown = 0;
  for (const auto& row : rows) {
    if (id(row) != options.id) continue;
    ++shown;
    ordered_json json = row_json(row);
    if (options.json) {
      fmt::print("{}\n", dump(json));
      continue;
    }
    fmt::print("{}{} {}\n", shown > 1 ? "\n" : "", kind, options.id);
    for (const auto& [key, value] : json.items()) {
      if (key != "id") fmt::print("  {:<12} {}\n", key, value.template get<std::string>());
    }
  }
  return shown;
}

int show(const ShowOptions& options) {
  const RuleSet set = options.from.load();
  const std::size_t shown =
      show_rows(
          set.measures(), "measure", [](const Measure& row) { return row.id; }, options) +
      show_rows(
          set.classifications(), "eccn", [](const Classification& row) { return row.eccn; }, options) +
      show_rows(
          set.areas(), "area", [](const AreaMember& row) { return row.area; }, options) +
      show_rows(
          set.code_sets(), "code_set", [](const CodeSetEntry& row) { return row.set; }, options) +
      show_rows(
          set.facts(), "fact", [](const FactDefinition& row) { return row.name; }, options) +
      show_rows(
          set.chemicals(), "chemical", [](const ChemicalDefinition& row) { return row.id; }, options) +
      show_rows(
          set.stacks(), "stack", [](const StackRule& row) { return row.id; }, options) +
      show_rows(
          set.state().terms, "term", [](const rules::Term& row) { return row.name; }, options);
  if (shown > 0) return kNoHit;
  complain(
      fmt::format("{}: no measure, control number, area, code set, fact, chemical, stack or term has this id",
                  options.id));
  return kNothingDone;
}

// ---- diff ----

struct DiffOptions {
  std::vector<std::string> sides;
  std::string date;
  bool json = false;
};

// "built-in" is the tables that ship; a folder or file stands on top of them.
RuleSet side(const std::string& name) {
  return name == "built-in" ? RuleSet::built_in() : RuleSet::load({name});
}

int diff(const DiffOptions& options, const Global& global) {
  const auto date = read_day_option("--date", options.date);
  if (!date) return kWrongUse;
  const auto differences = diff_rules(side(options.sides[0]), side(options.sides[1]), *date);
  constexpr std::string_view kWords[] = {"added", "removed", "changed"};
  constexpr char kSigns[] = {'+', '-', '~'};
  for (const RuleDifference& difference : differences) {
    const auto change = static_cast<std::size_t>(difference.change);
    if (options.json) {
      fmt::print("{}\n", dump({{"change", kWords[change]},
                               {"kind", difference.kind},
                               {"id", difference.id},
                               {"fields", difference.fields},
                               {"measures", difference.measures}}));
      continue;
    }
    fmt::print("{} {} {}\n", kSigns[change], difference.kind, difference.id);
    for (const std::string& field : difference.fields) fmt::print("    {}\n", field);
    if (difference.kind != "measure" && !difference.measures.empty())
      fmt::print("    touches: {}\n", rules::join(difference.measures));
  }
  say(global, fmt::format("{} differences", differences.size()));
  return differences.empty() ? kNoHit : kHit;
}

// ---- export ----

struct ExportOptions {
  std::string folder;
};

int export_tables(const ExportOptions& options, const Global& global) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path folder(options.folder);
  fs::create_directories(folder, error);
  if (error) {
    complain(fmt::format("{}: {}", options.folder, error.message()));
    return kNothingDone;
  }
  std::size_t written = 0;
  for (const rules::TableBytes& table : rules::built_in_tables()) {
    const fs::path path = folder / table.file.substr(std::string_view("built-in/").size());
    if (fs::exists(path, error)) {
      complain(fmt::format("{}: exists already and is left as it is", path.string()));
      continue;
    }
    fs::create_directories(path.parent_path(), error);
    std::ofstream file(path, std::ios::binary);
    file.write(table.bytes.data(), static_cast<std::streamsize>(table.bytes.size()));
    if (!file.flush()) {
      complain(fmt::format("{}: cannot be written", path.string()));
      return kNothingDone;
    }
    ++written;
  }
  say(global, fmt::format("{} tables written to {}; use them with --rules {}", written, options.folder,
                          options.folder));
  return written > 0 ? kNoHit : kNothingDone;
}

// ---- test ----

struct TestOptions {
  RulesFrom from;
  std::vector<std::string> hs;
  std::vector<std::string> candidates;
  std::string nomenclature = "HS-2022";
  std::vector<std::string> eccns;
  std::vector<std::string> chemicals;
  std::string to, departure, origin;
  std::vector<std::string> via;
  std::vector<std::string> facts;
  std::vector<std::string> parties;
  std::vector<std::string> documents;
  std::string value, currency, weight;
  std::string date, known;
  bool json = false;
  bool all = false;
};

bool read_place(const std::string& option, const std::string& text, Place& out) {
  if (text.empty()) return true;
  std::string value = text;
  if (!rules::normal_place(value)) {
    const std::string code = facts::country_code(value);
    if (!code.empty()) value = code;
  }
  const auto place = rules::normal_place(value);
  if (!place) {
    complain(fmt::format("{} {}: expected a country (ru, Russia) or a region (ua-43)", option, text));
    return false;
  }
  out.country = place->substr(0, 2);
  if (place->size() > 2) out.region = *place;
  return true;
}

bool read_facts(const TestOptions& options, const RuleSet& set, RuleQuestion& question) {
  for (const std::string& text : options.facts) {
    const std::size_t equal = text.find('=');
    const std::string name = text.substr(0, equal);
    const FactDefinition* fact = set.state().fact(name);
    if (equal == std::string::npos || fact == nullptr) {
      complain(
          fmt::format("--fact {}: expected NAME=VALUE with a name of 'weir rules list --kind fact'", text));
      return false;
    }
    const std::string value = text.substr(equal + 1);
    if (fact->kind == FactKind::Flag && (value == "true" || value == "false")) {
      question.facts.push_back({name, value == "true"});
    } else if (fact->kind == FactKind::Number && Number::parse(value)) {
      question.facts.push_back({name, *Number::parse(value)});
    } else if (fact->kind == FactKind::Text &&
               (fact->choices.empty() ||
                std::find(fact->choices.begin(), fact->choices.end(), value) != fact->choices.end())) {
      question.facts.push_back({name, value});
    } else {
      complain(fmt::format("--fact {}: expected {}", text,
                           fact->kind == FactKind::Flag ? "true or false"
                           : fact->kind == FactKind::Number
                               ? "an exact decimal or a fraction such as 4992/826"
                               : "one of: " + rules::join(fact->choices)));
      return false;
    }
  }
  return true;
}

bool read_question(const TestOptions& options, const RuleSet& set, RuleQuestion& question) {
  const auto nomenclature = parse_nomenclature(options.nomenclature);
  if (!nomenclature) {
    complain(fmt::format("--nomenclature {}: expected HS-2022, HS-2017, HTS-2025, CN-2024 or the like",
                         options.nomenclature));
    return false;
  }
  const auto codes = [&](const std::vector<std::string>& texts, bool candidate) {
    for (const std::string& text : texts) {
      // Seven digits and more are a national code; without a system it is taken for the HS with more digits.
      Nomenclature own = *nomenclature;
      auto digits = rules::code_digits(text, own);
      if (!digits && own.system == CodeSystem::Hs) {
        own.system = CodeSystem::Hts;
        digits = rules::code_digits(text, own);
      }
      if (!digits) {
        complain(fmt::format(
            "--hs {}: expected a goods code of 2, 4 or 6 to 10 digits in a chapter that exists", text));
        return false;
      }
      question.codes.push_back({*digits, own, candidate});
    }
    return true;
  };
  if (!codes(options.hs, false) || !codes(options.candidates, true)) return false;
  for (const std::string& text : options.eccns) {
    const auto eccn = rules::normal_eccn(text);
    if (!eccn) {
      complain(fmt::format("--eccn {}: expected a control number such as 3A090.a, or EAR99", text));
      return false;
    }
    question.eccns.push_back(*eccn);
  }
  for (const std::string& text : options.chemicals) {
    const auto chemical = rules::normal_chemical(text);
    if (!chemical) {
      complain(
          fmt::format("--chemical {}: expected a CAS number with a right check digit, or class:NAME", text));
      return false;
    }
    question.chemicals.push_back(*chemical);
  }
  if (!read_place("--to", options.to, question.destination) ||
      !read_place("--from", options.departure, question.departure) ||
      !read_place("--origin", options.origin, question.origin))
    return false;
  for (const std::string& text : options.via) {
    if (!read_place("--via", text, question.transit.emplace_back())) return false;
  }
  for (const std::string& text : options.parties) {
    PartyFact& party = question.parties.emplace_back();
    const std::size_t at = text.find('@');
    if (at != std::string::npos) party.role = text.substr(0, at);
    party.tags.push_back(at == std::string::npos ? text : text.substr(at + 1));
    if (party.tags.front().starts_with("country:")) party.country = party.tags.front().substr(8);
  }
  question.documents = options.documents;
  const auto number = [](const std::string& option, const std::string& text, std::optional<Number>& out) {
    if (text.empty()) return true;
    out = Number::parse(text);
    if (!out || *out < Number(0)) {
      complain(fmt::format("{} {}: expected an exact decimal, not below zero", option, text));
      return false;
    }
    return true;
  };
  if (!number("--value", options.value, question.value) ||
      !number("--weight", options.weight, question.weight_kg))
    return false;
  question.currency = options.currency;
  return read_facts(options, set, question);
}

ordered_json finding_json(const MeasureFinding& finding) {
  constexpr std::string_view kStates[] = {"not met", "undecided", "met"};
  ordered_json out{{"id", finding.id},
                   {"title", finding.title},
                   {"type", measure_type_text(finding.type)},
                   {"state", kStates[static_cast<std::size_t>(finding.state)]},
                   {"effect", rule_outcome_text(finding.effect)}};
  if (!finding.policy.empty()) out["policy"] = finding.policy;
  if (!finding.lifted_by.empty()) out["lifted_by"] = finding.lifted_by;
  out["citation"] = finding.citation;
  out["status"] = rule_status_text(finding.status);
  if (finding.valid_from) out["valid_from"] = rules::day_text(finding.valid_from);
  if (finding.valid_to) out["valid_to"] = rules::day_text(finding.valid_to);
  out["recorded_at"] = rules::moment_text(finding.recorded_at);
  constexpr std::string_view kTruths[] = {"no", "unknown", "yes"};
  for (const RuleStep& step : finding.why)
    out["why"].push_back({{"truth", kTruths[static_cast<std::size_t>(step.truth)]}, {"text", step.text}});
  if (!finding.needs.empty()) out["needs"] = finding.needs;
  out["source"] = fmt::format("{}:{}", finding.source.file, finding.source.line);
  return out;
}

}  // namespace

namespace {

ordered_json decision_json(const RuleDecision& decision) {
  ordered_json out{{"outcome", decision.outcome_text()}, {"worst", rule_outcome_text(decision.worst)}};
  if (!decision.id.empty()) out["id"] = decision.id;
  out["findings"] = ordered_json::array();
  for (const MeasureFinding& finding : decision.findings) out["findings"].push_back(finding_json(finding));
  for (const NeededFact& need : decision.needs)
    out["needs"].push_back({{"fact", need.name}, {"ask", need.ask}, {"measures", need.measures}});
  for (const DutyLine& duty : decision.duties) {
    ordered_json line{{"measure", duty.measure}, {"duty", duty.text}};
    if (duty.amount) line["amount"] = duty.amount->rounded(2);
    if (!duty.currency.empty()) line["currency"] = duty.currency;
    if (!duty.not_counted.empty()) line["not_counted"] = duty.not_counted;
    out["duties"].push_back(std::move(line));
  }
  if (decision.total_duty) out["total_duty"] = decision.total_duty->rounded(2);
  out["rests_on_unverified"] = decision.rests_on_unverified;
  if (!decision.notes.empty()) out["notes"] = decision.notes;
  out["rules"] = decision.rules;
  out["valid_date"] = facts::iso_day(decision.valid_date);
  if (decision.known_at != kLatestKnowledge) out["known_at"] = rules::moment_text(decision.known_at);
  return out;
}

}  // namespace

std::string rule_decision_json(const RuleDecision& decision) {
  return dump(decision_json(decision));
}

std::string rule_decision_json(const RuleDecision& decision, const RuleQuestion& question,
                               const DecideOptions& options) {
  ordered_json out = decision_json(decision);
  out["engine"] = ledger::engine_name();
  out["options"] = {{"not_met", options.not_met}};
  out["question"] = ledger::line_to_json(question);
  return dump(out);
}

std::string rule_decision_text(const RuleDecision& decision) {
  std::string out = fmt::format("{}   on {}", decision.outcome_text(), facts::iso_day(decision.valid_date));
  if (decision.known_at != kLatestKnowledge) out += ", as known at " + rules::moment_text(decision.known_at);
  if (decision.worst > decision.outcome)
    out += fmt::format("   (could be {})", rule_outcome_text(decision.worst));
  out += '\n';
  for (const std::string& note : decision.notes) out += fmt::format("  ! {}\n", note);
  constexpr std::string_view kStates[] = {"not met", "undecided", "met"};
  for (const MeasureFinding& finding : decision.findings) {
    out += fmt::format("\n{:<9} {}  {}\n", kStates[static_cast<std::size_t>(finding.state)], finding.id,
                       finding.title);
    if (finding.state != Truth::No) {
      out += fmt::format("          effect {}", rule_outcome_text(finding.effect));
      if (!finding.lifted_by.empty()) out += fmt::format(", lowered by {}", finding.lifted_by);
      out += '\n';
      if (!finding.policy.empty()) out += fmt::format("          review: {}\n", finding.policy);
    }
    out += fmt::format("          {} [{}], in force {} to {}\n", finding.citation,
                       rule_status_text(finding.status), rules::day_text(finding.valid_from, "always"),
                       rules::day_text(finding.valid_to, "further notice"));
    constexpr char kMarks[] = {'-', '?', '+'};
    for (const RuleStep& step : finding.why)
      out += fmt::format("          {} {}\n", kMarks[static_cast<std::size_t>(step.truth)], step.text);
  }
  if (!decision.duties.empty()) {
    out += "\nduties on top of the ordinary one, in this order\n";
    for (const DutyLine& duty : decision.duties)
      out += fmt::format("  {:<28} {}{}{}\n", duty.measure, duty.text,
                         duty.amount ? fmt::format(" -> {} {}", duty.amount->rounded(2), duty.currency) : "",
                         duty.not_counted.empty() ? "" : fmt::format("   not counted: {}", duty.not_counted));
    out += decision.total_duty ? fmt::format("  total {}\n", decision.total_duty->rounded(2))
                               : "  total not known\n";
  }
  if (!decision.needs.empty()) {
    out += "\nfacts still needed\n";
    for (const NeededFact& need : decision.needs)
      out +=
          fmt::format("  {:<26} {}\n  {:<26} for {}\n", need.name, need.ask, "", rules::join(need.measures));
  }
  out += fmt::format("\nrules {}\n", decision.rules);
  return out;
}

tl::expected<std::optional<Day>, int> read_day_option(const std::string& option, const std::string& text) {
  if (text.empty()) return std::optional<Day>{};
  const auto day = rules::parse_rule_day(text);
  if (day) return day;
  complain(fmt::format("{} {}: expected a day that exists, as 2026-01-15", option, text));
  return tl::unexpected(static_cast<int>(kWrongUse));
}

tl::expected<Moment, int> read_moment_option(const std::string& option, const std::string& text) {
  if (text.empty()) return kLatestKnowledge;
  const auto moment = rules::parse_moment(text);
  if (moment) return *moment;
  complain(
      fmt::format("{} {}: expected a day or a moment, as 2026-01-15 or 2026-01-15T12:00:00Z", option, text));
  return tl::unexpected(static_cast<int>(kWrongUse));
}

namespace {

int test(const TestOptions& options) {
  const auto date = read_day_option("--date", options.date);
  const auto known = read_moment_option("--known-at", options.known);
  if (!date || !known) return kWrongUse;
  const RuleSet set = options.from.load();
  RuleQuestion question;
  if (!read_question(options, set, question)) return kWrongUse;
  const Day day = *date ? **date : std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const DecideOptions how{.not_met = options.all};
  const RuleDecision decision = decide(set, question, day, *known, how);
  std::string text =
      options.json ? rule_decision_json(decision, question, how) + "\n" : rule_decision_text(decision);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return decision.outcome == RuleOutcome::NoHit ? kNoHit : kHit;
}

}  // namespace

RuleSet RulesFrom::load() const {
  return paths.empty() ? RuleSet::built_in() : RuleSet::load(paths);
}

void RulesFrom::add_to(CLI::App& app) {
  app.add_option(
      "--rules", paths,
      "Your own tables: files or folders on top of the built-in ones; a file with the name of a built-in "
      "table replaces it");
}

void add_rules(CLI::App& app, const Global& global, int& code) {
  CLI::App* verb = app.add_subcommand("rules", "Dated rules: look at them, check your own, compare, ask");
  verb->require_subcommand(1);
  verb->fallthrough();

  {
    auto options = std::make_shared<TestOptions>();
    CLI::App* sub = verb->add_subcommand("test", "What do the rules of a day say to one shipment line?");
    sub->alias("decide");
    options->from.add_to(*sub);
    sub->add_option("--hs", options->hs, "Goods code, any punctuation");
    sub->add_option("--candidate", options->candidates, "One of several goods codes that it may have");
    sub->add_option("--nomenclature", options->nomenclature,
                    "Of --hs: HS-2022, HS-2017, HTS-2025, CN-2024, SB-2023")
        ->capture_default_str();
    sub->add_option("--eccn", options->eccns, "Export control number, or EAR99");
    sub->add_option("--chemical", options->chemicals, "CAS number or class:NAME");
    sub->add_option("--to", options->to, "Country or region of destination");
    sub->add_option("--from", options->departure, "Country or region of departure");
    sub->add_option("--origin", options->origin, "Country where it was made");
    sub->add_option("--via", options->via, "Country of transit");
    sub->add_option("--fact", options->facts, "NAME=VALUE, as tpp=4992, performance_density=4992/826");
    sub->add_option("--party", options->parties, "[ROLE@]TAG, as list:us_bis_entity or end_user@country:ru");
    sub->add_option("--document", options->documents, "Licence or certificate at hand");
    sub->add_option("--value", options->value, "Customs value");
    sub->add_option("--currency", options->currency, "Of the value");
    sub->add_option("--weight", options->weight, "Net weight, kg");
    sub->add_option("--date", options->date, "The day whose rules hold (default: today)");
    sub->add_option("--known-at", options->known, "Only rows known by then (default: all)");
    sub->add_flag("--all", options->all, "The measures that are not met, too");
    sub->add_flag("--json", options->json, "As one line of JSON");
    sub->footer(
        "Examples:\n"
        "  weir rules test --hs 8542.31 --from us --to ru --date 2024-03-01\n"
        "  weir rules test --hs 854231 --from us --to cn --fact tpp=4992 --fact performance_density=4992/826 "
        "\\\n"
        "                  --fact marketed_for_data_centre=true --date 2023-11-17\n"
        "  weir rules test --hs 7208.10 --origin br --to us --value 1000 --currency USD --fact "
        "metal_value=800 \\\n"
        "                  --fact section_232_metal=steel --date 2025-06-04");
    sub->callback([options, &code] { code = test(*options); });
  }
  {
    auto options = std::make_shared<CheckOptions>();
    CLI::App* sub =
        verb->add_subcommand("check", "Are these tables right? Errors and warnings with file and line");
    sub->add_option("files", options->files, "Tables (*.toml, *.tsv, *.csv) or folders of them")->required();
    sub->add_option("--codes", options->codes,
                    "A nomenclature (CSV or TSV) in which every HS-2022 code must stand");
    sub->add_flag("--alone", options->alone, "Without the built-in tables under them");
    sub->add_flag("--json", options->json, "As JSON lines");
    sub->footer(
        "Exit status: 0 no error (warnings may be), 3 errors.\nExample:\n  weir rules check my-rules/");
    sub->callback([options, &global, &code] { code = check(*options, global); });
  }
  {
    auto options = std::make_shared<ListOptions>();
    CLI::App* sub = verb->add_subcommand("list", "The measures, all versions or those in force on a day");
    options->from.add_to(*sub);
    sub->add_option("--date", options->date, "Only what holds on this day");
    sub->add_option("--known-at", options->known, "Only rows known by then");
    sub->add_option("--type", options->type, "prohibition, licence, authorisation, tariff or notice");
    sub->add_option("--status", options->status, "verified, secondary or unverified");
    sub->add_option("--regime", options->regime, "us-ear, us-tariff, ...");
    sub->add_option("--kind", options->kind, "Rows of another kind, as JSON lines")
        ->check(CLI::IsMember({"measure", "area", "code_set", "eccn", "fact", "chemical", "stack"}))
        ->capture_default_str();
    sub->add_flag("--json", options->json, "As JSON lines");
    sub->footer(
        "Examples:\n  weir rules list --date 2026-01-15 --type licence\n  weir rules list --status "
        "unverified");
    sub->callback([options, &code] { code = list(*options); });
  }
  {
    auto options = std::make_shared<ShowOptions>();
    CLI::App* sub = verb->add_subcommand("show", "All versions of one row, with every field");
    options->from.add_to(*sub);
    sub->add_option("id", options->id,
                    "Id of a measure, control number, area, code set, fact, chemical, stack or term")
        ->required();
    sub->add_flag("--json", options->json, "As JSON lines");
    sub->footer("Example:\n  weir rules show us-bis-affiliates");
    sub->callback([options, &code] { code = show(*options); });
  }
  {
    auto options = std::make_shared<DiffOptions>();
    CLI::App* sub = verb->add_subcommand("diff", "What differs between two sets of tables");
    sub->add_option("sides", options->sides, "BEFORE AFTER: files or folders, or 'built-in'")
        ->expected(2)
        ->required();
    sub->add_option("--date", options->date, "Only what differs on this day");
    sub->add_flag("--json", options->json, "As JSON lines");
    sub->footer(
        "Exit status: 0 no difference, 10 some.\nExample:\n  weir rules diff built-in my-rules/ --date "
        "2026-01-15");
    sub->callback([options, &global, &code] { code = diff(*options, global); });
  }
  {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* sub = verb->add_subcommand(
        "export", "Writes the built-in tables, to be read, edited and used with --rules");
    sub->add_option("folder", options->folder, "Where to")->required();
    sub->footer("Example:\n  weir rules export my-rules && weir rules check my-rules");
    sub->callback([options, &global, &code] { code = export_tables(*options, global); });
  }
  add_rules_parts(*verb, global, code);
}

}  // namespace weir::cli
