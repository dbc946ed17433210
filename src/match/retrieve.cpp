#include "match/retrieve.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "match/score.hpp"
#include "snapshot/hashing.hpp"

namespace weir::match {
namespace {

Word dictionary_word(const snapshot::View& snapshot, std::uint32_t token) {
  const snapshot::TokenRow& row = snapshot.token(token);
  return {.text = snapshot.string(row.text),
          .sound = row.sound,
          .class_id = row.class_id,
          .flags = 0,
          .rarity = row.rarity};
}

}  // namespace

Retriever::Retriever(const snapshot::View& snapshot)
    : snapshot_(snapshot),
      sum_(snapshot.names().size()),
      word_best_(snapshot.names().size()),
      stamp_(snapshot.names().size(), 0),
      word_stamp_(snapshot.names().size(), 0) {}

void Retriever::add_found(std::uint32_t token, float similarity) {
  for (Found& known : found_) {
    if (known.token == token) {
      known.similarity = std::max(known.similarity, similarity);
      return;
    }
  }
  found_.push_back({.token = token, .similarity = similarity});
}

void Retriever::find(const Word& word) {
  if (const std::uint32_t exact = snapshot_.find_token(word.text); exact != snapshot::kNone)
    add_found(exact, 1);
  if ((word.flags & text::kNumber) != 0) return;  // numbers must agree
  Word plain = word;
  plain.flags = 0;
  const auto consider = [&](std::uint32_t row, std::uint64_t hash) {
    if (!snapshot::row_may_match(row, hash)) return;
    const std::uint32_t token = row & snapshot::kTokenMask;
    const WordMatch match = compare_words(plain, dictionary_word(snapshot_, token), Schema::LegalEntity);
    if (match.similarity > 0) add_found(token, match.similarity);
  };
  snapshot::each_delete(word.text, [&](std::uint64_t hash) {
    for (const std::uint32_t row : snapshot_.delete_rows(hash)) consider(row, hash);
  });
  if (word.sound != 0) {
    const std::uint64_t hash = snapshot::hash_sound(word.sound);
    for (const std::uint32_t row : snapshot_.sound_rows(hash)) consider(row, hash);
  }
}

void Retriever::find_joined(std::span<const Word> words, std::size_t index) {
  constexpr float kJoined = 0.95F;
  const std::string_view text = words[index].text;
  std::string whole;
  if (index + 1 < words.size()) {
    whole.assign(text).append(words[index + 1].text);
    if (const std::uint32_t token = snapshot_.find_token(whole); token != snapshot::kNone)
      add_found(token, kJoined);
  }
  if (index > 0) {
    whole.assign(words[index - 1].text).append(text);
    if (const std::uint32_t token = snapshot_.find_token(whole); token != snapshot::kNone)
      add_found(token, kJoined);
  }
  // The list may write in two words what is one here; the rarer part leads there.
  constexpr std::size_t kShortestPart = 2;
  for (std::size_t cut = kShortestPart; cut + kShortestPart <= text.size(); ++cut) {
    const std::uint32_t first = snapshot_.find_token(text.substr(0, cut));
    if (first == snapshot::kNone) continue;
    const std::uint32_t second = snapshot_.find_token(text.substr(cut));
    if (second == snapshot::kNone) continue;
    add_found(snapshot_.token(first).rarity > snapshot_.token(second).rarity ? first : second, kJoined);
  }
}

// Adds the postings of found_ to the names' sums. Names that no earlier word met are opened only when
// `may_open`.
void Retriever::collect(float weight, bool may_open) {
  ++word_;
  for (const Found& found : found_) {
    for (const std::uint32_t name : snapshot_.postings(found.token)) {
      if (stamp_[name] != query_) {
        if (!may_open) continue;
        stamp_[name] = query_;
        sum_[name] = 0;
        touched_.push_back(name);
      }
      if (word_stamp_[name] != word_) {
        word_stamp_[name] = word_;
        word_best_[name] = 0;
      }
      // The best of several similar words of one name counts once.
      if (found.similarity > word_best_[name]) {
        sum_[name] += weight * (found.similarity - word_best_[name]);
        word_best_[name] = found.similarity;
      }
    }
  }
}

std::span<const std::uint32_t> Retriever::candidates(std::span<const Word> words, Schema schema) {
  ++query_;
  touched_.clear();
  result_.clear();
  struct Entry {
    std::size_t index = 0;
    float weight = 0;
    float rarity = 0;
  };
  std::vector<Entry> order;
  float total = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!finds(words[i])) continue;
    order.push_back({.index = i, .weight = weight_of(words[i], schema), .rarity = words[i].rarity});
    total += order.back().weight;
  }
  if (order.empty()) {
    // Nothing but titles and initials: every word must serve.
    for (std::size_t i = 0; i < words.size(); ++i) {
      order.push_back({.index = i, .weight = 1, .rarity = words[i].rarity});
      total += 1;
    }
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const Entry& a, const Entry& b) { return a.rarity > b.rarity; });
  const float need = kShare * total;
  float left = total;
  for (const Entry& entry : order) {
    found_.clear();
    find(words[entry.index]);
    find_joined(words, entry.index);
    // What the words from here on can still bring decides whether a new name could get there.
    collect(entry.weight, left >= need);
    left -= entry.weight;
  }
  for (const std::uint32_t name : touched_) {
    if (sum_[name] >= need * 0.999F) result_.push_back(name);
  }
  return result_;
}

}  // namespace weir::match
