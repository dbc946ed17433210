// Arabic script: customary spellings where a word is known, else its consonants with vowels where Arabic
// word patterns put them. Short vowels are not written, so the scorer counts the consonants alone
// (Token::script tells it); the vowels serve the eye and the edit distance.
#include <algorithm>
#include <array>
#include <utility>

#include "text/letters.hpp"
#include "text/names.hpp"
#include "text/romanise.hpp"
#include "text/tags.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

// One letter as the scheme reads it; alef, waw and yeh stand for vowels or glides by place.
struct Sound {
  std::string_view latin;
  char32_t letter = 0;
  bool weak = false;  // alef, waw, yeh
};

constexpr char32_t kAlef = U'ا';
constexpr char32_t kWaw = U'و';
constexpr char32_t kYeh = U'ي';
constexpr char32_t kAyn = U'ع';
constexpr char32_t kTehMarbuta = U'ة';
constexpr char32_t kHeh = U'ه';

bool is_weak(char32_t c) {
  return c == kAlef || c == kWaw || c == kYeh || c == U'ې' || c == U'ے' || c == U'ۇ' || c == U'ۆ' ||
         c == U'ۈ' || c == U'ێ' || c == U'ە' || c == U'ٱ';
}

// "mhmd" -> "mahamad", "khald" with alef -> "khalid", "mhmwd" -> "mahmud".
std::string vowelled(std::string_view token, std::string_view scheme) {
  std::vector<Sound> sounds;
  for (std::size_t at = 0; at < token.size();) {
    const std::size_t start = at;
    const char32_t c = next_point(token, at);
    if (c < 0x80) {
      if ((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z'))
        sounds.push_back({.latin = token.substr(start, 1), .letter = c});
      continue;
    }
    const std::string_view* latin = letter(scheme, token.substr(start, at - start));
    // Urdu: the two-eyed heh makes an aspirate of the letter before it.
    std::size_t peek = at;
    if (at < token.size() && next_point(token, peek) == U'ھ') {
      if (const std::string_view* aspirate = letter(scheme, token.substr(start, peek - start))) {
        latin = aspirate;
        at = peek;
      }
    }
    if (latin == nullptr || latin->empty()) continue;
    sounds.push_back({.latin = *latin, .letter = c, .weak = is_weak(c)});
  }
  std::string out;
  const auto is_consonant = [&](std::size_t i) { return i < sounds.size() && !sounds[i].weak; };
  bool vowel_before = false;
  for (std::size_t i = 0; i < sounds.size(); ++i) {
    const Sound& sound = sounds[i];
    const bool last = i + 1 == sounds.size();
    if (sound.weak) {
      const bool next_is_alef = !last && sounds[i + 1].letter == kAlef;
      if (sound.letter == kAlef || sound.letter == U'ٱ' || sound.letter == U'ە') {
        if (!vowel_before) out += "a";
        vowel_before = true;
      } else if (i == 0 || vowel_before || next_is_alef) {
        out += sound.latin;  // a glide: walid, yusuf, bayan
        vowel_before = false;
        if (!last && is_consonant(i + 1)) {
          out += sound.letter == kYeh && i == 0 ? "a" : (sound.letter == kWaw && i == 0 ? "a" : "");
          vowel_before = i == 0;
        }
      } else if (sound.letter == kWaw && i + 2 < sounds.size() && sounds[i + 1].letter == kYeh &&
                 is_consonant(i + 2) && scheme.starts_with("ar")) {
        // Diminutives: Suwaidi, Ruwaili; Souidi.
        out += scheme == "ar-fr" ? "oui" : "uwai";
        vowel_before = true;
        ++i;
      } else {
        const bool is_u =
            sound.letter == kWaw || sound.letter == U'ۇ' || sound.letter == U'ۆ' || sound.letter == U'ۈ';
        out += is_u ? "u" : "i";
        // "-iya": حمية, أمية.
        const bool feminine =
            sound.letter == kYeh && i + 2 == sounds.size() && sounds[i + 1].letter == kTehMarbuta;
        if (feminine) out += "y";
        vowel_before = !feminine;
      }
      continue;
    }
    if (sound.letter == kAyn) {
      if (!vowel_before) out += "a";
      vowel_before = true;
      continue;
    }
    if (sound.letter == kTehMarbuta || (sound.letter == kHeh && last && sounds.size() > 3 && !vowel_before)) {
      if (!vowel_before) out += "a";
      if (sound.letter == kHeh) out += "h";
      vowel_before = true;
      continue;
    }
    out += sound.latin;
    vowel_before = false;
    if (last || !is_consonant(i + 1) || sounds[i + 1].letter == kTehMarbuta || sounds[i + 1].letter == kAyn)
      continue;
    if (sounds[i + 1].letter == kHeh && i + 2 == sounds.size()) continue;
    // Consonant before consonant: a vowel between them at the start, before the last one, and after every
    // second one.
    const bool after_alef = i > 0 && sounds[i - 1].letter == kAlef;
    const bool before_last = i + 2 == sounds.size();
    const bool after_vowel = i > 0 && sounds[i - 1].weak;
    const bool pair_before = i > 0 && is_consonant(i - 1);
    if (i == 0 || (before_last && !(after_vowel && !after_alef)) ||
        (pair_before && !before_last && i % 2 == 0)) {
      out += after_alef ? "i" : "a";
      vowel_before = true;
    }
  }
  return out;
}

void add(std::vector<Reading>& out, std::vector<std::string> words, bool article) {
  if (out.size() == kMaxReadings) return;
  Reading reading{.words = std::move(words), .tags = {}};
  if (article) reading.tags.emplace_back(0, "particle");
  out.push_back(std::move(reading));
}

// Endings that make surnames of given names.
struct Ending {
  std::string_view arabic;
  std::array<std::string_view, 2> latin;
};
constexpr std::array<Ending, 9> kEndings{{{"زاده", {"zadeh", "zada"}},
                                          {"نژاد", {"nejad", "nezhad"}},
                                          {"پور", {"pour", "pur"}},
                                          {"وند", {"vand", "wand"}},
                                          {"يان", {"ian", "yan"}},
                                          {"زي", {"zai", "zay"}},
                                          {"زی", {"zai", "zay"}},
                                          {"اوي", {"awi", "aoui"}},
                                          {"ي", {"i", "y"}}}};

// Spellings of one word without its article.
std::vector<std::string> spellings(std::string_view word, std::string_view language) {
  std::vector<std::string> out;
  for (const std::string_view spelling : customary_spellings(word)) out.emplace_back(spelling);
  if (!out.empty()) return out;
  for (const Ending& ending : kEndings) {
    constexpr std::size_t kShortestStem = 6;  // bytes: three letters
    if (word.size() < ending.arabic.size() + kShortestStem || !word.ends_with(ending.arabic)) continue;
    const std::string_view stem = word.substr(0, word.size() - ending.arabic.size());
    const auto known = customary_spellings(stem);
    for (std::size_t i = 0; i < known.size() && out.size() < kMaxReadings; ++i)
      out.push_back(std::string(known[i]) + std::string(ending.latin[i % 2 == 1 && i > 2 ? 1 : 0]));
    if (!out.empty()) return out;
    if (ending.arabic.size() <= 4) break;  // "-i" changes nothing for an unknown stem
    // "-aoui" is written where "ch" and "k" are, too: Cherkaoui.
    for (const std::string_view latin : ending.latin)
      out.push_back(vowelled(stem, language == "fa"  ? "fa"
                                   : latin == "aoui" ? "ar-fr"
                                                     : "ar") +
                    std::string(latin));
    return out;
  }
  std::array<std::string_view, 4> schemes{"ar", "ar-fr", "ar-eg", ""};
  if (language == "fa") schemes = {"fa", "ar", "", ""};
  if (language == "ur") schemes = {"ur", "ar", "", ""};
  if (language == "ps") schemes = {"ps", "fa", "", ""};
  if (language.empty()) schemes = {"ar", "fa", "ar-fr", "ar-eg"};
  for (const std::string_view scheme : schemes) {
    if (scheme.empty()) continue;
    std::string spelling = vowelled(word, scheme);
    if (!spelling.empty() && std::find(out.begin(), out.end(), spelling) == out.end())
      out.push_back(std::move(spelling));
  }
  return out;
}

}  // namespace

std::vector<Reading> romanise_arabic(std::string_view token, std::string_view language) {
  std::vector<Reading> out;
  constexpr std::string_view kArticle = "ال";
  constexpr std::size_t kLetter = 2;  // bytes
  const bool known = !customary_spellings(token).empty();
  // "الأسد": the article is a word of its own, as Latin writes it. "الله" and known words stay whole.
  if (!known && token.starts_with(kArticle) && token.size() > kArticle.size() + kLetter) {
    for (std::string& word : spellings(token.substr(kArticle.size()), language))
      add(out, {"al", std::move(word)}, true);
    return out;
  }
  // Compounds that Latin writes as one word (compounds.hpp gives Latin ones the same shape).
  constexpr std::string_view kServant = "عبدال";
  for (const auto& [start, latin] :
       {std::pair<std::string_view, std::string_view>{"ذوال", "zul"}, {"ابوال", "abul"}, {"بوال", "boual"}}) {
    if (known || !token.starts_with(start) || token.size() < start.size() + 2 * kLetter) continue;
    for (const std::string& word : spellings(token.substr(start.size()), language))
      add(out, {std::string(latin) + word}, false);
    return out;
  }
  constexpr std::string_view kOfFaith = "الدين";
  constexpr std::string_view kOfGod = "الله";
  if (!known && token.starts_with(kServant) && token.size() > kServant.size() + kLetter) {
    for (const std::string& word : spellings(token.substr(kServant.size()), language))
      add(out, {"abdul" + word}, false);
    return out;
  }
  for (const auto& [ending, latin] : {std::pair(kOfFaith, "uddin"), std::pair(kOfGod, "ullah")}) {
    if (known || !token.ends_with(ending) || token.size() < ending.size() + 2 * kLetter) continue;
    for (const std::string& word : spellings(token.substr(0, token.size() - ending.size()), language))
      add(out, {word + latin}, false);
    return out;
  }
  for (std::string& word : spellings(token, language)) add(out, {std::move(word)}, false);
  return out;
}

}  // namespace weir::text
