#include "match/words.hpp"

#include <algorithm>
#include <array>

#include "match/weights.hpp"
#include "text/lexicon.hpp"
#include "text/rarity.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"

namespace weir::match {
namespace {

// Russian and other East Slavic patronymics, Azeri and Central Asian ones: they can be left out of a name.
bool patronymic(std::string_view text) {
  constexpr std::array<std::string_view, 14> kEndings{"ovich", "evich", "yevich", "ovych", "evych",
                                                      "ovna",  "evna",  "yevna",  "ivna",  "oglu",
                                                      "ogly",  "oghlu", "qizi",   "kyzy"};
  constexpr std::size_t kShortest = 6;
  return text.size() >= kShortest &&
         std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view e) { return text.ends_with(e); });
}

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
    const bool generic = (token.flags & text::kGeneric) != 0;
    const std::uint16_t none = 0;
    out.push_back({.text = token.text,
                   .sound = text::sound_key(token.text),
                   .signature = text::signature(token.text),
                   .class_id = generic ? token.class_id : none,
                   .name_class = generic ? none : token.class_id,
                   .flags = real_flags(token.text, token.flags),
                   .known = text::lexicon_of(token.text),
                   .skeleton = text::is_skeleton(token.script),
                   .rarity = text::rarity_of(token.text)});
  }
  return out;
}

Word word_of(const snapshot::View& snapshot, std::uint32_t token) {
  const snapshot::TokenRow& row = snapshot.token(token);
  return {.text = snapshot.string(row.text),
          .sound = row.sound,
          .signature = snapshot.signatures()[token],
          .class_id = row.class_id,
          .name_class = row.name_class,
          .known = static_cast<std::uint8_t>(row.flags & ~snapshot::kSkeleton),
          .skeleton = (row.flags & snapshot::kSkeleton) != 0,
          .rarity = static_cast<float>(row.rarity) / snapshot::kRarityUnit};
}

void words_of(const snapshot::View& snapshot, std::uint32_t form, std::vector<Word>& out) {
  out.clear();
  for (const std::uint32_t packed : snapshot.form_words(form)) {
    Word word = word_of(snapshot, packed & snapshot::kTokenMask);
    word.flags = real_flags(word.text, static_cast<std::uint8_t>(packed >> snapshot::kTokenBits));
    (((word.flags & text::kGeneric) != 0) ? word.name_class : word.class_id) = 0;
    out.push_back(word);
  }
}

float weight_of(const Word& word, Schema schema) noexcept {
  if ((word.flags & text::kLegal) != 0) return 0;
  if ((word.flags & text::kTitle) != 0) return weights::kTitleWeight;
  if ((word.flags & text::kParticle) != 0) return weights::kParticleWeight;
  if ((word.flags & text::kInitial) != 0) return weights::kInitialWeight;
  if ((word.flags & text::kSuffix) != 0) return weights::kSuffixWeight;
  if ((word.flags & text::kNumber) != 0) return weights::kNumberWeight;
  if ((word.flags & text::kPlace) != 0) return weights::kPlaceWeight;
  // Rarity counts with caution: lists are small samples of the world's names.
  constexpr float kMostRarity = 12.0F;
  const float rare = weights::kWordBase + weights::kWordSlope * std::min(word.rarity, kMostRarity);
  if ((word.flags & text::kGeneric) != 0) return weights::kGenericShare * rare;
  if (schema == Schema::Person && patronymic(word.text)) return weights::kPatronymicWeight;
  return rare;
}

}  // namespace weir::match
