// The check digits and forms of identifiers, one function a kind. Each takes the normal form
// (normal_identifier()).
//
// Thread-safety: pure functions. Errors: none; a wrong value has a verdict.
#pragma once

#include <optional>
#include <string_view>

#include "weir/identifier.hpp"

namespace weir::facts {

// IMO Res. A.1117(30): seven digits, the last is the sum of the others times 7..2, mod 10.
[[nodiscard]] CheckVerdict check_ship_imo(std::string_view value);
// IMO company and registered owner number (Res. MSC.160(78)): weights 8 6 4 2 9 7, 11 minus the rest mod 11,
// mod 10.
[[nodiscard]] CheckVerdict check_company_imo(std::string_view value);
// Russian tax number, 10 digits (organisations) or 12 (persons). Mod 11 mod 10: some single errors go unseen.
[[nodiscard]] CheckVerdict check_inn(std::string_view value);
// Russian company register, 13 digits (mod 11 mod 10) or 15 (mod 13 mod 10).
[[nodiscard]] CheckVerdict check_ogrn(std::string_view value);
// Reason code of a Russian tax registration: NNNNPPXXX; form only, PP may have capital letters.
[[nodiscard]] CheckVerdict check_kpp(std::string_view value);
// GB 32100-2015: 18 characters without I, O, S, V, Z, weights 3^i mod 31.
[[nodiscard]] CheckVerdict check_uscc(std::string_view value);
// ISO 17442: 18 letters or digits and two check digits, ISO 7064 mod 97-10.
[[nodiscard]] CheckVerdict check_lei(std::string_view value);
// ISO 13616: country, two check digits (mod 97-10), the length that the IBAN registry gives the country.
[[nodiscard]] CheckVerdict check_iban(std::string_view value);
// ISO 9362: four letters or digits, a country, two, and perhaps three for the branch. No check digit: form
// only.
[[nodiscard]] CheckVerdict check_bic(std::string_view value);
// Nine digits; the old check digit is no longer given out, so form only.
[[nodiscard]] CheckVerdict check_duns(std::string_view value);
// ITU-R M.585: nine digits; a ship's begins with a country's MID (201..775).
[[nodiscard]] CheckVerdict check_mmsi(std::string_view value);

// Length of a country's IBAN (upper case alpha-2); nullopt when the registry does not have the country.
[[nodiscard]] std::optional<unsigned> iban_length(std::string_view country);

}  // namespace weir::facts
