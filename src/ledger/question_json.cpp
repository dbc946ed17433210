#include "ledger/question_json.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "facts/dates.hpp"
#include "ledger/json_fields.hpp"

namespace weir::ledger {
namespace {

using Json = nlohmann::ordered_json;

// In the order of the enumerations. property_name() will not do: two types may share a FollowTheMoney
// property.
constexpr std::array<std::string_view, 22> kIdentifierTypes{
    "other",  "passport",     "national_id", "tax_number", "inn",  "ogrn",
    "kpp",    "registration", "uscc",        "lei",        "duns", "bic",
    "iban",   "imo",          "mmsi",        "call_sign",  "tail", "aircraft_serial",
    "wallet", "phone",        "email",       "website"};
constexpr std::array<std::string_view, 4> kVerdicts{"not_checked", "valid", "bad_format", "bad_check"};
constexpr std::array<std::string_view, 5> kNameKinds{"primary", "alias", "weak", "former", "original"};
constexpr std::array<std::string_view, 7> kRoles{"given",  "middle", "patronymic", "family",
                                                 "maiden", "suffix", "whole"};
constexpr std::array<std::string_view, 4> kGenders{"unknown", "male", "female", "other"};
constexpr std::array<std::string_view, 6> kLinks{"nationality", "citizenship",  "residence",
                                                 "birth",       "jurisdiction", "flag"};
constexpr std::array<std::string_view, 4> kPrecisions{"day", "month", "year", "range"};
constexpr std::array<std::string_view, 7> kAddressFields{"full",        "street",  "city", "region",
                                                         "postal_code", "country", "note"};
static_assert(kIdentifierTypes.size() == static_cast<std::size_t>(IdentifierType::Website) + 1);

template <class Names, class Enum>
std::string_view name_of(const Names& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

Json address_json(const Address& a) {
  const std::array<const std::string*, 7> fields{&a.full,        &a.street,  &a.city, &a.region,
                                                 &a.postal_code, &a.country, &a.note};
  Json out = Json::object();
  for (std::size_t i = 0; i < fields.size(); ++i) put(out, kAddressFields[i].data(), *fields[i]);
  return out;
}

}  // namespace

Json question_to_json(const Party& party) {
  Json out{{"schema", schema_name(party.schema)}};
  if (party.gender != Gender::Unknown) out["gender"] = name_of(kGenders, party.gender);
  for (const Name& name : party.names) {
    Json item{{"text", name.text}};
    if (name.kind != NameKind::Primary) item["kind"] = name_of(kNameKinds, name.kind);
    put(item, "language", name.language);
    for (const NamePart& part : name.parts)
      item["parts"].push_back({{"role", name_of(kRoles, part.role)}, {"text", part.text}});
    out["names"].push_back(std::move(item));
  }
  for (const DateInterval& date : party.birth_dates) {
    Json item{{"earliest", facts::iso_day(date.earliest)},
              {"latest", facts::iso_day(date.latest)},
              {"precision", name_of(kPrecisions, date.precision)}};
    if (date.circa) item["circa"] = true;
    if (!date.gregorian_source) item["gregorian_source"] = false;
    put(item, "text", date.text);
    out["birth_dates"].push_back(std::move(item));
  }
  for (const Address& address : party.addresses) out["addresses"].push_back(address_json(address));
  for (const Identifier& identifier : party.identifiers) {
    Json item{{"type", name_of(kIdentifierTypes, identifier.type)}, {"value", identifier.value}};
    put(item, "country", identifier.country);
    put(item, "note", identifier.note);
    if (identifier.verdict != CheckVerdict::NotChecked)
      item["verdict"] = name_of(kVerdicts, identifier.verdict);
    out["identifiers"].push_back(std::move(item));
  }
  for (const CountryFact& fact : party.countries) {
    Json item{{"link", name_of(kLinks, fact.link)}};
    put(item, "code", fact.code);
    put(item, "text", fact.text);
    out["countries"].push_back(std::move(item));
  }
  for (const Property& property : party.properties)
    out["properties"].push_back({{"name", property.name}, {"value", property.value}});
  return out;
}

tl::expected<Party, Fault> question_from_json(const Json& json) {
  JsonFields in;
  if (!json.is_object()) {
    in.fail("question", "expected an object");
    return tl::unexpected(*in.fault());
  }
  Party party{.list = "question"};
  const std::string schema = in.text(json, "schema");
  if (const auto parsed = parse_schema(schema); parsed) {
    party.schema = *parsed;
  } else if (!schema.empty()) {
    in.fail("schema", fmt::format("'{}' is not known", schema));
  }
  party.gender = in.choice<Gender>(json, "gender", kGenders);
  in.objects(json, "names", [&](const Json& item) {
    Name name{.text = in.text(item, "text"),
              .kind = in.choice<NameKind>(item, "kind", kNameKinds),
              .language = in.text(item, "language"),
              .parts = {}};
    in.objects(item, "parts", [&](const Json& part) {
      name.parts.push_back(
          {.role = in.choice<NameRole>(part, "role", kRoles), .text = in.text(part, "text")});
    });
    party.names.push_back(std::move(name));
  });
  in.objects(json, "birth_dates", [&](const Json& item) {
    party.birth_dates.push_back({.earliest = in.day(item, "earliest"),
                                 .latest = in.day(item, "latest"),
                                 .precision = in.choice<DatePrecision>(item, "precision", kPrecisions),
                                 .circa = in.flag(item, "circa", false),
                                 .gregorian_source = in.flag(item, "gregorian_source", true),
                                 .text = in.text(item, "text")});
  });
  in.objects(json, "addresses", [&](const Json& item) {
    Address a;
    const std::array<std::string*, 7> fields{&a.full,        &a.street,  &a.city, &a.region,
                                             &a.postal_code, &a.country, &a.note};
    for (std::size_t i = 0; i < fields.size(); ++i) *fields[i] = in.text(item, kAddressFields[i]);
    party.addresses.push_back(std::move(a));
  });
  in.objects(json, "identifiers", [&](const Json& item) {
    party.identifiers.push_back({.type = in.choice<IdentifierType>(item, "type", kIdentifierTypes),
                                 .value = in.text(item, "value"),
                                 .country = in.text(item, "country"),
                                 .note = in.text(item, "note"),
                                 .verdict = in.choice<CheckVerdict>(item, "verdict", kVerdicts)});
  });
  in.objects(json, "countries", [&](const Json& item) {
    party.countries.push_back({.link = in.choice<CountryLink>(item, "link", kLinks),
                               .code = in.text(item, "code"),
                               .text = in.text(item, "text")});
  });
  in.objects(json, "properties", [&](const Json& item) {
    party.properties.push_back({.name = in.text(item, "name"), .value = in.text(item, "value")});
  });
  if (!in.fault() && party.names.empty()) in.fail("names", "expected at least one name");
  if (in.fault()) return tl::unexpected(*in.fault());
  return party;
}

Json options_to_json(const ScreenOptions& options) {
  return {{"threshold", options.threshold ? Json(*options.threshold) : Json(nullptr)}, {"top", options.top}};
}

tl::expected<ScreenOptions, Fault> options_from_json(const Json& json) {
  ScreenOptions options;
  const auto bad = [](std::string message) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat, .field = "options", .message = std::move(message)});
  };
  if (!json.is_object()) return bad("expected an object with threshold and top");
  if (const auto threshold = json.find("threshold"); threshold != json.end() && !threshold->is_null()) {
    if (!threshold->is_number() || threshold->get<double>() < 0 || threshold->get<double>() > 1)
      return bad("threshold: expected a number from 0 to 1");
    options.threshold = threshold->get<double>();
  }
  if (const auto top = json.find("top"); top != json.end()) {
    if (!top->is_number_unsigned() || top->get<std::uint64_t>() == 0) return bad("top: expected a count");
    options.top = top->get<std::size_t>();
  }
  return options;
}

}  // namespace weir::ledger
