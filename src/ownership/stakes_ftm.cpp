// FollowTheMoney entities: Ownership and Directorship, and the names of the parties that they join.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "facts/identifiers.hpp"
#include "lists/json.hpp"
#include "ownership/readers.hpp"

namespace weir::ownership {
namespace {

using lists::JsonObject;

constexpr std::size_t kMostPairs = 1000;  // owners times assets of one record

struct IdentifierProperty {
  std::string_view property;
  IdentifierType type;
};
constexpr std::array<IdentifierProperty, 11> kIdentifiers{
    {{"innCode", IdentifierType::Inn},
     {"ogrnCode", IdentifierType::Ogrn},
     {"leiCode", IdentifierType::Lei},
     {"imoNumber", IdentifierType::Imo},
     {"uscCode", IdentifierType::Uscc},
     {"dunsCode", IdentifierType::Duns},
     {"swiftBic", IdentifierType::Bic},
     {"registrationNumber", IdentifierType::Registration},
     {"taxNumber", IdentifierType::TaxNumber},
     {"passportNumber", IdentifierType::Passport},
     {"idNumber", IdentifierType::NationalId}}};

class Records {
 public:
  explicit Records(GraphBuilder& builder) : builder_(builder) {}

  void record(const JsonObject& object, std::uint64_t line, std::string_view raw) {
    const std::string schema = lists::json_text(object, "schema");
    const std::string id = lists::json_text(object, "id");
    JsonObject properties;
    if (id.empty() || schema.empty() || object["properties"].get(properties)) {
      builder_.reject(line, "", "no FollowTheMoney entity: id, schema and properties are expected", raw);
      return;
    }
    if (schema == "Ownership") {
      edge(properties, "owner", "asset", StakeKind::Ownership, line, raw);
    } else if (schema == "Directorship") {
      edge(properties, "director", "organization", StakeKind::Director, line, raw);
    } else {
      node(properties, id, schema, line);
    }
  }

 private:
  void edge(const JsonObject& properties, const char* from, const char* to, StakeKind kind,
            std::uint64_t line, std::string_view raw) {
    const auto owners = lists::json_texts(properties, from);
    const auto owned = lists::json_texts(properties, to);
    if (owned.empty() || owners.empty()) {
      builder_.reject(line, owned.empty() ? to : from, "empty; expected the id of an entity", raw);
      return;
    }
    if (owners.size() * owned.size() > kMostPairs) {
      builder_.reject(line, from, fmt::format("more than {} pairs in one record", kMostPairs), raw);
      return;
    }
    StakeDraft draft{.kind = kind, .line = line, .record = raw};
    if (kind == StakeKind::Director) draft.share = {.min = 0, .max = 0};
    std::optional<ShareRange> range;
    if (kind == StakeKind::Ownership) {
      // Several percentages are several statements of the same stake: the interval round them.
      for (const std::string& text : lists::json_texts(properties, "percentage")) {
        const auto share = parse_share(text);
        if (!share) {
          builder_.reject(line, "percentage", share.error(), raw);
          return;
        }
        range = range ? ShareRange{.min = std::min(range->min, share->min),
                                   .max = std::max(range->max, share->max)}
                      : *share;
      }
      if (range) draft.share = *range;
    }
    const auto starts = lists::json_texts(properties, "startDate");
    const auto ends = lists::json_texts(properties, "endDate");
    if (!starts.empty()) draft.from = *std::min_element(starts.begin(), starts.end());
    if (!ends.empty()) draft.to = *std::max_element(ends.begin(), ends.end());
    for (const std::string& one : owned) {
      draft.owned = builder_.by_id(one, line, true);
      for (const std::string& owner : owners) {
        draft.owner = builder_.by_id(owner, line, true);
        builder_.add(draft);
      }
    }
  }

  void node(const JsonObject& properties, const std::string& id, const std::string& schema,
            std::uint64_t line) {
    const auto names = lists::json_texts(properties, "name");
    if (names.empty()) return;  // Sanction, Address and other entities that are no party
    const EntityIndex entity = builder_.by_id(id, line, false);
    builder_.describe(entity, names.front());
    EntityFacts facts;
    facts.schema = parse_schema(schema).value_or(Schema::LegalEntity);
    facts.aliases.assign(names.begin() + 1, names.end());
    for (const char* property : {"alias", "previousName"}) {
      for (std::string& name : lists::json_texts(properties, property))
        facts.aliases.push_back(std::move(name));
    }
    for (const IdentifierProperty& wanted : kIdentifiers) {
      for (std::string& value : lists::json_texts(properties, wanted.property)) {
        Identifier identifier{.type = wanted.type, .value = std::move(value)};
        facts::refine(identifier);
        facts.identifiers.push_back(std::move(identifier));
      }
    }
    for (const std::string& text : lists::json_texts(properties, "birthDate")) {
      if (const auto date = facts::parse_date(text)) facts.birth_dates.push_back(*date);
    }
    const auto countries = [&](const char* property, CountryLink link) {
      for (const std::string& text : lists::json_texts(properties, property))
        facts.countries.push_back({.link = link, .code = facts::country_code(text), .text = text});
    };
    countries("nationality", CountryLink::Nationality);
    countries("jurisdiction", CountryLink::Jurisdiction);
    if (facts.countries.empty()) countries("country", CountryLink::Jurisdiction);
    builder_.facts(entity) = std::move(facts);
  }

  GraphBuilder& builder_;
};

}  // namespace

tl::expected<void, Fault> read_ftm_stakes(lists::ByteSource& source, GraphBuilder& builder) {
  Records records(builder);
  return lists::read_json_lines(
      source, {.record = [&](const JsonObject& object, std::uint64_t line,
                             std::string_view raw) { records.record(object, line, raw); },
               .broken = [&](std::uint64_t line, std::string reason,
                             std::string_view raw) { builder.reject(line, "", std::move(reason), raw); }});
}

}  // namespace weir::ownership
