// Letter-by-letter romanisation by the schemes of data/names/letters.tsv.
//
// Thread-safety: immutable, built once. Errors: none; an unknown scheme or letter gives nothing.
#pragma once

#include <string>
#include <string_view>

namespace weir::text {

// `token` (folded) by a scheme, e.g. "uk". ASCII letters and digits inside it stay.
[[nodiscard]] std::string spell(std::string_view token, std::string_view scheme);

// What one letter is in a scheme; null when the scheme does not know it.
[[nodiscard]] const std::string_view* letter(std::string_view scheme, std::string_view letters);

}  // namespace weir::text
