#include "match/distance.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "match/letters.hpp"

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

// Writings of one name differ in the letters that romanisation and typists exchange; other letters cost a
// whole edit.
TEST(WeightedDistance, KnowsWhichLettersStandForEachOther) {
  EXPECT_EQ(weighted_distance("petrov", "petrov"), 0.0F);
  EXPECT_LT(weighted_distance("yevgeniy", "evgeny"), 1.4F);
  EXPECT_LT(weighted_distance("akhmed", "ahmed"), weighted_distance("arkmed", "armed"));
  EXPECT_LT(weighted_distance("hassan", "hasan"), 0.3F);
  EXPECT_LT(weighted_distance("viktor", "victor"), 0.5F);
  EXPECT_EQ(weighted_distance("mario", "marko"), 1.0F);
  EXPECT_FLOAT_EQ(weighted_distance("petrov", "pertov"), 0.8F);
}

TEST(WeightedDistance, NeverExceedsThePlainDistanceAndIsSymmetric) {
  std::mt19937 random(20261125);
  const auto word = [&] {
    std::string out(random() % 12, 'a');
    for (char& c : out) c = static_cast<char>('a' + random() % 26);
    return out;
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string a = word();
    const std::string b = word();
    const float cost = weighted_distance(a, b);
    ASSERT_LE(cost, static_cast<float>(osa_distance_reference(a, b)) + 1e-4F) << a << " / " << b;
    ASSERT_NEAR(cost, weighted_distance(b, a), 1e-4F) << a << " / " << b;
    ASSERT_EQ(cost == 0.0F, a == b) << a << " / " << b;
  }
}

}  // namespace
}  // namespace weir::match
