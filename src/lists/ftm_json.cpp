#include "lists/ftm_json.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "facts/dates.hpp"
#include "lists/csv.hpp"
#include "lists/json.hpp"
#include "lists/party_parts.hpp"

namespace weir::lists {
namespace {

struct IdentifierRule {
  std::string_view property;
  IdentifierType type;
};
// Properties that name what they hold by their own name have it as a note, for Other says nothing.
constexpr auto kIdentifiers = std::to_array<IdentifierRule>({
    {"passportNumber", IdentifierType::Passport},
    {"idNumber", IdentifierType::NationalId},
    {"socialSecurityNumber", IdentifierType::NationalId},
    {"taxNumber", IdentifierType::TaxNumber},
    {"vatCode", IdentifierType::TaxNumber},
    {"innCode", IdentifierType::Inn},
    {"ogrnCode", IdentifierType::Ogrn},
    {"kppCode", IdentifierType::Kpp},
    {"registrationNumber", IdentifierType::Registration},
    {"uscCode", IdentifierType::Uscc},
    {"leiCode", IdentifierType::Lei},
    {"dunsCode", IdentifierType::Duns},
    {"swiftBic", IdentifierType::Bic},
    {"iban", IdentifierType::Iban},
    {"imoNumber", IdentifierType::Imo},
    {"mmsi", IdentifierType::Mmsi},
    {"callSign", IdentifierType::CallSign},
    {"serialNumber", IdentifierType::AircraftSerial},
    {"publicKey", IdentifierType::Wallet},
    {"phone", IdentifierType::Phone},
    {"email", IdentifierType::Email},
    {"website", IdentifierType::Website},
    {"okpoCode", IdentifierType::Other},
    {"bikCode", IdentifierType::Other},
    {"npiCode", IdentifierType::Other},
    {"uniqueEntityId", IdentifierType::Other},
    {"isinCode", IdentifierType::Other},
    {"icijId", IdentifierType::Other},
    {"permId", IdentifierType::Other},
    {"ricCode", IdentifierType::Other},
    {"giiNumber", IdentifierType::Other},
    {"fnsCode", IdentifierType::Other},
    {"cageCode", IdentifierType::Other},
    {"caemCode", IdentifierType::Other},
});

struct CountryRule {
  std::string_view property;
  CountryLink link;
};
constexpr auto kCountries = std::to_array<CountryRule>({
    {"nationality", CountryLink::Nationality},
    {"citizenship", CountryLink::Citizenship},
    {"country", CountryLink::Residence},
    {"mainCountry", CountryLink::Jurisdiction},
    {"jurisdiction", CountryLink::Jurisdiction},
    {"birthCountry", CountryLink::Birth},
    {"flag", CountryLink::Flag},
});

struct NameRule {
  std::string_view property;
  NameKind kind;
};
constexpr auto kNames = std::to_array<NameRule>({
    {"name", NameKind::Primary},
    {"alias", NameKind::Alias},
    {"abbreviation", NameKind::Weak},
    {"weakAlias", NameKind::Weak},
    {"previousName", NameKind::Former},
});

// Read on their own, or not facts of the party.
constexpr auto kTaken = std::to_array<std::string_view>(
    {"birthDate", "gender", "address", "addressEntity", "currency", "firstName", "lastName", "secondName",
     "middleName", "fatherName", "matronymic", "sanctions"});

std::optional<Schema> party_schema(std::string_view schema) {
  if (schema == "Person") return Schema::Person;
  if (schema == "Company") return Schema::Company;
  if (schema == "Organization" || schema == "PublicBody") return Schema::Organization;
  if (schema == "LegalEntity") return Schema::LegalEntity;
  if (schema == "Vessel") return Schema::Vessel;
  if (schema == "Airplane") return Schema::Airplane;
  if (schema == "CryptoWallet") return Schema::CryptoWallet;
  return std::nullopt;
}

bool joined(std::string_view schema) {
  return schema == "Address" || schema == "Sanction" || schema == "Passport" || schema == "Identification";
}

// FollowTheMoney's other schemas: relations, documents, things that are no parties.
constexpr auto kOthers = std::to_array<std::string_view>({"Analyzable",
                                                          "Article",
                                                          "Assessment",
                                                          "Asset",
                                                          "Associate",
                                                          "Audio",
                                                          "BankAccount",
                                                          "Call",
                                                          "CallForTenders",
                                                          "Contract",
                                                          "ContractAward",
                                                          "CourtCase",
                                                          "CourtCaseParty",
                                                          "Debt",
                                                          "Directorship",
                                                          "Document",
                                                          "Documentation",
                                                          "EconomicActivity",
                                                          "Email",
                                                          "Employment",
                                                          "Event",
                                                          "Family",
                                                          "Folder",
                                                          "HyperText",
                                                          "Image",
                                                          "Interest",
                                                          "Interval",
                                                          "License",
                                                          "Membership",
                                                          "Mention",
                                                          "Message",
                                                          "Note",
                                                          "Occupancy",
                                                          "Ownership",
                                                          "Package",
                                                          "Page",
                                                          "Pages",
                                                          "Payment",
                                                          "PlainText",
                                                          "Position",
                                                          "Post",
                                                          "Project",
                                                          "ProjectParticipant",
                                                          "RealEstate",
                                                          "Representation",
                                                          "Security",
                                                          "Similar",
                                                          "Succession",
                                                          "Table",
                                                          "TaxRoll",
                                                          "Thing",
                                                          "Trip",
                                                          "UnknownLink",
                                                          "UserAccount",
                                                          "Value",
                                                          "Vehicle",
                                                          "Video",
                                                          "Workbook"});

JsonObject properties_of(const JsonObject& entity, bool& found) {
  JsonObject properties;
  found = !entity.at_key("properties").get(properties);
  return properties;
}

std::string first_text(const JsonObject& object, std::string_view key) {
  auto all = json_texts(object, key);
  return all.empty() ? std::string{} : std::move(all.front());
}

std::string address_text(const JsonObject& properties) {
  std::string full = first_text(properties, "full");
  if (!full.empty()) return full;
  for (const std::string_view part :
       {"remarks", "postOfficeBox", "street", "street2", "city", "postalCode", "region", "state"}) {
    if (const std::string text = first_text(properties, part); !text.empty())
      full += (full.empty() ? "" : ", ") + text;
  }
  return full;
}

Address address_of(const JsonObject& properties) {
  Address out{.full = address_text(properties),
              .street = first_text(properties, "street"),
              .city = first_text(properties, "city"),
              .region = first_text(properties, "region"),
              .postal_code = first_text(properties, "postalCode"),
              .country = first_text(properties, "country")};
  constexpr std::size_t kCode = 2;
  if (out.country.size() != kCode) out.country.clear();
  return out;
}

struct Sanction {
  std::vector<std::string> programmes;
  std::vector<Property> facts;
  std::optional<Day> listed;
  std::optional<Day> ends;
};

Sanction sanction_of(const JsonObject& properties) {
  Sanction out;
  for (const std::string_view key : {"program", "programId"}) {
    if (out.programmes.empty()) out.programmes = json_texts(properties, key);
  }
  for (const std::string_view key :
       {"authority", "reason", "provisions", "status", "sourceUrl", "unscId", "authorityId"}) {
    for (std::string& text : json_texts(properties, key))
      out.facts.push_back({.name = std::string(key), .value = std::move(text)});
  }
  const auto days = [&properties](std::string_view key) {
    std::vector<Day> all;
    for (const std::string& text : json_texts(properties, key)) {
      if (const auto day = facts::parse_day(text)) all.push_back(*day);
    }
    return all;
  };
  for (const std::string_view key : {"listingDate", "startDate"}) {
    for (const Day day : days(key)) out.listed = out.listed ? std::min(*out.listed, day) : day;
    if (out.listed) break;
  }
  for (const Day day : days("endDate")) out.ends = out.ends ? std::max(*out.ends, day) : day;
  return out;
}

void add_sanction(Party& party, const Sanction& sanction) {
  for (const std::string& programme : sanction.programmes) {
    if (std::find(party.programmes.begin(), party.programmes.end(), programme) == party.programmes.end())
      party.programmes.push_back(programme);
  }
  for (const Property& fact : sanction.facts) {
    if (std::find(party.properties.begin(), party.properties.end(), fact) == party.properties.end())
      party.properties.push_back(fact);
  }
  if (sanction.listed && (!party.listed_on || *sanction.listed < *party.listed_on))
    party.listed_on = sanction.listed;
  if (sanction.ends && (!party.expires_on || *sanction.ends > *party.expires_on))
    party.expires_on = sanction.ends;
}

struct Document {
  IdentifierType type = IdentifierType::Other;
  std::string value;
  std::string country;
  std::string note;
};

Document document_of(const JsonObject& properties, std::string_view schema) {
  return {.type = schema == "Passport" ? IdentifierType::Passport : IdentifierType::NationalId,
          .value = first_text(properties, "number"),
          .country = first_text(properties, "country"),
          .note = first_text(properties, "type")};
}

std::uint64_t key_of(std::string_view id) {
  return XXH3_64bits(id.data(), id.size());
}

// What the first pass keeps, under the 64-bit hash of the id it belongs to.
struct Joins {
  std::unordered_map<std::uint64_t, Address> addresses;                // by the address's own id
  std::unordered_map<std::uint64_t, std::vector<Sanction>> sanctions;  // by the party's id
  std::unordered_map<std::uint64_t, std::vector<Document>> documents;  // by the holder's id

