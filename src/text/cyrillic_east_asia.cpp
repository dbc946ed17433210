// Chinese and Korean names in Cyrillic letters: by the systems of Palladius (Kafarov, 1888; as Oshanin's
// dictionary and the Russian press write) and of Kontsevich (1966, with the older е for о after ч: Чен). Read
// back into Pinyin and into Hangul.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tables/tables.hpp"
#include "text/fold.hpp"
#include "text/hangul.hpp"
#include "text/names.hpp"
#include "text/pinyin.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Syllables of Pinyin that the system writes otherwise than initial and final.
constexpr std::array<Pair, 60> kWhole{{
    {"zi", "цзы"},      {"ci", "цы"},      {"si", "сы"},      {"zhi", "чжи"},   {"chi", "чи"},
    {"shi", "ши"},      {"ri", "жи"},      {"er", "эр"},      {"yi", "и"},      {"ya", "я"},
    {"ye", "е"},        {"yao", "яо"},     {"you", "ю"},      {"yan", "янь"},   {"yin", "инь"},
    {"yang", "ян"},     {"ying", "ин"},    {"yong", "юн"},    {"wu", "у"},      {"wa", "ва"},
    {"wo", "во"},       {"wai", "вай"},    {"wei", "вэй"},    {"wan", "вань"},  {"wen", "вэнь"},
    {"wang", "ван"},    {"weng", "вэн"},   {"yu", "юй"},      {"yue", "юэ"},    {"yuan", "юань"},
    {"yun", "юнь"},     {"a", "а"},        {"ai", "ай"},      {"an", "ань"},    {"ang", "ан"},
    {"ao", "ао"},       {"e", "э"},        {"en", "энь"},     {"ou", "оу"},     {"ju", "цзюй"},
    {"qu", "цюй"},      {"xu", "сюй"},     {"jue", "цзюэ"},   {"que", "цюэ"},   {"xue", "сюэ"},
    {"juan", "цзюань"}, {"quan", "цюань"}, {"xuan", "сюань"}, {"jun", "цзюнь"}, {"qun", "цюнь"},
    {"xun", "сюнь"},    {"lv", "люй"},     {"nv", "нюй"},     {"lve", "люэ"},   {"nve", "нюэ"},
    {"hui", "хуэй"},    {"bo", "бо"},      {"po", "по"},      {"mo", "мо"},     {"fo", "фо"},
}};
constexpr std::array<Pair, 21> kInitials{{
    // longest first
    {"zh", "чж"}, {"ch", "ч"}, {"sh", "ш"}, {"b", "б"}, {"p", "п"},  {"m", "м"}, {"f", "ф"},
    {"d", "д"},   {"t", "т"},  {"n", "н"},  {"l", "л"}, {"g", "г"},  {"k", "к"}, {"h", "х"},
    {"j", "цз"},  {"q", "ц"},  {"x", "с"},  {"r", "ж"}, {"z", "цз"}, {"c", "ц"}, {"s", "с"},
}};
constexpr std::array<Pair, 28> kFinals{{
    {"a", "а"},     {"e", "э"},      {"ai", "ай"},    {"ei", "эй"},  {"ao", "ао"},   {"ou", "оу"},
    {"an", "ань"},  {"en", "энь"},   {"ang", "ан"},   {"eng", "эн"}, {"ong", "ун"},  {"i", "и"},
    {"ia", "я"},    {"ie", "е"},     {"iao", "яо"},   {"iu", "ю"},   {"ian", "янь"}, {"in", "инь"},
    {"iang", "ян"}, {"ing", "ин"},   {"iong", "юн"},  {"u", "у"},    {"ua", "уа"},   {"uo", "о"},
    {"uai", "уай"}, {"uan", "уань"}, {"uang", "уан"}, {"un", "унь"},
}};

std::string_view value_of(std::span<const Pair> pairs, std::string_view key) {
  const auto found =
      std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.first == key; });
  return found == pairs.end() ? std::string_view{} : found->second;
}

std::string palladius(std::string_view pinyin) {
  if (const std::string_view whole = value_of(kWhole, pinyin); !whole.empty()) return std::string(whole);
  for (const auto& [initial, letters] : kInitials) {
    if (!pinyin.starts_with(initial)) continue;
    const std::string_view rest = pinyin.substr(initial.size());
    const std::string_view final = rest == "ui" ? "уй" : value_of(kFinals, rest);
    return final.empty() ? std::string{} : std::string(letters).append(final);
  }
  return {};
}

