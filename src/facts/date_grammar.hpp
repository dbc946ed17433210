// The grammar behind parse_date(): words and numbers of a date as a list writes it -> one or two calendar
// points.
//
// Thread-safety: pure functions. Errors: nullopt when the text is no date.
#pragma once

#include <optional>
#include <string_view>

namespace weir::facts {

inline constexpr int kMinYear = 1000;
inline constexpr int kMaxYear = 2200;

// month 1..12 and day 1..31; 0 where the text does not say. A day is given only with its month, and exists in
// it.
struct PartialDate {
  int year = 0;
  int month = 0;
  int day = 0;

  friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

struct DateExpression {
  PartialDate first;
  std::optional<PartialDate> last;  // the other end of a range
  bool circa = false;
};

// The forms are listed at parse_date(). Texts of more than 200 bytes are refused.
[[nodiscard]] std::optional<DateExpression> read_date_expression(std::string_view text, bool month_first);

}  // namespace weir::facts
