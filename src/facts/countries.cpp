#include "facts/countries.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <array>
#include <cstddef>
#include <functional>
#include <unordered_map>
#include <vector>

#include "facts/country_fold.hpp"
#include "tables/tables.hpp"

namespace weir::facts {
namespace {

constexpr std::size_t kMaxName = 200;  // bytes; the longest official name has about 110

// The languages whose names of countries are read: those of the UN, the G7 and the EU's larger members, and
// those of the states that the lists name most. Each costs about 2 ms at the first use.
constexpr std::array<const char*, 14> kLocales = {"en", "fr", "es", "ru", "zh", "ar", "de",
                                                  "it", "pt", "uk", "fa", "tr", "ja", "ko"};

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
using CodeByName = std::unordered_map<std::string, std::array<char, 2>, Hash, std::equal_to<>>;
using NameByCode = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

class CountryTable {
 public:
  static const CountryTable& instance() {
    static const CountryTable table;
    return table;
  }

  [[nodiscard]] std::string code(std::string_view key) const {
    const auto found = codes_.find(key);
    return found == codes_.end() ? std::string() : std::string(found->second.data(), found->second.size());
  }

  [[nodiscard]] const std::string* name(std::string_view code) const {
    const auto found = names_.find(code);
    return found == names_.end() ? nullptr : &found->second;
  }

 private:
  CountryTable() {
    constexpr std::size_t kExpected = 8192;
    codes_.reserve(kExpected);
    // Earlier sources win: codes over names, the lists' own words over ICU's.
    for (const char* const* region = icu::Locale::getISOCountries(); *region != nullptr; ++region) {
      add_code(*region);
    }
    add_code("XK");
    add_alias("uk", "gb");  // the EU's own codes for the United Kingdom and Greece
    add_alias("el", "gr");
    for (const char* table : {"names/countries.tsv", "names/demonyms.tsv"}) {
      for (const auto& row : tables::rows(table)) {
        if (row.size() == 2 && row[0].size() == 2) add_alias(country_key(row[1]), row[0]);
      }
    }
    for (const char* locale : kLocales) add_language(icu::Locale(locale));
  }

  void add_code(const char* upper) {
    const std::string code = country_key(upper);
    const icu::Locale region("", upper);
    add_alias(code, code);
    add_alias(country_key(region.getISO3Country()), code);
    icu::UnicodeString name;
    region.getDisplayCountry(icu::Locale::getEnglish(), name);
    names_.emplace(code, to_utf8(name));
    regions_.push_back(region);
  }

  void add_language(const icu::Locale& language) {
    icu::UnicodeString name;
    for (const icu::Locale& region : regions_) {
      region.getDisplayCountry(language, name);
      add_alias(country_key(to_utf8(name)), country_key(region.getCountry()));
    }
  }

  void add_alias(std::string_view key, std::string_view code) {
    if (!key.empty()) codes_.try_emplace(std::string(key), std::array<char, 2>{code[0], code[1]});
  }

  CodeByName codes_;
  NameByCode names_;
  std::vector<icu::Locale> regions_;
};

}  // namespace

std::string country_code(std::string_view text) {
  if (text.size() < 2 || text.size() > kMaxName) return {};
  const CountryTable& table = CountryTable::instance();
  const std::string key = country_key(text);
  std::string code = table.code(key);
  if (!code.empty()) return code;
  // Turned names that no table has: "Macedonia, Republic of", "Moldova (Republic of)".
  const std::size_t comma = text.find_first_of(",(");
  if (comma == std::string_view::npos || comma + 1 == text.size()) return {};
  std::string turned(text.substr(comma + 1));
  turned += ' ';
  turned += text.substr(0, comma);
  return table.code(country_key(turned));
}

std::string country_name(std::string_view code) {
  const std::string* name = CountryTable::instance().name(country_key(code));
  return name == nullptr ? std::string(code) : *name;
}

}  // namespace weir::facts
