#include "text/names.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "tables/cells.hpp"
#include "tables/tables.hpp"
#include "text/by_letter.hpp"
#include "text/fold.hpp"
#include "text/hangul.hpp"
#include "text/lexicon.hpp"
#include "text/romanise.hpp"
#include "text/script.hpp"
#include "text/utf8.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

struct Membership {
  std::uint16_t cluster = 0;
  std::uint8_t group = 0;
  bool nickname = false;
};

// Its memberships stand together, from `first` on.
struct WordRow {
  std::uint64_t clusters = 0;  // bit n: one whose number ends in n; nearly all pairs of words share none
  std::uint32_t first = 0;
  std::uint8_t count = 0;
  bool male = false;
  bool female = false;
};

class Names {
 public:
  Names() {
    rows_.emplace_back();
    found_.emplace_back();
    clusters_.emplace_back();
    for (const auto path : {"names/given_names.tsv", "names/family_names.tsv"}) {
      for (const auto& row : tables::rows(path)) {
        if (row.size() >= 2) add_cluster(row);
      }
    }
    for (const auto& row : tables::rows("names/cyrillic_surnames.tsv")) {
      if (row.size() >= 2) add_cyrillic(row[0], row[1]);
    }
    for (const auto& row : tables::rows("names/customary_spellings.tsv")) {
      if (row.size() >= 2) add_spellings(row[0], row[1]);
    }
    // A syllable of Korean given names is one name in all its spellings: Young, Yong, Yeong.
    for (const char32_t syllable : given_name_syllables()) {
      std::string spellings;
      for (const std::string& spelling : syllable_spellings(syllable))
        spellings.append(spellings.empty() ? "" : " ").append(spelling);
      add_cluster({"u", arena_.emplace_back(std::move(spellings))});
    }
    for (auto row : tables::rows("names/han_surnames.tsv")) {
      if (row.size() < 2) continue;
      row[0] = "u";
      add_cluster(row);
    }
    pack_memberships();
    for (std::size_t cluster = 0; cluster < clusters_.size(); ++cluster)
      family_of_.push_back(static_cast<std::uint16_t>(cluster));
    for (const auto& [man, woman] : families_) {
      family_of_[man] = woman;
      family_of_[woman] = man;
    }
  }

  [[nodiscard]] NameWord find(std::string_view word) const noexcept {
    const NameWord* found = index_.find(word);
    return found == nullptr ? NameWord{0} : *found;
  }
  [[nodiscard]] const WordRow& row(NameWord word) const noexcept {
    return rows_[word < rows_.size() ? word : 0];
  }
  [[nodiscard]] std::span<const Membership> memberships(const WordRow& row) const noexcept {
    return std::span(memberships_).subspan(row.first, row.count);
  }
  [[nodiscard]] std::span<const std::uint16_t> clusters(const WordRow& row) const noexcept {
    return std::span(clusters_of_words_).subspan(row.first, row.count);
  }
  [[nodiscard]] std::span<const std::string_view> words(std::uint16_t cluster) const noexcept {
    if (cluster >= clusters_.size()) return {};
    return clusters_[cluster];
  }
  // The cluster of the same surname as the other gender bears it; itself where there is none.
  [[nodiscard]] std::uint16_t family_of(std::uint16_t cluster) const noexcept { return family_of_[cluster]; }
  [[nodiscard]] std::span<const std::string_view> spellings(std::string_view word) const noexcept {
    const std::vector<std::string_view>* found = spellings_.find(word);
    if (found == nullptr) return {};
    return *found;
  }

 private:
  static constexpr std::size_t kMostSpellings = 5;

  void add_spelling(std::string_view word, std::string_view spelling) {
    std::vector<std::string_view>& known = spellings_[word];
    if (known.size() < kMostSpellings && std::find(known.begin(), known.end(), spelling) == known.end())
      known.push_back(spelling);
  }

  void add_spellings(std::string_view word, std::string_view all) {
    const std::string_view folded = arena_.emplace_back(fold(word));
    tables::each_word(all, [&](std::string_view spelling) { add_spelling(folded, spelling); });
  }

