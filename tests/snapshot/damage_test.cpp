// Damaged snapshots: every one is refused with a message that says what is wrong, and none leads outside.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>

#include "snapshot/builder.hpp"
#include "snapshot/tamper.hpp"
#include "snapshot/view.hpp"

namespace weir::snapshot {
namespace {

const std::string& sample() {
  static const std::string bytes = [] {
    Builder builder;
    const std::vector<std::string> names{"Arkady Zelentsov", "Аркадий Зеленцов", "泽连佐夫",
                                         "Zelentsov Trading LLC", "Nord 5"};
    for (std::size_t i = 0; i < 12; ++i) {
      Party party{.list = i % 2 == 0 ? "one" : "two", .entry_id = std::to_string(i)};
      party.names.push_back({.text = names[i % names.size()] + " " + std::to_string(i)});
      party.names.push_back({.text = names[(i + 1) % names.size()], .kind = NameKind::Alias});
      party.identifiers.push_back(
          {.type = IdentifierType::Passport, .value = "71223344" + std::to_string(i)});
      party.birth_dates.push_back({.text = "1970"});
      if (!builder.add(party)) return std::string();
    }
    return builder.to_bytes();
  }();
  return bytes;
}

std::string message(const std::string& bytes) {
  const auto view = View::from_bytes("file", bytes);
  return view ? "accepted" : view.error().text();
}

SectionRow row_of(Section section) {
  SectionRow row;
  std::memcpy(&row, sample().data() + sizeof(Header) + (static_cast<std::size_t>(section) - 1) * sizeof row,
              sizeof row);
  return row;
}

TEST(Damage, TheSampleIsGood) {
  ASSERT_TRUE(View::from_bytes("file", sample()));
  std::string same = sample();
  test::reseal(same);
  EXPECT_EQ(same, sample());  // resealing what is whole changes nothing
}

TEST(Damage, EveryTruncationIsRefused) {
  for (std::size_t size = 0; size < sample().size(); ++size)
    ASSERT_FALSE(View::from_bytes("cut", std::string_view(sample()).substr(0, size))) << size;
}

TEST(Damage, EveryAlteredByteIsRefused) {
  std::string altered = sample();
  for (std::size_t at = 0; at < altered.size(); ++at) {
    altered[at] = static_cast<char>(altered[at] ^ 0x01);
    ASSERT_FALSE(View::from_bytes("altered", altered)) << at;
    altered[at] = sample()[at];
  }
}

TEST(Damage, MessagesSayWhatIsWrong) {
  EXPECT_EQ(message(""), "file: not a Weir snapshot: it does not start with WEIRSNAP");
  EXPECT_EQ(message("PK\3\4 a zip file"), "file: not a Weir snapshot: it does not start with WEIRSNAP");
  EXPECT_EQ(message("WEIRSNAP"), "file: the snapshot breaks off inside its header");
  EXPECT_NE(message(sample().substr(0, sample().size() - 1)).find("it was cut short"), std::string::npos);
  EXPECT_NE(message(sample() + "x").find("it was added to"), std::string::npos);
  std::string version = sample();
  version[8] = 99;
  EXPECT_NE(message(version).find("format 99 is not known"), std::string::npos);
  EXPECT_NE(message(version).find("compile the lists again"), std::string::npos);
  std::string header = sample();
  header[40] = 1;
  EXPECT_EQ(message(header), "file: the snapshot's header was altered");
  std::string table = sample();
  table[sizeof(Header) + 9] = static_cast<char>(table[sizeof(Header) + 9] + 1);
  EXPECT_EQ(message(table), "file: the snapshot's section table was altered");
  std::string names = sample();
  ++names[row_of(Section::Names).offset];
  EXPECT_EQ(message(names), "file: section NAMES of the snapshot was altered: its checksum does not agree");
}

TEST(Damage, FilesThatAreNoFiles) {
  EXPECT_EQ(View::open("/nonexistent.weir").error().kind, FaultKind::NotFound);
  EXPECT_EQ(View::open("/tmp").error().kind, FaultKind::Corrupt);
  EXPECT_EQ(View::open("/dev/null").error().kind, FaultKind::Corrupt);
}

// Indexes that point outside, with checksums that agree: the section is named.
TEST(Damage, AnIndexThatPointsOutsideIsFound) {
  const std::vector<std::pair<Section, std::size_t>> places{
      {Section::Parties, 0},      // list
      {Section::Parties, 8},      // first name
      {Section::Parties, 12},     // count of names
      {Section::Names, 0},        // party
      {Section::Names, 8},        // first form
      {Section::Forms, 0},        // name
      {Section::Forms, 4},        // first token
      {Section::FormTokens, 0},   // token
      {Section::Tokens, 4},       // first posting
      {Section::TokenHash, 0},    // token
      {Section::Postings, 0},     // name
      {Section::SoundHeads, 4},   // row
      {Section::SoundRows, 0},    // token
      {Section::Identifiers, 8},  // party
      {Section::AnchorHeads, 4},  // row
      {Section::AnchorRows, 0},   // form
      {Section::RunHeads, 4},     // row
      {Section::RunRows, 0},      // name
  };
  for (const auto& [section, offset] : places) {
    ASSERT_GT(row_of(section).size, offset) << static_cast<int>(section);
    std::string bytes = sample();
    const std::uint32_t far = 0x00FFFFF0;
    std::memcpy(bytes.data() + row_of(section).offset + offset, &far, sizeof far);
    test::reseal(bytes);
    EXPECT_NE(message(bytes).find("points outside its target"), std::string::npos)
        << static_cast<int>(section) << " " << offset << ": " << message(bytes);
  }
}

TEST(Damage, AHashTableWithoutAnEmptySlotIsRefused) {
  std::string bytes = sample();
  const SectionRow row = row_of(Section::TokenHash);
  std::memset(bytes.data() + row.offset, 0, row.size);
  test::reseal(bytes);
  EXPECT_NE(message(bytes).find("TOKEN_HASH"), std::string::npos) << message(bytes);
}

TEST(Damage, MetaThatIsNoJsonIsRefused) {
  std::string bytes = sample();
  bytes[row_of(Section::Meta).offset] = '[';
  test::reseal(bytes);
  EXPECT_NE(message(bytes).find("META"), std::string::npos) << message(bytes);
}

TEST(Damage, ASnapshotOfOtherNameTablesIsRefused) {
  std::string bytes = sample();
  const std::size_t at = bytes.find("\"tables\":\"");
  ASSERT_NE(at, std::string::npos);
  char& digit = bytes[at + 10];
  digit = digit == '0' ? '1' : '0';
  test::reseal(bytes);
  EXPECT_NE(message(bytes).find("other tables of names"), std::string::npos) << message(bytes);
}

// Whatever is changed: with checksums made to agree, the file is refused, or all of it can be read safely.
RC_GTEST_PROP(Damage, AlteredAndResealedBytesNeverLeadOutside, ()) {
  std::string bytes = sample();
  const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, std::uint8_t>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, bytes.size()), rc::gen::arbitrary<std::uint8_t>()));
  for (const auto& [at, value] : changes) bytes[at] = static_cast<char>(value);
  test::reseal(bytes);
  if (const auto view = View::from_bytes("altered", bytes)) test::walk(*view);
}

