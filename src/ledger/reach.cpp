#include "ledger/reach.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "facts/identifiers.hpp"
#include "match/evidence.hpp"
#include "match/score.hpp"
#include "snapshot/hashing.hpp"
#include "text/acronym.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"
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

std::size_t place_of(char first, std::size_t length) {
  const std::size_t letter = first >= 'a' && first <= 'z'   ? static_cast<std::size_t>(first - 'a')
                             : first >= '0' && first <= '9' ? 26 + static_cast<std::size_t>(first - '0')
                                                            : 0;
  return letter * (text::kMaxTokenBytes + 1) + length;
}

using Words = std::span<const match::Word>;

// Could some neighbours of `parts` be written as one word of `wholes`? Necessary, not sufficient.
bool may_join(Words parts, Words wholes) {
  constexpr std::size_t kMostParts = 3;
  constexpr std::size_t kSlack = 3;  // letters that a joined word may have more or less than its parts
  for (const match::Word& whole : wholes) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (whole.text.front() != parts[i].text.front()) continue;
      std::string together(parts[i].text);
      for (std::size_t count = 2; count <= kMostParts && i + count <= parts.size(); ++count) {
        together += parts[i + count - 1].text;
        if (together.size() > whole.text.size() + kSlack) break;
        if (whole.text.size() > together.size() + kSlack) continue;
        const int apart = std::popcount(text::signature(together) ^ whole.signature);
        if (apart <= static_cast<int>(2 * match::kMostEdits) || text::sound_key(together) == whole.sound)
          return true;
      }
    }
  }
  return false;
}

// Could a word of `acronyms` be the first letters of neighbours in `words`? Necessary, not sufficient.
bool may_abbreviate(Words acronyms, Words words) {
  constexpr std::size_t kShortest = 3;
  for (const match::Word& acronym : acronyms) {
    if (acronym.text.size() < kShortest || acronym.text.size() > words.size()) continue;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      if (words[i].text.front() == acronym.text[0] &&
          (words[i + 1].text.front() == acronym.text[1] || (words[i + 1].flags & text::kParticle) != 0))
        return true;
    }
  }
  return false;
}

}  // namespace

Reach::Reach(const snapshot::View& entries)
    : entries_(entries),
      retriever_(entries),
      only_weak_(entries.form_count(), false),
      touches_(entries.form_count()) {
  form_words_.resize(entries.form_count());
  for (std::uint32_t name = 0; name < entries.names().size(); ++name) {
    const snapshot::NameRow& row = entries.names()[name];
    for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
      match::words_of(entries, form, form_words_[form]);
      only_weak_[form] = std::none_of(form_words_[form].begin(), form_words_[form].end(), match::finds);
    }
  }
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
  wholes_.resize(kLetters * (text::kMaxTokenBytes + 1));
  for (std::uint32_t token = 0; token < entries.token_count(); ++token) {
    const std::string_view text = entries.token_text(token);
    if (!text.empty() && text.size() <= text::kMaxTokenBytes)
      wholes_[place_of(text.front(), text.size())].push_back(
          {.signature = text::signature(text), .token = token});
  }
}

// The word finds the name: which of its forms does it meet, and by which of their words? A form that it meets
// only as "Ivan" meets "I. Petrov", by a letter that stands alone, is left to the other words, which must
// then meet it too, or nothing would come of it.
void Reach::add_meeting(const match::Word& word, std::uint32_t name) {
  constexpr std::size_t kBits = 31;
  const snapshot::NameRow& row = entries_.names()[name];
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    const std::vector<match::Word>& words = form_words_[form];
    std::uint32_t met = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      match::Word plain = words[i];
      plain.flags = 0;
      if (plain.text.size() == 1 && word.text.size() > 1) continue;
      if (match::compare_words(word, plain, Schema::LegalEntity).similarity > 0)
        met |= 1U << std::min(i, kBits);
      // The two parts of a joined word are found without being alike to it.
      if (word.text.size() > plain.text.size() && word.text.starts_with(plain.text)) {
        const std::string_view rest = word.text.substr(plain.text.size());
        for (std::size_t k = 0; k < words.size(); ++k) {
          if (words[k].text == rest) met |= 1U << std::min(i, kBits) | 1U << std::min(k, kBits);
        }
      }
      if (i >= kBits && met != 0) met = kAll;
    }
    if (only_weak_[form]) met = kAll;
    if (met == 0) {
      // Found, but by none of its words: by its acronym, or by an initial.
      const bool initial = std::any_of(words.begin(), words.end(), [&](const match::Word& other) {
        return other.text.size() == 1 && other.text.front() == word.text.front();
      });
      if (!initial) met = kAll;
    }
    if (met != 0) meetings_.push_back({.form = form, .words = met});
  }
}

