#include "match/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "match/bit_count.hpp"
#include "match/distance.hpp"
#include "match/letters.hpp"
#include "match/weights.hpp"
#include "text/bearers.hpp"
#include "text/lexicon.hpp"
#include "text/names.hpp"
#include "text/pinyin.hpp"
#include "text/same_text.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"
#include "text/syllables.hpp"

namespace weir::match {
namespace {

using text::kGeneric;
using text::kInitial;
using text::kLegal;
using text::kNumber;
using text::kParticle;
using text::kTitle;
using namespace weights;  // NOLINT: the table of numbers that this file is about

// Words of one length that differ in vowels: Marlin and Merlin, Karimi and Karami; or in a vowel and a
// diphthong: Sato and Saito.
bool other_vowel(std::string_view a, std::string_view b) {
  constexpr std::string_view kVowels = "aeiou";
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() + 1 == b.size()) {
    constexpr std::string_view kOpen = "aou";
    const auto at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
    return at > 0 && at < a.size() && b[at] == 'i' && kOpen.find(b[at - 1]) != std::string_view::npos &&
           kVowels.find(b[at + 1]) == std::string_view::npos && a.substr(at) == b.substr(at + 1);
  }
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i] && kVowels.find(a[i]) != std::string_view::npos &&
        kVowels.find(b[i]) != std::string_view::npos)
      return true;
  }
  return false;
}
// One of the differences between orthographies (letters.hpp): Timofeev and Timofeyev, Darwich and Darwish.
constexpr float kOneVariant = 0.46F;

// What equal sound alone says of two words whose letters are `distance` edits apart: the more classes agree
// the better; the rest is how alike the letters are.
float sound_similarity(const Word& a, const Word& b, std::size_t distance, std::size_t longer) noexcept {
  constexpr int kEnough = 2;
  const int classes = text::sound_length(a.sound);
  if (a.skeleton || b.skeleton) return classes >= kEnough ? kSkeletonSimilarity : 0.5F;
  const float letters = 1 - static_cast<float>(distance) / static_cast<float>(longer);
  return classes >= kEnough && letters > 0.3F ? kSoundFloor + kSoundReach * letters : 0;
}

// "Aamir" is how some write Amir, and no error in Samir.
bool other_spelling(std::string_view asked, std::string_view listed) noexcept {
  const Canonical spelt(asked);
  return spelt.text() != asked && text::lexicon_of(spelt.text()) != 0 &&
         spelt.text() != Canonical(listed).text();
}

constexpr std::uint8_t kNames = text::kMansName | text::kWomansName | text::kSurname;

// One slip may hit a word's first letter; another consonant there and more besides is another word: Marlowe
// and Barlow.
bool other_beginning(std::string_view a, std::string_view b, float edits) noexcept {
  constexpr float kAnyOther = 2.0F;
  constexpr std::string_view kVowels = "aeiouy";
  return a.front() != b.front() && edits > kAnyOther && kVowels.find(a.front()) == std::string_view::npos &&
         kVowels.find(b.front()) == std::string_view::npos;
}

// Compounds of English words that differ in one of them: Falconridge and Falconbridge, Starfreight and
// Seafreight.
bool other_compounds(std::string_view a, std::string_view b) noexcept {
  constexpr std::size_t kShortest = 3;  // letters of the parts that differ
  constexpr std::size_t kShortestShared = 4;
  const auto english = [](std::string_view part, std::size_t shortest) {
    return part.size() >= shortest && (text::lexicon_of(part) & text::kEnglish) != 0;
  };
  const auto both = [&](std::string_view of_a, std::string_view of_b, std::string_view shared) {
    return english(of_a, kShortest) && english(of_b, kShortest) && english(shared, kShortestShared);
  };
  const auto front =
      static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  for (std::size_t cut = kShortestShared; cut <= front; ++cut) {
    if (both(a.substr(cut), b.substr(cut), a.substr(0, cut))) return true;
  }
  const auto back =
      static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin());
  for (std::size_t cut = kShortestShared; cut <= back; ++cut) {
    if (both(a.substr(0, a.size() - cut), b.substr(0, b.size() - cut), a.substr(a.size() - cut))) return true;
  }
  return false;
}

// Both stand in the tables of names with their spellings, and not as one name, which was asked before: Hamdi
// and Ghamdi.
bool two_names(const Word& a, const Word& b, float edits) noexcept {
  constexpr float kOrthography = 0.2F;  // edits: spellings that the tables need not list
  return a.name != 0 && b.name != 0 && edits > kOrthography;
}

// Romanisation or typing error: the better of the two readings of what differs. `people`: they may be names
// of persons, among which words that are English alone are not known ("Send" for "Senad").
WordMatch compare_spelling(const Word& a, const Word& b, bool people) noexcept {
  const std::size_t longer = std::max(a.text.size(), b.text.size());
  const std::size_t shorter = std::min(a.text.size(), b.text.size());
  const std::size_t allowed = allowed_edits(shorter);
  const bool same_sound = a.sound != 0 && a.sound == b.sound;
  const bool near = longer - shorter <= allowed &&
                    static_cast<std::size_t>(bit_count(a.signature ^ b.signature)) <= 2 * allowed;
  if (!near && !same_sound) return {};
  if (a.mandarin && b.mandarin) return {};  // syllables of Mandarin have one orthography
  const std::size_t distance = osa_distance(a.text, b.text);
  WordMatch best;
  // Two known words that differ are seldom one word with an error in it; and errors seldom make a known word.
  const auto known = [](const Word& word) { return !word.skeleton && (word.known != 0 || word.name != 0); };
  const bool english_alone = people && a.known == text::kEnglish && a.name == 0;
  const bool asked_known = known(a) && !english_alone;
  const bool listed_known = known(b);
  const bool both_known = asked_known && listed_known;
  const float by_sound = same_sound && !both_known ? sound_similarity(a, b, distance, longer) : 0;
  if (distance <= allowed && longer > 1) {
    const auto letters = static_cast<float>(longer - 1);
    const float least = both_known ? kKnownLeast : kLeastWord;
    // Errors seldom make syllables of Mandarin, either.
    float cost = both_known                  ? std::min(kVariantCost, kKnownCost)
                 : asked_known || a.mandarin ? kAskedKnownCost
                 : listed_known && distance == 1 && !other_spelling(a.text, b.text) ? kErrorCost
                                                                                    : kUnknownCost;
    // The distance is worked out as far as it matters.
    const float edits =
        weighted_distance_within(a.text, b.text, distance, (1 - std::max(least, by_sound)) * letters / cost);
    if (both_known && (edits > kOneVariant || other_vowel(a.text, b.text) || two_names(a, b, edits)))
      cost = kKnownCost;
    float similarity = 1 - edits * cost / letters;
    if (similarity >= least && (other_beginning(a.text, b.text, edits) ||
                                (!asked_known && !known(b) && other_compounds(a.text, b.text))))
      similarity = 0;
    if (similarity >= least) best = {.similarity = similarity, .kind = StepKind::Typo};
  }
  // Two orthographies of one known word: Noor, Nur.
  if (same_sound && known(a) && listed_known && kSpellingSimilarity > best.similarity &&
      Canonical(a.text).text() == Canonical(b.text).text())
    best = {.similarity = kSpellingSimilarity, .kind = StepKind::Sound};
  if (by_sound > best.similarity) best = {.similarity = by_sound, .kind = StepKind::Sound};
  return best;
}

