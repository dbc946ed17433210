#include "ledger/line_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "ledger/decision_digest.hpp"
#include "lists/csv.hpp"
#include "rules/words.hpp"

namespace weir::ledger {
namespace {

constexpr std::array<std::string_view, 12> kColumns{"id",    "date",      "code",        "nomenclature",
                                                    "eccn",  "departure", "destination", "origin",
                                                    "value", "currency",  "weight_kg",   "counterparty"};

class RowReader {
 public:
  RowReader(const std::map<std::string, std::size_t>& columns, const lists::CsvRecord& record)
      : columns_(columns), record_(record) {}

  std::string field(const char* name) const {
    const auto found = columns_.find(name);
    if (found == columns_.end() || found->second >= record_.fields.size()) return {};
    return std::string(lists::trim(record_.fields[found->second]));
  }
  Place place(const char* name) {
    const std::string text = field(name);
    if (text.empty()) return {};
    const std::string code = facts::country_code(text);
    if (code.empty()) fail(name, fmt::format("'{}' is no country", text));
    return {.country = code, .region = {}};
  }
  std::optional<Number> number(const char* name) {
    const std::string text = field(name);
    if (text.empty()) return std::nullopt;
    const auto parsed = Number::parse(text);
    if (!parsed) fail(name, fmt::format("'{}' is no number; expected digits with at most one point", text));
    return parsed;
  }
  void fail(std::string name, std::string reason) {
    if (!reason_.empty()) return;
    field_ = std::move(name);
    reason_ = std::move(reason);
  }
  [[nodiscard]] bool good() const { return reason_.empty(); }
  [[nodiscard]] lists::Reject reject(const std::string& file) const {
    return {.file = file,
            .line = record_.line,
            .field = field_,
            .reason = reason_,
            .record = lists::excerpt(record_.raw)};
  }

 private:
  const std::map<std::string, std::size_t>& columns_;
  const lists::CsvRecord& record_;
  std::string field_;
  std::string reason_;
};

PastQuestion read_row(RowReader& row) {
  PastQuestion out;
  RuleQuestion& line = out.line.emplace();
  line.id = row.field("id");
  out.party.entry_id = line.id;
  if (const auto day = facts::parse_day(row.field("date"))) {
    out.date = *day;
  } else {
    row.fail("date", fmt::format("'{}' is no day; expected one such as 2026-11-24", row.field("date")));
  }
  if (const std::string code = row.field("code"); !code.empty()) {
    const std::string nomenclature = row.field("nomenclature");
    const auto parsed = parse_nomenclature(nomenclature.empty() ? "HS-2022" : nomenclature);
    if (!parsed)
      row.fail("nomenclature", fmt::format("'{}' is not known; expected such as HS-2022", nomenclature));
    // As strictly as in the tables of rules.
    auto digits = rules::code_digits(code, parsed.value_or(Nomenclature{}));
    if (!digits) {
      row.fail("code", fmt::format("'{}' is no goods code of {}; expected 2, 4 or 6 digits (7 to 10 in a "
                                   "national system) in a chapter that exists",
                                   code, nomenclature_text(parsed.value_or(Nomenclature{}))));
    }
    line.codes.push_back({.digits = std::move(digits).value_or(std::string{}),
                          .nomenclature = parsed.value_or(Nomenclature{})});
  }
  if (std::string eccn = row.field("eccn"); !eccn.empty()) line.eccns.push_back(std::move(eccn));
  if (line.codes.empty() && line.eccns.empty()) row.fail("code", "neither a goods code nor an ECCN is given");
  line.departure = row.place("departure");
  line.destination = row.place("destination");
  line.origin = row.place("origin");
  line.value = row.number("value");
  line.currency = row.field("currency");
  line.weight_kg = row.number("weight_kg");
  if (std::string name = row.field("counterparty"); !name.empty())
    out.party.names.push_back(
        {.text = std::move(name), .kind = NameKind::Primary, .language = {}, .parts = {}});
  out.context.engine = engine_name();
  return out;
}

}  // namespace

tl::expected<void, Fault> read_lines_csv(lists::ByteSource& source, const LineHandler& handler) {
  std::map<std::string, std::size_t> columns;
  bool headed = false;
  const auto read = lists::read_csv(
      source, ',',
      {.record =
           [&](const lists::CsvRecord& record) {
             if (!headed) {
               headed = true;
               for (std::size_t i = 0; i < record.fields.size(); ++i) {
                 std::string title(lists::trim(record.fields[i]));
                 std::transform(title.begin(), title.end(), title.begin(),
                                [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
                 if (std::find(kColumns.begin(), kColumns.end(), title) != kColumns.end())
                   columns.emplace(title, i);
               }
               return;
             }
             if (!columns.contains("date")) return;
             RowReader row(columns, record);
             PastQuestion question = read_row(row);
             if (row.good()) {
               handler.line(std::move(question));
             } else {
               handler.reject(row.reject(source.name()));
             }
           },
       .broken =
           [&](std::uint64_t line, std::string reason, std::string_view raw) {
             handler.reject({.file = source.name(),
                             .line = line,
                             .reason = std::move(reason),
                             .record = lists::excerpt(raw)});
           }});
  if (!read) return read;
  if (!columns.contains("date") || (!columns.contains("code") && !columns.contains("eccn"))) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat,
              .file = source.name(),
              .line = 1,
              .message = "not a file of shipment lines: expected a header row with date and code (or eccn), "
                         "separated by commas"});
  }
  return {};
}

}  // namespace weir::ledger
