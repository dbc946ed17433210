// Numbers in names as digits: 05, 5th, 5-й, Nr 5, fifth, V, 第五.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <string>
#include <string_view>

namespace weir::text {

// "5th" -> "5", "007" -> "7", "no5" -> "5"; empty when the word is not a number in digits.
[[nodiscard]] std::string plain_digits(std::string_view word);

// Value of a Roman number from II to XXXIX in its regular form, else 0. Letters alone (I, V, X) are not
// taken: they are initials more often; see roman_letter().
[[nodiscard]] int roman_number(std::string_view word) noexcept;
[[nodiscard]] int roman_letter(std::string_view word) noexcept;

// "no", "nr", "number": words that only announce the number behind them.
[[nodiscard]] bool announces_number(std::string_view word) noexcept;

// Letters that only say that the digits before are an ordinal: "й" of "5-й".
[[nodiscard]] bool ordinal_ending(std::string_view word) noexcept;

}  // namespace weir::text
