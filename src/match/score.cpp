#include "match/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

#include "match/distance.hpp"
#include "match/letters.hpp"
#include "text/signature.hpp"
#include "text/sound.hpp"

namespace weir::match {
namespace {

using text::kGeneric;
using text::kInitial;
using text::kLegal;
using text::kNumber;
using text::kParticle;
using text::kTitle;

// "volkov" and "volkova": man and woman of one family, never one person.
bool gendered_pair(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.size() == a.size() + 1 && b.back() == 'a' && b.starts_with(a) && a.size() > 2;
}

// Romanisation or typing error: the better of the two readings of what differs.
WordMatch compare_spelling(const Word& a, const Word& b) noexcept {
  const std::size_t longer = std::max(a.text.size(), b.text.size());
  const std::size_t shorter = std::min(a.text.size(), b.text.size());
  const std::size_t allowed = allowed_edits(shorter);
  const bool same_sound = a.sound != 0 && a.sound == b.sound;
  const bool near = longer - shorter <= allowed &&
                    static_cast<std::size_t>(std::popcount(a.signature ^ b.signature)) <= 2 * allowed;
  if (!near && !same_sound) return {};
  const std::size_t distance = osa_distance(a.text, b.text);
  WordMatch best;
  if (distance <= allowed && longer > 1) {
    const float cost = weighted_distance(a.text, b.text);
    const float similarity = 1 - cost / static_cast<float>(longer - 1);
    if (similarity >= kLeastWord) best = {.similarity = similarity, .kind = StepKind::Typo};
  }
  if (same_sound) {
    // Equal sound: the more classes agree the better; the rest is how alike the letters are.
    constexpr int kEnough = 2;
    const int classes = text::sound_length(a.sound);
    const float letters = 1 - static_cast<float>(distance) / static_cast<float>(longer);
    float similarity = 0;
    if (a.skeleton || b.skeleton) {
      constexpr float kSkeleton = 0.9F;
      similarity = classes >= kEnough ? kSkeleton : 0.5F;
    } else if (classes >= kEnough && letters > 0.3F) {
      constexpr float kFloor = 0.72F;
      constexpr float kReach = 0.25F;
      similarity = kFloor + kReach * letters;
    }
    if (similarity > best.similarity) best = {.similarity = similarity, .kind = StepKind::Sound};
  }
  return best;
}

bool for_people(Schema schema) {
  return schema == Schema::Person || schema == Schema::LegalEntity;
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

constexpr float kJoinedSimilarity = 0.95F;
// Share of the name that is covered worse in the similarity of the whole.
constexpr float kWorse = 0.65F;

// Likeness of two words written as one and a third: "Jong Un" and "Jeongeun".
float joined_similarity(const Word& first, const Word& second, const Word& whole) {
  constexpr std::uint8_t kNot = kLegal | kNumber | kInitial | kTitle;
  if (((first.flags | second.flags | whole.flags) & kNot) != 0) return 0;
  const std::size_t length = first.text.size() + second.text.size();
  constexpr std::size_t kSlack = 3;
  constexpr std::size_t kBuffer = 2 * text::kMaxTokenBytes;
  if (length + kSlack < whole.text.size() || whole.text.size() + kSlack < length || length > kBuffer)
    return 0;
  if (first.text.front() != whole.text.front()) return 0;
  std::array<char, kBuffer> buffer{};
  std::copy(first.text.begin(), first.text.end(), buffer.begin());
  std::copy(second.text.begin(), second.text.end(),
            buffer.begin() + static_cast<std::ptrdiff_t>(first.text.size()));
  const std::string_view together(buffer.data(), length);
  if (together == whole.text) return kJoinedSimilarity;
  const Word word{.text = together,
                  .sound = text::sound_key(together),
                  .signature = text::signature(together),
                  .skeleton = first.skeleton};
  return kJoinedSimilarity * compare_spelling(word, whole).similarity;
}

class Alignment {
 public:
  Alignment(std::span<const Word> left, std::span<const Word> right, Schema schema, std::vector<Pair>& pairs)
      : left_(left), right_(right), schema_(schema), pairs_(pairs) {
    const std::size_t l = std::min(left.size(), kMost);
    const std::size_t r = std::min(right.size(), kMost);
    left_ = left.first(l);
    right_ = right.first(r);
    for (std::size_t i = 0; i < l; ++i) left_weight_[i] = weight_of(left[i], schema);
    for (std::size_t j = 0; j < r; ++j) right_weight_[j] = weight_of(right[j], schema);
    pairs_.clear();
    collect_pairs();
  }

  NameScore run(std::vector<Step>* steps) {
    // Few pairs: a name has seldom more than six words that are alike to any other.
    std::stable_sort(pairs_.begin(), pairs_.end(),
                     [](const Pair& a, const Pair& b) { return a.gain > b.gain; });
    std::uint64_t left_used = 0;
    std::uint64_t right_used = 0;
    float left_covered = 0;
    float right_covered = 0;
    NameScore score;
    std::size_t inversions = 0;
    std::array<int, kMost> partner{};
    partner.fill(-1);
    for (const Pair& pair : pairs_) {
      const std::uint64_t left_bits = ((std::uint64_t{1} << pair.left_count) - 1) << pair.left;
      const std::uint64_t right_bits = ((std::uint64_t{1} << pair.right_count) - 1) << pair.right;
      if ((left_used & left_bits) != 0 || (right_used & right_bits) != 0) continue;
      left_used |= left_bits;
      right_used |= right_bits;
      partner[pair.left] = pair.right;
      float rarity = 0;
      for (std::size_t i = pair.left; i < pair.left + std::size_t{pair.left_count}; ++i)
        left_covered += pair.similarity * left_weight_[i];
      for (std::size_t j = pair.right; j < pair.right + std::size_t{pair.right_count}; ++j) {
        right_covered += pair.similarity * right_weight_[j];
        rarity = std::max(rarity, right_[j].rarity);
      }
      const Word& word = right_[pair.right];
      if (finds(word) && (word.flags & kGeneric) == 0) score.rarity += rarity * pair.similarity;
      if (steps != nullptr) {
        steps->push_back({.kind = pair.kind,
                          .left = span_text(left_, pair.left, pair.left_count),
                          .right = span_text(right_, pair.right, pair.right_count),
                          .similarity = pair.similarity});
      }
    }
    for (std::size_t i = 0; i < left_.size(); ++i) {
      for (std::size_t k = i + 1; k < left_.size(); ++k)
        inversions += static_cast<std::size_t>(partner[i] >= 0 && partner[k] >= 0 && partner[i] > partner[k]);
    }
    const float left_total = total(left_weight_, left_.size());
    const float right_total = total(right_weight_, right_.size());
    if (left_total <= 0 || right_total <= 0) return score;
    const float left_open = add_unmatched(left_, left_weight_, left_used, StepKind::LeftOut, steps);
    const float right_open = add_unmatched(right_, right_weight_, right_used, StepKind::Unmatched, steps);
    const float left_cover = left_covered / left_total;
    const float right_cover = right_covered / right_total;
    score.similarity =
        kWorse * std::min(left_cover, right_cover) + (1 - kWorse) * std::max(left_cover, right_cover);
    // Words left over on both sides contradict each other; on one side they may only be left out.
    const float clash = 2 * std::min(left_open, right_open) / (left_total + right_total);
    constexpr float kClash = 0.35F;
    score.similarity *= 1 - kClash * clash;
    if (numbers_clash(left_used, right_used, steps)) score.similarity *= kNumberClash;
    if (inversions > 0 && schema_ != Schema::Person) score.similarity *= kOtherOrder;
    if (legal_clash()) score.similarity *= kOtherForm;
    return score;
  }

 private:
  static constexpr std::size_t kMost = text::kMaxTokens;
  static constexpr float kNumberClash = 0.72F;
  static constexpr float kOtherOrder = 0.99F;
  static constexpr float kOtherForm = 0.985F;

  static std::string_view span_text(std::span<const Word> words, std::size_t first, std::size_t count) {
    // Joined words are shown by their first; describe() says that they were joined.
    (void)count;
    return words[first].text;
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

  void collect_pairs() {
    for (std::size_t i = 0; i < left_.size(); ++i) {
      for (std::size_t j = 0; j < right_.size(); ++j) {
        const WordMatch match = compare_words(left_[i], right_[j], schema_);
        if (match.similarity > 0) add_pair(i, j, 1, 1, match.similarity, match.kind);
        if (match.kind == StepKind::Same) continue;
        if (i + 1 < left_.size()) {
          if (const float joined = joined_similarity(left_[i], left_[i + 1], right_[j]); joined > 0)
            add_pair(i, j, 2, 1, joined, StepKind::Joined);
        }
        if (j + 1 < right_.size()) {
          if (const float joined = joined_similarity(right_[j], right_[j + 1], left_[i]); joined > 0)
            add_pair(i, j, 1, 2, joined, StepKind::Joined);
        }
      }
    }
  }

  // Weight of the words without a partner that say something.
  float add_unmatched(std::span<const Word> words, const std::array<float, kMost>& weights,
                      std::uint64_t used, StepKind kind, std::vector<Step>* steps) const {
    float open = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((used >> i & 1U) != 0) continue;
      if (weights[i] >= kStrong) open += weights[i];
      if (steps == nullptr) continue;
      Step step{.kind = kind};
      (kind == StepKind::LeftOut ? step.left : step.right) = words[i].text;
      steps->push_back(step);
    }
    return open;
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
      steps->push_back({.kind = StepKind::NumberClash, .left = left->text, .right = right->text});
    return true;
  }

  // Both sides have legal forms and no form is on both.
  [[nodiscard]] bool legal_clash() const {
    bool left_has = false;
    bool right_has = false;
    bool shared = false;
    for (const Word& a : left_) {
      if ((a.flags & kLegal) == 0) continue;
      left_has = true;
      for (const Word& b : right_) shared = shared || ((b.flags & kLegal) != 0 && a.text == b.text);
    }
    for (const Word& b : right_) right_has = right_has || (b.flags & kLegal) != 0;
    return left_has && right_has && !shared;
  }

  static constexpr float kStrong = 0.42F;

  std::span<const Word> left_;
  std::span<const Word> right_;
  Schema schema_;
  std::array<float, kMost> left_weight_;   // the first left_.size() are set
  std::array<float, kMost> right_weight_;  // likewise
  std::vector<Pair>& pairs_;
};

}  // namespace

float least_cover(float similarity) noexcept {
  // similarity <= kWorse * cover + (1 - kWorse) * 1, and the other factors are at most 1.
  return std::max(0.0F, (similarity - (1 - kWorse)) / kWorse);
}

std::size_t allowed_edits(std::size_t length) noexcept {
  constexpr std::size_t kShort = 4;
  constexpr std::size_t kMiddle = 10;
  if (length < kShort) return 1;
  return length < kMiddle ? 2 : kMostEdits;
}

WordMatch compare_words(const Word& a, const Word& b, Schema schema) noexcept {
  if (a.signature == b.signature && a.text == b.text) return {.similarity = 1, .kind = StepKind::Same};
  if (((a.flags | b.flags) & kLegal) != 0) return {};  // legal forms are equal or not
  if (a.class_id != 0 && a.class_id == b.class_id) {
    constexpr float kSameMeaning = 0.92F;
    return {.similarity = kSameMeaning, .kind = StepKind::Meaning};
  }
  if (a.name_class != 0 && a.name_class == b.name_class && for_people(schema)) {
    constexpr float kSameName = 0.88F;
    return {.similarity = kSameName, .kind = StepKind::Variant};
  }
  if (((a.flags | b.flags) & kNumber) != 0) return {};  // numbers must agree
  if (((a.flags | b.flags) & kInitial) != 0) {
    const bool fits = schema == Schema::Person && a.text.front() == b.text.front();
    return fits ? WordMatch{.similarity = kInitialSimilarity, .kind = StepKind::Initial} : WordMatch{};
  }
  if (schema == Schema::Person && gendered_pair(a.text, b.text)) {
    constexpr float kGendered = 0.45F;
    return {.similarity = kGendered, .kind = StepKind::Typo};
  }
  return compare_spelling(a, b);
}

NameScore score_words(std::span<const Word> left, std::span<const Word> right, Schema schema,
                      std::vector<Step>* steps) {
  if (left.empty() || right.empty()) return {};
  thread_local std::vector<Pair> pairs;  // kept between calls for its memory
  return Alignment(left, right, schema, pairs).run(steps);
}

std::string describe(const Step& step) {
  switch (step.kind) {
    case StepKind::Same:
      return fmt::format("{} = {}", step.left, step.right);
    case StepKind::Meaning:
      return fmt::format("{} = {} (same meaning)", step.left, step.right);
    case StepKind::Variant:
      return fmt::format("{} = {} (variants of one name)", step.left, step.right);
    case StepKind::Initial:
      return fmt::format("{} ~ {} (initial)", step.left, step.right);
    case StepKind::Typo:
      return fmt::format("{} ~ {} (spelling {:.2f})", step.left, step.right, step.similarity);
    case StepKind::Sound:
      return fmt::format("{} ~ {} (romanisation {:.2f})", step.left, step.right, step.similarity);
    case StepKind::Joined:
      return fmt::format("{} ~ {} (joined words)", step.left, step.right);
    case StepKind::LeftOut:
      return fmt::format("{} is not in the listed name", step.left);
    case StepKind::Unmatched:
      return fmt::format("listed name has also {}", step.right);
    case StepKind::NumberClash:
      return fmt::format("number {} against {}", step.left, step.right);
  }
  return {};
}

}  // namespace weir::match
