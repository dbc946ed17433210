// What a text was written as, before anything is looked up: CAS number, InChIKey, name.
//
// Thread-safety: pure functions. Errors: a sentence that says what is wrong.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace weir::chem {

// True for digits-digits-digit of any length, so that a wrong CAS number is called that and not a bad SMILES.
[[nodiscard]] bool looks_like_cas(std::string_view text) noexcept;
// The number without leading zeros, or what is wrong with it ("the check digit is 5, expected 6").
[[nodiscard]] tl::expected<std::string, std::string> read_cas(std::string_view text);

// AAAAAAAAAAAAAA-BBBBBBBBBB-C, in any case.
[[nodiscard]] bool looks_like_inchikey(std::string_view text) noexcept;

// Lower case letters and digits alone; Greek letters spelt out, dashes of all kinds and blanks left out.
[[nodiscard]] std::string fold_name(std::string_view text);

// Why a text cannot be a SMILES, as far as its characters and brackets tell; empty where they do not.
[[nodiscard]] std::string smiles_complaint(std::string_view text);

}  // namespace weir::chem
