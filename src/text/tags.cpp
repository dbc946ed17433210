#include "text/tags.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <deque>
#include <utility>
#include <vector>

#include "tables/tables.hpp"
#include "text/equal_ends.hpp"
#include "text/fold.hpp"
#include "text/lexicon.hpp"
#include "text/names.hpp"
#include "text/script.hpp"
#include "text/signature.hpp"
#include "text/utf8.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint8_t>, 9> kTagNames{{{"legal", kLegal},
                                                                              {"title", kTitle},
                                                                              {"particle", kParticle},
                                                                              {"generic", kGeneric},
                                                                              {"telling", kGeneric},
                                                                              {"ship", kTitle},
                                                                              {"suffix", kSuffix},
                                                                              {"place", kPlace},
                                                                              {"number", kNumber}}};

std::vector<std::string_view> split_at(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// Scripts whose names and terms are written in one run, so that words must be found inside it.
bool in_runs(std::string_view text) {
  std::size_t at = 0;
  const Script script = script_of(next_point(text, at));
  return runs_together(script) || script == Script::Hangul || script == Script::Thai ||
         script == Script::Burmese;
}

constexpr std::size_t kShortestFormWord = 5;
constexpr std::size_t kAbbreviatedForm = 4;
constexpr std::size_t kLongestFormWord = 20;
constexpr std::size_t kShortestFormLetters = 4;
constexpr std::size_t kShortestNumberWord = 6;
constexpr std::size_t kLongestFormLetters = 12;

// At most so many letters changed, lost, added or exchanged with their neighbours.
bool within_slips(std::string_view a, std::string_view b, int slips) {
  cut_equal_ends(a, b);
  if (a.empty() || b.empty()) return std::max(a.size(), b.size()) <= static_cast<std::size_t>(slips);
  if (slips == 0) return false;
  const auto rest = [&](std::size_t of_a, std::size_t of_b) {
    return within_slips(a.substr(of_a), b.substr(of_b), slips - 1);
  };
  const bool exchanged = a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0];
  return rest(1, 1) || rest(1, 0) || rest(0, 1) || (exchanged && rest(2, 2));
}

// One slip changes two letters' counts at most (signature.hpp).
bool may_be_slips(std::uint64_t a, std::uint64_t b, int slips) {
  std::uint64_t changed = a ^ b;
  for (int bit = 0; bit < 2 * slips; ++bit) changed &= changed - 1;
  return changed == 0;
}

