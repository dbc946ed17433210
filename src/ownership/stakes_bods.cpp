// Beneficial Ownership Data Standard (https://standard.openownership.org), versions 0.2 to 0.4.
//
// 0.2 and 0.3 have statementType, subject.describedByEntityStatement and interests with camelCase types; 0.4
// has recordType, recordDetails and recordId, by which later statements replace earlier ones.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "facts/identifiers.hpp"
#include "lists/json.hpp"
#include "ownership/readers.hpp"

namespace weir::ownership {
namespace {

using lists::json_text;
using lists::JsonObject;

std::optional<JsonObject> object_at(const JsonObject& object, std::string_view key) {
  JsonObject out;
  if (object.at_key(key).get(out)) return std::nullopt;
  return out;
}

template <class Visit>
void each_object(const JsonObject& object, std::string_view key, Visit visit) {
  simdjson::dom::array items;
  if (object.at_key(key).get(items)) return;
  for (const simdjson::dom::element item : items) {
    JsonObject one;
    if (!item.get(one)) visit(one);
  }
}

// "shareholding", "votingRights", "voting-rights" ... -> what it counts as; nothing for an interest that is
// neither a share nor control (profit, surplus assets, use).
std::optional<StakeKind> kind_of(std::string_view type) {
  std::string key;
  for (const char c : type) {
    if (c == '-' || c == '_' || c == ' ') continue;
    key.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c);
  }
  constexpr std::array<std::pair<std::string_view, StakeKind>, 3> kKnown{
      {{"shareholding", StakeKind::Shares},
       {"votingrights", StakeKind::Votes},
       {"appointmentofboard", StakeKind::Board}}};
  for (const auto& [word, kind] : kKnown) {
    if (word == key) return kind;
  }
  constexpr std::array<std::string_view, 5> kNoControl{
      "rightstosurplusassetsondissolution", "rightstosurplusassets", "rightstoprofitorincome",
      "enjoymentanduseofassets", "conditionalrightsgrantedbycontract"};
  if (std::find(kNoControl.begin(), kNoControl.end(), key) != kNoControl.end()) return std::nullopt;
  return StakeKind::Influence;
}

// True where the text is a bare truth value.
bool is_true(std::string_view text) {
  return text == "true";
}

class Statements {
 public:
  explicit Statements(GraphBuilder& builder) : builder_(builder) {}

  void statement(const JsonObject& object, std::uint64_t line, std::string_view raw) {
    line_ = line;
    raw_ = raw;
    const std::string old_type = json_text(object, "statementType");
    if (!old_type.empty()) {
      const std::string id = json_text(object, "statementID");
      if (id.empty()) {
        reject("statementID", "empty; expected the statement's id");
      } else if (old_type == "entityStatement") {
        entity(object, id);
      } else if (old_type == "personStatement") {
        person(object, id);
      } else if (old_type == "ownershipOrControlStatement") {
        old_relationship(object, id);
      } else {
        reject("statementType", fmt::format("'{}'; expected entityStatement, personStatement or "
                                            "ownershipOrControlStatement",
                                            old_type));
      }
      return;
    }
    const std::string type = json_text(object, "recordType");
    const std::string id = json_text(object, "recordId");
    const auto details = object_at(object, "recordDetails");
    if (type.empty() || id.empty() || !details) {
      reject("", "no BODS statement: statementType, or recordType, recordId and recordDetails are expected");
    } else if (type == "entity") {
      entity(*details, id);
    } else if (type == "person") {
      person(*details, id);
    } else if (type == "relationship") {
      relationship(object, *details, id);
    } else {
      reject("recordType", fmt::format("'{}'; expected entity, person or relationship", type));
    }
  }

 private:
  void reject(std::string field, std::string reason, bool whole = true) {
    builder_.reject(line_, std::move(field), std::move(reason), raw_, whole);
  }

