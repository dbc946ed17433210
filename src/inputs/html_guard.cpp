#include "inputs/html_guard.hpp"

namespace weir::inputs {

void HtmlGuard::pending(std::string_view held, std::uint64_t given) {
  if (held.size() < kLongTag || held[0] != '<') return;
  const char second = held[1];
  if (!((second >= 'a' && second <= 'z') || (second >= 'A' && second <= 'Z'))) return;
  const std::uint64_t start = given - held.size();
  if (start != start_ || seen_ > held.size()) {
    start_ = start;
    seen_ = attributes_ = 0;
    quote_ = 0;
    after_equals_ = false;
  }
  for (; seen_ < held.size(); ++seen_) {
    const char c = held[seen_];
    if (quote_ != 0) {
      if (c != quote_) continue;
      quote_ = 0;
      ++attributes_;
      continue;
    }
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    if (after_equals_ && (c == '"' || c == '\'')) quote_ = c;
    if (!blank) after_equals_ = c == '=';
    if (blank || c == '/') ++attributes_;
  }
  if (attributes_ > kMaxAttributes) steps_ = kMaxSteps + 1;
}

}  // namespace weir::inputs
