#include "match/retrieve.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <string>
#include <utility>

#include "match/evidence.hpp"
#include "match/score.hpp"
#include "match/signature_scan.hpp"
#include "match/weights.hpp"
#include "snapshot/hashing.hpp"
#include "text/acronym.hpp"
#include "text/names.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"

namespace weir::match {

namespace {

// No name's words are rarer together.
constexpr float kAnyRarity = 1e6F;
constexpr float kRounding = 0.999F;

}  // namespace

Retriever::Retriever(const snapshot::View& snapshot, std::shared_ptr<const TokenIndex> index)
    : snapshot_(snapshot),
      index_(index ? std::move(index) : std::make_shared<const TokenIndex>(snapshot)),
      sums_(snapshot.names().size()),
      marks_(snapshot.token_count()),
      token_stamp_(snapshot.token_count(), 0) {
  first_of_length_.assign(text::kMaxTokenBytes + 2, 0);
  for (std::size_t n = 0; n < first_of_length_.size(); ++n)
    first_of_length_[n] = snapshot.tokens_of_length(n, n).first;
}
Retriever::~Retriever() = default;

void Retriever::add_found(Reach& reach, std::uint32_t token, float similarity, bool joined) {
  reach.found.push_back({.token = token, .similarity = similarity});
  reach.postings += snapshot_.postings(token).size();
  // The words were compared as by themselves and as a legal entity's. Of one meaning are only words in some
  // roles, names are variants of each other only for people, and abbreviations are none for persons.
  constexpr float kOneMeaning = 0.98F;
  if (schema_ != Schema::Person) similarity = std::max(similarity, weights::kAbbreviationSimilarity);
  if (similarity >= kOneMeaning || (!for_people(schema_) && snapshot_.token(token).name != 0)) similarity = 1;
  mark(token, reach.index, joined, similarity);
}

void Retriever::mark(std::uint32_t token, std::size_t word, bool joined, float similarity) {
  Mark& mark = marks_[token];
  if (mark.query != query_) mark = {.query = query_};
  constexpr std::size_t kBits = 32;
  mark.words |= word < kBits ? std::uint32_t{1} << word : 0;
  mark.similarity = std::max(mark.similarity, similarity);
  mark.joined = mark.joined || joined || word >= kBits;
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
  // Everything that compare_words looks at but the text's own derivatives.
  std::string key(word.text);
  for (const unsigned part : {unsigned{word.class_id}, unsigned{word.name}, unsigned{word.skeleton},
                              unsigned{word.flags} & text::kNumber}) {
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
    const WordMatch match = compare_words(plain, word_of(snapshot_, token), Schema::LegalEntity);
    if (match.similarity > 0) out.push_back({.token = token, .similarity = match.similarity});
  };
  if (const std::uint32_t exact = snapshot_.find_token(word.text); exact != snapshot::kNone) consider(exact);
  for (const std::uint32_t token : index_->meaning(word.class_id)) consider(token);
  for (const std::uint16_t cluster : text::name_clusters(word.name)) {
    for (const std::string_view other : text::cluster_words(cluster)) {
      if (const std::uint32_t token = snapshot_.find_token(other); token != snapshot::kNone) consider(token);
    }
  }
  if ((word.flags & text::kNumber) != 0) return out;  // numbers must agree
  scan_lengths(word);
  for (const std::uint32_t token : near_) consider(token);
  if (word.sound != 0) {
    const std::uint64_t hash = snapshot::hash_sound(word.sound);
    for (const std::uint32_t row : snapshot_.sound_rows(hash)) {
      if (snapshot::row_may_match(row, hash)) consider(row & snapshot::kTokenMask);
    }
  }
  return out;
}

void Retriever::find(const Word& word, Schema schema, Reach& reach) {
  for (const Found& found : alike(word)) add_found(reach, found.token, found.similarity);
  if (schema != Schema::Person && schema != Schema::LegalEntity) return;
  const std::uint32_t initial = snapshot_.find_token(word.text.substr(0, 1));
  if (initial != snapshot::kNone) add_found(reach, initial, weights::kInitialSimilarity);
}

void Retriever::find_joined(std::span<const Word> words, std::size_t index, Reach& reach) {
  const std::string_view text = words[index].text;
  const auto add = [&](std::uint32_t token, float similarity = weights::kJoinedSimilarity) {
    if (token != snapshot::kNone) add_found(reach, token, similarity, true);
  };
  const auto add_whole = [&](std::string_view first, std::string_view second) {
    const std::string whole = std::string(first).append(second);
    if (whole.size() > text::kMaxTokenBytes) return;
    const Word word{.text = whole, .sound = text::sound_key(whole), .signature = text::signature(whole)};
    for (const Found& found : alike(word)) add(found.token, weights::kJoinedSimilarity * found.similarity);
  };
  if (index + 1 < words.size()) add_whole(text, words[index + 1].text);
  if (index > 0) add_whole(words[index - 1].text, text);
  // The list may write in two words what is one here. Both must stand in one name: whether a name is a
  // candidate depends on its own words alone, never on what else is listed (look-back relies on it).
  constexpr std::size_t kShortestPart = 2;
  for (std::size_t cut = kShortestPart; cut + kShortestPart <= text.size(); ++cut) {
    const std::uint32_t first = snapshot_.find_token(text.substr(0, cut));
    if (first == snapshot::kNone) continue;
    const std::uint32_t second = snapshot_.find_token(text.substr(cut));
    if (second == snapshot::kNone) continue;
    mark(first, reach.index, true, 1);
    mark(second, reach.index, true, 1);
    std::span<const std::uint32_t> fewer = snapshot_.postings(first);
    std::span<const std::uint32_t> more = snapshot_.postings(second);
    if (fewer.size() > more.size()) std::swap(fewer, more);
    for (const std::uint32_t name : fewer) {
      if (std::binary_search(more.begin(), more.end(), name)) reach.joined.push_back(name);
    }
  }
  reach.postings += reach.joined.size();
}

// Adds the postings to the names' sums. Names that no earlier word met are opened only when `may_open`.
void Retriever::collect(const Reach& reach, bool may_open) {
  ++word_;
  const auto raise = [&](std::uint32_t name, float gain) {
    Sum& sum = sums_[name];
    if (sum.query != query_) {
      if (!may_open) return;
      sum = {.query = query_, .word = word_, .total = 0, .of_word = 0};
      touched_.push_back(name);
    }
    if (sum.word != word_) {
      sum.word = word_;
      sum.of_word = 0;
    }
    // The best of several similar words of one name counts once.
    if (gain > sum.of_word) {
      sum.total += gain - sum.of_word;
      sum.of_word = gain;
    }
  };
  for (const Found& found : reach.found) {
    for (const std::uint32_t name : snapshot_.postings(found.token))
      raise(name, reach.weight * found.similarity);
  }
  for (const std::uint32_t name : reach.joined) raise(name, reach.weight * weights::kJoinedSimilarity);
}

Retriever::Bound Retriever::bound_of_name(std::span<const Word> words, std::uint32_t name,
                                          Schema schema) const {
  Bound best;
  const snapshot::NameRow& row = snapshot_.names()[name];
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    const Bound bound = bound_of_form(words, form, schema);
    best.similarity = std::max(best.similarity, bound.similarity);
    best.rarity = std::max(best.rarity, bound.rarity);
  }
  return best;
}

