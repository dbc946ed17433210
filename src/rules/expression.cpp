#include "rules/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "rules/words.hpp"

namespace weir::rules {
namespace {

constexpr std::array<std::string_view, 10> kAtoms{"hs",   "set",    "eccn", "chemical", "to",
                                                  "from", "origin", "via",  "party",    "document"};
constexpr std::size_t kMaxDepth = 64;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(char c) {
  return is_word_start(c) || is_digit(c);
}

class Parser {
 public:
  Parser(std::string_view text, const ExpressionNames& names, Expression& out, std::size_t depth,
         const Parser* outer = nullptr, std::string_view own_term = {})
      : text_(text), names_(names), out_(out), depth_(depth), outer_(outer), own_term_(own_term) {}

  // The index of the root; nullopt with a message.
  std::optional<std::uint32_t> whole() {
    const auto root = alternatives();
    if (!root) return std::nullopt;
    skip();
    if (at_ < text_.size()) return fail("end of the expression, 'and' or 'or'");
    return root;
  }
  [[nodiscard]] std::string& message() { return message_; }

 private:
  std::nullopt_t fail(std::string_view expected) {
    if (!message_.empty()) return std::nullopt;
    const std::string_view rest = text_.substr(std::min(at_, text_.size()), 20);
    message_ = rest.empty()
                   ? fmt::format("column {}: the expression ends here; expected {}", at_ + 1, expected)
                   : fmt::format("column {}: found '{}'; expected {}", at_ + 1, rest, expected);
    return std::nullopt;
  }
  std::nullopt_t say(std::string text) {
    if (message_.empty()) message_ = std::move(text);
    return std::nullopt;
  }

