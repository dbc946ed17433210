#include "lists/ofac_advanced_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "facts/dates.hpp"
#include "lists/csv.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/party_parts.hpp"
#include "lists/xml.hpp"

namespace weir::lists {
namespace {

using Texts = std::unordered_map<std::string, std::string>;  // number -> text

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  return out;
}

// <Year>1962</Year><Month>1</Month><Day>5</Day>
std::optional<Day> day_of(const XmlNode* node) {
  if (node == nullptr) return std::nullopt;
  const auto number = [node](std::string_view name, unsigned missing) {
    const std::string_view text = node->value(name);
    unsigned out = missing;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
  };
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(number("Year", 0) % 10000U)),
                                        std::chrono::month(number("Month", 1) % 100U),
                                        std::chrono::day(number("Day", 1) % 100U)};
  constexpr std::chrono::year kFirst{1000};
  if (!day.ok() || day.year() < kFirst) return std::nullopt;
  return Day(day);
}

// Start and End have a From and a To each: the date lies between Start/From and End/To.
std::optional<DateInterval> period_of(const XmlNode& feature_version) {
  const XmlNode* period = feature_version.child("DatePeriod");
  if (period == nullptr) return std::nullopt;
  const auto first = day_of(period->at({"Start", "From"}));
  auto last = day_of(period->at({"End", "To"}));
  if (!last) last = day_of(period->at({"Start", "To"}));
  if (!first || !last || *last < *first) return std::nullopt;
  DateInterval interval = facts::range_interval(*first, *last, {});
  const std::chrono::year_month_day from{*first};
  const std::chrono::year_month_day to{*last};
  const std::chrono::year_month_day_last month_end{from.year() / from.month() / std::chrono::last};
  const bool whole_year = from.year() == to.year() && from.month() == std::chrono::January &&
                          from.day() == std::chrono::day(1) && to.month() == std::chrono::December &&
                          to.day() == std::chrono::day(31);
  if (*first == *last) {
    interval.precision = DatePrecision::ExactDay;
  } else if (whole_year) {
    interval.precision = DatePrecision::Year;
  } else if (from.day() == std::chrono::day(1) && Day(month_end) == *last) {
    interval.precision = DatePrecision::Month;
  } else {
    interval.precision = DatePrecision::Range;
  }
  for (const XmlNode& end : period->children) interval.circa |= end.attribute("Approximate") == "true";
  interval.text = facts::describe(interval);
  return interval;
}

struct Document {
  std::string type;  // number of the kind
  std::string value;
  std::string country;
  std::string note;
  std::uint64_t line = 0;
};

struct Place {
  Address address;
  std::string country;  // as text
  [[nodiscard]] std::string text() const {
    std::string out;
    for (const std::string* part : {&address.street, &address.city, &address.region, &address.postal_code}) {
      if (!part->empty()) out += (out.empty() ? "" : ", ") + *part;
    }
    if (!country.empty()) out += (out.empty() ? "" : ", ") + country;
    return out;
  }
};

class Database {
 public:
  Database(const ListInfo& info, std::string file, Sink& sink)
      : info_(info), file_(std::move(file)), sink_(sink) {}

  void record(const XmlNode& node) {
    if (node.name == "DateOfIssue") {
      if (const auto day = day_of(&node)) info_.date = facts::iso_day(*day);
    } else if (node.name == "Location") {
      location(node);
    } else if (node.name == "IDRegDocument") {
      document(node);
    } else if (node.name == "DistinctParty") {
      party(node);
    } else if (node.name == "ProfileRelationship") {
      relation(node);
    } else if (node.name == "SanctionsEntry") {
      entry(node);
    } else {
      reference(node);
    }
  }

