// GLEIF relationship records: the CSV golden copy and RR-CDF as JSON (https://www.gleif.org, "Relationship
// Record Common Data File format").
//
// Accounting consolidation says that the end node controls the start node, not how much it holds: it becomes
// a link of control with a share of unknown size. A branch is a part of its head office. Records that are no
// longer active count until the end of their period, and not at all where they have none.
#include <fmt/format.h>

#include <array>
#include <optional>

#include "facts/identifiers.hpp"
#include "lists/json.hpp"
#include "ownership/csv_titles.hpp"
#include "ownership/readers.hpp"

namespace weir::ownership {
namespace {

using lists::json_text;
using lists::JsonObject;

struct Relationship {
  std::string start;  // the child
  std::string end;    // the parent
  std::string type;
  std::string status;
  std::string registration;  // RegistrationStatus
  std::string from;
  std::string to;
};

// Dates with a time zone, to the day.
std::string day_of_time(std::string_view text) {
  constexpr std::size_t kDay = 10;
  return std::string(text.substr(0, text.size() > kDay && text[kDay] == 'T' ? kDay : text.size()));
}

void add(const Relationship& relationship, std::uint64_t line, std::string_view raw, GraphBuilder& builder) {
  StakeDraft draft{.line = line, .record = raw};
  const std::string& type = relationship.type;
  if (type == "IS_DIRECTLY_CONSOLIDATED_BY" || type == "IS_ULTIMATELY_CONSOLIDATED_BY") {
    draft.kind = StakeKind::Consolidation;
  } else if (type == "IS_INTERNATIONAL_BRANCH_OF") {
    draft.kind = StakeKind::Branch;
    draft.share = {.min = kWhole, .max = kWhole};
  } else if (type == "IS_FUND-MANAGED_BY" || type == "IS_SUBFUND_OF" || type == "IS_FEEDER_TO") {
    draft.kind = StakeKind::Influence;
    draft.share = {.min = 0, .max = 0};
  } else {
    builder.reject(line, "RelationshipType", fmt::format("'{}' is not known", type), raw);
    return;
  }
  for (const std::string* node : {&relationship.start, &relationship.end}) {
    if (node->empty()) {
      builder.reject(line, node == &relationship.start ? "StartNode" : "EndNode", "empty; expected an LEI",
                     raw);
      return;
    }
    if (facts::check_identifier(IdentifierType::Lei, *node) != CheckVerdict::Valid)
      builder.warn(line, fmt::format("'{}' has the form or the check digits of no LEI", *node));
  }
  if (relationship.registration == "ANNULLED" || relationship.registration == "DUPLICATE") return;
  const bool active = relationship.status.empty() || relationship.status == "ACTIVE";
  if (!active && relationship.to.empty()) return;
  draft.from = relationship.from;
  draft.to = active ? std::string_view{} : std::string_view(relationship.to);
  draft.owner = builder.by_id(relationship.end, line, false);
  draft.owned = builder.by_id(relationship.start, line, false);
  builder.add(draft);
}

std::string node_text(const JsonObject& object, std::string_view key);

// GLEIF's JSON is made from XML: a text is a string or an object with the member "$".
std::string value_of(const simdjson::dom::element& element) {
  JsonObject object;
  if (!element.get(object)) return json_text(object, "$");
  return json_text(element);
}

std::string node_text(const JsonObject& object, std::string_view key) {
  simdjson::dom::element element;
  if (object.at_key(key).get(element)) return {};
  return value_of(element);
}

std::optional<JsonObject> object_at(const JsonObject& object, std::string_view key) {
  JsonObject out;
  if (object.at_key(key).get(out)) return std::nullopt;
  return out;
}

void take_period(const JsonObject& period, Relationship& out) {
  if (node_text(period, "PeriodType") != "RELATIONSHIP_PERIOD") return;
  out.from = day_of_time(node_text(period, "StartDate"));
  out.to = day_of_time(node_text(period, "EndDate"));
}

void record(const JsonObject& given, std::uint64_t line, std::string_view raw, GraphBuilder& builder) {
  const JsonObject object = object_at(given, "RelationshipRecord").value_or(given);
  const auto relationship = object_at(object, "Relationship");
  if (!relationship) {
    builder.reject(line, "Relationship", "missing; expected a GLEIF relationship record", raw);
    return;
  }
  Relationship out;
  if (const auto node = object_at(*relationship, "StartNode")) out.start = node_text(*node, "NodeID");
  if (const auto node = object_at(*relationship, "EndNode")) out.end = node_text(*node, "NodeID");
  out.type = node_text(*relationship, "RelationshipType");
  out.status = node_text(*relationship, "RelationshipStatus");
  if (const auto registration = object_at(object, "Registration"))
    out.registration = node_text(*registration, "RegistrationStatus");
  if (const auto periods = object_at(*relationship, "RelationshipPeriods")) {
    simdjson::dom::array several;
    if (const auto one = object_at(*periods, "RelationshipPeriod")) {
      take_period(*one, out);
    } else if (!(*periods)["RelationshipPeriod"].get(several)) {
      for (const simdjson::dom::element item : several) {
        JsonObject period;
        if (!item.get(period)) take_period(period, out);
      }
    }
  }
  add(out, line, raw, builder);
}

}  // namespace

tl::expected<void, Fault> read_gleif_json(lists::ByteSource& source, bool lines, std::string_view key,
                                          GraphBuilder& builder) {
  const lists::JsonHandler handler{
      .record = [&](const JsonObject& object, std::uint64_t line,
                    std::string_view raw) { record(object, line, raw, builder); },
      .broken = [&](std::uint64_t line, std::string reason,
                    std::string_view raw) { builder.reject(line, "", std::move(reason), raw); }};
  return lines ? lists::read_json_lines(source, handler) : lists::read_json_array(source, key, handler);
}

tl::expected<void, Fault> read_gleif_csv(lists::ByteSource& source, GraphBuilder& builder) {
  TitleIndex titles;
  const auto header = [&](const std::vector<std::string>& fields) -> std::string {
    titles = TitleIndex(fields, {});
    for (const char* needed :
         {"relationship_startnode_nodeid", "relationship_endnode_nodeid", "relationship_relationshiptype"}) {
      if (!titles.has(needed))
        return "a GLEIF relationship file has StartNode.NodeID, EndNode.NodeID and RelationshipType";
    }
    return {};
  };
  const auto row = [&](const lists::CsvRecord& record) {
    const auto cell = [&](const std::string& column) {
      return std::string(titles.cell(record.fields, column));
    };
    Relationship out{.start = cell("relationship_startnode_nodeid"),
                     .end = cell("relationship_endnode_nodeid"),
                     .type = cell("relationship_relationshiptype"),
                     .status = cell("relationship_relationshipstatus"),
                     .registration = cell("registration_registrationstatus")};
    constexpr int kPeriods = 5;
    for (int i = 1; i <= kPeriods; ++i) {
      const std::string period = fmt::format("relationship_period_{}_", i);
      if (cell(period + "periodtype") != "RELATIONSHIP_PERIOD") continue;
      out.from = day_of_time(cell(period + "startdate"));
      out.to = day_of_time(cell(period + "enddate"));
    }
    add(out, record.line, record.raw, builder);
  };
  return read_titled_csv(source, header, row, builder);
}

}  // namespace weir::ownership
