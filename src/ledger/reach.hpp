// Which past questions may meet some listed entries: retrieval turned round.
//
// A screening looks up the words of one question in an index over the entries. Here the entries are few and the
// questions many, so the words of all past questions (each once) are looked up by the very same Retriever in a
// small snapshot of those entries, and the history's postings lead from words to questions. Each question found
// this way is then scored from its stored forms with the same scorer and the same least similarity that a
// screening uses: what remains is a superset of the questions that would have one of the entries among their hits
// by name, and a small one. Equal identifiers are looked up apart.
//
// Relies on: match::Retriever (a question's name is only scored against an entry when one of its words finds a
// word of the entry, or two neighbours written as one do), match::score_words and match::least_similarity (as in
// src/screen/party_screen.cpp). tests/ledger/lookback_test.cpp holds look-back against a full re-run.
//
// Thread-safety: one Reach per thread over a shared snapshot. Errors: none.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/history.hpp"
#include "match/retrieve.hpp"
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
  void look_up_words(const IndexView& index);
  void join_parts();
  void mark(const IndexView& index);
  void mark_identifiers(const IndexView& index);
  [[nodiscard]] bool meets(Schema schema, float least, std::span<const FormWord> form, Counts& counts);
  void touch(std::uint32_t name);
  [[nodiscard]] bool only_by_initial(const match::Word& word, std::uint32_t name) const;

  const snapshot::View& entries_;
  match::Retriever retriever_;
  std::vector<std::uint64_t> identifiers_;  // hashes, sorted
  // Of the entries' names.
  std::vector<std::vector<match::Word>> form_words_;  // by form
  std::vector<std::uint32_t> initials_;               // by name: bits of the letters that stand alone in it
  std::vector<bool> only_weak_;                       // by name: nothing but initials, titles, particles
  // The parts that could be joined to a word of the entries.
  struct Cut {
    std::uint32_t token = 0;
    std::uint32_t first = 0;  // part numbers
    std::uint32_t second = 0;
  };
  std::vector<Cut> cuts_;
  std::unordered_map<std::string_view, std::uint32_t> parts_;
  // Of the current segment.
  std::vector<match::Word> words_;
  std::vector<std::uint32_t> heads_;  // by word: in names_
  std::vector<std::uint32_t> names_;
  std::vector<std::vector<std::uint32_t>> part_words_;  // by part: words of the segment
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> joined_;  // first word << 32 | second: names
  std::vector<bool> starts_pair_;
  std::vector<bool> marked_;
  std::vector<bool> identified_;
  // Scratch.
  std::vector<std::uint32_t> stamps_;
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> touched_;
  std::vector<match::Word> question_;
};

}  // namespace weir::ledger
