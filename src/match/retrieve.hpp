// Which names of a snapshot are worth scoring against a question's name.
//
// Each word of the question finds dictionary words: itself, those within one edit, those that sound alike,
// the parts or the whole of a joined word. Their postings are added up by weight (word by word, with a bound
// on what can still come, after Turtle and Flood 1995); a name whose sum reaches kShare of the question's
// weight is a candidate.
//
// Thread-safety: one Retriever per thread; the snapshot is shared. Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "match/words.hpp"
#include "snapshot/view.hpp"

namespace weir::match {

class Retriever {
 public:
  explicit Retriever(const snapshot::View& snapshot);

  // Names (indexes, in no particular order) that may reach the threshold. The span is valid until the next
  // call.
  [[nodiscard]] std::span<const std::uint32_t> candidates(std::span<const Word> words, Schema schema);

  // Share of the question's weight that must meet words of the name.
  static constexpr float kShare = 0.5F;

 private:
  struct Found {
    std::uint32_t token = 0;
    float similarity = 0;
  };
  void find(const Word& word);
  void add_found(std::uint32_t token, float similarity);
  void find_joined(std::span<const Word> words, std::size_t index);
  void collect(float weight, bool may_open);

  const snapshot::View& snapshot_;
  std::vector<float> sum_;        // per name
  std::vector<float> word_best_;  // per name: best similarity within the current word, part of sum_ already
  std::vector<std::uint32_t> stamp_;  // per name: the query that sum_ belongs to
  std::vector<std::uint32_t> word_stamp_;
  std::uint32_t query_ = 0;
  std::uint32_t word_ = 0;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> result_;
  std::vector<Found> found_;
};

}  // namespace weir::match