// A man's and a woman's given name, each known as such.
bool man_and_woman_known(const Word& a, const Word& b) noexcept {
  constexpr std::uint8_t kGivenNames = text::kMansName | text::kWomansName;
  const std::uint8_t given_a = a.known & kGivenNames;
  const std::uint8_t given_b = b.known & kGivenNames;
  return given_a != 0 && given_b != 0 && (given_a & given_b) == 0;
}

// Their difference is at the end, where a name tells its gender: Karim, Karima; Mario, Maria. "Oma" may have
// lost the end of Omar.
bool parted_at_end(std::string_view a, std::string_view b) noexcept {
  constexpr std::string_view kEndings = "aeioyh";
  if (a.size() == b.size()) return a.back() != b.back();
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && kEndings.find(b.back()) != std::string_view::npos;
}

// Words of two or three letters in names of organisations are acronyms, where each letter says something.
bool other_acronyms(const Word& a, const Word& b, Schema schema) noexcept {
  constexpr std::size_t kLongest = 3;
  return (schema == Schema::Company || schema == Schema::Organization) &&
         std::min(a.text.size(), b.text.size()) <= kLongest;
}

struct Pair {
  float gain = 0;
  float similarity = 0;
  StepKind kind = StepKind::Same;
  std::uint8_t left = 0;
  std::uint8_t right = 0;
  std::uint8_t left_count = 1;
  std::uint8_t right_count = 1;
};

bool lengths_may_join(std::size_t together, std::size_t whole) noexcept {
  return together <= whole + kMostEdits && whole <= together + kMostEdits;
}

}  // namespace

std::size_t most_joined_edits(std::size_t together, std::size_t whole) noexcept {
  const float by_sound = 1 - (kLeastJoined - kSoundFloor) / kSoundReach;
  return std::max(allowed_edits(std::min(together, whole)),
                  static_cast<std::size_t>(by_sound * static_cast<float>(std::max(together, whole)) + 0.01F));
}

int most_joined_bits(std::size_t together, std::size_t whole, bool skeleton) noexcept {
  if (!lengths_may_join(together, whole)) return -1;
  if (skeleton) return kMostJoinedBits;
  // A letter more takes one of the edits and changes one bit, where a substitution changes two.
  const auto gap = static_cast<int>(std::max(together, whole) - std::min(together, whole));
  const auto edits = static_cast<int>(most_joined_edits(together, whole));
  return gap > edits ? -1 : std::min(kMostJoinedBits, 2 * edits - gap);
}

namespace {
constexpr std::size_t kShortestSlip = 3;  // letters
}  // namespace

bool letters_slip(const Word& a, const Word& b) noexcept {
  const std::size_t longer = std::max(a.text.size(), b.text.size());
  const std::size_t shorter = std::min(a.text.size(), b.text.size());
  return shorter >= kShortestSlip && longer - shorter <= 1 && bit_count(a.signature ^ b.signature) <= 2 &&
         osa_distance(a.text, b.text) <= 1;
}

bool may_slip(const Word& a, const Word& b, Schema schema) noexcept {
  // Of an acronym each letter says something; beside a longer word it has lost one.
  return letters_slip(a, b) &&
         (std::max(a.text.size(), b.text.size()) > kShortestSlip || !other_acronyms(a, b, schema));
}

namespace {

// One slip apart, be both known words, and nothing known says that they are two.
bool one_slip(const Word& a, const Word& b, Schema schema) noexcept {
  if (!may_slip(a, b, schema)) return false;
  // "Seye" for "Seyed", a title.
  const bool title = ((a.flags ^ b.flags) & kTitle) != 0 && (finds(a) || finds(b));
  if ((!title && (!finds(a) || !finds(b))) || ((a.flags | b.flags) & kNumber) != 0) return false;
  // Known to be two: of two meanings, of a man and a woman, syllables of Mandarin.
  return (a.class_id == 0 || b.class_id == 0) && !(a.mandarin && b.mandarin) &&
         !(for_people(schema) && ((man_and_woman_known(a, b) && parted_at_end(a.text, b.text)) ||
                                  text::gender_opposites(a.text, b.text)));
}

}  // namespace

bool mark_meant(std::string_view asked, std::string_view listed) noexcept {
  return osa_distance(asked, listed) == 1 && weighted_distance(asked, listed) <= 1 &&
         text::is_nationality_mark(listed) && !text::is_nationality_mark(asked);
}

float joined_similarity(std::span<const Word> parts, const Word& whole) {
  const Word& first = parts.front();
  if (first.text.front() != whole.text.front() || (whole.flags & kNeverJoined) != 0 || is_digits(whole))
    return 0;
  std::size_t length = 0;
  for (const Word& part : parts) {
    if ((part.flags & kNeverJoined) != 0 || is_digits(part)) return 0;
    length += part.text.size();
  }
  constexpr std::size_t kBuffer = kMostJoined * text::kMaxTokenBytes;
  if (!lengths_may_join(length, whole.text.size()) || length > kBuffer) return 0;
  std::array<char, kBuffer> buffer;  // NOLINT: the first `length` bytes are set
  auto end = buffer.begin();
  for (const Word& part : parts) end = std::copy(part.text.begin(), part.text.end(), end);
  const std::string_view together(buffer.data(), length);
  // "Alqahtani": the article joined to its name is no difference.
  if (together == whole.text)
    return (first.flags & kParticle) != 0 ? kMostJoinedSimilarity : kJoinedSimilarity;
  // What cannot be clearly alike is not worth its phonetic key.
  // Nor are syllables of Mandarin, each of which has one orthography: Jianhua is not Jin-hua.
  if (first.mandarin && whole.mandarin) return 0;
  const std::uint64_t signature = text::signature(together);
  const bool skeleton = first.skeleton || whole.skeleton;
  if (bit_count(signature ^ whole.signature) > most_joined_bits(length, whole.text.size(), skeleton))
    return 0;
  if (!skeleton && osa_distance(together, whole.text) > most_joined_edits(length, whole.text.size()))
    return 0;
  const Word word{.text = together,
                  .sound = text::sound_key(together),
                  .signature = signature,
                  .name = first.skeleton ? text::NameWord{0} : text::name_word(together),
                  .skeleton = first.skeleton};
  // What is put together is no word that somebody wrote with an error in it; it may be another name.
  Word other = whole;
  other.known = 0;
  if (word.name == 0) other.name = 0;
  const bool one_name = text::name_relation(word.name, whole.name) != text::NameRelation::None;
  const float similarity = one_name ? kSpellingSimilarity : compare_spelling(word, other, false).similarity;
  return similarity >= kLeastJoined ? kJoinedSimilarity * similarity : 0;
}

namespace {

// "Corporation" and "Incorporated" are one legal form, whose word begins with either's letter.
bool may_begin_with(const Word& word, char letter) noexcept {
  if (word.text.front() == letter) return true;
  return (word.flags & kLegal) != 0 && letter >= 'a' && letter <= 'z' &&
         (text::legal_initials(word.text) >> static_cast<unsigned>(letter - 'a') & 1U) != 0;
}

}  // namespace

std::size_t acronym_words(std::string_view acronym, std::span<const Word> words) {
  constexpr std::size_t kShortest = 3;
  if (acronym.size() < kShortest) return 0;
  // Organisations have acronyms, persons do not: some word must be an organisation's.
  constexpr std::uint8_t kOrganisations = kGeneric | kLegal | text::kPlace;
  if (std::none_of(words.begin(), words.end(), [](const Word& w) { return (w.flags & kOrganisations) != 0; }))
    return 0;
  std::size_t letter = 0;
  std::size_t used = 0;
  for (const Word& word : words) {
    if (letter == acronym.size()) break;
    if ((word.flags & (kNumber | kInitial)) != 0) return 0;
    if (may_begin_with(word, acronym[letter])) {
      ++letter;
    } else if ((word.flags & (kParticle | kLegal)) == 0 || used == 0) {
      return 0;
    }
    ++used;
  }
  return letter == acronym.size() ? used : 0;
}

