#include "match/retrieve.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <limits>
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

}  // namespace

Retriever::Retriever(const snapshot::View& snapshot, std::shared_ptr<const TokenIndex> index)
    : snapshot_(snapshot),
      index_(index ? std::move(index) : std::make_shared<const TokenIndex>(snapshot)),
      met_(snapshot.names().size()),
      is_touched_(snapshot.names().size()),
      marks_(snapshot.token_count()),
      marked_(snapshot.token_count() / kWordBits + 1),
      token_stamp_(snapshot.token_count(), 0) {
  first_of_length_.assign(text::kMaxTokenBytes + 2, 0);
  for (std::size_t n = 0; n < first_of_length_.size(); ++n)
    first_of_length_[n] = snapshot.tokens_of_length(n, n).first;
}
Retriever::~Retriever() = default;

bool Retriever::Share::suffices(float met, float covered, float rarity, std::size_t words) const {
  // Abbreviations are not looked up, and may be rare.
  constexpr float kOfAbbreviation = 2.5F;
  constexpr std::size_t kEnough = 2;  // from which on others may be left out
  if (schema_ != Schema::Person) rarity += kOfAbbreviation;
  rarity += weak_rarity_;
  const bool may_leave_out = for_people(schema_) && words + weak_words_ >= kEnough;
  const bool firm = !for_people(schema_) && !for_ships(schema_);  // which may leave out generic words
  const float left_out = may_leave_out ? std::min(weights::kMiddle, weights::kOuter)
                         : firm        ? weights::kGeneralLeftOut
                                       : 1.0F;
  // Titles, particles and initials are not looked up; they may all agree.
  const float open = std::max(0.0F, total_ - unsought_ - met);
  const float counts = met + unsought_ + left_out * open;
  const float cover = counts <= 0 ? 1.0F : std::min(1.0F, (covered + unsought_) / counts);
  const float similarity = weights::kWorse * cover + (1 - weights::kWorse);
  return similarity >= std::max(least_, similarity_for(least_weight_, rarity, schema_)) * kRounding;
}

