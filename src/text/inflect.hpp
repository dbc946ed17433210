// The meaning of a word that stands in another case, gender, number or spelling than in the tables of
// classes: "заводов", "Самарская", "uralskaya", "Πειραιώς", "للصناعات", "yadernykh", "gongye".
//
// Thread-safety: the tables are immutable, built on first use. Errors: none.
#pragma once

#include <string_view>

#include "text/script.hpp"
#include "text/tags.hpp"

namespace weir::text {

// By the word as folded, in its own script. Without a class when nothing fits; the word itself is not looked
// up (tag_of does that).
[[nodiscard]] WordTag inflected_tag(std::string_view word, Script script);

}  // namespace weir::text
