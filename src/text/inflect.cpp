// Cases, genders and articles undone; and the class words of other scripts as they are romanised. A form
// counts only where the tables know its stem, so that no unknown word gets a meaning by its ending alone.
#include "text/inflect.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "text/han_readings.hpp"
#include "text/hangul.hpp"
#include "text/lexicon.hpp"
#include "text/pinyin.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

// Endings of words of one script, longest first within each list.
struct Grammar {
  std::span<const std::string_view> endings;
  std::size_t shortest_stem;  // bytes
};

// Russian, Ukrainian, Belarusian, Bulgarian (article), Serbian.
constexpr std::array<std::string_view, 56> kCyrillic{
    "ського", "ості", "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ата", "ото", "ите", "ият",
    "ове",    "ою",   "ах",  "ях",  "ов",  "ев",  "ей",  "ой",  "ый",  "ий",  "ая",  "яя",  "ое",  "ее",
    "ые",     "ие",   "ых",  "их",  "ым",  "им",  "ом",  "ем",  "ья",  "ья",  "ия",  "ии",  "ию",  "ою",
    "ів",     "ам",   "ям",  "а",   "я",   "о",   "е",   "ы",   "и",   "у",   "ю",   "ь",   "й",   "і"};
// The same, romanised.
constexpr std::array<std::string_view, 47> kSlavic{
    "ogo", "ego", "omu", "emu", "ykh", "ikh", "ymi", "imi", "ami", "yami", "aya", "aia",
    "aja", "oye", "oje", "iye", "yye", "iya", "iia", "ija", "ych", "akh",  "iy",  "yy",
    "yi",  "ij",  "ii",  "yj",  "oe",  "ye",  "ie",  "oy",  "oi",  "oj",   "ov",  "ev",
    "om",  "em",  "ei",  "ey",  "ia",  "y",   "a",   "e",   "i",   "o",    "u"};
constexpr std::array<std::string_view, 22> kGreek{"ουσ", "ων", "ου", "ησ", "ασ",  "οσ", "ωσ", "ον",
                                                  "οι",  "ια", "αι", "εσ", "εωσ", "η",  "α",  "ο",
                                                  "ι",   "σ",  "ν",  "ω",  "υ",   "ε"};
constexpr std::array<std::string_view, 9> kGeorgian{"ების", "ები", "ისა", "ის", "ული", "ური", "ს", "ი", "ა"};
constexpr std::array<std::string_view, 9> kArmenian{"ների", "երի", "ները", "ներ", "յան",
                                                    "ական", "ի",   "ը",    "ն"};
constexpr std::array<std::string_view, 12> kArabic{"ية", "يه",  "ات", "ين", "ون", "ان",
                                                   "ها", "های", "ی",  "ي",  "ة",  "ه"};

Grammar grammar_of(Script script) {
  constexpr std::size_t kFourOfTwo = 8;     // four letters of two bytes
  constexpr std::size_t kThreeOfThree = 9;  // three of three
  switch (script) {
    case Script::Latin:
      return {kSlavic, 5};
    case Script::Cyrillic:
      return {kCyrillic, kFourOfTwo};
    case Script::Greek:
      return {kGreek, kFourOfTwo};
    case Script::Georgian:
      return {kGeorgian, kThreeOfThree};
    case Script::Armenian:
      return {kArmenian, kFourOfTwo};
    case Script::Arabic:
      return {kArabic, 6};
    default:
      return {{}, 0};
  }
}

// The longest ending that leaves a stem; empty for none.
std::string_view ending_of(std::string_view word, const Grammar& grammar) {
  std::string_view best;
  for (const std::string_view ending : grammar.endings) {
    if (ending.back() != word.back()) continue;
    if (ending.size() > best.size() && word.size() >= ending.size() + grammar.shortest_stem &&
        word.ends_with(ending))
      best = ending;
  }
  return best;
}

