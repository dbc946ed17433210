// Chinese characters. Names of people in the ways that the same characters are read: Mandarin (pinyin,
// Wade-Giles), Cantonese, Japanese, Korean; names of companies by the words of the tables, the rest in
// pinyin.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "tables/tables.hpp"
#include "text/han_readings.hpp"
#include "text/hangul.hpp"
#include "text/romanise.hpp"
#include "text/tags.hpp"
#include "text/utf8.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

// Columns of han_surnames.tsv.
enum Column : std::size_t {
  kCharacters,
  kMandarin,
  kTaiwan,
  kCantonese,
  kHokkien,
  kKorean,
  kVietnamese,
  kColumns
};
using SurnameRow = std::array<std::string_view, kColumns>;

struct NameTables {
  WordTable<SurnameRow> surnames;
  WordTable<std::string_view> japanese_surnames;  // readings, separated by spaces
  WordTable<std::string_view> japanese_given;
  WordTable<std::string_view> japanese_parts;  // of given names, character by character
  WordTable<std::string_view> japanese_words;  // of names of companies and places
  WordTable<std::string_view> kun;     // a character as it is commonly read in names of places and families
  WordTable<std::string_view> modern;  // of Japanese characters as they were written until 1946

  WordTable<std::string_view> hokkien;  // of simplified characters, as families abroad write them

  NameTables() {
    for (const auto& row : tables::rows("names/han_surnames.tsv")) {
      SurnameRow columns{};
      for (std::size_t i = 0; i < std::min<std::size_t>(row.size(), kColumns); ++i) columns[i] = row[i];
      for (const std::string_view characters : split_words(columns[kCharacters]))
        surnames[characters] = columns;
    }
    for (const auto& row : tables::rows("names/hokkien_readings.tsv")) {
      if (row.size() >= 2) hokkien[row[0]] = row[1];
    }
    for (const auto& row : tables::rows("names/japanese_names.tsv")) {
      if (row.size() < 3) continue;
      WordTable<std::string_view>& table = row[0] == "surname" ? japanese_surnames
                                           : row[0] == "kun"   ? kun
                                           : row[0] == "old"   ? modern
                                           : row[0] == "word"  ? japanese_words
                                           : row[0] == "part"  ? japanese_parts
                                                               : japanese_given;
      for (const std::string_view kanji : split_words(row[1])) table[kanji] = row[2];
    }
  }
};

const NameTables& name_tables() {
  static const NameTables kTables;
  return kTables;
}

std::u32string points_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out.push_back(next_point(text, at));
  return out;
}

std::string bytes_of(std::u32string_view points) {
  std::string out;
  for (const char32_t c : points) append_point(out, c);
  return out;
}

// As written in Japan since 1946: 澤 is 沢.
std::string modernise(std::u32string_view run) {
  std::string out;
  for (const char32_t c : run) {
    const std::string character = bytes_of(std::u32string_view(&c, 1));
    const std::string_view* modern = name_tables().modern.find(character);
    out += modern == nullptr ? std::string_view(character) : *modern;
  }
  return out;
}

// Japanese names of a table, in old or new characters.
const std::string_view* find_japanese(const WordTable<std::string_view>& table, std::u32string_view run) {
  const std::string_view* found = table.find(bytes_of(run));
  return found != nullptr ? found : table.find(modernise(run));
}
const std::string_view* japanese_surname(std::u32string_view run) {
  return find_japanese(name_tables().japanese_surnames, run);
}

std::string simplify(std::u32string_view run) {
  std::string out;
  for (const char32_t c : run) {
    const char32_t simplified = han_reading(c).simplified;
    append_point(out, simplified == 0 ? c : simplified);
  }
  return out;
}

