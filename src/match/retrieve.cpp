#include "match/retrieve.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "match/score.hpp"
#include "match/signature_scan.hpp"
#include "match/weights.hpp"
#include "snapshot/hashing.hpp"
#include "text/acronym.hpp"
#include "text/names.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"
#include "text/tags.hpp"

namespace weir::match {

class ClassIndex {
 public:
  explicit ClassIndex(const snapshot::View& snapshot) {
    for (std::uint32_t token = 0; token < snapshot.token_count(); ++token) {
      const snapshot::TokenRow& row = snapshot.token(token);
      // Class 0 is "none" and stays empty.
      if (row.class_id != 0) add(meanings_, row.class_id, token);
    }
  }
  [[nodiscard]] std::span<const std::uint32_t> meaning(std::uint16_t id) const { return at(meanings_, id); }

 private:
  using Table = std::vector<std::vector<std::uint32_t>>;
  static void add(Table& table, std::uint16_t id, std::uint32_t token) {
    if (table.size() <= id) table.resize(id + std::size_t{1});
    table[id].push_back(token);
  }
  static std::span<const std::uint32_t> at(const Table& table, std::uint16_t id) {
    return id < table.size() ? std::span<const std::uint32_t>(table[id]) : std::span<const std::uint32_t>{};
  }
  Table meanings_;
};

Retriever::Retriever(const snapshot::View& snapshot)
    : snapshot_(snapshot),
      classes_(std::make_unique<ClassIndex>(snapshot)),
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
  mark(token, reach.index, joined);
}

void Retriever::mark(std::uint32_t token, std::size_t word, bool joined) {
  Mark& mark = marks_[token];
  if (mark.query != query_) mark = {.query = query_};
  constexpr std::size_t kBits = 32;
  mark.words |= word < kBits ? std::uint32_t{1} << word : 0;
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
    WordMatch match = compare_words(plain, word_of(snapshot_, token), Schema::LegalEntity);
    // Readings of a surname are plain equivalents in names that are not of syllables alone.
    if (match.kind == StepKind::Reading)
      match.similarity = std::max(match.similarity, weights::kEquivalentSimilarity);
    if (match.similarity > 0) out.push_back({.token = token, .similarity = match.similarity});
  };
  if (const std::uint32_t exact = snapshot_.find_token(word.text); exact != snapshot::kNone) consider(exact);
  for (const std::uint32_t token : classes_->meaning(word.class_id)) consider(token);
  for (const std::uint16_t kin : text::kindred_of(word.class_id)) {
    for (const std::uint32_t token : classes_->meaning(kin)) consider(token);
  }
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
  const auto add = [&](std::uint32_t token, float similarity = kMostJoinedSimilarity) {
    if (token != snapshot::kNone) add_found(reach, token, similarity, true);
  };
  const auto add_whole = [&](std::string_view first, std::string_view second) {
    const std::string whole = std::string(first).append(second);
    if (whole.size() > text::kMaxTokenBytes) return;
    const Word word{.text = whole, .sound = text::sound_key(whole), .signature = text::signature(whole)};
    for (const Found& found : alike(word)) add(found.token, kMostJoinedSimilarity * found.similarity);
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
    mark(first, reach.index, true);
    mark(second, reach.index, true);
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
  for (const std::uint32_t name : reach.joined) raise(name, reach.weight * kMostJoinedSimilarity);
}

bool Retriever::may_reach(std::span<const Word> words, std::span<const float> weights, std::uint32_t name,
                          Schema schema, float least) const {
  const snapshot::NameRow& row = snapshot_.names()[name];
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    if (form_may_reach(words, weights, form, schema, least)) return true;
  }
  return false;
}