  void skip() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  std::string_view peek_word() {
    skip();
    std::size_t end = at_;
    if (end < text_.size() && is_word_start(text_[end])) {
      while (end < text_.size() && is_word(text_[end])) ++end;
    }
    return text_.substr(at_, end - at_);
  }
  bool take(std::string_view token) {
    skip();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  bool take_word(std::string_view word) {
    if (peek_word() != word) return false;
    at_ += word.size();
    return true;
  }

  std::optional<std::uint32_t> add(Node node) {
    if (out_.nodes.size() >= kMaxNodes) return say(fmt::format("more than {} terms", kMaxNodes));
    out_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(out_.nodes.size() - 1);
  }
  std::optional<std::uint32_t> pair(Node::Op op, std::uint32_t left, std::uint32_t right) {
    Node node;
    node.op = op;
    node.left = left;
    node.right = right;
    return add(std::move(node));
  }

  std::optional<std::uint32_t> alternatives() {
    if (++depth_ > kMaxDepth) return say(fmt::format("nested deeper than {}", kMaxDepth));
    auto left = conjunction();
    while (left && take_word("or")) {
      const auto right = conjunction();
      left = right ? pair(Node::Op::Or, *left, *right) : std::nullopt;
    }
    --depth_;
    return left;
  }
  std::optional<std::uint32_t> conjunction() {
    auto left = negation();
    while (left && take_word("and")) {
      const auto right = negation();
      left = right ? pair(Node::Op::And, *left, *right) : std::nullopt;
    }
    return left;
  }
  std::optional<std::uint32_t> negation() {
    if (!take_word("not")) return primary();
    if (++depth_ > kMaxDepth) return say(fmt::format("nested deeper than {}", kMaxDepth));
    const auto inner = negation();
    --depth_;
    if (!inner) return std::nullopt;
    Node node;
    node.op = Node::Op::Not;
    node.left = *inner;
    return add(std::move(node));
  }

  std::optional<std::uint32_t> primary() {
    skip();
    if (take("(")) {
      const auto inner = alternatives();
      if (inner && !take(")")) return fail("')'");
      return inner;
    }
    if (take("$")) return term();
    const std::string_view word = peek_word();
    if (word.empty()) return fail("a fact, an atom such as to:ru, 'not' or '('");
    if (word == "true" || word == "false") {
      at_ += word.size();
      Node node;
      node.constant = word == "true";
      return add(std::move(node));
    }
    if (word == "and" || word == "or" || word == "in") return fail("a fact or '('");
    const std::size_t after = at_ + word.size();
    if (after < text_.size() && text_[after] == ':') return atom(word);
    return fact(word);
  }

  std::optional<std::uint32_t> term() {
    const std::string name(peek_word());
    if (name.empty()) return fail("the name of a term");
    const std::string* text = names_.term ? names_.term(name) : nullptr;
    if (text == nullptr) return say(fmt::format("column {}: there is no term '{}'", at_ + 1, name));
    at_ += name.size();
    for (const Parser* around = this; around != nullptr; around = around->outer_) {
      if (around->own_term_ == name) return say(fmt::format("term '{}' leads back to itself", name));
    }
    Parser inner(*text, names_, out_, depth_ + 1, this, name);
    const auto root = inner.whole();
    if (!root) return say(fmt::format("in term '{}': {}", name, inner.message()));
    return root;
  }

  std::optional<std::uint32_t> atom(std::string_view word) {
    const auto* const found = std::find(kAtoms.begin(), kAtoms.end(), word);
    if (found == kAtoms.end())
      return fail("one of hs:, set:, eccn:, chemical:, to:, from:, origin:, via:, party:, document:");
    const std::size_t start = at_;
    at_ += word.size() + 1;
    std::size_t end = at_;
    while (end < text_.size() && !is_space(text_[end]) && text_[end] != ')' && text_[end] != '(') ++end;
    const std::string_view value = text_.substr(at_, end - at_);
    Node node;
    node.op = Node::Op::Atom;
    node.atom = static_cast<AtomKind>(found - kAtoms.begin());
    const auto bad = [&](std::string_view expected) {
      at_ = start;
      return fail(expected);
    };
    switch (node.atom) {
      case AtomKind::Code: {
        const auto digits = code_digits(value, names_.nomenclature);
        if (!digits) return bad("hs: and a code of 2, 4, 6 or more digits that can exist");
        node.code = {*digits, names_.nomenclature, false};
        node.name = *digits;
        break;
      }
      case AtomKind::Eccn: {
        const auto pattern = normal_eccn_pattern(value);
        if (!pattern) return bad("eccn: and a control number such as 3A090.a, 3A* or *");
        node.name = *pattern;
        break;
      }
      case AtomKind::Chemical: {
        const auto chemical = normal_chemical(value);
        if (!chemical) return bad("chemical:cas:NUMBER with a right check digit, or chemical:class:NAME");
        node.name = *chemical;
        break;
      }
      default:
        if (value.empty()) return bad("a value behind the colon");
        node.name = value;
        break;
    }
    at_ = end;
    return add(std::move(node));
  }

  std::optional<Compare> operation() {
    if (take(">=")) return Compare::GreaterOrEqual;
    if (take("<=")) return Compare::LessOrEqual;
    if (take("!=")) return Compare::NotEqual;
    if (take(">")) return Compare::Greater;
    if (take("<")) return Compare::Less;
    if (take("=")) return Compare::Equal;
    return std::nullopt;
  }

  std::optional<std::string> quoted() {
    skip();
    if (at_ >= text_.size() || (text_[at_] != '\'' && text_[at_] != '"')) {
      fail("a text in quotes");
      return std::nullopt;
    }
    const char quote = text_[at_];
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) {
      fail("a closing quote");
      return std::nullopt;
    }
    std::string out(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return out;
  }

  std::optional<std::uint32_t> fact(std::string_view word) {
    const FactDefinition* definition = names_.fact ? names_.fact(word) : nullptr;
    if (definition == nullptr)
      return say(fmt::format("column {}: there is no fact '{}' in the fact table", at_ + 1, word));
    Node node;
    node.name = word;
    at_ += word.size();
    switch (definition->kind) {
      case FactKind::Flag:
        node.op = Node::Op::Flag;
        return add(std::move(node));
      case FactKind::Number:
        return number_test(*definition, std::move(node));
      case FactKind::Text:
        return text_test(*definition, std::move(node));
    }
    return std::nullopt;
  }

  std::optional<std::uint32_t> number_test(const FactDefinition& definition, Node node) {
    const auto compare = operation();
    if (!compare) return fail(fmt::format("a comparison: '{}' is a number", definition.name));
    skip();
    std::size_t end = at_;
    while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.' || text_[end] == '_' ||
                                  (end == at_ && (text_[end] == '-' || text_[end] == '+'))))
      ++end;
    const auto number = Number::parse(text_.substr(at_, end - at_));
    if (!number) return fail("a decimal number of at most 18 digits");
    at_ = end;
    // A unit, where one is written, must be the fact's own: nothing is converted.
    skip();
    if (at_ < text_.size() && text_[at_] != ')') {
      const std::string_view unit_word = peek_word();
      if (unit_word != "and" && unit_word != "or") {
        if (definition.unit.empty() || !take(definition.unit)) {
          return fail(definition.unit.empty()
                          ? fmt::format("no unit: '{}' has none", definition.name)
                          : fmt::format("the unit of '{}', which is {}", definition.name, definition.unit));
        }
      }
    }
    node.op = Node::Op::Number;
    node.compare = *compare;
    node.number = *number;
    return add(std::move(node));
  }

