#include "match/letters.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "match/distance.hpp"

namespace weir::match {
namespace {

constexpr bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// Letters that stand for each other; costs in hundredths of an edit. Sources: the differences between
// BGN/PCGN, ICAO 9303, ISO 9 and customary spellings of the same names (Russian and Arabic tables of
// data/names), between Romance, Germanic and Slavic spellings of one sound, and letters that scanners
// confuse.
struct Likeness {
  char a;
  char b;
  int cost;
};
constexpr std::array<Likeness, 44> kLikenesses{{
    {'i', 'y', 20}, {'i', 'j', 35}, {'y', 'j', 30}, {'c', 'k', 30}, {'c', 's', 45}, {'k', 'q', 25},
    {'s', 'z', 40}, {'v', 'w', 25}, {'f', 'v', 55}, {'b', 'p', 60}, {'d', 't', 60}, {'g', 'k', 65},
    {'g', 'j', 50}, {'u', 'w', 45}, {'u', 'v', 60}, {'o', 'u', 35}, {'e', 'i', 40}, {'a', 'e', 40},
    {'a', 'o', 50}, {'e', 'o', 60}, {'a', 'i', 65}, {'a', 'u', 60}, {'e', 'u', 65}, {'i', 'o', 75},
    {'i', 'u', 70}, {'e', 'y', 45}, {'a', 'y', 75}, {'o', 'y', 80}, {'u', 'y', 60}, {'m', 'n', 70},
    {'b', 'v', 60}, {'g', 'h', 55}, {'j', 'z', 60}, {'l', 'i', 60}, {'l', 'r', 85}, {'x', 'k', 70},
    {'j', 'h', 75}, {'p', 'f', 65}, {'o', '0', 20}, {'i', '1', 30}, {'l', '1', 30}, {'s', '5', 40},
    {'b', '8', 40}, {'z', '2', 50},
}};

constexpr std::size_t kAlphabet = 128;

struct Costs {
  std::array<std::array<std::uint8_t, kAlphabet>, kAlphabet> change{};
  constexpr Costs() {
    for (auto& row : change) row.fill(100);
    for (std::size_t c = 0; c < kAlphabet; ++c) change[c][c] = 0;
    for (const Likeness& likeness : kLikenesses) {
      change[static_cast<std::size_t>(likeness.a)][static_cast<std::size_t>(likeness.b)] =
          static_cast<std::uint8_t>(likeness.cost);
      change[static_cast<std::size_t>(likeness.b)][static_cast<std::size_t>(likeness.a)] =
          static_cast<std::uint8_t>(likeness.cost);
    }
  }
};
constexpr Costs kCosts;

constexpr int kEdit = 100;
constexpr int kExchange = 80;

int change_cost(char a, char b) {
  return kCosts.change[static_cast<unsigned char>(a) % kAlphabet][static_cast<unsigned char>(b) % kAlphabet];
}

// Cost of a letter that only one writing has, after `before` and ahead of `after` (0 at an end of the word).
int extra_cost(char c, char before, char after) {
  constexpr int kDoubled = 20;
  constexpr int kBreath = 45;  // Akhmed, Ahmed; Tahir, Tair
  constexpr int kGlide = 35;   // Yevgeny, Evgeny; Dmitriy, Dmitri
  constexpr int kEndVowel = 55;
  constexpr int kVowel = 65;
  if (c == before || c == after) return kDoubled;
  // Mueller, Muller; Baecker, Backer.
  if (c == 'e' && (before == 'a' || before == 'o' || before == 'u') && after != 0 && !is_vowel(after))
    return kDoubled;
  if (c == 'h') return before == 0 ? kEdit : kBreath;
  if ((c == 'y' || c == 'i' || c == 'j') && (is_vowel(before) || is_vowel(after))) return kGlide;
  // Akhmed, Ahmed; Ckalov, Chkalov; Tchaikovsky, Chaikovsky; Dzhaba, Zhaba.
  constexpr int kCluster = 45;
  if ((after == 'h' && (c == 'k' || c == 'g' || c == 'd' || c == 't')) || (c == 'c' && after == 'k') ||
      (c == 't' && (after == 'c' || after == 's' || after == 'z')) ||
      (c == 'd' && (after == 'j' || after == 'z'))) {
    return kCluster;
  }
  if (is_vowel(c)) return after == 0 ? kEndVowel : before == 0 ? kEdit - 10 : kVowel;
  return kEdit;
}

// In hundredths of an edit; a and b have at most 2 * 64 bytes.
int distance(std::string_view a, std::string_view b) {
  constexpr std::size_t kLongest = 128;
  // Three rows of the plain dynamic programme (Wagner and Fischer 1974, with exchange after Damerau 1964).
  std::array<std::array<int, kLongest + 1>, 3> rows;  // NOLINT: each row is written before it is read
  int* before = rows[0].data();
  int* last = rows[1].data();
  int* here = rows[2].data();
  const auto at = [](std::string_view text, std::size_t i) { return i < text.size() ? text[i] : '\0'; };
  last[0] = 0;
  for (std::size_t j = 1; j <= b.size(); ++j)
    last[j] = last[j - 1] + extra_cost(b[j - 1], j > 1 ? b[j - 2] : '\0', at(b, j));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const int drop = extra_cost(a[i - 1], i > 1 ? a[i - 2] : '\0', at(a, i));
    here[0] = last[0] + drop;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int best = last[j - 1] + change_cost(a[i - 1], b[j - 1]);
      best = std::min(best, last[j] + drop);
      best = std::min(best, here[j - 1] + extra_cost(b[j - 1], j > 1 ? b[j - 2] : '\0', at(b, j)));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != a[i - 2])
        best = std::min(best, before[j - 2] + kExchange);
      here[j] = best;
    }
    int* const spare = before;
    before = last;
    last = here;
    here = spare;
  }
  return last[b.size()];
}

}  // namespace

