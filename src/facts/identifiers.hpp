// Identifiers: normal form, check digits, and the type that a list's own wording stands for.
//
// Thread-safety: pure functions. Errors: none; a wrong identifier has a verdict.
// Algorithms: IMO (IMO Res. A.1117(30)), INN and OGRN (Russian Federal Tax Service), LEI (ISO 17442, ISO 7064
// mod 97-10), USCC (GB 32100-2015), BIC (ISO 9362), IBAN (ISO 13616), Base58Check and bech32/bech32m (BIP
// 173, BIP 350), EIP-55.
#pragma once

#include <string>
#include <string_view>

#include "weir/identifier.hpp"

namespace weir::facts {

// Takes the value as written. NotChecked for types without a universal check, and for wallets in a form that
// carries no check sum. Valid for BIC, DUNS, KPP and MMSI means the right form, since they have no check
// digit. An IMO number is Valid when it passes the check of ships or that of companies and owners, which
// share the form.
[[nodiscard]] CheckVerdict check_identifier(IdentifierType type, std::string_view value);

// Upper case, separators dropped, full-width digits folded ("IMO 907-4729" -> "9074729"): equal normal forms
// are equal identifiers. Wallets keep their case (base58 is case-sensitive), except EVM and bech32 addresses,
// which become lower case.
[[nodiscard]] std::string normal_identifier(IdentifierType type, std::string_view value);

// From a list's words: "Passport", "Tax ID No.", "D-U-N-S Number", "Registration Number", "SWIFT/BIC",
// "Digital Currency Address - XBT" ... Unknown words give Other.
[[nodiscard]] IdentifierType identifier_type(std::string_view words);

// Fills in what value and country tell beyond the given type (a ten-digit Russian tax number is an INN,
// "213800..." with a valid check is an LEI), and the verdict.
void refine(Identifier& identifier);

}  // namespace weir::facts
