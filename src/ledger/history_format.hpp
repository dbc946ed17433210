// The history file's layout: a transcription of docs/history-format.md.
//
// Thread-safety: plain data. Errors: none; the checks live in history.cpp.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace weir::ledger {

static_assert(std::endian::native == std::endian::little,
              "histories are read in place: little-endian machines only");

inline constexpr std::array<char, 8> kHistoryMagic{'W', 'E', 'I', 'R', 'H', 'I', 'S', 'T'};
inline constexpr std::array<char, 8> kSegmentMagic{'W', 'E', 'I', 'R', 'S', 'E', 'G', 'M'};
inline constexpr std::uint32_t kHistoryVersion = 1;
inline constexpr std::size_t kSegmentAlignment = 64;
inline constexpr std::size_t kSectionAlignment = 8;
inline constexpr std::uint32_t kMaxSegmentRecords = 1U << 24U;
inline constexpr std::uint32_t kSegmentRecords = 1'000'000;  // a writer closes a segment here
inline constexpr std::uint32_t kBlockRecords = 256;
inline constexpr std::size_t kMaxBlockBytes = 64U << 20U;
inline constexpr std::size_t kMaxRecordBytes = 4U << 20U;
inline constexpr std::uint32_t kFormStride = 16;  // records a row of FORM_HEADS

enum class HistorySection : std::uint32_t {
  Meta = 1,
  Contexts,
  BlockHeads,
  Blocks,
  WordHeads,
  Words,
  WordFacts,
  FormHeads,
  Forms,
  PostingHeads,
  Postings,
  Identifiers,
  Lines,
};
inline constexpr std::uint32_t kHistorySections = 13;

struct HistoryHeader {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t zero = 0;
  std::array<std::uint8_t, 40> reserved{};
  std::uint64_t checksum = 0;
};
static_assert(sizeof(HistoryHeader) == 64);

struct SegmentHeader {
  std::array<char, 8> magic{};
  std::uint32_t records = 0;
  std::uint32_t sections = 0;
  std::uint64_t size = 0;
  std::uint64_t first_record = 0;
  std::uint64_t previous = 0;  // table checksum of the segment before
  std::uint64_t reserved = 0;
  std::uint64_t table_checksum = 0;
  std::uint64_t checksum = 0;
};
static_assert(sizeof(SegmentHeader) == 64);

struct SegmentSection {
  std::uint32_t kind = 0;
  std::uint32_t element_size = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t checksum = 0;
};
static_assert(sizeof(SegmentSection) == 32);

// What the analysis knows of a word beside its letters (match/words.hpp): words that differ in it are
// different.
struct WordFacts {
  std::uint16_t class_id = 0;
  std::uint16_t name = 0;
  std::uint8_t skeleton = 0;
  std::array<std::uint8_t, 3> zero{};
};
static_assert(sizeof(WordFacts) == 8);

// Which facts a question has that can help a hit (FORMS).
inline constexpr std::uint8_t kHasBirthDate = 1;
inline constexpr std::uint8_t kHasCountry = 2;
inline constexpr std::uint8_t kHasAddress = 4;

struct IdentifierPosting {
  std::uint64_t hash = 0;
  std::uint32_t record = 0;
  std::uint32_t zero = 0;
};
static_assert(sizeof(IdentifierPosting) == 16);

struct LineRow {
  static constexpr std::uint8_t kOpenCode = 1;    // no code, several codes, or a candidate only
  static constexpr std::uint8_t kOtherGoods = 2;  // control numbers, chemicals or facts

  std::uint32_t record = 0;
  std::int32_t day = 0;
  std::uint16_t edition = 0;
  std::uint8_t flags = 0;
  std::uint8_t digits = 0;
  std::array<char, 16> code{};
  std::array<char, 2> destination{};
  std::uint16_t zero = 0;
};
static_assert(sizeof(LineRow) == 32);

[[nodiscard]] constexpr std::uint32_t element_size(HistorySection section) noexcept {
  switch (section) {
    case HistorySection::BlockHeads:
      return sizeof(std::uint64_t);
    case HistorySection::WordHeads:
    case HistorySection::FormHeads:
    case HistorySection::PostingHeads:
      return sizeof(std::uint32_t);
    case HistorySection::WordFacts:
      return sizeof(WordFacts);
    case HistorySection::Identifiers:
      return sizeof(IdentifierPosting);
    case HistorySection::Lines:
      return sizeof(LineRow);
    default:
      return 1;
  }
}

}  // namespace weir::ledger
