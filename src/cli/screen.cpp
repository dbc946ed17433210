// weir screen: parties and documents against a snapshot.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cli/out_file.hpp"
#include "cli/output.hpp"
#include "cli/ownership_option.hpp"
#include "cli/shipments.hpp"
#include "cli/verbs.hpp"
#include "facts/dates.hpp"
#include "inputs/document.hpp"
#include "ledger/decision_digest.hpp"
#include "ledger/history_writer.hpp"
#include "lists/byte_source.hpp"
#include "lists/user_csv.hpp"
#include "screen/ownership_screen.hpp"
#include "weir/engine.hpp"

namespace weir::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string snapshot;
  std::string out;
  std::string format;
  std::string as;
  std::optional<double> threshold;
  std::size_t top = 10;
  unsigned jobs = 1;
  std::vector<std::string> columns;
  std::string history;
  std::string date;
  std::vector<std::string> ownership;
  std::vector<std::string> regimes;
  std::vector<std::string> listed;
  std::optional<double> certain_from;
  std::vector<std::string> rules;
  std::string nomenclature;
};

struct Totals {
  std::uint64_t parties = 0;
  std::uint64_t with_hits = 0;
  std::uint64_t hits = 0;
  std::uint64_t problems = 0;
  std::uint64_t documents = 0;
  std::uint64_t mentions = 0;
  std::uint64_t text_bytes = 0;
};

// Collects parties and screens them in batches: on several threads, written in the order of the input.
class BatchSink final : public lists::Sink {
 public:
  BatchSink(const Engine& engine, const Options& options, DecisionWriter& writer, Rejects& rejects,
            Totals& totals, ledger::HistoryWriter* history, Day date,
            const screen::OwnershipScreen* ownership, const nlohmann::ordered_json* basis)
      : options_{.threshold = options.threshold, .top = options.top},
        writer_(writer),
        rejects_(rejects),
        totals_(totals),
        history_(history),
        date_(date),
        basis_(basis) {
    for (unsigned i = 0; i < options.jobs; ++i) {
      screeners_.emplace_back(engine);
      if (ownership != nullptr) askers_.emplace_back(*ownership);
    }
  }
  void party(Party&& party) override {
    constexpr std::size_t kBatch = 4096;
    batch_.push_back(std::move(party));
    if (batch_.size() == kBatch) flush();
  }
  void reject(lists::Reject&& reject) override { rejects_.add(reject); }

  void flush() {
    std::vector<Decision> decisions(batch_.size());
    const auto work = [&](std::size_t worker) {
      for (std::size_t i = worker; i < batch_.size(); i += screeners_.size())
        decisions[i] = screeners_[worker].screen(batch_[i], options_);
    };
    std::vector<std::thread> threads;
    for (std::size_t worker = 1; worker < screeners_.size(); ++worker) threads.emplace_back(work, worker);
    work(0);
    for (std::thread& thread : threads) thread.join();
    // The history keeps what the lists alone say, for that is what lookback asks again.
    if (history_ != nullptr) {
      for (std::size_t i = 0; i < batch_.size(); ++i) keep(batch_[i], decisions[i]);
    }
    add_owned(decisions);
    const std::optional<OwnersAsked> owners =
        basis_ == nullptr ? std::nullopt : std::optional(OwnersAsked{.day = date_, .basis = *basis_});
    for (std::size_t i = 0; i < batch_.size(); ++i) {
      writer_.answer(decisions[i], batch_[i], options_, owners ? &*owners : nullptr);
      ++totals_.parties;
      totals_.hits += decisions[i].hits.size();
      totals_.with_hits += decisions[i].hits.empty() ? 0 : 1;
    }
    batch_.clear();
  }

 private:
  void add_owned(std::vector<Decision>& decisions) {
    const auto work = [&](std::size_t worker) {
      for (std::size_t i = worker; i < batch_.size(); i += askers_.size())
        screen::add_hits(decisions[i], askers_[worker].ask_on(batch_[i], options_, date_).hits, options_);
    };
    std::vector<std::thread> threads;
    for (std::size_t worker = 0; worker < askers_.size(); ++worker) threads.emplace_back(work, worker);
    for (std::thread& thread : threads) thread.join();
  }
  void keep(const Party& party, const Decision& decision) {
    const auto kept = history_->add(ledger::past_question(party, decision, options_, date_));
    if (kept) return;
    complain(kept.error().text());
    ++totals_.problems;
  }

  ScreenOptions options_;
  DecisionWriter& writer_;
  Rejects& rejects_;
  Totals& totals_;
  ledger::HistoryWriter* history_;  // nullptr: nothing is kept
  Day date_;
  const nlohmann::ordered_json* basis_;  // of owners; nullptr without --ownership
  std::vector<Screener> screeners_;
  std::vector<screen::OwnershipScreen::Asker> askers_;  // none without --ownership
  std::vector<Party> batch_;
};

// True when the first bytes are a table with a column of names.
bool has_party_table(const std::string& path, const std::map<std::string, std::string>& columns) {
  const auto head = lists::file_head(path);
  return head && lists::looks_like_user_csv(*head, columns);
}

