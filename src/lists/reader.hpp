// The contract between a list reader and whoever collects its parties.
//
// A reader takes a stream of bytes, delivers every record either as a Party or as a Reject, and never stops
// at the first bad record: it goes on where the format lets it find the next one. It returns a Fault only
// when nothing more can be read (not this format at all, input breaks off inside XML, a limit is reached);
// what it delivered before stays delivered. Memory is bounded by the largest record, which kMaxRecordBytes
// limits, except where a format makes a join necessary (OFAC's three files), and there by the list itself.
//
// Thread-safety: a reader is used by one thread; different readers share nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "weir/error.hpp"
#include "weir/party.hpp"

namespace weir::lists {

inline constexpr std::size_t kMaxRecordBytes = 16U << 20U;  // one record, in bytes of input
inline constexpr std::size_t kMaxFieldBytes = 4U << 20U;    // one field or XML text run
inline constexpr std::size_t kMaxNameBytes = 4096;          // one name; load_lists() leaves longer ones out
inline constexpr std::size_t kMaxDepth = 64;                // XML elements or JSON values inside each other

// A record, or a part of one, that was not loaded. `whole` is false when only one field or one alias was
// dropped and the rest of the record was loaded.
struct Reject {
  std::string file;
  std::uint64_t line = 0;
  std::string field;
  std::string reason;  // what was found and what was expected
  std::string record;  // the record as read, cut to 2 kB, for OUT.rejects
  bool whole = true;
};

class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;
  virtual void party(Party&& party) = 0;
  virtual void reject(Reject&& reject) = 0;
};

// What the list says of itself.
struct ListInfo {
  std::string list_id;             // e.g. "un_sc_sanctions"
  std::string title;               // e.g. "UN Security Council Consolidated List"
  std::string publisher;           // e.g. "United Nations"
  std::string date;                // publication date as ISO 8601, or empty when the file does not say
  std::vector<std::string> notes;  // for the user: records that are no parties, and what became of them
};

// Where bytes come from: read(buffer, capacity) gives the count read, 0 at the end; errors are Faults.
// `name` is what messages call the file.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;
  [[nodiscard]] virtual tl::expected<std::size_t, Fault> read(char* buffer, std::size_t capacity) = 0;
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;
};

}  // namespace weir::lists
