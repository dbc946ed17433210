#include "inputs/shipment_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "goods/quantity.hpp"
#include "lists/csv.hpp"
#include "lists/csv_titles.hpp"
#include "lists/party_parts.hpp"

namespace weir::inputs {
namespace {

constexpr std::array<std::string_view, 11> kRoles{"consignor", "consignee", "notify", "end_user",
                                                  "forwarder", "carrier",   "vessel", "bank",
                                                  "payer",     "buyer",     "seller"};
constexpr std::size_t kMostFieldBytes = 64U << 10U;
constexpr std::size_t kMostChemicals = 50;

template <class Visit>
void each_value(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(";|", at), text.size());
    if (const std::string_view value = lists::trim(text.substr(at, end - at)); !value.empty()) visit(value);
    at = end + 1;
  }
}

std::string country(std::string_view text, std::string& out) {
  out = facts::country_code(text);
  return out.empty() ? fmt::format("'{}' is no country; expected a code such as DE or a name", text)
                     : std::string{};
}

std::string number(std::string_view text, std::optional<Number>& out) {
  out = goods::parse_decimal(text);
  if (!out) return fmt::format("'{}' is not a number; expected such as 12500.00", text);
  if (*out < Number(0)) {
    out.reset();
    return fmt::format("'{}' is negative", text);
  }
  return {};
}

// Several by ';' alone: '|' may stand in a structure.
std::string add_chemicals(ShipmentLine& line, std::string_view prefix, std::string_view text) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    const std::string_view value = lists::trim(text.substr(at, end - at));
    at = end + 1;
    if (value.empty() || value == "-") continue;
    if (line.chemicals.size() >= kMostChemicals)
      return fmt::format("more than {} chemicals in one line", kMostChemicals);
    line.chemicals.push_back(fmt::format("{}{}", prefix, value));
  }
  return {};
}

ShipmentParty& party_in(Shipment& shipment, std::string_view role) {
  for (ShipmentParty& party : shipment.parties) {
    if (party.role == role) return party;
  }
  ShipmentParty& party = shipment.parties.emplace_back();
  party.role = role;
  party.party.list = "question";
  if (role == "vessel") party.party.schema = Schema::Vessel;
  return party;
}

}  // namespace

