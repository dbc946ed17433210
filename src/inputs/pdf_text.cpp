// PDF -> text with poppler, page after page in reading order.
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <limits>
#include <memory>
#include <mutex>
#include <string>

#include "inputs/extract.hpp"

namespace weir::inputs {
namespace {

// Poppler's one and only message sink: without it, every broken file would write to stderr.
void silence() {
  static std::once_flag once;
  std::call_once(once, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
}

}  // namespace

tl::expected<void, Fault> extract_pdf(std::string_view bytes, Document& document) {
  static_assert(kMaxDocumentBytes <= std::numeric_limits<int>::max());
  silence();
  const std::unique_ptr<poppler::document> pdf(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!pdf) return document_fault(document, FaultKind::BadFormat, "this PDF is broken and cannot be opened");
  if (pdf->is_locked()) {
    return document_fault(document, FaultKind::BadFormat,
                          "this PDF is encrypted and needs a password; save it without one");
  }
  const int pages = pdf->pages();
  if (pages <= 0) return document_fault(document, FaultKind::BadFormat, "this PDF has no pages");
  if (static_cast<std::size_t>(pages) > kMaxPages) {
    return document_fault(document, FaultKind::TooLarge,
                          "this PDF has more than " + std::to_string(kMaxPages) + " pages");
  }
  std::string& text = document.text;
  for (int number = 0; number < pages; ++number) {
    document.page_starts.push_back(static_cast<std::uint32_t>(text.size()));
    const std::unique_ptr<poppler::page> page(pdf->create_page(number));
    if (!page) {
      document.unread_pages.push_back(static_cast<std::uint32_t>(number) + 1);
      continue;
    }
    const poppler::byte_array utf8 =
        page->text(poppler::rectf(), poppler::page::non_raw_non_physical_layout).to_utf8();
    if (text.size() + utf8.size() + 1 > kMaxTextBytes) {
      return document_fault(document, FaultKind::TooLarge,
                            "the text is larger than " + std::to_string(kMaxTextBytes >> 20U) + " MiB");
    }
    text.append(utf8.data(), utf8.size());
    const std::size_t start = document.page_starts.back();
    while (text.size() > start && (text.back() == '\f' || text.back() == '\n')) text.pop_back();
    if (text.size() > start) text += '\n';
  }
  if (document.unread_pages.size() == document.page_starts.size()) {
    return document_fault(document, FaultKind::BadFormat,
                          "this PDF is broken: none of its pages can be read");
  }
  return {};
}

}  // namespace weir::inputs
