// The class definition of fentanyl-related substances: each limb, what is excluded, what stays negative.
#include <gtest/gtest.h>

#include "helpers.hpp"

namespace weir::chem {
namespace {

using namespace test;

// N-acyl, aniline ring, piperidine (with %1 = ring bond) and N-substituent put together.
std::string structure(const std::string& acyl, const std::string& aryl, const std::string& tail,
                      const std::string& ring = "C1CCN({})CC1") {
  std::string piperidine = ring;
  piperidine.replace(piperidine.find("{}"), 2, tail);
  return acyl + "N(" + aryl + ")" + piperidine;
}

constexpr const char* kPropionyl = "CCC(=O)";
constexpr const char* kPhenyl = "c2ccccc2";
constexpr const char* kPhenethyl = "CCc3ccccc3";

void expect_limbs(const std::string& smiles, const std::string& limbs) {
  const Recognition found = ask(smiles);
  ASSERT_FALSE(found.rejected) << smiles << ": " << found.rejected->text();
  const Match* match = match_of(found, MatchKind::ClassCandidate);
  ASSERT_NE(match, nullptr) << smiles;
  EXPECT_EQ(match->id, "class:fentanyl-related");
  EXPECT_EQ(fired(*match), limbs) << smiles;
  EXPECT_EQ(match->positions.size(), 5U);
  EXPECT_EQ(status_of(found, rules(), day(2019, 1, 1), "us").outcome, RuleOutcome::HumanReview) << smiles;
}

void expect_outside(const std::string& smiles, const std::string& limbs) {
  const Recognition found = ask(smiles);
  ASSERT_FALSE(found.rejected) << smiles << ": " << found.rejected->text();
  EXPECT_EQ(match_of(found, MatchKind::ClassCandidate), nullptr) << smiles;
  const Match* match = match_of(found, MatchKind::ScaffoldOnly);
  ASSERT_NE(match, nullptr) << smiles;
  EXPECT_EQ(outside(*match), limbs) << smiles;
  EXPECT_EQ(status_of(found, rules(), day(2019, 1, 1)).outcome, RuleOutcome::HumanReview) << smiles;
}

TEST(Limb, APhenylReplacedByAMonocycle) {
  WEIR_NEEDS_STRUCTURES();
  expect_limbs(structure(kPropionyl, kPhenyl, "CCc3ccncc3"), "A");
  expect_limbs(structure(kPropionyl, kPhenyl, "CCC3CCCCC3"), "A");
  expect_limbs(structure(kPropionyl, kPhenyl, "CCc3csc(C#N)c3"), "A");  // further substituted, in any way
}

TEST(Limb, AFusedRingsAreNoMonocycle) {
  WEIR_NEEDS_STRUCTURES();
  expect_outside(structure(kPropionyl, kPhenyl, "CCc3ccc4ccccc4c3"), "A");
  expect_outside(structure(kPropionyl, kPhenyl, "CCc3ccc4OCOc4c3"), "A");
}

TEST(Limb, BPhenethylSubstituted) {
  WEIR_NEEDS_STRUCTURES();
  for (const char* tail :
       {"CCc3ccc(C)cc3", "CCc3ccc(C=C)cc3", "CCc3ccc(OC)cc3", "CCc3ccc(O)cc3", "CCc3ccccc3Br",
        "CCc3ccc(C(F)(F)F)cc3", "CCc3ccc(N)cc3", "CCc3ccc([N+](=O)[O-])cc3", "C(CC)Cc3ccccc3"})
    expect_limbs(structure(kPropionyl, kPhenyl, tail), "B");
  expect_outside(structure(kPropionyl, kPhenyl, "CCc3ccc(C#N)cc3"), "B");
  expect_outside(structure(kPropionyl, kPhenyl, "CCc3ccc(C(=O)OC)cc3"), "B");  // an ester: limb C only
}

TEST(Limb, CPiperidineSubstituted) {
  WEIR_NEEDS_STRUCTURES();
  for (const char* ring :
       {"C1C(CC)CN({})CC1", "C1C(O)CN({})CC1", "C1C(F)CN({})CC1", "C1C(OC)CN({})CC1",
        "C1(C(=O)OCC)CCN({})CC1", "C1(COC)CCN({})CC1", "C1C(C=C)CN({})CC1", "C1C(N)CN({})CC1"})
    expect_limbs(structure(kPropionyl, kPhenyl, kPhenethyl, ring), "C");
  expect_outside(structure(kPropionyl, kPhenyl, kPhenethyl, "C1(C(N)=O)CCN({})CC1"), "C");
  expect_outside(structure(kPropionyl, kPhenyl, kPhenethyl, "C1CC2CCC(C1)N2({})"), "C");  // a bridge
}

TEST(Limb, DAnilineRingReplaced) {
  WEIR_NEEDS_STRUCTURES();
  expect_limbs(structure(kPropionyl, "c2ccncc2", kPhenethyl), "D");
  expect_limbs(structure(kPropionyl, "c2cccs2", kPhenethyl), "D");
  expect_limbs(structure(kPropionyl, "c2ccc(Cl)cc2", kPhenethyl), "D");
  expect_limbs(structure(kPropionyl, "c2ccc(C#N)cc2", kPhenethyl), "D");  // further substituted, in any way
  expect_outside(structure(kPropionyl, "c2ccc4ccccc4c2", kPhenethyl), "D");
}

TEST(Limb, EAnotherAcylGroup) {
  WEIR_NEEDS_STRUCTURES();
  for (const char* acyl : {"O=C", "O=C(CCCCCC)", "O=C(c4ccccc4)", "O=C(C4CCC4)", "O=C(C(C)(C)C)"})
    expect_limbs(structure(acyl, kPhenyl, kPhenethyl), "E");
}

TEST(Limb, SeveralAtOnceAndAsASalt) {
  WEIR_NEEDS_STRUCTURES();
  expect_limbs(structure("O=C(CCC)", "c2ccc(Cl)cc2", "CCc3cccs3") + ".Cl", "ADE");
  expect_limbs(structure("O=C(C4CCC4)", "c2ccncc2", "CCc3ccc(F)cc3", "C1C(CC)CN({})CC1"), "BCDE");
}

TEST(Definition, EntriesOfTheirOwnComeFirst) {
  WEIR_NEEDS_STRUCTURES();
  for (const char* name :
       {"fentanyl", "remifentanil", "sufentanil", "alfentanil", "carfentanil", "acetylfentanyl"}) {
    const Recognition found = ask(name);
    EXPECT_NE(match_of(found, MatchKind::Entry), nullptr) << name;
    EXPECT_EQ(match_of(found, MatchKind::ClassCandidate), nullptr) << name;
    EXPECT_EQ(match_of(found, MatchKind::ScaffoldOnly), nullptr) << name;
  }
}

TEST(Definition, NegativesStayNegative) {
  WEIR_NEEDS_STRUCTURES();
  for (const char* smiles : {"CN(C)C(=O)C(CCN1CCC(O)(CC1)c1ccc(Cl)cc1)(c1ccccc1)c1ccccc1",  // loperamide
                             "O=C(CCCN1CCC(O)(CC1)c1ccc(Cl)cc1)c1ccc(F)cc1",                // haloperidol
                             "COc1cc2CC(CC3CCN(Cc4ccccc4)CC3)C(=O)c2cc1OC",                 // donepezil
                             "CCO", "CC(=O)Oc1ccccc1C(=O)O", "C1CCNCC1"}) {
    const Recognition found = ask(smiles);
    ASSERT_FALSE(found.rejected) << smiles;
    EXPECT_TRUE(found.matches.empty()) << smiles;
    EXPECT_FALSE(found.notes.empty()) << smiles;  // never a clearance
    EXPECT_EQ(status_of(found, rules(), day(2026, 1, 1), "us", "cn").outcome, RuleOutcome::NoHit);
  }
  // An entry, but with one carbon between ring and nitrogen: no case for the class.
  EXPECT_EQ(match_of(ask("benzylfentanyl"), MatchKind::ClassCandidate), nullptr);
}

}  // namespace
}  // namespace weir::chem
