#include "facts/date_grammar.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include "facts/date_words.hpp"

namespace weir::facts {
namespace {

constexpr std::size_t kMaxText = 200;
constexpr std::size_t kMaxTokens = 24;

enum class TokenKind { Number, Month, Separator, RangeWord, Circa, Part };
enum class YearPart { Early, Mid, Late };

struct Token {
  TokenKind kind = TokenKind::Separator;
  int value = 0;        // number, month 1..12, separator character or YearPart
  int digits = 0;       // of a number
  bool decade = false;  // "1980s"
};
using Tokens = std::span<const Token>;

struct Buffer {
  std::array<Token, kMaxTokens> tokens{};
  std::size_t size = 0;

  bool push(Token token) {
    if (size == kMaxTokens) return false;
    tokens[size++] = token;
    return true;
  }
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// Bytes of UTF-8 letters count as letters: "März", "août".
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Lower case; dashes of every width and the Han marks of year and month become '-'; a time of day is cut off.
std::string plain_text(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kFolds = {{
      {"\u2010", "-"},
      {"\u2011", "-"},
      {"\u2012", "-"},
      {"\u2013", "-"},
      {"\u2014", "-"},
      {"\u2212", "-"},
      {"\u00a0", " "},
      {"\u202f", " "},
      {"\u2019", "'"},
      {"年", "-"},
      {"月", "-"},
      {"日", " "},
  }};
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x80) {
      const auto fold = std::find_if(kFolds.begin(), kFolds.end(),
                                     [&](const auto& f) { return text.substr(i).starts_with(f.first); });
      if (fold != kFolds.end()) {
        out += fold->second;
        i += fold->first.size();
        continue;
      }
    }
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    ++i;
  }
  const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  const auto is_tail = [&](char c) { return is_blank(c) || c == '.' || c == ';' || c == ',' || c == '-'; };
  while (!out.empty() && is_tail(out.back())) out.pop_back();
  std::size_t blank = 0;
  while (blank < out.size() && is_blank(out[blank])) ++blank;
  return out.substr(blank);
}

// "1980-12-19T00:00:00.000+02:00" -> "1980-12-19"; XML Schema also puts a zone right after a date. The text
// is already lower case.
std::string_view without_time(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && colon > 0) {
    std::size_t cut = colon;
    while (cut > 0 && is_digit(text[cut - 1])) --cut;
    const bool hours = colon - cut == 1 || colon - cut == 2;
    const bool mark = cut > 8 && std::string_view("t +-").find(text[cut - 1]) != std::string_view::npos;
    const std::string_view rest = text.substr(cut);
    if (hours && mark && rest.find_first_not_of("0123456789:.,+-z apmutcg") == std::string_view::npos) {
      text = text.substr(0, cut - 1);
      while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    }
  }
  if (text.size() >= 10 && text.back() == 'z' && is_digit(text[text.size() - 2])) text.remove_suffix(1);
  return text;
}

bool read_number(std::string_view text, std::size_t& i, Buffer& out) {
  Token token;
  token.kind = TokenKind::Number;
  while (i < text.size() && is_digit(text[i])) {
    if (++token.digits > 8) return false;
    token.value = token.value * 10 + (text[i] - '0');
    ++i;
  }
  std::string_view rest = text.substr(i);
  if (token.digits == 4 && token.value % 10 == 0 && (rest.starts_with("s") || rest.starts_with("'s"))) {
    i += rest.front() == 's' ? 1 : 2;
    token.decade = true;
  } else if (token.digits <= 2) {
    for (const std::string_view ordinal : {"st", "nd", "rd", "th"}) {
      if (rest.starts_with(ordinal)) i += 2;
    }
  }
  return out.push(token);
}

bool read_word(std::string_view text, std::size_t& i, Buffer& out) {
  const std::size_t begin = i;
  while (i < text.size() && is_letter(text[i])) ++i;
  const std::string_view word = text.substr(begin, i - begin);
  if (const int month = month_of(word); month != 0) return out.push({TokenKind::Month, month});
  if (is_filler(word)) return true;
  if (is_range_word(word)) return out.push({TokenKind::RangeWord});
  if (is_circa(word)) return out.push({TokenKind::Circa});
  if (one_of(word, {"early", "beginning", "début"})) {
    return out.push({TokenKind::Part, static_cast<int>(YearPart::Early)});
  }
  if (one_of(word, {"mid", "middle"})) return out.push({TokenKind::Part, static_cast<int>(YearPart::Mid)});
  if (one_of(word, {"late", "end", "fin"}))
    return out.push({TokenKind::Part, static_cast<int>(YearPart::Late)});
  // "dd/mm/1980" and "XX/XX/1980": the list's way to leave a field open.
  if (one_of(word, {"dd", "mm", "xx"})) return out.push({TokenKind::Number, 0, 2});
  return false;
}