void Retriever::add_found(std::uint32_t token, std::size_t word, float similarity, float rarity, bool whole) {
  // The words were compared as by themselves and as a legal entity's. Of one meaning are only words in some
  // roles, names are variants of each other only for people, and abbreviations are none for persons.
  constexpr float kOneMeaning = 0.98F;
  if (schema_ != Schema::Person) similarity = std::max(similarity, weights::kAbbreviationSimilarity);
  if (similarity >= kOneMeaning || (!for_people(schema_) && index_->info(token).named)) similarity = 1;
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

// Tokens whose signatures are as near as the allowed edits can leave them. Each letter that one word has more
// takes one of the edits and changes one bit at most, where a substitution changes two.
void Retriever::scan_lengths(const Word& word) {
  near_.clear();
  const std::size_t length = word.text.size();
  const std::size_t least = length > kMostEdits ? length - kMostEdits : 1;
  for (std::size_t n = least; n <= length + kMostEdits && n + 1 < first_of_length_.size(); ++n) {
    const std::size_t allowed = allowed_edits(std::min(n, length));
    const std::size_t gap = n > length ? n - length : length - n;
    if (gap > allowed) continue;
    const std::uint32_t begin = first_of_length_[n];
    scan_signatures(snapshot_.signatures().subspan(begin, first_of_length_[n + 1] - begin), word.signature,
                    static_cast<int>(2 * allowed - gap), begin, near_);
  }
}

const std::vector<Retriever::Found>& Retriever::alike(const Word& word) {
  // Everything that compare_words looks at but the text's own derivatives. Words that add_whole() puts
  // together are not known, though the same letters may be a known word.
  std::string key(word.text);
  for (const unsigned part : {unsigned{word.class_id}, unsigned{word.name}, unsigned{word.known},
                              unsigned{word.skeleton}, unsigned{word.flags} & text::kNumber}) {
    key.append(1, '/').append(std::to_string(part));
  }
  if (cache_.size() >= kMostCached) cache_.clear();
  const auto [cached, added] = cache_.try_emplace(std::move(key));
  std::vector<Found>& out = cached->second;
  if (!added) return out;
  ++stamp_;
  Word plain = word;
  plain.flags &= text::kNumber;
  plain.mandarin = false;  // a matter of the whole name, left to the score
  const auto consider = [&](std::uint32_t token) {
    if (token_stamp_[token] == stamp_) return;
    token_stamp_[token] = stamp_;
    // LegalEntity: what only persons' or only companies' names forbid is left to the score.
    Word other = word_of(snapshot_, token);
    WordMatch match = compare_words(plain, other, Schema::LegalEntity);
    if (match.similarity <= 0 && plain.class_id != 0 && other.class_id != 0) {
      other.class_id = 0;  // in some roles it has none
      match = compare_words(plain, other, Schema::LegalEntity);
    }
    // Readings of a surname are plain equivalents in names that are not of syllables alone.
    if (match.kind == StepKind::Reading)
      match.similarity = std::max(match.similarity, weights::kEquivalentSimilarity);
    if (match.similarity > 0) out.push_back({.token = token, .similarity = match.similarity});
  };
  if (const std::uint32_t exact = snapshot_.find_token(word.text); exact != snapshot::kNone) consider(exact);
  for (const std::uint32_t token : index_->meaning(word.class_id)) consider(token);
  for (const std::uint16_t kin : text::kindred_of(word.class_id)) {
    for (const std::uint32_t token : index_->meaning(kin)) consider(token);
  }
  for (const std::uint16_t cluster : text::name_clusters(word.name)) {
    for (const std::string_view other : text::cluster_words(cluster)) {
      if (const std::uint32_t token = snapshot_.find_token(other); token != snapshot::kNone) consider(token);
    }
  }
  if ((word.flags & text::kNumber) != 0) return out;  // numbers must agree
  scan_lengths(word);
  constexpr std::size_t kAhead = 4;
  for (std::size_t i = 0; i < near_.size(); ++i) {
    if (i + 2 * kAhead < near_.size()) snapshot_.will_read_row(near_[i + 2 * kAhead]);
    if (i + kAhead < near_.size()) snapshot_.will_read_text(near_[i + kAhead]);
    consider(near_[i]);
  }
  if (word.sound != 0) {
    const std::uint64_t hash = snapshot::hash_sound(word.sound);
    for (const std::uint32_t row : snapshot_.sound_rows(hash)) {
      if (snapshot::row_may_match(row, hash)) consider(row & snapshot::kTokenMask);
    }
  }
  return out;
}

void Retriever::find(std::span<const Word> words, std::size_t index) {
  const Word& word = words[index];
  for (const Found& found : alike(word)) add_found(found.token, index, found.similarity, word.rarity);
  if (for_people(schema_)) {
    const std::uint32_t initial = snapshot_.find_token(word.text.substr(0, 1));
    if (initial != snapshot::kNone) add_found(initial, index, weights::kInitialSimilarity, word.rarity);
  }
  if (index + 1 < words.size()) add_whole(words.subspan(index, 2), index);
  if (index > 0) add_whole(words.subspan(index - 1, 2), index);
  // "Abd al Qadir", "Abdulkadir".
  const auto with_particle = [&](std::size_t first) {
    if (first + 2 < words.size() && (words[first + 1].flags & text::kParticle) != 0)
      add_whole(words.subspan(first, 3), index);
  };
  with_particle(index);
  if (index > 1) with_particle(index - 2);
  add_split(word, index);
}

// What the list writes in one word and the question in two.
void Retriever::add_whole(std::span<const Word> parts, std::size_t index) {
  if (std::any_of(parts.begin(), parts.end(),
                  [](const Word& part) { return (part.flags & kNeverJoined) != 0; }))
    return;
  std::string text;
  float rarity = 0;  // as rare as its parts together
  for (const Word& part : parts) {
    text.append(part.text);
    rarity += part.rarity;
  }
  if (text.size() > text::kMaxTokenBytes) return;
  const Word whole{.text = text,
                   .sound = text::sound_key(text),
                   .signature = text::signature(text),
                   .skeleton = parts[0].skeleton};
  for (const Found& found : alike(whole)) {
    if (found.similarity < kLeastJoined ||
        index_->info(found.token).head >> 8U != TokenIndex::head_of(text) >> 8U)
      continue;
    add_found(found.token, index, kMostJoinedSimilarity * found.similarity, rarity, true);
  }
}

// What the list writes in two words and the question in one. Both must stand in one name: whether a name is a
// candidate depends on its own words alone, never on what else is listed (look-back relies on it) - but for
// names that meet only by a fuzzy split, which the order of collect() may find or not (docs/lookback.md,
// limits).
void Retriever::add_split(const Word& word, std::size_t index) {
  constexpr std::size_t kShortestPart = 2;
  const std::string_view text = word.text;
  for (std::size_t cut = kShortestPart; cut + kShortestPart <= text.size(); ++cut) {
    const std::uint32_t first = snapshot_.find_token(text.substr(0, cut));
    if (first == snapshot::kNone) continue;
    const std::uint32_t second = snapshot_.find_token(text.substr(cut));
    if (second == snapshot::kNone) continue;
    std::span<const std::uint32_t> fewer = snapshot_.postings(first);
    std::span<const std::uint32_t> more = snapshot_.postings(second);
    if (fewer.size() > more.size()) std::swap(fewer, more);
    if (splits_.size() == split_count_) splits_.emplace_back();
    Split& split = splits_[split_count_];
    split.first = first;
    split.second = second;
    split.word = index;
    split.names.clear();
    for (const std::uint32_t name : fewer) {
      if (std::binary_search(more.begin(), more.end(), name)) split.names.push_back(name);
    }
    if (split.names.empty()) continue;
    ++split_count_;
    for (const std::uint32_t token : {first, second}) {
      touch_mark(token);
      marks_[token].split = true;
    }
  }
}

// Those on the fewest names first.
void Retriever::make_terms() {
  terms_.clear();
  for (const std::uint32_t token : found_) {
    const Mark& mark = marks_[token];
    terms_.push_back({.names = snapshot_.postings(token),
                      .words = mark.words,
                      .similarity = mark.similarity,
                      .rarity = rarity_of(token),
                      .whole = mark.whole});
  }
  for (const Split& split : std::span(splits_).first(split_count_)) {
    terms_.push_back({.names = split.names,
                      .words = std::uint32_t{1} << std::min(split.word, kBits - 1),
                      .similarity = kMostJoinedSimilarity,
                      .rarity = kAnyRarity});
  }
  std::sort(terms_.begin(), terms_.end(), [](const Term& a, const Term& b) {
    return a.names.size() != b.names.size() ? a.names.size() < b.names.size()
                                            : a.names.data() < b.names.data();
  });
}

// How many of the terms, from the first on, can be the first that a sufficient name meets: behind them, all
// that is left to be met does not suffice.
std::size_t Retriever::terms_that_open(const Share& share) const {
  std::array<float, kBits> similarity{};
  std::array<float, kBits> rarity{};
  std::size_t partners = 0;  // words that the terms can meet, each of them once
  for (std::size_t left = terms_.size(); left > 0; --left) {
    const Term& term = terms_[left - 1];
    partners += term.whole ? static_cast<std::size_t>(std::popcount(term.words)) : 1;
    for (std::uint32_t bits = term.words; bits != 0; bits &= bits - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
      similarity[bit] = std::max(similarity[bit], term.similarity);
      rarity[bit] = std::max(rarity[bit], term.rarity);
    }
    float met = 0;
    float covered = 0;
    float rare = 0;
    float lightest = std::numeric_limits<float>::max();
    std::size_t words = 0;
    for (std::size_t bit = 0; bit < std::min(word_weights_.size(), kBits); ++bit) {
      rare += rarity[bit];
      if (similarity[bit] <= 0 || sought_[bit] <= 0) continue;
      met += sought_[bit];
      covered += sought_[bit] * similarity[bit];
      lightest = std::min(lightest, sought_[bit] * similarity[bit]);
      ++words;
    }
    // "Ali Ali Hassan": one Ali is one of the two only. Names that have it twice are taken up by collect().
    const float spare = words > partners ? static_cast<float>(words - partners) * lightest : 0.0F;
    if (share.suffices(met - spare, covered - spare, rare, std::min(words, partners))) return left;
  }
  return 0;
}

// Which words the names meet; names are taken up by the first `opening` terms only.
void Retriever::collect(std::size_t opening) {
  assumed_ = 0;
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    const Term& term = terms_[t];
    if (t < opening) {
      for (const std::uint32_t name : term.names) {
        touch(name);
        met_[name] |= term.words;
      }
      continue;
    }
    if (!term.whole && (term.words & (term.words - 1)) != 0) {
      // Names that have it twice may meet two words by it.
      const TokenIndex::Names& repeating = index_->repeating(snapshot_);
      for (const std::uint32_t name : term.names) {
        if (repeating.has(name)) touch(name);
      }
    }
    if ((term.words & ~assumed_) == 0) continue;
    // Where many postings meet few names, it is cheaper to bound the names.
    constexpr std::size_t kManyMore = 16;
    if (term.names.size() > kManyMore * touched_.size()) {
      assumed_ |= term.words;
      continue;
    }
    for (const std::uint32_t name : term.names) {
      if (is_touched_.has(name)) met_[name] |= term.words;
    }
  }
}