void screen_document(const std::string& path, Screener& screener, const Engine& engine,
                     const Options& options, DecisionWriter& writer, Totals& totals) {
  auto document = inputs::read_document(path);
  if (!document) {
    complain(document.error().text());
    ++totals.problems;
    return;
  }
  if (!document->unread_pages.empty()) {
    complain(fmt::format("{}: {} pages could not be read", path, document->unread_pages.size()));
    ++totals.problems;
  }
  std::vector<Mention> mentions =
      screener.scan(document->text, {.threshold = options.threshold, .top = options.top});
  for (Mention& mention : mentions) {
    const inputs::Position position = inputs::locate(*document, mention.offset);
    mention.line = position.line;
    mention.column = position.column;
    mention.page = position.page;
    writer.mention(path, mention, engine.snapshot_id());
  }
  ++totals.documents;
  totals.mentions += mentions.size();
  totals.text_bytes += document->text.size();
  if (mentions.empty()) writer.decision({.id = path, .snapshot = engine.snapshot_id()}, "(document)");
}

int screen(const Options& options, const Global& global) {
  std::map<std::string, std::string> columns;
  if (!parse_columns(options.columns, columns)) return kWrongUse;
  if (options.ownership.empty() &&
      (!options.listed.empty() || options.certain_from || !options.regimes.empty())) {
    complain("--listed, --certain and --regime go with --ownership STAKES");
    return kWrongUse;
  }
  Day date = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  if (!options.date.empty()) {
    const auto day = facts::parse_day(options.date);
    if (!day) {
      complain(fmt::format("--date '{}': expected a day such as 2026-11-24", options.date));
      return kWrongUse;
    }
    date = *day;
  }
  const Engine engine = Engine::open(options.snapshot);
  std::optional<ledger::HistoryWriter> history;
  if (!options.history.empty()) {
    auto opened = ledger::HistoryWriter::open(options.history);
    if (!opened) {
      complain(opened.error().text());
      return kNothingDone;
    }
    history.emplace(std::move(*opened));
    if (history->removed() > 0)
      say(global,
          fmt::format("{}: {} bytes of an unfinished segment removed", options.history, history->removed()));
  }
  const bool to_terminal = options.out.empty() && ::isatty(STDOUT_FILENO) == 1;
  const std::string format = !options.format.empty() ? options.format : to_terminal ? "table" : "jsonl";
  auto out = OutFile::open(options.out, OutMode::InPlace);
  if (!out) {
    complain(out.error().text());
    return kNothingDone;
  }
  const OutputFormat kind = format == "csv"     ? OutputFormat::Csv
                            : format == "table" ? OutputFormat::Table
                                                : OutputFormat::JsonLines;
  // Made when the first party or document is answered: shipments have a header of their own.
  std::unique_ptr<DecisionWriter> made;
  const auto writer = [&]() -> DecisionWriter& {
    if (!made) made = make_writer(kind, out->stream(), colours_wanted(to_terminal));
    return *made;
  };
  Rejects rejects(options.out);
  Totals totals;
  std::optional<OwnersAtHand> owners;
  std::shared_ptr<const screen::OwnershipScreen> owned;  // on the day of --date
  if (!options.ownership.empty()) {
    auto loaded = load_owners({.files = options.ownership,
                               .listed = options.listed,
                               .certain_from = options.certain_from,
                               .regimes = options.regimes,
                               .jobs = options.jobs},
                              global, engine, date, rejects);
    auto solved = loaded ? loaded->days.on(date) : tl::unexpected(loaded.error());
    if (!solved) {
      complain(solved.error().text());
      return solved.error().kind == FaultKind::BadArgument ? kWrongUse : kNothingDone;
    }
    owners.emplace(std::move(*loaded));
    owned = std::move(*solved);
    say(global, fmt::format("{} entities may be owned by listed parties on {}", owned->entity_count(),
                            facts::iso_day(date)));
  }
  ShipmentTotals shipments;
  std::optional<Screener> screener;  // for documents
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& path : options.files) {
    auto file = lists::open_file(path);
    if (!file) {
      complain(file.error().text());
      ++totals.problems;
      continue;
    }
    if (options.as == "shipment" || (options.as.empty() && has_shipments(path, columns))) {
      screen_shipments(path, engine,
                       {.screen = {.threshold = options.threshold, .top = options.top},
                        .jobs = options.jobs,
                        .format = kind,
                        .colours = colours_wanted(to_terminal),
                        .today = date,
                        .owners = owners ? &*owners : nullptr,
                        .columns = columns,
                        .rules = options.rules,
                        .nomenclature = options.nomenclature,
                        .history = history ? &*history : nullptr},
                       out->stream(), rejects, shipments);
      continue;
    }
    if (options.as == "document" || (options.as.empty() && !has_party_table(path, columns))) {
      if (!screener) screener.emplace(engine);
      screen_document(path, *screener, engine, options, writer(), totals);
      continue;
    }
    BatchSink sink(engine, options, writer(), rejects, totals, history ? &*history : nullptr, date,
                   owned.get(), owners ? &owners->basis : nullptr);
    const auto source = lists::as_utf8(std::move(*file));
    const auto read = lists::read_user_csv(*source, {.list_id = "question", .columns = columns}, sink);
    sink.flush();
    if (!read) {
      complain(read.error().text());
      ++totals.problems;
    }
  }
  if (history) {
    if (const auto kept = history->finish(); !kept) {
      complain(kept.error().text());
      ++totals.problems;
    }
  }
  if (const auto written = out->finish(); !written) {
    complain(written.error().text());
    return kNothingDone;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  totals.problems += shipments.problems;
  if (shipments.shipments > 0) {
    say(global,
        fmt::format("{} shipments with {} lines screened in {:.2f} s: {} with hits, measures or red flags, "
                    "{} rejected",
                    shipments.shipments, shipments.lines, seconds, shipments.not_free, rejects.count()));
  }
  if (totals.parties > 0 || (totals.documents == 0 && shipments.shipments == 0)) {
    say(global,
        fmt::format("{} parties screened in {:.2f} s ({:.0f} a second): {} with hits, {} hits, {} rejected",
                    totals.parties, seconds, static_cast<double>(totals.parties) / std::max(seconds, 1e-9),
                    totals.with_hits, totals.hits, rejects.count()));
  }
  if (totals.documents > 0) {
    say(global, fmt::format("{} documents, {:.1f} MB of text: {} listed names found", totals.documents,
                            static_cast<double>(totals.text_bytes) / 1e6, totals.mentions));
  }
  if (totals.parties == 0 && totals.documents == 0 && shipments.shipments == 0 && totals.problems > 0)
    return kNothingDone;
  if (rejects.count() > 0 || totals.problems > 0) return kSomeRejected;
  return totals.hits > 0 || totals.mentions > 0 || shipments.not_free > 0 ? kHit : kNoHit;
}

}  // namespace

