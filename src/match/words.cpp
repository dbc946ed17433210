#include "match/words.hpp"

#include <algorithm>

#include "match/weights.hpp"
#include "text/lexicon.hpp"
#include "text/names.hpp"
#include "text/rarity.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"

namespace weir::match {
namespace {

// A word of letters with a digit or two in it is a misread word ("ster1ing", "l0pez"), not a number.
std::uint8_t real_flags(std::string_view text, std::uint8_t flags) {
  if ((flags & text::kNumber) == 0) return flags;
  const auto digits = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
  constexpr std::size_t kMostDigits = 2;
  constexpr std::size_t kLetters = 3;
  const bool misread = digits > 0 && digits <= kMostDigits && text.size() >= digits + kLetters;
  return misread ? static_cast<std::uint8_t>(flags & ~text::kNumber) : flags;
}

}  // namespace

std::vector<Word> words_of(const text::Form& form) {
  std::vector<Word> out;
  out.reserve(form.size());
  for (const text::Token& token : form) {
    out.push_back({.text = token.text,
                   .sound = text::sound_key(token.text),
                   .signature = text::signature(token.text),
                   .class_id = token.class_id,
                   .name = token.name,
                   .flags = real_flags(token.text, token.flags),
                   .known = text::lexicon_of(token.text),
                   .patronymic = text::is_patronymic(token.text),
                   .skeleton = text::is_skeleton(token.script),
                   .rarity = text::rarity_of(token.text)});
  }
  return out;
}

Word word_of(const snapshot::View& snapshot, std::uint32_t token) {
  const snapshot::TokenRow& row = snapshot.token(token);
  return {.text = snapshot.token_text(token),
          .sound = row.sound,
          .signature = snapshot.signatures()[token],
          .class_id = row.class_id,
          .name = row.name,
          .known = static_cast<std::uint8_t>(row.flags & ~(snapshot::kSkeleton | snapshot::kPatronymic)),
          .patronymic = (row.flags & snapshot::kPatronymic) != 0,
          .skeleton = (row.flags & snapshot::kSkeleton) != 0,
          .rarity = static_cast<float>(row.rarity) / snapshot::kRarityUnit};
}

void words_of(const snapshot::View& snapshot, std::uint32_t form, std::vector<Word>& out) {
  out.clear();
  for (const std::uint32_t packed : snapshot.form_words(form)) {
    Word word = word_of(snapshot, packed & snapshot::kTokenMask);
    word.flags = real_flags(word.text, static_cast<std::uint8_t>(packed >> snapshot::kTokenBits));
    // The class is the word's as one of these; in another role it has none.
    constexpr std::uint8_t kWithClass =
        text::kGeneric | text::kPlace | text::kNumber | text::kLegal | text::kParticle;
    if ((word.flags & kWithClass) == 0) word.class_id = 0;
    out.push_back(word);
  }
}

namespace {

float weight(std::uint8_t flags, float rarity, bool patronymic, Schema schema) {
  if ((flags & text::kLegal) != 0) return 0;
  if ((flags & text::kTitle) != 0) return weights::kTitleWeight;
  if ((flags & text::kParticle) != 0) return weights::kParticleWeight;
  if ((flags & text::kInitial) != 0) return weights::kInitialWeight;
  if ((flags & text::kSuffix) != 0) return weights::kSuffixWeight;
  if ((flags & text::kNumber) != 0) return weights::kNumberWeight;
  if ((flags & text::kPlace) != 0) return weights::kPlaceWeight;
  // Rarity counts with caution: lists are small samples of the world's names.
  constexpr float kMostRarity = 12.0F;
  const float rare = weights::kWordBase + weights::kWordSlope * std::min(rarity, kMostRarity);
  if ((flags & text::kGeneric) != 0) return weights::kGenericShare * rare;
  if (schema == Schema::Person && patronymic) return weights::kPatronymicWeight;
  return rare;
}

}  // namespace

float weight_of(const Word& word, Schema schema) noexcept {
  return weight(word.flags, word.rarity, word.patronymic, schema);
}

float weight_of(const snapshot::TokenRow& row, std::uint8_t flags, Schema schema) noexcept {
  return weight(flags, static_cast<float>(row.rarity) / snapshot::kRarityUnit,
                (row.flags & snapshot::kPatronymic) != 0, schema);
}

}  // namespace weir::match
