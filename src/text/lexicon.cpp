#include "text/lexicon.hpp"

#include <xxhash.h>

#include <bit>
#include <vector>

#include "tables/tables.hpp"
#include "text/pinyin.hpp"

namespace weir::text {
namespace {

// Open addressing over the table's own bytes: built in a few milliseconds, one probe or two a look-up.
class Lexicon {
 public:
  Lexicon() {
    const std::string_view table = tables::bytes("names/lexicon.tsv");
    std::size_t lines = 0;
    for (const char c : table) lines += static_cast<std::size_t>(c == '\n');
    slots_.resize(std::bit_ceil(2 * lines + 2));
    for (const auto& row : tables::split_rows(table)) {
      if (row.size() != 2) continue;
      std::uint8_t bits = 0;
      for (const char kind : row[1]) bits |= bit_of(kind);
      *find(row[0]) = {.word = row[0], .bits = bits};
    }
  }
  [[nodiscard]] std::uint8_t at(std::string_view word) const {
    return const_cast<Lexicon*>(this)->find(word)->bits;  // an empty slot has none
  }

 private:
  struct Slot {
    std::string_view word;
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
  Slot* find(std::string_view word) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = XXH3_64bits(word.data(), word.size()) & mask;
    while (!slots_[at].word.empty() && slots_[at].word != word) at = (at + 1) & mask;
    return &slots_[at];
  }
  std::vector<Slot> slots_;
};

}  // namespace

std::uint8_t lexicon_of(std::string_view token) noexcept {
  static const Lexicon kLexicon;
  const unsigned pinyin = is_pinyin_syllable(token) ? kSyllable : is_pinyin(token) ? kSyllables : 0;
  return static_cast<std::uint8_t>(kLexicon.at(token) | pinyin);
}

}  // namespace weir::text
