#include "ledger/reach.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>

#include "facts/identifiers.hpp"
#include "match/bit_count.hpp"
#include "match/evidence.hpp"
#include "match/score.hpp"
#include "match/weights.hpp"
#include "snapshot/hashing.hpp"
#include "text/acronym.hpp"
#include "text/lexicon.hpp"
#include "text/signature.hpp"
#include "weir/engine.hpp"

namespace weir::ledger {
namespace {

constexpr std::size_t kSchemas = static_cast<std::size_t>(Schema::Address) + 1;
constexpr std::size_t kFactMasks = 8;

// The least similarity of names that a screening scores, by schema and by which facts a question has: the
// lowest of all the segment's contexts.
class Least {
 public:
  explicit Least(const std::vector<Context>& contexts) {
    for (std::size_t schema = 0; schema < kSchemas; ++schema) {
      double threshold = 1;
      for (const Context& context : contexts) {
        threshold = std::min(
            threshold, context.options.threshold.value_or(default_threshold(static_cast<Schema>(schema))));
      }
      for (std::size_t mask = 0; mask < kFactMasks; ++mask) {
        Party party{.schema = static_cast<Schema>(schema)};
        if ((mask & kHasBirthDate) != 0) party.birth_dates.emplace_back();
        if ((mask & kHasCountry) != 0) party.countries.emplace_back();
        if ((mask & kHasAddress) != 0) party.addresses.emplace_back();
        least_[schema][mask] = match::least_similarity(threshold, match::most_help(party), party.schema);
      }
    }
  }
  [[nodiscard]] float of(Schema schema, std::uint8_t facts) const noexcept {
    return least_[static_cast<std::size_t>(schema)][facts % kFactMasks];
  }

 private:
  std::array<std::array<float, kFactMasks>, kSchemas> least_{};
};

std::size_t letter_of(char first) {
  return first >= 'a' && first <= 'z'   ? static_cast<std::size_t>(first - 'a')
         : first >= '0' && first <= '9' ? 26 + static_cast<std::size_t>(first - '0')
                                        : 0;
}

using match::bit_count;
using Words = std::span<const match::Word>;

// A run of words from `first` on, as bits.
constexpr std::uint64_t run_of(std::size_t first, std::size_t count) {
  return ((std::uint64_t{1} << count) - 1) << first;
}

// Could words that have these letters together be the one word?
bool may_join(std::uint64_t signature, std::size_t length, const match::Word& whole, bool skeleton) {
  return bit_count(signature ^ whole.signature) <=
         match::most_joined_bits(length, whole.text.size(), skeleton || whole.skeleton);
}

// The longest run of neighbours from `parts[i]` on that the score may take for the one word `whole`; 0 where
// there is none.
std::size_t joined(Words parts, std::size_t i, const match::Word& whole) {
  std::size_t length = parts[i].text.size();
  std::uint64_t signature = parts[i].signature;
  std::size_t longest = 0;
  for (std::size_t count = 2; count <= match::kMostJoined && i + count <= parts.size(); ++count) {
    const match::Word& next = parts[i + count - 1];
    length += next.text.size();
    signature = text::joined_signature(signature, next.signature);
    if (length > whole.text.size() + match::kMostEdits) break;
    if (may_join(signature, length, whole, parts[i].skeleton) &&
        match::joined_similarity(parts.subspan(i, count), whole) > 0)
      longest = count;
  }
  return longest;
}

// Could the scorer take the words, which begin with one letter, for each other although neither finds the
// other when it is looked up: Petrov and Petrova, Shpg and Shipping? Necessary, not sufficient.
bool may_pair(const match::Word& a, const match::Word& b, Schema schema) {
  if (schema == Schema::Person) return a.text.substr(0, 2) == b.text.substr(0, 2);
  const match::Word& brief = a.text.size() < b.text.size() ? a : b;
  const match::Word& whole = a.text.size() < b.text.size() ? b : a;
  return brief.text.size() < whole.text.size() && (brief.signature & ~whole.signature) == 0;
}

}  // namespace

// An initial is not enough, and all words that meet without finding each other, be they initials, too, begin
// with one letter.
bool Reach::may_meet_more(const Weighed& question, const Weighed& form) noexcept {
  return (question.letter_set & form.long_letter_set) != 0 ||
         bit_count(question.letter_set & form.letter_set) > 1;
}

Reach::Reach(const snapshot::View& entries) : entries_(entries), retriever_(entries) {
  add_forms();
  touches_.resize(forms_.size());
  neighbours_.resize(std::size_t{1} << kNeighbourBits);
  for (std::uint32_t party = 0; party < entries.parties().size(); ++party) {
    const auto record = entries.party(party);
    if (!record) continue;  // open() has checked it
    for (const Identifier& identifier : record->identifiers) {
      identifiers_.push_back(
          snapshot::hash_identifier(facts::normal_identifier(identifier.type, identifier.value)));
    }
  }
  std::sort(identifiers_.begin(), identifiers_.end());
  identifiers_.erase(std::unique(identifiers_.begin(), identifiers_.end()), identifiers_.end());
  for (std::uint32_t token = 0; token < entries.token_count(); ++token) {
    const std::string_view text = entries.token_text(token);
    if (!text.empty()) by_letter_[letter_of(text.front())].push_back(token);
  }
}

// Aliases and readings repeat forms: each is looked at once.
void Reach::add_forms() {
  std::map<std::vector<std::uint32_t>, std::uint32_t> known;
  form_heads_.push_back(0);
  for (const snapshot::NameRow& row : entries_.names()) {
    for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
      const auto packed = entries_.form_words(form);
      const auto [found, added] = known.try_emplace(std::vector<std::uint32_t>(packed.begin(), packed.end()),
                                                    static_cast<std::uint32_t>(forms_.size()));
      if (added) {
        Weighed& out = forms_.emplace_back();
        match::words_of(entries_, form, out.words);
        if (out.words.size() > text::kMaxTokens) out.words.resize(text::kMaxTokens);
        for (std::size_t kind = 0; kind < kKinds; ++kind) weigh(out, kind);
      }
      name_forms_.push_back(found->second);
    }
    form_heads_.push_back(static_cast<std::uint32_t>(name_forms_.size()));
  }
}

