#include "cli/shipments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <numeric>
#include <thread>

#include "cli/csv_row.hpp"
#include "cli/shipment_line.hpp"
#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "inputs/shipment.hpp"
#include "ledger/shipment_history.hpp"
#include "lists/byte_source.hpp"
#include "screen/shipment_screen.hpp"

namespace weir::cli {
namespace {

void print_csv(std::FILE* out, const screen::ShipmentDecision& decision) {
  std::vector<std::string> flags;
  for (const screen::RedFlag& flag : decision.flags) flags.push_back(flag.id);
  std::vector<std::string> tiers;
  for (const screen::LineFinding& line : decision.lines) {
    if (!line.tier.empty() && std::find(tiers.begin(), tiers.end(), line.tier) == tiers.end())
      tiers.push_back(line.tier);
  }
  print_csv_row(out, {decision.id, std::string(rule_outcome_text(decision.outcome)),
                      facts::iso_day(decision.date), fmt::format("{}", fmt::join(decision.stops, " | ")),
                      fmt::format("{}", fmt::join(decision.look_at, " | ")),
                      fmt::format("{}", fmt::join(decision.missing, " | ")),
                      fmt::format("{}", fmt::join(decision.ask, " | ")),
                      fmt::format("{}", fmt::join(flags, ";")), fmt::format("{}", fmt::join(tiers, ";"))});
}

void print_list(std::FILE* out, std::string_view title, const std::vector<std::string>& items) {
  if (items.empty()) return;
  fmt::print(out, "  {}\n", title);
  for (const std::string& item : items) fmt::print(out, "    - {}\n", item);
}

std::string money_text(const Number& value) {
  return fmt::format("{:.2f}",
                     static_cast<double>(value.numerator()) / static_cast<double>(value.denominator()));
}

// "500 pcs, USD 2100.50".
std::string amount_text(const inputs::ShipmentLine& line) {
  std::string out = line.quantity;
  if (line.value)
    out += fmt::format("{}{}{}", out.empty() ? "" : ", ", line.currency.empty() ? "" : line.currency + " ",
                       money_text(*line.value));
  return out.empty() ? out : ", " + out;
}

void print_goods(std::FILE* out, const inputs::ShipmentLine& written, const screen::LineFinding& line) {
  std::string reading;
  if (written.code.empty() && !line.goods->candidates.empty())
    reading = fmt::format("  (reads like {})", line.goods->candidates.front().code);
  fmt::print(out, "  goods {:<4} {}  {}{}{}{}\n", line.number,
             written.code.empty() ? "(no code)" : written.code,
             written.text.empty() ? "(no description)" : written.text, amount_text(written), reading,
             line.tier.empty() ? "" : fmt::format("  [Common High Priority tier {}]", line.tier));
  for (const screen::LineChemical& chemical : line.goods->chemicals) {
    std::vector<std::string> names;
    for (const chem::Match& match : chemical.what.matches)
      names.push_back(fmt::format("{}{} ({})", match.name, match.id.empty() ? "" : " " + match.id,
                                  chem::match_kind_text(match.kind)));
    if (!names.empty())
      fmt::print(out, "             chemical, by {} in {}: {}{}\n", chem::written_as_text(chemical.what.as),
                 chemical.where, fmt::join(names, "; "), chemical.doubt.empty() ? "" : ", in doubt");
  }
}

void print_memo(std::FILE* out, const inputs::Shipment& shipment, const screen::ShipmentDecision& decision,
                bool colours) {
  const bool stop = decision.outcome >= RuleOutcome::LicenceRequired || decision.party_hit;
  const std::string_view colour = decision.outcome == RuleOutcome::NoHit ? "\033[2m"
                                  : stop                                 ? "\033[1;31m"
                                                                         : "\033[1;33m";
  std::vector<std::string> via;
  for (const std::string& place : shipment.via) via.push_back(facts::country_name(place));
  fmt::print(out, "{}{}{}  {}  {}{}  {} -> {}{}\n", colours ? colour : "",
             rule_outcome_text(decision.outcome), colours ? "\033[0m" : "", decision.id,
             facts::iso_day(decision.date), decision.date_assumed ? " (no date given)" : "",
             shipment.from.empty() ? "?" : facts::country_name(shipment.from),
             shipment.to.empty() ? "?" : facts::country_name(shipment.to),
             via.empty() ? "" : fmt::format(", via {}", fmt::join(via, ", ")));
  for (const screen::PartyFinding& party : decision.parties)
    fmt::print(out, "  {:<10} {}{}\n", party.role, party.name,
               party.country.empty() ? "" : fmt::format(" ({})", facts::country_name(party.country)));
  for (const screen::LineFinding& line : decision.lines) {
    if (line.number > 0) print_goods(out, shipment.lines[line.number - 1], line);
  }
  if (!shipment.end_use.empty()) fmt::print(out, "  end use    {}\n", shipment.end_use);
  print_list(out, "What stops it:", decision.stops);
  print_list(out, "What to look at:", decision.look_at);
  print_list(out, "What is missing, and for which measures:", decision.missing);
  print_list(out, "What to ask the customer:", decision.ask);
  if (decision.outcome == RuleOutcome::NoHit)
    fmt::print(out, "  No list entry and no measure in these tables is met{}. That is no clearance.\n",
               decision.look_at.empty() ? "" : "; the points above are to be weighed");
  std::fputc('\n', out);
}

class Batch {
 public:
  Batch(const screen::ShipmentBasis& basis, const ShipmentRecord& record, const ShipmentOptions& options,
        std::FILE* out, ShipmentTotals& totals)
      : basis_(basis), options_(options), out_(out), totals_(totals), writer_(record) {
    for (unsigned i = 0; i < std::max(options.jobs, 1U); ++i) screens_.emplace_back(basis, options.screen);
    for (screen::ShipmentScreen& screen : screens_) {
      if (options.history != nullptr) screen.keep_questions();
    }
  }

