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

// What a reader has looked at, again, and then the rest of the source. Both must outlive it.
class Rejoined final : public ByteSource {
 public:
  Rejoined(std::string_view start, ByteSource& rest) noexcept : start_(start), rest_(rest) {}
  tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) override;
  [[nodiscard]] const std::string& name() const noexcept override { return rest_.name(); }

 private:
  std::string_view start_;
  ByteSource& rest_;
};

// The first bytes of a source, up to a buffer that holds the end of its first line, at most `most`: they
// decide on a delimiter before a parser gets them, through Rejoined.
[[nodiscard]] tl::expected<std::string, Fault> read_head(ByteSource& source, std::size_t most = 1U << 16U);

// The first bytes of a file, as UTF-8 text: formats are told apart by them.
[[nodiscard]] tl::expected<std::string, Fault> file_head(const std::string& path);

// Wraps `inner` so that it yields UTF-8: a UTF-8 BOM is dropped, UTF-16 (by BOM) is converted, CP1252 is
// assumed byte by byte for sequences that are not UTF-8 (lists do mix them), counted in `repaired` when not
// null. For text formats; XML goes to expat as it is.
[[nodiscard]] std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource> inner,
                                                  std::size_t* repaired = nullptr);

}  // namespace weir::lists
