#include "match/letters.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "match/distance.hpp"
#include "text/by_letter.hpp"

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

// A finger that slips hits the next key; no other reason puts one letter for any other.
constexpr int kNextKey = 85;
constexpr int kAnyOther = 200;
constexpr std::array<std::string_view, 3> kKeys{"qwertyuiop", "asdfghjkl", "zxcvbnm"};

struct Costs {
  std::array<std::array<std::uint8_t, kAlphabet>, kAlphabet> change{};
  constexpr Costs() {
    for (auto& row : change) row.fill(kAnyOther);
    for (std::size_t c = 0; c < kAlphabet; ++c) change[c][c] = 0;
    for (std::size_t row = 0; row < kKeys.size(); ++row) {
      for (std::size_t k = 0; k < kKeys[row].size(); ++k) {
        if (k + 1 < kKeys[row].size()) set(kKeys[row][k], kKeys[row][k + 1], kNextKey);
        if (row == 0) continue;
        // Each row stands half a key to the right of the one above.
        set(kKeys[row][k], kKeys[row - 1][k], kNextKey);
        set(kKeys[row][k], kKeys[row - 1][k + 1], kNextKey);
      }
    }
    for (const Likeness& likeness : kLikenesses)
      set(likeness.a, likeness.b, std::min(likeness.cost, kNextKey));
  }
  constexpr void set(char a, char b, int cost) {
    change[static_cast<unsigned char>(a)][static_cast<unsigned char>(b)] = static_cast<std::uint8_t>(cost);
    change[static_cast<unsigned char>(b)][static_cast<unsigned char>(a)] = static_cast<std::uint8_t>(cost);
  }
};
constexpr Costs kCosts;

constexpr int kEdit = 100;
// Two letters that scanners read as one: rn as m, cl as d, vv as w.
constexpr int kMisread = 50;
constexpr char misread_as(char first, char second) {  // 0 for others
  return first == 'r' && second == 'n'   ? 'm'
         : first == 'c' && second == 'l' ? 'd'
         : first == 'v' && second == 'v' ? 'w'
                                         : '\0';
}
constexpr bool misread(char first, char second, char one) {
  return one != 0 && misread_as(first, second) == one;
}
constexpr int kExchange = 50;

int change_cost(char a, char b) {
  return kCosts.change[static_cast<unsigned char>(a) % kAlphabet][static_cast<unsigned char>(b) % kAlphabet];
}

// French and Portuguese write ch what English writes sh: Darwich, Darwish; Chah, Shah.
constexpr int kOtherHush = 20;
bool other_hush(char a, char b, char after_a, char after_b) {
  return after_a == 'h' && after_b == 'h' && ((a == 'c' && b == 's') || (a == 's' && b == 'c'));
}

// Cost of a letter that only one writing has, after `before` and ahead of `after` (0 at an end of the word).
int extra_cost(char c, char before, char after) {
  constexpr int kDoubled = 20;
  constexpr int kBreath = 45;  // Akhmed, Ahmed; Tahir, Tair
  constexpr int kGlide = 35;   // Yevgeny, Evgeny; Dmitriy, Dmitri
  constexpr int kEndVowel = 55;
  constexpr int kVowel = 65;
  if (c == before || c == after) return kDoubled;
  // Most letters cost the same wherever they stand.
  constexpr std::uint32_t kCheaper = [] {
    std::uint32_t bits = 0;
    for (const char letter : std::string_view("aeiouhyjkgdtc"))
      bits |= std::uint32_t{1} << static_cast<unsigned>(letter - 'a');
    return bits;
  }();
  if (c < 'a' || c > 'z' || (kCheaper >> static_cast<unsigned>(c - 'a') & 1U) == 0) return kEdit;
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

constexpr std::size_t kLongest = 2 * 64;  // letters of a canonical word (Canonical)

// In hundredths of an edit.
int distance_reference(std::string_view a, std::string_view b) {
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
      const bool hush = other_hush(a[i - 1], b[j - 1], at(a, i), at(b, j));
      int best = last[j - 1] + (hush ? kOtherHush : change_cost(a[i - 1], b[j - 1]));
      best = std::min(best, last[j] + drop);
      best = std::min(best, here[j - 1] + extra_cost(b[j - 1], j > 1 ? b[j - 2] : '\0', at(b, j)));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != a[i - 2])
        best = std::min(best, before[j - 2] + kExchange);
      if (i > 1 && misread(a[i - 2], a[i - 1], b[j - 1])) best = std::min(best, before[j - 1] + kMisread);
      if (j > 1 && misread(b[j - 2], b[j - 1], a[i - 1])) best = std::min(best, last[j - 2] + kMisread);
      here[j] = best;
    }
    int* const spare = before;
    before = last;
    last = here;
    here = spare;
  }
  return last[b.size()];
}

