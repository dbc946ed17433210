// Which past questions may meet some listed entries: retrieval turned round.
//
// A screening looks up the words of one question in an index over the entries. Here the entries are few and
// the questions many, so the words of all past questions (each once) are looked up by the very same Retriever
// in a small snapshot of those entries. The forms of every question then tell whether its words,
// neighbours written as one, or an acronym of them met an entry: a walk through some ten bytes a question.
// Each question that did is scored from its stored forms with the same scorer and the same least similarity
// that a screening uses: what remains is a superset of the questions that would have one of the entries among
// their hits by name, and a small one. Equal identifiers are looked up apart.
//
// Relies on: match::Retriever (a question's name is only scored against an entry when one of its words finds
// a word of the entry, or neighbours written as one do), match::score_words and match::least_similarity
// (as in src/screen/party_screen.cpp). tests/ledger/lookback_test.cpp holds look-back against a full re-run.
//
// Thread-safety: one Reach per thread over a shared snapshot. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/history.hpp"
#include "match/retrieve.hpp"
#include "match/score.hpp"
#include "snapshot/view.hpp"

namespace weir::ledger {

class Reach {
 public:
  // `entries`: a snapshot of the entries that are looked for; it must outlive the object.
  explicit Reach(const snapshot::View& entries);

  struct Counts {
    std::uint64_t touched = 0;  // questions with a word like one of the entries'
    std::uint64_t scored = 0;   // pairs of names
  };
  // The records of the segment, rising.
  [[nodiscard]] std::vector<std::uint32_t> find(const Segment& segment, Counts& counts);

 private:
  // Weights depend on the question's schema in three ways only (match/words.hpp, own_acronym()).
  static constexpr std::size_t kKinds = 3;
  static std::size_t kind_of(Schema schema) noexcept {
    return schema == Schema::Person ? 0 : match::for_people(schema) ? 1 : 2;
  }
  // A form of a name with what the bounds ask of it. The masks have a bit a word.
  struct Weighed {
    std::vector<match::Word> words;
    std::array<std::vector<float>, kKinds> weights;
    std::array<float, kKinds> total{};
    std::uint64_t weak = 0;             // initials, titles, particles, legal forms: looked up by nobody
    bool only_weak = false;             // nothing but such
    std::vector<std::uint8_t> letters;  // first letters, by word
    std::uint64_t letter_set = 0;
    std::uint64_t long_letter_set = 0;  // of words that are no single letters
    void add_letter(std::size_t letter, std::size_t length) {
      letters.push_back(static_cast<std::uint8_t>(letter));
      letter_set |= std::uint64_t{1} << letter;
      if (length > 1) long_letter_set |= std::uint64_t{1} << letter;
    }
  };
  // Of a form that a question meets by an initial alone.
  static bool may_meet_more(const Weighed& question, const Weighed& form) noexcept;
  static void weigh(Weighed& form, std::size_t kind);
  static float weight_of(const Weighed& form, std::size_t kind, std::uint64_t words);

  void add_forms();
  void look_up_words(const IndexView& index);
  void add_joins(const match::Word& first);
  // `parts`: the question's words from the i-th on.
  void touch_joined(std::size_t i, std::span<const FormWord> parts);
  void find_joined(std::size_t i, std::uint32_t first, std::size_t count,
                   std::vector<std::uint32_t>& tokens) const;
  void touch_name(std::uint32_t name, std::uint64_t words);
  void mark_identifiers(const IndexView& index);
  [[nodiscard]] bool meets(Schema schema, float least, std::span<const FormWord> form, Counts& counts);
  void touch(std::uint32_t form, std::uint64_t words, std::uint64_t asked);
  void add_meeting(const match::Word& word, std::uint32_t name);
  [[nodiscard]] bool may_reach(std::uint32_t form, Schema schema, float least) const;

  const snapshot::View& entries_;
  match::Retriever retriever_;
  std::vector<std::uint64_t> identifiers_;  // hashes, sorted
  // Of the entries' names: each distinct form once.
  std::vector<Weighed> forms_;
  std::vector<std::uint32_t> form_heads_;                       // by name: in name_forms_
  std::vector<std::uint32_t> name_forms_;                       // indexes in forms_
  static constexpr std::size_t kLetters = 36;                   // a-z, 0-9
  std::array<std::vector<std::uint32_t>, kLetters> by_letter_;  // words of the entries by their first letter
  // Of the current segment.
  std::vector<match::Word> words_;
  std::vector<std::uint8_t> syllables_;  // by word: what it is as Mandarin
  // A form of the entries that a word meets, and which of its words (bits; kAll where that is not so clear).
  struct Meeting {
    std::uint32_t form = 0;
    bool by_initial = false;  // alone
    std::uint64_t words = 0;
  };
  static constexpr std::uint64_t kAll = ~std::uint64_t{0};
  std::vector<std::uint32_t> heads_;  // by word: in meetings_
  std::vector<Meeting> meetings_;
  // A word of the entries that could be two neighbours of a question, the first of which is at hand.
  struct Join {
    match::Word word;
    std::uint32_t token = 0;
  };
  std::vector<std::uint32_t> join_heads_;  // by word: in joins_
  std::vector<Join> joins_;
  // What neighbouring words of a question make up: a cache with one place a hash.
  struct Neighbours {
    std::array<std::uint32_t, match::kMostJoined> key{};
    std::uint32_t segment = 0;  // whose word numbers are meant
    std::vector<std::uint32_t> tokens;
  };
  static constexpr unsigned kNeighbourBits = 15;
  std::vector<Neighbours> neighbours_;
  std::uint32_t segment_ = 0;
  std::vector<bool> identified_;
  // Scratch, of one form of a question.
  struct Touch {
    std::uint32_t stamp = 0;
    std::uint64_t words = 0;  // of the entry's form that are met
    std::uint64_t asked = 0;  // of the question's words that meet it
  };
  std::vector<Touch> touches_;  // by form
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> touched_;
  Weighed question_;
};

}  // namespace weir::ledger
