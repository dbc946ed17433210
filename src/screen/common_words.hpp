// Ordinary words, which no document scan may report as a name when they stand alone.
//
// Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <string_view>

namespace weir::screen {

// `word` is folded Latin. True for ordinary words (data/names/common_words.tsv), for generic words, titles
// and particles of names (name_words.tsv), and for names of countries.
[[nodiscard]] bool common_word(std::string_view word);

}  // namespace weir::screen