bool latin_letters(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

constexpr std::size_t kShortestJoined = 4;  // letters of a generic word written together with another

// Which letters words begin or end with, with few mistakes: spares look-ups in the tables.
class FewLetters {
 public:
  void add(std::string_view letters) {
    bits_[place(letters) / 64] |= std::uint64_t{1} << place(letters) % 64;
  }
  [[nodiscard]] bool may_have(std::string_view letters) const {
    return (bits_[place(letters) / 64] >> place(letters) % 64 & 1U) != 0;
  }

 private:
  static constexpr std::size_t kBits = 1U << 13U;
  static std::size_t place(std::string_view letters) {
    std::size_t sum = 0;
    for (const char c : letters) sum = sum * 29 + static_cast<unsigned char>(c);
    return sum % kBits;
  }
  std::array<std::uint64_t, kBits / 64> bits_{};
};

struct Term {
  std::vector<std::string_view> words;
  std::string_view name;
  WordTag tag;
};

// Latin words apart from those of other scripts: Latin names, the most, look words up in half a table, which
// stays in the cache.
template <typename Value>
class ByScript {
 public:
  Value& operator[](std::string_view word) { return latin(word) ? latin_[word] : others_[word]; }
  [[nodiscard]] const Value* find(std::string_view word) const noexcept {
    return latin(word) ? latin_.find(word) : others_.find(word);
  }
  template <typename Visit>
  void each(Visit&& visit) const {
    latin_.each(visit);
    others_.each(visit);
  }

 private:
  static bool latin(std::string_view word) noexcept {
    return !word.empty() && static_cast<unsigned char>(word.front()) < 0x80;
  }
  WordTable<Value> latin_;
  WordTable<Value> others_;
};

class Tables {
 public:
  ByScript<WordTag> tags;
  WordTable<std::vector<Term>> phrases;  // by first word, longest first
  WordTable<std::vector<Term>> titles;   // of several words: "letnan jenderal"
  WordTable<std::vector<Term>> legal;    // the same; single words too
  WordTable<std::vector<Term>> marks;    // "formerly known as"; kTitle: only ships use it; kSuffix: another
                                         // party's name follows
  WordTable<std::vector<std::vector<std::string_view>>> acronyms;  // of bodies: the words of each meaning
  WordTable<bool> heads;                                           // of compounds
  // Beginnings of compounds, and what they say.
  std::vector<std::pair<std::string_view, std::string_view>> compound_starts;
  WordTable<bool> aircraft_marks;  // of nationality
  ByScript<std::uint8_t> starts;   // which of the tables of terms have one that begins with the word
  WordTable<FrontTitle> front_titles;
  WordTable<std::string_view> stopped;  // abbreviations of ships' names that have a full stop
  WordTable<bool> run_titles;           // titles of scripts without spaces, which are joined on to a name
  WordTable<RunWord> run_words;
  std::size_t longest_run = 0;  // bytes
  std::vector<std::string_view> class_words{""};
  // The Latin words of legal forms, by length.
  struct FormWord {
    std::string_view text;
    std::uint64_t signature = 0;
    bool alone = false;  // it is a form by itself
  };
  std::array<std::vector<FormWord>, kLongestFormWord + 1> form_words;
  WordTable<std::string_view> form_word;  // the same words
  // Abbreviated forms of several Latin words, by the length of all their letters: "sadecv".
  struct FormLetters {
    std::string letters;
    std::uint64_t signature = 0;
    const Term* term = nullptr;
  };
  std::array<std::vector<FormLetters>, kLongestFormLetters + 1> form_letters;
  // Forms of three Latin words or more, by the words that few other forms have: where a form has a slip in as
  // many of its words as may be, one of these is still right.
  struct Anchor {
    const Term* term = nullptr;
    std::size_t place = 0;  // of the word in the form
    std::size_t most = 0;   // words with slips
  };
  WordTable<std::vector<Anchor>> anchors;
  FewLetters anchor_beginnings;
  // English words for numbers: "twelfth".
  struct NumberWord {
    std::string_view text;
    std::uint64_t signature = 0;
  };
  std::vector<NumberWord> number_words;

  Tables() {
    for (const auto& row : tables::rows("names/name_words.tsv")) {
      if (row.size() < 2) continue;
      if (row[1] == "first") {
        const bool burmese = row.size() > 2 && row[2] == "burmese";
        front_titles[keep(fold(row[0]))] = burmese ? FrontTitle::Burmese : FrontTitle::Any;
        continue;
      }
      if (row[1] == "stop") {
        if (row.size() > 2) stopped[row[0]] = row[2];
        continue;
      }
      add_word(fold(row[0]), flag_of(row[1]), row.size() > 2 ? row[2] : std::string_view{});
      if (flag_of(row[1]) == kTitle && in_runs(row[0])) run_titles[keep(fold(row[0]))] = true;
    }
    // class, tag, words in any language ("_" joins the words of a term; the first is the class's English
    // word)
    for (const auto path : {"names/word_classes.tsv", "names/places.tsv"}) {
      for (const auto& row : tables::rows(path)) {
        if (row.size() < 3) continue;
        const std::vector<std::string_view> words = split_at(row[2], ' ');
        if (words.empty()) continue;
        if (row[1] == "compound") {
          add_compounds(row[0], words);
          continue;
        }
        name_class(row[0], words.front(), flag_of(row[1]));
        if (row[1] == "telling") telling.push_back(class_of(row[0]));
        for (const std::string_view word : words) add_word(term(word), flag_of(row[1]), row[0]);
      }
    }
    std::sort(telling.begin(), telling.end());
    for (const auto& row : tables::rows("names/kindred_classes.tsv")) {
      if (!row.empty()) add_kindred(split_at(row[0], ' '));
    }
    for (const auto& row : tables::rows("names/org_forms.tsv")) {
      if (row.size() < 2) continue;
      add_legal(term(row[0]), row[1], row.size() > 2 ? row[2] : std::string_view{});
    }
    for (const auto& row : tables::rows("names/aircraft_marks.tsv")) {
      if (!row.empty()) aircraft_marks[row[0]] = true;
    }
    for (const auto& row : tables::rows("names/compound_heads.tsv")) {
      if (!row.empty()) heads[row[0]] = true;
    }
    for (const auto& row : tables::rows("names/compound_starts.tsv")) {
      if (row.size() >= 2) compound_starts.emplace_back(row[0], row[1]);
    }
    for (const auto& row : tables::rows("names/other_name_marks.tsv")) {
      if (row.size() < 2) continue;
      const std::string_view mark = keep(term(row[0]));
      Term words{.words = split_at(mark, ' '), .name = mark, .tag = {}};
      if (row[1] == "ship") words.tag.flags = kTitle;
      if (row[1] == "other") words.tag.flags = kSuffix;
      if (words.words.empty()) continue;
      const std::string_view first = words.words.front();
      marks[first].push_back(std::move(words));
    }
    for (const auto& row : tables::rows("names/body_acronyms.tsv")) {
      if (row.size() < 2) continue;
      acronyms[row[0]].push_back(split_at(row[1], ' '));
      starts[row[0]] |= kIsAcronym;
    }
    for (WordTable<std::vector<Term>>* table : {&phrases, &titles, &legal, &marks}) {
      table->each([](std::string_view, std::vector<Term>& terms) {
        std::stable_sort(terms.begin(), terms.end(),
                         [](const Term& a, const Term& b) { return a.words.size() > b.words.size(); });
      });
    }
    tags.each([&](std::string_view word, const WordTag& tag) {
      if ((tag.flags & kNumber) != 0 && word.size() >= kShortestNumberWord &&
          (lexicon_of(word) & kEnglish) != 0)
        number_words.push_back({.text = word, .signature = signature(word)});
    });
    phrases.each([&](std::string_view word, std::vector<Term>&) { starts[word] |= kStartsPhrase; });
    legal.each([&](std::string_view word, std::vector<Term>&) { starts[word] |= kStartsForm; });
    marks.each([&](std::string_view word, std::vector<Term>&) { starts[word] |= kStartsMark; });
    legal.each([&](std::string_view, const std::vector<Term>& terms) {
      for (const Term& term : terms) {
        for (const std::string_view word : term.words) add_form_word(word, term.words.size() == 1);
        add_form_letters(term);
      }
    });
    add_anchors();
    tags.each([&](std::string_view word, const WordTag& tag) {
      if (tag.class_id == 0 || (tag.flags & kGeneric) == 0 || word.size() < kShortestJoined ||
          !latin_letters(word))
        return;
      if (of_class.size() <= tag.class_id) of_class.resize(tag.class_id + std::size_t{1});
      of_class[tag.class_id].push_back({.text = word, .signature = signature(word)});
      beginnings.add(word.substr(0, kShortestJoined));
      endings.add(word.substr(word.size() - kShortestJoined));
    });
  }

  WordTable<std::uint32_t> initials;  // of legal forms, by class
  // By class; classes behind the last of them have none.
  std::vector<std::vector<std::uint16_t>> kindred;
  std::vector<std::uint16_t> telling;  // sorted
  std::vector<ClassPair> within;       // by class; classes behind the last of them have none
  // Latin generic words of four letters or more, by class; and how they begin and end.
  struct ClassWord {
    std::string_view text;
    std::uint64_t signature = 0;
  };
  std::vector<std::vector<ClassWord>> of_class;
  FewLetters beginnings;
  FewLetters endings;

 private:
  void add_form_word(std::string_view word, bool alone) {
    if (word.size() > kLongestFormWord) return;
    if (!latin_letters(word)) return;
    std::vector<FormWord>& same = form_words[word.size()];
    const auto known =
        std::find_if(same.begin(), same.end(), [&](const FormWord& form) { return form.text == word; });
    if (known != same.end()) {
      known->alone = known->alone || alone;
    } else {
      same.push_back({.text = word, .signature = signature(word), .alone = alone});
      form_word[word] = word;
    }
  }

  // Words that say two things ("машзавод"). Their row stands behind those of the two classes.
  void add_compounds(std::string_view name, const std::vector<std::string_view>& words) {
    const std::vector<std::string_view> parts = split_at(name, '+');
    if (parts.size() != 2 || classes_.find(parts[0]) == nullptr || classes_.find(parts[1]) == nullptr) return;
    const ClassPair both{.first = class_of(parts[0]), .second = class_of(parts[1])};
    const std::uint16_t id = class_of(name);
    class_words[id] = keep(std::string(class_words[both.first]).append(" ").append(class_words[both.second]));
    if (within.size() <= id) within.resize(id + std::size_t{1});
    within[id] = both;
    for (const std::string_view word : words) add_word(term(word), kGeneric, name);
  }

  void add_form_letters(const Term& term) {
    std::string letters;
    for (const std::string_view word : term.words) letters += word;
    if (term.words.size() < 2 || letters.size() < kShortestFormLetters ||
        letters.size() > kLongestFormLetters)
      return;
    if (!latin_letters(letters)) return;
    std::vector<FormLetters>& same = form_letters[letters.size()];
    const std::uint64_t bits = signature(letters);
    same.push_back({.letters = std::move(letters), .signature = bits, .term = &term});
  }

  void add_anchors() {
    constexpr std::size_t kShortestForm = 3;  // words
    const auto may_slip = [](const Term& term) {
      return term.words.size() >= kShortestForm &&
             std::all_of(term.words.begin(), term.words.end(), latin_letters);
    };
    WordTable<std::size_t> forms_with;
    legal.each([&](std::string_view, const std::vector<Term>& terms) {
      for (const Term& term : terms) {
        for (const std::string_view word : term.words) forms_with[word] += may_slip(term) ? 1 : 0;
      }
    });
    legal.each([&](std::string_view, const std::vector<Term>& terms) {
      for (const Term& term : terms) {
        if (!may_slip(term)) continue;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < term.words.size(); ++i) {
          if (term.words[i].size() >= kShortestFormWord) places.push_back(i);
        }
        std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
          return *forms_with.find(term.words[a]) < *forms_with.find(term.words[b]);
        });
        const std::size_t most = std::min<std::size_t>(term.words.size() - 2, 2);
        if (places.size() <= most) continue;
        for (std::size_t i = 0; i <= most; ++i) {
          const std::string_view word = term.words[places[i]];
          anchors[word].push_back({.term = &term, .place = places[i], .most = most});
          anchor_beginnings.add(word.substr(0, kShortestJoined));
        }
      }
    });
  }

  void add_kindred(const std::vector<std::string_view>& names) {
    for (const std::string_view a : names) {
      for (const std::string_view b : names) {
        if (a == b || classes_.find(a) == nullptr || classes_.find(b) == nullptr) continue;
        const std::uint16_t id = class_of(a);
        if (kindred.size() <= id) kindred.resize(id + std::size_t{1});
        const std::uint16_t other = class_of(b);
        if (std::find(kindred[id].begin(), kindred[id].end(), other) == kindred[id].end())
          kindred[id].push_back(other);
      }
    }
  }

  std::string_view keep(std::string text) { return arena_.emplace_back(std::move(text)); }

  static std::string term(std::string_view word) {
    std::string out = fold(word);
    std::replace(out.begin(), out.end(), '_', ' ');
    std::replace(out.begin(), out.end(), '-', ' ');
    std::erase(out, '\'');
    return out;
  }

  std::uint16_t class_of(std::string_view name) {
    if (name.empty()) return 0;
    if (name.find_first_not_of("0123456789") == std::string_view::npos) {
      std::uint32_t value = 0;
      for (const char c : name)
        value = std::min<std::uint32_t>(value * 10 + static_cast<std::uint32_t>(c - '0'), 9999);
      return value <= kGreatestNumber ? static_cast<std::uint16_t>(kFirstNumberClass + value)
                                      : std::uint16_t{0};
    }
    std::uint16_t& id = classes_[name];
    if (id == 0) {
      id = static_cast<std::uint16_t>(class_words.size());
      class_words.push_back(name);
    }
    return id;
  }

  // The word that stands for a class is the first of its row, as one word.
  void name_class(std::string_view name, std::string_view word, std::uint8_t flags) {
    const std::uint16_t id = class_of(name);
    if (id == 0 || id >= kFirstNumberClass) return;
    std::string whole = fold(word);
    std::erase(whole, '_');
    class_words[id] = keep(std::move(whole));
    tags[class_words[id]].flags |= flags;
    tags[class_words[id]].class_id =
        id;  // "foreigntrade" stands for "foreign trade" where other scripts are read
  }
  std::string_view word_of(std::uint16_t id, std::string_view name) const {
    return id != 0 && id < class_words.size() ? class_words[id] : name;
  }

  void add_run(std::string_view word, std::string_view english, WordTag tag) {
    run_words[word] = {.bytes = word.size(), .english = english, .tag = tag};
    longest_run = std::max(longest_run, word.size());
  }

  static std::string term_as_word(std::string_view words) {
    std::string out(words);
    std::erase(out, ' ');
    return out;
  }

  void add_word(std::string folded, std::uint8_t flags, std::string_view class_name) {
    const std::string_view word = keep(std::move(folded));
    if (word.empty()) return;
    const std::uint16_t id = class_of(class_name);
    if (word.find(' ') != std::string_view::npos) {
      Term term{.words = split_at(word, ' '),
                .name = word_of(id, class_name),
                .tag = {.flags = flags, .class_id = id}};
      const std::string_view first = term.words.front();
      const bool title = flags == kTitle && id == 0;
      if (title) term.name = keep(term_as_word(word));
      (title ? titles : phrases)[first].push_back(std::move(term));
      return;
    }
    WordTag& tag = tags[word];
    tag.flags |= flags;
    if (id != 0 && tag.class_id == 0) tag.class_id = id;
    // One Han character or Hangul syllable means too many things inside other words, but for "factory".
    constexpr std::size_t kOneCharacter = 3;  // bytes
    const bool enough = word.size() > kOneCharacter || word == "厂" || word == "廠";
    if (enough && in_runs(word) && !class_name.empty())
      add_run(word, word_of(id, class_name), {.flags = flags, .class_id = id});
  }

  void add_legal(std::string folded, std::string_view name, std::string_view family) {
    const std::string_view form = keep(std::move(folded));
    Term term{.words = split_at(form, ' '), .name = name, .tag = {.flags = kLegal}};
    if (term.words.empty()) return;
    // A class's family stands in one of its rows; the others of the class take it from there.
    std::uint16_t& id = families_[name];
    if (!family.empty()) id = class_of(family);
    term.tag.class_id = id;
    constexpr std::size_t kShortestRun = 6;  // bytes: 株 alone is a form only as a word of its own
    if (form.size() >= kShortestRun && in_runs(form)) add_run(form, name, term.tag);
    const std::string_view first = term.words.front();
    if ((lexicon_of(first) & kEnglish) != 0) add_initial(name, first);
    // "Stateenterprise": the space behind a form's first word is lost more often than it is a name.
    constexpr std::size_t kLongEnough = 10;  // letters
    if (term.words.size() > 1 && first.size() + term.words[1].size() >= kLongEnough &&
        std::all_of(form.begin(), form.end(), [](char c) { return c == ' ' || (c >= 'a' && c <= 'z'); })) {
      Term joined = term;
      joined.words[1] = keep(std::string(first).append(term.words[1]));
      joined.words.erase(joined.words.begin());
      const std::string_view both = joined.words.front();
      legal[both].push_back(std::move(joined));
    }
    legal[first].push_back(std::move(term));
  }

  void add_initial(std::string_view name, std::string_view word) {
    constexpr std::size_t kShortest = 5;  // shorter ones are short for others
    if (word.size() >= kShortest && word.front() >= 'a' && word.front() <= 'z')
      initials[name] |= std::uint32_t{1} << static_cast<unsigned>(word.front() - 'a');
  }

  std::deque<std::string> arena_;
  WordTable<std::uint16_t> classes_;
  WordTable<std::uint16_t> families_;
};

