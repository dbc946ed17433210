// Chemicals in running texts: what is found, what is passed over, what is in doubt.
#include "chem/in_text.hpp"

#include <gtest/gtest.h>

#include "chem/identifier.hpp"
#include "chem/tables.hpp"
#include "helpers.hpp"

namespace weir::chem {
namespace {

using namespace test;

std::vector<TextFinding> in(std::string_view text) {
  return recogniser().find_in(text);
}

// The only finding, without doubt, is the substance.
void expect_only(std::string_view text, std::string_view id) {
  const auto found = in(text);
  ASSERT_EQ(found.size(), 1U) << text;
  EXPECT_TRUE(has_id(found[0].what, id)) << text;
  EXPECT_EQ(found[0].doubt, "") << text;
}

void expect_doubt(std::string_view text, std::string_view id) {
  const auto found = in(text);
  ASSERT_EQ(found.size(), 1U) << text;
  EXPECT_TRUE(has_id(found[0].what, id)) << text;
  EXPECT_NE(found[0].doubt, "") << text;
}

TEST(InText, NumbersNamesAndKeys) {
  expect_only("1-Boc-4-piperidone, CAS 79099-07-3, 25 kg drum", "cas:79099-07-3");
  expect_only("organic intermediate (79099-07-3) 98%", "cas:79099-07-3");
  expect_only("CAS No.: 41661-47-6", "cas:41661-47-6");
  expect_only("4-Piperidone monohydrate hydrochloride, 25 kg", "cas:41661-47-6");
  expect_only("N-Phenethyl-4-piperidone 99 pct", "cas:39742-60-4");
  expect_only("tert-butyl 4-oxopiperidine-1-carboxylate 1 kg", "cas:79099-07-3");
  expect_only("Propionyl   chloride, tech. grade", "cas:79-03-8");
  expect_only("reference material PJMPHNIQZUBGLI-UHFFFAOYSA-N", "cas:437-38-7");
  expect_only("раствор фентанила цитрата 0,05 мг/мл", "cas:437-38-7");
  expect_only("4-哌啶酮盐酸盐一水合物 98%", "cas:41661-47-6");
  expect_only("N-Boc-4-哌啶酮 25kg/桶", "cas:79099-07-3");
}

TEST(InText, TheLongestNameWins) {
  expect_only("acetyl fentanyl 1 g", "cas:3258-84-2");
  expect_only("瑞芬太尼 注射用", "cas:132875-61-7");
  expect_only("N-苯乙基-4-哌啶酮", "cas:39742-60-4");
}

TEST(InText, OtherSubstancesAreNotTakenForTheirParts) {
  EXPECT_TRUE(in("N-methyl-4-piperidone 98%").empty());
  EXPECT_TRUE(in("1-甲基-4-哌啶酮").empty());
  expect_doubt("4-chlorobenzoyl fentanyl", "cas:437-38-7");
  expect_doubt("丁酰芬太尼", "cas:437-38-7");
}

TEST(InText, WordsOfTestsLeaveItInDoubt) {
  expect_doubt("Fentanyl test strips 25/box", "cas:437-38-7");
  expect_doubt("芬太尼检测试剂盒", "cas:437-38-7");
  expect_doubt("fentanyl-free cutting board, fentanyl free", "cas:437-38-7");
}

TEST(InText, PartNumbersAndAbbreviationsArePassedOver) {
  EXPECT_TRUE(in("Spare parts for NPP Kursk, order 4-AP").empty());
  EXPECT_TRUE(in("Cable 1234-56-7 type B").empty());            // wrong check digit, nobody calls it CAS
  EXPECT_TRUE(in("Date 2024-02-3, ref 79099-07-3-A").empty());  // inside another number
  EXPECT_TRUE(in("Ethanol CAS 64-17-5").empty());               // right, but not in the tables
  EXPECT_TRUE(in("SOCKET(CON)").empty());
  EXPECT_TRUE(in("").empty());
}

TEST(InText, WhatIsCalledACasNumberAndIsNoneIsNamed) {
  const auto found = in("piperidone derivative, CAS: 41661-47-5");
  ASSERT_EQ(found.size(), 1U);
  ASSERT_TRUE(found[0].what.rejected);
  EXPECT_NE(found[0].what.rejected->message.find("expected 6"), std::string::npos);
}

TEST(InText, Structures) {
  const auto found = in("custom synthesis SMILES: O=C1CCNCC1 5 g");
  ASSERT_EQ(found.size(), 1U);
  if (!Recogniser::reads_structures()) {
    // A build without RDKit says so and forgets nothing.
    ASSERT_TRUE(found[0].what.rejected);
    EXPECT_NE(found[0].what.rejected->message.find("no RDKit"), std::string::npos);
    return;
  }
  EXPECT_TRUE(has_id(found[0].what, "cas:41661-47-6"));
  expect_only("compound CC(C)(C)OC(=O)N1CCC(=O)CC1 98%", "cas:79099-07-3");
  const auto candidate = in("research chemical CCC(=O)N(c1ccccc1Cl)C1CCN(CCc2ccccc2)CC1");
  ASSERT_EQ(candidate.size(), 1U);
  EXPECT_NE(match_of(candidate[0].what, MatchKind::ClassCandidate), nullptr);
  const auto broken = in("SMILES C1CC(");
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_TRUE(broken[0].what.rejected);
}

// Every name of the tables that is long enough is found in a text, and no shorter one is.
TEST(InText, EveryLongNameIsFound) {
  const auto tables = read_tables();
  ASSERT_TRUE(tables);
  std::size_t tested = 0;
  for (const Substance& row : tables->substances) {
    std::vector<std::string> names = row.synonyms;
    names.push_back(row.name);
    for (const std::string& name : names) {
      const bool found = [&] {
        for (const TextFinding& one : in("10 kg " + name + " 98%"))
          if (has_id(one.what, "cas:" + row.cas)) return true;
        return false;
      }();
      const bool dense = static_cast<unsigned char>(name.back()) >= 0xE0U;
      EXPECT_EQ(found, dense || fold_name(name).size() > kShortName) << name;
      ++tested;
    }
  }
  EXPECT_GT(tested, 60U);
}

}  // namespace
}  // namespace weir::chem