// May a word of the question that found nothing in the form be written in several words there?
bool Retriever::may_be_split(std::uint32_t met, std::span<const std::uint32_t> tokens) const {
  constexpr std::size_t kMostParts = 4;
  constexpr std::size_t kSlack = 3;
  for (std::size_t i = 0; i < std::min(letters_.words, kBits); ++i) {
    if ((met >> i & 1U) != 0 || sought_[i] <= 0) continue;
    const std::size_t length = std::size_t{letters_.ends[i + 1]} - letters_.ends[i];
    for (std::size_t j = 0; j + 1 < tokens.size(); ++j) {
      const TokenIndex::Info& first = index_->info(tokens[j] & snapshot::kTokenMask);
      if (first.head >> 8U != letters_.heads[i] >> 8U) continue;
      std::size_t together = first.length;
      for (std::size_t k = j + 1; k < std::min(tokens.size(), j + kMostParts); ++k) {
        together += index_->info(tokens[k] & snapshot::kTokenMask).length;
        if (together > length + kSlack) break;
        if (together + kSlack >= length) return true;
      }
    }
  }
  return false;
}

// Do the words that a form has of those found suffice, each of them once?
bool Retriever::meets_enough(std::uint32_t name, const Share& share) const {
  const snapshot::NameRow& row = snapshot_.names()[name];
  std::uint32_t met_by_any = assumed_;
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    std::uint32_t met = assumed_;
    std::size_t partners = static_cast<std::size_t>(std::popcount(assumed_));
    float rarity = assumed_ != 0 ? kAnyRarity : 0;
    float most = assumed_ != 0 ? 1.0F : 0.0F;  // alike
    bool split = false;
    for (const std::uint32_t packed : snapshot_.form_words(form)) {
      const std::uint32_t token = packed & snapshot::kTokenMask;
      if (!is_marked(token)) continue;
      const Mark& mark = marks_[token];
      split = split || mark.split;
      met |= mark.words;
      partners += mark.whole ? static_cast<std::size_t>(std::popcount(mark.words)) : 1;
      rarity += rarity_of(token);
      most = std::max(most, mark.similarity);
    }
    if (split) return true;
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
    if (share.suffices(weight, weight * most, rarity, std::min(words, partners)) ||
        may_be_split(met, snapshot_.form_words(form)))
      return true;
  }
  // What no word of it met is the acronym of its words.
  return (met_[name] & ~met_by_any) != 0;
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

