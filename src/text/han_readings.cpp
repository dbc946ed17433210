#include "text/han_readings.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "tables/tables.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

constexpr char32_t kFirst = 0x3400;
constexpr char32_t kLast = 0x9FFF;

struct Readings {
  std::vector<HanReading> all{kLast - kFirst + 1};
  Readings() {
    const auto first_point = [](std::string_view text) {
      std::size_t at = 0;
      return text.empty() ? U'\0' : next_point(text, at);
    };
    for (const auto& row : tables::rows("names/han_readings.tsv")) {
      constexpr std::size_t kColumns = 6;
      if (row.size() < kColumns) continue;
      const char32_t c = first_point(row[0]);
      if (c < kFirst || c > kLast) continue;
      all[c - kFirst] = {.simplified = first_point(row[1]),
                         .pinyin = row[2],
                         .jyutping = row[3],
                         .hangul = first_point(row[4]),
                         .on = row[5]};
    }
  }
};

using Rule = std::pair<std::string_view, std::string_view>;

template <std::size_t kCount>
const Rule* longest_start(const std::array<Rule, kCount>& rules, std::string_view text) {
  const Rule* best = nullptr;
  for (const Rule& rule : rules) {
    if (text.starts_with(rule.first) && (best == nullptr || rule.first.size() > best->first.size()))
      best = &rule;
  }
  return best;
}

template <std::size_t kCount>
std::string_view exact(const std::array<Rule, kCount>& rules, std::string_view text) {
  for (const Rule& rule : rules) {
    if (rule.first == text) return rule.second;
  }
  return {};
}

}  // namespace

const HanReading& han_reading(char32_t character) noexcept {
  static const Readings kReadings;
  static const HanReading kNone;
  return character < kFirst || character > kLast ? kNone : kReadings.all[character - kFirst];
}

// After Giles, A Chinese-English Dictionary, 2nd ed. 1912; as Taiwan's passports wrote it.
std::string wade_giles(std::string_view pinyin) {
  static constexpr std::array<Rule, 24> kWhole{{
      {"zhi", "chih"}, {"chi", "chih"}, {"shi", "shih"}, {"ri", "jih"},  {"zi", "tzu"},    {"ci", "tzu"},
      {"si", "szu"},   {"yi", "i"},     {"you", "yu"},   {"ye", "yeh"},  {"yan", "yen"},   {"yue", "yueh"},
      {"er", "erh"},   {"ge", "ko"},    {"ke", "ko"},    {"he", "ho"},   {"e", "o"},       {"gui", "kuei"},
      {"kui", "kuei"}, {"guo", "kuo"},  {"kuo", "kuo"},  {"huo", "huo"}, {"shuo", "shuo"}, {"yong", "yung"},
  }};
  static constexpr std::array<Rule, 14> kInitials{{{"b", "p"},
                                                   {"d", "t"},
                                                   {"g", "k"},
                                                   {"j", "ch"},
                                                   {"q", "ch"},
                                                   {"x", "hs"},
                                                   {"zh", "ch"},
                                                   {"ch", "ch"},
                                                   {"sh", "sh"},
                                                   {"r", "j"},
                                                   {"z", "ts"},
                                                   {"c", "ts"},
                                                   {"s", "s"},
                                                   {"y", "y"}}};
  static constexpr std::array<Rule, 7> kFinals{{{"ian", "ien"},
                                                {"ie", "ieh"},
                                                {"ue", "ueh"},
                                                {"uo", "o"},
                                                {"ong", "ung"},
                                                {"iong", "iung"},
                                                {"v", "u"}}};
  if (const std::string_view whole = exact(kWhole, pinyin); !whole.empty()) return std::string(whole);
  std::string out;
  std::string_view rest = pinyin;
  if (const Rule* initial = longest_start(kInitials, rest)) {
    out = initial->second;
    rest.remove_prefix(initial->first.size());
  } else {
    const std::size_t vowel = std::min(rest.find_first_of("aeiouv"), rest.size());
    out = rest.substr(0, vowel);
    rest.remove_prefix(vowel);
  }
  const std::string_view final = exact(kFinals, rest);
  out += final.empty() ? rest : final;
  return out;
}

// The Hong Kong Government's way as names of people and places show it; no standard was ever published.
std::string hong_kong(std::string_view jyutping) {
  static constexpr std::array<Rule, 16> kWhole{{{"si", "sze"},
                                                {"zan", "chun"},
                                                {"san", "sun"},
                                                {"zi", "chi"},
                                                {"ci", "chi"},
                                                {"ji", "yee"},
                                                {"ng", "ng"},
                                                {"m", "ng"},
                                                {"jyu", "yu"},
                                                {"jyun", "yuen"},
                                                {"jyut", "yuet"},
                                                {"fu", "fu"},
                                                {"wai", "wai"},
                                                {"gu", "ku"},
                                                {"wu", "wu"},
                                                {"syu", "shu"}}};
  static constexpr std::array<Rule, 10> kInitials{{{"b", "p"},
                                                   {"d", "t"},
                                                   {"g", "k"},
                                                   {"gw", "kw"},
                                                   {"kw", "kw"},
                                                   {"z", "ch"},
                                                   {"c", "ch"},
                                                   {"j", "y"},
                                                   {"ng", "ng"},
                                                   {"s", "s"}}};
  static constexpr std::array<Rule, 24> kFinals{
      {{"aa", "a"},   {"aai", "ai"}, {"aau", "au"},  {"aam", "am"},  {"aan", "an"},    {"aang", "ang"},
       {"aap", "ap"}, {"aat", "at"}, {"aak", "ak"},  {"ou", "o"},    {"oeng", "eung"}, {"oek", "euk"},
       {"eoi", "ui"}, {"eon", "un"}, {"eot", "ut"},  {"yu", "u"},    {"yun", "uen"},   {"yut", "uet"},
       {"oe", "eu"},  {"am", "am"},  {"eng", "eng"}, {"ing", "ing"}, {"ei", "ei"},     {"iu", "iu"}}};
  if (const std::string_view whole = exact(kWhole, jyutping); !whole.empty()) return std::string(whole);
  std::string out;
  std::string_view rest = jyutping;
  if (const Rule* initial = longest_start(kInitials, rest)) {
    out = initial->second;
    rest.remove_prefix(initial->first.size());
  } else {
    const std::size_t vowel = std::min(rest.find_first_of("aeiouy"), rest.size());
    out = rest.substr(0, vowel);
    rest.remove_prefix(vowel);
  }
  const std::string_view final = exact(kFinals, rest);
  out += final.empty() ? rest : final;
  // "sh" before u and i-glides: shun, shum, shing; "yi" not "yyi".
  if (jyutping.starts_with("s") &&
      (rest.starts_with("eo") || rest.starts_with("yu") || rest == "am" || rest == "ing"))
    out.insert(1, "h");
  if (jyutping.starts_with("jyu")) out = "y" + out.substr(1);
  return out;
}

}  // namespace weir::text
