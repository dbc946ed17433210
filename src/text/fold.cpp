#include "text/fold.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <utility>

#include "text/script.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

// Letters that Unicode does not decompose, as passports write them (ICAO 9303 part 3 section 6, table A).
constexpr std::array<std::pair<char32_t, std::string_view>, 24> kPlainLatin{{
    {U'ł', "l"}, {U'ø', "o"}, {U'đ', "d"}, {U'ð', "d"}, {U'þ', "th"}, {U'æ', "ae"}, {U'œ', "oe"}, {U'ı', "i"},
    {U'ə', "a"}, {U'ŋ', "n"}, {U'ħ', "h"}, {U'ŧ', "t"}, {U'ĸ', "k"},  {U'ɓ', "b"},  {U'ɗ', "d"},  {U'ƙ', "k"},
    {U'ɖ', "d"}, {U'ƒ', "f"}, {U'ɣ', "g"}, {U'ɨ', "i"}, {U'ɔ', "o"},  {U'ɛ', "e"},  {U'ƴ', "y"},  {U'ŀ', "l"},
}};

const icu::Normalizer2& casefold() {
  static const icu::Normalizer2* const kInstance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(status);
  }();
  return *kInstance;
}

const icu::Normalizer2& canonical() {
  static const icu::Normalizer2* const kInstance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFDInstance(status);
  }();
  return *kInstance;
}

void append_latin(std::string& out, char32_t c) {
  for (const auto& [letter, plain] : kPlainLatin) {
    if (letter == c) {
      out.append(plain);
      return;
    }
  }
  icu::UnicodeString parts;
  if (canonical().getDecomposition(static_cast<UChar32>(c), parts) != 0) {
    for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
      const auto part = static_cast<char32_t>(parts.char32At(i));
      if (part < 0x80) out.push_back(static_cast<char>(part));
    }
    return;
  }
  append_point(out, c);
}

// Arabic letters that writers use for one another (alef forms, kaf and yeh of Persian keyboards, teh marbuta
// as heh).
constexpr char32_t plain_arabic(char32_t c) {
  switch (c) {
    case U'\u0622':
    case U'\u0623':
    case U'\u0625':
    case U'\u0671':
      return U'\u0627';
    case U'\u0649':
    case U'\u06CC':
    case U'\u06D2':
      return U'\u064A';
    case U'\u06A9':
      return U'\u0643';
    case U'\u06C1':
    case U'\u06D5':
      return U'\u0647';
    default:
      return c;
  }
}

void append_folded(std::string& out, char32_t c) {
  switch (c) {
    case U'\u2018':
    case U'\u2019':
    case U'\u201B':
    case U'\u02BC':
    case U'\u02BB':
    case U'\u02B9':
    case U'\u02BF':
    case U'\u02BE':
    case U'\u00B4':
    case U'\u05F3':  // Hebrew geresh
    case U'`':
      out.push_back('\'');
      return;
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2212':
      out.push_back('-');
      return;
    case U'\u05F4':  // Hebrew gershayim: בע״מ
      out.push_back('"');
      return;
    case U'\u0640':  // tatweel
      return;
    default:
      break;
  }
  const std::uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(c));
  if ((category & U_GC_CF_MASK) != 0) return;
  if ((category & U_GC_ND_MASK) != 0 && c >= 0x80) {  // Arabic, Indian, fullwidth digits
    out.push_back(static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c))));
    return;
  }
  const Script script = script_of(c);
  if (script == Script::Latin && c >= 0x80) {
    append_latin(out, c);
    return;
  }
  const bool mark = (category & U_GC_MN_MASK) != 0;
  // A mark that stands alone after a Latin, Greek, Arabic or Hebrew letter is an accent or a vowel point.
  if (mark && !writes_marks(script)) return;
  if (script == Script::Greek) {
    icu::UnicodeString parts;
    if (canonical().getDecomposition(static_cast<UChar32>(c), parts) != 0) {
      c = static_cast<char32_t>(parts.char32At(0));
    }
  }
  append_point(out, plain_arabic(c));
}

// ICU copies bytes that are not UTF-8, and drops invisible characters from between them: what is left could
// be a letter that nobody wrote.
bool well_formed(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    if (next_point(text, at) == U'\uFFFD') return false;
  }
  return true;
}

std::string normalise(std::string_view text) {
  std::string mended;
  if (!well_formed(text)) {
    for (std::size_t at = 0; at < text.size();) append_point(mended, next_point(text, at));
    text = mended;
  }
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal, static_cast<std::int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  casefold().normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink,
                           nullptr, status);
  return normal;
}

}  // namespace

