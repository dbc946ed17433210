#include "match/retrieve.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <iterator>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "match/bit_count.hpp"
#include "match/evidence.hpp"
#include "match/score.hpp"
#include "match/signature_scan.hpp"
#include "match/weights.hpp"
#include "snapshot/hashing.hpp"
#include "text/acronym.hpp"
#include "text/names.hpp"
#include "text/rarity.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"
#include "text/tags.hpp"

namespace weir::match {

namespace {

// No name's words are rarer together.
constexpr float kAnyRarity = 1e6F;
constexpr float kRounding = 0.999F;
// More than any word weighs (weight_of).
constexpr float kHeaviest = 1.2F;
// From this on two words are equal or mean the same.
constexpr float kOneMeaning = 0.98F;
// Calls visit(n, bits) for all lengths of words that words of `length` letters in all may be taken for.
template <class Visit>
void each_joined_length(std::size_t length, bool skeleton, Visit visit) {
  for (std::size_t n = length > kMostEdits ? length - kMostEdits : 1; n <= length + kMostEdits; ++n) {
    if (const int bits = most_joined_bits(n, length, skeleton); bits >= 0) visit(n, bits);
  }
}

}  // namespace

Retriever::Retriever(const snapshot::View& snapshot, std::shared_ptr<const TokenIndex> index)
    : snapshot_(snapshot),
      index_(index ? std::move(index) : std::make_shared<const TokenIndex>(snapshot)),
      met_(snapshot.names().size()),
      is_touched_(snapshot.names().size()),
      writes_apart_(snapshot.names().size()),
      marks_(snapshot.token_count()),
      marked_(snapshot.token_count() / kWordBits + 1),
      token_stamp_(snapshot.token_count(), 0) {
  first_of_length_.assign(text::kMaxTokenBytes + 2, 0);
  for (std::size_t n = 0; n < first_of_length_.size(); ++n)
    first_of_length_[n] = snapshot.tokens_of_length(n, n).first;
}
Retriever::~Retriever() = default;

float Retriever::Share::Judgement::needed_of_listed() const noexcept {
  const float as_worse = (needed - (1 - weights::kWorse) * cover) / weights::kWorse;
  return as_worse <= cover ? as_worse : (needed - weights::kWorse * cover) / (1 - weights::kWorse);
}

Retriever::Share::Judgement Retriever::Share::judge(float met, float covered, float rarity, std::size_t words,
                                                    bool telling) const {
  constexpr std::size_t kEnough = 2;  // from which on others may be left out
  rarity += weak_rarity_;
  const bool may_leave_out = for_people(schema_) && words + weak_words_ >= kEnough;
  // A firm may leave out generic words.
  const bool general = !for_people(schema_) && !for_ships(schema_) && !telling;
  const float left_out = may_leave_out ? std::min(weights::kMiddle, weights::kOuter)
                         : general     ? weights::kGeneralLeftOut
                                       : 1.0F;
  // Titles, particles and initials are not looked up; they may all agree.
  const float open = std::max(0.0F, total_ - unsought_ - met);
  const float counts = met + unsought_ + left_out * open;
  const float cover = counts <= 0 ? 1.0F : std::min(1.0F, (covered + unsought_) / counts);
  return {.cover = cover,
          .needed = std::max(least_, similarity_for(least_weight_, rarity, schema_)) * kRounding};
}

void Retriever::add_found(std::uint32_t token, std::size_t word, float similarity, float rarity, bool whole) {
  // Of one meaning are only words in some roles; names are variants of each other only for people.
  if (similarity >= kOneMeaning ||
      (!for_people(schema_) && !for_bodies(schema_) && index_->info(token).named))
    similarity = 1;
  mark(token, word, similarity, rarity, whole);
  if (!marks_[token].found) found_.push_back(token);
  marks_[token].found = true;
}

float Retriever::rarity_of(std::uint32_t token) const {
  const Mark& mark = marks_[token];
  const float own = index_->info(token).rarity();
  // Words that meet are as rare as the commoner of them, joined words as their parts together.
  return mark.similarity * (mark.whole ? std::max(own, mark.rarity) : std::min(own, mark.rarity));
}

void Retriever::touch_mark(std::uint32_t token) {
  Mark& mark = marks_[token];
  if (mark.query == query_) return;
  mark = {.query = query_};
  marked_[token / kWordBits] |= std::uint64_t{1} << (token % kWordBits);
  marked_tokens_.push_back(token);
}

void Retriever::mark(std::uint32_t token, std::size_t word, float similarity, float rarity, bool whole) {
  touch_mark(token);
  Mark& mark = marks_[token];
  mark.words |= std::uint32_t{1} << std::min(word, kBits - 1);
  mark.similarity = std::max(mark.similarity, similarity);
  mark.rarity = std::max(mark.rarity, rarity);
  mark.whole = mark.whole || whole || word >= kBits - 1;
}

// Of those near, from there on, the words that are kept; all of them are so long.
template <class Keep>
void Retriever::keep_near(Near& near, std::size_t length, std::size_t from, Keep keep) {
  constexpr std::size_t kAhead = 12;
  std::size_t kept = from;
  for (std::size_t i = from; i < near.size(); ++i) {
    if (i + kAhead < near.size()) index_->will_read_spelling(length, near[i + kAhead]);
    if (keep(index_->spelling(length, near[i]))) near[kept++] = near[i];
  }
  near.resize(kept);
}

// Tokens whose signatures are as near as the allowed edits can leave them, and that compare_words may then
// take for the word. Each letter that one word has more takes one of the edits and changes one bit at most,
// where a substitution changes two. The signatures are read some at a time, by all words while they are near.
void Retriever::scan_lengths(std::span<Lookup> lookups) {
  using Spelling = TokenIndex::Spelling;
  constexpr std::uint32_t kAtOnce = 2048;
  for (Lookup& lookup : lookups) lookup.near.clear();
  for (std::size_t n = 1; n + 1 < first_of_length_.size(); ++n) {
    const std::uint32_t begin = first_of_length_[n];
    const std::uint32_t end = first_of_length_[n + 1];
    const auto each = [&](auto visit) {
      for (Lookup& lookup : lookups) {
        const std::size_t length = lookup.word.text.size();
        const std::size_t allowed = allowed_edits(std::min(n, length));
        const std::size_t gap = n > length ? n - length : length - n;
        if (gap <= allowed) visit(lookup, allowed, gap);
      }
    };
    each([](Lookup& lookup, std::size_t, std::size_t) { lookup.from = lookup.near.size(); });
    for (std::uint32_t at = begin; at < end; at += kAtOnce) {
      const auto some = snapshot_.signatures().subspan(at, std::min(kAtOnce, end - at));
      each([&](Lookup& lookup, std::size_t allowed, std::size_t gap) {
        scan_signatures(some, lookup.word.signature, static_cast<int>(2 * allowed - gap), at, lookup.near);
      });
    }
    // No two words are alike for their letters that are more edits apart and sound differently.
    each([&](Lookup& lookup, std::size_t allowed, std::size_t) {
      keep_near(lookup.near, n, lookup.from, [&](const Spelling& other) {
        return other.sound == lookup.sound || (other.traits & lookup.traits) != 0 ||
               lookup.edits.to(other.text) <= allowed;
      });
    });
  }
}

// Visits words; what it takes to read them is under way some words ahead.
template <class Visit>
void Retriever::visit_near(const Near& near, Visit visit) const {
  constexpr std::size_t kAhead = 8;
  for (std::size_t i = 0; i < near.size(); ++i) {
    if (i + 2 * kAhead < near.size()) snapshot_.will_read_row(near[i + 2 * kAhead]);
    if (i + kAhead < near.size()) snapshot_.will_read_text(near[i + kAhead]);
    visit(near[i]);
  }
}

namespace {

// The most that the score can make of two words by themselves, in whatever roles.
float most_alike(const Word& word, Word other, Schema schema) {
  WordMatch match = compare_words(word, other, schema);
  if (match.similarity < kOneMeaning && other.class_id != 0) {
    other.class_id = 0;  // in some roles it has none
    const WordMatch spelt = compare_words(word, other, schema);
    if (spelt.similarity > match.similarity) match = spelt;
  }
  // Readings of a surname are plain equivalents in names that are not of syllables alone.
  if (match.kind == StepKind::Reading) return std::max(match.similarity, weights::kEquivalentSimilarity);
  // A slip beside words that agree; whether they do is left to the score.
  if (match.similarity < weights::kSlipSimilarity && may_slip(word, other, schema))
    return weights::kSlipSimilarity;
  return match.similarity;
}

}  // namespace

Retriever::Lookup::Lookup(const Word& of)
    : word(of),
      edits(of.text),
      sound(TokenIndex::sound_check(of.sound)),
      traits((of.class_id != 0 ? TokenIndex::Spelling::kMeaning : 0U) |
             (of.name != 0 ? TokenIndex::Spelling::kNamed : 0U)) {}

// Everything that compare_words looks at but the text's own derivatives. Words that add_whole() puts together
// are not known, though the same letters may be a known word.
std::string Retriever::key_of(const Word& word) {
  std::string key(word.text);
  for (const unsigned part :
       {unsigned{word.class_id}, unsigned{word.name}, unsigned{word.known}, unsigned{word.skeleton},
        unsigned{word.woman}, unsigned{word.flags} & text::kNumber}) {
    key.append(1, '/').append(std::to_string(part));
  }
  return key;
}

void Retriever::look_up(std::span<const std::vector<Word>> forms) {
  lookups_.clear();
  std::vector<std::string> keys;
  for (const std::vector<Word>& words : forms) {
    for (const Word& word : words) {
      if (!finds(word) || (word.flags & text::kNumber) != 0) continue;
      std::string key = key_of(word);
      if (cache_.contains(key) || std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
      keys.push_back(std::move(key));
      lookups_.emplace_back(word);
    }
  }
  scan_lengths(lookups_);
  if (cache_.size() + lookups_.size() > kMostCached) cache_.clear();
  for (std::size_t i = 0; i < lookups_.size(); ++i)
    add_alike(lookups_[i].word, lookups_[i].near, cache_[std::move(keys[i])]);
}

const std::vector<Retriever::Found>& Retriever::alike(const Word& word) {
  if (cache_.size() >= kMostCached) cache_.clear();
  const auto [cached, added] = cache_.try_emplace(key_of(word));
  std::vector<Found>& out = cached->second;
  if (!added) return out;
  std::array<Lookup, 1> lookup{Lookup(word)};
  if ((word.flags & text::kNumber) == 0) scan_lengths(lookup);  // numbers must agree
  add_alike(word, lookup.front().near, out);
  return out;
}

// The words that are alike to one, of which those by their letters are near.
void Retriever::add_alike(const Word& word, const Near& near, std::vector<Found>& out) {
  ++stamp_;
  Word plain = word;
  plain.flags &= text::kNumber;
  plain.mandarin = false;  // a matter of the whole name, left to the score
  const auto consider = [&](std::uint32_t token) {
    if (token_stamp_[token] == stamp_) return;
    token_stamp_[token] = stamp_;
    Word other = word_of(snapshot_, token);
    other.woman = plain.woman;  // whether it stands in a woman's name is left to the score
    // LegalEntity: what only persons' names forbid is left to the score.
    const float similarity = most_alike(plain, other, Schema::LegalEntity);
    constexpr std::size_t kAcronym = 3;  // letters, of which each says something in a firm's name
    const bool told_apart =
        std::min(plain.text.size(), other.text.size()) <= kAcronym || (plain.name != 0 && other.name != 0);
    const float of_bodies = told_apart ? most_alike(plain, other, Schema::Company) : similarity;
    if (similarity > 0 || of_bodies > 0)
      out.push_back({.token = token, .similarity = similarity, .of_bodies = of_bodies});
  };
  if (const std::uint32_t exact = snapshot_.find_token(word.text); exact != snapshot::kNone) consider(exact);
  for (const std::uint32_t token : index_->meaning(word.class_id)) consider(token);
  for (const std::uint16_t kin : text::kindred_of(word.class_id)) {
    for (const std::uint32_t token : index_->meaning(kin)) consider(token);
  }
  const auto consider_word = [&](std::string_view other) {
    if (const std::uint32_t token = snapshot_.find_token(other); token != snapshot::kNone) consider(token);
  };
  for (const std::uint16_t cluster : text::name_clusters(word.name)) {
    for (const std::string_view other : text::cluster_words(cluster)) consider_word(other);
    const std::uint16_t family = word.woman ? text::family_cluster(cluster) : cluster;
    if (family == cluster) continue;
    for (const std::string_view other : text::cluster_words(family)) consider_word(other);
  }
  if ((word.flags & text::kNumber) != 0) return;
  if (word.woman) {
    for (const std::string& other : text::womans_surnames(word.text)) consider_word(other);
  }
  visit_near(near, consider);
  if (word.sound == 0) return;
  const std::uint64_t hash = snapshot::hash_sound(word.sound);
  for (const std::uint32_t row : snapshot_.sound_rows(hash)) {
    if (snapshot::row_may_match(row, hash)) consider(row & snapshot::kTokenMask);
  }
}

// Listed words that the word abbreviates, and that abbreviate it. The latter may stand in any role.
const std::vector<std::uint32_t>& Retriever::abbreviations(const Word& word) {
  std::string key(word.text);
  key.append(1, '/').append(std::to_string(word.flags)).append(1, word.class_id != 0 ? '+' : '-');
  if (abbreviation_cache_.size() >= kMostCached) abbreviation_cache_.clear();
  const auto [cached, added] = abbreviation_cache_.try_emplace(std::move(key));
  std::vector<std::uint32_t>& out = cached->second;
  if (!added) return out;
  const char first = word.text.front();
  for (const std::uint32_t token : index_->generic(snapshot_, first)) {
    if ((word.signature & ~index_->info(token).signature) != 0) continue;
    Word whole = word_of(snapshot_, token);
    whole.flags = text::kGeneric;
    if (abbreviates(word, whole)) out.push_back(token);
  }
  if ((word.flags & text::kGeneric) == 0) return out;
  for (std::size_t n = kLeastAbbreviation; n + kLeastSaved <= word.text.size(); ++n) {
    const auto [begin, end] = index_->tokens_of(n, first);
    for (std::uint32_t token = begin; token < end; ++token) {
      if ((snapshot_.signatures()[token] & ~word.signature) != 0) continue;
      const Word brief{.text = snapshot_.token_text(token), .signature = snapshot_.signatures()[token]};
      if (abbreviates(brief, word)) out.push_back(token);
    }
  }
  return out;
}

void Retriever::find(const Word& word, std::size_t index) {
  const std::vector<Found>& all = alike(word);
  constexpr std::size_t kAhead = 8;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i + kAhead < all.size()) __builtin_prefetch(&marks_[all[i + kAhead].token], 1);
    const Found& found = all[i];
    const float similarity = for_bodies(schema_) ? found.of_bodies : found.similarity;
    if (similarity > 0) add_found(found.token, index, similarity, word.rarity);
  }
  if (schema_ != Schema::Person) {
    for (const std::uint32_t token : abbreviations(word))
      add_found(token, index, weights::kAbbreviationSimilarity, word.rarity);
  }
  if (for_people(schema_)) {
    const std::uint32_t initial = snapshot_.find_token(word.text.substr(0, 1));
    if (initial != snapshot::kNone) add_found(initial, index, weights::kInitialSimilarity, word.rarity);
  }
}