  void add(inputs::Shipment&& shipment) {
    // With stakes a larger one: each of their states is solved for many shipments.
    const std::size_t most = basis_.ownership == nullptr ? 1024 : 16384;
    batch_.push_back(std::move(shipment));
    if (batch_.size() == most) flush();
  }

  void flush() {
    std::vector<screen::ShipmentDecision> decisions(batch_.size());
    const std::vector<std::size_t> order = by_owners();
    const auto work = [&](std::size_t worker) {
      for (std::size_t i = worker; i < batch_.size(); i += screens_.size())
        decisions[order[i]] = screens_[worker].screen(batch_[order[i]], options_.today);
    };
    std::vector<std::thread> threads;
    for (std::size_t worker = 1; worker < screens_.size(); ++worker) threads.emplace_back(work, worker);
    work(0);
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < batch_.size(); ++i) {
      ++totals_.shipments;
      if (options_.history != nullptr) keep(batch_[i], decisions[i]);
      totals_.lines += batch_[i].lines.size();
      totals_.not_free += decisions[i].outcome == RuleOutcome::NoHit ? 0 : 1;
      if (options_.format == OutputFormat::JsonLines) {
        fmt::print(out_, "{}\n", writer_.line(batch_[i], decisions[i]));
      } else if (options_.format == OutputFormat::Csv) {
        print_csv(out_, decisions[i]);
      } else {
        print_memo(out_, batch_[i], decisions[i], options_.colours);
      }
    }
    batch_.clear();
  }

 private:
  void keep(const inputs::Shipment& shipment, const screen::ShipmentDecision& decision) {
    const auto kept =
        options_.history->add_together(ledger::shipment_questions(shipment, decision, options_.screen));
    if (kept) return;
    complain(kept.error().text());
    ++totals_.problems;
  }

  // Shipments under the same stakes one after the other: each state of the stakes is solved once a batch.
  [[nodiscard]] std::vector<std::size_t> by_owners() const {
    std::vector<std::size_t> order(batch_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (basis_.ownership == nullptr) return order;
    const auto stretch = [&](std::size_t i) {
      return basis_.ownership->stretch(batch_[i].date.value_or(options_.today));
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return stretch(a) < stretch(b); });
    return order;
  }

