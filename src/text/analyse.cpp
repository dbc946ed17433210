#include "text/analyse.hpp"

#include <algorithm>
#include <array>
#include <forward_list>
#include <functional>
#include <iterator>
#include <utility>

#include "text/acronym.hpp"
#include "text/by_letter.hpp"
#include "text/compounds.hpp"
#include "text/fold.hpp"
#include "text/inflect.hpp"
#include "text/lexicon.hpp"
#include "text/numbers.hpp"
#include "text/pinyin.hpp"
#include "text/romanise.hpp"
#include "text/syllables.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

// A word of the folded name; `text` lies in the folded name or in the scratch arena.
struct Piece {
  std::string_view text;
  Script script = Script::Other;
  bool dotted = false;
  bool glued = false;
};

// A piece with its readings, or what several pieces make together.
struct Unit {
  std::string_view text;    // of the only reading, when `readings` is empty
  std::string_view source;  // as folded
  Script script = Script::Latin;
  std::uint8_t flags = 0;
  std::uint16_t class_id = 0;
  NameWord name = 0;
  bool merged = false;  // `text` stands for other words: a compound, a term, a number in letters
  std::vector<Reading> readings;
};

// Buffers that live from name to name: a Latin name costs no allocation but its result.
struct Scratch {
  std::string folded;
  std::string joined;
  std::vector<Piece> pieces;
  std::vector<std::string_view> texts;
  std::vector<std::uint8_t> starts;     // of the texts: TermStart bits; none for persons
  std::vector<std::string_view> meant;  // texts, with slips in the words of legal forms mended
  std::vector<Unit> units;
  std::forward_list<std::string> arena;

  std::string_view keep(std::string text) { return arena.emplace_front(std::move(text)); }
};

constexpr std::array<Script, 128> kAscii = [] {
  std::array<Script, 128> all{};
  for (unsigned char c = 'a'; c <= 'z'; ++c) all[c] = Script::Latin;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) all[c] = Script::Latin;
  for (unsigned char c = '0'; c <= '9'; ++c) all[c] = Script::Digit;
  return all;
}();

Script script_at(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < kAscii.size()) {
    ++at;
    return kAscii[byte];
  }
  return script_of(next_point(text, at));
}

// Letters with a digit or two among them are a misread word ("ster1ing", "l0pez"), not a number.
bool misread(std::string_view text) {
  const auto digits = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
  constexpr std::size_t kMostDigits = 2;
  constexpr std::size_t kLetters = 3;
  return digits <= kMostDigits && text.size() >= digits + kLetters;
}

bool single_letter(std::string_view text) {
  if (text.size() == 1) return true;
  if (text.empty() || text.size() > 4) return false;
  std::size_t at = 0;
  next_point(text, at);
  return at == text.size();
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool for_people(Schema schema) {
  return schema == Schema::Person;
}
bool for_ships(Schema schema) {
  return schema == Schema::Vessel || schema == Schema::Airplane;
}

std::string without_marks(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c != '\'' && c != '"') out.push_back(c);
  }
  return out;
}

// "-e" and "-ye" of Persian, which bind two words: "Sherkat-e Melli-ye Iran". How many bytes they take.
std::size_t ezafe_at(std::string_view folded, std::size_t at) {
  if (at == 0 || folded[at] != '-' || folded[at - 1] == ' ') return 0;
  for (const std::string_view ezafe : {"-e", "-ye", "-yi", "-eh"}) {
    const std::size_t end = at + ezafe.size();
    if (folded.substr(at).starts_with(ezafe) && end < folded.size() && folded[end] == ' ')
      return ezafe.size();
  }
  return 0;
}

// "d'Etudes", "dell'Industria": words of French and Italian that stand before an apostrophe.
bool elided(std::string_view word) {
  constexpr std::array<std::string_view, 9> kWords{"d",    "l",    "dell", "nell", "all",
                                                   "dall", "sull", "qu",   "un"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Where the word behind an English ordinal begins that lost its space: "27thscientific"; 0 for other words.
std::size_t behind_ordinal(std::string_view word) {
  constexpr std::size_t kEnding = 2;
  constexpr std::size_t kShortestRest = 4;
  if (word.empty() || word.front() > '9') return 0;
  const std::size_t digits = word.find_first_not_of("0123456789");
  if (digits == std::string_view::npos || word.size() < digits + kEnding + kShortestRest) return 0;
  const std::string_view ending = word.substr(digits, kEnding);
  if (ending != "st" && ending != "nd" && ending != "rd" && ending != "th") return 0;
  const std::string_view rest = word.substr(digits + kEnding);
  const bool letters = std::all_of(rest.begin(), rest.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return letters ? digits + kEnding : 0;
}

// The words of a folded text. Scripts that run together end where the script changes; elsewhere letters,
// digits and look-alikes stay one word. An apostrophe inside a word belongs to it (O'Brien, Sana'a), and so
// do the Hebrew marks of abbreviation (בע"מ).
void split_into(std::string_view folded, std::vector<Piece>& out, Scratch& scratch, bool elides = false) {
  for (std::size_t at = 0; at < folded.size();) {
    at += ezafe_at(folded, at);
    if (at >= folded.size()) break;
    const std::size_t start = at;
    Script script = script_at(folded, at);
    if (script == Script::Other) {
      if (folded[start] == '&' || folded[start] == '+')
        out.push_back({.text = "and", .script = Script::Latin});
      continue;
    }
    bool marked = false;
    std::size_t end = at;
    while (at < folded.size()) {
      const char c = folded[at];
      if (script == Script::Latin && c >= 'a' && c <= 'z') {  // as nearly all are
        end = ++at;
        continue;
      }
      if (c == '\'' || (c == '"' && script == Script::Hebrew)) {
        std::size_t peek = at + 1;
        if (peek >= folded.size() || script_at(folded, peek) == Script::Other) break;
        if (elides && c == '\'' && elided(folded.substr(start, at - start))) break;
        marked = true;
        ++at;
        continue;
      }
      std::size_t next = at;
      const Script more = script_at(folded, next);
      if (more == Script::Other) break;
      if ((runs_together(more) || runs_together(script)) && more != script) break;
      // "동해1호": a number within a Korean name.
      if (more != script && (more == Script::Hangul || script == Script::Hangul) &&
          (more == Script::Digit || script == Script::Digit))
        break;
      if (script == Script::Digit) script = more;
      at = next;
      end = at;
    }
    const std::string_view word = folded.substr(start, end - start);
    Piece piece{.text = marked ? scratch.keep(without_marks(word)) : word, .script = script};
    if (const std::size_t rest = behind_ordinal(piece.text); rest != 0) {
      out.push_back({.text = piece.text.substr(0, rest), .script = script});
      piece.text.remove_prefix(rest);
    }
    at = end;
    if (at < folded.size() && (folded[at] == '.' || folded[at] == '/') && single_letter(piece.text)) {
      piece.dotted = true;
      piece.glued = at + 1 < folded.size() && folded[at + 1] != ' ';
    }
    out.push_back(piece);
  }
}

// "Suresh a/l Rajan", "Devi d/o Kumar": son of and daughter of, as papers of Malaysia and Singapore write
// them.
void join_parents(std::vector<Piece>& pieces) {
  constexpr std::array<std::array<std::string_view, 3>, 4> kParents{
      {{"a", "l", "bin"}, {"s", "o", "bin"}, {"a", "p", "bint"}, {"d", "o", "bint"}}};
  for (std::size_t i = 1; i + 2 < pieces.size(); ++i) {
    Piece& first = pieces[i];
    if (!first.dotted || !first.glued || first.text.size() != 1 || *(first.text.data() + 1) != '/') continue;
    for (const auto& [letter, other, meaning] : kParents) {
      if (first.text != letter || pieces[i + 1].text != other) continue;
      first = {.text = meaning, .script = Script::Latin};
      pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      break;
    }
  }
}

// A word behind which a person's name at birth stands: "née", "geb.", "z domu".
bool marks_birth(std::string_view word) {
  constexpr std::array<std::string_view, 9> kMarks{"nee",     "geb",        "geborene",   "born", "rozena",
                                                   "urozena", "урожденная", "урождённая", "урожд"};
  return std::find(kMarks.begin(), kMarks.end(), word) != kMarks.end();
}

// "S.AA.S.", "BB.S.C.": a letter typed twice among those of a legal form.
void mend_dotted(std::vector<Piece>& pieces) {
  const auto dot_behind = [](const Piece& piece) { return *(piece.text.data() + piece.text.size()) == '.'; };
  const auto letter = [&](std::size_t i) { return i < pieces.size() && pieces[i].text.size() == 1; };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Piece& piece = pieces[i];
    if (piece.text.size() != 2 || piece.text[0] != piece.text[1] || piece.script != Script::Latin ||
        !dot_behind(piece))
      continue;
    const std::string_view one = piece.text.substr(0, 1);
    const bool glued = letter(i + 1) && piece.text.data() + 3 == pieces[i + 1].text.data();
    std::size_t first = i;
    while (first > 0 && pieces[first - 1].dotted && pieces[first - 1].glued) --first;
    std::string joined;
    for (std::size_t k = first; k < i; ++k) joined += pieces[k].text;
    joined += one;
    for (std::size_t k = i + 1; glued && letter(k); ++k) {
      joined += pieces[k].text;
      if (!pieces[k].glued) break;
    }
    if (joined.size() < 2 || !is_form_word(joined)) continue;
    piece = {.text = one, .script = Script::Latin, .dotted = true, .glued = glued};
  }
}

// "l.l.c." -> "llc", "U.S.A." -> "usa", "M/V" -> "mv"; a person's "J.R." stays two initials.
void join_dotted(std::vector<Piece>& pieces, Schema schema, Scratch& scratch) {
  if (for_people(schema)) {
    join_parents(pieces);
    return;
  }
  mend_dotted(pieces);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i;
    while (end < pieces.size() && pieces[end].dotted && pieces[end].glued) ++end;
    if (end > i && end < pieces.size() && single_letter(pieces[end].text)) ++end;
    if (end - i >= 2) {
      std::string joined;
      for (std::size_t k = i; k < end; ++k) joined += pieces[k].text;
      // Undecided parties: two letters are more often initials, unless they are a legal form.
      const std::string_view whole = scratch.keep(std::move(joined));
      const std::array<std::string_view, 1> word{whole};
      if (whole == "ta" && *(pieces[i].text.data() + 1) == '/') {  // "Quay Ltd t/a Harbour Tools"
        pieces[kept++] = {.text = "dba", .script = Script::Latin};
        i = end;
        continue;
      }
      if (schema != Schema::LegalEntity || end - i >= 3 || legal_form_at(word).words == 1) {
        pieces[kept++] = {.text = whole, .script = pieces[i].script, .dotted = true};
        i = end;
        continue;
      }
    }
    pieces[kept++] = pieces[i++];
  }
  pieces.resize(kept);
}

// A Latin letter in a Cyrillic word (or the reverse) that looks the same is a typing error or a disguise.
void repair_mixed(Piece& piece, Scratch& scratch) {
  constexpr std::u32string_view kCyrillic = U"асеорхукмнтвіј";
  constexpr std::string_view kLatin = "aceopxykmhtbij";
  if (piece.script != Script::Latin && piece.script != Script::Cyrillic) return;
  std::size_t latin = 0;
  std::size_t cyrillic = 0;
  for (std::size_t at = 0; at < piece.text.size();) {
    const Script script = script_at(piece.text, at);
    latin += static_cast<std::size_t>(script == Script::Latin);
    cyrillic += static_cast<std::size_t>(script == Script::Cyrillic);
  }
  if (latin == 0 || cyrillic == 0) return;
  const bool to_cyrillic = cyrillic >= latin;
  std::string out;
  for (std::size_t at = 0; at < piece.text.size();) {
    char32_t c = next_point(piece.text, at);
    if (to_cyrillic && c < 0x80) {
      if (const auto found = kLatin.find(static_cast<char>(c)); found != std::string_view::npos)
        c = kCyrillic[found];
    } else if (!to_cyrillic && c >= 0x80) {
      if (const auto found = kCyrillic.find(c); found != std::u32string_view::npos)
        c = static_cast<unsigned char>(kLatin[found]);
    }
    append_point(out, c);
  }
  piece.text = scratch.keep(std::move(out));
  piece.script = to_cyrillic ? Script::Cyrillic : Script::Latin;
}

std::uint8_t flags_for(std::uint8_t flags, Schema schema) {
  // A word is a title only of a person (or a ship), generic only of others: "Bank" may be a surname,
  // "General" a company. The ship "Volgo-Don" has no Don aboard.
  if (for_ships(schema) && (flags & kTitle) != 0 && (flags & kPlace) != 0)
    return static_cast<std::uint8_t>(flags & ~kTitle);
  if (for_people(schema)) return static_cast<std::uint8_t>(flags & ~(kGeneric | kPlace | kNumber));
  if (schema == Schema::Company || schema == Schema::Organization)
    return static_cast<std::uint8_t>(flags & ~(kTitle | kSuffix));
  return flags;
}

// Classes of words that only bind others: "of", "in", "and", "named after", "Saint".
bool binding_class(std::uint16_t class_id) {
  static const std::array<std::uint16_t, 6> kBinding{tag_of("the").class_id,   tag_of("of").class_id,
                                                     tag_of("in").class_id,    tag_of("and").class_id,
                                                     tag_of("named").class_id, tag_of("saint").class_id};
  return std::find(kBinding.begin(), kBinding.end(), class_id) != kBinding.end();
}

// Scripts whose letters nobody reads as Latin words: the English word of the class stands for them.
bool read_by_meaning(Script script) {
  return script != Script::Latin && script != Script::Cyrillic && script != Script::Greek &&
         script != Script::Digit;
}

std::uint16_t class_of_reading(std::string_view word) {
  const WordTag tag = tag_of(word);
  return tag.class_id != 0 ? tag.class_id : inflected_tag(word, Script::Latin).class_id;
}

std::uint16_t number_class(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return 0;
    value = std::min<std::uint32_t>(value * 10 + static_cast<std::uint32_t>(c - '0'), kGreatestNumber + 1);
  }
  return value <= kGreatestNumber ? static_cast<std::uint16_t>(kFirstNumberClass + value) : std::uint16_t{0};
}