const Tables& all() {
  static const Tables kTables;
  return kTables;
}

const Term* longest(const WordTable<std::vector<Term>>& table, std::span<const std::string_view> words) {
  if (words.empty()) return nullptr;
  const std::vector<Term>* terms = table.find(words.front());
  if (terms == nullptr) return nullptr;
  for (const Term& term : *terms) {
    // The first word is the key.
    if (term.words.size() <= words.size() &&
        std::equal(term.words.begin() + 1, term.words.end(), words.begin() + 1))
      return &term;
  }
  return nullptr;
}

}  // namespace

WordTag tag_of(std::string_view word) noexcept {
  const WordTag* tag = all().tags.find(word);
  return tag == nullptr ? WordTag{} : *tag;
}

void each_class_word(const std::function<void(std::string_view, WordTag)>& visit) {
  all().tags.each([&](std::string_view word, const WordTag& tag) {
    if (tag.class_id != 0) visit(word, tag);
  });
}

std::span<const std::uint16_t> kindred_of(std::uint16_t class_id) noexcept {
  const auto& kindred = all().kindred;
  return class_id < kindred.size() ? std::span<const std::uint16_t>(kindred[class_id])
                                   : std::span<const std::uint16_t>{};
}

bool kindred_classes(std::uint16_t a, std::uint16_t b) noexcept {
  const std::span<const std::uint16_t> of_a = kindred_of(a);
  return std::find(of_a.begin(), of_a.end(), b) != of_a.end();
}