// The cheapest edit of all, in hundredths.
constexpr int kCheapest = 20;
static_assert(std::all_of(kLikenesses.begin(), kLikenesses.end(),
                          [](const Likeness& likeness) { return likeness.cost >= kCheapest; }));

constexpr int kFar = 1 << 20;  // beyond any distance
using Extras = std::array<int, kLongest + 1>;

// extra_cost() of every letter between every two, looked up: as tests one after another, half of them are
// guessed wrong by the processor.
class ExtraCosts {
 public:
  ExtraCosts() noexcept {
    const auto letter = [](std::size_t code) {
      return code == 0 ? '\0' : code == kOther ? '0' : static_cast<char>('a' + code - 1);
    };
    for (std::size_t c = 1; c < kOther; ++c) {
      for (std::size_t before = 0; before <= kOther; ++before) {
        for (std::size_t after = 0; after <= kOther; ++after)
          costs_[place(c, before) + after] =
              static_cast<std::uint8_t>(extra_cost(letter(c), letter(before), letter(after)));
      }
    }
  }
  // Of each letter of the word; the least of them.
  int of(std::string_view word, Extras& out) const noexcept {
    int least = kFar;
    std::size_t before = 0;
    std::size_t here = word.empty() ? 0 : code_of(word[0]);
    for (std::size_t k = 0; k < word.size(); ++k) {
      const std::size_t after = k + 1 < word.size() ? code_of(word[k + 1]) : 0;
      // What is no letter is known here as such, not which it is.
      out[k] = here == kOther
                   ? extra_cost(word[k], k > 0 ? word[k - 1] : '\0', k + 1 < word.size() ? word[k + 1] : '\0')
                   : costs_[place(here, before) + after];
      least = std::min(least, out[k]);
      before = here;
      here = after;
    }
    return least;
  }

 private:
  // 0 for none, 1 to 26 for a to z, kOther for all else.
  static constexpr std::size_t kOther = 27;
  static std::size_t code_of(char c) noexcept {
    const auto letter = static_cast<unsigned char>(c - 'a');
    return letter < 26 ? letter + std::size_t{1} : kOther;
  }
  static constexpr std::size_t place(std::size_t c, std::size_t before) noexcept {
    return (c * (kOther + 1) + before) * (kOther + 1);
  }
  std::array<std::uint8_t, (kOther + 1) * (kOther + 1) * (kOther + 1)> costs_{};
};
const ExtraCosts kExtraCosts;

// Has a two letters that b has as one, as scanners misread them?
bool may_be_misread(std::string_view a, std::string_view b) {
  for (std::size_t i = 1; i < a.size(); ++i) {
    const char one = misread_as(a[i - 1], a[i]);
    if (one != 0 && b.find(one) != std::string_view::npos) return true;
  }
  return false;
}

// What the edits cost where they are nearest at hand, at least as much as the cheapest way: letter for
// letter, two exchanged, or one letter more where `b` first differs. Far too much for other pairs. `extra`:
// of b's.
int plain_way(std::string_view a, std::string_view b, const Extras& extra) {
  const auto from = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  if (a.size() + 1 == b.size()) return a.substr(from) == b.substr(from + 1) ? extra[from] : kFar;
  if (a.size() != b.size()) return kFar;
  const auto exchanged = [&](std::size_t i) {
    return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i];
  };
  int cost = 0;
  for (std::size_t i = from; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    const bool exchange = exchanged(i);
    cost += exchange ? kExchange : change_cost(a[i], b[i]);
    i += static_cast<std::size_t>(exchange);
  }
  return cost;
}

