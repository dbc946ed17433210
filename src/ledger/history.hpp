// A history, opened: memory-mapped, verified segment by segment.
//
// Thread-safety: immutable after open(); any number of threads may read. Errors: open() gives Fault NotFound,
// Io or Corrupt (no history at all); damaged segments are left out and listed in damage(). Memory: none to
// speak of for segments whose index was written by the same analysis; the others' indexes are made again in
// memory.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "ledger/history_format.hpp"
#include "ledger/past_question.hpp"
#include "ledger/question_index.hpp"
#include "snapshot/mapping.hpp"
#include "weir/error.hpp"

namespace weir::ledger {

class Segment {
 public:
  [[nodiscard]] std::uint32_t records() const noexcept { return header_.records; }
  [[nodiscard]] std::uint64_t first_record() const noexcept { return header_.first_record; }
  [[nodiscard]] const std::vector<Context>& contexts() const noexcept { return contexts_; }
  [[nodiscard]] const IndexView& index() const noexcept { return index_; }
  [[nodiscard]] bool reindexed() const noexcept { return !own_index_.empty(); }
  [[nodiscard]] std::string_view section(HistorySection kind) const noexcept {
    return sections_[static_cast<std::size_t>(kind) - 1];
  }

 private:
  friend class History;
  SegmentHeader header_;
  std::array<std::string_view, kHistorySections> sections_;
  std::vector<Context> contexts_;
  SectionBytes own_index_;  // made again from the records
  IndexView index_;
};

// Reads records of one segment; rising order is cheap. One a thread.
class RecordReader {
 public:
  explicit RecordReader(const Segment& segment) : segment_(segment) {}
  [[nodiscard]] tl::expected<PastQuestion, Fault> read(std::uint32_t record);

 private:
  [[nodiscard]] tl::expected<void, Fault> load(std::uint32_t block);
  const Segment& segment_;
  std::uint32_t block_ = 0xFFFFFFFFU;
  std::string bytes_;
  std::vector<std::string_view> records_;
};

class History {
 public:
  [[nodiscard]] static tl::expected<History, Fault> open(const std::string& path);
  [[nodiscard]] static tl::expected<History, Fault> from_bytes(std::string name, std::string_view bytes);

  [[nodiscard]] const std::vector<Segment>& segments() const noexcept { return segments_; }
  [[nodiscard]] const std::vector<Fault>& damage() const noexcept { return damage_; }
  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }
  [[nodiscard]] std::uint64_t file_size() const noexcept { return file_size_; }
  // Where the last good segment ends, and its table checksum: for the writer.
  [[nodiscard]] std::uint64_t end() const noexcept { return end_; }
  [[nodiscard]] std::uint64_t last_checksum() const noexcept { return last_checksum_; }
  [[nodiscard]] bool cut_short() const noexcept { return cut_short_; }

 private:
  [[nodiscard]] static tl::expected<History, Fault> from_mapping(
      const std::string& name, std::shared_ptr<const snapshot::Mapping> mapping);
  tl::expected<Segment, std::string> read_segment(std::string_view bytes);

  std::shared_ptr<const snapshot::Mapping> mapping_;
  std::vector<Segment> segments_;
  std::vector<Fault> damage_;
  std::uint64_t records_ = 0;
  std::uint64_t file_size_ = 0;
  std::uint64_t end_ = 0;
  std::uint64_t last_checksum_ = 0;
  bool cut_short_ = false;
};

}  // namespace weir::ledger
