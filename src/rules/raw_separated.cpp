// Tab- and comma-separated tables: a header row, then one row a line. The first column names the kind.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/raw.hpp"
#include "rules/words.hpp"

namespace weir::rules {
namespace {

constexpr std::array<std::string_view, 8> kKinds{"measure", "area",     "code_set", "eccn",
                                                 "fact",    "chemical", "stack",    "term"};

// One field of a comma-separated line; quotes double inside quotes (RFC 4180), but no field spans lines.
bool next_field(std::string_view& line, char separator, std::string& out) {
  out.clear();
  if (separator == ',' && !line.empty() && line.front() == '"') {
    std::size_t i = 1;
    for (; i < line.size(); ++i) {
      if (line[i] != '"') {
        out += line[i];
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        out += '"';
        ++i;
      } else {
        break;
      }
    }
    line.remove_prefix(std::min(i + 1, line.size()));
    const std::size_t end = line.find(separator);
    const bool more = end != std::string_view::npos;
    line.remove_prefix(more ? end + 1 : line.size());
    return more;
  }
  const std::size_t end = line.find(separator);
  out = line.substr(0, end);
  const bool more = end != std::string_view::npos;
  line.remove_prefix(more ? end + 1 : line.size());
  return more;
}

std::vector<std::string> split_line(std::string_view line, char separator) {
  std::vector<std::string> out;
  std::string field;
  bool more = true;
  while (more) {
    more = next_field(line, separator, field);
    out.emplace_back(trim(field));
  }
  return out;
}

// Fields in which ';' parts several values; others are text and may hold it.
bool is_list(std::string_view key) {
  constexpr std::array<std::string_view, 20> kLists{
      "hs",      "codes",  "code",  "sets",     "eccn",    "eccns",      "chemicals",
      "to",      "not_to", "from",  "not_from", "origin",  "not_origin", "via",
      "parties", "duty",   "lifts", "order",    "members", "member"};
  return std::find(kLists.begin(), kLists.end(), key) != kLists.end() || key == "choices" ||
         key == "classes" || key == "first_of";
}

}  // namespace

void read_separated(const std::string& file, std::string_view bytes, char separator,
                    std::vector<RawRow>& rows, std::vector<RuleIssue>& issues) {
  std::vector<std::string> header;
  std::string kind;
  std::uint64_t number = 0;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  while (!bytes.empty()) {
    const std::size_t eol = bytes.find('\n');
    std::string_view line = bytes.substr(0, eol);
    bytes.remove_prefix(eol == std::string_view::npos ? bytes.size() : eol + 1);
    ++number;
    if (trim(line).empty() || line.front() == '#') continue;
    if (line.back() == '\r') line.remove_suffix(1);
    std::vector<std::string> fields = split_line(line, separator);
    if (header.empty()) {
      kind = fields.front();
      if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) {
        issues.push_back(
            {RuleIssueKind::Error, file, number, "",
             fmt::format("the first column is '{}'; expected a header row whose first column is one of: {}",
                         kind.substr(0, 40), fmt::join(kKinds, ", "))});
        return;
      }
      header = std::move(fields);
      header.front() = "id";
      continue;
    }
    if (fields.size() > header.size()) {
      issues.push_back({RuleIssueKind::Error, file, number, "",
                        fmt::format("{} fields; expected at most {}", fields.size(), header.size())});
      continue;
    }
    RawRow& row = rows.emplace_back();
    row.kind = kind;
    row.file = file;
    row.line = number;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].empty()) continue;
      RawField& field = row.fields.emplace_back();
      field.key = header[i];
      field.line = number;
      if (i > 0 && is_list(header[i])) {
        std::string_view rest = fields[i];
        while (true) {
          const std::size_t end = rest.find(';');
          if (!trim(rest.substr(0, end)).empty()) field.values.emplace_back(trim(rest.substr(0, end)));
          if (end == std::string_view::npos) break;
          rest.remove_prefix(end + 1);
        }
      } else {
        field.values.push_back(std::move(fields[i]));
      }
    }
  }
  if (header.empty()) {
    issues.push_back({RuleIssueKind::Error, file, 0, "", "no header row; expected one with column names"});
  }
}

const RawField* RawRow::find(std::string_view key) const noexcept {
  for (const RawField& field : fields) {
    if (field.key == key) return &field;
  }
  return nullptr;
}

void read_table(const std::string& file, std::string_view bytes, std::vector<RawRow>& rows,
                std::vector<RuleIssue>& issues) {
  if (bytes.size() > kMaxTableBytes) {
    issues.push_back({RuleIssueKind::Error, file, 0, "",
                      fmt::format("{} bytes; expected at most {}", bytes.size(), kMaxTableBytes)});
    return;
  }
  if (file.ends_with(".toml"))
    read_toml(file, bytes, rows, issues);
  else
    read_separated(file, bytes, file.ends_with(".csv") ? ',' : '\t', rows, issues);
}

}  // namespace weir::rules
