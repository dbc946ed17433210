#include "match/words.hpp"

#include <algorithm>
#include <array>

#include "match/weights.hpp"
#include "text/lexicon.hpp"
#include "text/names.hpp"
#include "text/rarity.hpp"
#include "text/same_text.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"
#include "text/syllables.hpp"
#include "text/word_table.hpp"

namespace weir::match {
namespace {

// Words of a name that consists of Mandarin syllables, a surname of one syllable among them, are Mandarin:
// there a letter makes another name. Alone, "hasan" and "hatoumi" are Mandarin syllables, too.
void mark_mandarin(std::span<Word> words) {
  constexpr std::uint8_t kEither = text::kSyllable | text::kSyllables;
  bool surname = false;
  for (const Word& word : words) {
    if ((word.known & kEither) == 0) return;
    surname = surname || (word.known & text::kSyllable) != 0;
  }
  if (!surname) return;
  for (Word& word : words) word.mandarin = true;
}

// A given name that only women bear: as lists of names have it, or the table of names where those give it to
// either.
bool womans_given_name(std::uint8_t known, text::NameWord name) noexcept {
  constexpr std::uint8_t kGivenNames = text::kMansName | text::kWomansName;
  if ((known & kGivenNames) == text::kWomansName) return true;
  return name != 0 && (known & kGivenNames) != text::kMansName &&
         text::gender_of_name(name) == Gender::Female;
}

// The bits that say that a word is known whatever stands round it.
constexpr std::uint8_t kByItself = text::kMansName | text::kWomansName | text::kSurname | text::kEnglish;

}  // namespace

WordFacts facts_of(std::string_view token) noexcept {
  const std::uint8_t known = text::lexicon_of(token);
  return {.sound = text::sound_key(token),
          .signature = text::signature(token),
          .rarity = text::rarity_of_steps(text::rarity_steps(token, known)),
          .known = known,
          .mandarin = text::mandarin_of(token),
          .patronymic = text::is_patronymic(token),
          .east_asian = text::is_east_asian_syllable(token),
          .woman = womans_given_name(known, text::name_word(token))};
}

namespace {

// Words seen lately: names share most of theirs. A word has one place; the last one there is kept.
class LateWords {
 public:
  [[nodiscard]] WordFacts facts(std::string_view token) {
    if (token.empty() || token.size() > kLongest) return facts_of(token);
    if (rows_.empty()) rows_.resize(kRows);
    Row& row = rows_[text::hash_word(token) % kRows];
    if (!text::same_text(std::string_view(row.text.data(), row.length), token)) {
      row.facts = facts_of(token);
      row.length = static_cast<std::uint8_t>(token.size());
      std::copy(token.begin(), token.end(), row.text.begin());
    }
    return row.facts;
  }

