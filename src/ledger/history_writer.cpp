#include "ledger/history_writer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "ledger/history.hpp"
#include "ledger/question_codec.hpp"
#include "ledger/question_index.hpp"

namespace weir::ledger {
namespace {

constexpr std::size_t align_up(std::size_t value, std::size_t step) {
  return (value + step - 1) / step * step;
}

Fault io_fault(const std::string& path, std::string_view doing) {
  return Fault{.kind = FaultKind::Io,
               .file = path,
               .message = fmt::format("cannot {} the history: {}", doing, std::strerror(errno))};
}

Fault too_large(std::string message) {
  return Fault{.kind = FaultKind::TooLarge, .message = std::move(message)};
}

}  // namespace

struct SegmentBuilder::State {
  std::vector<Context> contexts;
  std::size_t context_bytes = 0;
  std::string block;
  std::uint32_t block_records = 0;
  std::string blocks;
  std::vector<std::uint64_t> block_heads;
  IndexBuilder index;
  std::string record;

  std::uint32_t context(const Context& wanted) {
    // Questions come in runs of one context: the last is the likeliest.
    for (std::size_t i = contexts.size(); i-- > 0;) {
      if (contexts[i] == wanted) return static_cast<std::uint32_t>(i);
    }
    contexts.push_back(wanted);
    return static_cast<std::uint32_t>(contexts.size() - 1);
  }

  tl::expected<void, Fault> close_block() {
    if (block_records == 0) return {};
    constexpr int kLevel = 6;
    block_heads.push_back(blocks.size());
    const std::size_t old = blocks.size();
    blocks.resize(old + ZSTD_compressBound(block.size()));
    const std::size_t size =
        ZSTD_compress(blocks.data() + old, blocks.size() - old, block.data(), block.size(), kLevel);
    if (ZSTD_isError(size) != 0) {
      blocks.resize(old);
      return tl::unexpected(Fault{.kind = FaultKind::Io,
                                  .message = fmt::format("cannot compress: {}", ZSTD_getErrorName(size))});
    }
    blocks.resize(old + size);
    block.clear();
    block_records = 0;
    return {};
  }
};

SegmentBuilder::SegmentBuilder() : state_(std::make_unique<State>()) {}
SegmentBuilder::~SegmentBuilder() = default;

std::uint32_t SegmentBuilder::records() const noexcept {
  return state_->index.records();
}

tl::expected<void, Fault> SegmentBuilder::add(const PastQuestion& question) {
  State& state = *state_;
  if (records() >= kMaxSegmentRecords) return tl::unexpected(too_large("the segment is full"));
  state.record.clear();
  encode_question(question, state.context(question.context), state.record);
  if (state.record.size() > kMaxRecordBytes) {
    return tl::unexpected(
        too_large(fmt::format("question '{}' takes {} bytes; the history keeps at most {}",
                              question.party.entry_id.substr(0, 80), state.record.size(), kMaxRecordBytes)));
  }
  // A block closes early before it could outgrow what a reader accepts.
  constexpr std::size_t kFull = kMaxBlockBytes - 2 * kMaxRecordBytes;
  if (state.block.size() > kFull)
    return tl::unexpected(too_large("too many large questions follow each other"));
  snapshot::put_varint(state.block, state.record.size());
  state.block += state.record;
  state.index.add(question);
  if (++state.block_records == kBlockRecords) return state.close_block();
  return {};
}

tl::expected<std::string, Fault> SegmentBuilder::finish(std::uint64_t first_record, std::uint64_t& previous) {
  State& state = *state_;
  if (auto closed = state.close_block(); !closed) return tl::unexpected(closed.error());
  const std::uint32_t records = state.index.records();
  SectionBytes sections = state.index.finish();
  const nlohmann::ordered_json meta{{"engine", "weir " WEIR_VERSION}, {"analysis", analysis_fingerprint()}};
  sections[HistorySection::Meta] = meta.dump();
  encode_contexts(state.contexts, sections[HistorySection::Contexts]);
  state.block_heads.push_back(state.blocks.size());
  sections[HistorySection::BlockHeads].assign(reinterpret_cast<const char*>(state.block_heads.data()),
                                              state.block_heads.size() * sizeof(std::uint64_t));
  sections[HistorySection::Blocks] = std::move(state.blocks);
  *state_ = State{};

  std::array<SegmentSection, kHistorySections> table;
  std::size_t at = sizeof(SegmentHeader) + sizeof table;
  for (std::uint32_t i = 0; i < kHistorySections; ++i) {
    const auto kind = static_cast<HistorySection>(i + 1);
    const std::string& bytes = sections[kind];
    if (kind != HistorySection::Blocks && bytes.size() > std::numeric_limits<std::uint32_t>::max())
      return tl::unexpected(too_large("a section of the history would pass 4 GiB"));
    at = align_up(at, kSectionAlignment);
    table[i] = {.kind = i + 1,
                .element_size = element_size(kind),
                .offset = at,
                .size = bytes.size(),
                .checksum = XXH3_64bits(bytes.data(), bytes.size())};
    at += bytes.size();
  }
  SegmentHeader header{.magic = kSegmentMagic,
                       .records = records,
                       .sections = kHistorySections,
                       .size = align_up(at, kSegmentAlignment),
                       .first_record = first_record,
                       .previous = previous,
                       .table_checksum = XXH3_64bits(table.data(), sizeof table)};
  header.checksum = XXH3_64bits(&header, offsetof(SegmentHeader, checksum));
  previous = header.table_checksum;
  std::string out(header.size, '\0');
  std::memcpy(out.data(), &header, sizeof header);
  std::memcpy(out.data() + sizeof header, table.data(), sizeof table);
  for (const SegmentSection& row : table) {
    const std::string& bytes = sections[static_cast<HistorySection>(row.kind)];
    std::memcpy(out.data() + row.offset, bytes.data(), bytes.size());
  }
  return out;
}

std::string history_header() {
  HistoryHeader header{.magic = kHistoryMagic, .version = kHistoryVersion};
  header.checksum = XXH3_64bits(&header, offsetof(HistoryHeader, checksum));
  return {reinterpret_cast<const char*>(&header), sizeof header};
}

struct HistoryWriter::State {
  std::string path;
  int descriptor = -1;
  std::uint64_t end = 0;
  std::uint64_t records = 0;
  std::uint64_t previous = 0;
  std::uint64_t removed = 0;
  SegmentBuilder segment;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (descriptor >= 0) ::close(descriptor);  // gives the lock back
  }

