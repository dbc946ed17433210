#include "facts/countries.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>

#include "facts/country_fold.hpp"
#include "tables/tables.hpp"

namespace weir::facts {
namespace {

TEST(CountryCode, TakesCodesNamesAndWordingsOfTheLists) {
  const std::pair<const char*, const char*> cases[] = {
      {"RU", "ru"},
      {"ru", "ru"},
      {"RUS", "ru"},
      {"rus", "ru"},
      {"UK", "gb"},
      {"EL", "gr"},
      {"XK", "xk"},
      {"ST", "st"},
      {"Russia", "ru"},
      {"RUSSIAN FEDERATION", "ru"},
      {"Russia.", "ru"},
      {"Россия", "ru"},
      {"Российская Федерация", "ru"},
      {"俄罗斯", "ru"},
      {"روسيا", "ru"},
      {"Russland", "ru"},
      {"Russie", "ru"},
      {"Korea, North", "kp"},
      {"Korea, South", "kr"},
      {"Democratic People's Republic of Korea", "kp"},
      {"Democratic People’s Republic of Korea", "kp"},
      {"DPRK", "kp"},
      {"Burma", "mm"},
      {"Iran (Islamic Republic of)", "ir"},
      {"Iran, Islamic Republic of", "ir"},
      {"Syrian Arab Republic", "sy"},
      {"Congo, Democratic Republic of the", "cd"},
      {"Congo, Republic of the", "cg"},
      {"Democratic Republic of the Congo", "cd"},
      {"Cote d Ivoire", "ci"},
      {"Côte d'Ivoire", "ci"},
      {"Côte d’Ivoire", "ci"},
      {"Region: Crimea", "ua"},
      {"West Bank", "ps"},
      {"Region: Gaza", "ps"},
      {"Palestinian", "ps"},
      {"Serbia and Montenegro", "rs"},
      {"North Macedonia, The Republic of", "mk"},
      {"Macedonia, The Former Yugoslav Republic of", "mk"},
      {"Virgin Islands, British", "vg"},
      {"Man, Isle of", "im"},
      {"Bahamas, The", "bs"},
      {"The Gambia", "gm"},
      {"Türkiye", "tr"},
      {"TURKEY", "tr"},
      {"Viet Nam", "vn"},
      {"China, Hong Kong Special Administrative Region", "hk"},
      {"United Kingdom of Great Britain and Northern Ireland", "gb"},
      {"U.S.A.", "us"},
      {"St. Kitts & Nevis", "kn"},
      {"St Vincent and the Grenadines", "vc"},
      {"République démocratique du Congo", "cd"},
      {"Deutschland", "de"},
      {"España", "es"},
      {"中国", "cn"},
      {"日本", "jp"},
      {"Russian", "ru"},
      {"Iranian", "ir"},
      {"Syrian", "sy"},
      {"British", "gb"},
      {"Guinea-Bissau", "gw"},
      {"Guinea", "gn"},
      {"Niger", "ne"},
      {"Nigeria", "ng"},
      {"Georgia", "ge"},
      {"Moldova (Republic of)", "md"},
  };
  for (const auto& [text, code] : cases) EXPECT_EQ(country_code(text), code) << text;
}

TEST(CountryCode, IsEmptyWhereNoCountryIsNamed) {
  for (const char* text :
       {"", "-0-", "undetermined", "x", "Atlantis", "London", "former Soviet Union", "Yugoslavia",
        "Congolese", "the", ", ", "(", "Russia and Belarus", "\xff\xfe", "...", "Region:"}) {
    EXPECT_EQ(country_code(text), "") << text;
  }
  EXPECT_EQ(country_code(std::string(1 << 20, 'a')), "");
}

TEST(CountryCode, HasNoWordingForTwoCountries) {
  for (const char* table : {"names/countries.tsv", "names/demonyms.tsv"}) {
    const auto rows = tables::rows(table);
    ASSERT_GT(rows.size(), 100U);
    for (const auto& row : rows) {
      ASSERT_EQ(row.size(), 2U) << row[0];
      ASSERT_EQ(country_code(row[0]), row[0]) << "not a code: " << row[0];
      EXPECT_EQ(country_code(row[1]), row[0]) << row[1];
    }
  }
}

TEST(CountryName, IsEnglishAndReadsBack) {
  EXPECT_EQ(country_name("ru"), "Russia");
  EXPECT_EQ(country_name("RU"), "Russia");
  EXPECT_EQ(country_name("kp"), "North Korea");
  EXPECT_EQ(country_name("xk"), "Kosovo");
  EXPECT_EQ(country_name("zz"), "zz");
  EXPECT_EQ(country_name(""), "");
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      const std::string code{a, b};
      if (country_name(code) != code) {
        EXPECT_EQ(country_code(country_name(code)), code);
        EXPECT_EQ(country_code(code), code);
      }
    }
  }
}

TEST(CountryKey, DropsWhatDoesNotCount) {
  EXPECT_EQ(country_key("The  Côte-d’Ivoire "), "cote divoire");
  EXPECT_EQ(country_key("REGION: Crimea"), "crimea");
  EXPECT_EQ(country_key("U.S.A."), "usa");
  EXPECT_EQ(country_key("St. Lucia"), "saint lucia");
  EXPECT_EQ(country_key("Trinidad & Tobago"), "trinidad and tobago");
}

}  // namespace
}  // namespace weir::facts
