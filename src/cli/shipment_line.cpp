#include "cli/shipment_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "facts/dates.hpp"
#include "fetch/files.hpp"
#include "ledger/decision_digest.hpp"
#include "ledger/question_json.hpp"
#include "ledger/shipment_json.hpp"

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

}  // namespace

struct ShipmentLineWriter::Caches {
  WrittenLines written;
};

ShipmentLineWriter::ShipmentLineWriter(const ShipmentRecord& record)
    : record_(record), caches_(std::make_unique<Caches>()) {}
ShipmentLineWriter::~ShipmentLineWriter() = default;

std::string ShipmentLineWriter::line(const inputs::Shipment& shipment,
                                     const screen::ShipmentDecision& decision) {
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
    lines += (lines.empty() ? "" : ",") + line_text(line, caches_->written);
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
  ordered_json tail{{"red_flags", std::move(flags)}, {"stops", decision.stops},
                    {"look_at", decision.look_at},   {"missing", decision.missing},
                    {"ask", decision.ask},           {"snapshot", decision.snapshot},
                    {"rules", decision.rules}};
  tail["engine"] = ledger::engine_name();
  tail["options"] = ledger::options_to_json(record_.options);
  if (record_.owners != nullptr) tail["owners"] = *record_.owners;
  if (!record_.nomenclature.empty()) tail["nomenclature"] = record_.nomenclature;
  tail["file"] = ledger::file_facts_to_json(decision.file);
  tail["question"] = ledger::shipment_to_json(shipment);
  return fmt::format("{{{},\"lines\":[{}],{}}}", members(head), lines, members(tail));
}

tl::expected<std::string, Fault> nomenclature_digest(const std::string& path) {
  return path.empty() ? tl::expected<std::string, Fault>(std::string{}) : fetch::sha256_of(path);
}

}  // namespace weir::cli