  tl::expected<void, Fault> append(std::string_view bytes) {
    std::uint64_t at = end;
    while (!bytes.empty()) {
      const ssize_t written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) {
        const Fault fault = io_fault(path, "write");
        static_cast<void>(::ftruncate(descriptor, static_cast<off_t>(end)));
        return tl::unexpected(fault);
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
      at += static_cast<std::uint64_t>(written);
    }
    if (::fsync(descriptor) != 0) return tl::unexpected(io_fault(path, "save"));
    end = at;
    return {};
  }
};

HistoryWriter::HistoryWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
HistoryWriter::HistoryWriter(HistoryWriter&&) noexcept = default;
HistoryWriter& HistoryWriter::operator=(HistoryWriter&&) noexcept = default;
HistoryWriter::~HistoryWriter() = default;

std::uint64_t HistoryWriter::records() const noexcept {
  return state_->records;
}
std::uint64_t HistoryWriter::removed() const noexcept {
  return state_->removed;
}

tl::expected<HistoryWriter, Fault> HistoryWriter::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  constexpr mode_t kPrivate = 0600;
  state->descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kPrivate);
  if (state->descriptor < 0) return tl::unexpected(io_fault(path, "open"));
  if (::flock(state->descriptor, LOCK_EX | LOCK_NB) != 0) {
    return tl::unexpected(Fault{.kind = FaultKind::HeldBack,
                                .file = path,
                                .message = "another process is writing to this history; try again later"});
  }
  struct stat status {};
  if (::fstat(state->descriptor, &status) != 0) return tl::unexpected(io_fault(path, "look at"));
  if (!S_ISREG(status.st_mode)) {
    return tl::unexpected(Fault{.kind = FaultKind::BadArgument,
                                .file = path,
                                .message = "not a regular file, so not a Weir history"});
  }
  if (status.st_size == 0) {
    // An empty file may have been made by somebody else, with another mode.
    static_cast<void>(::fchmod(state->descriptor, kPrivate));
    if (auto written = state->append(history_header()); !written)
      return tl::unexpected(std::move(written.error()));
    return HistoryWriter(std::move(state));
  }
  auto history = History::open(path);
  if (!history) return tl::unexpected(std::move(history.error()));
  const bool only_cut = history->damage().size() == 1 && history->cut_short();
  if (!history->damage().empty() && !only_cut) {
    Fault fault = history->damage().front();
    fault.message += "; nothing is added to a damaged history: start a new file";
    return tl::unexpected(std::move(fault));
  }
  state->end = history->end();
  state->records = history->records();
  state->previous = history->last_checksum();
  if (only_cut) {
    state->removed = history->file_size() - history->end();
    if (::ftruncate(state->descriptor, static_cast<off_t>(state->end)) != 0)
      return tl::unexpected(io_fault(path, "repair the end of"));
  }
  return HistoryWriter(std::move(state));
}

tl::expected<void, Fault> HistoryWriter::add(const PastQuestion& question) {
  if (auto added = state_->segment.add(question); !added) {
    added.error().file = state_->path;
    return added;
  }
  if (state_->segment.records() >= kSegmentRecords) return finish();
  return {};
}

tl::expected<void, Fault> HistoryWriter::add_together(std::span<const PastQuestion> questions) {
  if (state_->segment.records() > 0 && state_->segment.records() + questions.size() > kSegmentRecords) {
    if (auto finished = finish(); !finished) return finished;
  }
  for (const PastQuestion& question : questions) {
    if (auto added = state_->segment.add(question); !added) {
      added.error().file = state_->path;
      return added;
    }
  }
  return {};
}

tl::expected<void, Fault> HistoryWriter::finish() {
  const std::uint32_t records = state_->segment.records();
  if (records == 0) return {};
  std::uint64_t previous = state_->previous;
  auto bytes = state_->segment.finish(state_->records, previous);
  if (!bytes) {
    bytes.error().file = state_->path;
    return tl::unexpected(std::move(bytes.error()));
  }
  if (auto written = state_->append(*bytes); !written) return written;
  state_->previous = previous;
  state_->records += records;
  return {};
}

}  // namespace weir::ledger
