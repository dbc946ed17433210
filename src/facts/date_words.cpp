#include "facts/date_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace weir::facts {

// Month words: English in full and as lists shorten them, and the languages in which the EU's members write.
int month_of(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, int>, 84> kMonths = {{
      {"jan", 1},       {"january", 1},    {"feb", 2},        {"february", 2},   {"mar", 3},
      {"march", 3},     {"apr", 4},        {"april", 4},      {"may", 5},        {"jun", 6},
      {"june", 6},      {"jul", 7},        {"july", 7},       {"aug", 8},        {"august", 8},
      {"sep", 9},       {"sept", 9},       {"september", 9},  {"oct", 10},       {"october", 10},
      {"nov", 11},      {"november", 11},  {"dec", 12},       {"december", 12},  {"januar", 1},
      {"februar", 2},   {"märz", 3},       {"mai", 5},        {"juni", 6},       {"juli", 7},
      {"oktober", 10},  {"okt", 10},       {"dezember", 12},  {"dez", 12},       {"janvier", 1},
      {"février", 2},   {"fevrier", 2},    {"mars", 3},       {"avril", 4},      {"juin", 6},
      {"juillet", 7},   {"août", 8},       {"aout", 8},       {"septembre", 9},  {"octobre", 10},
      {"novembre", 11}, {"décembre", 12},  {"decembre", 12},  {"enero", 1},      {"febrero", 2},
      {"marzo", 3},     {"abril", 4},      {"mayo", 5},       {"junio", 6},      {"julio", 7},
      {"agosto", 8},    {"septiembre", 9}, {"octubre", 10},   {"noviembre", 11}, {"diciembre", 12},
      {"января", 1},    {"февраля", 2},    {"марта", 3},      {"апреля", 4},     {"мая", 5},
      {"июня", 6},      {"июля", 7},       {"августа", 8},    {"сентября", 9},   {"октября", 10},
      {"ноября", 11},   {"декабря", 12},   {"січня", 1},      {"лютого", 2},     {"березня", 3},
      {"квітня", 4},    {"травня", 5},     {"червня", 6},     {"липня", 7},      {"серпня", 8},
      {"вересня", 9},   {"жовтня", 10},    {"листопада", 11}, {"грудня", 12},
  }};
  for (const auto& [name, month] : kMonths) {
    if (name == word) return month;
  }
  return 0;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_circa(std::string_view word) {
  return one_of(word, {"circa", "c", "ca", "cir", "approximately", "approx", "approximate", "about", "around",
                       "probably", "possibly", "estimated", "est", "vers", "um", "около"});
}

bool is_filler(std::string_view word) {
  return one_of(word, {"of", "the", "on", "in", "from", "between", "de", "del", "den", "am", "le", "г",
                       "года", "born", "dob"});
}

bool is_range_word(std::string_view word) {
  return one_of(word, {"to", "and", "or", "until", "till", "through", "thru", "bis", "und", "oder", "et",
                       "ou", "y", "o", "do", "по", "и", "или"});
}

}  // namespace weir::facts
