#include "accuracy/changes.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "accuracy/plain_words.hpp"

namespace weir::accuracy {
namespace {

using Table = std::pair<std::string_view, std::string_view>;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string_view key_neighbours(char c) {
  static constexpr std::array<std::string_view, 26> kKeys{
      "qsz", "vn", "xv", "sf", "wr", "dg", "fh", "gj", "uo", "hk", "jl", "k",  "n",
      "bm",  "ip", "o",  "wa", "et", "ad", "ry", "yi", "cb", "qe", "zc", "tu", "xa"};
  return kKeys[static_cast<std::size_t>(c - 'a')];
}

struct Span {
  std::size_t from;
  std::size_t to;
};

std::vector<Span> spans(std::string_view name) {
  std::vector<Span> out;
  for (std::size_t i = 0; i < name.size();) {
    if (name[i] == ' ') {
      ++i;
      continue;
    }
    const std::size_t from = i;
    while (i < name.size() && name[i] != ' ') ++i;
    out.push_back({from, i});
  }
  return out;
}

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> out;
  for (const Span span : spans(name)) out.emplace_back(name.substr(span.from, span.to - span.from));
  return out;
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (word.empty()) continue;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

std::string bare(std::string_view word) {  // lower case without full stops, commas and brackets
  std::string out;
  for (const char c : word) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80)
      out += lower(c);
  }
  return out;
}

constexpr std::array<Table, 20> kLegalSpeltOut{{{"llc", "Limited Liability Company"},
                                                {"ltd", "Limited"},
                                                {"limited", "Ltd"},
                                                {"co", "Company"},
                                                {"company", "Co"},
                                                {"corp", "Corporation"},
                                                {"corporation", "Corp"},
                                                {"inc", "Incorporated"},
                                                {"ooo", "Limited Liability Company"},
                                                {"oao", "Open Joint Stock Company"},
                                                {"zao", "Closed Joint Stock Company"},
                                                {"pao", "Public Joint Stock Company"},
                                                {"ojsc", "Open Joint Stock Company"},
                                                {"jsc", "Joint Stock Company"},
                                                {"gmbh", "Gesellschaft mit beschraenkter Haftung"},
                                                {"sarl", "Societe a responsabilite limitee"},
                                                {"plc", "Public Limited Company"},
                                                {"fze", "Free Zone Establishment"},
                                                {"bv", "Besloten Vennootschap"},
                                                {"sa", "S.A."}}};

constexpr std::array<Table, 28> kShort{
    {{"international", "Intl"}, {"trading", "Trdg"},     {"company", "Co"},          {"corporation", "Corp"},
     {"industries", "Ind"},     {"industrial", "Indl"},  {"manufacturing", "Mfg"},   {"technology", "Tech"},
     {"technologies", "Tech"},  {"engineering", "Eng"},  {"construction", "Constr"}, {"development", "Dev"},
     {"services", "Svcs"},      {"transport", "Transp"}, {"enterprises", "Ent"},     {"group", "Grp"},
     {"management", "Mgmt"},    {"organization", "Org"}, {"investment", "Inv"},      {"institute", "Inst"},
     {"university", "Univ"},    {"general", "Gen"},      {"department", "Dept"},     {"association", "Assoc"},
     {"brothers", "Bros"},      {"national", "Natl"},    {"petroleum", "Petr"},      {"laboratory", "Lab"}}};

constexpr std::array<std::string_view, 34> kLegalForms{
    "llc",  "ltd",  "limited", "inc",  "corp", "corporation", "gmbh", "ag",  "sa",  "sarl", "srl", "bv",
    "nv",   "plc",  "fze",     "fzco", "fzc",  "fz",          "ooo",  "oao", "zao", "pao",  "ao",  "ojsc",
    "cjsc", "pjsc", "jsc",     "spa",  "sal",  "pte",         "pvt",  "sdn", "bhd", "kg"};

bool is_legal(std::string_view word) {
  const std::string plain = bare(word);
  return std::find(kLegalForms.begin(), kLegalForms.end(), plain) != kLegalForms.end();
}

