// The readers of delimited and JSON lists: what they take from a file of the published layout.
#include <gtest/gtest.h>

#include "lists/bis_dpl.hpp"
#include "lists/collect.hpp"
#include "lists/csl_csv.hpp"
#include "lists/csl_json.hpp"
#include "lists/ftm_json.hpp"
#include "lists/uk_csv.hpp"
#include "lists/uk_list.hpp"
#include "lists/user_csv.hpp"

namespace weir::lists::test {
namespace {

tl::expected<ListInfo, Fault> ftm(std::string_view bytes, const ListInfo& info, Sink& sink) {
  const auto first = as_utf8(from_memory("test", bytes));
  const auto second = as_utf8(from_memory("test", bytes));
  return read_ftm_json(*first, *second, info, sink);
}
std::unique_ptr<Collected> run_ftm(std::string_view bytes) {
  auto out = std::make_unique<Collected>();
  const ListInfo info{.list_id = "list"};
  out->info = ftm(bytes, info, *out);
  return out;
}
tl::expected<ListInfo, Fault> own(ByteSource& source, const ListInfo& info, Sink& sink) {
  return read_user_csv(source, {.list_id = info.list_id}, sink);
}

TEST(BisDpl, ReadsTheColumns) {
  const auto got = run_file(read_bis_dpl, "dpl.txt");
  ASSERT_TRUE(got->info);
  ASSERT_EQ(got->parties.size(), 2U);
  const Party& p = got->parties[0];
  EXPECT_EQ(p.names[0].text, "TESTAN PRIMEROV");
  EXPECT_EQ(facts::iso_day(*p.listed_on), "2022-08-24");
  EXPECT_EQ(facts::iso_day(*p.expires_on), "2026-01-14");
  EXPECT_EQ(facts::iso_day(*p.updated_on), "2022-08-29");
  EXPECT_EQ(p.addresses[0].full, "1 EXAMPLE STREET, EL PASO, TX, 79905, US");
  EXPECT_EQ(property(p, "legalBasis"), "87 F.R. 99999 8/29/2022");
  EXPECT_EQ(property(p, "standardOrder"), "Y");
  EXPECT_FALSE(got->parties[1].expires_on);
}

TEST(BisDpl, IdsDoNotMoveWithTheLines) {
  const std::string text = replaced(test_file("dpl.txt"), "\r\n", "\n");
  const std::size_t first = text.find('\n') + 1;
  const std::size_t second = text.find('\n', first) + 1;
  const auto plain = run_bytes(read_bis_dpl, text);
  const auto moved = run_bytes(read_bis_dpl, text.substr(0, first) + text.substr(second));
  ASSERT_EQ(moved->parties.size(), 1U);
  EXPECT_EQ(moved->parties[0].entry_id, plain->parties[1].entry_id);
  // Twice the same order: two parties, two ids.
  const auto twice = run_bytes(read_bis_dpl, text + text.substr(first));
  ASSERT_EQ(twice->parties.size(), 4U);
  EXPECT_EQ(twice->parties[2].entry_id, plain->parties[0].entry_id + "-2");
}

TEST(BisDpl, ShortAndNamelessRowsAreRejects) {
  const auto got =
      run_bytes(read_bis_dpl,
                test_file("dpl.txt") + "\"A\"\t\"B\"\r\n\"\"" +
                    std::string("\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"x\"\r\n"));
  EXPECT_EQ(got->parties.size(), 2U);
  ASSERT_EQ(got->rejects.size(), 2U);
  EXPECT_EQ(got->rejects[0].line, 4U);
  EXPECT_EQ(got->rejects[0].reason, "2 fields, expected 12");
  EXPECT_EQ(got->rejects[1].field, "Name");
}

TEST(UkCsv, OfsiEdition) {
  const auto got = run_file(read_uk_csv, "uk_ofsi.csv");
  ASSERT_TRUE(got->info);
  EXPECT_EQ(got->info->date, "2026-01-20");
  EXPECT_TRUE(got->rejects.empty());
  ASSERT_EQ(got->parties.size(), 3U);
  // Rows of one group lie apart, and the alias comes first: the primary name leads all the same.
  const Party& entity = got->parties[0];
  EXPECT_EQ(entity.entry_id, "99002");
  EXPECT_EQ(entity.names[0].text, "NORDLICHT TEST FABRIK");
  EXPECT_EQ(entity.names[0].kind, NameKind::Primary);
  EXPECT_EQ(texts(entity.names, NameKind::Alias), "FABRIK");
  EXPECT_EQ(entity.addresses.size(), 1U);
  EXPECT_EQ(identifier(entity, IdentifierType::Phone), "+375 17 000 0000");
  EXPECT_EQ(identifier(entity, IdentifierType::Website), "www.example.org");
  EXPECT_EQ(property(entity, "legalForm"), "Factory");
  EXPECT_EQ(property(entity, "ukSanctionsListRef"), "BEL0999");
  const Party& p = got->parties[1];
  EXPECT_EQ(p.schema, Schema::Person);
  EXPECT_EQ(p.names[0].text, "Testan Imaginovich PRIMEROV");
  EXPECT_EQ(texts(p.names, NameKind::Original), "Тестан ПРИМЕРОВ");
  EXPECT_EQ(texts(p.names, NameKind::Weak), "TESTIK");
  EXPECT_EQ(dates(p), "1961|1961-03-05");
  EXPECT_EQ(countries(p, CountryLink::Nationality), "ru|cy");
  EXPECT_EQ(countries(p, CountryLink::Birth), "ru");
  EXPECT_EQ(identifier(p, IdentifierType::Passport), "XX0000001|XX0000002");
  EXPECT_EQ(identifier(p, IdentifierType::NationalId), "123456");
  EXPECT_EQ(p.gender, Gender::Male);
  EXPECT_EQ(property(p, "notes"), "");
  EXPECT_EQ(p.programmes, std::vector<std::string>{"Russia"});
  EXPECT_EQ(facts::iso_day(*p.listed_on), "2022-03-31");
  EXPECT_EQ(facts::iso_day(*p.updated_on), "2022-04-01");
  const Party& ship = got->parties[2];
  EXPECT_EQ(ship.schema, Schema::Vessel);
  EXPECT_EQ(identifier(ship, IdentifierType::Imo), "9074729");
  EXPECT_EQ(countries(ship, CountryLink::Flag), "pa");
  EXPECT_EQ(property(ship, "owner"), "Invention Shipping");
}

TEST(UkCsv, SanctionsListEdition) {
  const auto got = run_file(read_uk_csv, "uk_list.csv");
  expect_uk_list(*got);
  ASSERT_EQ(got->parties.size(), 2U);
  EXPECT_EQ(property(got->parties[1], "pastOwner"), "Old Owner Ltd");
}

TEST(UkCsv, BadRowsAreRejects) {
  const std::string text = test_file("uk_list.csv");
  std::string bad = replaced(text, "dd/mm/1961", "long ago");
  bad = replaced(bad, ",LIB9999,", ",,");
  const auto got = run_bytes(read_uk_csv, bad + ",a,b,c," + std::string(80, ','));
  EXPECT_EQ(got->parties.size(), 1U);
  ASSERT_EQ(got->rejects.size(), 3U);
  EXPECT_EQ(got->rejects[0].field, "DOB");
  EXPECT_FALSE(got->rejects[0].whole);
  EXPECT_EQ(got->rejects[1].field, "Unique ID");
  EXPECT_NE(got->rejects[2].reason.find("header row"), std::string::npos);
  EXPECT_FALSE(run_bytes(read_uk_csv, "a,b\n1,2\n")->info);
}

void expect_csl(const Collected& got) {
  ASSERT_TRUE(got.info);
  EXPECT_TRUE(got.rejects.empty());
  ASSERT_EQ(got.parties.size(), 3U);
  const Party& p = got.parties[0];
  EXPECT_EQ(p.entry_id, "aa01");
  EXPECT_EQ(p.schema, Schema::Person);
  EXPECT_EQ(p.names[0].text, "Testan Imaginovich PRIMEROV");
  EXPECT_EQ(texts(p.names, NameKind::Alias), "Testan PRIMEROW");
  EXPECT_EQ(texts(p.names, NameKind::Weak), "TESTIK");
  EXPECT_EQ(p.programmes, (std::vector<std::string>{"RUSSIA-EO14024", "NPWMD"}));
  EXPECT_EQ(property(p, "authority"), "Specially Designated Nationals (SDN) - Treasury Department");
  EXPECT_EQ(property(p, "entityNumber"), "90001");
  EXPECT_EQ(dates(p), "1961-03-05|circa 1962");
  EXPECT_EQ(countries(p, CountryLink::Nationality), "ru");
  EXPECT_EQ(countries(p, CountryLink::Citizenship), "cy");
  EXPECT_EQ(identifier(p, IdentifierType::Passport), "XX0000001/ru");
  EXPECT_EQ(identifier(p, IdentifierType::Inn), "7707083893/ru");
  EXPECT_EQ(p.gender, Gender::Male);
  EXPECT_EQ(p.linked_to, std::vector<std::string>{"NORDLICHT TEST FABRIK"});
  EXPECT_EQ(p.addresses[0].country, "ru");
  const Party& entity = got.parties[1];
  EXPECT_EQ(entity.schema, Schema::LegalEntity);
  EXPECT_EQ(entity.programmes,
            std::vector<std::string>{"Entity List (EL) - Bureau of Industry and Security"});
  EXPECT_EQ(facts::iso_day(*entity.listed_on), "2022-03-03");
  EXPECT_EQ(property(entity, "licencePolicy"), "Policy of denial");
  EXPECT_EQ(property(entity, "legalBasis"), "87 FR 99999");
  const Party& ship = got.parties[2];
  EXPECT_EQ(ship.schema, Schema::Vessel);
  EXPECT_EQ(countries(ship, CountryLink::Flag), "pa");
  EXPECT_EQ(identifier(ship, IdentifierType::CallSign), "ABCD");
  EXPECT_EQ(identifier(ship, IdentifierType::Imo), "9074729");
}

TEST(CslCsv, ReadsTheColumns) {
  expect_csl(*run_file(read_csl_csv, "csl.csv"));
}

TEST(CslCsv, BadRowsAreRejects) {
  std::string text = replaced(test_file("csl.csv"), "bb02,", "aa01,");
  text = replaced(text, "SEA INVENTION", "");
  text = replaced(text, "circa 1962", "some time");
  const auto got = run_bytes(read_csl_csv, text);
  EXPECT_EQ(got->parties.size(), 1U);
  ASSERT_EQ(got->rejects.size(), 3U);
  EXPECT_EQ(got->rejects[0].field, "dates_of_birth");
  EXPECT_EQ(got->rejects[1].field, "_id");
  EXPECT_EQ(got->rejects[2].field, "name");
  EXPECT_FALSE(run_bytes(read_csl_csv, "a,b\n1,2\n")->info);
}

TEST(CslJson, ReadsTheFields) {
  const auto got = run_file(read_csl_json, "csl.json");
  expect_csl(*got);
  EXPECT_EQ(got->info->date, "2026-01-20");
  EXPECT_EQ(got->parties[0].source.line, 3U);
}

TEST(CslJson, AnArrayAloneWillDo) {
  const std::string text = test_file("csl.json");
  const std::size_t begin = text.find('[', text.find("\"results\""));
  const auto got = run_bytes(read_csl_json, text.substr(begin, text.rfind(']') + 1 - begin));
  expect_csl(*got);
}

TEST(CslJson, BadRecordsAreRejects) {
  std::string text = replaced(test_file("csl.json"), "\"bb02\"", "\"aa01\"");
  text = replaced(text, "\"name\":\"SEA INVENTION\"", "\"name\":\"SEA \x01\"");
  const auto got = run_bytes(read_csl_json, text);
  ASSERT_TRUE(got->info);
  EXPECT_EQ(got->parties.size(), 1U);
  ASSERT_EQ(got->rejects.size(), 2U);
  EXPECT_EQ(got->rejects[0].field, "id");
  EXPECT_EQ(got->rejects[1].line, 5U);
  EXPECT_NE(got->rejects[1].reason.find("not JSON"), std::string::npos);
}

TEST(CslJson, TruncatedDeepAndOther) {
  const std::string text = test_file("csl.json");
  for (std::size_t cut = 0; cut < text.size() - 5; cut += 61) {
    const auto got = run_bytes(read_csl_json, text.substr(0, cut));
    ASSERT_FALSE(got->info) << cut;
    EXPECT_FALSE(got->info.error().message.empty());
  }
  const auto deep = run_bytes(read_csl_json, R"({"results":[{"name":)" + std::string(5000, '[') +
                                                 std::string(5000, ']') + R"(},{"name":"B"}]})");
  ASSERT_TRUE(deep->info);
  EXPECT_EQ(deep->parties.size(), 1U);
  ASSERT_EQ(deep->rejects.size(), 1U);
  EXPECT_FALSE(run_bytes(read_csl_json, "hello")->info);
  EXPECT_FALSE(run_bytes(read_csl_json, R"({"results":[1,2]})")->info);
}

TEST(CslJson, AHugeRecordIsARejectAndTheRestGoesOn) {
  const auto got =
      run_bytes(read_csl_json,
                R"({"results":[{"name":")" + std::string(kMaxRecordBytes + 10, 'x') + R"("},{"name":"B"}]})");
  ASSERT_TRUE(got->info);
  EXPECT_EQ(got->parties.size(), 1U);
  ASSERT_EQ(got->rejects.size(), 1U);
  EXPECT_NE(got->rejects[0].reason.find("16 MB"), std::string::npos);
  EXPECT_LE(got->rejects[0].record.size(), 2048U);
}

TEST(FtmJson, ReadsEntitiesAndJoins) {
  const auto got = run_ftm(test_file("entities.ftm.json"));
  ASSERT_TRUE(got->info);
  EXPECT_TRUE(got->rejects.empty());
  ASSERT_EQ(got->parties.size(), 5U);
  const Party& p = got->parties[0];
  EXPECT_EQ(p.entry_id, "per-1");
  EXPECT_EQ(p.schema, Schema::Person);
  EXPECT_EQ(p.names[0].text, "Testan Primerov");  // the caption leads
  EXPECT_EQ(p.names[0].parts.size(), 2U);
  EXPECT_EQ(texts(p.names, NameKind::Alias), "Testan Imaginovich PRIMEROV|Testan Primerow");
  EXPECT_EQ(texts(p.names, NameKind::Original), "Тестан Примеров");
  EXPECT_EQ(texts(p.names, NameKind::Weak), "Testik");
  EXPECT_EQ(texts(p.names, NameKind::Former), "Testan Vymyslov");
  EXPECT_EQ(dates(p), "1961-03-05|1961");
  EXPECT_EQ(p.gender, Gender::Male);
  EXPECT_EQ(countries(p, CountryLink::Nationality), "ru");
  EXPECT_EQ(identifier(p, IdentifierType::Inn), "500100732259/ru");
  EXPECT_EQ(identifier(p, IdentifierType::Passport), "XX0000001|XX0000009/ru");
  EXPECT_EQ(identifier(p, IdentifierType::NationalId), "123456");
  EXPECT_EQ(property(p, "topics"), "sanction|role.pep");
  EXPECT_EQ(property(p, "position"), "Minister of Invention");
  EXPECT_EQ(property(p, "datasets"), "test_list");
  // The sanction stands before the party, the address and the passport behind it.
  EXPECT_EQ(p.programmes, std::vector<std::string>{"RUSSIA-EO14024"});
  EXPECT_EQ(property(p, "authority"), "Office of Tests");
  EXPECT_EQ(facts::iso_day(*p.listed_on), "2022-03-31");
  EXPECT_EQ(facts::iso_day(*p.expires_on), "2032-03-31");
  EXPECT_EQ(facts::iso_day(*p.updated_on), "2026-01-20");
  ASSERT_EQ(p.addresses.size(), 1U);
  EXPECT_EQ(p.addresses[0].full, "1 Example Street, 101000 Moscow");
  EXPECT_EQ(p.addresses[0].country, "ru");
  const Party& company = got->parties[1];
  EXPECT_EQ(company.schema, Schema::Company);
  EXPECT_EQ(company.programmes, std::vector<std::string>{"BEL"});  // written out in place
  EXPECT_EQ(identifier(company, IdentifierType::Lei), "213800WSGIIZCXF1P572");
  EXPECT_EQ(property(company, "incorporationDate"), "1999");
  EXPECT_EQ(got->parties[2].schema, Schema::Vessel);
  EXPECT_EQ(identifier(got->parties[2], IdentifierType::Imo), "IMO9074729");
  EXPECT_EQ(countries(got->parties[2], CountryLink::Flag), "pa");
  EXPECT_EQ(property(got->parties[2], "pastFlags"), "mt");
  EXPECT_EQ(got->parties[3].schema, Schema::CryptoWallet);
  EXPECT_EQ(got->parties[3].identifiers[0].note, "XBT");
  EXPECT_EQ(identifier(got->parties[4], IdentifierType::AircraftTail), "EP-TST");
  ASSERT_EQ(got->info->notes.size(), 2U);
  EXPECT_NE(got->info->notes[0].find("1 Address, 1 Passport, 1 Sanction"), std::string::npos);
  EXPECT_NE(got->info->notes[1].find("1 Ownership"), std::string::npos);
}

TEST(FtmJson, BadLinesAreRejects) {
  const auto got = run_ftm(
      "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"],\"birthDate\":[\"never\"]}}\n"
      "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\n"
      "{\"id\":\"b\",\"schema\":\"Person\",\"properties\":{}}\n"
      "{\"id\":\"c\",\"schema\":\"Persona\",\"properties\":{\"name\":[\"C\"]}}\n"
      "{\"id\":\"d\",\"schema\":\"Person\"}\n"
      "not json\n"
      "[1]\n"
      "{\"id\":\"e\",\"schema\":\"Sanction\",\"properties\":{\"program\":[\"X\"]}}\n"
      "\n"
      "{\"id\":\"f\",\"schema\":\"Person\",\"properties\":{\"firstName\":[\"F\"],\"lastName\":[\"G\"]}}\r\n"
      "{\"id\":\"g\",\"schema\":\"Person\",\"prop");
  ASSERT_TRUE(got->info);
  ASSERT_EQ(got->parties.size(), 2U);
  EXPECT_EQ(got->parties[1].names[0].text, "F G");
  ASSERT_EQ(got->rejects.size(), 9U);
  EXPECT_FALSE(got->rejects[0].whole);
  EXPECT_EQ(got->rejects[0].field, "birthDate");
  EXPECT_EQ(got->rejects[1].line, 2U);
  EXPECT_NE(got->rejects[1].reason.find("first at line 1"), std::string::npos);
  EXPECT_EQ(got->rejects[2].field, "name");
  EXPECT_EQ(got->rejects[3].field, "schema");
  EXPECT_EQ(got->rejects[4].field, "properties");
  EXPECT_EQ(got->rejects[7].field, "entity");
  EXPECT_EQ(got->rejects[8].line, 11U);
  EXPECT_FALSE(run_ftm("")->info);
  EXPECT_FALSE(run_ftm("hello\nworld\n")->info);
}

TEST(FtmJson, AHugeLineIsARejectAndTheRestGoesOn) {
  const auto got = run_ftm("{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"" +
                           std::string(kMaxRecordBytes + 10, 'x') +
                           "\"]}}\n{\"id\":\"b\",\"schema\":\"Person\",\"properties\":{\"name\":[\"B\"]}}\n");
  ASSERT_TRUE(got->info);
  ASSERT_EQ(got->parties.size(), 1U);
  EXPECT_EQ(got->parties[0].source.line, 2U);
  ASSERT_EQ(got->rejects.size(), 1U);
  EXPECT_EQ(got->rejects[0].line, 1U);
}

TEST(UserCsv, ReadsTheColumns) {
  const auto got = run_file(own, "own.csv");
  ASSERT_TRUE(got->info);
  EXPECT_TRUE(got->rejects.empty());
  ASSERT_EQ(got->parties.size(), 3U);
  const Party& p = got->parties[0];
  EXPECT_EQ(p.entry_id, "K1");
  EXPECT_EQ(p.schema, Schema::Person);
  EXPECT_EQ(texts(p.names, NameKind::Alias), "Testan Primerow|Testik");
  EXPECT_EQ(dates(p), "1961-03-05");
  EXPECT_EQ(identifier(p, IdentifierType::Inn), "500100732259");
  EXPECT_EQ(property(p, "Risk class"), "A");
  EXPECT_EQ(got->parties[1].names[0].text, "ООО Нордлихт");
  EXPECT_EQ(identifier(got->parties[2], IdentifierType::Imo), "9074729");
}

TEST(UserCsv, BadRowsAndOwnColumns) {
  const auto got =
      run_bytes(own, "id,name,schema,birth_date\n1,,person,\n2,B,alien,2001-13-45\n3,C\n4,D,person,,,,\n");
  ASSERT_TRUE(got->info);
  EXPECT_EQ(got->parties.size(), 2U);
  ASSERT_EQ(got->rejects.size(), 4U);
  EXPECT_TRUE(got->rejects[0].whole);
  EXPECT_EQ(got->rejects[0].field, "name");
  EXPECT_EQ(got->rejects[1].field, "schema");
  EXPECT_EQ(got->rejects[2].field, "birth_date");
  EXPECT_TRUE(got->rejects[3].whole);
  Collected mapped;
  const auto source = from_memory("test", "Kunde|Geb\nA B|1961\n");
  const auto read =
      read_user_csv(*source, {.list_id = "x", .columns = {{"Kunde", "name"}, {"Geb", "birth_date"}}}, mapped);
  ASSERT_TRUE(read);
  ASSERT_EQ(mapped.parties.size(), 1U);
  EXPECT_EQ(dates(mapped.parties[0]), "1961");
  EXPECT_FALSE(run_bytes(own, "foo,bar\n1,2\n")->info);
  EXPECT_FALSE(run_bytes(own, "")->info);
}

// What holds for every reader of delimited text.
struct TextList {
  const char* file;
  Reader reader;
};
class EveryTextList : public testing::TestWithParam<TextList> {};

Reader ftm_reader() {
  return [](ByteSource& source, const ListInfo& info, Sink& sink) {
    std::string bytes;
    std::string chunk(4096, '\0');
    for (;;) {
      const auto count = source.read(chunk.data(), chunk.size());
      if (!count || *count == 0) break;
      bytes.append(chunk, 0, *count);
    }
    return ftm(bytes, info, sink);
  };
}

TEST_P(EveryTextList, EncodingsAndLineEndsDoNotMatter) {
  const std::string text = replaced(test_file(GetParam().file), "\r\n", "\n");
  const auto plain = run_bytes(GetParam().reader, text);
  ASSERT_TRUE(plain->info);
  ASSERT_FALSE(plain->parties.empty());
  const std::string body = text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
  std::string wide = "\xFF\xFE";
  bool basic = true;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const auto byte = static_cast<unsigned char>(body[i]);
    unsigned c = byte;
    if (byte >= 0xE0) {
      basic = false;
    } else if (byte >= 0xC0) {
      c = (byte & 0x1FU) << 6U | (static_cast<unsigned char>(body[++i]) & 0x3FU);
    }
    wide += static_cast<char>(c & 0xFFU);
    wide += static_cast<char>(c >> 8U);
  }
  std::vector<std::string> others{"\xEF\xBB\xBF" + body, replaced(body, "\n", "\r\n"), body + "\x1A",
                                  replaced(body, "\n", "\r\n") + "\x1A\r\n"};
  if (basic) others.push_back(wide);
  for (const std::string& other : others) {
    const auto got = run_bytes(GetParam().reader, other);
    ASSERT_TRUE(got->info) << got->info.error().text();
    EXPECT_EQ(got->rejects.size(), plain->rejects.size())
        << (got->rejects.empty() ? "" : got->rejects.back().reason);
    ASSERT_EQ(got->parties.size(), plain->parties.size());
    for (std::size_t i = 0; i < got->parties.size(); ++i) {
      EXPECT_EQ(got->parties[i].names, plain->parties[i].names);
      EXPECT_EQ(got->parties[i].source.line, plain->parties[i].source.line);
    }
  }
}

