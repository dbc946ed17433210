#include "lists/party_parts.hpp"

#include <algorithm>

#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "facts/identifiers.hpp"
#include "lists/csv.hpp"

namespace weir::lists {

void add_name(Party& party, std::string_view text, NameKind kind, std::string_view language) {
  text = trim(text);
  if (text.empty()) return;
  const bool known = std::any_of(party.names.begin(), party.names.end(),
                                 [&](const Name& name) { return name.text == text; });
  if (!known)
    party.names.push_back(
        {.text = std::string(text), .kind = kind, .language = std::string(language), .parts = {}});
}

void add_name(Party& party, Name&& name) {
  if (trim(name.text).empty()) return;
  const bool known = std::any_of(party.names.begin(), party.names.end(),
                                 [&](const Name& other) { return other.text == name.text; });
  if (!known) party.names.push_back(std::move(name));
}

void add_property(Party& party, std::string_view name, std::string_view value) {
  value = trim(value);
  if (!value.empty()) party.properties.push_back({.name = std::string(name), .value = std::string(value)});
}

void add_country(Party& party, CountryLink link, std::string_view text) {
  text = trim(text);
  if (!text.empty())
    party.countries.push_back({.link = link, .code = facts::country_code(text), .text = std::string(text)});
}

void add_identifier(Party& party, IdentifierType type, std::string_view value, std::string_view country_text,
                    std::string_view note) {
  value = trim(value);
  if (value.empty()) return;
  Identifier identifier{.type = type,
                        .value = std::string(value),
                        .country = facts::country_code(trim(country_text)),
                        .note = std::string(trim(note))};
  facts::refine(identifier);
  party.identifiers.push_back(std::move(identifier));
}

bool add_birth_date(Party& party, std::string_view text, bool month_first) {
  text = trim(text);
  if (text.empty()) return true;
  if (auto date = facts::parse_date(text, month_first)) {
    party.birth_dates.push_back(std::move(*date));
    return true;
  }
  add_property(party, "birthDate", text);
  return false;
}

void add_address(Party& party, Address&& address, std::string_view country_text) {
  country_text = trim(country_text);
  if (address.country.empty()) address.country = facts::country_code(country_text);
  if (address.country.empty() && !country_text.empty() && address.note.empty()) address.note = country_text;
  if (address.full.empty()) {
    for (const std::string* part : {&address.street, &address.city, &address.region, &address.postal_code}) {
      if (!part->empty()) address.full += (address.full.empty() ? "" : ", ") + *part;
    }
    if (!country_text.empty()) address.full += (address.full.empty() ? "" : ", ") + std::string(country_text);
  }
  if (!address.full.empty()) party.addresses.push_back(std::move(address));
}

Name person_name(std::string_view text, NameKind kind) {
  text = trim(text);
  Name name{.text = std::string(text), .kind = kind};
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return name;
  const std::string_view family = trim(text.substr(0, comma));
  std::string_view given = trim(text.substr(comma + 1));
  std::string_view suffix;
  // "SMITH, John, Jr."
  if (const std::size_t second = given.rfind(','); second != std::string_view::npos) {
    suffix = trim(given.substr(second + 1));
    given = trim(given.substr(0, second));
  }
  if (family.empty() || given.empty()) return name;
  name.text = std::string(given) + " " + std::string(family);
  if (!suffix.empty()) name.text += " " + std::string(suffix);
  name.parts.push_back({.role = NameRole::Given, .text = std::string(given)});
  name.parts.push_back({.role = NameRole::Family, .text = std::string(family)});
  if (!suffix.empty()) name.parts.push_back({.role = NameRole::Suffix, .text = std::string(suffix)});
  return name;
}

Name name_of_parts(std::string_view given, std::string_view middle, std::string_view family, NameKind kind) {
  Name name{.kind = kind};
  const auto add = [&name](std::string_view part, NameRole role) {
    part = trim(part);
    if (part.empty()) return;
    name.text += (name.text.empty() ? "" : " ") + std::string(part);
    name.parts.push_back({.role = role, .text = std::string(part)});
  };
  add(given, NameRole::Given);
  add(middle, NameRole::Middle);
  add(family, NameRole::Family);
  if (name.parts.size() == 1) name.parts.clear();  // a single field is the whole name
  return name;
}

void settle_primary(Party& party) {
  auto& names = party.names;
  const auto first_of = [&names](NameKind kind) {
    return std::find_if(names.begin(), names.end(), [kind](const Name& name) { return name.kind == kind; });
  };
  auto found = first_of(NameKind::Primary);
  if (found == names.end()) found = first_of(NameKind::Alias);
  if (found == names.end()) found = names.begin();
  if (found == names.end()) return;
  found->kind = NameKind::Primary;
  std::rotate(names.begin(), found, found + 1);
}

bool other_script(std::string_view text) noexcept {
  std::size_t latin = 0;
  std::size_t other = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    constexpr unsigned char kGreekLead = 0xCD;        // U+0340 and above: Latin letters end before
    constexpr unsigned char kLatinAdditional = 0xE1;  // E1 B8..BB: Latin Extended Additional
    if (byte < 0x80) {
      latin += (byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z' ? 1U : 0U;
    } else if (byte >= 0xC0) {
      const unsigned next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
      const bool wide = byte == kLatinAdditional && next >= 0xB8 && next <= 0xBB;
      const bool punctuation = byte == 0xE2 && next == 0x80;
      if (punctuation) continue;
      ++(byte < kGreekLead || wide ? latin : other);
    }
  }
  return other > latin;
}

void set_gender(Party& party, std::string_view text) noexcept {
  text = trim(text);
  if (text.empty()) return;
  const char first = static_cast<char>(static_cast<unsigned char>(text[0]) | 0x20U);
  if (first == 'm') party.gender = Gender::Male;
  if (first == 'f') party.gender = Gender::Female;
}

std::string iso_date(std::string_view timestamp) {
  constexpr std::size_t kLength = 10;
  const auto day = facts::parse_day(timestamp.substr(0, kLength));
  return day ? facts::iso_day(*day) : std::string{};
}

std::vector<std::string_view> split_values(std::string_view field, std::string_view delimiters) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at <= field.size();) {
    const std::size_t end = std::min(field.find_first_of(delimiters, at), field.size());
    if (const std::string_view value = trim(field.substr(at, end - at)); !value.empty()) out.push_back(value);
    at = end + 1;
  }
  return out;
}

}  // namespace weir::lists
