// The wordings of the real lists in ../shared/data: at least 99.5 % of dates and countries must be
// understood.
#include <csv.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "facts/countries.hpp"
#include "facts/dates.hpp"

namespace weir::facts {
namespace {

constexpr double kLeastShare = 0.995;

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool has_shared_data() {
  return std::filesystem::exists(WEIR_SHARED_DATA "/un_sc/UN_consolidated.xml");
}

std::vector<std::vector<std::string>> csv_rows(const std::string& path) {
  struct Collector {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row;
  } collected;
  csv_parser parser;
  csv_init(&parser, CSV_APPEND_NULL);
  const std::string bytes = slurp(path);
  const auto on_field = [](void* field, std::size_t size, void* state) {
    static_cast<Collector*>(state)->row.emplace_back(static_cast<const char*>(field), size);
  };
  const auto on_row = [](int, void* state) {
    auto* collector = static_cast<Collector*>(state);
    collector->rows.push_back(std::move(collector->row));
    collector->row.clear();
  };
  csv_parse(&parser, bytes.data(), bytes.size(), on_field, on_row, &collected);
  csv_fini(&parser, on_field, on_row, &collected);
  csv_free(&parser);
  return collected.rows;
}

std::vector<std::string> xml_texts(const std::string& xml, const std::string& tag) {
  std::vector<std::string> out;
  const std::string open = "<" + tag + ">";
  const std::string close = "</" + tag + ">";
  for (std::size_t at = xml.find(open); at != std::string::npos; at = xml.find(open, at)) {
    at += open.size();
    out.push_back(xml.substr(at, xml.find(close, at) - at));
  }
  return out;
}

// Share of texts that `reads` takes; names the first few it does not.
double share(const std::vector<std::string>& texts, const std::function<bool(const std::string&)>& reads) {
  std::size_t good = 0;
  std::string bad;
  for (const std::string& text : texts) {
    if (reads(text)) {
      ++good;
    } else if (bad.size() < 500) {
      bad += "[" + text + "] ";
    }
  }
  const double out = static_cast<double>(good) / static_cast<double>(texts.size());
  std::printf("  %zu of %zu read (%.3f %%); not read: %s\n", good, texts.size(), out * 100, bad.c_str());
  return out;
}

TEST(RealWordings, DatesOfBirthInOfacRemarks) {
  if (!has_shared_data()) GTEST_SKIP() << "no " WEIR_SHARED_DATA;
  std::vector<std::string> dates;
  for (const auto& row : csv_rows(WEIR_SHARED_DATA "/ofac_sdn_2023_01/sdn.csv")) {
    if (row.size() < 12) continue;
    const std::string& remarks = row[11];
    for (std::size_t at = remarks.find("DOB "); at != std::string::npos; at = remarks.find("DOB ", at)) {
      at += 4;
      dates.push_back(remarks.substr(at, remarks.find(';', at) - at));
    }
  }
  ASSERT_GT(dates.size(), 5000U);
  EXPECT_GT(share(dates, [](const std::string& text) { return parse_date(text).has_value(); }), kLeastShare);
}

TEST(RealWordings, DatesOfTheUnList) {
  if (!has_shared_data()) GTEST_SKIP() << "no " WEIR_SHARED_DATA;
  const std::string xml = slurp(WEIR_SHARED_DATA "/un_sc/UN_consolidated.xml");
  std::vector<std::string> dates;
  for (const char* tag :
       {"DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "DATE_OF_ISSUE", "DATE_OF_BIRTH", "LISTED_ON"}) {
    for (auto& text : xml_texts(xml, tag)) dates.push_back(std::move(text));
  }
  ASSERT_GT(dates.size(), 1500U);
  EXPECT_GT(share(dates, [](const std::string& text) { return parse_date(text).has_value(); }), kLeastShare);
}

TEST(RealWordings, CountriesOfTheAddressFiles) {
  if (!has_shared_data()) GTEST_SKIP() << "no " WEIR_SHARED_DATA;
  for (const char* file : {"/ofac_sdn_2023_01/sdn_address.csv", "/ofac_addalt_2025_12/add.csv",
                           "/ofac_cons_2025_12/cons_add.csv", "/ofac_sdn_2021_07/add.csv"}) {
    std::vector<std::string> countries;
    for (const auto& row : csv_rows(std::string(WEIR_SHARED_DATA) + file)) {
      // "-0-" is OFAC's empty field, "undetermined" its word for "not known".
      if (row.size() > 4 && row[4] != "-0-" && row[4] != "-0- " && row[4] != "undetermined" &&
          row[4] != "Country") {
        countries.push_back(row[4]);
      }
    }
    ASSERT_GT(countries.size(), 400U);
    EXPECT_GT(share(countries, [](const std::string& text) { return !country_code(text).empty(); }),
              kLeastShare)
        << file;
  }
}

TEST(RealWordings, CountriesOfTheUnList) {
  if (!has_shared_data()) GTEST_SKIP() << "no " WEIR_SHARED_DATA;
  const std::string xml = slurp(WEIR_SHARED_DATA "/un_sc/UN_consolidated.xml");
  std::vector<std::string> countries;
  for (const char* tag : {"COUNTRY", "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"}) {
    for (auto& text : xml_texts(xml, tag)) countries.push_back(std::move(text));
  }
  for (const auto& nationality : xml_texts(xml, "NATIONALITY")) {
    for (auto& text : xml_texts(nationality, "VALUE")) countries.push_back(std::move(text));
  }
  ASSERT_GT(countries.size(), 1500U);
  EXPECT_GT(share(countries, [](const std::string& text) { return !country_code(text).empty(); }),
            kLeastShare);
}

}  // namespace
}  // namespace weir::facts
