// weir update: official lists fetched, checked, compiled; the last good ones kept.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/verbs.hpp"
#include "fetch/update.hpp"
#include "fetch/url.hpp"

namespace weir::cli {
namespace {

using fetch::Report;
using fetch::Result;
using fetch::Source;

struct Options {
  std::vector<std::string> wanted;
  std::vector<std::string> accepted;
  std::string folder;
  std::string table;
  std::string ca_file;
  bool check = false;
  bool list = false;
  bool json = false;
  bool no_compile = false;
  unsigned attempts = 4;
  unsigned connect_timeout = 15;
  unsigned stall_timeout = 30;
  unsigned timeout = 1'800;
};

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

void print_line(const Report& report) {
  std::string line = fmt::format("{:<20} {:<15}", report.source, fetch::result_text(report.result));
  if (report.entries > 0) {
    line += fmt::format(" {} entries", report.entries);
    if (report.before > 0 && report.before != report.entries)
      line += fmt::format(
          " ({:+d})", static_cast<std::int64_t>(report.entries) - static_cast<std::int64_t>(report.before));
    if (report.rejects > 0) line += fmt::format(", {} rejects", report.rejects);
    if (!report.list_date.empty()) line += fmt::format(", dated {}", report.list_date);
    if (report.fetched_bytes > 0) line += ", " + megabytes(report.fetched_bytes);
  }
  if (!report.message.empty()) line += (report.entries > 0 ? ": " : " ") + report.message;
  fmt::print("{}\n", line);
}

void print_json(const Report& report) {
  const nlohmann::ordered_json json{
      {"source", report.source},       {"result", fetch::result_text(report.result)},
      {"entries", report.entries},     {"before", report.before},
      {"rejects", report.rejects},     {"fetched_bytes", report.fetched_bytes},
      {"list_date", report.list_date}, {"message", report.message}};
  fmt::print("{}\n", json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

// One line that is written over, on a terminal only.
class Progress {
 public:
  explicit Progress(const Global& global) : wanted_(!global.quiet && ::isatty(STDERR_FILENO) == 1) {}
  void operator()(const std::string& source, const std::string& file, std::uint64_t done,
                  std::uint64_t total) {
    const auto now = std::chrono::steady_clock::now();
    constexpr auto kEvery = std::chrono::milliseconds(200);
    if (!wanted_ || now - last_ < kEvery) return;
    last_ = now;
    fmt::print(stderr, "\r\x1b[K{} {}  {}{}", source, file, megabytes(done),
               total > 0 ? " of " + megabytes(total) : "");
    shown_ = true;
  }
  void clear() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
    shown_ = false;
  }

 private:
  bool wanted_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

int show_list(const Options& options, const fetch::Store& store, const std::vector<Source>& sources) {
  if (!options.json) {
    fmt::print("{:<20} {:<4} {:>8} {:<10} {:<20} {:<20} {}\n", "source", "on", "entries", "dated", "fetched",
               "asked", "last result");
  }
  for (const Source& source : sources) {
    const auto current = store.current(source.id);
    const auto checked = store.checked(source.id);
    std::string fetched;
    if (current) {
      for (const auto& [name, file] : current->files) fetched = std::max(fetched, file.fetched_at);
    }
    if (options.json) {
      nlohmann::ordered_json json{{"source", source.id},
                                  {"on", source.on},
                                  {"entries", current ? current->entries : 0},
                                  {"list_date", current ? current->list_date : ""},
                                  {"fetched_at", fetched},
                                  {"asked_at", checked ? checked->at : ""},
                                  {"last_result", checked ? checked->result : ""},
                                  {"held_back", store.held(source.id).has_value()},
                                  {"status", source.status},
                                  {"note", source.note}};
      for (const fetch::SourceFile& file : source.files)
        json["files"].push_back({{"name", file.name}, {"url", fetch::masked(file.url)}});
      fmt::print("{}\n", json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
      continue;
    }
    const auto or_dash = [](const std::string& text) { return text.empty() ? "-" : text; };
    fmt::print("{:<20} {:<4} {:>8} {:<10} {:<20} {:<20} {}\n", source.id, source.on ? "yes" : "no",
               current ? std::to_string(current->entries) : "-", or_dash(current ? current->list_date : ""),
               or_dash(fetched), or_dash(checked ? checked->at : ""),
               or_dash(checked ? checked->result : ""));
    for (const fetch::SourceFile& file : source.files) fmt::print("  {}\n", fetch::masked(file.url));
  }
  return kNoHit;
}

// The named sources, or those that are on. Complains about a name that is not in the table.
bool choose(const std::vector<std::string>& names, const std::vector<Source>& sources,
            std::vector<const Source*>& chosen) {
  for (const Source& source : sources) {
    if (names.empty() ? source.on : std::find(names.begin(), names.end(), source.id) != names.end())
      chosen.push_back(&source);
  }
  for (const std::string& name : names) {
    const bool known =
        std::any_of(sources.begin(), sources.end(), [&](const Source& s) { return s.id == name; });
    if (known) continue;
    complain(fmt::format("{}: no such source; `weir update --list` shows them", name));
    return false;
  }
  return true;
}

// Compiles the lists in force. False when there is no new snapshot.
bool compile(const fetch::Store& store, const std::vector<Source>& sources, const Global& global,
             std::uint64_t& rejected) {
  Rejects rejects(store.snapshot());
  const auto compiled =
      fetch::compile_current(store, sources,
                             {.reject = [&](const lists::Reject& reject) { rejects.add(reject); },
                              .problem = [](const Fault& fault) { complain(fault.text()); },
                              .note = [&](const std::string& text) { say(global, text); }});
  if (!compiled) {
    complain("the snapshot stays as it was: " + compiled.error().text());
    return false;
  }
  rejected = rejects.count();
  say(global, fmt::format("{}: {} parties, {} names, snapshot {}", store.snapshot(), compiled->parties,
                          compiled->names, compiled->id));
  if (rejected > 0) say(global, fmt::format("{} records rejected, see {}", rejected, rejects.path()));
  return true;
}

int update(const Options& options, const Global& global) {
  const std::string folder = options.folder.empty() ? fetch::default_state_folder() : options.folder;
  if (folder.empty()) {
    complain("neither XDG_DATA_HOME nor HOME is set; say where with --dir");
    return kWrongUse;
  }
  const auto sources = fetch::all_sources(options.table);
  if (!sources) {
    complain(sources.error().text());
    return kWrongUse;
  }
  std::vector<const Source*> chosen;
  if (!choose(options.wanted, *sources, chosen)) return kWrongUse;
  if (options.list) return show_list(options, fetch::Store::at(folder), *sources);

  const auto store = fetch::Store::open(folder);
  if (!store) {
    complain(store.error().text());
    return kNothingDone;
  }
  const auto lock = fetch::Lock::take(folder);
  if (!lock) {
    complain(lock.error().text());
    return kNothingDone;
  }
  // --accept alone takes what is there and fetches nothing.
  if (!options.accepted.empty() && options.wanted.empty()) chosen.clear();
  Progress progress(global);
  fetch::UpdateOptions settings{.limits = {}, .dry_run = options.check, .progress = std::ref(progress)};
  settings.limits.attempts = options.attempts;
  settings.limits.ca_file = options.ca_file;
  settings.limits.connect = std::chrono::seconds(options.connect_timeout);
  settings.limits.stalled = std::chrono::seconds(options.stall_timeout);
  settings.limits.whole = std::chrono::seconds(options.timeout);
  std::uint64_t good = 0;
  std::uint64_t bad = 0;
  const auto count = [&](const Report& report) {
    progress.clear();
    options.json ? print_json(report) : print_line(report);
    const bool trouble = report.result == Result::Failed || report.result == Result::HeldBack ||
                         report.result == Result::WouldHold ||
                         (report.result == Result::Skipped && !options.wanted.empty());
    ++(trouble ? bad : good);
  };
  for (const std::string& source : options.accepted) count(fetch::accept(*store, source));
  for (const Source* source : chosen) count(fetch::update(*store, *source, settings));

  std::uint64_t rejected = 0;
  const bool compiles = !options.check && !options.no_compile && fetch::compile_is_due(*store, *sources);
  if (compiles && !compile(*store, *sources, global, rejected)) return kNothingDone;
  if (good == 0 && bad > 0) return kNothingDone;
  return bad > 0 || rejected > 0 ? kSomeRejected : kNoHit;
}

}  // namespace

void add_update(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("update", "Fetch official lists, check and compile them; keep the last good ones");
  verb->add_option("sources", options->wanted, "Sources to fetch (default: all that are on in the table)");
  verb->add_option("--accept", options->accepted,
                   "Take the list of this source that was held back (repeatable)")
      ->type_name("SOURCE")
      ->expected(1)
      ->take_all();
  verb->add_option("--dir", options->folder,
                   "State folder (default: $XDG_DATA_HOME/weir or ~/.local/share/weir)");
  verb->add_option(
      "--sources", options->table,
      "Table of addresses that changes the built-in one (default: $XDG_CONFIG_HOME/weir/sources.tsv or "
      "~/.config/weir/sources.tsv)");
  verb->add_flag("--check", options->check, "Dry run: fetch and check, change nothing");
  verb->add_flag("--list", options->list, "Show the sources with their state; fetch nothing");
  verb->add_flag("--json", options->json, "Report as JSON lines");
  verb->add_flag("--no-compile", options->no_compile, "Leave the snapshot as it is");
  verb->add_option("--attempts", options->attempts, "Most attempts for a file")
      ->capture_default_str()
      ->check(CLI::Range(1, 20));
  verb->add_option("--connect-timeout", options->connect_timeout, "Seconds to connect")
      ->capture_default_str()
      ->check(CLI::Range(1, 600));
  verb->add_option("--stall-timeout", options->stall_timeout,
                   "Seconds without progress before an attempt ends")
      ->capture_default_str()
      ->check(CLI::Range(1, 3600));
  verb->add_option("--timeout", options->timeout, "Seconds for a file, all attempts together")
      ->capture_default_str()
      ->check(CLI::Range(1, 86'400));
  verb->add_option("--ca-file", options->ca_file,
                   "Trust the certificates in this PEM file instead of the system's")
      ->check(CLI::ExistingFile);
  verb->footer(
      "A list that lost more than a tenth of its entries, names or facts, or is smaller than its table says, "
      "is held back:\n"
      "look at it, then take it with --accept. The snapshot is DIR/current.weir, the one before "
      "previous.weir.\n\n"
      "Examples:\n"
      "  weir update\n"
      "  weir update us_ofac_sdn un_sc_sanctions --dir /var/lib/weir\n"
      "  weir update --list\n"
      "  weir update --accept us_ofac_sdn");
  verb->callback([options, &global, &code] { code = update(*options, global); });
}

}  // namespace weir::cli