// What the list writes in one word and the question in several.
void Retriever::add_wholes(std::span<const Word> words) {
  const auto joinable = [&](std::size_t i) {
    return (words[i].flags & kNeverJoined) == 0 && !is_digits(words[i]);
  };
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!joinable(i)) continue;
    for (std::size_t count = 2; count <= std::min(kMostJoined, words.size() - i); ++count) {
      if (!joinable(i + count - 1)) break;
      add_whole(words.subspan(i, count), i);
    }
  }
}

const std::vector<Retriever::Found>& Retriever::wholes_alike(std::span<const Word> parts) {
  const Word& head = parts.front();
  std::string key;  // what joined_similarity() looks at
  for (const Word& part : parts) key.append(part.text);
  const std::size_t length = key.size();
  const std::string together = key;
  key.append(1, (head.flags & text::kParticle) != 0 ? '+' : '-').append(1, head.skeleton ? '+' : '-');
  if (whole_cache_.size() >= kMostCached) whole_cache_.clear();
  const auto [cached, added] = whole_cache_.try_emplace(std::move(key));
  std::vector<Found>& out = cached->second;
  if (!added) return out;
  std::uint64_t signature = 0;
  for (const Word& part : parts) signature = text::joined_signature(signature, part.signature);
  const char letter = head.text.front();
  // As joined_similarity asks.
  const OsaFrom edits(together);
  const std::uint16_t sound = TokenIndex::sound_check(text::sound_key(together));
  const auto may_join = [&](std::size_t n, const TokenIndex::Spelling& other) {
    const bool skeleton = head.skeleton || (other.traits & TokenIndex::Spelling::kSkeleton) != 0;
    return edits.to(other.text) <= most_joined_edits(length, n) || (skeleton && other.sound == sound);
  };
  near_.clear();
  each_joined_length(length, head.skeleton, [&](std::size_t n, int bits) {
    const auto [begin, end] = index_->tokens_of(n, letter);
    const std::size_t from = near_.size();
    scan_signatures(snapshot_.signatures().subspan(begin, end - begin), signature, bits, begin, near_);
    keep_near(near_, n, from, [&](const TokenIndex::Spelling& other) { return may_join(n, other); });
  });
  if (!head.skeleton) {  // those whose vowels are guessed may be farther from it
    each_joined_length(length, true, [&](std::size_t n, int bits) {
      const auto [begin, end] = index_->tokens_of(n, letter);
      for (const std::uint32_t token : index_->skeletons(begin, end)) {
        if (bit_count(signature ^ index_->info(token).signature) <= bits &&
            may_join(n, index_->spelling(n, token)))
          near_.push_back(token);
      }
    });
  }
  visit_near(near_, [&](std::uint32_t token) {
    const float similarity = joined_similarity(parts, word_of(snapshot_, token));
    if (similarity > 0) out.push_back({.token = token, .similarity = similarity});
  });
  return out;
}

