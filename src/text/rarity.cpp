#include "text/rarity.hpp"

#include <cstdlib>
#include <string>
#include <unordered_map>

#include "tables/tables.hpp"
#include "text/lexicon.hpp"

namespace weir::text {
namespace {

struct Rarities {
  std::unordered_map<std::string_view, float> nats;
  Rarities() {
    for (const auto& row : tables::rows("names/word_rarity.tsv")) {
      if (row.size() == 2) nats.emplace(row[0], std::strtof(std::string(row[1]).c_str(), nullptr));
    }
  }
};

}  // namespace

float rarity_of(std::string_view token) noexcept {
  static const Rarities kRarities;
  const auto found = kRarities.nats.find(token);
  if (found != kRarities.nats.end()) return found->second;
  // Names that are common in the world, though not in the lists that were counted.
  constexpr float kGivenName = 6.5F;
  constexpr float kSurnameOrWord = 7.5F;
  const std::uint8_t known = lexicon_of(token);
  if ((known & (kMansName | kWomansName)) != 0) return kGivenName;
  return (known & (kSurname | kEnglish)) != 0 ? kSurnameOrWord : kUnknownRarity;
}

}  // namespace weir::text
