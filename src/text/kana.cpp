// Kana: Hepburn (as passports of Japan write it, without long vowels; with ou and uu; with oh), Kunrei (ISO
// 3602), and loanwords in katakana by the shape that they had before they became Japanese.
#include <algorithm>
#include <array>
#include <utility>

#include "text/by_letter.hpp"
#include "text/names.hpp"
#include "text/romanise.hpp"
#include "text/tags.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

struct Kana {
  char32_t kana;  // hiragana
  std::string_view hepburn;
  std::string_view kunrei;
};
constexpr std::array<Kana, 78> kKana{{
    {U'あ', "a", "a"},   {U'い', "i", "i"},    {U'う', "u", "u"},    {U'え', "e", "e"},   {U'お', "o", "o"},
    {U'か', "ka", "ka"}, {U'き', "ki", "ki"},  {U'く', "ku", "ku"},  {U'け', "ke", "ke"}, {U'こ', "ko", "ko"},
    {U'が', "ga", "ga"}, {U'ぎ', "gi", "gi"},  {U'ぐ', "gu", "gu"},  {U'げ', "ge", "ge"}, {U'ご', "go", "go"},
    {U'さ', "sa", "sa"}, {U'し', "shi", "si"}, {U'す', "su", "su"},  {U'せ', "se", "se"}, {U'そ', "so", "so"},
    {U'ざ', "za", "za"}, {U'じ', "ji", "zi"},  {U'ず', "zu", "zu"},  {U'ぜ', "ze", "ze"}, {U'ぞ', "zo", "zo"},
    {U'た', "ta", "ta"}, {U'ち', "chi", "ti"}, {U'つ', "tsu", "tu"}, {U'て', "te", "te"}, {U'と', "to", "to"},
    {U'だ', "da", "da"}, {U'ぢ', "ji", "zi"},  {U'づ', "zu", "zu"},  {U'で', "de", "de"}, {U'ど', "do", "do"},
    {U'な', "na", "na"}, {U'に', "ni", "ni"},  {U'ぬ', "nu", "nu"},  {U'ね', "ne", "ne"}, {U'の', "no", "no"},
    {U'は', "ha", "ha"}, {U'ひ', "hi", "hi"},  {U'ふ', "fu", "hu"},  {U'へ', "he", "he"}, {U'ほ', "ho", "ho"},
    {U'ば', "ba", "ba"}, {U'び', "bi", "bi"},  {U'ぶ', "bu", "bu"},  {U'べ', "be", "be"}, {U'ぼ', "bo", "bo"},
    {U'ぱ', "pa", "pa"}, {U'ぴ', "pi", "pi"},  {U'ぷ', "pu", "pu"},  {U'ぺ', "pe", "pe"}, {U'ぽ', "po", "po"},
    {U'ま', "ma", "ma"}, {U'み', "mi", "mi"},  {U'む', "mu", "mu"},  {U'め', "me", "me"}, {U'も', "mo", "mo"},
    {U'や', "ya", "ya"}, {U'ゆ', "yu", "yu"},  {U'よ', "yo", "yo"},  {U'ら', "ra", "ra"}, {U'り', "ri", "ri"},
    {U'る', "ru", "ru"}, {U'れ', "re", "re"},  {U'ろ', "ro", "ro"},  {U'わ', "wa", "wa"}, {U'ゐ', "i", "i"},
    {U'ゑ', "e", "e"},   {U'を', "o", "o"},    {U'ん', "n", "n"},    {U'ゔ', "vu", "vu"}, {U'ゎ', "wa", "wa"},
    {U'ゕ', "ka", "ka"}, {U'ゖ', "ke", "ke"},  {U'ヽ', "", ""},
}};

char32_t hiragana(char32_t c) {
  return c >= U'ァ' && c <= U'ヶ' ? c - (U'ァ' - U'ぁ') : c;
}

const Kana* find(char32_t c) {
  const auto* found = std::find_if(kKana.begin(), kKana.end(), [&](const Kana& k) { return k.kana == c; });
  return found == kKana.end() ? nullptr : found;
}

// Small ya, yu, yo and the small vowels of loanwords: the vowel that replaces the one before.
std::string_view small_vowel(char32_t c) {
  switch (c) {
    case U'ゃ':
      return "ya";
    case U'ゅ':
      return "yu";
    case U'ょ':
      return "yo";
    case U'ぁ':
      return "a";
    case U'ぃ':
      return "i";
    case U'ぅ':
      return "u";
    case U'ぇ':
      return "e";
    case U'ぉ':
      return "o";
    default:
      return {};
  }
}

bool is_vowel(char c) {
  return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
}