namespace {

class Alignment {
 public:
  Alignment(std::span<const Word> left, std::span<const Word> right, Schema schema, std::vector<Pair>& pairs)
      : left_(left), right_(right), schema_(schema), pairs_(pairs) {
    const std::size_t l = std::min(left.size(), kMost);
    const std::size_t r = std::min(right.size(), kMost);
    left_ = left.first(l);
    right_ = right.first(r);
    weigh(left_, left_weight_);
    weigh(right_, right_weight_);
    left_acronym_ = discount_acronym(left_, left_weight_);
    right_acronym_ = discount_acronym(right_, right_weight_);
    pairs_.clear();
    collect_pairs();
  }

  NameScore run(std::vector<Step>* steps) {
    sort_pairs();
    std::uint64_t left_used = 0;
    std::uint64_t right_used = 0;
    float left_covered = 0;
    float right_covered = 0;
    NameScore score{.schema = schema_};
    std::size_t inversions = 0;
    std::size_t strong = 0;  // pairs of telling words
    std::size_t told = 0;    // pairs of words that say something, and those of generic words in two languages
    std::size_t translated = 0;
    std::size_t longest = 0;
    std::size_t sure = 0;   // pairs of rare words that are neither generic nor a place
    bool reading = false;   // a surname met another reading of it
    bool numbered = false;  // a long number met itself
    bool slipped = false;
    std::array<int, kMost> partner{};
    partner.fill(-1);
    std::array<std::uint16_t, kMost> met;  // pairs_ that were taken: the first met_count are set
    std::size_t met_count = 0;
    for (std::size_t at = 0;; ++at) {
      if (at == pairs_.size()) {
        if (slipped || all_used(left_, left_used) || all_used(right_, right_used)) break;
        constexpr std::size_t kManyGeneral = 4;  // "Strategic Rocket Force of the Korean People's Army"
        // Ships of a fleet share their words and differ in the number.
        const bool firm = !for_people(schema_) && !for_ships(schema_);
        const bool told_apart =
            for_people(schema_) || numbered || (firm && (sure > 0 || strong >= kManyGeneral));
        // Beside one telling word of a firm only a generic word or a place: "Khavarmianeh Bnk"; beside a long
        // number any: "Vabo 2012".
        const bool slips = strong >= (firm ? 1 : kSlipBeside) && told_apart;
        if (!(slips && add_slip(left_used, right_used, strong < kSlipBeside && !numbered)) &&
            !add_mark_slip(left_used, right_used))
          break;
        slipped = true;
      }
      const Pair pair = pairs_[at];
      const std::uint64_t left_bits = ((std::uint64_t{1} << pair.left_count) - 1) << pair.left;
      const std::uint64_t right_bits = ((std::uint64_t{1} << pair.right_count) - 1) << pair.right;
      if ((left_used & left_bits) != 0 || (right_used & right_bits) != 0) continue;
      // One word of a name is its surname.
      if (pair.kind == StepKind::Reading && std::exchange(reading, true)) continue;
      left_used |= left_bits;
      right_used |= right_bits;
      std::fill_n(partner.begin() + pair.left, pair.left_count, int{pair.right});
      met[met_count++] = static_cast<std::uint16_t>(at);
      float rarity = 0;
      for (std::size_t i = pair.left; i < pair.left + std::size_t{pair.left_count}; ++i)
        left_covered += pair.similarity * left_weight_[i];
      for (std::size_t j = pair.right; j < pair.right + std::size_t{pair.right_count}; ++j) {
        right_covered += pair.similarity * right_weight_[j];
        rarity += right_[j].rarity;
      }
      // A word that is only alike tells no more than it is rare itself: chance brings common words. Joined
      // words are as rare as their parts together.
      if (pair.left_count > 1) rarity = 0;
      for (std::size_t i = pair.left; pair.left_count > 1 && i < pair.left + std::size_t{pair.left_count};
           ++i)
        rarity += left_[i].rarity;
      if (pair.left_count == 1 && pair.right_count == 1) rarity = std::min(rarity, left_[pair.left].rarity);
      if (pair.kind == StepKind::Acronym) {
        // As rare as its letters.
        const std::size_t letters = std::min(span_text(left_, pair.left, pair.left_count).size(),
                                             span_text(right_, pair.right, pair.right_count).size());
        rarity = kNatsALetter * static_cast<float>(letters);
      }
      const Word& word = right_[pair.right];
      if (pair.kind == StepKind::Meaning || pair.kind == StepKind::Kindred) {
        // A meaning is as common as the commoner word for it, and never rare.
        constexpr float kRarestMeaning = 4.0F;
        rarity = std::min({rarity, left_[pair.left].rarity, kRarestMeaning});
        translated += static_cast<std::size_t>((word.flags & kGeneric) != 0);
      }
      // An initial tells as much of the name that it stands for on either side.
      const bool tells = finds(word) || (pair.kind == StepKind::Initial && finds(left_[pair.left]));
      told += static_cast<std::size_t>(tells);
      constexpr float kSure = 0.9F;
      constexpr float kTelling = 5.0F;  // nats
      constexpr std::size_t kLong = 7;  // a word that stands for a firm alone
      if (pair.right_count == 1 && word.text.size() >= kLong) longest = std::max(longest, word.text.size());
      sure +=
          static_cast<std::size_t>(finds(word) && (word.flags & (kGeneric | text::kPlace | kNumber)) == 0 &&
                                   pair.similarity >= kSure && rarity >= kTelling);
      constexpr float kClear = 0.8F;
      strong += static_cast<std::size_t>(pair.similarity >= kClear && tells);
      constexpr std::size_t kLongNumber = 3;  // digits
      numbered = numbered || (pair.kind == StepKind::Same && (word.flags & kNumber) != 0 &&
                              word.text.size() >= kLongNumber);
      if (tells) {
        // Generic words tell less than they are rare.
        constexpr float kOfGeneric = 0.5F;
        score.rarity += rarity * pair.similarity * ((word.flags & kGeneric) == 0 ? 1.0F : kOfGeneric);
      }
      if (steps != nullptr) {
        steps->push_back({.kind = pair.kind,
                          .left = span_text(left_, pair.left, pair.left_count),
                          .right = span_text(right_, pair.right, pair.right_count),
                          .similarity = pair.similarity});
      }
    }
    // Names of one culture come together: each tells the next one's.
    if (for_people(schema_) && told > 1)
      score.rarity = std::max(0.0F, score.rarity - kOneCulture * static_cast<float>(told - 1));
    for (std::size_t i = 0; i < left_.size(); ++i) {
      for (std::size_t k = i + 1; k < left_.size(); ++k)
        inversions += static_cast<std::size_t>(partner[i] >= 0 && partner[k] >= 0 && partner[i] > partner[k]);
    }
    Open left_open = unmatched(left_, left_weight_, left_used, StepKind::LeftOut, steps);
    Open right_open = unmatched(right_, right_weight_, right_used, StepKind::Unmatched, steps);
    const bool left_whole = !left_open.any || left_open.only_fathers;
    const bool right_whole = !right_open.any || right_open.only_fathers;
    score.whole = left_whole && right_whole && (!left_open.any || !right_open.any);
    if (!for_ships(schema_) && met_count > 1) {
      const std::span<const std::uint16_t> all_met(met.data(), met_count);
      const float differs = names_differ(all_met, left_used, right_used, left_open, right_open);
      if (differs > 0)
        score.namesakes =
            differs * namesakes(all_met, left_open.only_fathers && right_open.only_fathers, steps);
    }
    float left_total = total(left_weight_, left_.size());
    float right_total = total(right_weight_, right_.size());
    if (left_total <= 0 || right_total <= 0) return score;
    // Who asks puts "Mr." in front of anybody.
    left_total -= left_open.titles;
    if (for_people(schema_)) {
      // Who has fewer names than the other may have left out middle names; but two names must be the same.
      constexpr std::size_t kEnough = 2;
      if (strong >= kEnough && !left_open.any && right_open.any && !all_syllables(right_))
        right_total -= right_open.weight - right_open.as_left_out;
      if (strong >= kEnough && !right_open.any && left_open.any && !all_syllables(left_))
        left_total -= left_open.weight - left_open.as_left_out;
    }
    if (!for_people(schema_) && !for_ships(schema_) && sure > 0 && (told > 1 || longest > 0)) {
      // A firm is called by its telling words alone: what only says what and where it is may be left out.
      if (!left_open.any && right_open.any && right_open.general)
        right_total -= right_open.weight * (1 - kGeneralLeftOut);
      if (!right_open.any && left_open.any && left_open.general)
        left_total -= left_open.weight * (1 - kGeneralLeftOut);
    }
    const float left_cover = left_covered / left_total;
    const float right_cover = right_covered / right_total;
    score.similarity =
        kWorse * std::min(left_cover, right_cover) + (1 - kWorse) * std::max(left_cover, right_cover);
    // Words left over on both sides contradict each other; on one side they may only be left out.
    const float clash = 2 * std::min(left_open.weight, right_open.weight) / (left_total + right_total);
    score.similarity *= 1 - kClash * clash;
    if (numbers_clash(left_used, right_used, steps)) score.similarity *= kNumberClash;
    const auto seat = [](const Word& word) {
      return (word.flags & kTitle) != 0 && (word.flags & text::kPlace) != 0;
    };
    if (!for_people(schema_) && open_word(left_, left_used, seat) && open_word(right_, right_used, seat))
      score.similarity *= kOtherSeat;
    if (for_people(schema_) &&
        (generations_clash(left_used, right_used) ||
         father_of_the_other(left_, left_used, right_, right_used) ||
         (inversions > 0 && father_and_son_exchanged({partner.data(), left_.size()})))) {
      score.similarity *= kGenerationClash;  // Walid bin Khalid is not Khalid bin al-Walid
    }
    if (inversions > 0 && schema_ != Schema::Person) score.similarity *= kOtherOrder;
    if (inversions > 0 && schema_ == Schema::Person && !rotated(partner))
      score.similarity *= all_syllables(left_) && all_syllables(right_) ? kOtherSyllables
                          : given_names_exchanged({met.data(), met_count}, left_used, right_used)
                              ? kOtherFather
                              : kOtherChain;
    if (legal_clash()) score.similarity *= kOtherForm;
    // "Inshaat" and "Stroy" both say construction, and nothing else.
    if (told == 1 && translated == 1) score.similarity *= kOneMeaning;
    return score;
  }