  // Surnames of one language, each with its woman's form: all their romanisations are one name.
  void add_cyrillic(std::string_view language, std::string_view surnames) {
    for (std::string_view rest = surnames; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      std::string_view surname = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      // "кавальчук=ковальчук": the same in Russian.
      const std::size_t equals = surname.find('=');
      const std::string_view russian =
          equals == std::string_view::npos ? std::string_view{} : surname.substr(equals + 1);
      surname = surname.substr(0, equals);
      const std::string womans = womans_form(surname);
      if (!womans.empty()) {
        const auto next = static_cast<std::uint16_t>(clusters_.size());
        families_.push_back({next, static_cast<std::uint16_t>(next + 1)});
      }
      for (const auto& [form, in_russian] :
           {std::pair(std::string(surname), std::string(russian)), std::pair(womans, womans_form(russian))}) {
        if (form.empty()) continue;
        // The Latin spellings of the first are the customary ones.
        std::string all;
        for (const std::string& spelling : all_cyrillic_spellings(form, language))
          all.append(spelling).append(" ");
        all.append(form);
        for (const std::string& spelling : all_cyrillic_spellings(in_russian, "ru"))
          all.append(" ").append(spelling);
        if (!in_russian.empty()) all.append(" ").append(in_russian);
        if (const std::string plain = without_dots(form); plain != form) all.append(" ").append(plain);
        add_cluster({"u", arena_.emplace_back(std::move(all))});
      }
    }
  }
  // "Соловьёв" is mostly printed "Соловьев".
  static std::string without_dots(std::string word) {
    constexpr std::string_view kYo = "ё";
    constexpr std::string_view kYe = "е";
    for (std::size_t at = word.find(kYo); at != std::string::npos; at = word.find(kYo, at))
      word.replace(at, kYo.size(), kYe);
    return word;
  }
  static std::string womans_form(std::string_view surname) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kEndings{{{"ов", "ова"},
                                                                                      {"ев", "ева"},
                                                                                      {"ёв", "ёва"},
                                                                                      {"ин", "ина"},
                                                                                      {"ын", "ына"},
                                                                                      {"ский", "ская"},
                                                                                      {"цкий", "цкая"},
                                                                                      {"ський", "ська"},
                                                                                      {"цький", "цька"},
                                                                                      {"ый", "ая"},
                                                                                      {"ой", "ая"}}};
    for (const auto& [man, woman] : kEndings) {
      if (surname.ends_with(man))
        return std::string(surname.substr(0, surname.size() - man.size())).append(woman);
    }
    return {};
  }

  // gender, then one column a language: words, "~" before nicknames.
  void add_cluster(const std::vector<std::string_view>& row) {
    const auto cluster = static_cast<std::uint16_t>(clusters_.size());
    std::vector<std::string_view> words;
    for (std::size_t column = 1; column < row.size(); ++column) {
      std::vector<std::string_view> latin;
      std::vector<std::string_view> other;
      for (std::size_t at = 0; at < row[column].size();) {
        const std::size_t end = std::min(row[column].find(' ', at), row[column].size());
        std::string_view text = row[column].substr(at, end - at);
        at = end + 1;
        const bool nickname = text.starts_with('~');
        if (nickname) text.remove_prefix(1);
        std::string folded = fold(text);
        std::erase(folded, '\'');
        if (folded.empty()) continue;
        const std::string_view word = arena_.emplace_back(std::move(folded));
        add_member(word,
                   {.cluster = cluster, .group = static_cast<std::uint8_t>(column), .nickname = nickname},
                   row[0]);
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
        if (is_cyrillic(word)) {
          for (std::string& spelling : all_cyrillic_spellings(word, guess_language(word, Script::Cyrillic))) {
            // "Danilo" is a name of its own in Italy: what is known as a given name stands in the row or is
            // another.
            if ((lexicon_of(spelling) & (kMansName | kWomansName)) != 0) continue;
            const std::string_view spelt = arena_.emplace_back(std::move(spelling));
            add_member(spelt,
                       {.cluster = cluster, .group = static_cast<std::uint8_t>(column), .nickname = nickname},
                       row[0]);
            if (std::find(words.begin(), words.end(), spelt) == words.end()) words.push_back(spelt);
          }
        }
        if (nickname) continue;
        (is_ascii(word) ? latin : other).push_back(word);
      }
      if (latin.size() > kMostSpellings) latin.resize(kMostSpellings);
      for (const std::string_view word : other) {
        for (const std::string_view spelling : latin) add_spelling(word, spelling);
      }
    }
    clusters_.push_back(std::move(words));
  }

  // Names of four letters or more: short ones are too many names' romanisations.
  static bool is_cyrillic(std::string_view word) {
    constexpr std::size_t kShortest = 8;  // bytes
    std::size_t at = 0;
    return word.size() >= kShortest && script_of(next_point(word, at)) == Script::Cyrillic;
  }

  void add_member(std::string_view word, Membership member, std::string_view gender) {
    NameWord& id = index_[word];
    if (id == 0) {
      // Tables with more words than ids must not give two words one id: the rest have no relations.
      if (rows_.size() > std::numeric_limits<NameWord>::max()) return;
      id = static_cast<NameWord>(rows_.size());
      rows_.emplace_back();
      found_.emplace_back();
    }
    WordRow& row = rows_[id];
    row.male = row.male || gender == "m";
    row.female = row.female || gender == "f";
    constexpr std::size_t kMost = 24;  // clusters of one word: "Lee" is Korean and Chinese
    std::vector<Membership>& in = found_[id];
    const auto known = [&](const Membership& other) {
      return other.cluster == member.cluster && other.group == member.group;
    };
    if (in.size() < kMost && std::none_of(in.begin(), in.end(), known)) in.push_back(member);
  }

  // Most words are in one cluster, and every two words that are scored ask for theirs: side by side they take
  // little room.
  void pack_memberships() {
    for (std::size_t id = 0; id < rows_.size(); ++id) {
      rows_[id].first = static_cast<std::uint32_t>(memberships_.size());
      rows_[id].count = static_cast<std::uint8_t>(found_[id].size());
      for (const Membership& member : found_[id]) {
        memberships_.push_back(member);
        clusters_of_words_.push_back(member.cluster);
        constexpr unsigned kBits = 64;
        rows_[id].clusters |= std::uint64_t{1} << (member.cluster % kBits);
      }
    }
    found_.clear();
    found_.shrink_to_fit();
  }

  std::deque<std::string> arena_;
  WordTable<NameWord> index_;
  std::vector<WordRow> rows_;
  std::vector<std::vector<Membership>> found_;  // of each row, while the tables are read
  std::vector<Membership> memberships_;
  std::vector<std::uint16_t> clusters_of_words_;  // of each of these
  std::vector<std::vector<std::string_view>> clusters_;
  std::vector<std::pair<std::uint16_t, std::uint16_t>>
      families_;                          // men's and women's clusters of one surname
  std::vector<std::uint16_t> family_of_;  // of each cluster
  WordTable<std::vector<std::string_view>> spellings_;
};

