#include "ledger/list_delta.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cstring>

#include "snapshot/varint.hpp"

namespace weir::ledger {
namespace {

void put(std::string& out, std::string_view text) {
  snapshot::put_varint(out, text.size());
  out += text;
}
void put(std::string& out, std::uint64_t number) {
  snapshot::put_varint(out, number);
}
void put_day(std::string& out, Day day) {
  snapshot::put_signed(out, day.time_since_epoch().count());
}
void put_day(std::string& out, const std::optional<Day>& day) {
  put(out, std::uint64_t{day.has_value()});
  if (day) put_day(out, *day);
}

Digest digest_of(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  Digest digest;
  std::memcpy(digest.data(), canonical.digest, digest.size());
  return digest;
}

void put_party(std::string& out, const Party& party) {
  put(out, party.list);
  put(out, party.entry_id);
  put(out, static_cast<std::uint64_t>(party.schema));
  put(out, static_cast<std::uint64_t>(party.gender));
  put(out, party.names.size());
  for (const Name& name : party.names) {
    put(out, name.text);
    put(out, static_cast<std::uint64_t>(name.kind));
    put(out, name.language);
    put(out, name.parts.size());
    for (const NamePart& part : name.parts) {
      put(out, static_cast<std::uint64_t>(part.role));
      put(out, part.text);
    }
  }
  put(out, party.birth_dates.size());
  for (const DateInterval& date : party.birth_dates) {
    put_day(out, date.earliest);
    put_day(out, date.latest);
    put(out, static_cast<std::uint64_t>(date.precision) * 4 + (date.circa ? 2 : 0) +
                 (date.gregorian_source ? 1 : 0));
    put(out, date.text);
  }
  put(out, party.addresses.size());
  for (const Address& a : party.addresses) {
    for (const std::string* field :
         {&a.full, &a.street, &a.city, &a.region, &a.postal_code, &a.country, &a.note})
      put(out, *field);
  }
  put(out, party.identifiers.size());
  for (const Identifier& identifier : party.identifiers) {
    put(out, static_cast<std::uint64_t>(identifier.type));
    put(out, identifier.value);
    put(out, identifier.country);
    put(out, identifier.note);
    put(out, static_cast<std::uint64_t>(identifier.verdict));
  }
  put(out, party.countries.size());
  for (const CountryFact& fact : party.countries) {
    put(out, static_cast<std::uint64_t>(fact.link));
    put(out, fact.code);
    put(out, fact.text);
  }
  for (const std::vector<std::string>* texts : {&party.programmes, &party.linked_to}) {
    put(out, texts->size());
    for (const std::string& text : *texts) put(out, text);
  }
  for (const std::optional<Day>* day : {&party.listed_on, &party.updated_on, &party.expires_on})
    put_day(out, *day);
  put(out, party.properties.size());
  for (const Property& property : party.properties) {
    put(out, property.name);
    put(out, property.value);
  }
}

// How a snapshot reads a word, but for what its letters alone tell.
bool read_alike(const snapshot::TokenRow& a, const snapshot::TokenRow& b) {
  return a.class_id == b.class_id && a.name == b.name && a.flags == b.flags && a.rarity == b.rarity &&
         a.sound == b.sound;
}

void parties_to_ask(const snapshot::View& view, const SnapshotDigests& digests, const EntryDigests& others,
                    const std::vector<bool>& moved, std::vector<std::uint32_t>& to_ask,
                    std::vector<std::uint32_t>& reread) {
  std::vector<bool> ask(view.parties().size(), false);
  for (std::uint32_t party = 0; party < ask.size(); ++party) {
    const std::string& key = digests.keys[party];
    const auto other = others.find(key);
    ask[party] = other == others.end() || other->second != digests.entries.at(key);
  }
  for (std::uint32_t token = 0; token < moved.size(); ++token) {
    if (!moved[token]) continue;
    for (const std::uint32_t name : view.postings(token)) {
      ask[view.names()[name].party] = true;
      reread.push_back(view.names()[name].party);
    }
  }
  std::sort(reread.begin(), reread.end());
  reread.erase(std::unique(reread.begin(), reread.end()), reread.end());
  for (std::uint32_t party = 0; party < ask.size(); ++party) {
    if (ask[party]) to_ask.push_back(party);
  }
}

}  // namespace

Digest party_digest(const Party& party) {
  std::string bytes;
  put_party(bytes, party);
  return digest_of(bytes);
}

std::string entry_key(const std::string& list, const std::string& entry_id) {
  std::string key = list;
  key.push_back('\0');
  return key += entry_id;
}

tl::expected<SnapshotDigests, Fault> digest_entries(const snapshot::View& view) {
  SnapshotDigests out;
  out.keys.reserve(view.parties().size());
  out.entries.reserve(view.parties().size());
  std::string bytes;
  for (std::uint32_t index = 0; index < view.parties().size(); ++index) {
    auto party = view.party(index);
    if (!party) return tl::unexpected(std::move(party.error()));
    bytes.clear();
    put_party(bytes, *party);
    out.keys.push_back(entry_key(party->list, party->entry_id));
    const auto [found, added] = out.entries.try_emplace(out.keys.back());
    // A second record with the same list and id: the digest is of both, in their order.
    if (!added) bytes.append(reinterpret_cast<const char*>(found->second.data()), found->second.size());
    found->second = digest_of(bytes);
  }
  return out;
}

ListDelta compare_snapshots(const snapshot::View& before, const SnapshotDigests& before_digests,
                            const snapshot::View& after, const SnapshotDigests& after_digests) {
  ListDelta delta;
  const auto entry = [](EntryChange change, const std::string& key) {
    const std::size_t cut = key.find('\0');
    return ChangedEntry{.change = change, .list = key.substr(0, cut), .entry_id = key.substr(cut + 1)};
  };
  for (const auto& [key, digest] : after_digests.entries) {
    const auto old = before_digests.entries.find(key);
    if (old == before_digests.entries.end()) {
      delta.entries.push_back(entry(EntryChange::Added, key));
    } else if (old->second != digest) {
      delta.entries.push_back(entry(EntryChange::Changed, key));
    }
  }
  for (const auto& [key, digest] : before_digests.entries) {
    if (!after_digests.entries.contains(key)) delta.entries.push_back(entry(EntryChange::Removed, key));
  }
  std::sort(delta.entries.begin(), delta.entries.end(), [](const ChangedEntry& a, const ChangedEntry& b) {
    return a.list != b.list ? a.list < b.list : a.entry_id < b.entry_id;
  });
  std::vector<bool> moved_before(before.token_count(), false);
  std::vector<bool> moved_after(after.token_count(), false);
  for (std::uint32_t token = 0; token < after.token_count(); ++token) {
    const std::uint32_t old = before.find_token(after.token_text(token));
    if (old == snapshot::kNone || read_alike(before.token(old), after.token(token))) continue;
    moved_before[old] = true;
    moved_after[token] = true;
    ++delta.moved_words;
  }
  parties_to_ask(before, before_digests, after_digests.entries, moved_before, delta.before,
                 delta.reread_before);
  parties_to_ask(after, after_digests, before_digests.entries, moved_after, delta.after, delta.reread_after);
  return delta;
}

}  // namespace weir::ledger