bool telling_class(std::uint16_t class_id) noexcept {
  return class_id != 0 && std::binary_search(all().telling.begin(), all().telling.end(), class_id);
}

ClassPair classes_within(std::uint16_t class_id) noexcept {
  const auto& within = all().within;
  return class_id < within.size() ? within[class_id] : ClassPair{};
}

std::string_view class_word(std::uint16_t class_id) noexcept {
  const auto& words = all().class_words;
  return class_id < words.size() ? words[class_id] : std::string_view{};
}

std::size_t nationality_mark(std::string_view word) noexcept {
  constexpr std::size_t kLongest = 4;  // RDPL
  constexpr std::size_t kLongestRest = 5;
  constexpr std::size_t kLetters = 5;  // of a mark without digits: "epgom"
  const bool digits = word.find_first_of("0123456789") != std::string_view::npos;
  if (!is_ascii(word) || word.size() < 3 || (!digits && word.size() != kLetters)) return 0;
  for (std::size_t length = std::min(kLongest, word.size() - 1); length > 0; --length) {
    // A letter alone and letters behind it are more often a word.
    if (word.size() - length > kLongestRest || (length == 1 && !digits)) continue;
    if (all().aircraft_marks.find(word.substr(0, length)) != nullptr) return length;
  }
  return 0;
}

