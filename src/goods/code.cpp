#include "goods/code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/fold.hpp"

namespace weir::goods {
namespace {

constexpr std::size_t kMostBytes = 80;  // a longer text is no code

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

struct Prefix {
  std::string_view folded;  // as text::fold() leaves it
  TariffSystem system;
};
// Longer wordings first.
constexpr std::array<Prefix, 22> kPrefixes{{
    {"harmonized system code", TariffSystem::Hs},
    {"harmonised system code", TariffSystem::Hs},
    {"commodity code", TariffSystem::Unsaid},
    {"tariff code", TariffSystem::Unsaid},
    {"customs code", TariffSystem::Unsaid},
    {"schedule b", TariffSystem::ScheduleB},
    {"sch. b", TariffSystem::ScheduleB},
    {"sch b", TariffSystem::ScheduleB},
    {"код тн вэд еаэс", TariffSystem::TnVed},
    {"тн вэд еаэс", TariffSystem::TnVed},
    {"код тн вэд", TariffSystem::TnVed},
    {"тн вэд", TariffSystem::TnVed},
    {"тнвэд", TariffSystem::TnVed},
    {"hs编码", TariffSystem::Hs},
    {"海关编码", TariffSystem::ChinaTariff},
    {"商品编码", TariffSystem::ChinaTariff},
    {"htsus", TariffSystem::Hts},
    {"hts", TariffSystem::Hts},
    {"taric", TariffSystem::Taric},
    {"hs code", TariffSystem::Hs},
    {"hs", TariffSystem::Hs},
    {"cn", TariffSystem::Cn},
}};

// The folded text without a system's name and what joins it to the number.
std::string_view strip_prefix(std::string_view folded, TariffSystem& system) {
  while (!folded.empty() && folded.front() == ' ') folded.remove_prefix(1);
  for (const Prefix& prefix : kPrefixes) {
    if (!folded.starts_with(prefix.folded)) continue;
    std::string_view rest = folded.substr(prefix.folded.size());
    if (rest.starts_with(" code")) rest.remove_prefix(5);
    // "HS-2022: 8542.31": the year is not part of the code.
    if (prefix.system == TariffSystem::Hs) {
      for (const std::string_view year : {" 2017", "-2017", "2017", " 2022", "-2022", "2022"}) {
        if (rest.size() > year.size() && rest.starts_with(year) && !is_digit(rest[year.size()])) {
          rest.remove_prefix(year.size());
          break;
        }
      }
    }
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == ':' || rest.front() == '#' ||
                             rest.front() == '.' || rest.front() == '='))
      rest.remove_prefix(1);
    if (rest.empty() || !is_digit(rest.front())) continue;
    system = prefix.system;
    return rest;
  }
  return folded;
}

constexpr std::string_view kJoiners = " .-/_\t";

Fault fault(std::string message) {
  return {.kind = FaultKind::BadArgument, .field = "code", .message = std::move(message)};
}

}  // namespace

bool looks_like_code(std::string_view text) {
  if (text.size() > kMostBytes) return false;
  const std::string folded = text::fold(text);
  TariffSystem system = TariffSystem::Unsaid;
  const std::string_view rest = strip_prefix(folded, system);
  if (rest.empty() || !is_digit(rest.front())) return false;
  const bool said = rest.data() != folded.data() && rest.size() != folded.size();
  const auto digits = static_cast<std::size_t>(std::count_if(rest.begin(), rest.end(), is_digit));
  const bool only = std::all_of(rest.begin(), rest.end(), [](char c) {
    return is_digit(c) || kJoiners.find(c) != std::string_view::npos;
  });
  if (only) return said || digits >= 4;
  // "8.54231e+09": what a spreadsheet makes of a code.
  return digits >= 4 && std::all_of(rest.begin(), rest.end(),
                                    [](char c) { return is_digit(c) || c == '.' || c == 'e' || c == '+'; });
}

tl::expected<WrittenCode, Fault> read_code(std::string_view text) {
  if (text.size() > kMostBytes)
    return tl::unexpected(
        fault(fmt::format("{} bytes long; expected a code of 4 to 10 digits", text.size())));
  const std::string folded = text::fold(text);
  WrittenCode code;
  const std::string_view rest = strip_prefix(folded, code.system);
  if (rest.find('e') != std::string_view::npos && rest.find('+') != std::string_view::npos) {
    return tl::unexpected(fault(fmt::format(
        "'{}' is a number that a spreadsheet has rounded; the code's digits are lost, ask for it as text",
        text)));
  }
  for (const char c : rest) {
    if (is_digit(c)) {
      code.digits.push_back(c);
    } else if (kJoiners.find(c) == std::string_view::npos) {
      return tl::unexpected(fault(fmt::format(
          "'{}' has other characters than digits, points, blanks and dashes; expected such as 8542.31",
          text)));
    }
  }
  constexpr std::size_t kFewest = 4;
  constexpr std::size_t kMost = 10;
  if (code.digits.size() < kFewest || code.digits.size() > kMost) {
    return tl::unexpected(
        fault(fmt::format("'{}' has {} digits; expected 4 to 10", text, code.digits.size())));
  }
  if (code.system == TariffSystem::Unsaid && code.digits.size() == 6) code.system = TariffSystem::Hs;
  return code;
}

std::string dotted(std::string_view digits) {
  std::string out(digits.substr(0, 4));
  if (digits.size() > 4) out.append(".").append(digits.substr(4, 2));
  if (digits.size() > 6) out.append(".").append(digits.substr(6));
  return out;
}

}  // namespace weir::goods
