// Arabic script: customary spellings where a word is known, else the consonant skeleton.
#include <unordered_map>

#include "tables/tables.hpp"
#include "text/fold.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

const std::unordered_map<char32_t, std::string_view>& letters() {
  static const std::unordered_map<char32_t, std::string_view> kLetters = [] {
    std::unordered_map<char32_t, std::string_view> all;
    for (const auto& row : tables::rows("names/arabic_letters.tsv")) {
      std::size_t at = 0;
      if (!row.empty() && !row[0].empty())
        all[next_point(row[0], at)] = row.size() > 1 ? row[1] : std::string_view{};
    }
    return all;
  }();
  return kLetters;
}

const std::unordered_map<std::string, std::vector<std::string>>& words() {
  static const std::unordered_map<std::string, std::vector<std::string>> kWords = [] {
    std::unordered_map<std::string, std::vector<std::string>> all;
    for (const auto& row : tables::rows("names/arabic_names.tsv")) {
      if (row.size() < 2) continue;
      std::vector<std::string>& spellings = all[fold(row[0])];
      for (std::size_t at = 0; at < row[1].size();) {
        const std::size_t end = std::min(row[1].find(' ', at), row[1].size());
        spellings.emplace_back(row[1].substr(at, end - at));
        at = end + 1;
      }
    }
    return all;
  }();
  return kWords;
}

std::string skeleton(std::string_view token) {
  std::string out;
  for (std::size_t at = 0; at < token.size();) {
    const char32_t c = next_point(token, at);
    if (const auto found = letters().find(c); found != letters().end()) {
      out += found->second;
    } else if (c >= U'0' && c <= U'9') {
      append_point(out, c);
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> romanise_arabic(std::string_view token) {
  if (const auto found = words().find(std::string(token)); found != words().end()) return found->second;
  const std::string consonants = skeleton(token);
  if (consonants.empty()) return {};
  return {consonants};
}

}  // namespace weir::text
