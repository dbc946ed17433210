// Listed names inside running text.
//
// Every form of every name hangs on its rarest word (the snapshot's ANCHOR sections). The scan looks up each
// word of the text and, where a name hangs on it, verifies that the name's other words stand round it: in
// order for things and companies, in any order for persons, with at most one foreign word between. Legal
// forms, titles and particles may be missing. Names in Han and kana are looked up by their first two
// characters. Names of one word must be capitalised and no ordinary word.
//
// Thread-safety: one TextScan per thread. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "match/words.hpp"
#include "screen/raw_words.hpp"
#include "screen/word_cache.hpp"
#include "snapshot/view.hpp"
#include "weir/decision.hpp"
#include "weir/engine.hpp"

namespace weir::screen {

// Where a name was found; the hit itself is made only for the places that stay.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t name = 0;
  std::uint32_t form = snapshot::kNone;
  double weight = 0;  // nats
};

class TextScan {
 public:
  explicit TextScan(const snapshot::View& snapshot);
  [[nodiscard]] std::vector<Mention> scan(std::string_view text, const ScreenOptions& options);
  // The search alone, without the hits' details (benchmarks).
  [[nodiscard]] const std::vector<Place>& find_places(std::string_view text, double least_weight);

 private:
  struct Word {
    RawWord raw;
    std::uint32_t entry = 0;
  };
  void verify(std::size_t index);
  void mark_window(std::size_t index);
  [[nodiscard]] bool all_near(std::uint32_t form) const;
  void verify_form(std::size_t index, std::uint32_t id, std::uint32_t form);
  void scan_run(std::string_view text, const RawWord& run);
  void add_place(const Place& place);
  void keep_best();
  [[nodiscard]] bool has_id(std::size_t index, std::uint32_t id) const;
  [[nodiscard]] Mention make_mention(std::string_view text, const Place& place) const;

  const snapshot::View& snapshot_;
  WordCache cache_;
  std::vector<Word> words_;  // a window of the text
  std::vector<Place> places_;
  std::vector<match::Word> form_words_;
  double least_weight_ = 0;
  std::vector<std::uint32_t> near_;  // by token: the window_ in which it stands
  std::uint32_t window_ = 0;
};

}  // namespace weir::screen
