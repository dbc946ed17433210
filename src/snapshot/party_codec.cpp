#include "snapshot/party_codec.hpp"

#include <algorithm>

#include "snapshot/varint.hpp"

namespace weir::snapshot {
namespace {

class Encoder {
 public:
  Encoder(StringPool& pool, std::string& out) : pool_(pool), out_(out) {}

  void number(std::uint64_t value) { put_varint(out_, value); }
  void text(std::string_view value) { put_varint(out_, pool_.add(value)); }
  void day(Day value) { put_signed(out_, value.time_since_epoch().count()); }
  void optional_day(const std::optional<Day>& value) {
    number(value ? 1 : 0);
    if (value) day(*value);
  }

 private:
  StringPool& pool_;
  std::string& out_;
};

class Decoder {
 public:
  Decoder(std::string_view details, std::size_t offset, std::string_view strings)
      : cursor_(details, offset), strings_(strings) {}

  std::uint64_t number() { return cursor_.varint(); }
  std::size_t count() { return cursor_.count(); }
  std::string text() { return std::string(view()); }
  std::string_view view() {
    const std::uint64_t reference = cursor_.varint();
    if (reference >= strings_.size()) {
      good_ = false;
      return {};
    }
    return string_at(strings_, static_cast<std::uint32_t>(reference));
  }
  void skip(std::size_t numbers) {
    for (std::size_t i = 0; i < numbers; ++i) static_cast<void>(cursor_.varint());
  }
  Day day() {
    const std::int64_t days = cursor_.signed_varint();
    constexpr std::int64_t kFarthest = 4'000'000;  // some eleven thousand years either way
    if (days < -kFarthest || days > kFarthest) good_ = false;
    return Day{std::chrono::days{good_ ? static_cast<int>(days) : 0}};
  }
  std::optional<Day> optional_day() {
    if (number() == 0) return std::nullopt;
    return day();
  }
  // An enumerator not above `last`.
  template <class Enum>
  Enum choice(Enum last) {
    const std::uint64_t value = number();
    if (value > static_cast<std::uint64_t>(last)) good_ = false;
    return good_ ? static_cast<Enum>(value) : Enum{};
  }
  [[nodiscard]] bool good() const noexcept { return good_ && cursor_.ok(); }