// "самолётов" is written "самолетов", too.
constexpr std::string_view kYo = "ё";
std::string without_yo(std::string_view word) {
  std::string out(word);
  for (std::size_t at = out.find(kYo); at != std::string::npos; at = out.find(kYo, at))
    out.replace(at, kYo.size(), "е");
  return out;
}

// "revolucionarias", "chimiche", "staatliche" without the ending; empty where too little is left.
std::string_view vowel_stem(std::string_view word) {
  constexpr std::size_t kShortest = 6;  // letters of the stem
  constexpr std::array<std::string_view, 9> kEndings{"he", "hi", "os", "as", "es", "o", "a", "e", "i"};
  for (const std::string_view ending : kEndings) {
    if (word.ends_with(ending))
      return word.size() < ending.size() + kShortest ? std::string_view{}
                                                     : word.substr(0, word.size() - ending.size());
  }
  return {};
}

Script script_of_word(std::string_view word) {
  std::size_t at = 0;
  return script_of(next_point(word, at));
}

constexpr std::size_t kShortestRomanised = 4;

class Forms {
 public:
  WordTable<WordTag> stems;        // of the tables' own words
  WordTable<WordTag> romanised;    // class words of other scripts in Latin letters
  WordTable<WordTag> latin_stems;  // of those of Slavic languages
  WordTable<WordTag> vowel_stems;  // of Latin class words that end in a vowel, which tells gender and number

  Forms() {
    each_class_word([&](std::string_view word, WordTag tag) {
      const Script script = script_of_word(word);
      const Grammar grammar = grammar_of(script);
      if (script != Script::Latin && !grammar.endings.empty()) {
        const std::string plain = without_yo(word);
        add_stem(plain, tag, grammar);
        for (const std::string_view ending : grammar.endings) {
          if (plain.ends_with(ending))
            add_stem(std::string_view(plain).substr(0, plain.size() - ending.size()), tag, grammar);
        }
      }
      if ((tag.flags & kGeneric) == 0) return;
      if (script == Script::Latin) {
        if (const std::string_view stem = vowel_stem(word); !stem.empty()) add(vowel_stems, stem, tag);
      }
      for (const std::string& spelling : spellings(word, script)) {
        if (!takes(spelling, script)) continue;
        add(romanised, spelling, tag);
        if (script == Script::Cyrillic) {
          const Grammar latin = grammar_of(Script::Latin);
          const std::string_view ending = ending_of(spelling, latin);
          add(latin_stems, std::string_view(spelling).substr(0, spelling.size() - ending.size()), tag);
        }
      }
    });
  }

 private:
  void add_stem(std::string_view stem, WordTag tag, const Grammar& grammar) {
    if (stem.size() >= grammar.shortest_stem) add(stems, stem, tag);
  }

  void add(WordTable<WordTag>& table, std::string_view word, WordTag tag) {
    if (table.find(word) != nullptr) return;  // the first class that claims it
    table[arena_.emplace_back(word)] = tag;
  }

  // Short words, names of people and words of the tables or of English mean what they mean already. Two
  // syllables of Mandarin may be short ("yeya").
  static bool takes(std::string_view spelling, Script script) {
    constexpr std::size_t kShortest = 5;
    const std::size_t shortest =
        script == Script::Han && is_pinyin(spelling) ? kShortestRomanised : kShortest;
    return spelling.size() >= shortest && tag_of(spelling).class_id == 0 && lexicon_of(spelling) == 0;
  }

