// What-if: counted by hand on a few lines; the report stands alone and escapes what it is given.
#include "ledger/whatif.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "ledger/history_writer.hpp"
#include "ledger/line_csv.hpp"
#include "lists/byte_source.hpp"

namespace weir::ledger {
namespace {

constexpr std::string_view kLines =
    "id,date,code,destination,value,currency,counterparty\n"
    "L1,2026-03-02,8542.31,kg,1000.50,EUR,Ala <Too> Trade\n"
    "L2,2026-03-30,854231,kg,2000,EUR,Ala <Too> Trade\n"
    "L3,2026-05-01,848210,Kyrgyzstan,300,USD,Bearing House\n"
    "L4,2026-05-02,854231,fr,99,EUR,Paris SA\n"
    "L5,2026-05-03,640411,kg,10,EUR,Shoes LLC\n"
    "L6,soon,854231,kg,1,EUR,Bad Date\n"
    "L7,2026-05-03,85x,kg,1,EUR,Bad Code\n";

constexpr std::string_view kProposal =
    "[defaults]\n"
    "regime = \"test\"\n"
    "recorded_at = 2026-01-01\n"
    "valid_from = 2026-01-01\n"
    "citation = \"invented for a test\"\n"
    "status = \"verified\"\n\n"
    "[[measure]]\n"
    "id = \"test-kg\"\n"
    "title = \"Licence for listed goods to Kyrgyzstan\"\n"
    "type = \"licence\"\n"
    "effect = \"licence_required\"\n"
    "sets = [\"chpl\"]\n"
    "to = [\"kg\"]\n";

class WhatIfTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = ::testing::TempDir() + "weir_whatif_proposal.toml";
    std::ofstream(path_) << kProposal;
  }
  void TearDown() override { std::filesystem::remove(path_); }
  std::string path_;
};

TEST(Lines, EachBadFieldIsNamedWithItsLine) {
  std::vector<lists::Reject> rejects;
  std::size_t good = 0;
  const auto source = lists::from_memory("lines.csv",
                                         "id,date,code,nomenclature,destination,value\n"
                                         "1,2021-02-30,8542.31,,ru,1\n"
                                         "2,2021-02-20,9942,,ru,1\n"
                                         "3,2021-02-20,77,,ru,1\n"
                                         "4,2021-02-20,8542.3,,ru,1\n"
                                         "5,2021-02-20,85423100,,ru,1\n"
                                         "6,2021-02-20,8542,HS-1999,ru,1\n"
                                         "7,2021-02-20,8542,,xx,1\n"
                                         "8,2021-02-20,8542,,ru,much\n"
                                         "9,2021-02-20,85423100,HTS-2024,ru,1\n");
  ASSERT_TRUE(
      read_lines_csv(*source, {.line = [&](PastQuestion&&) { ++good; },
                               .reject = [&](lists::Reject&& r) { rejects.push_back(std::move(r)); }}));
  EXPECT_EQ(good, 1U);
  const std::vector<std::string> fields{"date", "code",         "code",        "code",
                                        "code", "nomenclature", "destination", "value"};
  ASSERT_EQ(rejects.size(), fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    EXPECT_EQ(rejects[i].line, i + 2);
    EXPECT_EQ(rejects[i].field, fields[i]) << rejects[i].reason;
  }
}

TEST_F(WhatIfTest, CountsValueTierMonthAndCounterparty) {
  const RuleSet before = RuleSet::built_in();
  const RuleSet after = RuleSet::load({path_});
  std::vector<PastQuestion> lines;
  std::vector<lists::Reject> rejects;
  const auto source = lists::from_memory("lines.csv", kLines);
  ASSERT_TRUE(
      read_lines_csv(*source, {.line = [&](PastQuestion&& q) { lines.push_back(std::move(q)); },
                               .reject = [&](lists::Reject&& r) { rejects.push_back(std::move(r)); }}));
  ASSERT_EQ(rejects.size(), 2U);
  EXPECT_EQ(rejects[0].line, 7U);
  EXPECT_EQ(rejects[0].field, "date");
  EXPECT_EQ(rejects[1].field, "code");
  ASSERT_EQ(lines.size(), 5U);
  // Through a history and back.
  SegmentBuilder builder;
  for (const PastQuestion& line : lines) ASSERT_TRUE(builder.add(line));
  std::uint64_t previous = 0;
  const auto history = History::from_bytes("t", history_header() + builder.finish(0, previous).value());
  ASSERT_TRUE(history);
  const WhatIf result = what_if(*history, before, after);
  EXPECT_EQ(result.lines, 5U);
  EXPECT_EQ(result.caught.lines, 3U);
  EXPECT_EQ(result.caught.value.at("EUR"), Number::parse("3000.50"));
  EXPECT_EQ(result.caught.value.at("USD"), Number(300));
  EXPECT_EQ(result.by_tier.at("1").lines, 2U);
  EXPECT_EQ(result.by_tier.at("3.B").lines, 1U);
  EXPECT_EQ(result.by_month.at("2026-03").lines, 2U);
  EXPECT_EQ(result.by_month.at("2026-05").lines, 1U);
  EXPECT_EQ(result.by_party.at("Ala <Too> Trade").lines, 2U);
  EXPECT_EQ(result.by_measure.at("test-kg").lines, 3U);
  EXPECT_EQ(result.released, 0U);
  ASSERT_EQ(result.caught_lines.size(), 3U);
  EXPECT_EQ(result.caught_lines[0].after, RuleOutcome::LicenceRequired);
  // The other way round the same lines get milder, and nothing is caught.
  const WhatIf back = what_if(*history, after, before);
  EXPECT_EQ(back.caught.lines, 0U);
  EXPECT_EQ(back.released, 3U);
  // Against decide(), line by line.
  for (const PastQuestion& line : lines) {
    const bool caught =
        decide(after, *line.line, line.date).outcome > decide(before, *line.line, line.date).outcome;
    const bool counted = std::any_of(result.caught_lines.begin(), result.caught_lines.end(),
                                     [&](const CaughtLine& c) { return c.id == line.line->id; });
    EXPECT_EQ(caught, counted) << line.line->id;
  }

  const std::string page = what_if_html(result, "What <b> would have caught");
  EXPECT_EQ(page.find("<Too>"), std::string::npos);
  EXPECT_NE(page.find("&lt;Too&gt;"), std::string::npos);
  EXPECT_NE(page.find("What &lt;b&gt;"), std::string::npos);
  for (const std::string_view outside : {"http://", "https://", "<script", "src=", "url("})
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  EXPECT_NE(page.find("prefers-color-scheme:dark"), std::string::npos);
}

TEST(LineCsv, AnotherFileIsRefused) {
  const auto source = lists::from_memory("x.csv", "name,colour\nIvan,red\n");
  const auto read =
      read_lines_csv(*source, {.line = [](PastQuestion&&) {}, .reject = [](lists::Reject&&) {}});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().line, 1U);
}

}  // namespace
}  // namespace weir::ledger
