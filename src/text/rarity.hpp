// How much the agreement of a word says: rare words much, common ones little.
//
// From the fixed table data/names/word_rarity.tsv, so that the score of two names depends on these two names
// alone, never on what else is listed. Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <string_view>

namespace weir::text {

// Nats: about ln(1 / share of names that have the word). For a token of [a-z0-9].
[[nodiscard]] float rarity_of(std::string_view token) noexcept;

// What a word that is not in the table is taken to weigh.
inline constexpr float kUnknownRarity = 9.5F;

}  // namespace weir::text
