#include "snapshot/view.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>

#include "snapshot/file_writer.hpp"
#include "snapshot/hashing.hpp"
#include "snapshot/mapping.hpp"
#include "snapshot/party_codec.hpp"
#include "snapshot/verify.hpp"

namespace weir::snapshot {
namespace {

tl::unexpected<Fault> corrupt(const std::string& name, std::string message) {
  return tl::unexpected(Fault{.kind = FaultKind::Corrupt, .file = name, .message = std::move(message)});
}

constexpr std::array<std::string_view, kSectionCount + 1> kSectionNames{
    "",        "META",         "STRINGS",     "PARTIES",    "NAMES",       "FORMS",      "FORM_TOKENS",
    "TOKENS",  "TOKEN_HASH",   "POSTINGS",    "SIGNATURES", "SOUND_HEADS", "SOUND_ROWS", "IDENTIFIERS",
    "DETAILS", "ANCHOR_HEADS", "ANCHOR_ROWS", "RUN_HEADS",  "RUN_ROWS"};

tl::unexpected<Fault> altered(const std::string& name, Section section) {
  return corrupt(name, fmt::format("section {} of the snapshot was altered: its checksum does not agree",
                                   kSectionNames[static_cast<std::uint32_t>(section)]));
}

tl::unexpected<Fault> out_of_place(const std::string& name, Section section) {
  return corrupt(name, fmt::format("section {} of the snapshot points outside its target",
                                   kSectionNames[static_cast<std::uint32_t>(section)]));
}

// The header and the table of `bytes`, checked.
tl::expected<std::array<SectionRow, kSectionCount>, Fault> read_table(const std::string& name,
                                                                      std::string_view bytes,
                                                                      Header& header) {
  constexpr std::size_t kTableBytes = sizeof(SectionRow) * kSectionCount;
  if (bytes.size() < kMagic.size() || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0) {
    return corrupt(name, "not a Weir snapshot: it does not start with WEIRSNAP");
  }
  if (bytes.size() < sizeof(Header)) return corrupt(name, "the snapshot breaks off inside its header");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.version != kVersion) {
    return corrupt(
        name,
        fmt::format(
            "snapshot format {} is not known to this Weir (it reads format {}); compile the lists again",
            header.version, kVersion));
  }
  if (header.checksum != XXH3_64bits(&header, offsetof(Header, checksum)))
    return corrupt(name, "the snapshot's header was altered");
  if (header.file_size != bytes.size()) {
    return corrupt(name,
                   fmt::format("the snapshot has {} bytes where its header says {}: it was {}", bytes.size(),
                               header.file_size, bytes.size() < header.file_size ? "cut short" : "added to"));
  }
  if (header.section_count != kSectionCount || bytes.size() < sizeof(Header) + kTableBytes) {
    return corrupt(
        name, fmt::format("the snapshot has {} sections, expected {}", header.section_count, kSectionCount));
  }
  std::array<SectionRow, kSectionCount> rows;
  std::memcpy(rows.data(), bytes.data() + sizeof(Header), kTableBytes);
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(rows.data(), kTableBytes));
  if (std::memcmp(canonical.digest, header.content_id.data(), header.content_id.size()) != 0) {
    return corrupt(name, "the snapshot's section table was altered");
  }
  std::uint64_t end = sizeof(Header) + kTableBytes;
  for (std::uint32_t i = 0; i < kSectionCount; ++i) {
    const SectionRow& row = rows[i];
    const bool fits =
        row.offset >= end && row.offset <= bytes.size() && row.size <= bytes.size() - row.offset;
    if (row.kind != i + 1 || row.element_size != element_size(static_cast<Section>(row.kind)) ||
        row.offset % kAlignment != 0 || !fits || row.size % row.element_size != 0) {
      return corrupt(name, fmt::format("section {} of the snapshot has an impossible place or size",
                                       kSectionNames[i + 1]));
    }
    const std::string_view gap = bytes.substr(end, row.offset - end);
    if (gap.size() >= kAlignment || gap.find_first_not_of('\0') != std::string_view::npos) {
      return corrupt(
          name, fmt::format("the gap before section {} of the snapshot was altered", kSectionNames[i + 1]));
    }
    end = row.offset + row.size;
  }
  if (end != bytes.size()) return corrupt(name, "the snapshot goes on after its last section");
  return rows;
}

template <class T>
std::span<const T> rows_of(std::string_view bytes, const SectionRow& row) {
  return {reinterpret_cast<const T*>(bytes.data() + row.offset), row.size / sizeof(T)};
}

}  // namespace

tl::expected<View, Fault> View::open(const std::string& path) {
  auto mapping = map_file(path);
  if (!mapping) return tl::unexpected(std::move(mapping.error()));
  return from_mapping(path, std::move(*mapping));
}

tl::expected<View, Fault> View::from_bytes(std::string name, std::string_view bytes) {
  return from_mapping(std::move(name), copy_bytes(bytes));
}