// May one of `wholes` be several neighbours of `parts` written as one, or their acronym, where any of them
// found no partner (bits)? Asks less than joined_similarity() and acronym_words() of score.cpp.
bool Retriever::may_stand_for(const Letters& wholes, std::uint64_t open_wholes, const Letters& parts,
                              std::uint64_t open_parts, bool acronyms) {
  constexpr std::size_t kMostParts = 4;
  constexpr std::size_t kSlack = 3;
  constexpr std::size_t kShortestAcronym = 3;
  constexpr int kMostBits = 6;
  constexpr std::uint64_t kAtLeastOne = 0x5555555555555555ULL;  // of each letter, in a signature
  for (std::size_t i = 0; i < wholes.words; ++i) {
    const std::size_t length = std::size_t{wholes.ends[i + 1]} - wholes.ends[i];
    for (std::size_t j = 0; j < parts.words; ++j) {
      if (wholes.heads[i] >> 8U != parts.heads[j] >> 8U) continue;
      std::uint64_t open = (open_wholes >> i | open_parts >> j) & 1U;
      if (acronyms && length >= kShortestAcronym && j + length <= parts.words &&
          (open_wholes >> i & 1U) != 0 && (open_parts >> j & 1U) != 0)
        return true;
      std::uint64_t signature = parts.signatures[j];
      for (std::size_t count = 2; count <= kMostParts && j + count <= parts.words; ++count) {
        open |= open_parts >> (j + count - 1) & 1U;
        signature |= parts.signatures[j + count - 1];
        const std::size_t together = std::size_t{parts.ends[j + count]} - parts.ends[j];
        if (together > length + kSlack) break;
        if (open == 0 || together + kSlack < length) continue;
        if (std::popcount((signature ^ wholes.signatures[i]) & kAtLeastOne) <= kMostBits) return true;
      }
    }
  }
  return false;
}