 private:
  static constexpr std::size_t kMost = text::kMaxTokens;

  static std::string span_text(std::span<const Word> words, std::size_t first, std::size_t count) {
    std::string out;
    for (const Word& word : words.subspan(first, count)) out.append(out.empty() ? "" : " ").append(word.text);
    return out;
  }

  // "Lt Gen Dr X" is no more another than "Dr X": one title of a person counts.
  void weigh(std::span<const Word> words, std::array<float, kMost>& weights) const {
    bool titled = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool another = (words[i].flags & kTitle) != 0 && std::exchange(titled, true);
      weights[i] = another && for_people(schema_) ? 0 : weight_of(words[i], schema_);
    }
  }

  // Where it stands; words.size() when there is none.
  std::size_t discount_acronym(std::span<const Word> words, std::array<float, kMost>& weights) const {
    const std::size_t at = own_acronym(words, schema_);
    if (at < words.size()) weights[at] = weights::kTitleWeight;
    return at;
  }

  static float total(const std::array<float, kMost>& weights, std::size_t count) {
    float sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += weights[i];
    return sum;
  }

  void add_pair(std::size_t i, std::size_t j, std::size_t left_count, std::size_t right_count,
                float similarity, StepKind kind) {
    float weight = 0;
    for (std::size_t k = 0; k < left_count; ++k) weight += left_weight_[i + k];
    for (std::size_t k = 0; k < right_count; ++k) weight += right_weight_[j + k];
    // Words in the same place win ties, so that "Ali Ali Hassan" aligns in order.
    const float place = i == j ? 0.001F : 0.0F;
    pairs_.push_back({.gain = similarity * weight + place,
                      .similarity = similarity,
                      .kind = kind,
                      .left = static_cast<std::uint8_t>(i),
                      .right = static_cast<std::uint8_t>(j),
                      .left_count = static_cast<std::uint8_t>(left_count),
                      .right_count = static_cast<std::uint8_t>(right_count)});
  }

  // The greatest gain first, else as they were found. Few pairs: a name has seldom more than six words that
  // are alike to any other, for which a sort by insertion is the quickest; names made to have many are sorted
  // otherwise.
  void sort_pairs() {
    const auto more = [](const Pair& a, const Pair& b) { return a.gain > b.gain; };
    constexpr std::size_t kFew = 24;
    if (pairs_.size() > kFew) {
      std::stable_sort(pairs_.begin(), pairs_.end(), more);
      return;
    }
    for (std::size_t i = 1; i < pairs_.size(); ++i) {
      const Pair pair = pairs_[i];
      std::size_t to = i;
      for (; to > 0 && more(pair, pairs_[to - 1]); --to) pairs_[to] = pairs_[to - 1];
      pairs_[to] = pair;
    }
  }

  void collect_pairs() {
    const bool syllables = all_syllables(left_) || all_syllables(right_);
    for (std::size_t i = 0; i < left_.size(); ++i) {
      for (std::size_t j = 0; j < right_.size(); ++j) {
        WordMatch match = compare_words(left_[i], right_[j], schema_);
        // Jan and Jon, in a name that is neither Chinese nor Korean.
        if (match.kind == StepKind::Reading && !syllables)
          match = {.similarity = kEquivalentSimilarity, .kind = StepKind::Variant};
        const bool surnames = (i == 0 || i + 1 == left_.size()) && (j == 0 || j + 1 == right_.size());
        if (match.similarity > 0 && (match.kind != StepKind::Reading || surnames))
          add_pair(i, j, 1, 1, match.similarity, match.kind);
        if (match.kind == StepKind::Same) continue;
        add_joined(i, j, match.similarity);
        if (schema_ != Schema::Person) add_acronyms(i, j);
      }
    }
  }