  static std::vector<std::string> spellings(std::string_view word, Script script) {
    std::vector<std::string> out;
    const auto push = [&](std::string spelling) {
      if (!spelling.empty() && std::find(out.begin(), out.end(), spelling) == out.end())
        out.push_back(std::move(spelling));
    };
    if (script == Script::Han) {
      std::string pinyin;
      std::string on;
      for (std::size_t at = 0; at < word.size();) {
        const HanReading& reading = han_reading(next_point(word, at));
        if (reading.pinyin.empty()) return {};
        pinyin += reading.pinyin;
        on += reading.on;
      }
      std::replace(pinyin.begin(), pinyin.end(), 'v', 'u');
      push(std::move(pinyin));
      push(japanese_word(word));
    } else if (script == Script::Hangul) {
      for (std::string& spelling : hangul_words(word)) push(std::move(spelling));
    } else if (script != Script::Latin && script != Script::Kana && script != Script::Digit &&
               script != Script::Other) {
      for (Reading& reading : romanise(word, script, Schema::Company)) {
        if (reading.words.size() == 1) push(std::move(reading.words.front()));
        if (reading.words.size() == 2 && reading.words.front().size() == 2)
          push(std::move(reading.words.back()));  // al-
      }
    }
    return out;
  }

  // On-readings as words are spoken: kou is ko, tetsu + k is tekk.
  static std::string japanese_word(std::string_view word) {
    std::string out;
    for (std::size_t at = 0; at < word.size();) {
      std::string_view on = han_reading(next_point(word, at)).on;
      if (on.empty()) return {};
      constexpr std::string_view kHard = "kstp";
      if (out.ends_with("tsu") && kHard.find(on.front()) != std::string_view::npos) {
        out.resize(out.size() - 3);
        out.push_back(on.front() == 'c' ? 't' : on.front());
      }
      out += on;
    }
    std::string shortened;
    for (const char c : out) {
      const bool mark = c == 'u' && (shortened.ends_with('o') || shortened.ends_with('u'));
      if (!mark) shortened.push_back(c);
    }
    return shortened;
  }

  std::deque<std::string> arena_;
};

const Forms& forms() {
  static const Forms kForms;
  return kForms;
}