constexpr char32_t kFirstSyllable = 0xAC00;
constexpr char32_t kVowels = 21;
constexpr char32_t kCodas = 28;

// All ways to write a Korean syllable; consonants are voiced within words.
std::vector<std::string> kontsevich(char32_t syllable) {
  using Ways = std::array<std::string_view, 2>;
  constexpr std::array<Ways, 19> kFirst{{{"к", "г"},
                                         {"кк", ""},
                                         {"н", ""},
                                         {"т", "д"},
                                         {"тт", ""},
                                         {"р", "л"},
                                         {"м", ""},
                                         {"п", "б"},
                                         {"пп", ""},
                                         {"с", ""},
                                         {"сс", ""},
                                         {"", ""},
                                         {"ч", "дж"},
                                         {"чч", ""},
                                         {"чх", "ч"},
                                         {"кх", "к"},
                                         {"тх", "т"},
                                         {"пх", "п"},
                                         {"х", ""}}};
  constexpr std::array<Ways, kVowels> kMiddle{
      {{"а", ""},   {"э", "е"}, {"я", ""},  {"йя", ""}, {"о", "е"}, {"е", "э"},  {"ё", "е"},
       {"е", "йе"}, {"о", ""},  {"ва", ""}, {"вэ", ""}, {"ве", ""}, {"ё", ""},   {"у", ""},
       {"во", ""},  {"ве", ""}, {"ви", ""}, {"ю", ""},  {"ы", ""},  {"ый", "и"}, {"и", ""}}};
  constexpr std::array<std::string_view, kCodas> kLast{"",  "к",  "к",  "к",  "н", "н",  "н", "т", "ль", "к",
                                                       "м", "ль", "ль", "ль", "п", "ль", "м", "п", "п",  "т",
                                                       "т", "н",  "т",  "т",  "к", "т",  "п", "т"};
  const char32_t index = syllable - kFirstSyllable;
  constexpr char32_t kJieut = 12;
  std::vector<std::string> out;
  const Ways& first = kFirst[index / (kVowels * kCodas)];
  const Ways& middle = kMiddle[index / kCodas % kVowels];
  for (std::size_t i = 0; i < 2; ++i) {
    if (i == 1 && first[1].empty()) continue;
    for (std::size_t m = 0; m < 2; ++m) {
      if (m == 1 && middle[1].empty()) continue;
      out.push_back(std::string(first[i]).append(middle[m]).append(kLast[index % kCodas]));
    }
  }
  // Чжэ beside Чэ: as the press writes.
  if (index / (kVowels * kCodas) == kJieut)
    out.push_back(std::string("чж").append(middle[0]).append(kLast[index % kCodas]));
  return out;
}

class Syllables {
 public:
  Syllables() {
    for (const auto& row : tables::rows("names/pinyin.tsv")) {
      if (row.empty()) continue;
      const std::string cyrillic = palladius(row[0]);
      if (!cyrillic.empty()) chinese_.try_emplace(fold(cyrillic), row[0]);
    }
    for (const auto& row : tables::rows("names/korean_surnames.tsv")) {
      std::size_t at = 0;
      if (row.empty() || row[0].empty()) continue;
      const char32_t syllable = next_point(row[0], at);
      for (const std::string& way : kontsevich(syllable)) {
        korean_surnames_.try_emplace(fold(way), syllable);
        korean_.try_emplace(fold(way), syllable);
      }
    }
    // As Koreans of the former Soviet Union write them.
    for (const auto& [way, syllable] : {std::pair<std::string_view, char32_t>{"цой", U'최'},
                                        {"тен", U'정'},
                                        {"ли", U'이'},
                                        {"и", U'이'},
                                        {"шин", U'신'},
                                        {"ним", U'임'}})
      korean_surnames_.insert_or_assign(fold(way), syllable);
    // The system's own spelling before the other ways.
    for (const bool own : {true, false}) {
      for (const char32_t syllable : given_name_syllables()) {
        const std::vector<std::string> ways = kontsevich(syllable);
        for (std::size_t i = own ? 0 : 1; i < (own ? 1 : ways.size()); ++i)
          korean_given_.try_emplace(fold(ways[i]), syllable);
      }
    }
    for (const auto& [way, syllable] : korean_given_) korean_.insert_or_assign(way, syllable);
  }

