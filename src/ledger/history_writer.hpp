// Appends past questions to a history file, segment by segment.
//
// Thread-safety: one thread a writer; an exclusive lock on the file keeps other processes out. Errors: open()
// gives Fault Io, Corrupt (the file is no history, or a segment inside it is damaged) or HeldBack (another
// process writes to it); add() gives Fault TooLarge for a record above the limit, which is then not written;
// finish() gives Fault Io, and the file is then as long as it was.
// Memory: some 250 bytes a question of the open segment, at most kSegmentRecords questions.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include <tl/expected.hpp>

#include "ledger/past_question.hpp"
#include "weir/error.hpp"

namespace weir::ledger {

// One segment in memory: records go in, bytes come out.
class SegmentBuilder {
 public:
  SegmentBuilder();
  SegmentBuilder(const SegmentBuilder&) = delete;
  SegmentBuilder& operator=(const SegmentBuilder&) = delete;
  ~SegmentBuilder();
  [[nodiscard]] tl::expected<void, Fault> add(const PastQuestion& question);
  [[nodiscard]] std::uint32_t records() const noexcept;
  // Empties the builder. `previous` is the table checksum of the segment before; it becomes this one's.
  [[nodiscard]] tl::expected<std::string, Fault> finish(std::uint64_t first_record, std::uint64_t& previous);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A whole history in memory (tests, fuzzers).
[[nodiscard]] std::string history_header();

class HistoryWriter {
 public:
  // Makes the file (mode 0600) when it is not there.
  [[nodiscard]] static tl::expected<HistoryWriter, Fault> open(const std::string& path);
  HistoryWriter(HistoryWriter&&) noexcept;
  HistoryWriter& operator=(HistoryWriter&&) noexcept;
  ~HistoryWriter();  // what was added since the last finish() is lost

  [[nodiscard]] tl::expected<void, Fault> add(const PastQuestion& question);
  // Questions that refer to each other (a shipment's parties and lines), one behind the other in one segment.
  // At the first that is too large the rest is left out.
  [[nodiscard]] tl::expected<void, Fault> add_together(std::span<const PastQuestion> questions);
  // Writes the open segment and has the system put it on the disk.
  [[nodiscard]] tl::expected<void, Fault> finish();
  [[nodiscard]] std::uint64_t records() const noexcept;  // in the file, finished segments only
  // Bytes of a segment that an earlier writer left unfinished and that open() removed.
  [[nodiscard]] std::uint64_t removed() const noexcept;

 private:
  struct State;
  explicit HistoryWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace weir::ledger
