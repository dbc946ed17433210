#include "match/signs.hpp"

#include <algorithm>
#include <string>

#include "match/weights.hpp"
#include "text/fold.hpp"
#include "text/han_readings.hpp"
#include "text/script.hpp"
#include "text/tags.hpp"
#include "text/utf8.hpp"

namespace weir::match {
namespace {

// The characters of a script that stand for no legal form and no generic word, sorted: words move within a
// name.
std::u32string telling_signs(std::string_view name, text::Script script) {
  const std::string folded = text::fold(name);
  std::u32string out;
  for (std::size_t at = 0; at < folded.size();) {
    const text::RunWord word = text::run_word_at(std::string_view(folded).substr(at));
    const bool generic = (word.tag.flags & text::kGeneric) != 0 && !text::telling_class(word.tag.class_id);
    if (word.bytes > 0 && (generic || (word.tag.flags & text::kLegal) != 0)) {
      at += word.bytes;
      continue;
    }
    const char32_t sign = text::next_point(folded, at);
    if (text::script_of(sign) != script) continue;
    const char32_t simplified = script == text::Script::Han ? text::han_reading(sign).simplified : 0;
    out.push_back(simplified == 0 ? sign : simplified);
  }
  std::sort(out.begin(), out.end());
  return out;
}

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

}  // namespace

bool other_signs(std::string_view left, std::string_view right, Schema schema) {
  if (for_people(schema) || text::is_ascii(left) || text::is_ascii(right)) return false;
  const text::Script script = script_of_signs(left);
  if (script == text::Script::Other || script_of_signs(right) != script) return false;
  const std::u32string of_left = telling_signs(left, script);
  const std::u32string of_right = telling_signs(right, script);
  return !of_left.empty() && of_left.size() == of_right.size() && of_left != of_right;
}

NameScore with_signs(NameScore score, bool differ) noexcept {
  if (differ) score.similarity *= weights::kOtherSigns;
  return score;
}

}  // namespace weir::match
