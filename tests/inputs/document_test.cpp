#include "inputs/document.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "inputs/source_lines.hpp"

namespace weir::inputs {
namespace {

TEST(ReadDocument, PlainTextStaysAsItIs) {
  const std::string text = "Отгрузка: ООО «Тест»\r\nSecond line\n\nFourth 陈";
  const auto document = read_document("a.txt", text);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->kind, DocumentKind::PlainText);
  EXPECT_EQ(document->text, text);
  EXPECT_EQ(document->name, "a.txt");
  EXPECT_EQ(document->repaired, 0U);
  EXPECT_TRUE(document->page_starts.empty());
  EXPECT_EQ(locate(*document, 0), (Position{1, 1, 0}));
  EXPECT_EQ(locate(*document, text.find("ООО")), (Position{1, 11, 0}));
  EXPECT_EQ(locate(*document, text.find("Second")), (Position{2, 1, 0}));
  EXPECT_EQ(locate(*document, text.find("陈")), (Position{4, 8, 0}));
  EXPECT_EQ(locate(*document, 1 << 30), (Position{4, 9, 0}));
}

TEST(ReadDocument, RepairsAndConverts) {
  const auto mixed = read_document("a.txt", "Jos\xE9 and José");
  ASSERT_TRUE(mixed);
  EXPECT_EQ(mixed->text, "José and José");
  EXPECT_EQ(mixed->repaired, 1U);
  const auto utf16 = read_document("a.txt", std::string_view("\xFF\xFE\x18\x04\x32\x04", 6));
  ASSERT_TRUE(utf16);
  EXPECT_EQ(utf16->text, "Ив");
  // "Иван Тестов поставляет товары, и договор заключён" in KOI8-R.
  const auto koi = read_document("a.txt",
                                 "\xE9\xD7\xC1\xCE \xF4\xC5\xD3\xD4\xCF\xD7 "
                                 "\xD0\xCF\xD3\xD4\xC1\xD7\xCC\xD1\xC5\xD4 \xD4\xCF\xD7\xC1\xD2\xD9, \xC9 "
                                 "\xC4\xCF\xC7\xCF\xD7\xCF\xD2 \xDA\xC1\xCB\xCC\xC0\xDE\xA3\xCE");
  ASSERT_TRUE(koi);
  EXPECT_EQ(koi->text, "Иван Тестов поставляет товары, и договор заключён");
  const auto empty = read_document("a.txt", "");
  ASSERT_TRUE(empty);
  EXPECT_EQ(locate(*empty, 0), (Position{1, 1, 0}));
}

TEST(ReadDocument, FindsTheKindByContent) {
  const auto kind = [](std::string_view bytes) { return read_document("x", bytes)->kind; };
  for (const char* html : {"<!DOCTYPE html><p>a", "  \n<HTML>", "<!-- a --><html>",
                           "<?xml version='1.0'?>\n<!DOCTYPE HTML PUBLIC 'x'><p>a", "<div class=a>b</div>",
                           "<P>a", "<h1>x</h1>", "<!-- never closed"}) {
    EXPECT_EQ(kind(html), DocumentKind::Html) << html;
  }
  for (const char* plain : {"a < b", "<note>x</note>", "<?xml version='1.0'?><Document/>", "<iframe-like>",
                            "<", "id,name\n", "<personal> data", "see <html> in the middle"}) {
    EXPECT_EQ(kind(plain), DocumentKind::PlainText) << plain;
  }
}

TEST(ReadDocument, RefusesBinaryDataByName) {
  const std::pair<std::string, const char*> cases[] = {
      {std::string("PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", 14), "ZIP"},
      {std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), "PNG"},
      {"{\\rtf1\\ansi Hello}", "Rich Text"},
      {std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(100, '\0'), "Office"},
      {std::string("\x01\x02\x03\0\0\x04\x05garbage\0\0\0\0", 18), "binary data"},
      {std::string(1000, '\0'), "binary data"},
  };
  for (const auto& [bytes, words] : cases) {
    const auto document = read_document("x.bin", bytes);
    ASSERT_FALSE(document) << words;
    EXPECT_EQ(document.error().kind, FaultKind::BadFormat);
    EXPECT_NE(document.error().message.find(words), std::string::npos) << document.error().text();
    EXPECT_NE(document.error().message.find("expected"), std::string::npos);
  }
}

TEST(ReadDocument, FilesAndTheirFaults) {
  const auto folder = std::filesystem::temp_directory_path() / "weir_document_test";
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "a.txt").string();
  std::ofstream(path) << "hello";
  const auto document = read_document(path);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, "hello");
  EXPECT_EQ(document->name, path);
  EXPECT_EQ(read_document((folder / "none").string()).error().kind, FaultKind::NotFound);
  EXPECT_EQ(read_document(folder.string()).error().kind, FaultKind::Io);

  const std::string huge = (folder / "huge.txt").string();
  std::ofstream(huge) << "x";
  std::filesystem::resize_file(huge, kMaxDocumentBytes + 1);  // sparse: takes no room on disk
  const auto refused = read_document(huge);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FaultKind::TooLarge);
  std::filesystem::remove_all(folder);
}

TEST(Locate, AgreesWithCountingByHand) {
  EXPECT_TRUE(rc::check([] {
    std::string text;
    const auto lines = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 3000));
    for (const std::size_t length : lines) text += std::string(length, 'a') + "\n";
    const auto document = read_document("a.txt", text);
    RC_ASSERT(document.has_value());
    const auto offset = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
    const Position position = locate(*document, offset);
    const auto feeds = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    RC_ASSERT(position.line == static_cast<std::uint64_t>(feeds) + 1);
    const std::size_t start = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
    RC_ASSERT(position.column == (start == std::string::npos ? offset + 1 : offset - start));
  }));
}

TEST(SourceLines, MarksGetCoarserButNeverGrowWithoutEnd) {
  SourceLines lines;
  const std::size_t count = 3'000'000;
  for (std::size_t i = 0; i < count; ++i) lines.mark(i * 2, i + 1);
  const std::string text(count * 2, 'x');
  EXPECT_EQ(lines.line_at(text, 1000), 501U);
  const std::uint64_t late = lines.line_at(text, 5'000'000);
  EXPECT_LE(late, 2'500'001U);
  EXPECT_GE(late, 2'500'001U - 32U);
}

}  // namespace
}  // namespace weir::inputs