  void take(const JsonObject& entity) {
    const std::string schema = json_text(entity, "schema");
    if (!joined(schema)) return;
    bool found = false;
    const JsonObject properties = properties_of(entity, found);
    if (!found) return;
    if (schema == "Address") {
      addresses[key_of(json_text(entity, "id"))] = address_of(properties);
    } else if (schema == "Sanction") {
      const Sanction sanction = sanction_of(properties);
      for (const std::string& owner : json_texts(properties, "entity"))
        sanctions[key_of(owner)].push_back(sanction);
    } else {
      const Document document = document_of(properties, schema);
      for (const std::string& owner : json_texts(properties, "holder"))
        documents[key_of(owner)].push_back(document);
    }
  }
};

class Entities {
 public:
  Entities(const ListInfo& info, std::string file, Joins& joins, Sink& sink)
      : info_(info), file_(std::move(file)), joins_(joins), sink_(sink) {}

  void entity(const JsonObject& object, std::uint64_t line, std::string_view raw) {
    const std::string schema = json_text(object, "schema");
    const std::string id = json_text(object, "id");
    if (schema.empty()) return reject(line, raw, "schema", "the entity has no schema", true);
    any_ = true;
    if (joined(schema)) return joined_entity(object, schema, line, raw);
    const auto kind = party_schema(schema);
    if (!kind) {
      if (std::find(kOthers.begin(), kOthers.end(), schema) == kOthers.end()) {
        return reject(line, raw, "schema",
                      fmt::format("'{}' is no schema of FollowTheMoney that Weir knows", excerpt(schema, 80)),
                      true);
      }
      ++left_out_[schema];
      return;
    }
    if (id.empty()) return reject(line, raw, "id", "the entity has no id", true);
    const auto [known, added] = seen_.try_emplace(key_of(id), line);
    if (!added) {
      return reject(line, raw, "id",
                    fmt::format("entity {} is there already, first at line {}; aggregate fragments first",
                                excerpt(id, 200), known->second),
                    true);
    }
    bool found = false;
    const JsonObject properties = properties_of(object, found);
    if (!found) return reject(line, raw, "properties", "the entity has no properties", true);
    Party party{
        .list = info_.list_id, .entry_id = id, .schema = *kind, .source = {.file = file_, .line = line}};
    names(object, properties, party);
    if (party.names.empty()) return reject(line, raw, "name", "the entity has no name", true);
    details(properties, line, raw, party);
    join(properties, party);
    for (const std::string& dataset : json_texts(object, "datasets"))
      add_property(party, "datasets", dataset);
    if (json_text(object, "target") == "false") add_property(party, "target", "false");
    const std::string changed = json_text(object, "last_change");
    party.updated_on =
        facts::parse_day(std::string_view(changed).substr(0, std::min<std::size_t>(changed.size(), 10)));
    sink_.party(std::move(party));
  }