  static bool all_used(std::span<const Word> words, std::uint64_t used) {
    return used == (std::uint64_t{1} << words.size()) - 1;
  }
  // One slip ("Raul", "Rau") in a name whose other words agree: of the words without a partner, the first two
  // that it parts. A syllable is another person's by one letter.
  bool add_slip(std::uint64_t left_used, std::uint64_t right_used, bool of_general) {
    for (std::size_t i = 0; i < left_.size(); ++i) {
      if ((left_used >> i & 1U) != 0) continue;
      for (std::size_t j = 0; j < right_.size(); ++j) {
        if ((right_used >> j & 1U) != 0) continue;
        if (of_general && ((left_[i].flags | right_[j].flags) & (kGeneric | text::kPlace)) == 0) continue;
        if (!one_slip(left_[i], right_[j], schema_)) continue;
        if (for_people(schema_) && left_[i].east_asian && right_[j].east_asian &&
            (all_syllables(left_) || all_syllables(right_)))
          return false;
        if (for_people(schema_) && all_vietnamese()) return false;
        add_pair(i, j, 1, 1, kSlipSimilarity, StepKind::Typo);
        return true;
      }
    }
    return false;
  }

  // "UV2567" for YV2567, where all other words agree.
  bool add_mark_slip(std::uint64_t left_used, std::uint64_t right_used) {
    constexpr std::size_t kShortestRest = 3;
    if (schema_ != Schema::Airplane || left_.size() != right_.size()) return false;
    const std::uint64_t others = (std::uint64_t{1} << left_.size()) - 2;
    if (others == 0 || left_used != others || right_used != others ||
        right_.back().text.size() < kShortestRest || !mark_meant(left_.front().text, right_.front().text))
      return false;
    add_pair(0, 0, 1, 1, kMarkSlip, StepKind::Typo);
    return true;
  }

  // Two to four words of one side as one of the other, where that is more alike than `single`, the likeness
  // of the first word alone. The number of words that fits best.
  void add_joined(std::size_t i, std::size_t j, float single) {
    if (left_[i].text.front() != right_[j].text.front()) return;  // as joined_similarity asks
    const auto best = [](std::span<const Word> parts, const Word& whole, float least) {
      std::pair<std::size_t, float> out{0, least};
      for (std::size_t count = 2; count <= std::min(kMostJoined, parts.size()); ++count) {
        if (const float joined = joined_similarity(parts.first(count), whole); joined > out.second)
          out = {count, joined};
      }
      return out;
    };
    // "Aji Abdulnasir" is not "Abdulnasir" with more letters.
    const auto one_alone = [&](std::span<const Word> parts, const Word& whole, float joined) {
      return std::any_of(parts.begin() + 1, parts.end(), [&](const Word& part) {
        return compare_words(part, whole, schema_).similarity >= joined;
      });
    };
    if (const auto [count, joined] = best(left_.subspan(i), right_[j], single);
        count > 0 && !one_alone(left_.subspan(i, count), right_[j], joined))
      add_pair(i, j, count, 1, joined, StepKind::Joined);
    if (const auto [count, joined] = best(right_.subspan(j), left_[i], single);
        count > 0 && !one_alone(right_.subspan(j, count), left_[i], joined))
      add_pair(i, j, 1, count, joined, StepKind::Joined);
  }

  // Three letters are the initials of many names; a form that may give several letters tells by the one that
  // it gives as much less as they are many, and "and" tells nothing by its own.
  static float acronym_similarity(std::string_view acronym, std::span<const Word> words) {
    static const float nats_a_letter = std::log(26.0F);
    auto letters = static_cast<float>(acronym.size());
    for (const Word& word : words) {
      if ((word.flags & kLegal) == 0) continue;
      const int choices = std::max(1, std::popcount(text::legal_initials(word.text)));
      letters -= std::log(static_cast<float>(choices)) / nats_a_letter;
    }
    const auto names = static_cast<std::size_t>(std::count_if(
        words.begin(), words.end(), [](const Word& word) { return (word.flags & kParticle) == 0; }));
    if (acronym.size() > names) letters -= static_cast<float>(acronym.size() - names);
    return most_acronym_similarity(letters);
  }

  void add_acronyms(std::size_t i, std::size_t j) {
    if (left_[i].text.front() != right_[j].text.front()) return;
    // A name's own acronym stands beside its words, which meet the other's themselves.
    const auto has_own = [](std::span<const Word> words, std::string_view acronym) {
      return std::any_of(words.begin(), words.end(), [&](const Word& word) { return word.text == acronym; });
    };
    // "LLC" is none of Lighthouse Landscaping Corporation's, nor "GAS" one of Global Aviation Services.
    const auto form = [](const Word& word) { return (word.flags & (kLegal | kGeneric)) != 0; };
    const std::size_t right_words =
        form(left_[i]) || i == left_acronym_ ? 0 : acronym_words(left_[i].text, right_.subspan(j));
    if (right_words != 0 && !has_own(right_, left_[i].text))
      add_pair(i, j, 1, right_words, acronym_similarity(left_[i].text, right_.subspan(j, right_words)),
               StepKind::Acronym);
    const std::size_t left_words =
        form(right_[j]) || j == right_acronym_ ? 0 : acronym_words(right_[j].text, left_.subspan(i));
    if (left_words != 0 && !has_own(left_, right_[j].text))
      add_pair(i, j, left_words, 1, acronym_similarity(right_[j].text, left_.subspan(i, left_words)),
               StepKind::Acronym);
  }

