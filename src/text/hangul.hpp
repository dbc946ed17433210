// Korean syllables as names spell them.
//
// Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <string>
#include <string_view>

namespace weir::text {

// The commonest spelling of a syllable in given names ("hyun" for 현); Revised Romanization where custom has
// no other.
[[nodiscard]] std::string customary_syllable(char32_t syllable);

}  // namespace weir::text