  ListInfo finish() {
    for (auto& [profile, waiting] : waiting_documents_) {
      for (const Document& lost : waiting) {
        sink_.reject(
            {.file = file_,
             .line = lost.line,
             .field = "IdentityID",
             .reason = fmt::format("the document belongs to identity {}, which no party has", profile),
             .record = lost.value,
             .whole = false});
      }
    }
    for (Party& each : parties_) {
      settle_primary(each);
      sink_.party(std::move(each));
    }
    return info_;
  }

 private:
  // Values of reference, each kind under its element's name.
  void reference(const XmlNode& node) {
    const std::string id(node.attribute("ID"));
    values_[node.name][id] = node.text;
    if (node.name == "NamePartType") {
      const std::string text = upper(node.text);
      roles_[id] = text.find("LAST") == 0 || text.find("FAMILY") == 0   ? NameRole::Family
                   : text.find("FIRST") == 0 || text.find("GIVEN") == 0 ? NameRole::Given
                   : text.find("MIDDLE") == 0                           ? NameRole::Middle
                   : text.find("PATRONYMIC") == 0                       ? NameRole::Patronymic
                   : text.find("MAIDEN") == 0                           ? NameRole::Maiden
                   : text.find("SUFFIX") == 0                           ? NameRole::Suffix
                                                                        : NameRole::Whole;
    } else if (node.name == "Script") {
      scripts_[id] = node.attribute("ScriptCode");
    } else if (node.name == "PartySubType") {
      party_types_[id] = {node.text, std::string(node.attribute("PartyTypeID"))};
    } else if (node.name == "AreaCode") {
      // The area's description is the country's name; its text the code.
      const std::string_view description = node.attribute("Description");
      values_["AreaCode"][id] = description.empty() ? node.text : std::string(description);
    }
  }

  std::string_view value(const char* kind, std::string_view id) const {
    const auto set = values_.find(kind);
    if (set == values_.end()) return {};
    const auto found = set->second.find(std::string(id));
    return found == set->second.end() ? std::string_view{} : std::string_view(found->second);
  }

  void location(const XmlNode& node) {
    Place place;
    each_child(node, "LocationPart", [&](const XmlNode& part) {
      const std::string kind = upper(value("LocPartType", part.attribute("LocPartTypeID")));
      const XmlNode* text = part.at({"LocationPartValue", "Value"});
      if (text == nullptr || text->text.empty()) return;
      std::string& field = kind == "CITY"             ? place.address.city
                           : kind == "POSTAL CODE"    ? place.address.postal_code
                           : kind == "STATE/PROVINCE" ? place.address.region
                           : kind == "REGION"         ? place.address.note
                                                      : place.address.street;
      field += (field.empty() ? "" : ", ") + text->text;
    });
    if (const XmlNode* country = node.child("LocationCountry"); country != nullptr)
      place.country = value("Country", country->attribute("CountryID"));
    if (const XmlNode* area = node.child("LocationAreaCode"); area != nullptr && place.country.empty())
      place.country = value("AreaCode", area->attribute("AreaCodeID"));
    places_[std::string(node.attribute("ID"))] = std::move(place);
  }

  void document(const XmlNode& node) {
    Document out{.type = std::string(node.attribute("IDRegDocTypeID")),
                 .value = std::string(node.value("IDRegistrationNo")),
                 .country = std::string(value("Country", node.attribute("IssuedBy-CountryID"))),
                 .line = node.line};
    each_child(node, "DocumentDate", [&](const XmlNode& date) {
      if (const auto interval = period_of(date)) {
        const std::string_view kind = value("IDRegDocDateType", date.attribute("IDRegDocDateTypeID"));
        out.note += fmt::format("{}{} {}", out.note.empty() ? "" : "; ", kind, facts::describe(*interval));
      }
    });
    if (out.value.empty()) return;
    const std::string identity(node.attribute("IdentityID"));
    // The documents stand before the parties in OFAC's files, behind them in the UN's edition.
    if (const auto found = identities_.find(identity); found != identities_.end()) {
      add_document(out, parties_[found->second]);
    } else {
      waiting_documents_[identity].push_back(std::move(out));
    }
  }