bool is_nationality_mark(std::string_view word) noexcept {
  return all().aircraft_marks.find(word) != nullptr;
}

void each_nationality_mark(const std::function<void(std::string_view mark)>& visit) {
  all().aircraft_marks.each([&](std::string_view mark, bool) { visit(mark); });
}

std::size_t unknown_mark(std::string_view word) noexcept {
  constexpr std::size_t kLongest = 3;
  constexpr std::size_t kShortestRest = 3;
  const std::size_t length = std::min(word.find_first_of("0123456789"), word.size());
  const std::string_view rest = word.substr(length);
  const bool number = rest.size() >= kShortestRest && rest.find_first_not_of("0123456789") == rest.npos;
  return length <= kLongest && number && latin_letters(word.substr(0, length)) ? length : 0;
}

std::span<const std::string_view> body_of_acronym(std::string_view acronym, std::size_t which) noexcept {
  const std::vector<std::vector<std::string_view>>* meanings = all().acronyms.find(acronym);
  return meanings == nullptr || which >= meanings->size() ? std::span<const std::string_view>{}
                                                          : std::span((*meanings)[which]);
}

std::string_view stopped_word(std::string_view word) noexcept {
  const std::string_view* whole = all().stopped.find(word);
  return whole == nullptr ? std::string_view{} : *whole;
}

FrontTitle front_title(std::string_view word) noexcept {
  const FrontTitle* title = all().front_titles.find(word);
  return title == nullptr ? FrontTitle::No : *title;
}

namespace {
constexpr std::size_t kLongestRunTitle = 60;  // bytes: twenty signs of Burmese

// Thai and Burmese: the sign there is a consonant, or a vowel written in front of one, that begins a
// syllable.
bool begins_syllable(std::string_view rest) {
  std::size_t at = 0;
  const char32_t c = next_point(rest, at);
  if (script_of(c) == Script::Thai) return (c >= U'ก' && c <= U'ฮ') || (c >= U'เ' && c <= U'ไ');
  constexpr char32_t kAsat = U'်';
  constexpr char32_t kStacked = U'္';
  const char32_t next = at < rest.size() ? next_point(rest, at) : U'\0';
  return c >= U'က' && c <= U'ဪ' && next != kAsat && next != kStacked;
}
}  // namespace

