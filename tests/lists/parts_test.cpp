#include <gtest/gtest.h>

#include "lists/calendars.hpp"
#include "lists/collect.hpp"
#include "lists/party_parts.hpp"
#include "lists/uk_parts.hpp"
#include "lists/xml.hpp"

namespace weir::lists::test {
namespace {

TEST(PartyParts, Names) {
  EXPECT_EQ(person_name("PETROV, Ivan, Jr.", NameKind::Alias).text, "Ivan PETROV Jr.");
  EXPECT_EQ(person_name("PETROV", NameKind::Alias).text, "PETROV");
  EXPECT_EQ(person_name(", Ivan", NameKind::Alias).text, ", Ivan");
  const Name name = name_of_parts(" Ivan ", "", "PETROV", NameKind::Primary);
  EXPECT_EQ(name.text, "Ivan PETROV");
  EXPECT_EQ(name.parts.size(), 2U);
  EXPECT_TRUE(name_of_parts("", "", "X", NameKind::Primary).parts.empty());
  Party party;
  add_name(party, "Weak", NameKind::Weak);
  add_name(party, "Strong", NameKind::Alias);
  add_name(party, "Strong", NameKind::Former);  // known already
  add_name(party, "  ", NameKind::Alias);
  settle_primary(party);
  ASSERT_EQ(party.names.size(), 2U);
  EXPECT_EQ(party.names[0].text, "Strong");
  EXPECT_EQ(party.names[0].kind, NameKind::Primary);
}

TEST(PartyParts, Scripts) {
  EXPECT_TRUE(other_script("Примеров"));
  EXPECT_TRUE(other_script("陈伟 A"));
  EXPECT_TRUE(other_script("علي"));
  EXPECT_TRUE(other_script("Ελλάς"));
  EXPECT_FALSE(other_script("Primerov"));
  EXPECT_FALSE(other_script("Žižek Nguyễn Ömer"));
  EXPECT_FALSE(other_script("1234 – ‘x’"));
}

TEST(PartyParts, DatesAndValues) {
  EXPECT_EQ(iso_date("2026-01-20T10:00:00Z"), "2026-01-20");
  EXPECT_EQ(iso_date("20-01-2026"), "2026-01-20");
  EXPECT_EQ(iso_date("soon"), "");
  EXPECT_EQ(split_values(" a; ;b,c ", ";,"), (std::vector<std::string_view>{"a", "b", "c"}));
  Party party;
  set_gender(party, "x");
  EXPECT_EQ(party.gender, Gender::Unknown);
  set_gender(party, " FEMALE");
  EXPECT_EQ(party.gender, Gender::Female);
}

TEST(Calendars, IslamicDates) {
  // Reference: the tabular calendar's own anchors; 1 Muharram 1400 = 21 November 1979 (civil), 1 Muharram
  // 1446 = 8 July 2024.
  for (const auto& [year, day] : {std::pair{1400, "1979-11-21"}, std::pair{1446, "2024-07-08"}}) {
    const auto date = islamic_date(year, 1, 1, "x");
    ASSERT_TRUE(date);
    EXPECT_LE(facts::iso_day(date->earliest), day);
    EXPECT_GE(facts::iso_day(date->latest), day);
    EXPECT_EQ(date->latest - date->earliest, std::chrono::days(2));
    EXPECT_FALSE(date->gregorian_source);
  }
  const auto year = islamic_date(1380, 0, 0, "1380");
  ASSERT_TRUE(year);
  EXPECT_LE(facts::iso_day(year->earliest), "1960-06-26");
  EXPECT_GE(facts::iso_day(year->latest), "1961-06-13");
  EXPECT_FALSE(islamic_date(5, 1, 1, "x"));
  EXPECT_FALSE(islamic_date(1400, 13, 1, "x"));
}

TEST(UkParts, ValuesAndFacts) {
  EXPECT_EQ(uk_values("(1) Iran. (2) Iraq"), (std::vector<std::string_view>{"Iran", "Iraq"}));
  EXPECT_EQ(uk_values("Congo (Democratic Republic)"),
            std::vector<std::string_view>{"Congo (Democratic Republic)"});
  EXPECT_TRUE(uk_values("").empty());
  Party party;
  add_uk_other_information(
      party, "Known (well). (Email address):a@example.org (IMO number):9074729. (Odd words):kept.");
  EXPECT_EQ(identifier(party, IdentifierType::Email), "a@example.org");
  EXPECT_EQ(identifier(party, IdentifierType::Imo), "9074729");
  EXPECT_EQ(property(party, "notes"), "Known (well). (Odd words):kept.");
  EXPECT_EQ(uk_name_kind("Primary Name Variation", ""), NameKind::Alias);
  EXPECT_EQ(uk_name_kind("Primary name", ""), NameKind::Primary);
  EXPECT_EQ(uk_name_kind("FKA", ""), NameKind::Former);
  EXPECT_EQ(uk_name_kind("AKA", "Low Quality"), NameKind::Weak);
}

TEST(Xml, RootElement) {
  EXPECT_TRUE(root_element_is("<?xml version=\"1.0\"?><!-- <b> --><x:a k=\"1\">", "a"));
  EXPECT_FALSE(root_element_is("<!-- <a> <b>", "b"));
  EXPECT_FALSE(root_element_is("no xml", "a"));
  EXPECT_TRUE(root_element_is("<a/>", "a"));
}

}  // namespace
}  // namespace weir::lists::test
