// Which form a file has, by its first bytes, and its reader.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lists/byte_source.hpp"
#include "ownership/csv_titles.hpp"
#include "ownership/readers.hpp"

namespace weir::ownership {

std::string_view ownership_format_name(OwnershipFormat format) noexcept {
  switch (format) {
    case OwnershipFormat::Csv:
      return "csv";
    case OwnershipFormat::Ftm:
      return "ftm";
    case OwnershipFormat::Bods:
      return "bods";
    case OwnershipFormat::GleifCsv:
      return "gleif-csv";
    case OwnershipFormat::GleifJson:
      return "gleif-json";
    case OwnershipFormat::Unknown:
      break;
  }
  return "unknown";
}

DetectedOwnership detect_ownership(std::string_view head, const std::map<std::string, std::string>& columns) {
  const auto has = [&](std::string_view text) { return head.find(text) != std::string_view::npos; };
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  if (head.starts_with(kBom)) head.remove_prefix(kBom.size());
  const std::string_view text = lists::trim(head);
  if (text.empty()) return {};
  if (text.front() == '{' || text.front() == '[') {
    const bool array = text.front() == '[';
    DetectedOwnership out{.lines = !array};
    if (has("\"statementType\"") || has("\"recordType\"") || has("\"statementID\"") ||
        has("\"statementId\"")) {
      out.format = OwnershipFormat::Bods;
    } else if (has("\"StartNode\"") || has("\"EndNode\"")) {
      out.format = OwnershipFormat::GleifJson;
      if (!array) {
        // The whole file is one object round the array of records, unless each line is a record.
        for (const std::string_view key : {"relations", "records", "RelationshipRecords"}) {
          const std::size_t at = text.find(fmt::format("\"{}\"", key));
          if (at == std::string_view::npos || at > text.find("\"StartNode\"")) continue;
          out.lines = false;
          out.key = key;
          break;
        }
      }
    } else if (!array && has("\"schema\"") && has("\"properties\"")) {
      out.format = OwnershipFormat::Ftm;
    }
    return out;
  }
  const std::string line(text.substr(0, text.find('\n')));
  const auto source = lists::from_memory("head", line);
  DetectedOwnership out;
  const auto read = lists::read_csv(*source, lists::guess_delimiter(line),
                                    {.record =
                                         [&](const lists::CsvRecord& record) {
                                           const TitleIndex titles(record.fields, columns);
                                           if (titles.has("relationship_startnode_nodeid")) {
                                             out.format = OwnershipFormat::GleifCsv;
                                           } else if ((titles.has("owner") || titles.has("owner_id")) &&
                                                      (titles.has("owned") || titles.has("owned_id"))) {
                                             out.format = OwnershipFormat::Csv;
                                           }
                                         },
                                     .broken = [](std::uint64_t, std::string, std::string_view) {}});
  return read ? out : DetectedOwnership{};
}

tl::expected<void, Fault> read_stakes(lists::ByteSource& source, const DetectedOwnership& found,
                                      const std::map<std::string, std::string>& columns,
                                      GraphBuilder& builder) {
  switch (found.format) {
    case OwnershipFormat::Csv:
      return read_stakes_csv(source, columns, builder);
    case OwnershipFormat::Ftm:
      return read_ftm_stakes(source, builder);
    case OwnershipFormat::Bods:
      return read_bods(source, found.lines, builder);
    case OwnershipFormat::GleifCsv:
      return read_gleif_csv(source, builder);
    case OwnershipFormat::GleifJson:
      return read_gleif_json(source, found.lines, found.key, builder);
    case OwnershipFormat::Unknown:
      break;
  }
  return tl::unexpected(
      Fault{.kind = FaultKind::BadFormat,
            .file = source.name(),
            .message = "no ownership data is recognised; expected a CSV with the columns owner and owned, "
                       "FollowTheMoney or BODS statements, or GLEIF relationship records"});
}

tl::expected<OwnershipFormat, Fault> load_stakes(const std::string& path,
                                                 const std::map<std::string, std::string>& columns,
                                                 GraphBuilder& builder) {
  const auto head = lists::file_head(path);
  if (!head) return tl::unexpected(head.error());
  const DetectedOwnership found = detect_ownership(*head, columns);
  auto file = lists::open_file(path);
  if (!file) return tl::unexpected(file.error());
  const auto source = lists::as_utf8(std::move(*file));
  builder.begin_file(path);
  const auto read = read_stakes(*source, found, columns, builder);
  if (!read) return tl::unexpected(read.error());
  return found.format;
}

}  // namespace weir::ownership
