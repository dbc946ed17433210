// Exact numbers: parsing, comparison without rounding, overflow that says so.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>

#include "rules/helpers.hpp"

namespace weir {
namespace {

using rules::number;

TEST(Number, ReadsDecimalsAndFractions) {
  EXPECT_EQ(number("4800"), Number(4800));
  EXPECT_EQ(number("5.92"), *Number::ratio(592, 100));
  EXPECT_EQ(number("-0.50"), *Number::ratio(-1, 2));
  EXPECT_EQ(number("1_600"), Number(1600));
  EXPECT_EQ(number("4992/826"), *Number::ratio(2496, 413));
  EXPECT_EQ(number("4992/825.5"), *Number::ratio(9984, 1651));
  EXPECT_EQ(number("0.000000000000000001"), *Number::ratio(1, 1'000'000'000'000'000'000));
}

TEST(Number, RefusesWhatIsNoNumber) {
  for (const char* text : {"",
                           "-",
                           ".",
                           "5.",
                           ".5",
                           "1e3",
                           "1,600",
                           "_1",
                           "1_",
                           "1__0",
                           "1.2.3",
                           "0x10",
                           "nan",
                           "1/0",
                           "1/",
                           "/2",
                           "1234567890123456789",
                           " 1",
                           "1 ",
                           "--1",
                           "0.0000000000000000001",
                           "1_.5"})
    EXPECT_FALSE(Number::parse(text)) << text;
}

TEST(Number, BoundariesOfTheChipRuleAreExact) {
  EXPECT_LT(number("4799.99"), number("4800"));
  EXPECT_EQ(number("4800.00"), number("4800"));
  EXPECT_LT(number("5.919"), number("5.92"));
  EXPECT_LT(number("2640/826"), number("3.2"));  // 3.196...: rounded to one place it would pass
  EXPECT_GE(number("4992/826"), number("5.92"));
  // A quotient that differs from the threshold in the 17th digit.
  EXPECT_LT(number("591999999999999999/100000000000000000"), number("5.92"));
}

TEST(Number, TextIsForPeople) {
  EXPECT_EQ(number("4992/826").text(3), "~6.044");
  EXPECT_EQ(number("7.50").text(), "7.5");
  EXPECT_EQ(number("-0.05").text(), "-0.05");
  EXPECT_EQ(number("0").text(), "0");
  EXPECT_EQ(number("2.345").rounded(2), "2.35");
  EXPECT_EQ(number("-2.345").rounded(2), "-2.35");
  EXPECT_EQ(number("400").rounded(2), "400.00");
  EXPECT_EQ(number("0.004").rounded(2), "0.00");
  EXPECT_EQ(number("-0.004").rounded(2), "0.00");
  EXPECT_EQ(number("1999.995").rounded(2), "2000.00");
}

TEST(Number, WhatDoesNotFitIsSaid) {
  const Number big(std::numeric_limits<std::int64_t>::max());
  EXPECT_FALSE(big.plus(Number(1)));
  EXPECT_FALSE(big.times(Number(2)));
  EXPECT_FALSE(big.over(Number(0)));
  EXPECT_EQ(big.times(*Number::ratio(1, std::numeric_limits<std::int64_t>::max())), Number(1));
}

TEST(Number, OrderAgreesWithLongDouble) {
  rc::check("fractions of small numbers order as long doubles do", [] {
    const auto a = *Number::ratio(*rc::gen::inRange(-10000, 10000), *rc::gen::inRange(1, 1000));
    const auto b = *Number::ratio(*rc::gen::inRange(-10000, 10000), *rc::gen::inRange(1, 1000));
    const long double x = static_cast<long double>(a.numerator()) / static_cast<long double>(a.denominator());
    const long double y = static_cast<long double>(b.numerator()) / static_cast<long double>(b.denominator());
    if (a == b) {
      RC_ASSERT(std::abs(static_cast<double>(x - y)) < 1e-12);
    } else {
      RC_ASSERT((a < b) == (x < y));
    }
    RC_ASSERT(a.plus(b)->minus(b) == a);
    if (b != Number(0)) RC_ASSERT(a.times(b)->over(b) == a);
  });
}

}  // namespace
}  // namespace weir
