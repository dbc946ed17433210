// Patterns of part numbers, as data/goods/part_patterns.tsv writes them.
//
// '#' a digit, '@' a letter, '+' behind them one or more; (a|b|) one of, the empty one too; <0..37.5> a
// decimal number in that range; '*' anything; all else itself. A pattern is met by a whole word. Matching
// backtracks, but a word has at most kMostWordBytes and the steps are counted. Thread-safety: immutable.
// Errors: nullopt for a pattern that breaks these rules.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "weir/number.hpp"

namespace weir::goods {

class PartPattern {
 public:
  [[nodiscard]] static std::optional<PartPattern> parse(std::string_view text);
  [[nodiscard]] bool matches(std::string_view word) const;
  // Bytes a matching word can begin with; all of them when the pattern leaves it open.
  [[nodiscard]] const std::vector<bool>& first_bytes() const noexcept { return first_; }

 private:
  enum class Kind : std::uint8_t { Text, Digit, Letter, Digits, Letters, OneOf, Range, Rest };
  struct Piece {
    Kind kind = Kind::Text;
    std::string text;
    std::vector<std::vector<Piece>> choices;
    Number low, high;
  };
  [[nodiscard]] static std::optional<std::vector<Piece>> parse_pieces(std::string_view text, int depth);
  struct Matcher;
  void note_first(const std::vector<Piece>& pieces);

  std::vector<Piece> pieces_;
  std::vector<bool> first_ = std::vector<bool>(256, false);
};

}  // namespace weir::goods
