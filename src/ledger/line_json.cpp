#include "ledger/line_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "ledger/json_fields.hpp"

namespace weir::ledger {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> kSystems{"HS", "HTS", "CN", "SB"};  // in the order of CodeSystem

Json place_json(const Place& place) {
  Json out = Json::object();
  put(out, "country", place.country);
  put(out, "region", place.region);
  return out;
}
void put(Json& json, const char* field, const Place& place) {
  if (!place.country.empty() || !place.region.empty()) json[field] = place_json(place);
}

class Reader : public JsonFields {
 public:
  Place place(const Json& item, const char* field) {
    if (!item.is_object()) return fail(field, "expected an object"), Place{};
    return {.country = text(item, "country"), .region = text(item, "region")};
  }
  Place place_of(const Json& object, const char* field) {
    const auto found = object.find(field);
    return found == object.end() ? Place{} : place(*found, field);
  }
};

}  // namespace

Json line_to_json(const RuleQuestion& line) {
  Json out = Json::object();
  for (const GoodsCode& code : line.codes) {
    Json item{{"digits", code.digits},
              {"system", kSystems[static_cast<std::size_t>(code.nomenclature.system)]},
              {"hs_edition", code.nomenclature.hs_edition}};
    if (code.candidate) item["candidate"] = true;
    out["codes"].push_back(std::move(item));
  }
  put(out, "eccns", line.eccns);
  put(out, "chemicals", line.chemicals);
  for (const Fact& fact : line.facts) {
    Json item{{"name", fact.name}};
    if (const auto* flag = std::get_if<bool>(&fact.value)) item["flag"] = *flag;
    if (const auto* number = std::get_if<Number>(&fact.value)) item["number"] = exact(*number);
    if (const auto* text = std::get_if<std::string>(&fact.value)) item["text"] = *text;
    out["facts"].push_back(std::move(item));
  }
  put(out, "departure", line.departure);
  put(out, "destination", line.destination);
  put(out, "origin", line.origin);
  for (const Place& place : line.transit) out["transit"].push_back(place_json(place));
  for (const PartyFact& party : line.parties) {
    Json item = Json::object();
    put(item, "role", party.role);
    put(item, "name", party.name);
    put(item, "tags", party.tags);
    put(item, "country", party.country);
    out["parties"].push_back(std::move(item));
  }
  put(out, "documents", line.documents);
  if (line.value) out["value"] = exact(*line.value);
  put(out, "currency", line.currency);
  if (line.weight_kg) out["weight_kg"] = exact(*line.weight_kg);
  return out;
}

tl::expected<RuleQuestion, Fault> line_from_json(const Json& json) {
  Reader in;
  if (!json.is_object()) in.fail("question", "expected an object");
  if (in.fault()) return tl::unexpected(*in.fault());
  RuleQuestion line;
  in.objects(json, "codes", [&](const Json& item) {
    GoodsCode code{.digits = in.text(item, "digits"), .nomenclature = {}};
    const std::string system = in.text(item, "system");
    const auto found = std::find(kSystems.begin(), kSystems.end(), system);
    if (found == kSystems.end()) return in.fail("system", fmt::format("'{}' is not known", system));
    code.nomenclature.system = static_cast<CodeSystem>(found - kSystems.begin());
    const auto edition = item.find("hs_edition");
    if (edition == item.end() || !edition->is_number_unsigned() || edition->get<std::uint64_t>() > 9999)
      return in.fail("hs_edition", "expected a year");
    code.nomenclature.hs_edition = edition->get<std::uint16_t>();
    const auto candidate = item.find("candidate");
    if (candidate != item.end() && !candidate->is_boolean())
      return in.fail("candidate", "expected true or false");
    code.candidate = candidate != item.end() && candidate->get<bool>();
    line.codes.push_back(std::move(code));
  });
  line.eccns = in.texts(json, "eccns");
  line.chemicals = in.texts(json, "chemicals");
  in.objects(json, "facts", [&](const Json& item) {
    Fact fact{.name = in.text(item, "name"), .value = {}};
    if (const auto flag = item.find("flag"); flag != item.end() && flag->is_boolean()) {
      fact.value = flag->get<bool>();
    } else if (item.contains("number")) {
      fact.value = in.number(in.text(item, "number"), "number").value_or(Number{});
    } else if (item.contains("text")) {
      fact.value = in.text(item, "text");
    } else {
      return in.fail("facts", "expected flag, number or text");
    }
    line.facts.push_back(std::move(fact));
  });
  line.departure = in.place_of(json, "departure");
  line.destination = in.place_of(json, "destination");
  line.origin = in.place_of(json, "origin");
  in.list(json, "transit", [&](const Json& item) { line.transit.push_back(in.place(item, "transit")); });
  in.objects(json, "parties", [&](const Json& item) {
    line.parties.push_back({.role = in.text(item, "role"),
                            .name = in.text(item, "name"),
                            .tags = in.texts(item, "tags"),
                            .country = in.text(item, "country")});
  });
  line.documents = in.texts(json, "documents");
  line.value = in.number(in.text(json, "value"), "value");
  line.currency = in.text(json, "currency");
  line.weight_kg = in.number(in.text(json, "weight_kg"), "weight_kg");
  if (in.fault()) return tl::unexpected(*in.fault());
  return line;
}

}  // namespace weir::ledger
