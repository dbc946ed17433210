#include <fmt/format.h>

#include <algorithm>

#include "inputs/shipment_fields.hpp"
#include "lists/byte_source.hpp"
#include "lists/csv.hpp"

namespace weir::inputs {
namespace {

// A table is one of shipments when it says what is sent and to whom.
bool is_shipment_header(const std::vector<std::string>& fields) {
  const auto has = [&](auto test) { return std::any_of(fields.begin(), fields.end(), test); };
  const bool goods = has([](const std::string& f) { return f == "description" || f == "code"; });
  const bool party =
      has([](const std::string& f) { return f == "consignee" || f == "consignor" || f == "end_user"; });
  return goods && party;
}

class Rows {
 public:
  Rows(std::string file, const ColumnMap& own, const ShipmentHandler& handler)
      : file_(std::move(file)), own_(own), handler_(handler) {}

  [[nodiscard]] bool usable() const noexcept { return usable_; }

  void record(const lists::CsvRecord& record) {
    if (fields_.empty()) {
      for (const std::string& title : record.fields) fields_.push_back(shipment_field(title, own_));
      usable_ = is_shipment_header(fields_);
      return;
    }
    if (!usable_) return;
    if (record.fields.size() > fields_.size()) {
      reject(record, "",
             fmt::format("{} fields where the header row has {}", record.fields.size(), fields_.size()),
             true);
      return;
    }
    Shipment row;
    ShipmentLine line{.line = record.line};
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      std::string wrong = set_shipment_field(row, line, fields_[i], record.fields[i]);
      if (!wrong.empty()) reject(record, fields_[i], std::move(wrong), false);
    }
    row.source = {.file = file_, .line = record.line};
    const bool has_goods = !line.code.empty() || !line.text.empty() || !line.chemicals.empty();
    if (!finish_shipment(row) && !has_goods) {
      reject(record, "", "the row names neither a party nor goods", true);
      return;
    }
    if (row.id.empty()) row.id = fmt::format("line-{}", record.line);
    if (!pending_.id.empty() && pending_.id == row.id && pending_.lines.size() < kMostLines) {
      merge(std::move(row));
    } else {
      flush();
      pending_ = std::move(row);
    }
    if (has_goods) pending_.lines.push_back(std::move(line));
  }

  void broken(std::uint64_t line, std::string reason, std::string_view raw) {
    handler_.reject(
        {.file = file_, .line = line, .reason = std::move(reason), .record = lists::excerpt(raw)});
  }

  void flush() {
    if (!pending_.id.empty()) handler_.shipment(std::move(pending_));
    pending_ = {};
  }

 private:
  // A further row of the same shipment may name parties that the first did not.
  void merge(Shipment&& row) {
    for (ShipmentParty& party : row.parties) {
      const bool known =
          std::any_of(pending_.parties.begin(), pending_.parties.end(), [&](const ShipmentParty& p) {
            return p.role == party.role && p.party.names.front().text == party.party.names.front().text;
          });
      if (!known && pending_.parties.size() < kMostShipmentParties)
        pending_.parties.push_back(std::move(party));
    }
    if (pending_.from.empty()) pending_.from = std::move(row.from);
    if (pending_.to.empty()) pending_.to = std::move(row.to);
    if (pending_.end_use.empty()) pending_.end_use = std::move(row.end_use);
    if (pending_.remarks.empty()) pending_.remarks = std::move(row.remarks);
    if (!pending_.date) pending_.date = row.date;
  }
  void reject(const lists::CsvRecord& record, std::string field, std::string reason, bool whole) {
    handler_.reject({.file = file_,
                     .line = record.line,
                     .field = std::move(field),
                     .reason = std::move(reason),
                     .record = lists::excerpt(record.raw),
                     .whole = whole});
  }

  std::string file_;
  const ColumnMap& own_;
  const ShipmentHandler& handler_;
  std::vector<std::string> fields_;
  bool usable_ = false;
  Shipment pending_;
};

}  // namespace

bool looks_like_shipment_csv(std::string_view head, const ColumnMap& columns) {
  const std::string line(head.substr(0, head.find('\n')));
  const auto source = lists::from_memory("head", line);
  bool found = false;
  const auto read = lists::read_csv(*source, lists::guess_delimiter(line),
                                    {.record =
                                         [&](const lists::CsvRecord& record) {
                                           std::vector<std::string> fields;
                                           for (const std::string& title : record.fields)
                                             fields.push_back(shipment_field(title, columns));
                                           found = is_shipment_header(fields);
                                         },
                                     .broken = [](std::uint64_t, std::string, std::string_view) {}});
  return read.has_value() && found;
}

tl::expected<void, Fault> read_shipment_csv(lists::ByteSource& source, const ColumnMap& columns,
                                            const ShipmentHandler& handler) {
  const auto head = lists::read_head(source);
  if (!head) return tl::unexpected(head.error());
  lists::Rejoined whole(*head, source);
  Rows rows(source.name(), columns, handler);
  const auto read =
      lists::read_csv(whole, lists::guess_delimiter(*head),
                      {.record = [&](const lists::CsvRecord& record) { rows.record(record); },
                       .broken = [&](std::uint64_t line, std::string reason,
                                     std::string_view raw) { rows.broken(line, std::move(reason), raw); }});
  rows.flush();
  if (!read) return tl::unexpected(read.error());
  if (!rows.usable()) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat,
              .file = source.name(),
              .line = 1,
              .message = "no shipments: expected a header row with a party (consignee, consignor or "
                         "end_user) and goods (description or code), or --map TITLE=FIELD"});
  }
  return {};
}

}  // namespace weir::inputs
