// Codes, descriptions, part patterns, quantities and specification files on any bytes. The first byte picks.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "goods/code.hpp"
#include "goods/part_pattern.hpp"
#include "goods/quantity.hpp"
#include "goods/spec.hpp"
#include "weir/goods.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

struct World {
  weir::goods::Catalogue catalogue = weir::goods::Catalogue::open();
  weir::goods::Describer describer{catalogue};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  if (size < 2) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5U) {
    case 0: {
      const auto edition = data[0] > 127 ? weir::goods::HsEdition::Hs2017 : weir::goods::HsEdition::Hs2022;
      const auto answer = world.catalogue.code(text, edition);
      demand(!answer.digits.empty() || !answer.problems.empty());
      demand(answer.digits.empty() || (answer.digits.size() >= 4 && answer.digits.size() <= 10));
      (void)weir::goods::looks_like_code(text);
      break;
    }
    case 1: {
      const auto answer = world.describer.describe(text);
      demand(!answer.vague || answer.candidates.empty());
      for (const auto& candidate : answer.candidates)
        demand(candidate.code.size() == 6 && !candidate.why.empty());
      break;
    }
    case 2: {
      const std::size_t middle = text.size() / 2;
      if (const auto pattern = weir::goods::PartPattern::parse(std::string_view(text).substr(0, middle)))
        (void)pattern->matches(std::string_view(text).substr(middle, 80));
      break;
    }
    case 3: {
      const auto dimension = static_cast<weir::goods::Dimension>(data[1] % 10U);
      const auto value = weir::goods::parse_quantity(std::string_view(text).substr(1), dimension);
      demand(value.has_value() || !value.error().empty());
      break;
    }
    default: {
      const auto spec = weir::goods::read_spec(text, "fuzz.toml");
      if (!spec) {
        demand(!spec.error().message.empty());
        break;
      }
      for (const auto& item : spec->items) demand(!item.cases.empty());
    }
  }
  return 0;
}