// Readings of given names, each syllable in one system.
std::string pinyin_of(std::u32string_view run) {
  std::string out;
  for (const char32_t c : run) {
    std::string syllable(han_reading(c).pinyin);
    std::replace(syllable.begin(), syllable.end(), 'v', 'u');
    out += syllable;
  }
  return out;
}
std::string wade_giles_of(std::u32string_view run) {
  std::string out;
  for (const char32_t c : run) out += wade_giles(han_reading(c).pinyin);
  return out;
}
std::string cantonese_of(std::u32string_view run) {
  std::string out;
  for (const char32_t c : run) {
    if (han_reading(c).jyutping.empty()) return {};
    out += hong_kong(han_reading(c).jyutping);
  }
  return out;
}
std::string on_reading_of(std::u32string_view run) {
  std::string out;
  for (const char32_t c : run) {
    if (han_reading(c).on.empty()) return {};
    out += han_reading(c).on;
  }
  return out;
}
// Each character of a given name in its commonest reading, or the one after where it has one; empty when one
// has none.
std::string japanese_parts_of(std::u32string_view given, std::size_t which) {
  std::string out;
  for (const char32_t c : given) {
    const std::string_view* readings =
        find_japanese(name_tables().japanese_parts, std::u32string_view(&c, 1));
    if (readings == nullptr) return {};
    const auto words = split_words(*readings);
    out += words[std::min(which, words.size() - 1)];
  }
  return out;
}

// Every character of a given name in the commonest spelling or the one after; empty when one has none.
std::string hokkien_of(std::u32string_view run, std::size_t which) {
  std::string out;
  for (const char32_t c : run) {
    const std::string_view* readings = name_tables().hokkien.find(simplify(std::u32string_view(&c, 1)));
    if (readings == nullptr) return {};
    const auto words = split_words(*readings);
    out += words[std::min(which, words.size() - 1)];
  }
  return out;
}

enum class Korean : std::uint8_t { South, North };
std::string korean_of(std::u32string_view run, Korean custom) {
  std::string out;
  for (const char32_t c : run) {
    const char32_t hangul = han_reading(c).hangul;
    if (hangul == 0) return {};
    out += custom == Korean::South ? customary_syllable(hangul) : northern_syllable(hangul);
  }
  return out;
}

class PersonReader {
 public:
  PersonReader(std::u32string_view surname, std::u32string_view given) : given_(given) {
    surname_ = surname;
    const std::string bytes = bytes_of(surname);
    row_ = name_tables().surnames.find(bytes);
    if (row_ == nullptr) row_ = name_tables().surnames.find(simplify(surname));
    japanese_surname_ = japanese_surname(surname);
    japanese_given_ = find_japanese(name_tables().japanese_given, given);
  }

  // Japanese: a surname of two or more characters that Chinese has not, or a given name that only Japanese
  // has.
  [[nodiscard]] bool japanese_first() const {
    if (japanese_surname_ == nullptr) return false;
    return row_ == nullptr || (surname_.size() == 1 && japanese_given_ != nullptr && given_.size() != 1);
  }

  void run(std::vector<Reading>& out) const {
    if (japanese_first()) japanese(out, 3);
    mandarin(out);
    if (japanese_first() && out.size() >= 3) return;
    add(out, nth(kCantonese, 0), cantonese_of(given_));
    add(out, first(kTaiwan), wade_giles_of(given_));
    add(out, first(kHokkien), hokkien_of(given_, 0));
    if (row_ != nullptr && !(*row_)[kKorean].empty()) {
      add(out, first(kKorean), korean_of(given_, Korean::South));
      add(out, first(kKorean), korean_of(given_, Korean::North));
    }
    if (!japanese_first() && japanese_surname_ != nullptr) japanese(out, 1);
  }
  void run_japanese(std::vector<Reading>& out) const {
    if (japanese_surname_ == nullptr) return;
    constexpr std::size_t kPlaces = 2;  // of the least likely readings
    if (out.size() + kPlaces > kMaxReadings) out.resize(kMaxReadings - kPlaces);
    japanese(out, kPlaces);
  }