  // "цзиньпин" -> "jinping"; nothing for other words.
  [[nodiscard]] std::optional<std::string> pinyin(std::string_view word) const {
    return cut<std::string>(word, [this](std::string_view part, std::string& out) {
      const auto found = chinese_.find(std::string(part));
      if (found == chinese_.end()) return false;
      out += found->second;
      return true;
    });
  }
  [[nodiscard]] std::optional<std::u32string> hangul(std::string_view word) const {
    return cut<std::u32string>(word, [this](std::string_view part, std::u32string& out) {
      const auto found = korean_.find(std::string(part));
      if (found == korean_.end()) return false;
      out += found->second;
      return true;
    });
  }
  [[nodiscard]] std::optional<char32_t> korean_surname(std::string_view word) const {
    const auto found = korean_surnames_.find(std::string(word));
    return found == korean_surnames_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  // The word cut into syllables, the longest first.
  template <class Out, class Take>
  static std::optional<Out> cut(std::string_view word, Take take) {
    constexpr std::size_t kLongest = 14;  // bytes: чжуань
    constexpr std::size_t kMostSyllables = 4;
    const auto try_from = [&](const auto& self, std::size_t at, Out sofar,
                              std::size_t count) -> std::optional<Out> {
      if (at == word.size()) return sofar;
      if (count == kMostSyllables) return std::nullopt;
      for (std::size_t length = std::min(kLongest, word.size() - at); length >= 2; --length) {
        Out longer = sofar;
        if (!take(word.substr(at, length), longer)) continue;
        if (std::optional<Out> whole = self(self, at + length, std::move(longer), count + 1)) return whole;
      }
      return std::nullopt;
    };
    return word.empty() ? std::nullopt : try_from(try_from, 0, Out{}, 0);
  }

  std::unordered_map<std::string, std::string_view> chinese_;
  std::unordered_map<std::string, char32_t> korean_surnames_;
  std::unordered_map<std::string, char32_t> korean_given_;
  std::unordered_map<std::string, char32_t> korean_;
};

const Syllables& syllables() {
  static const Syllables kSyllables;
  return kSyllables;
}

std::string bytes_of(std::u32string_view points) {
  std::string out;
  for (const char32_t c : points) append_point(out, c);
  return out;
}

}  // namespace

std::string_view east_asian_in_cyrillic(std::span<const std::string_view> words) {
  constexpr std::size_t kMostWords = 3;
  if (words.size() < 2 || words.size() > kMostWords) return {};
  const Syllables& tables = syllables();
  // A known Russian name among them, and it is no Chinese or Korean one ("Ли Анна").
  const bool known =
      std::any_of(words.begin() + 1, words.end(), [](std::string_view word) { return name_word(word) != 0; });
  if (known) return {};
  const auto all = [&](auto reads) { return std::all_of(words.begin() + 1, words.end(), reads); };
  // Korean given names are written as two words, Chinese ones as one.
  if (words.size() == kMostWords && tables.korean_surname(words[0]) &&
      all([&](std::string_view word) { return tables.hangul(word).value_or(U"").size() == 1; }))
    return "ko";
  const std::optional<std::string> surname = tables.pinyin(words[0]);
  if (words.size() == 2 && surname && surname_rank(*surname) != kNoSurname &&
      all([&](std::string_view word) { return tables.pinyin(word).has_value(); }))
    return "zh";
  return {};
}

std::vector<Reading> romanise_east_asian_cyrillic(std::string_view word, std::string_view language) {
  const Syllables& tables = syllables();
  if (language == "zh") {
    if (std::optional<std::string> pinyin = tables.pinyin(word))
      return {{.words = {std::move(*pinyin)}, .tags = {}}};
    return {};
  }
  if (const std::optional<char32_t> surname = tables.korean_surname(word))
    return romanise_hangul(bytes_of(std::u32string(1, *surname)), Schema::Person);
  if (const std::optional<std::u32string> hangul = tables.hangul(word))
    return romanise_hangul(bytes_of(*hangul), Schema::Person);
  return {};
}

}  // namespace weir::text
