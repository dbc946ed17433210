#include "lists/uk_xml.hpp"

#include <fmt/format.h>

#include <string>

#include "facts/dates.hpp"
#include "lists/csv.hpp"
#include "lists/party_parts.hpp"
#include "lists/uk_parts.hpp"
#include "lists/xml.hpp"
#include "lists/xml_records.hpp"

namespace weir::lists {
namespace {

void names(const XmlNode& record, Party& party) {
  each_below(record, "Name", [&](const XmlNode& node) {
    add_name(party, uk_name({node.value("Name1"), node.value("Name2"), node.value("Name3"),
                             node.value("Name4"), node.value("Name5"), node.value("Name6")},
                            party.schema == Schema::Person,
                            uk_name_kind(node.value("NameType"), node.value("AliasStrength"))));
  });
  each_below(record, "NameNonLatinScript",
             [&](const XmlNode& node) { add_name(party, node.text, NameKind::Original); });
  settle_primary(party);
}

void addresses(const XmlNode& record, Party& party) {
  each_below(record, "Address", [&](const XmlNode& node) {
    Address address{.postal_code = std::string(node.value("AddressPostalCode"))};
    for (const std::string_view line :
         {"AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "AddressLine5", "AddressLine6"}) {
      const std::string_view text = node.value(line);
      if (!text.empty()) address.street += (address.street.empty() ? "" : ", ") + std::string(text);
    }
    add_address(party, std::move(address), node.value("AddressCountry"));
  });
}

// Elements below the record whose names are the words of facts.
void facts_of(const XmlNode& record, Party& party) {
  for (const std::string_view name : {"Gender",
                                      "Nationality",
                                      "PhoneNumber",
                                      "EmailAddress",
                                      "Website",
                                      "Position",
                                      "Title",
                                      "TypeOfEntity",
                                      "BusinessRegistrationNumber",
                                      "ParentCompany",
                                      "Subsidiary",
                                      "IMONumber",
                                      "CurrentOwnerOperator",
                                      "PreviousOwnerOperator",
                                      "CurrentBelievedFlagOfShip",
                                      "PreviousFlag",
                                      "TypeOfShip",
                                      "TonnageOfShip",
                                      "LengthOfShip",
                                      "YearBuilt",
                                      "HullIdentificationNumber",
                                      "OtherInformation",
                                      "UKStatementofReasons",
                                      "SanctionsImposed",
                                      "DesignationSource",
                                      "OFSIGroupID",
                                      "UNReferenceNumber"}) {
    each_below(record, name, [&](const XmlNode& node) {
      if (!node.text.empty()) add_uk_fact(party, name, node.text);
    });
  }
  each_below(record, "Passport", [&](const XmlNode& node) {
    add_identifier(party, IdentifierType::Passport, node.value("PassportNumber"), {},
                   node.value("PassportAdditionalInformation"));
  });
  each_below(record, "NationalIdentifier", [&](const XmlNode& node) {
    add_identifier(party, IdentifierType::NationalId, node.value("NationalIdentifierNumber"), {},
                   node.value("NationalIdentifierAdditionalInformation"));
  });
  each_below(record, "TownOfBirth",
             [&](const XmlNode& node) { add_property(party, "birthPlace", node.text); });
  each_below(record, "CountryOfBirth",
             [&](const XmlNode& node) { add_country(party, CountryLink::Birth, node.text); });
}

class Designations : private XmlRecords {
 public:
  using XmlRecords::XmlRecords;

  void designation(const XmlNode& record) {
    Party party = party_of(record, record.value("UniqueID"));
    if (party.entry_id.empty()) return reject(record, "UniqueID", "the designation has no id", true);
    party.schema = uk_schema(record.value("IndividualEntityShip"));
    names(record, party);
    if (party.names.empty()) return reject(record, "Names", "the designation has no name", true);
    if (!is_first(record, party, "UniqueID")) return;
    addresses(record, party);
    facts_of(record, party);
    each_below(record, "DOB", [&](const XmlNode& node) {
      if (!add_uk_birth_date(party, node.text))
        reject(node, "DOB", fmt::format("'{}' is not a date; expected dd/mm/yyyy", excerpt(node.text, 80)),
               false);
    });
    if (const std::string_view regime = record.value("RegimeName"); !regime.empty())
      party.programmes.emplace_back(regime);
    party.listed_on = facts::parse_day(record.value("DateDesignated"));
    party.updated_on = facts::parse_day(record.value("LastUpdated"));
    sink().party(std::move(party));
  }
};

}  // namespace

bool looks_like_uk_xml(std::string_view head) {
  return root_element_is(head, "Designations");
}

tl::expected<ListInfo, Fault> read_uk_xml(ByteSource& source, const ListInfo& hint, Sink& sink) {
  ListInfo info = hint;
  const std::string file = source.name();
  Designations designations(info, file, sink);
  const auto read =
      read_xml(source, sink,
               {.is_record =
                    [](std::string_view name, std::string_view parent) {
                      return (name == "Designation" || name == "DateGenerated") && parent == "Designations";
                    },
                .record =
                    [&](const XmlNode& record) {
                      if (record.name == "Designation") return designations.designation(record);
                      if (const auto day = facts::parse_day(record.text)) info.date = facts::iso_day(*day);
                    }});
  if (!read) return tl::unexpected(read.error());
  return info;
}

}  // namespace weir::lists
