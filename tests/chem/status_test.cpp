// Dated status: the two pairs of class wording and own entry, the class definition, the rows of the sheet.
#include <gtest/gtest.h>

#include "helpers.hpp"

namespace weir::chem {
namespace {

using namespace test;

const StatusLine* line_of(const ChemicalStatus& status, std::string_view measure) {
  for (const StatusLine& line : status.lines)
    if (line.measure == measure) return &line;
  return nullptr;
}

Truth met_on(std::string_view text, std::string_view measure, Day on, std::string_view to = "us") {
  const ChemicalStatus status = status_of(ask(text), rules(), on, to, "de");
  const StatusLine* line = line_of(status, measure);
  EXPECT_NE(line, nullptr) << text << " " << measure;
  return line != nullptr && line->in_force ? line->met : Truth::No;
}

// A measure that is not met the day before, and met on the day.
void expect_since(std::string_view text, std::string_view measure, Day first, std::string_view to = "us") {
  EXPECT_EQ(met_on(text, measure, first - std::chrono::days{1}, to), Truth::No) << text << " " << measure;
  EXPECT_EQ(met_on(text, measure, first, to), Truth::Yes) << text << " " << measure;
}

TEST(Dates, ClassWordingHoldsBeforeTheOwnEntry) {
  expect_since("125541-22-2", "us-list1-4-ap-class", day(2020, 5, 15));
  expect_since("125541-22-2", "us-list1-1-boc-4-ap", day(2022, 11, 9));
  expect_since("79099-07-3", "us-list1-4-piperidone-class", day(2023, 5, 12));
  expect_since("79099-07-3", "us-list1-1-boc-4-piperidone", day(2025, 10, 2));
}

TEST(Dates, ClassWordingHoldsForSubstancesWithoutAnyEntry) {
  WEIR_NEEDS_STRUCTURES();
  expect_since("COC(=O)N1CCC(=O)CC1", "us-list1-4-piperidone-class", day(2023, 5, 12));
  expect_since("CC(=O)N1CCC(CC1)Nc1ccccc1", "us-list1-4-ap-class", day(2020, 5, 15));
}

TEST(Dates, ClassDefinition) {
  WEIR_NEEDS_STRUCTURES();
  const char* candidate = "CCC(=O)N(c1ccc(Cl)cc1)C1CCN(CCc2ccccc2)CC1";
  expect_since(candidate, "us-sched1-fentanyl-related", day(2018, 2, 6));
  // China's rule asks for a licence; on a candidate a chemist has the word first.
  const ChemicalStatus status = status_of(ask(candidate), rules(), day(2019, 5, 1), "cn");
  EXPECT_EQ(status.outcome, RuleOutcome::HumanReview);
  EXPECT_EQ(status.worst, RuleOutcome::LicenceRequired);
  ASSERT_NE(line_of(status, "cn-fentanyl-class"), nullptr);
  EXPECT_TRUE(line_of(status, "cn-fentanyl-class")->candidate_only);
}

TEST(Dates, RowsOfTheSheet) {
  expect_since("NPP", "us-list1-npp", day(2007, 4, 23));
  expect_since("ANPP", "us-sched2-anpp", day(2010, 8, 30));
  expect_since("4-AP", "us-list1-4-ap-class", day(2020, 5, 15));
  expect_since("norfentanyl", "us-sched2-norfentanyl", day(2020, 5, 18));
  expect_since("4-piperidone", "us-list1-4-piperidone-class", day(2023, 5, 12));
  expect_since("NPP", "un-table1-npp", day(2017, 10, 18));
  expect_since("ANPP", "un-table1-anpp", day(2017, 10, 18));
  expect_since("4-AP", "un-table1-4-ap", day(2022, 11, 23));
  expect_since("1-boc-4-AP", "un-table1-1-boc-4-ap", day(2022, 11, 23));
  expect_since("norfentanyl", "un-table1-norfentanyl", day(2022, 11, 23));
  expect_since("4-piperidone", "un-table1-4-piperidone", day(2024, 12, 3));
  expect_since("1-boc-4-piperidone", "un-table1-1-boc-4-piperidone", day(2024, 12, 3));
  expect_since("NPP", "cn-precursor-npp", day(2018, 2, 1), "cn");
  expect_since("ANPP", "cn-precursor-anpp", day(2018, 2, 1), "cn");
  expect_since("4-AP", "cn-precursor-4-ap", day(2024, 9, 1), "cn");
  expect_since("1-boc-4-AP", "cn-precursor-1-boc-4-ap", day(2024, 9, 1), "cn");
  expect_since("norfentanyl", "cn-precursor-norfentanyl", day(2024, 9, 1), "cn");
  expect_since("4-piperidone", "cn-precursor-4-piperidone", day(2025, 7, 20), "cn");
  expect_since("1-boc-4-piperidone", "cn-precursor-1-boc-4-piperidone", day(2025, 7, 20), "cn");
  EXPECT_EQ(met_on("fentanyl", "us-sched2-fentanyl", day(2026, 1, 1)), Truth::Yes);
  EXPECT_EQ(met_on("propionyl chloride", "us-propionyl-chloride", day(2026, 1, 1)), Truth::Yes);
  EXPECT_EQ(met_on("remifentanil", "us-sched2-fentanyl-family", day(2026, 1, 1)), Truth::Yes);
}

TEST(Dates, WithoutCountriesItStaysOpen) {
  const ChemicalStatus status = status_of(ask("21409-26-7"), rules(), day(2016, 1, 1));
  EXPECT_EQ(status.outcome, RuleOutcome::NeedsFact);
  EXPECT_EQ(status.worst, RuleOutcome::LicenceRequired);
}

}  // namespace
}  // namespace weir::chem
