#include "match/token_index.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "match/words.hpp"

namespace weir::match {

TokenIndex::TokenIndex(const snapshot::View& snapshot) : infos_(snapshot.token_count()) {
  std::uint16_t last = 0;
  const auto tokens = static_cast<std::uint32_t>(snapshot.token_count());
  for (std::uint32_t token = 0; token < tokens; ++token) {
    const snapshot::TokenRow& row = snapshot.token(token);
    infos_[token] = {.signature = snapshot.signatures()[token],
                     .sound = sound_check(row.sound),
                     .head = head_of(snapshot.token_text(token)),
                     .length = row.length,
                     .rarity_steps = row.rarity,
                     .company = stands_for_form(row.class_id),
                     .patronymic = (row.flags & snapshot::kPatronymic) != 0,
                     .named = row.name != 0,
                     .skeleton = (row.flags & snapshot::kSkeleton) != 0};
    last = std::max(last, row.class_id);
    if (infos_[token].skeleton) skeletons_.push_back(token);
    // Tokens are sorted by length, then text.
    const std::size_t key = key_of(row.length, infos_[token].head >> 8U);
    while (starts_.size() <= key) starts_.push_back(token);
    if (token == 0 || snapshot.token(token - 1).length != row.length)
      of_length_[row.length] = {.token = token, .place = spellings_.size()};
    add_spelling(infos_[token], row, snapshot.token_text(token));
  }
  starts_.push_back(tokens);
  first_.assign(last + std::size_t{2}, 0);
  for (std::uint32_t token = 0; token < tokens; ++token) {
    if (const std::uint16_t id = snapshot.token(token).class_id; id != 0) ++first_[id + std::size_t{1}];
  }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  by_meaning_.resize(first_.back());
  std::vector<std::uint32_t> next = first_;
  for (std::uint32_t token = 0; token < tokens; ++token) {
    if (const std::uint16_t id = snapshot.token(token).class_id; id != 0) by_meaning_[next[id]++] = token;
  }
}

void TokenIndex::add_spelling(const Info& info, const snapshot::TokenRow& row, std::string_view text) {
  constexpr unsigned kByte = 0xFF;
  spellings_.push_back(static_cast<char>(info.sound & kByte));
  spellings_.push_back(static_cast<char>(info.sound >> 8U));
  spellings_.push_back(static_cast<char>((row.class_id != 0 ? Spelling::kMeaning : 0) |
                                         (row.name != 0 ? Spelling::kNamed : 0) |
                                         (info.skeleton ? Spelling::kSkeleton : 0)));
  // So many letters as the row says, whatever a forged file has in their place.
  spellings_.insert(spellings_.end(), text.begin(), text.end());
  spellings_.resize(spellings_.size() + row.length - text.size());
}

void TokenIndex::make_repeating(const snapshot::View& snapshot) const {
  for (std::uint32_t form = 0; form < snapshot.form_count(); ++form) {
    const std::span<const std::uint32_t> words = snapshot.form_words(form);
    for (std::size_t i = 1; i < words.size(); ++i) {
      const auto same = [&](std::uint32_t other) { return ((other ^ words[i]) & snapshot::kTokenMask) == 0; };
      const auto before = words.first(i);
      if (std::none_of(before.begin(), before.end(), same)) continue;
      repeating_.push_back({.token = words[i] & snapshot::kTokenMask, .name = snapshot.form_name(form)});
    }
  }
  std::sort(repeating_.begin(), repeating_.end());
  repeating_.erase(std::unique(repeating_.begin(), repeating_.end()), repeating_.end());
  repeating_.shrink_to_fit();
}

// Calls visit(token, name) once for each name and each word that it writes, not for a legal form; by rising
// names.
template <class Visit>
void TokenIndex::each_written(const snapshot::View& snapshot, Visit visit) const {
  std::vector<std::uint32_t> last(infos_.size(), snapshot::kNone);
  for (std::uint32_t form = 0; form < snapshot.form_count(); ++form) {
    const std::uint32_t name = snapshot.form_name(form);
    for (const std::uint32_t packed : snapshot.form_words(form)) {
      const std::uint32_t token = packed & snapshot::kTokenMask;
      if ((packed >> snapshot::kTokenBits & text::kLegal) != 0 || last[token] == name) continue;
      last[token] = name;
      visit(token, name);
    }
  }
}

void TokenIndex::make_writing(const snapshot::View& snapshot) const {
  const auto tokens = static_cast<std::uint32_t>(infos_.size());
  std::vector<std::uint32_t> count(tokens);
  each_written(snapshot, [&](std::uint32_t token, std::uint32_t) { ++count[token]; });
  stands_for_others_ = Names(tokens);
  first_writing_.assign(1, 0);
  for (std::uint32_t token = 0; token < tokens; ++token) {
    if (count[token] == snapshot.postings(token).size()) continue;
    stands_for_others_.add(token);
    standing_.push_back(token);
    first_writing_.push_back(first_writing_.back() + count[token]);
    count[token] = first_writing_[standing_.size() - 1];  // from now on where its next name goes
  }
  writing_.resize(first_writing_.back());
  each_written(snapshot, [&](std::uint32_t token, std::uint32_t name) {
    if (stands_for_others_.has(token)) writing_[count[token]++] = name;
  });
}

// As Retriever::bound_of_form() weighs them.
void TokenIndex::make_weights(const snapshot::View& snapshot) const {
  constexpr std::uint8_t kMost = std::numeric_limits<std::uint8_t>::max();
  name_weights_.assign(snapshot.names().size(), {.sought = kMost});
  token_weights_.assign(infos_.size(), 0);
  const auto steps_above = [](float weight) {
    return static_cast<std::uint8_t>(std::min<float>(std::ceil(weight / kWeightStep), kMost));
  };
  std::vector<float> least;
  for (std::uint32_t form = 0; form < snapshot.form_count(); ++form) {
    const std::span<const std::uint32_t> words = snapshot.form_words(form);
    least.clear();
    float sought = 0;
    float others = 0;
    for (const std::uint32_t packed : words) {
      const std::uint32_t token = packed & snapshot::kTokenMask;
      const auto flags = static_cast<std::uint8_t>(packed >> snapshot::kTokenBits);
      const Info& info = infos_[token];
      const auto weigh = [&](Schema schema) {
        return weight_of(flags, info.company, info.rarity(), info.patronymic, schema);
      };
      const auto [low, high] =
          std::minmax({weigh(Schema::Person), weigh(Schema::LegalEntity), weigh(Schema::Company)});
      token_weights_[token] = std::max(token_weights_[token], steps_above(high));
      least.push_back(low);
      if (flags_find(flags)) {
        sought += low;
      } else {
        others += high;
      }
    }
    // An acronym of the others says nothing at either end.
    std::size_t last = words.empty() ? 0 : words.size() - 1;
    while (last > 0 && (words[last] >> snapshot::kTokenBits & text::kLegal) != 0) --last;
    if (words.size() > 3) sought -= std::max(least.front(), least[last]);
    NameWeights& all = name_weights_[snapshot.form_name(form)];
    const std::uint8_t others_steps = steps_above(others);
    all.others = std::max(all.others, others_steps);
    // What is too much to be weighed may be anything.
    const bool any = words.size() > text::kMaxTokens || others_steps == kMost;
    const float steps = any ? 0 : std::clamp<float>(std::floor(sought / kWeightStep), 0, kMost);
    all.sought = std::min(all.sought, static_cast<std::uint8_t>(steps));
  }
}

// As acronym_words() and may_begin_with() of the score ask.
void TokenIndex::make_initials(const snapshot::View& snapshot) const {
  constexpr std::uint8_t kOrganisations = text::kGeneric | text::kLegal | text::kPlace;
  initials_.assign(snapshot.names().size(), {});
  constexpr std::size_t kMostWords = 31;
  std::unordered_map<std::uint32_t, std::uint32_t> of_legal;  // tokens; few
  for (std::uint32_t form = 0; form < snapshot.form_count(); ++form) {
    std::uint32_t letters = 0;
    bool organisation = false;
    for (const std::uint32_t packed : snapshot.form_words(form)) {
      const std::uint32_t token = packed & snapshot::kTokenMask;
      const auto flags = static_cast<std::uint8_t>(packed >> snapshot::kTokenBits);
      organisation = organisation || (flags & kOrganisations) != 0;
      letters |= initial_of(static_cast<char>(infos_[token].head >> 8U));
      if ((flags & text::kLegal) == 0) continue;
      const auto [known, added] = of_legal.try_emplace(token);
      if (added) known->second = text::legal_initials(snapshot.token_text(token));
      letters |= known->second;
    }
    if (!organisation) continue;
    Initials& all = initials_[snapshot.form_name(form)];
    const std::size_t words = std::min(snapshot.form_words(form).size(), kMostWords);
    all.letters |= letters;
    all.words = std::max<std::uint32_t>(all.words, static_cast<std::uint32_t>(words));
  }
}

void TokenIndex::make_generic(const snapshot::View& snapshot) const {
  Names seen(infos_.size());  // words, not names
  for (std::uint32_t form = 0; form < snapshot.form_count(); ++form) {
    for (const std::uint32_t packed : snapshot.form_words(form)) {
      const std::uint32_t token = packed & snapshot::kTokenMask;
      if ((packed >> snapshot::kTokenBits & text::kGeneric) == 0 || seen.has(token)) continue;
      seen.add(token);
      generic_.push_back(token);
    }
  }
  std::sort(generic_.begin(), generic_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto key = [&](std::uint32_t token) { return std::pair(infos_[token].head >> 8U, token); };
    return key(a) < key(b);
  });
}

}  // namespace weir::match
