#include "goods/quantity.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace weir::goods {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

struct Name {
  Dimension dimension;
  std::string_view text;
  std::string_view unit;
  std::string_view example;
};
constexpr std::array<Name, 10> kNames{{
    {Dimension::Count, "a number without a unit", "", "16"},
    {Dimension::Rate, "a rate of operations", "TOPS", "312 TFLOPS"},
    {Dimension::Bandwidth, "a bandwidth", "GB/s", "600 GB/s"},
    {Dimension::Area, "an area", "mm2", "826 mm2"},
    {Dimension::Length, "a length", "um", "0.9 um"},
    {Dimension::Speed, "a speed", "km/h", "46.3 km/h"},
    {Dimension::Time, "a time", "min", "30 min"},
    {Dimension::Mass, "a mass", "kg", "500 kg"},
    {Dimension::Volume, "a volume", "L", "20 L"},
    {Dimension::Power, "a power", "W", "750 W"},
}};

// Factors are definitions (SI brochure, 9th edition; international yard and pound agreement 1959).
const std::vector<Unit>& units() {
  static const std::vector<Unit> kUnits = [] {
    std::vector<Unit> all;
    const auto add = [&](Dimension dimension, std::initializer_list<std::string_view> names, Number factor) {
      for (const std::string_view name : names) all.push_back({name, dimension, factor});
    };
    const auto per = [](std::int64_t top, std::int64_t bottom) { return *Number::ratio(top, bottom); };
    add(Dimension::Rate, {"TOPS", "TFLOPS", "TFLOP/s", "Tops", "TOP/s"}, 1);
    add(Dimension::Rate, {"POPS", "PFLOPS", "PFLOP/s", "petaFLOPS"}, 1000);
    add(Dimension::Rate, {"GOPS", "GFLOPS", "GFLOP/s"}, per(1, 1000));
    add(Dimension::Bandwidth, {"GB/s", "GBps", "GByte/s"}, 1);
    add(Dimension::Bandwidth, {"TB/s", "TBps"}, 1000);
    add(Dimension::Bandwidth, {"MB/s", "MBps"}, per(1, 1000));
    add(Dimension::Bandwidth, {"Gbit/s", "Gb/s", "Gbps"}, per(1, 8));
    add(Dimension::Bandwidth, {"Tbit/s", "Tb/s", "Tbps"}, 125);
    add(Dimension::Area, {"mm2", "mm^2", "mm\u00B2", "sq mm", "sqmm"}, 1);
    add(Dimension::Area, {"cm2", "cm^2", "cm\u00B2"}, 100);
    add(Dimension::Length, {"um", "\u00B5m", "\u03BCm", "micron", "microns"}, 1);
    add(Dimension::Length, {"nm"}, per(1, 1000));
    add(Dimension::Length, {"mm"}, 1000);
    add(Dimension::Length, {"cm"}, 10'000);
    add(Dimension::Length, {"m", "metre", "metres", "meter", "meters"}, 1'000'000);
    add(Dimension::Length, {"km"}, 1'000'000'000);
    add(Dimension::Length, {"in", "inch", "inches"}, 25'400);
    add(Dimension::Length, {"ft", "feet"}, 304'800);
    add(Dimension::Length, {"mi", "miles"}, 1'609'344'000);
    add(Dimension::Length, {"nmi", "NM"}, 1'852'000'000);
    add(Dimension::Speed, {"km/h", "kph", "kmh"}, 1);
    add(Dimension::Speed, {"m/s"}, per(18, 5));
    add(Dimension::Speed, {"kn", "kt", "knot", "knots"}, per(463, 250));
    add(Dimension::Speed, {"mph"}, per(201'168, 125'000));
    add(Dimension::Time, {"min", "minute", "minutes"}, 1);
    add(Dimension::Time, {"s", "sec", "second", "seconds"}, per(1, 60));
    add(Dimension::Time, {"h", "hr", "hour", "hours"}, 60);
    add(Dimension::Mass, {"kg"}, 1);
    add(Dimension::Mass, {"g"}, per(1, 1000));
    add(Dimension::Mass, {"t", "tonne", "tonnes"}, 1000);
    add(Dimension::Mass, {"lb", "lbs"}, per(45'359'237, 100'000'000));
    add(Dimension::Volume, {"L", "l", "litre", "litres", "liter", "liters"}, 1);
    add(Dimension::Volume, {"mL", "ml"}, per(1, 1000));
    add(Dimension::Volume, {"m3", "m^3", "m\u00B3"}, 1000);
    add(Dimension::Power, {"W"}, 1);
    add(Dimension::Power, {"kW"}, 1000);
    return all;
  }();
  return kUnits;
}

}  // namespace

std::string_view dimension_text(Dimension dimension) noexcept {
  return kNames[static_cast<std::size_t>(dimension)].text;
}
std::string_view base_unit(Dimension dimension) noexcept {
  return kNames[static_cast<std::size_t>(dimension)].unit;
}
std::string_view example_of(Dimension dimension) noexcept {
  return kNames[static_cast<std::size_t>(dimension)].example;
}

std::optional<Number> parse_decimal(std::string_view text) {
  text = trimmed(text);
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) {
    // Number also reads fractions and underscores, which no data sheet has.
    if (text.find_first_not_of("0123456789.+-") != std::string_view::npos) return {};
    if (text.starts_with('+')) text.remove_prefix(1);
    return Number::parse(text);
  }
  // Commas part thousands: one to three digits, then groups of three.
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (comma == 0 || comma > 3 || whole.front() == '0') return {};
  std::string digits;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool at_comma = i >= comma && (i - comma) % 4 == 0;
    if (at_comma != (whole[i] == ',')) return {};
    if (at_comma) continue;
    if (!is_digit(whole[i])) return {};
    digits.push_back(whole[i]);
  }
  if ((whole.size() - comma) % 4 != 0) return {};
  if (point != std::string_view::npos) digits.append(text.substr(point));
  if (digits.find_first_not_of("0123456789.") != std::string::npos) return {};
  return Number::parse(digits);
}

const Unit* find_unit(std::string_view name) {
  for (const Unit& unit : units()) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

tl::expected<Number, std::string> parse_quantity(std::string_view text, Dimension wanted) {
  text = trimmed(text);
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.' || text[end] == ',' ||
                               ((text[end] == '+' || text[end] == '-') && end == 0)))
    ++end;
  const auto number = parse_decimal(text.substr(0, end));
  const std::string_view unit_text = trimmed(text.substr(end));
  if (!number) {
    return tl::unexpected(
        fmt::format("'{}' is not a number with a unit; expected {} such as \"{}\" (decimal point, not comma)",
                    text, dimension_text(wanted), example_of(wanted)));
  }
  if (wanted == Dimension::Count) {
    if (unit_text.empty()) return *number;
    return tl::unexpected(
        fmt::format("'{}' has the unit '{}'; expected a number without a unit", text, unit_text));
  }
  if (unit_text.empty()) {
    return tl::unexpected(fmt::format("'{}' has no unit; expected {} such as \"{}\"", text,
                                      dimension_text(wanted), example_of(wanted)));
  }
  const Unit* unit = find_unit(unit_text);
  if (unit == nullptr) {
    return tl::unexpected(fmt::format("the unit '{}' is not known; expected {} such as \"{}\"", unit_text,
                                      dimension_text(wanted), example_of(wanted)));
  }
  if (unit->dimension != wanted) {
    return tl::unexpected(fmt::format("'{}' is {}; expected {} such as \"{}\"", text,
                                      dimension_text(unit->dimension), dimension_text(wanted),
                                      example_of(wanted)));
  }
  const auto value = number->times(unit->factor);
  if (!value)
    return tl::unexpected(fmt::format("'{}' is too large or too fine a number to be held exactly", text));
  return *value;
}

}  // namespace weir::goods