void Retriever::add_whole(std::span<const Word> parts, std::size_t first) {
  float rarity = 0;  // as rare as its parts together
  for (const Word& part : parts) rarity += part.rarity;
  for (const Found& found : wholes_alike(parts)) {
    for (std::size_t i = first; i < first + parts.size(); ++i) {
      if (sought_[std::min(i, kBits - 1)] > 0) {
        add_found(found.token, i, found.similarity, rarity, true);
      } else {
        mark(found.token, i, found.similarity, rarity, true);
      }
    }
  }
}

// Marks of nationality that the first word of an aircraft's name may be meant for.
void Retriever::add_marks(std::span<const Word> words) {
  if (schema_ != Schema::Airplane || words.size() < 2) return;
  text::each_nationality_mark([&](std::string_view known) {
    if (!mark_meant(words.front().text, known)) return;
    const std::uint32_t token = snapshot_.find_token(known);
    if (token == snapshot::kNone) return;
    if (sought_.front() > 0) {
      add_found(token, 0, weights::kMarkSlip, words.front().rarity);
    } else {
      mark(token, 0, weights::kMarkSlip, words.front().rarity);
    }
  });
}

// Runs of listed words that the score can take for the word.
void Retriever::scan_runs(const Word& word, bool skeleton, std::vector<RunFound>& out) {
  constexpr std::size_t kTextsAhead = 3;
  constexpr std::size_t kRowsAhead = 6;
  constexpr std::size_t kWordsAhead = 9;
  constexpr std::size_t kFormsAhead = 12;
  const JoinedRuns& runs = index_->joined(snapshot_);
  const OsaFrom edits(word.text);
  each_joined_length(word.text.size(), skeleton || word.skeleton, [&](std::size_t n, int bits) {
    const JoinedRuns::Bucket& bucket = runs.bucket(n, word.text.front(), skeleton);
    if (bucket.signatures.empty()) return;
    near_.clear();
    scan_signatures(bucket.signatures, word.signature, bits, 0, near_);
    // What is spelt otherwise is left out before its words are read (joined_similarity).
    constexpr std::size_t kSpellingsAhead = 12;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < near_.size(); ++i) {
      if (i + kSpellingsAhead < near_.size()) __builtin_prefetch(bucket.start_of(near_[i + kSpellingsAhead]));
      const std::string_view together = bucket.text(near_[i]);
      if (edits.to(together) <= most_joined_edits(n, word.text.size()) ||
          ((skeleton || word.skeleton) && text::sound_key(together) == word.sound))
        near_[kept++] = near_[i];
    }
    near_.resize(kept);
    // Each lies four steps away, which are under way some runs ahead.
    const auto ahead = [&](std::size_t i, auto read) {
      if (i < near_.size()) read(bucket.equal_to(near_[i]).front());
    };
    for (std::size_t i = 0; i < near_.size(); ++i) {
      ahead(i + kFormsAhead, [&](const JoinedRuns::Run& run) { snapshot_.will_read_form(run.form); });
      ahead(i + kWordsAhead,
            [&](const JoinedRuns::Run& run) { snapshot_.will_read_words_of_form(run.form); });
      ahead(i + kRowsAhead, [&](const JoinedRuns::Run& run) {
        for (const std::uint32_t packed : runs.words_of(run))
          snapshot_.will_read_row(packed & snapshot::kTokenMask);
      });
      ahead(i + kTextsAhead, [&](const JoinedRuns::Run& run) {
        for (const std::uint32_t packed : runs.words_of(run))
          snapshot_.will_read_text(packed & snapshot::kTokenMask);
      });
      const std::span<const JoinedRuns::Run> equal = bucket.equal_to(near_[i]);
      listed_.clear();
      for (const std::uint32_t packed : runs.words_of(equal.front())) {
        Word& part = listed_.emplace_back(word_of(snapshot_, packed & snapshot::kTokenMask));
        part.flags = static_cast<std::uint8_t>(packed >> snapshot::kTokenBits);
      }
      if (const float similarity = joined_similarity(listed_, word); similarity > 0)
        out.push_back({.runs = equal, .similarity = similarity});
    }
  });
}

const std::vector<Retriever::RunFound>& Retriever::runs_alike(const Word& word) {
  std::string key(word.text);
  if (word.skeleton) key.append(1, '/');
  if (run_cache_.size() >= kMostCached) run_cache_.clear();
  const auto [cached, added] = run_cache_.try_emplace(std::move(key));
  if (!added) return cached->second;
  Word whole = word;
  whole.flags = 0;
  scan_runs(whole, false, cached->second);
  scan_runs(whole, true, cached->second);
  return cached->second;
}

// What the list writes in several words and the question in one.
void Retriever::add_apart(const Word& word, std::size_t index) {
  if ((word.flags & kNeverJoined) != 0 || is_digits(word)) return;
  const std::vector<RunFound>& found = runs_alike(word);
  if (found.empty()) return;
  const JoinedRuns& runs = index_->joined(snapshot_);
  ApartTerm term{.first = apart_names_.size(), .word = std::min(index, kBits - 1)};
  for (const RunFound& one : found) {
    const std::span<const std::uint32_t> words = runs.words_of(one.runs.front());
    aparts_.push_back({.words = words, .word = term.word, .similarity = one.similarity});
    for (const JoinedRuns::Run& run : one.runs) apart_names_.push_back(snapshot_.form_name(run.form));
    term.similarity = std::max(term.similarity, one.similarity);
    float rarity = 0;
    for (const std::uint32_t packed : words) rarity += index_->info(packed & snapshot::kTokenMask).rarity();
    term.rarity = std::max(term.rarity, rarity);
  }
  const auto begin = apart_names_.begin() + static_cast<std::ptrdiff_t>(term.first);
  if (found.size() > 1) std::sort(begin, apart_names_.end());
  apart_names_.erase(std::unique(begin, apart_names_.end()), apart_names_.end());
  for (std::size_t i = term.first; i < apart_names_.size(); ++i) writes_apart_.add(apart_names_[i]);
  apart_terms_.push_back(term);
}

