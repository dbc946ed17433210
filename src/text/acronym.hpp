// The acronyms by which a name of several words may go: "Islamic Republic of Iran Shipping Lines" -> "irisl".
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "text/tags.hpp"

namespace weir::text {

// First letters of the words, with and without particles, with and without legal forms, where these differ;
// and of three or more words at the start or at the end ("Real IRA"); a legal form gives any of its initials
// (legal_initials). None for fewer than three letters.
// `Words` is a vector or span whose elements have `text` and `flags`.
template <class Words>
[[nodiscard]] std::vector<std::string> acronyms_of(const Words& words) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 10;
  std::vector<std::string> out;
  const auto add = [&](std::string letters) {
    const bool fits = letters.size() >= kShortest && letters.size() <= kLongest;
    if (fits && std::find(out.begin(), out.end(), letters) == out.end()) out.push_back(std::move(letters));
  };
  constexpr std::array<unsigned, 4> kLeftOut{kLegal | kParticle, kLegal, kParticle, 0};
  // Of the words but those; the word at `other` gives `letter`.
  const auto initials = [&](unsigned left_out, std::size_t other, char letter) {
    std::string letters;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i == other) {
        letters += letter;
      } else if ((words[i].flags & (left_out | kInitial)) == 0 && !words[i].text.empty()) {
        letters += words[i].text.front();
      }
    }
    return letters;
  };
  for (const unsigned left_out : kLeftOut) {
    std::string letters = initials(left_out, words.size(), '\0');
    if (left_out == kLeftOut.front() || left_out == kParticle) {
      for (std::size_t cut = 1; letters.size() <= kLongest && cut + kShortest <= letters.size(); ++cut) {
        add(letters.substr(cut));
        add(letters.substr(0, letters.size() - cut));
      }
    }
    add(std::move(letters));
  }
  // "Aviation Industry Corporation of China" is AVIC's like, whatever the class of "Corporation" is called.
  const auto legal =
      std::find_if(words.begin(), words.end(), [](const auto& word) { return (word.flags & kLegal) != 0; });
  if (legal == words.end() || legal->text.empty()) return out;
  for (std::uint32_t rest = legal_initials(legal->text); rest != 0; rest &= rest - 1) {
    const char letter = static_cast<char>('a' + std::countr_zero(rest));
    if (letter == legal->text.front()) continue;
    add(initials(kLegal | kParticle, static_cast<std::size_t>(legal - words.begin()), letter));
  }
  return out;
}

}  // namespace weir::text
