#include "snapshot/builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <numeric>
#include <unordered_map>

#include "facts/identifiers.hpp"
#include "snapshot/file_writer.hpp"
#include "snapshot/hashing.hpp"
#include "snapshot/party_codec.hpp"
#include "snapshot/string_pool.hpp"
#include "text/acronym.hpp"
#include "text/analyse.hpp"
#include "text/fold.hpp"
#include "text/lexicon.hpp"
#include "text/names.hpp"
#include "text/rarity.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"
#include "text/syllables.hpp"
#include "text/tags.hpp"
#include "text/utf8.hpp"

namespace weir::snapshot {
namespace {

Fault too_large(std::string message) {
  return Fault{.kind = FaultKind::TooLarge, .message = std::move(message)};
}

// Rows that belong to hash buckets, as heads and rows. `rows` are (hash, value); order within a bucket is the
// order of insertion.
struct Buckets {
  std::vector<std::uint32_t> heads;
  std::vector<std::uint32_t> rows;
};

Buckets make_buckets(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& entries) {
  constexpr std::size_t kRowsPerBucket = 2;
  const std::size_t count = std::bit_ceil(std::max<std::size_t>(entries.size() / kRowsPerBucket, 1));
  const auto bucket_of = [&](std::uint64_t hash) { return (hash >> 32U) & (count - 1); };
  Buckets out;
  out.heads.assign(count + 1, 0);
  for (const auto& entry : entries) ++out.heads[bucket_of(entry.first) + 1];
  for (std::size_t i = 1; i <= count; ++i) out.heads[i] += out.heads[i - 1];
  std::vector<std::uint32_t> next(out.heads.begin(), out.heads.end() - 1);
  out.rows.resize(entries.size());
  for (const auto& [hash, value] : entries) out.rows[next[bucket_of(hash)]++] = value;
  return out;
}

std::uint16_t language_code(std::string_view language) {
  if (language.size() != 2) return 0;
  return static_cast<std::uint16_t>(static_cast<unsigned char>(language[0]) |
                                    static_cast<unsigned>(static_cast<unsigned char>(language[1])) << 8U);
}

}  // namespace

struct Builder::State {
  Meta meta;
  std::unordered_map<std::string, std::size_t> list_index;
  StringPool strings;
  std::string details;
  std::vector<PartyRow> parties;
  std::vector<NameRow> names;
  std::vector<FormRow> forms;
  std::vector<std::uint32_t> form_tokens;
  std::vector<TokenRow> tokens;
  std::unordered_map<std::uint32_t, std::uint32_t> token_of_string;
  const View* base = nullptr;  // whose words are taken over
  std::vector<IdentifierRow> identifiers;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> runs;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> acronyms;  // token, name

  // What finish() adds.
  std::vector<std::uint32_t> token_hash;
  std::vector<std::uint32_t> postings;
  std::vector<std::uint32_t> anchor_heads;
  std::vector<std::uint32_t> anchor_rows;
  std::vector<std::uint64_t> signatures;
  Buckets sounds;
  Buckets run_buckets;
  std::string meta_json;

  std::size_t list(const std::string& id) {
    const auto [found, added] = list_index.try_emplace(id, meta.lists.size());
    if (added) meta.lists.push_back({.id = id});
    return found->second;
  }

