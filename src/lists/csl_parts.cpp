#include "lists/csl_parts.hpp"

#include "facts/dates.hpp"
#include "lists/csv.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/party_parts.hpp"

namespace weir::lists {

Schema csl_schema(std::string_view type) noexcept {
  type = trim(type);
  if (type == "Individual") return Schema::Person;
  if (type == "Entity") return Schema::Organization;
  if (type == "Vessel") return Schema::Vessel;
  if (type == "Aircraft") return Schema::Airplane;
  return Schema::LegalEntity;
}

void add_csl_document(Party& party, std::string_view kind, std::string_view value, std::string_view country,
                      std::string_view note) {
  // Most entries are OFAC's, and so are the words for their documents.
  add_ofac_fact(trim(kind).empty() ? "Identification Number" : kind, value, country, note, party);
}

void add_csl_source(Party& party, std::string_view source) {
  source = trim(source);
  if (source.empty()) return;
  add_property(party, "authority", source);
  if (party.programmes.empty()) party.programmes.emplace_back(source);
}

bool csl_day(std::string_view text, std::optional<Day>& out) {
  text = trim(text);
  if (text.empty()) return true;
  out = facts::parse_day(text);
  return out.has_value();
}

}  // namespace weir::lists