// The parallel check of large sections gives what the plain one gives.
TEST(Damage, ChecksumOfManyChunks) {
  std::string bytes(kChunkBytes * 5 + 24, 'x');
  const std::uint64_t whole = section_checksum(bytes);
  EXPECT_FALSE(verify({{.section = Section::Strings, .bytes = bytes, .checksum = whole}}));
  for (const std::size_t at : {std::size_t{0}, kChunkBytes - 1, kChunkBytes, kChunkBytes * 5 + 23}) {
    std::string altered = bytes;
    altered[at] = 'y';
    const auto finding = verify({{.section = Section::Strings, .bytes = altered, .checksum = whole}});
    ASSERT_TRUE(finding) << at;
    EXPECT_TRUE(finding->altered);
  }
  // Enough chunks for several threads; the last element is the one out of order.
  std::string large(kChunkBytes * 200, 'x');
  const std::size_t last = large.size() / sizeof(NameRow) - 1;
  const auto finding = verify({{.section = Section::Names,
                                .bytes = large,
                                .checksum = section_checksum(large),
                                .good = [&](std::size_t, std::size_t end) { return end <= last; }}});
  ASSERT_TRUE(finding);
  EXPECT_FALSE(finding->altered);
  EXPECT_EQ(finding->section, Section::Names);
}

}  // namespace
}  // namespace weir::snapshot