bool tokenize(std::string_view text, Buffer& out) {
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (is_digit(c)) {
      if (!read_number(text, i, out)) return false;
    } else if (is_letter(c)) {
      if (!read_word(text, i, out)) return false;
    } else {
      ++i;
      if (c == '-' || c == '/' || c == '.') {
        // The dot of "Dec." and of "c." is no separator.
        const bool after_word = out.size > 0 && out.tokens[out.size - 1].kind != TokenKind::Number;
        if (c == '.' && after_word) continue;
        if (!out.push({TokenKind::Separator, c})) return false;
      } else if (c == '~' || c == '?') {
        if (!out.push({TokenKind::Circa})) return false;
      } else if (std::string_view(" \t\r\n\v\f,()[]:").find(c) == std::string_view::npos) {
        return false;
      }
    }
  }
  return true;
}

bool valid(const PartialDate& date) {
  if (date.year < kMinYear || date.year > kMaxYear || date.month < 0 || date.month > 12 || date.day < 0)
    return false;
  if (date.day == 0) return true;
  namespace ch = std::chrono;
  return ch::year_month_day{ch::year{date.year}, ch::month{static_cast<unsigned>(date.month)},
                            ch::day{static_cast<unsigned>(date.day)}}
      .ok();
}

// A day without its month tells no more than the year.
std::optional<PartialDate> checked(int year, int month, int day) {
  if (day > 31) return std::nullopt;
  PartialDate date{year, month, month == 0 ? 0 : day};
  if (!valid(date)) return std::nullopt;
  return date;
}

// The numbers and month names of one point, without what parts them.
struct Elements {
  std::array<Token, 3> items{};
  std::size_t size = 0;
  int separator = 0;  // the character between numbers; 0 when only blanks

  [[nodiscard]] bool number(std::size_t i, int min_digits, int max_digits) const {
    const Token& t = items.at(i);
    return t.kind == TokenKind::Number && !t.decade && t.digits >= min_digits && t.digits <= max_digits;
  }
  [[nodiscard]] bool day(std::size_t i) const { return number(i, 1, 2); }
  [[nodiscard]] bool year(std::size_t i) const { return number(i, 4, 4); }
  [[nodiscard]] bool month_name(std::size_t i) const { return items.at(i).kind == TokenKind::Month; }
  [[nodiscard]] int value(std::size_t i) const { return items.at(i).value; }
};

std::optional<Elements> elements_of(Tokens tokens) {
  Elements out;
  bool separated = true;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::Separator) {
      if (separated) return std::nullopt;  // at the start, or two in a row
      if (out.separator != 0 && out.separator != token.value) return std::nullopt;
      out.separator = token.value;
      separated = true;
      continue;
    }
    if (token.kind != TokenKind::Number && token.kind != TokenKind::Month) return std::nullopt;
    if (out.size == out.items.size()) return std::nullopt;
    out.items[out.size++] = token;
    separated = false;
  }
  if (out.size == 0 || separated) return std::nullopt;
  return out;
}

std::optional<PartialDate> read_point(Tokens tokens, bool month_first) {
  const auto e = elements_of(tokens);
  if (!e) return std::nullopt;
  if (e->size == 1) {
    if (e->year(0)) return checked(e->value(0), 0, 0);
    if (e->number(0, 8, 8)) return checked(e->value(0) / 10000, e->value(0) / 100 % 100, e->value(0) % 100);
    return std::nullopt;
  }
  if (e->size == 2) {
    if (e->month_name(0) && e->year(1)) return checked(e->value(1), e->value(0), 0);
    if (e->month_name(1) && e->year(0)) return checked(e->value(0), e->value(1), 0);
    if (e->separator == 0) return std::nullopt;
    if (e->day(0) && e->year(1)) return checked(e->value(1), e->value(0), 0);
    if (e->year(0) && e->day(1)) return checked(e->value(0), e->value(1), 0);
    return std::nullopt;
  }
  if (e->year(2)) {
    if (e->day(0) && e->month_name(1)) return checked(e->value(2), e->value(1), e->value(0));
    if (e->month_name(0) && e->day(1)) return checked(e->value(2), e->value(0), e->value(1));
    if (e->day(0) && e->day(1)) {
      // Dots stand between day and month only where the day comes first.
      const bool swap = month_first && e->separator != '.';
      return checked(e->value(2), e->value(swap ? 0 : 1), e->value(swap ? 1 : 0));
    }
    return std::nullopt;
  }
  if (e->year(0) && e->day(2)) {
    if (e->month_name(1) || e->day(1)) return checked(e->value(0), e->value(1), e->value(2));
  }
  return std::nullopt;
}

