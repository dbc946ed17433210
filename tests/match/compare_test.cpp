// Pairs of names from the rules of languages: the same party or not.
#include <gtest/gtest.h>

#include "weir/engine.hpp"

namespace weir {
namespace {

struct Pair {
  Schema schema;
  const char* left;
  const char* right;
};

class SameParty : public testing::TestWithParam<Pair> {};
TEST_P(SameParty, Matches) {
  const auto& [schema, left, right] = GetParam();
  const Comparison result = compare_names(left, right, schema);
  EXPECT_TRUE(result.match) << left << " / " << right << " " << result.score;
}
INSTANTIATE_TEST_SUITE_P(
    Rules, SameParty,
    testing::Values(Pair{Schema::Person, "Ivan Petrov", "PETROV Ivan"},
                    Pair{Schema::Person, "Юрий Петров", "Yuriy PETROFF"},
                    Pair{Schema::Person, "Jürgen Müller", "Juergen Mueller"},
                    Pair{Schema::Person, "习近平", "Xi Jinping"},
                    Pair{Schema::Person, "محمد حسين", "Mohamed Husein"},
                    Pair{Schema::Person, "Makar Ivanovich Udalov", "Makar Udalov"},
                    Pair{Schema::Person, "Micheál Ó Súilleabháin", "Michael O'Sullivan"},
                    Pair{Schema::Person, "Muhd Faizal bin Abd Rahman", "Muhammad Faizal Abdul Rahman"},
                    Pair{Schema::Person, "இராமலிங்கம்", "Ramalingam"},
                    Pair{Schema::Person, "ሙሉጌታ ተስፋዬ", "Mulugeta Tesfaye"},
                    Pair{Schema::Person, "قاسم الرويلي", "Kassem Ruwaili"},
                    Pair{Schema::Company, "ООО Завод Север", "Sever Plant LLC"},
                    Pair{Schema::Company, "Nordwerk GmbH", "NORDWERK"},
                    Pair{Schema::Organization, "Norden Metal Trading Corporation", "NMTC"},
                    Pair{Schema::Company, "Luoyun Co., Ltd.", "Luoyun Limited"}));

class OtherParty : public testing::TestWithParam<Pair> {};
TEST_P(OtherParty, DoesNotMatch) {
  const auto& [schema, left, right] = GetParam();
  const Comparison result = compare_names(left, right, schema);
  EXPECT_FALSE(result.match) << left << " / " << right << " " << result.score;
}
INSTANTIATE_TEST_SUITE_P(
    Rules, OtherParty,
    testing::Values(Pair{Schema::Person, "Marina Volkova", "Marin Volkov"},
                    Pair{Schema::Person, "Ivan Petrov", "Ivan Sidorov"},
                    Pair{Schema::Organization, "Norden Metal Trading Corporation", "NMTL"},
                    Pair{Schema::Person, "Petrov", "Ivan Petrov"},
                    Pair{Schema::Company, "No. 5 Factory", "No. 8 Factory"},
                    Pair{Schema::Company, "Nordwerk Trading LLC", "Suedwerk Trading LLC"}));

}  // namespace
}  // namespace weir
