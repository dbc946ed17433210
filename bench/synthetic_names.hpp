// Invented parties for benchmarks and for tests of scale: any number of them, the same for the same seed.
//
// What matters for the indexes is the shape of real lists: the commonest words are in some hundredths of all
// names, most are in one or two (Zipf's law); a person's name has two words in common with 2.3 in 10,000
// others (with 1.8 on the list of OFAC, July 2021); a party has two names on average; persons, bodies and
// ships of several cultures, some names in their own script. Common given names and generic words are
// ordinary ones; the others are put together from syllables, so that nobody real is meant. Thread-safety: one
// generator a thread. Errors: none.
#pragma once

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "weir/party.hpp"

namespace weir::bench {

// splitmix64 (Steele, Lea and Flood 2014): the standard library's distributions differ between
// implementations, these numbers do not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  // Rank below `count` with a density that falls as 1 / rank: Zipf's law, by inversion.
  std::size_t zipf(std::size_t count) {
    const double rank = std::exp(unit() * std::log(static_cast<double>(count) + 1.0)) - 1.0;
    return std::min(static_cast<std::size_t>(rank), count - 1);
  }

 private:
  std::uint64_t state_;
};

// How one culture makes its words. A family name is start + middle* + end, chosen by the digits of its rank.
struct Culture {
  std::string_view country;
  std::span<const std::string_view> given;
  std::span<const std::string_view> start;
  std::span<const std::string_view> middle;
  std::span<const std::string_view> end;
  std::span<const std::string_view> generic;  // words of companies, the most frequent first
  std::span<const std::string_view> legal;
  bool family_first = false;
  bool joined = false;  // written without spaces
};