bool is_role(std::string_view role) {
  return std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

bool is_line_field(std::string_view field) {
  static constexpr std::array<std::string_view, 12> kFields{"code",  "description", "quantity",  "unit",
                                                            "value", "currency",    "weight_kg", "origin",
                                                            "eccn",  "chemical",    "cas",       "smiles"};
  return std::find(kFields.begin(), kFields.end(), field) != kFields.end();
}

RoleField role_field(std::string_view field) {
  for (const std::string_view role : kRoles) {
    if (!field.starts_with(role)) continue;
    if (field.size() == role.size()) return {role, "name"};
    if (field[role.size()] == '_') return {role, field.substr(role.size() + 1)};
  }
  return {};
}

std::string shipment_field(std::string_view title, const ColumnMap& own) {
  static const lists::CsvTitles kTitles("goods/shipment_columns.tsv");
  if (std::string known = kTitles.column(title, own); !known.empty()) return known;
  const std::string key = lists::title_key(title);
  static constexpr std::array<std::string_view, 7> kParts{"name",       "country",    "address", "identifier",
                                                          "birth_date", "registered", "imo"};
  const RoleField role = role_field(key);
  return !role.role.empty() && std::find(kParts.begin(), kParts.end(), role.part) != kParts.end()
             ? key
             : std::string{};
}

std::string set_party_field(Shipment& shipment, std::string_view role, std::string_view part,
                            std::string_view text) {
  text = lists::trim(text);
  if (text.empty()) return {};
  if (text.size() > kMostFieldBytes)
    return fmt::format("{} bytes; at most {} are read", text.size(), kMostFieldBytes);
  if (shipment.parties.size() >= kMostShipmentParties) return "too many parties";
  ShipmentParty& party = party_in(shipment, role);
  if (part == "name") {
    if (party.party.names.empty())
      party.party.names.push_back({.text = std::string(text)});
    else if (party.party.names.front().text != text)
      party.party.names.push_back({.text = std::string(text), .kind = NameKind::Alias});
  } else if (part == "country") {
    std::string code;
    if (std::string wrong = country(text, code); !wrong.empty()) return wrong;
    lists::add_country(party.party, CountryLink::Jurisdiction, text);
  } else if (part == "address") {
    if (party.party.addresses.empty()) party.party.addresses.push_back({.full = std::string(text)});
  } else if (part == "identifier") {
    each_value(text,
               [&](std::string_view id) { lists::add_identifier(party.party, IdentifierType::Other, id); });
  } else if (part == "imo") {
    lists::add_identifier(party.party, IdentifierType::Imo, text);
  } else if (part == "birth_date") {
    if (!lists::add_birth_date(party.party, text)) return fmt::format("'{}' is not a date", text);
    party.party.schema = Schema::Person;
  } else if (part == "registered") {
    party.registered_on = facts::parse_day(text);
    if (!party.registered_on) return fmt::format("'{}' is not a day; expected YYYY-MM-DD", text);
  } else if (part == "schema") {
    const auto schema = parse_schema(text);
    if (!schema) return fmt::format("'{}' is no schema; expected person, company, vessel ...", text);
    party.party.schema = *schema;
  } else {
    return "not a field of a party";
  }
  return {};
}

std::string set_shipment_field(Shipment& shipment, ShipmentLine& line, std::string_view field,
                               std::string_view text) {
  text = lists::trim(text);
  if (text.empty() || field.empty()) return {};
  if (text.size() > kMostFieldBytes)
    return fmt::format("{} bytes; at most {} are read", text.size(), kMostFieldBytes);
  if (const RoleField role = role_field(field); !role.role.empty())
    return set_party_field(shipment, role.role, role.part, text);
  if (field == "id") {
    shipment.id = text;
  } else if (field == "date") {
    shipment.date = facts::parse_day(text);
    if (!shipment.date) return fmt::format("'{}' is not a day; expected YYYY-MM-DD", text);
  } else if (field == "from") {
    return country(text, shipment.from);
  } else if (field == "to") {
    return country(text, shipment.to);
  } else if (field == "via") {
    std::string wrong;
    each_value(text, [&](std::string_view place) {
      std::string code;
      if (std::string problem = country(place, code); problem.empty()) {
        if (std::find(shipment.via.begin(), shipment.via.end(), code) == shipment.via.end())
          shipment.via.push_back(std::move(code));
      } else {
        wrong = std::move(problem);
      }
    });
    return wrong;
  } else if (field == "end_use") {
    shipment.end_use = text;
  } else if (field == "remarks") {
    shipment.remarks = text;
  } else if (field == "documents") {
    each_value(text, [&](std::string_view document) {
      if (std::find(shipment.documents.begin(), shipment.documents.end(), document) ==
          shipment.documents.end())
        shipment.documents.emplace_back(document);
    });
  } else if (field == "code") {
    line.code = text;
  } else if (field == "description") {
    line.text = text;
  } else if (field == "quantity") {
    line.quantity = line.quantity.empty() ? std::string(text) : fmt::format("{} {}", text, line.quantity);
  } else if (field == "unit") {
    line.quantity = line.quantity.empty() ? std::string(text) : fmt::format("{} {}", line.quantity, text);
  } else if (field == "value") {
    return number(text, line.value);
  } else if (field == "currency") {
    line.currency = text;
  } else if (field == "weight_kg") {
    return number(text, line.weight_kg);
  } else if (field == "origin") {
    return country(text, line.origin);
  } else if (field == "eccn") {
    each_value(text, [&](std::string_view eccn) { line.eccns.emplace_back(eccn); });
  } else if (field == "chemical") {
    return add_chemicals(line, "", text);
  } else if (field == "cas") {
    return add_chemicals(line, "cas:", text);
  } else if (field == "smiles") {
    return add_chemicals(line, "smiles:", text);
  }
  return {};
}

bool finish_shipment(Shipment& shipment) {
  std::erase_if(shipment.parties, [](const ShipmentParty& party) { return party.party.names.empty(); });
  for (ShipmentParty& party : shipment.parties) party.party.entry_id = party.role;
  return !shipment.parties.empty() || !shipment.lines.empty();
}

}  // namespace weir::inputs