std::size_t title_before(std::string_view run) noexcept {
  constexpr std::size_t kShortestRest = 9;  // bytes: three signs
  for (std::size_t length = std::min(kLongestRunTitle, run.size()); length > 0; --length) {
    if (run.size() < length + kShortestRest || all().run_titles.find(run.substr(0, length)) == nullptr)
      continue;
    if (begins_syllable(run.substr(length))) return length;
  }
  return 0;
}

std::size_t title_behind(std::string_view run) noexcept {
  constexpr std::size_t kShortestRest = 6;  // bytes: two characters
  for (std::size_t length = std::min(kLongestRunTitle, run.size()); length > 0; --length) {
    if (run.size() >= length + kShortestRest &&
        all().run_titles.find(run.substr(run.size() - length)) != nullptr)
      return length;
  }
  return 0;
}

std::uint8_t flag_of(std::string_view tag) noexcept {
  for (const auto& [name, flag] : kTagNames) {
    if (name == tag) return flag;
  }
  return 0;
}

std::uint8_t term_starts(std::string_view word) noexcept {
  const std::uint8_t* bits = all().starts.find(word);
  return bits == nullptr ? std::uint8_t{0} : *bits;
}

LegalForm legal_form_at(std::span<const std::string_view> words) {
  const Term* term = longest(all().legal, words);
  if (term == nullptr) return {};
  return {.words = term->words.size(), .name = term->name, .family = term->tag.class_id};
}

std::uint32_t legal_initials(std::string_view name) noexcept {
  const std::uint32_t* found = all().initials.find(name);
  const bool letter = !name.empty() && name.front() >= 'a' && name.front() <= 'z';
  const std::uint32_t own = letter ? std::uint32_t{1} << static_cast<unsigned>(name.front() - 'a') : 0;
  return own | (found == nullptr ? 0 : *found);
}

bool is_form_word(std::string_view word) noexcept {
  return all().form_word.find(word) != nullptr;
}

namespace {
// The same letters as the tables keep them; empty for other words.
std::string_view form_word(std::string_view word) {
  const std::string_view* found = all().form_word.find(word);
  return found == nullptr ? std::string_view{} : *found;
}

// Neither a word of the tables nor a name.
bool unknown_word(std::string_view word) {
  return lexicon_of(word) == 0 && all().tags.find(word) == nullptr && name_word(word) == 0;
}

constexpr std::size_t kShortestBrief = 3;  // letters of a form in which a slip is mended

// "Eoodd", "eod": a word of a form with a letter doubled, or with one of two lost.
std::string_view doubled_form_word(std::string_view word) {
  constexpr std::size_t kLongest = 6;
  if (word.size() < kShortestBrief || word.size() > kLongest) return {};
  std::array<char, kLongest + 1> other{};
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool twice = i + 1 < word.size() && word[i] == word[i + 1];
    const auto end = std::copy(word.begin() + static_cast<std::ptrdiff_t>(twice ? i + 1 : i), word.end(),
                               std::copy_n(word.begin(), twice ? i : i + 1, other.begin()));
    const std::string_view form = form_word({other.data(), static_cast<std::size_t>(end - other.begin())});
    if (form.size() >= kShortestBrief) return form;
  }
  return {};
}

// "5asu", "5pr": a word of a form with digits for the letters that look like them.
std::string_view read_as_letters(std::string_view word) {
  constexpr std::array<std::pair<char, char>, 4> kLike{{{'0', 'o'}, {'1', 'l'}, {'5', 's'}, {'8', 'b'}}};
  if (word.size() < kShortestBrief || word.size() > kLongestFormWord ||
      std::none_of(word.begin(), word.end(), [](char c) { return c <= '9'; }))
    return {};
  std::string other(word);
  for (const auto& [digit, letter] : kLike) std::replace(other.begin(), other.end(), digit, letter);
  return form_word(other);
}

// "Lta", "dcmc", "1tda", "ltdaa": three to five letters that are no syllables.
bool abbreviated(std::string_view word) {
  constexpr std::string_view kVowels = "aeiouy";
  const auto vowel = [&](char c) { return kVowels.find(c) != std::string_view::npos; };
  const std::size_t last = word.size() - 1;
  if (last > 0 && word[last] == word[last - 1]) word.remove_suffix(1);  // a letter typed twice
  return word.size() + 1 >= kAbbreviatedForm && word.size() <= kAbbreviatedForm + 1 &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }) &&
         !vowel(word[0]) && !vowel(word[1]) && std::count_if(word.begin(), word.end(), vowel) <= 1;
}

