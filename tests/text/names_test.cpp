// Variants of names, gender and patronymics.
#include "text/names.hpp"

#include <gtest/gtest.h>

#include "text/han_readings.hpp"

namespace weir::text {
namespace {

NameRelation relation(std::string_view a, std::string_view b) {
  return name_relation(name_word(a), name_word(b));
}

TEST(Names, VariantsOfOneNameAreRelated) {
  EXPECT_EQ(relation("mohammed", "muhamad"), NameRelation::Spelling);
  EXPECT_EQ(relation("aleksandr", "sasha"), NameRelation::Nickname);
  EXPECT_EQ(relation("william", "bill"), NameRelation::Nickname);
  EXPECT_EQ(relation("ivan", "john"), NameRelation::Equivalent);
  EXPECT_EQ(relation("kim", "gim"), NameRelation::Spelling);
  EXPECT_EQ(relation("chen", "chan"), NameRelation::Equivalent);
  EXPECT_EQ(relation("محمد", "mohamed"), NameRelation::Spelling);
  // All romanisations of common surnames and given names in Cyrillic.
  EXPECT_EQ(relation("zaytseva", "zajceva"), NameRelation::Spelling);
  EXPECT_EQ(relation("shcherbakov", "szczerbakow"), NameRelation::Spelling);
  EXPECT_EQ(relation("yevgeny", "jewgienij"), NameRelation::Spelling);
  EXPECT_EQ(relation("gonzalez", "gonzales"), NameRelation::Spelling);
}

TEST(Names, OtherNamesAreNot) {
  EXPECT_EQ(relation("mohammed", "mahmoud"), NameRelation::None);
  EXPECT_EQ(relation("hassan", "hussein"), NameRelation::None);
  EXPECT_EQ(relation("marina", "maria"), NameRelation::None);
  EXPECT_EQ(relation("salah", "saleh"), NameRelation::None);
  EXPECT_EQ(relation("danilo", "daniel"), NameRelation::None);
  EXPECT_EQ(relation("belyaev", "belyakov"), NameRelation::None);
  EXPECT_EQ(relation("xyzzy", "xyzzy"), NameRelation::None);
}

TEST(Names, RelationIsSymmetric) {
  for (const auto a : {"mohammed", "sasha", "ivan", "lee", "wong", "none"}) {
    for (const auto b : {"muhammad", "aleksandr", "john", "yi", "wang", "none"})
      EXPECT_EQ(relation(a, b), relation(b, a)) << a << " " << b;
  }
}

TEST(Names, EveryClusterNamesItsWords) {
  for (std::uint16_t cluster = 1; cluster < 200; ++cluster) {
    for (const std::string_view word : cluster_words(cluster)) EXPECT_NE(name_word(word), 0) << word;
  }
}

TEST(Names, GenderIsTold) {
  for (const auto word : {"volkova", "ivanovna", "skavronskaya", "papadopoulou", "bint", "fatima"})
    EXPECT_EQ(gender_of(word), Gender::Female) << word;
  for (const auto word : {"volkov", "ivanovich", "papadopoulos", "ibn", "mohammed"})
    EXPECT_EQ(gender_of(word), Gender::Male) << word;
  for (const auto word : {"kim", "tan", "xyz", ""}) EXPECT_EQ(gender_of(word), Gender::Unknown) << word;
}

TEST(Names, OppositesAreOneFamily) {
  EXPECT_TRUE(gender_opposites("volkov", "volkova"));
  EXPECT_TRUE(gender_opposites("tolstaya", "tolstoy"));
  EXPECT_TRUE(gender_opposites("ivanovich", "ivanovna"));
  EXPECT_TRUE(gender_opposites("dostoevskiy", "dostoevskaya"));
  EXPECT_TRUE(gender_opposites("papadopoulos", "papadopoulou"));
  EXPECT_FALSE(gender_opposites("volkov", "volkov"));
  EXPECT_FALSE(gender_opposites("volkov", "orlova"));
}

TEST(Names, AWomanAndHerFamilyBearOneSurname) {
  EXPECT_TRUE(womans_surname("zaitseva", "zaitsev"));
  EXPECT_TRUE(womans_surname("dvorak", "dvorakova"));
  EXPECT_TRUE(womans_surname("kazlauskas", "kazlauskiene"));
  EXPECT_FALSE(womans_surname("morozova", "moroz"));  // of Morozov
  EXPECT_FALSE(womans_surname("zaitsev", "zaitsev"));
  EXPECT_FALSE(womans_surname("volkov", "orlova"));
  EXPECT_TRUE(womans_surname(name_word("zaytseva"), name_word("zaitsev")));
  EXPECT_FALSE(womans_surname(name_word("zaytsev"), name_word("zaitsev")));
  for (const std::string& other : womans_surnames("dvorakova"))
    EXPECT_TRUE(womans_surname(other, "dvorakova"));
}

TEST(Names, PatronymicsAreKnown) {
  for (const auto word : {"ivanovich", "sergeevna", "petrivna", "ivanych", "ilyich", "aliyevoglu"})
    EXPECT_TRUE(is_patronymic(word)) << word;
  for (const auto word : {"ivanov", "petrovic", "ovich", "smith"}) EXPECT_FALSE(is_patronymic(word)) << word;
}

TEST(HanReadings, SyllablesInOtherSpellings) {
  EXPECT_EQ(wade_giles("xiao"), "hsiao");
  EXPECT_EQ(wade_giles("zhang"), "chang");
  EXPECT_EQ(wade_giles("cao"), "tsao");
  EXPECT_EQ(wade_giles("guo"), "kuo");
  EXPECT_EQ(wade_giles("dong"), "tung");
  EXPECT_EQ(wade_giles("lian"), "lien");
  EXPECT_EQ(wade_giles("xue"), "hsueh");
  EXPECT_EQ(hong_kong("zoeng"), "cheung");
  EXPECT_EQ(hong_kong("joeng"), "yeung");
  EXPECT_EQ(hong_kong("jyun"), "yuen");
  EXPECT_EQ(hong_kong("gwok"), "kwok");
  EXPECT_EQ(han_reading(U'國').simplified, U'国');
  EXPECT_EQ(han_reading(U'A').pinyin, "");
}

}  // namespace
}  // namespace weir::text