  void reject(std::uint64_t line, std::string_view raw, std::string field, std::string reason, bool whole) {
    sink_.reject({.file = file_,
                  .line = line,
                  .field = std::move(field),
                  .reason = std::move(reason),
                  .record = excerpt(raw),
                  .whole = whole});
  }

  [[nodiscard]] bool any() const noexcept { return any_; }

  ListInfo finish() {
    const auto tell = [this](const std::map<std::string, std::uint64_t>& counts, std::string_view what) {
      std::string text;
      for (const auto& [schema, count] : counts)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, schema);
      if (!text.empty()) info_.notes.push_back(fmt::format("{}: {} {}", file_, what, text));
    };
    tell(joined_, "joined to their parties:");
    tell(left_out_, "entities that are no parties, left out:");
    std::uint64_t orphans = 0;
    for (const auto& [owner, all] : joins_.sanctions) orphans += seen_.count(owner) == 0 ? all.size() : 0;
    for (const auto& [owner, all] : joins_.documents) orphans += seen_.count(owner) == 0 ? all.size() : 0;
    if (orphans != 0) {
      info_.notes.push_back(
          fmt::format("{}: {} Sanction, Passport or Identification entities belong to no party of the file",
                      file_, orphans));
    }
    return info_;
  }

 private:
  void joined_entity(const JsonObject& object, const std::string& schema, std::uint64_t line,
                     std::string_view raw) {
    bool found = false;
    const JsonObject properties = properties_of(object, found);
    if (!found) return reject(line, raw, "properties", "the entity has no properties", true);
    if (schema == "Sanction" && json_texts(properties, "entity").empty())
      return reject(line, raw, "entity", "the sanction names no entity", true);
    if ((schema == "Passport" || schema == "Identification") && json_texts(properties, "holder").empty())
      return reject(line, raw, "holder", "the document names no holder", true);
    ++joined_[schema];
  }

