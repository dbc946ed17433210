// Retrieval's plain reference: every name of a snapshot scored, none left out. For tests and the evaluation
// kit.
//
// Thread-safety: one thread a call. Errors: none.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "match/evidence.hpp"
#include "match/retrieve.hpp"
#include "match/score.hpp"
#include "screen/question_name.hpp"
#include "weir/engine.hpp"

namespace weir::match {

// The words of all forms of a snapshot, unpacked once: the scan reads each of them for every question.
class AllForms {
 public:
  explicit AllForms(const snapshot::View& snapshot) : snapshot_(snapshot) {
    std::vector<Word> words;
    for (std::uint32_t form = 0; form < snapshot.form_count(); ++form) {
      words_of(snapshot, form, words);
      first_.push_back(words_.size());
      words_.insert(words_.end(), words.begin(), words.end());
    }
    first_.push_back(words_.size());
  }
  [[nodiscard]] const snapshot::View& snapshot() const noexcept { return snapshot_; }
  [[nodiscard]] std::span<const Word> form(std::uint32_t index) const noexcept {
    return std::span(words_).subspan(first_[index], first_[index + 1] - first_[index]);
  }

 private:
  const snapshot::View& snapshot_;
  std::vector<std::size_t> first_;
  std::vector<Word> words_;
};

// Names (ascending) that reach the threshold of the schema by the name alone.
[[nodiscard]] inline std::vector<std::uint32_t> exhaustive_scan(const AllForms& all,
                                                                const screen::QuestionName& question,
                                                                Schema schema) {
  std::vector<std::uint32_t> out;
  const double threshold = default_threshold(schema);
  const snapshot::View& snapshot = all.snapshot();
  for (std::uint32_t name = 0; name < snapshot.names().size(); ++name) {
    const snapshot::NameRow& row = snapshot.names()[name];
    bool reached = false;
    for (std::uint32_t form = row.first_form; form < row.first_form + row.form_count && !reached; ++form) {
      for (const std::vector<Word>& words : question.words) {
        const NameScore score = score_words(words, all.form(form), schema);
        if (score.similarity < kLeastSimilarity) continue;
        std::vector<Evidence> alias;
        judge_alias(static_cast<NameKind>(row.kind), alias);
        reached = logistic(name_weight(score) + total_weight(alias)) >= threshold;
        if (reached) break;
      }
    }
    if (reached) out.push_back(name);
  }
  return out;
}

// Candidates of all the question's forms, ascending.
[[nodiscard]] inline std::vector<std::uint32_t> retrieved(Retriever& retriever,
                                                          const screen::QuestionName& question,
                                                          Schema schema) {
  std::vector<std::uint32_t> out;
  const float least = least_similarity(default_threshold(schema), 0, schema);
  for (const std::vector<Word>& words : question.words) {
    const auto found = retriever.candidates(words, schema, least);
    out.insert(out.end(), found.begin(), found.end());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace weir::match
