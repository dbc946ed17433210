// What differs between two snapshots: entries that are new, changed or gone.
//
// An entry is known by list and entry id; it has changed when any fact of its record has (where its file has
// it is no fact of it). Thread-safety: pure functions. Errors: Fault Corrupt when a snapshot's record cannot
// be read.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <tl/expected.hpp>

#include "ledger/past_question.hpp"
#include "snapshot/view.hpp"
#include "weir/error.hpp"
#include "weir/party.hpp"

namespace weir::ledger {

enum class EntryChange : std::uint8_t { Added, Changed, Removed };

struct ChangedEntry {
  EntryChange change = EntryChange::Added;
  std::string list;
  std::string entry_id;
};

struct ListDelta {
  std::vector<ChangedEntry> entries;  // by list and id
  // The parties to be asked again, as indexes in each snapshot: those of the entries above, and those of
  // which a word is read otherwise in the other snapshot (its class or kind comes from what else is listed).
  std::vector<std::uint32_t> before;
  std::vector<std::uint32_t> after;
  // Of these, the parties that have such a word; all others' words are read alike in both snapshots.
  std::vector<std::uint32_t> reread_before;
  std::vector<std::uint32_t> reread_after;
  std::size_t moved_words = 0;  // words that are read otherwise
};

// XXH3-128 of all facts of a party but its place in a file.
[[nodiscard]] Digest party_digest(const Party& party);

// Records of one list and id, by "list\0id".
[[nodiscard]] std::string entry_key(const std::string& list, const std::string& entry_id);
// The digest of each entry of a snapshot (of all records that share list and id, together).
using EntryDigests = std::unordered_map<std::string, Digest>;
struct SnapshotDigests {
  EntryDigests entries;
  std::vector<std::string> keys;  // by party
};
[[nodiscard]] tl::expected<SnapshotDigests, Fault> digest_entries(const snapshot::View& view);

[[nodiscard]] ListDelta compare_snapshots(const snapshot::View& before, const SnapshotDigests& before_digests,
                                          const snapshot::View& after, const SnapshotDigests& after_digests);

}  // namespace weir::ledger
