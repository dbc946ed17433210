#include "weir/number.hpp"

#include <array>
#include <limits>

namespace weir {
namespace {

__extension__ using Wide = __int128;

Wide magnitude(Wide value) {
  return value < 0 ? -value : value;
}

Wide gcd(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

// num and den must be below 2^126 in magnitude.
std::optional<std::pair<std::int64_t, std::int64_t>> lowest(Wide num, Wide den) {
  if (den == 0) return std::nullopt;
  if (den < 0) {
    num = -num;
    den = -den;
  }
  const Wide common = gcd(magnitude(num), den);
  num /= common;
  den /= common;
  constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
  if (magnitude(num) > kMost || den > kMost) return std::nullopt;
  return std::pair{static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
}

constexpr std::int64_t power_of_ten(unsigned exponent) {
  std::int64_t out = 1;
  for (unsigned i = 0; i < exponent; ++i) out *= 10;
  return out;
}

// A plain decimal; `digits` counts against the limit of 18.
std::optional<std::pair<std::int64_t, std::int64_t>> decimal(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::int64_t value = 0;
  unsigned digits = 0;
  unsigned places = 0;
  bool point = false;
  bool any = false;
  bool after_digit = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '_') {  // only between digits
      if (!after_digit || i + 1 == text.size() || text[i + 1] < '0' || text[i + 1] > '9') return std::nullopt;
      after_digit = false;
      continue;
    }
    if (c == '.') {
      if (point || !after_digit || i + 1 == text.size()) return std::nullopt;
      point = true;
      after_digit = false;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    any = true;
    after_digit = true;
    if (value != 0 || c != '0') ++digits;
    if (point) ++places;
    if (digits > 18 || places > 18) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (!any) return std::nullopt;
  return std::pair{negative ? -value : value, power_of_ten(places)};
}

// Whole part, then `places` digits, rounded half away from zero.
std::string digits_of(std::int64_t num, std::int64_t den, unsigned places, bool& lossy) {
  const Wide scaled = magnitude(Wide{num}) * power_of_ten(places);
  Wide whole = scaled / den;
  const Wide rest = scaled % den;
  lossy = rest != 0;
  if (rest * 2 >= den) ++whole;
  std::string out;
  for (unsigned i = 0; whole > 0 || i <= places; ++i) {
    if (i == places && places > 0) out.insert(out.begin(), '.');
    out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(whole % 10)));
    whole /= 10;
  }
  const bool zero = out.find_first_not_of("0.") == std::string::npos;
  if (num < 0 && !zero) out.insert(out.begin(), '-');
  return out;
}

}  // namespace

std::optional<Number> Number::ratio(std::int64_t num, std::int64_t den) {
  const auto pair = lowest(num, den);
  if (!pair) return std::nullopt;
  Number out;
  out.num_ = pair->first;
  out.den_ = pair->second;
  return out;
}

std::optional<Number> Number::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto top = decimal(text.substr(0, slash));
  if (!top) return std::nullopt;
  const auto upper = ratio(top->first, top->second);
  if (slash == std::string_view::npos) return upper;
  const auto bottom = decimal(text.substr(slash + 1));
  if (!bottom || !upper) return std::nullopt;
  const auto lower = ratio(bottom->first, bottom->second);
  return lower ? upper->over(*lower) : std::nullopt;
}

namespace {
std::optional<Number> reduced(Wide num, Wide den) {
  const auto pair = lowest(num, den);
  return pair ? Number::ratio(pair->first, pair->second) : std::nullopt;
}
// a/b + sign * c/d: each product is below 2^126, their sum below 2^127.
std::optional<Number> sum(const Number& left, const Number& right, int sign) {
  const Wide a = Wide{left.numerator()} * right.denominator();
  const Wide b = Wide{right.numerator()} * left.denominator() * sign;
  return reduced(a + b, Wide{left.denominator()} * right.denominator());
}
}  // namespace

std::optional<Number> Number::plus(const Number& other) const {
  return sum(*this, other, 1);
}
std::optional<Number> Number::minus(const Number& other) const {
  return sum(*this, other, -1);
}
std::optional<Number> Number::times(const Number& other) const {
  return reduced(Wide{num_} * other.num_, Wide{den_} * other.den_);
}
std::optional<Number> Number::over(const Number& other) const {
  return reduced(Wide{num_} * other.den_, Wide{den_} * other.num_);
}

std::strong_ordering operator<=>(const Number& left, const Number& right) noexcept {
  if (left.den_ == right.den_) return left.num_ <=> right.num_;
  const Wide a = Wide{left.num_} * right.den_;
  const Wide b = Wide{right.num_} * left.den_;
  return a < b   ? std::strong_ordering::less
         : a > b ? std::strong_ordering::greater
                 : std::strong_ordering::equal;
}

std::string Number::text(unsigned places) const {
  if (places > 18) places = 18;
  bool lossy = false;
  std::string out = digits_of(num_, den_, places, lossy);
  if (places > 0) {
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
  }
  return lossy ? "~" + out : out;
}

std::string Number::rounded(unsigned places) const {
  bool lossy = false;
  return digits_of(num_, den_, places > 18 ? 18 : places, lossy);
}

}  // namespace weir
