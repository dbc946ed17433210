// weir lookback: which past decisions change between two snapshots.
#include "ledger/lookback.hpp"

#include <csv.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "cli/verbs.hpp"
#include "facts/dates.hpp"

namespace weir::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string from;
  std::string to;
  std::string history;
  std::string out;
  std::string format;
  std::vector<std::string> only;
  unsigned jobs = 1;
  bool full = false;
};

const Hit* find_hit(const Decision& decision, const ledger::ChangedHit& hit) {
  for (const Hit& candidate : decision.hits) {
    if (candidate.list == hit.list && candidate.entry_id == hit.entry_id) return &candidate;
  }
  return nullptr;
}

double rounded(double value) {
  constexpr double kDigits = 1e4;
  return std::round(value * kDigits) / kDigits;
}

std::string first_name(const ledger::ChangedDecision& decision) {
  const std::vector<Name>& names = decision.question.party.names;
  return names.empty() ? std::string{} : names.front().text;
}

void write_json(std::FILE* out, const ledger::ChangedDecision& decision, const std::string& from,
                const std::string& to) {
  Json hits = Json::array();
  for (const ledger::ChangedHit& changed : decision.hits) {
    const Hit* shown = find_hit(decision.after, changed);
    if (shown == nullptr) shown = find_hit(decision.before, changed);
    Json evidence = Json::array();
    if (shown != nullptr) {
      for (const Evidence& item : shown->evidence)
        evidence.push_back({{"kind", item.kind}, {"text", item.text}, {"weight", rounded(item.weight)}});
    }
    hits.push_back({{"change", ledger::hit_change_text(changed.change)},
                    {"list", changed.list},
                    {"entry_id", changed.entry_id},
                    {"name", shown == nullptr ? "" : shown->name},
                    {"matched_name", shown == nullptr ? "" : shown->matched_name},
                    {"programmes", shown == nullptr ? std::vector<std::string>{} : shown->programmes},
                    {"score_before", rounded(changed.before)},
                    {"score_after", rounded(changed.after)},
                    {"evidence", std::move(evidence)}});
  }
  const Json json{{"record", decision.record},
                  {"id", decision.question.party.entry_id},
                  {"name", first_name(decision)},
                  {"asked", facts::iso_day(decision.question.date)},
                  {"outcome_before", outcome_text(decision.before.outcome)},
                  {"outcome_after", outcome_text(decision.after.outcome)},
                  {"changes", std::move(hits)},
                  {"from", from},
                  {"to", to}};
  fmt::print(out, "{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void write_csv_row(std::FILE* out, const std::vector<std::string>& fields) {
  bool first = true;
  for (const std::string& field : fields) {
    if (!first) std::fputc(',', out);
    first = false;
    // A field that a spreadsheet would run as a formula is made text (OWASP, CSV injection).
    const bool formula =
        !field.empty() && std::string_view("=+-@\t").find(field[0]) != std::string_view::npos;
    const std::string safe = formula ? "'" + field : field;
    csv_fwrite(out, safe.data(), safe.size());
  }
  std::fputc('\n', out);
}

void write_csv(std::FILE* out, const ledger::ChangedDecision& decision) {
  for (const ledger::ChangedHit& changed : decision.hits) {
    const Hit* after = find_hit(decision.after, changed);
    const Hit* shown = after != nullptr ? after : find_hit(decision.before, changed);
    write_csv_row(out,
                  {std::to_string(decision.record), decision.question.party.entry_id, first_name(decision),
                   facts::iso_day(decision.question.date), std::string(outcome_text(decision.before.outcome)),
                   std::string(outcome_text(decision.after.outcome)),
                   std::string(ledger::hit_change_text(changed.change)), changed.list, changed.entry_id,
                   shown == nullptr ? "" : shown->name, fmt::format("{:.4f}", changed.before),
                   fmt::format("{:.4f}", changed.after)});
  }
}

void write_table(std::FILE* out, const ledger::ChangedDecision& decision, bool colours) {
  const auto code = [&](std::string_view number) {
    return colours ? fmt::format("\033[{}m", number) : std::string{};
  };
  const bool turned = decision.before.outcome != decision.after.outcome;
  fmt::print(out, "{}{} -> {}{}  {}  {}{}{}  asked {}\n", code(turned ? "1;31" : "1"),
             outcome_text(decision.before.outcome), outcome_text(decision.after.outcome), code("0"),
             decision.question.party.entry_id, code("1"), first_name(decision), code("0"),
             facts::iso_day(decision.question.date));
  for (const ledger::ChangedHit& changed : decision.hits) {
    const Hit* after = find_hit(decision.after, changed);
    const Hit* shown = after != nullptr ? after : find_hit(decision.before, changed);
    const std::string scores = changed.change == ledger::HitChange::New ? fmt::format("{:.2f}", changed.after)
                               : changed.change == ledger::HitChange::Lost
                                   ? fmt::format("{:.2f}", changed.before)
                                   : fmt::format("{:.2f} -> {:.2f}", changed.before, changed.after);
    fmt::print(out, "    {:<5}  {}  {} {}: {}\n", ledger::hit_change_text(changed.change), scores,
               changed.list, changed.entry_id, shown == nullptr ? "" : shown->name);
    if (shown == nullptr) continue;
    for (const Evidence& item : shown->evidence)
      fmt::print(out, "        {:+5.1f}  {}: {}\n", item.weight, item.kind, item.text);
  }
}

// Leaves only the changes that were asked for.
void keep_only(std::vector<ledger::ChangedDecision>& decisions, const std::vector<std::string>& only) {
  if (only.empty()) return;
  const std::set<std::string, std::less<>> wanted(only.begin(), only.end());
  for (ledger::ChangedDecision& decision : decisions) {
    std::erase_if(decision.hits, [&](const ledger::ChangedHit& hit) {
      return !wanted.contains(ledger::hit_change_text(hit.change));
    });
  }
  std::erase_if(decisions, [](const ledger::ChangedDecision& decision) { return decision.hits.empty(); });
}

int lookback(const Options& options, const Global& global) {
  const auto start = std::chrono::steady_clock::now();
  const auto from = snapshot::View::open(options.from);
  const auto to = snapshot::View::open(options.to);
  const auto history = ledger::History::open(options.history);
  for (const Fault* fault :
       {from ? nullptr : &from.error(), to ? nullptr : &to.error(), history ? nullptr : &history.error()}) {
    if (fault == nullptr) continue;
    complain(fault->text());
    return kNothingDone;
  }
  for (const Fault& fault : history->damage()) complain(fault.text());
  for (const ledger::Segment& segment : history->segments()) {
    if (!segment.reindexed()) continue;
    say(global, "names are analysed otherwise than when this history was written: its index was made again");
    break;
  }
  auto result = options.full ? ledger::rerun(*history, *from, *to, {.jobs = options.jobs})
                             : ledger::look_back(*history, *from, *to, {.jobs = options.jobs});
  if (!result) {
    complain(result.error().text());
    return kNothingDone;
  }
  const std::size_t changed = result->decisions.size();
  std::size_t turned = 0;
  for (const ledger::ChangedDecision& decision : result->decisions)
    turned += decision.before.outcome != decision.after.outcome ? 1 : 0;
  keep_only(result->decisions, options.only);

  const bool to_terminal = options.out.empty() && ::isatty(STDOUT_FILENO) == 1;
  const std::string format = !options.format.empty() ? options.format : to_terminal ? "table" : "jsonl";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(
      options.out.empty() ? stdout : std::fopen(options.out.c_str(), "w"),
      [](std::FILE* f) { return f == stdout ? std::fflush(f) : std::fclose(f); });
  if (!out) {
    complain(options.out + ": cannot be written");
    return kNothingDone;
  }
  if (format == "csv") {
    write_csv_row(out.get(), {"record", "id", "name", "asked", "outcome_before", "outcome_after", "change",
                              "list", "entry_id", "entry_name", "score_before", "score_after"});
  }
  for (const ledger::ChangedDecision& decision : result->decisions) {
    if (format == "csv") {
      write_csv(out.get(), decision);
    } else if (format == "table") {
      write_table(out.get(), decision, colours_wanted(to_terminal));
    } else {
      write_json(out.get(), decision, from->id(), to->id());
    }
  }
  std::size_t added = 0;
  std::size_t altered = 0;
  std::size_t removed = 0;
  for (const ledger::ChangedEntry& entry : result->delta.entries) {
    added += entry.change == ledger::EntryChange::Added ? 1 : 0;
    altered += entry.change == ledger::EntryChange::Changed ? 1 : 0;
    removed += entry.change == ledger::EntryChange::Removed ? 1 : 0;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  say(global, fmt::format("lists: {} entries new, {} changed, {} gone", added, altered, removed));
  say(global,
      fmt::format(
          "{} past questions, {} asked again in {:.2f} s: {} decisions change, {} of them their outcome",
          result->questions, result->asked, seconds, changed, turned));
  if (result->unreadable > 0) complain(fmt::format("{} questions could not be read", result->unreadable));
  if (!history->damage().empty() || result->unreadable > 0) return kSomeRejected;
  return changed > 0 ? kHit : kNoHit;
}

}  // namespace

void add_lookback(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("lookback", "Past decisions that change when the lists change");
  verb->add_option("--from", options->from, "Snapshot of before")->required();
  verb->add_option("--to", options->to, "Snapshot of now")->required();
  verb->add_option("history", options->history, "History written by weir screen --history")->required();
  verb->add_option("-o,--out", options->out, "Where changed decisions go (default: standard output)");
  verb->add_option("--format", options->format, "jsonl (default), csv, or table (default on a terminal)")
      ->check(CLI::IsMember({"jsonl", "csv", "table"}));
  verb->add_option("--only", options->only, "Report only these changes of hits (repeatable)")
      ->check(CLI::IsMember({"new", "lost", "score", "entry"}));
  verb->add_option("-j,--jobs", options->jobs, "Threads")->capture_default_str()->check(CLI::Range(1, 256));
  verb->add_flag("--full", options->full, "Ask every past question again: slow, for checking");
  verb->footer(
      "A hit changes when it is new or lost, has another score, or its entry's record changed (entry). The "
      "limit of\n"
      "--top at the time of asking does not hide a change. Exit status 10: some decision changes.\n\n"
      "Examples:\n"
      "  weir screen customers.csv -s october.weir --history asked.weirhist\n"
      "  weir lookback --from october.weir --to november.weir asked.weirhist\n"
      "  weir lookback --from october.weir --to november.weir asked.weirhist --only new --format csv -o "
      "new.csv");
  verb->callback([options, &global, &code] { code = lookback(*options, global); });
}

}  // namespace weir::cli
