// Conditions of measures: "tpp >= 4800 or (tpp >= 1600 and performance_density >= 5.92)".
//
// Three-valued logic (Kleene 1938): a fact that is not known makes a comparison Unknown, "and" takes the
// lesser, "or" the greater of No < Unknown < Yes. The grammar is in docs/rules.md. Thread-safety: value
// types. Errors: parse() says what it found and what it expected, with the column.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "weir/rules.hpp"

namespace weir::rules {

enum class Compare : std::uint8_t { Less, LessOrEqual, Equal, NotEqual, GreaterOrEqual, Greater };
[[nodiscard]] std::string_view compare_text(Compare compare) noexcept;
[[nodiscard]] inline bool holds(std::strong_ordering order, Compare compare) noexcept {
  switch (compare) {
    case Compare::Less:
      return order < 0;
    case Compare::LessOrEqual:
      return order <= 0;
    case Compare::Equal:
      return order == 0;
    case Compare::NotEqual:
      return order != 0;
    case Compare::GreaterOrEqual:
      return order >= 0;
    case Compare::Greater:
      return order > 0;
  }
  return false;
}

// What an atom "kind:value" asks of the question.
enum class AtomKind : std::uint8_t { Code, CodeSet, Eccn, Chemical, To, From, Origin, Via, Party, Document };
[[nodiscard]] std::string_view atom_text(AtomKind kind) noexcept;

struct Node {
  enum class Op : std::uint8_t { Constant, And, Or, Not, Flag, Number, Text, Atom };
  Op op = Op::Constant;
  bool constant = true;              // Constant
  Compare compare = Compare::Equal;  // Number, Text (Equal or NotEqual only)
  AtomKind atom = AtomKind::Code;
  std::uint32_t left = 0, right = 0;  // And, Or; Not: left
  std::string name;                   // the fact, or the atom's value
  weir::Number number;                // Number
  std::vector<std::string> texts;     // Text: any of these
  GoodsCode code;                     // Atom Code
};

struct Expression {
  std::vector<Node> nodes;  // children before parents; the root is the last; empty = always true

  [[nodiscard]] bool always() const noexcept { return nodes.empty(); }
  [[nodiscard]] std::string text() const;  // fully bracketed, terms expanded: equal texts mean equal tests
  // Every fact that is asked, each once.
  [[nodiscard]] std::vector<std::string> facts() const;
};

struct ExpressionNames {
  // The definition of a fact; nullptr when there is none.
  std::function<const FactDefinition*(std::string_view)> fact;
  // The text behind "$name"; nullptr when there is none.
  std::function<const std::string*(std::string_view)> term;
  Nomenclature nomenclature;  // of "hs:" atoms
};

inline constexpr std::size_t kMaxExpression = 8192;  // bytes, terms not expanded
inline constexpr std::size_t kMaxNodes = 4096;       // after expansion

[[nodiscard]] tl::expected<Expression, std::string> parse_expression(std::string_view text,
                                                                     const ExpressionNames& names);

}  // namespace weir::rules
