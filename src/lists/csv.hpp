// Delimited text (RFC 4180 and its dialects), record by record, over libcsv.
//
// Quoted fields may hold line ends; CR, LF and CRLF end a record; a 0x1A tail (old DOS files, OFAC's among
// them) is dropped, also as a row of its own. A record larger than kMaxRecordBytes, or a quote that is never
// closed, is one reject and reading goes on at the next line. Thread-safety: one reader per thread. Errors:
// Fault of the byte source only.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lists/reader.hpp"

namespace weir::lists {

struct CsvRecord {
  std::uint64_t line = 0;  // of its first byte, 1-based
  std::vector<std::string> fields;
  std::string_view raw;  // as read; valid during the callback
};

struct CsvHandler {
  std::function<void(const CsvRecord&)> record;  // never called for an empty line
  std::function<void(std::uint64_t line, std::string reason, std::string_view raw)> broken;
};

// For CsvHandler::broken: the rows become rejects of this file. The sink must outlive it.
[[nodiscard]] std::function<void(std::uint64_t, std::string, std::string_view)> rejects_to(Sink& sink,
                                                                                           std::string file);

[[nodiscard]] tl::expected<void, Fault> read_csv(ByteSource& source, char delimiter,
                                                 const CsvHandler& handler);

// The delimiter (comma, semicolon, tab or bar) that the first line of `head` has most often outside quotes;
// comma when none.
[[nodiscard]] char guess_delimiter(std::string_view head);

// The first `limit` bytes of a record, cut at a character, for Reject::record.
[[nodiscard]] std::string excerpt(std::string_view raw, std::size_t limit = 2048);

// Blanks cut off both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

}  // namespace weir::lists