namespace words {
using Words = std::string_view[];
inline constexpr Words kSlavicGiven = {"Aleksandr", "Sergei", "Dmitri", "Olga", "Natalia",
                                       "Viktor",    "Andrei", "Yelena", "Igor", "Mikhail",
                                       "Svetlana",  "Pavel",  "Oleg",   "Irina"};
inline constexpr Words kSlavicStart = {"Bel",  "Dor", "Kar",  "Vol",  "Zhel", "Mor", "Ser",
                                       "Tar",  "Gor", "Lub",  "Stam", "Kras", "Pol", "Rud",
                                       "Shum", "Yar", "Chep", "Grib", "Dub",  "Os"};
inline constexpr Words kSlavicMiddle = {"a",  "o",   "ak", "en",  "ush", "itsk", "el",
                                        "ar", "ach", "in", "osh", "yan", "iv",   "ub"};
inline constexpr Words kSlavicEnd = {"ov", "ova", "ev", "in", "sky", "enko", "uk", "ich", "kin", "tsev"};
inline constexpr Words kSlavicGeneric = {"Torg",   "Stroi",  "Prom",   "Invest", "Zavod",
                                         "Servis", "Resurs", "Tekhno", "Energo"};
inline constexpr Words kSlavicLegal = {"OOO", "ZAO", "OAO", "AO", "PAO"};
inline constexpr Words kCyrillicGiven = {"Александр", "Сергей", "Дмитрий", "Ольга",
                                         "Наталья",   "Виктор", "Андрей",  "Елена"};
inline constexpr Words kCyrillicStart = {"Бел", "Дор", "Кар", "Вол", "Жел", "Мор",
                                         "Сер", "Тар", "Гор", "Люб", "Стам"};
inline constexpr Words kCyrillicMiddle = {"а", "о", "ак", "ен", "уш", "ицк", "ел", "ар", "ач", "ин"};
inline constexpr Words kCyrillicEnd = {"ов", "ова", "ев", "ин", "ский", "енко", "ук", "ич"};
inline constexpr Words kCyrillicGeneric = {"Торг", "Строй", "Пром", "Инвест", "Завод", "Сервис"};
inline constexpr Words kCyrillicLegal = {"ООО", "ЗАО", "ОАО", "АО"};
inline constexpr Words kArabicGiven = {"Muhammad", "Ahmad",  "Ali",   "Hassan",  "Abdullah", "Omar",
                                       "Fatima",   "Khalid", "Yusuf", "Ibrahim", "Mahmud"};
inline constexpr Words kArabicStart = {"Al-Za", "Al-Ba", "Al-Ka",  "Al-Sha", "Al-Ma", "Abu Ra",
                                       "Al-Ha", "Al-Du", "Bin Sa", "Al-Ja",  "Al-Ru"};
inline constexpr Words kArabicMiddle = {"hra", "mi", "ra", "di", "sha", "bu", "lli", "ka", "fa", "zi", "nu"};
inline constexpr Words kArabicEnd = {"ni", "wi", "ri", "di", "mi", "bi", "n", "d", "r", "ti", "qi", "shi"};
inline constexpr Words kArabicGeneric = {"Trading", "Exchange",      "General", "Foundation",
                                         "Company", "Establishment", "Group"};
inline constexpr Words kArabicLegal = {"LLC", "Est.", "Co.", "FZE", "FZCO"};
inline constexpr Words kArabGiven = {"محمد", "احمد", "علي", "حسن", "عبد الله", "عمر", "خالد"};
inline constexpr Words kArabStart = {"الز", "الب", "الك", "الش", "الم", "الح", "الج"};
inline constexpr Words kArabMiddle = {"هر", "م", "را", "د", "شا", "بو", "ل", "ك"};
inline constexpr Words kArabEnd = {"اني", "اوي", "ري", "دي", "مي", "بي", "ن"};
inline constexpr Words kArabGeneric = {"للتجارة", "العامة", "مؤسسة", "شركة"};
inline constexpr Words kPinyinGiven = {"Wei",      "Xiaoming", "Jing",    "Lihua",   "Jun", "Yan",
                                       "Guoqiang", "Mei",      "Haifeng", "Zhiyong", "Lei"};
inline constexpr Words kPinyinFamily = {"Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Zhao", "Huang",
                                        "Zhou", "Wu", "Xu",    "Sun", "Hu",   "Zhu",  "Gao"};
inline constexpr Words kPinyinMiddle = {"hua",  "tong",  "rui",  "xin", "da", "hai",  "jin",
                                        "long", "sheng", "yuan", "fei", "bo", "kang", "zhi"};
inline constexpr Words kPinyinEnd = {"", "da", "tai", "xing", "feng", "li", "ke", "hong", "an"};
inline constexpr Words kPinyinGeneric = {"Technology",      "Trading",       "Electronics",
                                         "Import & Export", "International", "Industrial",
                                         "Logistics",       "Shenzhen",      "Beijing"};
inline constexpr Words kPinyinLegal = {"Co., Ltd.", "Limited", "Group Co., Ltd."};
inline constexpr Words kHanGiven = {"伟", "小明", "静", "丽华", "军", "艳", "国强", "梅", "海峰", "志勇"};
inline constexpr Words kHanFamily = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"};
inline constexpr Words kHanMiddle = {"华", "通", "瑞", "新", "达", "海", "金",
                                     "龙", "盛", "远", "飞", "博", "康", "智"};
inline constexpr Words kHanEnd = {"", "达", "泰", "兴", "丰", "利", "科", "宏", "安"};
inline constexpr Words kHanGeneric = {"科技", "贸易", "电子", "进出口", "国际",
                                      "实业", "物流", "深圳", "北京"};
inline constexpr Words kHanLegal = {"有限公司", "股份有限公司", "集团有限公司"};
inline constexpr Words kKoreanGiven = {"Chol Su",  "Yong Ho", "Kwang Il", "Myong Chol",
                                       "Sung Min", "Hye Jin", "Jae Won"};
inline constexpr Words kKoreanFamily = {"Kim", "Ri", "Pak", "Choe", "Jong", "Kang", "Jo", "Yun", "Han"};
inline constexpr Words kKoreanMiddle = {"ryong", "song", "myong", "chon", "pyol",
                                        "dae",   "kum",  "sam",   "hung"};
inline constexpr Words kKoreanEnd = {"", "san", "gang", "pong", "chon", "do"};
inline constexpr Words kKoreanGeneric = {"Trading", "Corporation", "Shipping", "General",
                                         "Korea",   "Mining",      "Bank"};
inline constexpr Words kKoreanLegal = {"Corporation", "Co., Ltd.", "Group"};
inline constexpr Words kSpanishGiven = {"Jose",  "Maria",     "Juan",   "Carlos", "Luis", "Ana",
                                        "Jorge", "Francisco", "Miguel", "Rosa",   "Pedro"};
inline constexpr Words kSpanishStart = {"Ald",  "Bar",  "Cast",  "Dom", "Esc",  "Gal",
                                        "Herr", "Mend", "Quint", "Sal", "Vill", "Zam"};
inline constexpr Words kSpanishMiddle = {"a", "e", "o", "in", "an", "er", "al", "est", "ill", "ar"};
inline constexpr Words kSpanishEnd = {"ez", "ado", "ero", "ales", "ano", "ueta", "ones", "al", "era"};
inline constexpr Words kSpanishGeneric = {"Comercializadora", "Inversiones",  "Grupo",
                                          "Transportes",      "Constructora", "Agropecuaria"};
inline constexpr Words kSpanishLegal = {"S.A.", "Ltda.", "S.A. de C.V.", "S.R.L."};
inline constexpr Words kEnglishGiven = {"John",    "Mary",  "James", "Linda", "Robert",
                                        "William", "Susan", "David", "Karen", "Thomas"};
inline constexpr Words kEnglishStart = {"Ash",  "Brad", "Clay",  "Dun", "El",   "Fair",  "Hart", "Kings",
                                        "Lang", "Marl", "North", "Pem", "Stan", "Thorn", "Whit"};
inline constexpr Words kEnglishMiddle = {"er", "ing", "en", "a", "el", "ber", "wor", "he"};
inline constexpr Words kEnglishEnd = {"ton",  "ley", "ford",  "wood",  "ham", "by",
                                      "well", "man", "field", "stone", "more"};
inline constexpr Words kEnglishGeneric = {"Trading",   "Holdings", "International", "Services",
                                          "Group",     "Shipping", "Global",        "Marine",
                                          "Logistics", "Capital",  "Aviation"};
inline constexpr Words kEnglishLegal = {"Ltd", "LLC", "Inc.", "PLC", "Limited", "GmbH"};
// Which companies of all cultures bear in Latin letters, less often than their culture's own.
inline constexpr Words kOtherGeneric = {
    "Development",  "Investment",     "Industries", "Petrochemical", "Engineering",
    "Construction", "Company",        "Institute",  "Transport",     "Agricultural",
    "Mining",       "Metals",         "Steel",      "Chemical",      "Textile",
    "Pharma",       "Medical",        "Insurance",  "Finance",       "Consulting",
    "Management",   "Properties",     "Tourism",    "Travel",        "Foods",
    "Fisheries",    "Farms",          "Plastics",   "Machinery",     "Equipment",
    "Automotive",   "Motors",         "Airlines",   "Systems",       "Telecom",
    "Software",     "Communications", "Networks",   "Security",      "Research",
    "University",   "Centre",         "Union",      "Association",   "Relief",
    "Charity",      "Publishing",     "Printing",   "Design",        "Furniture",
    "Jewellery",    "Gold",           "Petroleum",  "Oil",           "Gas",
    "Power",        "Energy",         "Water",      "Ports",         "Airport",
    "Bank",         "Committee",      "Ministry"};
inline constexpr Words kShips = {"Star",  "Pearl", "Ocean",  "Glory", "Lady", "Sea",
                                 "Queen", "Dawn",  "Spirit", "Gulf",  "Royal"};

inline const std::array<Culture, 9> kCultures{{
    {"ru", kSlavicGiven, kSlavicStart, kSlavicMiddle, kSlavicEnd, kSlavicGeneric, kSlavicLegal},
    {"ru", kCyrillicGiven, kCyrillicStart, kCyrillicMiddle, kCyrillicEnd, kCyrillicGeneric, kCyrillicLegal},
    {"ae", kArabicGiven, kArabicStart, kArabicMiddle, kArabicEnd, kArabicGeneric, kArabicLegal},
    {"sy", kArabGiven, kArabStart, kArabMiddle, kArabEnd, kArabGeneric, kArabGeneric},
    {"cn", kPinyinGiven, kPinyinFamily, kPinyinMiddle, kPinyinEnd, kPinyinGeneric, kPinyinLegal, true},
    {"cn", kHanGiven, kHanFamily, kHanMiddle, kHanEnd, kHanGeneric, kHanLegal, true, true},
    {"kp", kKoreanGiven, kKoreanFamily, kKoreanMiddle, kKoreanEnd, kKoreanGeneric, kKoreanLegal, true},
    {"mx", kSpanishGiven, kSpanishStart, kSpanishMiddle, kSpanishEnd, kSpanishGeneric, kSpanishLegal},
    {"gb", kEnglishGiven, kEnglishStart, kEnglishMiddle, kEnglishEnd, kEnglishGeneric, kEnglishLegal},
}};
// Shares of the cultures, in the order above, in hundredths.
inline constexpr std::array<int, 9> kShares{22, 6, 20, 4, 10, 4, 6, 12, 16};
}  // namespace words

