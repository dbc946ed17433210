// Fields of recorded JSON: each read as what it should be, the first that is wrong remembered.
//
// Thread-safety: one reader a thread. Errors: fault(), BadFormat with the field's name; what is wrong reads
// as empty.
#pragma once

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/dates.hpp"
#include "weir/error.hpp"
#include "weir/number.hpp"

namespace weir::ledger {

class JsonFields {
 public:
  using Json = nlohmann::ordered_json;

  std::string text(const Json& object, std::string_view field) {
    const auto found = object.find(field);
    if (found == object.end()) return {};
    if (!found->is_string()) return fail(field, "expected a text"), std::string{};
    return found->get<std::string>();
  }
  std::vector<std::string> texts(const Json& object, std::string_view field) {
    std::vector<std::string> out;
    list(object, field, [&](const Json& item) {
      if (!item.is_string()) return fail(field, "expected a list of texts");
      out.push_back(item.get<std::string>());
    });
    return out;
  }
  bool flag(const Json& object, std::string_view field, bool otherwise) {
    const auto found = object.find(field);
    if (found == object.end()) return otherwise;
    if (!found->is_boolean()) return fail(field, "expected true or false"), otherwise;
    return found->get<bool>();
  }
  // A number that is no fraction of money: a count or a sum.
  double real(const Json& object, std::string_view field) {
    const auto found = object.find(field);
    if (found == object.end() || !found->is_number()) return fail(field, "expected a number"), 0.0;
    return found->get<double>();
  }
  // From 0, below `end`.
  std::size_t count(const Json& object, std::string_view field, std::size_t end) {
    const auto found = object.find(field);
    if (found == object.end() || !found->is_number_unsigned() || found->get<std::uint64_t>() >= end)
      return fail(field, fmt::format("expected a whole number below {}", end)), 0;
    return found->get<std::size_t>();
  }
  template <class Enum, class Names>
  Enum choice(const Json& object, std::string_view field, const Names& names) {
    const std::string word = text(object, field);
    if (word.empty()) return Enum{};
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == word) return static_cast<Enum>(i);
    }
    fail(field, fmt::format("'{}' is not known", word));
    return Enum{};
  }
  Day day(const Json& object, std::string_view field) {
    const auto parsed = facts::parse_day(text(object, field));
    if (!parsed) fail(field, "expected a day such as 1980-12-19");
    return parsed.value_or(Day{});
  }
  // Empty where the field is missing.
  std::optional<Day> day_if_any(const Json& object, std::string_view field) {
    return object.contains(field) ? std::optional(day(object, field)) : std::nullopt;
  }
  // As exact() writes it.
  std::optional<Number> number(const std::string& text, std::string_view field) {
    if (text.empty()) return std::nullopt;
    // "n/d" of any size: parse() would stop at 18 digits.
    const std::size_t slash = text.find('/');
    const auto whole = Number::parse(text.substr(0, slash));
    const auto under = slash == std::string::npos ? Number(1) : Number::parse(text.substr(slash + 1));
    const auto out = whole && under ? whole->over(*under) : std::nullopt;
    if (!out) fail(field, fmt::format("'{}' is no number", text));
    return out;
  }
  template <class Each>
  void list(const Json& object, std::string_view field, Each each) {
    const auto found = object.find(field);
    if (found == object.end()) return;
    if (!found->is_array()) return fail(field, "expected a list");
    for (const Json& item : *found) each(item);
  }
  // A list of objects.
  template <class Each>
  void objects(const Json& object, std::string_view field, Each each) {
    list(object, field, [&](const Json& item) {
      if (!item.is_object()) return fail(field, "expected a list of objects");
      each(item);
    });
  }
  void fail(std::string_view field, std::string message) {
    if (fault_) return;
    fault_ = Fault{.kind = FaultKind::BadFormat,
                   .field = "question." + std::string(field),
                   .message = std::move(message)};
  }
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

 private:
  std::optional<Fault> fault_;
};

// "5", "4992/826".
[[nodiscard]] inline std::string exact(const Number& number) {
  return number.denominator() == 1 ? std::to_string(number.numerator())
                                   : fmt::format("{}/{}", number.numerator(), number.denominator());
}

inline void put(nlohmann::ordered_json& json, const char* field, const std::string& text) {
  if (!text.empty()) json[field] = text;
}
inline void put(nlohmann::ordered_json& json, const char* field, const std::vector<std::string>& texts) {
  if (!texts.empty()) json[field] = texts;
}

}  // namespace weir::ledger
