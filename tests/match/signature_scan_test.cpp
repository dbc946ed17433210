// The filter's three ways against each other, and its promise: no token within k edits is lost.
#include "match/signature_scan.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <random>
#include <string>

#include "match/distance.hpp"
#include "text/signature.hpp"

namespace weir::match {
namespace {

TEST(SignatureScan, AllWaysAgree) {
  std::mt19937_64 random(20261124);
  for (const std::size_t size : {0U, 1U, 3U, 4U, 7U, 8U, 9U, 31U, 1000U}) {
    std::vector<std::uint64_t> signatures(size);
    for (std::uint64_t& signature : signatures) signature = random() & random() & random();
    const std::uint64_t wanted = random() & random() & random();
    for (int bits = 0; bits <= 20; ++bits) {
      constexpr std::uint32_t kBase = 17;
      std::vector<std::uint32_t> expected;
      scan_signatures_plain(signatures, wanted, bits, kBase, expected);
      std::vector<std::uint32_t> found;
      scan_signatures(signatures, wanted, bits, kBase, found);
      EXPECT_EQ(found, expected);
      found.clear();
      if (scan_signatures_avx2(signatures, wanted, bits, kBase, found)) {
        EXPECT_EQ(found, expected);
      }
      found.clear();
      if (scan_signatures_avx512(signatures, wanted, bits, kBase, found)) {
        EXPECT_EQ(found, expected);
      }
    }
  }
}

std::string token() {
  return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcdemnorstuvxyz0159")));
}

TEST(Signature, DiffersByAtMostTwoBitsAnEdit) {
  EXPECT_TRUE(rc::check("signature bound", [] {
    const std::string a = token();
    std::string b = a;
    const int edits = *rc::gen::inRange(0, 4);
    for (int i = 0; i < edits; ++i) {
      const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(b.size()) + 1));
      const char c = *rc::gen::elementOf(std::string("abcdemnorstuvxyz0159"));
      const int kind = *rc::gen::inRange(0, 3);
      if (kind == 0) b.insert(at, 1, c);
      if (kind == 1 && at < b.size()) b.erase(at, 1);
      if (kind == 2 && at < b.size()) b[at] = c;
    }
    const auto distance = osa_distance_reference(a, b);
    const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    const auto bits = static_cast<std::size_t>(std::popcount(text::signature(a) ^ text::signature(b)));
    RC_ASSERT(bits <= 2 * distance - gap);
  }));
}

TEST(Signature, OfJoinedTokensIsThatOfTheWhole) {
  EXPECT_TRUE(rc::check("joined signature", [] {
    const std::string a = token();
    const std::string b = token();
    RC_ASSERT(text::joined_signature(text::signature(a), text::signature(b)) == text::signature(a + b));
  }));
}

}  // namespace
}  // namespace weir::match