  // The words of one side without a partner.
  struct Open {
    bool any = false;          // some of them say something
    bool only_fathers = true;  // and these are patronymics, which are seldom given
    bool general = true;       // those are generic words and places
    float weight = 0;          // of those
    float as_left_out = 0;     // their weight when the other side has only fewer words
    float titles = 0;          // weight of titles that are no names, as "Hafiz" is
  };
  Open unmatched(std::span<const Word> words, const std::array<float, kMost>& weights, std::uint64_t used,
                 StepKind kind, std::vector<Step>* steps) const {
    Open open;
    const auto last = static_cast<std::size_t>(std::bit_width(used));  // one behind the last partner
    const auto first = static_cast<std::size_t>(std::countr_zero(used));
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((used >> i & 1U) != 0) continue;
      if ((words[i].flags & kTitle) != 0 && (words[i].known & kNames) == 0 && words[i].name == 0)
        open.titles += weights[i];
      const bool father = schema_ == Schema::Person && words[i].patronymic;
      if (weights[i] >= kTelling || father || (words[i].flags & kInitial) != 0) {
        open.any = true;
        open.only_fathers = open.only_fathers && father;
        open.general = open.general && (words[i].flags & (kGeneric | text::kPlace)) != 0;
        open.weight += weights[i];
        const bool inner = i > first && i + 1 < last;
        open.as_left_out += weights[i] * (inner                            ? kMiddle
                                          : second_surname(words, used, i) ? kSecondSurname
                                                                           : kOuter);
      }
      if (steps == nullptr) continue;
      Step step{.kind = kind};
      (kind == StepKind::LeftOut ? step.left : step.right) = words[i].text;
      steps->push_back(std::move(step));
    }
    return open;
  }

  // How far names differ whose bearers count: a person's patronymic, another name or an inherited title is
  // left out; a firm's trade is left out or another. Other spellings, slips and pet forms are the name
  // itself.
  float names_differ(std::span<const std::uint16_t> met, std::uint64_t left_used, std::uint64_t right_used,
                     const Open& left_open, const Open& right_open) const {
    const bool left_out = left_open.any || right_open.any;
    const auto any_met = [&](auto is) {
      return std::any_of(met.begin(), met.end(), [&](std::uint16_t at) { return is(pairs_[at]); });
    };
    if (!for_people(schema_))
      return left_out || any_met([](const Pair& pair) { return pair.kind == StepKind::Kindred; }) ? 1 : 0;
    const auto inherited = [](const Word& word) {
      return (word.flags & kTitle) != 0 && text::is_inherited_title(word.text);
    };
    if (!left_out && open_word(left_, left_used, inherited) == open_word(right_, right_used, inherited))
      return 0;
    const bool tongues = any_met([](const Pair& pair) {
      return pair.kind == StepKind::Variant && pair.similarity < kSpellingSimilarity;
    });
    return tongues ? 1 + kOtherTongue : 1;
  }
  // A given name as one side or the other has it.
  [[nodiscard]] bool given(const Pair& pair) const {
    return ((left_[pair.left].known | right_[pair.right].known) & (text::kMansName | text::kWomansName)) != 0;
  }

  // Names that differ are no evidence where thousands are called by what met: Sergey Ivanov, against Sergey
  // Borisovich Ivanov. In nats; 0 where few are.
  float namesakes(std::span<const std::uint16_t> met, bool only_fathers, std::vector<Step>* steps) const {
    constexpr std::size_t kMostWords = 4;
    constexpr float kOfInitial = 0.1F;
    std::array<text::WordPair, kMostWords> words;
    std::size_t count = 0;
    float share = only_fathers ? 1 : kMiddleLeftOut;  // what is no patronymic costs by itself
    // The word that a side of a pair is; of "al enezi" the name, of other joined words none.
    const auto word_of_side = [](std::span<const Word> of, std::size_t first,
                                 std::size_t length) -> const Word* {
      return length == 1 || (of[first].flags & kParticle) != 0 ? &last_of(of, first, length) : nullptr;
    };
    for (const std::uint16_t at : met) {
      const Pair& pair = pairs_[at];
      if (pair.kind == StepKind::Initial) {
        share *= kOfInitial;
        continue;
      }
      const Word* left = word_of_side(left_, pair.left, pair.left_count);
      const Word* right = word_of_side(right_, pair.right, pair.right_count);
      if (left == nullptr) left = right;
      if (right == nullptr) right = left;
      if (count == kMostWords || left == nullptr) return 0;
      if (finds(*left) && finds(*right)) words[count++] = {left->text, right->text};
    }
    if (count < 2) return 0;
    const bool people = for_people(schema_);
    const float bearers =
        share * text::bearers({words.data(), count}, people ? text::Bearers::People : text::Bearers::Firms);
    if (bearers <= kFewBearers) return 0;
    if (steps != nullptr)
      steps->push_back({.kind = StepKind::Namesakes,
                        .left = fmt::format("{},000", std::lround(bearers / 1000)),
                        .right = people ? "people" : "firms"});
    return std::log(bearers / kFewBearers);
  }

  // "Nicolas Maduro Moros": the mother's surname, behind the father's, which has a partner; "Carmen Ruiz de
  // Alba": the husband's.
  bool second_surname(std::span<const Word> words, std::uint64_t used, std::size_t i) const {
    if (schema_ != Schema::Person || i + 1 != words.size()) return false;
    std::size_t father = i;
    while (father > 0 && (words[father - 1].flags & (kParticle | kTitle)) != 0) --father;
    const bool husband = father < i;
    constexpr std::size_t kBefore = 2;
    if (father < kBefore || (used >> (father - 1) & 1U) == 0) return false;
    return text::is_iberian_surname(words[father - 1].text) &&
           (husband || text::is_iberian_surname(words[i].text));
  }

  // "Ri Hong Il": names of syllables have no middle names to leave out.
  static bool all_syllables(std::span<const Word> words) {
    return std::all_of(words.begin(), words.end(), [](const Word& word) { return word.east_asian; });
  }

  [[nodiscard]] bool all_vietnamese() const {
    const auto is = [](const Word& word) { return text::is_vietnamese_syllable(word.text); };
    return std::all_of(left_.begin(), left_.end(), is) && std::all_of(right_.begin(), right_.end(), is);
  }

  // Each side has a number that the other lacks: "No. 5 Factory" is not "No. 8 Factory".
  bool numbers_clash(std::uint64_t left_used, std::uint64_t right_used, std::vector<Step>* steps) const {
    const auto open_number = [](std::span<const Word> words, std::uint64_t used) -> const Word* {
      for (std::size_t i = 0; i < words.size(); ++i) {
        if ((used >> i & 1U) == 0 && (words[i].flags & kNumber) != 0) return &words[i];
      }
      return nullptr;
    };
    const Word* left = open_number(left_, left_used);
    const Word* right = open_number(right_, right_used);
    if (left == nullptr || right == nullptr) return false;
    if (steps != nullptr)
      steps->push_back({.kind = StepKind::NumberClash,
                        .left = std::string(left->text),
                        .right = std::string(right->text)});
    return true;
  }

  // Father and son (Jr., Sr.), son and daughter (bin, bint), a man and a woman of Vietnam (Van, Thi): what is
  // left over says that they are two.
  [[nodiscard]] bool generations_clash(std::uint64_t left_used, std::uint64_t right_used) const {
    constexpr unsigned kSuffix = 1;
    constexpr unsigned kDaughter = 2;
    constexpr unsigned kSon = 4;
    constexpr unsigned kMiddle = 8;  // "Van" and "Thi" stand between a surname and a given name
    const auto kinds = [](std::span<const Word> words, std::uint64_t used) {
      unsigned out = 0;
      for (std::size_t i = 0; i < words.size(); ++i) {
        if ((used >> i & 1U) != 0) continue;
        const Word& word = words[i];
        if ((word.flags & text::kSuffix) != 0) out |= kSuffix;
        if ((word.flags & kParticle) != 0)
          out |= word.text.starts_with("bint") ? kDaughter : is_son(word) ? kSon : 0;
        if (word.text.size() == 3 && (word.text == "van" || word.text == "thi")) out |= kMiddle;
      }
      return out;
    };
    const unsigned left = kinds(left_, left_used);
    const unsigned right = left == 0 ? 0 : kinds(right_, right_used);
    if ((left & right & kSuffix) != 0 || ((left & kDaughter) != 0 && (right & kSon) != 0) ||
        ((left & kSon) != 0 && (right & kDaughter) != 0))
      return true;
    return (left & right & kMiddle) != 0 && all_vietnamese();
  }
  // "Abu Maryam" is the father of Maryam: one name begins with a name for a parent and the other has the
  // child's name without it.
  static bool father_of_the_other(std::span<const Word> left, std::uint64_t left_used,
                                  std::span<const Word> right, std::uint64_t right_used) {
    const auto parent = [](std::span<const Word> words, std::uint64_t used) {
      if ((used & 3U) != 2) return false;  // the second word has a partner and the first has none
      const std::string_view first = words.front().text;
      return first == "abu" || first == "abou" || first == "umm" || first == "oum";
    };
    return parent(left, left_used) || parent(right, right_used);
  }
  static bool is_son(const Word& word) {
    return (word.flags & kParticle) != 0 && (word.text == "bin" || word.text == "ibn" || word.text == "ben");
  }
  // The first father that a name gives: behind its first "bin".
  static std::size_t father_of(std::span<const Word> words) {
    std::size_t i = 0;
    while (i < words.size() && !is_son(words[i])) ++i;
    do ++i;
    while (i < words.size() && (words[i].flags & kParticle) != 0);
    return i;
  }
  static std::size_t son_of(std::span<const Word> words) {
    std::size_t i = 0;
    while (i < words.size() && (words[i].flags & (kTitle | kParticle)) != 0) ++i;
    return i;
  }
  // Both sides have a "bin", and who stands before it on one side stands behind it on the other. A family
  // name that moves from the end to the start exchanges nobody.
  [[nodiscard]] bool father_and_son_exchanged(std::span<const int> partner) const {
    const std::size_t left_father = father_of(left_);
    const std::size_t right_father = father_of(right_);
    const std::size_t left_son = son_of(left_);
    if (left_father >= left_.size() || right_father >= right_.size() || left_son >= left_father) return false;
    return partner[left_father] == static_cast<int>(son_of(right_)) &&
           partner[left_son] == static_cast<int>(right_father);
  }
  // The last word of a pair's side: of "al enezi", the name.
  static const Word& last_of(std::span<const Word> words, std::size_t first, std::size_t count) {
    return words[first + count - 1];
  }
  // "Saud Mohammed Al-Zahrani" is the son of a Mohammed, "Mohammed Saud Al-Zahrani" of a Saud: the family
  // name, told by its article, stays behind two given names that change places.
  [[nodiscard]] bool given_names_exchanged(std::span<const std::uint16_t> met, std::uint64_t left_used,
                                           std::uint64_t right_used) const {
    if (open_word(left_, left_used, finds) || open_word(right_, right_used, finds)) return false;
    std::array<const Pair*, 3> names{};
    std::size_t count = 0;
    for (const std::uint16_t at : met) {
      const Pair& pair = pairs_[at];
      if ((last_of(left_, pair.left, pair.left_count).flags & kParticle) != 0) continue;
      if (count == names.size()) return false;
      names[count++] = &pair;
    }
    if (count < names.size()) return false;
    std::sort(names.begin(), names.end(), [](const Pair* a, const Pair* b) { return a->left < b->left; });
    const auto [son, father, family] = names;
    if (father->right > son->right || son->right > family->right) return false;
    const auto article = [](std::span<const Word> words, std::size_t first, std::size_t count_of) {
      const Word& word = words[count_of > 1 || first == 0 ? first : first - 1];
      return (word.flags & kParticle) != 0 && (word.text == "al" || word.text == "el");
    };
    return given(*son) && given(*father) &&
           (article(left_, family->left, family->left_count) ||
            article(right_, family->right, family->right_count));
  }
  // The family name may stand first or last, which turns the order as a wheel: what comes next in one name
  // comes next in the other. "Ahmed Mohammed Ali" is not Mohammed, the son of Ahmed, the son of Ali.
  [[nodiscard]] bool rotated(const std::array<int, kMost>& partner) const {
    int first = -1;
    int last = -1;
    int falls = 0;
    for (std::size_t i = 0; i < left_.size(); ++i) {
      if (partner[i] < 0 || !finds(left_[i])) continue;
      if (first < 0) first = partner[i];
      falls += static_cast<int>(partner[i] < last);
      last = partner[i];
    }
    return falls + static_cast<int>(first < last) <= 1;
  }
  template <class Is>
  static bool open_word(std::span<const Word> words, std::uint64_t used, Is is) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((used >> i & 1U) == 0 && is(words[i])) return true;
    }
    return false;
  }

  // One form, or kindred ones (Ltd, LLC).
  static bool same_form(const Word& a, const Word& b) {
    return a.text == b.text || (a.class_id != 0 && a.class_id == b.class_id);
  }
  // Both sides have legal forms and no form is on both.
  [[nodiscard]] bool legal_clash() const {
    bool left_has = false;
    bool right_has = false;
    bool shared = false;
    for (const Word& a : left_) {
      if ((a.flags & kLegal) == 0) continue;
      left_has = true;
      for (const Word& b : right_) shared = shared || ((b.flags & kLegal) != 0 && same_form(a, b));
    }
    for (const Word& b : right_) right_has = right_has || (b.flags & kLegal) != 0;
    return left_has && right_has && !shared;
  }

  std::span<const Word> left_;
  std::span<const Word> right_;
  Schema schema_;
  std::array<float, kMost> left_weight_;   // the first left_.size() are set
  std::array<float, kMost> right_weight_;  // likewise
  std::size_t left_acronym_ = 0;
  std::size_t right_acronym_ = 0;
  std::vector<Pair>& pairs_;
};

}  // namespace