bool is_ascii(std::string_view text) noexcept {
  unsigned char bits = 0;
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return bits < 0x80;
}

std::string fold(std::string_view text) {
  std::string out;
  fold_into(text, out);
  return out;
}

void fold_into(std::string_view text, std::string& out) {
  if (is_ascii(text)) {
    out.resize(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      out[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : (c == '`' ? '\'' : c);
    }
    return;
  }
  const std::string normal = normalise(text);
  out.clear();
  out.reserve(normal.size());
  for (std::size_t at = 0; at < normal.size();) append_folded(out, next_point(normal, at));
}

namespace {

// What a letter or a group of letters is in the spelling of English lists; the longest first where one begins
// another. `text` is folded for case only.
struct Respelling {
  std::string_view letters;
  std::string_view latin;
};
// German and Nordic custom.
constexpr std::array<Respelling, 6> kUmlauts{
    {{"ä", "ae"}, {"ö", "oe"}, {"ø", "oe"}, {"ü", "ue"}, {"å", "aa"}, {"đ", "dj"}}};
constexpr std::array<Respelling, 11> kPolish{{{"szcz", "shch"},
                                              {"sz", "sh"},
                                              {"cz", "ch"},
                                              {"ch", "kh"},
                                              {"dż", "dzh"},
                                              {"ż", "zh"},
                                              {"ć", "ts"},
                                              {"c", "ts"},
                                              {"ó", "o"},
                                              {"w", "v"},
                                              {"j", "y"}}};
// South Slavic, Czech, Slovak and Baltic.
constexpr std::array<Respelling, 13> kHacek{{{"dž", "dzh"},
                                             {"đ", "dj"},
                                             {"č", "ch"},
                                             {"ć", "ch"},
                                             {"š", "sh"},
                                             {"ž", "zh"},
                                             {"ch", "kh"},
                                             {"c", "ts"},
                                             {"j", "y"},
                                             {"ä", "ae"},
                                             {"ö", "oe"},
                                             {"ü", "ue"},
                                             {"å", "aa"}}};
constexpr std::array<Respelling, 5> kTurkish{{{"ş", "sh"}, {"ç", "ch"}, {"ğ", "gh"}, {"c", "j"}, {"ı", "i"}}};
constexpr std::array<Respelling, 7> kAzerbaijani{
    {{"ş", "sh"}, {"ç", "ch"}, {"ğ", "gh"}, {"c", "j"}, {"x", "kh"}, {"q", "g"}, {"ı", "i"}}};
constexpr std::array<Respelling, 4> kRomanian{{{"ș", "sh"}, {"ş", "sh"}, {"ț", "ts"}, {"ţ", "ts"}}};

// By the letters that only some orthographies have. No others are worth telling apart.
std::span<const Respelling> orthography(std::string_view text) {
  const auto has = [&](std::initializer_list<std::string_view> letters) {
    return std::any_of(letters.begin(), letters.end(),
                       [&](std::string_view letter) { return text.find(letter) != std::string_view::npos; });
  };
  if (has({"ə"})) return kAzerbaijani;
  if (has({"ă", "ț", "ţ", "ș"})) return kRomanian;
  if (has({"ğ", "ı", "ş"})) return kTurkish;
  if (has({"č", "š", "ž", "ř", "ě", "ů"})) return kHacek;
  if (has({"ł", "ś", "ź", "ż", "ń"})) return kPolish;
  if (has({"ć"})) return kHacek;
  return kUmlauts;
}

}  // namespace

std::string fold_expanded(std::string_view text) {
  if (is_ascii(text)) return {};
  const std::string normal = normalise(text);
  const std::span<const Respelling> respellings = orthography(normal);
  std::string spelt;
  std::size_t respelt = 0;
  for (std::size_t at = 0; at < normal.size();) {
    const std::string_view rest = std::string_view(normal).substr(at);
    const auto found =
        std::find_if(respellings.begin(), respellings.end(),
                     [&](const Respelling& respelling) { return rest.starts_with(respelling.letters); });
    if (found == respellings.end()) {
      append_folded(spelt, next_point(normal, at));
      continue;
    }
    spelt.append(found->latin);
    at += found->letters.size();
    ++respelt;
  }
  // "Marić" is near enough to "Marich" as it is, and a form that no list has is nearer to other names.
  const std::size_t least =
      respellings.data() == kHacek.data() && normal.find("đ") == std::string::npos ? 2 : 1;
  return respelt >= least ? spelt : std::string{};
}

}  // namespace weir::text
