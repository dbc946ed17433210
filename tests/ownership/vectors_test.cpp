// The fourteen vectors of controls.md section 6 (X, Y listed), and what explanations must say.
#include "company.hpp"

namespace weir::ownership {
namespace {

using enum OwnershipStatus;

TEST(Vectors, 01ChainOfHalves) {
  Company c;
  c.listed("X").holds("X", "50", "A").holds("A", "50", "B");
  EXPECT_EQ(c.status("A", "ofac"), Owned);
  EXPECT_EQ(c.status("B", "ofac"), Owned);
  EXPECT_EQ(c.status("A", "uk"), NotOwned);
  EXPECT_EQ(c.status("B", "uk"), NotOwned);
}

TEST(Vectors, 02TwoQuartersThroughTwoHalves) {
  Company c;
  c.listed("X").holds("X", "50", "A").holds("X", "50", "B").holds("A", "25", "C").holds("B", "25", "C");
  EXPECT_EQ(c.status("C", "ofac"), Owned);
  for (const char* one : {"A", "B", "C"}) EXPECT_EQ(c.status(one, "uk"), NotOwned) << one;
}

TEST(Vectors, 03DirectAndIndirectAddUp) {
  Company c;
  c.listed("X").holds("X", "50", "A").holds("X", "10", "B").holds("A", "40", "B");
  EXPECT_EQ(c.status("B", "ofac"), Owned);
}

TEST(Vectors, 04OnlyStakesOfOwnedEntitiesCount) {
  Company c;
  c.listed("X").holds("X", "50", "A").holds("X", "25", "B").holds("A", "25", "C").holds("B", "25", "C");
  EXPECT_EQ(c.status("A", "ofac"), Owned);
  EXPECT_EQ(c.status("B", "ofac"), NotOwned);
  EXPECT_EQ(c.status("C", "ofac"), NotOwned);
}

TEST(Vectors, 05QuartersAreNotOwners) {
  Company c;
  c.listed("X").holds("X", "25", "A").holds("X", "25", "B").holds("A", "50", "C").holds("B", "50", "C");
  EXPECT_EQ(c.status("C", "ofac"), NotOwned);
}

TEST(Vectors, 06TwoListedPartiesAddUpButNotInTheUk) {
  Company c;
  c.listed("X").listed("Y").holds("X", "25", "A").holds("Y", "25", "A");
  EXPECT_EQ(c.status("A", "ofac"), Owned);
  EXPECT_EQ(c.status("A", "uk"), NotOwned);
}

TEST(Vectors, 07TheThresholdIsExact) {
  Company below;
  below.listed("X").holds("X", "49.99", "A");
  EXPECT_EQ(below.status("A", "ofac"), NotOwned);
  Company at;
  at.listed("X").holds("X", "50.00", "A");
  EXPECT_EQ(at.status("A", "ofac"), Owned);
  EXPECT_EQ(at.status("A", "uk"), NotOwned);
  Company above;
  above.listed("X").holds("X", "50.01", "A");
  EXPECT_EQ(above.status("A", "uk"), Owned);
}

TEST(Vectors, 08SharesAreNotMultipliedDownTheChain) {
  Company c;
  c.listed("X").holds("X", "60", "A").holds("A", "60", "B");
  EXPECT_EQ(c.status("B", "ofac"), Owned);
  EXPECT_EQ(c.status("B", "uk"), Owned);
}

TEST(Vectors, 09CycleWithoutEnoughFromOutside) {
  Company c;
  c.listed("X").holds("A", "60", "B").holds("B", "60", "A").holds("X", "40", "A");
  EXPECT_EQ(c.status("A", "ofac"), NotOwned);
  EXPECT_EQ(c.status("B", "ofac"), NotOwned);
}

TEST(Vectors, 10CycleWithASeed) {
  Company c;
  c.listed("X").holds("X", "50", "A").holds("A", "60", "B").holds("B", "50", "A");
  EXPECT_EQ(c.status("A", "ofac"), Owned);
  EXPECT_EQ(c.status("B", "ofac"), Owned);
}

TEST(Vectors, 11CrossCycle) {
  Company c;
  c.listed("X").holds("X", "30", "A").holds("B", "20", "A").holds("X", "50", "B");
  EXPECT_EQ(c.status("B", "ofac"), Owned);
  EXPECT_EQ(c.status("A", "ofac"), Owned);
}

TEST(Vectors, 12AnUndisclosedStakeLeavesItOpen) {
  Company c;
  c.listed("X").holds("X", "45", "A").holds("?", "10", "A");
  const OwnershipFinding finding = c.finding("A", "ofac");
  EXPECT_EQ(finding.status, NotDetermined);
  EXPECT_EQ(share_text(finding.held_min, finding.held_max), "45 % to 55 %");
  EXPECT_NE(explain(finding).find("(not disclosed)"), std::string::npos);
}

TEST(Vectors, 13ControlAloneGoesToReviewWhereControlCounts) {
  Company c;
  c.listed("X").holds("X", "10", "A").controls("X", "A");
  EXPECT_EQ(c.status("A", "ofac"), NotOwned);
  EXPECT_EQ(c.status("A", "eu"), HumanReview);
  EXPECT_EQ(c.status("A", "uk"), HumanReview);
}

TEST(Vectors, 14AffiliatesRuleByDate) {
  Company c;
  c.listed("L", true, "us_bis_entity").holds("L", "50", "A");
  EXPECT_EQ(c.status("A", "bis", "2025-09-28"), NoRule);
  EXPECT_EQ(c.status("A", "bis", "2025-09-29"), Owned);
  EXPECT_EQ(c.status("A", "bis", "2025-11-09"), Owned);
  EXPECT_EQ(c.status("A", "bis", "2025-11-10"), NoRule);
  EXPECT_EQ(c.status("A", "bis", "2026-11-09"), NoRule);
  const OwnershipFinding now = c.finding("A", "bis", "2026-11-10");
  EXPECT_EQ(now.status, Owned);
  EXPECT_EQ(now.verification, "unverified");
  EXPECT_NE(explain(now).find("Source (unverified)"), std::string::npos);
  // An Entity List party does not block under OFAC's rule.
  EXPECT_EQ(c.status("A", "ofac"), NotOwned);
}

TEST(Ownership, StakesCountOnlyOnTheirDays) {
  Company c;
  c.listed("X").holds("X", "60", "A").between("2020-01-01", "2024-06-30").holds("A", "51", "B");
  EXPECT_EQ(c.status("B", "ofac", "2019-12-31"), NotOwned);
  EXPECT_EQ(c.status("B", "ofac", "2020-01-01"), Owned);
  EXPECT_EQ(c.status("B", "ofac", "2024-06-30"), Owned);
  EXPECT_EQ(c.status("B", "ofac", "2024-07-01"), NotOwned);
}

TEST(Ownership, EuThresholdFollowsTheDate) {
  Company c;
  c.listed("X").holds("X", "50", "A");
  EXPECT_EQ(c.status("A", "eu", "2024-07-02"), NotOwned);
  EXPECT_EQ(c.status("A", "eu", "2024-07-03"), Owned);
}

TEST(Ownership, BeforeAggregationOfacTookEachOwnerAlone) {
  Company c;
  c.listed("X").listed("Y").holds("X", "25", "A").holds("Y", "25", "A");
  EXPECT_EQ(c.status("A", "ofac", "2014-08-12"), NotOwned);
  EXPECT_EQ(c.status("A", "ofac", "2014-08-13"), Owned);
}

TEST(Ownership, UkAddsAPartysOwnChainsButNotOtherParties) {
  Company c;
  c.listed("X").holds("X", "60", "A").holds("A", "30", "C").holds("X", "25", "C");
  EXPECT_EQ(c.status("C", "uk"), Owned);  // 30 + 25, all of it X's
}

TEST(Ownership, VotesAreAGroundInTheUkControlInTheEuAndNothingForOfac) {
  Company c;
  c.listed("X").holds("X", "51", "A", StakeKind::Votes);
  EXPECT_EQ(c.status("A", "uk"), Owned);
  EXPECT_EQ(c.status("A", "eu"), HumanReview);
  EXPECT_EQ(c.status("A", "ofac"), NotOwned);
}

TEST(Ownership, SharesAndVotesOfOneOwnerAreNotAddedUp) {
  Company c;
  c.listed("X").holds("X", "30", "A", StakeKind::Shares).holds("X", "30", "A", StakeKind::Votes);
  for (const char* regime : {"ofac", "eu", "uk"}) EXPECT_EQ(c.status("A", regime), NotOwned) << regime;
}

TEST(Ownership, RangesGiveTheirInterval) {
  Company c;
  c.listed("X").holds("X", "25-50", "A").holds("X", ">50", "B");
  EXPECT_EQ(c.status("A", "ofac"), NotDetermined);
  EXPECT_EQ(c.status("A", "uk"), NotOwned);
  EXPECT_EQ(c.status("B", "ofac"), Owned);
  EXPECT_EQ(c.status("B", "uk"), Owned);
}

TEST(Ownership, WhatOthersHoldBoundsARange) {
  Company c;
  c.listed("X").holds("X", "25-75", "A").holds("Z", "60", "A");
  EXPECT_EQ(c.status("A", "ofac"), NotOwned);  // at most 40 % are left for X
  // Records that add up to more than the whole prove nothing.
  c.holds("W", "45", "A");
  EXPECT_EQ(c.status("A", "ofac"), NotDetermined);
}

TEST(Ownership, ConsolidationIsAShareOfUnknownSizeAndControl) {
  Company c;
  c.listed("X").holds("X", "0-100", "A", StakeKind::Consolidation);
  EXPECT_EQ(c.status("A", "ofac"), NotDetermined);
  EXPECT_EQ(c.status("A", "eu"), HumanReview);
}

TEST(Ownership, AProbableOwnerLeadsToReviewWithItsScore) {
  Company c;
  c.listed("X", false, "us_ofac_sdn", 0.83).holds("X", "70", "A").holds("A", "70", "B");
  const OwnershipFinding finding = c.finding("B", "ofac");
  EXPECT_EQ(finding.status, HumanReview);
  ASSERT_EQ(finding.roots.size(), 1U);
  EXPECT_DOUBLE_EQ(finding.roots[0].score, 0.83);
  EXPECT_NE(explain(finding).find("score 0.83"), std::string::npos);
  EXPECT_EQ(c.status("X", "ofac"), HumanReview);
}

TEST(Ownership, TheProofNamesStepsSumsAndSources) {
  Company c;
  c.listed("X").holds("X", "50", "A").holds("X", "10", "B").holds("A", "40", "B");
  const OwnershipFinding finding = c.finding("B", "ofac");
  ASSERT_EQ(finding.steps.size(), 2U);
  EXPECT_EQ(finding.steps[0].entity, "A");
  EXPECT_EQ(finding.steps[0].text, "50 % (the rule: 50 % or more)");
  EXPECT_EQ(finding.steps[1].entity, "B");
  EXPECT_EQ(finding.steps[1].text, "40 % + 10 % = 50 % (the rule: 50 % or more)");
  ASSERT_EQ(finding.steps[1].stakes.size(), 2U);
  EXPECT_EQ(finding.steps[1].stakes[0].owner, "A");
  EXPECT_EQ(finding.steps[1].stakes[0].owner_state, "step 1");
  EXPECT_EQ(finding.steps[1].stakes[1].owner_state, "listed");
  EXPECT_EQ(finding.citation.find("OFAC FAQ"), 0U);
}

TEST(Ownership, AProofNeverRestsOnItself) {
  Company c;
  c.listed("X").holds("X", "50", "A").holds("A", "60", "B").holds("B", "50", "A");
  const OwnershipFinding finding = c.finding("A", "ofac");
  ASSERT_EQ(finding.steps.size(), 1U);
  ASSERT_EQ(finding.steps[0].stakes.size(), 1U);
  EXPECT_EQ(finding.steps[0].stakes[0].owner, "X");
}

TEST(Ownership, NobodyOwnsItselfAndSharesEndAtTheWhole) {
  Company c;
  c.listed("X").holds("X", "50", "A");
  Solver solver = c.solve();
  const EntityIndex a = solver.graph().find("nA").value();
  EXPECT_FALSE(solver.add_stake({.owner = a, .owned = a, .min = 1, .max = 1}));
  EXPECT_FALSE(solver.add_stake({.owner = 0, .owned = a, .min = 0, .max = kWhole + 1}));
  EXPECT_FALSE(solver.add_stake({.owner = 99, .owned = a, .min = 0, .max = 1}));
  EXPECT_FALSE(solver.remove_stake(12345));
  ASSERT_TRUE(solver.remove_stake(0));
  EXPECT_FALSE(solver.remove_stake(0));
}

}  // namespace
}  // namespace weir::ownership
