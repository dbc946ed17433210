#include "ledger/shipment_json.hpp"

#include "ledger/json_fields.hpp"
#include "ledger/question_json.hpp"

namespace weir::ledger {
namespace {

using Json = nlohmann::ordered_json;

Json goods_line_json(const inputs::ShipmentLine& line) {
  Json out = Json::object();
  put(out, "code", line.code);
  put(out, "text", line.text);
  put(out, "quantity", line.quantity);
  if (line.value) out["value"] = exact(*line.value);
  put(out, "currency", line.currency);
  if (line.weight_kg) out["weight_kg"] = exact(*line.weight_kg);
  put(out, "origin", line.origin);
  put(out, "eccns", line.eccns);
  put(out, "chemicals", line.chemicals);
  return out;
}

}  // namespace

Json shipment_to_json(const inputs::Shipment& shipment) {
  Json out = Json::object();
  if (shipment.date) out["date"] = facts::iso_day(*shipment.date);
  put(out, "from", shipment.from);
  put(out, "to", shipment.to);
  put(out, "via", shipment.via);
  for (const inputs::ShipmentParty& party : shipment.parties) {
    Json item{{"role", party.role}};
    put(item, "party_id", party.party.entry_id);
    if (party.registered_on) item["registered_on"] = facts::iso_day(*party.registered_on);
    item["party"] = question_to_json(party.party);
    out["parties"].push_back(std::move(item));
  }
  for (const inputs::ShipmentLine& line : shipment.lines) out["lines"].push_back(goods_line_json(line));
  put(out, "end_use", shipment.end_use);
  put(out, "remarks", shipment.remarks);
  put(out, "documents", shipment.documents);
  return out;
}

tl::expected<inputs::Shipment, Fault> shipment_from_json(const Json& json) {
  JsonFields in;
  if (!json.is_object()) {
    in.fail("question", "expected an object");
    return tl::unexpected(*in.fault());
  }
  inputs::Shipment out{.date = in.day_if_any(json, "date"),
                       .from = in.text(json, "from"),
                       .to = in.text(json, "to"),
                       .via = in.texts(json, "via"),
                       .end_use = in.text(json, "end_use"),
                       .remarks = in.text(json, "remarks"),
                       .documents = in.texts(json, "documents")};
  std::optional<Fault> inner;
  in.objects(json, "parties", [&](const Json& item) {
    inputs::ShipmentParty party{.role = in.text(item, "role"),
                                .registered_on = in.day_if_any(item, "registered_on")};
    auto asked = question_from_json(item.value("party", Json()));
    if (!asked) {
      if (!inner) inner = asked.error();
      return;
    }
    party.party = std::move(*asked);
    party.party.entry_id = in.text(item, "party_id");
    out.parties.push_back(std::move(party));
  });
  in.objects(json, "lines", [&](const Json& item) {
    out.lines.push_back({.code = in.text(item, "code"),
                         .text = in.text(item, "text"),
                         .quantity = in.text(item, "quantity"),
                         .value = in.number(in.text(item, "value"), "value"),
                         .currency = in.text(item, "currency"),
                         .weight_kg = in.number(in.text(item, "weight_kg"), "weight_kg"),
                         .origin = in.text(item, "origin"),
                         .eccns = in.texts(item, "eccns"),
                         .chemicals = in.texts(item, "chemicals")});
  });
  if (out.lines.size() > inputs::kMostLines || out.parties.size() > inputs::kMostShipmentParties)
    in.fail("lines", "more lines or parties than one shipment may have");
  if (in.fault()) return tl::unexpected(*in.fault());
  if (inner) return tl::unexpected(*inner);
  return out;
}

Json file_facts_to_json(const screen::FileFacts& facts) {
  Json out = Json::object();
  if (facts.first_trade) out["first_trade"] = facts::iso_day(*facts.first_trade);
  for (const auto& [party, names, others] : facts.addresses)
    out["addresses"].push_back({{"party", party + 1}, {"names", names}, {"others", others}});
  for (const auto& [line, split] : facts.splits)
    out["splits"].push_back({{"line", line + 1},
                             {"shipments", split.shipments},
                             {"total", split.total},
                             {"currency", split.currency},
                             {"first", facts::iso_day(split.first)},
                             {"last", facts::iso_day(split.last)}});
  for (const auto& [line, surge] : facts.surges)
    out["surges"].push_back(
        {{"line", line + 1}, {"before", surge.before}, {"now", surge.now}, {"currency", surge.currency}});
  return out;
}

tl::expected<screen::FileFacts, Fault> file_facts_from_json(const Json& json,
                                                            const inputs::Shipment& shipment) {
  constexpr std::size_t kMost = 1U << 31U;
  JsonFields in;
  screen::FileFacts out;
  if (!json.is_object()) {
    in.fail("file", "expected an object");
    return tl::unexpected(*in.fault());
  }
  // The place in the shipment, from 0; a place that is not there is wrong.
  const auto place = [&](const Json& item, std::string_view field, std::size_t size) {
    const std::size_t at = in.count(item, field, size + 1);
    if (at == 0) in.fail(field, "expected a number from 1");
    return at == 0 ? 0 : at - 1;
  };
  out.first_trade = in.day_if_any(json, "first_trade");
  in.objects(json, "addresses", [&](const Json& item) {
    out.addresses.push_back({.party = place(item, "party", shipment.parties.size()),
                             .names = in.count(item, "names", kMost),
                             .others = in.texts(item, "others")});
  });
  in.objects(json, "splits", [&](const Json& item) {
    out.splits.push_back({.line = place(item, "line", shipment.lines.size()),
                          .order = {.shipments = in.count(item, "shipments", kMost),
                                    .total = in.real(item, "total"),
                                    .currency = in.text(item, "currency"),
                                    .first = in.day(item, "first"),
                                    .last = in.day(item, "last")}});
  });
  in.objects(json, "surges", [&](const Json& item) {
    out.surges.push_back({.line = place(item, "line", shipment.lines.size()),
                          .surge = {.before = in.real(item, "before"),
                                    .now = in.real(item, "now"),
                                    .currency = in.text(item, "currency")}});
  });
  if (in.fault()) return tl::unexpected(*in.fault());
  return out;
}

}  // namespace weir::ledger