const Names& names() {
  static const Names kNames;
  return kNames;
}

using Endings = std::pair<std::string_view, std::string_view>;  // man's, woman's

// Surnames and patronymics; the longest first where one ends in another.
constexpr std::array<Endings, 38> kOpposites{{
    {"skiy", "skaya"}, {"skij", "skaja"},      {"skii", "skaia"},  {"sky", "skaya"},    {"ski", "ska"},
    {"ski", "skaya"},  {"sky", "skaia"},       {"skyi", "ska"},    {"skyy", "ska"},     {"sky", "ska"},
    {"cki", "cka"},    {"dzki", "dzka"},       {"tsky", "tskaya"}, {"tskiy", "tskaya"}, {"oy", "aya"},
    {"oi", "aia"},     {"yy", "aya"},          {"iy", "aya"},      {"y", "aya"},        {"ovich", "ovna"},
    {"evich", "evna"}, {"yevich", "yevna"},    {"ovych", "ivna"},  {"yovych", "yivna"}, {"ovich", "auna"},
    {"ich", "ichna"},  {"ov", "ova"},          {"ev", "eva"},      {"yov", "yova"},     {"in", "ina"},
    {"yn", "yna"},     {"opoulos", "opoulou"}, {"idis", "idou"},   {"akis", "aki"},     {"son", "dottir"},
    {"ogly", "kyzy"},  {"oglu", "kizi"},       {"ugli", "qizi"},
}};

// Of surnames alone, with those of Czech, Lithuanian and Latvian women.
constexpr std::array<Endings, 26> kWomansSurnames{{
    {"skiy", "skaya"}, {"skij", "skaja"}, {"skii", "skaia"}, {"sky", "skaya"}, {"ski", "ska"},
    {"ski", "skaya"},  {"sky", "ska"},    {"cki", "cka"},    {"dzki", "dzka"}, {"oy", "aya"},
    {"yy", "aya"},     {"iy", "aya"},     {"ov", "ova"},     {"ev", "eva"},    {"in", "ina"},
    {"yn", "yna"},     {"", "ova"},       {"a", "ova"},      {"ek", "kova"},   {"ec", "cova"},
    {"y", "a"},        {"as", "iene"},    {"is", "iene"},    {"ins", "ina"},   {"opoulos", "opoulou"},
    {"akis", "aki"},
}};

