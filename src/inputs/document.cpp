#include "inputs/document.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "inputs/decoding.hpp"
#include "inputs/extract.hpp"
#include "lists/byte_source.hpp"

namespace weir::inputs {
namespace {

constexpr std::size_t kBlock = 64U << 10U;
constexpr std::size_t kProbe = 8192;  // bytes of text looked at to tell the kind

std::string size_limit(std::size_t limit) {
  return std::to_string(limit >> 20U) + " MiB";
}

tl::expected<std::string, Fault> read_all(lists::ByteSource& source, std::size_t limit,
                                          std::string_view what) {
  std::string out;
  for (;;) {
    const std::size_t before = out.size();
    out.resize(before + kBlock);
    const auto count = source.read(out.data() + before, kBlock);
    if (!count) return tl::unexpected<Fault>(count.error());
    out.resize(before + *count);
    if (*count == 0) return out;
    if (out.size() > limit) {
      return tl::unexpected<Fault>(Fault{FaultKind::TooLarge, source.name(), 0, "",
                                         std::string(what) + " is larger than " + size_limit(limit)});
    }
  }
}

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool starts_with_word(std::string_view text, std::string_view lower_word) {
  if (text.size() < lower_word.size()) return false;
  for (std::size_t i = 0; i < lower_word.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != lower_word[i]) return false;
  }
  return true;
}

// Adobe's readers take "%PDF-" anywhere in the first 1024 bytes; scanners and mail gateways do put bytes
// before it.
bool looks_like_pdf(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

// `text` is UTF-8. HTML starts, behind blanks, comments and an XML declaration, with a doctype or a tag of
// HTML.
bool looks_like_html(std::string_view text) {
  for (;;) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    const bool comment = text.starts_with("<!--");
    if (!comment && !text.starts_with("<?")) break;
    const std::string_view close = comment ? "-->" : "?>";
    const std::size_t end = text.find(close);
    if (end == std::string_view::npos) return comment;
    text.remove_prefix(end + close.size());
  }
  if (!text.starts_with('<')) return false;
  text.remove_prefix(1);
  if (starts_with_word(text, "!doctype html")) return true;
  static constexpr std::array<std::string_view, 40> kTags = {
      "html", "head",   "body",  "title", "meta", "link",   "script", "style",   "base",    "div",
      "p",    "span",   "table", "tr",    "td",   "th",     "a",      "b",       "i",       "u",
      "em",   "strong", "br",    "hr",    "h1",   "h2",     "h3",     "h4",      "ul",      "ol",
      "li",   "dl",     "pre",   "img",   "font", "center", "form",   "section", "article", "main"};
  return std::any_of(kTags.begin(), kTags.end(), [text](std::string_view tag) {
    if (!starts_with_word(text, tag)) return false;
    const std::string_view rest = text.substr(tag.size());
    return rest.empty() || rest.front() == '>' || rest.front() == '/' || is_blank(rest.front());
  });
}

// What a file is that surely is no text, by its first bytes; else empty.
std::string_view binary_kind(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kMagic = {{
      {"PK\x03\x04"sv, "a ZIP archive or an Office file (docx, xlsx, odt)"},
      {"\xD0\xCF\x11\xE0"sv, "an old Office file (doc, xls, msg)"},
      {"{\\rtf"sv, "a Rich Text file"},
      {"\x89PNG"sv, "a PNG image"},
      {"\xFF\xD8\xFF"sv, "a JPEG image"},
      {"GIF89a"sv, "a GIF image"},
      {"II*\0"sv, "a TIFF image"},
      {"MM\0*"sv, "a TIFF image"},
      {"\x1F\x8B"sv, "a gzip file"},
      {"7z\xBC\xAF"sv, "a 7-Zip archive"},
      {"\x7F\x45LF"sv, "a program"},
      {"SQLite format 3"sv, "an SQLite database"},
  }};
  for (const auto& [magic, kind] : kMagic) {
    if (bytes.starts_with(magic)) return kind;
  }
  return {};
}

// `text` is the start of the decoded text. Text has next to no control characters; compressed data has some
// in ten.
bool looks_binary(std::string_view text) {
  const auto controls = std::count_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !is_blank(c) && byte != 0x1A && byte != 0x1B && byte != 0x08;
  });
  constexpr std::ptrdiff_t kForgiven = 3;
  return controls > kForgiven && static_cast<std::size_t>(controls) * 50 > text.size();
}

tl::expected<void, Fault> extract_plain(std::string_view bytes, Document& document) {
  auto text = read_all(*decoded(document.name, bytes, likely_charset(bytes), &document.repaired),
                       kMaxTextBytes, "the text");
  if (!text) return tl::unexpected<Fault>(std::move(text.error()));
  document.text = std::move(*text);
  document.lines.count_feeds(document.text);
  return {};
}

}  // namespace

tl::expected<Document, Fault> read_document(const std::string& path) {
  auto source = lists::open_file(path);
  if (!source) return tl::unexpected<Fault>(std::move(source.error()));
  auto bytes = read_all(**source, kMaxDocumentBytes, "the file");
  if (!bytes) return tl::unexpected<Fault>(std::move(bytes.error()));
  return read_document(path, *bytes);
}

tl::expected<Document, Fault> read_document(std::string name, std::string_view bytes) {
  Document document;
  document.name = std::move(name);
  if (bytes.size() > kMaxDocumentBytes) {
    return document_fault(document, FaultKind::TooLarge,
                          "the file is larger than " + size_limit(kMaxDocumentBytes));
  }
  tl::expected<void, Fault> done;
  if (looks_like_pdf(bytes)) {
    document.kind = DocumentKind::Pdf;
    done = extract_pdf(bytes, document);
  } else {
    const std::string_view start = bytes.substr(0, kProbe);
    const auto probe =
        read_all(*lists::as_utf8(lists::from_memory(document.name, start)), kMaxTextBytes, "the text");
    if (!probe) return tl::unexpected<Fault>(probe.error());
    std::string_view binary = binary_kind(bytes);
    if (binary.empty() && looks_binary(*probe)) binary = "binary data";
    if (!binary.empty()) {
      return document_fault(document, FaultKind::BadFormat,
                            "this is " + std::string(binary) + "; expected plain text, HTML or PDF");
    }
    const bool html = looks_like_html(*probe);
    document.kind = html ? DocumentKind::Html : DocumentKind::PlainText;
    done = html ? extract_html(bytes, document) : extract_plain(bytes, document);
  }
  if (!done) return tl::unexpected<Fault>(std::move(done.error()));
  return document;
}

Position locate(const Document& document, std::size_t offset) {
  const std::string_view text(document.text);
  offset = std::min(offset, text.size());
  Position out;
  if (document.kind == DocumentKind::Pdf && !document.page_starts.empty()) {
    const auto after = std::upper_bound(document.page_starts.begin(), document.page_starts.end(), offset);
    const auto page = after == document.page_starts.begin() ? after : std::prev(after);
    out.page = static_cast<std::uint32_t>(page - document.page_starts.begin()) + 1;
    const std::string_view before = text.substr(*page, offset - *page);
    out.line = 1 + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    out.column = column_at(before, before.size());
    return out;
  }
  out.line = document.lines.line_at(text, offset);
  if (document.kind == DocumentKind::PlainText) out.column = column_at(text, offset);
  return out;
}

}  // namespace weir::inputs
