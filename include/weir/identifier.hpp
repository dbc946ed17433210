// Identifiers of parties, vessels and wallets, with the verdict of their check digits.
//
// A failed check lowers the weight of the identifier as evidence; it never clears a hit (lists do contain
// typing errors). Thread-safety: value types. Errors: none here; checks live in src/facts/identifiers.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

// FollowTheMoney's property names are given by property_name().
enum class IdentifierType : std::uint8_t {
  Other,           // idNumber of a kind the list does not say
  Passport,        // passportNumber
  NationalId,      // idNumber
  TaxNumber,       // taxNumber
  Inn,             // innCode (Russian tax number, 10 or 12 digits)
  Ogrn,            // ogrnCode (Russian company register, 13 or 15 digits)
  Kpp,             // kppCode
  Registration,    // registrationNumber (company register, any country)
  Uscc,            // uscCode (China, GB 32100-2015)
  Lei,             // leiCode (ISO 17442)
  Duns,            // dunsCode
  Bic,             // swiftBic (ISO 9362)
  Iban,            // iban (ISO 13616)
  Imo,             // imoNumber (ship or company)
  Mmsi,            // mmsi
  CallSign,        // callSign
  AircraftTail,    // registrationNumber of an aircraft
  AircraftSerial,  // serialNumber (manufacturer's serial number)
  Wallet,          // publicKey (crypto wallet address)
  Phone,           // phone
  Email,           // email
  Website,         // website
};

enum class CheckVerdict : std::uint8_t {
  NotChecked,  // no universal check exists for this type
  Valid,       // format and check digits agree
  BadFormat,   // wrong length or alphabet
  BadCheck,    // right form, wrong check digit
};

struct Identifier {
  IdentifierType type = IdentifierType::Other;
  std::string value;    // as the list writes it
  std::string country;  // issuing country, ISO 3166-1 alpha-2 lower case, or empty
  std::string note;     // e.g. the wallet's currency ("XBT"), the document's own type name, "expired 2019"
  CheckVerdict verdict = CheckVerdict::NotChecked;

  friend bool operator==(const Identifier&, const Identifier&) = default;
};

// FollowTheMoney property for a type, e.g. "passportNumber".
[[nodiscard]] std::string_view property_name(IdentifierType type) noexcept;
// "valid", "bad format", "bad check digit", "not checked".
[[nodiscard]] std::string_view verdict_text(CheckVerdict verdict) noexcept;

}  // namespace weir