namespace {

// Is a word of `wholes` several neighbours of `parts` written as one, where any of them found no partner
// (bits)? `joined` tells for a whole and the first and the number of its parts, and is asked where lengths
// and letters allow it.
template <class Letters, class Joined>
bool any_joined(const Letters& wholes, std::uint64_t open_wholes, const Letters& parts,
                std::uint64_t open_parts, Joined joined) {
  constexpr std::size_t kMostParts = 4;
  for (std::size_t i = 0; i < wholes.words; ++i) {
    const std::size_t length = std::size_t{wholes.ends[i + 1]} - wholes.ends[i];
    for (std::size_t j = 0; j + 1 < parts.words; ++j) {
      if (wholes.heads[i] >> 8U != parts.heads[j] >> 8U) continue;
      // Equal words meet each other, whatever stands behind them (Alignment::collect_pairs).
      if (wholes.tokens[i] == parts.tokens[j] && wholes.tokens[i] != snapshot::kNone) continue;
      const bool skeleton = ((wholes.skeletons >> i | parts.skeletons >> j) & 1U) != 0;
      std::uint64_t open = (open_wholes >> i | open_parts >> j) & 1U;
      std::uint64_t signature = parts.signatures[j];
      for (std::size_t count = 2; count <= kMostParts && j + count <= parts.words; ++count) {
        open |= open_parts >> (j + count - 1) & 1U;
        signature = text::joined_signature(signature, parts.signatures[j + count - 1]);
        const std::size_t together = std::size_t{parts.ends[j + count]} - parts.ends[j];
        if (open != 0 &&
            letters_may_join(together, length, bit_count(signature ^ wholes.signatures[i]), skeleton) &&
            joined(i, j, count))
          return true;
      }
    }
  }
  return false;
}

// May an open word of `wholes` be the acronym of words of `parts` from an open one on?
template <class Letters>
bool may_abbreviate(const Letters& wholes, std::uint64_t open_wholes, const Letters& parts,
                    std::uint64_t open_parts) {
  constexpr std::size_t kShortest = 3;
  for (std::size_t i = 0; i < wholes.words; ++i) {
    const std::size_t length = std::size_t{wholes.ends[i + 1]} - wholes.ends[i];
    if ((open_wholes >> i & 1U) == 0 || length < kShortest) continue;
    for (std::size_t j = 0; j + length <= parts.words; ++j) {
      if ((open_parts >> j & 1U) != 0 && wholes.heads[i] >> 8U == parts.heads[j] >> 8U) return true;
    }
  }
  return false;
}

bool abbreviates(std::span<const Word> wholes, std::span<const Word> parts) {
  for (const Word& whole : wholes) {
    for (std::size_t j = 0; j + 1 < parts.size(); ++j) {
      if (whole.text.front() == parts[j].text.front() && acronym_words(whole.text, parts.subspan(j)) > 0)
        return true;
    }
  }
  return false;
}

}  // namespace

