#include "lists/un_xml.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

#include "facts/dates.hpp"
#include "facts/identifiers.hpp"
#include "lists/csv.hpp"
#include "lists/party_parts.hpp"
#include "lists/xml.hpp"
#include "lists/xml_records.hpp"

namespace weir::lists {
namespace {

std::string join(const XmlNode& record, std::initializer_list<std::string_view> fields) {
  std::string out;
  for (const std::string_view field : fields) {
    if (const std::string_view part = record.value(field); !part.empty())
      out += (out.empty() ? "" : " ") + std::string(part);
  }
  return out;
}

void aliases(const XmlNode& record, std::string_view element, Party& party) {
  for (const XmlNode& node : record.children) {
    if (node.name != element) continue;
    const std::string_view quality = node.value("QUALITY");
    const NameKind kind = quality == "Low"                             ? NameKind::Weak
                          : quality == "f.k.a." || quality == "F.k.a." ? NameKind::Former
                                                                       : NameKind::Alias;
    add_name(party, node.value("ALIAS_NAME"), kind);
    // An alias may have been used with a date and place of birth of its own.
    add_birth_date(party, node.value("DATE_OF_BIRTH"));
    add_country(party, CountryLink::Birth, node.value("COUNTRY_OF_BIRTH"));
  }
}

// Day, month and year as far as the list has them; a range where it says BETWEEN.
void birth_dates(const XmlNode& record, Party& party) {
  for (const XmlNode& node : record.children) {
    if (node.name != "INDIVIDUAL_DATE_OF_BIRTH") continue;
    const std::string_view kind = node.value("TYPE_OF_DATE");
    const std::string_view exact = node.value("DATE");
    const std::string_view year = node.value("YEAR");
    std::string text;
    if (kind == "BETWEEN" && !node.value("FROM_YEAR").empty()) {
      text = fmt::format("{} to {}", node.value("FROM_YEAR"), node.value("TO_YEAR"));
    } else if (!exact.empty()) {
      text = exact;
    } else if (!year.empty()) {
      text = year;
    } else {
      text = node.value("NOTE");  // "Nov. 1973"
    }
    if (text.empty()) continue;
    if (kind == "APPROXIMATELY") text = "circa " + text;
    add_birth_date(party, text);
  }
}

void addresses(const XmlNode& record, std::string_view element, Party& party) {
  for (const XmlNode& node : record.children) {
    if (node.name != element) continue;
    add_address(party,
                {.street = std::string(node.value("STREET")),
                 .city = std::string(node.value("CITY")),
                 .region = std::string(node.value("STATE_PROVINCE")),
                 .postal_code = std::string(node.value("ZIP_CODE")),
                 .note = std::string(node.value("NOTE"))},
                node.value("COUNTRY"));
  }
}

void documents(const XmlNode& record, Party& party) {
  for (const XmlNode& node : record.children) {
    if (node.name != "INDIVIDUAL_DOCUMENT") continue;
    const std::string_view kind = node.value("TYPE_OF_DOCUMENT");
    IdentifierType type = facts::identifier_type(kind);
    if (type == IdentifierType::Other) type = IdentifierType::NationalId;
    const std::string_view country = node.value("ISSUING_COUNTRY").empty() ? node.value("COUNTRY_OF_ISSUE")
                                                                           : node.value("ISSUING_COUNTRY");
    std::string note;
    for (const std::string_view field : {"TYPE_OF_DOCUMENT2", "DATE_OF_ISSUE", "CITY_OF_ISSUE", "NOTE"}) {
      const std::string_view text = node.value(field);
      if (text.empty()) continue;
      note +=
          fmt::format("{}{}{}", note.empty() ? "" : "; ", field == "DATE_OF_ISSUE" ? "issued " : "", text);
    }
    add_identifier(party, type, node.value("NUMBER"), country, note);
  }
}

void values_of(const XmlNode& record, std::string_view element, std::string_view property, Party& party) {
  for (const XmlNode& node : record.children) {
    if (node.name != element) continue;
    for (const XmlNode& value : node.children) {
      if (value.name == "VALUE") add_property(party, property, value.text);
    }
  }
}

void facts_of(const XmlNode& record, bool person, Party& party) {
  // The four fields are the name in its own order, not given and family name.
  add_name(party, join(record, {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}),
           NameKind::Primary);
  add_name(party, record.value("NAME_ORIGINAL_SCRIPT"),
           party.names.empty() ? NameKind::Primary : NameKind::Original);
  aliases(record, person ? "INDIVIDUAL_ALIAS" : "ENTITY_ALIAS", party);
  settle_primary(party);
  addresses(record, person ? "INDIVIDUAL_ADDRESS" : "ENTITY_ADDRESS", party);
  birth_dates(record, party);
  documents(record, party);
  if (record.value("GENDER") == "Male") party.gender = Gender::Male;
  if (record.value("GENDER") == "Female") party.gender = Gender::Female;
  for (const XmlNode& node : record.children) {
    if (node.name == "NATIONALITY") {
      for (const XmlNode& value : node.children) add_country(party, CountryLink::Nationality, value.text);
    } else if (node.name == "INDIVIDUAL_PLACE_OF_BIRTH") {
      add_property(party, "birthPlace", join(node, {"CITY", "STATE_PROVINCE", "COUNTRY"}));
      add_country(party, CountryLink::Birth, node.value("COUNTRY"));
    }
  }
  if (const std::string_view type = record.value("UN_LIST_TYPE"); !type.empty())
    party.programmes.emplace_back(type);
  party.listed_on = facts::parse_day(record.value("LISTED_ON").substr(0, 10));
  if (const XmlNode* updated = record.child("LAST_DAY_UPDATED"); updated != nullptr) {
    for (const XmlNode& value : updated->children) {
      const auto day = facts::parse_day(std::string_view(value.text).substr(0, 10));
      if (day && (!party.updated_on || *day > *party.updated_on)) party.updated_on = day;
    }
  }
  values_of(record, "TITLE", "title", party);
  values_of(record, "DESIGNATION", "position", party);
  add_property(party, "notes", record.value("COMMENTS1"));
}

class Entries : private XmlRecords {
 public:
  using XmlRecords::XmlRecords;