// Of the names that have the token those that do not write it: it is their acronym, and meets several words.
void Retriever::add_acronym_of_names(std::uint32_t token) {
  const std::span<const std::uint32_t> all = snapshot_.postings(token);
  const std::span<const std::uint32_t> writing = index_->writing(snapshot_, token);
  if (all.size() == writing.size()) return;
  auto next = writing.begin();
  for (const std::uint32_t name : all) {
    if (next != writing.end() && *next == name) {
      ++next;
    } else {
      meets_several(name);
    }
  }
}

// Those on the fewest names first.
void Retriever::make_terms() {
  terms_.clear();
  constexpr std::size_t kAhead = 8;
  for (std::size_t i = 0; i < found_.size(); ++i) {
    if (i + kAhead < found_.size()) {
      index_->will_read_info(found_[i + kAhead]);
      index_->will_read_weight(found_[i + kAhead]);
      snapshot_.will_read_row(found_[i + kAhead]);
    }
    const std::uint32_t token = found_[i];
    const Mark& mark = marks_[token];
    // An acronym is the same or none.
    terms_.push_back({.names = mark.exact ? snapshot_.postings(token) : index_->writing(snapshot_, token),
                      .token = token,
                      .words = mark.words,
                      .similarity = mark.similarity,
                      .rarity = rarity_of(token),
                      .weight = index_->most_weight(snapshot_, token),
                      .whole = mark.whole});
  }
  for (std::size_t t = 0; t < apart_terms_.size(); ++t) {
    const ApartTerm& term = apart_terms_[t];
    if (sought_[term.word] <= 0) continue;
    const std::size_t end = t + 1 < apart_terms_.size() ? apart_terms_[t + 1].first : apart_names_.size();
    terms_.push_back({.names = std::span(apart_names_).subspan(term.first, end - term.first),
                      .token = snapshot::kNone,
                      .words = std::uint32_t{1} << term.word,
                      .similarity = term.similarity,
                      .rarity = term.rarity,
                      .apart = true});
  }
  std::sort(terms_.begin(), terms_.end(), [](const Term& a, const Term& b) {
    return a.names.size() != b.names.size() ? a.names.size() < b.names.size()
                                            : a.names.data() < b.names.data();
  });
}

// How many of the terms, from the first on, can be the first that a sufficient name meets: behind them, all
// that is left to be met does not suffice.
std::size_t Retriever::terms_that_open() const {
  Most most;
  std::uint32_t met = 0;
  std::size_t partners = 0;  // words that the terms can meet, each of them once
  bool short_of_partners = true;
  for (std::size_t left = terms_.size(); left > 0; --left) {
    const Term& term = terms_[left - 1];
    partners += term.whole ? static_cast<std::size_t>(std::popcount(term.words)) : 1;
    met |= term.words;
    if (!most.add(term) && !short_of_partners) continue;
    const Sum sum = sum_up(met, [&](std::size_t) -> const Most& { return most; });
    // "Ali Ali Hassan": one Ali is one of the two only. Names that have it twice are taken up by collect().
    short_of_partners = sum.words > partners;
    const float spare = short_of_partners ? static_cast<float>(sum.words - partners) * sum.lightest : 0.0F;
    if (share_
            .judge(sum.met - spare, sum.covered - spare, sum.rarity, std::min(sum.words, partners),
                   (telling_ & ~short_acronyms_ & sum.open) != 0)
            .suffices())
      return left;
  }
  return 0;
}

bool Retriever::Most::add(const Term& term) {
  bool more = false;
  const auto raise = [&](float& most, float value) {
    more = more || value > most;
    most = std::max(most, value);
  };
  for (std::uint32_t bits = term.words; bits != 0; bits &= bits - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
    if (term.similarity == weights::kSlipSimilarity) {
      more = more || (slips >> bit & 1U) == 0;
      slips |= std::uint32_t{1} << bit;
    } else {
      raise(similarity[bit], term.similarity);
    }
    raise(rarity[bit], term.rarity);
  }
  return more;
}

template <class MostOf>
Retriever::Sum Retriever::sum_up(std::uint32_t words, MostOf most_of) const {
  Sum sum{.lightest = std::numeric_limits<float>::max(), .open = asked_};
  const auto add = [&](std::size_t bit, float similarity, const Most& most) {
    constexpr float kClear = 0.8F;
    sum.open &= ~(std::uint32_t{1} << bit);
    sum.met += sought_[bit];
    sum.covered += sought_[bit] * similarity;
    sum.rarity += most.rarity[bit];
    sum.lightest = std::min(sum.lightest, sought_[bit] * similarity);
    sum.strong += static_cast<std::size_t>(similarity >= kClear);
    ++sum.words;
  };
  std::size_t slip = kBits;
  float gained = 0;  // by the slip
  for (; words != 0; words &= words - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(words));
    const Most& most = most_of(bit);
    const float similarity = most.similarity[bit];
    const float gain =
        (most.slips >> bit & 1U) != 0 ? sought_[bit] * (weights::kSlipSimilarity - similarity) : 0;
    if (gain > gained) {
      gained = gain;
      slip = bit;
    }
    if (similarity <= 0) continue;
    if (sought_[bit] > 0) {
      add(bit, similarity, most);
    } else {
      sum.rarity += most.rarity[bit];
    }
  }
  const std::size_t beside = !for_people(schema_) && !for_ships(schema_) ? 1 : kSlipBeside;
  if (slip == kBits || sum.strong + share_.weak_words() < beside) return sum;
  const Most& most = most_of(slip);
  if (most.similarity[slip] <= 0) {
    add(slip, weights::kSlipSimilarity, most);
  } else {
    sum.covered += gained;
  }
  return sum;
}

// Which words the names meet; names are taken up by the first `opening` terms only.
void Retriever::collect(std::size_t opening) {
  assumed_ = 0;
  // Names that have a word twice may meet two words by it. They are taken up first, so that all that they
  // meet counts.
  for (const Term& term : std::span(terms_).subspan(opening)) {
    if (term.whole || std::popcount(term.words & asked_) < 2) continue;
    for (const TokenIndex::TokenOfName& twice : index_->repeating(snapshot_, term.token)) touch(twice.name);
  }
  for (const Term& term : terms_) {
    if (term.apart || std::popcount(term.words & asked_) < 2) continue;
    for (const TokenIndex::TokenOfName& twice : index_->repeating(snapshot_, term.token))
      meets_several(twice.name);
  }
  constexpr std::size_t kAhead = 16;
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    const Term& term = terms_[t];
    const std::uint64_t met = met_at(term.words, level_of(term));
    const std::uint64_t weight = term.weight << kWeightBit;
    if (t < opening) {
      for (std::size_t i = 0; i < term.names.size(); ++i) {
        if (i + kAhead < term.names.size()) __builtin_prefetch(&met_[term.names[i + kAhead]], 1);
        const std::uint32_t name = term.names[i];
        touch(name);
        met_[name] = (met_[name] | met) + weight;
      }
      continue;
    }
    if ((term.words & ~assumed_) == 0) continue;  // weights do not count where words are assumed
    // Where many postings meet few names, it is cheaper to bound the names.
    constexpr std::size_t kManyMore = 16;
    if (term.names.size() > kManyMore * touched_.size()) {
      assumed_ |= term.words;
      continue;
    }
    for (const std::uint32_t name : term.names) {
      if (is_touched_.has(name)) met_[name] = (met_[name] | met) + weight;
    }
  }
}

