// Which names of a snapshot are worth scoring against a question's name.
//
// Each word of the question finds the dictionary words that the scorer would take for it: itself, all within
// the allowed edits (one pass over the letter signatures), those that sound alike, words of the same meaning,
// initials, the parts or the whole of a joined word. Their postings are added up by weight, rarest word
// first, with a bound on what can still come (Turtle and Flood, "Query Evaluation: Strategies and
// Optimizations", 1995); a name whose sum could still reach the similarity asked for is a candidate. Nothing
// is lost but by the score itself: bench/accuracy measures it against an exhaustive scan.
//
// Thread-safety: one Retriever per thread; the snapshot is shared. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "match/token_index.hpp"
#include "match/words.hpp"
#include "snapshot/view.hpp"

namespace weir::match {

// A name that may be alike enough, and the most that name_weight() of it and the question can be.
struct Candidate {
  std::uint32_t name = 0;
  float weight = 0;
};

// What a name must weigh for its party to be a hit, by what is known of the party besides its names.
class Needs {
 public:
  Needs() = default;
  Needs(const Needs&) = delete;
  Needs& operator=(const Needs&) = delete;
  virtual ~Needs() = default;
  [[nodiscard]] virtual double weight(std::uint32_t name) = 0;
};

class Retriever {
 public:
  // `index` is of the same snapshot; without one the retriever makes its own.
  explicit Retriever(const snapshot::View& snapshot, std::shared_ptr<const TokenIndex> index = nullptr);
  ~Retriever();
  Retriever(Retriever&&) noexcept = default;
  Retriever(const Retriever&) = delete;
  Retriever& operator=(const Retriever&) = delete;
  Retriever& operator=(Retriever&&) = delete;

  // Names (indexes, in no particular order) whose similarity may reach `least` (0..1). The span is valid
  // until the next call.
  [[nodiscard]] std::span<const std::uint32_t> candidates(std::span<const Word> words, Schema schema,
                                                          float least);
  // The same without those that cannot weigh what they need to.
  [[nodiscard]] std::span<const Candidate> candidates(std::span<const Word> words, Schema schema, float least,
                                                      Needs& needs);

 private:
  struct Found {
    std::uint32_t token = 0;
    float similarity = 0;
  };
  // What one word of the question found.
  struct Reach {
    std::size_t index = 0;  // of the word
    float weight = 0;
    std::size_t postings = 0;
    std::vector<Found> found;
    std::vector<std::uint32_t> joined;  // names that write the word in two
  };
  // The most that the similarity of two names and the rarity of the words that meet can be.
  struct Bound {
    float similarity = 0;
    float rarity = 0;
  };
  void gather(std::span<const Word> words, Schema schema, float least);
  void find(const Word& word, Schema schema, Reach& reach);
  [[nodiscard]] const std::vector<Found>& alike(const Word& word);
  void scan_lengths(const Word& word);
  void find_joined(std::span<const Word> words, std::size_t index, Reach& reach);
  void add_found(Reach& reach, std::uint32_t token, float similarity, bool joined = false);
  void collect(const Reach& reach, bool may_open);
  void mark(std::uint32_t token, std::size_t word, bool joined, float similarity);
  [[nodiscard]] Bound bound_of_name(std::span<const Word> words, std::uint32_t name, Schema schema) const;
  [[nodiscard]] Bound bound_of_form(std::span<const Word> words, std::uint32_t form, Schema schema) const;
  // What a name's words look like.
  struct Letters {
    std::size_t words = 0;
    std::array<std::uint16_t, text::kMaxTokens> heads;       // TokenIndex::head_of; the first `words` are set
    std::array<std::uint64_t, text::kMaxTokens> signatures;  // likewise
    std::array<std::uint16_t, text::kMaxTokens + 1> ends;    // lengths, summed up from 0 on
  };
  [[nodiscard]] static bool may_stand_for(const Letters& wholes, std::uint64_t open_wholes,
                                          const Letters& parts, std::uint64_t open_parts, bool acronyms);
  [[nodiscard]] bool stands_for_open(std::span<const Word> words, std::uint32_t token, std::uint16_t head,
                                     Schema schema) const;

  const snapshot::View& snapshot_;
  std::shared_ptr<const TokenIndex> index_;
  // A name's sum so far in the current query, and the part of it that the current word brought.
  struct Sum {
    std::uint32_t query = 0;
    std::uint32_t word = 0;
    float total = 0;
    float of_word = 0;
  };
  std::vector<Sum> sums_;
  std::uint32_t query_ = 0;
  std::uint32_t word_ = 0;
  std::vector<std::uint32_t> touched_;   // names whose sums suffice
  std::vector<std::uint32_t> acronyms_;  // names with an acronym of the question's words
  std::vector<std::uint32_t> result_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> near_;
  // What words of earlier questions found: names of a customer file repeat their words.
  static constexpr std::size_t kMostCached = 1U << 16U;
  std::unordered_map<std::string, std::vector<Found>> cache_;
  std::vector<std::uint32_t> first_of_length_;  // token; one more than the longest
  std::vector<Reach> reaches_;
  // Of the question's words.
  std::vector<float> word_weights_;
  Letters letters_;
  std::string initials_;
  Schema schema_ = Schema::LegalEntity;
  // What the current query's words found, by token: which words (bits, the first 32).
  struct Mark {
    std::uint32_t query = 0;
    std::uint32_t words = 0;
    float similarity = 0;  // the most that it is alike to any of them
    bool joined = false;   // as a part or the whole of joined words
  };
  std::vector<Mark> marks_;
  std::vector<std::uint32_t> token_stamp_;
  std::uint32_t stamp_ = 0;
};

}  // namespace weir::match