  std::uint32_t token(const text::Token& token) {
    const std::uint32_t reference = strings.add(token.text);
    const auto [found, added] =
        token_of_string.try_emplace(reference, static_cast<std::uint32_t>(tokens.size()));
    if (added) {
      static_assert(text::kMaxTokenBytes <= 255);
      tokens.push_back(
          {.text = reference,
           .sound = text::sound_key(token.text),
           .length = static_cast<std::uint8_t>(token.text.size()),
           .flags = static_cast<std::uint8_t>(text::lexicon_of(token.text) | text::mandarin_of(token.text) |
                                              (text::is_patronymic(token.text) ? kPatronymic : 0)),
           .rarity = text::rarity_steps(token.text),
           .traits = text::is_east_asian_syllable(token.text) ? kEastAsian : std::uint8_t{0}});
    }
    TokenRow& row = tokens[found->second];
    if (base != nullptr) {
      if (const std::uint32_t known = base->find_token(token.text); known != kNone) {
        const TokenRow& whole = base->token(known);
        row.class_id = whole.class_id;
        row.name = whole.name;
        row.flags = whole.flags;
        return found->second;
      }
    }
    // The article of a generic word ("al ama", general) has the word's meaning in no other name.
    constexpr std::uint8_t kArticle = text::kGeneric | text::kParticle;
    if (token.class_id != 0 &&
        ((token.flags & kArticle) != kArticle || text::tag_of(token.text).class_id == token.class_id))
      row.class_id = token.class_id;
    if (token.name != 0) row.name = token.name;
    // Where the lists have the word in Latin, too, its vowels are known.
    if (added && token.guessed) row.flags |= kSkeleton;
    if (!token.guessed) row.flags &= static_cast<std::uint8_t>(~kSkeleton);
    return found->second;
  }

  void add_name(const Name& name, Schema schema);
  void add_run(std::string_view text, std::uint32_t name);
  void sort_tokens();
  void index_tokens();
  void index_anchors();
  Sections finish();
};

void Builder::State::add_run(std::string_view text, std::uint32_t name) {
  // A name written without spaces: at least two characters of such a script at its start.
  const std::string folded = text::fold(text);
  std::size_t at = 0;
  char32_t pair[2] = {0, 0};
  for (char32_t& c : pair) {
    if (at >= folded.size()) return;
    c = text::next_point(folded, at);
    if (!text::runs_together(text::script_of(c))) return;
  }
  runs.emplace_back(hash_run(pair[0], pair[1]), name);
}

void Builder::State::add_name(const Name& name, Schema schema) {
  const text::AnalysedName analysed = text::analyse(name.text, schema);
  const auto index = static_cast<std::uint32_t>(names.size());
  names.push_back({.party = static_cast<std::uint32_t>(parties.size()),
                   .text = strings.add(name.text),
                   .first_form = static_cast<std::uint32_t>(forms.size()),
                   .form_count = static_cast<std::uint8_t>(analysed.forms.size()),
                   .kind = static_cast<std::uint8_t>(name.kind),
                   .language = language_code(name.language)});
  for (const text::Form& form : analysed.forms) {
    forms.push_back({.name = index, .first_token = static_cast<std::uint32_t>(form_tokens.size())});
    for (const text::Token& word : form) {
      form_tokens.push_back(token(word) | static_cast<std::uint32_t>(word.flags) << kTokenBits);
    }
    // Found by its acronym, too.
    if (schema == Schema::Person) continue;
    for (std::string& acronym : text::acronyms_of(form))
      acronyms.emplace_back(token({.text = std::move(acronym)}), index);
  }
  add_run(name.text, index);
}

// By length, then text: tokens of near lengths lie together, and equal contents give equal bytes.
void Builder::State::sort_tokens() {
  std::vector<std::uint32_t> order(tokens.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (tokens[a].length != tokens[b].length) return tokens[a].length < tokens[b].length;
    return string_at(strings.bytes(), tokens[a].text) < string_at(strings.bytes(), tokens[b].text);
  });
  std::vector<std::uint32_t> place(tokens.size());
  std::vector<TokenRow> sorted;
  sorted.reserve(tokens.size() + 1);
  for (const std::uint32_t old : order) {
    place[old] = static_cast<std::uint32_t>(sorted.size());
    sorted.push_back(tokens[old]);
    signatures.push_back(text::signature(string_at(strings.bytes(), tokens[old].text)));
  }
  tokens.swap(sorted);
  for (auto& [token, name] : acronyms) token = place[token];
  for (std::uint32_t& packed : form_tokens) packed = place[packed & kTokenMask] | (packed & ~kTokenMask);
}

