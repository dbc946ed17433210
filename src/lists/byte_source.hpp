// Byte sources: a file, or a buffer in memory (tests, fuzzers, fetched lists).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lists/reader.hpp"

namespace weir::lists {

// Fault NotFound or Io when the file cannot be opened or is a folder.
[[nodiscard]] tl::expected<std::unique_ptr<ByteSource>, Fault> open_file(const std::string& path);

// Keeps a view: `bytes` must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> from_memory(std::string name, std::string_view bytes);

// Wraps `inner` so that it yields UTF-8: a UTF-8 BOM is dropped, UTF-16 (by BOM) is converted, CP1252 is
// assumed byte by byte for sequences that are not UTF-8 (lists do mix them), counted in `repaired` when not
// null. For text formats; XML goes to expat as it is.
[[nodiscard]] std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource> inner,
                                                  std::size_t* repaired = nullptr);

}  // namespace weir::lists
