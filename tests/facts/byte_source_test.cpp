#include "lists/byte_source.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace weir::lists {
namespace {

// Gives at most `step` bytes a read, and fails after `fail_after` bytes when that is not npos.
class Trickle final : public ByteSource {
 public:
  Trickle(std::string bytes, std::size_t step, std::size_t fail_after = std::string::npos)
      : bytes_(std::move(bytes)), step_(step), fail_after_(fail_after) {}
  tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) override {
    if (at_ >= fail_after_) return tl::unexpected<Fault>(Fault{FaultKind::Io, name_, 0, "", "disk gone"});
    const std::size_t count = std::min({step_, capacity, bytes_.size() - at_});
    std::copy_n(bytes_.data() + at_, count, buffer);
    at_ += count;
    return count;
  }
  const std::string& name() const noexcept override { return name_; }

 private:
  std::string bytes_;
  std::size_t step_;
  std::size_t fail_after_;
  std::size_t at_ = 0;
  std::string name_ = "trickle";
};

std::string drain(ByteSource& source, std::size_t capacity = 4096) {
  std::string out;
  std::string buffer(capacity, '\0');
  for (;;) {
    const auto count = source.read(buffer.data(), buffer.size());
    if (!count || *count == 0) return out;
    out.append(buffer, 0, *count);
  }
}

std::string utf8_of(const std::string& bytes, std::size_t step = 1 << 16, std::size_t capacity = 4096,
                    std::size_t* repaired = nullptr) {
  return drain(*as_utf8(std::make_unique<Trickle>(bytes, step), repaired), capacity);
}

std::string utf16_of(const std::string& utf8, bool big, bool bom) {
  const auto text = icu::UnicodeString::fromUTF8(utf8);
  std::string out;
  const auto put = [&](char16_t unit) {
    const char low = static_cast<char>(unit & 0xFFU);
    const char high = static_cast<char>(unit >> 8U);
    out += big ? high : low;
    out += big ? low : high;
  };
  if (bom) put(0xFEFF);
  for (std::int32_t i = 0; i < text.length(); ++i) put(text[i]);
  return out;
}

TEST(OpenFile, ReadsAndNamesItsFaults) {
  const auto folder = std::filesystem::temp_directory_path() / "weir_byte_source_test";
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "a.txt").string();
  std::ofstream(path) << "hello";
  auto source = open_file(path);
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->name(), path);
  EXPECT_EQ(drain(**source), "hello");

  const auto missing = open_file((folder / "none").string());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, FaultKind::NotFound);
  const auto directory = open_file(folder.string());
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().kind, FaultKind::Io);
  EXPECT_NE(directory.error().message.find("folder"), std::string::npos);
  std::filesystem::remove_all(folder);
}

TEST(FromMemory, GivesTheBytes) {
  EXPECT_EQ(drain(*from_memory("m", "abc"), 2), "abc");
  EXPECT_EQ(drain(*from_memory("m", "")), "");
}

TEST(AsUtf8, KeepsUtf8AndDropsTheBom) {
  std::size_t repaired = 0;
  EXPECT_EQ(utf8_of("\xEF\xBB\xBFПетров 陈 علي 😀", 65536, 4096, &repaired), "Петров 陈 علي 😀");
  EXPECT_EQ(repaired, 0U);
  EXPECT_EQ(utf8_of("\xEF\xBB\xBF"), "");
  EXPECT_EQ(utf8_of(""), "");
  EXPECT_EQ(utf8_of("a\r\nb\x1A"), "a\r\nb\x1A");
}

