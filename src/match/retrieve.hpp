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

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "match/words.hpp"
#include "snapshot/view.hpp"

namespace weir::match {

// Dictionary words by meaning.
class ClassIndex;

class Retriever {
 public:
  explicit Retriever(const snapshot::View& snapshot);
  ~Retriever();
  Retriever(Retriever&&) noexcept = default;
  Retriever(const Retriever&) = delete;
  Retriever& operator=(const Retriever&) = delete;
  Retriever& operator=(Retriever&&) = delete;

  // Names (indexes, in no particular order) whose similarity may reach `least` (0..1). The span is valid
  // until the next call.
  [[nodiscard]] std::span<const std::uint32_t> candidates(std::span<const Word> words, Schema schema,
                                                          float least);

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
  void find(const Word& word, Schema schema, Reach& reach);
  [[nodiscard]] const std::vector<Found>& alike(const Word& word);
  void scan_lengths(const Word& word);
  void find_joined(std::span<const Word> words, std::size_t index, Reach& reach);
  void add_found(Reach& reach, std::uint32_t token, float similarity, bool joined = false);
  void collect(const Reach& reach, bool may_open);
  void mark(std::uint32_t token, std::size_t word, bool joined);
  [[nodiscard]] bool may_reach(std::span<const Word> words, std::span<const float> weights,
                               std::uint32_t name, Schema schema, float least) const;
  [[nodiscard]] bool form_may_reach(std::span<const Word> words, std::span<const float> weights,
                                    std::uint32_t form, Schema schema, float least) const;

  const snapshot::View& snapshot_;
  std::unique_ptr<const ClassIndex> classes_;
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
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> result_;
  std::vector<std::uint32_t> near_;
  // What words of earlier questions found: names of a customer file repeat their words.
  static constexpr std::size_t kMostCached = 1U << 16U;
  std::unordered_map<std::string, std::vector<Found>> cache_;
  std::vector<std::uint32_t> first_of_length_;  // token; one more than the longest
  std::vector<Reach> reaches_;
  std::vector<float> word_weights_;
  // What the current query's words found, by token: which words (bits, the first 32).
  struct Mark {
    std::uint32_t query = 0;
    std::uint32_t words = 0;
    bool joined = false;  // as a part or the whole of joined words
  };
  std::vector<Mark> marks_;
  std::vector<std::uint32_t> token_stamp_;
  std::uint32_t stamp_ = 0;
};

}  // namespace weir::match
