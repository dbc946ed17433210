// Models of how a name changes on its way from a list to a customer file: typing, scanning, word by word,
// other romanisation.
//
// Every model is written down here, apart from the tables that the matcher uses. Thread-safety: pure
// functions of their arguments; Random is the caller's. Errors: nullopt where a change does not apply to the
// name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accuracy/pairs.hpp"

namespace weir::accuracy {

struct Change {
  std::string name;    // the changed name
  std::string change;  // class: "typo-keyboard", "drop-middle" ...
};

// One slip inside a word of at least four ASCII letters: a neighbouring key, a letter lost, doubled or
// exchanged with the next, or what a scanner mistakes.
[[nodiscard]] std::optional<Change> mistype(std::string_view name, Random& random);
// Two slips, as two calls; the class is "typo-2".
[[nodiscard]] std::optional<Change> mistype_twice(std::string_view name, Random& random);

// All word-level changes that apply to the name.
[[nodiscard]] std::vector<Change> reword(std::string_view name, Schema schema, Random& random);

// Other romanisations of a name in Latin letters, where its words say what language it is from.
[[nodiscard]] std::vector<Change> respell(std::string_view name, Random& random);

}  // namespace weir::accuracy
