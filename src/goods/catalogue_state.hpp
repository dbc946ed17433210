// What a Catalogue owns. Private to src/goods and its tests.
#pragma once

#include <map>
#include <string>

#include "goods/lexicon.hpp"
#include "goods/nomenclature.hpp"
#include "weir/goods.hpp"

namespace weir::goods {

struct Catalogue::State {
  Nomenclature nomenclature;
  std::map<std::string, std::string, std::less<>> tiers;
  Lexicon lexicon;
};

}  // namespace weir::goods
