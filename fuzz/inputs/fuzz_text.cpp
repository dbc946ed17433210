// Plain text and HTML from any bytes. An even first byte puts "<html>" before the rest, so that the HTML
// reader gets its share.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "inputs/document.hpp"
#include "lists/byte_source.hpp"

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

bool is_utf8(const std::string& text) {
  // Behind a BOM, so that nothing is guessed; a clean text needs no repair.
  std::size_t repaired = 0;
  const std::string marked = "\xEF\xBB\xBF" + text;
  const auto source = weir::lists::as_utf8(weir::lists::from_memory("fuzz", marked), &repaired);
  char buffer[4096];
  for (auto count = source->read(buffer, sizeof buffer); count && *count != 0;)
    count = source->read(buffer, sizeof buffer);
  return repaired == 0;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string bytes = data[0] % 2 == 0 ? "<html>" + rest : rest;
  if (bytes.find("%PDF-") != std::string::npos) return 0;  // fuzz_inputs_pdf's
  const auto document = weir::inputs::read_document("fuzz", bytes);
  if (!document) {
    demand(!document.error().message.empty());
    return 0;
  }
  demand(is_utf8(document->text));
  for (std::size_t offset = 0; offset <= document->text.size(); offset += 1 + document->text.size() / 16) {
    demand(weir::inputs::locate(*document, offset).line >= 1);
  }
  return 0;
}