void Reach::weigh(Weighed& form, std::size_t kind) {
  constexpr std::array<Schema, kKinds> kSchemaOf{Schema::Person, Schema::LegalEntity, Schema::Company};
  std::vector<float>& weights = form.weights[kind];
  weights.clear();
  form.weak = 0;
  form.total[kind] = 0;
  form.only_weak = true;
  const std::size_t own = match::own_acronym(form.words, kSchemaOf[kind]);
  form.letters.clear();
  form.letter_set = 0;
  form.long_letter_set = 0;
  for (std::size_t i = 0; i < form.words.size(); ++i) {
    if (!form.words[i].text.empty())
      form.add_letter(letter_of(form.words[i].text.front()), form.words[i].text.size());
    const float weight =
        i == own ? match::weights::kTitleWeight : match::weight_of(form.words[i], kSchemaOf[kind]);
    weights.push_back(weight);
    form.total[kind] += weight;
    if (match::finds(form.words[i])) {
      form.only_weak = false;
    } else {
      form.weak |= std::uint64_t{1} << i;
    }
  }
}

float Reach::weight_of(const Weighed& form, std::size_t kind, std::uint64_t words) {
  float sum = 0;
  for (; words != 0; words &= words - 1)
    sum += form.weights[kind][static_cast<std::size_t>(std::countr_zero(words))];
  return sum;
}

// The word finds the name: which of its forms does it meet, and by which of their words? By none of them
// where it meets the form by its acronym, which may_reach() will see, or only as "Ivan" meets "I. Petrov", by
// a letter that stands alone: then other words must meet it, too, or nothing would come of it; but these may
// be several that are one word of the other side ("Jongeun" in "I. Jong Un"), which nothing else finds.
void Reach::add_meeting(const match::Word& word, std::uint32_t name) {
  for (std::uint32_t f = form_heads_[name]; f < form_heads_[name + 1]; ++f) {
    const std::vector<match::Word>& words = forms_[name_forms_[f]].words;
    std::uint64_t met = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      match::Word plain = words[i];
      plain.flags = 0;
      if (plain.text.size() == 1 && word.text.size() > 1) continue;
      if (match::compare_words(word, plain, Schema::LegalEntity).similarity > 0) met |= std::uint64_t{1} << i;
      // The two parts of a joined word are found without being alike to it.
      if (word.text.size() > plain.text.size() && word.text.starts_with(plain.text)) {
        const std::string_view rest = word.text.substr(plain.text.size());
        for (std::size_t k = 0; k < words.size(); ++k) {
          if (words[k].text == rest) met |= std::uint64_t{1} << i | std::uint64_t{1} << k;
        }
      }
    }
    if (forms_[name_forms_[f]].only_weak) met = kAll;
    bool initial = false;
    for (std::size_t i = 0; met == 0 && !initial && i < words.size(); ++i)
      initial = words[i].text.size() == 1 && words[i].text.front() == word.text.front();
    for (std::size_t i = 0; initial && i < words.size(); ++i) {
      if (words[i].text.front() == word.text.front()) initial = joined(words, i, word) == 0;
    }
    meetings_.push_back({.form = name_forms_[f], .by_initial = initial, .words = met});
  }
}

