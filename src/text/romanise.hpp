// One token in any script -> Latin spellings.
//
// Thread-safety: the tables are immutable and built once; ICU's transliterators are one set per thread.
// Errors: none; a character that no rule covers is dropped.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/script.hpp"
#include "weir/party.hpp"

namespace weir::text {

// One reading: usually one word; several where names are written without spaces ("習近平" -> xi, jinping) or
// with the article joined on ("الأسد" -> al, asad).
struct Reading {
  std::vector<std::string> words;  // [a-z0-9]+
  std::vector<std::pair<std::size_t, std::string>>
      tags;            // index of a word and its tag, where the tables know it ("generic", "legal", "place")
  bool spelt = false;  // Hebrew: by the table of surnames' parts, so its vowels are no guess
};

// What the rest of a name tells about its language: ISO 639-1, empty when nothing does. A letter that one
// language alone uses decides for the whole name.
[[nodiscard]] std::string_view guess_language(std::string_view folded, Script script);

// Readings of a folded token, the likeliest first, at most kMaxReadings; empty when nothing is left. Latin is
// returned as it is. Without `language` the token's own letters decide.
inline constexpr std::size_t kMaxReadings = 7;
[[nodiscard]] std::vector<Reading> romanise(std::string_view token, Script script, Schema schema,
                                            std::string_view language = {});

// Languages' own parts, one file each; romanise() chooses.
[[nodiscard]] std::vector<std::string> romanise_cyrillic(std::string_view token, std::string_view language);
// A name as written in all its language's schemes, also those that romanise_cyrillic() has no room for.
[[nodiscard]] std::vector<std::string> all_cyrillic_spellings(std::string_view name,
                                                              std::string_view language);
// "zh" or "ko" when the words, a person's name in Cyrillic letters, read as a surname and syllables of that
// language
// ("Си Цзиньпин", "Ким Чен Ын"); empty elsewhere. And a word of such a name in Latin.
[[nodiscard]] std::string_view east_asian_in_cyrillic(std::span<const std::string_view> words);
[[nodiscard]] std::vector<Reading> romanise_east_asian_cyrillic(std::string_view word,
                                                                std::string_view language);
[[nodiscard]] std::vector<Reading> romanise_arabic(std::string_view token, std::string_view language);
[[nodiscard]] std::vector<Reading> romanise_hebrew(std::string_view token);
[[nodiscard]] std::vector<Reading> romanise_han(std::string_view run, Schema schema,
                                                std::string_view language);
// A person's name whose parts are written apart: "毛 泽东".
[[nodiscard]] std::vector<Reading> romanise_han_name(std::string_view surname, std::string_view given);
[[nodiscard]] std::vector<Reading> romanise_kana(std::string_view run);
// A Latin word of Japanese syllables in Hepburn: "tutiya" (Kunrei, ISO 3602) is "tsuchiya". The word itself
// where nothing changes, empty when it is no such word.
[[nodiscard]] std::string hepburn_of_kunrei(std::string_view word);
// Whether that is worth asking: nearly all words of other languages end here.
[[nodiscard]] bool may_be_japanese(std::string_view word) noexcept;
// Has a word letters that Kunrei might write otherwise than Hepburn?
[[nodiscard]] bool may_be_kunrei(std::string_view word) noexcept;
[[nodiscard]] std::vector<Reading> romanise_hangul(std::string_view token, Schema schema);
[[nodiscard]] std::vector<std::string> romanise_indic(std::string_view token);
[[nodiscard]] std::vector<std::string> romanise_thai(std::string_view token);
[[nodiscard]] std::vector<Reading> romanise_burmese(std::string_view token);
// ICU Any-Latin, Latin-ASCII, lower case, letters and digits alone: the floor for all other scripts.
[[nodiscard]] std::string romanise_icu(std::string_view token);

}  // namespace weir::text