  void identifiers(const JsonObject& object, EntityFacts& facts) {
    each_object(object, "identifiers", [&](const JsonObject& one) {
      Identifier identifier{.value = json_text(one, "id")};
      if (identifier.value.empty()) return;
      const std::string scheme = json_text(one, "scheme");
      std::string words = json_text(one, "schemeName");
      if (scheme == "XI-LEI") {
        identifier.type = IdentifierType::Lei;
      } else {
        if (words.empty()) words = scheme;
        identifier.type = facts::identifier_type(words);
        if (identifier.type == IdentifierType::Other && scheme.size() > 3 && scheme[2] == '-')
          identifier.type = IdentifierType::Registration;  // org-id.guide: country, dash, register
      }
      identifier.note = scheme;
      facts::refine(identifier);
      facts.identifiers.push_back(std::move(identifier));
    });
  }

  static void country(const JsonObject& one, CountryLink link, EntityFacts& facts) {
    const std::string code = json_text(one, "code");
    const std::string name = json_text(one, "name");
    if (code.empty() && name.empty()) return;
    const std::string known = facts::country_code(code.substr(0, 2));
    facts.countries.push_back({.link = link,
                               .code = known.empty() ? facts::country_code(name) : known,
                               .text = name.empty() ? code : name});
  }

  void entity(const JsonObject& object, const std::string& id) {
    const EntityIndex entity = builder_.by_id(id, line_, false);
    builder_.describe(entity, json_text(object, "name"));
    EntityFacts facts{.schema = Schema::Organization};
    for (std::string& name : lists::json_texts(object, "alternateNames"))
      facts.aliases.push_back(std::move(name));
    identifiers(object, facts);
    for (const char* key : {"incorporatedInJurisdiction", "jurisdiction"}) {
      if (const auto place = object_at(object, key)) country(*place, CountryLink::Jurisdiction, facts);
    }
    builder_.facts(entity) = std::move(facts);
  }

  void person(const JsonObject& object, const std::string& id) {
    const EntityIndex entity = builder_.by_id(id, line_, false);
    EntityFacts facts{.schema = Schema::Person};
    std::string name;
    each_object(object, "names", [&](const JsonObject& one) {
      std::string full = json_text(one, "fullName");
      if (full.empty()) {
        for (const char* part : {"givenName", "patronymicName", "familyName"}) {
          const std::string text = json_text(one, part);
          if (!text.empty()) full += (full.empty() ? "" : " ") + text;
        }
      }
      if (full.empty()) return;
      if (name.empty()) {
        name = full;
      } else {
        facts.aliases.push_back(std::move(full));
      }
    });
    builder_.describe(entity, name);
    identifiers(object, facts);
    each_object(object, "nationalities",
                [&](const JsonObject& one) { country(one, CountryLink::Nationality, facts); });
    if (const auto date = facts::parse_date(json_text(object, "birthDate")))
      facts.birth_dates.push_back(*date);
    builder_.facts(entity) = std::move(facts);
  }

  void old_relationship(const JsonObject& object, const std::string& id) {
    simdjson::dom::array replaced;
    if (!object["replacesStatements"].get(replaced)) {
      for (const simdjson::dom::element one : replaced) builder_.close_record(json_text(one), {});
    }
    std::string owned;
    if (const auto subject = object_at(object, "subject"))
      owned = json_text(*subject, "describedByEntityStatement");
    std::string owner;
    bool unspecified = false;
    if (const auto party = object_at(object, "interestedParty")) {
      for (const char* key : {"describedByEntityStatement", "describedByPersonStatement"}) {
        if (owner.empty()) owner = json_text(*party, key);
      }
      unspecified = object_at(*party, "unspecified").has_value();
    }
    simdjson::dom::array components;
    const bool composed = !object["componentStatementIDs"].get(components) && components.size() > 0;
    builder_.begin_record(id, {});
    interests(object, owner, owned, unspecified, composed);
    builder_.end_record();
  }

  void relationship(const JsonObject& object, const JsonObject& details, const std::string& id) {
    const std::string date = json_text(object, "statementDate");
    if (json_text(object, "recordStatus") == "closed") {
      builder_.close_record(id, date);
      return;
    }
    if (!builder_.begin_record(id, date)) return;
    const std::string owned = json_text(details, "subject");
    const std::string owner = json_text(details, "interestedParty");
    const bool unspecified =
        object_at(details, "interestedParty").has_value() || object_at(details, "subject").has_value();
    simdjson::dom::array components;
    const bool composed = !details["componentRecords"].get(components) && components.size() > 0;
    interests(details, owner, owned, unspecified, composed);
    builder_.end_record();
  }

