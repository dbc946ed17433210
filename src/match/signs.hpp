// Names that are both written in Han characters, or both in Hangul: there the characters tell what their
// readings do not (远舟 and 远洲 are both Yuanzhou; 志刚 and 志强 are both Chi-gang in Korean).
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <string_view>

#include "match/score.hpp"
#include "weir/party.hpp"

namespace weir::match {

// Both names have as many telling characters, simplified, and not the same. Of persons only where some
// character behind the first has another reading in Mandarin: family names have characters in several shapes,
// and who hears a given name writes it with any of its syllables.
[[nodiscard]] bool other_signs(std::string_view left, std::string_view right, Schema schema);

// The score of two names as written, where other_signs() says whether their characters differ.
[[nodiscard]] NameScore with_signs(NameScore score, bool differ) noexcept;

}  // namespace weir::match
