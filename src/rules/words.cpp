#include "rules/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "facts/countries.hpp"
#include "facts/dates.hpp"

namespace weir {

std::string_view rule_outcome_text(RuleOutcome outcome) noexcept {
  switch (outcome) {
    case RuleOutcome::NoHit:
      return "NO_HIT";
    case RuleOutcome::NeedsFact:
      return "NEEDS_FACT";
    case RuleOutcome::HumanReview:
      return "HUMAN_REVIEW";
    case RuleOutcome::LicenceRequired:
      return "LICENCE_REQUIRED";
    case RuleOutcome::Prohibited:
      return "PROHIBITED";
  }
  return "";
}

std::string_view measure_type_text(MeasureType type) noexcept {
  constexpr std::array<std::string_view, 5> kWords{"prohibition", "licence", "authorisation", "tariff",
                                                   "notice"};
  return kWords.at(static_cast<std::size_t>(type));
}

std::string_view rule_status_text(RuleStatus status) noexcept {
  constexpr std::array<std::string_view, 3> kWords{"verified", "secondary", "unverified"};
  return kWords.at(static_cast<std::size_t>(status));
}

std::optional<Nomenclature> parse_nomenclature(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view year_text = text.substr(dash + 1);
  unsigned year = 0;
  const auto read = std::from_chars(year_text.data(), year_text.data() + year_text.size(), year);
  if (read.ec != std::errc{} || read.ptr != year_text.data() + year_text.size() || year_text.size() != 4)
    return std::nullopt;
  const std::string system = rules::lower(text.substr(0, dash));
  Nomenclature out;
  if (system == "hs") {
    if (year != 2007 && year != 2012 && year != 2017 && year != 2022) return std::nullopt;
    out.hs_edition = static_cast<std::uint16_t>(year);
    return out;
  }
  if (system == "hts")
    out.system = CodeSystem::Hts;
  else if (system == "cn")
    out.system = CodeSystem::Cn;
  else if (system == "sb")
    out.system = CodeSystem::ScheduleB;
  else
    return std::nullopt;
  if (year < 2007 || year > 2027) return std::nullopt;  // a later HS edition is not known here
  out.hs_edition = static_cast<std::uint16_t>(year >= 2022   ? 2022
                                              : year >= 2017 ? 2017
                                              : year >= 2012 ? 2012
                                                             : 2007);
  return out;
}

std::string nomenclature_text(Nomenclature nomenclature) {
  constexpr std::array<std::string_view, 4> kSystems{"HS", "HTS", "CN", "SB"};
  return fmt::format("{}-{}", kSystems.at(static_cast<std::size_t>(nomenclature.system)),
                     nomenclature.hs_edition);
}

std::string RuleIssue::text() const {
  std::string out = file;
  if (line != 0) out += fmt::format(":{}", line);
  if (!out.empty()) out += ": ";
  out += kind == RuleIssueKind::Error ? "error: " : "warning: ";
  if (!field.empty()) out += field + ": ";
  return out + message;
}

namespace rules {

std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

std::optional<MeasureType> parse_measure_type(std::string_view text) {
  if (text == "prohibition") return MeasureType::Prohibition;
  if (text == "licence") return MeasureType::Licence;
  if (text == "authorisation") return MeasureType::Authorisation;
  if (text == "tariff") return MeasureType::Tariff;
  if (text == "notice") return MeasureType::Notice;
  return std::nullopt;
}

std::optional<RuleStatus> parse_status(std::string_view text) {
  if (text == "verified") return RuleStatus::Verified;
  if (text == "secondary") return RuleStatus::Secondary;
  if (text == "unverified") return RuleStatus::Unverified;
  return std::nullopt;
}

std::optional<RuleOutcome> parse_effect(std::string_view text) {
  if (text == "prohibited") return RuleOutcome::Prohibited;
  if (text == "licence_required") return RuleOutcome::LicenceRequired;
  if (text == "human_review") return RuleOutcome::HumanReview;
  if (text == "none") return RuleOutcome::NoHit;
  return std::nullopt;
}

std::string_view effect_word(RuleOutcome effect) noexcept {
  switch (effect) {
    case RuleOutcome::Prohibited:
      return "prohibited";
    case RuleOutcome::LicenceRequired:
      return "licence_required";
    case RuleOutcome::HumanReview:
      return "human_review";
    case RuleOutcome::NeedsFact:
      return "needs_fact";
    case RuleOutcome::NoHit:
      return "none";
  }
  return "";
}

RuleOutcome default_effect(MeasureType type) noexcept {
  switch (type) {
    case MeasureType::Prohibition:
      return RuleOutcome::Prohibited;
    case MeasureType::Licence:
      return RuleOutcome::LicenceRequired;
    case MeasureType::Authorisation:
      return RuleOutcome::HumanReview;
    case MeasureType::Tariff:
    case MeasureType::Notice:
      return RuleOutcome::NoHit;
  }
  return RuleOutcome::NoHit;
}

namespace {
// `size` digits at `at`, or -1.
int number_at(std::string_view text, std::size_t at, std::size_t size) {
  if (at + size > text.size()) return -1;
  int out = 0;
  for (const char c : text.substr(at, size)) {
    if (c < '0' || c > '9') return -1;
    out = out * 10 + (c - '0');
  }
  return out;
}
}  // namespace

std::optional<Day> parse_rule_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = number_at(text, 0, 4);
  const int month = number_at(text, 5, 2);
  const int day = number_at(text, 8, 2);
  if (year < 1900 || year > 2199 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

std::optional<Moment> parse_moment(std::string_view text) {
  const auto day = parse_rule_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  Moment out{*day};
  if (text.size() == 10) return out;
  if (text[10] != 'T' && text[10] != 't' && text[10] != ' ') return std::nullopt;
  const int hour = number_at(text, 11, 2);
  const int minute = number_at(text, 14, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || text[13] != ':') return std::nullopt;
  out += std::chrono::hours{hour} + std::chrono::minutes{minute};
  std::string_view rest = text.substr(16);
  if (!rest.empty() && rest.front() == ':') {
    const int second = number_at(rest, 1, 2);
    if (second < 0 || second > 59) return std::nullopt;
    out += std::chrono::seconds{second};
    rest.remove_prefix(3);
  }
  if (rest.empty() || rest == "Z" || rest == "z") return out;
  if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return std::nullopt;
  const int zone_hours = number_at(rest, 1, 2);
  const int zone_minutes = number_at(rest, 4, 2);
  if (zone_hours < 0 || zone_hours > 23 || zone_minutes < 0 || zone_minutes > 59) return std::nullopt;
  const auto offset = std::chrono::hours{zone_hours} + std::chrono::minutes{zone_minutes};
  return rest[0] == '+' ? out - offset : out + offset;
}

std::string moment_text(Moment moment) {
  const Day day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::hh_mm_ss time{moment - day};
  if (time.to_duration().count() == 0) return facts::iso_day(day);
  return fmt::format("{}T{:02}:{:02}:{:02}Z", facts::iso_day(day), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

std::string day_text(const std::optional<Day>& day, std::string_view none) {
  return day ? facts::iso_day(*day) : std::string(none);
}

std::optional<std::string> code_digits(std::string_view text, Nomenclature nomenclature) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != '.' && c != ' ' && c != '-')
      return std::nullopt;
  }
  const std::size_t size = digits.size();
  if (size != 2 && size != 4 && (size < 6 || size > 10)) return std::nullopt;
  if (size > 6 && nomenclature.system == CodeSystem::Hs) return std::nullopt;
  const int chapter = number_at(digits, 0, 2);
  if (chapter == 0 || chapter == 77) return std::nullopt;
  if (chapter > 97 && nomenclature.system == CodeSystem::Hs) return std::nullopt;
  return digits;
}

std::string code_text(const GoodsCode& code) {
  std::string digits = code.digits;
  if (digits.size() > 4) digits.insert(4, ".");
  return fmt::format("{} ({})", digits, nomenclature_text(code.nomenclature));
}

namespace {
bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
}  // namespace

std::optional<std::string> normal_eccn(std::string_view text) {
  std::string out = lower(trim(text));
  if (out == "ear99") return "EAR99";
  if (out.size() < 5 || out.size() > 40) return std::nullopt;
  if (out[0] < '0' || out[0] > '9' || out[1] < 'a' || out[1] > 'e') return std::nullopt;
  out[1] = static_cast<char>(out[1] - 'a' + 'A');
  for (std::size_t i = 2; i < 5; ++i) {
    if (out[i] < '0' || out[i] > '9') return std::nullopt;
  }
  for (std::size_t i = 5; i < out.size(); ++i) {
    if (out[i] == '.' ? i + 1 == out.size() || !is_lower_or_digit(out[i + 1]) : !is_lower_or_digit(out[i]))
      return std::nullopt;
  }
  if (out.size() > 5 && out[5] != '.') return std::nullopt;
  return out;
}

std::optional<std::string> normal_eccn_pattern(std::string_view text) {
  text = trim(text);
  if (text == "*") return "*";
  if (text.empty() || text.back() != '*') return normal_eccn(text);
  std::string out = lower(text.substr(0, text.size() - 1));
  if (out.size() > 4) return std::nullopt;  // a whole entry takes in its paragraphs without "*"
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i == 1) {
      if (out[i] < 'a' || out[i] > 'e') return std::nullopt;
      out[i] = static_cast<char>(out[i] - 'a' + 'A');
    } else if (out[i] < '0' || out[i] > '9') {
      return std::nullopt;
    }
  }
  return out + "*";
}

