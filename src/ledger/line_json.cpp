#include "ledger/line_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace weir::ledger {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> kSystems{"HS", "HTS", "CN", "SB"};  // in the order of CodeSystem

std::string exact(const Number& number) {
  return number.denominator() == 1 ? std::to_string(number.numerator())
                                   : fmt::format("{}/{}", number.numerator(), number.denominator());
}

void put(Json& json, const char* field, const std::string& text) {
  if (!text.empty()) json[field] = text;
}
void put(Json& json, const char* field, const std::vector<std::string>& texts) {
  if (!texts.empty()) json[field] = texts;
}

Json place_json(const Place& place) {
  Json out = Json::object();
  put(out, "country", place.country);
  put(out, "region", place.region);
  return out;
}
void put(Json& json, const char* field, const Place& place) {
  if (!place.country.empty() || !place.region.empty()) json[field] = place_json(place);
}

// Reads fields and remembers the first that is wrong.
class Reader {
 public:
  std::string text(const Json& object, const char* field) {
    const auto found = object.find(field);
    if (found == object.end()) return {};
    if (!found->is_string()) return fail(field, "expected a text"), std::string{};
    return found->get<std::string>();
  }
  std::vector<std::string> texts(const Json& object, const char* field) {
    std::vector<std::string> out;
    list(object, field, [&](const Json& item) {
      if (!item.is_string()) return fail(field, "expected a list of texts");
      out.push_back(item.get<std::string>());
    });
    return out;
  }
  template <class Each>
  void list(const Json& object, const char* field, Each each) {
    const auto found = object.find(field);
    if (found == object.end()) return;
    if (!found->is_array()) return fail(field, "expected a list");
    for (const Json& item : *found) each(item);
  }
  // A list of objects.
  template <class Each>
  void objects(const Json& object, const char* field, Each each) {
    list(object, field, [&](const Json& item) {
      if (!item.is_object()) return fail(field, "expected a list of objects");
      each(item);
    });
  }
  Place place(const Json& item, const char* field) {
    if (!item.is_object()) return fail(field, "expected an object"), Place{};
    return {.country = text(item, "country"), .region = text(item, "region")};
  }
  Place place_of(const Json& object, const char* field) {
    const auto found = object.find(field);
    return found == object.end() ? Place{} : place(*found, field);
  }
  std::optional<Number> number(const std::string& text, const char* field) {
    if (text.empty()) return std::nullopt;
    // "n/d" of any size: parse() would stop at 18 digits.
    const std::size_t slash = text.find('/');
    const auto whole = Number::parse(text.substr(0, slash));
    const auto under = slash == std::string::npos ? Number(1) : Number::parse(text.substr(slash + 1));
    const auto out = whole && under ? whole->over(*under) : std::nullopt;
    if (!out) fail(field, fmt::format("'{}' is no number", text));
    return out;
  }
  void fail(std::string_view field, std::string message) {
    if (fault_) return;
    fault_ = Fault{.kind = FaultKind::BadFormat,
                   .field = "question." + std::string(field),
                   .message = std::move(message)};
  }
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

 private:
  std::optional<Fault> fault_;
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
