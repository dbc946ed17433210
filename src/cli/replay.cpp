// weir replay: the same answer from the same snapshot and rules, bit for bit.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/output.hpp"
#include "cli/ownership_option.hpp"
#include "cli/rules_options.hpp"
#include "cli/shipment_again.hpp"
#include "cli/verbs.hpp"
#include "facts/dates.hpp"
#include "ledger/decision_digest.hpp"
#include "ledger/history.hpp"
#include "ledger/line_json.hpp"
#include "ledger/question_json.hpp"
#include "rules/words.hpp"
#include "weir/engine.hpp"

namespace weir::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string file;
  std::string snapshot;
  RulesFrom rules;
  OwnershipFrom owners;
  std::string nomenclature;
};

struct Totals {
  std::uint64_t same = 0;
  std::uint64_t differ = 0;
  std::uint64_t refused = 0;   // other reference data than are at hand
  std::uint64_t rejected = 0;  // could not be read
  std::uint64_t other_engine = 0;
};

// What decisions are asked of again, each opened when the first decision needs it.
class Basis {
 public:
  Basis(const Options& options, const Global& global) : options_(options), global_(global) {
    if (!options.snapshot.empty()) {
      engine_.emplace(Engine::open(options.snapshot));
      screener_.emplace(*engine_);
    }
  }
  [[nodiscard]] const Engine* engine() const { return engine_ ? &*engine_ : nullptr; }
  [[nodiscard]] Screener& screener() { return *screener_; }
  [[nodiscard]] const RuleSet& rules() {
    if (!rules_) rules_.emplace(options_.rules.load());
    return *rules_;
  }
  [[nodiscard]] bool has_owners() const { return !options_.owners.files.empty(); }
  // The stakes; a Fault when they cannot be read. `day`: for which owners that hold too much are told.
  [[nodiscard]] tl::expected<const OwnersAtHand*, Fault> owners(Day day, Rejects& rejects) {
    if (!owners_) {
      auto loaded = load_owners(options_.owners, global_, *engine_, day, rejects);
      if (!loaded) return tl::unexpected(loaded.error());
      owners_.emplace(std::move(*loaded));
    }
    return &*owners_;
  }
  // What the stakes at hand are, without solving them.
  [[nodiscard]] const tl::expected<Json, Fault>& owners_given() {
    if (!given_) given_.emplace(owners_basis(options_.owners));
    return *given_;
  }
  // Who asks about owners as they were on the day.
  [[nodiscard]] tl::expected<screen::OwnershipScreen::Asker*, Fault> asker(Day day, Rejects& rejects) {
    const auto all = owners(day, rejects);
    if (!all) return tl::unexpected(all.error());
    if (!asked_) asked_.emplace((*all)->days);
    return asked_->on(day);
  }
  [[nodiscard]] const tl::expected<std::string, Fault>& nomenclature() {
    if (!nomenclature_) nomenclature_.emplace(nomenclature_digest(options_.nomenclature));
    return *nomenclature_;
  }
  [[nodiscard]] ShipmentAgain& shipments() {
    if (!shipments_) shipments_.emplace(*engine_, rules(), options_.nomenclature);
    return *shipments_;
  }

 private:
  const Options& options_;
  const Global& global_;
  std::optional<Engine> engine_;
  std::optional<Screener> screener_;
  std::optional<RuleSet> rules_;
  std::optional<OwnersAtHand> owners_;
  std::optional<tl::expected<Json, Fault>> given_;
  std::optional<screen::OwnersByDay> asked_;
  std::optional<tl::expected<std::string, Fault>> nomenclature_;
  std::optional<ShipmentAgain> shipments_;
};

// "hits/0/score: 0.9312 -> 0.9311", one line a value that differs.
void report_difference(const Json& recorded, const Json& replayed) {
  for (const Json& step : Json::diff(recorded, replayed)) {
    const std::string path = step.at("path").get<std::string>();
    const Json::json_pointer pointer(path);
    const auto value = [&](const Json& json) {
      return json.contains(pointer) ? json.at(pointer).dump(-1, ' ', false, Json::error_handler_t::replace)
                                    : std::string("nothing");
    };
    const std::string& op = step.at("op").get_ref<const std::string&>();
    fmt::print("    {}: recorded {}, replayed {}\n", path.empty() ? "/" : path,
               op == "add" ? "nothing" : value(recorded), op == "remove" ? "nothing" : value(replayed));
  }
}