  void entry(const XmlNode& record) {
    const bool person = record.name == "INDIVIDUAL";
    Party party = party_of(record, record.value("REFERENCE_NUMBER"));
    if (party.entry_id.empty()) party.entry_id = record.value("DATAID");
    if (party.entry_id.empty())
      return reject(record, "REFERENCE_NUMBER", "the entry has no reference number", true);
    party.schema = person ? Schema::Person : Schema::Organization;
    facts_of(record, person, party);
    if (party.names.empty()) return reject(record, "FIRST_NAME", "the entry has no name", true);
    if (!is_first(record, party, "REFERENCE_NUMBER")) return;
    sink().party(std::move(party));
  }
};

}  // namespace

bool looks_like_un_xml(std::string_view head) {
  return head.find("<CONSOLIDATED_LIST") != std::string_view::npos;
}

tl::expected<ListInfo, Fault> read_un_xml(ByteSource& source, const ListInfo& hint, Sink& sink) {
  ListInfo info = hint;
  const std::string file = source.name();
  Entries entries(info, file, sink);
  const auto read = read_xml(source, sink,
                             {.is_record =
                                  [](std::string_view name, std::string_view parent) {
                                    return (name == "INDIVIDUAL" && parent == "INDIVIDUALS") ||
                                           (name == "ENTITY" && parent == "ENTITIES");
                                  },
                              .record = [&](const XmlNode& record) { entries.entry(record); },
                              .open =
                                  [&](const XmlNode& node) {
                                    if (node.name == "CONSOLIDATED_LIST")
                                      info.date = iso_date(node.attribute("dateGenerated"));
                                  }});
  if (!read) return tl::unexpected(read.error());
  return info;
}

}  // namespace weir::lists
