#include "text/numbers.hpp"

#include <algorithm>
#include <array>

namespace weir::text {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string without_zeros(std::string_view digits) {
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return std::string(digits.substr(first));
}

}  // namespace

std::string plain_digits(std::string_view word) {
  if (all_digits(word)) return without_zeros(word);
  for (const std::string_view start : {"no", "nr", "num", "n"}) {
    if (word.starts_with(start) && all_digits(word.substr(start.size())))
      return without_zeros(word.substr(start.size()));
  }
  const std::size_t end = word.find_first_not_of("0123456789");
  if (end == 0 || end == std::string_view::npos) return {};
  return ordinal_ending(word.substr(end)) ? without_zeros(word.substr(0, end)) : std::string{};
}

int roman_number(std::string_view word) noexcept {
  constexpr std::size_t kLongest = 8;
  if (word.size() < 2 || word.size() > kLongest) return 0;
  if (word[0] != 'x' && word[0] != 'i' && word[0] != 'v' && word[0] != 'l') return 0;
  int value = 0;
  std::size_t at = 0;
  // XL alone is a size, and Li, Liv, Lv are names.
  constexpr int kForty = 40;
  constexpr int kFifty = 50;
  if (word.size() > 2 && word.starts_with("xl")) {
    value = kForty;
    at = 2;
  } else if (word.starts_with("lx")) {
    value = kFifty;
    at = 1;
  } else if (word[0] == 'l') {
    return 0;
  }
  const std::size_t tens = at;
  while (value != kForty && at < word.size() && word[at] == 'x' && at < tens + 3) {
    value += 10;
    ++at;
  }
  constexpr std::array<std::string_view, 10> kUnits{"",  "i",  "ii",  "iii",  "iv",
                                                    "v", "vi", "vii", "viii", "ix"};
  const auto unit = std::find(kUnits.begin(), kUnits.end(), word.substr(at));
  return unit == kUnits.end() ? 0 : value + static_cast<int>(unit - kUnits.begin());
}

int roman_letter(std::string_view word) noexcept {
  if (word == "i") return 1;
  if (word == "v") return 5;
  return word == "x" ? 10 : 0;
}

bool announces_number(std::string_view word) noexcept {
  constexpr std::array<std::string_view, 22> kWords{
      "第",     "제",     "nomor",  "nro", "broj",  "cislo",  "numara", "شماره", "no",  "nr",  "num",
      "number", "numero", "nummer", "n",   "номер", "number", "numer",  "ном",   "رقم", "num", "numara"};
  // All of them begin so, or are in another script.
  if (word.empty()) return false;
  const auto first = static_cast<unsigned char>(word[0]);
  if (first < 0x80 && first != 'n' && first != 'b' && first != 'c') return false;
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool ordinal_ending(std::string_view word) noexcept {
  constexpr std::array<std::string_view, 23> kEndings{"호",  "号", "號", "st",  "nd", "rd", "th",  "er",
                                                      "eme", "e",  "re", "ere", "a",  "o",  "й",   "я",
                                                      "е",   "го", "ый", "ая",  "ое", "ой", "inci"};
  return std::find(kEndings.begin(), kEndings.end(), word) != kEndings.end();
}

}  // namespace weir::text