// "1980s", "late 1960s", "early 1980". The thirds overlap on purpose: nobody agrees where "late" begins, and
// a bound drawn too tight would speak against a true match.
std::optional<DateExpression> read_span(Tokens tokens) {
  DateExpression out;
  std::optional<int> part;
  if (!tokens.empty() && tokens.front().kind == TokenKind::Part) {
    part = tokens.front().value;
    tokens = tokens.subspan(1);
    if (!tokens.empty() && tokens.front().kind == TokenKind::Separator)
      tokens = tokens.subspan(1);  // "mid-1980"
  }
  if (tokens.size() != 1 || tokens[0].kind != TokenKind::Number) return std::nullopt;
  const Token& token = tokens[0];
  if (!token.decade && (!part || token.digits != 4)) return std::nullopt;
  int first = 0;
  int last = token.decade ? 9 : 11;
  if (part) {
    out.circa = true;
    const int width = token.decade ? 5 : 6;
    if (*part == static_cast<int>(YearPart::Early)) last = width - 1;
    if (*part == static_cast<int>(YearPart::Late)) first = last - width + 1;
    if (*part == static_cast<int>(YearPart::Mid)) {
      first = 3;
      last = token.decade ? 7 : 8;
    }
  }
  if (token.decade) {
    out.first = {token.value + first, 0, 0};
    out.last = PartialDate{token.value + last, 0, 0};
  } else {
    out.first = {token.value, first + 1, 0};
    out.last = PartialDate{token.value, last + 1, 0};
  }
  if (!valid(out.first) || !valid(*out.last)) return std::nullopt;
  return out;
}

// The left end of a range may lack what the right end says ("Sep-Oct 1960", "19 to 21 Dec 1980"), the right
// end the century ("1960-65").
std::optional<DateExpression> read_range(Tokens left, Tokens right, bool month_first) {
  if (left.empty() || right.empty()) return std::nullopt;
  DateExpression out;
  std::optional<PartialDate> first = read_point(left, month_first);
  std::optional<PartialDate> last = read_point(right, month_first);
  // Only after the year itself: "2021-02-30" is an impossible day, not February 2021 to 2030.
  const bool after_year = left.back().kind == TokenKind::Number && left.back().digits == 4;
  if (first && !last && after_year && right.size() == 1 && right[0].kind == TokenKind::Number &&
      right[0].digits == 2) {
    last = checked(first->year / 100 * 100 + right[0].value, 0, 0);
  } else if (!first && last) {
    const bool one = left.size() == 1;
    if (one && left[0].kind == TokenKind::Month) {
      first = checked(last->year, left[0].value, 0);
    } else if (one && left[0].kind == TokenKind::Number && left[0].digits <= 2 && last->day != 0) {
      first = checked(last->year, last->month, left[0].value);
    } else if (left.size() == 2) {
      const bool day_first = left[0].kind == TokenKind::Number && left[1].kind == TokenKind::Month;
      const bool name_first = left[0].kind == TokenKind::Month && left[1].kind == TokenKind::Number;
      const Token& day = left[day_first ? 0 : 1];
      if ((day_first || name_first) && day.digits <= 2) {
        first = checked(last->year, left[day_first ? 1 : 0].value, day.value);
      }
    }
  }
  if (!first || !last) {
    const auto early = read_span(left);
    const auto late = read_span(right);
    if ((!first && !early) || (!last && !late)) return std::nullopt;
    out.circa = (early && early->circa) || (late && late->circa);
    if (!first) first = early->first;
    if (!last) last = late->last;
  }
  out.first = *first;
  out.last = *last;
  return out;
}

}  // namespace

std::optional<DateExpression> read_date_expression(std::string_view text, bool month_first) {
  if (text.size() > kMaxText) return std::nullopt;
  const std::string plain = plain_text(text);
  Buffer buffer;
  if (!tokenize(without_time(plain), buffer)) return std::nullopt;

  // "circa" may stand before, after or between; it colours the whole.
  const auto end = buffer.tokens.begin() + static_cast<std::ptrdiff_t>(buffer.size);
  const auto kept =
      std::remove_if(buffer.tokens.begin(), end, [](const Token& t) { return t.kind == TokenKind::Circa; });
  const bool circa = kept != end;
  const Tokens tokens(buffer.tokens.data(), static_cast<std::size_t>(kept - buffer.tokens.begin()));

  std::optional<DateExpression> out;
  if (const auto point = read_point(tokens, month_first)) {
    out = DateExpression{*point, std::nullopt, false};
  } else {
    out = read_span(tokens);
  }
  for (std::size_t i = 0; !out && i < tokens.size(); ++i) {
    const bool word = tokens[i].kind == TokenKind::RangeWord;
    const bool dash = tokens[i].kind == TokenKind::Separator && tokens[i].value != '.';
    if (word || dash) out = read_range(tokens.first(i), tokens.subspan(i + 1), month_first);
  }
  if (out && circa) out->circa = true;
  return out;
}

}  // namespace weir::facts
