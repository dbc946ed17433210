// Percentages as registers write them -> exact shares.
//
// Thread-safety: pure. Errors: a sentence that says what was found and what was expected.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "weir/ownership.hpp"

namespace weir::ownership {

struct ShareRange {
  Share min = 0;
  Share max = kWhole;

  friend bool operator==(const ShareRange&, const ShareRange&) = default;
};

// "50", "50.00 %", "49,9", "25-50", "25 to 50 %", ">50", ">= 75", "more than 50", "less than 25", "up to 25",
// "1/3" (of the whole). More decimals than a Share has give the interval around them. Percentages below 0 or
// above 100, and ranges that fall, are errors.
[[nodiscard]] tl::expected<ShareRange, std::string> parse_share(std::string_view text);

}  // namespace weir::ownership