// Every long vowel as written: "ou", "uu", "oo"; the prolonged sound mark as "-".
std::string romaji(std::string_view run, bool kunrei) {
  std::string out;
  bool doubled = false;
  for (std::size_t at = 0; at < run.size();) {
    const char32_t c = hiragana(next_point(run, at));
    if (c == U'っ') {
      doubled = true;
      continue;
    }
    if (c == U'ー') {
      if (!out.empty()) out.push_back('-');
      continue;
    }
    if (const std::string_view vowel = small_vowel(c); !vowel.empty() && !out.empty()) {
      const bool glide = vowel.size() == 2;
      if (is_vowel(out.back())) out.pop_back();
      if (glide) {
        // sha, cha, ja; kya, rya.
        const bool soft = out.ends_with("sh") || out.ends_with("ch") || out.ends_with("j");
        out += soft ? vowel.substr(1) : vowel;
      } else if (out.empty() || is_vowel(out.back())) {
        out += "w";
        out += vowel;
      } else {
        out += vowel;
      }
      continue;
    }
    const Kana* kana = find(c);
    if (kana == nullptr) continue;
    std::string_view syllable = kunrei ? kana->kunrei : kana->hepburn;
    if (doubled && !syllable.empty()) out.push_back(syllable.starts_with("ch") ? 't' : syllable.front());
    doubled = false;
    out += syllable;
  }
  return out;
}

// Long vowels short: "satou" -> "sato"; or by a letter: "satoh".
std::string shorten(std::string_view romaji, std::string_view long_o) {
  std::string out;
  for (std::size_t i = 0; i < romaji.size(); ++i) {
    const char c = romaji[i];
    const char before = i > 0 ? romaji[i - 1] : '\0';
    if (c == '-') continue;
    if (before == 'o' && (c == 'u' || c == 'o')) {
      out += long_o;
      continue;
    }
    if (before == 'u' && c == 'u') continue;
    out.push_back(c);
  }
  return out;
}

std::string with_mark(std::string_view romaji) {
  std::string out;
  for (const char c : romaji) {
    if (c != '-') {
      out.push_back(c);
    } else if (!out.empty() && is_vowel(out.back())) {
      out.push_back(out.back() == 'o' ? 'u' : out.back());
    }
  }
  return out;
}

// "n" before b, m and p as newspapers and railways write it.
std::string labial(std::string text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == 'n' && (text[i + 1] == 'b' || text[i + 1] == 'm' || text[i + 1] == 'p')) text[i] = 'm';
  }
  return text;
}

// What a loanword may have been: vowels that Japanese adds between consonants go, "shon" is "tion", "ofu" at
// the end of a Russian name "ov".
std::string loanword(std::string_view romaji) {
  for (const auto& [ending, latin] : {std::pair<std::string_view, std::string_view>{"ofu", "ov"},
                                      {"efu", "ev"},
                                      {"suki-", "sky"},
                                      {"bitchi", "vich"},
                                      {"vitchi", "vich"},
                                      {"tchi", "ch"}}) {
    constexpr std::size_t kShortestStem = 3;
    if (romaji.size() < ending.size() + kShortestStem || !romaji.ends_with(ending)) continue;
    return loanword(romaji.substr(0, romaji.size() - ending.size())).append(latin);
  }
  std::string out;
  for (std::size_t i = 0; i < romaji.size(); ++i) {
    const char c = romaji[i];
    const char before = i > 0 ? romaji[i - 1] : '\0';
    const char next = i + 1 < romaji.size() ? romaji[i + 1] : '\0';
    if (c == '-') {
      if (before == 'a') out.push_back('r');
      continue;
    }
    const bool added = (c == 'u' && !is_vowel(before) && before != 'y' && before != '\0') ||
                       (c == 'o' && (before == 't' || before == 'd'));
    if (added && !is_vowel(next) && next != '-' && !(next == 'n' && i + 2 == romaji.size())) continue;
    out.push_back(c);
  }
  const auto replace = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
      out.replace(at, from.size(), to);
  };
  replace("shon", "tion");
  replace("kk", "ck");
  replace("kus", "x");
  replace("ks", "x");
  return out;
}

bool is_katakana(std::string_view run) {
  std::size_t at = 0;
  const char32_t c = next_point(run, at);
  return c >= U'ァ' && c <= U'ヺ';
}

std::vector<std::string> spellings(std::string_view run) {
  std::vector<std::string> out;
  for (const std::string_view spelling : customary_spellings(run)) out.emplace_back(spelling);
  if (!out.empty()) return out;
  const std::string plain = romaji(run, false);
  if (plain.empty()) return out;
  const auto add = [&](std::string word) {
    if (!word.empty() && std::find(out.begin(), out.end(), word) == out.end()) out.push_back(std::move(word));
  };
  add(shorten(plain, ""));
  if (is_katakana(run)) {
    // Japanese has one sound for r and l.
    std::string word = loanword(plain);
    add(word);
    std::replace(word.begin(), word.end(), 'r', 'l');
    add(std::move(word));
  }
  add(with_mark(plain));
  add(shorten(plain, "h"));
  add(labial(shorten(plain, "")));
  add(shorten(romaji(run, true), ""));
  return out;
}

