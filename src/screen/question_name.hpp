// A question's name, analysed once: its forms and their words.
//
// Thread-safety: value type, movable but not copyable (the words point into the forms). Errors: none.
#pragma once

#include <string>
#include <vector>

#include "match/words.hpp"
#include "text/analyse.hpp"

namespace weir::screen {

struct QuestionName {
  std::string text;
  text::AnalysedName analysed;
  std::vector<std::vector<match::Word>> words;  // one a form

  QuestionName(std::string name, Schema schema)
      : text(std::move(name)), analysed(text::analyse(text, schema)) {
    for (const text::Form& form : analysed.forms) words.push_back(match::words_of(form));
  }
  QuestionName(QuestionName&&) noexcept = default;
  QuestionName& operator=(QuestionName&&) noexcept = default;
  QuestionName(const QuestionName&) = delete;
  QuestionName& operator=(const QuestionName&) = delete;
  ~QuestionName() = default;
};

}  // namespace weir::screen