namespace {

// How a word is cut short: to its beginning ("constr"), to consonants behind its first letter ("shpg",
// "intl"), or to the beginnings of what it is made of ("maschbau" for "maschinenbau"). What merely has some
// of its letters is another word ("ISI" is no "inversiones").
bool cut_short(std::string_view brief, std::string_view whole) noexcept {
  constexpr std::string_view kVowels = "aeiou";
  constexpr std::size_t kBeginning = 3;
  constexpr std::size_t kEnd = 3;
  const auto same = static_cast<std::size_t>(
      std::mismatch(brief.begin(), brief.end(), whole.begin(), whole.end()).first - brief.begin());
  if (same == brief.size()) return true;
  if (same >= kBeginning && brief.size() - same >= kEnd && whole.ends_with(brief.substr(same))) return true;
  // Consonants alone, but for the beginning that it shares, down to the word's last letter or a plural's s.
  const bool to_the_end = brief.back() == whole.back() || brief.back() == 's';
  return to_the_end &&
         brief.substr(std::max<std::size_t>(same, 1)).find_first_of(kVowels) == std::string_view::npos;
}

}  // namespace

bool abbreviates(const Word& brief, const Word& whole) noexcept {
  if ((whole.flags & kGeneric) == 0 || brief.class_id != 0 || (brief.flags & ~text::kPlace) != 0)
    return false;
  if (brief.text.size() < kLeastAbbreviation || brief.text.size() + kLeastSaved > whole.text.size())
    return false;
  if (brief.text.front() != whole.text.front() || (brief.signature & ~whole.signature) != 0) return false;
  std::size_t at = 0;
  for (const char c : whole.text)
    at += static_cast<std::size_t>(at < brief.text.size() && brief.text[at] == c);
  return at == brief.text.size() && cut_short(brief.text, whole.text);
}

std::size_t own_acronym(std::span<const Word> words, Schema schema) noexcept {
  constexpr std::size_t kLeast = 4;
  if (for_people(schema) || words.size() < kLeast) return words.size();
  std::size_t last = words.size() - 1;
  while (last > 0 && (words[last].flags & kLegal) != 0) --last;  // "Orient Shipping Lines (OSL) Ltd"
  for (const std::size_t i : {std::size_t{0}, last}) {
    const std::span<const Word> others = i == 0 ? words.subspan(1) : words.first(last);
    if ((words[i].flags & (kLegal | kGeneric | kNumber)) == 0 && acronym_words(words[i].text, others) > 0)
      return i;
  }
  return words.size();
}

float similarity_bound(float left_share, float right_share, std::size_t telling_words,
                       Schema schema) noexcept {
  constexpr std::size_t kEnough = 2;  // as in Alignment::run
  const bool may_be_left_out = for_people(schema) && telling_words >= kEnough;
  const auto cover = [&](float share) {
    share = std::clamp(share, 0.0F, 1.0F);
    const bool firm = !for_people(schema) && !for_ships(schema);
    const float slipped =
        telling_words >= (firm ? 1 : kSlipBeside) ? share + weights::kSlipSimilarity * (1 - share) : share;
    if (firm) return std::max(slipped, share / (share + weights::kGeneralLeftOut * (1 - share)));
    const float out = std::min(weights::kMiddle, weights::kOuter);
    return may_be_left_out ? std::max(slipped, share / (share + out * (1 - share))) : slipped;
  };
  const float left = cover(left_share);
  const float right = cover(right_share);
  return weights::kWorse * std::min(left, right) + (1 - weights::kWorse) * std::max(left, right);
}

std::size_t allowed_edits(std::size_t length) noexcept {
  constexpr std::size_t kShort = 4;
  constexpr std::size_t kMedium = 10;
  if (length < kShort) return 1;
  return length < kMedium ? 2 : kMostEdits;
}