// A word of a form that `word`, whose letters are these, is but for so many slips.
std::string_view near_form_word(std::string_view word, std::uint64_t letters, std::size_t shortest,
                                int slips) {
  const auto apart = static_cast<std::size_t>(slips);
  const std::size_t least = std::max(word.size() - std::min(apart, word.size()), shortest);
  for (std::size_t length = least; length <= std::min(word.size() + apart, kLongestFormWord); ++length) {
    for (const Tables::FormWord& form : all().form_words[length]) {
      if (!form.alone && form.text.size() < kShortestFormWord) continue;
      if (may_be_slips(form.signature, letters, slips) && within_slips(word, form.text, slips))
        return form.text;
    }
  }
  return {};
}

// Of a word that is neither known nor a form's own, however near another is: aktsionernoe, aktsionerne.
std::string_view misspelt_form_word(std::string_view word, std::string_view before, std::string_view after,
                                    bool last) {
  if (word.size() + 1 < kAbbreviatedForm || word.size() > kLongestFormWord + 1) return {};
  if (!unknown_word(word) || is_form_word(word)) return {};
  const std::uint64_t letters = signature(word);
  const std::string_view form = near_form_word(word, letters, kShortestFormWord, 1);
  if (!form.empty() || before.empty()) return form;
  if (last && abbreviated(word)) {
    const std::string_view brief = near_form_word(word, letters, kAbbreviatedForm, 1);
    if (brief.size() == kAbbreviatedForm) return brief;
  }
  if (last) {
    if (const std::string_view brief = doubled_form_word(word); !brief.empty()) return brief;
  }
  const bool behind = is_form_word(before);
  if (!last && !behind) return {};
  constexpr std::size_t kLong = 7;
  return near_form_word(word, letters, behind && is_form_word(after) ? kShortestFormWord : kLong, 2);
}
}  // namespace

std::string_view legal_word_meant(std::string_view word, std::string_view before, std::string_view after,
                                  bool last) {
  if (const std::string_view form = misspelt_form_word(word, before, after, last); !form.empty()) return form;
  if (const std::string_view form = read_as_letters(word); !form.empty()) return form;
  // Scanners read m as rn.
  const std::size_t at = word.find("rn");
  if (at == std::string_view::npos || word.size() > kLongestFormWord + 1) return {};
  std::string read(word);
  read.replace(at, 2, "m");
  if (read.size() < kShortestFormWord) return {};
  if (const std::string_view form = form_word(read); !form.empty()) return form;
  return before.empty() || !last || !unknown_word(word)
             ? std::string_view{}
             : near_form_word(read, signature(read), kShortestFormWord, 1);
}

std::string_view number_word_meant(std::string_view word) {
  if (word.size() + 1 < kShortestNumberWord || !unknown_word(word)) return {};
  const std::uint64_t letters = signature(word);
  for (const Tables::NumberWord& number : all().number_words) {
    if (may_be_slips(number.signature, letters, 1) && within_slips(word, number.text, 1)) return number.text;
  }
  return {};
}

LegalForm legal_form_meant(std::span<const std::string_view> words) {
  if (words.size() < 2) return {};
  // "Cp" for "Co"; "Cc" is a form of South Africa.
  const auto other_letter = [](std::string_view word, std::string_view meant) {
    if (meant.size() != 2) return false;
    const bool other = word.size() == 2 && word[0] == meant[0] && word[1] != word[0];
    const bool doubled = word.size() == 3 && (word[1] == word[0] || word[1] == word[2]) &&
                         word[0] == meant[0] && word[2] == meant[1];
    return (other || doubled) && unknown_word(word);
  };
  std::string letters;
  for (const std::string_view word : words) letters += word;
  if (letters.size() + 1 < kShortestFormLetters || letters.size() > kLongestFormLetters + 1) return {};
  const std::uint64_t bits = signature(letters);
  const std::size_t most = std::min(letters.size() + 1, kLongestFormLetters);
  for (std::size_t n = std::max(letters.size() - 1, kShortestFormLetters); n <= most; ++n) {
    for (const Tables::FormLetters& form : all().form_letters[n]) {
      const std::vector<std::string_view>& meant = form.term->words;
      if (words.front() != meant.front() && !other_letter(words.front(), meant.front())) continue;
      if (may_be_slips(form.signature, bits, 1) && within_slips(letters, form.letters, 1))
        return {.words = words.size(), .name = form.term->name, .family = form.term->tag.class_id};
    }
  }
  return {};
}

LegalForm long_form_meant(std::span<const std::string_view> words, std::size_t& first) {
  const Tables& tables = all();
  // May the words from `start` on be the form, with so many slips in all?
  const auto meant = [&](const Tables::Anchor& anchor, std::size_t start) {
    constexpr int kSlips = 2;
    constexpr std::size_t kShortest = 4;
    const std::vector<std::string_view>& form = anchor.term->words;
    std::size_t others = 0;
    int left = kSlips;
    for (std::size_t k = 0; k < form.size(); ++k) {
      const std::string_view word = words[start + k];
      if (word == form[k]) continue;
      const std::size_t gap = std::max(word.size(), form[k].size()) - std::min(word.size(), form[k].size());
      if (++others > anchor.most || form[k].size() < kShortest || gap > kSlips) return false;
      int slips = 1;
      const int most = form[k].size() == kShortest ? 1 : left;
      while (slips <= most && !within_slips(word, form[k], slips)) ++slips;
      if (slips > most) return false;
      left -= slips;
      // Within the form it can be no other word.
      const bool end = k == 0 || k + 1 == form.size();
      if (end && !unknown_word(word)) return false;
    }
    return others > 0;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() < kShortestFormWord ||
        !tables.anchor_beginnings.may_have(words[i].substr(0, kShortestJoined)))
      continue;
    const std::vector<Tables::Anchor>* anchors = tables.anchors.find(words[i]);
    if (anchors == nullptr) continue;
    for (const Tables::Anchor& anchor : *anchors) {
      const std::size_t size = anchor.term->words.size();
      // Something must be left for the name.
      if (i < anchor.place || i - anchor.place + size > words.size() || size == words.size()) continue;
      if (!meant(anchor, i - anchor.place)) continue;
      first = i - anchor.place;
      return {.words = size, .name = anchor.term->name, .family = anchor.term->tag.class_id};
    }
  }
  return {};
}