// Syllables that Kunrei and Nihon-shiki write otherwise than Hepburn.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kKunrei{{{"sya", "sha"},
                                                                                 {"syu", "shu"},
                                                                                 {"syo", "sho"},
                                                                                 {"tya", "cha"},
                                                                                 {"tyu", "chu"},
                                                                                 {"tyo", "cho"},
                                                                                 {"zya", "ja"},
                                                                                 {"zyu", "ju"},
                                                                                 {"zyo", "jo"},
                                                                                 {"si", "shi"},
                                                                                 {"ti", "chi"},
                                                                                 {"tu", "tsu"},
                                                                                 {"hu", "fu"},
                                                                                 {"zi", "ji"},
                                                                                 {"di", "ji"},
                                                                                 {"du", "zu"},
                                                                                 {"ssy", "ssh"}}};

}  // namespace

bool may_be_japanese(std::string_view word) noexcept {
  if (word.empty() || (!is_vowel(word.back()) && word.back() != 'n')) return false;
  return word.find_first_of("lqvx0123456789") == std::string_view::npos;
}

bool may_be_kunrei(std::string_view word) noexcept {
  static constexpr LetterPairs kStarts = [] {
    LetterPairs pairs;
    for (const auto& [syllable, hepburn] : kKunrei) pairs.add(syllable[0], syllable[1]);
    return pairs;
  }();
  return kStarts.within(word);
}

std::string hepburn_of_kunrei(std::string_view word) {
  constexpr std::string_view kConsonants = "kgsztdnhbpmyrwjf";
  std::string out;
  bool changed = false;
  for (std::size_t at = 0; at < word.size();) {
    const std::string_view rest = word.substr(at);
    const auto* syllable = std::find_if(kKunrei.begin(), kKunrei.end(),
                                        [&](const auto& row) { return rest.starts_with(row.first); });
    if (syllable != kKunrei.end()) {
      out += syllable->second;
      at += syllable->first.size();
      changed = true;
      continue;
    }
    if (is_vowel(rest[0])) {
      out.push_back(rest[0]);
      ++at;
      // Long vowels as passports mark them: Ohta, Oota, Youko, Yuuki.
      const char long_by = at < word.size() ? word[at] : '\0';
      const char behind = at + 1 < word.size() ? word[at + 1] : '\0';
      const bool by_h = rest[0] == 'o' && long_by == 'h' && !is_vowel(behind) && behind != 'y';
      if (by_h || (rest[0] == 'o' && (long_by == 'o' || long_by == 'u')) ||
          (rest[0] == 'u' && long_by == 'u')) {
        ++at;
        changed = true;
      }
      continue;
    }
    // n alone, m before a labial, a doubled consonant.
    const char next = rest.size() > 1 ? rest[1] : '\0';
    const bool nasal = rest[0] == 'n' && !is_vowel(next) && next != 'y';
    const bool labial_m = rest[0] == 'm' && (next == 'b' || next == 'p' || next == 'm');
    const bool doubled = next == rest[0] && rest[0] != 'n' && rest[0] != 'm';
    if (nasal || labial_m || doubled) {
      out.push_back(rest[0]);
      ++at;
      continue;
    }
    // A consonant with its vowel, or with y or h between.
    std::size_t consonants = 1;
    if (rest.starts_with("sh") || rest.starts_with("ch") || rest.starts_with("ts")) consonants = 2;
    if (consonants == 1 && next == 'y' && rest[0] != 'y') consonants = 2;
    if (consonants == 1 && kConsonants.find(rest[0]) == std::string_view::npos) return {};
    if (rest.size() <= consonants || !is_vowel(rest[consonants])) return {};
    // Its vowel comes next.
    out += rest.substr(0, consonants);
    at += consonants;
  }
  return changed ? out : std::string(word);
}

std::vector<Reading> romanise_kana(std::string_view run) {
  // Words of companies inside the run: "トヨタシステムズ".
  std::vector<Reading> out;
  Reading company;
  std::size_t unknown = 0;
  const auto flush = [&](std::size_t end) {
    if (end == unknown) return;
    const auto words = spellings(run.substr(unknown, end - unknown));
    if (!words.empty()) company.words.push_back(words.front());
  };
  for (std::size_t at = 0; at < run.size();) {
    constexpr std::size_t kShortest = 6;  // bytes: two kana are found inside too many other words
    const RunWord word = run_word_at(run.substr(at));
    if (word.bytes <= kShortest) {
      next_point(run, at);
      continue;
    }
    flush(at);
    company.tags.emplace_back(company.words.size(), (word.tag.flags & kLegal) != 0 ? "legal" : "generic");
    company.words.emplace_back(word.english);
    at += word.bytes;
    unknown = at;
  }
  if (!company.tags.empty()) {
    flush(run.size());
    out.push_back(std::move(company));
    return out;
  }
  for (std::string& word : spellings(run)) {
    if (out.size() < kMaxReadings) out.push_back({.words = {std::move(word)}, .tags = {}});
  }
  return out;
}

}  // namespace weir::text
