#include "ownership/share.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lists/csv.hpp"

namespace weir::ownership {
namespace {

constexpr Share kUnitsPerPercent = kWhole / 100;
constexpr int kDecimals = 7;

bool digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::string expected(std::string_view text) {
  return fmt::format("'{}' is no share; expected a percentage such as 50, 33.33, 25-50, >50 or 1/3", text);
}

bool eat(std::string_view& text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + ('a' - 'A')) : text[i];
    if (c != word[i]) return false;
  }
  text = lists::trim(text.substr(word.size()));
  return true;
}

// A plain decimal at the start of `text`, as the interval of shares around it.
tl::expected<ShareRange, std::string> eat_number(std::string_view& text, std::string_view whole) {
  std::size_t at = 0;
  std::uint64_t units = 0;
  bool any = false;
  bool rounded = false;
  for (; at < text.size() && digit(text[at]); ++at) {
    units = std::min<std::uint64_t>(units * 10 + static_cast<std::uint64_t>(text[at] - '0'), 1000000);
    any = true;
  }
  units *= kUnitsPerPercent;
  if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && digit(text[at + 1])) {
    std::uint64_t place = kUnitsPerPercent / 10;
    int decimals = 0;
    for (++at; at < text.size() && digit(text[at]); ++at, ++decimals) {
      const auto value = static_cast<std::uint64_t>(text[at] - '0');
      if (decimals < kDecimals) {
        units += value * place;
        place /= 10;
      } else {
        rounded = rounded || value != 0;
      }
    }
    any = true;
  }
  if (!any) return tl::unexpected(expected(whole));
  if (units > kWhole || (units == kWhole && rounded))
    return tl::unexpected(fmt::format("'{}' is more than 100 %", whole));
  text = lists::trim(text.substr(at));
  for (const std::string_view unit : {"%", "percent", "per cent", "pct", "-percent"}) {
    if (eat(text, unit)) break;
  }
  const auto share = static_cast<Share>(units);
  return ShareRange{.min = share, .max = rounded ? share + 1 : share};
}

// "1/3" of the whole.
std::optional<ShareRange> fraction(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view part) -> std::uint64_t {
    part = lists::trim(part);
    constexpr std::size_t kMostDigits = 9;
    if (part.empty() || part.size() > kMostDigits || !std::all_of(part.begin(), part.end(), digit)) return 0;
    std::uint64_t value = 0;
    for (const char c : part) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return value;
  };
  const std::uint64_t above = number(text.substr(0, slash));
  const std::uint64_t below = number(text.substr(slash + 1));
  if (above == 0 || below == 0 || above > below) return std::nullopt;
  const std::uint64_t scaled = above * kWhole;
  return ShareRange{.min = static_cast<Share>(scaled / below),
                    .max = static_cast<Share>((scaled + below - 1) / below)};
}

}  // namespace

tl::expected<ShareRange, std::string> parse_share(std::string_view text) {
  const std::string_view whole = lists::trim(text);
  text = whole;
  if (text.empty()) return tl::unexpected(expected(whole));
  if (text.front() == '-' || text.starts_with("\xE2\x88\x92"))
    return tl::unexpected(fmt::format("'{}' is negative; a share lies between 0 and 100 %", whole));
  if (text.find('/') != std::string_view::npos) {
    if (const auto exact = fraction(text)) return *exact;
    return tl::unexpected(expected(whole));
  }
  enum class Bound { None, AtLeast, MoreThan, AtMost, LessThan } bound = Bound::None;
  struct Word {
    std::string_view text;
    Bound bound;
  };
  constexpr Word kWords[] = {
      {">=", Bound::AtLeast},     {"\xE2\x89\xA5", Bound::AtLeast}, {"at least", Bound::AtLeast},
      {">", Bound::MoreThan},     {"more than", Bound::MoreThan},   {"over", Bound::MoreThan},
      {"<=", Bound::AtMost},      {"\xE2\x89\xA4", Bound::AtMost},  {"up to", Bound::AtMost},
      {"at most", Bound::AtMost}, {"<", Bound::LessThan},           {"less than", Bound::LessThan},
      {"under", Bound::LessThan}};
  for (const Word& word : kWords) {
    if (eat(text, word.text)) {
      bound = word.bound;
      break;
    }
  }
  const auto first = eat_number(text, whole);
  if (!first) return first;
  if (text.empty()) {
    switch (bound) {
      case Bound::None:
        return *first;
      case Bound::AtLeast:
        return ShareRange{.min = first->min, .max = kWhole};
      case Bound::MoreThan:
        if (first->min == kWhole) return tl::unexpected(fmt::format("'{}' is more than 100 %", whole));
        return ShareRange{.min = first->min + 1, .max = kWhole};
      case Bound::AtMost:
        return ShareRange{.min = 0, .max = first->max};
      case Bound::LessThan:
        if (first->max == 0) return tl::unexpected(fmt::format("'{}' is negative", whole));
        return ShareRange{.min = 0, .max = first->min == first->max ? first->max - 1 : first->min};
    }
  }
  if (bound != Bound::None) return tl::unexpected(expected(whole));
  if (text == "+") return ShareRange{.min = first->min, .max = kWhole};
  bool range = false;
  for (const std::string_view dash : {"-to-", "to", "-", "\xE2\x80\x93", "\xE2\x80\x94", "..."}) {
    if (eat(text, dash)) {
      range = true;
      break;
    }
  }
  if (!range) return tl::unexpected(expected(whole));
  const auto second = eat_number(text, whole);
  if (!second) return second;
  if (!text.empty()) return tl::unexpected(expected(whole));
  if (second->max < first->min)
    return tl::unexpected(fmt::format("'{}' falls: the lower share stands first", whole));
  return ShareRange{.min = first->min, .max = second->max};
}

}  // namespace weir::ownership
