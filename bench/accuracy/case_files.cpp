#include "accuracy/case_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace weir::accuracy {

std::vector<std::string> csv_fields(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

tl::expected<std::vector<Pair>, std::string> read_cases(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".csv") paths.push_back(entry.path());
  }
  if (error || paths.empty()) return tl::unexpected(fmt::format("{}: no case files (*.csv) here", folder));
  std::sort(paths.begin(), paths.end());
  std::vector<Pair> pairs;
  for (const auto& path : paths) {
    std::ifstream in(path);
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.empty() || line.front() == '#' || line.starts_with("schema,")) continue;
      std::vector<std::string> fields = csv_fields(line);
      const std::string at = fmt::format("{}:{}: ", path.filename().string(), number);
      constexpr std::size_t kColumns = 7;
      if (fields.size() != kColumns)
        return tl::unexpected(fmt::format("{}{} fields, 7 expected", at, fields.size()));
      const auto schema = parse_schema(fields[0]);
      if (!schema) return tl::unexpected(fmt::format("{}unknown schema '{}'", at, fields[0]));
      if (fields[3] != "0" && fields[3] != "1") return tl::unexpected(at + "label must be 0 or 1");
      if (fields[1].empty() || fields[2].empty()) return tl::unexpected(at + "a name is empty");
      const Split split = split_of(fields[1]);
      pairs.push_back({.schema = *schema,
                       .left = std::move(fields[1]),
                       .right = std::move(fields[2]),
                       .same = fields[3] == "1",
                       .set = "cases",
                       .change = std::move(fields[4]),
                       .script = std::move(fields[5]),
                       .note = std::move(fields[6]),
                       .split = split});
    }
  }
  return pairs;
}

}  // namespace weir::accuracy