void Reach::look_up_words(const IndexView& index) {
  words_.clear();
  syllables_.clear();
  joins_.clear();
  heads_.assign(1, 0);
  join_heads_.assign(1, 0);
  meetings_.clear();
  text::Form form(1);
  for (std::uint32_t number = 0; number < index.words(); ++number) {
    const std::string_view text = index.word(number);
    const WordFacts facts = index.facts(number);
    text::Token& token = form.front();
    token.text = text;
    token.flags = static_cast<std::uint8_t>(facts.class_id != 0 ? text::kGeneric : 0);
    token.class_id = facts.class_id;
    token.name = facts.name;
    token.guessed = facts.skeleton != 0;
    match::Word word = match::words_of(form).front();
    word.text = text;
    word.flags = 0;         // each form has its own
    word.mandarin = false;  // a matter of the whole name
    word.woman = true;      // likewise: what a name of a woman meets, too
    words_.push_back(word);
    syllables_.push_back(text::mandarin_of(text));
    if (!text.empty()) {
      // Least similarity 0: whatever finds any word of a name. LegalEntity: what only persons' or only
      // companies' names forbid is left to the score.
      for (const std::uint32_t name :
           retriever_.candidates(std::span(&words_.back(), 1), Schema::LegalEntity, 0.0F))
        add_meeting(word, name);
      add_joins(word);
    }
    join_heads_.push_back(static_cast<std::uint32_t>(joins_.size()));
    heads_.push_back(static_cast<std::uint32_t>(meetings_.size()));
  }
}

void Reach::mark_identifiers(const IndexView& index) {
  const auto rows = index.identifiers();
  for (const std::uint64_t hash : identifiers_) {
    auto row = std::lower_bound(rows.begin(), rows.end(), hash,
                                [](const IdentifierPosting& a, std::uint64_t h) { return a.hash < h; });
    for (; row != rows.end() && row->hash == hash; ++row) {
      if (row->record < identified_.size()) identified_[row->record] = true;
    }
  }
}

void Reach::touch(std::uint32_t form, std::uint64_t words, std::uint64_t asked) {
  Touch& touch = touches_[form];
  if (touch.stamp != stamp_) {
    touch = {.stamp = stamp_};
    touched_.push_back(form);
  }
  touch.words |= words;
  if (words != 0) touch.asked |= asked;
}

void Reach::touch_name(std::uint32_t name, std::uint64_t words) {
  for (std::uint32_t f = form_heads_[name]; f < form_heads_[name + 1]; ++f) touch(name_forms_[f], words, 0);
}

// The entries' words that could be this word and more letters, by their signatures.
void Reach::add_joins(const match::Word& first) {
  for (std::uint32_t token : by_letter_[letter_of(first.text.front())]) {
    const match::Word word = match::word_of(entries_, token);
    if (bit_count(first.signature & ~word.signature) > match::kMostJoinedBits) continue;
    if (word.text.size() + match::kMostEdits <= first.text.size()) continue;
    joins_.push_back({.word = word, .token = token});
  }
}

