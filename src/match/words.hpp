// The words that the scorer compares: from a fresh analysis or out of a snapshot.
//
// Thread-safety: value types. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "snapshot/view.hpp"
#include "text/analyse.hpp"

namespace weir::match {

struct Word {
  std::string_view text;
  std::uint64_t sound = 0;
  std::uint64_t signature = 0;  // text/signature.hpp
  std::uint16_t class_id = 0;   // as a generic word
  text::NameWord name = 0;      // in the tables of given names and surnames
  std::uint8_t flags = 0;       // text::TokenFlag
  std::uint8_t known = 0;       // text::LexiconBit
  bool patronymic = false;
  bool mandarin = false;    // of a name of Mandarin syllables alone
  bool woman = false;       // of a name with a given name that only women bear
  bool east_asian = false;  // could be a syllable of a Chinese or Korean name
  bool skeleton = false;    // read from a script without vowels: only its consonants count
  float rarity = 0;         // nats
};

// What a token's letters say of it, whatever its role in a name.
struct WordFacts {
  std::uint64_t sound = 0;
  std::uint64_t signature = 0;
  float rarity = 0;
  std::uint8_t known = 0;
  std::uint8_t mandarin = 0;  // text::mandarin_of
  // Bits: words seen lately are kept in cache lines (words.cpp).
  bool patronymic : 1 = false;
  bool east_asian : 1 = false;
  bool woman : 1 = false;  // a given name that only women bear

  friend bool operator==(const WordFacts&, const WordFacts&) = default;
};
[[nodiscard]] WordFacts facts_of(std::string_view token) noexcept;

// Views into `form`, which must outlive them. Facts of words seen lately are remembered, thread by thread.
[[nodiscard]] std::vector<Word> words_of(const text::Form& form);
// Of the dictionary's token, as it is by itself.
[[nodiscard]] Word word_of(const snapshot::View& snapshot, std::uint32_t token);
void words_of(const snapshot::View& snapshot, std::uint32_t form, std::vector<Word>& out);

// How much a word counts in the comparison, 0..1.3; depends on what it is and how rare it is.
[[nodiscard]] float weight_of(const Word& word, Schema schema) noexcept;
// The same for a dictionary's token with its role in a name, without a look at its text.
[[nodiscard]] float weight_of(const snapshot::TokenRow& row, std::uint8_t flags, Schema schema) noexcept;

// The same from what a word is; `company`: it stands for a legal form.
[[nodiscard]] float weight_of(std::uint8_t flags, bool company, float rarity, bool patronymic,
                              Schema schema) noexcept;
// Of "company" and the like, and of words that only bind others ("of", "and").
[[nodiscard]] bool stands_for_form(std::uint16_t class_id) noexcept;

// Words that can find a name: the others (legal forms, titles, particles, initials, suffixes) are on too
// many.
[[nodiscard]] constexpr bool flags_find(std::uint8_t flags) noexcept {
  return (flags & (text::kLegal | text::kTitle | text::kParticle | text::kInitial | text::kSuffix)) == 0;
}
[[nodiscard]] constexpr bool finds(const Word& word) noexcept {
  return flags_find(word.flags);
}

[[nodiscard]] constexpr bool for_bodies(Schema schema) noexcept {
  return schema == Schema::Company || schema == Schema::Organization;
}
// Schemas whose names may be a person's.
[[nodiscard]] constexpr bool for_ships(Schema schema) noexcept {
  return schema == Schema::Vessel || schema == Schema::Airplane;
}
[[nodiscard]] constexpr bool for_people(Schema schema) noexcept {
  return schema == Schema::Person || schema == Schema::LegalEntity;
}

}  // namespace weir::match