class SyntheticNames {
 public:
  explicit SyntheticNames(std::uint64_t seed) : dice_(seed) {}

  // Person, organisation or vessel with its aliases and facts; `list` and ids as a list would have them.
  Party party() {
    const Culture& culture = pick_culture();
    Party out;
    out.list = "synthetic";
    out.entry_id = "S-" + std::to_string(++count_);
    out.source = {.file = "synthetic", .line = count_};
    const double kind = dice_.unit();
    out.schema = kind < 0.60 ? Schema::Person : kind < 0.93 ? Schema::Organization : Schema::Vessel;
    const std::size_t family = dice_.zipf(kFamilies);
    out.names.push_back({.text = name(culture, out.schema, family), .kind = NameKind::Primary});
    while (dice_.chance(0.5) && out.names.size() < 6) {
      out.names.push_back({.text = vary(name(culture, out.schema, family)),
                           .kind = dice_.chance(0.2) ? NameKind::Weak : NameKind::Alias});
    }
    add_facts(culture, out);
    return out;
  }

  // A name alone, as a question would have it.
  std::string any_name(Schema schema) { return name(pick_culture(), schema, dice_.zipf(kFamilies)); }
  Dice& dice() noexcept { return dice_; }

 private:
  static constexpr std::size_t kFamilies =
      400'000;  // distinct family names and company names a culture, at most