// Neighbours of a question that make up a word of the entries, or one that is spelt like it. The score takes
// them for one only when they begin with one letter and have nearly the same letters. Which words they cover
// is may_reach()'s matter.
void Reach::touch_joined(std::size_t i, std::span<const FormWord> parts) {
  const std::uint32_t first = parts.front().word;
  if (join_heads_[first] == join_heads_[first + 1]) return;
  // Neighbours come again and again in a history: what they make up is kept.
  std::array<std::uint32_t, match::kMostJoined> key{};
  key.fill(snapshot::kNone);
  std::uint64_t hash = 0;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    key[k] = parts[k].word;
    hash = (hash << 32U ^ hash ^ key[k]) * 0x9E37'79B9'7F4A'7C15ULL;
  }
  Neighbours& known = neighbours_[hash >> (64 - kNeighbourBits)];
  if (known.key != key || known.segment != segment_) {
    known.key = key;
    known.segment = segment_;
    known.tokens.clear();
    find_joined(i, first, parts.size(), known.tokens);
  }
  for (const std::uint32_t token : known.tokens) {
    for (const std::uint32_t name : entries_.postings(token)) touch_name(name, 0);
  }
}

void Reach::find_joined(std::size_t i, std::uint32_t first, std::size_t count,
                        std::vector<std::uint32_t>& tokens) const {
  // What is kept is for the words whatever their roles, which joined() looks at later.
  std::array<match::Word, match::kMostJoined> parts;
  std::size_t length = 0;
  std::uint64_t signature = 0;
  for (std::size_t k = 0; k < count; ++k) {
    parts[k] = question_.words[i + k];
    parts[k].flags = 0;
    length += parts[k].text.size();
    signature = text::joined_signature(signature, parts[k].signature);
  }
  for (std::uint32_t at = join_heads_[first]; at < join_heads_[first + 1]; ++at) {
    const Join& join = joins_[at];
    if (may_join(signature, length, join.word, parts.front().skeleton) &&
        match::joined_similarity(std::span(parts).first(count), join.word) > 0)
      tokens.push_back(join.token);
  }
}

// False when the words that meet, and those that might, cannot make the two names alike enough.
bool Reach::may_reach(std::uint32_t candidate, Schema schema, float least) const {
  const Touch& touch = touches_[candidate];
  const Weighed& form = forms_[candidate];
  const std::size_t kind = kind_of(schema);
  if (touch.words == kAll || question_.total[kind] <= 0 || form.total[kind] <= 0) return true;
  std::uint64_t asked = touch.asked;  // words of the question that have a partner
  std::uint64_t listed = touch.words;
  const Words left = question_.words;
  const Words right = form.words;
  if (schema == Schema::Airplane && match::mark_meant(left.front().text, right.front().text)) {
    asked |= 1;
    listed |= 1;
  }
  for (std::size_t i = 0; i < left.size(); ++i) {
    const std::uint8_t letter = question_.letters[i];
    if ((form.letter_set >> letter & 1U) == 0) continue;
    for (std::size_t k = 0; k < right.size(); ++k) {
      if (form.letters[k] != letter) continue;
      const std::uint64_t i_bit = std::uint64_t{1} << i;
      const std::uint64_t k_bit = std::uint64_t{1} << k;
      if (((asked & i_bit) == 0 || (listed & k_bit) == 0) && may_pair(left[i], right[k], schema)) {
        asked |= i_bit;
        listed |= k_bit;
      }
      if (const std::size_t count = joined(left, i, right[k]); count > 0) {
        asked |= run_of(i, count);
        listed |= k_bit;
      }
      if (const std::size_t count = joined(right, k, left[i]); count > 0) {
        asked |= i_bit;
        listed |= run_of(k, count);
      }
      if (schema == Schema::Person) continue;  // acronyms are an organisation's
      if (const std::size_t count = match::acronym_words(left[i].text, right.subspan(k)); count > 0) {
        asked |= i_bit;
        listed |= run_of(k, count);
      }
      if (const std::size_t count = match::acronym_words(right[k].text, left.subspan(i)); count > 0) {
        asked |= run_of(i, count);
        listed |= k_bit;
      }
    }
  }
  const auto reaches = [&](float more_asked, float more_listed, std::size_t telling) {
    constexpr float kRounding = 1e-4F;
    const float bound =
        match::similarity_bound((weight_of(question_, kind, asked) + more_asked) / question_.total[kind],
                                (weight_of(form, kind, listed) + more_listed) / form.total[kind],
                                static_cast<std::size_t>(bit_count(asked)) + telling, schema);
    return bound + kRounding >= least;
  };
  const std::size_t weak =
      static_cast<std::size_t>(bit_count(question_.weak)) + static_cast<std::size_t>(bit_count(form.weak));
  if (weak == 0) return reaches(0, 0, 0);
  // Initials, titles and particles are looked up by nobody; each may meet a word of the other side. First as
  // if all did, and the heaviest.
  const auto most = [&](const Weighed& one, std::uint64_t met, const Weighed& other) {
    float heaviest = 0;
    for (std::size_t i = 0; i < one.words.size(); ++i) {
      if ((met >> i & 1U) == 0) heaviest = std::max(heaviest, one.weights[kind][i]);
    }
    return weight_of(one, kind, one.weak & ~met) + static_cast<float>(bit_count(other.weak)) * heaviest;
  };
  if (!reaches(most(question_, asked, form), most(form, listed, question_), weak)) return false;
  // A legal form may be a plain word of the other side ("Ltd" in what is read as a person's name).
  const auto meet_weak = [&](const Weighed& one, std::uint64_t& met, Words others, std::uint64_t& other_met) {
    for (std::uint64_t rest = one.weak; rest != 0; rest &= rest - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(rest));
      for (std::size_t k = 0; k < others.size(); ++k) {
        if (match::compare_words(one.words[i], others[k], schema).similarity <= 0) continue;
        met |= std::uint64_t{1} << i;
        other_met |= std::uint64_t{1} << k;
      }
    }
  };
  meet_weak(question_, asked, right, listed);
  meet_weak(form, listed, left, asked);
  // Titles of the question may be left out.
  for (std::size_t i = 0; i < left.size(); ++i) {
    if ((left[i].flags & text::kTitle) != 0) asked |= std::uint64_t{1} << i;
  }
  return reaches(0, 0, 0);
}