tl::expected<View, Fault> View::from_mapping(std::string name, std::shared_ptr<const Mapping> mapping) {
  const std::string_view bytes = mapping->bytes();
  Header header;
  const auto table = read_table(name, bytes, header);
  if (!table) return tl::unexpected(table.error());
  const auto row = [&](Section section) -> const SectionRow& {
    return (*table)[static_cast<std::uint32_t>(section) - 1];
  };
  const auto words = [&](Section section) { return rows_of<std::uint32_t>(bytes, row(section)); };
  const auto blob = [&](Section section) { return bytes.substr(row(section).offset, row(section).size); };

  View view;
  view.mapping_ = std::move(mapping);
  view.id_ = hex_id(header.content_id);
  view.file_size_ = header.file_size;
  view.strings_ = blob(Section::Strings);
  view.details_ = blob(Section::Details);
  view.parties_ = rows_of<PartyRow>(bytes, row(Section::Parties));
  view.names_ = rows_of<NameRow>(bytes, row(Section::Names));
  view.forms_ = rows_of<FormRow>(bytes, row(Section::Forms));
  view.form_tokens_ = words(Section::FormTokens);
  view.tokens_ = rows_of<TokenRow>(bytes, row(Section::Tokens));
  view.token_hash_ = words(Section::TokenHash);
  view.postings_ = words(Section::Postings);
  view.signatures_ = rows_of<std::uint64_t>(bytes, row(Section::Signatures));
  view.sound_heads_ = words(Section::SoundHeads);
  view.sound_rows_ = words(Section::SoundRows);
  view.identifiers_ = rows_of<IdentifierRow>(bytes, row(Section::Identifiers));
  view.anchor_heads_ = words(Section::AnchorHeads);
  view.anchor_rows_ = words(Section::AnchorRows);
  view.run_heads_ = words(Section::RunHeads);
  view.run_rows_ = words(Section::RunRows);
  // META says how many lists there are, which the check of PARTIES needs.
  const SectionRow& meta_row = row(Section::Meta);
  if (section_checksum(blob(Section::Meta)) != meta_row.checksum) return altered(name, Section::Meta);
  auto meta = meta_from_json(blob(Section::Meta));
  if (!meta) return corrupt(name, "the snapshot's META section is damaged: " + meta.error().message);
  if (meta->tables != names_fingerprint()) {
    return corrupt(
        name,
        fmt::format("the snapshot was compiled by {} with other tables of names than this Weir has; compile "
                    "the lists again",
                    meta->built_by));
  }
  view.meta_ = std::make_shared<const Meta>(std::move(*meta));
  std::vector<SectionCheck> checks;
  for (const SectionRow& entry : *table) {
    const auto section = static_cast<Section>(entry.kind);
    if (section == Section::Meta) continue;
    checks.push_back({.section = section,
                      .bytes = bytes.substr(entry.offset, entry.size),
                      .checksum = entry.checksum,
                      .good = view.element_check(section)});
  }
  if (const auto finding = verify(checks))
    return finding->altered ? altered(name, finding->section) : out_of_place(name, finding->section);
  if (const auto section = view.wrong_size()) return out_of_place(name, *section);
  return view;
}

std::uint32_t View::find_token(std::string_view text) const noexcept {
  const std::size_t mask = token_hash_.size() - 1;
  for (std::size_t slot = hash_text(text) & mask;; slot = (slot + 1) & mask) {
    const std::uint32_t token = token_hash_[slot];
    if (token == kNone || token_text(token) == text) return token;
  }
}

std::pair<std::uint32_t, std::uint32_t> View::tokens_of_length(std::size_t least,
                                                               std::size_t most) const noexcept {
  const auto rows = tokens_.first(token_count());
  const auto begin = std::lower_bound(rows.begin(), rows.end(), least,
                                      [](const TokenRow& row, std::size_t n) { return row.length < n; });
  const auto end = std::upper_bound(begin, rows.end(), most,
                                    [](std::size_t n, const TokenRow& row) { return n < row.length; });
  return {static_cast<std::uint32_t>(begin - rows.begin()), static_cast<std::uint32_t>(end - rows.begin())};
}

std::span<const IdentifierRow> View::identifier_rows(std::uint64_t hash) const noexcept {
  const auto range =
      std::equal_range(identifiers_.begin(), identifiers_.end(), IdentifierRow{.hash = hash},
                       [](const IdentifierRow& a, const IdentifierRow& b) { return a.hash < b.hash; });
  return {range.first, range.second};
}

PartyFacts View::party_facts(std::uint32_t index) const {
  const PartyRow& row = parties_[index];
  return decode_facts(details_, row.details, strings_, row.name_count);
}

tl::expected<Party, Fault> View::party(std::uint32_t index) const {
  const PartyRow& row = parties_[index];
  Party party;
  party.list = meta_->lists[row.list].id;
  party.entry_id = string(row.entry_id);
  party.schema = static_cast<Schema>(row.schema);
  party.gender = static_cast<Gender>(row.gender);
  party.names.reserve(row.name_count);
  for (const NameRow& name : names_.subspan(row.first_name, row.name_count)) {
    std::string language;
    if (name.language != 0) {
      language = {static_cast<char>(name.language & 0xFFU), static_cast<char>(name.language >> 8U)};
    }
    party.names.push_back({.text = std::string(string(name.text)),
                           .kind = static_cast<NameKind>(name.kind),
                           .language = std::move(language),
                           .parts = {}});
  }
  if (auto decoded = decode_details(details_, row.details, strings_, party); !decoded)
    return tl::unexpected(std::move(decoded.error()));
  return party;
}

}  // namespace weir::snapshot