Truth eccn_under(std::string_view eccn, std::string_view pattern) noexcept {
  if (pattern == "*") return eccn == "EAR99" ? Truth::No : Truth::Yes;
  if (!pattern.empty() && pattern.back() == '*')
    return eccn.starts_with(pattern.substr(0, pattern.size() - 1)) ? Truth::Yes : Truth::No;
  if (eccn == pattern) return Truth::Yes;
  if (eccn.size() > pattern.size())
    return eccn.starts_with(pattern) && eccn[pattern.size()] == '.' ? Truth::Yes : Truth::No;
  return pattern.starts_with(eccn) && pattern[eccn.size()] == '.' ? Truth::Unknown : Truth::No;
}

std::optional<std::string> normal_chemical(std::string_view text) {
  std::string out = lower(trim(text));
  if (out.starts_with("class:"))
    return is_id(std::string_view(out).substr(6)) ? std::optional(out) : std::nullopt;
  std::string_view digits = out;
  if (digits.starts_with("cas:")) digits.remove_prefix(4);
  const std::size_t first = digits.find('-');
  if (first < 2 || first > 7 || digits.size() != first + 5 || digits[first + 3] != '-') return std::nullopt;
  int sum = 0;
  int weight = 0;
  for (std::size_t i = digits.size() - 1; i-- > 0;) {
    if (digits[i] == '-') {
      if (i != first && i != first + 3) return std::nullopt;
      continue;
    }
    if (digits[i] < '0' || digits[i] > '9') return std::nullopt;
    sum += (digits[i] - '0') * ++weight;
  }
  if (digits.back() - '0' != sum % 10) return std::nullopt;
  return fmt::format("cas:{}", digits);
}

std::optional<std::string> normal_place(std::string_view text) {
  const std::string out = lower(trim(text));
  if (out.size() < 2) return std::nullopt;
  const std::string country = out.substr(0, 2);
  if (!std::all_of(country.begin(), country.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
    return std::nullopt;
  if (facts::country_code(country) != country) return std::nullopt;
  if (out.size() == 2) return out;
  if (out[2] != '-' || out.size() < 4 || out.size() > 6) return std::nullopt;
  if (!std::all_of(out.begin() + 3, out.end(), is_lower_or_digit)) return std::nullopt;
  return out;
}

bool is_id(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 120 && std::all_of(text.begin(), text.end(), [](char c) {
    return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
  });
}

bool is_fact_name(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 80 && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_lower_or_digit(c) || c == '_'; });
}

}  // namespace rules
}  // namespace weir