void reword_person(std::string_view name, Random& random, std::vector<Change>& out) {
  const std::vector<std::string> words = words_of(name);
  static constexpr std::array<std::string_view, 6> kTitles{"Mr.", "Dr.", "Gen.", "Hon.", "Col.", "Eng."};
  out.push_back({std::string(kTitles[random.below(kTitles.size())]) + " " + std::string(name), "title"});
  if (words.size() < 2) return;
  std::vector<std::string> turned = words;
  std::rotate(turned.begin(), turned.end() - 1, turned.end());
  out.push_back({join(turned), "order"});
  turned.front() += ",";
  out.push_back({join(turned), "order-comma"});
  if (words.front().size() > 2 && is_letter(words.front().front()) && words.back().size() > 3) {
    std::vector<std::string> shorter = words;
    shorter.front() = std::string(1, words.front().front()) + ".";
    if (words.size() == 2) out.push_back({join(shorter), "initial-given"});
  }
  if (words.size() == 3) {
    const bool particle = bare(words[1]).size() <= 3 || words[1].find('-') != std::string::npos;
    if (!particle && is_letter(words[1].front())) {
      out.push_back({join({words[0], words[2]}), "drop-middle"});
      out.push_back({join({words[0], std::string(1, words[1].front()) + ".", words[2]}), "initial-middle"});
    }
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t hyphen = words[i].find('-');
    if (hyphen == std::string::npos || hyphen == 0 || hyphen + 1 >= words[i].size()) continue;
    std::vector<std::string> split = words;
    split[i][hyphen] = ' ';
    out.push_back({join(split), "hyphen-split"});
    split[i].erase(hyphen, 1);
    out.push_back({join(split), "joined"});
    break;
  }
}

void reword_body(std::string_view name, Random& random, std::vector<Change>& out) {
  const std::vector<std::string> words = words_of(name);
  std::vector<std::string> without;
  bool had_form = false;
  for (const std::string& word : words) {
    if (is_legal(word) || (had_form && bare(word) == "co")) {
      had_form = true;
    } else {
      without.push_back(word);
    }
  }
  const bool enough = !without.empty() && join(without).size() >= 5;
  if (had_form && enough) {
    while (!without.back().empty() && without.back().back() == ',') without.back().pop_back();
    out.push_back({join(without), "legal-missing"});
    std::vector<std::string> moved = without;
    for (const std::string& word : words) {
      if (is_legal(word)) moved.insert(moved.begin(), word);
    }
    if (moved.size() == words.size()) out.push_back({join(moved), "legal-moved"});
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string plain = bare(words[i]);
      const auto* row = std::find_if(kLegalSpeltOut.begin(), kLegalSpeltOut.end(),
                                     [&](const Table& table) { return table.first == plain; });
      if (row == kLegalSpeltOut.end()) continue;
      std::vector<std::string> spelt = words;
      spelt[i] = std::string(row->second);
      out.push_back({join(spelt), "legal-spelt"});
      break;
    }
  } else if (enough) {
    static constexpr std::array<std::string_view, 5> kForms{"LLC", "Ltd", "Co. Ltd.", "Inc.", "JSC"};
    out.push_back(
        {std::string(name) + " " + std::string(kForms[random.below(kForms.size())]), "legal-added"});
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string plain = bare(words[i]);
    const auto* row =
        std::find_if(kShort.begin(), kShort.end(), [&](const Table& table) { return table.first == plain; });
    if (row == kShort.end() || words.size() < 2) continue;
    std::vector<std::string> shorter = words;
    shorter[i] = std::string(row->second) + ".";
    out.push_back({join(shorter), "abbreviation"});
    break;
  }
  if (without.size() >= 2 && without[0].size() >= 3 && without[1].size() >= 3 &&
      is_letter(without[0].back()) && is_letter(without[1].front())) {
    std::vector<std::string> joined = words;
    if (joined.size() >= 2 && joined[0] == without[0] && joined[1] == without[1]) {
      joined[0] += joined[1];
      joined.erase(joined.begin() + 1);
      out.push_back({join(joined), "joined"});
    }
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (bare(words[i]) != "and" && words[i] != "&") continue;
    std::vector<std::string> other = words;
    other[i] = words[i] == "&" ? "and" : "&";
    out.push_back({join(other), "ampersand"});
    break;
  }
}

