// The words of dates in lists. Each function takes one word in lower case (ASCII letters; others as written).
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <initializer_list>
#include <string_view>

namespace weir::facts {

[[nodiscard]] bool one_of(std::string_view word, std::initializer_list<std::string_view> words);

// 1..12, or 0 for a word that names no month.
[[nodiscard]] int month_of(std::string_view word);
// "circa", "approximately" ...
[[nodiscard]] bool is_circa(std::string_view word);
// Words that say nothing: "born on the 19th of December", "in 1980", "from 1960 to 1965".
[[nodiscard]] bool is_filler(std::string_view word);
// "to", "and", "or" ... between the ends of a range.
[[nodiscard]] bool is_range_word(std::string_view word);

}  // namespace weir::facts
