// weir good: what a tariff code or an invoice's words may stand for, and the measures on it.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/rules_options.hpp"
#include "cli/verbs.hpp"
#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "goods/code.hpp"
#include "screen/shipment_screen.hpp"
#include "weir/goods.hpp"
#include "weir/rules.hpp"

namespace weir::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
  std::vector<std::string> words;
  std::string to;
  std::string from;
  std::string date;
  std::string version = "HS2022";
  std::string nomenclature;
  std::size_t top = 5;
  bool text = false;
  bool json = false;
  RulesFrom rules;
};

// What was asked, ready to be put on paper.
struct Asked {
  Day day;
  std::string to;
  std::string from;
};

bool read_country(const std::string& option, const std::string& text, std::string& code) {
  if (text.empty()) return true;
  code = facts::country_code(text);
  if (code.empty())
    complain(fmt::format("{} '{}': no country; expected a code such as RU or a name", option, text));
  return !code.empty();
}

RuleDecision measures_on(const RuleSet& rules, const std::vector<std::string>& codes, const Asked& asked) {
  RuleQuestion question;
  question.id = "good";
  for (const std::string& code : codes)
    question.codes.push_back({.digits = code, .nomenclature = {}, .candidate = codes.size() > 1});
  question.destination.country = asked.to;
  question.departure.country = asked.from;
  return decide(rules, question, asked.day, kLatestKnowledge, {.not_met = false});
}

// Only what the goods bring about: with no destination every embargo of the world would stay undecided.
bool rests_on_goods(const RuleSet& rules, const std::string& id) {
  for (const Measure& measure : rules.measures()) {
    if (measure.id == id && (!measure.codes.empty() || !measure.code_sets.empty())) return true;
  }
  return false;
}

std::string findings_text(const RuleSet& rules, const RuleDecision& decision, const Asked& asked) {
  std::string out;
  for (const MeasureFinding& finding : decision.findings) {
    if (finding.state == Truth::No) continue;
    if (asked.to.empty() && !rests_on_goods(rules, finding.id)) continue;
    out += fmt::format("  {:<8} {}  [{}; {}]\n", finding.state == Truth::Yes ? "met" : "open", finding.title,
                       finding.citation, rule_status_text(finding.status));
    if (finding.state == Truth::Unknown && !finding.needs.empty())
      out += fmt::format("           needs: {}\n", fmt::join(finding.needs, ", "));
  }
  return out;
}

ordered_json candidate_json(const goods::HsCandidate& candidate) {
  return {{"code", candidate.code},
          {"text", candidate.text},
          {"chpl_tier", candidate.tier.empty() ? ordered_json(nullptr) : ordered_json(candidate.tier)},
          {"from_hs2017", candidate.from.empty() ? ordered_json(nullptr) : ordered_json(candidate.from)},
          {"why", candidate.why},
          {"status", candidate.unverified ? "unverified" : "as in the nomenclature"}};
}