// Postings and the hashed token indexes.
void Builder::State::index_tokens() {
  const std::size_t count = tokens.size();
  std::vector<std::uint32_t> last(count, kNone);
  std::vector<std::uint32_t> frequency(count, 0);
  const auto each_posting = [&](auto visit) {
    std::fill(last.begin(), last.end(), kNone);
    const auto once = [&](std::uint32_t id, std::uint32_t name) {
      if (last[id] == name) return;
      last[id] = name;
      visit(id, name);
    };
    auto acronym = acronyms.begin();
    for (std::size_t f = 0; f < forms.size(); ++f) {
      const std::uint32_t name = forms[f].name;
      const std::size_t end = f + 1 < forms.size() ? forms[f + 1].first_token : form_tokens.size();
      for (std::size_t t = forms[f].first_token; t < end; ++t) once(form_tokens[t] & kTokenMask, name);
      // Postings are ascending: those of a name all come before the next name's.
      for (; acronym != acronyms.end() && acronym->second == name; ++acronym) once(acronym->first, name);
    }
  };
  each_posting([&](std::uint32_t id, std::uint32_t) { ++frequency[id]; });
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    tokens[i].first_posting = at;
    at += frequency[i];
  }
  tokens.push_back({.first_posting = at, .length = 255});  // sentinel
  postings.resize(at);
  std::vector<std::uint32_t> next(count);
  for (std::size_t i = 0; i < count; ++i) next[i] = tokens[i].first_posting;
  each_posting([&](std::uint32_t id, std::uint32_t name) { postings[next[id]++] = name; });

  token_hash.assign(std::bit_ceil(count * 2 + 1), kNone);
  const std::size_t mask = token_hash.size() - 1;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sound_entries;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string_view text = string_at(strings.bytes(), tokens[i].text);
    std::size_t slot = hash_text(text) & mask;
    while (token_hash[slot] != kNone) slot = (slot + 1) & mask;
    token_hash[slot] = i;
    if (tokens[i].sound != 0) {
      const std::uint64_t hash = hash_sound(tokens[i].sound);
      sound_entries.emplace_back(hash, pack_row(i, hash));
    }
  }
  sounds = make_buckets(sound_entries);
  run_buckets = make_buckets(runs);
}

// Each form hangs on its rarest word that says something.
void Builder::State::index_anchors() {
  const std::size_t count = tokens.size() - 1;
  std::vector<std::uint32_t> anchor(forms.size(), kNone);
  anchor_heads.assign(count + 1, 0);
  for (std::size_t f = 0; f < forms.size(); ++f) {
    const std::size_t end = f + 1 < forms.size() ? forms[f + 1].first_token : form_tokens.size();
    std::uint32_t fewest = kNone;
    for (std::size_t t = forms[f].first_token; t < end; ++t) {
      const std::uint32_t id = form_tokens[t] & kTokenMask;
      const std::uint32_t flags = form_tokens[t] >> kTokenBits;
      constexpr std::uint32_t kWeak =
          text::kLegal | text::kTitle | text::kParticle | text::kInitial | text::kSuffix;
      const std::uint32_t names_with = tokens[id + 1].first_posting - tokens[id].first_posting;
      if ((flags & kWeak) != 0 || names_with >= fewest) continue;
      fewest = names_with;
      anchor[f] = id;
    }
    if (anchor[f] != kNone) ++anchor_heads[anchor[f] + 1];
  }
  for (std::size_t i = 1; i <= count; ++i) anchor_heads[i] += anchor_heads[i - 1];
  anchor_rows.resize(anchor_heads.back());
  std::vector<std::uint32_t> next(anchor_heads.begin(), anchor_heads.end() - 1);
  for (std::uint32_t f = 0; f < forms.size(); ++f) {
    if (anchor[f] != kNone) anchor_rows[next[anchor[f]]++] = f;
  }
}

