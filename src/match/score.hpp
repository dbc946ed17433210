// How alike two names are, word by word, and why.
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "match/words.hpp"
#include "weir/party.hpp"

namespace weir::match {

enum class StepKind : std::uint8_t {
  Same,          // equal words
  Meaning,       // generic words of one class: завод, plant
  Kindred,       // fund, foundation: put for each other in translations
  Variant,       // given names of one class: William, Bill
  Reading,       // one surname as two languages read it: Chen, Chan
  Initial,       // I. for Ivan
  Typo,          // few edits
  Sound,         // romanisations of one name
  Abbreviation,  // Shpg for Shipping
  Acronym,       // IRISL for its words' initials
  Joined,        // two or three words against one
  LeftOut,       // only the question has it
  Unmatched,     // only the list has it
  NumberClash,   // numbers that disagree
  Namesakes      // how many people bear what met
};

struct Step {
  StepKind kind = StepKind::Same;
  std::string left;      // the question's word or words
  std::string right;     // the list's word or words
  float similarity = 0;  // 0..1
};

// `similarity` is 0..1 over the whole name: 1 = equal words (order and legal form aside).
struct NameScore {
  float similarity = 0;
  float rarity = 0;     // nats: how rare the words are that met
  bool whole = true;    // no word that says something is left over, but for a patronymic on one side
  float namesakes = 0;  // nats: how many more than few bear what met of names that differ
  Schema schema = Schema::LegalEntity;  // as which the names were compared
};

// Similarity of two words, and how they are alike (kind is Unmatched when they are not).
struct WordMatch {
  float similarity = 0;
  StepKind kind = StepKind::Unmatched;
};
// Words that are alike by spelling alone differ by at most this many edits, fewer when they are short.
inline constexpr std::size_t kMostEdits = 3;
[[nodiscard]] std::size_t allowed_edits(std::size_t length_of_shorter) noexcept;
// No two names can be more alike than this when words that take at most these shares of their weights meet,
// at most so many of them telling words. Joined words and acronyms count as words that meet.
[[nodiscard]] float similarity_bound(float left_share, float right_share, std::size_t telling_words,
                                     Schema schema) noexcept;
// Words of at least this weight contradict each other when they are left over on both sides.
inline constexpr float kTelling = 0.42F;
// Where an organisation's name ends or begins with the acronym of its other words ("OSL Orient Shipping
// Lines"), which then says nothing new; words.size() where it does not.
[[nodiscard]] std::size_t own_acronym(std::span<const Word> words, Schema schema) noexcept;
// Of a word and its like in two writings, one of them apart; an article makes the least difference.
inline constexpr float kMostJoinedSimilarity = 0.99F;
// A pair of words that one slip parts counts as alike (kSlipSimilarity) where so many others agree clearly.
inline constexpr std::size_t kSlipBeside = 2;
// Are they one slip apart by their letters?
[[nodiscard]] bool letters_slip(const Word& a, const Word& b) noexcept;
// Likeness of two to four words written as one and another ("Jong Un" and "Jeongeun", "Abd al Rahman" and
// "Abdurrahman"); 0 unless it is clear.
[[nodiscard]] float joined_similarity(std::span<const Word> parts, const Word& whole);
inline constexpr float kLeastJoined = 0.9F;
inline constexpr std::size_t kMostJoined = 4;  // words in one
// Whatever the sound, more edits between words that are `together` so many letters and one of `whole` letters
// are too many for kLeastJoined.
[[nodiscard]] std::size_t most_joined_edits(std::size_t together, std::size_t whole) noexcept;
// In how many bits may the signatures of words that are `together` so many letters and of one of `whole`
// letters differ where they are clearly alike? Negative: they cannot be. `skeleton`: any of them is one.
inline constexpr int kMostJoinedBits = 6;  // a clear likeness has few other letters
[[nodiscard]] int most_joined_bits(std::size_t together, std::size_t whole, bool skeleton) noexcept;
inline constexpr std::uint8_t kNeverJoined = text::kLegal | text::kInitial | text::kTitle;
// "Seventh" may be joined ("SeventhSense"), 7 is not.
[[nodiscard]] constexpr bool is_digits(const Word& word) noexcept {
  return word.text.front() <= '9';
}
// How many words from `words.front()` on begin with the letters of `acronym`, one each ("Islamic Republic of
// Iran Shipping Lines" and "irisl"); particles and legal forms may be passed over. 0 when they do not.
[[nodiscard]] std::size_t acronym_words(std::string_view acronym, std::span<const Word> words);
// Below this similarity two words have nothing to do with each other.
inline constexpr float kLeastWord = 0.66F;
[[nodiscard]] WordMatch compare_words(const Word& a, const Word& b, Schema schema) noexcept;

// One-to-one alignment, the best pairs first; weights by words.hpp. `steps`, when given, receives what
// happened. Words with no partner count by their weight: the name that is covered worse decides more, since
// "Ivan Petrov" inside "Bank Ivan Petrov Trading" is another thing.
[[nodiscard]] NameScore score_words(std::span<const Word> left, std::span<const Word> right, Schema schema,
                                    std::vector<Step>* steps = nullptr);

}  // namespace weir::match