Canonical::Canonical(std::string_view token) noexcept {
  constexpr std::size_t kLongest = 64;
  if (token.size() > kLongest) return;
  struct Rewrite {
    std::string_view from;
    std::string_view to;
  };
  // Longest first among those with one first letter.
  static constexpr std::array<Rewrite, 22> kRewrites{{
      {"tsch", "ch"}, {"tch", "ch"}, {"sch", "sh"}, {"shch", "sh"}, {"ck", "k"}, {"ph", "f"},
      {"kh", "h"},    {"gh", "g"},   {"dj", "j"},   {"dzh", "j"},   {"zh", "j"}, {"ou", "u"},
      {"oo", "u"},    {"ee", "i"},   {"ij", "i"},   {"iy", "i"},    {"yi", "i"}, {"cz", "ch"},
      {"y", "i"},     {"w", "v"},    {"x", "ks"},   {"q", "k"},
  }};
  const auto put = [&](char c) {
    if (size_ == 0 || text_[size_ - 1] != c) text_[size_++] = c;
  };
  while (!token.empty()) {
    if (token == "ff") {
      put('v');
      break;
    }
    std::size_t taken = 0;
    for (const Rewrite& rewrite : kRewrites) {
      if (token.front() != rewrite.from.front() || !token.starts_with(rewrite.from)) continue;
      for (const char c : rewrite.to) put(c);
      taken = rewrite.from.size();
      break;
    }
    if (taken == 0) {
      // c is k but before e, i, y and h.
      const char next = token.size() > 1 ? token[1] : ' ';
      const bool hard = token.front() == 'c' && next != 'e' && next != 'i' && next != 'y' && next != 'h';
      put(hard ? 'k' : token.front());
      taken = 1;
    }
    token.remove_prefix(taken);
  }
}

float weighted_distance(std::string_view a, std::string_view b) noexcept {
  constexpr std::size_t kLongest = 64;
  if (a.size() > kLongest || b.size() > kLongest) return static_cast<float>(osa_distance(a, b));
  if (a == b) return 0;
  constexpr int kOtherSpelling = 15;  // that two orthographies were at work
  const Canonical x(a);
  const Canonical y(b);
  const int canonical = x.text() == y.text() ? 0 : distance(x.text(), y.text());
  const int cost = canonical == 0 ? kOtherSpelling : std::min(distance(a, b), canonical + kOtherSpelling);
  return static_cast<float>(cost) / static_cast<float>(kEdit);
}

}  // namespace weir::match