// Initials and particles of the question are not looked up, but "I." meets "Ivan", and "Al" is short for
// Aleksandr.
bool Retriever::stands_for_open(std::span<const Word> words, std::uint32_t token, std::uint16_t head,
                                Schema schema) const {
  if (!for_people(schema)) return false;
  if (schema == Schema::Person && initials_.find(static_cast<char>(head >> 8U)) != std::string::npos)
    return true;
  const text::NameWord name = snapshot_.token(token).name;
  return name != 0 && std::any_of(words.begin(), words.end(), [&](const Word& word) {
           return !finds(word) && word.name != 0 &&
                  text::name_relation(word.name, name) != text::NameRelation::None;
         });
}

// Upper bounds from what the words found, without a look at any letter but the first: the sums of collect()
// count one listed word for several of the question, and know nothing of the listed words that are left over.
// Follows Alignment::run() of score.cpp step by step.
Retriever::Bound Retriever::bound_of_form(std::span<const Word> words, std::uint32_t form,
                                          Schema schema) const {
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
    std::size_t open_words = 0;
    std::array<std::uint8_t, text::kMaxTokens> open;  // NOLINT: the first open_words are set
    [[nodiscard]] float lacks() const { return all - met; }
  };
  Side listed;
  Side asked;
  const std::span<const std::uint32_t> tokens = snapshot_.form_words(form);
  if (tokens.size() > text::kMaxTokens || words.size() > text::kMaxTokens) return kAny;
  std::array<float, text::kMaxTokens> weights_of;  // NOLINT: of the listed words
  std::array<float, text::kMaxTokens> alike{};     // of the question's words, to any that they found
  std::uint32_t met = 0;                           // words of the question
  std::size_t partners = 0;
  std::size_t strong = 0;
  float rarity = 0;
  const bool may_be_acronym = tokens.size() > 3 && !people;  // of the others, at an end, which says nothing
  for (std::size_t j = 0; j < tokens.size(); ++j) {
    const std::uint32_t token = tokens[j] & snapshot::kTokenMask;
    const auto flags = static_cast<std::uint8_t>(tokens[j] >> snapshot::kTokenBits);
    const snapshot::TokenRow& row = snapshot_.token(token);
    float weight = weight_of(row, flags, schema);
    const bool end = may_be_acronym && (j == 0 || j + 1 == tokens.size());
    const Mark& mark = marks_[token];
    if (mark.query == query_) {
      if (mark.joined) return kAny;
      const float similarity = end ? 1 : mark.similarity;
      listed.met += weight;
      listed.covered += weight * similarity;
      met |= mark.words;
      for (std::uint32_t left = mark.words; left != 0; left &= left - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(left));
        if (i < words.size()) alike[i] = std::max(alike[i], similarity);
      }
      ++partners;
      if (flags_find(flags)) {
        strong += static_cast<std::size_t>(similarity >= kClear);
        constexpr float kOfGeneric = 0.5F;
        rarity += static_cast<float>(row.rarity) / snapshot::kRarityUnit * similarity *
                  ((flags & text::kGeneric) == 0 ? 1.0F : kOfGeneric);
      }
    } else if (!flags_find(flags)) {
      listed.met += weight;  // titles, particles, initials, which are not looked up
      listed.covered += weight;
    } else {
      if (end) weight = std::min(weight, weights::kTitleWeight);
      listed.open[listed.open_words++] = static_cast<std::uint8_t>(j);
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
    } else if (i >= 32 || (met >> i & 1U) != 0) {
      sought[count++] = weight;
      sought_covered += weight * (i >= 32 ? 1 : alike[i]);
    } else {
      asked.open[asked.open_words++] = static_cast<std::uint8_t>(i);
    }
  }
  if (count > partners) {
    std::sort(sought.begin(), sought.begin() + static_cast<std::ptrdiff_t>(count), std::greater<>());
    count = partners;
    for (std::size_t i = 0; i < count; ++i) {
      asked.met += sought[i];
      asked.covered += sought[i];
    }
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
  std::uint64_t listed_spelt_out = 0;  // what the question has as an initial or a short form
  if (listed.open_words + asked.open_words > 0) {
    Letters letters;  // of the listed words
    letters.words = tokens.size();
    letters.ends[0] = 0;
    for (std::size_t j = 0; j < tokens.size(); ++j) {
      const std::uint32_t token = tokens[j] & snapshot::kTokenMask;
      letters.heads[j] = index_->head(token);
      letters.signatures[j] = snapshot_.signatures()[token];
      letters.ends[j + 1] = static_cast<std::uint16_t>(letters.ends[j] + snapshot_.token(token).length);
    }
    std::uint64_t asked_open = 0;
    std::uint64_t listed_open = 0;
    for (std::size_t q = 0; q < asked.open_words; ++q) asked_open |= std::uint64_t{1} << asked.open[q];
    for (std::size_t l = 0; l < listed.open_words; ++l) listed_open |= std::uint64_t{1} << listed.open[l];
    const bool acronyms = schema != Schema::Person;
    if (may_stand_for(letters_, asked_open, letters, listed_open, acronyms) ||
        may_stand_for(letters, listed_open, letters_, asked_open, acronyms))
      return kAny;
    for (std::size_t l = 0; l < listed.open_words; ++l) {
      const std::size_t j = listed.open[l];
      const std::uint16_t head = letters.heads[j];
      if (stands_for_open(words, tokens[j] & snapshot::kTokenMask, head, schema))
        listed_spelt_out |= std::uint64_t{1} << j;
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
    const bool spelt_out = (listed_spelt_out >> j & 1U) != 0;
    if (spelt_out || (listed_paired >> j & 1U) != 0) {
      const float similarity =
          spelt_out ? std::max(weights::kInitialSimilarity, weights::kSpellingSimilarity) : paired;
      meet(listed, weights_of[j], similarity);
      rarity += static_cast<float>(snapshot_.token(tokens[j] & snapshot::kTokenMask).rarity) /
                snapshot::kRarityUnit * similarity;
      strong += static_cast<std::size_t>(similarity >= kClear);
    } else if (weights_of[j] >= kTelling) {
      listed.open_telling += weights_of[j];
    }
  }
  for (std::size_t q = 0; q < asked.open_words; ++q) {
    const std::size_t i = asked.open[q];
    if ((asked_paired >> i & 1U) != 0) {
      meet(asked, word_weights_[i], paired);
    } else if (word_weights_[i] >= kTelling) {
      asked.open_telling += word_weights_[i];
    }
  }
  if (listed.all <= 0 || asked.all <= 0) return kAny;
  // Who has fewer words may have left out some, when two of the others are the same.
  constexpr std::size_t kEnough = 2;
  const float left_out = std::min(weights::kMiddle, weights::kOuter);
  const auto cover = [&](const Side& side, const Side& other) {
    const bool may_leave_out = people && strong >= kEnough && other.open_telling <= 0;
    const float total = side.met + (may_leave_out ? left_out : 1.0F) * side.lacks();
    return total <= 0 ? 1.0F : side.covered / total;
  };
  const float a = cover(asked, listed);
  const float b = cover(listed, asked);
  const float clash = 2 * std::min(asked.open_telling, listed.open_telling) / (asked.all + listed.all);
  return {.similarity = (weights::kWorse * std::min(a, b) + (1 - weights::kWorse) * std::max(a, b)) *
                        (1 - weights::kClash * clash),
          .rarity = rarity};
}

// The names whose sums suffice, in touched_, and those with an acronym of the question's words, in acronyms_.
void Retriever::gather(std::span<const Word> words, Schema schema, float least) {
  ++query_;
  schema_ = schema;
  touched_.clear();
  acronyms_.clear();
  float total = 0;  // of all words, as the score counts them
  float sought = 0;
  std::size_t used = 0;
  const bool only_weak = std::none_of(words.begin(), words.end(), finds);
  word_weights_.clear();
  letters_.words = std::min(words.size(), text::kMaxTokens);
  letters_.ends[0] = 0;
  initials_.clear();
  const std::size_t own = own_acronym(words, schema);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float weight = i == own ? weights::kTitleWeight : weight_of(words[i], schema);
    total += weight;
    word_weights_.push_back(weight);
    if (i < letters_.words) {
      letters_.heads[i] = TokenIndex::head_of(words[i].text);
      letters_.signatures[i] = words[i].signature;
      letters_.ends[i + 1] = static_cast<std::uint16_t>(letters_.ends[i] + words[i].text.size());
    }
    if ((words[i].flags & text::kInitial) != 0) initials_.push_back(words[i].text.front());
    if (const std::uint32_t token = snapshot_.find_token(words[i].text); token != snapshot::kNone)
      mark(token, i, false, 1);
    // Nothing but titles and initials: then every word must serve.
    if (!finds(words[i]) && !only_weak) continue;
    if (reaches_.size() == used) reaches_.emplace_back();
    Reach& reach = reaches_[used++];
    reach.index = i;
    reach.weight = weight;
    reach.postings = 0;
    reach.found.clear();
    reach.joined.clear();
    sought += weight;
    find(words[i], schema, reach);
    find_joined(words, i, reach);
  }
  // A listed acronym of the question's words meets all of them; names whose acronym the question is are among
  // the postings of the acronym as a word.
  if (schema != Schema::Person) {
    for (const std::string& acronym : text::acronyms_of(words)) {
      const std::uint32_t token = snapshot_.find_token(acronym);
      if (token == snapshot::kNone) continue;
      for (const std::uint32_t name : snapshot_.postings(token)) acronyms_.push_back(name);
    }
    std::sort(acronyms_.begin(), acronyms_.end());
    acronyms_.erase(std::unique(acronyms_.begin(), acronyms_.end()), acronyms_.end());
  }
  const std::span<Reach> reaches = std::span(reaches_).first(used);
  std::sort(reaches.begin(), reaches.end(), [](const Reach& a, const Reach& b) {
    return a.postings != b.postings ? a.postings < b.postings : a.index < b.index;
  });
  // Titles, particles and initials are not looked up; they may all agree.
  const float need = least_cover(least, schema) * total - (total - sought);
  float left = sought;
  for (const Reach& reach : reaches) {
    const bool may_open = left >= need;
    left -= reach.weight;
    // Where many postings meet few names, it is cheaper to score the names.
    constexpr std::size_t kManyMore = 16;
    if (!may_open && reach.postings > kManyMore * touched_.size()) {
      for (const std::uint32_t name : touched_) sums_[name].total += reach.weight;
      continue;
    }
    collect(reach, may_open);
  }
  const auto last = std::remove_if(touched_.begin(), touched_.end(),
                                   [&](std::uint32_t name) { return sums_[name].total < need * kRounding; });
  touched_.erase(last, touched_.end());
}

