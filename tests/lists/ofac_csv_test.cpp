#include "lists/ofac_csv.hpp"

#include <gtest/gtest.h>

#include "lists/collect.hpp"

namespace weir::lists::test {
namespace {

std::unique_ptr<Collected> trio(std::string_view primary, std::string_view addresses = {},
                                std::string_view aliases = {}) {
  auto out = std::make_unique<Collected>();
  const auto p = as_utf8(from_memory("sdn.csv", primary));
  const auto a = as_utf8(from_memory("add.csv", addresses));
  const auto l = as_utf8(from_memory("alt.csv", aliases));
  const ListInfo info{.list_id = "us_ofac_sdn"};
  out->info = read_ofac_csv({.primary = primary.empty() ? nullptr : p.get(),
                             .addresses = addresses.empty() ? nullptr : a.get(),
                             .aliases = aliases.empty() ? nullptr : l.get()},
                            info, *out);
  return out;
}

TEST(OfacCsv, JoinsTheThreeFiles) {
  const auto got = trio(test_file("sdn.csv"), test_file("add.csv"), test_file("alt.csv"));
  ASSERT_TRUE(got->info);
  ASSERT_EQ(got->parties.size(), 3U);
  const Party& person = got->parties[0];
  EXPECT_EQ(person.entry_id, "90001");
  EXPECT_EQ(person.schema, Schema::Person);
  EXPECT_EQ(person.names.front().text, "Testan Imaginovich PRIMEROV");
  EXPECT_EQ(person.names.front().parts.size(), 2U);
  EXPECT_EQ(texts(person.names, NameKind::Alias), "Testan PRIMEROW");
  EXPECT_EQ(texts(person.names, NameKind::Former), "Testan VYMYSLOV");
  EXPECT_EQ(texts(person.names, NameKind::Weak), "TESTIK|TESTOK");
  EXPECT_EQ(person.programmes, (std::vector<std::string>{"RUSSIA-EO14024", "NPWMD"}));
  EXPECT_EQ(dates(person), "1961-03-05|circa 1962");
  EXPECT_EQ(person.gender, Gender::Male);
  EXPECT_EQ(countries(person, CountryLink::Nationality), "ru");
  EXPECT_EQ(identifier(person, IdentifierType::Passport), "XX0000001/ru");
  EXPECT_EQ(identifier(person, IdentifierType::Inn), "7707083893/ru");
  EXPECT_EQ(property(person, "birthPlace"), "Tver, Russia");
  EXPECT_EQ(property(person, "position"), "Deputy Minister");
  EXPECT_EQ(property(person, "secondarySanctionsRisk"), "See Section 11 of Executive Order 14024");
  EXPECT_EQ(person.linked_to, std::vector<std::string>{"NORDLICHT TEST FABRIK"});
  ASSERT_EQ(person.addresses.size(), 1U);
  EXPECT_EQ(person.addresses[0].country, "ru");
  EXPECT_EQ(person.source.file, "sdn.csv");
  EXPECT_EQ(person.source.line, 1U);

  const Party& entity = got->parties[1];
  EXPECT_EQ(entity.schema, Schema::Organization);
  EXPECT_EQ(identifier(entity, IdentifierType::Website), "www.example.org");
  EXPECT_EQ(property(entity, "incorporationDate"), "1999");

  const Party& vessel = got->parties[2];
  EXPECT_EQ(vessel.schema, Schema::Vessel);
  EXPECT_EQ(identifier(vessel, IdentifierType::Imo), "9074729");
  EXPECT_EQ(identifier(vessel, IdentifierType::Mmsi), "572469210");
  EXPECT_EQ(identifier(vessel, IdentifierType::CallSign), "ABCD");
  EXPECT_EQ(countries(vessel, CountryLink::Flag), "pa");
  EXPECT_EQ(property(vessel, "tonnage"), "99144");
  EXPECT_EQ(property(vessel, "owner"), "Invention Shipping");

  // The orphan is neither loaded nor lost.
  ASSERT_EQ(got->rejects.size(), 1U);
  EXPECT_EQ(got->rejects[0].file, "add.csv");
  EXPECT_EQ(got->rejects[0].line, 3U);
  EXPECT_EQ(got->rejects[0].field, "ent_num");
  EXPECT_NE(got->rejects[0].reason.find("90009"), std::string::npos);
  ASSERT_EQ(got->info->notes.size(), 1U);
}

TEST(OfacCsv, WithoutAPrimaryFileAllAreOrphans) {
  const auto got = trio({}, test_file("add.csv"), test_file("alt.csv"));
  ASSERT_TRUE(got->info);
  EXPECT_TRUE(got->parties.empty());
  EXPECT_EQ(got->rejects.size(), 7U);
  EXPECT_NE(got->rejects[0].reason.find("primary file"), std::string::npos);
  EXPECT_EQ(got->info->notes.size(), 2U);
}

TEST(OfacCsv, HeaderRowAndEndMarkOfSpreadsheets) {
  const std::string rows = "ID,Name,Type,Country,Title,F,G,H,I,J,K,Details\r\n" + test_file("sdn.csv");
  const auto got = trio(rows + "\x1A,,,,,,,,,,,");
  EXPECT_EQ(got->parties.size(), 3U);
  EXPECT_TRUE(got->rejects.empty());
  EXPECT_EQ(ofac_part(rows), OfacPart::Primary);
  // Anybody's table with a column ID is not OFAC's.
  EXPECT_EQ(ofac_part("ID,a,b,c,d,e,f,g,h,i,j,k\n1,2,3,4,5,6,7,8,9,10,11,12\n"), OfacPart::None);
}

TEST(OfacCsv, BadRecordsAreRejectsAndTheRestGoesOn) {
  const auto got = trio(
      "1,\"A ONE\",-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
      "1,\"A TWICE\",-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
      "x2,\"B\",-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
      "3,short\r\n"
      "4,-0- ,-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
      "5,\"Caf\xE9\",-0- ,\"[X] [Y]\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n");
  ASSERT_EQ(got->parties.size(), 2U);
  EXPECT_EQ(got->parties[1].names[0].text, "Café");
  EXPECT_EQ(got->parties[1].programmes, (std::vector<std::string>{"X", "Y"}));
  ASSERT_EQ(got->rejects.size(), 4U);
  EXPECT_NE(got->rejects[0].reason.find("first at line 1"), std::string::npos);
  EXPECT_EQ(got->rejects[0].line, 2U);
  EXPECT_EQ(got->rejects[1].field, "ent_num");
  EXPECT_EQ(got->rejects[2].reason, "2 fields, expected 12");
  EXPECT_EQ(got->rejects[3].field, "SDN_Name");
}

TEST(OfacCsv, TellsItsPartsApart) {
  EXPECT_EQ(ofac_part(test_file("sdn.csv")), OfacPart::Primary);
  EXPECT_EQ(ofac_part(test_file("add.csv")), OfacPart::Addresses);
  EXPECT_EQ(ofac_part(test_file("alt.csv")), OfacPart::Aliases);
  EXPECT_EQ(ofac_part("hello, world\n"), OfacPart::None);
  EXPECT_EQ(ofac_part(""), OfacPart::None);
}

}  // namespace
}  // namespace weir::lists::test