  // Shares of one interest. Exclusive bounds are truth values in 0.2 and numbers since.
  std::optional<ShareRange> share_of(const JsonObject& share) {
    const auto number = [&](const char* key) -> std::optional<ShareRange> {
      const std::string text = json_text(share, key);
      if (text.empty() || text == "true" || text == "false") return std::nullopt;
      const auto range = parse_share(text);
      if (!range) {
        reject(fmt::format("interests.share.{}", key), range.error());
        failed_ = true;
        return std::nullopt;
      }
      return *range;
    };
    failed_ = false;
    ShareRange out;
    bool any = false;
    if (const auto exact = number("exact")) {
      out = *exact;
      any = true;
    } else {
      const auto min = number("minimum");
      const auto above = number("exclusiveMinimum");
      const auto max = number("maximum");
      const auto below = number("exclusiveMaximum");
      any = min || above || max || below;
      if (min) out.min = min->min;
      if (max) out.max = max->max;
      if (above) out.min = std::max<Share>(out.min, std::min<Share>(above->min + 1, kWhole));
      if (below) out.max = std::min<Share>(out.max, below->max == 0 ? 0 : below->max - 1);
      if (min && is_true(json_text(share, "exclusiveMinimum")) && out.min < kWhole) ++out.min;
      if (max && is_true(json_text(share, "exclusiveMaximum")) && out.max > 0) --out.max;
    }
    if (failed_) return std::nullopt;
    if (out.min > out.max) {
      reject("interests.share", "the minimum is above the maximum");
      failed_ = true;
      return std::nullopt;
    }
    return any ? std::optional(out) : std::nullopt;
  }

  void interests(const JsonObject& object, const std::string& owner, const std::string& owned,
                 bool unspecified, bool composed) {
    if (owned.empty()) {
      reject("subject", "empty; expected the id of an entity's statement or record");
      return;
    }
    if (owner.empty() && !unspecified) {
      reject("interestedParty", "empty; expected an id, or an unspecified party with its reason");
      return;
    }
    StakeDraft draft{.line = line_, .record = raw_};
    draft.owned = builder_.by_id(owned, line_, true);
    if (!owner.empty()) draft.owner = builder_.by_id(owner, line_, true);
    bool any = false;
    each_object(object, "interests", [&](const JsonObject& interest) {
      any = true;
      std::string reach = json_text(interest, "directOrIndirect");
      if (reach.empty()) reach = json_text(interest, "interestLevel");
      const bool indirect = reach == "indirect";
      // A summary of a chain whose links are statements of their own.
      if (indirect && composed) return;
      const auto kind = kind_of(json_text(interest, "type"));
      if (!kind) return;
      StakeDraft one = draft;
      one.kind = *kind;
      failed_ = false;
      std::optional<ShareRange> share;
      if (const auto given = object_at(interest, "share")) share = share_of(*given);
      if (failed_) return;
      if (is_control(*kind)) {
        one.share = {.min = 0, .max = 0};
      } else {
        one.share = share.value_or(ShareRange{});
        // Through others who are not named: what counts depends on them, so nothing is certain.
        if (indirect) one.share.min = 0;
      }
      const std::string from = json_text(interest, "startDate");
      const std::string to = json_text(interest, "endDate");
      one.from = from;
      one.to = to;
      builder_.add(one);
    });
    if (!any) {
      // An interest is stated, of unknown kind and size.
      draft.kind = StakeKind::Ownership;
      builder_.add(draft);
    }
  }

  GraphBuilder& builder_;
  std::uint64_t line_ = 0;
  std::string_view raw_;
  bool failed_ = false;
};

}  // namespace

tl::expected<void, Fault> read_bods(lists::ByteSource& source, bool lines, GraphBuilder& builder) {
  Statements statements(builder);
  const lists::JsonHandler handler{
      .record = [&](const JsonObject& object, std::uint64_t line,
                    std::string_view raw) { statements.statement(object, line, raw); },
      .broken = [&](std::uint64_t line, std::string reason,
                    std::string_view raw) { builder.reject(line, "", std::move(reason), raw); }};
  return lines ? lists::read_json_lines(source, handler) : lists::read_json_array(source, {}, handler);
}

}  // namespace weir::ownership
