#include <gtest/gtest.h>

#include <string>

#include "inputs/document.hpp"
#include "inputs/pdf_builder.hpp"

namespace weir::inputs {
namespace {

using testing::PdfBuilder;

std::string sample() {
  PdfBuilder pdf;
  pdf.page({u"Bill of lading", u"Shipper: Ivan Petro-", u"vich Testov"});
  pdf.page({});
  pdf.page({u"Получатель: Иван Тестов", u"收货人 陈测试"});
  return pdf.bytes();
}

TEST(PdfText, PageByPageInAnyScript) {
  const auto document = read_document("a.pdf", sample());
  ASSERT_TRUE(document) << document.error().text();
  EXPECT_EQ(document->kind, DocumentKind::Pdf);
  ASSERT_EQ(document->page_starts.size(), 3U);
  EXPECT_TRUE(document->unread_pages.empty());
  EXPECT_EQ(document->text,
            "Bill of lading\nShipper: Ivan Petrovich Testov\nПолучатель: Иван Тестов\n收货人 陈测试\n");
}

TEST(PdfText, OffsetsLeadToPageLineAndColumn) {
  const auto document = read_document("a.pdf", sample());
  ASSERT_TRUE(document);
  const auto at = [&](std::string_view words) { return locate(*document, document->text.find(words)); };
  EXPECT_EQ(at("Bill"), (Position{1, 1, 1}));
  EXPECT_EQ(at("Ivan"), (Position{2, 10, 1}));
  EXPECT_EQ(at("Иван"), (Position{1, 13, 3}));
  EXPECT_EQ(at("陈"), (Position{2, 5, 3}));
  EXPECT_EQ(locate(*document, 1 << 30).page, 3U);
}

TEST(PdfText, ArabicIsInReadingOrder) {
  PdfBuilder pdf;
  // Drawn from left to right, so the word is stored backwards, as PDF producers do.
  pdf.page({u"\u064A\u0644\u0639"});
  const auto document = read_document("a.pdf", pdf.bytes());
  ASSERT_TRUE(document) << document.error().text();
  EXPECT_NE(document->text.find("علي"), std::string::npos) << document->text;
}

TEST(PdfText, EncryptedBrokenAndEmptyFilesHaveClearFaults) {
  PdfBuilder locked;
  locked.page({u"secret"});
  locked.encrypt();
  const auto encrypted = read_document("locked.pdf", locked.bytes());
  ASSERT_FALSE(encrypted);
  EXPECT_EQ(encrypted.error().kind, FaultKind::BadFormat);
  EXPECT_NE(encrypted.error().message.find("encrypted"), std::string::npos) << encrypted.error().text();
  EXPECT_EQ(encrypted.error().file, "locked.pdf");

  const auto empty = read_document("empty.pdf", PdfBuilder().bytes());
  ASSERT_FALSE(empty);
  EXPECT_NE(empty.error().message.find("no pages"), std::string::npos) << empty.error().text();

  for (const std::string& broken :
       {std::string("%PDF-1.7\n"), std::string("%PDF-"), sample().substr(0, 200)}) {
    const auto document = read_document("broken.pdf", broken);
    ASSERT_FALSE(document) << broken;
    EXPECT_EQ(document.error().kind, FaultKind::BadFormat);
    EXPECT_NE(document.error().message.find("broken"), std::string::npos) << document.error().text();
  }
}

TEST(PdfText, ATruncatedFileIsReadAsFarAsItGoesOrRefused) {
  const std::string whole = sample();
  for (std::size_t size = 0; size < whole.size(); size += 97) {
    const auto document = read_document("cut.pdf", std::string_view(whole).substr(0, size));
    if (!document) {
      EXPECT_FALSE(document.error().message.empty());
    }
  }
}

TEST(PdfText, AFalsePageCountDoesNotHang) {
  std::string bytes = sample();
  const std::string count = "/Count 3";
  bytes.replace(bytes.find(count), count.size(), "/Count 99999");
  const auto document = read_document("count.pdf", bytes);
  if (document) {
    EXPECT_NE(document->text.find("Bill of lading"), std::string::npos);
  }
}

TEST(PdfText, NothingIsPrinted) {
  ::testing::internal::CaptureStderr();
  ::testing::internal::CaptureStdout();
  (void)read_document("broken.pdf",
                      "%PDF-1.7\nxref\n0 99999999\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF");
  (void)read_document("a.html", "<html><p></b></i>&#99999999;&nope;<a b=c");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
}

}  // namespace
}  // namespace weir::inputs
