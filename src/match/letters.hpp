// How likely one letter stands for another in two writings of one name: typing errors, misread scans and
// romanisations that differ.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <string_view>

namespace weir::match {

// Cost of the cheapest way from a to b, in edits: 1 for a letter that was changed, dropped, added or
// exchanged with its neighbour; less where the writings of names often differ (vowels, doubled letters, h,
// c/k, v/w, s/z ...), by the table in letters.cpp. Tokens of [a-z0-9]; for tokens over 64 bytes the plain
// edit distance.
[[nodiscard]] float weighted_distance(std::string_view a, std::string_view b) noexcept;

}  // namespace weir::match
