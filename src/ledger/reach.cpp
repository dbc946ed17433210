#include "ledger/reach.hpp"

#include <algorithm>
#include <array>

#include "facts/identifiers.hpp"
#include "match/evidence.hpp"
#include "match/score.hpp"
#include "snapshot/hashing.hpp"
#include "weir/engine.hpp"

namespace weir::ledger {
namespace {

constexpr std::size_t kSchemas = static_cast<std::size_t>(Schema::Address) + 1;
constexpr std::size_t kFactMasks = 8;

// The least similarity of names that a screening scores, by schema and by which facts a question has: the lowest
// of all the segment's contexts.
class Least {
 public:
  explicit Least(const std::vector<Context>& contexts) {
    for (std::size_t schema = 0; schema < kSchemas; ++schema) {
      double threshold = 1;
      for (const Context& context : contexts) {
        threshold = std::min(threshold, context.options.threshold.value_or(
                                            default_threshold(static_cast<Schema>(schema))));
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

using Words = std::span<const match::Word>;

// Could some neighbours of `parts` be written as one word of `wholes`? Necessary, not sufficient.
bool may_join(Words parts, Words wholes) {
  constexpr std::size_t kMostParts = 3;
  constexpr std::size_t kSlack = 3;  // letters that a joined word may have more or less than its parts
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::size_t length = parts[i].text.size();
    for (std::size_t count = 2; count <= kMostParts && i + count <= parts.size(); ++count) {
      length += parts[i + count - 1].text.size();
      for (const match::Word& whole : wholes) {
        if (whole.text.front() == parts[i].text.front() && length <= whole.text.size() + kSlack &&
            whole.text.size() <= length + kSlack)
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
  const auto part = [&](std::string_view text) {
    return parts_.try_emplace(text, static_cast<std::uint32_t>(parts_.size())).first->second;
  };
  for (std::uint32_t token = 0; token < entries.token_count(); ++token) {
    const std::string_view text = entries.token_text(token);
    for (std::size_t cut = 1; cut < text.size(); ++cut)
      cuts_.push_back({.token = token, .first = part(text.substr(0, cut)), .second = part(text.substr(cut))});
  }
}

// The word finds the name: which of its forms does it meet, and by which of their words? A form that it meets only
// as "Ivan" meets "I. Petrov", by a letter that stands alone, is left to the other words, which must then meet it
// too, or nothing would come of it.
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
      if (match::compare_words(word, plain, Schema::LegalEntity).similarity > 0) met |= 1U << std::min(i, kBits);
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
    if (met != 0) meetings_.push_back({.form = form, .words = met});
  }
}

void Reach::look_up_words(const IndexView& index) {
  words_.clear();
  heads_.assign(1, 0);
  meetings_.clear();
  part_words_.assign(parts_.size(), {});
  text::Form form(1);
  for (std::uint32_t number = 0; number < index.words(); ++number) {
    const std::string_view text = index.word(number);
    const WordFacts facts = index.facts(number);
    text::Token& token = form.front();
    token.text = text;
    token.flags = static_cast<std::uint8_t>(facts.class_id != 0 ? text::kGeneric : 0);
    token.class_id = facts.class_id != 0 ? facts.class_id : facts.name_class;
    token.script = facts.skeleton != 0 ? text::Script::Arabic : text::Script::Latin;
    match::Word word = match::words_of(form).front();
    word.text = text;
    word.flags = 0;  // each form has its own
    words_.push_back(word);
    if (!text.empty()) {
      // Least similarity 0: whatever finds any word of a name. LegalEntity: what only persons' or only companies'
      // names forbid is left to the score.
      for (const std::uint32_t name :
           retriever_.candidates(std::span(&words_.back(), 1), Schema::LegalEntity, 0.0F))
        add_meeting(word, name);
      if (const auto part = parts_.find(text); part != parts_.end())
        part_words_[part->second].push_back(number);
    }
    heads_.push_back(static_cast<std::uint32_t>(meetings_.size()));
  }
}

// Two words of a question that stand side by side and make up a word of the entries.
void Reach::join_parts() {
  joined_.clear();
  starts_pair_.assign(words_.size(), false);
  for (const Cut& cut : cuts_) {
    for (const std::uint32_t first : part_words_[cut.first]) {
      for (const std::uint32_t second : part_words_[cut.second]) {
        starts_pair_[first] = true;
        std::vector<std::uint32_t>& names = joined_[std::uint64_t{first} << 32U | second];
        const auto postings = entries_.postings(cut.token);
        names.insert(names.end(), postings.begin(), postings.end());
      }
    }
  }
}

void Reach::mark(const IndexView& index) {
  for (std::uint32_t word = 0; word < words_.size(); ++word) {
    if (heads_[word] == heads_[word + 1]) continue;
    index.each_posting(word, [&](std::uint32_t record) { marked_[record] = true; });
  }
  std::vector<bool> second_of(words_.size(), false);
  for (const auto& [pair, names] : joined_) second_of[pair & 0xFFFFFFFFU] = true;
  std::vector<bool> has_first(marked_.size(), false);
  for (std::uint32_t word = 0; word < words_.size(); ++word) {
    if (starts_pair_[word]) index.each_posting(word, [&](std::uint32_t record) { has_first[record] = true; });
  }
  for (std::uint32_t word = 0; word < words_.size(); ++word) {
    if (!second_of[word]) continue;
    index.each_posting(word, [&](std::uint32_t record) {
      if (has_first[record]) marked_[record] = true;
    });
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

void Reach::touch(std::uint32_t form, std::uint32_t words, float weight) {
  Touch& touch = touches_[form];
  if (touch.stamp != stamp_) {
    touch = {.stamp = stamp_};
    touched_.push_back(form);
  }
  touch.words |= words;
  touch.weight += weight;
  ++touch.count;
}

// False when the words that meet cannot make the two names alike enough. `sought` of the question's `total` weight
// is of words that find names; the others may all agree.
bool Reach::may_reach(std::uint32_t form, Schema schema, float least, float total, float sought) const {
  const Touch& touch = touches_[form];
  if (touch.words == kAll || total <= 0) return true;
  const std::vector<match::Word>& words = form_words_[form];
  float all = 0;
  float met = 0;
  std::size_t telling = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float weight = match::weight_of(words[i], schema);
    all += weight;
    const bool counts = match::finds(words[i]);
    const bool in = (touch.words >> i & 1U) != 0;
    if (in || !counts) met += weight;
    if (in && counts) ++telling;
  }
  if (all <= 0) return true;
  constexpr float kRounding = 1e-4F;
  const float bound = match::similarity_bound((touch.weight + total - sought) / total, met / all,
                                              std::min<std::size_t>(telling, touch.count), schema);
  if (bound + kRounding >= least) return true;
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
      touch(meetings_[m].form, meetings_[m].words, weight);
    // Either of the two is enough to find the whole.
    for (const std::size_t first : {i, i == 0 ? i : i - 1}) {
      if (first + 1 >= form.size() || !starts_pair_[form[first].word]) continue;
      const auto pair = joined_.find(std::uint64_t{form[first].word} << 32U | form[first + 1].word);
      if (pair == joined_.end()) continue;
      for (const std::uint32_t name : pair->second) {
        const snapshot::NameRow& row = entries_.names()[name];
        for (std::uint32_t f = row.first_form; f < row.first_form + row.form_count; ++f) touch(f, kAll, weight);
      }
    }
  }
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
  marked_.assign(segment.records(), false);
  identified_.assign(segment.records(), false);
  look_up_words(index);
  join_parts();
  mark(index);
  mark_identifiers(index);
  const Least least(segment.contexts());
  IndexView::FormReader reader(index);
  for (std::uint32_t record = 0; record < segment.records(); ++record) {
    if (!marked_[record] && !identified_[record]) continue;
    bool candidate = identified_[record];
    if (!candidate) {
      ++counts.touched;
      reader.each_form(record, [&](Schema schema, std::uint8_t facts, std::span<const FormWord> form) {
        candidate = candidate || meets(schema, least.of(schema, facts), form, counts);
      });
    }
    if (candidate) out.push_back(record);
  }
  return out;
}

}  // namespace weir::ledger
