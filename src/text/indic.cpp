// Devanagari and its sisters: consonants with their vowel signs, the unwritten "a" dropped where speech
// drops it (Hindi, Punjabi, Gujarati, Bengali) or kept (Tamil, Telugu, Kannada, Malayalam).
#include <algorithm>
#include <array>

#include "text/letters.hpp"
#include "text/names.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

struct Alphabet {
  char32_t first;
  char32_t last;
  std::string_view scheme;
  char32_t virama;
  bool drops_a;  // final "a" is not spoken
};
constexpr std::array<Alphabet, 9> kAlphabets{{
    {0x0900, 0x097F, "hi", 0x094D, true},
    {0x0980, 0x09FF, "bn", 0x09CD, true},
    {0x0A00, 0x0A7F, "pa", 0x0A4D, true},
    {0x0A80, 0x0AFF, "gu", 0x0ACD, true},
    {0x0B00, 0x0B7F, "or", 0x0B4D, false},
    {0x0B80, 0x0BFF, "ta", 0x0BCD, false},
    {0x0C00, 0x0C7F, "te", 0x0C4D, false},
    {0x0C80, 0x0CFF, "kn", 0x0CCD, false},
    {0x0D00, 0x0D7F, "ml", 0x0D4D, false},
}};

struct Unit {
  std::string_view consonant;  // Latin; empty for an independent vowel
  std::string_view vowel;
  bool inherent = false;  // no sign written
};

std::vector<Unit> units_of(std::string_view token, const Alphabet& alphabet) {
  std::vector<Unit> units;
  bool joined = false;  // a virama stands before
  for (std::size_t at = 0; at < token.size();) {
    const std::size_t begin = at;
    const char32_t c = next_point(token, at);
    if (c == alphabet.virama) {
      if (!units.empty()) units.back().inherent = false;
      joined = true;
      continue;
    }
    std::string_view letters = token.substr(begin, at - begin);
    // A nukta makes one letter of two.
    const char32_t nukta = alphabet.first + 0x3C;
    std::size_t peek = at;
    if (at < token.size() && next_point(token, peek) == nukta) {
      const std::string_view both = token.substr(begin, peek - begin);
      at = peek;
      if (letter(alphabet.scheme, both) != nullptr) letters = both;
    }
    const std::string_view* latin = letter(alphabet.scheme, letters);
    if (latin == nullptr || latin->empty()) continue;
    const std::uint32_t offset = c - alphabet.first;
    const bool sign = offset >= 0x3E && offset <= 0x4C;  // dependent vowel
    const bool nasal = offset <= 0x03 || c == U'ੰ';
    const bool independent = offset >= 0x05 && offset <= 0x14;
    if (sign) {
      if (units.empty()) units.push_back({});
      units.back().vowel = *latin;
      units.back().inherent = false;
    } else if (nasal) {
      units.push_back({.consonant = *latin});
    } else if (independent) {
      units.push_back({.vowel = *latin});
    } else {
      // Bengali ya is "j" alone and "y" behind another consonant.
      units.push_back({.consonant = joined && c == U'য' ? std::string_view("y") : *latin, .inherent = true});
    }
    joined = false;
  }
  return units;
}

// Words that Tamil has from Sanskrit, Arabic and English are written back as they came: voiced stops also at
// the start, "ch" between vowels, clusters without the vowel that Tamil puts into them (Balasubramaniam,
// Arunachalam, Prasad, Ganesh). Tamil letters do not tell which words are such.
std::vector<Unit> as_borrowed(std::vector<Unit> units) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kVoiced{
      {{"k", "g"}, {"th", "d"}, {"p", "b"}}};
  const auto voice = [&](Unit& unit) {
    const auto* voiced = std::find_if(kVoiced.begin(), kVoiced.end(),
                                      [&](const auto& pair) { return pair.first == unit.consonant; });
    if (voiced != kVoiced.end()) unit.consonant = voiced->second;
  };
  const auto has_vowel = [](const Unit& unit) { return unit.inherent || !unit.vowel.empty(); };
  // "Ramalingam": Tamil has no word that begins with r or l.
  if (units.size() > 1 && units[0].consonant.empty() && units[0].vowel == "i" &&
      (units[1].consonant == "r" || units[1].consonant == "l"))
    units.erase(units.begin());
  if (!units.empty()) voice(units.front());
  for (std::size_t i = 1; i < units.size(); ++i) {
    if (units[i].consonant == "s" && has_vowel(units[i - 1]) && has_vowel(units[i]))
      units[i].consonant = "ch";
  }
  for (std::size_t i = 0; i + 1 < units.size(); ++i) {
    Unit& unit = units[i];
    const bool stop = unit.consonant == "p" || unit.consonant == "b" || unit.consonant == "th" ||
                      unit.consonant == "k" || unit.consonant == "g";
    if (!stop || unit.vowel != "i" || units[i + 1].consonant != "r") continue;
    if (!units[i + 1].inherent && units[i + 1].vowel != "aa") continue;
    unit.vowel = {};
    if (i > 0 && units[i - 1].consonant == unit.consonant && !has_vowel(units[i - 1])) {
      voice(unit);
      units.erase(units.begin() + static_cast<std::ptrdiff_t>(i) - 1);
    }
  }
  return units;
}

