#include "match/distance.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace weir::match {
namespace {

TEST(OsaDistance, KnownPairs) {
  EXPECT_EQ(osa_distance("petrov", "petrov"), 0U);
  EXPECT_EQ(osa_distance("petrov", "pertov"), 1U);  // exchange of neighbours
  EXPECT_EQ(osa_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(osa_distance("", "abc"), 3U);
  EXPECT_EQ(osa_distance("ca", "abc"), 3U);  // optimal string alignment, not full Damerau
}

TEST(OsaDistance, EqualsTheReferenceOnRandomStrings) {
  std::mt19937 random(20261124);
  const auto word = [&] {
    std::string out(random() % 80, 'a');
    for (char& c : out) c = static_cast<char>('a' + random() % 3);
    return out;
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string a = word();
    const std::string b = word();
    ASSERT_EQ(osa_distance(a, b), osa_distance_reference(a, b)) << a << " / " << b;
  }
}

}  // namespace
}  // namespace weir::match
