#include "text/analyse.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/fold.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool single_letter(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  next_point(text, at);
  return at == text.size();
}

bool for_people(Schema schema) {
  return schema == Schema::Person;
}

// "l.l.c." -> "llc", "U.S.A." -> "usa"; a person's "J.R." stays two initials.
void join_dotted(std::vector<RawToken>& words, Schema schema) {
  if (for_people(schema)) return;
  std::vector<RawToken> out;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i;
    std::string joined;
    while (end < words.size() && words[end].dotted && words[end].glued) joined += words[end++].text;
    if (end > i && end < words.size() && single_letter(words[end].text)) joined += words[end++].text;
    if (end - i >= 2) {
      RawToken whole = words[i];
      whole.text = joined;
      whole.dotted = false;
      whole.glued = false;
      // Undecided parties: two letters are more often initials, unless they are a legal form.
      const std::array<std::string_view, 1> word{whole.text};
      const bool join = schema != Schema::LegalEntity || end - i >= 3 || legal_form_at(word).words == 1;
      if (join) {
        out.push_back(std::move(whole));
        i = end;
        continue;
      }
    }
    out.push_back(std::move(words[i]));
    ++i;
  }
  words.swap(out);
}

// A Latin letter in a Cyrillic word (or the reverse) that looks the same is a typing error or a disguise.
void repair_mixed(RawToken& word) {
  constexpr std::u32string_view kCyrillic = U"асеорхукмнтвіј";
  constexpr std::string_view kLatin = "aceopxykmhtbij";
  if (word.script != Script::Latin && word.script != Script::Cyrillic) return;
  std::size_t latin = 0;
  std::size_t cyrillic = 0;
  for (std::size_t at = 0; at < word.text.size();) {
    const Script script = script_of(next_point(word.text, at));
    latin += static_cast<std::size_t>(script == Script::Latin);
    cyrillic += static_cast<std::size_t>(script == Script::Cyrillic);
  }
  if (latin == 0 || cyrillic == 0) return;
  const bool to_cyrillic = cyrillic >= latin;
  std::string out;
  for (std::size_t at = 0; at < word.text.size();) {
    char32_t c = next_point(word.text, at);
    if (to_cyrillic && c < 0x80) {
      if (const auto found = kLatin.find(static_cast<char>(c)); found != std::string_view::npos)
        c = kCyrillic[found];
    } else if (!to_cyrillic && c >= 0x80) {
      if (const auto found = kCyrillic.find(c); found != std::u32string_view::npos)
        c = static_cast<unsigned char>(kLatin[found]);
    }
    append_point(out, c);
  }
  word.text = out;
  word.script = to_cyrillic ? Script::Cyrillic : Script::Latin;
}

// A word with its readings, or a legal form that several words made.
struct Unit {
  std::string source;
  Script script = Script::Latin;
  std::uint8_t flags = 0;
  std::uint16_t class_id = 0;
  std::vector<Reading> readings;
};

std::uint8_t flags_for(std::uint8_t flags, Schema schema) {
  // A word is a title only of a person (or a ship), generic only of others: "Bank" may be a surname,
  // "General" a company.
  if (for_people(schema)) return static_cast<std::uint8_t>(flags & ~(kGeneric | kPlace));
  if (schema == Schema::Company || schema == Schema::Organization)
    return static_cast<std::uint8_t>(flags & ~(kTitle | kSuffix));
  return flags;
}

Unit unit_of(const RawToken& word, Schema schema) {
  Unit unit{.source = word.text, .script = word.script};
  const WordTag tag = tag_of(word.text);
  unit.flags = flags_for(tag.flags, schema);
  if ((unit.flags & kGeneric) != 0) unit.class_id = tag.class_id;
  if (has_digit(word.text)) unit.flags |= kNumber;
  if (single_letter(word.text) && unit.flags == 0 && !runs_together(word.script)) unit.flags |= kInitial;
  if (word.script == Script::Latin && is_ascii(word.text)) {
    unit.readings.push_back({.words = {word.text}, .tags = {}});
  } else {
    unit.readings = romanise(word.text, word.script, schema);
  }
  return unit;
}

// Single words are legal forms only at an end of the name ("SA" in "SA Mining" and "Banco SA", not within),
// several words anywhere.
std::vector<Unit> units_of(const std::vector<RawToken>& words, Schema schema) {
  std::vector<std::string_view> texts;
  texts.reserve(words.size());
  for (const RawToken& word : words) texts.emplace_back(word.text);
  const bool may_have_form =
      schema != Schema::Person && schema != Schema::Vessel && schema != Schema::Airplane;
  std::vector<Unit> units;
  for (std::size_t i = 0; i < words.size();) {
    const LegalForm form = may_have_form ? legal_form_at(std::span(texts).subspan(i)) : LegalForm{};
    bool legal = form.words > 0 && form.words < words.size();
    if (legal && form.words == 1 && i != 0 && i + 1 != words.size()) {
      // Allowed inside when only legal forms follow ("Co., Ltd.") or the word cannot be anything else (three
      // letters or more).
      const bool more = legal_form_at(std::span(texts).subspan(i + 1)).words == words.size() - i - 1;
      constexpr std::size_t kUnmistakable = 3;
      legal = more || texts[i].size() >= kUnmistakable;
    }
    // At the start two Latin letters are more often a name ("AS Roma" is the exception that a moved form pays
    // for).
    if (legal && i == 0 && form.words == 1 && words[0].script == Script::Latin && texts[0].size() < 3)
      legal = false;
    if (!legal) {
      units.push_back(unit_of(words[i], schema));
      ++i;
      continue;
    }
    Unit unit{.script = words[i].script, .flags = kLegal};
    for (std::size_t k = 0; k < form.words; ++k) unit.source += (k == 0 ? "" : " ") + words[i + k].text;
    unit.readings.push_back({.words = {std::string(form.name)}, .tags = {}});
    units.push_back(std::move(unit));
    i += form.words;
  }
  return units;
}

