// What both editions of the UK Sanctions List, CSV and XML, say of the invented entries.
#pragma once

#include <gtest/gtest.h>

#include "lists/collect.hpp"

namespace weir::lists::test {

inline void expect_uk_list(const Collected& got) {
  ASSERT_TRUE(got.info);
  EXPECT_EQ(got.info->date, "2026-01-20");
  EXPECT_TRUE(got.rejects.empty());
  ASSERT_EQ(got.parties.size(), 2U);
  const Party& p = got.parties[0];
  EXPECT_EQ(p.entry_id, "RUS9999");
  EXPECT_EQ(p.names[0].text, "Testan Imaginovich PRIMEROV");
  EXPECT_EQ(p.names[0].kind, NameKind::Primary);
  EXPECT_EQ(texts(p.names, NameKind::Weak), "TESTIK");
  EXPECT_EQ(texts(p.names, NameKind::Original), "Тестан ПРИМЕРОВ");
  EXPECT_EQ(dates(p), "1961|1961-03-05");
  EXPECT_EQ(p.gender, Gender::Male);
  EXPECT_EQ(identifier(p, IdentifierType::Passport), "XX0000001");
  EXPECT_EQ(identifier(p, IdentifierType::NationalId), "123456");
  EXPECT_EQ(countries(p, CountryLink::Birth), "ru");
  EXPECT_EQ(property(p, "birthPlace"), "Tver");
  EXPECT_EQ(property(p, "reason"), "He invents.");
  EXPECT_EQ(property(p, "ofsiGroupId"), "99001");
  EXPECT_EQ(p.addresses[0].full, "1 Example Street, Moscow, 101000, Russia");
  EXPECT_EQ(facts::iso_day(*p.listed_on), "2022-03-31");
  const Party& ship = got.parties[1];
  EXPECT_EQ(ship.schema, Schema::Vessel);
  EXPECT_EQ(identifier(ship, IdentifierType::Imo), "9074729");
  EXPECT_EQ(countries(ship, CountryLink::Flag), "pa");
  EXPECT_EQ(property(ship, "pastFlags"), "Malta");
  EXPECT_EQ(property(ship, "owner"), "Invention Shipping");
  EXPECT_EQ(property(ship, "buildDate"), "1999");
}

}  // namespace weir::lists::test
