// Burmese: names are syllables that are words of their own, written together. The longest known ones by their
// customary spelling, the others by the letters: consonant, medials and rhyme, as newspapers write them
// (Okell, A Guide to the Romanization of Burmese, 1971, "conventional transcription").
#include <algorithm>
#include <array>
#include <string>

#include "text/names.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

constexpr char32_t kAsat = U'်';
constexpr char32_t kStacked = U'္';

struct Onset {
  char32_t letter;
  std::string_view latin;
};
constexpr std::array<Onset, 34> kOnsets{
    {{U'က', "k"}, {U'ခ', "kh"}, {U'ဂ', "g"},  {U'ဃ', "g"},  {U'င', "ng"}, {U'စ', "s"},  {U'ဆ', "hs"},
     {U'ဇ', "z"}, {U'ဈ', "z"},  {U'ဉ', "ny"}, {U'ည', "ny"}, {U'ဋ', "t"},  {U'ဌ', "ht"}, {U'ဍ', "d"},
     {U'ဎ', "d"}, {U'ဏ', "n"},  {U'တ', "t"},  {U'ထ', "ht"}, {U'ဒ', "d"},  {U'ဓ', "d"},  {U'န', "n"},
     {U'ပ', "p"}, {U'ဖ', "ph"}, {U'ဗ', "b"},  {U'ဘ', "b"},  {U'မ', "m"},  {U'ယ', "y"},  {U'ရ', "y"},
     {U'လ', "l"}, {U'ဝ', "w"},  {U'သ', "th"}, {U'ဟ', "h"},  {U'ဠ', "l"},  {U'အ', ""}}};

struct Rhyme {
  std::u32string_view signs;
  std::string_view latin;
};
// The longest first; what closes a syllable is a consonant with asat.
constexpr std::array<Rhyme, 41> kRhymes{{
    {U"ောက်", "auk"}, {U"ောင်", "aung"}, {U"ိုက်", "aik"}, {U"ိုင်", "aing"}, {U"ိုယ်", "o"},  {U"ော်", "aw"},
    {U"ိတ်", "eik"},   {U"ိပ်", "eik"},    {U"ိန်", "ein"}, {U"ိမ်", "ein"},  {U"ုတ်", "ok"}, {U"ုပ်", "ok"},
    {U"ုန်", "on"},    {U"ုမ်", "on"},     {U"ုဏ်", "on"},  {U"ေတ်", "it"},  {U"က်", "et"}, {U"င်", "in"},
    {U"စ်", "it"},    {U"ည်", "i"},      {U"ဉ်", "in"},  {U"တ်", "at"},   {U"ပ်", "at"}, {U"န်", "an"},
    {U"မ်", "an"},    {U"ဏ်", "an"},     {U"ယ်", "e"},   {U"ိံ", "ein"},   {U"ုံ", "on"},  {U"ော", "aw"},
    {U"ို", "o"},      {U"ါ", "a"},      {U"ာ", "a"},   {U"ိ", "i"},     {U"ီ", "i"},   {U"ု", "u"},
    {U"ူ", "u"},      {U"ေ", "ay"},     {U"ဲ", "e"},    {U"ံ", "an"},    {U"ဿ", "th"},
}};

struct Vowel {
  char32_t letter;
  std::string_view latin;
};
constexpr std::array<Vowel, 8> kVowels{{{U'ဣ', "i"},
                                        {U'ဤ', "i"},
                                        {U'ဥ', "u"},
                                        {U'ဦ', "oo"},
                                        {U'ဧ', "ay"},
                                        {U'ဩ', "aw"},
                                        {U'ဪ', "aw"},
                                        {U'၏', "i"}}};

std::string_view onset_of(char32_t c) {
  const auto* found =
      std::find_if(kOnsets.begin(), kOnsets.end(), [&](const Onset& o) { return o.letter == c; });
  return found == kOnsets.end() ? std::string_view{} : found->latin;
}
bool is_consonant(char32_t c) {
  return c >= U'က' && c <= U'အ';
}

// Tone marks go; a consonant above another closes its syllable as one with asat does (စန္ဒာ is စန်ဒာ).
std::u32string plain_signs(std::string_view token) {
  std::u32string out;
  for (std::size_t at = 0; at < token.size();) {
    const char32_t c = next_point(token, at);
    if (c == U'း' || c == U'့') continue;
    if (c == kStacked) {
      if (!out.empty() && out.back() != kAsat) out.push_back(kAsat);
    } else if (c == U'ါ') {
      out.push_back(U'ာ');
    } else {
      out.push_back(c);
    }
  }
  return out;
}

