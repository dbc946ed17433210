#include "screen/shipment_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "facts/countries.hpp"
#include "facts/dates.hpp"

namespace weir::screen {
namespace {

constexpr std::size_t kMostCached = 1U << 16U;
constexpr std::size_t kMostInMemo = 12;
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

bool once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) != list.end()) return false;
  list.push_back(std::move(text));
  return true;
}

}  // namespace

std::map<std::string, std::string, std::less<>> tiers_on(const RuleSet& rules, Day day) {
  std::map<std::string, std::string, std::less<>> out;
  for (const CodeSetEntry& entry : rules.code_sets()) {
    if (entry.set != "chpl" || entry.out) continue;
    if (entry.valid_from && day < *entry.valid_from) continue;
    if (entry.valid_to && *entry.valid_to < day) continue;
    out.emplace(entry.code.digits, entry.tag);
  }
  return out;
}

ShipmentScreen::ShipmentScreen(const Engine& engine, const goods::Catalogue& catalogue, const RuleSet& rules,
                               const FlagTable& flags, ScreenOptions options,
                               const OwnershipScreen* ownership)
    : engine_(engine),
      catalogue_(catalogue),
      rules_(rules),
      flags_(flags),
      options_(options),
      screener_(engine),
      describer_(catalogue) {
  if (ownership != nullptr) owned_.emplace(*ownership);
  std::set<Day> days;
  const auto note = [&](const auto& row) {
    if (row.valid_from) days.insert(*row.valid_from);
    if (row.valid_to) days.insert(*row.valid_to + std::chrono::days{1});
  };
  for (const Measure& row : rules.measures()) note(row);
  for (const Classification& row : rules.classifications()) note(row);
  for (const CodeSetEntry& row : rules.code_sets()) note(row);
  for (const AreaMember& row : rules.areas()) note(row);
  for (const StackRule& row : rules.stacks()) note(row);
  breaks_.assign(days.begin(), days.end());
}

std::size_t ShipmentScreen::epoch_of(Day day) const {
  return static_cast<std::size_t>(std::upper_bound(breaks_.begin(), breaks_.end(), day) - breaks_.begin());
}

std::shared_ptr<const Decision> ShipmentScreen::ask_party(const Party& party) {
  const std::string key = party_key(party);
  if (const auto seen = parties_seen_.find(key); seen != parties_seen_.end()) return seen->second;
  make_room(parties_seen_);
  Decision answer = screener_.screen(party, options_);
  if (owned_) owned_->add_to(answer, party, options_);
  auto decision = std::make_shared<const Decision>(std::move(answer));
  parties_seen_.emplace(key, decision);
  return decision;
}

LineGoods ShipmentScreen::ask_goods(const inputs::ShipmentLine& line) {
  const std::string key = line.code + kMark + line.text;
  if (const auto seen = goods_seen_.find(key); seen != goods_seen_.end()) return seen->second;
  LineGoods out;
  if (!line.code.empty()) {
    out.code = catalogue_.code(line.code);
    for (const goods::HsCandidate& candidate : out.code.candidates) {
      if (out.tier.empty() || (!candidate.tier.empty() && candidate.tier < out.tier))
        out.tier = candidate.tier;
      out.codes.push_back(candidate.code);
    }
    // A heading or a code that lives on in many is no basis for hundreds of prefixes.
    constexpr std::size_t kMostCandidates = 40;
    if (out.codes.size() > kMostCandidates) out.codes.resize(kMostCandidates);
  }
  if (!line.text.empty()) {
    goods::TextAnswer answer = describer_.describe(line.text);
    out.vague = answer.vague;
    out.candidates = std::move(answer.candidates);
    out.context = std::move(answer.context);
  } else {
    out.vague = true;
  }
  if (out.codes.empty() && !out.candidates.empty()) {
    const double best = out.candidates.front().score;
    for (const goods::TextCandidate& candidate : out.candidates) {
      constexpr double kNear = 0.6;  // of the best: what might well be meant
      if (candidate.score < kNear * best) break;
      out.codes.push_back(candidate.code);
      if (out.tier.empty()) out.tier = candidate.tier;
    }
  }
  make_room(goods_seen_);
  goods_seen_.emplace(key, out);
  return out;
}

std::shared_ptr<const RuleDecision> ShipmentScreen::ask_rules(const RuleQuestion& question, Day day) {
  const std::string key = fmt::format("{}{}{}", epoch_of(day), kMark, rule_key(question));
  if (const auto seen = rules_seen_.find(key); seen != rules_seen_.end()) return seen->second;
  make_room(rules_seen_);
  auto decision = std::make_shared<const RuleDecision>(
      decide(rules_, question, day, kLatestKnowledge, {.not_met = false}));
  rules_seen_.emplace(key, decision);
  return decision;
}