// "王建国先生", "นายสมชาย": titles that are written together with the name.
void cut_titles(Piece& piece) {
  switch (piece.script) {
    case Script::Han:
    case Script::Kana:
    case Script::Hangul:
      piece.text.remove_suffix(title_behind(piece.text));
      break;
    case Script::Thai:
    case Script::Burmese:
      piece.text.remove_prefix(title_before(piece.text));
      break;
    default:
      break;
  }
}

class Analyser {
 public:
  Analyser(Scratch& scratch, Schema schema) : scratch_(scratch), schema_(schema) {}

  void run(AnalysedName& out, bool plain) {
    std::vector<Piece>& pieces = scratch_.pieces;
    pieces.clear();
    split_into(scratch_.folded, pieces, scratch_, !for_people(schema_));
    if (!plain && !for_people(schema_)) split_arabic_and();
    if (pieces.size() > kMaxTokens) pieces.resize(kMaxTokens);
    join_dotted(pieces, schema_, scratch_);
    if (!for_people(schema_) && schema_ != Schema::LegalEntity && !for_ships(schema_)) join_letters();
    if (schema_ == Schema::Airplane) split_registration();
    if (for_ships(schema_)) {
      spell_out_stopped();
      drop_korean_ship();
    }
    if (!plain) {
      for (Piece& piece : pieces) {
        if (!is_ascii(piece.text)) repair_mixed(piece, scratch_);
        if (for_people(schema_)) cut_titles(piece);
      }
      join_scripts();
    }
    out.script = main_script();
    if (!plain) {
      language_ = guess_language(scratch_.folded, out.script);
    }
    scratch_.texts.clear();
    for (const Piece& piece : pieces) scratch_.texts.push_back(piece.text);
    set_starts();
    if (out.script == Script::Cyrillic && (for_people(schema_) || schema_ == Schema::LegalEntity)) {
      if (const std::string_view asian = east_asian_in_cyrillic(scratch_.texts); !asian.empty())
        language_ = asian;
    }
    if (for_people(schema_) && add_birth_names(out)) return;
    const std::vector<Part> parts =
        for_people(schema_) || schema_ == Schema::LegalEntity ? std::vector<Part>{} : names_within();
    if (parts.empty()) {
      add_forms(out, kMaxForms);
      add_body_forms(out);
      return;
    }
    // Each of its names is a form; there is room for two readings of each.
    const std::vector<Piece> all = pieces;
    for (const Part& part : parts) {
      pieces.assign(all.begin() + static_cast<std::ptrdiff_t>(part.first),
                    all.begin() + static_cast<std::ptrdiff_t>(part.last));
      scratch_.texts.clear();
      for (const Piece& piece : pieces) scratch_.texts.push_back(piece.text);
      set_starts();
      constexpr std::size_t kReadings = 2;
      add_forms(out, kReadings);
    }
  }

 private:
  // "CETC No. 54 Institute" as "China Electronics Technology Group Corporation No. 54 Institute", "НТЦ
  // Модуль" as "scientific technical center": a form for each meaning of the acronyms.
  void add_body_forms(AnalysedName& out) {
    const auto acronym = [](std::uint8_t starts) { return (starts & kIsAcronym) != 0; };
    if (for_ships(schema_) || schema_ == Schema::LegalEntity ||
        std::none_of(scratch_.starts.begin(), scratch_.starts.end(), acronym))
      return;
    const std::vector<Piece> all = scratch_.pieces;
    const std::vector<std::uint8_t> starts = scratch_.starts;
    for (std::size_t which = 0;; ++which) {
      bool any = false;
      std::vector<Piece>& pieces = scratch_.pieces;
      pieces.clear();
      for (std::size_t i = 0; i < all.size(); ++i) {
        const std::span<const std::string_view> words =
            acronym(starts[i]) ? body_of_acronym(all[i].text, which) : std::span<const std::string_view>{};
        any = any || !words.empty();
        if (words.empty()) pieces.push_back(all[i]);
        for (const std::string_view word : words) pieces.push_back({.text = word, .script = Script::Latin});
      }
      if (!any || pieces.size() > kMaxTokens) return;
      scratch_.texts.clear();
      for (const Piece& piece : pieces) scratch_.texts.push_back(piece.text);
      set_starts();
      add_forms(out, 1);
    }
  }

