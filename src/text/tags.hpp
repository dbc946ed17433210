// What the words of a name are: legal form, title, particle, generic word, place, number.
//
// From the tables data/names/org_forms.tsv, name_words.tsv, word_classes.tsv, places.tsv and
// aircraft_marks.tsv (docs/names.md). Thread-safety: immutable, built once. Errors: none; rows that are too
// short are left out.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir::text {

enum TokenFlag : std::uint8_t {
  kLegal = 1,     // legal form; its text is the class, so that "OOO" and "LLC" are one token
  kTitle = 2,     // Dr, Haji, General
  kParticle = 4,  // al, bin, van
  kGeneric = 8,   // trading, bank, завод
  kNumber = 16,   // has a digit, or is a Roman number or an ordinal
  kInitial = 32,  // a single letter
  kSuffix = 64,   // Jr, III
  kPlace = 128,   // China, Moscow
};

struct WordTag {
  std::uint8_t flags = 0;
  std::uint16_t class_id = 0;  // equal meanings have equal classes; 0 = none
};

// Classes of numbers are kFirstNumberClass + n, for n up to kGreatestNumber.
inline constexpr std::uint16_t kFirstNumberClass = 0xF000;
inline constexpr std::uint32_t kGreatestNumber = 0xFFE;

// By a word as folded, in its own script.
[[nodiscard]] WordTag tag_of(std::string_view word) noexcept;
// The English word of a class ("plant"), which stands for words of scripts whose romanisation nobody writes;
// empty for none.
[[nodiscard]] std::string_view class_word(std::uint16_t class_id) noexcept;
// Words that name a firm, though translators render them: eagle, dawn, red. Tag "telling" of
// word_classes.tsv.
[[nodiscard]] bool telling_class(std::uint16_t class_id) noexcept;
// The two classes that a class of compounds stands for ("machinery+plant": машзавод, gépgyár); zeros for
// others.
struct ClassPair {
  std::uint16_t first = 0;
  std::uint16_t second = 0;
};
[[nodiscard]] ClassPair classes_within(std::uint16_t class_id) noexcept;
// Every single word of the tables that has a class, as folded, in no order.
void each_class_word(const std::function<void(std::string_view word, WordTag tag)>& visit);
// Classes that translators put for each other (data/names/kindred_classes.tsv): foundation and fund.
[[nodiscard]] bool kindred_classes(std::uint16_t a, std::uint16_t b) noexcept;
[[nodiscard]] std::span<const std::uint16_t> kindred_of(std::uint16_t class_id) noexcept;
// By the tag name that tables use ("generic", "legal", "place"...).
[[nodiscard]] std::uint8_t flag_of(std::string_view tag) noexcept;

// Titles that are names, too: titles only as the first of three words or more ("Sardar Ali Khan"), or where
// the words behind it are syllables of Burmese names ("U Ohn Kyaw", but not "Ko Young Min").
enum class FrontTitle : std::uint8_t { No, Any, Burmese };
[[nodiscard]] FrontTitle front_title(std::string_view word) noexcept;
// The word that an abbreviation with a full stop behind it stands for in names of ships: "cap." is captain,
// "mt." mount; empty for others.
[[nodiscard]] std::string_view stopped_word(std::string_view word) noexcept;
// Titles joined on to a name in scripts without spaces, in front of it (Thai, Burmese) or behind it (Han,
// kana, Hangul): how many bytes of `run` they take, 0 when there is none or too little would be left.
[[nodiscard]] std::size_t title_before(std::string_view run) noexcept;
[[nodiscard]] std::size_t title_behind(std::string_view run) noexcept;

// Where the nationality mark (ICAO Annex 7) ends in the registration mark of an aircraft written without its
// hyphen: 2 in "epgom", which is EP-GOM. 0 when the word is no such mark.
[[nodiscard]] std::size_t nationality_mark(std::string_view word) noexcept;
// Is it such a mark by itself? And all of them, in no order.
[[nodiscard]] bool is_nationality_mark(std::string_view word) noexcept;
void each_nationality_mark(const std::function<void(std::string_view mark)>& visit);
// Letters that are no nationality mark in front of three digits or more: "uv2567", where "yv" is Venezuela's.
// How many; 0 for other words.
[[nodiscard]] std::size_t unknown_mark(std::string_view word) noexcept;

// Which terms begin with a word: one look-up that spares three.
enum TermStart : std::uint8_t { kStartsForm = 1, kStartsPhrase = 2, kStartsMark = 4, kIsAcronym = 8 };
[[nodiscard]] std::uint8_t term_starts(std::string_view word) noexcept;