void reword_ship(std::string_view name, Random& random, std::vector<Change>& out) {
  static constexpr std::array<std::string_view, 4> kPrefixes{"M/V", "MV", "M/T", "MT"};
  out.push_back(
      {std::string(kPrefixes[random.below(kPrefixes.size())]) + " " + std::string(name), "ship-prefix"});
  const std::vector<std::string> words = words_of(name);
  if (words.size() == 2 && is_letter(words[0].back()) && is_letter(words[1].front()) && words[1].size() > 2)
    out.push_back({words[0] + words[1], "joined"});
  if (words.size() >= 2 &&
      std::all_of(words.back().begin(), words.back().end(), [](char c) { return c >= '0' && c <= '9'; })) {
    std::vector<std::string> other = words;
    other.back() = "No. " + other.back();
    out.push_back({join(other), "number-written"});
  }
}

// One language's spelling rules: where one romanisation writes the first, another writes the second.
struct Spelling {
  std::string_view from;
  std::string_view to;
};

// Russian and its neighbours: BGN/PCGN 1947, ISO 9:1995 without diacritics, ICAO 9303 (2015), German and
// French usage.
constexpr std::array<Spelling, 22> kRussian{
    {{"yu", "iu"},    {"ya", "ia"},  {"iy ", "y "},  {"iy ", "ii "}, {"y ", "i "},  {"skiy", "sky"},
     {"sky", "skij"}, {"kh", "h"},   {"zh", "j"},    {"ts", "c"},    {"ks", "x"},   {"ov ", "off "},
     {"ev ", "eff "}, {"yev", "ev"}, {"ay ", "ai "}, {"ey ", "ei "}, {"sh", "sch"}, {"ch", "tch"},
     {"dzh", "j"},    {"ye", "e"},   {"v", "w"},     {"iya", "ia"}}};
// Arabic and Persian: ALA-LC, BGN/PCGN, French usage of the Maghreb, customary spellings.
constexpr std::array<Spelling, 24> kArabic{{{"mohammed", "muhammad"},
                                            {"muhammad", "mohamed"},
                                            {"mohammad", "mohamad"},
                                            {"ahmed", "ahmad"},
                                            {"ahmad", "ahmed"},
                                            {"hussein", "husayn"},
                                            {"husayn", "hossein"},
                                            {"al-", "el-"},
                                            {"al-", "al "},
                                            {"abd al-", "abdul "},
                                            {"abdul ", "abd al-"},
                                            {"q", "k"},
                                            {"ee", "i"},
                                            {"ou", "u"},
                                            {"oo", "u"},
                                            {"dh", "d"},
                                            {"kh", "h"},
                                            {"ayn", "ein"},
                                            {"iyy", "iy"},
                                            {"aa", "a"},
                                            {"u", "ou"},
                                            {"sh", "ch"},
                                            {"yusuf", "youssef"},
                                            {"umar", "omar"}}};

bool looks_russian(const std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 12> kEndings{
      "ovich", "evich", "ovna", "evna", "skiy", "enko", "nov", "rov", "kov", "nova", "kova", "chuk"};
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word.size() > 4 && std::any_of(kEndings.begin(), kEndings.end(),
                                          [&](std::string_view e) { return word.ends_with(e); });
  });
}

bool looks_arabic(const std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 22> kWords{
      "al",       "mohammed", "muhammad", "mohammad", "ahmed", "ahmad",  "abd",   "abdul",
      "abdallah", "abdullah", "hussein",  "husayn",   "ali",   "hassan", "hasan", "ibn",
      "bin",      "mahmoud",  "mahmud",   "khalid",   "yusuf", "umar"};
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  });
}

