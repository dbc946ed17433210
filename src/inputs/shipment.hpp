// A shipment as a trader's file describes it: parties in roles, route, goods lines, what is said of the end
// use.
//
// CSV: one row a goods line; rows that follow each other with the same shipment id are one shipment. JSON: an
// array of shipments or one shipment a line. Column titles: data/goods/shipment_columns.tsv, and a map of the
// user's. Thread-safety: one thread a call. Errors: Fault BadFormat when the file is no shipment file at all;
// a bad row or object is a reject, a bad field rejects that field alone, and the rest goes on.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lists/reader.hpp"
#include "weir/number.hpp"
#include "weir/party.hpp"

namespace weir::inputs {

inline constexpr std::size_t kMostShipmentFileBytes = 1U << 30U;  // JSON only: it is read whole
inline constexpr std::size_t kMostLines = 10'000;                 // of one shipment
inline constexpr std::size_t kMostShipmentParties = 200;

struct ShipmentParty {
  std::string role;  // "consignor", "consignee", "notify", "end_user", "forwarder", "carrier", "vessel",
                     // "bank", "payer"
  Party party;
  std::optional<Day> registered_on;  // in the company register, or first trade
};

struct ShipmentLine {
  std::string code;  // as written
  std::string text;
  std::string quantity;  // as written, with its unit
  std::optional<Number> value;
  std::string currency;
  std::optional<Number> weight_kg;
  std::string origin;  // ISO 3166-1 alpha-2, lower case
  std::vector<std::string> eccns;
  // Of columns of their own, as Recogniser::recognise() takes them: "cas:79099-07-3", "smiles:CCO", a name.
  std::vector<std::string> chemicals;
  std::uint64_t line = 0;  // in the file
};

struct Shipment {
  std::string id;
  std::optional<Day> date;
  std::vector<ShipmentParty> parties;
  std::string from;  // ISO 3166-1 alpha-2, lower case; empty = not said
  std::string to;
  std::vector<std::string> via;
  std::vector<ShipmentLine> lines;
  std::string end_use;
  std::string remarks;
  std::vector<std::string> documents;
  SourceRef source;
};

struct ShipmentHandler {
  std::function<void(Shipment&&)> shipment;
  std::function<void(lists::Reject&&)> reject;
};

using ColumnMap = std::map<std::string, std::string>;  // title in the file -> field of Weir

[[nodiscard]] bool looks_like_shipment_csv(std::string_view head, const ColumnMap& columns = {});
[[nodiscard]] bool looks_like_shipment_json(std::string_view head);

[[nodiscard]] tl::expected<void, Fault> read_shipment_csv(lists::ByteSource& source, const ColumnMap& columns,
                                                          const ShipmentHandler& handler);
[[nodiscard]] tl::expected<void, Fault> read_shipment_json(lists::ByteSource& source,
                                                           const ColumnMap& columns,
                                                           const ShipmentHandler& handler);

}  // namespace weir::inputs
