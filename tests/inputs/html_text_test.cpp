#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "inputs/document.hpp"

namespace weir::inputs {
namespace {

std::string text_of(std::string_view html) {
  const auto document = read_document("a.html", html);
  if (!document) return "fault: " + document.error().text();
  EXPECT_EQ(document->kind, DocumentKind::Html) << html;
  return document->text;
}

TEST(HtmlText, BlocksCellsAndBreaks) {
  EXPECT_EQ(text_of("<html><body><h1>News</h1><p>Ivan <b>Tes</b>tov\n  "
                    "met\tothers.</p><p>Next<br>line</p></body></html>"),
            "News\nIvan Testov met others.\nNext\nline\n");
  EXPECT_EQ(text_of("<table><tr><td>Ivan Testov</td><td>Moscow</td></tr><tr><th>x</th></tr></table>"),
            "Ivan Testov\tMoscow\nx\n");
  EXPECT_EQ(text_of("<ul><li>one<li>two</ul>"), "one\ntwo\n");
  EXPECT_EQ(text_of("<pre>a  b\n  c</pre>"), "a  b\n  c\n");
}

TEST(HtmlText, DropsWhatIsNoTextOfThePage) {
  EXPECT_EQ(
      text_of("<html><head><title>The title</title><meta name=x content=y><style>p { color: red }</style>"
              "<script>var a = '<p>no</p>';</script></head><body><!-- no "
              "--><script>no()</script>Yes</body></html>"),
      "The title\nYes\n");
}

TEST(HtmlText, DecodesEntitiesAndKeepsAltAndTitle) {
  EXPECT_EQ(text_of("<p>M&uuml;ller &amp; S&#246;hne &#x418;&#x432;&#x430;&#x43D; &lt;x&gt;</p>"),
            "Müller & Söhne Иван <x>\n");
  EXPECT_EQ(text_of("<p>by <img src=a.png alt='Ivan  Testov'> and <a title=\"Acme GmbH\">them</a></p>"),
            "by\tIvan Testov\tand\tAcme GmbH\tthem\n");
}

TEST(HtmlText, Charsets) {
  EXPECT_EQ(text_of("<p>Иван 陈 علي</p>"), "Иван 陈 علي\n");  // nothing declared
  EXPECT_EQ(text_of("\xEF\xBB\xBF<html><p>Иван</p>"), "Иван\n");
  EXPECT_EQ(text_of("<html><head><meta charset=\"windows-1251\"></head><p>\xC8\xE2\xE0\xED</p>"), "Иван\n");
  EXPECT_EQ(
      text_of(
          "<html><meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>\xE9\xD7\xC1\xCE</p>"),
      "Иван\n");
  EXPECT_EQ(text_of("<html><meta charset=gb2312><p>\xB3\xC2</p>"), "陈\n");
  EXPECT_EQ(text_of("<html><meta charset=shift_jis><p>\x93\x8C\x8B\x9E</p>"), "東京\n");
  EXPECT_EQ(text_of("<html><meta charset=utf-8><p>Jos\xE9</p>"), "José\n");
  EXPECT_EQ(text_of("<html><meta charset=no-such-set><p>Jos\xE9 Иван</p>"), "José Иван\n");
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("<html><meta charset=utf-8><p>Ivan</p>")) {
    utf16 += c;
    utf16 += '\0';
  }
  EXPECT_EQ(text_of(utf16), "Ivan\n");
}

TEST(HtmlText, GuessesTheCharsetThatAPageForgetsToDeclare) {
  // "Поставка осуществляется по договору, заключённому между сторонами", windows-1251.
  const std::string russian =
      "\xCF\xEE\xF1\xF2\xE0\xE2\xEA\xE0 \xEE\xF1\xF3\xF9\xE5\xF1\xF2\xE2\xEB\xFF\xE5\xF2\xF1\xFF \xEF\xEE "
      "\xE4\xEE\xE3\xEE\xE2\xEE\xF0\xF3, \xE7\xE0\xEA\xEB\xFE\xF7\xB8\xED\xED\xEE\xEC\xF3 "
      "\xEC\xE5\xE6\xE4\xF3 "
      "\xF1\xF2\xEE\xF0\xEE\xED\xE0\xEC\xE8";
  EXPECT_EQ(text_of("<html><p>" + russian + "</p>"),
            "Поставка осуществляется по договору, заключённому между сторонами\n");
}

TEST(HtmlText, LinesAreThoseOfTheFile) {
  const std::string html =
      "<html>\n<body>\n<p>one</p>\n\n<div>\n two\n three <img alt='four'>\n</div><p>five</p></body></html>\n";
  const auto document = read_document("a.html", html);
  ASSERT_TRUE(document);
  const auto line = [&](std::string_view word) { return locate(*document, document->text.find(word)).line; };
  EXPECT_EQ(line("one"), 3U);
  EXPECT_EQ(line("two"), 6U);
  EXPECT_EQ(line("three"), 7U);
  EXPECT_EQ(line("four"), 7U);
  EXPECT_EQ(line("five"), 8U);
  EXPECT_EQ(locate(*document, 0).column, 0U);
  EXPECT_EQ(locate(*document, 0).page, 0U);
}

TEST(HtmlText, LinesHoldInLongFiles) {
  std::string html = "<html><body>\n";
  for (int i = 2; i <= 70000; ++i) html += "<p>word" + std::to_string(i) + "</p>\n";
  const auto document = read_document("a.html", html);
  ASSERT_TRUE(document);
  for (const int i : {2, 3, 1000, 65535, 65536, 69999}) {
    const std::size_t at = document->text.find("word" + std::to_string(i) + "\n");
    EXPECT_EQ(locate(*document, at).line, static_cast<std::uint64_t>(i));
  }
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

// Each must come back within seconds, as text or as a Fault.
TEST(HtmlText, HostilePages) {
  const auto start = std::chrono::steady_clock::now();
  const std::string deep = text_of("<html><body>" + repeated("<div>", 100000) + "deep");
  EXPECT_NE(deep.find("deep"), std::string::npos) << deep.substr(0, 100);
  // Deep in, and then end tags that fit none: quadratic in libxml2.
  const auto unmatched =
      read_document("a.html", "<html>" + repeated("<i>", 300000) + repeated("</b>", 300000));
  if (!unmatched) {
    EXPECT_EQ(unmatched.error().kind, FaultKind::TooLarge);
  }
  (void)text_of("<html>" + repeated("<i>", 300000) + repeated("</i>", 300000));
  (void)text_of("<html><p>" + repeated("&", 1 << 20));
  (void)text_of("<html><!--" + repeated("-", 4 << 20));
  (void)text_of("<html><script>" + repeated("</", 1 << 20));
  (void)text_of("<html><a " + repeated("x=y ", 1 << 20));
  (void)text_of("<html><p" + std::string(4 << 20, 'p'));
  (void)text_of("<html>" + repeated("<a><p><table><b>", 20000));
  std::string attributes;
  for (int i = 0; i < 1'000'000; ++i) attributes += " a" + std::to_string(i);
  const auto wide = read_document("a.html", "<html><p>x</p><p" + attributes + ">");
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().kind, FaultKind::TooLarge);
  const auto unclosed = read_document("a.html", "<p" + attributes);
  EXPECT_FALSE(unclosed);
  const std::string tag = "<p" + attributes.substr(0, 50000) + ">";
  EXPECT_FALSE(read_document("a.html", "<html>" + repeated(tag, 100)));
  (void)text_of("<html>" + std::string(4096, '\0') + "x");
  const auto elapsed = std::chrono::steady_clock::now() - start;
  EXPECT_LT(std::chrono::duration<double>(elapsed).count(), 60.0);
}

TEST(HtmlText, ABigInlineImageDoesNotEndTheText) {
  const std::string html = "<html><p>before</p><img src=\"data:image/png;base64," +
                           std::string(12 << 20, 'A') + "\"><p>after</p></html>";
  EXPECT_EQ(text_of(html), "before\nafter\n");
  // Wrapped as mail programs do: blanks in quotes are no attributes.
  const std::string wrapped = "<html><p>before</p><img src=\"data:image/png;base64," +
                              repeated(std::string(76, 'A') + "\n", 60000) + "\" alt='b'><p>after</p></html>";
  EXPECT_EQ(text_of(wrapped), "before\nb\nafter\n");
}

TEST(HtmlText, ZeroBytesDoNotEndTheText) {
  EXPECT_EQ(text_of(std::string("<html><p>a\0b</p><p>c</p>", 24)), "a b\nc\n");
}

}  // namespace
}  // namespace weir::inputs