 private:
  static constexpr std::size_t kRows = 8192;
  static constexpr std::size_t kLongest = 23;
  struct Row {
    std::array<char, kLongest> text{};
    std::uint8_t length = 0;
    WordFacts facts;
  };
  std::vector<Row> rows_;
};

}  // namespace

std::vector<Word> words_of(const text::Form& form) {
  thread_local LateWords late;
  std::vector<Word> out;
  out.reserve(form.size());
  bool surname = false;
  bool syllables = true;  // of Mandarin, all of them
  bool woman = false;
  for (const text::Token& token : form) {
    const WordFacts facts = late.facts(token.text);
    out.push_back({.text = token.text,
                   .sound = facts.sound,
                   .signature = facts.signature,
                   .class_id = token.class_id,
                   .name = token.name,
                   .flags = token.flags,
                   .known = token.guessed ? std::uint8_t{0} : facts.known,
                   .patronymic = facts.patronymic,
                   .east_asian = facts.east_asian,
                   .skeleton = token.guessed,
                   .rarity = facts.rarity});
    syllables = syllables && facts.mandarin != 0;
    surname = surname || facts.mandarin == text::kSyllable;
    woman = woman || facts.woman;
  }
  for (Word& word : out) {
    word.mandarin = syllables && surname;
    word.woman = woman;
  }
  return out;
}

Word word_of(const snapshot::View& snapshot, std::uint32_t token) {
  const snapshot::TokenRow& row = snapshot.token(token);
  const bool skeleton = (row.flags & snapshot::kSkeleton) != 0;
  return {.text = snapshot.token_text(token),
          .sound = row.sound,
          .signature = snapshot.signatures()[token],
          .class_id = row.class_id,
          .name = row.name,
          .known = skeleton ? std::uint8_t{0} : static_cast<std::uint8_t>(row.flags & kByItself),
          .patronymic = (row.flags & snapshot::kPatronymic) != 0,
          .east_asian = (row.traits & snapshot::kEastAsian) != 0,
          .skeleton = skeleton,
          .rarity = text::rarity_of_steps(row.rarity)};
}

void words_of(const snapshot::View& snapshot, std::uint32_t form, std::vector<Word>& out) {
  out.clear();
  for (const std::uint32_t packed : snapshot.form_words(form)) {
    Word word = word_of(snapshot, packed & snapshot::kTokenMask);
    word.flags = static_cast<std::uint8_t>(packed >> snapshot::kTokenBits);
    // The class is the word's as one of these; in another role it has none.
    constexpr std::uint8_t kWithClass =
        text::kGeneric | text::kPlace | text::kNumber | text::kLegal | text::kParticle;
    if ((word.flags & kWithClass) == 0) word.class_id = 0;
    word.known = snapshot.token(packed & snapshot::kTokenMask).flags;
    out.push_back(word);
  }
  mark_mandarin(out);
  const bool woman = std::any_of(out.begin(), out.end(),
                                 [](const Word& word) { return womans_given_name(word.known, word.name); });
  for (Word& word : out) {
    word.known = word.skeleton ? std::uint8_t{0} : word.known & kByItself;
    word.woman = woman;
  }
}

bool stands_for_form(std::uint16_t class_id) noexcept {
  static const std::array<std::uint16_t, 10> kClasses = [] {
    std::array<std::uint16_t, 10> all{};
    std::size_t at = 0;
    for (const std::string_view word : {"company", "enterprise", "establishment", "industryandtrade", "group",
                                        "complex", "of", "the", "in", "and"})
      all[at++] = text::tag_of(word).class_id;
    return all;
  }();
  return class_id != 0 && std::find(kClasses.begin(), kClasses.end(), class_id) != kClasses.end();
}

float weight_of(std::uint8_t flags, bool company, float rarity, bool patronymic, Schema schema) noexcept {
  if ((flags & text::kLegal) != 0) return 0;
  if ((flags & text::kTitle) != 0) return weights::kTitleWeight;
  if ((flags & text::kParticle) != 0)
    return company && !for_people(schema) ? weights::kBindingWeight : weights::kParticleWeight;
  if ((flags & text::kInitial) != 0) return weights::kInitialWeight;
  if ((flags & text::kSuffix) != 0) return weights::kSuffixWeight;
  if ((flags & text::kNumber) != 0) return weights::kNumberWeight;
  if ((flags & text::kPlace) != 0) return weights::kPlaceWeight;
  // Rarity counts with caution: lists are small samples of the world's names.
  constexpr float kMostRarity = 12.0F;
  const float rare = weights::kWordBase + weights::kWordSlope * std::min(rarity, kMostRarity);
  if ((flags & text::kGeneric) != 0) {
    // "Company" stands for a legal form in many names.
    return company ? weights::kCompanyWeight : weights::kGenericShare * rare;
  }
  if (schema == Schema::Person && patronymic) return weights::kPatronymicWeight;
  return rare;
}

namespace {

bool is_company(std::uint8_t flags, std::uint16_t class_id) {
  return (flags & (text::kGeneric | text::kParticle)) != 0 && stands_for_form(class_id);
}

}  // namespace

float weight_of(const Word& word, Schema schema) noexcept {
  return weight_of(word.flags, is_company(word.flags, word.class_id), word.rarity, word.patronymic, schema);
}

float weight_of(const snapshot::TokenRow& row, std::uint8_t flags, Schema schema) noexcept {
  return weight_of(flags, is_company(flags, row.class_id), text::rarity_of_steps(row.rarity),
                   (row.flags & snapshot::kPatronymic) != 0, schema);
}

}  // namespace weir::match
