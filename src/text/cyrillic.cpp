// Cyrillic by the tables of data/names/cyrillic.tsv.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "tables/tables.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace weir::text {
namespace {

using Scheme = std::unordered_map<char32_t, std::string_view>;

const std::map<std::string_view, Scheme>& schemes() {
  static const std::map<std::string_view, Scheme> kSchemes = [] {
    std::map<std::string_view, Scheme> all;
    for (const auto& row : tables::rows("names/cyrillic.tsv")) {
      if (row.size() < 2) continue;
      std::size_t at = 0;
      all[row[0]][next_point(row[1], at)] = row.size() > 2 ? row[2] : std::string_view{};
    }
    return all;
  }();
  return kSchemes;
}

std::string transliterate(std::string_view token, std::string_view scheme_name) {
  const Scheme& base = schemes().at("bgn");
  const Scheme& own = schemes().at(scheme_name);
  std::string out;
  char32_t before = 0;
  for (std::size_t at = 0; at < token.size();) {
    const char32_t c = next_point(token, at);
    // BGN/PCGN writes е as "ye" at the start and after vowels, ъ, ь and й; lists keep that at the start only
    // ("Yevgeny" beside "Sergeev").
    if (scheme_name == "bgn" && c == U'е' && before == 0) {
      out += "ye";
    } else if (const auto found = own.find(c); found != own.end()) {
      out += found->second;
    } else if (const auto fallback = base.find(c); fallback != base.end()) {
      out += fallback->second;
    } else if (c < 0x80) {
      append_point(out, c);  // a Latin letter or digit inside the word
    }
    before = c;
  }
  return out;
}

// Endings and clusters that press and passports write in another way than the standard's letter by letter.
std::string customary(std::string word) {
  const auto replace_end = [&](std::string_view from, std::string_view to) {
    if (word.size() > from.size() && word.ends_with(from))
      word.replace(word.size() - from.size(), from.size(), to);
  };
  replace_end("iy", "y");
  replace_end("yy", "y");
  for (std::size_t at = word.find("ks"); at != std::string::npos; at = word.find("ks", at + 1))
    word.replace(at, 2, "x");
  return word;
}

bool has_any(std::string_view token, std::u32string_view letters) {
  for (std::size_t at = 0; at < token.size();) {
    if (letters.find(next_point(token, at)) != std::u32string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> romanise_cyrillic(std::string_view token) {
  std::vector<std::string> out;
  const auto add = [&](std::string word) {
    if (!word.empty() && out.size() < kMaxReadings && std::find(out.begin(), out.end(), word) == out.end())
      out.push_back(std::move(word));
  };
  // Letters that only one language has choose its table first.
  if (has_any(token, U"іїєґ")) {
    add(transliterate(token, "uk"));
  } else if (has_any(token, U"ў")) {
    add(transliterate(token, "be"));
  } else if (has_any(token, U"ђјљњћџ")) {
    add(transliterate(token, "sr"));
  }
  const std::string standard = transliterate(token, "bgn");
  add(customary(standard));
  add(standard);
  add(transliterate(token, "icao"));
  add(transliterate(token, "uk"));
  add(transliterate(token, "bg"));
  return out;
}

}  // namespace weir::text
