#include "text/rarity.hpp"

#include <cmath>
#include <cstdlib>
#include <string>

#include "tables/tables.hpp"
#include "text/lexicon.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

constexpr float kSteps = 16;  // a nat
std::uint8_t steps(float nats) {
  return static_cast<std::uint8_t>(std::lround(nats * kSteps));
}

struct Rarities {
  WordTable<std::uint8_t> of_word;
  Rarities() {
    for (const auto& row : tables::rows("names/word_rarity.tsv")) {
      if (row.size() == 2) of_word[row[0]] = steps(std::strtof(std::string(row[1]).c_str(), nullptr));
    }
  }
};

}  // namespace

std::uint8_t rarity_steps(std::string_view token, std::uint8_t known) noexcept {
  static const Rarities kRarities;
  if (const std::uint8_t* const found = kRarities.of_word.find(token)) return *found;
  // Names that are common in the world, though not in the lists that were counted.
  // Of these the commonest are in the table.
  constexpr float kGivenName = 7.0F;
  constexpr float kFamilyName = 8.0F;
  constexpr float kWord = 7.5F;
  if ((known & (kMansName | kWomansName)) != 0) return steps(kGivenName);
  if ((known & kEnglish) != 0) return steps(kWord);
  return steps((known & kSurname) != 0 ? kFamilyName : kUnknownRarity);
}

std::uint8_t rarity_steps(std::string_view token) noexcept {
  return rarity_steps(token, lexicon_of(token));
}

float rarity_of(std::string_view token) noexcept {
  return rarity_of_steps(rarity_steps(token));
}

}  // namespace weir::text
