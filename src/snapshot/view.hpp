// A snapshot, opened: memory-mapped, verified, read in place.
//
// Thread-safety: immutable after open(); any number of threads may read. Errors: open() gives Fault NotFound,
// Io or Corrupt. After a successful open() no accessor can fail: every index in the file has been checked.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "snapshot/format.hpp"
#include "snapshot/party_codec.hpp"
#include "snapshot/string_pool.hpp"
#include "weir/error.hpp"
#include "weir/party.hpp"

namespace weir::snapshot {

// What META says of one list.
struct ListMeta {
  std::string id;
  std::string title;
  std::string publisher;
  std::string date;  // ISO 8601, or empty
  std::uint64_t parties = 0;
  std::uint64_t names = 0;
  std::uint64_t rejects = 0;
};
struct FileMeta {
  std::string name;
  std::string list;
  std::string format;
  std::uint64_t bytes = 0;
  std::string checksum;  // XXH3-64, hex
};
struct Meta {
  std::string built_by;  // "weir 0.1.0"
  std::string tables;    // names_fingerprint() of the Weir that built it
  std::vector<ListMeta> lists;
  std::vector<FileMeta> files;
};
// Of the name tables in this Weir. Words are stored with their places in those tables, so a snapshot is good
// with the same tables only.
[[nodiscard]] std::string names_fingerprint();
[[nodiscard]] std::string to_json(const Meta& meta);
[[nodiscard]] tl::expected<Meta, Fault> meta_from_json(std::string_view json);

class Mapping;  // owns the mapped file, or a copy of bytes

class View {
 public:
  // Checks everything: sizes, checksums, and every index.
  [[nodiscard]] static tl::expected<View, Fault> open(const std::string& path);
  // The same, over bytes in memory (tests, fuzzers); copies them to aligned storage.
  [[nodiscard]] static tl::expected<View, Fault> from_bytes(std::string name, std::string_view bytes);

  [[nodiscard]] const std::string& id() const noexcept { return id_; }  // content id, 32 hex digits
  [[nodiscard]] const Meta& meta() const noexcept { return *meta_; }
  [[nodiscard]] std::uint64_t file_size() const noexcept { return file_size_; }

  [[nodiscard]] std::span<const PartyRow> parties() const noexcept { return parties_; }
  [[nodiscard]] std::span<const NameRow> names() const noexcept { return names_; }
  [[nodiscard]] std::size_t form_count() const noexcept { return forms_.size() - 1; }
  [[nodiscard]] std::size_t token_count() const noexcept { return tokens_.size() - 1; }
  [[nodiscard]] const TokenRow& token(std::uint32_t token) const noexcept { return tokens_[token]; }
  [[nodiscard]] std::string_view string(std::uint32_t reference) const noexcept {
    return string_at(strings_, reference);
  }
  // Never empty and at most text::kMaxTokenBytes, whatever the file says.
  [[nodiscard]] std::string_view token_text(std::uint32_t token) const noexcept {
    const std::string_view text = string(tokens_[token].text).substr(0, tokens_[token].length);
    return text.empty() ? std::string_view("0") : text;
  }

  // Has the row, then the text, brought near while others are read.
  void will_read_row(std::uint32_t token) const noexcept { __builtin_prefetch(&tokens_[token]); }
  void will_read_text(std::uint32_t token) const noexcept {
    if (tokens_[token].text < strings_.size()) __builtin_prefetch(strings_.data() + tokens_[token].text);
  }

  // Words of a form: token in the low 24 bits, role flags above.
  [[nodiscard]] std::span<const std::uint32_t> form_words(std::uint32_t form) const noexcept {
    return form_tokens_.subspan(forms_[form].first_token,
                                forms_[form + 1].first_token - forms_[form].first_token);
  }
  // Has what stands on the way from a name to its words brought near, one step at a time.
  void will_read_name(std::uint32_t name) const noexcept { __builtin_prefetch(&names_[name]); }
  void will_read_forms(std::uint32_t name) const noexcept { will_read_form(names_[name].first_form); }
  void will_read_words(std::uint32_t name) const noexcept {
    will_read_words_of_form(names_[name].first_form);
  }
  // The same from a form.
  void will_read_form(std::uint32_t form) const noexcept { __builtin_prefetch(&forms_[form]); }
  void will_read_words_of_form(std::uint32_t form) const noexcept {
    __builtin_prefetch(form_tokens_.data() + forms_[form].first_token);
  }
  [[nodiscard]] std::uint32_t form_name(std::uint32_t form) const noexcept { return forms_[form].name; }

