#include "ownership/share.hpp"

#include <gtest/gtest.h>

namespace weir::ownership {
namespace {

void is(std::string_view text, Share min, Share max) {
  const auto range = parse_share(text);
  ASSERT_TRUE(range) << text << ": " << range.error();
  EXPECT_EQ(range->min, min) << text;
  EXPECT_EQ(range->max, max) << text;
}

constexpr Share kPercent = kWhole / 100;

TEST(Share, ExactDecimals) {
  is("50", 50 * kPercent, 50 * kPercent);
  is(" 50.00 % ", 50 * kPercent, 50 * kPercent);
  is("49,99", 4999 * (kPercent / 100), 4999 * (kPercent / 100));
  is("0.0000001", 1, 1);
  is("100", kWhole, kWhole);
  is("33.3333333333", 333333333, 333333334);  // more decimals than are kept: the interval round it
  is("49.99999999", 499999999, 500000000);
  is("1/3", 333333333, 333333334);
  is("1/2", kWhole / 2, kWhole / 2);
}

TEST(Share, RangesAndBounds) {
  is("25-50", 25 * kPercent, 50 * kPercent);
  is("25 to 50 %", 25 * kPercent, 50 * kPercent);
  is("75-to-100-percent", 75 * kPercent, kWhole);
  is("25% \xE2\x80\x93 50%", 25 * kPercent, 50 * kPercent);
  is(">50", 50 * kPercent + 1, kWhole);
  is("more than 50", 50 * kPercent + 1, kWhole);
  is(">= 75%", 75 * kPercent, kWhole);
  is("<25", 0, 25 * kPercent - 1);
  is("up to 25", 0, 25 * kPercent);
  is("50+", 50 * kPercent, kWhole);
}

TEST(Share, WhatCannotBe) {
  for (const char* text :
       {"", "abc", "-5", "100.0000001", "101", "5 apples", "50-25", ">", "25-", "1/0", "3/2", ">25-50",
        "100.00000000001", "> 100", "<0", "1e2", "0x10", "--", "999999999999999999999"}) {
    const auto range = parse_share(text);
    EXPECT_FALSE(range) << text;
    if (!range) {
      EXPECT_FALSE(range.error().empty());
    }
  }
}

}  // namespace
}  // namespace weir::ownership