std::span<const std::uint32_t> Retriever::candidates(std::span<const Word> words, Schema schema,
                                                     float least) {
  gather(words, schema, least);
  result_ = acronyms_;
  for (const std::uint32_t name : touched_) {
    if (bound_of_name(words, name, schema).similarity >= least * kRounding) result_.push_back(name);
  }
  if (!acronyms_.empty()) {  // these may be among the others
    std::sort(result_.begin(), result_.end());
    result_.erase(std::unique(result_.begin(), result_.end()), result_.end());
  }
  return result_;
}

std::span<const Candidate> Retriever::candidates(std::span<const Word> words, Schema schema, float least,
                                                 Needs& needs) {
  gather(words, schema, least);
  candidates_.clear();
  const auto weight = [&](Bound bound) {
    return name_weight(
        {.similarity = bound.similarity / kRounding, .rarity = bound.rarity, .schema = schema});
  };
  const double most = weight({.similarity = 1, .rarity = kAnyRarity});
  for (const std::uint32_t name : acronyms_) {
    if (most >= needs.weight(name)) candidates_.push_back({.name = name, .weight = static_cast<float>(most)});
  }
  for (const std::uint32_t name : touched_) {
    const double needed = needs.weight(name);
    if (most < needed) continue;
    const Bound bound = bound_of_name(words, name, schema);
    if (bound.similarity < least * kRounding) continue;
    const double at_most = weight(bound);
    if (at_most < needed || std::binary_search(acronyms_.begin(), acronyms_.end(), name)) continue;
    candidates_.push_back({.name = name, .weight = static_cast<float>(at_most)});
  }
  return candidates_;
}

}  // namespace weir::match