  std::optional<std::uint32_t> text_test(const FactDefinition& definition, Node node) {
    node.op = Node::Op::Text;
    if (take_word("in")) {
      if (!take("(")) return fail("'(' and texts");
      do {
        auto text = quoted();
        if (!text) return std::nullopt;
        node.texts.push_back(std::move(*text));
      } while (take(","));
      if (!take(")")) return fail("',' or ')'");
    } else {
      const auto compare = operation();
      if (!compare || (*compare != Compare::Equal && *compare != Compare::NotEqual))
        return fail(fmt::format("=, != or in: '{}' is a text", definition.name));
      node.compare = *compare;
      auto text = quoted();
      if (!text) return std::nullopt;
      node.texts.push_back(std::move(*text));
    }
    for (const std::string& text : node.texts) {
      if (!definition.choices.empty() &&
          std::find(definition.choices.begin(), definition.choices.end(), text) == definition.choices.end())
        return say(fmt::format("'{}' is not a value of '{}'; expected one of: {}", text, definition.name,
                               join(definition.choices)));
    }
    return add(std::move(node));
  }

  std::string_view text_;
  const ExpressionNames& names_;
  Expression& out_;
  std::size_t depth_;
  const Parser* outer_;        // that met the term which this one reads
  std::string_view own_term_;  // its name
  std::size_t at_ = 0;
  std::string message_;
};

void print(const Expression& expression, std::uint32_t index, std::string& out) {
  const Node& node = expression.nodes[index];
  switch (node.op) {
    case Node::Op::Constant:
      out += node.constant ? "true" : "false";
      break;
    case Node::Op::And:
    case Node::Op::Or:
      out += '(';
      print(expression, node.left, out);
      out += node.op == Node::Op::And ? " and " : " or ";
      print(expression, node.right, out);
      out += ')';
      break;
    case Node::Op::Not:
      out += "not ";
      print(expression, node.left, out);
      break;
    case Node::Op::Flag:
      out += node.name;
      break;
    case Node::Op::Number:
      out += fmt::format("{} {} {}", node.name, compare_text(node.compare), node.number.text(18));
      break;
    case Node::Op::Text:
      if (node.texts.size() == 1)
        out += fmt::format("{} {} '{}'", node.name, compare_text(node.compare), node.texts.front());
      else
        out += fmt::format("{} in ('{}')", node.name, fmt::join(node.texts, "', '"));
      break;
    case Node::Op::Atom:
      out += fmt::format("{}:{}", atom_text(node.atom), node.name);
      if (node.atom == AtomKind::Code) out += fmt::format("[{}]", nomenclature_text(node.code.nomenclature));
      break;
  }
}

}  // namespace

std::string_view compare_text(Compare compare) noexcept {
  constexpr std::array<std::string_view, 6> kWords{"<", "<=", "=", "!=", ">=", ">"};
  return kWords.at(static_cast<std::size_t>(compare));
}

std::string_view atom_text(AtomKind kind) noexcept {
  return kAtoms.at(static_cast<std::size_t>(kind));
}

std::string Expression::text() const {
  std::string out;
  if (!nodes.empty()) print(*this, static_cast<std::uint32_t>(nodes.size() - 1), out);
  return out;
}

std::vector<std::string> Expression::facts() const {
  std::vector<std::string> out;
  for (const Node& node : nodes) {
    if (node.op == Node::Op::Flag || node.op == Node::Op::Number || node.op == Node::Op::Text)
      out.push_back(node.name);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

tl::expected<Expression, std::string> parse_expression(std::string_view text, const ExpressionNames& names) {
  Expression out;
  if (trim(text).empty()) return out;
  if (text.size() > kMaxExpression)
    return tl::unexpected(fmt::format("{} bytes long; expected at most {}", text.size(), kMaxExpression));
  Parser parser(text, names, out, 0);
  if (!parser.whole()) return tl::unexpected(std::move(parser.message()));
  return out;
}

}  // namespace weir::rules
