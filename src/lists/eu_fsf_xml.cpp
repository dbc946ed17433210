#include "lists/eu_fsf_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "facts/dates.hpp"
#include "facts/identifiers.hpp"
#include "lists/calendars.hpp"
#include "lists/csv.hpp"
#include "lists/party_parts.hpp"
#include "lists/xml.hpp"
#include "lists/xml_records.hpp"

namespace weir::lists {
namespace {

// The list writes "00" and "UNKNOWN" for a country that it does not know.
std::string_view country(const XmlNode& node) {
  const std::string_view code = node.attribute("countryIso2Code");
  if (!code.empty() && code != "00") return code;
  const std::string_view text = node.attribute("countryDescription");
  return text == "UNKNOWN" ? std::string_view{} : text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

void add_alias(const XmlNode& node, Party& party) {
  const bool weak = node.attribute("strong") == "false";
  const std::string_view whole = trim(node.attribute("wholeName"));
  Name name = name_of_parts(node.attribute("firstName"), node.attribute("middleName"),
                            node.attribute("lastName"), NameKind::Alias);
  // The whole name is what the list prints; the parts may be fewer words of it.
  if (!whole.empty()) name.text = whole;
  name.language = lower(node.attribute("nameLanguage"));
  // Greek and Bulgarian are the Union's own languages: a name in them may be the regulation's rendering.
  const bool rendered = name.language == "el" || name.language == "bg";
  if (weak) {
    name.kind = NameKind::Weak;
  } else if (party.names.empty()) {
    name.kind = NameKind::Primary;
  } else if (other_script(name.text) && !rendered) {
    name.kind = NameKind::Original;
  }
  add_name(party, std::move(name));
  set_gender(party, node.attribute("gender"));
  add_property(party, "title", node.attribute("title"));
  add_property(party, "position", node.attribute("function"));
}

int number(const XmlNode& node, std::string_view attribute) {
  const std::string_view text = node.attribute(attribute);
  int out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// False when the element holds a date that cannot be read.
bool add_birth(const XmlNode& node, Party& party) {
  std::string place;
  for (const std::string_view part : {"place", "city", "region"}) {
    if (const auto text = trim(node.attribute(part)); !text.empty())
      place += (place.empty() ? "" : ", ") + std::string(text);
  }
  const std::string_view where = country(node);
  if (!where.empty()) {
    const std::string_view described = node.attribute("countryDescription");
    place += (place.empty() ? "" : ", ") + std::string(described.empty() ? where : described);
    add_country(party, CountryLink::Birth, where);
  }
  add_property(party, "birthPlace", place);

  const std::string_view day = trim(node.attribute("birthdate"));
  const int year = number(node, "year");
  const int from = number(node, "yearRangeFrom");
  const int to = number(node, "yearRangeTo");
  std::string text(day);
  if (text.empty() && year > 0) {
    const int month = number(node, "monthOfYear");
    const int day_of_month = number(node, "dayOfMonth");
    text = month > 0 && day_of_month > 0 ? fmt::format("{:04}-{:02}-{:02}", year, month, day_of_month)
           : month > 0                   ? fmt::format("{:04}-{:02}", year, month)
                                         : fmt::format("{:04}", year);
  } else if (text.empty() && (from > 0 || to > 0)) {
    text = fmt::format("{} to {}", from > 0 ? from : to, to > 0 ? to : from);
  }
  if (text.empty()) return true;
  const std::string calendar = lower(node.attribute("calendarType"));
  if (calendar == "islamic" || calendar == "hijri" || calendar == "islamic_civil") {
    const auto field = [&node](std::string_view name) {
      return static_cast<unsigned>(std::clamp(number(node, name), 0, 99));
    };
    auto date = islamic_date(year, field("monthOfYear"), field("dayOfMonth"), text + " (Islamic calendar)");
    if (!date) return false;
    party.birth_dates.push_back(std::move(*date));
    return true;
  }
  if (!calendar.empty() && calendar != "gregorian") {
    add_property(party, "birthDate", fmt::format("{} ({} calendar)", text, calendar));
    return true;
  }
  if (node.attribute("circa") == "true") text = "circa " + text;
  return add_birth_date(party, text);
}

void add_document(const XmlNode& node, Party& party) {
  std::string_view value = node.attribute("number");
  if (value.empty()) value = node.attribute("latinNumber");
  const std::string_view code = node.attribute("identificationTypeCode");
  const std::string_view words = node.attribute("identificationTypeDescription");
  IdentifierType type = code == "passport"     ? IdentifierType::Passport
                        : code == "id"         ? IdentifierType::NationalId
                        : code == "ssn"        ? IdentifierType::NationalId
                        : code == "fiscalcode" ? IdentifierType::TaxNumber
                        : code == "regnumber"  ? IdentifierType::Registration
                        : code == "swiftbic"   ? IdentifierType::Bic
                        : code == "imo"        ? IdentifierType::Imo
                                               : facts::identifier_type(words);
  std::string note(words.empty() ? code : words);
  for (const std::string_view flag :
       {"diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer"}) {
    if (node.attribute(flag) == "true") note += fmt::format("; {}", flag);
  }
  for (const std::string_view field : {"issuedBy", "issueDate", "validFrom", "validTo", "nameOnDocument"}) {
    if (const auto text = trim(node.attribute(field)); !text.empty())
      note += fmt::format("; {} {}", field, text);
  }
  add_identifier(party, type, value, country(node), note);
}

void add_place(const XmlNode& node, Party& party) {
  Address address{.street = std::string(trim(node.attribute("street"))),
                  .city = std::string(trim(node.attribute("city"))),
                  .region = std::string(trim(node.attribute("region"))),
                  .postal_code = std::string(trim(node.attribute("zipCode"))),
                  .note = std::string(node.value("remark"))};
  for (const std::string_view field : {"place", "poBox"}) {
    const std::string_view text = trim(node.attribute(field));
    if (text.empty()) continue;
    address.street +=
        fmt::format("{}{}{}", address.street.empty() ? "" : ", ", field == "poBox" ? "PO Box " : "", text);
  }
  const std::string_view described = node.attribute("countryDescription");
  const std::string_view where = country(node);
  add_address(party, std::move(address), where.empty() || described.empty() ? where : described);
}

void add_regulation(const XmlNode& node, Party& party) {
  const std::string_view programme = node.attribute("programme");
  auto& all = party.programmes;
  if (!programme.empty() && std::find(all.begin(), all.end(), programme) == all.end())
    all.emplace_back(programme);
  add_property(party, "legalBasis", node.attribute("numberTitle"));
  add_property(party, "sourceUrl", node.value("publicationUrl"));
  const auto in_force = facts::parse_day(node.attribute("entryIntoForceDate"));
  const auto day = in_force ? in_force : facts::parse_day(node.attribute("publicationDate"));
  if (day && (!party.listed_on || *day < *party.listed_on)) party.listed_on = day;
  if (day && (!party.updated_on || *day > *party.updated_on)) party.updated_on = day;
}

class Entities : private XmlRecords {
 public:
  using XmlRecords::XmlRecords;

  void entity(const XmlNode& record) {
    Party party = party_of(record, record.attribute("euReferenceNumber"));
    const std::string_view logical = record.attribute("logicalId");
    if (party.entry_id.empty()) party.entry_id = logical;
    if (party.entry_id.empty())
      return reject(record, "euReferenceNumber", "the entity has neither a reference nor a logical id", true);
    const XmlNode* subject = record.child("subjectType");
    const std::string_view code = subject == nullptr ? std::string_view{} : subject->attribute("code");
    party.schema = code == "person"       ? Schema::Person
                   : code == "enterprise" ? Schema::Organization
                                          : Schema::LegalEntity;
    each_child(record, "nameAlias", [&](const XmlNode& node) { add_alias(node, party); });
    if (party.names.empty()) return reject(record, "nameAlias", "the entity has no name", true);
    settle_primary(party);
    if (!is_first(record, party, "euReferenceNumber")) return;
    details(record, party);
    sink().party(std::move(party));
  }

 private:
  void details(const XmlNode& record, Party& party) {
    each_child(record, "regulation", [&](const XmlNode& node) { add_regulation(node, party); });
    if (const auto day = facts::parse_day(record.attribute("designationDate"))) party.listed_on = day;
    each_child(record, "citizenship",
               [&](const XmlNode& node) { add_country(party, CountryLink::Citizenship, country(node)); });
    each_child(record, "birthdate", [&](const XmlNode& node) {
      if (!add_birth(node, party)) reject(node, "birthdate", "not a date that can be read", false);
    });
    each_child(record, "identification", [&](const XmlNode& node) { add_document(node, party); });
    each_child(record, "address", [&](const XmlNode& node) { add_place(node, party); });
    each_child(record, "remark", [&](const XmlNode& node) { add_property(party, "notes", node.text); });
    add_property(party, "notes", record.attribute("designationDetails"));
    add_property(party, "unscId", record.attribute("unitedNationId"));
    // An imo number makes the "enterprise" a ship only where the list says so in its remarks; it stays as it
    // is.
  }
};

}  // namespace

bool looks_like_eu_fsf_xml(std::string_view head) {
  return root_element_is(head, "export") && (head.find("fpi/fsd/export") != std::string_view::npos ||
                                             head.find("sanctionEntity") != std::string_view::npos);
}

tl::expected<ListInfo, Fault> read_eu_fsf_xml(ByteSource& source, const ListInfo& hint, Sink& sink) {
  ListInfo info = hint;
  const std::string file = source.name();
  Entities entities(info, file, sink);
  const auto read =
      read_xml(source, sink,
               {.is_record = [](std::string_view name, std::string_view) { return name == "sanctionEntity"; },
                .record = [&](const XmlNode& record) { entities.entity(record); },
                .open =
                    [&](const XmlNode& node) {
                      if (node.name == "export") info.date = iso_date(node.attribute("generationDate"));
                    }});
  if (!read) return tl::unexpected(read.error());
  return info;
}

}  // namespace weir::lists