  static void names(const JsonObject& object, const JsonObject& properties, Party& party) {
    for (const NameRule& rule : kNames) {
      for (const std::string& text : json_texts(properties, rule.property)) {
        NameKind kind = rule.kind;
        if (kind == NameKind::Primary && !party.names.empty()) kind = NameKind::Alias;
        if (kind == NameKind::Alias && other_script(text)) kind = NameKind::Original;
        add_name(party, text, kind);
      }
    }
    const std::string given = first_text(properties, "firstName");
    const std::string middle = first_text(properties, "middleName");
    const std::string family = first_text(properties, "lastName");
    // The caption is the name that OpenSanctions chose; it leads where it is one of them.
    const std::string caption = json_text(object, "caption");
    for (Name& name : party.names) {
      if (name.text == caption && name.kind != NameKind::Weak && name.kind != NameKind::Former) {
        for (Name& other : party.names) {
          if (other.kind == NameKind::Primary) other.kind = NameKind::Alias;
        }
        name.kind = NameKind::Primary;
      }
    }
    if (party.names.empty()) {
      add_name(party, name_of_parts(given, middle, family, NameKind::Primary));
      if (party.schema == Schema::CryptoWallet || party.names.empty())
        add_name(party, caption, NameKind::Primary);
      if (party.names.empty() && party.schema == Schema::CryptoWallet)
        add_name(party, first_text(properties, "publicKey"), NameKind::Primary);
    } else if (!given.empty() && !family.empty()) {
      for (Name& name : party.names) {
        // Parts belong to the names that hold them.
        if (name.text.find(given) == std::string::npos || name.text.find(family) == std::string::npos)
          continue;
        name.parts =
            name_of_parts(given, name.text.find(middle) == std::string::npos ? "" : middle, family, name.kind)
                .parts;
      }
    }
    settle_primary(party);
  }

  void details(const JsonObject& properties, std::uint64_t line, std::string_view raw, Party& party) {
    for (const auto field : properties) {
      const std::string_view key = field.key;
      if (std::find(kTaken.begin(), kTaken.end(), key) != kTaken.end()) continue;
      if (std::any_of(kNames.begin(), kNames.end(), [&](const NameRule& r) { return r.property == key; }))
        continue;
      const std::vector<std::string> texts = json_texts(properties, key);
      const auto* const country = std::find_if(kCountries.begin(), kCountries.end(),
                                               [&](const CountryRule& r) { return r.property == key; });
      const auto* const identifier = std::find_if(kIdentifiers.begin(), kIdentifiers.end(),
                                                  [&](const IdentifierRule& r) { return r.property == key; });
      for (const std::string& text : texts) {
        if (country != kCountries.end()) {
          // "country" is where a person is at home, and where a company or ship belongs.
          const bool belongs = country->link == CountryLink::Residence && party.schema != Schema::Person;
          add_country(party, belongs ? CountryLink::Jurisdiction : country->link, text);
        } else if (identifier != kIdentifiers.end()) {
          identify(properties, *identifier, text, party);
        } else {
          add_property(party, key, text);
        }
      }
    }
    for (const std::string& text : json_texts(properties, "birthDate")) {
      if (!add_birth_date(party, text))
        reject(line, raw, "birthDate", fmt::format("'{}' is not a date", excerpt(text, 80)), false);
    }
    set_gender(party, first_text(properties, "gender"));
    for (const std::string& text : json_texts(properties, "address")) add_address(party, {.full = text}, {});
  }

