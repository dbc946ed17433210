#include "lists/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "lists/collect.hpp"

namespace weir::lists::test {
namespace {

struct Rows {
  std::vector<CsvRecord> records;
  std::vector<std::pair<std::uint64_t, std::string>> broken;
};

Rows read(std::string_view text, char delimiter = ',') {
  Rows out;
  const auto source = from_memory("test", text);
  const auto done =
      read_csv(*source, delimiter,
               {.record = [&](const CsvRecord& r) { out.records.push_back(r); },
                .broken = [&](std::uint64_t line, std::string reason,
                              std::string_view) { out.broken.emplace_back(line, std::move(reason)); }});
  EXPECT_TRUE(done);
  return out;
}

TEST(Csv, FieldsLinesAndQuotes) {
  const Rows rows = read("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n\nlast,\x1A");
  ASSERT_EQ(rows.records.size(), 3U);
  EXPECT_EQ(rows.records[1].fields, (std::vector<std::string>{"x, \"y\"", "two\nlines"}));
  EXPECT_EQ(rows.records[1].line, 2U);
  EXPECT_EQ(rows.records[2].line, 5U);
  EXPECT_EQ(rows.records[2].fields, (std::vector<std::string>{"last", ""}));
}

TEST(Csv, AQuoteLeftOpenCostsItsLineOnly) {
  const Rows rows = read("a,b\n\"open,1\nc,d\ne,f\n");
  ASSERT_EQ(rows.broken.size(), 1U);
  EXPECT_EQ(rows.broken[0].first, 2U);
  ASSERT_EQ(rows.records.size(), 3U);
  EXPECT_EQ(rows.records[1].fields, (std::vector<std::string>{"c", "d"}));
  EXPECT_EQ(rows.records[1].line, 3U);
}

TEST(Csv, AQuoteLeftOpenInALargeFileCostsItsLineOnly) {
  std::string text = "a,b\n\"open,1\n";
  const std::size_t rows = 600000;  // more than the largest record
  for (std::size_t i = 0; i < rows; ++i) text += "a row of some bytes,and another field\n";
  ASSERT_GT(text.size(), kMaxRecordBytes);
  std::uint64_t records = 0;
  std::uint64_t last_line = 0;
  std::uint64_t broken = 0;
  const auto source = from_memory("test", text);
  ASSERT_TRUE(read_csv(*source, ',',
                       {.record =
                            [&](const CsvRecord& r) {
                              ++records;
                              last_line = r.line;
                            },
                        .broken =
                            [&](std::uint64_t line, const std::string&, std::string_view) {
                              ++broken;
                              EXPECT_EQ(line, 2U);
                            }}));
  EXPECT_EQ(records, rows + 1);
  EXPECT_EQ(last_line, rows + 2);
  EXPECT_EQ(broken, 1U);
}

TEST(Csv, ManyOpenQuotesEndInBoundedTime) {
  std::string text;
  for (int i = 0; i < 5001; ++i) text += "x,\"y\n";
  const Rows rows = read(text);
  EXPECT_FALSE(rows.broken.empty());
}

TEST(Csv, AHugeRecordIsBrokenAndTheRestGoesOn) {
  std::string text = "a,b\n\"" + std::string(kMaxRecordBytes + 10, 'x') + "\n";
  text += "c,d\n";
  const Rows rows = read(text);
  ASSERT_EQ(rows.broken.size(), 1U);
  ASSERT_EQ(rows.records.size(), 2U);
  EXPECT_EQ(rows.records[1].fields[0], "c");
}

TEST(Csv, GuessesTheDelimiter) {
  EXPECT_EQ(guess_delimiter("a;b;c,d\n1,2,3,4,5"), ';');
  EXPECT_EQ(guess_delimiter("a\tb"), '\t');
  EXPECT_EQ(guess_delimiter("a|b|c"), '|');
  EXPECT_EQ(guess_delimiter("abc"), ',');
  EXPECT_EQ(guess_delimiter("\"a;b;c\",d"), ',');
}

TEST(Csv, ExcerptCutsAtACharacter) {
  EXPECT_EQ(excerpt("абв", 3), "а");
  EXPECT_EQ(excerpt("abc\r\n", 10), "abc");
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
}

TEST(CsvProperties, WhatIsWrittenIsRead) {
  EXPECT_TRUE(rc::check([] {
    const auto letters =
        rc::gen::elementOf(std::vector<std::string>{"a", ",", "\"", "\n", " ", "ж", "x", ";"});
    const auto rows = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::map(
            rc::gen::container<std::vector<std::string>>(letters), [](const std::vector<std::string>& parts) {
              std::string out = "k";  // no record is blank
              for (const std::string& part : parts) out += part;
              return out;
            })))));
    std::string text;
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i)
        text += (i == 0 ? "" : ",") + ("\"" + replaced(row[i], "\"", "\"\"") + "\"");
      text += "\r\n";
    }
    const Rows got = read(text);
    RC_ASSERT(got.broken.empty());
    RC_ASSERT(got.records.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) RC_ASSERT(got.records[i].fields == rows[i]);
  }));
}

}  // namespace
}  // namespace weir::lists::test
