// A key that spellings of one name in different romanisations share.
//
// Consonants in classes, vowels dropped but for a leading one: "Muhammad", "Mohamed" and the Arabic skeleton
// "mhmd" have the same key, as have "Yuri" and "Juri", "Tchaikovsky" and "Chaikovskiy". In the family of
// Soundex (Russell 1918) and Daitch-Mokotoff (1985), with classes chosen for romanisations. Thread-safety:
// pure. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>

namespace weir::text {

// For a token of [a-z0-9]; 0 when the token has a digit or no letter. Up to twelve classes of five bits, the
// first one lowest.
[[nodiscard]] std::uint64_t sound_key(std::string_view token) noexcept;

// Number of classes in a key.
[[nodiscard]] int sound_length(std::uint64_t key) noexcept;

}  // namespace weir::text