// The words that an acronym of bodies stands for, by which their names are translated ("cetc", a part of
// 中国电子科技集团; "НТЦ", a scientific and technical centre): the `which`-th of its meanings, none behind
// the last. data/names/body_acronyms.tsv.
[[nodiscard]] std::span<const std::string_view> body_of_acronym(std::string_view acronym,
                                                                std::size_t which) noexcept;

// The longest legal form at the start of `words`: how many words it takes (0 = none) and its class.
struct LegalForm {
  std::size_t words = 0;
  std::string_view name;     // e.g. "llc"
  std::uint16_t family = 0;  // class of kindred forms ("limited": llc, ltd; "stock": jsc, plc, inc)
};
[[nodiscard]] LegalForm legal_form_at(std::span<const std::string_view> words);

// The letters that a legal form of this class (LegalForm::name) may give to an acronym: its own first letter,
// and those of the English words for it ("Corporation" and "Incorporated" are one class). Bit i is letter i.
[[nodiscard]] std::uint32_t legal_initials(std::string_view name) noexcept;

// Is it a word of a Latin legal form, be it one of several?
[[nodiscard]] bool is_form_word(std::string_view word) noexcept;

// The word of five letters or more of Latin legal forms that `word` is but for one slip ("compayn", "stokc":
// a letter changed, lost, doubled or exchanged with the next); empty when there is none or `word` is a known
// word. Of other words than a name's first also with two slips: in seven letters or more ("ocmpay") behind a
// word of a form or as the last but for other forms (`last`), in five or more between two words of forms
// ("joint 5otck company"); and as the last an abbreviation ("lta", "dcmc"), or one with a letter doubled or
// one of two lost ("eoodd", "eod"). Anywhere with digits for letters ("5pr"). `before` and `after` are its
// neighbours, empty at the ends.
[[nodiscard]] std::string_view legal_word_meant(std::string_view word, std::string_view before,
                                                std::string_view after, bool last);

// A legal form of three words or more that stands among `words`, behind other words or in front of them, but
// for two slips, and from which on: "joint sock company", "oen joint stock company". Known words are slips
// only within the form. `words` is 0 when there is none.
[[nodiscard]] LegalForm long_form_meant(std::span<const std::string_view> words, std::size_t& first);

// The legal form of several abbreviations that all these words are together but for one slip in their letters
// ("sa de cvv", "s de tl de cv"); its first word must be right, but for the second of two letters or a letter
// typed twice ("cp ltd", "cco ltd").
// `words` is 0 when there is none.
[[nodiscard]] LegalForm legal_form_meant(std::span<const std::string_view> words);

// The English word for a number, of six letters or more, that an unknown word is but for one slip ("twelfh");
// empty when there is none.
[[nodiscard]] std::string_view number_word_meant(std::string_view word);

// Is an unknown word a generic one of this class, of five letters or more, but for one slip ("rtade")?
[[nodiscard]] bool class_word_meant(std::string_view word, std::uint16_t class_id);

// The classes of two generic words that are written as one and make no known word ("cargofreight"); zeros for
// other words.
[[nodiscard]] ClassPair joined_classes(std::string_view word);

// Where the head of a compound of generic words begins ("maschinen|fabrik"); 0 when the word is none.
[[nodiscard]] std::size_t compound_cut(std::string_view word) noexcept;

// The beginning of a Russian or Ukrainian compound ("нижне|волжский") and the class of what it says; {} for
// other words.
struct CompoundStart {
  std::size_t bytes = 0;
  std::uint16_t class_id = 0;
};
[[nodiscard]] CompoundStart compound_start(std::string_view word) noexcept;

// How many words at the start of `words` say that another name of the same party follows ("formerly known
// as", "d/b/a") or the name of another party ("a subsidiary of"); 0 for none.
struct NameMark {
  std::size_t words = 0;
  bool other_party = false;
};
[[nodiscard]] NameMark name_mark_at(std::span<const std::string_view> words, bool ship);

// The longest term of several words at the start of `words` that means one thing: "saint petersburg",
// "design bureau". `words` is 0 when there is none.
struct Phrase {
  std::size_t words = 0;
  std::string_view name;  // the class's word
  WordTag tag;
};
[[nodiscard]] Phrase phrase_at(std::span<const std::string_view> words);
// Titles of several words in front of a person's name ("Letnan Jenderal"); their name is one word.
[[nodiscard]] Phrase title_at(std::span<const std::string_view> words);

// The words of scripts written without spaces (Han, kana, Hangul, Thai...): the longest word of the tables at
// the start of `run`.
struct RunWord {
  std::size_t bytes = 0;
  std::string_view english;  // one word or several
  WordTag tag;               // kLegal: `english` is the legal class
};
[[nodiscard]] RunWord run_word_at(std::string_view run);
// At blanks, as RunWord::english and the columns of tables are.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);

}  // namespace weir::text