std::string join(const std::vector<Unit>& units, bool drop, bool long_vowels, std::string_view scheme) {
  std::string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Unit& unit = units[i];
    std::string_view consonant = unit.consonant;
    // Tamil writes one letter for k/g, ch/s, t/d, p/b: voiced after a nasal or between vowels.
    if (scheme == "ta") {
      const bool after_vowel = i > 0 && (units[i - 1].inherent || !units[i - 1].vowel.empty());
      const bool bare_before = i > 0 && !units[i - 1].inherent && units[i - 1].vowel.empty();
      const bool after_nasal =
          bare_before && (units[i - 1].consonant == "n" || units[i - 1].consonant == "m");
      const bool bare = !unit.inherent && unit.vowel.empty();
      const std::string_view next = i + 1 < units.size() ? units[i + 1].consonant : std::string_view{};
      const bool doubled = i > 0 && units[i - 1].consonant == consonant && !after_vowel;
      const bool before_same = next == consonant && bare;
      // "Lakshmi", "Muthu".
      if (consonant == "d" && bare && next == "s") {
        consonant = "k";
      } else if (consonant == "s" && bare_before && units[i - 1].consonant == "d") {
        consonant = "sh";
      } else if (consonant == "th" && before_same) {
        continue;
      } else if (consonant == "k" && bare_before && units[i - 1].consonant == "ng") {
        consonant = {};  // "Thangavel"
      } else if (consonant == "k" && (after_vowel || after_nasal) && !before_same &&
                 !(bare && next.empty())) {
        consonant = "g";
      } else if (consonant == "p" && after_nasal) {
        consonant = "b";
      } else if (consonant == "s" && (doubled || before_same)) {
        consonant = "ch";
      } else if (consonant == "d" && (doubled || before_same)) {
        consonant = "t";
      }
    }
    out += consonant;
    if (unit.inherent) {
      const bool last = i + 1 == units.size();
      // Speech drops "a" at the end, and between a vowel and a consonant with its own vowel (Ohala 1983).
      const bool vowel_before = i > 0 && (units[i - 1].inherent || !units[i - 1].vowel.empty());
      const bool vowel_after =
          i + 1 < units.size() && !units[i + 1].consonant.empty() && !units[i + 1].vowel.empty();
      const bool silent = drop && ((last && units.size() > 1) || (i > 0 && vowel_before && vowel_after));
      if (!silent) out += "a";
    } else if (unit.vowel == "aa") {
      out += long_vowels ? "aa" : "a";
    } else {
      out += unit.vowel;
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> romanise_indic(std::string_view token) {
  std::vector<std::string> out;
  for (const std::string_view spelling : customary_spellings(token)) out.emplace_back(spelling);
  if (!out.empty()) return out;
  std::size_t at = 0;
  const char32_t first = token.empty() ? U'\0' : next_point(token, at);
  const auto* alphabet = std::find_if(kAlphabets.begin(), kAlphabets.end(),
                                      [&](const Alphabet& a) { return first >= a.first && first <= a.last; });
  if (alphabet == kAlphabets.end()) return {romanise_icu(token)};
  const std::vector<Unit> units = units_of(token, *alphabet);
  out.push_back(join(units, alphabet->drops_a, false, alphabet->scheme));
  if (alphabet->drops_a) out.push_back(join(units, false, false, alphabet->scheme));
  if (alphabet->scheme == "ta") out.push_back(join(as_borrowed(units), false, false, "ta"));
  out.push_back(join(units, alphabet->drops_a, true, alphabet->scheme));
  // The flapped d of Hindi and Bengali is written r or d: Rathore, Rathod.
  std::string unflapped(token);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kFlaps{
      {{"ड़", "ड"}, {"ढ़", "ढ"}, {"ড়", "ড"}, {"ঢ়", "ঢ"}}};
  for (const auto& [flap, plain] : kFlaps) {
    for (std::size_t found = unflapped.find(flap); found != std::string::npos; found = unflapped.find(flap))
      unflapped.replace(found, flap.size(), plain);
  }
  if (unflapped != token)
    out.push_back(join(units_of(unflapped, *alphabet), alphabet->drops_a, false, alphabet->scheme));
  return out;
}

}  // namespace weir::text
