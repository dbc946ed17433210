// For tests and fuzzers of the snapshot: makes the checksums of altered bytes agree again, and walks through
// all that a view can show.
#pragma once

#include <xxhash.h>

#include <cstring>
#include <string>

#include "snapshot/format.hpp"
#include "snapshot/verify.hpp"
#include "snapshot/view.hpp"

namespace weir::test {

// Recomputes every checksum of `bytes` (where the table still makes sense), so that what lies behind the
// checksums gets tested: the checks of the indexes.
inline void reseal(std::string& bytes) {
  using namespace snapshot;
  constexpr std::size_t kTable = sizeof(SectionRow) * kSectionCount;
  if (bytes.size() < sizeof(Header) + kTable) return;
  Header header;
  std::array<SectionRow, kSectionCount> rows;
  std::memcpy(&header, bytes.data(), sizeof header);
  std::memcpy(rows.data(), bytes.data() + sizeof header, kTable);
  for (SectionRow& row : rows) {
    if (row.offset <= bytes.size() && row.size <= bytes.size() - row.offset)
      row.checksum = section_checksum(std::string_view(bytes).substr(row.offset, row.size));
  }
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(rows.data(), kTable));
  std::memcpy(header.content_id.data(), canonical.digest, header.content_id.size());
  header.magic = kMagic;
  header.version = kVersion;
  header.section_count = kSectionCount;
  header.file_size = bytes.size();
  header.checksum = XXH3_64bits(&header, offsetof(Header, checksum));
  std::memcpy(bytes.data(), &header, sizeof header);
  std::memcpy(bytes.data() + sizeof header, rows.data(), kTable);
}

// Reads everything that an accessor gives, and follows every index. The sum keeps the reads from being
// optimised away.
inline std::uint64_t walk(const snapshot::View& view) {
  using namespace snapshot;
  std::uint64_t sum = view.id().size() + view.meta().files.size();
  for (std::uint32_t i = 0; i < view.parties().size(); ++i) {
    const PartyRow& row = view.parties()[i];
    sum += view.meta().lists[row.list].id.size() + view.string(row.entry_id).size();
    for (const NameRow& name : view.names().subspan(row.first_name, row.name_count))
      sum += view.string(name.text).size();
    if (const auto party = view.party(i))
      sum += party->names.size() + party->properties.size() + party->identifiers.size();
  }
  for (const NameRow& name : view.names()) {
    sum += view.parties()[name.party].entry_id;
    for (std::uint32_t form = name.first_form; form < name.first_form + name.form_count; ++form) {
      sum += view.names()[view.form_name(form)].kind;
      for (const std::uint32_t word : view.form_words(form)) sum += view.token_text(word & kTokenMask).size();
    }
  }
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
  for (std::uint32_t token = 0; token < view.token_count(); ++token) {
    const std::string_view text = view.token_text(token);
    sum += view.find_token(text) + view.signatures()[token] + view.token(token).rarity;
    for (const std::uint32_t name : view.postings(token)) sum += view.names()[name].party;
    for (const std::uint32_t form : view.anchored_forms(token)) sum += view.form_words(form).size();
    const auto [first, last] = view.tokens_of_length(text.size(), text.size() + 1);
    if (first < last) sum += view.token_text(last - 1).size();
    hash = hash * 0xBF58476D1CE4E5B9ULL + 1;
    for (const std::uint32_t row : view.sound_rows(hash)) sum += view.token(row & kTokenMask).length;
    for (const std::uint32_t name : view.run_rows(hash)) sum += view.names()[name].text;
    for (const IdentifierRow& row : view.identifier_rows(hash)) sum += view.parties()[row.party].list;
  }
  return sum;
}

}  // namespace weir::test