// The same as distance_reference() where that is at most `most`, anything above `most` elsewhere. The costs
// of extra letters are worked out once; cells too far from the diagonal to come back within `most` are left
// out (Ukkonen, "Algorithms for Approximate String Matching", 1985): each step away from it takes an extra
// letter, and so does each step back; a row whose cells are all above ends it. `edits`: their plain distance,
// to which a misreading adds two.
int distance_within(std::string_view a, std::string_view b, std::size_t edits, int most) {
  const bool misreadings = edits > 1 && (may_be_misread(a, b) || may_be_misread(b, a));
  if (a.size() > b.size()) std::swap(a, b);  // the costs are symmetrical
  const auto length_a = static_cast<int>(a.size());
  const auto length_b = static_cast<int>(b.size());
  const int more = length_b - length_a;
  if (most < 0 || kCheapest * more > most) return kFar;
  Extras extra;  // NOLINT: written before it is read
  Extras drops;  // NOLINT: likewise
  int least_extra = kExtraCosts.of(b, extra);
  int least_drop = kExtraCosts.of(a, drops);
  if (misreadings) {
    least_extra = std::min(least_extra, kMisread);
    least_drop = std::min(least_drop, kMisread);
  }
  most = std::min(most, plain_way(a, b, extra));
  if (more * least_extra > most) return kFar;
  const int below = (most - more * least_extra) / (least_extra + least_drop);  // the diagonal
  const int above = more + below;
  std::array<std::array<int, kLongest + 2>, 3> rows;  // NOLINT: written before it is read
  int* before = rows[0].data();
  int* last = rows[1].data();
  int* here = rows[2].data();
  last[0] = 0;
  int end = std::min(length_b, above);  // of the row above
  for (int j = 1; j <= end; ++j) last[j] = last[j - 1] + extra[static_cast<std::size_t>(j - 1)];
  int least_before = 0;
  for (int i = 1; i <= length_a; ++i) {
    const char letter = a[static_cast<std::size_t>(i - 1)];
    const char previous = i > 1 ? a[static_cast<std::size_t>(i - 2)] : '\0';
    const char next = i < length_a ? a[static_cast<std::size_t>(i)] : '\0';
    const int drop = drops[static_cast<std::size_t>(i - 1)];
    const auto& change = kCosts.change[static_cast<unsigned char>(letter) % kAlphabet];
    const int first = std::max(1, i - below);
    const int stop = std::min(length_b, i + above);
    for (int j = end + 1; j <= stop; ++j) last[j] = kFar;
    here[first - 1] = first == 1 ? last[0] + drop : kFar;
    int least = here[first - 1];
    int left = least;
    for (int j = first; j <= stop; ++j) {
      const char other = b[static_cast<std::size_t>(j - 1)];
      int cost = change[static_cast<unsigned char>(other) % kAlphabet];
      if (next == 'h' && j < length_b && other_hush(letter, other, next, b[static_cast<std::size_t>(j)]))
        cost = kOtherHush;
      int best = last[j - 1] + cost;
      best = std::min(best, last[j] + drop);
      best = std::min(best, left + extra[static_cast<std::size_t>(j - 1)]);
      if (other == previous && i > 1 && j > 1 && letter == b[static_cast<std::size_t>(j - 2)] &&
          letter != previous)
        best = std::min(best, before[j - 2] + kExchange);
      if (misreadings) {
        if (misread(previous, letter, other)) best = std::min(best, before[j - 1] + kMisread);
        if (j > 1 && misread(b[static_cast<std::size_t>(j - 2)], other, letter))
          best = std::min(best, last[j - 2] + kMisread);
      }
      here[j] = best;
      left = best;
      least = std::min(least, best);
    }
    // The next row builds on this one, and by an exchange or a misreading on the one above.
    static_assert(kExchange <= kMisread);
    if (least > most && least_before + kExchange > most) return kFar;
    least_before = least;
    end = stop;
    int* const spare = before;
    before = last;
    last = here;
    here = spare;
  }
  return last[length_b];
}

struct Rewrite {
  std::string_view from;
  std::string_view to;
};
// By first letter, and then longest first where one begins another.
constexpr std::array<Rewrite, 22> kRewrites{{
    {"ck", "k"}, {"cz", "ch"},  {"dj", "j"},    {"dzh", "j"},   {"ee", "i"},   {"gh", "g"},
    {"ij", "i"}, {"iy", "i"},   {"kh", "h"},    {"ou", "u"},    {"oo", "u"},   {"ph", "f"},
    {"q", "k"},  {"sch", "sh"}, {"shch", "sh"}, {"tsch", "ch"}, {"tch", "ch"}, {"w", "v"},
    {"x", "ks"}, {"yi", "i"},   {"y", "i"},     {"zh", "j"},
}};
// Where those of a letter begin; those of the next letter follow.
constexpr std::array<std::uint8_t, 27> kFirstRewrite =
    text::first_by_letter(kRewrites, [](const Rewrite& rewrite) { return rewrite.from; });

}  // namespace

