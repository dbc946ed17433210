#include "match/retrieve.hpp"

#include <algorithm>
#include <string>

#include "match/score.hpp"
#include "match/signature_scan.hpp"
#include "match/weights.hpp"
#include "snapshot/hashing.hpp"

namespace weir::match {
namespace {

constexpr float kJoined = 0.95F;  // of a word that is two in the other name

}  // namespace

class ClassIndex {
 public:
  explicit ClassIndex(const snapshot::View& snapshot) {
    for (std::uint32_t token = 0; token < snapshot.token_count(); ++token) {
      const snapshot::TokenRow& row = snapshot.token(token);
      // Class 0 is "none" and stays empty.
      if (row.class_id != 0) add(meanings_, row.class_id, token);
      if (row.name_class != 0) add(names_, row.name_class, token);
    }
  }
  [[nodiscard]] std::span<const std::uint32_t> meaning(std::uint16_t id) const { return at(meanings_, id); }
  [[nodiscard]] std::span<const std::uint32_t> name(std::uint16_t id) const { return at(names_, id); }

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
  Table names_;
};

Retriever::Retriever(const snapshot::View& snapshot)
    : snapshot_(snapshot),
      classes_(std::make_unique<ClassIndex>(snapshot)),
      sums_(snapshot.names().size()),
      token_stamp_(snapshot.token_count(), 0) {
  first_of_length_.assign(text::kMaxTokenBytes + 2, 0);
  for (std::size_t n = 0; n < first_of_length_.size(); ++n)
    first_of_length_[n] = snapshot.tokens_of_length(n, n).first;
}
Retriever::~Retriever() = default;

void Retriever::add_found(Reach& reach, std::uint32_t token, float similarity) {
  reach.found.push_back({.token = token, .similarity = similarity});
  reach.postings += snapshot_.postings(token).size();
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
  for (const unsigned part : {unsigned{word.class_id}, unsigned{word.name_class}, unsigned{word.skeleton},
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
  const auto consider = [&](std::uint32_t token) {
    if (token_stamp_[token] == stamp_) return;
    token_stamp_[token] = stamp_;
    // LegalEntity: what only persons' or only companies' names forbid is left to the score.
    const WordMatch match = compare_words(plain, word_of(snapshot_, token), Schema::LegalEntity);
    if (match.similarity > 0) out.push_back({.token = token, .similarity = match.similarity});
  };
  if (const std::uint32_t exact = snapshot_.find_token(word.text); exact != snapshot::kNone) consider(exact);
  for (const std::uint32_t token : classes_->meaning(word.class_id)) consider(token);
  for (const std::uint32_t token : classes_->name(word.name_class)) consider(token);
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
  const auto add = [&](std::uint32_t token) {
    if (token != snapshot::kNone) add_found(reach, token, weights::kJoinedSimilarity);
  };
  std::string whole;
  if (index + 1 < words.size()) add(snapshot_.find_token(whole.assign(text).append(words[index + 1].text)));
  if (index > 0) add(snapshot_.find_token(whole.assign(words[index - 1].text).append(text)));
  // The list may write in two words what is one here. Both must stand in one name: whether a name is a candidate
  // depends on its own words alone, never on what else is listed (look-back relies on it).
  constexpr std::size_t kShortestPart = 2;
  for (std::size_t cut = kShortestPart; cut + kShortestPart <= text.size(); ++cut) {
    const std::uint32_t first = snapshot_.find_token(text.substr(0, cut));
    if (first == snapshot::kNone) continue;
    const std::uint32_t second = snapshot_.find_token(text.substr(cut));
    if (second == snapshot::kNone) continue;
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
  for (const std::uint32_t name : reach.joined) raise(name, reach.weight * kJoined);
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
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float weight = weight_of(words[i], schema);
    total += weight;
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
    if (sums_[name].total >= need * kRounding) result_.push_back(name);
  }
  return result_;
}

}  // namespace weir::match