  void add_document(const Document& document, Party& party) const {
    std::string_view kind = value("IDRegDocType", document.type);
    if (kind.empty()) kind = "Identification";
    add_ofac_fact(kind, document.value, document.country, document.note, party);
  }

  void reject(const XmlNode& node, std::string field, std::string reason, bool whole = true) {
    sink_.reject({.file = file_,
                  .line = node.line,
                  .field = std::move(field),
                  .reason = std::move(reason),
                  .record = flat_text(node),
                  .whole = whole});
  }

  void party(const XmlNode& node) {
    const std::string id(node.attribute("FixedRef"));
    const XmlNode* profile = node.child("Profile");
    if (profile == nullptr) return reject(node, "Profile", "the party has no profile");
    Party out{.list = info_.list_id,
              .entry_id = id.empty() ? std::string(profile->attribute("ID")) : id,
              .source = {.file = file_, .line = node.line}};
    if (out.entry_id.empty()) return reject(node, "FixedRef", "the party has no number");
    const auto known = profiles_.find(std::string(profile->attribute("ID")));
    if (known != profiles_.end()) {
      return reject(node, "Profile",
                    fmt::format("profile {} is there already, first at line {}", known->first,
                                parties_[known->second].source.line));
    }
    out.schema = schema_of(*profile);
    std::vector<std::string> identities;
    each_child(*profile, "Identity", [&](const XmlNode& identity) {
      if (identity.attribute("False") == "true") return;  // known not to be the party
      identities.emplace_back(identity.attribute("ID"));
      names(identity, out);
    });
    if (out.names.empty()) return reject(node, "Identity", "the party has no name");
    each_child(*profile, "Feature", [&](const XmlNode& feature) { add_feature(feature, out); });
    add_property(out, "notes", node.value("Comment"));
    add_property(out, "notes", profile->value("Comment"));
    const std::size_t index = parties_.size();
    profiles_.emplace(profile->attribute("ID"), index);
    for (const std::string& identity : identities) {
      identities_[identity] = index;
      const auto waiting = waiting_documents_.find(identity);
      if (waiting == waiting_documents_.end()) continue;
      for (const Document& each : waiting->second) add_document(each, out);
      waiting_documents_.erase(waiting);
    }
    parties_.push_back(std::move(out));
  }

  Schema schema_of(const XmlNode& profile) const {
    const auto found = party_types_.find(std::string(profile.attribute("PartySubTypeID")));
    if (found == party_types_.end()) return Schema::LegalEntity;
    const std::string sub = upper(found->second.first);
    if (sub == "VESSEL") return Schema::Vessel;
    if (sub == "AIRCRAFT") return Schema::Airplane;
    const std::string type = upper(value("PartyType", found->second.second));
    if (type == "INDIVIDUAL") return Schema::Person;
    return type == "ENTITY" ? Schema::Organization : Schema::LegalEntity;
  }

  void names(const XmlNode& identity, Party& out) const {
    std::unordered_map<std::string, NameRole> groups;
    each_below(identity, "NamePartGroup", [&](const XmlNode& group) {
      const auto role = roles_.find(std::string(group.attribute("NamePartTypeID")));
      if (role != roles_.end()) groups[std::string(group.attribute("ID"))] = role->second;
    });
    each_child(identity, "Alias", [&](const XmlNode& alias) {
      const std::string type = upper(value("AliasType", alias.attribute("AliasTypeID")));
      const NameKind kind = alias.attribute("LowQuality") == "true" ? NameKind::Weak
                            : alias.attribute("Primary") == "true"  ? NameKind::Primary
                            : type.find("F.K.A") == 0               ? NameKind::Former
                                                                    : NameKind::Alias;
      each_child(alias, "DocumentedName",
                 [&](const XmlNode& documented) { add_name(out, name(documented, kind, groups)); });
    });
  }

