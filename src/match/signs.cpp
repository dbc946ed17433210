#include "match/signs.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "match/weights.hpp"
#include "text/fold.hpp"
#include "text/han_readings.hpp"
#include "text/script.hpp"
#include "text/tags.hpp"
#include "text/utf8.hpp"

namespace weir::match {
namespace {

// The legal forms and generic words of a name, and the characters between them, simplified.
struct Signs {
  struct Part {
    std::u32string text;
    std::uint16_t class_id = 0;  // of a generic word
  };
  std::vector<Part> parts;  // without legal forms

  Signs(std::string_view name, text::Script script) {
    const std::string folded = text::fold(name);
    const std::string_view run(folded);
    for (std::size_t at = 0; at < run.size();) {
      const text::RunWord word = text::run_word_at(run.substr(at));
      const bool generic = (word.tag.flags & text::kGeneric) != 0 && !text::telling_class(word.tag.class_id);
      const std::size_t end = at + std::max<std::size_t>(word.bytes, 1);
      Part part{.text = {}, .class_id = generic ? word.tag.class_id : std::uint16_t{0}};
      do {
        const char32_t sign = text::next_point(run, at);
        if (text::script_of(sign) != script) continue;
        const char32_t simplified = script == text::Script::Han ? text::han_reading(sign).simplified : 0;
        part.text.push_back(simplified == 0 ? sign : simplified);
      } while (at < end);
      if ((word.tag.flags & text::kLegal) == 0) parts.push_back(std::move(part));
    }
  }

  // All but the generic words that the other name has, too; sorted, since words move within a name.
  [[nodiscard]] std::u32string telling(const Signs& other) const {
    std::u32string out;
    for (const Part& part : parts) {
      const auto same = [&](const Part& its) { return its.class_id == part.class_id; };
      if (part.class_id == 0 || std::none_of(other.parts.begin(), other.parts.end(), same)) out += part.text;
    }
    std::sort(out.begin(), out.end());
    return out;
  }
};

// The script of a name that has letters of one of these two and of no other; Other for the rest.
text::Script script_of_signs(std::string_view name) {
  text::Script found = text::Script::Other;
  for (std::size_t at = 0; at < name.size();) {
    const text::Script script = text::script_of(text::next_point(name, at));
    if (script == text::Script::Other || script == text::Script::Digit) continue;
    if (script != text::Script::Han && script != text::Script::Hangul) return text::Script::Other;
    if (found != text::Script::Other && found != script) return text::Script::Other;
    found = script;
  }
  return found;
}

// The signs of a name in one of these scripts, in their order.
std::u32string signs_of(std::string_view name, text::Script script) {
  std::u32string out;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t sign = text::next_point(name, at);
    if (text::script_of(sign) == script) out.push_back(sign);
  }
  return out;
}

bool other_person(std::string_view left, std::string_view right) {
  const std::u32string of_left = signs_of(text::fold(left), text::Script::Han);
  const std::u32string of_right = signs_of(text::fold(right), text::Script::Han);
  if (of_left.size() != of_right.size() ||
      std::is_permutation(of_left.begin(), of_left.end(), of_right.begin()))
    return false;
  for (std::size_t i = 1; i < of_left.size(); ++i) {
    const text::HanReading& a = text::han_reading(of_left[i]);
    const text::HanReading& b = text::han_reading(of_right[i]);
    if (!a.pinyin.empty() && !b.pinyin.empty() && a.pinyin != b.pinyin) return true;
  }
  return false;
}

}  // namespace

bool other_signs(std::string_view left, std::string_view right, Schema schema) {
  if (text::is_ascii(left) || text::is_ascii(right)) return false;
  const text::Script script = script_of_signs(left);
  if (script == text::Script::Other || script_of_signs(right) != script) return false;
  if (for_people(schema)) return script == text::Script::Han && other_person(left, right);
  const Signs left_signs(left, script);
  const Signs right_signs(right, script);
  const std::u32string of_left = left_signs.telling(right_signs);
  const std::u32string of_right = right_signs.telling(left_signs);
  return !of_left.empty() && of_left.size() == of_right.size() && of_left != of_right;
}

NameScore with_signs(NameScore score, bool differ) noexcept {
  if (differ) score.similarity *= weights::kOtherSigns;
  return score;
}

}  // namespace weir::match