// Do the words that a form has of those found suffice, each of them once?
bool Retriever::meets_enough(std::uint32_t name) const {
  if (writes_apart_.has(name)) return true;  // few do
  const snapshot::NameRow& row = snapshot_.names()[name];
  // Persons' names have no acronyms: they meet what their words meet, whatever was assumed.
  const std::uint32_t assumed = schema_ == Schema::Person ? 0 : assumed_;
  std::uint32_t met_by_any = assumed;
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    std::uint32_t met = assumed;
    std::size_t partners = static_cast<std::size_t>(std::popcount(assumed));
    float rarity = assumed != 0 ? kAnyRarity : 0;
    float most = assumed != 0 ? 1.0F : 0.0F;  // alike
    for (const std::uint32_t packed : snapshot_.form_words(form)) {
      const std::uint32_t token = packed & snapshot::kTokenMask;
      if (!is_marked(token)) continue;
      const Mark& mark = marks_[token];
      met |= mark.words;
      partners += mark.whole ? static_cast<std::size_t>(std::popcount(mark.words)) : 1;
      rarity += rarity_of(token);
      most = std::max(most, mark.similarity);
    }
    met_by_any |= met;
    float weight = 0;
    std::size_t words = 0;
    float lightest = std::numeric_limits<float>::max();
    for (std::uint32_t bits = met; bits != 0; bits &= bits - 1) {
      const float of_word = sought_[static_cast<std::size_t>(std::countr_zero(bits))];
      if (of_word <= 0) continue;
      weight += of_word;
      lightest = std::min(lightest, of_word);
      ++words;
    }
    // There are not enough of them for all the words: at least so much is left over.
    if (words > partners) weight -= static_cast<float>(words - partners) * lightest;
    if (share_.judge(weight, weight * most, rarity, std::min(words, partners), (telling_ & ~met) != 0)
            .suffices())
      return true;
  }
  // What no word of it met is the acronym of its words.
  return schema_ != Schema::Person && (static_cast<std::uint32_t>(met_[name] & kAllBits) & ~met_by_any) != 0;
}

Retriever::Bound Retriever::bound_of_name(std::span<const Word> words, std::uint32_t name, Schema schema) {
  Bound best{.whole = false};
  const snapshot::NameRow& row = snapshot_.names()[name];
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    const Bound bound = bound_of_form(words, form, schema);
    best.similarity = std::max(best.similarity, bound.similarity);
    best.rarity = std::max(best.rarity, bound.rarity);
    best.whole = best.whole || bound.whole;
  }
  return best;
}

// By its first two letters: particles and legal forms may be passed over behind the first, and forms give
// other letters, too.
bool Retriever::may_abbreviate(const Letters& wholes, std::uint64_t open_wholes, const Letters& parts,
                               std::uint64_t open_parts) {
  constexpr std::size_t kShortest = 3;
  constexpr unsigned kByte = 0xFF;
  const auto second_letter = [&](unsigned letter, std::size_t at) {
    for (; at < parts.words && (parts.flags[at] & (text::kNumber | text::kInitial)) == 0; ++at) {
      if (parts.heads[at] >> 8U == letter || (parts.flags[at] & text::kLegal) != 0) return true;
      if ((parts.flags[at] & text::kParticle) == 0) return false;
    }
    return false;
  };
  for (std::size_t i = 0; i < wholes.words; ++i) {
    const std::size_t length = wholes.lengths[i];
    if ((open_wholes >> i & 1U) == 0 || length < kShortest) continue;
    for (std::size_t j = 0; j + length <= parts.words; ++j) {
      if ((open_parts >> j & 1U) != 0 && wholes.heads[i] >> 8U == parts.heads[j] >> 8U &&
          second_letter(wholes.heads[i] & kByte, j + 1))
        return true;
    }
  }
  return false;
}

Retriever::Letters Retriever::letters_of(std::uint32_t form) const {
  const std::span<const std::uint32_t> tokens = snapshot_.form_words(form);
  Letters out;  // NOLINT: the first `words` are set
  out.words = std::min(tokens.size(), text::kMaxTokens);
  for (std::size_t j = 0; j < out.words; ++j) {
    const TokenIndex::Info& info = index_->info(tokens[j] & snapshot::kTokenMask);
    out.heads[j] = info.head;
    out.lengths[j] = info.length;
    out.flags[j] = static_cast<std::uint8_t>(tokens[j] >> snapshot::kTokenBits);
  }
  return out;
}

void Retriever::find_acronyms(std::span<const Word> wholes, std::span<const Word> parts,
                              std::vector<Acronym>& out) {
  for (std::size_t i = 0; i < wholes.size(); ++i) {
    const std::string_view text = wholes[i].text;
    for (std::size_t j = 0; j + 1 < parts.size(); ++j) {
      if (text.front() != parts[j].text.front()) continue;
      const std::size_t count = acronym_words(text, parts.subspan(j));
      if (count == 0) continue;
      const auto letters = static_cast<float>(text.size());
      out.push_back({.whole = i,
                     .first = j,
                     .count = count,
                     .similarity = most_acronym_similarity(letters),
                     .rarity = letters * kNatsALetter});
    }
  }
}

// Is a word of one name the acronym of words of the other? In of_question_ and of_form_.
bool Retriever::abbreviate_others(std::span<const Word> words, std::uint64_t open_words, std::uint32_t form,
                                  std::uint64_t open_listed) {
  of_question_.clear();
  of_form_.clear();
  const Letters listed = letters_of(form);
  if (!may_abbreviate(letters_, open_words, listed, open_listed) &&
      !may_abbreviate(listed, open_listed, letters_, open_words))
    return false;
  words_of(snapshot_, form, listed_);
  find_acronyms(words, listed_, of_form_);
  find_acronyms(listed_, words, of_question_);
  return !of_form_.empty() || !of_question_.empty();
}

// Initials, titles and particles of the question are not looked up, but "I." meets "Ivan", and "Al" is short
// for Aleksandr: how much the listed word is alike to any of them.
float Retriever::meets_weak(std::span<const Word> words, std::uint32_t token, Schema schema) {
  WeakMeeting& known = weak_meetings_[token % weak_meetings_.size()];
  if (known.query == query_ && known.token == token) return known.similarity;
  const TokenIndex::Info& info = index_->info(token);
  float most = 0;
  for (const Word& word : words) {
    if (finds(word) || (word.flags & text::kLegal) != 0) continue;
    const std::size_t length = info.length;
    const std::size_t allowed = allowed_edits(std::min(length, word.text.size()));
    const bool near = length <= word.text.size() + allowed && word.text.size() <= length + allowed &&
                      static_cast<std::size_t>(bit_count(info.signature ^ word.signature)) <= 2 * allowed;
    const bool initial = (word.flags & text::kInitial) != 0;
    // Names that are one are asked for before a word is read: "Al" is known as a name, and so are most words.
    if (!near && !initial && info.sound != TokenIndex::sound_check(word.sound) &&
        (word.name == 0 || !info.named ||
         text::name_relation(word.name, snapshot_.token(token).name) == text::NameRelation::None))
      continue;
    Word other = word_of(snapshot_, token);
    other.class_id = 0;
    other.woman = word.woman;
    WordMatch match = compare_words(word, other, schema);
    if (match.kind == StepKind::Reading)
      match.similarity = std::max(match.similarity, weights::kEquivalentSimilarity);
    // A slip in a title, beside words that agree.
    if ((word.flags & text::kTitle) != 0 && letters_slip(word, other))
      match.similarity = std::max(match.similarity, weights::kSlipSimilarity);
    most = std::max(most, match.similarity);
  }
  known = {.query = query_, .token = token, .similarity = most};
  return most;
}

// Words of the question that the form writes in several.
std::span<const Retriever::Apart> Retriever::aparts_of(std::uint32_t form) {
  if (!writes_apart_.has(snapshot_.form_name(form))) return {};
  form_aparts_.clear();
  const std::span<const std::uint32_t> tokens = snapshot_.form_words(form);
  for (const Apart& apart : aparts_) {
    for (std::size_t j = 0; j + apart.words.size() <= tokens.size(); ++j) {
      if (!std::equal(apart.words.begin(), apart.words.end(),
                      tokens.begin() + static_cast<std::ptrdiff_t>(j)))
        continue;
      form_aparts_.push_back(apart);
      form_aparts_.back().first = j;
    }
  }
  return form_aparts_;
}