Sections Builder::State::finish() {
  sort_tokens();
  index_tokens();
  index_anchors();
  forms.push_back({.name = 0, .first_token = static_cast<std::uint32_t>(form_tokens.size())});  // sentinel
  std::sort(identifiers.begin(), identifiers.end(), [](const IdentifierRow& a, const IdentifierRow& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.party < b.party;
  });
  meta_json = to_json(meta);
  return {{Section::Meta, meta_json},
          {Section::Strings, strings.bytes()},
          {Section::Parties, as_bytes(parties)},
          {Section::Names, as_bytes(names)},
          {Section::Forms, as_bytes(forms)},
          {Section::FormTokens, as_bytes(form_tokens)},
          {Section::Tokens, as_bytes(tokens)},
          {Section::TokenHash, as_bytes(token_hash)},
          {Section::Postings, as_bytes(postings)},
          {Section::Signatures, as_bytes(signatures)},
          {Section::SoundHeads, as_bytes(sounds.heads)},
          {Section::SoundRows, as_bytes(sounds.rows)},
          {Section::Identifiers, as_bytes(identifiers)},
          {Section::Details, details},
          {Section::AnchorHeads, as_bytes(anchor_heads)},
          {Section::AnchorRows, as_bytes(anchor_rows)},
          {Section::RunHeads, as_bytes(run_buckets.heads)},
          {Section::RunRows, as_bytes(run_buckets.rows)}};
}

Builder::Builder() : state_(std::make_unique<State>()) {
  state_->meta.built_by = "weir " WEIR_VERSION;
  state_->meta.tables = names_fingerprint();
}
Builder::~Builder() = default;

void Builder::describe_list(const ListMeta& list) {
  ListMeta& known = state_->meta.lists[state_->list(list.id)];
  if (!list.title.empty()) known.title = list.title;
  if (!list.publisher.empty()) known.publisher = list.publisher;
  if (!list.date.empty()) known.date = list.date;
}

void Builder::words_from(const View& base) {
  state_->base = &base;
}

void Builder::describe_file(const FileMeta& file) {
  state_->meta.files.push_back(file);
}

void Builder::count_reject(const std::string& list) {
  ++state_->meta.lists[state_->list(list)].rejects;
}

tl::expected<void, Fault> Builder::add(const Party& party) {
  State& state = *state_;
  const std::size_t list = state.list(party.list);
  constexpr std::size_t kMaxLists = 65'535;
  if (list >= kMaxLists) return tl::unexpected(too_large("more than 65,535 lists"));
  const auto first_name = static_cast<std::uint32_t>(state.names.size());
  for (const Name& name : party.names) state.add_name(name, party.schema);
  const auto index = static_cast<std::uint32_t>(state.parties.size());
  state.parties.push_back({.list = static_cast<std::uint16_t>(list),
                           .schema = static_cast<std::uint8_t>(party.schema),
                           .gender = static_cast<std::uint8_t>(party.gender),
                           .entry_id = state.strings.add(party.entry_id),
                           .first_name = first_name,
                           .name_count = static_cast<std::uint32_t>(state.names.size()) - first_name,
                           .details = state.details.size()});
  encode_details(party, state.strings, state.details);
  for (const Identifier& identifier : party.identifiers) {
    // A shared web host or telephone exchange says nothing; these types are kept as facts, not as keys.
    if (identifier.type == IdentifierType::Website || identifier.type == IdentifierType::Phone) continue;
    const std::string normal = facts::normal_identifier(identifier.type, identifier.value);
    constexpr std::size_t kShortest = 5;
    if (normal.size() >= kShortest)
      state.identifiers.push_back({.hash = hash_identifier(normal), .party = index});
  }
  ListMeta& meta = state.meta.lists[list];
  ++meta.parties;
  meta.names += party.names.size();
  if (state.strings.full()) return tl::unexpected(too_large("the lists' strings exceed 4 GiB"));
  if (state.tokens.size() >= kMaxTokens)
    return tl::unexpected(too_large("the lists have more than 16,777,215 distinct words"));
  return {};
}

tl::expected<std::string, Fault> Builder::write(const std::string& path) {
  return write_file(path, state_->finish());
}

std::string Builder::to_bytes() {
  return snapshot::to_bytes(state_->finish());
}

}  // namespace weir::snapshot
