#include "lists/csl_json.hpp"

#include <fmt/format.h>

#include <string>
#include <unordered_map>

#include "facts/dates.hpp"
#include "lists/csl_parts.hpp"
#include "lists/csv.hpp"
#include "lists/json.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/party_parts.hpp"

namespace weir::lists {
namespace {

template <class Take>
void each_object(const JsonObject& object, std::string_view key, Take take) {
  simdjson::dom::array array;
  if (object.at_key(key).get(array)) return;
  for (const simdjson::dom::element each : array) {
    JsonObject inner;
    if (!each.get(inner)) take(inner);
  }
}

void addresses(const JsonObject& entry, Party& party) {
  each_object(entry, "addresses", [&](const JsonObject& node) {
    add_address(party,
                {.street = json_text(node, "address"),
                 .city = json_text(node, "city"),
                 .region = json_text(node, "state"),
                 .postal_code = json_text(node, "postal_code")},
                json_text(node, "country"));
  });
}

void documents(const JsonObject& entry, Party& party) {
  each_object(entry, "ids", [&](const JsonObject& node) {
    std::string note;
    if (const std::string issued = json_text(node, "issue_date"); !issued.empty())
      note = fmt::format("issued {}", issued);
    if (const std::string expires = json_text(node, "expiration_date"); !expires.empty())
      note += fmt::format("{}expires {}", note.empty() ? "" : " ", expires);
    add_csl_document(party, json_text(node, "type"), json_text(node, "number"), json_text(node, "country"),
                     note);
  });
}

class Entries {
 public:
  Entries(const ListInfo& info, std::string file, Sink& sink)
      : info_(info), file_(std::move(file)), sink_(sink) {}

  void entry(const JsonObject& object, std::uint64_t line, std::string_view raw) {
    Party party{.list = info_.list_id,
                .entry_id = json_text(object, "id"),
                .schema = csl_schema(json_text(object, "type")),
                .source = {.file = file_, .line = line}};
    if (party.entry_id.empty()) party.entry_id = json_text(object, "_id");
    if (party.entry_id.empty()) party.entry_id = json_text(object, "entity_number");
    if (party.entry_id.empty()) party.entry_id = fmt::format("record-{}", count_ + 1);
    ++count_;
    add_ofac_name(party, json_text(object, "name"), NameKind::Primary);
    if (party.names.empty()) return reject(line, raw, "name", "the entry has no name", true);
    const auto [known, added] = seen_.try_emplace(party.entry_id, line);
    if (!added) {
      return reject(line, raw, "id",
                    fmt::format("entry {} is there already, first at line {}", party.entry_id, known->second),
                    true);
    }
    for (const std::string& each : json_texts(object, "alt_names"))
      add_ofac_name(party, each, NameKind::Alias);
    for (std::string& each : json_texts(object, "programs")) party.programmes.push_back(std::move(each));
    add_csl_source(party, json_text(object, "source"));
    details(object, line, raw, party);
    sink_.party(std::move(party));
  }

  void reject(std::uint64_t line, std::string_view raw, std::string field, std::string reason, bool whole) {
    sink_.reject({.file = file_,
                  .line = line,
                  .field = std::move(field),
                  .reason = std::move(reason),
                  .record = excerpt(raw),
                  .whole = whole});
  }

 private:
  void details(const JsonObject& object, std::uint64_t line, std::string_view raw, Party& party) {
    add_property(party, party.schema == Schema::Person ? "position" : "notes", json_text(object, "title"));
    addresses(object, party);
    documents(object, party);
    for (const std::string& each : json_texts(object, "dates_of_birth")) {
      if (!add_birth_date(party, each))
        reject(line, raw, "dates_of_birth", fmt::format("'{}' is not a date", excerpt(each, 80)), false);
    }
    for (const std::string& each : json_texts(object, "nationalities"))
      add_country(party, CountryLink::Nationality, each);
    for (const std::string& each : json_texts(object, "citizenships"))
      add_country(party, CountryLink::Citizenship, each);
    for (const std::string& each : json_texts(object, "places_of_birth"))
      add_property(party, "birthPlace", each);
    add_identifier(party, IdentifierType::CallSign, json_text(object, "call_sign"));
    add_country(party, CountryLink::Flag, json_text(object, "vessel_flag"));
    add_property(party, "entityNumber", json_text(object, "entity_number"));
    for (const auto& [key, property] : kCslTexts) add_property(party, property, json_text(object, key));
    if (const std::string country = json_text(object, "country"); !country.empty())
      add_country(party, CountryLink::Jurisdiction, country);
    const auto day = [&](std::string_view key, std::optional<Day>& out) {
      const std::string text = json_text(object, key);
      if (!csl_day(text, out))
        reject(line, raw, std::string(key),
               fmt::format("'{}' is not a day; expected YYYY-MM-DD", excerpt(text, 80)), false);
    };
    day("start_date", party.listed_on);
    day("end_date", party.expires_on);
    parse_ofac_xml_remarks(json_text(object, "remarks"), party);
  }

  const ListInfo& info_;
  std::string file_;
  Sink& sink_;
  std::uint64_t count_ = 0;
  std::unordered_map<std::string, std::uint64_t> seen_;  // id -> line
};

}  // namespace

bool looks_like_csl_json(std::string_view head) {
  head = trim(head);
  if (!head.starts_with('{') && !head.starts_with('[')) return false;
  const bool entry = head.find("\"alt_names\"") != std::string_view::npos ||
                     head.find("\"source_list_url\"") != std::string_view::npos ||
                     head.find("\"federal_register_notice\"") != std::string_view::npos;
  return entry || head.find("\"sources_used\"") != std::string_view::npos;
}

tl::expected<ListInfo, Fault> read_csl_json(ByteSource& source, const ListInfo& hint, Sink& sink) {
  ListInfo info = hint;
  const std::string file = source.name();
  Entries entries(info, file, sink);
  const auto read = read_json_array(
      source, "results",
      {.record = [&](const JsonObject& object, std::uint64_t line,
                     std::string_view raw) { entries.entry(object, line, raw); },
       .broken = [&](std::uint64_t line, std::string reason,
                     std::string_view raw) { entries.reject(line, raw, {}, std::move(reason), true); },
       .member =
           [&](std::string_view key, std::string_view value) {
             if (key == "search_performed_at") info.date = iso_date(value);
           }});
  if (!read) return tl::unexpected(read.error());
  return info;
}

}  // namespace weir::lists