  // Names (ascending) that have the token.
  [[nodiscard]] std::span<const std::uint32_t> postings(std::uint32_t token) const noexcept {
    return postings_.subspan(tokens_[token].first_posting,
                             tokens_[token + 1].first_posting - tokens_[token].first_posting);
  }
  // The token with exactly this text, or kNone.
  [[nodiscard]] std::uint32_t find_token(std::string_view text) const noexcept;
  // Letter signatures (text/signature.hpp), one a token. Tokens are sorted by length, so that those of
  // lengths least..most are the indexes first..second-1.
  [[nodiscard]] std::span<const std::uint64_t> signatures() const noexcept { return signatures_; }
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> tokens_of_length(std::size_t least,
                                                                         std::size_t most) const noexcept;
  // Rows (token and check bits) that share the bucket of `hash`; see hashing.hpp for what is hashed.
  [[nodiscard]] std::span<const std::uint32_t> sound_rows(std::uint64_t hash) const noexcept {
    return bucket(sound_heads_, sound_rows_, hash);
  }
  // Names written without spaces whose first two characters hash to the bucket of `hash`.
  [[nodiscard]] std::span<const std::uint32_t> run_rows(std::uint64_t hash) const noexcept {
    return bucket(run_heads_, run_rows_, hash);
  }
  // Forms that a document scan verifies when it meets `token`.
  [[nodiscard]] std::span<const std::uint32_t> anchored_forms(std::uint32_t token) const noexcept {
    return anchor_rows_.subspan(anchor_heads_[token], anchor_heads_[token + 1] - anchor_heads_[token]);
  }
  // Parties that have an identifier with this hash (hashing.hpp).
  [[nodiscard]] std::span<const IdentifierRow> identifier_rows(std::uint64_t hash) const noexcept;

  // What of the record is compared with every question that states it; views into the snapshot.
  [[nodiscard]] PartyFacts party_facts(std::uint32_t index) const;
  // The whole record. Fault Corrupt only for bytes that pass the checksum and are still not a record.
  [[nodiscard]] tl::expected<Party, Fault> party(std::uint32_t index) const;

 private:
  View() = default;
  [[nodiscard]] static tl::expected<View, Fault> from_mapping(std::string name,
                                                              std::shared_ptr<const Mapping> mapping);
  // index_checks.cpp: the first section whose size does not fit the others, and what must hold for the
  // elements [first, last) of a section so that no accessor can leave its target.
  [[nodiscard]] std::optional<Section> wrong_size() const;
  [[nodiscard]] std::function<bool(std::size_t first, std::size_t last)> element_check(Section section) const;
  [[nodiscard]] static std::span<const std::uint32_t> bucket(std::span<const std::uint32_t> heads,
                                                             std::span<const std::uint32_t> rows,
                                                             std::uint64_t hash) noexcept {
    // heads has a power of two of buckets and one sentinel.
    const std::uint64_t mask = heads.size() - 2;
    const std::uint64_t index = (hash >> 32U) & mask;
    return rows.subspan(heads[index], heads[index + 1] - heads[index]);
  }

  std::shared_ptr<const Mapping> mapping_;
  std::shared_ptr<const Meta> meta_;
  std::string id_;
  std::uint64_t file_size_ = 0;
  std::string_view strings_;
  std::string_view details_;
  std::span<const PartyRow> parties_;
  std::span<const NameRow> names_;
  std::span<const FormRow> forms_;
  std::span<const std::uint32_t> form_tokens_;
  std::span<const TokenRow> tokens_;
  std::span<const std::uint32_t> token_hash_;
  std::span<const std::uint32_t> postings_;
  std::span<const std::uint64_t> signatures_;
  std::span<const std::uint32_t> sound_heads_;
  std::span<const std::uint32_t> sound_rows_;
  std::span<const IdentifierRow> identifiers_;
  std::span<const std::uint32_t> anchor_heads_;
  std::span<const std::uint32_t> anchor_rows_;
  std::span<const std::uint32_t> run_heads_;
  std::span<const std::uint32_t> run_rows_;
};

}  // namespace weir::snapshot
