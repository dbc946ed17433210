// Where names differ that many bear: the pairs of namesakes.tsv, written down before the term.
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <sstream>
#include <string>

#include "match/evidence.hpp"
#include "tables/tables.hpp"
#include "text/bearers.hpp"
#include "weir/engine.hpp"

namespace weir::match {
namespace {

double of_names(std::string_view left, std::string_view right) {
  return total_weight(compare_names(left, right, Schema::Person).evidence);
}

TEST(Namesakes, TellByARuleWhichNamesAreNoEvidenceAlone) {
  std::ifstream in(WEIR_TEST_MATCH "/namesakes.tsv");
  std::stringstream text;
  text << in.rdbuf();
  const std::string bytes = text.str();
  std::size_t pairs = 0;
  const double same_day = birth_weight({}, {});
  for (const auto& row : tables::split_rows(bytes)) {
    ASSERT_EQ(row.size(), 4U) << row.front();
    ++pairs;
    const double weight = of_names(row[1], row[2]);
    EXPECT_EQ(logistic(weight) >= 0.6, row[0] == "hit") << row[1] << " / " << row[2];
    // What the name alone does not tell, the same birth date does.
    EXPECT_GE(logistic(weight + same_day), 0.6) << row[1] << " / " << row[2];
  }
  EXPECT_GT(pairs, 90U);
}

TEST(Namesakes, NeverCostWhereNamesAreWhollyTheSame) {
  for (const auto* name : {"Sergey Ivanov", "Sergey Borisovich Ivanov", "Mohamed Ali", "Jose Rodriguez"}) {
    EXPECT_GT(logistic(of_names(name, name)), 0.9) << name;
  }
  EXPECT_GT(logistic(of_names("Sergei Ivanov", "Sergey IVANOV")), 0.9);
}

TEST(Namesakes, CountTheSeyedOfAName) {
  EXPECT_LT(of_names("Reza Ghasemi", "Seyed Reza Qasemi"), of_names("Reza Ghasemi", "Dr Reza Qasemi"));
  EXPECT_GT(logistic(of_names("Ebrahim Raisi", "Seyed Ebrahim Raisi")), 0.6);
}

TEST(Bearers, AreExpectedOverThePeoplesThatHaveAllTheWords) {
  using text::Bearers;
  const auto people = [](std::string_view given, std::string_view family) {
    return text::bearers(std::array{text::WordPair{given, given}, text::WordPair{family, family}},
                         Bearers::People);
  };
  EXPECT_GT(people("sergey", "ivanov"), 3 * people("dmitri", "medvedev"));
  EXPECT_FLOAT_EQ(people("sergey", "ivanov"), people("ivanov", "sergey"));
  EXPECT_FLOAT_EQ(people("sergei", "ivanov"), people("sergey", "ivanov"));  // a spelling
  EXPECT_GT(people("elena", "ivanova"), 10'000);                            // the woman's form
  EXPECT_EQ(people("sergey", "lendova"), 0);
  EXPECT_EQ(people("sergey", "yilmaz"), 0);  // of two peoples
  EXPECT_EQ(people("golden", "trading"), 0);
  EXPECT_GT(
      text::bearers(std::array{text::WordPair{"golden", "golden"}, text::WordPair{"trading", "trading"}},
                    Bearers::Firms),
      1'000);
  EXPECT_EQ(text::bearers({}, Bearers::People), 0);
}

}  // namespace
}  // namespace weir::match
