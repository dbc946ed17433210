#include "lists/ofac_sdn_xml.hpp"

#include <fmt/format.h>

#include <string>

#include "facts/dates.hpp"
#include "lists/csv.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/party_parts.hpp"
#include "lists/xml.hpp"
#include "lists/xml_records.hpp"

namespace weir::lists {
namespace {

void names(const XmlNode& record, Party& party) {
  const auto add = [&party](const XmlNode& node, NameKind kind) {
    if (party.schema == Schema::Person && !node.value("firstName").empty()) {
      add_name(party, name_of_parts(node.value("firstName"), {}, node.value("lastName"), kind));
    } else {
      add_ofac_name(party, node.value("lastName").empty() ? node.value("firstName") : node.value("lastName"),
                    kind);
    }
  };
  add(record, NameKind::Primary);
  each_below(record, "aka", [&](const XmlNode& aka) {
    const std::string_view type = aka.value("type");
    add(aka, aka.value("category") == "weak"              ? NameKind::Weak
             : type.starts_with("f.k.a") || type == "fka" ? NameKind::Former
                                                          : NameKind::Alias);
  });
}

void addresses(const XmlNode& record, Party& party) {
  each_below(record, "address", [&](const XmlNode& node) {
    Address address{.city = std::string(node.value("city")),
                    .region = std::string(node.value("stateOrProvince")),
                    .postal_code = std::string(node.value("postalCode"))};
    for (const std::string_view line : {"address1", "address2", "address3"}) {
      const std::string_view text = node.value(line);
      if (!text.empty()) address.street += (address.street.empty() ? "" : ", ") + std::string(text);
    }
    add_address(party, std::move(address), node.value("country"));
  });
}

void documents(const XmlNode& record, Party& party) {
  const XmlNode* list = record.child("idList");
  if (list == nullptr) return;
  each_child(*list, "id", [&](const XmlNode& id) {
    std::string note;
    if (const auto issued = id.value("issueDate"); !issued.empty()) note = fmt::format("issued {}", issued);
    if (const auto expires = id.value("expirationDate"); !expires.empty())
      note += fmt::format("{}expires {}", note.empty() ? "" : " ", expires);
    add_ofac_fact(id.value("idType"), id.value("idNumber"), id.value("idCountry"), note, party);
  });
}

void vessel(const XmlNode& record, Party& party) {
  const XmlNode* node = record.child("vesselInfo");
  if (node == nullptr) return;
  add_identifier(party, IdentifierType::CallSign, node->value("callSign"));
  add_property(party, "type", node->value("vesselType"));
  add_property(party, "tonnage", node->value("tonnage"));
  add_property(party, "grossRegisteredTonnage", node->value("grossRegisteredTonnage"));
  add_country(party, CountryLink::Flag, node->value("vesselFlag"));
  add_property(party, "owner", node->value("vesselOwner"));
}

void facts_of(const XmlNode& record, Party& party) {
  const std::string_view type = record.value("sdnType");
  party.schema = type == "Individual" ? Schema::Person
                 : type == "Vessel"   ? Schema::Vessel
                 : type == "Aircraft" ? Schema::Airplane
                                      : Schema::Organization;
  names(record, party);
  each_below(record, "program", [&](const XmlNode& node) {
    if (!node.text.empty()) party.programmes.push_back(node.text);
  });
  add_property(party, party.schema == Schema::Person ? "position" : "notes", record.value("title"));
  addresses(record, party);
  documents(record, party);
  each_below(record, "dateOfBirth", [&](const XmlNode& node) { add_birth_date(party, node.text); });
  each_below(record, "placeOfBirth",
             [&](const XmlNode& node) { add_property(party, "birthPlace", node.text); });
  each_below(record, "nationality", [&](const XmlNode& node) {
    add_country(party, CountryLink::Nationality, node.value("country"));
  });
  each_below(record, "citizenship", [&](const XmlNode& node) {
    add_country(party, CountryLink::Citizenship, node.value("country"));
  });
  vessel(record, party);
  parse_ofac_xml_remarks(record.value("remarks"), party);
}

class Entries : private XmlRecords {
 public:
  using XmlRecords::XmlRecords;

  void entry(const XmlNode& record) {
    Party party = party_of(record, record.value("uid"));
    if (party.entry_id.empty()) return reject(record, "uid", "the entry has no uid", true);
    facts_of(record, party);
    if (party.names.empty()) return reject(record, "lastName", "the entry has no name", true);
    if (!is_first(record, party, "uid")) return;
    sink().party(std::move(party));
  }
};

}  // namespace

bool looks_like_ofac_sdn_xml(std::string_view head) {
  return root_element_is(head, "sdnList");
}

tl::expected<ListInfo, Fault> read_ofac_sdn_xml(ByteSource& source, const ListInfo& hint, Sink& sink) {
  ListInfo info = hint;
  const std::string file = source.name();
  Entries entries(info, file, sink);
  const auto read =
      read_xml(source, sink,
               {.is_record =
                    [](std::string_view name, std::string_view parent) {
                      return parent == "sdnList" && (name == "sdnEntry" || name == "publshInformation" ||
                                                     name == "publishInformation");
                    },
                .record =
                    [&](const XmlNode& record) {
                      if (record.name == "sdnEntry") return entries.entry(record);
                      if (const auto day = facts::parse_day(record.value("Publish_Date"), true))
                        info.date = facts::iso_day(*day);
                    }});
  if (!read) return tl::unexpected(read.error());
  return info;
}

}  // namespace weir::lists
