#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "inputs/shipment_fields.hpp"
#include "lists/csv.hpp"

namespace weir::inputs {
namespace {

namespace dom = simdjson::dom;

// A scalar as text, digits as they are; empty for null and for anything with parts.
std::string scalar(const dom::element& value) {
  switch (value.type()) {
    case dom::element_type::STRING:
      return std::string(std::string_view(value));
    case dom::element_type::INT64:
      return std::to_string(int64_t(value));
    case dom::element_type::UINT64:
      return std::to_string(uint64_t(value));
    case dom::element_type::DOUBLE:
      return fmt::format("{}", double(value));
    case dom::element_type::BOOL:
      return bool(value) ? "true" : "false";
    default:
      return {};
  }
}

// Several values as one text, as a CSV field would hold them.
std::string joined(const dom::element& value) {
  dom::array array;
  if (value.get(array) != simdjson::SUCCESS) return scalar(value);
  std::string out;
  for (const dom::element& item : array) out += (out.empty() ? "" : ";") + scalar(item);
  return out;
}

class Reader {
 public:
  Reader(std::string file, const ColumnMap& own, const ShipmentHandler& handler)
      : file_(std::move(file)), own_(own), handler_(handler) {}

  void shipment(const dom::element& element, std::uint64_t line, std::string_view raw) {
    dom::object object;
    line_ = line;
    raw_ = raw;
    if (element.get(object) != simdjson::SUCCESS) {
      reject("", "not an object; expected a shipment", true);
      return;
    }
    Shipment out;
    out.source = {.file = file_, .line = line};
    ShipmentLine single{.line = line};
    for (const auto& [key, value] : object) {
      const std::string_view name = key;
      if (name == "parties") {
        parties(value, out);
      } else if (name == "lines" || name == "goods" || name == "items") {
        lines(value, out);
      } else if (name == "route") {
        fields(value, out, single, "route");
      } else {
        field(out, single, name, value);
      }
    }
    if (!single.code.empty() || !single.text.empty() || !single.chemicals.empty())
      out.lines.insert(out.lines.begin(), std::move(single));
    if (!finish_shipment(out)) {
      reject("", "the shipment names neither a party nor goods", true);
      return;
    }
    if (out.id.empty()) out.id = fmt::format("line-{}", line);
    handler_.shipment(std::move(out));
  }

  void broken(std::uint64_t line, std::string_view raw, std::string reason) {
    line_ = line;
    raw_ = raw;
    reject("", std::move(reason), true);
  }

 private:
  void field(Shipment& out, ShipmentLine& line, std::string_view key, const dom::element& value) {
    const std::string name = shipment_field(key, own_);
    dom::object object;
    if (!name.empty() && is_role(name) && value.get(object) == simdjson::SUCCESS) {
      party(object, out, name);
      return;
    }
    std::string wrong = set_shipment_field(out, line, name, joined(value));
    if (!wrong.empty()) reject(std::string(key), std::move(wrong), false);
  }

  void fields(const dom::element& value, Shipment& out, ShipmentLine& line, std::string_view where) {
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) {
      reject(std::string(where), "not an object", false);
      return;
    }
    for (const auto& [key, inner] : object) field(out, line, key, inner);
  }

  // A line's own "id" or "date" is not the shipment's.
  void line_fields(const dom::element& value, Shipment& out, ShipmentLine& line) {
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) {
      reject("lines", "not an object", false);
      return;
    }
    for (const auto& [key, inner] : object) {
      if (is_line_field(shipment_field(key, own_))) field(out, line, key, inner);
    }
  }

  void parties(const dom::element& value, Shipment& out) {
    dom::array array;
    if (value.get(array) != simdjson::SUCCESS) {
      reject("parties", "not an array; expected [{\"role\": \"consignee\", \"name\": ...}]", false);
      return;
    }
    for (const dom::element& item : array) {
      dom::object object;
      std::string_view role;
      if (item.get(object) != simdjson::SUCCESS || object["role"].get(role) != simdjson::SUCCESS) {
        reject("parties", "a party without a role", false);
        continue;
      }
      const std::string known = shipment_field(role, own_);
      if (!is_role(known)) {
        reject("parties", fmt::format("'{}' is no role that Weir knows; the party is read as notify", role),
               false);
      }
      // Each object is a party of its own, also where two have one role.
      Shipment one;
      party(object, one, is_role(known) ? known : "notify");
      for (ShipmentParty& each : one.parties) {
        if (out.parties.size() < kMostShipmentParties) out.parties.push_back(std::move(each));
      }
    }
  }