  Name name(const XmlNode& documented, NameKind kind,
            const std::unordered_map<std::string, NameRole>& groups) const {
    Name out{.kind = kind};
    std::vector<std::string> family;  // read last, as one says it
    const auto add = [&out](const std::string& text) { out.text += (out.text.empty() ? "" : " ") + text; };
    each_below(documented, "NamePartValue", [&](const XmlNode& part) {
      if (part.text.empty()) return;
      const auto role = groups.find(std::string(part.attribute("NamePartGroupID")));
      const NameRole which = role == groups.end() ? NameRole::Whole : role->second;
      const auto script = scripts_.find(std::string(part.attribute("ScriptID")));
      if (script != scripts_.end() && script->second != "Latn" && !script->second.empty() &&
          (kind == NameKind::Primary || kind == NameKind::Alias))
        out.kind = NameKind::Original;
      if (which != NameRole::Whole) out.parts.push_back({.role = which, .text = part.text});
      if (which == NameRole::Family) {
        family.push_back(part.text);
      } else {
        add(part.text);
      }
    });
    for (const std::string& part : family) add(part);
    if (out.parts.size() == 1) out.parts.clear();
    return out;
  }

  void add_feature(const XmlNode& feature, Party& out) {
    const std::string_view kind = value("FeatureType", feature.attribute("FeatureTypeID"));
    const std::string key = upper(kind);
    each_child(feature, "FeatureVersion", [&](const XmlNode& version) {
      const std::string_view comment = version.value("Comment");
      if (key == "BIRTHDATE" || key == "DATE OF BIRTH") {
        if (auto interval = period_of(version)) {
          out.birth_dates.push_back(std::move(*interval));
        } else {
          reject(version, "Birthdate", "the date of birth has no period that can be read", false);
        }
        return;
      }
      each_child(version, "VersionLocation", [&](const XmlNode& at) { place(key, at, version, out); });
      std::string text;
      each_child(version, "VersionDetail", [&](const XmlNode& detail) {
        const std::string_view looked_up = value("DetailReference", detail.attribute("DetailReferenceID"));
        const std::string_view part = looked_up.empty() ? std::string_view(detail.text) : looked_up;
        if (!part.empty()) text += (text.empty() ? "" : ", ") + std::string(part);
      });
      if (text.empty()) {
        if (const auto interval = period_of(version)) text = facts::describe(*interval);
      }
      if (!text.empty()) add_ofac_fact(kind.empty() ? "Fact" : kind, text, {}, comment, out);
    });
  }

  void place(const std::string& key, const XmlNode& at, const XmlNode& version, Party& out) {
    const auto found = places_.find(std::string(at.attribute("LocationID")));
    if (found == places_.end()) {
      return reject(version, "LocationID", fmt::format("there is no location {}", at.attribute("LocationID")),
                    false);
    }
    const Place& where = found->second;
    if (key == "NATIONALITY COUNTRY" || key == "NATIONALITY") {
      add_country(out, CountryLink::Nationality, where.country);
    } else if (key == "CITIZENSHIP COUNTRY" || key == "CITIZENSHIP") {
      add_country(out, CountryLink::Citizenship, where.country);
    } else if (key == "NATIONALITY OF REGISTRATION") {
      add_country(out, CountryLink::Jurisdiction, where.country);
    } else if (key.find("VESSEL FLAG") != std::string::npos) {
      if (key.find("FORMER") == std::string::npos) {
        add_country(out, CountryLink::Flag, where.country);
      } else {
        add_property(out, "pastFlags", where.country);
      }
    } else if (key == "PLACE OF BIRTH") {
      add_property(out, "birthPlace", where.text());
      add_country(out, CountryLink::Birth, where.country);
    } else {
      Address address = where.address;
      add_address(out, std::move(address), where.country);
    }
  }

  Party* profile(std::string_view id) {
    const auto found = profiles_.find(std::string(id));
    return found == profiles_.end() ? nullptr : &parties_[found->second];
  }