// Upper bounds from what the words found, without a look at any letter but the first: the sums of collect()
// count one listed word for several of the question, and know nothing of the listed words that are left over.
// Follows Alignment::run() of score.cpp step by step.
Retriever::Bound Retriever::bound_of_form(std::span<const Word> words, std::uint32_t form, Schema schema) {
  constexpr Bound kAny{.similarity = 1, .rarity = kAnyRarity};
  constexpr float kClear = 0.8F;
  const bool people = for_people(schema);
  // A side's words: their weight when they meet, and when they meet as well as they can; and those that found
  // none.
  struct Side {
    float all = 0;
    float met = 0;
    float covered = 0;
    float open_telling = 0;
    bool more_than_fathers = false;  // of those, some that are no patronymics
    bool special = false;            // some that are neither generic nor places
    std::size_t open_words = 0;
    std::array<std::uint8_t, text::kMaxTokens> open;  // NOLINT: the first open_words are set
    std::array<float, text::kMaxTokens> alike;        // NOLINT: likewise, of all its words
    [[nodiscard]] float lacks() const { return all - met; }
    // A word that an acronym may meet.
    void raise(std::size_t word, float weight, float similarity) {
      if (alike[word] >= similarity) return;
      if (const auto end = open.begin() + static_cast<std::ptrdiff_t>(open_words); alike[word] == 0) {
        const auto at = std::find(open.begin(), end, word);
        if (at == end) return;  // is met whole
        std::copy(at + 1, end, at);
        --open_words;
        met += weight;
      }
      covered += weight * (similarity - alike[word]);
      alike[word] = similarity;
    }
  };
  Side listed;
  Side asked;
  const std::span<const std::uint32_t> tokens = snapshot_.form_words(form);
  if (tokens.size() > text::kMaxTokens || words.size() > text::kMaxTokens) return kAny;
  std::array<float, text::kMaxTokens> weights_of;  // NOLINT: of the listed words
  std::array<float, kBits> alike{};                // of the question's words, to any that they found
  std::uint32_t met = 0;                           // words of the question
  std::size_t partners = 0;
  std::size_t strong = 0;
  float rarity = 0;
  // Words that found none, or none so much alike that several words in one could not be more.
  std::uint64_t listed_loose = 0;
  std::uint64_t asked_loose = 0;
  const bool may_be_acronym = tokens.size() > 3 && !people;  // of the others, at an end, which says nothing
  std::size_t last_word = tokens.empty() ? 0 : tokens.size() - 1;
  while (last_word > 0 && (tokens[last_word] >> snapshot::kTokenBits & text::kLegal) != 0) --last_word;
  const std::span<const Apart> aparts = aparts_of(form);
  for (std::size_t j = 0; j < tokens.size(); ++j) {
    const std::uint32_t token = tokens[j] & snapshot::kTokenMask;
    const auto flags = static_cast<std::uint8_t>(tokens[j] >> snapshot::kTokenBits);
    const TokenIndex::Info& info = index_->info(token);
    float weight = weight_of(flags, info.company, info.rarity(), info.patronymic, schema);
    const bool end = may_be_acronym && (j == 0 || j == last_word);
    std::uint32_t found = 0;
    float similarity = 0;
    float rare = 0;
    bool whole = false;
    if (is_marked(token)) {
      const Mark& mark = marks_[token];
      whole = mark.whole;
      found = mark.words;
      rare = rarity_of(token);
      similarity = mark.similarity;
    }
    for (const Apart& apart : aparts) {
      if (j < apart.first || j >= apart.first + apart.words.size()) continue;
      found |= std::uint32_t{1} << apart.word;
      similarity = std::max(similarity, apart.similarity);
      rare = std::max(rare, info.rarity());
    }
    if (found != 0) {
      if (end || (flags & text::kTitle) != 0) similarity = 1;  // a title may be left out
      if (similarity < kMostJoinedSimilarity) listed_loose |= std::uint64_t{1} << j;
      listed.met += weight;
      listed.covered += weight * similarity;
      met |= found;
      partners += whole ? static_cast<std::size_t>(std::popcount(found)) : 1;
      for (; found != 0; found &= found - 1) {
        float& most = alike[static_cast<std::size_t>(std::countr_zero(found))];
        most = std::max(most, similarity);
      }
      if (flags_find(flags) || (flags & text::kInitial) != 0) {  // of the name that it stands for
        strong += static_cast<std::size_t>(similarity >= kClear);
        constexpr float kOfGeneric = 0.5F;
        rarity += rare * ((flags & text::kGeneric) == 0 ? 1.0F : kOfGeneric);
      }
    } else if (!flags_find(flags)) {
      listed.met += weight;  // titles, particles, initials, which are not looked up
      listed.covered += weight;
      if (schema != Schema::Person) listed_loose |= std::uint64_t{1} << j;  // an acronym may begin there
    } else {
      if (end) weight = std::min(weight, weights::kTitleWeight);
      listed.open[listed.open_words++] = static_cast<std::uint8_t>(j);
      listed_loose |= std::uint64_t{1} << j;
    }
    weights_of[j] = weight;
    listed.all += weight;
    listed.alike[j] = similarity;
  }
  // Of the question's words that one listed word stands for, it can meet but one: the heaviest are counted.
  std::array<float, text::kMaxTokens> sought;  // NOLINT: the first `count` are set
  std::size_t count = 0;
  float sought_covered = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float weight = word_weights_[i];
    asked.all += weight;
    asked.alike[i] = 0;
    if (!finds(words[i])) {
      asked.met += weight;
      asked.covered += weight;
      if (schema != Schema::Person) asked_loose |= std::uint64_t{1} << i;
    } else if ((met >> std::min(i, kBits - 1) & 1U) != 0) {
      sought[count++] = weight;
      const float most = alike[std::min(i, kBits - 1)];
      asked.alike[i] = most;
      sought_covered += weight * most;
      if (most < kMostJoinedSimilarity) asked_loose |= std::uint64_t{1} << i;
    } else {
      asked.open[asked.open_words++] = static_cast<std::uint8_t>(i);
      asked_loose |= std::uint64_t{1} << i;
    }
  }
  if (count > partners) {
    std::sort(sought.begin(), sought.begin() + static_cast<std::ptrdiff_t>(count), std::greater<>());
    for (std::size_t i = 0; i < partners; ++i) {
      asked.met += sought[i];
      asked.covered += sought[i];
    }
    for (std::size_t i = partners; i < count; ++i)
      asked.open_telling += sought[i] >= kTelling ? sought[i] : 0;
  } else {
    for (std::size_t i = 0; i < count; ++i) asked.met += sought[i];
    asked.covered += sought_covered;
  }
  // Words that found none may still be paired: those that begin alike as a man's and a woman's name, several
  // of them as an acronym.
  const auto meet = [](Side& side, float weight, float similarity) {
    side.met += weight;
    side.covered += weight * similarity;
  };
  std::uint64_t asked_paired = 0;
  std::uint64_t listed_paired = 0;
  const bool has_weak =
      std::any_of(words.begin(), words.end(), [](const Word& word) { return !finds(word); });
  std::array<float, text::kMaxTokens> weak{};  // of the listed words, to initials and the like
  if ((listed_loose | asked_loose) != 0) {
    if (schema != Schema::Person && abbreviate_others(words, asked_loose, form, listed_loose)) {
      if (count > partners) return kAny;  // which words an acronym sets free is not worked out
      const auto raise = [&](const Acronym& acronym, Side& whole, float weight, Side& parts,
                             const auto& part_weights) {
        whole.raise(acronym.whole, weight, acronym.similarity);
        for (std::size_t k = acronym.first; k < acronym.first + acronym.count; ++k)
          parts.raise(k, part_weights[k], acronym.similarity);
        rarity += acronym.rarity;
        ++strong;
      };
      for (const Acronym& acronym : of_form_)
        raise(acronym, asked, word_weights_[acronym.whole], listed, weights_of);
      for (const Acronym& acronym : of_question_)
        raise(acronym, listed, weights_of[acronym.whole], asked, word_weights_);
    }
    for (std::size_t l = 0; l < listed.open_words; ++l) {
      const std::size_t j = listed.open[l];
      const std::uint32_t token = tokens[j] & snapshot::kTokenMask;
      const std::uint16_t head = index_->info(token).head;
      if (has_weak) weak[j] = meets_weak(words, token, schema);
      for (std::size_t q = 0; q < asked.open_words; ++q) {
        const std::size_t i = asked.open[q];
        if (schema != Schema::Person || head != letters_.heads[i]) continue;
        asked_paired |= std::uint64_t{1} << i;
        listed_paired |= std::uint64_t{1} << j;
      }
    }
  }
  constexpr std::uint8_t kGeneral = text::kGeneric | text::kPlace;
  for (std::size_t l = 0; l < listed.open_words; ++l) {
    const std::size_t j = listed.open[l];
    if (weak[j] > 0 || (listed_paired >> j & 1U) != 0) {
      const float similarity =
          std::max(weak[j], (listed_paired >> j & 1U) != 0 ? weights::kGenderedSimilarity : 0.0F);
      meet(listed, weights_of[j], similarity);
      rarity += index_->info(tokens[j] & snapshot::kTokenMask).rarity() * similarity;
      strong += static_cast<std::size_t>(similarity >= kClear);
    } else if (weights_of[j] >= kTelling) {
      listed.open_telling += weights_of[j];
      if (!index_->info(tokens[j] & snapshot::kTokenMask).patronymic) listed.more_than_fathers = true;
      if ((tokens[j] >> snapshot::kTokenBits & kGeneral) == 0) listed.special = true;
    }
  }
  for (std::size_t q = 0; q < asked.open_words; ++q) {
    const std::size_t i = asked.open[q];
    if ((asked_paired >> i & 1U) != 0) {
      meet(asked, word_weights_[i], weights::kGenderedSimilarity);
    } else if (word_weights_[i] >= kTelling) {
      asked.open_telling += word_weights_[i];
      if (!words[i].patronymic) asked.more_than_fathers = true;
      if ((words[i].flags & kGeneral) == 0) asked.special = true;
    }
  }
  if (listed.all <= 0 || asked.all <= 0) return kAny;
  // Who has fewer words may have left out some, when two of the others are the same.
  constexpr std::size_t kEnough = 2;
  const float left_out = std::min(weights::kMiddle, weights::kOuter);
  const auto cover = [&](const Side& side, const Side& other) {
    const bool may_leave_out = people && strong >= kEnough && other.open_telling <= 0;
    // A firm may leave out what only says what and where it is.
    const bool may_be_short = !people && !for_ships(schema) && other.open_telling <= 0 && !side.special;
    const float total = side.met + (may_leave_out  ? left_out
                                    : may_be_short ? weights::kGeneralLeftOut
                                                   : 1.0F) *
                                       side.lacks();
    return total <= 0 ? 1.0F : side.covered / total;
  };
  const float a = cover(asked, listed);
  const float b = cover(listed, asked);
  const float clash = 2 * std::min(asked.open_telling, listed.open_telling) / (asked.all + listed.all);
  return {.similarity = (weights::kWorse * std::min(a, b) + (1 - weights::kWorse) * std::max(a, b)) *
                        (1 - weights::kClash * clash),
          .rarity = rarity,
          .whole = !asked.more_than_fathers && !listed.more_than_fathers};
}