 private:
  static void add(std::vector<Reading>& out, std::string surname, std::string given) {
    if (surname.empty() || given.empty() || out.size() >= kMaxReadings) return;
    out.push_back({.words = {std::move(surname), std::move(given)}, .tags = {}});
  }

  [[nodiscard]] std::string nth(Column column, std::size_t index) const {
    if (row_ == nullptr) return {};
    const auto words = split_words((*row_)[column]);
    return index >= words.size() ? std::string{} : std::string(words[index]);
  }
  [[nodiscard]] std::string first(Column column) const { return nth(column, 0); }

  void mandarin(std::vector<Reading>& out) const {
    std::string surname = first(kMandarin);
    if (surname.empty()) surname = pinyin_of(surname_);
    add(out, std::move(surname), pinyin_of(given_));
  }

  static std::string labial(std::string word) {
    constexpr std::string_view kLabials = "bmp";
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
      if (word[i] == 'n' && kLabials.find(word[i + 1]) != std::string_view::npos) word[i] = 'm';
    }
    return word;
  }

  void japanese(std::vector<Reading>& out, std::size_t most) const {
    const auto surnames = split_words(*japanese_surname_);
    std::vector<std::string> given;
    if (japanese_given_ != nullptr) {
      for (const std::string_view word : split_words(*japanese_given_)) given.emplace_back(word);
    }
    for (const std::size_t which : {std::size_t{0}, std::size_t{1}}) {
      std::string spelt = japanese_parts_of(given_, which);
      if (!spelt.empty() && std::find(given.begin(), given.end(), spelt) == given.end())
        given.push_back(std::move(spelt));
    }
    if (std::string on = on_reading_of(given_); !on.empty()) given.push_back(std::move(on));
    for (std::size_t i = 0; i < most && !given.empty() && !surnames.empty(); ++i) {
      if (i > 0 && i >= given.size() && i >= surnames.size()) break;
      add(out, std::string(surnames[std::min(i, surnames.size() - 1)]), given[std::min(i, given.size() - 1)]);
    }
    // "Namba" beside "Nanba": n before b, m and p in traditional Hepburn.
    if (given.empty() || surnames.empty()) return;
    if (std::string spelt = labial(std::string(surnames.front())); spelt != surnames.front())
      add(out, std::move(spelt), given.front());
  }

  std::u32string_view surname_;
  std::u32string_view given_;
  const SurnameRow* row_ = nullptr;
  const std::string_view* japanese_surname_ = nullptr;
  const std::string_view* japanese_given_ = nullptr;
};

bool known_surname(std::u32string_view run) {
  return name_tables().surnames.find(bytes_of(run)) != nullptr ||
         name_tables().surnames.find(simplify(run)) != nullptr;
}

// Where the surname ends: a surname of two characters when the tables have it (Chinese or Japanese), else
// one.
std::size_t surname_length(std::u32string_view name) {
  const bool japanese_given_after_2 = name.size() > 2 && japanese_surname(name.substr(0, 2)) != nullptr;
  if (name.size() > 2 && known_surname(name.substr(0, 2))) return 2;
  if (name.size() > 3 && japanese_surname(name.substr(0, 3)) != nullptr) return 3;
  // Three characters, both cuts possible: Chinese when the first is a Chinese surname.
  if (japanese_given_after_2 && (name.size() >= 4 || !known_surname(name.substr(0, 1)) ||
                                 find_japanese(name_tables().japanese_given, name.substr(2)) != nullptr))
    return 2;
  return 1;
}

// Names inside names of Japanese companies: the longest surnames and given names, on-readings for the rest.
std::string japanese_of(std::u32string_view run) {
  std::string out;
  for (std::size_t at = 0; at < run.size();) {
    const std::string_view* names = nullptr;
    std::size_t length = std::min<std::size_t>(4, run.size() - at);
    for (; length > 1 && names == nullptr; --length) {
      const std::string part = bytes_of(run.substr(at, length));
      names = name_tables().japanese_words.find(part);
      if (names == nullptr) names = name_tables().japanese_surnames.find(part);
    }
    if (names == nullptr) {
      out += han_reading(run[at]).on;
      ++at;
      continue;
    }
    out += split_words(*names).front();
    at += length + 1;
  }
  return out;
}

