// The extractors behind read_document(), one a format. Each fills `text` and the marks of an empty Document.
//
// Thread-safety and errors: as inputs/document.hpp says.
#pragma once

#include <string_view>

#include "inputs/document.hpp"

namespace weir::inputs {

[[nodiscard]] tl::expected<void, Fault> extract_html(std::string_view bytes, Document& document);
[[nodiscard]] tl::expected<void, Fault> extract_pdf(std::string_view bytes, Document& document);

[[nodiscard]] inline tl::unexpected<Fault> document_fault(const Document& document, FaultKind kind,
                                                          std::string message) {
  return tl::unexpected<Fault>(Fault{kind, document.name, 0, "", std::move(message)});
}

}  // namespace weir::inputs
