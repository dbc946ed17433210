// The tables of the goods room: every row usable, every code real.
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "goods/lexicon.hpp"
#include "goods/nomenclature.hpp"
#include "screen/shipment_flags.hpp"
#include "tables/tables.hpp"

namespace weir::goods {
namespace {

TEST(Tables, NoRowIsSkipped) {
  const Lexicon lexicon = Lexicon::build(Nomenclature::built_in());
  EXPECT_EQ(lexicon.skipped_rows, 0U);
  EXPECT_GT(lexicon.terms.size(), 1500U);
  EXPECT_GT(lexicon.families.size(), 100U);
  EXPECT_EQ(screen::FlagTable::built_in().skipped(), 0U);
  EXPECT_GT(screen::FlagTable::built_in().rows().size(), 10U);
}

TEST(Tables, CodesExistInHs2022) {
  const std::string file = WEIR_SHARED_DATA "/hs/harmonized-system.csv";
  if (!std::ifstream(file)) GTEST_SKIP() << "no " << file;
  const auto whole = Nomenclature::load(file);
  ASSERT_TRUE(whole) << whole.error().text();
  EXPECT_TRUE(whole->complete());
  const Nomenclature own = Nomenclature::built_in();
  for (const auto& [code, text] : own.codes()) EXPECT_FALSE(whole->text_of(code).empty()) << code;
  for (const auto& row : tables::rows("goods/hs2017_hs2022.tsv")) {
    ASSERT_EQ(row.size(), 5U);
    std::string_view to = row[1];
    const bool lives_on = to.starts_with('*');
    if (lives_on) to.remove_prefix(1);
    EXPECT_FALSE(whole->text_of(to).empty()) << to;
    if (lives_on) {
      EXPECT_EQ(row[0], to);
    }
  }
}

TEST(Tables, GlossaryCodesAreInTheOwnTable) {
  const Nomenclature own = Nomenclature::built_in();
  for (const auto& row : tables::rows("goods/glossary.tsv")) {
    ASSERT_EQ(row.size(), 4U);
    for (std::size_t at = 0; at < row[0].size(); at += 7)
      EXPECT_FALSE(own.text_of(row[0].substr(at, 6)).empty()) << row[0];
  }
}

TEST(Tables, EveryCodeOfTheHighPriorityListIsCovered) {
  const Nomenclature own = Nomenclature::built_in();
  std::size_t count = 0;
  for (const auto& row : tables::rows("rules/chpl.tsv")) {
    if (row[0] != "chpl") continue;
    ++count;
    EXPECT_FALSE(own.text_of(row[1]).empty()) << row[1];
  }
  EXPECT_EQ(count, 50U);
}

}  // namespace
}  // namespace weir::goods
