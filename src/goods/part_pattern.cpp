#include "goods/part_pattern.hpp"

#include <algorithm>

namespace weir::goods {
namespace {

constexpr int kMostSteps = 20'000;  // of one match
constexpr std::size_t kMostAlternatives = 256;

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
// Letters of any script: the bytes of UTF-8 beyond ASCII count as letters.
bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

}  // namespace

std::optional<std::vector<PartPattern::Piece>> PartPattern::parse_pieces(std::string_view text, int depth) {
  std::vector<Piece> out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '#' || c == '@') {
      const bool many = at + 1 < text.size() && text[at + 1] == '+';
      out.push_back(
          {.kind = c == '#' ? (many ? Kind::Digits : Kind::Digit) : (many ? Kind::Letters : Kind::Letter)});
      at += many ? 2 : 1;
    } else if (c == '*') {
      out.push_back({.kind = Kind::Rest});
      ++at;
    } else if (c == '<') {
      const std::size_t dots = text.find("..", at);
      const std::size_t end = text.find('>', at);
      if (dots == std::string_view::npos || end == std::string_view::npos || dots > end) return {};
      const auto low = Number::parse(text.substr(at + 1, dots - at - 1));
      const auto high = Number::parse(text.substr(dots + 2, end - dots - 2));
      if (!low || !high || *high < *low) return {};
      out.push_back({.kind = Kind::Range, .low = *low, .high = *high});
      at = end + 1;
    } else if (c == '(') {
      const std::size_t end = text.find(')', at);
      if (end == std::string_view::npos || depth > 0) return {};
      Piece piece{.kind = Kind::OneOf};
      std::string_view inside = text.substr(at + 1, end - at - 1);
      for (;;) {
        const std::size_t bar = inside.find('|');
        auto choice = parse_pieces(inside.substr(0, bar), depth + 1);
        if (!choice || piece.choices.size() >= kMostAlternatives) return {};
        piece.choices.push_back(std::move(*choice));
        if (bar == std::string_view::npos) break;
        inside.remove_prefix(bar + 1);
      }
      out.push_back(std::move(piece));
      at = end + 1;
    } else if (c == ')' || c == '>' || c == '|') {
      return {};
    } else {
      if (out.empty() || out.back().kind != Kind::Text) out.push_back({.kind = Kind::Text});
      out.back().text.push_back(c);
      ++at;
    }
  }
  return out;
}

void PartPattern::note_first(const std::vector<Piece>& pieces) {
  const auto set = [&](auto test) {
    for (int c = 0; c < 256; ++c) {
      if (test(static_cast<char>(c))) first_[static_cast<std::size_t>(c)] = true;
    }
  };
  for (const Piece& piece : pieces) {
    switch (piece.kind) {
      case Kind::Text:
        first_[static_cast<unsigned char>(piece.text.front())] = true;
        return;
      case Kind::Digit:
      case Kind::Digits:
      case Kind::Range:
        set(is_digit);
        return;
      case Kind::Letter:
      case Kind::Letters:
        set(is_letter);
        return;
      case Kind::Rest:
        set([](char) { return true; });
        return;
      case Kind::OneOf: {
        bool open = false;
        for (const auto& choice : piece.choices) {
          if (choice.empty()) open = true;
          note_first(choice);
        }
        if (!open) return;
      }
    }
  }
}

std::optional<PartPattern> PartPattern::parse(std::string_view text) {
  auto pieces = parse_pieces(text, 0);
  if (!pieces || pieces->empty()) return {};
  PartPattern out;
  out.pieces_ = std::move(*pieces);
  out.note_first(out.pieces_);
  return out;
}

struct PartPattern::Matcher {
  std::string_view word;
  int steps = 0;

  // What is to be matched behind the pieces at hand: the rest of the row that a choice stands in.
  struct Behind {
    const std::vector<Piece>* pieces;
    std::size_t index;
    const Behind* behind;
  };

  // Do the pieces from `index` on, and what stands behind them, take the word from `at` to its end?
  bool match(const std::vector<Piece>& pieces, std::size_t index, std::size_t at, const Behind* behind) {
    if (++steps > kMostSteps) return false;
    if (index == pieces.size()) {
      if (behind == nullptr) return at == word.size();
      return match(*behind->pieces, behind->index, at, behind->behind);
    }
    const Piece& piece = pieces[index];
    const auto next = [&](std::size_t from) { return match(pieces, index + 1, from, behind); };
    switch (piece.kind) {
      case Kind::Text:
        return word.substr(at).starts_with(piece.text) && next(at + piece.text.size());
      case Kind::Digit:
        return at < word.size() && is_digit(word[at]) && next(at + 1);
      case Kind::Letter:
        return at < word.size() && is_letter(word[at]) && next(at + 1);
      case Kind::Digits:
      case Kind::Letters: {
        const auto fits = piece.kind == Kind::Digits ? is_digit : is_letter;
        std::size_t end = at;
        while (end < word.size() && fits(word[end])) ++end;
        for (; end > at; --end) {
          if (next(end)) return true;
        }
        return false;
      }
      case Kind::Range: {
        std::size_t end = at;
        while (end < word.size() && (is_digit(word[end]) || word[end] == '.')) ++end;
        if (end == at) return false;
        const auto value = Number::parse(word.substr(at, end - at));
        return value && *value >= piece.low && *value <= piece.high && next(end);
      }
      case Kind::OneOf: {
        const Behind rest{&pieces, index + 1, behind};
        // Most of a long row of makers' prefixes fail at their first byte.
        return std::any_of(piece.choices.begin(), piece.choices.end(), [&](const auto& choice) {
          if (!choice.empty() && choice.front().kind == Kind::Text &&
              (at >= word.size() || word[at] != choice.front().text.front()))
            return false;
          return match(choice, 0, at, &rest);
        });
      }
      case Kind::Rest:
        if (index + 1 == pieces.size() && behind == nullptr) return true;  // anything, to the end
        for (std::size_t end = word.size() + 1; end-- > at;) {
          if (next(end)) return true;
        }
        return false;
    }
    return false;
  }
};

bool PartPattern::matches(std::string_view word) const {
  if (word.empty() || !first_[static_cast<unsigned char>(word.front())]) return false;
  Matcher matcher{.word = word};
  return matcher.match(pieces_, 0, 0, nullptr);
}

}  // namespace weir::goods