// An upper bound of the similarity from what the words found, without a look at any letter: the sums of
// collect() count one listed word for several of the question, and know nothing of the listed words that are
// left over.
bool Retriever::form_may_reach(std::span<const Word> words, std::span<const float> weights,
                               std::uint32_t form, Schema schema, float least) const {
  float covered = 0;  // of the listed name
  float open = 0;
  std::size_t open_words = 0;
  std::uint32_t met = 0;  // words of the question
  std::size_t partners = 0;
  const std::span<const std::uint32_t> listed = snapshot_.form_words(form);
  const auto of_token = [&](std::uint32_t packed) -> const Mark* {
    const Mark& mark = marks_[packed & snapshot::kTokenMask];
    return mark.query == query_ ? &mark : nullptr;
  };
  for (const std::uint32_t packed : listed) {
    const std::uint32_t token = packed & snapshot::kTokenMask;
    const auto flags = static_cast<std::uint8_t>(packed >> snapshot::kTokenBits);
    const float weight = weight_of(snapshot_.token(token), flags, schema);
    const Mark* const mark = of_token(packed);
    if (mark != nullptr && mark->joined) return true;
    if (mark != nullptr) {
      covered += weight;
      met |= mark->words;
      ++partners;
    } else if (!flags_find(flags)) {
      covered += weight;  // titles, particles, initials, which are not looked up
    } else {
      // It may be the acronym of the others, which says nothing.
      const bool end = packed == listed.front() || packed == listed.back();
      open +=
          end && listed.size() > 3 && !for_people(schema) ? std::min(weight, weights::kTitleWeight) : weight;
      ++open_words;
    }
  }
  // Of the question's words that one listed word stands for, it can meet but one: the heaviest are counted.
  float question = 0;
  float question_open = 0;
  std::size_t question_open_words = 0;
  std::array<float, text::kMaxTokens> sought;  // NOLINT: the first `count` are set
  std::size_t count = 0;
  for (std::size_t i = 0; i < words.size() && i < sought.size(); ++i) {
    if (!finds(words[i])) {
      question += weights[i];
    } else if ((met >> i & 1U) != 0) {
      sought[count++] = weights[i];
    } else {
      question_open += weights[i];
      ++question_open_words;
    }
  }
  if (count > partners) {
    std::sort(sought.begin(), sought.begin() + static_cast<std::ptrdiff_t>(count), std::greater<>());
    for (std::size_t i = partners; i < count; ++i) question_open += sought[i];
    question_open_words += count - partners;
    count = partners;
  }
  for (std::size_t i = 0; i < count; ++i) question += sought[i];
  const auto cover = [&](float have, float lack) {
    const float left_out = for_people(schema)  ? std::min(weights::kMiddle, weights::kOuter)
                           : for_ships(schema) ? 1.0F
                                               : weights::kGeneralLeftOut;
    return have + lack <= 0 ? 1.0F : have / (have + left_out * lack);
  };
  const float a = cover(question, question_open);
  const float b = cover(covered, open);
  const float bound = weights::kWorse * std::min(a, b) + (1 - weights::kWorse) * std::max(a, b);
  constexpr float kRounding = 0.999F;
  if (bound >= least * kRounding) return true;
  // Several words in one, and acronyms, begin with one letter; only the score can tell.
  if (open_words == 0 || question_open_words == 0 || open_words + question_open_words < 3) return false;
  for (const std::uint32_t packed : listed) {
    if (of_token(packed) != nullptr || !flags_find(static_cast<std::uint8_t>(packed >> snapshot::kTokenBits)))
      continue;
    const char first = snapshot_.token_text(packed & snapshot::kTokenMask).front();
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((i >= 32 || (met >> i & 1U) == 0) && words[i].text.front() == first) return true;
    }
  }
  return false;
}

std::span<const std::uint32_t> Retriever::candidates(std::span<const Word> words, Schema schema,
                                                     float least) {
  ++query_;
  touched_.clear();
  result_.clear();
  float total = 0;  // of all words, as the score counts them
  float sought = 0;
  std::size_t used = 0;
  const bool only_weak = std::none_of(words.begin(), words.end(), finds);
  word_weights_.clear();
  const std::size_t own = own_acronym(words, schema);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float weight = i == own ? weights::kTitleWeight : weight_of(words[i], schema);
    total += weight;
    word_weights_.push_back(weight);
    if (const std::uint32_t token = snapshot_.find_token(words[i].text); token != snapshot::kNone)
      mark(token, i, false);
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
      for (const std::uint32_t name : snapshot_.postings(token)) result_.push_back(name);
    }
  }
  const std::size_t acronyms = result_.size();
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
  constexpr float kRounding = 0.999F;
  for (const std::uint32_t name : touched_) {
    if (sums_[name].total >= need * kRounding && may_reach(words, word_weights_, name, schema, least))
      result_.push_back(name);
  }
  if (acronyms > 0) {  // these may be among the others
    std::sort(result_.begin(), result_.end());
    result_.erase(std::unique(result_.begin(), result_.end()), result_.end());
  }
  return result_;
}

}  // namespace weir::match
