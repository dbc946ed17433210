// The acronyms by which a name of several words may go: "Islamic Republic of Iran Shipping Lines" -> "irisl".
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "text/tags.hpp"

namespace weir::text {

// First letters of the words without legal forms, with and without particles where that differs; none for fewer than
// three words. `Words` is a range whose elements have `text` and `flags`.
template <class Words>
[[nodiscard]] std::vector<std::string> acronyms_of(const Words& words) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 10;
  std::string all;
  std::string without;
  for (const auto& word : words) {
    if ((word.flags & (kLegal | kInitial)) != 0 || word.text.empty()) continue;
    all += word.text.front();
    if ((word.flags & kParticle) == 0) without += word.text.front();
  }
  std::vector<std::string> out;
  const auto fits = [](const std::string& text) { return text.size() >= kShortest && text.size() <= kLongest; };
  if (fits(without)) out.push_back(without);
  if (all != without && fits(all)) out.push_back(all);
  return out;
}

}  // namespace weir::text
