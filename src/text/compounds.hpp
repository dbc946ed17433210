// Names of two Arabic words that Latin writes joined, apart, with any vowel and with the article assimilated:
// Abd al-Rahman = Abdul Rahman = Abdurrahman = Abderrahmane; Nur al-Din = Noureddine; Habib Allah =
// Habibullah. All become one word: abdulrahman, nuruddin, habibullah.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace weir::text {

// How many words at the start of `words` (folded Latin) are one such name; then `joined` holds it. 0 = none.
[[nodiscard]] std::size_t compound_at(std::span<const std::string_view> words, std::string& joined);

// The same for words in Arabic script: عبد + الرحمن.
[[nodiscard]] bool joins_arabic(std::string_view first, std::string_view second);

}  // namespace weir::text