constexpr std::array<std::string_view, 24> kFemaleEndings{
    "ovna",  "evna",   "yevna", "ivna", "yivna", "inichna", "skaya", "skaia",
    "skaja", "tskaya", "ova",   "eva",  "yova",  "opoulou", "idou",  "dottir",
    "kyzy",  "qizi",   "kizi",  "iene", "aite",  "yte",     "овна",  "евна"};
constexpr std::array<std::string_view, 22> kMaleEndings{
    "ovich", "evich", "yevich", "ovych", "evych", "skiy", "skij", "skii", "sky", "opoulos", "idis",
    "oglu",  "ogly",  "ugli",   "oghlu", "ov",    "ev",   "yov",  "off",  "eff", "ович",    "евич"};

bool ends_in_any(std::string_view word, std::span<const std::string_view> endings) {
  constexpr std::size_t kStem = 2;
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return word.size() >= ending.size() + kStem && word.ends_with(ending);
  });
}

}  // namespace

NameWord name_word(std::string_view folded) noexcept {
  return names().find(folded);
}

namespace {
// Calls `visit` with how the words are one name in each cluster that has both.
template <class Visit>
void relations(NameWord a, NameWord b, Visit visit) noexcept {
  if (a == 0 || b == 0) return;
  const WordRow& row_a = names().row(a);
  const WordRow& row_b = names().row(b);
  if ((row_a.clusters & row_b.clusters) == 0) return;
  const auto left = names().memberships(row_a);
  const auto right = names().memberships(row_b);
  for (const Membership& one : left) {
    for (const Membership& other : right) {
      if (one.cluster != other.cluster) continue;
      const bool nickname = one.nickname || other.nickname;
      visit(one.group != other.group ? NameRelation::Equivalent
            : nickname               ? NameRelation::Nickname
                                     : NameRelation::Spelling);
    }
  }
}
}  // namespace

NameRelation name_relation(NameWord a, NameWord b) noexcept {
  NameRelation best = NameRelation::None;
  relations(a, b, [&](NameRelation relation) { best = std::max(best, relation); });
  return best;
}

bool may_be_of_two_languages(NameWord a, NameWord b) noexcept {
  bool out = false;
  relations(a, b, [&](NameRelation relation) { out = out || relation == NameRelation::Equivalent; });
  return out;
}

std::string_view name_relation_text(NameRelation relation) noexcept {
  constexpr std::array<std::string_view, 4> kTexts{"", "same name in another language", "nickname",
                                                   "same name"};
  return kTexts[static_cast<std::size_t>(relation)];
}

std::span<const std::uint16_t> name_clusters(NameWord word) noexcept {
  return names().clusters(names().row(word));
}

std::span<const std::string_view> cluster_words(std::uint16_t cluster) noexcept {
  return names().words(cluster);
}

std::span<const std::string_view> customary_spellings(std::string_view folded) noexcept {
  return names().spellings(folded);
}

Gender gender_of_name(NameWord word) noexcept {
  const WordRow& row = names().row(word);
  if (row.male == row.female) return Gender::Unknown;
  return row.male ? Gender::Male : Gender::Female;
}

Gender gender_of(std::string_view folded) noexcept {
  if (const NameWord word = name_word(folded); word != 0) {
    const WordRow& row = names().row(word);
    if (row.male || row.female) return gender_of_name(word);
  }
  constexpr std::array<std::string_view, 10> kFemaleWords{"bint", "binte", "binti",  "mrs",  "miss",
                                                          "ms",   "frau",  "madame", "kaur", "begum"};
  constexpr std::array<std::string_view, 6> kMaleWords{"bin", "ibn", "mr", "herr", "monsieur", "singh"};
  if (std::find(kFemaleWords.begin(), kFemaleWords.end(), folded) != kFemaleWords.end())
    return Gender::Female;
  if (std::find(kMaleWords.begin(), kMaleWords.end(), folded) != kMaleWords.end()) return Gender::Male;
  if (ends_in_any(folded, kFemaleEndings)) return Gender::Female;
  if (ends_in_any(folded, kMaleEndings)) return Gender::Male;
  return Gender::Unknown;
}

namespace {
constexpr std::size_t longest_opposite() {
  std::size_t longest = 0;
  for (const auto& [man, woman] : kOpposites) longest = std::max({longest, man.size(), woman.size()});
  return longest;
}
// The last letters of a man's ending and a woman's, in either order.
constexpr LetterPairs kLastLetters = [] {
  LetterPairs pairs;
  for (const auto& [man, woman] : kOpposites) {
    pairs.add(man.back(), woman.back());
    pairs.add(woman.back(), man.back());
  }
  return pairs;
}();
}  // namespace