  void party(const dom::object& object, Shipment& out, std::string_view role) {
    for (const auto& [key, value] : object) {
      if (std::string_view(key) == "role") continue;
      std::string wrong = set_party_field(out, role, key, joined(value));
      if (!wrong.empty()) reject(fmt::format("{}.{}", role, std::string_view(key)), std::move(wrong), false);
    }
  }

  void lines(const dom::element& value, Shipment& out) {
    dom::array array;
    if (value.get(array) != simdjson::SUCCESS) {
      reject("lines", "not an array; expected [{\"code\": ..., \"description\": ...}]", false);
      return;
    }
    for (const dom::element& item : array) {
      if (out.lines.size() >= kMostLines) {
        reject("lines", fmt::format("more than {} lines; the rest is not read", kMostLines), false);
        return;
      }
      ShipmentLine line{.line = line_};
      line_fields(item, out, line);
      out.lines.push_back(std::move(line));
    }
  }

  void reject(std::string field, std::string reason, bool whole) {
    handler_.reject({.file = file_,
                     .line = line_,
                     .field = std::move(field),
                     .reason = std::move(reason),
                     .record = lists::excerpt(raw_),
                     .whole = whole});
  }

  std::string file_;
  const ColumnMap& own_;
  const ShipmentHandler& handler_;
  std::uint64_t line_ = 0;
  std::string_view raw_;
};

}  // namespace

bool looks_like_shipment_json(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || (head[first] != '{' && head[first] != '[')) return false;
  const bool goods = head.find("\"lines\"") != std::string_view::npos ||
                     head.find("\"goods\"") != std::string_view::npos ||
                     head.find("\"items\"") != std::string_view::npos ||
                     head.find("\"description\"") != std::string_view::npos;
  const bool party = head.find("\"parties\"") != std::string_view::npos ||
                     head.find("\"consignee\"") != std::string_view::npos;
  return goods && party;
}

tl::expected<void, Fault> read_shipment_json(lists::ByteSource& source, const ColumnMap& columns,
                                             const ShipmentHandler& handler) {
  std::string bytes;
  constexpr std::size_t kChunk = 1U << 16U;
  for (;;) {
    const std::size_t filled = bytes.size();
    bytes.resize(filled + kChunk);
    const auto count = source.read(bytes.data() + filled, kChunk);
    if (!count) return tl::unexpected(count.error());
    bytes.resize(filled + *count);
    if (*count == 0) break;
    if (bytes.size() > kMostShipmentFileBytes)
      return tl::unexpected(
          Fault{.kind = FaultKind::TooLarge,
                .file = source.name(),
                .message = fmt::format("more than {} MB; split the file or use CSV, which is read "
                                       "row by row",
                                       kMostShipmentFileBytes >> 20U)});
  }
  Reader reader(source.name(), columns, handler);
  dom::parser parser(lists::kMaxRecordBytes);
  const std::string_view text = bytes;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || (text[first] != '{' && text[first] != '['))
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat,
              .file = source.name(),
              .line = 1,
              .message = "no shipments: expected JSON, an array of objects or one object a line"});
  if (text[first] == '[' || text.find('\n') == std::string_view::npos || text.substr(first, 2) == "{\n" ||
      text.substr(first, 3) == "{\r\n") {
    dom::parser whole;
    dom::element root;
    if (const auto error = whole.parse(text.data(), text.size()).get(root)) {
      return tl::unexpected(Fault{.kind = FaultKind::BadFormat,
                                  .file = source.name(),
                                  .message = fmt::format("not JSON: {}", simdjson::error_message(error))});
    }
    dom::array array;
    if (root.get(array) == simdjson::SUCCESS) {
      std::uint64_t index = 0;
      for (const dom::element& element : array) reader.shipment(element, ++index, {});
    } else {
      reader.shipment(root, 1, text);
    }
    return {};
  }
  std::uint64_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view raw = text.substr(at, end - at);
    ++line;
    at = end + 1;
    if (lists::trim(raw).empty()) continue;
    if (raw.size() > lists::kMaxRecordBytes) {
      reader.broken(line, raw.substr(0, 200), fmt::format("more than {} MB", lists::kMaxRecordBytes >> 20U));
      continue;
    }
    dom::element element;
    if (const auto error = parser.parse(raw.data(), raw.size()).get(element)) {
      reader.broken(line, raw, fmt::format("not JSON: {}", simdjson::error_message(error)));
      continue;
    }
    reader.shipment(element, line, raw);
  }
  return {};
}

}  // namespace weir::inputs