void Reach::look_up_words(const IndexView& index) {
  words_.clear();
  heads_.assign(1, 0);
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
    token.script = facts.skeleton != 0 ? text::Script::Arabic : text::Script::Latin;
    match::Word word = match::words_of(form).front();
    word.text = text;
    word.flags = 0;  // each form has its own
    words_.push_back(word);
    if (!text.empty()) {
      // Least similarity 0: whatever finds any word of a name. LegalEntity: what only persons' or only
      // companies' names forbid is left to the score.
      for (const std::uint32_t name :
           retriever_.candidates(std::span(&words_.back(), 1), Schema::LegalEntity, 0.0F))
        add_meeting(word, name);
    }
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

void Reach::touch(std::uint32_t form, std::uint32_t words, std::size_t asked, float weight) {
  Touch& touch = touches_[form];
  if (touch.stamp != stamp_) {
    touch = {.stamp = stamp_};
    touched_.push_back(form);
  }
  touch.words |= words;
  constexpr std::size_t kBits = 32;
  if (asked < kBits) touch.asked |= 1U << asked;
  touch.weight += weight;
  ++touch.count;
}

void Reach::touch_name(std::uint32_t name, float weight) {
  const snapshot::NameRow& row = entries_.names()[name];
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form)
    touch(form, kAll, 0, weight);
}

// Two neighbours of a question that make up a word of the entries, or one that is spelt like it. The score
// takes them for one only when they begin with one letter.
void Reach::touch_joined(const match::Word& first, const match::Word& second, float weight) {
  const std::size_t length = first.text.size() + second.text.size();
  if (first.text.empty() || length > text::kMaxTokenBytes) return;
  bool made = false;
  match::Word whole;
  const std::size_t most = std::min<std::size_t>(length + match::kMostEdits, text::kMaxTokenBytes);
  for (std::size_t n = length > match::kMostEdits ? length - match::kMostEdits : 1; n <= most; ++n) {
    for (const Whole& other : wholes_[place_of(first.text.front(), n)]) {
      if (!made) {
        whole_.assign(first.text).append(second.text);
        whole = {.text = whole_, .sound = text::sound_key(whole_), .signature = text::signature(whole_)};
        made = true;
      }
      const bool near =
          static_cast<std::size_t>(std::popcount(whole.signature ^ other.signature)) <= 2 * match::kMostEdits;
      if (!near && entries_.token(other.token).sound != whole.sound) continue;
      const match::Word listed = match::word_of(entries_, other.token);
      if (match::compare_words(whole, listed, Schema::LegalEntity).similarity <= 0) continue;
      for (const std::uint32_t name : entries_.postings(other.token)) touch_name(name, weight);
    }
  }
}

