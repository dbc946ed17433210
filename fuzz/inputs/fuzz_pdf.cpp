// PDF from any bytes, through poppler.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "inputs/document.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document =
      weir::inputs::read_document("fuzz", std::string_view(reinterpret_cast<const char*>(data), size));
  if (!document) {
    if (document.error().message.empty()) std::abort();
    return 0;
  }
  for (std::size_t offset = 0; offset <= document->text.size(); offset += 1 + document->text.size() / 16) {
    (void)weir::inputs::locate(*document, offset);
  }
  return 0;
}