// Is a word of one name several words of the other, or their acronym, where any of them found no partner?
// Then only the score can tell.
bool Retriever::stand_for_others(std::span<const Word> words, std::uint64_t open_words, std::uint32_t form,
                                 std::uint64_t open_listed, Schema schema) {
  const std::span<const std::uint32_t> tokens = snapshot_.form_words(form);
  Letters listed;
  listed.words = tokens.size();
  listed.skeletons = 0;
  listed.ends[0] = 0;
  for (std::size_t j = 0; j < tokens.size(); ++j) {
    const std::uint32_t token = tokens[j] & snapshot::kTokenMask;
    const TokenIndex::Info& info = index_->info(token);
    listed.tokens[j] = token;
    listed.heads[j] = info.head;
    listed.skeletons |= std::uint64_t{info.skeleton} << j;
    listed.signatures[j] = info.signature;
    listed.ends[j + 1] = static_cast<std::uint16_t>(listed.ends[j] + info.length);
  }
  const auto listed_word = [&](std::size_t j) {
    Word word = word_of(snapshot_, listed.tokens[j]);
    word.flags = static_cast<std::uint8_t>(tokens[j] >> snapshot::kTokenBits);
    return word;
  };
  const auto written_in_one = [&](std::size_t whole, std::size_t first, std::size_t count) {
    return joined_similarity(words.subspan(first, count), listed_word(whole)) > 0;
  };
  const auto written_apart = [&](std::size_t whole, std::size_t first, std::size_t count) {
    listed_.clear();
    for (std::size_t j = first; j < first + count; ++j) listed_.push_back(listed_word(j));
    return joined_similarity(listed_, words[whole]) > 0;
  };
  if (any_joined(listed, open_listed, letters_, open_words, written_in_one) ||
      any_joined(letters_, open_words, listed, open_listed, written_apart))
    return true;
  if (schema == Schema::Person || !(may_abbreviate(letters_, open_words, listed, open_listed) ||
                                    may_abbreviate(listed, open_listed, letters_, open_words)))
    return false;
  words_of(snapshot_, form, listed_);
  return abbreviates(words, listed_) || abbreviates(listed_, words);
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
    if (!near && !initial && !(word.name != 0 && info.named) &&
        info.sound != TokenIndex::sound_check(word.sound))
      continue;
    Word other = word_of(snapshot_, token);
    other.class_id = 0;
    WordMatch match = compare_words(word, other, schema);
    if (match.kind == StepKind::Reading)
      match.similarity = std::max(match.similarity, weights::kEquivalentSimilarity);
    most = std::max(most, match.similarity);
  }
  known = {.query = query_, .token = token, .similarity = most};
  return most;
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
    std::size_t open_words = 0;
    std::array<std::uint8_t, text::kMaxTokens> open;  // NOLINT: the first open_words are set
    [[nodiscard]] float lacks() const { return all - met; }
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
      if (mark.split) {
        for (const Split& split : std::span(splits_).first(split_count_)) {
          const bool first = split.first == token && j + 1 < tokens.size() &&
                             (tokens[j + 1] & snapshot::kTokenMask) == split.second;
          const bool second =
              split.second == token && j > 0 && (tokens[j - 1] & snapshot::kTokenMask) == split.first;
          if (!first && !second) continue;
          found |= std::uint32_t{1} << std::min(split.word, kBits - 1);
          similarity = std::max(similarity, kMostJoinedSimilarity);
          rare = std::max(rare, info.rarity());
        }
      }
    }
    if (found != 0) {
      if (end) similarity = 1;
      if (similarity < kMostJoinedSimilarity) listed_loose |= std::uint64_t{1} << j;
      listed.met += weight;
      listed.covered += weight * similarity;
      met |= found;
      partners += whole ? static_cast<std::size_t>(std::popcount(found)) : 1;
      for (; found != 0; found &= found - 1) {
        float& most = alike[static_cast<std::size_t>(std::countr_zero(found))];
        most = std::max(most, similarity);
      }
      if (flags_find(flags)) {
        strong += static_cast<std::size_t>(similarity >= kClear);
        constexpr float kOfGeneric = 0.5F;
        rarity += rare * ((flags & text::kGeneric) == 0 ? 1.0F : kOfGeneric);
      }
    } else if (!flags_find(flags)) {
      listed.met += weight;  // titles, particles, initials, which are not looked up
      listed.covered += weight;
    } else {
      if (end) weight = std::min(weight, weights::kTitleWeight);
      listed.open[listed.open_words++] = static_cast<std::uint8_t>(j);
      listed_loose |= std::uint64_t{1} << j;
    }
    weights_of[j] = weight;
    listed.all += weight;
  }
  // Of the question's words that one listed word stands for, it can meet but one: the heaviest are counted.
  std::array<float, text::kMaxTokens> sought;  // NOLINT: the first `count` are set
  std::size_t count = 0;
  float sought_covered = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float weight = word_weights_[i];
    asked.all += weight;
    if (!finds(words[i])) {
      asked.met += weight;
      asked.covered += weight;
    } else if ((met >> std::min(i, kBits - 1) & 1U) != 0) {
      sought[count++] = weight;
      const float most = alike[std::min(i, kBits - 1)];
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
  // Words that found none may still be paired: those that begin alike as a man's and a woman's name or as an
  // abbreviation, several of them as one word or its acronym.
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
    if (stand_for_others(words, asked_loose, form, listed_loose, schema)) return kAny;
    for (std::size_t l = 0; l < listed.open_words; ++l) {
      const std::size_t j = listed.open[l];
      const std::uint32_t token = tokens[j] & snapshot::kTokenMask;
      const std::uint16_t head = index_->info(token).head;
      if (has_weak) weak[j] = meets_weak(words, token, schema);
      for (std::size_t q = 0; q < asked.open_words; ++q) {
        const std::size_t i = asked.open[q];
        const unsigned apart = static_cast<unsigned>(head) ^ letters_.heads[i];
        if ((schema == Schema::Person ? apart : apart >> 8U) != 0) continue;
        asked_paired |= std::uint64_t{1} << i;
        listed_paired |= std::uint64_t{1} << j;
      }
    }
  }
  const float paired =
      schema == Schema::Person ? weights::kGenderedSimilarity : weights::kAbbreviationSimilarity;
  for (std::size_t l = 0; l < listed.open_words; ++l) {
    const std::size_t j = listed.open[l];
    if (weak[j] > 0 || (listed_paired >> j & 1U) != 0) {
      const float similarity = std::max(weak[j], (listed_paired >> j & 1U) != 0 ? paired : 0.0F);
      meet(listed, weights_of[j], similarity);
      rarity += index_->info(tokens[j] & snapshot::kTokenMask).rarity() * similarity;
      strong += static_cast<std::size_t>(similarity >= kClear);
    } else if (weights_of[j] >= kTelling) {
      listed.open_telling += weights_of[j];
      if (!index_->info(tokens[j] & snapshot::kTokenMask).patronymic) listed.more_than_fathers = true;
    }
  }
  for (std::size_t q = 0; q < asked.open_words; ++q) {
    const std::size_t i = asked.open[q];
    if ((asked_paired >> i & 1U) != 0) {
      meet(asked, word_weights_[i], paired);
    } else if (word_weights_[i] >= kTelling) {
      asked.open_telling += word_weights_[i];
      if (!words[i].patronymic) asked.more_than_fathers = true;
    }
  }
  if (listed.all <= 0 || asked.all <= 0) return kAny;
  // Who has fewer words may have left out some, when two of the others are the same.
  constexpr std::size_t kEnough = 2;
  const float left_out = std::min(weights::kMiddle, weights::kOuter);
  const auto cover = [&](const Side& side, const Side& other) {
    const bool may_leave_out = people && strong >= kEnough && other.open_telling <= 0;
    // A firm may leave out what only says what and where it is.
    const bool may_be_short = !people && !for_ships(schema) && other.open_telling <= 0;
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
  constexpr std::size_t kInfos = 3;
  constexpr std::size_t kWords = 6;
  constexpr std::size_t kForms = 9;
  constexpr std::size_t kNames = 12;
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

bool Retriever::writes(std::uint32_t name, std::uint32_t token) const {
  const snapshot::NameRow& row = snapshot_.names()[name];
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    for (const std::uint32_t packed : snapshot_.form_words(form)) {
      if ((packed & snapshot::kTokenMask) == token) return true;
    }
  }
  return false;
}

