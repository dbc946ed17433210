// The words that rule tables use for codes, dates and kinds, read strictly.
//
// Thread-safety: pure functions. Errors: nullopt for what is not such a word.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "weir/rules.hpp"

namespace weir::rules {

[[nodiscard]] std::string_view trim(std::string_view text) noexcept;
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view between = ", ");

[[nodiscard]] std::optional<MeasureType> parse_measure_type(std::string_view text);
[[nodiscard]] std::optional<RuleStatus> parse_status(std::string_view text);
// "prohibited", "licence_required", "human_review", "none".
[[nodiscard]] std::optional<RuleOutcome> parse_effect(std::string_view text);
[[nodiscard]] std::string_view effect_word(RuleOutcome effect) noexcept;
[[nodiscard]] RuleOutcome default_effect(MeasureType type) noexcept;

// "2022-10-21", a day that exists, from 1900 to 2199.
[[nodiscard]] std::optional<Day> parse_rule_day(std::string_view text);
// "2022-10-21" (midnight UTC), "2022-10-21T13:30:00Z", "2022-10-21 13:30", "...+02:00".
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);
[[nodiscard]] std::string moment_text(Moment moment);
// "2022-10-21", or `none` for an open end.
[[nodiscard]] std::string day_text(const std::optional<Day>& day, std::string_view none = "");

// Digits of a goods code: dots, spaces and hyphens dropped; nullopt for anything but 2, 4 or 6 to 10 digits
// and for chapters that do not exist (00, 77; 98 and 99 exist in national systems only).
[[nodiscard]] std::optional<std::string> code_digits(std::string_view text, Nomenclature nomenclature);
[[nodiscard]] std::string code_text(const GoodsCode& code);  // "8542.31 (HS-2022)"
// "3A090.a.1" in normal case; nullopt for what has not the form of a control number. EAR99 is one.
[[nodiscard]] std::optional<std::string> normal_eccn(std::string_view text);
// An ECCN, or its beginning with "*" behind it, or "*" for any but EAR99.
[[nodiscard]] std::optional<std::string> normal_eccn_pattern(std::string_view text);
// Is `eccn` the pattern or a paragraph below it ("3A090.a" takes in "3A090.a.1")? Unknown where eccn is the
// wider one.
[[nodiscard]] Truth eccn_under(std::string_view eccn, std::string_view pattern) noexcept;
// "cas:41661-47-6" with a right check digit, or "class:name".
[[nodiscard]] std::optional<std::string> normal_chemical(std::string_view text);
// Lower-case country ("ru") or region ("ua-43") that exists in ISO 3166-1; nullopt otherwise.
[[nodiscard]] std::optional<std::string> normal_place(std::string_view text);
// Letters, digits, '-', '_', '.': what ids of rows are made of.
[[nodiscard]] bool is_id(std::string_view text) noexcept;
[[nodiscard]] bool is_fact_name(std::string_view text) noexcept;

[[nodiscard]] inline Truth both(Truth a, Truth b) noexcept {
  return a < b ? a : b;
}
[[nodiscard]] inline Truth either(Truth a, Truth b) noexcept {
  return a < b ? b : a;
}
[[nodiscard]] inline Truth opposite(Truth a) noexcept {
  return a == Truth::Yes ? Truth::No : a == Truth::No ? Truth::Yes : Truth::Unknown;
}
// The less certain of the two.
[[nodiscard]] inline RuleStatus weaker(RuleStatus a, RuleStatus b) noexcept {
  return a < b ? b : a;
}

}  // namespace weir::rules
