// Any bytes as a history: refused, or read to the last record without a crash, a hang or unbounded memory.
//
// The bytes are tried as they are and once more with all checksums made right, so that what lies behind the
// checksums is reached, too.
#include <xxhash.h>

#include <cstdint>
#include <cstring>
#include <string>

#include "ledger/history.hpp"

namespace {

using namespace weir::ledger;

void read_all(std::string_view bytes) {
  const auto history = History::from_bytes("fuzz", bytes);
  if (!history) return;
  std::uint64_t used = 0;
  for (const Segment& segment : history->segments()) {
    RecordReader reader(segment);
    IndexView::FormReader forms(segment.index());
    const std::uint32_t count = std::min<std::uint32_t>(segment.records(), 2000);
    for (std::uint32_t record = 0; record < count; ++record) {
      if (const auto question = reader.read(record)) used += question->party.names.size();
      forms.each_form(record, [&](weir::Schema, std::uint8_t, std::span<const FormWord> form) {
        for (const FormWord& word : form) used += segment.index().word(word.word).size();
      });
    }
    const std::uint32_t words = std::min<std::uint32_t>(segment.index().words(), 2000);
    for (std::uint32_t word = 0; word < words; ++word) {
      segment.index().each_posting(word, [&](std::uint32_t record) {
        if (record >= segment.records()) __builtin_trap();
        ++used;
      });
      used += segment.index().word(word).size() + segment.index().facts(word).class_id;
    }
    for (const IdentifierPosting& row : segment.index().identifiers()) used += row.record;
    for (const LineRow& row : segment.index().lines()) used += row.record;
  }
  [[maybe_unused]] static volatile std::uint64_t sink;  // so that reading is not left out
  sink = used;
}

void make_checksums_right(std::string& bytes) {
  if (bytes.size() < sizeof(HistoryHeader)) return;
  HistoryHeader head;
  std::memcpy(&head, bytes.data(), sizeof head);
  head.magic = kHistoryMagic;
  head.version = kHistoryVersion;
  head.checksum = XXH3_64bits(&head, offsetof(HistoryHeader, checksum));
  std::memcpy(bytes.data(), &head, sizeof head);
  std::uint64_t previous = 0;
  for (std::size_t at = sizeof head;
       at + sizeof(SegmentHeader) + sizeof(SegmentSection) * kHistorySections <= bytes.size();) {
    SegmentHeader segment;
    std::memcpy(&segment, bytes.data() + at, sizeof segment);
    segment.magic = kSegmentMagic;
    segment.sections = kHistorySections;
    segment.previous = previous;
    if (segment.size > bytes.size() - at || segment.size % kSegmentAlignment != 0)
      segment.size = bytes.size() - at;
    for (std::uint32_t i = 0; i < kHistorySections; ++i) {
      char* const place = bytes.data() + at + sizeof segment + i * sizeof(SegmentSection);
      SegmentSection row;
      std::memcpy(&row, place, sizeof row);
      if (row.offset <= segment.size && row.size <= segment.size - row.offset)
        row.checksum = XXH3_64bits(bytes.data() + at + row.offset, row.size);
      std::memcpy(place, &row, sizeof row);
    }
    segment.table_checksum =
        XXH3_64bits(bytes.data() + at + sizeof segment, sizeof(SegmentSection) * kHistorySections);
    segment.checksum = XXH3_64bits(&segment, offsetof(SegmentHeader, checksum));
    std::memcpy(bytes.data() + at, &segment, sizeof segment);
    previous = segment.table_checksum;
    if (segment.size < sizeof segment) break;
    at += segment.size;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  read_all(bytes);
  make_checksums_right(bytes);
  read_all(bytes);
  return 0;
}
