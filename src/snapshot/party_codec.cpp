#include "snapshot/party_codec.hpp"

#include <algorithm>

#include "snapshot/fact_codec.hpp"

namespace weir::snapshot {
namespace {

// Texts are places in the snapshot's pool.
class Encoder : public FactEncoder {
 public:
  Encoder(StringPool& pool, std::string& out) : FactEncoder(out), pool_(pool) {}

  void text(std::string_view value) { number(pool_.add(value)); }
  void optional_day(const std::optional<Day>& value) {
    number(value ? 1 : 0);
    if (value) day(*value);
  }

 private:
  StringPool& pool_;
};

class Decoder : public FactDecoder {
 public:
  Decoder(std::string_view details, std::size_t offset, std::string_view strings)
      : FactDecoder(details, offset), strings_(strings) {}

  std::string text() { return std::string(view()); }
  std::string_view view() {
    const std::uint64_t reference = number();
    if (reference >= strings_.size()) {
      fail();
      return {};
    }
    return string_at(strings_, static_cast<std::uint32_t>(reference));
  }
  void skip(std::size_t numbers) {
    for (std::size_t i = 0; i < numbers; ++i) static_cast<void>(number());
  }
  std::optional<Day> optional_day() {
    if (number() == 0) return std::nullopt;
    return day();
  }

 private:
  std::string_view strings_;
};

}  // namespace

void encode_details(const Party& party, StringPool& pool, std::string& bytes) {
  Encoder out(pool, bytes);
  out.text(party.source.file);
  out.number(party.source.line);
  for (const Name& name : party.names) encode_all(name.parts, out);
  encode_all(party.birth_dates, out);
  encode_all(party.addresses, out);
  encode_all(party.identifiers, out);
  encode_all(party.countries, out);
  encode_all(party.programmes, out);
  out.optional_day(party.listed_on);
  out.optional_day(party.updated_on);
  out.optional_day(party.expires_on);
  encode_all(party.linked_to, out);
  encode_all(party.properties, out);
}

tl::expected<void, Fault> decode_details(std::string_view details, std::uint64_t offset,
                                         std::string_view strings, Party& party) {
  Decoder in(details, offset, strings);
  party.source.file = in.text();
  party.source.line = in.number();
  for (Name& name : party.names) decode_all(name.parts, in);
  decode_all(party.birth_dates, in);
  decode_all(party.addresses, in);
  decode_all(party.identifiers, in);
  decode_all(party.countries, in);
  decode_all(party.programmes, in);
  party.listed_on = in.optional_day();
  party.updated_on = in.optional_day();
  party.expires_on = in.optional_day();
  decode_all(party.linked_to, in);
  decode_all(party.properties, in);
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
    facts.birth_dates.push_back({.earliest = earliest, .latest = in.last_day(earliest)});
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
