// The pattern language of part numbers.
#include "goods/part_pattern.hpp"

#include <gtest/gtest.h>

namespace weir::goods {
namespace {

bool meets(std::string_view pattern, std::string_view word) {
  const auto parsed = PartPattern::parse(pattern);
  EXPECT_TRUE(parsed) << pattern;
  return parsed && parsed->matches(word);
}

TEST(PartPattern, Pieces) {
  EXPECT_TRUE(meets("(sn|)74(hc|ls|)##*", "74hc595"));
  EXPECT_TRUE(meets("(sn|)74(hc|ls|)##*", "sn7404n"));
  EXPECT_FALSE(meets("(sn|)74(hc|ls|)##*", "74x595"));
  EXPECT_TRUE(meets("62##(2rs|zz|)", "6204zz"));
  EXPECT_FALSE(meets("62##(2rs|zz|)", "6204zzz"));
  EXPECT_TRUE(meets("max#+@+", "max3232ese"));
  EXPECT_FALSE(meets("max#+@+", "max3232"));
  EXPECT_FALSE(meets("abc", "ab"));
  EXPECT_FALSE(meets("abc", ""));
}

TEST(PartPattern, RangesAreExactAndInclusive) {
  EXPECT_TRUE(meets("<0..37.5>w", "37.5w"));
  EXPECT_FALSE(meets("<0..37.5>w", "37.51w"));
  EXPECT_TRUE(meets("<0..37.5>w", "0w"));
  EXPECT_FALSE(meets("<0..37.5>w", "w"));
  EXPECT_FALSE(meets("<0..37.5>w", "1.2.3w"));
}

TEST(PartPattern, BrokenPatternsAreRefused) {
  for (const char* pattern : {"", "(", "a)", "<1..", "<2..1>", "<a..b>", "(a|(b))", "a|b"})
    EXPECT_FALSE(PartPattern::parse(pattern)) << pattern;
}

TEST(PartPattern, BacktrackingIsBounded) {
  const auto parsed = PartPattern::parse("#+#+#+#+#+#+#+#+x");
  ASSERT_TRUE(parsed);
  EXPECT_FALSE(parsed->matches(std::string(80, '1')));
}

}  // namespace
}  // namespace weir::goods
