#include "screen/shipment_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "screen/rule_tags.hpp"
#include "screen/shipment_memo.hpp"

namespace weir::screen {
namespace {

constexpr std::size_t kMostCached = 1U << 16U;
constexpr char kMark = '\x1F';

template <class Map>
void make_room(Map& cache) {
  if (cache.size() >= kMostCached) cache.clear();
}

std::string party_key(const Party& party) {
  std::string key = std::string(schema_name(party.schema));
  for (const Name& name : party.names) key.append(1, kMark).append(name.text);
  for (const CountryFact& country : party.countries) key.append(1, kMark).append("c").append(country.code);
  for (const Identifier& id : party.identifiers) key.append(1, kMark).append("i").append(id.value);
  for (const DateInterval& date : party.birth_dates) key.append(1, kMark).append("b").append(date.text);
  for (const Address& address : party.addresses) key.append(1, kMark).append("a").append(address.full);
  return key;
}

// All that decide() looks at, but for the day.
std::string rule_key(const RuleQuestion& question) {
  std::string key;
  const auto put = [&](std::string_view text) { key.append(text).push_back(kMark); };
  for (const GoodsCode& code : question.codes) put(code.digits + (code.candidate ? "?" : ""));
  put("|");
  for (const std::string& eccn : question.eccns) put(eccn);
  put("|");
  for (const std::string& chemical : question.chemicals) put(chemical);
  put("|");
  put(question.departure.country);
  put(question.destination.country);
  put(question.origin.country);
  for (const Place& place : question.transit) put(place.country);
  put("|");
  for (const PartyFact& party : question.parties) {
    put(party.role);
    put(party.country);
    for (const std::string& tag : party.tags) put(tag);
  }
  put("|");
  for (const std::string& document : question.documents) put(document);
  return key;
}

std::string country_of(const Party& party) {
  for (const CountryFact& fact : party.countries) {
    if (!fact.code.empty()) return fact.code;
  }
  return {};
}

// The chemicals that are certain, and those that a chemist must confirm first.
struct Chemicals {
  std::vector<std::string> certain;
  std::vector<std::string> open;
};

Chemicals chemicals_of(const LineGoods& goods) {
  Chemicals out;
  for (const LineChemical& one : goods.chemicals) {
    for (const chem::Match& match : one.what.matches) {
      if (match.id.empty()) continue;
      const bool certain = one.doubt.empty() && (match.kind == chem::MatchKind::Entry ||
                                                 match.kind == chem::MatchKind::ParentClass);
      (certain ? out.certain : out.open).push_back(match.id);
    }
  }
  return out;
}

// A class candidate, a scaffold or a doubtful name is for a chemist, whatever the rules of the day say.
bool needs_chemist(const LineGoods& goods) {
  return std::any_of(goods.chemicals.begin(), goods.chemicals.end(), [](const LineChemical& one) {
    return !one.what.matches.empty() &&
           (!one.doubt.empty() ||
            std::any_of(one.what.matches.begin(), one.what.matches.end(), [](const chem::Match& match) {
              return match.kind == chem::MatchKind::ClassCandidate ||
                     match.kind == chem::MatchKind::ScaffoldOnly;
            }));
  });
}

// Days between two breaks are one epoch: answers do not change within it.
std::ptrdiff_t epoch(const std::vector<Day>& breaks, Day day) {
  return std::upper_bound(breaks.begin(), breaks.end(), day) - breaks.begin();
}

// Codes of before 2022 are of the edition of 2017.
goods::HsEdition edition_on(Day day) {
  using namespace std::chrono;
  constexpr Day kHs2022{sys_days{year{2022} / 1 / 1}};
  return day < kHs2022 ? goods::HsEdition::Hs2017 : goods::HsEdition::Hs2022;
}

}  // namespace

std::map<std::string, std::string, std::less<>> tiers_on(const RuleSet& rules, Day day) {
  std::map<std::string, std::string, std::less<>> out;
  const TierTable table(rules);
  for (const CodeSetEntry& entry : rules.code_sets()) {
    if (const std::string_view tier = table.tier(entry.code.digits, day); !tier.empty())
      out.emplace(entry.code.digits, tier);
  }
  return out;
}

TierTable::TierTable(const RuleSet& rules) {
  for (const CodeSetEntry& entry : rules.code_sets()) {
    if (entry.set == "chpl") entries_[entry.code.digits].push_back(&entry);
  }
}

std::string_view TierTable::tier(std::string_view code, Day day) const {
  const auto found = entries_.find(code);
  if (found == entries_.end()) return {};
  const CodeSetEntry* best = nullptr;  // the row that was recorded last
  for (const CodeSetEntry* entry : found->second) {
    if ((entry->valid_from && day < *entry->valid_from) || (entry->valid_to && *entry->valid_to < day))
      continue;
    if (best == nullptr || best->recorded_at <= entry->recorded_at) best = entry;
  }
  return best == nullptr || best->out ? std::string_view{} : std::string_view(best->tag);
}

ShipmentScreen::ShipmentScreen(const ShipmentBasis& basis, ScreenOptions options)
    : basis_(basis),
      options_(options),
      screener_(basis.engine),
      describer_(basis.catalogue),
      tiers_(basis.rules.rules()) {
  if (basis.ownership != nullptr) owners_.emplace(*basis.ownership);
  std::set<Day> days;
  const auto note = [&](const auto& row) {
    if (row.valid_from) days.insert(*row.valid_from);
    if (row.valid_to) days.insert(*row.valid_to + std::chrono::days{1});
  };
  const RuleSet& rules = basis.rules.rules();
  for (const Measure& row : rules.measures()) note(row);
  for (const Classification& row : rules.classifications()) note(row);
  for (const CodeSetEntry& row : rules.code_sets()) note(row);
  for (const AreaMember& row : rules.areas()) note(row);
  for (const StackRule& row : rules.stacks()) note(row);
  breaks_.assign(days.begin(), days.end());
}

const ShipmentScreen::AskedParty& ShipmentScreen::ask_party(const Party& party, Day day) {
  std::string key = party_key(party);
  if (basis_.ownership != nullptr) key += fmt::format("{}{}", kMark, epoch(basis_.ownership->breaks(), day));
  if (const auto seen = parties_seen_.find(key); seen != parties_seen_.end()) return seen->second;
  make_room(parties_seen_);
  const ListedParty& listed = ask_lists(party);
  AskedParty asked{.decision = listed.decision,
                   .tags = listed.tags,
                   .owned = {},
                   .listed = listed.decision,
                   .owner_tags = {}};
  if (asker_ != nullptr) {
    Owned owned = asker_->ask_on(party, options_, day);
    std::set<std::string> tags(listed.tags.begin(), listed.tags.end());
    tags.insert(owned.tags.begin(), owned.tags.end());
    asked.tags.assign(tags.begin(), tags.end());
    asked.owner_tags = std::move(owned.tags);
    asked.owned = std::move(owned.chains);
    if (!owned.hits.empty()) {
      Decision answer = *listed.decision;
      add_hits(answer, std::move(owned.hits), options_);
      asked.decision = std::make_shared<const Decision>(std::move(answer));
    }
  }
  return parties_seen_.emplace(key, std::move(asked)).first->second;
}

const ShipmentScreen::ListedParty& ShipmentScreen::ask_lists(const Party& party) {
  std::string key = party_key(party);
  if (const auto seen = listed_seen_.find(key); seen != listed_seen_.end()) return seen->second;
  make_room(listed_seen_);
  Decision answer = screener_.screen(party, options_);
  const std::vector<std::string> tags = list_tags(answer.hits);
  const std::set<std::string> ordered(tags.begin(), tags.end());
  return listed_seen_
      .emplace(std::move(key), ListedParty{.decision = std::make_shared<const Decision>(std::move(answer)),
                                           .tags = {ordered.begin(), ordered.end()}})
      .first->second;
}

std::shared_ptr<const LineGoods> ShipmentScreen::ask_goods(const inputs::ShipmentLine& line,
                                                           goods::HsEdition edition) {
  std::string key =
      fmt::format("{}{}{}{}{}", static_cast<unsigned>(edition), kMark, line.code, kMark, line.text);
  for (const std::string& chemical : line.chemicals) key.append(1, kMark).append(chemical);
  if (const auto seen = goods_seen_.find(key); seen != goods_seen_.end()) return seen->second;
  auto kept = std::make_shared<LineGoods>();
  LineGoods& out = *kept;
  if (!line.code.empty()) {
    out.code = basis_.catalogue.code(line.code, edition);
    if (edition == goods::HsEdition::Hs2022 && !out.code.known && !out.code.problems.empty()) {
      // Who still writes a code of 2017 means its successors.
      goods::CodeAnswer old = basis_.catalogue.code(line.code, goods::HsEdition::Hs2017);
      if (old.known && old.problems.empty()) {
        out.old_code_reason = "HS-2022 does not have it any more";
        out.code = std::move(old);
      }
    }
    for (const goods::HsCandidate& candidate : out.code.candidates) out.codes.push_back(candidate.code);
    // A heading or a code that lives on in many is no basis for hundreds of prefixes.
    constexpr std::size_t kMostCandidates = 40;
    if (out.codes.size() > kMostCandidates) out.codes.resize(kMostCandidates);
  }
  if (!line.text.empty()) {
    goods::TextAnswer answer = describer_.describe(line.text);
    out.vague = answer.vague;
    out.candidates = std::move(answer.candidates);
    out.context = std::move(answer.context);
    for (chem::TextFinding& found : basis_.chemicals.find_in(line.text))
      out.chemicals.push_back(
          {.what = std::move(found.what), .where = "the description", .doubt = std::move(found.doubt)});
  } else {
    out.vague = line.chemicals.empty();
  }
  for (const std::string& chemical : line.chemicals) {
    chem::Recognition found = basis_.chemicals.recognise(chemical);
    // A trade name that the tables lack is no error; a number or structure that cannot be read is one.
    const bool named = chemical.starts_with("cas:") || chemical.starts_with("smiles:") ||
                       found.as != chem::WrittenAs::Smiles;
    if (found.matches.empty() && !(found.rejected && named)) continue;
    for (const std::string_view prefix : {"cas:", "smiles:"}) {
      if (found.written.starts_with(prefix)) found.written.erase(0, prefix.size());
    }
    out.chemicals.push_back({.what = std::move(found), .where = "a column of its own", .doubt = {}});
  }
  if (out.vague && std::any_of(out.chemicals.begin(), out.chemicals.end(),
                               [](const LineChemical& one) { return !one.what.matches.empty(); }))
    out.vague = false;  // the substance says what the goods are
  if (out.codes.empty() && !out.candidates.empty()) {
    const double best = out.candidates.front().score;
    for (const goods::TextCandidate& candidate : out.candidates) {
      constexpr double kNear = 0.6;  // of the best: what might well be meant
      if (candidate.score < kNear * best) break;
      out.codes.push_back(candidate.code);
    }
  }
  make_room(goods_seen_);
  return goods_seen_.emplace(std::move(key), std::move(kept)).first->second;
}

ShipmentScreen::AskedRules ShipmentScreen::ask_rules(const RuleQuestion& question, Day day) {
  // The compiled rules say in a microsecond that there is nothing to explain.
  basis_.rules.evaluate(question, day, verdict_);
  if (verdict_.met.empty() && verdict_.undecided.empty()) {
    static const auto kNothing = std::make_shared<const RuleDecision>();
    return {kNothing, kNothing};
  }
  const std::string key = fmt::format("{}{}{}", epoch(breaks_, day), kMark, rule_key(question));
  if (const auto seen = rules_seen_.find(key); seen != rules_seen_.end()) return seen->second;
  make_room(rules_seen_);
  const RuleSet& rules = basis_.rules.rules();
  AskedRules out;
  out.plain = std::make_shared<const RuleDecision>(
      decide(rules, question, day, kLatestKnowledge, {.not_met = false}));
  out.shown = out.plain;
  if (eccn_chapters_.far_fetched(*out.plain, question, rules)) {
    RuleQuestion elsewhere = question;
    elsewhere.eccns = {"EAR99"};  // any that the measures do not name
    RuleDecision answer = decide(rules, elsewhere, day, kLatestKnowledge, {.not_met = false});
    answer.notes.emplace_back(
        "the export control number was not asked for: the tariff code is of a chapter without "
        "goods of the numbers in question (data/goods/eccn_chapters.tsv, unverified)");
    out.shown = std::make_shared<const RuleDecision>(std::move(answer));
  }
  return rules_seen_.emplace(key, std::move(out)).first->second;
}

void ShipmentScreen::ask_line(const RuleQuestion& shipment, const inputs::ShipmentLine& line,
                              LineFinding& finding, Day day) {
  RuleQuestion one = shipment;
  const LineGoods& goods = *finding.goods;
  for (const std::string& code : goods.codes)
    one.codes.push_back({.digits = code,
                         .nomenclature = {},
                         .candidate = goods.codes.size() > 1 || goods.code.digits.empty()});
  one.eccns = line.eccns;
  one.origin.country = line.origin;
  Chemicals chemicals = chemicals_of(goods);
  one.chemicals = std::move(chemicals.certain);
  const AskedRules asked = ask_rules(one, day);
  finding.rules = asked.shown;
  if (keep_questions_) {
    finding.asked = std::make_shared<const RuleQuestion>(one);
    finding.asked_rules = asked.plain;
  }
  if (chemicals.open.empty()) return;
  one.chemicals.insert(one.chemicals.end(), chemicals.open.begin(), chemicals.open.end());
  finding.if_confirmed = ask_rules(one, day).shown;
}

ShipmentDecision ShipmentScreen::screen(const inputs::Shipment& shipment, Day today) {
  return decide_on(shipment, today, nullptr);
}

ShipmentDecision ShipmentScreen::screen_again(const inputs::Shipment& shipment, Day today,
                                              const FileFacts& file) {
  return decide_on(shipment, today, &file);
}

ShipmentDecision ShipmentScreen::decide_on(const inputs::Shipment& shipment, Day today,
                                           const FileFacts* file) {
  ShipmentDecision out{.id = shipment.id,
                       .date = shipment.date.value_or(today),
                       .date_assumed = !shipment.date,
                       .snapshot = basis_.engine.snapshot_id(),
                       .rules = basis_.rules.rules().id()};
  tl::expected<void, Fault> owners;
  asker_ = nullptr;
  if (owners_) {
    const auto asker = owners_->on(out.date);
    if (asker)
      asker_ = *asker;
    else
      owners = tl::unexpected(asker.error());
  }
  std::vector<goods::ContextWord> context;
  const auto read_context = [&](const std::string& text) {
    if (text.empty()) return;
    const auto seen = context_seen_.find(text);
    if (seen == context_seen_.end()) make_room(context_seen_);
    const auto& words = seen != context_seen_.end()
                            ? seen->second
                            : context_seen_.emplace(text, describer_.context(text)).first->second;
    context.insert(context.end(), words.begin(), words.end());
  };

  RuleQuestion question{.id = shipment.id};
  for (const inputs::ShipmentParty& party : shipment.parties) {
    const AskedParty& asked = ask_party(party.party, out.date);
    PartyFinding finding{.role = party.role,
                         .name = party.party.names.front().text,
                         .country = country_of(party.party),
                         .decision = asked.decision,
                         .owned = asked.owned,
                         .listed = asked.listed,
                         .owner_tags = asked.owner_tags};
    // The name of a party in the rules' question would only defeat the cache: the memo names the hits itself.
    question.parties.push_back({.role = party.role, .tags = asked.tags, .country = finding.country});
    out.party_hit = out.party_hit || !finding.decision->hits.empty();
    out.parties.push_back(std::move(finding));
    read_context(party.party.names.front().text);
  }
  read_context(shipment.end_use);
  read_context(shipment.remarks);
  question.departure.country = shipment.from;
  question.destination.country = shipment.to;
  for (const std::string& place : shipment.via) question.transit.push_back({.country = place});
  question.documents = shipment.documents;

  bool chemist = false;
  for (std::size_t i = 0; i < shipment.lines.size(); ++i) {
    const inputs::ShipmentLine& line = shipment.lines[i];
    LineFinding finding{.number = i + 1, .goods = ask_goods(line, edition_on(out.date))};
    const LineGoods& goods = *finding.goods;
    finding.tier = tier_of(goods, out.date);
    context.insert(context.end(), goods.context.begin(), goods.context.end());
    ask_line(question, line, finding, out.date);
    out.outcome = std::max(out.outcome, finding.rules->outcome);
    chemist = chemist || needs_chemist(goods);
    out.lines.push_back(std::move(finding));
  }
  if (shipment.lines.empty()) {
    // Parties and route may stop a shipment whatever it holds.
    static const auto kNoGoods = std::make_shared<const LineGoods>();
    LineFinding finding{.number = 0, .goods = kNoGoods, .rules = ask_rules(question, out.date).shown};
    if (keep_questions_) {
      finding.asked = std::make_shared<const RuleQuestion>(question);
      finding.asked_rules = finding.rules;
    }
    out.outcome = std::max(out.outcome, finding.rules->outcome);
    out.lines.push_back(std::move(finding));
  }
  if (file != nullptr) {
    out.file = *file;
  } else if (basis_.history != nullptr) {
    out.file = file_facts(*basis_.history, basis_.flags, shipment, out.lines, out.date);
  }
  out.flags =
      find_flags(basis_.flags, shipment, out.lines, context, basis_.rules.rules(), out.date, out.file);
  if (out.party_hit || chemist ||
      std::any_of(out.flags.begin(), out.flags.end(), [](const RedFlag& f) { return f.review; }))
    out.outcome = std::max(out.outcome, RuleOutcome::HumanReview);
  if (!owners) out.outcome = std::max(out.outcome, RuleOutcome::HumanReview);
  write_memo(shipment, out);
  if (!owners)
    out.missing.push_back("who owns the parties could not be worked out: " + owners.error().text());
  return out;
}

// The tier is the shipment's day's, so it is not kept with what the words mean.
std::string_view ShipmentScreen::tier_of(const LineGoods& goods, Day day) const {
  std::string_view best;
  const auto look = [&](std::string_view code) {
    const std::string_view tier = tiers_.tier(code, day);
    if (!tier.empty() && (best.empty() || tier < best)) best = tier;
  };
  if (!goods.code.candidates.empty()) {
    for (const goods::HsCandidate& candidate : goods.code.candidates) look(candidate.code);
  } else if (!goods.codes.empty()) {
    look(goods.codes.front());
  }
  return best;
}

}  // namespace weir::screen