  const screen::ShipmentBasis& basis_;
  const ShipmentOptions& options_;
  std::FILE* out_;
  ShipmentTotals& totals_;
  std::deque<screen::ShipmentScreen> screens_;
  std::vector<inputs::Shipment> batch_;
  ShipmentLineWriter writer_;
};

}  // namespace

bool has_shipments(const std::string& path, const std::map<std::string, std::string>& columns) {
  const auto head = lists::file_head(path);
  return head && (inputs::looks_like_shipment_json(*head) || inputs::looks_like_shipment_csv(*head, columns));
}

namespace {

tl::expected<void, Fault> read_shipments(lists::ByteSource& source, bool json,
                                         const std::map<std::string, std::string>& columns,
                                         const inputs::ShipmentHandler& handler) {
  return json ? inputs::read_shipment_json(source, columns, handler)
              : inputs::read_shipment_csv(source, columns, handler);
}

// A first reading, for what only the whole file shows; rejects are the second reading's to tell.
screen::FileHistory history_of(const std::string& path, bool json, const screen::FlagTable& flags,
                               const std::map<std::string, std::string>& columns) {
  screen::FileHistory out(screen::file_checks(flags));
  auto file = lists::open_file(path);
  if (file) {
    const auto source = lists::as_utf8(std::move(*file));
    (void)read_shipments(*source, json, columns,
                         {.shipment = [&](inputs::Shipment&& shipment) { out.note(shipment); },
                          .reject = [](lists::Reject&&) {}});
  }
  out.finish();
  return out;
}

}  // namespace

void screen_shipments(const std::string& path, const Engine& engine, const ShipmentOptions& options,
                      std::FILE* out, Rejects& rejects, ShipmentTotals& totals) {
  auto file = lists::open_file(path);
  if (!file) {
    complain(file.error().text());
    ++totals.problems;
    return;
  }
  const std::string head = lists::file_head(path).value_or("");
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  const bool json = first != std::string::npos && (head[first] == '{' || head[first] == '[');
  const RuleEvaluator rules(options.rules.empty() ? RuleSet::built_in() : RuleSet::load(options.rules));
  const auto catalogue = goods::Catalogue::open({.nomenclature = options.nomenclature, .tiers = {}});
  const screen::FlagTable flags = screen::FlagTable::built_in();
  const chem::Recogniser chemicals = chem::Recogniser::open();
  const screen::FileHistory history = history_of(path, json, flags, options.columns);
  if (!history.complete())
    complain(fmt::format(
        "{}: more than {} lines: what only the whole file shows was looked for in the first of them", path,
        screen::kMostNotes));
  if (options.format == OutputFormat::Csv)
    print_csv_row(out,
                  {"id", "outcome", "date", "stops", "look_at", "missing", "ask", "red_flags", "chpl_tiers"});
  const auto nomenclature = nomenclature_digest(options.nomenclature);
  if (!nomenclature) {
    complain(nomenclature.error().text());
    ++totals.problems;
    return;
  }
  const ShipmentRecord record{.options = options.screen,
                              .owners = options.owners == nullptr ? nullptr : &options.owners->basis,
                              .nomenclature = *nomenclature};
  const screen::ShipmentBasis basis{.engine = engine,
                                    .catalogue = catalogue,
                                    .rules = rules,
                                    .flags = flags,
                                    .chemicals = chemicals,
                                    .ownership = options.owners == nullptr ? nullptr : &options.owners->days,
                                    .history = &history};
  Batch batch(basis, record, options, out, totals);
  const inputs::ShipmentHandler handler{
      .shipment = [&](inputs::Shipment&& shipment) { batch.add(std::move(shipment)); },
      .reject = [&](lists::Reject&& reject) { rejects.add(reject); }};
  const auto source = lists::as_utf8(std::move(*file));
  const auto read = read_shipments(*source, json, options.columns, handler);
  batch.flush();
  if (!read) {
    complain(read.error().text());
    ++totals.problems;
  }
}

}  // namespace weir::cli
