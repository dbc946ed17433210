// Which words are known by themselves, as names or as English words.
//
// Two known words that differ by a letter are more often two words ("Marlin", "Merlin"; "Müller", "Möller")
// than a typing error; an unknown word beside a known one is more often the error. Table:
// data/names/lexicon.tsv. Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>

namespace weir::text {

enum LexiconBit : std::uint8_t {
  kMansName = 2,    // a given name of men
  kWomansName = 4,  // a given name of women; both bits where it is either's
  kSurname = 8,
  kEnglish = 16,     // an ordinary English word
  kSyllable = 64,    // could be a syllable of Mandarin (pinyin.hpp)
  kSyllables = 128,  // or several; whether it is one, the other words of the name must tell
};

// LexiconBits of a token of [a-z]; 0 for an unknown word.
[[nodiscard]] std::uint8_t lexicon_of(std::string_view token) noexcept;

}  // namespace weir::text