// Adjectives of places: "самарский", "uralskaya", "харківський".
struct Adjective {
  std::span<const std::string_view> marks;    // of the adjective before its ending
  std::span<const std::string_view> parts;    // between the place's stem and the mark: моск-ов-ский
  std::span<const std::string_view> endings;  // that the place may have itself
};
constexpr std::array<std::string_view, 3> kCyrillicMarks{"ск", "ськ", "цк"};
constexpr std::array<std::string_view, 4> kCyrillicParts{"", "ов", "ев", "ин"};
constexpr std::array<std::string_view, 9> kCyrillicPlace{"", "а", "ь", "ия", "я", "о", "ы", "і", "и"};
constexpr std::array<std::string_view, 2> kLatinMarks{"sk", "ck"};
constexpr std::array<std::string_view, 4> kLatinParts{"", "ov", "ev", "in"};
constexpr std::array<std::string_view, 6> kLatinPlace{"", "a", "ia", "o", "y", "i"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kHardened{
    {{"ж", "г"}, {"ч", "к"}, {"zh", "g"}, {"ch", "k"}}};

WordTag place_of(std::string_view word, std::string_view ending, const Adjective& grammar) {
  if (ending.empty()) return {};
  const std::string_view whole = word.substr(0, word.size() - ending.size());
  const auto known = [](std::string_view name) {
    const WordTag tag = tag_of(name);
    return tag.class_id != 0 && (tag.flags & kPlace) != 0 ? tag : WordTag{};
  };
  for (const std::string_view mark : grammar.marks) {
    if (!whole.ends_with(mark)) continue;
    if (const WordTag tag = known(whole); tag.class_id != 0) return tag;  // омск-ий
    const std::string_view base = whole.substr(0, whole.size() - mark.size());
    std::string name;
    // Калуга, калужский: the stem's last letter changes before the ending.
    for (const auto& [soft, hard] : kHardened) {
      if (!base.ends_with(soft)) continue;
      for (const std::string_view end : grammar.endings) {
        name.assign(base.substr(0, base.size() - soft.size())).append(hard).append(end);
        if (const WordTag tag = known(name); tag.class_id != 0) return tag;
      }
    }
    for (const std::string_view part : grammar.parts) {
      if (!base.ends_with(part) || base.size() < part.size() + 3) continue;
      std::string_view stem = base.substr(0, base.size() - part.size());
      for (int soft = 0; soft < 2; ++soft) {
        for (const std::string_view end : grammar.endings) {
          name.assign(stem).append(end);
          if (const WordTag tag = known(name); tag.class_id != 0) return tag;
        }
        // Уральский, Казанский (ь of Казань is back in the endings), Кубинский.
        constexpr std::string_view kSoft = "ь";
        if (!stem.ends_with(kSoft)) break;
        stem.remove_suffix(kSoft.size());
      }
    }
  }
  return {};
}

WordTag by_stem(std::string_view word, const WordTable<WordTag>& stems, const Grammar& grammar) {
  for (const std::string_view ending : grammar.endings) {
    if (ending.back() != word.back() || word.size() < ending.size() + grammar.shortest_stem ||
        !word.ends_with(ending))
      continue;
    if (const WordTag* tag = stems.find(word.substr(0, word.size() - ending.size()))) return *tag;
  }
  const WordTag* tag = stems.find(word);
  return tag == nullptr ? WordTag{} : *tag;
}

// "לייזרים", "חברות", "רפואיות" as the singular or the masculine.
WordTag hebrew_plural(std::string_view word) {
  constexpr std::size_t kShortest = 6;  // bytes of the stem: three letters
  for (const std::string_view ending : {"יים", "יות", "ים", "ות", "ית"}) {
    if (word.size() < ending.size() + kShortest || !word.ends_with(ending)) continue;
    const std::string stem(word.substr(0, word.size() - ending.size()));
    for (const std::string_view singular : {"", "ה", "י", "יה", "ית"}) {
      if (const WordTag tag = tag_of(stem + std::string(singular)); tag.class_id != 0) return tag;
    }
  }
  return {};
}

// The article, "and", "for" before an Arabic word.
WordTag behind_article(std::string_view word) {
  for (const std::string_view start : {"وال", "بال", "ال", "لل", "و", "ل", "ب"}) {
    if (word.size() <= start.size() + 4 || !word.starts_with(start)) continue;
    const std::string_view rest = word.substr(start.size());
    if (const WordTag tag = tag_of(rest); tag.class_id != 0) return tag;
    if (start.size() < 3) continue;  // a letter alone is too little to strip more behind it
    if (const WordTag tag = by_stem(rest, forms().stems, grammar_of(Script::Arabic)); tag.class_id != 0)
      return tag;
  }
  return {};
}

// The Arabic and Persian ending of feminines is written -a, -ah, -eh, -iyya, -iyah, -ieh: "khayriyyah" as
// "khayriya".
WordTag other_feminine(std::string_view word) {
  constexpr std::size_t kShortest = 6;
  if (word.size() < kShortest || (!word.ends_with("ah") && !word.ends_with("eh") && !word.ends_with("iyya")))
    return {};
  std::string plain(word);
  if (plain.back() == 'h') plain.pop_back();
  plain.back() = 'a';
  std::string stem = plain.substr(0, plain.size() - 1);
  while (!stem.empty() && (stem.back() == 'y' || stem.back() == 'i')) stem.pop_back();
  const bool adjective = stem.size() + 1 < plain.size();
  const auto tag_with = [&](std::string_view ending) -> WordTag {
    const std::string spelling = stem + std::string(ending);
    const WordTag tag = tag_of(spelling);
    if (tag.class_id != 0 && (tag.flags & kGeneric) != 0) return tag;
    const WordTag* romanised = forms().romanised.find(spelling);
    return romanised == nullptr ? WordTag{} : *romanised;
  };
  constexpr std::array<std::string_view, 4> kOfNouns{"a", "ah", "at", "eh"};
  constexpr std::array<std::string_view, 6> kOfAdjectives{"iya", "iyah", "iyya", "ia", "ieh", "iyeh"};
  if (adjective) {
    for (const std::string_view ending : kOfAdjectives) {
      if (const WordTag tag = tag_with(ending); tag.class_id != 0) return tag;
    }
    return {};
  }
  for (const std::string_view ending : kOfNouns) {
    if (const WordTag tag = tag_with(ending); tag.class_id != 0) return tag;
  }
  return {};
}

}  // namespace

