#include "ownership/regimes.hpp"

#include <gtest/gtest.h>

#include <string>

#include "company.hpp"

namespace weir::ownership {
namespace {

const std::string kTitles =
    "regime\ttitle\teffective_from\teffective_to\tthreshold\tcomparison\taggregate\tbasis\tcontrol\tstate\t"
    "lists\teffect\tcitation\trecorded_at\tstatus\tnote\n";

TEST(Regimes, EveryRowThatShipsIsCitedAndMarked) {
  const auto table = built_in_regimes();
  ASSERT_TRUE(table) << table.error().text();
  for (const Regime& row : *table) {
    EXPECT_FALSE(row.citation.empty()) << row.id;
    EXPECT_FALSE(row.recorded_at.empty()) << row.id;
    EXPECT_FALSE(row.effect.empty()) << row.id;
  }
}

TEST(Regimes, ARowIsChosenByDay) {
  const auto table = built_in_regimes().value();
  const std::vector<std::string> ids{"eu"};
  EXPECT_TRUE(regimes_on(table, on("2024-07-02"), ids).value()[0].strictly_more);
  EXPECT_FALSE(regimes_on(table, on("2024-07-03"), ids).value()[0].strictly_more);
  const std::vector<std::string> unknown{"mars"};
  const auto wrong = regimes_on(table, on("2024-07-03"), unknown);
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().message.find("ofac, eu, uk, bis"), std::string::npos);
}

TEST(Regimes, ListsAndProgrammes) {
  Regime regime{.lists = {"us_trade_csl:Entity List", "us_bis_entity"}};
  const std::vector<std::string> entity_list{"Entity List (EL) - Bureau of Industry and Security"};
  const std::vector<std::string> other{"Unverified List (UVL)"};
  EXPECT_TRUE(regime.counts("us_trade_csl", entity_list));
  EXPECT_FALSE(regime.counts("us_trade_csl", other));
  EXPECT_TRUE(regime.counts("us_bis_entity", {}));
  EXPECT_FALSE(regime.counts("us_ofac_sdn", {}));
  EXPECT_TRUE(regime.counts("", {}));
}

void refused(const std::string& row, const std::string& field, std::uint64_t line = 2) {
  const auto table = parse_regimes(kTitles + row, "own.tsv");
  ASSERT_FALSE(table) << row;
  EXPECT_EQ(table.error().line, line) << table.error().text();
  EXPECT_EQ(table.error().field, field) << table.error().text();
}

TEST(Regimes, AUsersTableIsCheckedCellByCell) {
  const std::string good =
      "own\tOwn rule\t2020-01-01\t\t33.34\t>=\tyes\tshares\tignore\tin_force\t*\tstop\tpolicy 7\t2026-01-01\t"
      "verified\t\n";
  const auto table = parse_regimes(kTitles + good, "own.tsv");
  ASSERT_TRUE(table) << table.error().text();
  EXPECT_EQ(table->at(0).threshold, 333400000U);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string row = good;
    row.replace(row.find(from), from.size(), to);
    return row;
  };
  refused(with("33.34", "133"), "threshold");
  refused(with("33.34", "25-50"), "threshold");
  refused(with("33.34", "0"), "threshold");
  refused(with("2020-01-01", "2020-13-01"), "effective_from");
  refused(with("2020-01-01\t", "2020-01-01\t2019-01-01"), "effective_to");
  refused(with("\tyes\t", "\tmaybe\t"), "aggregate");
  refused(with(">=", "=>"), "comparison");
  refused(with("policy 7", ""), "citation");
  refused(with("2026-01-01", "soon"), "recorded_at");
  refused(with("verified", "true"), "status");
  refused("own\tOwn\n", "");
  refused(good + good, "effective_from", 3);
  EXPECT_FALSE(parse_regimes("a\tb\n" + good, "own.tsv"));
  EXPECT_FALSE(parse_regimes(kTitles, "own.tsv"));
  EXPECT_FALSE(parse_regimes("", "own.tsv"));
}

}  // namespace
}  // namespace weir::ownership
