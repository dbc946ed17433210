// The form in which wordings of countries are compared.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <string>
#include <string_view>

namespace weir::facts {

// Lower case, marks dropped (NFKC casefold, then NFD without marks), punctuation to blanks, dots and
// apostrophes dropped ("U.S.A." -> "usa"), "the" and a leading "region" dropped, "&" -> "and", "st" ->
// "saint". Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string country_key(std::string_view text);

}  // namespace weir::facts
