// Exact numbers for thresholds and duties: fractions of two 64-bit integers, never floating point.
//
// "4992 / 826 >= 5.92" is answered by cross multiplication in 128 bits, so nothing is rounded before it is
// compared. Thread-safety: value types. Errors: nullopt where a result does not fit (the caller says so; it
// is never a wrong number).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

class Number {
 public:
  constexpr Number() = default;
  constexpr Number(std::int64_t whole) : num_(whole) {}  // NOLINT: a whole number is a Number

  // "4800", "-0.5", "5.92", "1_600", "25.0"; an optional "/" gives a fraction: "4992/826". No exponent, no
  // thousands comma. nullopt for anything else and for more than 18 significant digits.
  [[nodiscard]] static std::optional<Number> parse(std::string_view text);
  [[nodiscard]] static std::optional<Number> ratio(std::int64_t num, std::int64_t den);  // den != 0

  [[nodiscard]] constexpr std::int64_t numerator() const noexcept { return num_; }
  [[nodiscard]] constexpr std::int64_t denominator() const noexcept { return den_; }  // > 0, lowest terms

  [[nodiscard]] std::optional<Number> plus(const Number& other) const;
  [[nodiscard]] std::optional<Number> minus(const Number& other) const;
  [[nodiscard]] std::optional<Number> times(const Number& other) const;
  [[nodiscard]] std::optional<Number> over(const Number& other) const;  // nullopt for a division by zero

  // A decimal, cut to at most `places` digits after the point, half away from zero; "~" before it where
  // digits were lost. For people; never to be compared.
  [[nodiscard]] std::string text(unsigned places = 6) const;
  // Rounded half away from zero to exactly `places` digits, without "~": amounts of money.
  [[nodiscard]] std::string rounded(unsigned places) const;

  friend bool operator==(const Number&, const Number&) = default;
  friend std::strong_ordering operator<=>(const Number& left, const Number& right) noexcept;

 private:
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
};

}  // namespace weir
