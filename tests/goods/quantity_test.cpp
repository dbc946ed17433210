// Numbers with units, exactly.
#include "goods/quantity.hpp"

#include <gtest/gtest.h>

namespace weir::goods {
namespace {

Number number(std::string_view text) {
  return *Number::parse(text);
}

TEST(Quantity, UnitsMeetInTheBaseUnit) {
  const auto is = [](std::string_view text, Dimension dimension, const Number& expected) {
    const auto value = parse_quantity(text, dimension);
    ASSERT_TRUE(value) << value.error();
    EXPECT_EQ(*value, expected) << text;
  };
  is("312 TFLOPS", Dimension::Rate, number("312"));
  is("0.312 PFLOPS", Dimension::Rate, number("312"));
  is("1,979 TOPS", Dimension::Rate, number("1979"));
  is("4.8 TB/s", Dimension::Bandwidth, number("4800"));
  is("8.26cm2", Dimension::Area, number("826"));
  is("826 mm²", Dimension::Area, number("826"));
  is("0.9 um", Dimension::Length, number("0.9"));
  is("0.9 µm", Dimension::Length, number("0.9"));
  is("25 kn", Dimension::Speed, number("46.3"));
  is("1 h", Dimension::Time, number("60"));
  is("16", Dimension::Count, number("16"));
}

TEST(Quantity, WrongUnitsAreNamed) {
  const auto area = parse_quantity("826 kg", Dimension::Area);
  ASSERT_FALSE(area);
  EXPECT_NE(area.error().find("a mass"), std::string::npos);
  EXPECT_NE(area.error().find("an area"), std::string::npos);
  EXPECT_NE(parse_quantity("826", Dimension::Area).error().find("no unit"), std::string::npos);
  EXPECT_NE(parse_quantity("826 parsec", Dimension::Area).error().find("not known"), std::string::npos);
  EXPECT_NE(parse_quantity("16 bit", Dimension::Count).error().find("without a unit"), std::string::npos);
  for (const char* text : {"", "mm2", "0,9 um", "1..2 um", "1e5 um", "--1 um", "99999999999999999999 um"})
    EXPECT_FALSE(parse_quantity(text, Dimension::Length)) << text;
}

TEST(Quantity, CommasPartThousands) {
  EXPECT_EQ(parse_decimal("1,234,567.8"), number("1234567.8"));
  EXPECT_EQ(parse_decimal("12,500.00"), number("12500"));
  for (const char* text : {"1,23", "1,2345", ",123", "1234,567", "0,900", "1,,234"})
    EXPECT_FALSE(parse_decimal(text)) << text;
}

}  // namespace
}  // namespace weir::goods
