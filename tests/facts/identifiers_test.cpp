#include "facts/identifiers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace weir::facts {
namespace {

using Type = IdentifierType;

TEST(NormalIdentifier, EqualNumbersInEqualForm) {
  EXPECT_EQ(normal_identifier(Type::Imo, "IMO 907-4729"), "9074729");
  EXPECT_EQ(normal_identifier(Type::Imo, "imo: ９０７４７２９"), "9074729");
  EXPECT_EQ(normal_identifier(Type::Passport, "ab 12-34.56"), "AB123456");
  EXPECT_EQ(normal_identifier(Type::Passport, "٤٥٦"), "456");
  EXPECT_EQ(normal_identifier(Type::Passport, "мп1234567"), "МП1234567");
  EXPECT_EQ(normal_identifier(Type::Inn, "ИНН 7736000122"), "7736000122");
  EXPECT_EQ(normal_identifier(Type::Bic, "DEUTDEFFXXX"), "DEUTDEFF");
  EXPECT_EQ(normal_identifier(Type::Bic, "deutdeff500"), "DEUTDEFF500");
  EXPECT_EQ(normal_identifier(Type::Iban, "IBAN de89 3704 0044 0532 0130 00"), "DE89370400440532013000");
  EXPECT_EQ(normal_identifier(Type::Website, "HTTPS://www.Example.com/"), "example.com");
  EXPECT_EQ(normal_identifier(Type::Email, " Info@Example.COM "), "info@example.com");
  EXPECT_EQ(normal_identifier(Type::Phone, "+7 (495) 123-45-67"), "74951234567");
  EXPECT_EQ(normal_identifier(Type::Phone, "007 495 123 45 67"), "74951234567");
  EXPECT_EQ(normal_identifier(Type::Wallet, "0x52908400098527886E0F7030069857D2E4169EE7"),
            "0x52908400098527886e0f7030069857d2e4169ee7");
  EXPECT_EQ(normal_identifier(Type::Wallet, "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2");
  EXPECT_EQ(normal_identifier(Type::Wallet, "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"),
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
  EXPECT_EQ(normal_identifier(Type::Passport, ""), "");
  EXPECT_EQ(normal_identifier(Type::Passport, "\xff-\xc3"), "");
}

TEST(IdentifierTypeOf, WordingsOfTheLists) {
  const std::pair<const char*, Type> cases[] = {
      {"Passport", Type::Passport},
      {"Diplomatic Passport", Type::Passport},
      {"Numéro de passeport ", Type::Passport},
      {"Número de pasaporte", Type::Passport},
      {"Stateless Person Passport", Type::Passport},
      {"ПАСПОРТ", Type::Passport},
      {"National ID No.", Type::NationalId},
      {"National Identification Number", Type::NationalId},
      {"Cedula No.", Type::NationalId},
      {"Cédula de ciudadanía", Type::NationalId},
      {"C.U.R.P.", Type::NationalId},
      {"SSN", Type::NationalId},
      {"Birth Certificate Number", Type::NationalId},
      {"Tazkira National ID Card", Type::NationalId},
      {"Afghan national identification card (tazkira) number", Type::NationalId},
      {"Citizen's Card Number", Type::NationalId},
      {"D.N.I.", Type::NationalId},
      {"Tax ID No.", Type::TaxNumber},
      {"R.F.C.", Type::TaxNumber},
      {"NIT #", Type::TaxNumber},
      {"V.A.T. Number", Type::TaxNumber},
      {"RUC #", Type::TaxNumber},
      {"US FEIN", Type::TaxNumber},
      {"Italian Fiscal Code", Type::TaxNumber},
      {"Registration Number", Type::Registration},
      {"Registration ID", Type::Registration},
      {"Company Number", Type::Registration},
      {"C.R. No.", Type::Registration},
      {"Business Registration Document #", Type::Registration},
      {"Matricula Mercantil No", Type::Registration},
      {"Folio Mercantil No.", Type::Registration},
      {"Trade License No.", Type::Registration},
      {"Dubai Chamber of Commerce Membership No.", Type::Registration},
      {"UK Company Number", Type::Registration},
      {"Legal Entity Number", Type::Registration},
      {"Company Number IMO", Type::Imo},
      {"Vessel Registration Identification", Type::Imo},
      {"IMO number", Type::Imo},
      {"MMSI", Type::Mmsi},
      {"Maritime Mobile Service Identity", Type::Mmsi},
      {"Vessel Call Sign", Type::CallSign},
      {"Aircraft Tail Number", Type::AircraftTail},
      {"Aircraft Manufacturer's Serial Number (MSN)", Type::AircraftSerial},
      {"Aircraft Construction Number (also called L/N or S/N or F/N)", Type::AircraftSerial},
      {"Aircraft Mode S Transponder Code", Type::Other},
      {"Unified Social Credit Code (USCC)", Type::Uscc},
      {"United Social Credit Code Certificate (USCCC)", Type::Uscc},
      {"LEI", Type::Lei},
      {"D-U-N-S Number", Type::Duns},
      {"SWIFT/BIC", Type::Bic},
      {"BIK (RU)", Type::Other},
      {"IBAN", Type::Iban},
      {"INN", Type::Inn},
      {"Taxpayer identification number (INN)", Type::Inn},
      {"ОГРН", Type::Ogrn},
      {"OGRN", Type::Ogrn},
      {"КПП", Type::Kpp},
      {"Digital Currency Address - XBT", Type::Wallet},
      {"Digital Currency Address", Type::Wallet},
      {"Phone Number", Type::Phone},
      {"Fax", Type::Phone},
      {"Telephone No. (", Type::Phone},
      {"Email Address", Type::Email},
      {"E-mail", Type::Email},
      {"Website", Type::Website},
      {"Driver's License No.", Type::Other},
      {"Government Gazette Number", Type::Other},
      {"ISIN", Type::Other},
      {"", Type::Other},
      {"Something else", Type::Other},
  };
  for (const auto& [words, type] : cases) EXPECT_EQ(identifier_type(words), type) << words;
  EXPECT_EQ(identifier_type(std::string(1 << 20, 'x')), Type::Other);
}

Identifier refined(Type type, std::string value, std::string country) {
  Identifier out;
  out.type = type;
  out.value = std::move(value);
  out.country = std::move(country);
  refine(out);
  return out;
}

TEST(Refine, FindsTheTypeThatValueAndCountryTell) {
  EXPECT_EQ(refined(Type::TaxNumber, "7736000122", "ru").type, Type::Inn);
  EXPECT_EQ(refined(Type::TaxNumber, "7736000122", "ru").verdict, CheckVerdict::Valid);
  EXPECT_EQ(refined(Type::TaxNumber, "7736000123", "ru").type, Type::Inn);
  EXPECT_EQ(refined(Type::TaxNumber, "7736000123", "ru").verdict, CheckVerdict::BadCheck);
  EXPECT_EQ(refined(Type::TaxNumber, "7736000122", "de").type, Type::TaxNumber);
  EXPECT_EQ(refined(Type::Registration, "1027700012340", "ru").type, Type::Ogrn);
  EXPECT_EQ(refined(Type::Registration, "529900T8BM49AURSDO55", "").type, Type::Lei);
  EXPECT_EQ(refined(Type::Registration, "529900T8BM49AURSDO56", "").type, Type::Registration);
  EXPECT_EQ(refined(Type::Registration, "91350100M000100Y43", "cn").type, Type::Uscc);
  EXPECT_EQ(refined(Type::Other, "IMO 9074729", "").type, Type::Imo);
  EXPECT_EQ(refined(Type::Other, "0x52908400098527886E0F7030069857D2E4169EE7", "").type, Type::Wallet);
  EXPECT_EQ(refined(Type::Passport, "7736000122", "ru").type, Type::Passport);
  EXPECT_EQ(refined(Type::Imo, "9074729", "").verdict, CheckVerdict::Valid);
  EXPECT_EQ(refined(Type::Passport, "1", "").verdict, CheckVerdict::NotChecked);
}

}  // namespace
}  // namespace weir::facts
