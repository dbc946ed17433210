// Words of a document -> words of the snapshot's dictionary, each distinct word worked out once.
//
// Thread-safety: one cache per thread. Errors: none. Memory: emptied when it has kMostWords entries.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "snapshot/view.hpp"
#include "text/script.hpp"

namespace weir::screen {

class WordCache {
 public:
  explicit WordCache(const snapshot::View& snapshot);

  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t text = 0;  // offset in the arena
    std::uint32_t length = 0;
    std::uint32_t first = 0;  // in ids
    std::uint16_t count = 0;
    bool anchors = false;    // some name hangs on one of the ids
    bool upper = false;      // starts with a capital (or has none: Arabic, Chinese)
    bool common = false;     // an ordinary word
    std::uint8_t flags = 0;  // of the word by itself (text::TokenFlag)
  };

  // Index of the entry for a word as it is in the document.
  [[nodiscard]] std::uint32_t find(std::string_view word, text::Script script);
  [[nodiscard]] const Entry& entry(std::uint32_t index) const noexcept { return entries_[index]; }
  [[nodiscard]] std::span<const std::uint32_t> ids(const Entry& entry) const noexcept {
    return std::span(ids_).subspan(entry.first, entry.count);
  }
  // True when it is time to clear(): entries are then no longer valid.
  [[nodiscard]] bool full() const noexcept { return entries_.size() >= kMostWords; }
  void clear();

 private:
  static constexpr std::size_t kMostWords = 1U << 20U;
  [[nodiscard]] Entry make(std::string_view word, text::Script script, std::uint64_t hash);
  void add_id(std::string_view latin, Entry& entry);

  const snapshot::View& snapshot_;
  std::vector<std::uint32_t> slots_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> ids_;
  std::string arena_;
};

// The forms in which a declined Russian or Ukrainian name may stand in the nominative: "Петрову" -> "Петров".
// The word itself is not among them. Endings: Russian Grammar (1980), declension of surnames and given names.
[[nodiscard]] std::vector<std::string> nominatives(std::string_view folded_cyrillic);

}  // namespace weir::screen
