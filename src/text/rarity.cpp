#include "text/rarity.hpp"

#include <cstdlib>
#include <string>
#include <unordered_map>

#include "tables/tables.hpp"

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
  return found == kRarities.nats.end() ? kUnknownRarity : found->second;
}

}  // namespace weir::text