// Visits names; what it takes to read their words is under way some names ahead.
template <class Visit>
void Retriever::visit_names(std::span<const std::uint32_t> names, Visit visit) const {
  constexpr std::size_t kInfos = 6;
  constexpr std::size_t kWords = 12;
  constexpr std::size_t kForms = 18;
  constexpr std::size_t kNames = 24;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i + kNames < names.size()) snapshot_.will_read_name(names[i + kNames]);
    if (i + kForms < names.size()) snapshot_.will_read_forms(names[i + kForms]);
    if (i + kWords < names.size()) snapshot_.will_read_words(names[i + kWords]);
    if (i + kInfos < names.size()) {
      for (const std::uint32_t packed : snapshot_.form_words(snapshot_.names()[names[i + kInfos]].first_form))
        index_->will_read_info(packed & snapshot::kTokenMask);
    }
    visit(names[i]);
  }
}

// The names that may meet enough of the question's words, in likely_, and those with an acronym of them, in
// acronyms_.
void Retriever::gather(std::span<const Word> words, Schema schema, float least, double least_weight) {
  ++query_;
  schema_ = schema;
  for (const std::uint32_t name : touched_) is_touched_.remove(name);
  for (const std::uint32_t name : apart_names_) writes_apart_.remove(name);
  for (const std::uint32_t name : several_names_) writes_apart_.remove(name);
  apart_names_.clear();
  several_names_.clear();
  apart_terms_.clear();
  aparts_.clear();
  touched_.clear();
  acronyms_of_.clear();
  found_.clear();
  for (const std::uint32_t token : marked_tokens_) marked_[token / kWordBits] = 0;
  marked_tokens_.clear();
  float total = 0;  // of all words, as the score counts them
  float sought = 0;
  const bool only_weak = std::none_of(words.begin(), words.end(), finds);
  word_weights_.clear();
  sought_.fill(0);
  asked_ = 0;
  telling_ = 0;
  heavy_ = 0;
  maybe_acronyms_.clear();
  short_acronyms_ = 0;
  letters_.words = std::min(words.size(), text::kMaxTokens);
  std::size_t weak_words = 0;
  float weak_rarity = 0;
  const std::size_t own = own_acronym(words, schema);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float weight = i == own ? weights::kTitleWeight : weight_of(words[i], schema);
    total += weight;
    word_weights_.push_back(weight);
    const std::uint32_t token = snapshot_.find_token(words[i].text);
    if (token != snapshot::kNone) {
      mark(token, i, 1, words[i].rarity);
      marks_[token].exact = true;
      if (schema != Schema::Person && (words[i].flags & text::kLegal) == 0) add_acronym_of_names(token);
    }
    if (i < letters_.words) {
      letters_.heads[i] = TokenIndex::head_of(words[i].text);
      letters_.lengths[i] = static_cast<std::uint8_t>(words[i].text.size());
      letters_.flags[i] = words[i].flags;
    }
    if (!finds(words[i]) && (words[i].flags & text::kLegal) == 0) {
      ++weak_words;
      weak_rarity += words[i].rarity;
    }
    add_apart(words[i], i);
    // Nothing but titles and initials: then every word must serve.
    if (!finds(words[i]) && !only_weak) continue;
    sought += weight;
    const std::size_t bit = std::min(i, kBits - 1);
    sought_[bit] += weight;
    asked_ |= std::uint32_t{weight > 0} << bit;
    if (weight >= kTelling) {
      heavy_ |= std::uint32_t{1} << bit;
      if ((words[i].flags & (text::kGeneric | text::kPlace)) == 0) telling_ |= std::uint32_t{1} << bit;
    }
    constexpr std::size_t kShortest = 3;  // letters
    constexpr std::size_t kShort = 5;     // with more it is hardly the acronym of a part of a name
    if (schema != Schema::Person && words[i].text.size() >= kShortest) {
      maybe_acronyms_.push_back(
          {.acronym = TokenIndex::acronym_of(words[i].text),
           .bit = bit,
           .similarity = most_acronym_similarity(static_cast<float>(words[i].text.size()))});
      if (words[i].text.size() <= kShort) short_acronyms_ |= std::uint32_t{1} << bit;
    }
    find(words[i], i);
  }
  add_wholes(words);
  add_marks(words);
  // A listed acronym of the question's words meets all of them; names whose acronym the question is are among
  // the postings of the acronym as a word.
  if (schema != Schema::Person) {
    for (const std::string& acronym : text::acronyms_of(words)) {
      const std::uint32_t token = snapshot_.find_token(acronym);
      if (token == snapshot::kNone) continue;
      const float similarity = most_acronym_similarity(static_cast<float>(acronym.size()));
      for (const std::uint32_t name : index_->writing(snapshot_, token))
        acronyms_of_.push_back({.name = name, .similarity = similarity});
    }
    // Of each name the longest.
    std::sort(acronyms_of_.begin(), acronyms_of_.end(), [](const NameOfAcronym& a, const NameOfAcronym& b) {
      return a.name != b.name ? a.name < b.name : a.similarity > b.similarity;
    });
    acronyms_of_.erase(
        std::unique(acronyms_of_.begin(), acronyms_of_.end(),
                    [](const NameOfAcronym& a, const NameOfAcronym& b) { return a.name == b.name; }),
        acronyms_of_.end());
  }
  make_terms();
  share_ = Share(schema, least, least_weight, total, sought, weak_words, weak_rarity);
  for (const NameOfAcronym& of : acronyms_of_) touch(of.name);
  collect(terms_that_open());
  select_likely();
  drop_unlikely_acronyms();
}

