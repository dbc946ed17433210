// Quantities as data sheets write them ("1979 TFLOPS", "826 mm2", "0.9 um"), as exact fractions in one base
// unit a dimension.
//
// Thresholds of control lists are decimals, and a chip is at one or below it by the last digit: nothing here
// is a binary floating-point number. Thread-safety: pure functions. Errors: a sentence that says what was
// expected.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "weir/number.hpp"

namespace weir::goods {

enum class Dimension : std::uint8_t {
  Count,      // no unit
  Rate,       // operations a second; base TOPS (10^12 a second)
  Bandwidth,  // base GB/s
  Area,       // base mm2
  Length,     // base um
  Speed,      // base km/h
  Time,       // base min
  Mass,       // base kg
  Volume,     // base L
  Power,      // base W
};
[[nodiscard]] std::string_view dimension_text(Dimension dimension) noexcept;  // "an area"
[[nodiscard]] std::string_view base_unit(Dimension dimension) noexcept;       // "mm2"
[[nodiscard]] std::string_view example_of(Dimension dimension) noexcept;      // "826 mm2"

// A decimal number without a unit: "4799.99", "1,979.5". A comma parts thousands; "0,9" (a decimal comma) is
// not guessed at. nullopt for anything else and for more than 18 digits.
[[nodiscard]] std::optional<Number> parse_decimal(std::string_view text);

// A number and its unit, in the base unit of `wanted`. Count takes a bare number only; all others need a unit
// of their own dimension.
[[nodiscard]] tl::expected<Number, std::string> parse_quantity(std::string_view text, Dimension wanted);

// The unit alone: its dimension and its factor to the base unit.
struct Unit {
  std::string_view name;
  Dimension dimension;
  Number factor;
};
[[nodiscard]] const Unit* find_unit(std::string_view name);

}  // namespace weir::goods