// Two to four characters by their native readings: 水原 mizuhara. Empty when one has none.
std::string native_of(std::u32string_view run) {
  std::string out;
  for (const char32_t c : run) {
    const std::string_view* reading = name_tables().kun.find(bytes_of(std::u32string_view(&c, 1)));
    if (reading == nullptr) return {};
    out += *reading;
  }
  return out;
}

// Literal: Mandarin, with places, points of the compass and words that name firms read, not translated:
// 东方红 is Dongfanghong, 光明 Guangming.
enum class Voice : std::uint8_t { Mandarin, Literal, Cantonese, Japanese, Native };

bool read_as_name(WordTag tag) {
  static const std::array<std::uint16_t, 5> kDirections{tag_of("east").class_id, tag_of("west").class_id,
                                                        tag_of("north").class_id, tag_of("south").class_id,
                                                        tag_of("middle").class_id};
  return (tag.flags & kPlace) != 0 || telling_class(tag.class_id) ||
         (tag.class_id != 0 &&
          std::find(kDirections.begin(), kDirections.end(), tag.class_id) != kDirections.end());
}

// Numbers of plants and institutes, digit by digit: 第七〇二研究所, 三二一厂. What the tables have (第五,
// 十二) is left to them; two digits without 第 may be a date or a name (八一, 三一).
struct HanNumber {
  std::size_t bytes = 0;
  std::string digits;
};

HanNumber han_number(std::string_view run) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  constexpr std::string_view kOrdinal = "第";
  constexpr std::size_t kLongest = 4;
  const bool ordinal = run.starts_with(kOrdinal);
  HanNumber out{.bytes = ordinal ? kOrdinal.size() : 0, .digits = {}};
  while (out.bytes < run.size()) {
    std::size_t next = out.bytes;
    char32_t c = next_point(run, next);
    if (c == U'零' || c == U'○') c = U'〇';
    const std::size_t digit = kDigits.find(c);
    if (digit == std::u32string_view::npos) {
      constexpr std::u32string_view kTens = U"十百千";
      if (kTens.find(c) != std::u32string_view::npos) return {};
      break;
    }
    out.digits.push_back(static_cast<char>('0' + digit));
    out.bytes = next;
  }
  const std::size_t least = ordinal ? 2 : 3;
  if (out.digits.size() < least || out.digits.size() > kLongest || out.digits.front() == '0') return {};
  return out;
}