std::string text_of(const Json& recorded, const char* field) {
  const auto found = recorded.find(field);
  return found != recorded.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

// Compares the lines, and when they differ the values.
void compare(const std::string& line, const Json& recorded, const std::string& replayed,
             const std::string& where, Totals& totals) {
  if (replayed == line) {
    ++totals.same;
    return;
  }
  Json now = Json::parse(replayed, nullptr, false);
  Json then = recorded;
  if (text_of(recorded, "engine") != ledger::engine_name()) {
    ++totals.other_engine;
    then["engine"] = now["engine"];
  }
  // The rules' id speaks of rows, not of where their files lay.
  for (Json* json : {&then, &now}) {
    if (!json->contains("findings") || !(*json)["findings"].is_array()) continue;
    for (Json& finding : (*json)["findings"]) {
      if (finding.is_object()) finding.erase("source");
    }
  }
  if (then == now && then.dump() == now.dump()) {
    ++totals.same;
    return;
  }
  ++totals.differ;
  fmt::print("DIFFERS  {}  {}{}\n", text_of(recorded, "id"), where,
             then == now ? "  (the same values, written otherwise)" : "");
  report_difference(then, now);
}

// Decisions of JSON lines, each by what it is.
class LineReplay {
 public:
  LineReplay(Basis& basis, Rejects& rejects, Totals& totals)
      : basis_(basis), rejects_(rejects), totals_(totals) {}

  void replay(const std::string& line, const std::string& where) {
    const Json recorded = Json::parse(line, nullptr, false);
    if (!recorded.is_object()) return reject(where, "expected one decision, a JSON object, a line");
    if (recorded.contains("lines") && recorded.contains("parties")) return shipment(line, recorded, where);
    if (recorded.contains("valid_date")) return rules(line, recorded, where);
    party(line, recorded, where);
  }

 private:
  void reject(const std::string& where, const std::string& reason) {
    ++totals_.rejected;
    complain(fmt::format("{}: {}", where, reason));
  }
  void refuse(const std::string& where, const Json& recorded, const std::string& reason) {
    ++totals_.refused;
    complain(fmt::format("{}: decision '{}' {}: not replayed", where, text_of(recorded, "id"), reason));
  }

  void rules(const std::string& line, const Json& recorded, const std::string& where) {
    const auto day = facts::parse_day(text_of(recorded, "valid_date"));
    if (!day) return reject(where, "valid_date: expected a day such as 2026-11-24");
    const std::string known_at = text_of(recorded, "known_at");
    const auto known = known_at.empty() ? kLatestKnowledge : weir::rules::parse_moment(known_at);
    if (!known) return reject(where, "known_at: expected a moment such as 2026-01-15T12:00:00Z");
    if (!same_rules(recorded, where)) return;
    if (!recorded.contains("question"))
      return reject(where,
                    "question: this decision was made by an older Weir and does not carry its question");
    auto question = ledger::line_from_json(recorded["question"]);
    if (!question) return reject(where, question.error().text());
    question->id = text_of(recorded, "id");
    const Json options = recorded.value("options", Json::object());
    const bool not_met = options.is_object() && options.value("not_met", Json(false)) == Json(true);
    const DecideOptions how{.not_met = not_met};
    compare(line, recorded,
            rule_decision_json(decide(basis_.rules(), *question, *day, *known, how), *question, how), where,
            totals_);
  }

  // False, and the reason told, when the decision is of another snapshot or has no question.
  bool same_lists(const Json& recorded, const std::string& where) {
    const std::string snapshot = text_of(recorded, "snapshot");
    if (snapshot.empty())
      return reject(where, "snapshot: the decision does not say which snapshot was asked"), false;
    if (basis_.engine() == nullptr) {
      return refuse(where, recorded, fmt::format("was made with snapshot {}; give it with -s", snapshot)),
             false;
    }
    if (snapshot != basis_.engine()->snapshot_id()) {
      refuse(where, recorded,
             fmt::format("was made with snapshot {}, this is {}", snapshot, basis_.engine()->snapshot_id()));
      return false;
    }
    if (recorded.contains("question")) return true;
    return reject(where,
                  "question: this decision does not carry its question (a document, or made by an older "
                  "Weir); it cannot be replayed"),
           false;
  }

  bool same_rules(const Json& recorded, const std::string& where) {
    const std::string id = text_of(recorded, "rules");
    if (id.empty()) return reject(where, "rules: the decision does not say which rules were asked"), false;
    if (id == basis_.rules().id()) return true;
    return refuse(where, recorded,
                  fmt::format("was made with rules {}, these are {} (--rules)", id, basis_.rules().id())),
           false;
  }

  // The stakes that the decision rests on must be at hand.
  bool same_owners(const Json& recorded, const std::string& where) {
    if (!basis_.has_owners()) {
      refuse(where, recorded,
             "rests on who owns the party; give the same stakes with --ownership (and --listed, "
             "--regime, --certain as they were)");
      return false;
    }
    if (!recorded.contains("owners")) return true;  // by an older Weir, which did not say which stakes
    const auto& given = basis_.owners_given();
    if (!given) return reject(where, given.error().text()), false;
    const std::string other = basis_difference(recorded["owners"], *given);
    if (other.empty()) return true;
    return refuse(where, recorded, fmt::format("was made with {} than these", other)), false;
  }

  void shipment(const std::string& line, const Json& recorded, const std::string& where) {
    if (!same_lists(recorded, where) || !same_rules(recorded, where)) return;
    const auto& nomenclature = basis_.nomenclature();
    if (!nomenclature) return reject(where, nomenclature.error().text());
    if (text_of(recorded, "nomenclature") != *nomenclature)
      return refuse(where, recorded, "was made with another nomenclature (--nomenclature)");
    const OwnersAtHand* owners = nullptr;
    if (recorded.contains("owners")) {
      if (!same_owners(recorded, where)) return;
      const auto loaded =
          basis_.owners(facts::parse_day(text_of(recorded, "date")).value_or(Day{}), rejects_);
      if (!loaded) return reject(where, loaded.error().text());
      owners = *loaded;
    }
    const auto again = basis_.shipments().line(recorded, owners);
    if (!again) return reject(where, again.error().text());
    compare(line, recorded, *again, where, totals_);
  }

  void party(const std::string& line, const Json& recorded, const std::string& where) {
    if (!same_lists(recorded, where)) return;
    auto question = ledger::question_from_json(recorded["question"]);
    if (!question) return reject(where, question.error().text());
    question->entry_id = text_of(recorded, "id");
    const auto options = ledger::options_from_json(recorded.value("options", Json::object()));
    if (!options) return reject(where, options.error().text());
    Decision decision = basis_.screener().screen(*question, *options);
    std::optional<OwnersAsked> asked;
    if (recorded.contains("owners_on")) {
      const auto day = facts::parse_day(text_of(recorded, "owners_on"));
      if (!day) return reject(where, "owners_on: expected a day such as 2026-11-24");
      if (!same_owners(recorded, where)) return;
      const auto asker = basis_.asker(*day, rejects_);
      if (!asker) return reject(where, asker.error().text());
      screen::add_hits(decision, (*asker)->ask_on(*question, *options, *day).hits, *options);
      asked.emplace(OwnersAsked{.day = *day, .basis = *basis_.owners_given()});
    }
    compare(line, recorded, decision_line(decision, *question, *options, asked ? &*asked : nullptr), where,
            totals_);
  }

  Basis& basis_;
  Rejects& rejects_;
  Totals& totals_;
};

bool replay_lines(const Options& options, Basis& basis, Totals& totals) {
  std::ifstream file(options.file);
  if (!file) {
    complain(options.file + ": cannot be read");
    return false;
  }
  Rejects rejects("");
  LineReplay replay(basis, rejects, totals);
  std::string line;
  for (std::uint64_t number = 1; std::getline(file, line); ++number) {
    if (!line.empty()) replay.replay(line, fmt::format("{}:{}", options.file, number));
  }
  return true;
}

std::string_view outcome_of(ledger::PastOutcome outcome) {
  return outcome == ledger::PastOutcome::Hit     ? "HIT"
         : outcome == ledger::PastOutcome::NoHit ? "NO_HIT"
                                                 : "NOT_ASKED";
}

// A history holds digests, not whole decisions: it can tell that an answer differs, not in what.
class HistoryReplay {
 public:
  HistoryReplay(const Options& options, Basis& basis, Totals& totals)
      : options_(options), basis_(basis), totals_(totals) {}

  void replay(const ledger::History& history) {
    for (const Fault& fault : history.damage()) {
      ++totals_.rejected;
      complain(fault.text());
    }
    for (const ledger::Segment& segment : history.segments()) {
      ledger::RecordReader reader(segment);
      for (std::uint32_t record = 0; record < segment.records(); ++record) {
        auto past = reader.read(record);
        if (!past) {
          ++totals_.rejected;
          complain(past.error().text());
          continue;
        }
        if (past->outcome != ledger::PastOutcome::NotAsked)
          party(*past, segment.first_record() + record);
        else if (past->line && past->digest)
          line(*past, segment.first_record() + record);
      }
    }
  }
  // Why decisions were not replayed, by the data that they were made with.
  [[nodiscard]] const std::map<std::string, std::uint64_t>& missing() const { return missing_; }

 private:
  void party(const ledger::PastQuestion& past, std::uint64_t number) {
    if (basis_.engine() == nullptr || past.context.snapshot != basis_.engine()->snapshot_id()) {
      ++totals_.refused;
      ++missing_["snapshot " + past.context.snapshot];
      return;
    }
    totals_.other_engine += past.context.engine != ledger::engine_name() ? 1 : 0;
    const Decision decision = basis_.screener().screen(past.party, past.context.options);
    const ledger::PastQuestion now =
        ledger::past_question(past.party, decision, past.context.options, past.date);
    if (now.outcome == past.outcome && now.digest == past.digest) {
      ++totals_.same;
      return;
    }
    ++totals_.differ;
    fmt::print("DIFFERS  {}  {} question {}: recorded {}, replayed {}\n", past.party.entry_id, options_.file,
               number, outcome_of(past.outcome),
               now.outcome != past.outcome ? outcome_of(now.outcome) : "the same outcome with other hits");
  }

  void line(const ledger::PastQuestion& past, std::uint64_t number) {
    if (past.context.rules != basis_.rules().id()) {
      ++totals_.refused;
      ++missing_["rules " + past.context.rules];
      return;
    }
    totals_.other_engine += past.context.engine != ledger::engine_name() ? 1 : 0;
    const RuleDecision decision =
        decide(basis_.rules(), *past.line, past.date, kLatestKnowledge, {.not_met = false});
    if (ledger::rule_digest(decision) == *past.digest) {
      ++totals_.same;
      return;
    }
    ++totals_.differ;
    fmt::print(
        "DIFFERS  {}  {} question {}: the line's decision of {} now is {}, by other measures or reasons\n",
        past.line->id, options_.file, number, facts::iso_day(past.date), decision.outcome_text());
  }

  const Options& options_;
  Basis& basis_;
  Totals& totals_;
  std::map<std::string, std::uint64_t> missing_;
};

int replay(const Options& options, const Global& global) {
  Basis basis(options, global);
  Totals totals;
  const auto history = ledger::History::open(options.file);
  if (history) {
    HistoryReplay again(options, basis, totals);
    again.replay(*history);
    for (const auto& [what, count] : again.missing())
      complain(fmt::format("{}: {} questions were asked of {}, which was not given: not replayed",
                           options.file, count, what));
  } else {
    std::string head(8, '\0');
    std::ifstream(options.file, std::ios::binary).read(head.data(), 8);
    if (head == std::string_view("WEIRHIST", 8)) {
      complain(history.error().text());
      return kNothingDone;
    }
    if (!replay_lines(options, basis, totals)) return kNothingDone;
  }
  say(global,
      fmt::format(
          "{} decisions replayed: {} the same, {} differ; {} of other lists, rules or owners, {} could "
          "not be read",
          totals.same + totals.differ, totals.same, totals.differ, totals.refused, totals.rejected));
  if (totals.other_engine > 0) {
    say(global, fmt::format("{} of them were made by another Weir than {}", totals.other_engine,
                            ledger::engine_name()));
  }
  if (totals.same + totals.differ == 0) return kNothingDone;
  if (totals.differ > 0) return kHit;
  return totals.rejected + totals.refused > 0 ? kSomeRejected : kNoHit;
}

}  // namespace