WordTag inflected_tag(std::string_view as_written, Script script) {
  if (as_written.empty()) return {};
  std::string plain;
  if (script == Script::Cyrillic && as_written.find(kYo) != std::string_view::npos) {
    plain = without_yo(as_written);
    if (const WordTag tag = tag_of(plain); tag.class_id != 0) return tag;
  }
  const std::string_view word = plain.empty() ? as_written : std::string_view(plain);
  const Grammar grammar = grammar_of(script);
  switch (script) {
    case Script::Latin: {
      if (word.size() < kShortestRomanised) return {};
      if (word.size() == kShortestRomanised) {  // none of them is in the lexicon
        const WordTag* tag = forms().romanised.find(word);
        return tag == nullptr ? WordTag{} : *tag;
      }
      if (lexicon_of(word) != 0) return {};
      if (const WordTag* tag = forms().romanised.find(word)) return *tag;
      if (const WordTag tag = other_feminine(word); tag.class_id != 0) return tag;
      // Exporters, Esfahan's.
      constexpr std::size_t kShortestPlural = 6;
      if (word.size() >= kShortestPlural && word.back() == 's') {
        const WordTag tag = tag_of(word.substr(0, word.size() - 1));
        if (tag.class_id != 0 && (tag.flags & (kGeneric | kPlace)) != 0) return tag;
      }
      if (const std::string_view stem = vowel_stem(word); !stem.empty()) {
        if (const WordTag* tag = forms().vowel_stems.find(stem)) return *tag;
        if (word[stem.size()] == 'e') {  // comercial-es, staatlich-e
          const WordTag tag = tag_of(stem);
          if (tag.class_id != 0 && (tag.flags & kGeneric) != 0) return tag;
        }
      }
      constexpr std::size_t kShortestInflected = 7;
      if (word.size() < kShortestInflected) return {};
      const std::string_view ending = ending_of(word, grammar);
      if (ending.empty()) return {};
      if (const WordTag tag = by_stem(word, forms().latin_stems, grammar); tag.class_id != 0) return tag;
      if (const WordTag tag = place_of(word, ending, {kLatinMarks, kLatinParts, kLatinPlace});
          tag.class_id != 0)
        return tag;
      return {};
    }
    case Script::Cyrillic: {
      if (const WordTag tag = by_stem(word, forms().stems, grammar); tag.class_id != 0) return tag;
      for (const std::string_view ending : kCyrillic) {
        if (!word.ends_with(ending) || word.size() < ending.size() + grammar.shortest_stem) continue;
        if (const WordTag tag = place_of(word, ending, {kCyrillicMarks, kCyrillicParts, kCyrillicPlace});
            tag.class_id != 0)
          return tag;
      }
      return {};
    }
    case Script::Greek:
    case Script::Georgian:
    case Script::Armenian:
      return by_stem(word, forms().stems, grammar);
    case Script::Arabic: {
      if (const WordTag tag = behind_article(word); tag.class_id != 0) return tag;
      return by_stem(word, forms().stems, grammar);
    }
    case Script::Hebrew:
      if (const WordTag tag = hebrew_plural(word); tag.class_id != 0) return tag;
      for (const std::string_view start : {"ה", "ל", "ב", "ו"}) {
        if (word.size() <= start.size() + 4 || !word.starts_with(start)) continue;
        const std::string_view rest = word.substr(start.size());
        if (const WordTag tag = tag_of(rest); tag.class_id != 0) return tag;
        if (const WordTag tag = hebrew_plural(rest); tag.class_id != 0) return tag;
      }
      return {};
    default:
      return {};
  }
}

}  // namespace weir::text
