#include "lists/ofac_remarks.hpp"

#include <gtest/gtest.h>

#include "lists/collect.hpp"

namespace weir::lists::test {
namespace {

Party person(std::string_view remarks) {
  Party out{.schema = Schema::Person};
  parse_ofac_remarks(remarks, out);
  return out;
}

TEST(Remarks, BirthDates) {
  EXPECT_EQ(dates(person("DOB 05 Mar 1961; alt. DOB 1962; alt. DOB circa 1963; alt. DOB 1960 to 1965.")),
            "1961-03-05|1962|circa 1963|1960..1965");
  EXPECT_EQ(dates(person("DOB Mar 1961.")), "1961-03");
}

TEST(Remarks, Documents) {
  const Party p = person(
      "Passport A123 (Iran) issued 01 Jan 2010 expires 2020; alt. Passport B456; National ID No. 77 (Iraq); "
      "Tax ID No. 7707083893 (Russia); C.U.I.T. 20-1234 (Argentina); SSN 123-45-6789 (United States); "
      "Trade License No. C 12345 (Malta); Registration ID HRB 4567 (Germany); Company Number IMO 9074729; "
      "SWIFT/BIC ABCDRUMM; D-U-N-S Number 123456789; Government Gazette Number 00044463 (Russia)");
  EXPECT_EQ(identifier(p, IdentifierType::Passport), "A123/ir|B456");
  EXPECT_EQ(p.identifiers[0].note, "issued 01 Jan 2010 expires 2020");
  EXPECT_EQ(identifier(p, IdentifierType::NationalId), "77/iq|123-45-6789/us");
  EXPECT_EQ(identifier(p, IdentifierType::Inn), "7707083893/ru");
  EXPECT_EQ(identifier(p, IdentifierType::TaxNumber), "20-1234/ar");
  EXPECT_EQ(identifier(p, IdentifierType::Imo), "9074729");
  EXPECT_EQ(identifier(p, IdentifierType::Bic), "ABCDRUMM");
  const std::string registrations = identifier(p, IdentifierType::Registration);
  EXPECT_NE(registrations.find("C 12345/mt"), std::string::npos) << registrations;
  EXPECT_NE(registrations.find("HRB 4567/de"), std::string::npos) << registrations;
  EXPECT_EQ(identifier(p, IdentifierType::Other), "00044463/ru");
  EXPECT_EQ(property(p, "notes"), "");
}

TEST(Remarks, WalletsAndReach) {
  const Party p = person(
      "Digital Currency Address - XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT; alt. Digital Currency Address - "
      "ETH "
      "0x00000000219ab540356cbb839cbe05303d7705fa; Website www.example.org; Email Address a@example.org; "
      "Phone "
      "Number 123; Telephone (049)(123); info@example.com (email); http://example.net (website)");
  EXPECT_EQ(identifier(p, IdentifierType::Wallet),
            "1BoatSLRHtKNngkdXEeobR76b53LETtpyT|0x00000000219ab540356cbb839cbe05303d7705fa");
  EXPECT_EQ(p.identifiers[0].note, "XBT");
  EXPECT_EQ(p.identifiers[0].verdict, CheckVerdict::Valid);
  EXPECT_EQ(identifier(p, IdentifierType::Website), "www.example.org|http://example.net");
  EXPECT_EQ(identifier(p, IdentifierType::Email), "a@example.org|info@example.com");
}

TEST(Remarks, PeopleAndPlaces) {
  const Party p = person(
      "POB Tver, Russia; nationality Russia; citizen Cyprus; alt. citizen Malta; Gender Female; Linked To: A "
      "(B; C) D; a.k.a. 'TESTIK'; f.k.a. 'OLDIK'; Major General; Member of the State Duma of the Federal "
      "Assembly; wife of Testan Primerov; Secondary sanctions risk: X; Chinese Commercial Code 1234 5678; "
      "CAATSA Section 235 Information: BLOCKING.");
  EXPECT_EQ(property(p, "birthPlace"), "Tver, Russia");
  EXPECT_EQ(countries(p, CountryLink::Nationality), "ru");
  EXPECT_EQ(countries(p, CountryLink::Citizenship), "cy|mt");
  EXPECT_EQ(p.gender, Gender::Female);
  EXPECT_EQ(p.linked_to, std::vector<std::string>{"A (B; C) D"});
  EXPECT_EQ(texts(p.names, NameKind::Weak), "TESTIK");
  EXPECT_EQ(texts(p.names, NameKind::Former), "OLDIK");
  EXPECT_EQ(property(p, "position"), "Major General|Member of the State Duma of the Federal Assembly");
  EXPECT_EQ(property(p, "relationship"), "wife of Testan Primerov");
  EXPECT_EQ(property(p, "secondarySanctionsRisk"), "X");
  EXPECT_EQ(property(p, "sanctionsInformation"), "CAATSA Section 235 Information: BLOCKING");
}

TEST(Remarks, NothingIsLost) {
  EXPECT_EQ(property(person("something that no rule knows; DOB nonsense"), "notes"),
            "something that no rule knows");
  EXPECT_EQ(property(person("something that no rule knows; DOB nonsense"), "birthDate"), "nonsense");
  // A bracket that is never closed does not swallow the rest.
  EXPECT_EQ(dates(person("Linked To: A (B; DOB 1960")), "1960");
  std::size_t all = 0;
  EXPECT_EQ(unknown_ofac_remarks("DOB 1960; no rule; Gender Male.", Schema::Person, all),
            std::vector<std::string>{"no rule"});
  EXPECT_EQ(all, 3U);
}

TEST(Remarks, FactsOfXml) {
  Party p{.schema = Schema::Organization};
  add_ofac_fact("Passport", "A (1)", "Iran", "issued 2010", p);
  add_ofac_fact("Unheard-of Document", "99-1", "Iraq", "", p);
  add_ofac_fact("Gender", "Male", "", "", p);
  add_ofac_fact("Prose", "no digits here", "", "remark", p);
  parse_ofac_xml_remarks("(Linked To: X (Y) Z) (Linked To: W) DOB 1960", p);
  EXPECT_EQ(p.identifiers.size(), 2U);
  EXPECT_EQ(p.identifiers[0].country, "ir");
  EXPECT_EQ(p.identifiers[1].value, "99-1");
  EXPECT_EQ(p.identifiers[1].note, "Unheard-of Document");
  EXPECT_EQ(p.gender, Gender::Male);
  EXPECT_EQ(property(p, "notes"), "Prose no digits here (remark)");
  EXPECT_EQ(p.linked_to, (std::vector<std::string>{"X (Y) Z", "W"}));
  EXPECT_EQ(dates(p), "1960");
}

}  // namespace
}  // namespace weir::lists::test