bool class_word_meant(std::string_view word, std::uint16_t class_id) {
  constexpr std::size_t kShortest = 5;
  const auto& of_class = all().of_class;
  if (class_id >= of_class.size() || word.size() + 1 < kShortest) return false;
  const std::uint64_t letters = signature(word);
  return std::any_of(of_class[class_id].begin(), of_class[class_id].end(), [&](const auto& meant) {
    return meant.text.size() >= kShortest && may_be_slips(letters, meant.signature, 1) &&
           within_slips(word, meant.text, 1) && unknown_word(word);
  });
}

ClassPair joined_classes(std::string_view word) {
  constexpr std::size_t kShortest = 9;
  const Tables& tables = all();
  if (word.size() < kShortest || !tables.beginnings.may_have(word.substr(0, kShortestJoined)) ||
      !tables.endings.may_have(word.substr(word.size() - kShortestJoined)) || !latin_letters(word) ||
      !unknown_word(word))
    return {};
  const auto class_of = [](std::string_view part) {
    const WordTag tag = tag_of(part);
    const bool one = (tag.flags & kGeneric) != 0 && classes_within(tag.class_id).first == 0;
    return one ? tag.class_id : std::uint16_t{0};
  };
  for (std::size_t cut = kShortestJoined; cut + kShortestJoined <= word.size(); ++cut) {
    const std::uint16_t first = class_of(word.substr(0, cut));
    if (first == 0) continue;
    if (const std::uint16_t second = class_of(word.substr(cut)); second != 0)
      return {.first = first, .second = second};
  }
  return {};
}

CompoundStart compound_start(std::string_view word) noexcept {
  const auto& known = all().compound_starts;
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const auto& start) { return word.starts_with(start.first); });
  if (found == known.end()) return {};
  return {.bytes = found->first.size(), .class_id = tag_of(found->second).class_id};
}

std::size_t compound_cut(std::string_view word) noexcept {
  constexpr std::size_t kShortestHead = 3;
  constexpr std::size_t kLongestHead = 12;
  constexpr std::size_t kShortestFirst = 4;
  if (word.size() < kShortestFirst + kShortestHead) return 0;
  const std::size_t least =
      word.size() > kLongestHead ? std::max(word.size() - kLongestHead, kShortestFirst) : kShortestFirst;
  // The longest head, and before it a known word, with or without what binds them.
  for (std::size_t cut = least; cut + kShortestHead <= word.size(); ++cut) {
    if (all().heads.find(word.substr(cut)) == nullptr || tag_of(word.substr(cut)).class_id == 0) continue;
    for (const std::string_view link : {"", "s", "es", "n", "en"}) {
      const std::string_view first = word.substr(0, cut);
      if (!first.ends_with(link) || first.size() < link.size() + kShortestFirst) continue;
      const WordTag tag = tag_of(first.substr(0, first.size() - link.size()));
      if (tag.class_id != 0 && (tag.flags & kGeneric) != 0) return cut;
    }
  }
  return 0;
}

NameMark name_mark_at(std::span<const std::string_view> words, bool ship) {
  const Term* term = longest(all().marks, words);
  if (term == nullptr || ((term->tag.flags & kTitle) != 0 && !ship)) return {};
  return {.words = term->words.size(), .other_party = (term->tag.flags & kSuffix) != 0};
}

Phrase title_at(std::span<const std::string_view> words) {
  const Term* term = longest(all().titles, words);
  if (term == nullptr || term->words.size() >= words.size()) return {};
  return {.words = term->words.size(), .name = term->name, .tag = term->tag};
}

Phrase phrase_at(std::span<const std::string_view> words) {
  const Term* term = longest(all().phrases, words);
  if (term == nullptr) return {};
  return {.words = term->words.size(), .name = term->name, .tag = term->tag};
}

std::vector<std::string_view> split_words(std::string_view text) {
  return split_at(text, ' ');
}

RunWord run_word_at(std::string_view run) {
  const Tables& tables = all();
  for (std::size_t length = std::min(tables.longest_run, run.size()); length > 0; --length) {
    if (const RunWord* word = tables.run_words.find(run.substr(0, length))) return *word;
  }
  return {};
}

}  // namespace weir::text
