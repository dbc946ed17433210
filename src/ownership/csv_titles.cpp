#include "ownership/csv_titles.hpp"

#include "lists/byte_source.hpp"
#include "lists/csv_titles.hpp"

namespace weir::ownership {
TitleIndex::TitleIndex(const std::vector<std::string>& fields, const std::map<std::string, std::string>& own)
    : count_(fields.size()) {
  static const lists::CsvTitles kTitles("ownership/csv_columns.tsv");
  for (std::size_t i = 0; i < fields.size(); ++i) {
    std::string column = kTitles.column(fields[i], own);
    if (column.empty()) column = lists::title_key(fields[i]);
    places_.try_emplace(std::move(column), i);
  }
}

std::size_t TitleIndex::place(std::string_view column) const {
  const auto found = places_.find(std::string(column));
  return found == places_.end() ? kNowhere : found->second;
}

std::string_view TitleIndex::cell(const std::vector<std::string>& row, std::string_view column) const {
  return cell_at(row, place(column));
}

tl::expected<void, Fault> read_titled_csv(
    lists::ByteSource& source, const std::function<std::string(const std::vector<std::string>&)>& header,
    const std::function<void(const lists::CsvRecord&)>& row, GraphBuilder& builder) {
  // The header row decides the delimiter.
  const auto head = lists::read_head(source);
  if (!head) return tl::unexpected(head.error());
  lists::Rejoined whole(*head, source);
  bool first = true;
  std::string problem = "the file is empty; expected a header row";
  const auto read = lists::read_csv(
      whole, lists::guess_delimiter(*head),
      {.record =
           [&](const lists::CsvRecord& record) {
             if (first) {
               first = false;
               problem = header(record.fields);
             } else if (problem.empty()) {
               row(record);
             }
           },
       .broken = [&](std::uint64_t line, std::string reason,
                     std::string_view raw) { builder.reject(line, "", std::move(reason), raw); }});
  if (!read) return tl::unexpected(read.error());
  if (!problem.empty()) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat, .file = source.name(), .line = 1, .message = problem});
  }
  return {};
}

}  // namespace weir::ownership
