// weir replay: the same answer from the same snapshot, bit for bit.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/output.hpp"
#include "cli/verbs.hpp"
#include "ledger/decision_digest.hpp"
#include "ledger/history.hpp"
#include "ledger/question_json.hpp"
#include "weir/engine.hpp"

namespace weir::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string file;
  std::string snapshot;
};

struct Totals {
  std::uint64_t same = 0;
  std::uint64_t differ = 0;
  std::uint64_t refused = 0;  // asked of another snapshot
  std::uint64_t rejected = 0;
  std::uint64_t other_engine = 0;
};

// "hits/0/score: 0.9312 -> 0.9311", one line a value that differs.
void report_difference(const std::string& where, const Json& recorded, const Json& replayed) {
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
  (void)where;
}

void refuse(const std::string& where, const std::string& id, const std::string& recorded,
            const Engine& engine, Totals& totals) {
  ++totals.refused;
  complain(fmt::format("{}: decision '{}' was made with snapshot {}, this is {}: not replayed", where, id,
                       recorded, engine.snapshot_id()));
}

void replay_line(const std::string& line, const std::string& where, const Engine& engine, Screener& screener,
                 Totals& totals) {
  const auto reject = [&](const std::string& reason) {
    ++totals.rejected;
    complain(fmt::format("{}: {}", where, reason));
  };
  const Json recorded = Json::parse(line, nullptr, false);
  if (!recorded.is_object()) return reject("expected one decision, a JSON object, a line");
  const auto text = [&](const char* field) {
    const auto found = recorded.find(field);
    return found != recorded.end() && found->is_string() ? found->get<std::string>() : std::string{};
  };
  if (text("snapshot").empty()) return reject("snapshot: the decision does not say which snapshot was asked");
  if (text("snapshot") != engine.snapshot_id())
    return refuse(where, text("id"), text("snapshot"), engine, totals);
  if (!recorded.contains("question")) {
    return reject(
        "question: this decision does not carry its question (a document, or made by an older Weir); it "
        "cannot "
        "be replayed");
  }
  auto question = ledger::question_from_json(recorded["question"]);
  if (!question) return reject(question.error().text());
  question->entry_id = text("id");
  const auto options = ledger::options_from_json(recorded.value("options", Json::object()));
  if (!options) return reject(options.error().text());
  const std::string replayed = decision_line(screener.screen(*question, *options), *question, *options);
  if (replayed == line) {
    ++totals.same;
    return;
  }
  const Json now = Json::parse(replayed, nullptr, false);
  Json then = recorded;
  if (text("engine") != ledger::engine_name()) {
    ++totals.other_engine;
    then["engine"] = now["engine"];
    if (then == now) {
      ++totals.same;
      return;
    }
  }
  ++totals.differ;
  fmt::print("DIFFERS  {}  {}{}\n", text("id"), where,
             then == now ? "  (the same values, written otherwise)" : "");
  report_difference(where, then, now);
}

bool replay_lines(const Options& options, const Engine& engine, Totals& totals) {
  std::ifstream file(options.file);
  if (!file) {
    complain(options.file + ": cannot be read");
    return false;
  }
  Screener screener(engine);
  std::string line;
  for (std::uint64_t number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    replay_line(line, fmt::format("{}:{}", options.file, number), engine, screener, totals);
  }
  return true;
}

std::string_view outcome_of(ledger::PastOutcome outcome) {
  return outcome == ledger::PastOutcome::Hit     ? "HIT"
         : outcome == ledger::PastOutcome::NoHit ? "NO_HIT"
                                                 : "NOT_ASKED";
}

// A history holds digests, not whole decisions: it can tell that an answer differs, not in what.
void replay_history(const ledger::History& history, const Options& options, const Engine& engine,
                    Totals& totals) {
  for (const Fault& fault : history.damage()) {
    ++totals.rejected;
    complain(fault.text());
  }
  Screener screener(engine);
  for (const ledger::Segment& segment : history.segments()) {
    ledger::RecordReader reader(segment);
    for (std::uint32_t record = 0; record < segment.records(); ++record) {
      const std::uint64_t number = segment.first_record() + record;
      auto past = reader.read(record);
      if (!past) {
        ++totals.rejected;
        complain(past.error().text());
        continue;
      }
      if (past->outcome == ledger::PastOutcome::NotAsked) continue;
      if (past->context.snapshot != engine.snapshot_id()) {
        ++totals.refused;
        continue;
      }
      totals.other_engine += past->context.engine != ledger::engine_name() ? 1 : 0;
      const Decision decision = screener.screen(past->party, past->context.options);
      const ledger::PastQuestion now =
          ledger::past_question(past->party, decision, past->context.options, past->date);
      if (now.outcome == past->outcome && now.digest == past->digest) {
        ++totals.same;
        continue;
      }
      ++totals.differ;
      fmt::print("DIFFERS  {}  {} question {}: recorded {}, replayed {}\n", past->party.entry_id,
                 options.file, number, outcome_of(past->outcome),
                 now.outcome != past->outcome ? outcome_of(now.outcome) : "the same outcome with other hits");
    }
  }
}

int replay(const Options& options, const Global& global) {
  const Engine engine = Engine::open(options.snapshot);
  Totals totals;
  const auto history = ledger::History::open(options.file);
  if (history) {
    replay_history(*history, options, engine, totals);
  } else {
    std::string head(8, '\0');
    std::ifstream(options.file, std::ios::binary).read(head.data(), 8);
    if (head == std::string_view("WEIRHIST", 8)) {
      complain(history.error().text());
      return kNothingDone;
    }
    if (!replay_lines(options, engine, totals)) return kNothingDone;
  }
  say(global,
      fmt::format(
          "{} decisions replayed: {} the same, {} differ; {} of another snapshot, {} could not be read",
          totals.same + totals.differ, totals.same, totals.differ, totals.refused, totals.rejected));
  if (totals.other_engine > 0) {
    say(global, fmt::format("{} of them were made by another Weir than {}", totals.other_engine,
                            ledger::engine_name()));
  }
  if (totals.same + totals.differ == 0) {
    if (history && totals.refused > 0)
      complain(fmt::format("{}: no question was asked of snapshot {}", options.file, engine.snapshot_id()));
    return kNothingDone;
  }
  if (totals.differ > 0) return kHit;
  return totals.rejected + (history ? 0 : totals.refused) > 0 ? kSomeRejected : kNoHit;
}

}  // namespace

void add_replay(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("replay", "Repeat recorded decisions and compare them, bit for bit");
  verb->add_option("decisions", options->file, "Decisions (JSON lines of weir screen), or a history")
      ->required();
  verb->add_option("-s,--snapshot", options->snapshot, "The snapshot that they were made with")->required();
  verb->footer(
      "A decision of another snapshot is not replayed. Exit status: 0 all the same, 10 some differ, 3 some "
      "could not\n"
      "be replayed, 4 none could.\n\n"
      "Examples:\n"
      "  weir screen customers.csv -s lists.weir -o decisions.jsonl\n"
      "  weir replay decisions.jsonl -s lists.weir\n"
      "  weir replay asked.weirhist -s lists.weir");
  verb->callback([options, &global, &code] { code = replay(*options, global); });
}

}  // namespace weir::cli
