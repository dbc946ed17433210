// One token in any script -> Latin spellings.
//
// Thread-safety: the tables are immutable and built once; ICU's transliterators are one set per thread.
// Errors: none; a character that no rule covers is dropped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/script.hpp"
#include "weir/party.hpp"

namespace weir::text {

// One reading: usually one word; several for Chinese and Korean, which write names without spaces ("習近平"
// -> xi, jinping).
struct Reading {
  std::vector<std::string> words;  // [a-z0-9]+
  std::vector<std::pair<std::size_t, std::string>>
      tags;  // index of a word and its tag, where the lexicon knows it ("generic", "legal", "place")
};

// Readings of a folded token, the likeliest first, at most kMaxReadings; empty when nothing is left. Latin is
// returned as it is.
inline constexpr std::size_t kMaxReadings = 4;
[[nodiscard]] std::vector<Reading> romanise(std::string_view token, Script script, Schema schema);

// Languages' own parts (cyrillic.cpp, arabic.cpp, han.cpp, hangul.cpp); romanise() chooses.
[[nodiscard]] std::vector<std::string> romanise_cyrillic(std::string_view token);
[[nodiscard]] std::vector<std::string> romanise_arabic(std::string_view token);
[[nodiscard]] std::vector<Reading> romanise_han(std::string_view run, Schema schema);
[[nodiscard]] std::vector<Reading> romanise_hangul(std::string_view token, Schema schema);
// ICU Any-Latin, Latin-ASCII, lower case, letters and digits alone: the floor for all other scripts.
[[nodiscard]] std::string romanise_icu(std::string_view token);

}  // namespace weir::text
