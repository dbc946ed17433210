// HTML -> text with libxml2's push parser and our own handler: no tree, no network, memory bounded by the
// text.
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "inputs/decoding.hpp"
#include "inputs/extract.hpp"
#include "inputs/html_guard.hpp"

namespace weir::inputs {
namespace {

constexpr std::size_t kBlock = 16U << 10U;

template <std::size_t N>
bool one_of(std::string_view name, const std::array<std::string_view, N>& sorted) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

// Elements that stand on lines of their own. Sorted.
constexpr std::array<std::string_view, 47> kBlocks = {
    "address", "article", "aside",   "blockquote", "body",     "caption", "center",   "dd",
    "details", "dialog",  "dir",     "div",        "dl",       "dt",      "fieldset", "figcaption",
    "figure",  "footer",  "form",    "frame",      "h1",       "h2",      "h3",       "h4",
    "h5",      "h6",      "header",  "hgroup",     "hr",       "html",    "legend",   "li",
    "main",    "menu",    "nav",     "ol",         "optgroup", "option",  "p",        "pre",
    "section", "select",  "summary", "table",      "title",    "tr",      "ul"};
// Elements whose content is no text of the page. Sorted.
constexpr std::array<std::string_view, 3> kDropped = {"script", "style", "template"};
static_assert(std::is_sorted(kBlocks.begin(), kBlocks.end()) &&
              std::is_sorted(kDropped.begin(), kDropped.end()));

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

class HtmlText {
 public:
  explicit HtmlText(Document& document) : document_(document), text_(document.text) {}

  void attach(htmlParserCtxtPtr parser) { parser_ = parser; }
  [[nodiscard]] bool too_large() const { return too_large_; }
  [[nodiscard]] bool too_costly() const { return guard_.spent(); }

  void start(std::string_view name, const xmlChar** attributes) {
    std::uint64_t count = 0;
    while (attributes != nullptr && attributes[count * 2] != nullptr) ++count;
    guard_.tag(count);
    if (too_costly()) return xmlStopParser(parser_);
    if (name == "head") {
      in_head_ = true;
    } else if (name == "body") {
      in_head_ = false;
    } else if (name == "title") {
      ++in_title_;
    } else if (name == "pre" || name == "textarea" || name == "listing") {
      ++in_pre_;
    }
    if (one_of(name, kDropped)) ++dropped_;
    if (name == "br" || one_of(name, kBlocks)) {
      break_line(name == "br");
    } else if (name == "td" || name == "th") {
      part();
    }
    keep_attributes(attributes);
  }

  void end(std::string_view name) {
    if (name == "head") in_head_ = false;
    if (name == "title" && in_title_ > 0) --in_title_;
    if ((name == "pre" || name == "textarea" || name == "listing") && in_pre_ > 0) --in_pre_;
    if (one_of(name, kDropped) && dropped_ > 0) --dropped_;
    if (one_of(name, kBlocks)) break_line(false);
  }

  void characters(std::string_view run) {
    if (!shown()) return;
    // The parser stands behind the run.
    const auto feeds = static_cast<std::uint64_t>(std::count(run.begin(), run.end(), '\n'));
    const std::uint64_t now = line();
    std::uint64_t at = now > feeds ? now - feeds : 1;
    for (std::size_t i = 0; i < run.size();) {
      if (is_blank(run[i])) {
        if (run[i] == '\n') ++at;
        add_blank(run[i]);
        ++i;
        continue;
      }
      std::size_t word = i;
      while (word < run.size() && !is_blank(run[word])) ++word;
      document_.lines.mark(text_.size(), at);
      text_.append(run.substr(i, word - i));
      i = word;
    }
    check_size();
  }

  // Called for each mistake of the page; the costly ones are end tags without a start.
  void mistake() {
    guard_.mistake(static_cast<std::uint64_t>(std::max(parser_->nameNr, 1)));
    if (too_costly()) xmlStopParser(parser_);
  }

  // Called after each block; `given` counts the bytes of all blocks.
  void block_done(std::uint64_t given) {
    const xmlParserInputPtr input = parser_->input;
    if (input == nullptr || input->end <= input->cur) return;
    guard_.pending(
        {reinterpret_cast<const char*>(input->cur), static_cast<std::size_t>(input->end - input->cur)},
        given);
  }

 private:
  [[nodiscard]] bool shown() const { return dropped_ == 0 && (!in_head_ || in_title_ > 0); }

  [[nodiscard]] std::uint64_t line() const {
    return parser_->input == nullptr ? 1 : static_cast<std::uint64_t>(std::max(parser_->input->line, 1));
  }

