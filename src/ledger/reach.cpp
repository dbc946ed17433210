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

std::uint32_t letter_bit(char letter) {
  return letter >= 'a' && letter <= 'z' ? 1U << static_cast<unsigned>(letter - 'a') : 0;
}

}  // namespace

Reach::Reach(const snapshot::View& entries)
    : entries_(entries),
      retriever_(entries),
      initials_(entries.names().size(), 0),
      only_weak_(entries.names().size(), false),
      stamps_(entries.names().size(), 0) {
  form_words_.resize(entries.form_count());
  for (std::uint32_t name = 0; name < entries.names().size(); ++name) {
    const snapshot::NameRow& row = entries.names()[name];
    for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
      match::words_of(entries, form, form_words_[form]);
      bool weak = true;
      for (const match::Word& word : form_words_[form]) {
        if (word.text.size() == 1) initials_[name] |= letter_bit(word.text.front());
        weak = weak && !match::finds(word);
      }
      if (weak) only_weak_[name] = true;
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

// True when the word finds the name only as "Ivan" finds "I. Petrov": by a letter that stands alone. The other
// words must then find the name too, or nothing would come of it, unless the name has no others.
bool Reach::only_by_initial(const match::Word& word, std::uint32_t name) const {
  if (only_weak_[name] || (initials_[name] & letter_bit(word.text.front())) == 0) return false;
  const snapshot::NameRow& row = entries_.names()[name];
  for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count; ++form) {
    for (const match::Word& other : form_words_[form]) {
      if (other.text.size() == 1 && word.text.size() > 1) continue;
      match::Word plain = other;
      plain.flags = 0;
      if (match::compare_words(word, plain, Schema::LegalEntity).similarity > 0) return false;
      // Parts of a joined word are found without being alike.
      if (word.text.starts_with(other.text) || word.text.ends_with(other.text)) return false;
    }
  }
  return true;
}

void Reach::look_up_words(const IndexView& index) {
  words_.clear();
  heads_.assign(1, 0);
  names_.clear();
  part_words_.assign(parts_.size(), {});
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
      // Least similarity 0: whatever finds any word of a name. LegalEntity: what only persons' or only companies'
      // names forbid is left to the score.
      for (const std::uint32_t name :
           retriever_.candidates(std::span(&words_.back(), 1), Schema::LegalEntity, 0.0F)) {
        if (!only_by_initial(word, name)) names_.push_back(name);
      }
      if (const auto part = parts_.find(text); part != parts_.end())
        part_words_[part->second].push_back(number);
    }
    heads_.push_back(static_cast<std::uint32_t>(names_.size()));
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

void Reach::touch(std::uint32_t name) {
  if (stamps_[name] == stamp_) return;
  stamps_[name] = stamp_;
  touched_.push_back(name);
}

bool Reach::meets(Schema schema, float least, std::span<const FormWord> form, Counts& counts) {
  ++stamp_;
  touched_.clear();
  question_.clear();
  for (const FormWord& part : form) {
    question_.push_back(words_[part.word]);
    question_.back().flags = part.flags;
  }
  const bool only_weak = std::none_of(question_.begin(), question_.end(), match::finds);
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (!only_weak && !match::finds(question_[i])) continue;
    const std::uint32_t word = form[i].word;
    for (std::uint32_t n = heads_[word]; n < heads_[word + 1]; ++n) touch(names_[n]);
    // Either of the two is enough to find the whole.
    for (const std::size_t first : {i, i == 0 ? i : i - 1}) {
      if (first + 1 >= form.size() || !starts_pair_[form[first].word]) continue;
      const auto pair = joined_.find(std::uint64_t{form[first].word} << 32U | form[first + 1].word);
      if (pair == joined_.end()) continue;
      for (const std::uint32_t name : pair->second) touch(name);
    }
  }
  for (const std::uint32_t name : touched_) {
    const snapshot::NameRow& row = entries_.names()[name];
    for (std::uint32_t f = row.first_form; f < row.first_form + row.form_count; ++f) {
      ++counts.scored;
      if (match::score_words(question_, form_words_[f], schema).similarity >= least) return true;
    }
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