  // "Brigitte Moreau née Lefèvre" is Brigitte Moreau, Brigitte Lefèvre and Brigitte Moreau Lefèvre.
  bool add_birth_names(AnalysedName& out) {
    constexpr std::size_t kBefore = 2;  // names in front of the mark
    std::vector<Piece>& pieces = scratch_.pieces;
    std::size_t mark = kBefore;
    while (mark + 1 < pieces.size() && !marks_birth(pieces[mark].text)) ++mark;
    if (mark + 1 >= pieces.size()) return false;
    const std::vector<Piece> all = pieces;
    const auto at = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(i); };
    constexpr std::size_t kReadings = 2;
    for (const std::size_t kept : {mark, mark - 1}) {
      for (const bool born : {false, true}) {
        if (kept < mark && !born) continue;
        pieces.assign(all.begin(), at(kept));
        if (born) pieces.insert(pieces.end(), at(mark + 1), all.end());
        scratch_.texts.clear();
        for (const Piece& piece : pieces) scratch_.texts.push_back(piece.text);
        add_forms(out, kReadings);
      }
    }
    return true;
  }

  void set_starts() {
    scratch_.starts.clear();
    if (for_people(schema_)) return;
    for (const std::string_view text : scratch_.texts) scratch_.starts.push_back(term_starts(text));
  }

  void add_forms(AnalysedName& out, std::size_t most) {
    make_units();
    if (!for_people(schema_) && !for_ships(schema_)) {
      discount_branch();
      undo_genitives();
      drop_repeated();
      discount_seat();
    }
    std::size_t readings = 1;
    for (const Unit& unit : scratch_.units) readings = std::max(readings, unit.readings.size());
    readings = std::min(readings, most);
    out.forms.reserve(out.forms.size() + readings);
    for (std::size_t k = 0; k < readings; ++k) add_form(out, form_of(k));
    // Documents are read word by word: the words as written are a form of their own.
    if (std::any_of(scratch_.units.begin(), scratch_.units.end(),
                    [](const Unit& unit) { return unit.merged && is_ascii(unit.source); }))
      add_form(out, literal_form());
    if (!for_people(schema_) && !for_ships(schema_)) add_acronym_form(out);
    if (for_people(schema_) || schema_ == Schema::LegalEntity) {
      add_wade_forms(out);
      add_hepburn_form(out);
    }
  }

  // The names of one party within a name: "Zenith Ltd (formerly Borealis Ltd)". Empty when it is but one.
  struct Part {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  [[nodiscard]] std::vector<Part> names_within() const {
    const std::span<const std::string_view> texts(scratch_.texts);
    std::vector<Part> parts;
    std::size_t start = 0;
    bool marked = false;
    for (std::size_t i = 0; i < texts.size();) {
      const NameMark mark =
          (scratch_.starts[i] & kStartsMark) == 0
              ? NameMark{}
              : name_mark_at(texts.subspan(i), for_ships(schema_) || around(texts[i]).before == '(');
      // At the end it marks nothing, and "Ex Libris" may begin with it.
      if (mark.words == 0 || i + mark.words >= texts.size() ||
          (i == 0 && (for_ships(schema_) || mark.other_party))) {
        ++i;
        continue;
      }
      if (i > start) parts.push_back({start, i});
      if (mark.other_party) return parts;
      i += mark.words;
      start = i;
      marked = true;
    }
    if (!marked) return {};
    parts.push_back({start, texts.size()});
    return parts;
  }

  [[nodiscard]] Script main_script() const {
    std::array<std::size_t, kScripts> bytes{};
    for (const Piece& piece : scratch_.pieces)
      bytes[static_cast<std::size_t>(piece.script)] += piece.text.size();
    return static_cast<Script>(std::max_element(bytes.begin(), bytes.end()) - bytes.begin());
  }

  // "EPGOM" as "EP-GOM", alone or behind "M/T" and the like.
  void split_registration() {
    std::vector<Piece>& pieces = scratch_.pieces;
    const auto says_nothing = [](const Piece& piece) { return (tag_of(piece.text).flags & kTitle) != 0; };
    if (pieces.empty() || !std::all_of(pieces.begin(), pieces.end() - 1, says_nothing)) return;
    const std::string_view text = pieces.back().text;
    const std::size_t known = nationality_mark(text);
    const std::size_t cut = known > 0 ? known : unknown_mark(text);
    if (cut == 0) return;
    Piece rest = pieces.back();
    pieces.back().text = text.substr(0, cut);
    rest.text = text.substr(cut);
    pieces.push_back(rest);
  }

  // What stands around a piece of the folded name; 0 at its ends, and for pieces that were put together.
  struct Around {
    char before = 0;
    char behind = 0;
  };
  [[nodiscard]] Around around(std::string_view text) const {
    const std::string_view folded = scratch_.folded;
    const std::less<> less;
    if (text.empty() || less(text.data(), folded.data()) ||
        less(folded.data() + folded.size(), text.data() + text.size()))
      return {};
    const auto first = static_cast<std::size_t>(text.data() - folded.data());
    const std::size_t end = first + text.size();
    return {.before = first == 0 ? '\0' : folded[first - 1],
            .behind = end == folded.size() ? '\0' : folded[end]};
  }

  // "Cap. Andreas", "Mt. Athos", where "MT Athos" is a motor tanker.
  void spell_out_stopped() {
    for (Piece& piece : scratch_.pieces) {
      if (piece.script != Script::Latin || around(piece.text).behind != '.') continue;
      if (const std::string_view word = stopped_word(piece.text); !word.empty()) piece.text = word;
    }
  }

  // "Geumgangsan Ho": 호 says that it is a ship.
  void drop_korean_ship() {
    std::vector<Piece>& pieces = scratch_.pieces;
    constexpr std::size_t kLong = 5;  // letters of two syllables
    constexpr std::size_t kSyllables = 3;
    if (pieces.size() < 2 || pieces.back().text != "ho") return;
    const std::string_view before = pieces[pieces.size() - 2].text;
    const bool name = pieces.size() > kSyllables || before.size() >= kLong;
    if (name && (lexicon_of(before) & kEnglish) == 0) pieces.pop_back();
  }

  // "N P C International": letters that stand apart are an acronym.
  void join_letters() {
    std::vector<Piece>& pieces = scratch_.pieces;
    const auto letter = [&](std::size_t i) {
      return i < pieces.size() && pieces[i].text.size() == 1 && pieces[i].script == Script::Latin;
    };
    constexpr std::size_t kLeast = 3;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) letters += static_cast<std::size_t>(letter(i));
    if (letters < kLeast) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < pieces.size();) {
      std::size_t end = i;
      while (letter(end)) ++end;
      if (end - i >= kLeast) {
        std::string joined;
        for (std::size_t k = i; k < end; ++k) joined += pieces[k].text;
        // Letters of a legal form ("S P A") are one already when the form is known so.
        std::vector<std::string_view> texts;
        for (std::size_t k = i; k < end; ++k) texts.push_back(pieces[k].text);
        if (legal_form_at(texts).words == 0) {
          pieces[kept++] = {.text = scratch_.keep(std::move(joined)), .script = Script::Latin};
          i = end;
          continue;
        }
      }
      pieces[kept++] = pieces[i++];
    }
    pieces.resize(kept);
  }

  // "and" is written together with the Arabic word behind it: والثروة.
  void split_arabic_and() {
    constexpr std::string_view kAnd = "و";
    constexpr std::size_t kShortest = 8;  // bytes of what follows
    std::vector<Piece>& pieces = scratch_.pieces;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      const std::string_view text = pieces[i].text;
      if (pieces[i].script != Script::Arabic || !text.starts_with(kAnd) ||
          text.size() < kAnd.size() + kShortest)
        continue;
      const std::string_view rest = text.substr(kAnd.size());
      if (!rest.starts_with("ال") && !rest.starts_with("لل") && tag_of(rest).class_id == 0) continue;
      if (tag_of(text).class_id != 0) continue;
      pieces[i].text = kAnd;
      Piece word = pieces[i];
      word.text = rest;
      pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1, word);
      ++i;
    }
  }

  // Arabic compounds, and Korean names written with a space, become one piece.
  void join_scripts() {
    std::vector<Piece>& pieces = scratch_.pieces;
    const bool maybe_person = for_people(schema_) || schema_ == Schema::LegalEntity;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const bool arabic = i + 1 < pieces.size() && pieces[i].script == Script::Arabic &&
                          pieces[i + 1].script == Script::Arabic &&
                          joins_arabic(pieces[i].text, pieces[i + 1].text);
      constexpr std::size_t kTwoSyllables = 6;  // bytes
      const bool korean = maybe_person && i == 0 && pieces.size() == 2 &&
                          pieces[0].script == Script::Hangul && pieces[1].script == Script::Hangul &&
                          pieces[0].text.size() <= kTwoSyllables && pieces[1].text.size() <= kTwoSyllables;
      if (arabic || korean) {
        pieces[kept++] = {
            .text = scratch_.keep(std::string(pieces[i].text) + std::string(pieces[i + 1].text)),
            .script = pieces[i].script};
        ++i;
        continue;
      }
      pieces[kept++] = pieces[i];
    }
    pieces.resize(kept);
  }

  // "Ó Súilleabháin", "Ní Dhónaill", "Mac Giolla": a surname that the tables have as one word.
  bool irish_name(std::size_t i) {
    const std::span<const std::string_view> texts(scratch_.texts);
    constexpr std::array<std::string_view, 6> kPrefixes{"o", "ni", "nic", "mac", "mc", "ui"};
    if (i + 1 >= texts.size() || scratch_.pieces[i].script != Script::Latin || scratch_.pieces[i].dotted ||
        std::find(kPrefixes.begin(), kPrefixes.end(), texts[i]) == kPrefixes.end())
      return false;
    std::string joined(texts[i]);
    joined.append(texts[i + 1]);
    const NameWord name = name_word(joined);
    if (name == 0) return false;
    Unit& unit = add_unit(scratch_.keep(std::move(joined)), source_of(i, 2), Script::Latin, 0, 0);
    unit.name = name;
    unit.merged = true;
    return true;
  }

  Unit& add_unit(std::string_view text, std::string_view source, Script script, std::uint8_t flags,
                 std::uint16_t class_id) {
    return scratch_.units.emplace_back(
        Unit{.text = text, .source = source, .script = script, .flags = flags, .class_id = class_id});
  }

  [[nodiscard]] std::string_view source_of(std::size_t first, std::size_t count) {
    if (count == 1) return scratch_.texts[first];
    std::string source;
    for (std::size_t k = 0; k < count; ++k) {
      if (k > 0) source += ' ';
      source += scratch_.texts[first + k];
    }
    return scratch_.keep(std::move(source));
  }

  // "S.C.D." at the end of a company's name: a legal form that the tables do not have, or a slip in one.
  [[nodiscard]] bool unknown_abbreviation(std::size_t i) const {
    constexpr std::size_t kLongest = 4;
    const Piece& piece = scratch_.pieces[i];
    return piece.dotted && i > 0 && i + 1 == scratch_.pieces.size() && piece.text.size() > 1 &&
           piece.text.size() <= kLongest && tag_of(piece.text).flags == 0;
  }

  // "JOINT STOKC COMPAYN": the words of legal forms are long and known, so a slip in one is no name.
  void mend_forms() {
    scratch_.meant = scratch_.texts;
    meant_form_ = {};
    bool last = true;  // behind it stand legal forms alone
    for (std::size_t i = scratch_.meant.size(); i-- > 0;) {
      std::string_view& text = scratch_.meant[i];
      const Script script = scratch_.pieces[i].script;
      if (script == Script::Latin || (script == Script::Digit && !is_number(text))) {
        const std::string_view before = i > 0 ? scratch_.texts[i - 1] : std::string_view{};
        const std::string_view after =
            i + 1 < scratch_.meant.size() ? scratch_.meant[i + 1] : std::string_view{};
        const std::string_view word = legal_word_meant(text, before, after, last);
        if (!word.empty()) {
          text = word;
        } else if (const std::string_view number = number_word_meant(text); !number.empty()) {
          text = scratch_.texts[i] = scratch_.pieces[i].text = number;  // "Twelfh Ocean GmbH"
        }
      }
      const bool may_be_form =
          (scratch_.starts[i] & kStartsForm) != 0 || text.data() != scratch_.texts[i].data();
      last = last && may_be_form && legal_form_at(std::span(scratch_.meant).subspan(i)).words > 0;
    }
    meant_form_ = long_form_meant(scratch_.meant, meant_first_);
    if (meant_form_.words == 0) mend_abbreviations();
  }

  // "Sosval SA DE CVV", "Dileo y Ci SCS": a form of several abbreviations with a slip in one of them, at the
  // end or in front of other forms.
  void mend_abbreviations() {
    const std::span<const std::string_view> texts(scratch_.meant);
    constexpr std::size_t kMost = 7;  // words: S P R de RL de CV
    const auto form_at = [&](std::size_t i) { return legal_form_at(texts.subspan(i)).words; };
    std::size_t end = texts.size();
    for (std::size_t i = end; i-- > 1 && texts.size() - i <= kMost;) {
      if (form_at(i) == end - i) end = i;
    }
    for (const std::size_t last : {texts.size(), end}) {
      for (std::size_t first = last > kMost + 1 ? last - kMost : 1; first + 1 < last; ++first) {
        if (((scratch_.starts[first] | scratch_.starts[last - 1]) & kStartsForm) == 0) continue;
        if (form_at(first) > 1) break;
        const LegalForm form = legal_form_meant(texts.subspan(first, last - first));
        if (form.words == 0) continue;
        meant_form_ = form;
        meant_first_ = first;
        return;
      }
    }
  }

  // "Global Technology Import & Export, S.A. (GTI)": the last word has the first letters of words in front of
  // the form.
  [[nodiscard]] bool before_acronym(std::size_t i) const {
    constexpr std::size_t kShortest = 3;
    const std::vector<std::string_view>& texts = scratch_.texts;
    if (i == 0 || i + 2 != texts.size() || !scratch_.pieces[i].dotted) return false;
    const std::string_view acronym = texts.back();
    if (acronym.size() < kShortest || acronym.front() != texts.front().front()) return false;
    std::size_t letters = 0;
    for (std::size_t k = 0; k < i; ++k) {
      for (const char c : texts[k])
        letters += static_cast<std::size_t>(letters < acronym.size() && c == acronym[letters]);
    }
    return letters == acronym.size();
  }

  // Single words are legal forms only at an end of the name ("SA" in "SA Mining" and "Banco SA", not within),
  // several words anywhere.
  [[nodiscard]] LegalForm legal_form(std::size_t i) const {
    const std::vector<std::string_view>& texts = scratch_.meant;
    if (meant_form_.words > 0 && i == meant_first_) return meant_form_;
    const bool none = (scratch_.starts[i] & kStartsForm) == 0 && texts[i].data() == scratch_.texts[i].data();
    const LegalForm form = none ? LegalForm{} : legal_form_at(std::span(texts).subspan(i));
    const auto is_legal = [](const Unit& unit) { return (unit.flags & kLegal) != 0; };
    const bool first = std::all_of(scratch_.units.begin(), scratch_.units.end(), is_legal);
    if (form.words == 0 && !first && unknown_abbreviation(i)) return {.words = 1, .name = texts[i]};
    if (form.words == 0 || form.words >= texts.size()) return {};
    if (form.words == 1 && !first && i + 1 != texts.size()) {
      // Allowed inside when only legal forms follow ("Co., Ltd.") or the word cannot be anything else (three
      // letters or more).
      const bool more = legal_form_at(std::span(texts).subspan(i + 1)).words == texts.size() - i - 1;
      constexpr std::size_t kUnmistakable = 3;
      // "Natl Sci Research" is no société civile. "Rederi AB Vega": customs of the North put the form behind
      // the trade.
      const bool behind_trade = (texts[i] == "ab" || texts[i] == "oy") &&
                                std::all_of(scratch_.units.begin(), scratch_.units.end(),
                                            [](const Unit& unit) { return (unit.flags & kGeneric) != 0; });
      if (!more && !behind_trade && !before_acronym(i) &&
          (texts[i].size() < kUnmistakable || texts[i] == "sci"))
        return {};
    }
    // At the start two Latin letters are more often a name ("AS Roma", "Co Star"), but for those that customs
    // put there.
    constexpr std::array<std::string_view, 8> kInFront{"ao", "pt", "sa", "cv", "ou", "ab", "oy", "ad"};
    if (i == 0 && form.words == 1 && scratch_.pieces[0].script == Script::Latin && texts[0].size() < 3 &&
        !scratch_.pieces[0].dotted && std::find(kInFront.begin(), kInFront.end(), texts[0]) == kInFront.end())
      return {};
    return form;
  }

  // "Greenwood" ends in a word that ends like a form.
  static bool ends_otherwise(std::string_view text, std::string_view end) {
    for (std::size_t size = end.size() + 1; size <= text.size(); ++size) {
      const std::string_view word = text.substr(text.size() - size);
      if ((lexicon_of(word) & (kEnglish | kSurname)) != 0 || tag_of(word).flags != 0) return true;
    }
    return false;
  }

  // A legal form glued to the name: "NordwerkGmbH", "ОООСевер".
  bool glued_form(std::size_t i) {
    const std::string_view text = scratch_.texts[i];
    static constexpr std::array<std::string_view, 19> kEnds{
        "gmbh",         "coltd", "pvtltd",  "sdnbhd",  "ltda",        "sarl",          "llc",
        "ltd",          "srl",   "company", "limited", "corporation", "establishment", "partnership",
        "incorporated", "doo",   "eood",    "ood",     "offshore"};
    static constexpr LetterPairs kLastLetters = endings_of(kEnds);
    constexpr std::size_t kShortestName = 4;
    // "Igaltda": three letters are enough of a name in front of four that are a form.
    const auto enough = [&](std::string_view end) {
      return text.size() >= end.size() + kShortestName - (end.size() >= kShortestName ? 1 : 0);
    };
    for (const std::string_view end : kEnds) {
      if (!kLastLetters.at_end_of(text)) break;
      if (!enough(end) || !text.ends_with(end) || ends_otherwise(text, end)) continue;
      add_plain(text.substr(0, text.size() - end.size()), scratch_.pieces[i].script);
      const std::array<std::string_view, 1> word{end};
      const LegalForm form = legal_form_at(word);
      add_unit(form.words > 0 ? form.name : "ltd", end, Script::Latin, kLegal, form.family);
      return true;
    }
    constexpr std::string_view kOoo = "ооо";
    if (i == 0 && text.starts_with(kOoo) && text.size() >= kOoo.size() + 2 * kShortestName) {
      const std::array<std::string_view, 1> word{kOoo};
      const LegalForm form = legal_form_at(word);
      add_unit(form.name, kOoo, Script::Cyrillic, kLegal, form.family);
      add_plain(text.substr(kOoo.size()), Script::Cyrillic);
      return true;
    }
    return false;
  }

  // Words of companies in pinyin, syllable by syllable: "dian zi" is electronics, and "chang" behind a word
  // of companies a plant. How many syllables they take.
  std::size_t pinyin_word(std::size_t i) {
    const std::vector<std::string_view>& texts = scratch_.texts;
    if (i == 0 || !is_pinyin_syllable(texts[i])) return 0;
    if (texts[i] == "chang" && !scratch_.units.empty() && (scratch_.units.back().flags & kGeneric) != 0) {
      add_unit(texts[i], texts[i], Script::Latin, kGeneric, tag_of("plant").class_id);
      return 1;
    }
    constexpr std::size_t kMost = 3;
    for (std::size_t count = std::min(kMost, texts.size() - i); count > 1; --count) {
      std::string joined;
      bool syllables = true;
      for (std::size_t k = i; k < i + count; ++k) {
        syllables = syllables && is_pinyin_syllable(texts[k]);
        joined += texts[k];
      }
      if (!syllables) continue;
      WordTag tag = tag_of(joined);
      if (tag.class_id == 0) tag = inflected_tag(joined, Script::Latin);
      if (tag.class_id == 0 || (tag.flags & kGeneric) == 0) continue;
      add_unit(scratch_.keep(std::move(joined)), source_of(i, count), Script::Latin, kGeneric, tag.class_id)
          .merged = true;
      return count;
    }
    return 0;
  }

  // Numbers of organisations and ships in digits; how many words they take.
  std::size_t number_at(std::size_t i) {
    const std::vector<std::string_view>& texts = scratch_.texts;
    const std::string_view text = texts[i];
    const auto add = [&](std::string digits, std::string_view source) {
      const std::uint16_t class_id = number_class(digits);
      const std::string_view kept = digits == source ? source : scratch_.keep(std::move(digits));
      add_unit(kept, source, Script::Digit, kNumber, class_id).merged = kept != source;
    };
    if (has_digit(text)) {
      std::string digits = plain_digits(text);
      if (digits.empty()) return 0;
      const bool ending = i + 1 < texts.size() && texts[i + 1].size() <= 4 && !is_ascii(texts[i + 1]) &&
                          ordinal_ending(texts[i + 1]);
      add(std::move(digits), text);
      return ending ? 2 : 1;
    }
    if (i + 1 < texts.size() && announces_number(text)) {
      std::string digits = plain_digits(texts[i + 1]);
      if (const int roman = roman_number(texts[i + 1]); digits.empty() && roman > 0)
        digits = std::to_string(roman);
      if (!digits.empty()) {
        add(std::move(digits), texts[i + 1]);
        return 2;
      }
    }
    // "twenty-third", "двадцать первый"
    const auto value_of = [&](std::size_t at) -> int {
      if (at >= texts.size()) return 0;
      WordTag tag = tag_of(texts[at]);
      if (tag.class_id == 0 && scratch_.pieces[at].script == Script::Cyrillic)
        tag = inflected_tag(texts[at], Script::Cyrillic);
      return (tag.flags & kNumber) != 0 && tag.class_id >= kFirstNumberClass
                 ? tag.class_id - kFirstNumberClass
                 : 0;
    };
    if (const int tens = value_of(i); tens >= 20 && tens < 100 && tens % 10 == 0) {
      if (const int unit = value_of(i + 1); unit > 0 && unit < 10) {
        add(std::to_string(tens + unit), source_of(i, 2));
        return 2;
      }
    }
    const bool last = i + 1 == texts.size();
    if (i > 0) {
      int roman = roman_number(text);
      if (roman == 6 || roman == 11) roman = last || for_ships(schema_) ? roman : 0;  // vi, xi are words too
      if (roman == 0 && last && for_ships(schema_)) roman = roman_letter(text);
      if (roman > 0) {
        add(std::to_string(roman), text);
        return 1;
      }
    }
    return 0;
  }

  // "Maschinenfabrik" as "machinery" and "plant".
  bool add_compound(std::string_view text) {
    const std::size_t cut = compound_cut(text);
    if (cut == 0) return add_joined(text);
    std::string_view first = text.substr(0, cut);
    WordTag of_first = tag_of(first);
    for (const std::size_t link : {1U, 2U}) {
      if (of_first.class_id == 0 && first.size() > link + 1)
        of_first = tag_of(first.substr(0, first.size() - link));
    }
    const WordTag of_head = tag_of(text.substr(cut));
    if (of_first.class_id == 0 || of_head.class_id == 0) return false;
    add_two_classes(text, Script::Latin, of_first.class_id, of_head.class_id);
    return true;
  }

  // "Cargofreight" as cargo and freight, which are one thing.
  bool add_joined(std::string_view text) {
    const auto [first, second] = joined_classes(text);
    if (first == 0) return false;
    add_two_classes(text, Script::Latin, first, second);
    return true;
  }

  // "Нижневолжский" as "lower" and "Volga", "радиоэлектронный" as "radio" and "electronic": the rest must be
  // known.
  bool add_cyrillic_compound(std::string_view text) {
    const CompoundStart start = compound_start(text);
    constexpr std::size_t kShortest = 10;  // bytes: five letters
    if (start.class_id == 0 || text.size() < start.bytes + kShortest) return false;
    const std::string_view rest = text.substr(start.bytes);
    WordTag of_rest = tag_of(rest);
    if (of_rest.class_id == 0) of_rest = inflected_tag(rest, Script::Cyrillic);
    if (of_rest.class_id == 0 || (of_rest.flags & (kGeneric | kPlace)) == 0) return false;
    add_two_classes(text, Script::Cyrillic, start.class_id, of_rest.class_id);
    return true;
  }

  void add_two_classes(std::string_view text, Script script, std::uint16_t first, std::uint16_t second) {
    Unit& unit = add_unit({}, text, script, 0, 0);
    Reading reading{.words = {std::string(class_word(first))}, .tags = {{0, "generic"}}};
    if (second != first) {
      reading.words.emplace_back(class_word(second));
      reading.tags.emplace_back(1, "generic");
    }
    unit.readings.push_back(std::move(reading));
    unit.merged = true;
  }

  void add_plain(std::string_view text, Script script) {
    WordTag tag = tag_of(text);
    const bool people = for_people(schema_);
    // A ship's own name: "Blue Pearl" is not less told by it than "Natalia".
    if (for_ships(schema_) && telling_class(tag.class_id)) tag = {};
    if (!people && tag.class_id == 0) {
      if (script == Script::Cyrillic && !for_ships(schema_) && add_cyrillic_compound(text)) return;
      if (const WordTag inflected = inflected_tag(text, script); inflected.class_id != 0) {
        tag = inflected;
      } else if (script == Script::Latin && !for_ships(schema_) && tag.flags == 0 && add_compound(text)) {
        return;
      }
    }
    if (const ClassPair both = classes_within(tag.class_id);
        both.first != 0 && !people && !for_ships(schema_)) {
      add_two_classes(text, script, both.first, both.second);
      return;
    }
    Unit& unit = add_unit(text, text, script, flags_for(tag.flags, schema_), 0);
    if ((unit.flags & (kGeneric | kPlace | kParticle | kNumber)) != 0) unit.class_id = tag.class_id;
    // "of" and "and" mean the same in names of organisations and weigh like particles; a person's "de" is not
    // "van", and Te may be a surname.
    if (unit.class_id != 0 && binding_class(unit.class_id)) {
      if (people || schema_ == Schema::LegalEntity) {
        if ((unit.flags & kParticle) != 0) unit.class_id = 0;
      } else {
        unit.flags = kParticle;
      }
    }
    if (has_digit(text) && !misread(text)) unit.flags |= kNumber;
    if (single_letter(text) && unit.flags == 0 && !runs_together(script)) unit.flags |= kInitial;
    if ((unit.flags & kNumber) != 0 && unit.class_id >= kFirstNumberClass) {
      unit.text = scratch_.keep(std::to_string(unit.class_id - kFirstNumberClass));
      unit.merged = unit.text != text;
      return;
    }
    const bool translated = !for_ships(schema_) || (unit.flags & kGeneric) == 0;
    if (unit.class_id != 0 && read_by_meaning(script) && translated &&
        class_word(unit.class_id).find(' ') == std::string_view::npos) {
      unit.text = class_word(unit.class_id);
      // "Bank Melli Iran", "Ararat Shin": names are translated or spelt out.
      if (script != Script::Han && script != Script::Kana && script != Script::Hangul &&
          (unit.flags & kGeneric) != 0) {
        unit.readings = romanise(text, script, schema_, language_);
        const bool telling = telling_class(unit.class_id);
        if (unit.readings.size() > 1 && !telling) unit.readings.resize(1);
        // Where names are seldom spelt out, the last form alone does.
        const bool seldom = !telling && script != Script::Arabic && script != Script::Hebrew;
        unit.readings.insert(unit.readings.begin(), seldom ? kMaxReadings - 1 : 1,
                             Reading{.words = {std::string(unit.text)}, .tags = {}});
      }
      return;
    }
    if (!for_ships(schema_) && (people || (unit.class_id == 0 && unit.flags == 0)))
      unit.name = name_word(text);
    if (script != Script::Latin || !is_ascii(text)) {
      if (script != Script::Digit) unit.readings = romanise(text, script, schema_, language_);
      if (script == Script::Greek && schema_ != Schema::Person && !for_ships(schema_))
        add_nominative(unit, text);
      if (unit.readings.empty()) unit.text = script == Script::Digit ? text : std::string_view{};
    }
  }

  // "Κλωστήρια Νάουσας": of Naousa. Behind a word of companies an ending of the genitive is one.
  void add_nominative(Unit& unit, std::string_view text) {
    constexpr std::size_t kShortest = 8;  // bytes: four letters
    const std::vector<Unit>& units = scratch_.units;
    if (units.size() < 2 || (units[units.size() - 2].flags & kGeneric) == 0) return;
    for (const std::string_view ending : {"ασ", "ησ"}) {
      if (text.size() < kShortest + ending.size() || !text.ends_with(ending)) continue;
      constexpr std::size_t kSigma = 2;
      std::vector<Reading> more =
          romanise(text.substr(0, text.size() - kSigma), Script::Greek, schema_, language_);
      std::move(more.begin(), more.end(), std::back_inserter(unit.readings));
      if (unit.readings.size() > kMaxReadings) unit.readings.resize(kMaxReadings);
    }
  }

  void make_units() {
    std::vector<Unit>& units = scratch_.units;
    units.clear();
    const std::vector<Piece>& pieces = scratch_.pieces;
    const std::span<const std::string_view> texts(scratch_.texts);
    const bool people = for_people(schema_);
    const bool may_have_form = !people && !for_ships(schema_);
    if (may_have_form) mend_forms();
    // "毛 泽东": a surname and a given name written apart.
    if ((people || schema_ == Schema::LegalEntity) && pieces.size() == 2 && pieces[0].script == Script::Han &&
        pieces[1].script == Script::Han) {
      constexpr std::size_t kLongestPart = 9;  // bytes
      if (texts[0].size() <= kLongestPart && texts[1].size() <= kLongestPart) {
        Unit& unit = add_unit({}, source_of(0, 2), Script::Han, 0, 0);
        unit.readings = romanise_han_name(texts[0], texts[1]);
        if (!unit.readings.empty()) return;
        units.clear();
      }
    }
    for (std::size_t i = 0; i < pieces.size();) {
      const bool may_be_phrase = !people && (scratch_.starts[i] & kStartsPhrase) != 0;
      const Phrase phrase = may_be_phrase ? phrase_at(texts.subspan(i)) : Phrase{};
      if (may_have_form) {
        // "Co-op" is no "Co.": a longer term comes first.
        const LegalForm form = legal_form(i);
        if (form.words > 0 && (form.words > 1 || phrase.words <= form.words)) {
          add_unit(form.name, source_of(i, form.words), pieces[i].script, kLegal, form.family);
          i += form.words;
          continue;
        }
        if (glued_form(i)) {
          ++i;
          continue;
        }
      }
      if (!people) {
        if (phrase.words > 0) {
          add_unit(phrase.name, source_of(i, phrase.words), pieces[i].script,
                   flags_for(phrase.tag.flags, schema_), phrase.tag.class_id)
              .merged = true;
          i += phrase.words;
          continue;
        }
        if (const std::size_t words = number_at(i); words > 0) {
          i += words;
          continue;
        }
      }
      if (people && pieces[i].script == Script::Latin && i + 2 < pieces.size() &&
          std::all_of(units.begin(), units.end(), [](const Unit& unit) { return unit.flags == kTitle; })) {
        if (const Phrase title = title_at(texts.subspan(i)); title.words > 0) {
          add_unit(title.name, source_of(i, title.words), Script::Latin, kTitle, 0).merged = true;
          i += title.words;
          continue;
        }
      }
      if (pieces[i].script == Script::Latin) {
        if (const std::size_t words = compound_at(texts.subspan(i), scratch_.joined); words > 0) {
          const std::string_view joined = scratch_.keep(scratch_.joined);
          Unit& unit = add_unit(joined, source_of(i, words), Script::Latin, 0, 0);
          unit.name = name_word(joined);
          unit.merged = true;
          i += words;
          continue;
        }
      }
      if (people && irish_name(i)) {
        i += 2;
        continue;
      }
      if (!people && !for_ships(schema_) && pieces[i].script == Script::Latin) {
        if (const std::size_t words = pinyin_word(i); words > 0) {
          i += words;
          continue;
        }
      }
      add_plain(texts[i], pieces[i].script);
      // "Y. Ahmadi": a letter before a full stop, or at an end of a person's name, is an initial, though "y"
      // and "e" are particles between two names.
      Unit& unit = scratch_.units.back();
      const bool at_end = i == 0 || i + 1 == pieces.size();
      if (people && (unit.flags & kParticle) != 0 && single_letter(texts[i]) &&
          (pieces[i].dotted || at_end)) {
        unit.flags = kInitial;
        unit.class_id = 0;
      }
      // "Ali Agha-Ahmadi": what a hyphen binds to the family name is part of it.
      if (people && i > 0 && (unit.flags & kTitle) != 0 && hyphen_behind(i)) {
        unit.flags &= static_cast<std::uint8_t>(~kTitle);
        unit.class_id = 0;
      }
      ++i;
    }
    if (people) {
      tag_front_title();
      keep_second_name();
    } else {
      speak_constructs();
    }
  }

  // "زهرة البحر", Zahrat al-Bahr: before the word that it belongs to, the ending of feminines is spoken -at.
  void speak_constructs() {
    constexpr std::string_view kFeminine = "ة";
    std::vector<Unit>& units = scratch_.units;
    for (std::size_t i = 0; i + 1 < units.size(); ++i) {
      Unit& unit = units[i];
      if (unit.script != Script::Arabic || units[i + 1].script != Script::Arabic ||
          !unit.source.ends_with(kFeminine))
        continue;
      std::vector<Reading> readings;
      for (const Reading& reading : unit.readings) {
        if (!reading.words.empty() && reading.words.back().ends_with('a')) {
          readings.push_back(reading);
          readings.back().words.back().push_back('t');
        }
        readings.push_back(reading);
      }
      if (readings.size() > kMaxReadings) readings.resize(kMaxReadings);
      unit.readings = std::move(readings);
    }
  }

  // Between a piece and the next, as they were written.
  [[nodiscard]] bool hyphen_behind(std::size_t i) const {
    const std::vector<Piece>& pieces = scratch_.pieces;
    if (i + 1 == pieces.size()) return false;
    const char* const end = pieces[i].text.data() + pieces[i].text.size();
    return end + 1 == pieces[i + 1].text.data() && *end == '-';
  }

  // "Khalid al-Sheikh": a title behind the only name is a family name.
  void keep_second_name() {
    std::vector<Unit>& units = scratch_.units;
    if (units.size() < 2 || (units.back().flags & kTitle) == 0) return;
    const auto names = std::count_if(units.begin(), units.end(), [](const Unit& unit) {
      return (unit.flags & (kTitle | kParticle | kInitial | kSuffix)) == 0;
    });
    const auto title = [](const Unit& unit) { return (unit.flags & kTitle) != 0; };
    if (names != 1 || title(units.front()) || std::count_if(units.begin(), units.end(), title) != 1) return;
    units.back().flags &= static_cast<std::uint8_t>(~kTitle);
    units.back().class_id = 0;
  }

  // "Sardar Ali Khan", "U Ohn Kyaw", "Hon. Justice Peter Mbeki": words that are names elsewhere.
  void tag_front_title() {
    std::vector<Unit>& units = scratch_.units;
    const auto first =
        std::find_if(units.begin(), units.end(), [](const Unit& unit) { return (unit.flags & kTitle) == 0; });
    constexpr std::ptrdiff_t kNames = 2;  // behind it
    if (units.end() - first <= kNames || (first->flags & ~kInitial) != 0) return;
    switch (front_title(first->source)) {
      case FrontTitle::No:
        return;
      case FrontTitle::Any:  // of syllables, "Pak Chang-ho" is a Korean name
        if (std::all_of(units.begin(), units.end(),
                        [](const Unit& unit) { return is_east_asian_syllable(unit.source); }) ||
            std::count_if(first + 1, units.end(), [](const Unit& unit) { return unit.flags == 0; }) < kNames)
          return;
        break;
      case FrontTitle::Burmese:
        if (!std::all_of(first + 1, units.end(),
                         [](const Unit& unit) { return is_burmese_syllable(unit.source); }))
          return;
        break;
    }
    first->flags = kTitle;
    first->class_id = 0;
  }

  // "Caspian Bank Dubai Branch", "Representative Office of Caspian Bank in Dubai": the branch is the bank.
  // What only says that it is a branch, and where, hardly counts.
  void discount_branch() {
    static const std::array<std::uint16_t, 2> kBranch{tag_of("branch").class_id,
                                                      tag_of("representative").class_id};
    static const std::array<std::uint16_t, 2> kOffice{tag_of("office").class_id, tag_of("bureau").class_id};
    static const std::uint16_t kIn = tag_of("in").class_id;
    std::vector<Unit>& units = scratch_.units;
    const auto is = [&](std::size_t i, const std::array<std::uint16_t, 2>& classes) {
      return i < units.size() && units[i].class_id != 0 &&
             std::find(classes.begin(), classes.end(), units[i].class_id) != classes.end();
    };
    const auto place = [&](std::size_t i) { return i < units.size() && (units[i].flags & kPlace) != 0; };
    const auto tells = [&](std::size_t i) { return (units[i].flags & ~kGeneric) == 0; };
    std::size_t telling = 0;
    for (std::size_t i = 0; i < units.size(); ++i)
      telling += static_cast<std::size_t>(tells(i) && !is(i, kBranch));
    if (telling == 0 || units.size() < 2) return;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const bool branch = is(i, kBranch);
      // "X Beijing Office"
      const bool office = is(i, kOffice) && i > 1 && i + 1 >= units.size() && place(i - 1);
      if (!branch && !office) continue;
      units[i].flags = kTitle;
      if (branch && is(i + 1, kOffice)) units[i + 1].flags = kTitle;
      // Where a branch is hardly counts, but two places are two branches.
      if (i > 1 && place(i - 1)) units[i - 1].flags = kTitle | kPlace;
      // "X, Representative Office Beijing"
      const std::size_t behind = branch && is(i + 1, kOffice) ? i + 2 : i + 1;
      if (branch && behind + 1 == units.size() && place(behind)) units[behind].flags = kTitle | kPlace;
      for (std::size_t k = i + 1; k + 1 < units.size(); ++k) {
        if (units[k].class_id == kIn && place(k + 1)) units[k + 1].flags = kTitle | kPlace;
      }
    }
  }

  // "Falcon DOO Beograd", "Aqua Shipping Ltd-MAI": behind the legal form stands the seat or a code of the
  // country.
  void discount_seat() {
    std::vector<Unit>& units = scratch_.units;
    std::size_t first = units.size();
    const auto seat = [](const Unit& unit) {
      constexpr std::size_t kCode = 3;
      return (unit.flags & kPlace) != 0 ||
             (unit.flags == 0 && unit.script == Script::Latin && unit.text.size() <= kCode);
    };
    while (first > 0 && seat(units[first - 1])) --first;
    if (first < 2 || first == units.size() || (units[first - 1].flags & kLegal) == 0) return;
    // The form before them belongs to a name.
    const auto tells = [](const Unit& unit) {
      return (unit.flags & (kLegal | kPlace | kParticle | kTitle)) == 0;
    };
    if (std::none_of(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(first), tells)) return;
    for (std::size_t i = first; i < units.size(); ++i) units[i].flags = kTitle | kPlace;
  }

  // "Морское пароходство" is but one shipping company, "studies and research" one field.
  void drop_repeated() {
    static const std::uint16_t kAnd = tag_of("and").class_id;
    std::vector<Unit>& units = scratch_.units;
    for (std::size_t i = 0; i + 1 < units.size();) {
      // "Mujahidin Shura Ocuncil": a slip in one of them leaves an unknown word.
      const auto slip = [](const Unit& known, const Unit& other) {
        return (known.flags & kGeneric) != 0 && known.class_id != 0 && other.flags == 0 &&
               other.class_id == 0 && other.script == Script::Latin && other.readings.empty() &&
               class_word_meant(other.text, known.class_id);
      };
      const auto same = [&](std::size_t k) {
        if (k >= units.size() || ((units[i].flags | units[k].flags) & kNumber) != 0) return false;
        if (slip(units[k], units[i])) {
          units[i] = units[k];
          return true;
        }
        return (units[i].class_id != 0 && units[i].class_id == units[k].class_id &&
                (units[i].flags & units[k].flags & kGeneric) != 0) ||
               slip(units[i], units[k]);
      };
      std::size_t last = i;
      if (same(i + 1)) last = i + 1;
      if (units[i + 1].class_id == kAnd && kAnd != 0 && same(i + 2)) last = i + 2;
      if (last == i) {
        ++i;
        continue;
      }
      units.erase(units.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                  units.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    }
  }

  // "Завод имени Калинина", "Zavod im. Kalinina": the man's name in the nominative.
  void undo_genitives() {
    static const std::uint16_t kNamed = tag_of("named").class_id;
    std::vector<Unit>& units = scratch_.units;
    for (std::size_t i = 0; i + 1 < units.size(); ++i) {
      const std::string_view mark = units[i].source;
      const bool named = units[i].class_id == kNamed && kNamed != 0;
      if (!named && mark != "im" && mark != "им") continue;
      Unit& name = units[i + 1];
      if (name.flags != 0 || name.class_id != 0) continue;
      const auto cut = [&](std::string_view ending, std::string_view instead) {
        constexpr std::size_t kShortest = 5;
        if (name.source.size() < ending.size() + kShortest || !name.source.ends_with(ending)) return false;
        const std::string_view nominative = scratch_.keep(
            std::string(name.source.substr(0, name.source.size() - ending.size())).append(instead));
        if (name.script == Script::Latin) {
          name.text = nominative;
        } else {
          name.readings = romanise(nominative, name.script, schema_, language_);
        }
        return true;
      };
      const bool cyrillic = name.script == Script::Cyrillic;
      if (!cyrillic && (named || name.script != Script::Latin) && mark != "imeni" && mark != "im") continue;
      (void)(cyrillic ? cut("ского", "ский") || cut("ова", "ов") || cut("ева", "ев") || cut("ёва", "ёв") ||
                            cut("ина", "ин")
                      : cut("skogo", "skiy") || cut("ova", "ov") || cut("eva", "ev") || cut("ina", "in"));
    }
  }

  // `spelt`: a spelling of the tables, no guess at vowels that are not written.
  void push(Form& form, const Unit& unit, std::string_view word, bool spelt = false) {
    if (word.empty() || form.size() >= kMaxTokens) return;
    Token& token = form.emplace_back();
    token.text = word.substr(0, kMaxTokenBytes);
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (!std::all_of(token.text.begin(), token.text.end(), plain)) {
      std::erase_if(token.text, [&](char c) { return !plain(c); });
      if (token.text.empty()) {
        form.pop_back();
        return;
      }
    }
    token.flags = unit.flags;
    token.class_id = unit.class_id;
    token.script = unit.script;
    token.name = unit.name;
    token.guessed = is_skeleton(unit.script) && unit.name == 0 && !spelt &&
                    (unit.class_id == 0 || (telling_class(unit.class_id) && word != unit.text) ||
                     (for_ships(schema_) && (unit.flags & kGeneric) != 0));
    if (unit.source != token.text) token.source = unit.source;
  }

  // Syllables of Chinese and Korean names are no particles, though Il and Bin are in other tongues.
  static void clear_particles(Form& form) {
    constexpr std::size_t kLeast = 2;
    if (form.size() < kLeast ||
        std::none_of(form.begin(), form.end(), [](const Token& t) { return (t.flags & kParticle) != 0; }) ||
        !std::all_of(form.begin(), form.end(), [](const Token& t) { return is_east_asian_syllable(t.text); }))
      return;
    for (Token& token : form) {
      if ((token.flags & kParticle) == 0) continue;
      token.flags &= static_cast<std::uint8_t>(~kParticle);
      token.class_id = 0;
    }
  }

  // Form k takes each word's k-th reading (its last when it has fewer): readings of one language stay
  // together.
  Form form_of(std::size_t k) {
    Form form;
    const bool people = for_people(schema_);
    form.reserve(scratch_.units.size());
    for (const Unit& unit : scratch_.units) {
      if (unit.readings.empty()) {
        push(form, unit, unit.text);
        continue;
      }
      const Reading& reading = unit.readings[std::min(k, unit.readings.size() - 1)];
      for (std::size_t w = 0; w < reading.words.size(); ++w) {
        const std::size_t before = form.size();
        push(form, unit, reading.words[w], reading.spelt);
        if (form.size() == before) continue;
        Token& token = form.back();
        for (const auto& [index, tag] : reading.tags) {
          if (index == w) token.flags |= flags_for(flag_of(tag), schema_);
        }
        if ((token.flags & kLegal) != 0 && token.class_id == 0) {
          const std::array<std::string_view, 1> word{token.text};
          token.class_id = legal_form_at(word).family;
        }
        if ((token.flags & kNumber) != 0 && token.class_id == 0) token.class_id = number_class(token.text);
        // "nanfang", which stands for 南方 where it is read
        if (unit.script == Script::Han && (token.flags & (kGeneric | kPlace)) != 0 && token.class_id == 0)
          token.class_id = class_of_reading(token.text);
        // The Latin reading may be a known word where the original is not ("трейдинг" -> "trading").
        if (!people && token.class_id == 0) {
          const WordTag tag = tag_of(token.text);
          const std::uint8_t known = flags_for(tag.flags, schema_) & (kGeneric | kPlace);
          if (known != 0 && (unit.script != Script::Latin || unit.merged || (token.flags & known) != 0)) {
            token.flags |= known;
            token.class_id = tag.class_id;
          }
        }
        if (token.name == 0 && !for_ships(schema_) && (people || token.class_id == 0))
          token.name = name_word(token.text);
      }
    }
    if (people) clear_particles(form);
    return form;
  }

  // Syllables that Pinyin has too are of Wade-Giles where a hyphen or the mark of aspiration is among them,
  // which Pinyin does not write: "Chou En-lai", "P'eng Te-huai".
  [[nodiscard]] bool looks_wade() const {
    constexpr std::string_view kAspirated = "ptkhsz";
    const std::string_view folded = scratch_.folded;
    for (std::size_t i = 1; i + 1 < folded.size(); ++i) {
      if (folded[i] == '\'' && kAspirated.find(folded[i - 1]) != std::string_view::npos) return true;
      constexpr std::size_t kSyllables = 3;
      if (folded[i] == '-' && scratch_.units.size() == kSyllables) return true;
    }
    return false;
  }

  // "Mao Tse-tung" in Pinyin: for names that consist of syllables of Mandarin, one at least of Wade-Giles
  // alone. The marks of aspiration are lost, so that Chih-chiang may be Zhijiang or Zhiqiang: the likeliest
  // readings first.
  void add_wade_forms(AnalysedName& name) {
    constexpr std::size_t kLeast = 2;
    constexpr std::size_t kMost = 4;
    const std::vector<Unit>& units = scratch_.units;
    if (units.size() < kLeast || units.size() > kMost) return;
    if (std::any_of(units.begin(), units.end(),
                    [](const Unit& unit) { return unit.text.size() > kLongestWade; }))
      return;
    bool only_wade = false;
    for (std::size_t i = units.size(); i-- > 0;) {  // the surname, which asks most, last
      const Unit& unit = units[i];
      if (unit.script != Script::Latin || unit.merged || !unit.readings.empty()) return;
      const bool pinyin = is_pinyin_syllable(unit.text);
      if (!pinyin && pinyins_of_wade(unit.text).empty() &&
          (i > 0 || mainland_surname(unit.text).empty()))  // "Lee", "Chow"
        return;
      only_wade = only_wade || !pinyin;
    }
    if (!only_wade && !looks_wade()) return;
    // The combinations are counted in mixed radix, the last syllable the fastest.
    std::array<std::vector<std::string_view>, kMost> readings;
    std::size_t combinations = 1;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const auto all = pinyins_of_wade(units[i].text);
      readings[i].assign(all.begin(), all.end());
      const std::string_view custom = i == 0 ? mainland_surname(units[i].text) : std::string_view{};
      if (!custom.empty()) readings[i].push_back(custom);
      if (readings[i].empty()) readings[i].push_back(units[i].text);
      if (i == 0) {  // the commonest of the surnames that it may be
        readings[0] = {*std::min_element(readings[0].begin(), readings[0].end(),
                                         [](auto a, auto b) { return surname_rank(a) < surname_rank(b); })};
      }
      combinations *= readings[i].size();
    }
    for (std::size_t k = 0; k < std::min(combinations, kMaxForms); ++k) {
      Form form;
      std::size_t rest = k;
      std::array<std::size_t, kMost> digit{};
      for (std::size_t i = units.size(); i-- > 0;) {
        digit[i] = rest % readings[i].size();
        rest /= readings[i].size();
      }
      for (std::size_t i = 0; i < units.size(); ++i) {
        Unit syllable = units[i];
        syllable.text = readings[i][digit[i]];
        syllable.name = name_word(syllable.text);
        push(form, syllable, syllable.text);
      }
      add_form(name, std::move(form));
    }
  }

  // "Tatuya Tutiya" as "Tatsuya Tsuchiya".
  void add_hepburn_form(AnalysedName& name) {
    constexpr std::size_t kWords = 2;
    const std::vector<Unit>& units = scratch_.units;
    if (units.size() != kWords) return;
    if (!std::all_of(units.begin(), units.end(), [](const Unit& unit) { return may_be_japanese(unit.text); }))
      return;
    if (!may_be_kunrei(units[0].text) && !may_be_kunrei(units[1].text)) return;
    std::array<std::string, kWords> words;
    bool changed = false;
    for (std::size_t i = 0; i < kWords; ++i) {
      const Unit& unit = units[i];
      if (unit.script != Script::Latin || unit.merged || unit.flags != 0 || !unit.readings.empty()) return;
      words[i] = hepburn_of_kunrei(unit.text);
      if (words[i].empty()) return;
      // "Siti" and "Nadia" are names as they are.
      if (words[i] != unit.text && lexicon_of(unit.text) != 0) return;
      changed = changed || words[i] != unit.text;
    }
    if (!changed) return;
    Form form;
    for (std::size_t i = 0; i < kWords; ++i) {
      Unit word = units[i];
      word.text = words[i];
      word.name = name_word(word.text);
      push(form, word, word.text);
    }
    add_form(name, std::move(form));
  }

  // "Eastern Mining Authority of Zamora (EMAZ)" is also called by the acronym alone.
  void add_acronym_form(AnalysedName& name) {
    constexpr std::size_t kShortest = 4;
    for (const Unit& unit : scratch_.units) {
      if (unit.script != Script::Latin || unit.flags != 0 || unit.merged || unit.text.size() < kShortest)
        continue;
      const Around sides = around(unit.text);
      if (sides.before != '(' || sides.behind != ')') continue;
      std::vector<Unit> others = scratch_.units;
      std::erase_if(others, [&](const Unit& other) { return other.text == unit.text; });
      const std::vector<std::string> acronyms = acronyms_of(others);
      if (std::find(acronyms.begin(), acronyms.end(), unit.text) == acronyms.end()) continue;
      // As a generic word, since it says what others say: it meets itself, not the initials of any name.
      Unit alone = unit;
      alone.flags = kGeneric;
      Form form;
      push(form, alone, alone.text);
      add_form(name, std::move(form));
    }
  }

  Form literal_form() {
    Form form;
    for (const Unit& unit : scratch_.units) {
      if (!unit.merged || !is_ascii(unit.source)) {
        push(form, unit,
             unit.readings.empty() ? unit.text : std::string_view(unit.readings.front().words.front()));
        continue;
      }
      std::string_view rest = unit.source;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        Unit word = unit;
        word.text = rest.substr(0, end);
        word.source = word.text;
        const bool whole = word.text.size() == unit.source.size();
        if (!whole) {
          const WordTag tag = tag_of(word.text);
          word.class_id = (unit.flags & kNumber) != 0 ? unit.class_id : tag.class_id;
          word.flags |= flags_for(tag.flags, schema_) & (kParticle | kGeneric);
          if (tag.class_id != 0 && binding_class(tag.class_id) && !for_people(schema_))
            word.flags = kParticle;
          word.name = unit.name != 0 ? name_word(word.text) : NameWord{0};
        }
        push(form, word, word.text);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return form;
  }

  static bool same_words(const Form& a, const Form& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Token& x, const Token& y) { return x.text == y.text; });
  }

  static void add_form(AnalysedName& name, Form form) {
    if (form.empty() || name.forms.size() == kMaxForms) return;
    for (const Form& other : name.forms) {
      if (same_words(other, form)) return;
    }
    name.forms.push_back(std::move(form));
  }

  Scratch& scratch_;
  Schema schema_;
  LegalForm meant_form_;  // a form with a slip in it, and where it begins
  std::size_t meant_first_ = 0;
  std::string_view language_;
};

Scratch& scratch() {
  thread_local Scratch buffers;
  buffers.arena.clear();
  return buffers;
}

}  // namespace

std::vector<RawToken> split(std::string_view folded) {
  Scratch buffers;
  split_into(folded, buffers.pieces, buffers);
  std::vector<RawToken> out;
  out.reserve(buffers.pieces.size());
  for (const Piece& piece : buffers.pieces) {
    out.push_back({.text = std::string(piece.text),
                   .script = piece.script,
                   .dotted = piece.dotted,
                   .glued = piece.glued});
  }
  return out;
}

AnalysedName analyse(std::string_view name, Schema schema) {
  AnalysedName out;
  Scratch& buffers = scratch();
  const bool plain = is_ascii(name);
  fold_into(name, buffers.folded);
  Analyser(buffers, schema).run(out, plain);
  if (plain) return out;
  if (std::string expanded = fold_expanded(name); !expanded.empty()) {
    const Script script = out.script;
    buffers.folded = std::move(expanded);
    Analyser(buffers, schema).run(out, false);
    out.script = script;
  }
  return out;
}

}  // namespace weir::text