  void relation(const XmlNode& node) {
    Party* from = profile(node.attribute("From-ProfileID"));
    const Party* to = profile(node.attribute("To-ProfileID"));
    if (from == nullptr || to == nullptr) {
      return reject(node, from == nullptr ? "From-ProfileID" : "To-ProfileID",
                    fmt::format("there is no profile {}", from == nullptr ? node.attribute("From-ProfileID")
                                                                          : node.attribute("To-ProfileID")),
                    false);
    }
    const std::string& name = to->names.front().text;
    if (std::find(from->linked_to.begin(), from->linked_to.end(), name) == from->linked_to.end())
      from->linked_to.push_back(name);
    const std::string_view kind = value("RelationType", node.attribute("RelationTypeID"));
    add_property(*from, "relationship", fmt::format("{} {}", kind.empty() ? "linked to" : kind, name));
  }

  void entry(const XmlNode& node) {
    Party* party = profile(node.attribute("ProfileID"));
    if (party == nullptr) {
      return reject(node, "ProfileID", fmt::format("there is no profile {}", node.attribute("ProfileID")),
                    false);
    }
    each_child(node, "EntryEvent", [&](const XmlNode& event) {
      const auto day = day_of(event.child("Date"));
      if (day && (!party->listed_on || *day < *party->listed_on)) party->listed_on = day;
      add_property(*party, "legalBasis", value("LegalBasis", event.attribute("LegalBasisID")));
    });
    each_child(node, "SanctionsMeasure", [&](const XmlNode& measure) {
      const std::string_view comment = measure.value("Comment");
      const std::string kind = upper(value("SanctionsType", measure.attribute("SanctionsTypeID")));
      if (comment.empty()) return;
      // A programme is a measure of its own kind; other measures ("Block") say what it does.
      auto& programmes = party->programmes;
      if (kind.empty() || kind == "PROGRAM") {
        if (std::find(programmes.begin(), programmes.end(), comment) == programmes.end())
          programmes.emplace_back(comment);
      } else {
        add_property(*party, "sanctionsInformation", fmt::format("{}: {}", kind, comment));
      }
    });
  }

  ListInfo info_;
  std::string file_;
  Sink& sink_;
  std::map<std::string, Texts, std::less<>> values_;
  std::unordered_map<std::string, NameRole> roles_;
  std::unordered_map<std::string, std::string> scripts_;
  std::unordered_map<std::string, std::pair<std::string, std::string>> party_types_;
  std::unordered_map<std::string, Place> places_;
  std::map<std::string, std::vector<Document>> waiting_documents_;  // by identity
  std::vector<Party> parties_;
  std::unordered_map<std::string, std::size_t> profiles_;
  std::unordered_map<std::string, std::size_t> identities_;
};

bool is_record(std::string_view name, std::string_view parent) {
  return (name == "DateOfIssue" && parent == "Sanctions") || (name == "Location" && parent == "Locations") ||
         (name == "IDRegDocument" && parent == "IDRegDocuments") ||
         (name == "DistinctParty" && parent == "DistinctParties") ||
         (name == "ProfileRelationship" && parent == "ProfileRelationships") ||
         (name == "SanctionsEntry" && parent == "SanctionsEntries") || parent.ends_with("Values");
}

}  // namespace

bool looks_like_ofac_advanced_xml(std::string_view head) {
  return root_element_is(head, "Sanctions");
}

tl::expected<ListInfo, Fault> read_ofac_advanced_xml(ByteSource& source, const ListInfo& info, Sink& sink) {
  const std::string file = source.name();
  Database database(info, file, sink);
  const auto read = read_xml(
      source, sink, {.is_record = is_record, .record = [&](const XmlNode& node) { database.record(node); }});
  // What was read stays delivered even when the document breaks off.
  ListInfo told = database.finish();
  if (!read) return tl::unexpected(read.error());
  return told;
}

}  // namespace weir::lists
