// What the indexes over a snapshot's words say, against a plain look at its forms.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "accuracy/screening.hpp"
#include "match/joined_runs.hpp"
#include "match/score.hpp"
#include "match/token_index.hpp"
#include "synthetic_names.hpp"
#include "text/tags.hpp"

namespace weir::match {
namespace {

std::vector<Party> invented() {
  std::vector<Party> out;
  constexpr std::size_t kParties = 400;
  bench::SyntheticNames names(77);
  for (std::size_t i = 0; i < kParties; ++i) out.push_back(names.party());
  for (const char* name : {"Ali Ali Hassan", "Al-Shan Trading LLC", "Lighthouse Landscaping Corporation",
                           "LLC Holding", "Islamic Republic of Iran Shipping Lines", "IRISL"})
    out.push_back({.list = "l", .entry_id = name, .schema = Schema::Company, .names = {{.text = name}}});
  return out;
}

class TokenIndexTest : public testing::Test {
 protected:
  TokenIndexTest() : view_(accuracy::snapshot_of(invented())) {}
  void SetUp() override { ASSERT_TRUE(view_) << view_.error(); }

  // Calls visit(form, name, words) for each form.
  template <class Visit>
  void each_form(Visit visit) const {
    for (std::uint32_t form = 0; form < view_->form_count(); ++form)
      visit(form, view_->form_name(form), view_->form_words(form));
  }

  tl::expected<snapshot::View, std::string> view_;
};

TEST_F(TokenIndexTest, SpellingsAreTheWords) {
  const TokenIndex index(*view_);
  for (std::uint32_t token = 0; token < view_->token_count(); ++token) {
    const snapshot::TokenRow& row = view_->token(token);
    const TokenIndex::Spelling spelling = index.spelling(row.length, token);
    EXPECT_EQ(spelling.text, view_->token_text(token));
    EXPECT_EQ(spelling.sound, TokenIndex::sound_check(row.sound)) << spelling.text;
    EXPECT_EQ((spelling.traits & TokenIndex::Spelling::kMeaning) != 0, row.class_id != 0) << spelling.text;
    EXPECT_EQ((spelling.traits & TokenIndex::Spelling::kNamed) != 0, row.name != 0) << spelling.text;
    EXPECT_EQ((spelling.traits & TokenIndex::Spelling::kSkeleton) != 0,
              (row.flags & snapshot::kSkeleton) != 0)
        << spelling.text;
  }
}

TEST_F(TokenIndexTest, NamesWeighAtLeastAndAtMost) {
  const TokenIndex index(*view_);
  each_form([&](std::uint32_t, std::uint32_t name, std::span<const std::uint32_t> words) {
    for (const Schema schema : {Schema::Person, Schema::LegalEntity, Schema::Company, Schema::Vessel}) {
      float sought = 0;
      float others = 0;
      for (const std::uint32_t packed : words) {
        const std::uint32_t token = packed & snapshot::kTokenMask;
        const auto flags = static_cast<std::uint8_t>(packed >> snapshot::kTokenBits);
        const float weight = weight_of(view_->token(token), flags, schema);
        EXPECT_LE(weight, static_cast<float>(index.most_weight(*view_, token)) * TokenIndex::kWeightStep);
        (flags_find(flags) ? sought : others) += weight;
      }
      const TokenIndex::NameWeights weights = index.weights(*view_, name);
      EXPECT_LE(static_cast<float>(weights.sought) * TokenIndex::kWeightStep, sought);
      EXPECT_GE(static_cast<float>(weights.others) * TokenIndex::kWeightStep, others);
    }
  });
}

TEST_F(TokenIndexTest, AcronymsHaveTheInitialsOfTheirNames) {
  const TokenIndex index(*view_);
  std::size_t found = 0;
  std::vector<Word> words;
  each_form([&](std::uint32_t form, std::uint32_t name, std::span<const std::uint32_t>) {
    words_of(*view_, form, words);
    for (std::uint32_t token = 0; token < view_->token_count(); ++token) {
      const std::string_view acronym = view_->token_text(token);
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (acronym_words(acronym, std::span(words).subspan(i)) == 0) continue;
        EXPECT_TRUE(index.may_abbreviate(*view_, TokenIndex::acronym_of(acronym), name)) << acronym;
        ++found;
      }
    }
  });
  EXPECT_GT(found, 10U);  // the test tests something
}

TEST_F(TokenIndexTest, WordsTwiceInAName) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> expected;  // token, name
  each_form([&](std::uint32_t, std::uint32_t name, std::span<const std::uint32_t> words) {
    std::set<std::uint32_t> seen;
    for (const std::uint32_t packed : words) {
      if (!seen.insert(packed & snapshot::kTokenMask).second)
        expected.emplace(packed & snapshot::kTokenMask, name);
    }
  });
  const TokenIndex index(*view_);
  std::set<std::pair<std::uint32_t, std::uint32_t>> found;
  for (std::uint32_t token = 0; token < view_->token_count(); ++token) {
    for (const TokenIndex::TokenOfName& twice : index.repeating(*view_, token)) {
      EXPECT_EQ(twice.token, token);
      EXPECT_TRUE(found.emplace(twice.token, twice.name).second);
    }
  }
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(found, expected);
}

TEST_F(TokenIndexTest, NamesThatWriteAWord) {
  std::vector<std::set<std::uint32_t>> expected(view_->token_count());
  each_form([&](std::uint32_t, std::uint32_t name, std::span<const std::uint32_t> words) {
    for (const std::uint32_t packed : words) {
      if ((packed >> snapshot::kTokenBits & text::kLegal) == 0)
        expected[packed & snapshot::kTokenMask].insert(name);
    }
  });
  const TokenIndex index(*view_);
  std::size_t fewer = 0;
  for (std::uint32_t token = 0; token < view_->token_count(); ++token) {
    const std::span<const std::uint32_t> names = index.writing(*view_, token);
    EXPECT_TRUE(std::equal(names.begin(), names.end(), expected[token].begin(), expected[token].end()))
        << view_->token_text(token);
    fewer += static_cast<std::size_t>(names.size() < view_->postings(token).size());
  }
  EXPECT_GT(fewer, 0U);
}

TEST_F(TokenIndexTest, RunsHaveTheLettersOfTheirWords) {
  const TokenIndex index(*view_);
  const JoinedRuns& runs = index.joined(*view_);
  std::size_t seen = 0;
  constexpr std::size_t kLongest = 40;
  for (std::size_t length = 1; length < kLongest; ++length) {
    for (char first = 'a'; first <= 'z'; ++first) {
      for (const bool skeleton : {false, true}) {
        const JoinedRuns::Bucket& bucket = runs.bucket(length, first, skeleton);
        for (std::uint32_t i = 0; i < bucket.signatures.size(); ++i) {
          std::string together;
          for (const std::uint32_t packed : runs.words_of(bucket.equal_to(i).front()))
            together += view_->token_text(packed & snapshot::kTokenMask);
          EXPECT_EQ(bucket.text(i), together);
          ++seen;
        }
      }
    }
  }
  EXPECT_GT(seen, 100U);
}

}  // namespace
}  // namespace weir::match