// What must be of a name that meets these words, by the most that any meets them.
Retriever::Verdict Retriever::judge(std::uint64_t met, bool apart) const {
  constexpr float kAnyWeight = std::numeric_limits<float>::max();
  constexpr std::size_t kEnough = 2;
  const auto words = static_cast<std::uint32_t>(met & kAllBits);
  const Sum sum = sum_up(words, [&](std::size_t bit) -> const Most& {
    return most_[(met >> (kBits + bit) & 1U) + (met >> (2 * kBits + bit) & 1U)]
                [static_cast<std::size_t>(apart)];
  });
  Verdict out{.met = met, .query = query_, .apart = apart, .most_sought = -1};
  const Share::Judgement judgement = share_.judge(
      sum.met, sum.covered, assumed_ != 0 ? kAnyRarity : sum.rarity, sum.words, (telling_ & sum.open) != 0);
  if (!judgement.suffices()) return out;
  const float needed = judgement.needed_of_listed() * kRounding;
  out.most_sought = kAnyWeight;
  if (apart || assumed_ != 0 || needed <= 0) return out;
  // What else may meet listed words: weak words, and of a person's a man's name and a woman's.
  const std::size_t weak = share_.weak_words();
  const bool open = (heavy_ & sum.open) != 0;
  float listed = kHeaviest * static_cast<float>(weak);
  float covered = listed;
  float left_out = 1;
  if (schema_ == Schema::Person) {
    const float gendered = kHeaviest * static_cast<float>(std::popcount(sum.open));
    listed += gendered;
    covered += gendered * weights::kGenderedSimilarity;
  }
  if (for_people(schema_)) {
    if (sum.strong + weak >= kEnough && (!open || schema_ == Schema::Person))
      left_out = std::min(weights::kMiddle, weights::kOuter);
  } else if (!for_ships(schema_) && !open) {
    left_out = weights::kGeneralLeftOut;
  }
  // covered / (covered + left_out * (sought - listed)) reaches what is needed, with the others and what met
  // on both sides.
  out.for_each = (1 - needed) / (needed * left_out);
  out.most_sought = (listed + covered * out.for_each) / TokenIndex::kWeightStep;
  return out;
}

// Of the touched names those that meet enough words to be looked at closely, by the words alone.
void Retriever::select_likely() {
  most_ = {};
  for (const Term& term : terms_) {
    for (std::size_t level = level_of(term); level < kLevels; ++level) {
      most_[level][1].add(term);
      if (!term.apart) most_[level][0].add(term);
    }
  }
  for (std::array<Most, 2>& most : most_) {
    for (const MaybeAcronym& acronym : maybe_acronyms_) {
      float& similarity = most[1].similarity[acronym.bit];
      similarity = std::max(similarity, acronym.similarity);
      most[1].rarity[acronym.bit] = kAnyRarity;
    }
  }
  likely_.clear();
  const std::uint64_t assumed = met_at(assumed_, kLevels - 1);
  constexpr std::size_t kAhead = 16;
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    if (i + kAhead < touched_.size()) {
      __builtin_prefetch(&met_[touched_[i + kAhead]]);
      index_->will_read_weights(touched_[i + kAhead]);
    }
    const std::uint32_t name = touched_[i];
    std::uint64_t met = (met_[name] & kAllLevels) | assumed;
    if (const std::uint32_t acronyms = acronyms_in(name); acronyms != 0) {
      met |= met_at(acronyms, kLevels - 1);
      meets_several(name);
    }
    const bool apart = writes_apart_.has(name);
    constexpr std::uint64_t kMix = 0x9E37'79B9'7F4A'7C15ULL;
    Verdict& verdict = verdicts_[(met * kMix >> 32U) % kVerdicts];
    if (verdict.query != query_ || verdict.met != met || verdict.apart != apart) verdict = judge(met, apart);
    if (verdict.most_sought < 0) continue;
    const TokenIndex::NameWeights weighs = index_->weights(snapshot_, name);
    const auto weight_met = static_cast<float>(met_[name] >> kWeightBit);
    if (weighs.sought <= verdict.most_sought + weight_met + (weight_met + weighs.others) * verdict.for_each)
      likely_.push_back(name);
  }
}

std::uint32_t Retriever::acronyms_in(std::uint32_t name) const {
  std::uint32_t out = 0;
  for (const MaybeAcronym& maybe : maybe_acronyms_) {
    if (index_->may_abbreviate(snapshot_, maybe.acronym, name)) out |= std::uint32_t{1} << maybe.bit;
  }
  return out;
}

// Names that write an acronym of the question's words and meet none of them otherwise.
void Retriever::drop_unlikely_acronyms() {
  acronyms_.clear();
  const float sought = std::accumulate(sought_.begin(), sought_.end(), 0.0F);
  for (const NameOfAcronym& of : acronyms_of_) {
    if (assumed_ == 0 && (met_[of.name] & kAllBits) == 0 && !writes_apart_.has(of.name)) {
      Share::Judgement judgement =
          share_.judge(sought, sought * of.similarity, kAnyRarity, word_weights_.size(), false);
      const TokenIndex::NameWeights weighs = index_->weights(snapshot_, of.name);
      const float extra = kHeaviest * static_cast<float>(share_.weak_words());
      const float others = weighs.others;
      const float listed = (weighs.sought * of.similarity + others) / (weighs.sought + others);
      if (extra <= 0 && listed < judgement.needed_of_listed() * kRounding) continue;
    }
    acronyms_.push_back(of.name);
  }
}

// Visits what gather() found, each name once, with what it can be at most.
template <class Visit>
void Retriever::each_candidate(std::span<const Word> words, Schema schema, Visit visit) {
  visit_names(acronyms_, [&](std::uint32_t name) { visit(name, bound_of_name(words, name, schema)); });
  visit_names(likely_, [&](std::uint32_t name) {
    if (!meets_enough(name) || std::binary_search(acronyms_.begin(), acronyms_.end(), name)) return;
    visit(name, bound_of_name(words, name, schema));
  });
}

std::span<const std::uint32_t> Retriever::candidates(std::span<const Word> words, Schema schema,
                                                     float least) {
  gather(words, schema, least, -std::numeric_limits<double>::infinity());
  result_.clear();
  each_candidate(words, schema, [&](std::uint32_t name, const Bound& bound) {
    if (bound.similarity >= least * kRounding) result_.push_back(name);
  });
  return result_;
}

std::span<const Candidate> Retriever::candidates(std::span<const Word> words, Schema schema, float least,
                                                 Needs& needs) {
  const double least_weight = needs.least_weight();
  gather(words, schema, least, least_weight);
  candidates_.clear();
  const auto weight = [&](Bound bound) {
    return name_weight({.similarity = bound.similarity / kRounding,
                        .rarity = bound.rarity,
                        .whole = bound.whole,
                        .schema = schema});
  };
  each_candidate(words, schema, [&](std::uint32_t name, const Bound& bound) {
    if (bound.similarity < least * kRounding) return;
    // What the name's own party needs is asked last: its record lies far off.
    const double at_most = weight(bound);
    if (at_most < least_weight || at_most < needs.weight(name)) return;
    candidates_.push_back({.name = name, .weight = static_cast<float>(at_most)});
  });
  return candidates_;
}

}  // namespace weir::match