// False when the words that meet cannot make the two names alike enough. `sought` of the question's `total`
// weight is of words that find names; the others may all agree.
bool Reach::may_reach(std::uint32_t form, Schema schema, float least, float total, float sought) const {
  const Touch& touch = touches_[form];
  if (touch.words == kAll || total <= 0) return true;
  const std::vector<match::Word>& words = form_words_[form];
  float all = 0;
  float met = 0;
  std::size_t telling = 0;
  float heaviest_open = 0;
  std::size_t weak = 0;  // of the entry's words: they may stand for any of the question's
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float weight = match::weight_of(words[i], schema);
    all += weight;
    const bool counts = match::finds(words[i]);
    const bool in = (touch.words >> i & 1U) != 0;
    if (in || !counts) {
      met += weight;
    } else {
      heaviest_open = std::max(heaviest_open, weight);
    }
    if (in && counts) ++telling;
    // Legal forms weigh nothing and meet none but their like.
    if (!counts && (words[i].flags & text::kLegal) == 0) ++weak;
  }
  if (all <= 0) return true;
  // Initials, titles and particles are looked up by nobody: each may meet one more word of the other side.
  std::size_t question_weak = 0;
  float heaviest = 0;
  for (const match::Word& word : question_) {
    question_weak += match::finds(word) || (word.flags & text::kLegal) != 0 ? 0 : 1;
    heaviest = std::max(heaviest, match::weight_of(word, schema));
  }
  met += static_cast<float>(question_weak) * heaviest_open;
  const float question_met = touch.weight + total - sought + static_cast<float>(weak) * heaviest;
  constexpr float kRounding = 1e-4F;
  const float bound =
      match::similarity_bound(question_met / total, met / all,
                              std::min<std::size_t>(telling, touch.count) + question_weak + weak, schema);
  if (bound + kRounding >= least) return true;
  // Words that do not find each other may still be paired, as "Petrov" and "Petrova" of two persons are.
  for (std::size_t i = 0; i < words.size(); ++i) {
    if ((touch.words >> i & 1U) != 0) continue;
    for (std::size_t k = 0; k < question_.size(); ++k) {
      const bool open = k >= 32 || (touch.asked >> k & 1U) == 0;
      if (open && question_[k].text.substr(0, 2) == words[i].text.substr(0, 2)) return true;
    }
  }
  return may_join(question_, words) || may_join(words, question_) ||
         (schema != Schema::Person && (may_abbreviate(question_, words) || may_abbreviate(words, question_)));
}

bool Reach::meets(Schema schema, float least, std::span<const FormWord> form, Counts& counts) {
  ++stamp_;
  touched_.clear();
  question_.clear();
  float total = 0;
  float sought = 0;
  for (const FormWord& part : form) {
    question_.push_back(words_[part.word]);
    question_.back().flags = part.flags;
  }
  const bool only_weak = std::none_of(question_.begin(), question_.end(), match::finds);
  for (std::size_t i = 0; i < form.size(); ++i) {
    const float weight = match::weight_of(question_[i], schema);
    total += weight;
    if (!only_weak && !match::finds(question_[i])) continue;
    sought += weight;
    const std::uint32_t word = form[i].word;
    for (std::uint32_t m = heads_[word]; m < heads_[word + 1]; ++m)
      touch(meetings_[m].form, meetings_[m].words, i, weight);
    // A word and either neighbour, written as one.
    if (i + 1 < form.size()) touch_joined(question_[i], question_[i + 1], weight);
    if (i > 0 && !only_weak && !match::finds(question_[i - 1]))
      touch_joined(question_[i - 1], question_[i], weight);
  }
  if (schema != Schema::Person && question_.size() > 2) {
    for (const std::string& acronym : text::acronyms_of(question_)) {
      const std::uint32_t token = entries_.find_token(acronym);
      if (token == snapshot::kNone) continue;
      for (const std::uint32_t name : entries_.postings(token)) touch_name(name, total);
    }
  }
  counts.touched += touched_.empty() ? 0 : 1;
  for (const std::uint32_t candidate : touched_) {
    if (!may_reach(candidate, schema, least, total, sought)) continue;
    ++counts.scored;
    if (match::score_words(question_, form_words_[candidate], schema).similarity >= least) return true;
  }
  return false;
}

std::vector<std::uint32_t> Reach::find(const Segment& segment, Counts& counts) {
  std::vector<std::uint32_t> out;
  if (entries_.parties().empty()) return out;
  const IndexView& index = segment.index();
  identified_.assign(segment.records(), false);
  look_up_words(index);
  mark_identifiers(index);
  const Least least(segment.contexts());
  IndexView::FormReader reader(index);
  for (std::uint32_t record = 0; record < segment.records(); ++record) {
    bool candidate = identified_[record];
    if (!candidate) {
      reader.each_form(record, [&](Schema schema, std::uint8_t facts, std::span<const FormWord> form) {
        candidate = candidate || meets(schema, least.of(schema, facts), form, counts);
      });
    }
    if (candidate) out.push_back(record);
  }
  return out;
}

}  // namespace weir::ledger
