#include "text/compounds.hpp"

#include <algorithm>
#include <array>

#include "text/by_letter.hpp"

namespace weir::text {
namespace {

constexpr std::array<std::string_view, 29> kArticles{
    "al", "el", "ul", "ol", "il", "ar", "er", "ur", "or", "as", "es",  "us",  "an",  "en", "un",
    "az", "ez", "uz", "at", "et", "ut", "ad", "ed", "ud", "od", "ash", "esh", "ush", "ath"};
// "Servant" with its article already on; these never stand alone as a first name before a surname.
constexpr std::array<std::string_view, 11> kAbdul{"abdul", "abdel", "abdal", "abdol", "abdoul", "abdool",
                                                  "abdil", "abdur", "abdus", "abdun", "abder"};
constexpr std::array<std::string_view, 6> kAbd{"abd", "abdu", "abed", "abdi", "abdo", "ebd"};
constexpr std::array<std::string_view, 5> kDin{"din", "deen", "dine", "dien", "dein"};
constexpr std::array<std::string_view, 18> kJoinedDin{
    "aldin",  "eldin",  "uldin",  "addin",  "eddin",  "uddin", "oddin",  "aldeen", "eldeen",
    "uddeen", "eddine", "eldine", "uddine", "addine", "udin",  "eddeen", "udeen",  "adeen"};
constexpr std::array<std::string_view, 6> kAllah{"allah", "ullah", "ollah", "oullah", "alla", "ellah"};

constexpr std::array<std::string_view, 6> kJoinedAllah{"oullah", "allah", "ullah", "ollah", "ellah", "ulla"};
// Names of God behind "-ur".
constexpr std::array<std::string_view, 10> kMerciful{"rahman", "rehman",  "rahmaan", "rahim", "raheem",
                                                     "rashid", "rasheed", "rauf",    "raouf", "razzaq"};

template <const auto& kWords>
bool one_of(std::string_view word) {
  static constexpr LetterPairs kEnds = endings_of(kWords);
  return kEnds.at_end_of(word) && std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

constexpr bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool is_word(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  return word.size() >= kShortest && word.front() >= 'a' && word.front() <= 'z';
}

// "abdurrahman" -> "rahman", "abdelkader" -> "kader", "abdallah" -> "lah"; empty when it is no compound.
std::string_view behind_abdul(std::string_view word) {
  constexpr std::string_view kStart = "abd";
  constexpr std::size_t kShortest = 8;
  if (word.size() < kShortest - 1 || !word.starts_with(kStart)) return {};
  std::size_t at = kStart.size();
  while (at < word.size() && is_vowel(word[at])) ++at;
  if (at == kStart.size() || at + 3 > word.size()) return {};
  std::string_view rest = word.substr(at);
  if (rest.front() == 'l') return rest.substr(1);
  if (rest[0] == rest[1]) return rest.substr(1);
  constexpr std::string_view kSun = "rsnztd";
  if (kSun.find(rest[0]) != std::string_view::npos && rest.size() >= 4 && word.size() >= kShortest)
    return rest;
  return {};
}

void set_abdul(std::string& joined, std::string_view base) {
  if (base == "lah" || base == "la" || base == "llah" || base == "allah" || base == "ah") {
    joined = "abdullah";
  } else {
    joined.assign("abdul").append(base);
  }
}

// The stem before one of the endings, at least three letters; empty when none fits.
template <const auto& kEndings>
std::string_view stem_before(std::string_view word) {
  static constexpr LetterPairs kEnds = endings_of(kEndings);
  if (!kEnds.at_end_of(word)) return {};
  for (const std::string_view ending : kEndings) {
    if (word.size() >= ending.size() + 3 && word.ends_with(ending))
      return word.substr(0, word.size() - ending.size());
  }
  return {};
}

}  // namespace

std::size_t compound_at(std::span<const std::string_view> words, std::string& joined) {
  const std::string_view first = words[0];
  if (!is_word(first)) return 0;
  if (first[0] == 'a' && first[1] == 'b') {
    const bool bare = one_of<kAbd>(first);
    if (bare || one_of<kAbdul>(first)) {
      std::size_t next = 1;
      if (next < words.size() && one_of<kArticles>(words[next])) ++next;
      // "Abd Rahman" of Malays, who shorten the article away; "Abdi" and "Abdu" are names of their own.
      const bool article = next == 2 || !bare || first == "abd";
      if (article && next < words.size() && is_word(words[next]) && words[next] != "bin" &&
          words[next] != "ibn") {
        set_abdul(joined, words[next]);
        return next + 1;
      }
      return 0;
    }
    if (const std::string_view base = behind_abdul(first); !base.empty()) {
      set_abdul(joined, base);
      return 1;
    }
  }
  // X al-Din, X Eddine, Xuddin.
  if (words.size() >= 3 && one_of<kArticles>(words[1]) && one_of<kDin>(words[2])) {
    joined.assign(first).append("uddin");
    return 3;
  }
  if (words.size() >= 2) {
    if (one_of<kJoinedDin>(words[1])) {
      joined.assign(first).append("uddin");
      return 2;
    }
    if (one_of<kAllah>(words[1])) {
      joined.assign(first).append("ullah");
      return 2;
    }
  }
  // "Fazlur Rehman", "Ziaur Rahman": the article, assimilated, at the end of the word before.
  constexpr std::size_t kShortestBefore = 5;
  if (first.back() == 'r' && words.size() >= 2 && first.size() >= kShortestBefore &&
      first[first.size() - 2] == 'u' && one_of<kMerciful>(words[1])) {
    joined.assign(first.substr(0, first.size() - 2));
    return 1;
  }
  if (const std::string_view stem = stem_before<kJoinedDin>(first); !stem.empty()) {
    joined.assign(stem).append("uddin");
    return joined == first ? 0 : 1;
  }
  if (const std::string_view stem = stem_before<kJoinedAllah>(first); !stem.empty()) {
    joined.assign(stem).append("ullah");
    return joined == first ? 0 : 1;
  }
  return 0;
}

bool joins_arabic(std::string_view first, std::string_view second) {
  constexpr std::string_view kArticle = "ال";
  if (first == "عبد" || first == "ذو") return second.starts_with(kArticle) && second.size() > kArticle.size();
  if (first.size() < 4) return false;
  // Persian surnames, whose endings also stand apart: حاجی زاده.
  return second == "الدين" || second == "الله" || second == "زاده" || second == "نژاد" || second == "پور";
}

}  // namespace weir::text
