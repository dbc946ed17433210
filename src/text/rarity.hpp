// How much the agreement of a word says: rare words much, common ones little.
//
// From the fixed table data/names/word_rarity.tsv, so that the score of two names depends on these two names
// alone, never on what else is listed. Thread-safety: immutable, built once. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>

namespace weir::text {

// Nats: about ln(1 / share of names that have the word). For a token of [a-z0-9].
[[nodiscard]] float rarity_of(std::string_view token) noexcept;

// The same in sixteenths of a nat, as snapshots keep it: rarity_of() is always a multiple of one.
[[nodiscard]] std::uint8_t rarity_steps(std::string_view token) noexcept;
// `known` is lexicon_of(token), where the caller has it.
[[nodiscard]] std::uint8_t rarity_steps(std::string_view token, std::uint8_t known) noexcept;
[[nodiscard]] constexpr float rarity_of_steps(std::uint8_t steps) noexcept {
  return static_cast<float>(steps) / 16;
}

// What a word that is not in the table is taken to weigh.
inline constexpr float kUnknownRarity = 9.5F;

}  // namespace weir::text
