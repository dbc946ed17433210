#include "text/syllables.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "tables/cells.hpp"
#include "tables/tables.hpp"
#include "text/hangul.hpp"
#include "text/word_table.hpp"

namespace weir::text {
namespace {

constexpr std::size_t kLongest = 7;  // hsiang, kwang, choong

class Syllables {
 public:
  Syllables() {
    for (const auto& row : tables::rows("names/pinyin.tsv")) add_all(row, 0, 3);
    // Columns: characters, Mandarin, Taiwan, Hong Kong, Southeast Asia, Korean.
    for (const auto& row : tables::rows("names/han_surnames.tsv")) add_all(row, 1, 6);
    for (const auto& row : tables::rows("names/korean_surnames.tsv")) add_all(row, 1, 2);
    for (const auto& row : tables::rows("names/korean_syllables.tsv")) add_all(row, 1, 2);
    for (const auto& row : tables::rows("names/cantonese_syllables.tsv")) add_all(row, 0, 1);
    for (const auto& row : tables::rows("names/burmese_syllables.tsv")) {
      add_all(row, 0, 1);
      if (!row.empty() && row[0].size() <= kLongest) burmese_.insert(row[0]);
    }
    for (const std::string_view syllable : hangul_) add(syllable);
    for (const auto& row : tables::rows("names/vietnamese_syllables.tsv"))
      tables::each_word(row[0], [this](std::string_view word) { vietnamese_.insert(word); });
    for (const auto& row : tables::rows("names/iberian_surnames.tsv"))
      tables::each_word(row[0], [this](std::string_view word) { iberian_[word] = true; });
  }
  [[nodiscard]] bool has(std::string_view token) const {
    return token.size() <= kLongest && known_.contains(token);
  }
  [[nodiscard]] bool burmese(std::string_view token) const {
    return token.size() <= kLongest && burmese_.contains(token);
  }
  [[nodiscard]] bool vietnamese(std::string_view token) const {
    return token.size() <= kLongest && vietnamese_.contains(token);
  }
  [[nodiscard]] bool iberian(std::string_view token) const { return iberian_.find(token) != nullptr; }

 private:
  template <class Row>
  void add_all(const Row& row, std::size_t first, std::size_t last) {
    for (std::size_t column = first; column < last && column < row.size(); ++column)
      tables::each_word(row[column], [this](std::string_view word) { add(word); });
  }
  void add(std::string_view syllable) {
    if (syllable.size() > 1 && syllable.size() <= kLongest) known_.insert(syllable);
  }

  std::vector<std::string> hangul_ = all_hangul_spellings();  // these stand in no table
  ShortWordSet known_;
  ShortWordSet burmese_;
  ShortWordSet vietnamese_;
  WordTable<bool> iberian_;
};

const Syllables& syllables() {
  static const Syllables kSyllables;
  return kSyllables;
}

}  // namespace

bool is_east_asian_syllable(std::string_view token) noexcept {
  return syllables().has(token);
}

bool is_burmese_syllable(std::string_view token) noexcept {
  return syllables().burmese(token);
}

bool is_vietnamese_syllable(std::string_view token) noexcept {
  return syllables().vietnamese(token);
}

bool is_iberian_surname(std::string_view token) noexcept {
  return syllables().iberian(token);
}

}  // namespace weir::text