namespace {

// The marks of a state's aircraft have one length: of one length they are two aircraft (EP-QXF, EP-QXG), of
// two there is a slip in one (EP-QX).
bool other_aircraft(std::string_view a, std::string_view b) noexcept {
  constexpr std::size_t kLongest = 5;
  return a.size() == b.size() && a.size() <= kLongest;
}

// Most pairs of words: no letter to begin with in common, of other sound and other letters.
bool unlike(const Word& a, const Word& b) noexcept {
  constexpr int kMostBits = 2 * static_cast<int>(kMostEdits);
  return a.text.front() != b.text.front() && a.sound != b.sound &&
         bit_count(a.signature ^ b.signature) > kMostBits;
}

}  // namespace

namespace {

// Zaitseva and Zaitsev, by their endings or by the tables.
bool womans_surname(const Word& a, const Word& b) noexcept {
  constexpr std::size_t kStem = 3;
  if (a.text.substr(0, kStem) == b.text.substr(0, kStem) && text::womans_surname(a.text, b.text)) return true;
  return a.name != 0 && b.name != 0 && (a.text.back() == 'a') != (b.text.back() == 'a') &&
         text::womans_surname(a.name, b.name);
}

}  // namespace

WordMatch compare_words(const Word& a, const Word& b, Schema schema) noexcept {
  if (a.signature == b.signature && text::same_text(a.text, b.text))
    return {.similarity = 1, .kind = StepKind::Same};
  // Whatever else is asked below, but for meanings and related names, is asked of like words only.
  const bool strangers = unlike(a, b) && (a.class_id == 0 || b.class_id == 0);
  if (strangers && (a.name == 0 || b.name == 0)) return {};
  if (((a.flags | b.flags) & kLegal) != 0) return {};  // legal forms are equal or not
  // A ship's name is not translated, but for its numbers, ranks and places.
  const bool translated = !for_ships(schema) || ((a.flags & b.flags) & kGeneric) == 0 ||
                          ((a.flags | b.flags) & (text::kPlace | kTitle)) != 0;
  if (a.class_id != 0 && a.class_id == b.class_id && translated) {
    return {.similarity = kMeaningSimilarity, .kind = StepKind::Meaning};
  }
  // A firm that is called by its owner is so in every spelling of his name, not in other languages' forms.
  const auto may_name_owner = [](const Word& word) {
    return word.name != 0 && word.class_id == 0 && (word.flags & (kGeneric | text::kPlace)) == 0;
  };
  if (!for_people(schema) && !for_ships(schema) && may_name_owner(a) && may_name_owner(b) &&
      text::name_relation(a.name, b.name) == text::NameRelation::Spelling)
    return {.similarity = kSpellingSimilarity, .kind = StepKind::Variant};
  if (a.name != 0 && b.name != 0 && for_people(schema)) {
    text::NameRelation relation = text::name_relation(a.name, b.name);
    // "Li Juan" is not John Lee: a syllable of a Chinese name is no other language's given name.
    const auto syllable_and_name = [](const Word& one, const Word& other) {
      return one.mandarin && !other.east_asian;
    };
    if (relation != text::NameRelation::Spelling && (syllable_and_name(a, b) || syllable_and_name(b, a)))
      relation = text::NameRelation::None;
    // Li and Yi, Chen and Chan: one surname as two languages read it. Names that Mandarin itself can read are
    // likelier of it, where they are two.
    const bool syllable = a.east_asian || b.east_asian;
    const bool mandarin = a.mandarin && b.mandarin && a.east_asian && b.east_asian &&
                          text::pinyin_of_wade(a.text) != b.text && text::pinyin_of_wade(b.text) != a.text;
    // Beside a name that Mandarin can read, the other is another language's.
    const bool half_mandarin = relation == text::NameRelation::Spelling && a.mandarin != b.mandarin &&
                               a.east_asian && b.east_asian && text::may_be_of_two_languages(a.name, b.name);
    if ((relation == text::NameRelation::Equivalent && syllable) ||
        (relation != text::NameRelation::None && mandarin) || half_mandarin)
      return {.similarity = kReadingSimilarity, .kind = StepKind::Reading};
    switch (relation) {
      case text::NameRelation::Spelling:
        return {.similarity = kSpellingSimilarity, .kind = StepKind::Variant};
      case text::NameRelation::Nickname:
        return {.similarity = kNicknameSimilarity, .kind = StepKind::Variant};
      case text::NameRelation::Equivalent:
        return {.similarity = kEquivalentSimilarity, .kind = StepKind::Variant};
      case text::NameRelation::None:
        break;
    }
  }
  if (strangers) return {};
  // Registers abroad write the family's form for a woman: Agnieszka Zielinski.
  if (a.woman && b.woman && for_people(schema) && womans_surname(a, b))
    return {.similarity = kWomansSurname, .kind = StepKind::Variant};
  if (schema == Schema::Airplane && other_aircraft(a.text, b.text)) return {};
  if (((a.flags | b.flags) & kNumber) != 0) return {};  // numbers must agree
  if (schema != Schema::Person && (abbreviates(a, b) || abbreviates(b, a)))
    return {.similarity = kAbbreviationSimilarity, .kind = StepKind::Abbreviation};
  // Two known words that mean different things are no spellings of one: Iran and Iraq. Some are put for each
  // other in translations.
  if (a.class_id != 0 && b.class_id != 0 && translated && a.class_id != b.class_id) {
    if (schema == Schema::Person || for_ships(schema) || !text::kindred_classes(a.class_id, b.class_id))
      return {};
    return {.similarity = kKindredSimilarity, .kind = StepKind::Kindred};
  }
  if (((a.flags | b.flags) & kInitial) != 0) {
    const bool fits = schema == Schema::Person && a.text.front() == b.text.front();
    return fits ? WordMatch{.similarity = kInitialSimilarity, .kind = StepKind::Initial} : WordMatch{};
  }
  constexpr std::uint8_t kGivenNames = text::kMansName | text::kWomansName;
  if (schema == Schema::Person && man_and_woman_known(a, b)) return {};
  // Karim and Karima: a man's name known as such, and the same with the ending of women's names; René and
  // Renée, which lists of names that leave out the accents give to either.
  const auto man_and_woman = [](const Word& man, const Word& other) {
    if (other.text.size() != man.text.size() + 1 || !other.text.starts_with(man.text)) return false;
    if (man.text.back() == 'e' && other.text.back() == 'e')
      return (man.known & kGivenNames) != 0 && (other.known & kGivenNames) != 0;
    return (man.known & kGivenNames) == text::kMansName && other.text.back() == 'a' &&
           man.text.back() != 'a' && (other.known & text::kMansName) == 0;
  };
  if (schema == Schema::Person && a.text.front() == b.text.front() &&
      (man_and_woman(a, b) || man_and_woman(b, a) ||
       (a.text.size() > 1 && b.text.size() > 1 && a.text[1] == b.text[1] &&
        text::gender_opposites(a.text, b.text)))) {
    return {.similarity = kGenderedSimilarity, .kind = StepKind::Typo};
  }
  return other_acronyms(a, b, schema) ? WordMatch{} : compare_spelling(a, b, for_people(schema));
}

NameScore score_words(std::span<const Word> left, std::span<const Word> right, Schema schema,
                      std::vector<Step>* steps) {
  if (left.empty() || right.empty()) return {};
  thread_local std::vector<Pair> pairs;  // kept between calls for its memory
  return Alignment(left, right, schema, pairs).run(steps);
}

}  // namespace weir::match