// Longest words of the tables; what lies between them is read together.
Reading company_reading(std::string_view run, Voice voice) {
  Reading out;
  const std::string simple = simplify(points_of(run));
  std::u32string unknown;
  const auto flush = [&] {
    if (unknown.empty()) return;
    std::string word;
    switch (voice) {
      case Voice::Mandarin:
      case Voice::Literal:
        word = pinyin_of(unknown);
        break;
      case Voice::Cantonese:
        word = cantonese_of(unknown);
        break;
      case Voice::Japanese:
        word = japanese_of(unknown);
        break;
      case Voice::Native:
        word = native_of(unknown);
        if (word.empty()) word = japanese_of(unknown);
        break;
    }
    if (!word.empty()) out.words.push_back(std::move(word));
    unknown.clear();
  };
  // Characters and their simplified forms take equal bytes, so one offset serves both.
  const bool aligned = simple.size() == run.size();
  const auto word_at = [&](std::size_t at) {
    const RunWord word = run_word_at(run.substr(at));
    if (!aligned) return word;
    const RunWord other = run_word_at(std::string_view(simple).substr(at));
    return other.bytes > word.bytes ? other : word;
  };
  bool after_place = false;
  for (std::size_t at = 0; at < run.size();) {
    if (const HanNumber number = han_number(run.substr(at)); number.bytes > 0) {
      flush();
      out.tags.emplace_back(out.words.size(), "number");
      out.words.push_back(number.digits);
      after_place = false;
      at += number.bytes;
      continue;
    }
    const RunWord word = word_at(at);
    if (word.bytes == 0) {
      std::size_t next = at;
      const char32_t c = next_point(run, next);
      // "City", "province" behind a place say nothing.
      const bool says_nothing =
          after_place && std::u32string_view(U"市省县縣府都県区區").find(c) != std::u32string_view::npos;
      if (!says_nothing) unknown.push_back(c);
      after_place = false;
      at = next;
      continue;
    }
    // Places in names of Japanese houses are often read, not translated: 太平洋セメント is Taiheiyo Cement.
    std::string_view tag = "generic";
    if ((word.tag.flags & kLegal) != 0) tag = "legal";
    if ((word.tag.flags & kPlace) != 0) tag = "place";
    if ((word.tag.flags & kNumber) != 0) tag = "number";
    const bool seat = at == 0 && tag == "place";
    if ((voice == Voice::Native && tag == "place") ||
        (voice == Voice::Literal && !seat && read_as_name(word.tag))) {
      // Between known words it stays a word of its meaning: 南方 is not 北方, however alike they are read.
      const std::size_t end = at + word.bytes;
      const bool alone =
          voice == Voice::Literal && unknown.empty() && (end == run.size() || word_at(end).bytes > 0);
      while (at < end) unknown.push_back(next_point(run, at));
      if (alone) {
        out.tags.emplace_back(out.words.size(), tag);
        flush();
      }
      after_place = true;
      continue;
    }
    flush();
    after_place = tag == "place";
    for (const std::string_view english : split_words(word.english)) {
      out.tags.emplace_back(out.words.size(), tag);
      out.words.emplace_back(english);
    }
    at += word.bytes;
  }
  // One character at the end, behind a word of companies, says what body it is.
  constexpr std::array<std::pair<char32_t, std::string_view>, 5> kBodies{
      {{U'局', "bureau"}, {U'部', "department"}, {U'所', "institute"}, {U'院', "institute"}, {U'社', "co"}}};
  if (!out.tags.empty() && unknown.size() == 1) {
    for (const auto& [character, body] : kBodies) {
      if (unknown.front() != character) continue;
      out.tags.emplace_back(out.words.size(), "generic");
      out.words.emplace_back(body);
      return out;
    }
  }
  flush();
  return out;
}

}  // namespace

std::vector<Reading> romanise_han_name(std::string_view surname, std::string_view given) {
  std::vector<Reading> out;
  const std::u32string first = points_of(surname);
  const std::u32string second = points_of(given);
  PersonReader(first, second).run(out);
  return out;
}

namespace {

// Names of ships are read, not translated, but for numbers: 第五海福丸, 祥和8号. 号 and 轮 say only that it
// is a ship; 丸 is written as maru.
std::vector<Reading> ship_readings(std::u32string name, bool japanese) {
  constexpr std::u32string_view kShip = U"号號轮輪";
  constexpr char32_t kMaru = U'丸';
  if (!name.empty() && kShip.find(name.back()) != std::u32string_view::npos) name.pop_back();
  const bool maru = !name.empty() && name.back() == kMaru;
  if (maru) name.pop_back();
  std::string number;
  const std::string bytes = bytes_of(name);
  if (const RunWord word = run_word_at(bytes); word.bytes > 0 && (word.tag.flags & kNumber) != 0) {
    number = std::to_string(word.tag.class_id - kFirstNumberClass);
    name = points_of(std::string_view(bytes).substr(word.bytes));
  }
  std::vector<Reading> out;
  const auto add = [&](std::string word) {
    if (word.empty() && (!name.empty() || (!maru && number.empty()))) return;
    Reading reading;
    if (!number.empty()) {
      reading.tags.emplace_back(reading.words.size(), "number");
      reading.words.push_back(number);
    }
    if (!word.empty()) reading.words.push_back(std::move(word));
    if (maru) {
      reading.tags.emplace_back(reading.words.size(), "ship");
      reading.words.emplace_back("maru");
    }
    out.push_back(std::move(reading));
  };
  if (maru || japanese) {
    add(japanese_of(name));
    add(native_of(name));
  }
  if (!maru) add(pinyin_of(name));
  if (!maru && !japanese) add(cantonese_of(name));
  return out;
}

}  // namespace

