#include "ledger/decision_digest.hpp"

#include <xxhash.h>

#include <bit>
#include <cstring>

#include "snapshot/varint.hpp"

namespace weir::ledger {
namespace {

void put(std::string& out, std::string_view text) {
  snapshot::put_varint(out, text.size());
  out += text;
}
void put_number(std::string& out, std::uint64_t number) {
  snapshot::put_varint(out, number);
}
void put_real(std::string& out, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  out.append(reinterpret_cast<const char*>(&bits), sizeof bits);
}

Digest digest_of(const std::string& bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  Digest digest;
  std::memcpy(digest.data(), canonical.digest, digest.size());
  return digest;
}

}  // namespace

Digest decision_digest(const Decision& decision) {
  std::string bytes;
  put(bytes, decision.id);
  put(bytes, outcome_text(decision.outcome));
  put(bytes, decision.snapshot);
  put_number(bytes, decision.hits.size());
  for (const Hit& hit : decision.hits) {
    put(bytes, hit.list);
    put(bytes, hit.entry_id);
    put(bytes, schema_name(hit.schema));
    put(bytes, hit.name);
    put(bytes, hit.matched_name);
    put(bytes, name_kind_text(hit.matched_kind));
    put(bytes, hit.query_name);
    put_real(bytes, hit.score);
    put_number(bytes, hit.programmes.size());
    for (const std::string& programme : hit.programmes) put(bytes, programme);
    put_number(bytes, hit.evidence.size());
    for (const Evidence& evidence : hit.evidence) {
      put(bytes, evidence.kind);
      put(bytes, evidence.text);
      put_real(bytes, evidence.weight);
    }
    put(bytes, hit.source.file);
    put_number(bytes, hit.source.line);
  }
  return digest_of(bytes);
}

Digest rule_digest(const RuleDecision& decision) {
  std::string bytes;
  const auto number = [&](const std::optional<Number>& value) {
    put_number(bytes, value ? 1 : 0);
    if (!value) return;
    snapshot::put_signed(bytes, value->numerator());
    snapshot::put_signed(bytes, value->denominator());
  };
  const auto texts = [&](const std::vector<std::string>& all) {
    put_number(bytes, all.size());
    for (const std::string& text : all) put(bytes, text);
  };
  const auto day = [&](const std::optional<Day>& value) {
    put_number(bytes, value ? 1 : 0);
    if (value) snapshot::put_signed(bytes, value->time_since_epoch().count());
  };
  put(bytes, rule_outcome_text(decision.outcome));
  put(bytes, rule_outcome_text(decision.worst));
  put_number(bytes, decision.rests_on_unverified ? 1 : 0);
  for (const MeasureFinding& finding : decision.findings) {
    if (finding.state == Truth::No) continue;
    put(bytes, finding.id);
    put(bytes, finding.title);
    put_number(bytes, static_cast<std::uint64_t>(finding.type));
    put_number(bytes, static_cast<std::uint64_t>(finding.state));
    put(bytes, rule_outcome_text(finding.effect));
    put(bytes, finding.policy);
    put(bytes, finding.lifted_by);
    put_number(bytes, finding.why.size());
    for (const RuleStep& step : finding.why) {
      put_number(bytes, static_cast<std::uint64_t>(step.truth));
      put(bytes, step.text);
    }
    texts(finding.needs);
    put(bytes, finding.citation);
    put(bytes, rule_status_text(finding.status));
    day(finding.valid_from);
    day(finding.valid_to);
    snapshot::put_signed(bytes, finding.recorded_at.time_since_epoch().count());
  }
  put_number(bytes, decision.needs.size());
  for (const NeededFact& need : decision.needs) {
    put(bytes, need.name);
    put(bytes, need.ask);
    texts(need.measures);
  }
  put_number(bytes, decision.duties.size());
  for (const DutyLine& duty : decision.duties) {
    put(bytes, duty.measure);
    put(bytes, duty.text);
    number(duty.amount);
    put(bytes, duty.currency);
    put(bytes, duty.not_counted);
  }
  number(decision.total_duty);
  texts(decision.notes);
  return digest_of(bytes);
}

PastQuestion past_question(const Party& party, const Decision& decision, const ScreenOptions& options,
                           Day date) {
  PastQuestion out{.party = party, .date = date};
  out.context = {.snapshot = decision.snapshot, .engine = engine_name(), .options = options};
  out.outcome = decision.outcome == Outcome::Hit ? PastOutcome::Hit : PastOutcome::NoHit;
  if (!decision.hits.empty()) out.digest = decision_digest(decision);
  return out;
}

const std::string& engine_name() {
  static const std::string name = "weir " WEIR_VERSION;
  return name;
}

}  // namespace weir::ledger
