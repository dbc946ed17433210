// Codes as written -> candidates of HS-2022.
#include "goods/code.hpp"

#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <fstream>

#include "goods/nomenclature.hpp"
#include "screen/shipment_screen.hpp"
#include "weir/error.hpp"
#include "weir/goods.hpp"
#include "weir/rules.hpp"

namespace weir::goods {
namespace {

const Catalogue& catalogue() {
  static const Catalogue kCatalogue = [] {
    const RuleSet rules = RuleSet::built_in();
    using namespace std::chrono;
    return Catalogue::open({.tiers = screen::tiers_on(rules, sys_days{year{2026} / 11 / 24})});
  }();
  return kCatalogue;
}

std::vector<std::string> codes(const CodeAnswer& answer) {
  std::vector<std::string> out;
  for (const HsCandidate& candidate : answer.candidates) out.push_back(candidate.code);
  return out;
}

struct Written {
  const char* text;
  const char* digits;
  TariffSystem system;
};

class Punctuation : public testing::TestWithParam<Written> {};

TEST_P(Punctuation, IsReadForItsDigits) {
  const auto read = read_code(GetParam().text);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->digits, GetParam().digits);
  EXPECT_EQ(read->system, GetParam().system);
  EXPECT_TRUE(looks_like_code(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(All, Punctuation,
                         testing::Values(Written{"8542.31", "854231", TariffSystem::Hs},
                                         Written{"85 42 31", "854231", TariffSystem::Hs},
                                         Written{"8542.31-0000", "8542310000", TariffSystem::Unsaid},
                                         Written{"HS 8542.31", "854231", TariffSystem::Hs},
                                         Written{"HS code: 8542.31", "854231", TariffSystem::Hs},
                                         Written{"HS-2022: 8542.31", "854231", TariffSystem::Hs},
                                         Written{"HTSUS 8542.31.0045", "8542310045", TariffSystem::Hts},
                                         Written{"Schedule B 8542.31.0000", "8542310000",
                                                 TariffSystem::ScheduleB},
                                         Written{"CN 8542 31 90", "85423190", TariffSystem::Cn},
                                         Written{"ТН ВЭД 8542 31 901 0", "8542319010", TariffSystem::TnVed},
                                         Written{"HS编码:85423190", "85423190", TariffSystem::Hs},
                                         Written{"８５４２．３１", "854231", TariffSystem::Hs},
                                         Written{"8542", "8542", TariffSystem::Unsaid}));

TEST(Code, WhatIsNoCodeIsNamed) {
  EXPECT_NE(read_code("854").error().message.find("3 digits"), std::string::npos);
  EXPECT_NE(read_code("85423100001").error().message.find("11 digits"), std::string::npos);
  EXPECT_NE(read_code("8.54231E+09").error().message.find("spreadsheet"), std::string::npos);
  EXPECT_NE(read_code("8542x31").error().message.find("other characters"), std::string::npos);
  EXPECT_FALSE(read_code(std::string(5000, '1')));
  EXPECT_FALSE(read_code(""));
}

TEST(Code, WordsAndPartNumbersAreNoCodes) {
  for (const char* text : {"STM32F103", "6205-2RS", "TTL logic IC 74HC595", "hs", "cn", "", "12"})
    EXPECT_FALSE(looks_like_code(text)) << text;
}

// The sheet's test vectors (controls.md, section 1).
TEST(Code, TiersOfTheSheet) {
  const auto tier = [](const char* text) {
    const CodeAnswer answer = catalogue().code(text);
    return answer.candidates.size() == 1 ? answer.candidates.front().tier : "?";
  };
  EXPECT_EQ(tier("8542.31"), "1");
  EXPECT_EQ(tier("85423190"), "1");
  EXPECT_EQ(tier("8504400000"), "3.A");
  EXPECT_EQ(tier("845710"), "4.B");
  EXPECT_EQ(tier("400921"), "");
}

TEST(Code, CodesOf2017BecomeCandidates) {
  const CodeAnswer photo = catalogue().code("8541.40", HsEdition::Hs2017);
  EXPECT_EQ(codes(photo), (std::vector<std::string>{"854141", "854142", "854143", "854149"}));
  EXPECT_EQ(photo.candidates.back().tier, "3.A");
  EXPECT_TRUE(photo.candidates.back().unverified);
  EXPECT_EQ(codes(catalogue().code("8803.30", HsEdition::Hs2017)), std::vector<std::string>{"880730"});
  // Taken over unchanged.
  EXPECT_EQ(codes(catalogue().code("8482.10", HsEdition::Hs2017)), std::vector<std::string>{"848210"});
}

TEST(Code, TheEditionIsChecked) {
  const CodeAnswer new_code = catalogue().code("8541.49", HsEdition::Hs2017);
  ASSERT_FALSE(new_code.problems.empty());
  EXPECT_NE(new_code.problems.front().find("8541.40"), std::string::npos);
  const CodeAnswer old_code = catalogue().code("8541.40");
  ASSERT_FALSE(old_code.problems.empty());
  EXPECT_EQ(codes(old_code).size(), 4U);
}

TEST(Code, ImpossibleAndIncompleteCodes) {
  EXPECT_NE(catalogue().code("7712.00").problems.at(0).find("chapter 77"), std::string::npos);
  EXPECT_NE(catalogue().code("0012.00").problems.at(0).find("chapter 00"), std::string::npos);
  const CodeAnswer heading = catalogue().code("8542");
  EXPECT_EQ(codes(heading), (std::vector<std::string>{"854231", "854232", "854233", "854239", "854290"}));
  EXPECT_EQ(codes(catalogue().code("8542.3")).size(), 4U);
  // A leading zero that a spreadsheet dropped.
  EXPECT_EQ(codes(catalogue().code("90121")).at(0), "090121");
  // Outside the bundled table nothing is claimed.
  const CodeAnswer unknown = catalogue().code("400942");
  EXPECT_FALSE(unknown.known);
  EXPECT_TRUE(unknown.problems.empty());
  EXPECT_FALSE(unknown.notes.empty());
}

TEST(Code, AWholeNomenclatureDecides) {
  const std::string file = WEIR_SHARED_DATA "/hs/harmonized-system.csv";
  if (!std::ifstream(file)) GTEST_SKIP() << "no " << file;
  const Catalogue whole = Catalogue::open({.nomenclature = file});
  EXPECT_TRUE(whole.code("400942").known);
  const CodeAnswer wrong = whole.code("854299");
  EXPECT_FALSE(wrong.known);
  ASSERT_FALSE(wrong.problems.empty());
  EXPECT_NE(wrong.problems.front().find("does not exist"), std::string::npos);
}

TEST(Code, ABrokenNomenclatureIsRefused) {
  EXPECT_THROW((void)Catalogue::open({.nomenclature = "/nowhere/at-all.csv"}), Error);
  EXPECT_THROW((void)Catalogue::open({.nomenclature = WEIR_SOURCE_DIR "/LICENSE"}), Error);
}

TEST(Code, AnyBytesAreAnswered) {
  EXPECT_TRUE(rc::check("code() answers anything", [](const std::string& text) {
    const CodeAnswer answer = catalogue().code(text);
    RC_ASSERT((answer.digits.empty() ? !answer.problems.empty() : answer.digits.size() >= 4U));
    (void)looks_like_code(text);
  }));
}

}  // namespace
}  // namespace weir::goods
