#include "text/pinyin.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "tables/cells.hpp"
#include "tables/tables.hpp"
#include "text/by_letter.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

constexpr std::size_t kLongestSyllable = 6;  // zhuang

struct Syllables {
  ShortWordSet pinyin;
  LetterPairs pairs;  // neighbouring letters within a syllable or where one ends and the next begins
  WordTable<std::vector<std::string_view>> of_wade;
  WordTable<std::size_t> surnames;
  WordTable<std::string_view> of_taiwan;  // surnames in pinyin
  Syllables() {
    for (const auto& row : tables::rows("names/pinyin.tsv")) {
      if (row.size() < 2) continue;
      pinyin.insert(row[0]);
      std::vector<std::string_view>& all = of_wade[row[1]];
      // Wade-Giles writes aspiration with an apostrophe, which is lost here: the plain sound (Pinyin b, d, g,
      // j, z, zh) is the one that is written without.
      constexpr std::string_view kPlain = "bdgjz";
      const bool plain = kPlain.find(row[0].front()) != std::string_view::npos;
      all.insert(plain ? all.begin() : all.end(), row[0]);
      if (row.size() > 2)
        tables::each_word(row[2], [&](std::string_view wade) { of_wade[wade].push_back(row[0]); });
    }
    add_pairs();
    for (const auto& row : tables::rows("names/han_surnames.tsv")) {
      if (row.size() > 1 && surnames.find(row[1]) == nullptr) surnames[row[1]] = surnames.size();
      constexpr std::size_t kTaiwan = 2;
      if (row.size() <= kTaiwan) continue;
      tables::each_word(row[kTaiwan], [&](std::string_view spelling) {
        std::string_view& pinyin_surname = of_taiwan[spelling];
        if (pinyin_surname.empty()) pinyin_surname = row[1];
      });
    }
  }

 private:
  void add_pairs() {
    std::string starts;
    std::string ends;
    pinyin.each([&](std::string_view syllable) {
      starts += syllable.front();
      ends += syllable.back();
      for (std::size_t i = 1; i < syllable.size(); ++i) pairs.add(syllable[i - 1], syllable[i]);
    });
    for (const char end : ends) {
      for (const char start : starts) pairs.add(end, start);
    }
  }
};

const Syllables& syllables() {
  static const Syllables kSyllables;
  return kSyllables;
}

}  // namespace

bool is_pinyin_syllable(std::string_view word) noexcept {
  return word.size() <= kLongestSyllable && syllables().pinyin.contains(word);
}

bool is_pinyin(std::string_view word) noexcept {
  constexpr std::size_t kLongest = 24;
  if (word.empty() || word.size() > kLongest) return false;
  // A syllable ends in a vowel, n, ng or r.
  if (std::string_view("aeiounrgv").find(word.back()) == std::string_view::npos) return false;
  // Nearly all words of other languages have neighbours that Mandarin has not.
  if (!syllables().pairs.all_of(word)) return false;
  // A compound surname and a given name have four syllables, of which none is a consonant alone.
  constexpr std::size_t kMost = 4;
  constexpr std::string_view kVowels = "aeiouv";
  // fewest[i]: of how many whole syllables the first i letters are.
  std::array<std::size_t, kLongest + 1> fewest{};
  fewest.fill(kMost + 1);
  fewest[0] = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (fewest[i] >= kMost) continue;
    for (std::size_t length = 1; length <= std::min(kLongestSyllable, word.size() - i); ++length) {
      const std::string_view syllable = word.substr(i, length);
      if (is_pinyin_syllable(syllable) && syllable.find_first_of(kVowels) != std::string_view::npos)
        fewest[i + length] = std::min(fewest[i + length], fewest[i] + 1);
    }
  }
  return fewest[word.size()] <= kMost;
}

std::optional<std::string_view> pinyin_of_wade(std::string_view syllable) noexcept {
  const auto* found = syllables().of_wade.find(syllable);
  if (found == nullptr) return std::nullopt;
  return found->front();
}

std::span<const std::string_view> pinyins_of_wade(std::string_view syllable) noexcept {
  if (syllable.size() > kLongestWade) return {};
  const auto* found = syllables().of_wade.find(syllable);
  if (found == nullptr) return {};
  return *found;
}

std::string_view mainland_surname(std::string_view spelling) noexcept {
  if (spelling.size() > kLongestWade) return {};
  const std::string_view* found = syllables().of_taiwan.find(spelling);
  return found == nullptr ? std::string_view{} : *found;
}

std::size_t surname_rank(std::string_view pinyin) noexcept {
  const std::size_t* found = syllables().surnames.find(pinyin);
  return found == nullptr ? kNoSurname : *found;
}

}  // namespace weir::text