  static void identify(const JsonObject& properties, const IdentifierRule& rule, const std::string& text,
                       Party& party) {
    IdentifierType type = rule.type;
    if (party.schema == Schema::Airplane && rule.property == "registrationNumber")
      type = IdentifierType::AircraftTail;
    std::string note;
    if (type == IdentifierType::Wallet) note = first_text(properties, "currency");
    if (type == IdentifierType::Other || rule.property == "socialSecurityNumber" ||
        rule.property == "vatCode")
      note = rule.property;
    std::string country;
    if (type == IdentifierType::Inn || type == IdentifierType::Ogrn || type == IdentifierType::Kpp)
      country = "ru";
    if (type == IdentifierType::Uscc) country = "cn";
    add_identifier(party, type, text, country, note);
  }

  // Entities that the party points at, by id or (in nested files) written out in place.
  void join(const JsonObject& properties, Party& party) {
    simdjson::dom::array nested;
    if (!properties.at_key("addressEntity").get(nested)) {
      for (const simdjson::dom::element each : nested) {
        JsonObject inner;
        if (each.get(inner)) {
          const auto found = joins_.addresses.find(key_of(json_text(each)));
          if (found != joins_.addresses.end()) add_once(party, found->second);
          continue;
        }
        bool found = false;
        const JsonObject facts = properties_of(inner, found);
        if (found) add_once(party, address_of(facts));
      }
    }
    if (!properties.at_key("sanctions").get(nested)) {
      for (const simdjson::dom::element each : nested) {
        JsonObject inner;
        if (each.get(inner)) continue;
        bool found = false;
        const JsonObject facts = properties_of(inner, found);
        if (found) add_sanction(party, sanction_of(facts));
      }
    }
    const std::uint64_t key = key_of(party.entry_id);
    if (const auto found = joins_.sanctions.find(key); found != joins_.sanctions.end()) {
      for (const Sanction& sanction : found->second) add_sanction(party, sanction);
    }
    if (const auto found = joins_.documents.find(key); found != joins_.documents.end()) {
      for (const Document& each : found->second) {
        const bool known =
            std::any_of(party.identifiers.begin(), party.identifiers.end(),
                        [&](const Identifier& i) { return i.type == each.type && i.value == each.value; });
        if (!known) add_identifier(party, each.type, each.value, each.country, each.note);
      }
    }
  }

  static void add_once(Party& party, Address address) {
    const bool known = std::any_of(party.addresses.begin(), party.addresses.end(),
                                   [&](const Address& other) { return other.full == address.full; });
    if (!known) add_address(party, std::move(address), {});
  }

  ListInfo info_;
  std::string file_;
  Joins& joins_;
  Sink& sink_;
  bool any_ = false;
  std::unordered_map<std::uint64_t, std::uint64_t> seen_;  // hash of the id -> line
  std::map<std::string, std::uint64_t> joined_;
  std::map<std::string, std::uint64_t> left_out_;
};

}  // namespace

bool looks_like_ftm_json(std::string_view head) {
  head = trim(head);
  if (!head.starts_with('{')) return false;
  const std::string_view line = head.substr(0, head.find('\n'));
  return line.find("\"schema\"") != std::string_view::npos &&
         line.find("\"properties\"") != std::string_view::npos;
}

tl::expected<ListInfo, Fault> read_ftm_json(ByteSource& first, ByteSource& second, const ListInfo& info,
                                            Sink& sink) {
  Joins joins;
  const auto collected = read_json_lines(
      first,
      {.record = [&](const JsonObject& object, std::uint64_t, std::string_view) { joins.take(object); },
       .broken = [](std::uint64_t, const std::string&, std::string_view) {},  // told in the second pass
       .wanted =
           [](std::string_view raw) {
             return raw.find("\"Address\"") != std::string_view::npos ||
                    raw.find("\"Sanction\"") != std::string_view::npos ||
                    raw.find("\"Passport\"") != std::string_view::npos ||
                    raw.find("\"Identification\"") != std::string_view::npos;
           }});
  if (!collected) return tl::unexpected(collected.error());
  const std::string file = second.name();
  Entities entities(info, file, joins, sink);
  const auto read = read_json_lines(
      second,
      {.record = [&](const JsonObject& object, std::uint64_t line,
                     std::string_view raw) { entities.entity(object, line, raw); },
       .broken = [&](std::uint64_t line, std::string reason,
                     std::string_view raw) { entities.reject(line, raw, {}, std::move(reason), true); }});
  ListInfo told = entities.finish();
  if (!read) return tl::unexpected(read.error());
  if (!entities.any()) {
    return tl::unexpected(Fault{.kind = FaultKind::BadFormat,
                                .file = file,
                                .message =
                                    "no FollowTheMoney entity; expected one JSON object with schema and "
                                    "properties a line"});
  }
  return told;
}

}  // namespace weir::lists