template <std::size_t N>
std::optional<std::string> respelt(std::string_view name, const std::array<Spelling, N>& rules,
                                   Random& random) {
  std::string text = lowered(name) + " ";
  std::size_t applied = 0;
  const std::size_t wanted = 1 + random.below(2);
  const std::size_t first = random.below(N);
  for (std::size_t k = 0; k < N && applied < wanted; ++k) {
    const Spelling& rule = rules[(first + k) % N];
    const std::size_t at = text.find(rule.from);
    if (at == std::string::npos) continue;
    if (text.compare(at, rule.to.size(), rule.to) == 0) continue;  // there already ("y" of "ya")
    text.replace(at, rule.from.size(), rule.to);
    ++applied;
  }
  if (applied == 0) return std::nullopt;
  text.pop_back();
  bool start = true;
  for (char& c : text) {
    if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    start = c == ' ' || c == '-';
  }
  return text;
}

}  // namespace

std::optional<Change> mistype(std::string_view name, Random& random) {
  std::vector<std::size_t> places;  // inside words of four letters and more
  for (const Span span : spans(name)) {
    if (span.to - span.from < 4) continue;
    if (is_legal(name.substr(span.from, span.to - span.from))) continue;
    for (std::size_t i = span.from; i < span.to; ++i) {
      if (is_letter(name[i])) places.push_back(i);
    }
  }
  if (places.empty()) return std::nullopt;
  static constexpr std::array<Table, 12> kScanner{{{"rn", "m"},
                                                   {"m", "rn"},
                                                   {"l", "1"},
                                                   {"i", "l"},
                                                   {"o", "0"},
                                                   {"cl", "d"},
                                                   {"w", "vv"},
                                                   {"e", "c"},
                                                   {"u", "v"},
                                                   {"h", "b"},
                                                   {"s", "5"},
                                                   {"b", "8"}}};
  constexpr std::size_t kTries = 20;
  for (std::size_t attempt = 0; attempt < kTries; ++attempt) {
    const std::size_t at = places[random.below(places.size())];
    std::string out(name);
    const char c = out[at];
    const auto styled = [&](char plain) { return upper(c) ? static_cast<char>(plain - 'a' + 'A') : plain; };
    switch (random.below(5)) {
      case 0: {
        const std::string_view near = key_neighbours(lower(c));
        out[at] = styled(near[random.below(near.size())]);
        return Change{out, "typo-keyboard"};
      }
      case 1:
        out.erase(at, 1);
        return Change{out, "typo-drop"};
      case 2:
        out.insert(at, 1, c);
        return Change{out, "typo-double"};
      case 3:
        if (at + 1 >= out.size() || !is_letter(out[at + 1]) || lower(out[at]) == lower(out[at + 1])) continue;
        std::swap(out[at], out[at + 1]);
        return Change{out, "typo-exchange"};
      default: {
        const Table& row = kScanner[random.below(kScanner.size())];
        const std::size_t found = lowered(out).find(row.first, at);
        if (found == std::string::npos || std::find(places.begin(), places.end(), found) == places.end())
          continue;
        out.replace(found, row.first.size(), row.second);
        return Change{out, "typo-scanner"};
      }
    }
  }
  return std::nullopt;
}

std::optional<Change> mistype_twice(std::string_view name, Random& random) {
  constexpr std::size_t kEnough = 9;  // letters: two slips in less leave nothing to go by
  if (bare(name).size() < kEnough) return std::nullopt;
  const auto once = mistype(name, random);
  if (!once) return std::nullopt;
  auto twice = mistype(once->name, random);
  if (!twice || twice->name == name) return std::nullopt;
  twice->change = "typo-2";
  return twice;
}

std::vector<Change> reword(std::string_view name, Schema schema, Random& random) {
  std::vector<Change> out;
  if (schema == Schema::Person) {
    reword_person(name, random, out);
  } else if (schema == Schema::Vessel || schema == Schema::Airplane) {
    reword_ship(name, random, out);
  } else {
    reword_body(name, random, out);
  }
  return out;
}

std::vector<Change> respell(std::string_view name, Random& random) {
  std::vector<Change> out;
  const std::vector<std::string> words = plain_words(name);
  if (looks_russian(words)) {
    if (auto text = respelt(name, kRussian, random)) out.push_back({std::move(*text), "respelt-russian"});
  } else if (looks_arabic(words)) {
    if (auto text = respelt(name, kArabic, random)) out.push_back({std::move(*text), "respelt-arabic"});
  }
  return out;
}

}  // namespace weir::accuracy
