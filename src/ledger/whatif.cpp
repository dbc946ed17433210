#include "ledger/whatif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace weir::ledger {
namespace {

std::string month_of(Day day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()));
}

// Who is on the other side: the party that was asked about, else the first of the line's own.
std::string counterparty_of(const PastQuestion& question) {
  if (!question.party.names.empty()) return question.party.names.front().text;
  if (!question.shipment.counterparty.empty()) return question.shipment.counterparty;
  for (const PartyFact& party : question.line->parties) {
    if (!party.name.empty()) return party.name;
  }
  return "not said";
}

std::string tier_of(const RuleSet& rules, const RuleQuestion& line, const std::string& set, Day day) {
  for (const GoodsCode& code : line.codes) {
    for (const CodeSetHit& hit : find_in_code_set(rules, set, code, day)) {
      if (hit.state == Truth::Yes) return hit.entry->tag;
    }
  }
  return "none";
}

// Ids of the measures that a verdict rests on.
std::set<std::string> measures_of(const RuleVerdict& verdict, const RuleSet& rules) {
  std::set<std::string> out;
  for (const std::vector<std::uint32_t>* rows : {&verdict.met, &verdict.undecided}) {
    for (const std::uint32_t row : *rows) out.insert(rules.measures()[row].id);
  }
  return out;
}

}  // namespace

void Tally::add(const std::optional<Number>& amount, const std::string& currency) {
  ++lines;
  if (!amount) return;
  Number& sum = value[currency.empty() ? "?" : currency];
  if (const auto more = sum.plus(*amount)) {
    sum = *more;
  } else {
    value_overflow = true;
  }
}

WhatIfCounter::WhatIfCounter(const RuleSet& before, const RuleSet& after, WhatIfOptions options)
    : options_(std::move(options)), before_(before), after_(after) {
  result_.rules_before = before.id();
  result_.rules_after = after.id();
  result_.differences = diff_rules(before, after);
}

void WhatIfCounter::add(const PastQuestion& question, std::uint64_t record) {
  ++result_.questions;
  if (!question.line) return;
  ++result_.lines;
  const RuleQuestion& line = *question.line;
  const Day day = options_.on.value_or(question.date);
  before_.evaluate(line, day, verdict_before_);
  after_.evaluate(line, day, verdict_after_);
  const RuleOutcome old_outcome = verdict_before_.outcome;
  const RuleOutcome new_outcome = verdict_after_.outcome;
  ++result_.outcomes[static_cast<std::size_t>(old_outcome)][static_cast<std::size_t>(new_outcome)];
  if (new_outcome < old_outcome) ++result_.released;
  if (new_outcome <= old_outcome) return;
  CaughtLine caught{.record = record,
                    .id = line.id.empty() ? question.party.entry_id : line.id,
                    .date = question.date,
                    .counterparty = counterparty_of(question),
                    .code = line.codes.empty() ? std::string{} : line.codes.front().digits,
                    .destination = line.destination.country,
                    .tier = tier_of(after_.rules(), line, options_.code_set, day),
                    .value = line.value ? line.value : question.shipment.value,
                    .currency = line.value ? line.currency : question.shipment.currency,
                    .before = old_outcome,
                    .after = new_outcome,
                    .measures = {}};
  const std::set<std::string> known = measures_of(verdict_before_, before_.rules());
  for (const std::string& id : measures_of(verdict_after_, after_.rules())) {
    if (!known.contains(id)) caught.measures.push_back(id);
  }
  const auto count = [&](Tally& tally) { tally.add(caught.value, caught.currency); };
  count(result_.caught);
  count(result_.by_tier[caught.tier]);
  count(result_.by_month[month_of(question.date)]);
  count(result_.by_party[caught.counterparty]);
  for (const std::string& id : caught.measures) count(result_.by_measure[id]);
  result_.caught_lines.push_back(std::move(caught));
}

WhatIf what_if(const History& history, const RuleSet& before, const RuleSet& after,
               const WhatIfOptions& options) {
  WhatIfCounter counter(before, after, options);
  std::uint64_t unreadable = 0;
  for (const Segment& segment : history.segments()) {
    RecordReader reader(segment);
    // The LINES section tells which records have a line; the others need not be unpacked.
    std::uint32_t seen = 0;
    for (const LineRow& row : segment.index().lines()) {
      const auto question = reader.read(row.record);
      if (!question) {
        ++unreadable;
        continue;
      }
      counter.add(*question, segment.first_record() + row.record);
      ++seen;
    }
    counter.result().questions += segment.records() - std::min(segment.records(), seen);
  }
  counter.result().unreadable = unreadable;
  return std::move(counter.result());
}

}  // namespace weir::ledger
