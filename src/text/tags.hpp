// What the words of a name are: legal form, title, particle, generic word, number.
//
// From the tables data/names/org_forms.tsv and name_words.tsv. Thread-safety: immutable, built once. Errors:
// none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace weir::text {

enum TokenFlag : std::uint8_t {
  kLegal = 1,     // legal form; its text is the class, so that "OOO" and "LLC" are one token
  kTitle = 2,     // Dr, Haji, General
  kParticle = 4,  // al, bin, van
  kGeneric = 8,   // trading, bank, завод
  kNumber = 16,   // has a digit, or is a Roman number or an ordinal
  kInitial = 32,  // a single letter
  kSuffix = 64,   // Jr, III
  kPlace = 128,   // China, Moscow
};

struct WordTag {
  std::uint8_t flags = 0;
  std::uint16_t class_id = 0;  // equal meanings have equal classes; 0 = none
};

// By a word as folded, in its own script.
[[nodiscard]] WordTag tag_of(std::string_view word) noexcept;
// By the tag name that tables use ("generic", "legal", "place"...).
[[nodiscard]] std::uint8_t flag_of(std::string_view tag) noexcept;
[[nodiscard]] std::string flags_text(std::uint8_t flags);  // "legal form", "generic word"

// The longest legal form at the start of `words`: how many words it takes (0 = none) and its class.
struct LegalForm {
  std::size_t words = 0;
  std::string_view name;  // e.g. "llc"
};
[[nodiscard]] LegalForm legal_form_at(std::span<const std::string_view> words);

}  // namespace weir::text
