#include "match/weights.hpp"

#ifdef WEIR_TUNE
#include <cstdlib>
#include <string_view>

namespace weir::match::weights {
namespace {

float from_environment(std::string_view name, float value) {
  const char* const given = std::getenv("WEIR_WEIGHTS");
  std::string_view rest = given == nullptr ? "" : given;
  while (!rest.empty()) {
    const std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(item.size() < rest.size() ? item.size() + 1 : item.size());
    if (item.starts_with(name) && item.size() > name.size() && item[name.size()] == '=')
      return std::strtof(item.data() + name.size() + 1, nullptr);  // ends at the comma
  }
  return value;
}

}  // namespace

#define WEIGHT(name, value) float name = from_environment(#name, value);
#include "match/weights.def"
#undef WEIGHT

}  // namespace weir::match::weights
#endif
