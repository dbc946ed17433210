// Country names and codes, as lists and customers write them, -> ISO 3166-1 alpha-2.
//
// Names come from ICU's locale data (every UN language and more) plus data/names/countries.tsv for the lists'
// own wordings
// ("Korea, North", "Burma", "West Bank", "Region: Crimea", "Russian Federation", "Congo, Democratic Republic
// of the"). Thread-safety: pure; the table is built once, on first use, safely. Errors: none.
#pragma once

#include <string>
#include <string_view>

namespace weir::facts {

// alpha-2 lower case ("ru"), or "" when the text names no country. Takes alpha-2, alpha-3, names and the
// words for a state's people ("Russian", data/names/demonyms.tsv); case, marks, punctuation and "the" do not
// count. Crimea and other occupied regions give the state that the UN recognises. Beware: "na" is Namibia, so
// a list's own "na" for "not available" is the reader's to drop.
[[nodiscard]] std::string country_code(std::string_view text);

// "Russia" for "ru"; the code itself when it is not known.
[[nodiscard]] std::string country_name(std::string_view code);

}  // namespace weir::facts