class Syllables {
 public:
  explicit Syllables(std::string_view token) : text_(plain_signs(token)) {}

  // Syllables, one word each.
  std::vector<std::string> run() {
    std::vector<std::string> out;
    while (at_ < text_.size()) {
      std::string word = syllable();
      if (!word.empty()) out.push_back(std::move(word));
    }
    return out;
  }

 private:
  [[nodiscard]] char32_t peek() const { return at_ < text_.size() ? text_[at_] : U'\0'; }

  std::string syllable() {
    const char32_t c = text_[at_++];
    if (c < 0x80) {
      const bool digit = c >= U'0' && c <= U'9';
      const bool latin = c >= U'a' && c <= U'z';
      return digit || latin ? std::string(1, static_cast<char>(c)) : std::string{};
    }
    if (const auto* vowel =
            std::find_if(kVowels.begin(), kVowels.end(), [&](const Vowel& v) { return v.letter == c; });
        vowel != kVowels.end())
      return std::string(vowel->latin);
    if (!is_consonant(c)) return {};
    std::string out = with_medials(c);
    const std::u32string_view rest = std::u32string_view(text_).substr(at_);
    const auto* rhyme = std::find_if(kRhymes.begin(), kRhymes.end(),
                                     [&](const Rhyme& r) { return rest.starts_with(r.signs); });
    if (rhyme == kRhymes.end()) return out + (glide_ ? "wa" : "a");
    at_ += rhyme->signs.size();
    if (!glide_) return out + std::string(rhyme->latin);
    // ွ before a closed syllable is its vowel: ထွန်း is Tun.
    if (rhyme->latin == "an") return out + "un";
    if (rhyme->latin == "at") return out + "ut";
    return out + "w" + std::string(rhyme->latin == "ay" ? "e" : rhyme->latin);
  }

  // Medials: ျ and ြ are y (ချ is ch, ရှ sh), ှ is h in front, ွ is w.
  std::string with_medials(char32_t consonant) {
    bool palatal = false;
    bool breathed = false;
    glide_ = false;
    for (;; ++at_) {
      const char32_t c = peek();
      if (c == U'ျ' || c == U'ြ')
        palatal = true;
      else if (c == U'ှ')
        breathed = true;
      else if (c == U'ွ')
        glide_ = true;
      else
        break;
    }
    if (palatal && consonant == U'ခ') return "ch";
    if (palatal && consonant == U'ဂ') return "gy";
    if (breathed && (consonant == U'ရ' || consonant == U'ယ' || (palatal && consonant == U'လ'))) return "sh";
    std::string out = breathed ? "h" : "";
    out += onset_of(consonant);
    if (palatal) out += "y";
    return out;
  }

  std::u32string text_;
  std::size_t at_ = 0;
  bool glide_ = false;
};

// The syllable that starts there begins with a consonant of its own.
bool begins_syllable(std::string_view rest) {
  if (rest.empty()) return true;
  std::size_t at = 0;
  const char32_t c = next_point(rest, at);
  const char32_t next = at < rest.size() ? next_point(rest, at) : U'\0';
  return c >= U'က' && c <= U'ဪ' && next != kAsat && next != kStacked;
}

}  // namespace

std::vector<Reading> romanise_burmese(std::string_view token) {
  Reading out;
  std::size_t start = 0;
  const auto flush = [&](std::size_t end) {
    if (end <= start) return;
    for (std::string& word : Syllables(token.substr(start, end - start)).run())
      out.words.push_back(std::move(word));
  };
  for (std::size_t at = 0; at < token.size();) {
    constexpr std::size_t kLongest = 48;  // bytes: sixteen signs
    std::size_t length = begins_syllable(token.substr(at)) ? std::min(kLongest, token.size() - at) : 0;
    while (length > 0 && (customary_spellings(token.substr(at, length)).empty() ||
                          !begins_syllable(token.substr(at + length))))
      --length;
    if (length == 0) {
      next_point(token, at);
      continue;
    }
    flush(at);
    out.words.emplace_back(customary_spellings(token.substr(at, length)).front());
    at += length;
    start = at;
  }
  flush(token.size());
  if (out.words.empty()) return {};
  // Ko and Ma are titles in front of a name of two syllables or more, and syllables of names elsewhere.
  constexpr std::size_t kLeast = 3;
  const bool title = token.starts_with("ကို") || token.starts_with("မ");
  if (title && out.words.size() >= kLeast && (out.words.front() == "ko" || out.words.front() == "ma"))
    out.tags.emplace_back(0, "title");
  return {std::move(out)};
}

}  // namespace weir::text
