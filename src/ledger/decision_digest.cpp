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
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  Digest digest;
  std::memcpy(digest.data(), canonical.digest, digest.size());
  return digest;
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
