// CSV with a header row, as the readers of this room need it.
//
// Thread-safety: value types. Errors: as lists::read_csv, and Fault BadFormat for a header that does not fit.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lists/csv.hpp"
#include "ownership/builder.hpp"

namespace weir::ownership {

// Column name -> place in the row. Titles compare in lower case with '_' for blanks, dots and dashes.
class TitleIndex {
 public:
  TitleIndex() = default;
  // `own` maps a user's titles to columns; data/ownership/csv_columns.tsv has the ones that are known.
  TitleIndex(const std::vector<std::string>& fields, const std::map<std::string, std::string>& own);
  [[nodiscard]] bool has(std::string_view column) const { return places_.contains(std::string(column)); }
  // Trimmed; empty where the row or the header has none.
  [[nodiscard]] std::string_view cell(const std::vector<std::string>& row, std::string_view column) const;
  // The same by place, for the many rows; kNowhere where the header has no such column.
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  [[nodiscard]] std::size_t place(std::string_view column) const;
  [[nodiscard]] static std::string_view cell_at(const std::vector<std::string>& row, std::size_t place) {
    return place < row.size() ? lists::trim(row[place]) : std::string_view{};
  }
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

 private:
  std::unordered_map<std::string, std::size_t> places_;
  std::size_t count_ = 0;
};

// `header` gives what is wrong with the first row, or nothing; `row` gets every other one.
[[nodiscard]] tl::expected<void, Fault> read_titled_csv(
    lists::ByteSource& source, const std::function<std::string(const std::vector<std::string>&)>& header,
    const std::function<void(const lists::CsvRecord&)>& row, GraphBuilder& builder);

}  // namespace weir::ownership