  template <class Words>
  std::string pick(const Words& words) {
    return std::string(words[dice_.zipf(words.size())]);
  }

  const Culture& pick_culture() {
    auto share = static_cast<int>(dice_.below(100));
    std::size_t at = 0;
    while (share >= words::kShares[at]) share -= words::kShares[at++];
    return words::kCultures[at];
  }

  // The digits of the rank choose the syllables, so frequent ranks are short words.
  static std::string coined(const Culture& culture, std::size_t rank) {
    std::string out(culture.start[rank % culture.start.size()]);
    rank /= culture.start.size();
    const std::string_view end = culture.end[rank % culture.end.size()];
    for (rank /= culture.end.size(); rank > 0; rank /= culture.middle.size())
      out += culture.middle[rank % culture.middle.size()];
    return out.append(end);
  }

  // As on OFAC's list of July 2021: the commonest given names are in 3 to 5 of 100 persons' names (Ali and
  // Muhammad 4.5, Ahmad 2.4).
  std::string given_name(const Culture& culture) {
    constexpr std::size_t kGivenNames = 100;
    constexpr std::size_t kNoFamily = 3'000;  // from here on, words that few families have
    const std::size_t rank = dice_.zipf(kGivenNames);
    return rank < culture.given.size() ? std::string(culture.given[rank]) : coined(culture, kNoFamily + rank);
  }

