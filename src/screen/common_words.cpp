#include "screen/common_words.hpp"

#include <string_view>
#include <unordered_set>

#include "facts/countries.hpp"
#include "tables/tables.hpp"
#include "text/tags.hpp"

namespace weir::screen {

bool common_word(std::string_view word) {
  static const std::unordered_set<std::string_view> kWords = [] {
    std::unordered_set<std::string_view> all;
    for (const auto& row : tables::rows("names/common_words.tsv")) {
      if (!row.empty()) all.insert(row[0]);
    }
    return all;
  }();
  // Two letters are a country's code or an abbreviation of anything.
  constexpr std::size_t kShortest = 3;
  return word.size() < kShortest || kWords.count(word) != 0 || text::tag_of(word).flags != 0 ||
         !facts::country_code(word).empty();
}

}  // namespace weir::screen
