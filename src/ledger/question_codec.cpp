#include "ledger/question_codec.hpp"

#include <bit>
#include <cstring>
#include <limits>

#include "snapshot/varint.hpp"

namespace weir::ledger {
namespace {

using snapshot::put_signed;
using snapshot::put_varint;

constexpr std::uint64_t kHasDigest = 1;
constexpr std::uint64_t kHasLine = 2;
constexpr std::uint64_t kHasShipment = 4;

class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}
  void number(std::uint64_t value) { put_varint(out_, value); }
  void day(Day value) { put_signed(out_, value.time_since_epoch().count()); }
  void text(std::string_view value) {
    put_varint(out_, value.size());
    out_.append(value);
  }
  void bytes(const void* data, std::size_t size) { out_.append(static_cast<const char*>(data), size); }
  void exact(const Number& value) {
    put_signed(out_, value.numerator());
    put_varint(out_, static_cast<std::uint64_t>(value.denominator()));
  }
  template <class T, class Write>
  void list(const std::vector<T>& items, Write write) {
    number(items.size());
    for (const T& item : items) write(item);
  }
  void texts(const std::vector<std::string>& items) {
    list(items, [this](const std::string& item) { text(item); });
  }

 private:
  std::string& out_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : cursor_(bytes) {}
  std::uint64_t number() { return cursor_.varint(); }
  std::string text() {
    const std::size_t length = cursor_.count();
    return std::string(cursor_.take(length));
  }
  void bytes(void* to, std::size_t size) {
    const std::string_view from = cursor_.take(size);
    if (from.size() == size) std::memcpy(to, from.data(), size);
  }
  Day day() {
    const std::int64_t days = cursor_.signed_varint();
    constexpr std::int64_t kFarthest = 4'000'000;
    if (days < -kFarthest || days > kFarthest) good_ = false;
    return Day{std::chrono::days{good_ ? static_cast<int>(days) : 0}};
  }
  Number exact() {
    const std::int64_t num = cursor_.signed_varint();
    const std::uint64_t den = cursor_.varint();
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    // The smallest integer has no positive counterpart: fractions are kept without it.
    if (!good() || den == 0 || den > kMost || num == std::numeric_limits<std::int64_t>::min()) {
      good_ = false;
      return {};
    }
    if (den == 1) return Number(num);
    const auto value = Number::ratio(num, static_cast<std::int64_t>(den));
    if (!value) good_ = false;
    return value.value_or(Number{});
  }
  template <class Enum>
  Enum choice(Enum last) {
    const std::uint64_t value = number();
    if (value > static_cast<std::uint64_t>(last)) good_ = false;
    return good_ ? static_cast<Enum>(value) : Enum{};
  }
  template <class T, class Read>
  void list(std::vector<T>& items, Read read) {
    const std::size_t count = cursor_.count();
    for (std::size_t i = 0; i < count && good(); ++i) items.push_back(read());
  }
  void texts(std::vector<std::string>& items) {
    list(items, [this] { return text(); });
  }
  void fail() { good_ = false; }
  [[nodiscard]] bool good() const noexcept { return good_ && cursor_.ok(); }

 private:
  snapshot::Cursor cursor_;
  bool good_ = true;
};

void encode_date(const DateInterval& date, Encoder& out) {
  out.day(date.earliest);
  out.number(static_cast<std::uint64_t>((date.latest - date.earliest).count()));
  out.number(static_cast<std::uint64_t>(date.precision) | (date.circa ? 4U : 0U) |
             (date.gregorian_source ? 8U : 0U));
  out.text(date.text);
}

DateInterval decode_date(Decoder& in) {
  DateInterval date;
  date.earliest = in.day();
  constexpr std::uint64_t kLongest = 1'000'000;
  const std::uint64_t length = in.number();
  if (length >= kLongest) in.fail();
  date.latest = date.earliest + std::chrono::days{static_cast<int>(length < kLongest ? length : 0)};
  const std::uint64_t bits = in.number();
  date.precision = static_cast<DatePrecision>(bits & 3U);
  date.circa = (bits & 4U) != 0;
  date.gregorian_source = (bits & 8U) != 0;
  date.text = in.text();
  return date;
}

void encode_party(const Party& party, Encoder& out) {
  out.text(party.entry_id);
  out.number(static_cast<std::uint64_t>(party.schema));
  out.number(static_cast<std::uint64_t>(party.gender));
  out.list(party.names, [&](const Name& name) {
    out.text(name.text);
    out.number(static_cast<std::uint64_t>(name.kind));
    out.text(name.language);
    out.list(name.parts, [&](const NamePart& part) {
      out.number(static_cast<std::uint64_t>(part.role));
      out.text(part.text);
    });
  });
  out.list(party.birth_dates, [&](const DateInterval& date) { encode_date(date, out); });
  out.list(party.addresses, [&](const Address& a) {
    for (const std::string* field :
         {&a.full, &a.street, &a.city, &a.region, &a.postal_code, &a.country, &a.note})
      out.text(*field);
  });
  out.list(party.identifiers, [&](const Identifier& identifier) {
    out.number(static_cast<std::uint64_t>(identifier.type));
    out.text(identifier.value);
    out.text(identifier.country);
    out.text(identifier.note);
    out.number(static_cast<std::uint64_t>(identifier.verdict));
  });
  out.list(party.countries, [&](const CountryFact& fact) {
    out.number(static_cast<std::uint64_t>(fact.link));
    out.text(fact.code);
    out.text(fact.text);
  });
  out.list(party.properties, [&](const Property& property) {
    out.text(property.name);
    out.text(property.value);
  });
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
    in.list(name.parts, [&] {
      const NameRole role = in.choice(NameRole::Whole);
      return NamePart{.role = role, .text = in.text()};
    });
    return name;
  });
  in.list(party.birth_dates, [&] { return decode_date(in); });
  in.list(party.addresses, [&] {
    Address a;
    for (std::string* field : {&a.full, &a.street, &a.city, &a.region, &a.postal_code, &a.country, &a.note})
      *field = in.text();
    return a;
  });
  in.list(party.identifiers, [&] {
    Identifier identifier;
    identifier.type = in.choice(IdentifierType::Website);
    identifier.value = in.text();
    identifier.country = in.text();
    identifier.note = in.text();
    identifier.verdict = in.choice(CheckVerdict::BadCheck);
    return identifier;
  });
  in.list(party.countries, [&] {
    CountryFact fact;
    fact.link = in.choice(CountryLink::Flag);
    fact.code = in.text();
    fact.text = in.text();
    return fact;
  });
  in.list(party.properties, [&] {
    Property property;
    property.name = in.text();
    property.value = in.text();
    return property;
  });
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
  out.texts(line.eccns);
  out.texts(line.chemicals);
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
    out.texts(party.tags);
    out.text(party.country);
  });
  out.texts(line.documents);
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
  in.texts(line.eccns);
  in.texts(line.chemicals);
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
    in.texts(party.tags);
    party.country = in.text();
    return party;
  });
  in.texts(line.documents);
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
      out.texts(link.tags);
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
      in.texts(link.tags);
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
