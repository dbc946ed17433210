// A name as written -> comparable forms. The one place that decides how names are cut, read and tagged;
// lists, queries and documents all pass through it. docs/matching.md follows a name through the steps.
//
// Thread-safety: free functions, safe from any thread. Errors: none; bytes that are no text give no forms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/names.hpp"
#include "text/script.hpp"
#include "text/tags.hpp"
#include "weir/party.hpp"

namespace weir::text {

struct Token {
  std::string text;        // [a-z0-9]+, at most kMaxTokenBytes
  std::uint8_t flags = 0;  // TokenFlag bits in this name
  // Equal for generic words, places, numbers, particles and legal forms that mean the same (tags.hpp).
  std::uint16_t class_id = 0;
  Script script = Script::Latin;  // of `source`
  std::string source;  // as folded, before romanisation (for explanations); empty when equal to text
  // The word in the tables of given names and surnames (by its source where that is known, else by text); 0
  // for organisations and unknown words. name_relation() compares two.
  NameWord name = 0;
  // Read by rule from a script without short vowels: only the consonants of `text` are sure.
  bool guessed = false;
};

using Form = std::vector<Token>;  // in written order, legal forms included

struct AnalysedName {
  std::vector<Form> forms;        // likeliest reading first, at most kMaxForms, none empty
  Script script = Script::Latin;  // of most letters
};

inline constexpr std::size_t kMaxForms = 7;
inline constexpr std::size_t kMaxTokens = 40;  // further words of a name are not compared
inline constexpr std::size_t kMaxTokenBytes = 60;

[[nodiscard]] AnalysedName analyse(std::string_view name, Schema schema);

// A word as it stands in a text: where, and in which script.
struct RawToken {
  std::string text;  // folded, own script
  Script script = Script::Other;
  bool dotted = false;  // a single letter before a full stop
  bool glued = false;   // nothing but that full stop lies between this token and the next
};
// The words of a folded text.
[[nodiscard]] std::vector<RawToken> split(std::string_view folded);

}  // namespace weir::text
