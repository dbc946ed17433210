// weir lookback: which past decisions change between two snapshots, two rule sets, or both.
#include "ledger/lookback.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/csv_row.hpp"
#include "cli/rules_options.hpp"
#include "cli/verbs.hpp"
#include "facts/dates.hpp"
#include "ledger/rule_lookback.hpp"
#include "screen/rule_tags.hpp"

namespace weir::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string from;
  std::string to;
  std::vector<std::string> rules_from;
  std::vector<std::string> rules_to;
  std::string on;
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

void write_csv(std::FILE* out, const ledger::ChangedDecision& decision) {
  for (const ledger::ChangedHit& changed : decision.hits) {
    const Hit* after = find_hit(decision.after, changed);
    const Hit* shown = after != nullptr ? after : find_hit(decision.before, changed);
    print_csv_row(out,
                  {std::to_string(decision.record), decision.question.party.entry_id, first_name(decision),
                   facts::iso_day(decision.question.date), std::string(outcome_text(decision.before.outcome)),
                   std::string(outcome_text(decision.after.outcome)),
                   std::string(ledger::hit_change_text(changed.change)), changed.list, changed.entry_id,
                   shown == nullptr ? "" : shown->name, fmt::format("{:.4f}", changed.before),
                   fmt::format("{:.4f}", changed.after), "", ""});
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

const std::string& counterparty_of(const ledger::PastQuestion& question) {
  static const std::string kNone;
  if (!question.shipment.counterparty.empty()) return question.shipment.counterparty;
  return question.party.names.empty() ? kNone : question.party.names.front().text;
}
const std::string& line_id(const ledger::PastQuestion& question) {
  return question.line->id.empty() ? question.party.entry_id : question.line->id;
}

void write_json(std::FILE* out, const ledger::ChangedLine& line, Day day) {
  Json changes = Json::array();
  for (const ledger::ChangedFinding& finding : line.findings) {
    changes.push_back({{"change", ledger::finding_change_text(finding.change)},
                       {"measure", finding.measure},
                       {"title", finding.title},
                       {"before", finding.before},
                       {"after", finding.after}});
  }
  const auto codes = [&] {
    std::vector<std::string> all;
    for (const GoodsCode& code : line.question.line->codes) all.push_back(code.digits);
    return all;
  };
  const Json json{{"record", line.record},
                  {"id", line_id(line.question)},
                  {"name", counterparty_of(line.question)},
                  {"asked", facts::iso_day(line.question.date)},
                  {"judged_for", facts::iso_day(day)},
                  {"outcome_before", line.before.outcome_text()},
                  {"outcome_after", line.after.outcome_text()},
                  {"worst_before", rule_outcome_text(line.before.worst)},
                  {"worst_after", rule_outcome_text(line.after.worst)},
                  {"codes", codes()},
                  {"destination", line.question.line->destination.country},
                  {"changes", std::move(changes)},
                  {"rules_from", line.before.rules},
                  {"rules_to", line.after.rules}};
  fmt::print(out, "{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void write_csv(std::FILE* out, const ledger::ChangedLine& line) {
  for (const ledger::ChangedFinding& finding : line.findings) {
    print_csv_row(out, {std::to_string(line.record), line_id(line.question), counterparty_of(line.question),
                        facts::iso_day(line.question.date), line.before.outcome_text(),
                        line.after.outcome_text(), std::string(ledger::finding_change_text(finding.change)),
                        "rules", finding.measure, finding.title, "", "", finding.before, finding.after});
  }
}

void write_table(std::FILE* out, const ledger::ChangedLine& line, bool colours) {
  const auto code = [&](std::string_view number) {
    return colours ? fmt::format("\033[{}m", number) : std::string{};
  };
  const bool turned = line.before.outcome != line.after.outcome;
  fmt::print(out, "{}{} -> {}{}  {}  {}{}{}  of {}\n", code(turned ? "1;31" : "1"),
             line.before.outcome_text(), line.after.outcome_text(), code("0"), line_id(line.question),
             code("1"), counterparty_of(line.question), code("0"), facts::iso_day(line.question.date));
  for (const ledger::ChangedFinding& finding : line.findings) {
    fmt::print(out, "    {:<7}  {}: {}\n             {} -> {}\n", ledger::finding_change_text(finding.change),
               finding.measure, finding.title, finding.before.empty() ? "not met" : finding.before,
               finding.after.empty() ? "not met" : finding.after);
  }
}

void keep_only(std::vector<ledger::ChangedLine>& lines, const std::vector<std::string>& only) {
  if (only.empty()) return;
  const std::set<std::string, std::less<>> wanted(only.begin(), only.end());
  for (ledger::ChangedLine& line : lines) {
    std::erase_if(line.findings, [&](const ledger::ChangedFinding& finding) {
      return !wanted.contains(ledger::finding_change_text(finding.change));
    });
  }
  std::erase_if(lines, [](const ledger::ChangedLine& line) { return line.findings.empty(); });
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

// The tables of one side: "built-in" stands for those that ship alone.
RuleSet rules_of(const std::vector<std::string>& paths) {
  std::vector<std::string> own;
  for (const std::string& path : paths) {
    if (path != "built-in") own.push_back(path);
  }
  return own.empty() ? RuleSet::built_in() : RuleSet::load(own);
}

// What changed lists say of the parties of past shipments.
ledger::ChangedParties changed_parties(const ledger::LookbackResult& lists) {
  ledger::ChangedParties out;
  for (const ledger::ChangedDecision& decision : lists.decisions) {
    ledger::PartyTags tags{.before = screen::list_tags(decision.before.hits),
                           .after = screen::list_tags(decision.after.hits)};
    if (tags.before != tags.after) out.emplace(decision.record, std::move(tags));
  }
  return out;
}

// How many lines were decided under other rules than those that they are now compared from.
std::uint64_t under_other_rules(const ledger::History& history, const std::string& rules) {
  std::uint64_t out = 0;
  for (const ledger::Segment& segment : history.segments()) {
    for (const ledger::Context& context : segment.contexts())
      out += !context.rules.empty() && context.rules != rules ? 1 : 0;
  }
  return out;
}

struct Found {
  std::optional<ledger::LookbackResult> lists;
  std::optional<ledger::LineLookback> lines;
};

tl::expected<Found, int> search(const Options& options, const Global& global, const ledger::History& history,
                                std::optional<Day> on) {
  Found out;
  if (!options.from.empty()) {
    const auto from = snapshot::View::open(options.from);
    const auto to = snapshot::View::open(options.to);
    for (const Fault* fault : {from ? nullptr : &from.error(), to ? nullptr : &to.error()}) {
      if (fault == nullptr) continue;
      complain(fault->text());
      return tl::unexpected(int{kNothingDone});
    }
    for (const ledger::Segment& segment : history.segments()) {
      if (!segment.reindexed()) continue;
      say(global,
          "names are analysed otherwise than when this history was written: its index was made again");
      break;
    }
    auto lists = options.full ? ledger::rerun(history, *from, *to, {.jobs = options.jobs})
                              : ledger::look_back(history, *from, *to, {.jobs = options.jobs});
    if (!lists) {
      complain(lists.error().text());
      return tl::unexpected(int{kNothingDone});
    }
    out.lists.emplace(std::move(*lists));
  }
  const bool has_lines =
      std::any_of(history.segments().begin(), history.segments().end(),
                  [](const ledger::Segment& segment) { return !segment.index().lines().empty(); });
  if (!has_lines && options.rules_from.empty() && options.rules_to.empty()) return out;
  const RuleSet before = rules_of(options.rules_from);
  const RuleSet after = options.rules_to.empty() ? before : rules_of(options.rules_to);
  if (under_other_rules(history, before.id()) > 0) {
    complain(
        fmt::format("warning: some lines of {} were decided under other rules than {} (--rules-from); "
                    "what they changed to since is not all told",
                    options.history, before.id()));
  }
  const ledger::ChangedParties parties = out.lists ? changed_parties(*out.lists) : ledger::ChangedParties{};
  const ledger::LineLookbackOptions how{.jobs = options.jobs, .on = on};
  out.lines.emplace(options.full ? ledger::rerun_lines(history, before, after, parties, how)
                                 : ledger::look_back_lines(history, before, after, parties, how));
  return out;
}

void report_lists(const ledger::LookbackResult& result, const Global& global, std::size_t changed,
                  std::size_t turned) {
  std::size_t added = 0;
  std::size_t altered = 0;
  std::size_t removed = 0;
  for (const ledger::ChangedEntry& entry : result.delta.entries) {
    added += entry.change == ledger::EntryChange::Added ? 1 : 0;
    altered += entry.change == ledger::EntryChange::Changed ? 1 : 0;
    removed += entry.change == ledger::EntryChange::Removed ? 1 : 0;
  }
  say(global, fmt::format("lists: {} entries new, {} changed, {} gone", added, altered, removed));
  say(global, fmt::format("{} past questions, {} asked again: {} decisions change, {} of them their outcome",
                          result.questions, result.asked, changed, turned));
}

int lookback(const Options& options, const Global& global) {
  const auto start = std::chrono::steady_clock::now();
  if (options.from.empty() != options.to.empty()) {
    complain("--from and --to go together");
    return kWrongUse;
  }
  if (options.from.empty() && options.rules_to.empty()) {
    complain(
        "nothing to compare: give two snapshots (--from, --to), other rules (--rules-to TABLES or built-in), "
        "or both");
    return kWrongUse;
  }
  const auto on = read_day_option("--on", options.on);
  if (!on) return on.error();
  const auto history = ledger::History::open(options.history);
  if (!history) {
    complain(history.error().text());
    return kNothingDone;
  }
  for (const Fault& fault : history->damage()) complain(fault.text());
  auto found = search(options, global, *history, *on);
  if (!found) return found.error();

  std::size_t changed = 0;
  std::size_t turned = 0;
  std::size_t changed_lines = 0;
  std::size_t turned_lines = 0;
  std::uint64_t unreadable = 0;
  if (found->lists) {
    changed = found->lists->decisions.size();
    for (const ledger::ChangedDecision& decision : found->lists->decisions)
      turned += decision.before.outcome != decision.after.outcome ? 1 : 0;
    unreadable += found->lists->unreadable;
    keep_only(found->lists->decisions, options.only);
  }
  if (found->lines) {
    changed_lines = found->lines->lines.size();
    for (const ledger::ChangedLine& line : found->lines->lines)
      turned_lines += line.before.outcome != line.after.outcome ? 1 : 0;
    unreadable += found->lines->unreadable;
    keep_only(found->lines->lines, options.only);
  }

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
    print_csv_row(out.get(),
                  {"record", "id", "name", "asked", "outcome_before", "outcome_after", "change", "list",
                   "entry_id", "entry_name", "score_before", "score_after", "before", "after"});
  }
  if (found->lists) {
    for (const ledger::ChangedDecision& decision : found->lists->decisions) {
      if (format == "csv") {
        write_csv(out.get(), decision);
      } else if (format == "table") {
        write_table(out.get(), decision, colours_wanted(to_terminal));
      } else {
        write_json(out.get(), decision, decision.before.snapshot, decision.after.snapshot);
      }
    }
    report_lists(*found->lists, global, changed, turned);
  }
  if (found->lines) {
    for (const ledger::ChangedLine& line : found->lines->lines) {
      if (format == "csv") {
        write_csv(out.get(), line);
      } else if (format == "table") {
        write_table(out.get(), line, colours_wanted(to_terminal));
      } else {
        write_json(out.get(), line, line.after.valid_date);
      }
    }
    say(global,
        fmt::format("rules: {} measures touched; {} past shipment lines, {} looked at, {} decided again: "
                    "{} decisions change, {} of them their outcome",
                    found->lines->touched.size(), found->lines->questions, found->lines->candidates,
                    found->lines->decided, changed_lines, turned_lines));
    if (found->lines->questions == 0)
      say(global, options.history + ": no question in it has a shipment line");
  }
  say(global, fmt::format("{:.2f} s",
                          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()));
  if (unreadable > 0) complain(fmt::format("{} questions could not be read", unreadable));
  if (!history->damage().empty() || unreadable > 0) return kSomeRejected;
  return changed + changed_lines > 0 ? kHit : kNoHit;
}

}  // namespace

void add_lookback(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("lookback", "Past decisions that change when the lists or the rules change");
  verb->add_option("--from", options->from, "Snapshot of before");
  verb->add_option("--to", options->to, "Snapshot of now");
  verb->add_option("--rules-from", options->rules_from,
                   "Rule tables of before: files or folders on top of those that ship (repeatable), or "
                   "built-in (default)")
      ->allow_extra_args(false);
  verb->add_option("--rules-to", options->rules_to, "Rule tables of now (default: those of before)")
      ->allow_extra_args(false);
  verb->add_option("--on", options->on, "Judge every shipment line for this day, not for its own");
  verb->add_option("history", options->history, "History written by weir screen --history")->required();
  verb->add_option("-o,--out", options->out, "Where changed decisions go (default: standard output)");
  verb->add_option("--format", options->format, "jsonl (default), csv, or table (default on a terminal)")
      ->check(CLI::IsMember({"jsonl", "csv", "table"}));
  verb->add_option("--only", options->only, "Report only these changes (repeatable)")
      ->check(CLI::IsMember({"new", "lost", "score", "entry", "state", "measure", "duty"}));
  verb->add_option("-j,--jobs", options->jobs, "Threads")->capture_default_str()->check(CLI::Range(1, 256));
  verb->add_flag("--full", options->full, "Ask every past question again: slow, for checking");
  verb->footer(
      "A hit changes when it is new or lost, has another score, or its entry's record changed (entry). The "
      "limit of\n"
      "--top at the time of asking does not hide a change. A shipment line changes when a measure is met or "
      "open that\n"
      "was not (new), or no longer (lost), has another effect (state), text (measure) or duty. Exit status "
      "10: "
      "some\n"
      "decision changes.\n\n"
      "Examples:\n"
      "  weir screen customers.csv -s october.weir --history asked.weirhist\n"
      "  weir lookback --from october.weir --to november.weir asked.weirhist\n"
      "  weir lookback --from october.weir --to november.weir asked.weirhist --only new --format csv -o "
      "new.csv\n"
      "  weir lookback --rules-to proposed.toml asked.weirhist\n"
      "  weir lookback --rules-from rules-2025/ --rules-to rules-2026/ --on 2026-12-01 asked.weirhist\n"
      "  weir lookback --from october.weir --to november.weir --rules-to new.toml asked.weirhist");
  verb->callback([options, &global, &code] { code = lookback(*options, global); });
}

}  // namespace weir::cli
