#include "ledger/history.hpp"

#include <fmt/format.h>
#include <xxhash.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "ledger/question_codec.hpp"

namespace weir::ledger {
namespace {

constexpr std::array<std::string_view, kHistorySections + 1> kNames{
    "",           "META",       "CONTEXTS", "BLOCK_HEADS",   "BLOCKS",   "WORD_HEADS",  "WORDS",
    "WORD_FACTS", "FORM_HEADS", "FORMS",    "POSTING_HEADS", "POSTINGS", "IDENTIFIERS", "LINES"};

Fault corrupt(const std::string& name, std::string message) {
  return Fault{.kind = FaultKind::Corrupt, .file = name, .message = std::move(message)};
}

// The header at `bytes`, when it is one.
bool segment_header(std::string_view bytes, SegmentHeader& header) {
  if (bytes.size() < sizeof header) return false;
  std::memcpy(&header, bytes.data(), sizeof header);
  return header.magic == kSegmentMagic &&
         header.checksum == XXH3_64bits(&header, offsetof(SegmentHeader, checksum)) &&
         header.size >= sizeof header + sizeof(SegmentSection) * kHistorySections &&
         header.size % kSegmentAlignment == 0;
}

}  // namespace

tl::expected<void, Fault> RecordReader::load(std::uint32_t block) {
  block_ = 0xFFFFFFFFU;
  records_.clear();
  const auto bad = [&] {
    return tl::unexpected(Fault{.kind = FaultKind::Corrupt,
                                .message = fmt::format("block {} of the history is damaged", block)});
  };
  const std::string_view heads = segment_.section(HistorySection::BlockHeads);
  const std::string_view blocks = segment_.section(HistorySection::Blocks);
  if ((std::size_t{block} + 2) * sizeof(std::uint64_t) > heads.size()) return bad();
  std::array<std::uint64_t, 2> range{};
  std::memcpy(range.data(), heads.data() + std::size_t{block} * sizeof(std::uint64_t), sizeof range);
  if (range[0] > range[1] || range[1] > blocks.size()) return bad();
  const std::string_view frame = blocks.substr(range[0], range[1] - range[0]);
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size > kMaxBlockBytes) return bad();  // also "unknown" and "error", which are the highest values
  bytes_.resize(size);
  const std::size_t got = ZSTD_decompress(bytes_.data(), bytes_.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) != 0 || got != size) return bad();
  snapshot::Cursor cursor(bytes_);
  while (cursor.position() < bytes_.size()) {
    const std::size_t length = cursor.count();
    records_.push_back(cursor.take(length));
    if (!cursor.ok() || records_.size() > kBlockRecords) return bad();
  }
  block_ = block;
  return {};
}

tl::expected<PastQuestion, Fault> RecordReader::read(std::uint32_t record) {
  const std::uint32_t block = record / kBlockRecords;
  if (block != block_) {
    if (auto loaded = load(block); !loaded) return tl::unexpected(std::move(loaded.error()));
  }
  const std::uint32_t index = record % kBlockRecords;
  if (record >= segment_.records() || index >= records_.size()) {
    return tl::unexpected(Fault{
        .kind = FaultKind::Corrupt,
        .message = fmt::format("record {} of the history is missing", segment_.first_record() + record)});
  }
  return decode_question(records_[index], segment_.contexts());
}

tl::expected<History, Fault> History::open(const std::string& path) {
  auto mapping = snapshot::map_file(path);
  if (!mapping) {
    Fault fault = std::move(mapping.error());
    for (const std::string_view word : {"the snapshot", "a Weir snapshot"}) {
      if (const std::size_t at = fault.message.find(word); at != std::string::npos)
        fault.message.replace(at, word.size(), word.starts_with("the") ? "the history" : "a Weir history");
    }
    return tl::unexpected(std::move(fault));
  }
  return from_mapping(path, std::move(*mapping));
}

tl::expected<History, Fault> History::from_bytes(std::string name, std::string_view bytes) {
  return from_mapping(name, snapshot::copy_bytes(bytes));
}

