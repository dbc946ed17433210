// What two texts differ in lies between their equal beginnings and ends, which cost nothing in any edit
// distance.
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <string_view>

namespace weir::text {

constexpr void cut_equal_ends(std::string_view& a, std::string_view& b) noexcept {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
}

}  // namespace weir::text
