// A party as a list (or a customer file) describes it: names, dates, addresses, identifiers and where each
// was read.
//
// Schema and property names are FollowTheMoney's (https://followthemoney.tech), so that its users feel at
// home. Thread-safety: value types. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "weir/date.hpp"
#include "weir/identifier.hpp"

namespace weir {

// What kind of thing it is. LegalEntity is FollowTheMoney's word for "a person or an organisation, not said
// which".
enum class Schema : std::uint8_t {
  LegalEntity,
  Person,
  Organization,
  Company,
  Vessel,
  Airplane,
  CryptoWallet,
  Address
};

// FollowTheMoney name ("Person"), and its inverse. parse_schema also takes
// person|organization|company|vessel|aircraft| airplane|unknown|entity|individual|enterprise in any case;
// nullopt for anything else.
[[nodiscard]] std::string_view schema_name(Schema schema) noexcept;
[[nodiscard]] std::optional<Schema> parse_schema(std::string_view text) noexcept;

enum class NameKind : std::uint8_t {
  Primary,   // the entry's main name
  Alias,     // strong alias (a.k.a.)
  Weak,      // weak / low-quality alias: needs a second fact before it counts for much (OFAC FAQ 122-125)
  Former,    // f.k.a.
  Original,  // the name in its original script
};
[[nodiscard]] std::string_view name_kind_text(
    NameKind kind) noexcept;  // "primary", "alias", "weak alias", ...

enum class NameRole : std::uint8_t { Given, Middle, Patronymic, Family, Maiden, Suffix, Whole };

// A part of a name whose role the list states. `text` is the part as written.
struct NamePart {
  NameRole role = NameRole::Whole;
  std::string text;

  friend bool operator==(const NamePart&, const NamePart&) = default;
};

struct Name {
  std::string text;  // in reading order where the list lets us know it ("Ivan PETROV", not "PETROV, Ivan")
  NameKind kind = NameKind::Primary;
  std::string language;  // ISO 639-1 where the list says so, else empty
  std::vector<NamePart> parts;

  friend bool operator==(const Name&, const Name&) = default;
};

struct Address {
  std::string full;  // as one line, when the list gives only that, or the parts joined
  std::string street;
  std::string city;
  std::string region;
  std::string postal_code;
  std::string country;  // ISO 3166-1 alpha-2 lower case when recognised, else empty
  std::string note;     // "as of 2016", the country as written when not recognised

  friend bool operator==(const Address&, const Address&) = default;
};

enum class Gender : std::uint8_t { Unknown, Male, Female, Other };

// A country the list ties to the party. `code` is ISO 3166-1 alpha-2 lower case, or empty if the text is not
// recognised.
enum class CountryLink : std::uint8_t { Nationality, Citizenship, Residence, Birth, Jurisdiction, Flag };
struct CountryFact {
  CountryLink link = CountryLink::Nationality;
  std::string code;
  std::string text;

  friend bool operator==(const CountryFact&, const CountryFact&) = default;
};

// Any further fact, under FollowTheMoney's property name ("position", "birthPlace", "notes", "type",
// "tonnage", "grossRegisteredTonnage", "owner", "buildDate", "model", "legalForm", "secondarySanctionsRisk",
// "sourceUrl" ...).
struct Property {
  std::string name;
  std::string value;

  friend bool operator==(const Property&, const Property&) = default;
};

// Where a record was read: file as named to the reader, line (1-based) of its first byte.
struct SourceRef {
  std::string file;
  std::uint64_t line = 0;

  friend bool operator==(const SourceRef&, const SourceRef&) = default;
};

struct Party {
  std::string list;      // list id, e.g. "us_ofac_sdn" (OpenSanctions' dataset names where one exists)
  std::string entry_id;  // the list's own id
  Schema schema = Schema::LegalEntity;
  Gender gender = Gender::Unknown;
  std::vector<Name> names;                // never empty in a record that a reader delivers
  std::vector<DateInterval> birth_dates;  // incorporation or build date goes to properties
  std::vector<Address> addresses;
  std::vector<Identifier> identifiers;
  std::vector<CountryFact> countries;
  std::vector<std::string> programmes;
  std::optional<Day> listed_on;
  std::optional<Day> updated_on;
  std::optional<Day> expires_on;
  std::vector<std::string> linked_to;  // "Linked To: X", by name
  std::vector<Property> properties;
  SourceRef source;
};

}  // namespace weir
