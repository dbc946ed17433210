#include "cli/shipments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <nlohmann/json.hpp>
#include <thread>
#include <unordered_map>

#include "cli/csv_row.hpp"
#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "inputs/shipment.hpp"
#include "ledger/shipment_history.hpp"
#include "lists/byte_source.hpp"
#include "screen/shipment_screen.hpp"

namespace weir::cli {
namespace {

using nlohmann::ordered_json;

ordered_json hit_json(const Hit& hit) {
  ordered_json evidence = ordered_json::array();
  for (const Evidence& item : hit.evidence) evidence.push_back({{"kind", item.kind}, {"text", item.text}});
  return {{"list", hit.list},
          {"entry_id", hit.entry_id},
          {"name", hit.name},
          {"matched_name", hit.matched_name},
          {"score", std::round(hit.score * 1e4) / 1e4},
          {"programmes", hit.programmes},
          {"evidence", std::move(evidence)}};
}

std::string dumped(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// Members of a JSON object without its braces.
std::string members(const ordered_json& object) {
  const std::string text = dumped(object);
  return text.substr(1, text.size() - 2);
}

std::string goods_members(const screen::LineGoods& goods) {
  ordered_json candidates = ordered_json::array();
  for (const goods::TextCandidate& candidate : goods.candidates)
    candidates.push_back({{"code", candidate.code}, {"score", candidate.score}, {"text", candidate.text}});
  ordered_json chemicals = ordered_json::array();
  for (const screen::LineChemical& chemical : goods.chemicals) {
    ordered_json matches = ordered_json::array();
    for (const chem::Match& match : chemical.what.matches)
      matches.push_back({{"kind", chem::match_kind_text(match.kind)},
                         {"id", match.id.empty() ? ordered_json(nullptr) : ordered_json(match.id)},
                         {"name", match.name},
                         {"why", match.why},
                         {"citation", match.citation},
                         {"status", rule_status_text(match.status)}});
    chemicals.push_back({{"written", chemical.what.written},
                         {"as", chem::written_as_text(chemical.what.as)},
                         {"where", chemical.where},
                         {"matches", std::move(matches)},
                         {"doubt", chemical.doubt},
                         {"problem", chemical.what.rejected ? chemical.what.rejected->message : ""}});
  }
  return members({{"code", goods.code.digits},
                  {"code_problems", goods.code.problems},
                  {"codes_asked", goods.codes},
                  {"vague", goods.vague},
                  {"candidates", std::move(candidates)},
                  {"chemicals", std::move(chemicals)}});
}

ordered_json measure_json(const MeasureFinding& finding, std::string_view state) {
  return {{"id", finding.id},
          {"title", finding.title},
          {"state", state},
          {"effect", rule_outcome_text(finding.effect)},
          {"needs", finding.needs},
          {"citation", finding.citation},
          {"status", rule_status_text(finding.status)}};
}

std::string rules_members(const RuleDecision& rules) {
  ordered_json measures = ordered_json::array();
  for (const MeasureFinding& finding : rules.findings) {
    if (finding.state != Truth::No)
      measures.push_back(measure_json(finding, finding.state == Truth::Yes ? "met" : "open"));
  }
  return members(
      {{"outcome", rules.outcome_text()}, {"measures", std::move(measures)}, {"notes", rules.notes}});
}

// Lines that say the same are written once; a trader's file repeats itself.
template <class Value>
class Written {
 public:
  template <class Write>
  const std::string& of(const std::shared_ptr<const Value>& value, const Write& write) {
    constexpr std::size_t kMost = 1U << 16U;
    if (const auto known = texts_.find(value.get()); known != texts_.end()) return known->second.second;
    if (texts_.size() >= kMost) texts_.clear();
    // The value is kept, so that its address stays its own.
    return texts_.emplace(value.get(), std::pair(value, write(*value))).first->second.second;
  }

 private:
  std::unordered_map<const Value*, std::pair<std::shared_ptr<const Value>, std::string>> texts_;
};

struct WrittenLines {
  Written<screen::LineGoods> goods;
  Written<RuleDecision> rules;
};

std::string line_text(const screen::LineFinding& line, WrittenLines& written) {
  std::string out = fmt::format(
      "{{\"line\":{},\"chpl_tier\":{},{},{}", line.number, line.tier.empty() ? "null" : dumped(line.tier),
      written.goods.of(line.goods, goods_members), written.rules.of(line.rules, rules_members));
  if (line.if_confirmed) {
    // What a chemist has to confirm first: only what the line does not meet anyway.
    ordered_json more = ordered_json::array();
    for (const MeasureFinding& finding : line.if_confirmed->findings) {
      const bool known = std::any_of(
          line.rules->findings.begin(), line.rules->findings.end(),
          [&](const MeasureFinding& one) { return one.id == finding.id && one.state == finding.state; });
      if (finding.state == Truth::Yes && !known) more.push_back(measure_json(finding, "if confirmed"));
    }
    out += ",\"if_confirmed\":" + dumped(more);
  }
  return out + "}";
}

void print_json(std::FILE* out, const screen::ShipmentDecision& decision, WrittenLines& written) {
  ordered_json parties = ordered_json::array();
  ordered_json hits = ordered_json::array();
  for (const screen::PartyFinding& party : decision.parties) {
    parties.push_back({{"role", party.role},
                       {"name", party.name},
                       {"country", party.country},
                       {"outcome", outcome_text(party.decision->outcome)},
                       {"owned", party.owned}});
    for (const Hit& hit : party.decision->hits) {
      hits.push_back(hit_json(hit));
      hits.back()["role"] = party.role;
    }
  }
  std::string lines;
  for (const screen::LineFinding& line : decision.lines)
    lines += (lines.empty() ? "" : ",") + line_text(line, written);
  ordered_json flags = ordered_json::array();
  for (const screen::RedFlag& flag : decision.flags)
    flags.push_back({{"id", flag.id},
                     {"weight", flag.review ? "review" : "weigh"},
                     {"text", flag.text},
                     {"citation", flag.citation},
                     {"status", flag.status}});
  const ordered_json head{{"id", decision.id},
                          {"outcome", rule_outcome_text(decision.outcome)},
                          {"hits", std::move(hits)},
                          {"date", facts::iso_day(decision.date)},
                          {"parties", std::move(parties)}};
  const ordered_json tail{{"red_flags", std::move(flags)}, {"stops", decision.stops},
                          {"look_at", decision.look_at},   {"missing", decision.missing},
                          {"ask", decision.ask},           {"snapshot", decision.snapshot},
                          {"rules", decision.rules}};
  fmt::print(out, "{{{},\"lines\":[{}],{}}}\n", members(head), lines, members(tail));
}

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
  print_list(out, "What is missing:", decision.missing);
  print_list(out, "What to ask the customer:", decision.ask);
  if (decision.outcome == RuleOutcome::NoHit)
    fmt::print(out, "  No list entry and no measure in these tables is met{}. That is no clearance.\n",
               decision.look_at.empty() ? "" : "; the points above are to be weighed");
  std::fputc('\n', out);
}

class Batch {
 public:
  Batch(const screen::ShipmentBasis& basis, const ShipmentOptions& options, std::FILE* out,
        ShipmentTotals& totals)
      : options_(options), out_(out), totals_(totals) {
    for (unsigned i = 0; i < std::max(options.jobs, 1U); ++i) screens_.emplace_back(basis, options.screen);
    for (screen::ShipmentScreen& screen : screens_) {
      if (options.history != nullptr) screen.keep_questions();
    }
  }

  void add(inputs::Shipment&& shipment) {
    constexpr std::size_t kBatch = 1024;
    batch_.push_back(std::move(shipment));
    if (batch_.size() == kBatch) flush();
  }

  void flush() {
    std::vector<screen::ShipmentDecision> decisions(batch_.size());
    const auto work = [&](std::size_t worker) {
      for (std::size_t i = worker; i < batch_.size(); i += screens_.size())
        decisions[i] = screens_[worker].screen(batch_[i], options_.today);
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
        print_json(out_, decisions[i], written_);
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

  const ShipmentOptions& options_;
  std::FILE* out_;
  ShipmentTotals& totals_;
  std::deque<screen::ShipmentScreen> screens_;
  std::vector<inputs::Shipment> batch_;
  WrittenLines written_;
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
  Batch batch({.engine = engine,
               .catalogue = catalogue,
               .rules = rules,
               .flags = flags,
               .chemicals = chemicals,
               .ownership = options.ownership,
               .history = &history},
              options, out, totals);
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
