#include "lists/csv_titles.hpp"

#include "lists/csv.hpp"
#include "tables/tables.hpp"

namespace weir::lists {

std::string title_key(std::string_view title) {
  std::string key;
  for (const char c : trim(title)) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    key.push_back(lower == ' ' || lower == '.' || lower == '-' || lower == '/' ? '_' : lower);
  }
  while (!key.empty() && key.back() == '_') key.pop_back();
  return key;
}

CsvTitles::CsvTitles(std::string_view table) {
  for (const auto& row : tables::rows(table)) {
    if (row.size() > 1) known_[row[0]] = row[1];
  }
}

std::string CsvTitles::column(std::string_view title, const std::map<std::string, std::string>& own) const {
  if (const auto mapped = own.find(std::string(trim(title))); mapped != own.end()) return mapped->second;
  const auto known = known_.find(title_key(title));
  return known == known_.end() ? std::string{} : std::string(known->second);
}

}  // namespace weir::lists