  void add_blank(char blank) {
    if (in_pre_ > 0) {
      if (blank != '\r') text_ += blank;
    } else if (!text_.empty() && !is_blank(text_.back())) {
      text_ += ' ';
    }
  }

  void drop_blanks() {
    while (!text_.empty() && (text_.back() == ' ' || text_.back() == '\t')) text_.pop_back();
  }

  // A block ends the line once; each <br> ends one.
  void break_line(bool always) {
    drop_blanks();
    if (!text_.empty() && (always || text_.back() != '\n')) text_ += '\n';
  }

  // Between table cells, and round a text that is not part of the sentence.
  void part() {
    if (!text_.empty() && text_.back() == ' ') text_.pop_back();
    if (!text_.empty() && text_.back() != '\n' && text_.back() != '\t') text_ += '\t';
  }

  void keep_attributes(const xmlChar** attributes) {
    if (attributes == nullptr || dropped_ > 0 || in_head_) return;
    for (; attributes[0] != nullptr; attributes += 2) {
      if (attributes[1] == nullptr) continue;
      const std::string_view name(reinterpret_cast<const char*>(attributes[0]));
      if (name != "alt" && name != "title") continue;
      const std::string_view value(reinterpret_cast<const char*>(attributes[1]));
      if (value.find_first_not_of(" \t\r\n\f") == std::string_view::npos) continue;
      part();
      document_.lines.mark(text_.size(), line());
      for (const char c : value) {
        if (is_blank(c)) {
          if (!text_.empty() && !is_blank(text_.back())) text_ += ' ';
        } else {
          text_ += c;
        }
      }
      part();
    }
    check_size();
  }

  void check_size() {
    if (text_.size() <= kMaxTextBytes) return;
    too_large_ = true;
    xmlStopParser(parser_);
  }

  Document& document_;
  std::string& text_;
  htmlParserCtxtPtr parser_ = nullptr;
  HtmlGuard guard_;
  std::uint64_t dropped_ = 0;
  std::uint64_t in_title_ = 0;
  std::uint64_t in_pre_ = 0;
  bool in_head_ = false;
  bool too_large_ = false;
};

HtmlText& self(void* context) {
  return *static_cast<HtmlText*>(context);
}
std::string_view view(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

void on_start(void* context, const xmlChar* name, const xmlChar** attributes) {
  self(context).start(view(name), attributes);
}
void on_end(void* context, const xmlChar* name) {
  self(context).end(view(name));
}
void on_characters(void* context, const xmlChar* text, int length) {
  self(context).characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}
// Scripts and styles come this way.
void on_cdata(void*, const xmlChar*, int) {}
void on_mistake(void* context, xmlErrorPtr) {
  self(context).mistake();
}

struct FreeParser {
  void operator()(htmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
};

}  // namespace

tl::expected<void, Fault> extract_html(std::string_view bytes, Document& document) {
  HtmlText handler(document);
  htmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;  // or `serror` would not be called, and messages would go to stderr
  sax.startElement = on_start;
  sax.endElement = on_end;
  sax.characters = on_characters;
  sax.ignorableWhitespace = on_characters;
  sax.cdataBlock = on_cdata;
  sax.serror = on_mistake;
  const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
      htmlCreatePushParserCtxt(&sax, &handler, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
  if (!parser) return document_fault(document, FaultKind::Io, "no memory for the HTML parser");
  handler.attach(parser.get());
  // The bytes are decoded before libxml2 sees them: it takes pages that declare nothing for Latin-1.
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_RECOVER);

  std::string charset = declared_charset(bytes);
  if (charset.empty()) charset = likely_charset(bytes);
  const auto source = decoded(document.name, bytes, charset, &document.repaired);
  std::string block(kBlock, '\0');
  std::uint64_t given = 0;
  for (;;) {
    const auto count = source->read(block.data(), block.size());
    if (!count) return tl::unexpected<Fault>(count.error());
    // libxml2 ends a text at a zero byte; browsers drop it.
    std::replace(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(*count), '\0', ' ');
    htmlParseChunk(parser.get(), block.data(), static_cast<int>(*count), *count == 0 ? 1 : 0);
    if (handler.too_large()) {
      return document_fault(document, FaultKind::TooLarge,
                            "the text is larger than " + std::to_string(kMaxTextBytes >> 20U) + " MiB");
    }
    given += *count;
    handler.block_done(given);
    if (handler.too_costly()) {
      return document_fault(
          document, FaultKind::TooLarge,
          "this page has too many attributes in one tag, or too many end tags without a start");
    }
    if (*count == 0) return {};
  }
}

}  // namespace weir::inputs