// Form k takes each word's k-th reading (its last when it has fewer): readings of one language stay together.
Form form_of(const std::vector<Unit>& units, std::size_t k, Schema schema) {
  Form form;
  for (const Unit& unit : units) {
    if (unit.readings.empty()) continue;
    const Reading& reading = unit.readings[std::min(k, unit.readings.size() - 1)];
    for (std::size_t w = 0; w < reading.words.size() && form.size() < kMaxTokens; ++w) {
      if (reading.words[w].empty()) continue;
      Token token{.text = reading.words[w].substr(0, kMaxTokenBytes),
                  .flags = unit.flags,
                  .class_id = unit.class_id,
                  .script = unit.script};
      for (const auto& [index, tag] : reading.tags) {
        if (index == w) token.flags |= flag_of(tag);
      }
      if (reading.words.size() > 1 || unit.script != Script::Latin) {
        // The Latin reading may be a known word where the original is not ("трейдинг" -> "trading").
        const WordTag tag = tag_of(token.text);
        if (unit.script != Script::Latin && (tag.flags & kGeneric) != 0 && !for_people(schema)) {
          token.flags |= kGeneric;
          token.class_id = tag.class_id;
        }
      }
      if (unit.source != token.text) token.source = unit.source;
      form.push_back(std::move(token));
    }
  }
  return form;
}

bool same_words(const Form& a, const Form& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Token& x, const Token& y) { return x.text == y.text; });
}

void add_form(AnalysedName& name, Form form) {
  if (form.empty() || name.forms.size() == kMaxForms) return;
  for (const Form& other : name.forms) {
    if (same_words(other, form)) return;
  }
  name.forms.push_back(std::move(form));
}

Script main_script(const std::vector<RawToken>& words) {
  std::array<std::size_t, 11> bytes{};
  for (const RawToken& word : words) bytes[static_cast<std::size_t>(word.script)] += word.text.size();
  return static_cast<Script>(std::max_element(bytes.begin(), bytes.end()) - bytes.begin());
}

void analyse_into(AnalysedName& out, std::string_view folded, Schema schema) {
  std::vector<RawToken> words = split(folded);
  if (words.size() > kMaxTokens) words.resize(kMaxTokens);
  join_dotted(words, schema);
  for (RawToken& word : words) {
    if (!is_ascii(word.text)) repair_mixed(word);
  }
  out.script = main_script(words);
  const std::vector<Unit> units = units_of(words, schema);
  std::size_t readings = 1;
  for (const Unit& unit : units) readings = std::max(readings, unit.readings.size());
  for (std::size_t k = 0; k < readings; ++k) add_form(out, form_of(units, k, schema));
}

}  // namespace

std::vector<RawToken> split(std::string_view folded) {
  std::vector<RawToken> out;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t start = at;
    const char32_t c = next_point(folded, at);
    const Script script = script_of(c);
    if (script == Script::Other) {
      if (c == U'&' || c == U'+') out.push_back({.text = "and", .script = Script::Latin});
      continue;
    }
    RawToken token{.text = std::string(folded.substr(start, at - start)), .script = script};
    while (at < folded.size()) {
      std::size_t next = at;
      const char32_t d = next_point(folded, next);
      const Script more = script_of(d);
      if (d == U'\'') {
        // An apostrophe inside a word belongs to it: O'Brien, Sana'a.
        if (next < folded.size() && script_of([&] {
                                      std::size_t peek = next;
                                      return next_point(folded, peek);
                                    }()) != Script::Other) {
          at = next;
          continue;
        }
        break;
      }
      if (more == Script::Other) break;
      // Scripts that run together end where the script changes; elsewhere letters, digits and look-alikes
      // stay one word.
      if ((runs_together(more) || runs_together(token.script)) && more != token.script) break;
      token.text.append(folded.substr(at, next - at));
      if (token.script == Script::Digit) token.script = more;
      at = next;
    }
    if (at < folded.size() && folded[at] == '.' && single_letter(token.text)) {
      token.dotted = true;
      token.glued = at + 1 < folded.size() && folded[at + 1] != ' ';
    }
    out.push_back(std::move(token));
  }
  return out;
}

AnalysedName analyse(std::string_view name, Schema schema) {
  AnalysedName out;
  analyse_into(out, fold(name), schema);
  if (const std::string expanded = fold_expanded(name); !expanded.empty()) {
    const Script script = out.script;
    analyse_into(out, expanded, schema);
    out.script = script;
  }
  return out;
}

}  // namespace weir::text