void add_replay(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("replay", "Repeat recorded decisions and compare them, bit for bit");
  verb->add_option("decisions", options->file, "Decisions (JSON lines of weir screen), or a history")
      ->required();
  verb->add_option("-s,--snapshot", options->snapshot, "The snapshot that they were made with");
  options->rules.add_to(*verb);
  verb->add_option("--ownership", options->owners.files,
                   "The stakes that they were made with (weir screen --ownership), repeatable");
  verb->add_option("--listed", options->owners.listed, "As in weir screen");
  verb->add_option("--regime", options->owners.regimes, "As in weir screen");
  verb->add_option("--certain", options->owners.certain_from, "As in weir screen")
      ->check(CLI::Range(0.0, 1.0));
  verb->add_option("--nomenclature", options->nomenclature, "As in weir screen");
  verb->footer(
      "A decision of another snapshot, of other rules, stakes or nomenclature is not replayed, and that is\n"
      "said. Exit status: 0 all the same, 10 some differ, 3 some could not be replayed, 4 none could.\n\n"
      "Examples:\n"
      "  weir screen customers.csv -s lists.weir -o decisions.jsonl\n"
      "  weir replay decisions.jsonl -s lists.weir\n"
      "  weir screen shipments.csv -s lists.weir -o memos.jsonl; weir replay memos.jsonl -s lists.weir\n"
      "  weir replay owned.jsonl -s lists.weir --ownership stakes.csv\n"
      "  weir rules test --hs 8542.31 --to ru --json >> lines.jsonl; weir replay lines.jsonl\n"
      "  weir replay asked.weirhist -s lists.weir --rules my-rules");
  verb->callback([options, &global, &code] { code = replay(*options, global); });
}

}  // namespace weir::cli