  // "Trading" is in 3 of 100 names of bodies on that list; here in three times as many, for it leads three
  // cultures' words.
  std::string generic_word(const Culture& culture) {
    const bool latin = static_cast<unsigned char>(culture.generic[0].front()) < 0x80;
    const std::size_t own = culture.generic.size();
    const std::size_t rank = dice_.zipf(own + (latin ? std::size(words::kOtherGeneric) : 0));
    return std::string(rank < own ? culture.generic[rank] : words::kOtherGeneric[rank - own]);
  }

  std::string name(const Culture& culture, Schema schema, std::size_t family) {
    const std::string gap = culture.joined ? "" : " ";
    const std::string last = coined(culture, family);
    if (schema == Schema::Person) {
      std::string given = given_name(culture);
      if (!culture.family_first && dice_.chance(0.4)) given += gap + given_name(culture);
      return culture.family_first ? last + gap + given : given + gap + last;
    }
    if (schema == Schema::Vessel) {
      std::string out = dice_.chance(0.5)
                            ? std::string(words::kShips[dice_.below(std::size(words::kShips))]) + " " + last
                            : last;
      if (dice_.chance(0.3)) out += " " + std::to_string(1 + dice_.below(30));
      return out;
    }
    std::string out = last;
    if (dice_.chance(0.3)) out += gap + coined(culture, dice_.zipf(kFamilies));
    out += gap + generic_word(culture);
    if (dice_.chance(0.4)) out += gap + generic_word(culture);
    if (dice_.chance(0.7)) out += gap + pick(culture.legal);
    return out;
  }

  // An alias is often another spelling: one letter doubled, dropped or changed.
  std::string vary(std::string text) {
    if (!dice_.chance(0.5) || text.size() < 6) return text;
    const std::size_t at = 1 + dice_.below(text.size() - 2);
    const char c = text[at];
    if (c < 'a' || c > 'z') return text;
    switch (dice_.below(3)) {
      case 0:
        return text.insert(at, 1, c);
      case 1:
        return text.erase(at, 1);
      default:
        text[at] = static_cast<char>('a' + dice_.below(26));
        return text;
    }
  }

  void add_facts(const Culture& culture, Party& party) {
    const auto number = [this](std::size_t digits) {
      std::string out;
      while (out.size() < digits) out += static_cast<char>('0' + dice_.below(10));
      return out;
    };
    if (party.schema == Schema::Person) {
      party.gender = dice_.chance(0.8) ? Gender::Male : Gender::Female;
      const Day day{std::chrono::days{-14'600 + static_cast<int>(dice_.below(18'000))}};
      party.birth_dates.push_back({.earliest = day, .latest = day, .text = "as listed"});
      if (dice_.chance(0.4))
        party.identifiers.push_back(
            {.type = IdentifierType::Passport, .value = number(9), .country = std::string(culture.country)});
    } else if (party.schema == Schema::Vessel) {
      party.identifiers.push_back({.type = IdentifierType::Imo, .value = "IMO " + number(7)});
    } else if (dice_.chance(0.5)) {
      party.identifiers.push_back({.type = IdentifierType::Registration,
                                   .value = number(10),
                                   .country = std::string(culture.country)});
    }
    party.countries.push_back({.link = CountryLink::Nationality,
                               .code = std::string(culture.country),
                               .text = std::string(culture.country)});
    if (dice_.chance(0.7)) {
      Address address;
      address.street = number(2) + " " + coined(culture, dice_.below(5'000)) + " street";
      address.city = coined(culture, dice_.below(300));
      address.country = culture.country;
      address.full = address.street + ", " + address.city;
      party.addresses.push_back(std::move(address));
    }
    party.programmes.push_back("PROGRAMME-" + std::to_string(dice_.zipf(60)));
    party.listed_on = Day{std::chrono::days{12'000 + static_cast<int>(dice_.below(8'000))}};
  }

  Dice dice_;
  std::uint64_t count_ = 0;
};

}  // namespace weir::bench
