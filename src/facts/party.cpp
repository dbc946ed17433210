// The words for the enumerations of weir/party.hpp and weir/identifier.hpp.
#include "weir/party.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace weir {

std::string_view schema_name(Schema schema) noexcept {
  constexpr std::array<std::string_view, 8> kNames = {"LegalEntity", "Person",   "Organization", "Company",
                                                      "Vessel",      "Airplane", "CryptoWallet", "Address"};
  return kNames.at(static_cast<std::size_t>(schema));
}

std::optional<Schema> parse_schema(std::string_view text) noexcept {
  constexpr std::array<std::pair<std::string_view, Schema>, 22> kWords = {{
      {"person", Schema::Person},
      {"individual", Schema::Person},
      {"organization", Schema::Organization},
      {"organisation", Schema::Organization},
      {"publicbody", Schema::Organization},
      {"company", Schema::Company},
      {"enterprise", Schema::Organization},
      {"vessel", Schema::Vessel},
      {"ship", Schema::Vessel},
      {"aircraft", Schema::Airplane},
      {"airplane", Schema::Airplane},
      {"cryptowallet", Schema::CryptoWallet},
      {"wallet", Schema::CryptoWallet},
      {"address", Schema::Address},
      {"unknown", Schema::LegalEntity},
      {"entity", Schema::LegalEntity},
      {"legalentity", Schema::LegalEntity},
      {"thing", Schema::LegalEntity},
      {"", Schema::LegalEntity},
      {"party", Schema::LegalEntity},
      {"org", Schema::Organization},
      {"plane", Schema::Airplane},
  }};
  for (const auto& [word, schema] : kWords) {
    const bool same = std::equal(word.begin(), word.end(), text.begin(), text.end(), [](char a, char b) {
      return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
    });
    if (same) return schema;
  }
  return std::nullopt;
}

std::string_view name_kind_text(NameKind kind) noexcept {
  constexpr std::array<std::string_view, 5> kTexts = {"primary", "alias", "weak alias", "former name",
                                                      "original script"};
  return kTexts.at(static_cast<std::size_t>(kind));
}

std::string_view property_name(IdentifierType type) noexcept {
  constexpr std::array<std::string_view, 22> kNames = {"idNumber",
                                                       "passportNumber",
                                                       "idNumber",
                                                       "taxNumber",
                                                       "innCode",
                                                       "ogrnCode",
                                                       "kppCode",
                                                       "registrationNumber",
                                                       "uscCode",
                                                       "leiCode",
                                                       "dunsCode",
                                                       "swiftBic",
                                                       "iban",
                                                       "imoNumber",
                                                       "mmsi",
                                                       "callSign",
                                                       "registrationNumber",
                                                       "serialNumber",
                                                       "publicKey",
                                                       "phone",
                                                       "email",
                                                       "website"};
  return kNames.at(static_cast<std::size_t>(type));
}

std::string_view verdict_text(CheckVerdict verdict) noexcept {
  constexpr std::array<std::string_view, 4> kTexts = {"not checked", "valid", "bad format",
                                                      "bad check digit"};
  return kTexts.at(static_cast<std::size_t>(verdict));
}

}  // namespace weir