 private:
  Cursor cursor_;
  std::string_view strings_;
  bool good_ = true;
};

void encode_names(const Party& party, Encoder& out) {
  for (const Name& name : party.names) {
    out.number(name.parts.size());
    for (const NamePart& part : name.parts) {
      out.number(static_cast<std::uint64_t>(part.role));
      out.text(part.text);
    }
  }
}

void decode_names(Party& party, Decoder& in) {
  for (Name& name : party.names) {
    const std::size_t parts = in.count();
    for (std::size_t i = 0; i < parts && in.good(); ++i) {
      NamePart part;
      part.role = in.choice(NameRole::Whole);
      part.text = in.text();
      name.parts.push_back(std::move(part));
    }
  }
}

void encode_date(const DateInterval& date, Encoder& out) {
  out.day(date.earliest);
  out.number(static_cast<std::uint64_t>((date.latest - date.earliest).count()));
  out.number(static_cast<std::uint64_t>(date.precision) | (date.circa ? 4U : 0U) |
             (date.gregorian_source ? 8U : 0U));
  out.text(date.text);
}

Day latest_day(Day earliest, std::uint64_t length) {
  constexpr std::uint64_t kLongest = 1'000'000;  // days; an interval beyond that is corrupt
  return earliest + std::chrono::days{static_cast<int>(length < kLongest ? length : 0)};
}

DateInterval decode_date(Decoder& in) {
  DateInterval date;
  date.earliest = in.day();
  date.latest = latest_day(date.earliest, in.number());
  const std::uint64_t bits = in.number();
  date.precision = static_cast<DatePrecision>(bits & 3U);
  date.circa = (bits & 4U) != 0;
  date.gregorian_source = (bits & 8U) != 0;
  date.text = in.text();
  return date;
}

void encode_address(const Address& address, Encoder& out) {
  for (const std::string* field : {&address.full, &address.street, &address.city, &address.region,
                                   &address.postal_code, &address.country, &address.note}) {
    out.text(*field);
  }
}

Address decode_address(Decoder& in) {
  Address address;
  for (std::string* field : {&address.full, &address.street, &address.city, &address.region,
                             &address.postal_code, &address.country, &address.note}) {
    *field = in.text();
  }
  return address;
}

void encode_identifier(const Identifier& identifier, Encoder& out) {
  out.number(static_cast<std::uint64_t>(identifier.type));
  out.text(identifier.value);
  out.text(identifier.country);
  out.text(identifier.note);
  out.number(static_cast<std::uint64_t>(identifier.verdict));
}

Identifier decode_identifier(Decoder& in) {
  Identifier identifier;
  identifier.type = in.choice(IdentifierType::Website);
  identifier.value = in.text();
  identifier.country = in.text();
  identifier.note = in.text();
  identifier.verdict = in.choice(CheckVerdict::BadCheck);
  return identifier;
}

template <class T, class Write>
void encode_list(const std::vector<T>& items, Encoder& out, Write write) {
  out.number(items.size());
  for (const T& item : items) write(item, out);
}

template <class T, class Read>
void decode_list(std::vector<T>& items, Decoder& in, Read read) {
  const std::size_t count = in.count();
  for (std::size_t i = 0; i < count && in.good(); ++i) items.push_back(read(in));
}

void encode_text(const std::string& text, Encoder& out) {
  out.text(text);
}
std::string decode_text(Decoder& in) {
  return in.text();
}

}  // namespace

void encode_details(const Party& party, StringPool& pool, std::string& bytes) {
  Encoder out(pool, bytes);
  out.text(party.source.file);
  out.number(party.source.line);
  encode_names(party, out);
  encode_list(party.birth_dates, out, encode_date);
  encode_list(party.addresses, out, encode_address);
  encode_list(party.identifiers, out, encode_identifier);
  encode_list(party.countries, out, [](const CountryFact& fact, Encoder& to) {
    to.number(static_cast<std::uint64_t>(fact.link));
    to.text(fact.code);
    to.text(fact.text);
  });
  encode_list(party.programmes, out, encode_text);
  out.optional_day(party.listed_on);
  out.optional_day(party.updated_on);
  out.optional_day(party.expires_on);
  encode_list(party.linked_to, out, encode_text);
  encode_list(party.properties, out, [](const Property& property, Encoder& to) {
    to.text(property.name);
    to.text(property.value);
  });
}

tl::expected<void, Fault> decode_details(std::string_view details, std::uint64_t offset,
                                         std::string_view strings, Party& party) {
  Decoder in(details, offset, strings);
  party.source.file = in.text();
  party.source.line = in.number();
  decode_names(party, in);
  decode_list(party.birth_dates, in, decode_date);
  decode_list(party.addresses, in, decode_address);
  decode_list(party.identifiers, in, decode_identifier);
  decode_list(party.countries, in, [](Decoder& from) {
    CountryFact fact;
    fact.link = from.choice(CountryLink::Flag);
    fact.code = from.text();
    fact.text = from.text();
    return fact;
  });
  decode_list(party.programmes, in, decode_text);
  party.listed_on = in.optional_day();
  party.updated_on = in.optional_day();
  party.expires_on = in.optional_day();
  decode_list(party.linked_to, in, decode_text);
  decode_list(party.properties, in, [](Decoder& from) {
    Property property;
    property.name = from.text();
    property.value = from.text();
    return property;
  });
  if (!in.good()) {
    return tl::unexpected(Fault{.kind = FaultKind::Corrupt,
                                .message = "a party's details are damaged; compile the snapshot again"});
  }
  return {};
}

PartyFacts decode_facts(std::string_view details, std::uint64_t offset, std::string_view strings,
                        std::size_t names) {
  // The numbers that a field takes, in the order of encode_details(); a text is one.
  constexpr std::size_t kSource = 2;
  constexpr std::size_t kNamePart = 2;
  constexpr std::size_t kBeforeCountry = 5;  // of an address
  constexpr std::size_t kIdentifier = 5;
  Decoder in(details, offset, strings);
  PartyFacts facts;
  const auto add_country = [&] {
    if (const std::string_view code = in.view(); !code.empty()) facts.countries.push_back(code);
  };
  in.skip(kSource);
  for (std::size_t i = 0; i < names && in.good(); ++i) in.skip(kNamePart * in.count());
  for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
    const Day earliest = in.day();
    const std::uint64_t length = in.number();
    facts.birth_dates.push_back({.earliest = earliest, .latest = latest_day(earliest, length)});
    in.skip(2);
  }
  for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
    in.skip(kBeforeCountry);
    add_country();
    in.skip(1);
  }
  for (std::size_t left = in.count(); left > 0 && in.good(); --left) in.skip(kIdentifier);
  for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
    in.skip(1);
    add_country();
    in.skip(1);
  }
  if (!in.good()) return {};
  std::sort(facts.countries.begin(), facts.countries.end());
  facts.countries.erase(std::unique(facts.countries.begin(), facts.countries.end()), facts.countries.end());
  return facts;
}

}  // namespace weir::snapshot
