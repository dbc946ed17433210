#include "text/lexicon.hpp"

#include <bit>
#include <vector>

#include "tables/tables.hpp"
#include "text/pinyin.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

// Open addressing over the table's own bytes: built in a few milliseconds. A slot is eight bytes, so that a
// look-up reads one line of memory, and the table's only for a word that is in it.
class Lexicon {
 public:
  Lexicon() : table_(tables::bytes("names/lexicon.tsv")) {
    std::size_t lines = 0;
    for (const char c : table_) lines += static_cast<std::size_t>(c == '\n');
    slots_.resize(std::bit_ceil(2 * lines + 2));
    for (const auto& row : tables::split_rows(table_)) {
      if (row.size() != 2 || row[0].empty() || row[0].size() > kLongest) continue;
      std::uint8_t bits = 0;
      // What a list of either says is nothing new where another list says which.
      const bool said = row[1].find_first_of("mf") != std::string_view::npos;
      for (const char kind : row[1]) bits |= said && kind == 'u' ? std::uint8_t{0} : bit_of(kind);
      Slot& slot = slots_[place(row[0])];
      slot = {.offset = static_cast<std::uint32_t>(row[0].data() - table_.data()),
              .check = check_of(hash_word(row[0])),
              .length = static_cast<std::uint8_t>(row[0].size()),
              .bits = bits};
    }
  }
  [[nodiscard]] std::uint8_t at(std::string_view word) const noexcept {
    return slots_[place(word)].bits;  // an empty slot has none
  }

 private:
  static constexpr std::size_t kLongest = 255;
  struct Slot {
    std::uint32_t offset = 0;
    std::uint16_t check = 0;
    std::uint8_t length = 0;  // 0: empty
    std::uint8_t bits = 0;
  };
  static std::uint8_t bit_of(char kind) {
    switch (kind) {
      case 'm':
        return kMansName;
      case 'f':
        return kWomansName;
      case 'u':
        return kMansName | kWomansName;
      case 's':
        return kSurname;
      default:
        return kEnglish;
    }
  }
  static constexpr std::uint16_t check_of(std::uint64_t hash) noexcept {
    constexpr unsigned kUpper = 48;
    return static_cast<std::uint16_t>(hash >> kUpper);
  }
  [[nodiscard]] std::size_t place(std::string_view word) const noexcept {
    const std::uint64_t hash = hash_word(word);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    const auto is_here = [&](const Slot& slot) {
      return slot.check == check_of(hash) && same_text(table_.substr(slot.offset, slot.length), word);
    };
    while (slots_[at].length != 0 && !is_here(slots_[at])) at = (at + 1) & mask;
    return at;
  }
  std::string_view table_;
  std::vector<Slot> slots_;
};

}  // namespace

std::uint8_t lexicon_of(std::string_view token) noexcept {
  static const Lexicon kLexicon;
  return kLexicon.at(token);
}

std::uint8_t mandarin_of(std::string_view token) noexcept {
  if (is_pinyin_syllable(token)) return kSyllable;
  if (!is_pinyin(token)) return 0;
  // "ouyang": a surname of two syllables stands where one of one does.
  return surname_rank(token) != kNoSurname ? kSyllable : kSyllables;
}

}  // namespace weir::text
