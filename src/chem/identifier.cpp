#include "chem/identifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/fold.hpp"

namespace weir::chem {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// "alpha-" is as often written with the letter itself.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kGreek{
    {{"α", "alpha"}, {"β", "beta"}, {"γ", "gamma"}, {"δ", "delta"}, {"ω", "omega"}, {"′", ""}, {"’", ""}}};

}  // namespace

bool looks_like_cas(std::string_view text) noexcept {
  const std::size_t first = text.find('-');
  if (first == std::string_view::npos || first == 0) return false;
  const std::size_t second = text.find('-', first + 1);
  if (second == std::string_view::npos || second + 1 >= text.size()) return false;
  if (text.find('-', second + 1) != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '-'; });
}

tl::expected<std::string, std::string> read_cas(std::string_view text) {
  while (text.size() > 1 && text.front() == '0' && is_digit(text[1])) text.remove_prefix(1);
  const std::size_t first = text.find('-');
  if (!looks_like_cas(text) || first < 2 || first > 7 || text.size() != first + 5 || text[first + 3] != '-')
    return tl::unexpected(std::string("no CAS number: expected 2 to 7 digits, 2 digits and a check digit"));
  int sum = 0;
  int weight = 0;
  for (std::size_t i = text.size() - 1; i-- > 0;)
    if (is_digit(text[i])) sum += (text[i] - '0') * ++weight;
  const int expected = sum % 10;
  if (text.back() - '0' != expected)
    return tl::unexpected(
        fmt::format("wrong CAS number: its check digit is {}, expected {}", text.back(), expected));
  return std::string(text);
}

bool looks_like_inchikey(std::string_view text) noexcept {
  if (text.size() != 27 || text[14] != '-' || text[25] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != 14 && i != 25 && !is_letter(text[i])) return false;
  return true;
}

std::string fold_name(std::string_view text) {
  std::string folded;
  if (!text::is_ascii(text)) {
    folded = text::fold(text);
    text = folded;
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (is_digit(c) || is_letter(c)) {
      out += is_letter(c) ? static_cast<char>(c | 0x20) : c;
      ++i;
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x80) {
      ++i;
      continue;
    }
    const auto greek = std::find_if(kGreek.begin(), kGreek.end(), [&](const auto& letter) {
      return text.substr(i).starts_with(letter.first);
    });
    if (greek != kGreek.end()) {
      out += greek->second;
      i += greek->first.size();
      continue;
    }
    // Dashes and blanks of general punctuation (U+2000 to U+206F) and what was no UTF-8 (U+FFFD) are left
    // out; other letters stay.
    if (text.substr(i).starts_with("\xE2\x80") || text.substr(i).starts_with("\xE2\x81") ||
        text.substr(i).starts_with("\xEF\xBF\xBD")) {
      i += std::min<std::size_t>(3, text.size() - i);
      continue;
    }
    out += c;
    ++i;
  }
  return out;
}

std::string smiles_complaint(std::string_view text) {
  constexpr std::string_view kSigns = "()[]=#$:/\\.-+@%*~>";
  int open = 0;
  bool bracket = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_digit(c) && !is_letter(c) && kSigns.find(c) == std::string_view::npos)
      return fmt::format("byte {} is no part of a SMILES", i + 1);
    if (c == '[' && std::exchange(bracket, true)) return fmt::format("byte {}: '[' within '['", i + 1);
    if (c == ']' && !std::exchange(bracket, false)) return fmt::format("byte {}: ']' without '['", i + 1);
    if (bracket) continue;
    if (c == '(') ++open;
    if (c == ')' && --open < 0) return fmt::format("byte {}: ')' without '('", i + 1);
  }
  if (bracket) return "a '[' is not closed";
  if (open > 0) return "a '(' is not closed";
  return {};
}

}  // namespace weir::chem