ShipmentDecision ShipmentScreen::screen(const inputs::Shipment& shipment, Day today) {
  ShipmentDecision out{.id = shipment.id,
                       .date = shipment.date.value_or(today),
                       .date_assumed = !shipment.date,
                       .snapshot = engine_.snapshot_id(),
                       .rules = rules_.id()};
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
    PartyFinding finding{.role = party.role,
                         .name = party.party.names.front().text,
                         .country = country_of(party.party),
                         .decision = ask_party(party.party)};
    // The name of a party in the rules' question would only defeat the cache: the memo names the hits itself.
    PartyFact fact{.role = party.role, .country = finding.country};
    std::set<std::string> tags;
    for (const Hit& hit : finding.decision->hits) {
      tags.insert("list:" + hit.list);
      for (const std::string& programme : hit.programmes) tags.insert("programme:" + programme);
    }
    fact.tags.assign(tags.begin(), tags.end());
    out.party_hit = out.party_hit || !finding.decision->hits.empty();
    question.parties.push_back(std::move(fact));
    out.parties.push_back(std::move(finding));
    read_context(party.party.names.front().text);
  }
  read_context(shipment.end_use);
  read_context(shipment.remarks);
  question.departure.country = shipment.from;
  question.destination.country = shipment.to;
  for (const std::string& place : shipment.via) question.transit.push_back({.country = place});
  question.documents = shipment.documents;

  std::vector<LineGoods> goods;
  for (std::size_t i = 0; i < shipment.lines.size(); ++i) {
    const inputs::ShipmentLine& line = shipment.lines[i];
    LineFinding finding{.number = i + 1, .goods = ask_goods(line)};
    context.insert(context.end(), finding.goods.context.begin(), finding.goods.context.end());
    RuleQuestion one = question;
    for (const std::string& code : finding.goods.codes)
      one.codes.push_back({.digits = code,
                           .nomenclature = {},
                           .candidate = finding.goods.codes.size() > 1 || finding.goods.code.digits.empty()});
    one.eccns = line.eccns;
    one.origin.country = line.origin;
    finding.rules = ask_rules(one, out.date);
    out.outcome = std::max(out.outcome, finding.rules->outcome);
    goods.push_back(finding.goods);
    out.lines.push_back(std::move(finding));
  }
  if (shipment.lines.empty()) {
    // Parties and route may stop a shipment whatever it holds.
    LineFinding finding{.number = 0, .rules = ask_rules(question, out.date)};
    out.outcome = std::max(out.outcome, finding.rules->outcome);
    out.lines.push_back(std::move(finding));
  }
  out.flags = find_flags(flags_, shipment, goods, context, rules_, out.date);
  if (out.party_hit ||
      std::any_of(out.flags.begin(), out.flags.end(), [](const RedFlag& f) { return f.review; }))
    out.outcome = std::max(out.outcome, RuleOutcome::HumanReview);
  memo(shipment, out);
  return out;
}

void ShipmentScreen::memo(const inputs::Shipment& shipment, ShipmentDecision& out) const {
  for (const PartyFinding& party : out.parties) {
    if (party.decision->hits.empty()) continue;
    const Hit& hit = party.decision->hits.front();
    const std::size_t more = party.decision->hits.size() - 1;
    once(out.stops,
         fmt::format("{} \"{}\" may be {} ({} {}{}{}), score {:.2f}{}; compare before anything moves",
                     party.role, party.name, hit.name, hit.list, hit.entry_id,
                     hit.programmes.empty() ? "" : ", ", fmt::join(hit.programmes, ", "), hit.score,
                     more == 0 ? "" : fmt::format(" and {} more", more)));
  }
  // A measure is told once, with the lines that meet it.
  struct Met {
    const MeasureFinding* finding;
    std::vector<std::size_t> lines;
  };
  std::vector<Met> met;
  std::map<std::string, std::pair<std::string, std::set<std::string>>> needs;  // fact -> question, measures
  for (const LineFinding& line : out.lines) {
    for (const MeasureFinding& finding : line.rules->findings) {
      if (finding.state != Truth::Yes || finding.effect == RuleOutcome::NoHit || !finding.lifted_by.empty())
        continue;
      const auto known =
          std::find_if(met.begin(), met.end(), [&](const Met& m) { return m.finding->id == finding.id; });
      if (known == met.end()) {
        met.push_back({&finding, {line.number}});
      } else {
        known->lines.push_back(line.number);
      }
    }
    for (const NeededFact& fact : line.rules->needs) {
      auto& [ask, measures] = needs[fact.name];
      ask = fact.ask;
      measures.insert(fact.measures.begin(), fact.measures.end());
    }
  }
  std::stable_sort(met.begin(), met.end(),
                   [](const Met& a, const Met& b) { return a.finding->effect > b.finding->effect; });
  for (const Met& one : met) {
    std::string text = fmt::format("{}: {}", rule_outcome_text(one.finding->effect), one.finding->title);
    if (!one.finding->policy.empty()) text += fmt::format("; policy: {}", one.finding->policy);
    if (shipment.lines.size() > 1 && one.lines.size() < shipment.lines.size())
      text += fmt::format(" (lines {})", fmt::join(one.lines, ", "));
    text += fmt::format(" [{}; {}]", one.finding->citation, rule_status_text(one.finding->status));
    const bool stop = one.finding->effect >= RuleOutcome::LicenceRequired;
    auto& list = stop ? out.stops : out.look_at;
    if (list.size() < kMostInMemo) once(list, std::move(text));
  }
  for (const RedFlag& flag : out.flags) {
    if (out.look_at.size() < 2 * kMostInMemo)
      once(out.look_at, fmt::format("{}{}", flag.text, flag.review ? "" : " (weigh)"));
    once(out.ask, flag.ask);
  }
  for (const auto& [name, fact] : needs) {
    if (out.missing.size() >= kMostInMemo) break;
    once(out.missing,
         fmt::format("{}: {} ({} {} for it)", name, fact.first.empty() ? "not said" : fact.first,
                     fact.second.size(), fact.second.size() == 1 ? "measure waits" : "measures wait"));
  }
  if (out.date_assumed) out.missing.emplace_back("date: the shipment has none; today's rules were asked");
  if (shipment.to.empty()) once(out.ask, "What is the country of final destination?");
}

}  // namespace weir::screen