// The names that may meet enough of the question's words, in touched_, and those with an acronym of them, in
// acronyms_.
bool Retriever::gather(std::span<const Word> words, Schema schema, float least, double least_weight,
                       std::size_t most_postings) {
  ++query_;
  schema_ = schema;
  for (const std::uint32_t name : touched_) is_touched_.remove(name);
  touched_.clear();
  acronyms_.clear();
  found_.clear();
  for (const std::uint32_t token : marked_tokens_) marked_[token / kWordBits] = 0;
  marked_tokens_.clear();
  split_count_ = 0;
  float total = 0;  // of all words, as the score counts them
  float sought = 0;
  const bool only_weak = std::none_of(words.begin(), words.end(), finds);
  word_weights_.clear();
  sought_.fill(0);
  letters_.words = std::min(words.size(), text::kMaxTokens);
  letters_.ends[0] = 0;
  letters_.skeletons = 0;
  std::size_t weak_words = 0;
  float weak_rarity = 0;
  const std::size_t own = own_acronym(words, schema);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float weight = i == own ? weights::kTitleWeight : weight_of(words[i], schema);
    total += weight;
    word_weights_.push_back(weight);
    const std::uint32_t token = snapshot_.find_token(words[i].text);
    if (token != snapshot::kNone) mark(token, i, 1, words[i].rarity);
    if (i < letters_.words) {
      letters_.tokens[i] = token;
      letters_.heads[i] = TokenIndex::head_of(words[i].text);
      letters_.signatures[i] = words[i].signature;
      letters_.skeletons |= std::uint64_t{words[i].skeleton} << i;
      letters_.ends[i + 1] = static_cast<std::uint16_t>(letters_.ends[i] + words[i].text.size());
    }
    if (!finds(words[i]) && (words[i].flags & text::kLegal) == 0) {
      ++weak_words;
      weak_rarity += words[i].rarity;
    }
    // Nothing but titles and initials: then every word must serve.
    if (!finds(words[i]) && !only_weak) continue;
    sought += weight;
    sought_[std::min(i, kBits - 1)] += weight;
    find(words, i);
  }
  // A listed acronym of the question's words meets all of them; names whose acronym the question is are among
  // the postings of the acronym as a word.
  if (schema != Schema::Person) {
    for (const std::string& acronym : text::acronyms_of(words)) {
      const std::uint32_t token = snapshot_.find_token(acronym);
      if (token == snapshot::kNone) continue;
      // Its postings are names that write it, and many more that it might stand for.
      visit_names(snapshot_.postings(token), [&](std::uint32_t name) {
        if (writes(name, token)) acronyms_.push_back(name);
      });
    }
    std::sort(acronyms_.begin(), acronyms_.end());
    acronyms_.erase(std::unique(acronyms_.begin(), acronyms_.end()), acronyms_.end());
  }
  make_terms();
  const Share share(schema, least, least_weight, total, sought, weak_words, weak_rarity);
  const std::size_t opening = terms_that_open(share);
  std::size_t postings = 0;
  for (const Term& term : std::span(terms_).first(opening)) postings += term.names.size();
  if (postings > most_postings) return false;
  collect(opening);
  share_ = share;
  return true;
}