TEST(AsUtf8, RepairsCp1252ByteByByte) {
  std::size_t repaired = 0;
  EXPECT_EQ(utf8_of("Jos\xE9 Mu\xF1oz \x96 \x80 and José", 65536, 4096, &repaired),
            "José Muñoz – € and José");
  EXPECT_EQ(repaired, 4U);
  EXPECT_EQ(utf8_of("\xC3"), "Ã");                        // cut off at the end
  EXPECT_EQ(utf8_of("\xC0\xAF"), "À¯");                   // overlong
  EXPECT_EQ(utf8_of("\xED\xA0\x80"), "í\xC2\xA0€");       // a surrogate
  EXPECT_EQ(utf8_of("\xF4\x90\x80\x80"), "ô\xC2\x90€€");  // beyond U+10FFFF
}

TEST(AsUtf8, ConvertsUtf16) {
  const std::string text = "Name;Петров 陈 😀\r\n";
  for (const bool big : {false, true}) {
    EXPECT_EQ(utf8_of(utf16_of(text, big, true)), text);
    EXPECT_EQ(utf8_of(utf16_of("name;date of birth;country\r\n", big, false)),
              "name;date of birth;country\r\n");
  }
  std::size_t repaired = 0;
  EXPECT_EQ(utf8_of(std::string("\xFF\xFE\x00\xD8"
                                "a\0b",
                                7),
                    65536, 4096, &repaired),
            "\uFFFDa\uFFFD");  // a lone surrogate, and half a unit at the end
  EXPECT_EQ(repaired, 2U);
  EXPECT_EQ(utf8_of(std::string("a\0b", 3)), std::string("a\0b", 3));  // too little to call it UTF-16
}

TEST(AsUtf8, PassesFaultsOnBehindWhatWasRead) {
  auto source = as_utf8(std::make_unique<Trickle>(std::string(200, 'a'), 100, 200));
  char buffer[64];
  std::size_t total = 0;
  for (;;) {
    const auto count = source->read(buffer, sizeof buffer);
    if (!count) {
      EXPECT_EQ(count.error().message, "disk gone");
      break;
    }
    ASSERT_NE(*count, 0U);
    total += *count;
  }
  EXPECT_EQ(total, 200U);
}

TEST(AsUtf8Properties, AnyTextInAnyStepsIsTheSame) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<std::string> letters = {"a",    "é",    "П",    "陈",       "😀",
                                              "\xE9", "\xFF", "\xC3", "\xF0\x9F", "\n"};
    std::string text;
    for (const auto& letter : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(letters)))
      text += letter;
    const auto step = *rc::gen::inRange<std::size_t>(1, 9);
    const auto capacity = *rc::gen::inRange<std::size_t>(1, 9);
    std::size_t once = 0;
    std::size_t stepped = 0;
    const std::string whole = utf8_of(text, 1 << 20, 1 << 20, &once);
    RC_ASSERT(utf8_of(text, step, capacity, &stepped) == whole);
    RC_ASSERT(once == stepped);
    // The result is UTF-8: a second pass finds nothing to repair.
    std::size_t again = 0;
    RC_ASSERT(utf8_of(whole, 1, 3, &again) == whole);
    RC_ASSERT(again == 0U);
  }));
}

TEST(AsUtf8Properties, Utf16InAnyStepsIsTheSame) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<std::string> letters = {"a", "é", "П", "陈", "😀", "\n", ";"};
    std::string text = "x";
    for (const auto& letter : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(letters)))
      text += letter;
    const auto step = *rc::gen::inRange<std::size_t>(1, 9);
    const bool big = *rc::gen::arbitrary<bool>();
    RC_ASSERT(utf8_of(utf16_of(text, big, true), step, 3) == text);
  }));
}

TEST(AsUtf8, BlockBordersDoNotCutLetters) {
  // Letters of four bytes across the 64 KiB block border, at every shift.
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string text(65536 - 6 + shift, 'a');
    for (int i = 0; i < 10; ++i) text += "😀";
    EXPECT_EQ(utf8_of(text, 1 << 20), text);
    EXPECT_EQ(utf8_of(utf16_of(text, false, true), 1 << 20), text);
  }
}

}  // namespace
}  // namespace weir::lists