namespace {

// Begins with a word that names Japanese houses: 住友, 三菱.
bool japanese_house(std::u32string_view name) {
  constexpr std::size_t kLongest = 4;
  for (std::size_t length = std::min(kLongest, name.size()); length > 1; --length) {
    const std::string word = bytes_of(name.substr(0, length));
    if (name_tables().japanese_words.find(word) != nullptr && tag_of(word).class_id == 0) return true;
  }
  return false;
}

}  // namespace

std::vector<Reading> romanise_han(std::string_view run, Schema schema, std::string_view language) {
  std::u32string name = points_of(run);
  if (schema == Schema::Vessel || schema == Schema::Airplane) return ship_readings(name, language == "ja");
  constexpr std::size_t kLongestPerson = 5;
  const bool maybe_person = schema == Schema::Person || schema == Schema::LegalEntity;
  std::vector<Reading> out;
  if (maybe_person && name.size() >= 2 && name.size() <= kLongestPerson) {
    const std::size_t cut = surname_length(name);
    if (schema == Schema::Person || known_surname(std::u32string_view(name).substr(0, cut)) ||
        japanese_surname(std::u32string_view(name).substr(0, cut)) != nullptr) {
      PersonReader(std::u32string_view(name).substr(0, cut), std::u32string_view(name).substr(cut)).run(out);
    }
    // "柴崎岳" is Chai Qiyue or Shibasaki Gaku.
    constexpr std::size_t kShort = 3;
    const std::u32string_view front = std::u32string_view(name).substr(0, 2);
    if (schema == Schema::Person && cut == 1 && name.size() == kShort && japanese_surname(front) != nullptr)
      PersonReader(front, std::u32string_view(name).substr(2)).run_japanese(out);
  } else if (maybe_person && name.size() == 1) {
    if (const SurnameRow* row = name_tables().surnames.find(simplify(name))) {
      for (const std::size_t column : {kMandarin, kCantonese, kTaiwan}) {
        for (const std::string_view word : split_words((*row)[column])) {
          if (out.size() < kMaxReadings) out.push_back({.words = {std::string(word)}, .tags = {}});
          break;
        }
      }
    }
  }
  if (schema != Schema::Person || out.empty()) {
    const bool japanese = language == "ja" || japanese_house(name);
    Reading company = company_reading(run, japanese ? Voice::Japanese : Voice::Mandarin);
    const bool says_more = !company.tags.empty();
    if (!company.words.empty()) {
      // A run with words of companies in it is no person.
      if (says_more && out.size() + 1 > 2) out.resize(1);
      out.insert(says_more ? out.begin() : out.end(), std::move(company));
    }
    if (schema != Schema::Person) {
      if (japanese) {
        Reading native = company_reading(run, Voice::Native);
        if (!native.words.empty()) out.push_back(std::move(native));
      }
      Reading other = company_reading(run, japanese ? Voice::Mandarin : Voice::Cantonese);
      if (!other.words.empty()) out.push_back(std::move(other));
      // 光陽電機 may be a Japanese house (Koyo), though nothing else says so.
      if (!japanese) {
        for (const Voice voice : {Voice::Japanese, Voice::Literal}) {
          Reading more = company_reading(run, voice);
          if (says_more && !more.words.empty()) out.push_back(std::move(more));
        }
      }
    }
  }
  if (out.size() > kMaxReadings) out.resize(kMaxReadings);
  return out;
}

}  // namespace weir::text
