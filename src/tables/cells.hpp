// The words of a table's cell, which stand in it with a space between them.
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace weir::tables {

template <class Do>
void each_word(std::string_view cell, Do act) {
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find(' '), cell.size());
    act(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
}

}  // namespace weir::tables
