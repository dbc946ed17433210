// The readers of XML lists: what they take from a file of the published schema.
#include <gtest/gtest.h>

#include "lists/collect.hpp"
#include "lists/eu_fsf_xml.hpp"
#include "lists/ofac_advanced_xml.hpp"
#include "lists/ofac_sdn_xml.hpp"
#include "lists/uk_list.hpp"
#include "lists/uk_xml.hpp"
#include "lists/un_xml.hpp"

namespace weir::lists::test {
namespace {

TEST(OfacSdnXml, ReadsTheSchema) {
  const auto got = run_file(read_ofac_sdn_xml, "ofac_sdn.xml", true);
  ASSERT_TRUE(got->info) << got->info.error().text();
  EXPECT_EQ(got->info->date, "2026-01-20");
  EXPECT_TRUE(got->rejects.empty());
  ASSERT_EQ(got->parties.size(), 4U);
  const Party& p = got->parties[0];
  EXPECT_EQ(p.entry_id, "90001");
  EXPECT_EQ(p.schema, Schema::Person);
  EXPECT_EQ(p.source.line, 7U);
  EXPECT_EQ(p.names[0].text, "Testan Imaginovich PRIMEROV");
  EXPECT_EQ(p.names[0].kind, NameKind::Primary);
  ASSERT_EQ(p.names[0].parts.size(), 2U);
  EXPECT_EQ(p.names[0].parts[1].role, NameRole::Family);
  EXPECT_EQ(texts(p.names, NameKind::Alias), "Testan PRIMEROW");
  EXPECT_EQ(texts(p.names, NameKind::Weak), "TESTIK");
  EXPECT_EQ(texts(p.names, NameKind::Former), "Testan VYMYSLOV");
  EXPECT_EQ(p.programmes, (std::vector<std::string>{"RUSSIA-EO14024", "NPWMD"}));
  EXPECT_EQ(dates(p), "1961-03-05|circa 1962");
  EXPECT_EQ(p.gender, Gender::Male);
  EXPECT_EQ(identifier(p, IdentifierType::Passport), "XX0000001/ru");
  EXPECT_EQ(p.identifiers[0].note, "issued 01 Jan 2015 expires 01 Jan 2025");
  EXPECT_EQ(identifier(p, IdentifierType::Inn), "7707083893/ru");
  EXPECT_EQ(identifier(p, IdentifierType::Wallet), "1BoatSLRHtKNngkdXEeobR76b53LETtpyT");
  EXPECT_EQ(identifier(p, IdentifierType::Email), "testan@example.org");
  EXPECT_EQ(identifier(p, IdentifierType::Website), "www.example.org");
  EXPECT_EQ(property(p, "secondarySanctionsRisk"), "See Section 11 of Executive Order 14024.");
  EXPECT_EQ(property(p, "birthPlace"), "Tver, Russia");
  EXPECT_EQ(countries(p, CountryLink::Nationality), "ru");
  EXPECT_EQ(countries(p, CountryLink::Citizenship), "cy");
  EXPECT_EQ(p.linked_to, std::vector<std::string>{"NORDLICHT (TEST) FABRIK"});
  ASSERT_EQ(p.addresses.size(), 1U);
  EXPECT_EQ(p.addresses[0].street, "1 Example Street, Floor 2");
  EXPECT_EQ(p.addresses[0].country, "ru");
  const Party& ship = got->parties[2];
  EXPECT_EQ(ship.schema, Schema::Vessel);
  EXPECT_EQ(identifier(ship, IdentifierType::Imo), "9074729");
  EXPECT_EQ(identifier(ship, IdentifierType::CallSign), "ABCD");
  EXPECT_EQ(countries(ship, CountryLink::Flag), "pa");
  EXPECT_EQ(property(ship, "grossRegisteredTonnage"), "56068");
  EXPECT_EQ(got->parties[3].schema, Schema::Airplane);
  EXPECT_EQ(identifier(got->parties[3], IdentifierType::AircraftTail), "EP-TST");
}

TEST(OfacSdnXml, DuplicatesAndNamelessEntriesAreRejects) {
  std::string text = test_file("ofac_sdn.xml");
  text = replaced(text, "<uid>90002</uid>", "<uid>90001</uid>");
  text = replaced(text, "<lastName>SEA INVENTION</lastName>", "");
  const auto got = run_bytes(read_ofac_sdn_xml, text, true);
  EXPECT_EQ(got->parties.size(), 2U);
  ASSERT_EQ(got->rejects.size(), 2U);
  EXPECT_EQ(got->rejects[0].field, "uid");
  EXPECT_NE(got->rejects[0].reason.find("line 7"), std::string::npos);
  EXPECT_EQ(got->rejects[1].field, "lastName");
}

TEST(OfacAdvancedXml, ReadsTheSchema) {
  const auto got = run_file(read_ofac_advanced_xml, "ofac_advanced.xml", true);
  ASSERT_TRUE(got->info) << got->info.error().text();
  EXPECT_EQ(got->info->date, "2026-01-20");
  ASSERT_EQ(got->parties.size(), 3U);
  const Party& p = got->parties[0];
  EXPECT_EQ(p.entry_id, "90001");
  EXPECT_EQ(p.schema, Schema::Person);
  EXPECT_EQ(p.names[0].text, "Testan Imaginovich PRIMEROV");  // the family name is said last
  EXPECT_EQ(p.names[0].kind, NameKind::Primary);
  EXPECT_EQ(texts(p.names, NameKind::Weak), "TESTIK");
  EXPECT_EQ(texts(p.names, NameKind::Original), "Тестан ПРИМЕРОВ");
  ASSERT_EQ(p.birth_dates.size(), 1U);
  EXPECT_EQ(dates(p), "circa 1961");
  EXPECT_EQ(p.birth_dates[0].precision, DatePrecision::Year);
  EXPECT_EQ(p.gender, Gender::Male);
  EXPECT_EQ(countries(p, CountryLink::Nationality), "ru");
  EXPECT_EQ(identifier(p, IdentifierType::Passport), "XX0000001/ru");
  EXPECT_EQ(identifier(p, IdentifierType::Wallet), "1BoatSLRHtKNngkdXEeobR76b53LETtpyT");
  EXPECT_EQ(p.programmes, (std::vector<std::string>{"RUSSIA-EO14024", "NPWMD"}));
  ASSERT_TRUE(p.listed_on);
  EXPECT_EQ(facts::iso_day(*p.listed_on), "2022-03-31");
  EXPECT_EQ(property(p, "legalBasis"), "Executive Order 14024 (Russia)");
  EXPECT_EQ(p.linked_to, std::vector<std::string>{"NORDLICHT TEST FABRIK"});
  EXPECT_EQ(property(p, "relationship"), "Acting for or on behalf of NORDLICHT TEST FABRIK");
  ASSERT_EQ(p.addresses.size(), 1U);
  EXPECT_EQ(p.addresses[0].full, "1 Example Street, Moscow, 101000, Russia");
  EXPECT_EQ(got->parties[1].schema, Schema::Organization);
  const Party& ship = got->parties[2];
  EXPECT_EQ(ship.schema, Schema::Vessel);
  EXPECT_EQ(countries(ship, CountryLink::Flag), "pa");
  EXPECT_EQ(identifier(ship, IdentifierType::Imo), "9074729");
  EXPECT_EQ(identifier(ship, IdentifierType::CallSign), "ABCD");
  EXPECT_EQ(property(ship, "type"), "Crude Oil Tanker");
  // References to nothing are told, the rest is loaded.
  ASSERT_EQ(got->rejects.size(), 3U);
  EXPECT_EQ(got->rejects[0].field, "LocationID");
  EXPECT_EQ(got->rejects[1].field, "To-ProfileID");
  EXPECT_EQ(got->rejects[2].field, "IdentityID");
  EXPECT_EQ(got->whole_rejects(), 0U);
}

TEST(OfacAdvancedXml, WhatWasReadStaysWhenTheFileBreaksOff) {
  const std::string text = test_file("ofac_advanced.xml");
  const auto got = run_bytes(read_ofac_advanced_xml, text.substr(0, text.find("<SanctionsEntries>")), true);
  EXPECT_FALSE(got->info);
  EXPECT_EQ(got->parties.size(), 3U);
}

TEST(UnXml, ReadsTheSchema) {
  const auto got = run_file(read_un_xml, "un.xml", true);
  ASSERT_TRUE(got->info);
  EXPECT_EQ(got->info->date, "2026-01-20");
  ASSERT_EQ(got->parties.size(), 2U);
  const Party& p = got->parties[0];
  EXPECT_EQ(p.entry_id, "QDi.999");
  EXPECT_EQ(p.names[0].text, "TESTAN IMAGINOVICH PRIMEROV");
  EXPECT_EQ(texts(p.names, NameKind::Original), "Тестан Примеров");
  EXPECT_EQ(texts(p.names, NameKind::Alias), "Testan Primerow");
  EXPECT_EQ(texts(p.names, NameKind::Weak), "Testik");
  EXPECT_EQ(dates(p), "1961-03-05|1960..1962|circa 1963");
  EXPECT_EQ(identifier(p, IdentifierType::Passport), "XX0000001/ru");
  EXPECT_EQ(countries(p, CountryLink::Birth), "ru");
  EXPECT_EQ(p.programmes, std::vector<std::string>{"Al-Qaida"});
  EXPECT_EQ(facts::iso_day(*p.listed_on), "2012-12-31");
  EXPECT_EQ(facts::iso_day(*p.updated_on), "2020-01-02");
  EXPECT_EQ(property(p, "position"), "Minister of Invention");
  EXPECT_EQ(p.addresses[0].note, "as of 2016");
  EXPECT_EQ(texts(got->parties[1].names, NameKind::Former), "Nordlicht Old");
}

TEST(UnXml, DuplicatesAreRejectsAndNotesAreRead) {
  std::string text = replaced(test_file("un.xml"), "KPe.999", "QDi.999");
  text = replaced(text, "<TYPE_OF_DOCUMENT>Passport<", "<TYPE_OF_DOCUMENT>Número de pasaporte<");
  text = replaced(text, "<YEAR>1963</YEAR>", "<NOTE>Nov. 1963</NOTE>");
  text = replaced(text, "<ALIAS_NAME>Testik</ALIAS_NAME>",
                  "<ALIAS_NAME>Testik</ALIAS_NAME><DATE_OF_BIRTH>1964</DATE_OF_BIRTH>");
  const auto got = run_bytes(read_un_xml, text, true);
  ASSERT_EQ(got->parties.size(), 1U);
  EXPECT_EQ(dates(got->parties[0]), "1964|1961-03-05|1960..1962|circa 1963-11");
  EXPECT_EQ(identifier(got->parties[0], IdentifierType::Passport), "XX0000001/ru");
  ASSERT_EQ(got->rejects.size(), 1U);
  EXPECT_EQ(got->rejects[0].field, "REFERENCE_NUMBER");
}

TEST(UnXml, AnEntryWithoutANumberIsAReject) {  // found by fuzz_lists_un_xml
  std::string text = replaced(test_file("un.xml"), "<REFERENCE_NUMBER>QDi.999</REFERENCE_NUMBER>", "");
  text = replaced(text, "<DATAID>900001</DATAID>", "");
  const auto got = run_bytes(read_un_xml, text, true);
  EXPECT_EQ(got->parties.size(), 1U);
  ASSERT_EQ(got->rejects.size(), 1U);
  EXPECT_EQ(got->rejects[0].field, "REFERENCE_NUMBER");
}

TEST(UnXml, AnEntryWithoutANameIsAReject) {
  std::string text = test_file("un.xml");
  text = replaced(text, "<FIRST_NAME>NORDLICHT TEST FABRIK</FIRST_NAME>", "");
  text = replaced(
      text,
      "<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Nordlicht Factory</ALIAS_NAME></ENTITY_ALIAS>", "");
  text = replaced(
      text, "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Nordlicht Old</ALIAS_NAME></ENTITY_ALIAS>",
      "");
  const auto got = run_bytes(read_un_xml, text, true);
  EXPECT_EQ(got->parties.size(), 1U);
  ASSERT_EQ(got->rejects.size(), 1U);
  EXPECT_EQ(got->rejects[0].field, "FIRST_NAME");
  EXPECT_TRUE(got->rejects[0].whole);
}

TEST(EuFsfXml, ReadsTheSchema) {
  const auto got = run_file(read_eu_fsf_xml, "eu_fsf.xml", true);
  ASSERT_TRUE(got->info);
  EXPECT_EQ(got->info->date, "2026-01-20");
  EXPECT_TRUE(got->rejects.empty());
  ASSERT_EQ(got->parties.size(), 2U);
  const Party& p = got->parties[0];
  EXPECT_EQ(p.entry_id, "EU.9001.1");
  EXPECT_EQ(p.schema, Schema::Person);
  EXPECT_EQ(p.names[0].text, "Testan Imaginovich PRIMEROV");
  EXPECT_EQ(p.names[0].parts.size(), 3U);
  EXPECT_EQ(texts(p.names, NameKind::Original), "Тестан Имагинович ПРИМЕРОВ");
  EXPECT_EQ(p.names[1].language, "ru");
  EXPECT_EQ(texts(p.names, NameKind::Weak), "Testik");
  EXPECT_EQ(p.gender, Gender::Male);
  EXPECT_EQ(property(p, "position"), "Minister of Invention");
  EXPECT_EQ(p.programmes, std::vector<std::string>{"UKR"});
  EXPECT_EQ(facts::iso_day(*p.listed_on), "2022-04-09");
  EXPECT_EQ(property(p, "legalBasis"), "2022/9999 (OJ L999)");
  EXPECT_EQ(property(p, "unscId"), "TEi.001");
  EXPECT_EQ(countries(p, CountryLink::Citizenship), "ru");
  EXPECT_EQ(countries(p, CountryLink::Birth), "ru");
  ASSERT_EQ(p.birth_dates.size(), 4U);
  EXPECT_EQ(dates(p).substr(0, 33), "circa 1961|1961-03-05|1960..1962|");
  // 18 Ramadan 1380 is 5 March 1961 (tabular); the interval is a day to each side.
  EXPECT_FALSE(p.birth_dates[3].gregorian_source);
  EXPECT_LE(facts::iso_day(p.birth_dates[3].earliest), "1961-03-05");
  EXPECT_GE(facts::iso_day(p.birth_dates[3].latest), "1961-03-05");
  EXPECT_LE(p.birth_dates[3].latest - p.birth_dates[3].earliest, std::chrono::days(2));
  EXPECT_EQ(identifier(p, IdentifierType::Passport), "XX0000001/ru");
  EXPECT_EQ(p.identifiers[0].note, "National passport; knownExpired");
  EXPECT_EQ(identifier(p, IdentifierType::Inn), "7707083893/ru");
  ASSERT_EQ(p.addresses.size(), 1U);
  EXPECT_EQ(p.addresses[0].street, "1 Example Street, PO Box 7");
  EXPECT_EQ(p.addresses[0].country, "ru");
  const Party& entity = got->parties[1];
  EXPECT_EQ(entity.schema, Schema::Organization);
  EXPECT_EQ(identifier(entity, IdentifierType::Imo), "9074729");
  EXPECT_EQ(facts::iso_day(*entity.listed_on), "2023-01-01");
}

TEST(EuFsfXml, DuplicatesAndBadDatesAreRejects) {
  std::string text = replaced(test_file("eu_fsf.xml"), "EU.9002.2", "EU.9001.1");
  text = replaced(text, "birthdate=\"1961-03-05\"", "birthdate=\"some day\"");
  const auto got = run_bytes(read_eu_fsf_xml, text, true);
  EXPECT_EQ(got->parties.size(), 1U);
  ASSERT_EQ(got->rejects.size(), 2U);
  EXPECT_EQ(got->rejects[0].field, "birthdate");
  EXPECT_FALSE(got->rejects[0].whole);
  EXPECT_EQ(got->rejects[1].field, "euReferenceNumber");
  EXPECT_TRUE(got->rejects[1].whole);
}

TEST(UkXml, ReadsTheSchema) {
  const auto got = run_file(read_uk_xml, "uk_list.xml", true);
  expect_uk_list(*got);
  ASSERT_EQ(got->parties.size(), 2U);
  EXPECT_EQ(identifier(got->parties[0], IdentifierType::Email), "testan@example.org");
}

TEST(UkXml, BadPartsAreRejects) {
  std::string text = replaced(test_file("uk_list.xml"), "<UniqueID>LIB9999</UniqueID>", "");
  text = replaced(text, "dd/mm/1961", "unknown");
  const auto got = run_bytes(read_uk_xml, text, true);
  EXPECT_EQ(got->parties.size(), 1U);
  ASSERT_EQ(got->rejects.size(), 2U);
  EXPECT_EQ(got->rejects[0].field, "DOB");
  EXPECT_EQ(got->rejects[1].field, "UniqueID");
}

// What holds for every reader of XML.
struct XmlList {
  const char* file;
  Reader reader;
  std::size_t parties;
};
class EveryXmlList : public testing::TestWithParam<XmlList> {};

std::string utf16(const std::string& utf8, bool big) {
  // The test files have no letters beyond the basic plane.
  std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
  for (std::size_t i = 0; i < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    unsigned c = byte;
    std::size_t length = 1;
    if (byte >= 0xE0) {
      c = (byte & 0x0FU) << 12U | (static_cast<unsigned char>(utf8[i + 1]) & 0x3FU) << 6U |
          (static_cast<unsigned char>(utf8[i + 2]) & 0x3FU);
      length = 3;
    } else if (byte >= 0xC0) {
      c = (byte & 0x1FU) << 6U | (static_cast<unsigned char>(utf8[i + 1]) & 0x3FU);
      length = 2;
    }
    const char low = static_cast<char>(c & 0xFFU);
    const char high = static_cast<char>(c >> 8U);
    out += big ? high : low;
    out += big ? low : high;
    i += length;
  }
  return out;
}

TEST_P(EveryXmlList, EncodingsAndLineEndsDoNotMatter) {
  const std::string text = test_file(GetParam().file);
  const auto plain = run_bytes(GetParam().reader, text, true);
  ASSERT_EQ(plain->parties.size(), GetParam().parties);
  std::string wide = replaced(text, " encoding=\"UTF-8\"", "");
  wide = replaced(wide, " encoding=\"utf-8\"", "");
  for (const std::string& other : {"\xEF\xBB\xBF" + text, replaced(text, "\n", "\r\n"), text + "\x1A",
                                   text + std::string(3, '\0'), utf16(wide, false), utf16(wide, true)}) {
    const auto got = run_bytes(GetParam().reader, other, true);
    ASSERT_TRUE(got->info) << got->info.error().text();
    ASSERT_EQ(got->parties.size(), plain->parties.size());
    for (std::size_t i = 0; i < got->parties.size(); ++i) {
      EXPECT_EQ(got->parties[i].names, plain->parties[i].names);
      EXPECT_EQ(got->parties[i].source.line, plain->parties[i].source.line);
    }
  }
}

TEST_P(EveryXmlList, ATruncatedFileIsAFaultBehindWhatWasRead) {
  const std::string text = test_file(GetParam().file);
  for (std::size_t cut = 0; cut < text.size() - 30; cut += 97) {
    const auto got = run_bytes(GetParam().reader, text.substr(0, cut), true);
    ASSERT_FALSE(got->info) << cut;
    EXPECT_FALSE(got->info.error().message.empty());
    EXPECT_EQ(got->info.error().file, "test");
    EXPECT_LE(got->parties.size(), GetParam().parties);
  }
}

TEST_P(EveryXmlList, EntitiesAreRefused) {
  std::string text = test_file(GetParam().file);
  const std::size_t root = text.find('<', text.find("?>"));
  const std::string laughs =
      "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>\n";
  text.insert(root, laughs);
  const auto got = run_bytes(GetParam().reader, text, true);
  ASSERT_FALSE(got->info);
  EXPECT_NE(got->info.error().message.find("entities"), std::string::npos);
  EXPECT_TRUE(got->parties.empty());
}

TEST_P(EveryXmlList, DeepNestingIsRefused) {
  const std::string text = test_file(GetParam().file);
  const std::size_t end = text.rfind("</");
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  const auto got = run_bytes(GetParam().reader, text.substr(0, end) + deep, true);
  ASSERT_FALSE(got->info);
  EXPECT_NE(got->info.error().message.find("deep"), std::string::npos);
}

TEST_P(EveryXmlList, BrokenUtf8IsAFaultWithALine) {
  const std::string text = replaced(test_file(GetParam().file), "PRIMEROV", "PRIM\xC3(");
  const auto got = run_bytes(GetParam().reader, text, true);
  ASSERT_FALSE(got->info);
  EXPECT_GT(got->info.error().line, 1U);
  EXPECT_NE(got->info.error().message.find("well-formed"), std::string::npos);
}

TEST_P(EveryXmlList, AHugeRecordIsARejectAndTheRestGoesOn) {
  // One record is blown up beyond the limit; the others stay.
  std::string text = test_file(GetParam().file);
  const std::string first = text.find("PRIMEROV") == std::string::npos ? "Testan" : "PRIMEROV";
  const std::size_t at = text.find("</", text.find(first));
  const std::size_t quoted = text.find('"', text.find(first));
  const bool in_attribute = quoted < text.find('<', text.find(first));
  text.insert(in_attribute ? quoted : at, std::string(kMaxRecordBytes + 1000, 'x'));
  const auto got = run_bytes(GetParam().reader, text, true);
  ASSERT_TRUE(got->info) << got->info.error().text();
  EXPECT_EQ(got->parties.size(), GetParam().parties - 1);
  EXPECT_TRUE(std::any_of(got->rejects.begin(), got->rejects.end(), [](const Reject& r) {
    return r.whole && r.reason.find("MB") != std::string::npos;
  }));
}

TEST_P(EveryXmlList, AHugeFieldIsARejectAndTheRestGoesOn) {
  std::string text = test_file(GetParam().file);
  const std::size_t record =
      text.find("Testan") == std::string::npos ? text.find("TESTAN") : text.find("Testan");
  const std::size_t end = text.find("</", record);
  text.insert(end, std::string(kMaxFieldBytes + 1000, 'x'));
  const auto got = run_bytes(GetParam().reader, text, true);
  ASSERT_TRUE(got->info) << got->info.error().text();
  EXPECT_EQ(got->parties.size(), GetParam().parties - 1);
  EXPECT_TRUE(std::any_of(got->rejects.begin(), got->rejects.end(), [](const Reject& r) {
    return r.whole && r.reason.find("4 MB") != std::string::npos;
  }));
}

INSTANTIATE_TEST_SUITE_P(Lists, EveryXmlList,
                         testing::Values(XmlList{"ofac_sdn.xml", read_ofac_sdn_xml, 4},
                                         XmlList{"ofac_advanced.xml", read_ofac_advanced_xml, 3},
                                         XmlList{"un.xml", read_un_xml, 2},
                                         XmlList{"eu_fsf.xml", read_eu_fsf_xml, 2},
                                         XmlList{"uk_list.xml", read_uk_xml, 2}),
                         [](const auto& list) { return replaced(std::string(list.param.file), ".xml", ""); });

}  // namespace
}  // namespace weir::lists::test