TEST_P(EveryTextList, AnyCutIsReadOrTold) {
  const std::string text = test_file(GetParam().file);
  for (std::size_t cut = 0; cut < text.size(); cut += 53) {
    const auto got = run_bytes(GetParam().reader, text.substr(0, cut));
    if (!got->info) {
      EXPECT_FALSE(got->info.error().message.empty());
    }
    for (const Reject& reject : got->rejects) {
      EXPECT_FALSE(reject.reason.empty());
      EXPECT_GT(reject.line, 0U);
    }
  }
}

TEST_P(EveryTextList, BrokenUtf8IsRepaired) {
  const auto got =
      run_bytes(GetParam().reader, replaced(test_file(GetParam().file), "PRIMEROV", "PRIM\xC9ROV"));
  ASSERT_TRUE(got->info);
  for (const Party& party : got->parties) {
    for (const Name& name : party.names) EXPECT_EQ(name.text.find("\xC9R"), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Lists, EveryTextList,
    testing::Values(TextList{"dpl.txt", read_bis_dpl}, TextList{"uk_ofsi.csv", read_uk_csv},
                    TextList{"uk_list.csv", read_uk_csv}, TextList{"csl.csv", read_csl_csv},
                    TextList{"csl.json", read_csl_json}, TextList{"entities.ftm.json", ftm_reader()},
                    TextList{"own.csv", own}),
    [](const auto& list) { return replaced(std::string(list.param.file), ".", "_"); });

}  // namespace
}  // namespace weir::lists::test