// Of the touched names those that meet enough words to be looked at closely, by the words alone.
void Retriever::select_likely() {
  std::array<float, kBits> similarity{};  // the most of any listed word
  std::array<float, kBits> rarity{};
  for (const Term& term : terms_) {
    for (std::uint32_t bits = term.words; bits != 0; bits &= bits - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
      similarity[bit] = std::max(similarity[bit], term.similarity);
      rarity[bit] = std::max(rarity[bit], term.rarity);
    }
  }
  const auto suffices = [&](std::uint32_t words) {
    float met = 0;
    float covered = 0;
    float rare = assumed_ != 0 ? kAnyRarity : 0;
    std::size_t count = 0;
    for (std::uint32_t bits = words; bits != 0; bits &= bits - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
      met += sought_[bit];
      covered += sought_[bit] * similarity[bit];
      rare += rarity[bit];
      ++count;
    }
    return share_.suffices(met, covered, rare, count);
  };
  // Many names meet the same few words.
  verdicts_.clear();
  std::uint32_t last = 0;
  bool last_verdict = suffices(0);
  likely_.clear();
  for (const std::uint32_t name : touched_) {
    const std::uint32_t words = met_[name] | assumed_;
    if (words != last) {
      const auto [known, added] = verdicts_.try_emplace(words);
      if (added) known->second = suffices(words);
      last = words;
      last_verdict = known->second;
    }
    if (last_verdict) likely_.push_back(name);
  }
}