bool Reach::meets(Schema schema, float least, std::span<const FormWord> form, Counts& counts) {
  ++stamp_;
  touched_.clear();
  std::vector<match::Word>& words = question_.words;
  words.clear();
  bool syllables = true;
  bool surname = false;
  for (const FormWord& part : form.first(std::min(form.size(), text::kMaxTokens))) {
    if (words_[part.word].text.empty()) return false;  // no analysis writes it
    words.push_back(words_[part.word]);
    words.back().flags = part.flags;
    syllables = syllables && syllables_[part.word] != 0;
    surname = surname || syllables_[part.word] == text::kSyllable;
  }
  if (syllables && surname) {  // as words_of() of a whole form reads it
    for (match::Word& word : words) word.mandarin = true;
  }
  weigh(question_, kind_of(schema));
  const bool only_weak = question_.only_weak;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (!only_weak && (question_.weak & bit) != 0) continue;
    const std::uint32_t word = form[i].word;
    for (std::uint32_t m = heads_[word]; m < heads_[word + 1]; ++m) {
      const Meeting& meeting = meetings_[m];
      if (meeting.by_initial && !may_meet_more(question_, forms_[meeting.form])) continue;
      touch(meeting.form, meeting.words, bit);
    }
  }
  // Neighbours written as one word.
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    for (std::size_t count = 2; count <= std::min(match::kMostJoined, words.size() - i); ++count)
      touch_joined(i, form.subspan(i, count));
  }
  if (schema != Schema::Person && words.size() > 2) {
    for (const std::string& acronym : text::acronyms_of(words)) {
      const std::uint32_t token = entries_.find_token(acronym);
      if (token == snapshot::kNone) continue;
      for (const std::uint32_t name : entries_.postings(token)) touch_name(name, 0);
    }
  }
  counts.touched += touched_.empty() ? 0 : 1;
  for (const std::uint32_t candidate : touched_) {
    if (!may_reach(candidate, schema, least)) continue;
    ++counts.scored;
    if (match::score_words(words, forms_[candidate].words, schema).similarity >= least) return true;
  }
  return false;
}

std::vector<std::uint32_t> Reach::find(const Segment& segment, Counts& counts) {
  std::vector<std::uint32_t> out;
  if (entries_.parties().empty()) return out;
  const IndexView& index = segment.index();
  identified_.assign(segment.records(), false);
  ++segment_;
  look_up_words(index);
  mark_identifiers(index);
  const Least least(segment.contexts());
  IndexView::FormReader reader(index);
  for (std::uint32_t record = 0; record < segment.records(); ++record) {
    bool met = identified_[record];
    reader.each_form(record, [&](Schema schema, std::uint8_t facts, std::span<const FormWord> form) {
      met = met || meets(schema, least.of(schema, facts), form, counts);
    });
    if (met) out.push_back(record);
  }
  return out;
}

}  // namespace weir::ledger
