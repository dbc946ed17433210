#include "ledger/question_codec.hpp"

#include <cstring>
#include <limits>

#include "snapshot/fact_codec.hpp"

namespace weir::ledger {
namespace {

using snapshot::decode_all;
using snapshot::encode_all;

constexpr std::uint64_t kHasDigest = 1;
constexpr std::uint64_t kHasLine = 2;
constexpr std::uint64_t kHasShipment = 4;

// Texts stand where they belong, behind their lengths.
class Encoder : public snapshot::FactEncoder {
 public:
  using FactEncoder::FactEncoder;

  void text(std::string_view value) {
    number(value.size());
    out_.append(value);
  }
  void bytes(const void* data, std::size_t size) { out_.append(static_cast<const char*>(data), size); }
  void exact(const Number& value) {
    snapshot::put_signed(out_, value.numerator());
    number(static_cast<std::uint64_t>(value.denominator()));
  }
};

class Decoder : public snapshot::FactDecoder {
 public:
  using FactDecoder::FactDecoder;

  std::string text() {
    const std::size_t length = count();
    return std::string(cursor_.take(length));
  }
  void bytes(void* to, std::size_t size) {
    const std::string_view from = cursor_.take(size);
    if (from.size() == size) std::memcpy(to, from.data(), size);
  }
  Number exact() {
    const std::int64_t num = cursor_.signed_varint();
    const std::uint64_t den = number();
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    // The smallest integer has no positive counterpart: fractions are kept without it.
    if (!good() || den == 0 || den > kMost || num == std::numeric_limits<std::int64_t>::min()) {
      fail();
      return {};
    }
    if (den == 1) return Number(num);
    const auto value = Number::ratio(num, static_cast<std::int64_t>(den));
    if (!value) fail();
    return value.value_or(Number{});
  }
};

void encode_party(const Party& party, Encoder& out) {
  out.text(party.entry_id);
  out.number(static_cast<std::uint64_t>(party.schema));
  out.number(static_cast<std::uint64_t>(party.gender));
  out.list(party.names, [&](const Name& name) {
    out.text(name.text);
    out.number(static_cast<std::uint64_t>(name.kind));
    out.text(name.language);
    encode_all(name.parts, out);
  });
  encode_all(party.birth_dates, out);
  encode_all(party.addresses, out);
  encode_all(party.identifiers, out);
  encode_all(party.countries, out);
  encode_all(party.properties, out);
}

Party decode_party(Decoder& in) {
  Party party;
  party.list = "question";
  party.entry_id = in.text();
  party.schema = in.choice(Schema::Address);
  party.gender = in.choice(Gender::Other);
  in.list(party.names, [&] {
    Name name;
    name.text = in.text();
    name.kind = in.choice(NameKind::Original);
    name.language = in.text();
    decode_all(name.parts, in);
    return name;
  });
  decode_all(party.birth_dates, in);
  decode_all(party.addresses, in);
  decode_all(party.identifiers, in);
  decode_all(party.countries, in);
  decode_all(party.properties, in);
  return party;
}

void encode_place(const Place& place, Encoder& out) {
  out.text(place.country);
  out.text(place.region);
}

Place decode_place(Decoder& in) {
  Place place;
  place.country = in.text();
  place.region = in.text();
  return place;
}

void encode_number(const std::optional<Number>& value, Encoder& out) {
  out.number(value ? 1 : 0);
  if (value) out.exact(*value);
}

std::optional<Number> decode_number(Decoder& in) {
  if (in.number() == 0) return std::nullopt;
  return in.exact();
}

void encode_line(const RuleQuestion& line, Encoder& out) {
  out.text(line.id);
  out.list(line.codes, [&](const GoodsCode& code) {
    out.text(code.digits);
    out.number(static_cast<std::uint64_t>(code.nomenclature.system));
    out.number(code.nomenclature.hs_edition);
    out.number(code.candidate ? 1 : 0);
  });
  encode_all(line.eccns, out);
  encode_all(line.chemicals, out);
  out.list(line.facts, [&](const Fact& fact) {
    out.text(fact.name);
    out.number(fact.value.index());
    if (const auto* flag = std::get_if<bool>(&fact.value)) out.number(*flag ? 1 : 0);
    if (const auto* number = std::get_if<Number>(&fact.value)) out.exact(*number);
    if (const auto* text = std::get_if<std::string>(&fact.value)) out.text(*text);
  });
  encode_place(line.departure, out);
  encode_place(line.destination, out);
  encode_place(line.origin, out);
  out.list(line.transit, [&](const Place& place) { encode_place(place, out); });
  out.list(line.parties, [&](const PartyFact& party) {
    out.text(party.role);
    out.text(party.name);
    encode_all(party.tags, out);
    out.text(party.country);
  });
  encode_all(line.documents, out);
  encode_number(line.value, out);
  out.text(line.currency);
  encode_number(line.weight_kg, out);
}

RuleQuestion decode_line(Decoder& in) {
  RuleQuestion line;
  line.id = in.text();
  in.list(line.codes, [&] {
    GoodsCode code;
    code.digits = in.text();
    code.nomenclature.system = in.choice(CodeSystem::ScheduleB);
    code.nomenclature.hs_edition = static_cast<std::uint16_t>(in.number());
    code.candidate = in.number() != 0;
    return code;
  });
  decode_all(line.eccns, in);
  decode_all(line.chemicals, in);
  in.list(line.facts, [&] {
    Fact fact;
    fact.name = in.text();
    switch (in.number()) {
      case 0:
        fact.value = in.number() != 0;
        break;
      case 1:
        fact.value = in.exact();
        break;
      case 2:
        fact.value = in.text();
        break;
      default:
        in.fail();
    }
    return fact;
  });
  line.departure = decode_place(in);
  line.destination = decode_place(in);
  line.origin = decode_place(in);
  in.list(line.transit, [&] { return decode_place(in); });
  in.list(line.parties, [&] {
    PartyFact party;
    party.role = in.text();
    party.name = in.text();
    decode_all(party.tags, in);
    party.country = in.text();
    return party;
  });
  decode_all(line.documents, in);
  line.value = decode_number(in);
  line.currency = in.text();
  line.weight_kg = decode_number(in);
  return line;
}

Fault damaged(std::string_view what) {
  return Fault{.kind = FaultKind::Corrupt, .message = std::string(what) + " is damaged"};
}

}  // namespace

void encode_question(const PastQuestion& question, std::uint32_t context, std::string& bytes) {
  Encoder out(bytes);
  out.number(context);
  out.day(question.date);
  out.number(static_cast<std::uint64_t>(question.outcome));
  out.number((question.digest ? kHasDigest : 0) | (question.line ? kHasLine : 0) |
             (question.shipment.empty() ? 0 : kHasShipment));
  if (question.digest) out.bytes(question.digest->data(), question.digest->size());
  encode_party(question.party, out);
  if (question.line) encode_line(*question.line, out);
  if (!question.shipment.empty()) {
    out.list(question.shipment.links, [&](const PartyLink& link) {
      out.number(link.back);
      encode_all(link.tags, out);
    });
    encode_number(question.shipment.value, out);
    out.text(question.shipment.currency);
    out.text(question.shipment.counterparty);
  }
}

tl::expected<PastQuestion, Fault> decode_question(std::string_view bytes,
                                                  const std::vector<Context>& contexts) {
  Decoder in(bytes);
  PastQuestion question;
  const std::uint64_t context = in.number();
  if (context < contexts.size()) {
    question.context = contexts[context];
  } else {
    in.fail();
  }
  question.date = in.day();
  question.outcome = in.choice(PastOutcome::Hit);
  const std::uint64_t flags = in.number();
  if ((flags & kHasDigest) != 0) in.bytes(question.digest.emplace().data(), sizeof(Digest));
  question.party = decode_party(in);
  if ((flags & kHasLine) != 0) question.line = decode_line(in);
  if ((flags & kHasShipment) != 0) {
    in.list(question.shipment.links, [&] {
      PartyLink link;
      link.back = in.number();
      decode_all(link.tags, in);
      return link;
    });
    question.shipment.value = decode_number(in);
    question.shipment.currency = in.text();
    question.shipment.counterparty = in.text();
  }
  if (!in.good()) return tl::unexpected(damaged("a record of the history"));
  return question;
}

void encode_contexts(const std::vector<Context>& contexts, std::string& bytes) {
  Encoder out(bytes);
  out.list(contexts, [&](const Context& context) {
    out.text(context.snapshot);
    out.text(context.rules);
    out.text(context.engine);
    out.number(context.options.threshold ? 1 : 0);
    if (context.options.threshold) out.bytes(&*context.options.threshold, sizeof(double));
    out.number(context.options.top);
  });
}

tl::expected<std::vector<Context>, Fault> decode_contexts(std::string_view bytes) {
  Decoder in(bytes);
  std::vector<Context> contexts;
  in.list(contexts, [&] {
    Context context;
    context.snapshot = in.text();
    context.rules = in.text();
    context.engine = in.text();
    if (in.number() != 0) {
      double threshold = 0;
      in.bytes(&threshold, sizeof threshold);
      if (!(threshold >= 0 && threshold <= 1)) in.fail();
      context.options.threshold = threshold;
    }
    context.options.top = static_cast<std::size_t>(in.number());
    return context;
  });
  if (!in.good()) return tl::unexpected(damaged("section CONTEXTS of the history"));
  return contexts;
}

}  // namespace weir::ledger
