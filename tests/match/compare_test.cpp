// Pairs of names from the rules of languages: the same party or not.
#include <gtest/gtest.h>

#include <string>

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

INSTANTIATE_TEST_SUITE_P(
    FirmsAndShips, SameParty,
    testing::Values(Pair{Schema::Company, "Yusuf Hamdan & Sons", "Yousef Hamdan and Sons"},
                    Pair{Schema::Organization, "Eastern Mining Authority of Zamora (EMAZ)", "EMAZ"},
                    Pair{Schema::Company, "Quay Holdings Ltd t/a Harbour Lark", "Harbour Lark"},
                    Pair{Schema::Company, "Orlik Trade LLC (ex Vesna Grain LLC)", "Vesna Grain LLC"},
                    Pair{Schema::Company, "Petrovane Ltd, a subsidiary of Orlan Group", "Petrovane Ltd"},
                    Pair{Schema::Company, "НТЦ «Ладожец»", "Scientific and Technical Center Ladozhets"},
                    Pair{Schema::Company, "Нижневолжский порт «Утёс»", "Lower Volga Port Utes"},
                    Pair{Schema::Company, "上海遠舟貿易有限公司", "上海远舟贸易有限公司"},
                    Pair{Schema::Organization, "41STGuards Tank Brigade", "41st Guards Tank Brigade"},
                    Pair{Schema::Vessel, "Полярный Кит", "POLYARNYY KIT"},
                    Pair{Schema::Vessel, "زهرة البحر", "ZAHRAT AL BAHR"},
                    Pair{Schema::Vessel, "Cap. Orlik", "CAPTAIN ORLIK"},
                    Pair{Schema::Vessel, "천리산호", "CHOLLI SAN"}));

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

INSTANTIATE_TEST_SUITE_P(Han, SameParty,
                         testing::Values(Pair{Schema::Person, "郑国梁", "鄭國梁"},
                                         Pair{Schema::Person, "国梁 郑", "郑国梁"},
                                         Pair{Schema::Person, "渡辺太郎", "渡邊太郎"},
                                         Pair{Schema::Person, "斉藤健", "斎藤健"}));
INSTANTIATE_TEST_SUITE_P(Han, OtherParty,
                         testing::Values(Pair{Schema::Person, "郑国刚", "郑国强"},
                                         Pair{Schema::Person, "鄭國剛", "郑国强"}));
INSTANTIATE_TEST_SUITE_P(ChainsOfFathers, OtherParty,
                         testing::Values(Pair{Schema::Person, "Saud Mohammed Al-Zahrani",
                                              "Mohammed Saud H. Alzahrani"}));

INSTANTIATE_TEST_SUITE_P(
    FirmsAndShips, OtherParty,
    testing::Values(Pair{Schema::Company, "上海远舟贸易有限公司", "上海远洲贸易有限公司"},
                    Pair{Schema::Company, "东风机械厂", "东方机械厂"},
                    Pair{Schema::Company, "대성무역", "대동무역"},
                    Pair{Schema::Company, "Falconridge Procurement", "Falconbridge Procurement"},
                    Pair{Schema::Company, "Marlowe Engineering Works", "Barlowe Engineering Works Two"},
                    Pair{Schema::Company, "Petrovane Ltd, a subsidiary of Orlan Group", "Orlan Group"},
                    Pair{Schema::Company, "Harris & Sanders Interiors",
                         "Hillside Aid Society Inland (HASI)"}));

TEST(OtherSigns, AreSaid) {
  const Comparison result = compare_names("上海远舟贸易有限公司", "上海远洲贸易有限公司", Schema::Company);
  ASSERT_FALSE(result.evidence.empty());
  EXPECT_NE(result.evidence.front().text.find("their characters differ"), std::string::npos);
}

}  // namespace
}  // namespace weir