tl::expected<Segment, std::string> History::read_segment(std::string_view bytes) {
  Segment segment;
  std::memcpy(&segment.header_, bytes.data(), sizeof segment.header_);
  const SegmentHeader& header = segment.header_;
  if (header.sections != kHistorySections || header.records > kMaxSegmentRecords)
    return tl::unexpected(std::string("its header has impossible counts"));
  std::array<SegmentSection, kHistorySections> table;
  std::memcpy(table.data(), bytes.data() + sizeof header, sizeof table);
  if (XXH3_64bits(table.data(), sizeof table) != header.table_checksum)
    return tl::unexpected(std::string("its section table was altered"));
  std::uint64_t end = sizeof header + sizeof table;
  for (std::uint32_t i = 0; i < kHistorySections; ++i) {
    const SegmentSection& row = table[i];
    const bool fits =
        row.offset >= end && row.offset <= bytes.size() && row.size <= bytes.size() - row.offset;
    if (row.kind != i + 1 || row.element_size != element_size(static_cast<HistorySection>(row.kind)) ||
        row.offset % kSectionAlignment != 0 || !fits || row.size % row.element_size != 0)
      return tl::unexpected(fmt::format("its section {} has an impossible place or size", kNames[i + 1]));
    end = row.offset + row.size;
    if (XXH3_64bits(bytes.data() + row.offset, row.size) != row.checksum)
      return tl::unexpected(fmt::format("its section {} was altered", kNames[i + 1]));
    segment.sections_[i] = bytes.substr(row.offset, row.size);
  }
  auto contexts = decode_contexts(segment.section(HistorySection::Contexts));
  if (!contexts) return tl::unexpected(contexts.error().message);
  segment.contexts_ = std::move(*contexts);

  const auto meta =
      nlohmann::json::parse(segment.section(HistorySection::Meta), nullptr, false);  // no exceptions
  const bool known = meta.is_object() && meta.contains("analysis") && meta["analysis"].is_string() &&
                     meta["analysis"].get_ref<const std::string&>() == analysis_fingerprint();
  if (!known) {
    // Another analysis: the index is made again.
    IndexBuilder builder;
    RecordReader reader(segment);
    for (std::uint32_t record = 0; record < header.records; ++record) {
      auto question = reader.read(record);
      if (!question) return tl::unexpected(question.error().message);
      builder.add(*question);
    }
    segment.own_index_ = builder.finish();
  }
  return segment;
}

tl::expected<History, Fault> History::from_mapping(const std::string& name,
                                                   std::shared_ptr<const snapshot::Mapping> mapping) {
  const std::string_view bytes = mapping->bytes();
  if (bytes.size() < kHistoryMagic.size() ||
      std::memcmp(bytes.data(), kHistoryMagic.data(), kHistoryMagic.size()) != 0)
    return tl::unexpected(corrupt(name, "not a Weir history: it does not start with WEIRHIST"));
  HistoryHeader head;
  if (bytes.size() < sizeof head)
    return tl::unexpected(corrupt(name, "the history breaks off inside its header"));
  std::memcpy(&head, bytes.data(), sizeof head);
  if (head.version != kHistoryVersion) {
    return tl::unexpected(
        corrupt(name, fmt::format("history format {} is not known to this Weir (it reads {})", head.version,
                                  kHistoryVersion)));
  }
  if (head.checksum != XXH3_64bits(&head, offsetof(HistoryHeader, checksum)))
    return tl::unexpected(corrupt(name, "the history's header was altered"));

  History history;
  history.mapping_ = std::move(mapping);
  history.file_size_ = bytes.size();
  history.end_ = sizeof head;
  std::size_t at = sizeof head;
  bool chained = true;  // false after a damaged segment: its successor's link cannot be checked
  while (at < bytes.size()) {
    SegmentHeader header;
    if (!segment_header(bytes.substr(at), header)) {
      // Go on at the next place where a segment starts.
      std::size_t next = at + kSegmentAlignment;
      while (next < bytes.size() && !segment_header(bytes.substr(next), header)) next += kSegmentAlignment;
      const std::size_t to = std::min(next, bytes.size());
      // What a writer left behind is the start of a segment and nothing after it.
      if (next >= bytes.size() && chained) history.cut_short_ = true;
      history.damage_.push_back(
          corrupt(name, fmt::format("bytes {} to {} are no segment of a history: damaged", at, to)));
      chained = false;
      at = to;
      continue;
    }
    if (header.size > bytes.size() - at) {
      // Cut short, or a size that was forged with its checksum: another segment may start within.
      history.damage_.push_back(corrupt(
          name, fmt::format("the segment at byte {} breaks off: {} of {} bytes are there ({} questions)", at,
                            bytes.size() - at, header.size, header.records)));
      SegmentHeader other;
      std::size_t next = at + kSegmentAlignment;
      while (next < bytes.size() && !segment_header(bytes.substr(next), other)) next += kSegmentAlignment;
      history.cut_short_ = chained && next >= bytes.size();
      chained = false;
      at = std::min(next, bytes.size());
      continue;
    }
    auto segment = history.read_segment(bytes.substr(at, header.size));
    const bool linked =
        !chained || (header.previous == history.last_checksum_ && header.first_record == history.records_);
    if (!segment) {
      history.damage_.push_back(
          corrupt(name, fmt::format("the segment at byte {} is damaged ({} questions): {}", at,
                                    header.records, segment.error())));
    } else {
      if (!linked) {
        history.damage_.push_back(corrupt(
            name, fmt::format("the segment at byte {} does not follow the one before it: a segment was "
                              "taken out, put in or moved",
                              at)));
      }
      history.segments_.push_back(std::move(*segment));
    }
    chained = true;
    history.records_ = header.first_record + header.records;
    history.last_checksum_ = header.table_checksum;
    at += header.size;
    history.end_ = at;
  }
  // Views into own indexes only now, when the segments no longer move.
  for (Segment& segment : history.segments_) {
    std::array<std::string_view, kHistorySections> sections = segment.sections_;
    for (const auto& [kind, own] : segment.own_index_) sections[static_cast<std::size_t>(kind) - 1] = own;
    segment.index_ = IndexView(segment.header_.records, sections);
  }
  return history;
}

}  // namespace weir::ledger
