// Rows of rule tables as they stand in the file: a kind and fields, each with its line.
//
// TOML and TSV both end here, so that every field is read and checked in one place (rows.cpp). Thread-safety:
// pure functions. Errors: issues with file and line; what cannot be read at all is one issue and no rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "weir/rules.hpp"

namespace weir::rules {

struct RawField {
  std::string key;
  std::vector<std::string> values;  // a plain value is a list of one
  std::uint64_t line = 0;
};

struct RawRow {
  std::string kind;  // "measure", "area", "code_set", "eccn", "fact", "chemical", "stack", "term"
  std::string file;
  std::uint64_t line = 0;
  std::vector<RawField> fields;
  std::vector<RawRow> conditions;  // of a measure

  [[nodiscard]] const RawField* find(std::string_view key) const noexcept;
};

inline constexpr std::size_t kMaxTableBytes = std::size_t{64} << 20U;

// `file` is how the table is called in messages. The ending decides: .toml, .tsv, .csv.
void read_table(const std::string& file, std::string_view bytes, std::vector<RawRow>& rows,
                std::vector<RuleIssue>& issues);
void read_toml(const std::string& file, std::string_view bytes, std::vector<RawRow>& rows,
               std::vector<RuleIssue>& issues);
void read_separated(const std::string& file, std::string_view bytes, char separator,
                    std::vector<RawRow>& rows, std::vector<RuleIssue>& issues);

}  // namespace weir::rules