bool gender_opposites(std::string_view a, std::string_view b) noexcept {
  constexpr std::size_t kStem = 2;
  // Both have one stem, so nearly all pairs end here: this is asked for every two words that are scored.
  if (a.size() < kStem || b.size() < kStem || a[0] != b[0] || a[1] != b[1]) return false;
  if (!kLastLetters.has(a.back(), b.back())) return false;
  constexpr std::size_t kLongest = longest_opposite();
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t shared = kStem;
  while (shared < shorter && a[shared] == b[shared]) ++shared;
  if (std::max(a.size(), b.size()) - shared > kLongest) return false;
  for (const auto& [man, woman] : kOpposites) {
    for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)}) {
      if (x.size() < man.size() + kStem || !x.ends_with(man) || !y.ends_with(woman)) continue;
      const std::string_view stem = x.substr(0, x.size() - man.size());
      if (stem == y.substr(0, y.size() - woman.size())) return true;
    }
  }
  return false;
}

std::uint16_t family_cluster(std::uint16_t cluster) noexcept {
  return names().family_of(cluster);
}

bool womans_surname(NameWord a, NameWord b) noexcept {
  const auto others = names().clusters(names().row(b));
  const auto own = names().clusters(names().row(a));
  return std::any_of(own.begin(), own.end(), [&](std::uint16_t cluster) {
    const std::uint16_t family = names().family_of(cluster);
    return family != cluster && std::find(others.begin(), others.end(), family) != others.end();
  });
}

namespace {
// "-ova" is put to any name of Czechs, but Morozova is the wife of Morozov, not of Moroz.
bool of_another(std::string_view woman, std::string_view ending) noexcept {
  if (ending != "ova") return false;
  const std::string_view man = woman.substr(0, woman.size() - 1);
  return name_word(man) != 0 || (lexicon_of(man) & kSurname) != 0;
}
}  // namespace

bool womans_surname(std::string_view a, std::string_view b) noexcept {
  constexpr std::size_t kStem = 3;
  if (a.size() == b.size() && a == b) return false;
  return std::any_of(kWomansSurnames.begin(), kWomansSurnames.end(), [&](const Endings& endings) {
    const auto are = [&](std::string_view man, std::string_view woman) {
      if (!woman.ends_with(endings.second) || !man.ends_with(endings.first)) return false;
      man.remove_suffix(endings.first.size());
      const std::string_view stem = woman.substr(0, woman.size() - endings.second.size());
      return man.size() >= kStem && man == stem &&
             (endings.first == "ov" || !of_another(woman, endings.second));
    };
    return are(a, b) || are(b, a);
  });
}

std::vector<std::string> womans_surnames(std::string_view folded) {
  std::vector<std::string> out;
  for (const auto& [man, woman] : kWomansSurnames) {
    for (const auto& [from, to] : {std::pair(man, woman), std::pair(woman, man)}) {
      if (!folded.ends_with(from)) continue;
      std::string other(folded.substr(0, folded.size() - from.size()));
      other.append(to);
      if (womans_surname(folded, other)) out.push_back(std::move(other));
    }
  }
  return out;
}

bool is_patronymic(std::string_view folded) noexcept {
  constexpr std::array<std::string_view, 25> kEndings{
      "ovich", "evich", "yevich", "ovych", "evych", "yovych", "ovitch", "evitch", "owitsch",
      "avich", "ovna",  "evna",   "yevna", "ivna",  "yivna",  "auna",   "owna",   "inichna",
      "oglu",  "ogly",  "oghlu",  "ugli",  "qizi",  "kyzy",   "kizi"};
  constexpr std::size_t kShortest = 6;
  if (folded.size() < kShortest) return false;
  // Most words end in other letters than any of these, or of those below.
  const char before = folded[folded.size() - 2];
  switch (folded.back()) {
    case 'h':
      if (before != 'c') return false;
      break;
    case 'a':
      if (before != 'n') return false;
      break;
    case 'u':
    case 'y':
    case 'i':
      if (before != 'l' && before != 'z') return false;
      break;
    default:
      return false;
  }
  if (std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view e) { return folded.ends_with(e); }))
    return true;
  // Ilyich, Kuzmich, Lukich; shortened in speech: Ivanych, Sergeich.
  constexpr std::array<std::string_view, 6> kShort{"ilyich", "ilich",  "kuzmich",
                                                   "lukich", "fomich", "ilyinichna"};
  return folded.ends_with("anych") || folded.ends_with("eich") || folded.ends_with("eyich") ||
         std::find(kShort.begin(), kShort.end(), folded) != kShort.end();
}

}  // namespace weir::text
