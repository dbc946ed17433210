// The snapshot file's layout: a transcription of docs/snapshot-format.md.
//
// Thread-safety: plain data. Errors: none; the checks live in view.cpp.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace weir::snapshot {

static_assert(std::endian::native == std::endian::little,
              "snapshots are read in place: little-endian machines only");

inline constexpr std::array<char, 8> kMagic{'W', 'E', 'I', 'R', 'S', 'N', 'A', 'P'};
inline constexpr std::uint32_t kVersion = 4;
inline constexpr std::size_t kAlignment = 64;
// What one hash of a section covers: a multiple of every element size, small enough for a core's cache.
inline constexpr std::size_t kChunkBytes = 196'608;
inline constexpr std::uint32_t kNone = 0xFFFFFFFFU;

// A token index and eight bits beside it share one 32-bit word.
inline constexpr std::uint32_t kTokenBits = 24;
inline constexpr std::uint32_t kTokenMask = (1U << kTokenBits) - 1;
inline constexpr std::uint32_t kMaxTokens = kTokenMask;  // the last index is never used

enum class Section : std::uint32_t {
  Meta = 1,
  Strings,
  Parties,
  Names,
  Forms,
  FormTokens,
  Tokens,
  TokenHash,
  Postings,
  Signatures,
  SoundHeads,
  SoundRows,
  Identifiers,
  Details,
  AnchorHeads,
  AnchorRows,
  RunHeads,
  RunRows,
};
inline constexpr std::uint32_t kSectionCount = 18;

struct Header {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t section_count = 0;
  std::uint64_t file_size = 0;
  std::array<std::uint8_t, 16> content_id{};
  std::uint64_t reserved0 = 0;
  std::uint64_t reserved1 = 0;
  std::uint64_t checksum = 0;
};
static_assert(sizeof(Header) == 64);

struct SectionRow {
  std::uint32_t kind = 0;
  std::uint32_t element_size = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t checksum = 0;
};
static_assert(sizeof(SectionRow) == 32);

struct PartyRow {
  std::uint16_t list = 0;
  std::uint8_t schema = 0;
  std::uint8_t gender = 0;
  std::uint32_t entry_id = 0;  // string
  std::uint32_t first_name = 0;
  std::uint32_t name_count = 0;
  std::uint64_t details = 0;  // offset in DETAILS
};
static_assert(sizeof(PartyRow) == 24);

struct NameRow {
  std::uint32_t party = 0;
  std::uint32_t text = 0;  // string
  std::uint32_t first_form = 0;
  std::uint8_t form_count = 0;
  std::uint8_t kind = 0;
  std::uint16_t language = 0;  // two ASCII letters, or 0
};
static_assert(sizeof(NameRow) == 16);

struct FormRow {
  std::uint32_t name = 0;
  std::uint32_t first_token = 0;
};
static_assert(sizeof(FormRow) == 8);

struct TokenRow {
  std::uint32_t text = 0;  // string
  std::uint32_t first_posting = 0;
  std::uint64_t sound = 0;     // phonetic key, 0 = none
  std::uint16_t class_id = 0;  // equality class as a generic word, 0 = none
  std::uint16_t name = 0;      // in the tables of given names and surnames (text::NameWord), 0 = none
  std::uint8_t length = 0;     // bytes; tokens are sorted by it
  std::uint8_t flags = 0;      // kSkeleton, kPatronymic, and the bits of text/lexicon.hpp
  std::uint8_t rarity = 0;     // sixteenths of a nat, by the fixed table of text/rarity.hpp
  std::uint8_t traits = 0;     // kEastAsian
};
static_assert(sizeof(TokenRow) == 24);

// TokenRow::flags: read from a script without vowels, so that only the consonants count.
inline constexpr std::uint8_t kSkeleton = 1;
// A patronymic, by its ending.
inline constexpr std::uint8_t kPatronymic = 32;
// TokenRow::traits: could be a syllable of a Chinese or Korean name (text/syllables.hpp).
inline constexpr std::uint8_t kEastAsian = 1;

struct IdentifierRow {
  std::uint64_t hash = 0;
  std::uint32_t party = 0;
  std::uint32_t zero = 0;
};
static_assert(sizeof(IdentifierRow) == 16);

// Element size that the section table must state.
[[nodiscard]] constexpr std::uint32_t element_size(Section section) noexcept {
  switch (section) {
    case Section::Meta:
    case Section::Strings:
    case Section::Details:
      return 1;
    case Section::Parties:
      return sizeof(PartyRow);
    case Section::Names:
      return sizeof(NameRow);
    case Section::Forms:
      return sizeof(FormRow);
    case Section::Tokens:
      return sizeof(TokenRow);
    case Section::Signatures:
      return sizeof(std::uint64_t);
    case Section::Identifiers:
      return sizeof(IdentifierRow);
    default:
      return sizeof(std::uint32_t);
  }
}

}  // namespace weir::snapshot