void add_screen(CLI::App& app, const Global& global, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("screen", "Screen parties or documents against a snapshot");
  verb->add_option(
          "files", options->files,
          "CSV of parties; shipments (CSV, JSON); documents: plain text, HTML, PDF (found by content)")
      ->required();
  verb->add_option("-s,--snapshot", options->snapshot, "Snapshot made by weir compile")->required();
  verb->add_option("-o,--out", options->out,
                   "Where decisions go (default: standard output); rejected records go to OUT.rejects");
  verb->add_option("--format", options->format, "jsonl (default), csv, or table (default on a terminal)")
      ->check(CLI::IsMember({"jsonl", "csv", "table"}));
  verb->add_option("--as", options->as, "party, shipment or document, when the content is not to decide")
      ->check(CLI::IsMember({"party", "shipment", "document"}));
  verb->add_option("--threshold", options->threshold,
                   "Score from which a hit is reported (default: by schema)")
      ->check(CLI::Range(0.0, 1.0));
  verb->add_option("--top", options->top, "Most hits a question")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  verb->add_option("-j,--jobs", options->jobs, "Threads")->capture_default_str()->check(CLI::Range(1, 256));
  verb->add_option("--history", options->history,
                   "Keep the questions in this history file, for weir lookback: personal data, mode 0600");
  verb->add_option("--date", options->date,
                   "Day of parties (stakes, history) and of shipments without a date (default: today, UTC)");
  verb->add_option(
      "--ownership", options->ownership,
      "Stakes (CSV, FollowTheMoney, BODS, GLEIF): parties owned by listed ones are hits (repeatable)");
  verb->add_option("--regime", options->regimes, "With --ownership: ofac, eu, uk, bis or all (default)");
  verb->add_option(
      "--listed", options->listed,
      "With --ownership: CSV of listed owners (id and/or name, list), beside those of the snapshot");
  verb->add_option("--certain", options->certain_from,
                   "With --ownership: score from which an owner is taken for listed without review")
      ->check(CLI::Range(0.0, 1.0));
  verb->add_option("--rules", options->rules,
                   "Shipments: rule tables of your own (repeatable; docs/rules.md)");
  verb->add_option("--nomenclature", options->nomenclature,
                   "Shipments: a whole nomenclature, CSV with hscode and description");
  verb->add_option("--map", options->columns, "Column of your CSV: TITLE=COLUMN (repeatable)");
  verb->footer(
      "Examples:\n"
      "  weir screen customers.csv -s lists.weir\n"
      "  weir screen customers.csv -s lists.weir -o decisions.jsonl --jobs 4\n"
      "  weir screen customers.csv -s lists.weir --history asked.weirhist\n"
      "  weir screen customers.csv -s lists.weir --ownership stakes.csv --regime ofac\n"
      "  weir screen contract.pdf news.html -s lists.weir\n"
      "  weir screen shipments.csv -s lists.weir --format table\n"
      "  weir screen shipments.csv -s lists.weir --ownership stakes.csv --rules own.toml\n"
      "  weir screen kunden.csv -s lists.weir --map Kundenname=name --format csv -o hits.csv");
  verb->callback([options, &global, &code] { code = screen(*options, global); });
}

}  // namespace weir::cli