void print_json(const ordered_json& json) {
  fmt::print("{}\n", json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

std::string tier_text(const std::string& tier) {
  return tier.empty() ? "" : fmt::format("  (Common High Priority List, tier {})", tier);
}

int good_code(const std::string& text, const Options& options, const Asked& asked, const RuleSet& rules,
              const goods::Catalogue& catalogue) {
  const auto edition = options.version == "HS2017" ? goods::HsEdition::Hs2017 : goods::HsEdition::Hs2022;
  const goods::CodeAnswer answer = catalogue.code(text, edition);
  std::vector<std::string> codes;
  bool listed = false;
  for (const auto& candidate : answer.candidates) {
    codes.push_back(candidate.code);
    listed = listed || !candidate.tier.empty();
  }
  const RuleDecision decision = measures_on(rules, codes, asked);
  if (options.json) {
    ordered_json candidates = ordered_json::array();
    for (const auto& candidate : answer.candidates) candidates.push_back(candidate_json(candidate));
    print_json({{"asked", text},
                {"digits", answer.digits},
                {"system", goods::tariff_system_text(answer.system)},
                {"edition", fmt::format("HS-{}", static_cast<unsigned>(answer.edition))},
                {"known", answer.known},
                {"problems", answer.problems},
                {"notes", answer.notes},
                {"candidates", std::move(candidates)},
                {"date", facts::iso_day(asked.day)},
                {"to", asked.to},
                {"measures", ordered_json::parse(rule_decision_json(decision))}});
  } else {
    fmt::print("{}  {}, taken as HS-{}\n", answer.digits.empty() ? text : goods::dotted(answer.digits),
               goods::tariff_system_text(answer.system), static_cast<unsigned>(answer.edition));
    for (const std::string& problem : answer.problems) fmt::print("  problem: {}\n", problem);
    for (const std::string& note : answer.notes) fmt::print("  note: {}\n", note);
    for (const auto& candidate : answer.candidates) {
      fmt::print("  {}  {}{}\n", goods::dotted(candidate.code), candidate.text, tier_text(candidate.tier));
      fmt::print("           {}{}\n", candidate.why, candidate.unverified ? " (unverified)" : "");
    }
    if (!answer.candidates.empty()) {
      fmt::print("Measures on {}{}{}:\n", facts::iso_day(asked.day),
                 asked.to.empty() ? "" : " to " + facts::country_name(asked.to),
                 asked.to.empty() ? ", by the goods alone (--to CC asks for a destination)" : "");
      const std::string found = findings_text(rules, decision, asked);
      fmt::print("{}", found.empty() ? "  none of these tables is met; that is no clearance\n" : found);
      if (!asked.to.empty()) fmt::print("  outcome: {}\n", decision.outcome_text());
    }
  }
  if (!answer.problems.empty()) return answer.candidates.empty() ? kNothingDone : kSomeRejected;
  return listed || (!asked.to.empty() && decision.outcome != RuleOutcome::NoHit) ? kHit : kNoHit;
}

int good_text(const std::string& text, const Options& options, const Asked& asked, const RuleSet& rules,
              const goods::Catalogue& catalogue) {
  goods::Describer describer(catalogue);
  const goods::TextAnswer answer = describer.describe(text, options.top);
  std::vector<std::string> codes;
  for (const auto& candidate : answer.candidates) codes.push_back(candidate.code);
  const bool listed = !answer.candidates.empty() && !answer.candidates.front().tier.empty();
  const RuleDecision decision = measures_on(rules, codes, asked);
  if (options.json) {
    ordered_json candidates = ordered_json::array();
    for (const auto& candidate : answer.candidates) {
      ordered_json why = ordered_json::array();
      for (const auto& reason : candidate.why)
        why.push_back(
            {{"word", reason.word}, {"field", reason.field}, {"met", reason.met}, {"weight", reason.weight}});
      candidates.push_back(
          {{"code", candidate.code},
           {"text", candidate.text},
           {"chpl_tier", candidate.tier.empty() ? ordered_json(nullptr) : ordered_json(candidate.tier)},
           {"score", candidate.score},
           {"why", std::move(why)}});
    }
    ordered_json context = ordered_json::array();
    for (const auto& word : answer.context)
      context.push_back(
          {{"word", word.word}, {"kind", word.kind}, {"note", word.note}, {"status", word.status}});
    print_json({{"asked", text},
                {"vague", answer.vague},
                {"vague_words", answer.vague_words},
                {"candidates", std::move(candidates)},
                {"context", std::move(context)},
                {"date", facts::iso_day(asked.day)},
                {"to", asked.to},
                {"measures", ordered_json::parse(rule_decision_json(decision))}});
  } else {
    if (answer.vague)
      fmt::print("VAGUE: this names no goods{}. Ask what they are: a vague description is a red flag.\n",
                 answer.vague_words.empty() ? "" : fmt::format(" ({})", fmt::join(answer.vague_words, ", ")));
    if (!answer.vague && answer.candidates.empty())
      fmt::print("No candidate: none of the words is known ({}).\n", catalogue.source());
    for (const auto& candidate : answer.candidates) {
      fmt::print("{:7.1f}  {}  {}{}\n", candidate.score, goods::dotted(candidate.code), candidate.text,
                 tier_text(candidate.tier));
      std::string why;
      for (const auto& reason : candidate.why) {
        if (reason.weight < 1) continue;
        why +=
            fmt::format("{}{} ({}{})", why.empty() ? "" : "; ", reason.word, reason.field,
                        reason.met == reason.word || reason.field == "nomenclature" ? "" : ": " + reason.met);
      }
      fmt::print("           {}\n", why);
    }
    for (const auto& word : answer.context)
      fmt::print("context: \"{}\" speaks of {} ({}, {}); evidence, not a verdict\n", word.word, word.kind,
                 word.note, word.status);
    if (!answer.candidates.empty() && !asked.to.empty()) {
      fmt::print("Measures on {} to {}, with these codes as candidates:\n", facts::iso_day(asked.day),
                 facts::country_name(asked.to));
      const std::string found = findings_text(rules, decision, asked);
      fmt::print("{}", found.empty() ? "  none of these tables is met; that is no clearance\n" : found);
      fmt::print("  outcome: {}\n", decision.outcome_text());
    }
    if (!answer.candidates.empty())
      fmt::print("Candidates, not a classification: a code is decided by a person who knows the goods.\n");
  }
  return answer.vague || listed || !answer.context.empty() ||
                 (!asked.to.empty() && decision.outcome != RuleOutcome::NoHit)
             ? kHit
             : kNoHit;
}

int good(const Options& options) {
  Asked asked;
  if (!read_country("--to", options.to, asked.to) || !read_country("--from", options.from, asked.from))
    return kWrongUse;
  const auto day = read_day_option("--date", options.date);
  if (!day) return day.error();
  asked.day = day->value_or(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  std::string text;
  for (const std::string& word : options.words) text += (text.empty() ? "" : " ") + word;
  const RuleSet rules = options.rules.load();
  const auto catalogue = goods::Catalogue::open(
      {.nomenclature = options.nomenclature, .tiers = screen::tiers_on(rules, asked.day)});
  return !options.text && goods::Catalogue::looks_like_code(text)
             ? good_code(text, options, asked, rules, catalogue)
             : good_text(text, options, asked, rules, catalogue);
}

}  // namespace

void add_good(CLI::App& app, const Global&, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("good", "What a tariff code or a description of goods may stand for");
  verb->add_option("code-or-text", options->words,
                   "HS, HTS, CN, Schedule B code (4 to 10 digits), or a description")
      ->required();
  verb->add_option("--to", options->to, "Destination, for the measures in force");
  verb->add_option("--from", options->from, "Country of departure");
  verb->add_option("--date", options->date, "Day whose rules and lists hold (YYYY-MM-DD; default: today)");
  verb->add_option("--from-version", options->version, "Edition of the Harmonized System that the code is of")
      ->check(CLI::IsMember({"HS2017", "HS2022"}))
      ->capture_default_str();
  verb->add_option(
      "--nomenclature", options->nomenclature,
      "A whole nomenclature: CSV with the columns hscode and description (also: WEIR_NOMENCLATURE)");
  verb->add_option("--top", options->top, "Most candidates of a description")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  verb->add_flag("--text", options->text, "Read it as a description even if it looks like a code");
  verb->add_flag("--json", options->json, "As one line of JSON");
  options->rules.add_to(*verb);
  verb->footer(
      "Exit status 10: a candidate on the Common High Priority List, a measure met, a vague text or a word "
      "of "
      "military or other context. 3: a code that does not exist but has likely replacements.\n"
      "Examples:\n"
      "  weir good 8542.31-0000 --to RU\n"
      "  weir good 8541.40 --from-version HS2017\n"
      "  weir good \"TTL logic IC 74HC595 SOP-16\"\n"
      "  weir good \"подшипник шариковый 6204\" --to KG --date 2024-06-01\n"
      "  weir good 无人机电机 --json");
  verb->callback([options, &code] { code = good(*options); });
}

}  // namespace weir::cli