namespace {

// Neighbouring letters where Canonical may change something: a rewrite, a hard c or a doubled letter may
// begin there.
constexpr text::LetterPairs kMayChange = [] {
  text::LetterPairs pairs;
  for (int letter = 0; letter < static_cast<int>(kAlphabet); ++letter)
    pairs.add(static_cast<char>(letter), static_cast<char>(letter));
  for (const Rewrite& rewrite : kRewrites) {
    if (rewrite.from.size() == 1) {
      pairs.add_all_of(rewrite.from[0]);
    } else {
      pairs.add(rewrite.from[0], rewrite.from[1]);
    }
  }
  pairs.add_all_of('c');  // few are soft
  return pairs;
}();

// How many letters in front certainly stay as they are.
std::size_t unchanged(std::string_view token) {
  for (std::size_t at = 0; at < token.size(); ++at) {
    if (kMayChange.has(token[at], at + 1 < token.size() ? token[at + 1] : '\0')) return at;
  }
  return token.size();
}

}  // namespace

Canonical::Canonical(std::string_view token) noexcept {
  constexpr std::size_t kMost = 64;
  if (token.size() > kMost) return;
  size_ = unchanged(token);
  if (size_ == token.size()) {
    token_ = token;
    return;
  }
  std::copy_n(token.begin(), size_, text_.begin());
  token.remove_prefix(size_);
  const auto put = [&](char c) {
    if (size_ == 0 || text_[size_ - 1] != c) text_[size_++] = c;
  };
  while (!token.empty()) {
    const char letter = token.front();
    const auto place = static_cast<std::size_t>(static_cast<unsigned char>(letter)) - 'a';
    if (letter == 'f' && token.size() == 2 && token[1] == 'f') {
      put('v');
      break;
    }
    std::size_t taken = 0;
    if (place < kFirstRewrite.size() - 1) {
      for (std::size_t i = kFirstRewrite[place]; i < kFirstRewrite[place + 1]; ++i) {
        if (!text::begins(token, kRewrites[i].from)) continue;
        for (const char c : kRewrites[i].to) put(c);
        taken = kRewrites[i].from.size();
        break;
      }
    }
    if (taken == 0) {
      // c is k but before e, i, y and h.
      const char next = token.size() > 1 ? token[1] : ' ';
      const bool hard = letter == 'c' && next != 'e' && next != 'i' && next != 'y' && next != 'h';
      put(hard ? 'k' : letter);
      taken = 1;
    }
    token.remove_prefix(taken);
  }
}

namespace {
constexpr std::size_t kLongestWeighted = 64;
constexpr int kOtherSpelling = 15;  // that two orthographies were at work
}  // namespace

float weighted_distance_reference(std::string_view a, std::string_view b) {
  if (a.size() > kLongestWeighted || b.size() > kLongestWeighted)
    return static_cast<float>(osa_distance_reference(a, b));
  if (a == b) return 0;
  const Canonical x(a);
  const Canonical y(b);
  const int canonical = x.text() == y.text() ? 0 : distance_reference(x.text(), y.text());
  const int cost =
      canonical == 0 ? kOtherSpelling : std::min(distance_reference(a, b), canonical + kOtherSpelling);
  return static_cast<float>(cost) / static_cast<float>(kEdit);
}

float weighted_distance_within(std::string_view a, std::string_view b, std::size_t edits,
                               float most) noexcept {
  if (a.size() > kLongestWeighted || b.size() > kLongestWeighted) return static_cast<float>(edits);
  if (edits == 0) return 0;
  constexpr float kTooFar = 1e6F;
  if (most * static_cast<float>(kEdit) < static_cast<float>(kOtherSpelling)) return kTooFar;
  const Canonical x(a);
  const Canonical y(b);
  constexpr float kEdge = 1.0F;  // against rounding: a hundredth more is worked out
  const int limit = static_cast<int>(std::min(most, kTooFar) * static_cast<float>(kEdit) + kEdge);
  int cost = limit + 1;
  const bool rewritten = x.rewritten() || y.rewritten();
  if (rewritten && x.text() == y.text()) {
    cost = kOtherSpelling;
  } else {
    // Each of the edits costs something, be it half a misreading.
    static_assert(kMisread >= 2 * kCheapest);
    if (kCheapest * static_cast<int>(edits) <= limit) cost = distance_within(a, b, edits, limit);
    // Where neither is rewritten, the other way is the same and costs more.
    const int rest = std::min(cost, limit + 1) - kOtherSpelling - 1;
    if (rewritten && rest >= kCheapest && (x.text() != a || y.text() != b))
      cost = std::min(cost, distance_within(x.text(), y.text(), edits, rest) + kOtherSpelling);
  }
  return cost > limit ? kTooFar : static_cast<float>(cost) / static_cast<float>(kEdit);
}

float weighted_distance(std::string_view a, std::string_view b) noexcept {
  constexpr float kAny = 1e5F;
  return weighted_distance_within(a, b, osa_distance(a, b), kAny);
}

}  // namespace weir::match
