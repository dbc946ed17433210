// The acronyms by which a name of several words may go: "Islamic Republic of Iran Shipping Lines" -> "irisl".
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "text/tags.hpp"

namespace weir::text {

// First letters of the words, with and without particles, with and without legal forms, where these differ;
// none for fewer than three letters. `Words` is a range whose elements have `text` and `flags`.
template <class Words>
[[nodiscard]] std::vector<std::string> acronyms_of(const Words& words) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 10;
  std::vector<std::string> out;
  constexpr std::array<unsigned, 4> kLeftOut{kLegal | kParticle, kLegal, kParticle, 0};
  for (const unsigned left_out : kLeftOut) {
    std::string letters;
    for (const auto& word : words) {
      if ((word.flags & (left_out | kInitial)) == 0 && !word.text.empty()) letters += word.text.front();
    }
    const bool fits = letters.size() >= kShortest && letters.size() <= kLongest;
    if (fits && std::find(out.begin(), out.end(), letters) == out.end()) out.push_back(std::move(letters));
  }
  return out;
}

}  // namespace weir::text
