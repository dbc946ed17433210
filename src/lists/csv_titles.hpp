// Titles of CSV columns -> Weir's names for them, by a table (title, column) and the user's own map.
//
// Thread-safety: immutable after construction. Errors: none; an unknown title has no column.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace weir::lists {

// Lower case, with '_' for blanks, dots, dashes and slashes and none at the end: "CAS No." -> "cas_no".
[[nodiscard]] std::string title_key(std::string_view title);

class CsvTitles {
 public:
  // A table that ships, by its path below data/.
  explicit CsvTitles(std::string_view table);
  // The user's column for this title, else the table's, else empty.
  [[nodiscard]] std::string column(std::string_view title,
                                   const std::map<std::string, std::string>& own) const;

 private:
  std::unordered_map<std::string_view, std::string_view> known_;
};

}  // namespace weir::lists
