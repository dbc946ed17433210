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
    const std::size_t wanted = osa_distance_reference(a, b);
    ASSERT_EQ(osa_distance(a, b), wanted) << a << " / " << b;
    ASSERT_EQ(OsaFrom(a).to(b), wanted) << a << " / " << b;
  }
}

// Writings of one name differ in the letters that romanisation and typists exchange; any other letter is one
// dropped and one added.
TEST(WeightedDistance, KnowsWhichLettersStandForEachOther) {
  EXPECT_EQ(weighted_distance("petrov", "petrov"), 0.0F);
  EXPECT_LT(weighted_distance("yevgeniy", "evgeny"), 1.4F);
  EXPECT_LT(weighted_distance("akhmed", "ahmed"), weighted_distance("arkmed", "armed"));
  EXPECT_LT(weighted_distance("hassan", "hasan"), 0.3F);
  EXPECT_LT(weighted_distance("viktor", "victor"), 0.5F);
  EXPECT_FLOAT_EQ(weighted_distance("karbov", "kartov"), 2.0F);
  EXPECT_FLOAT_EQ(weighted_distance("mario", "marko"), 0.85F);  // the next key
  EXPECT_FLOAT_EQ(weighted_distance("petrov", "pertov"), 0.5F);
}

TEST(WeightedDistance, IsAtMostTwoForEachEditAndSymmetric) {
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
    ASSERT_LE(cost, 2 * static_cast<float>(osa_distance_reference(a, b)) + 1e-4F) << a << " / " << b;
    ASSERT_NEAR(cost, weighted_distance(b, a), 1e-4F) << a << " / " << b;
    ASSERT_EQ(cost == 0.0F, a == b) << a << " / " << b;
  }
}

// Words as names have them: few letters, so that rewritings, doubled letters and exchanges come often, one
// often made out of the other.
TEST(WeightedDistance, EqualsTheReference) {
  std::mt19937 random(20261126);
  static constexpr std::string_view kOften = "aeiouychkstzdjgfwxq0rnmlv";
  const auto letter = [&] { return kOften[random() % kOften.size()]; };
  for (int i = 0; i < 60'000; ++i) {
    std::string a(random() % (i % 50 == 0 ? 70 : 12), 'a');
    for (char& c : a) c = letter();
    std::string b = a;
    if (random() % 4 == 0) {
      b.assign(random() % 12, 'a');
      for (char& c : b) c = letter();
    } else {
      for (std::size_t edits = random() % 4; edits > 0; --edits) {
        const std::size_t at = b.empty() ? 0 : random() % b.size();
        switch (random() % 4) {
          case 0:
            b.insert(at, 1, letter());
            break;
          case 1:
            if (!b.empty()) b.erase(at, 1);
            break;
          case 2:
            if (at + 1 < b.size()) std::swap(b[at], b[at + 1]);
            break;
          default:
            if (!b.empty()) b[at] = letter();
        }
      }
    }
    const float wanted = weighted_distance_reference(a, b);
    ASSERT_EQ(weighted_distance(a, b), wanted) << a << " / " << b;
    const float most = static_cast<float>(random() % 400) / 100;
    const float within = weighted_distance_within(a, b, osa_distance(a, b), most);
    if (wanted <= most) {
      ASSERT_EQ(within, wanted) << a << " / " << b << " within " << most;
    } else {
      ASSERT_GT(within, most) << a << " / " << b;
    }
  }
}

}  // namespace
}  // namespace weir::match