std::span<const std::uint32_t> Retriever::candidates(std::span<const Word> words, Schema schema,
                                                     float least) {
  static_cast<void>(gather(words, schema, least, -std::numeric_limits<double>::infinity(),
                           std::numeric_limits<std::size_t>::max()));
  result_ = acronyms_;
  select_likely();
  visit_names(likely_, [&](std::uint32_t name) {
    if (meets_enough(name, share_) && bound_of_name(words, name, schema).similarity >= least * kRounding)
      result_.push_back(name);
  });
  if (!acronyms_.empty()) {  // these may be among the others
    std::sort(result_.begin(), result_.end());
    result_.erase(std::unique(result_.begin(), result_.end()), result_.end());
  }
  return result_;
}

std::optional<std::span<const Candidate>> Retriever::candidates(std::span<const Word> words, Schema schema,
                                                                float least, Needs& needs,
                                                                std::size_t most_postings) {
  const double least_weight = needs.least_weight();
  if (!gather(words, schema, least, least_weight, most_postings)) return std::nullopt;
  candidates_.clear();
  const auto weight = [&](Bound bound) {
    return name_weight({.similarity = bound.similarity / kRounding,
                        .rarity = bound.rarity,
                        .whole = bound.whole,
                        .schema = schema});
  };
  const double most = weight({.similarity = 1, .rarity = kAnyRarity});
  for (const std::uint32_t name : acronyms_) {
    if (most >= needs.weight(name)) candidates_.push_back({.name = name, .weight = static_cast<float>(most)});
  }
  select_likely();
  visit_names(likely_, [&](std::uint32_t name) {
    if (!meets_enough(name, share_)) return;
    const Bound bound = bound_of_name(words, name, schema);
    if (bound.similarity < least * kRounding) return;
    // What the name's own party needs is asked last: its record lies far off.
    const double at_most = weight(bound);
    if (at_most < least_weight || at_most < needs.weight(name)) return;
    if (std::binary_search(acronyms_.begin(), acronyms_.end(), name)) return;
    candidates_.push_back({.name = name, .weight = static_cast<float>(at_most)});
  });
  return std::span<const Candidate>(candidates_);
}

}  // namespace weir::match
