// Documents (plain text, HTML, PDF) -> running text in UTF-8, with the way back to line and page.
//
// Thread-safety: read_document() and locate() may run in parallel on different documents; a Document is a
// value. Errors: Fault NotFound or Io for the file, TooLarge beyond the limits below, BadFormat for bytes
// that are no document that Weir reads (images, archives, broken or encrypted PDF). Nothing is printed and
// nothing is fetched, whatever the document asks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "inputs/source_lines.hpp"
#include "weir/error.hpp"

// Time and memory are linear in the file, except for PDF: poppler gives no way to stop it, and a page made to
// hold some 100,000 words costs it minutes. Who reads PDF files of strangers should do so under a time limit
// of the system.
namespace weir::inputs {

inline constexpr std::size_t kMaxDocumentBytes = 256U << 20U;  // of the file
inline constexpr std::size_t kMaxTextBytes = 512U << 20U;      // of its text
inline constexpr std::size_t kMaxPages = 100'000;

enum class DocumentKind : std::uint8_t { PlainText, Html, Pdf };

struct Document {
  std::string name;  // as messages call it
  DocumentKind kind = DocumentKind::PlainText;
  // UTF-8. Plain text as it is, line ends included. HTML: blocks end in a line feed, table cells are parted
  // by a tab, blanks are folded as a browser does; scripts, styles and the head but for its title are left
  // out. PDF: page after page in reading
  // order; poppler joins words that a line end parts with a hyphen ("Petro-" "vich").
  std::string text;
  std::vector<std::uint32_t> page_starts;   // PDF: byte offset in `text` of each page; else empty
  std::vector<std::uint32_t> unread_pages;  // PDF: numbers (from 1) of pages that could not be read
  std::size_t repaired =
      0;  // byte sequences that were not of the text's encoding and were repaired or replaced
  SourceLines lines;
};

[[nodiscard]] tl::expected<Document, Fault> read_document(const std::string& path);
[[nodiscard]] tl::expected<Document, Fault> read_document(std::string name, std::string_view bytes);

// Where a byte offset of `text` lies. line and column count from 1; column counts code points. Plain text:
// the file's own line and column. HTML: the file's own line; the column is 0, since tags are gone. PDF: line
// and column within the page, and the page, from 1. An offset beyond the end is the end.
struct Position {
  std::uint64_t line = 1;
  std::uint64_t column = 0;
  std::uint32_t page = 0;  // 0: the document has no pages

  friend bool operator==(const Position&, const Position&) = default;
};
[[nodiscard]] Position locate(const Document& document, std::size_t offset);

}  // namespace weir::inputs
