#include "lists/uk_parts.hpp"

#include <algorithm>
#include <string>

#include "facts/dates.hpp"
#include "lists/csv.hpp"
#include "lists/party_parts.hpp"

namespace weir::lists {
namespace {

// Letters and digits in lower case: "D.O.B" and "Business Reg No" compare as "dob" and "businessregno".
std::string key_of(std::string_view text) {
  std::string key;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      key.push_back(static_cast<char>(c + ('a' - 'A')));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      key.push_back(c);
    }
  }
  return key;
}

struct FactRule {
  std::string_view key;
  std::string_view property;  // "" = an identifier
  IdentifierType type = IdentifierType::Other;
};
// The keys of both editions: columns of the UK Sanctions List, brackets in OFSI's Other Information.
constexpr auto kFacts = std::to_array<FactRule>({
    {"email", "", IdentifierType::Email},
    {"emailaddress", "", IdentifierType::Email},
    {"phone", "", IdentifierType::Phone},
    {"phonenumber", "", IdentifierType::Phone},
    {"website", "", IdentifierType::Website},
    {"imonumber", "", IdentifierType::Imo},
    {"shipimonumber", "", IdentifierType::Imo},
    {"passportnumber", "", IdentifierType::Passport},
    {"nationalidentifiernumber", "", IdentifierType::NationalId},
    {"nationalidentificationnumber", "", IdentifierType::NationalId},
    {"nationalidentificationno", "", IdentifierType::NationalId},
    {"businessregno", "", IdentifierType::Registration},
    {"businessregistrationnumber", "", IdentifierType::Registration},
    {"businessregistrationnumbers", "", IdentifierType::Registration},
    {"hullidentificationnumber", "hullIdentificationNumber"},
    {"hullidentificationnumberhin", "hullIdentificationNumber"},
    {"position", "position"},
    {"title", "title"},
    {"typeofentity", "legalForm"},
    {"organisationtype", "legalForm"},
    {"orgtype", "legalForm"},
    {"parentcompany", "parent"},
    {"parentcompanies", "parent"},
    {"subsidiary", "subsidiaries"},
    {"subsidiaries", "subsidiaries"},
    {"currentowneroperator", "owner"},
    {"currentowneroperators", "owner"},
    {"currentowners", "owner"},
    {"currentowner", "owner"},
    {"previousowneroperator", "pastOwner"},
    {"previousowneroperators", "pastOwner"},
    {"previousowner", "pastOwner"},
    {"previousflags", "pastFlags"},
    {"previousflag", "pastFlags"},
    {"typeofship", "type"},
    {"shiptype", "type"},
    {"tonnageofship", "tonnage"},
    {"tonnage", "tonnage"},
    {"lengthofship", "length"},
    {"length", "length"},
    {"yearbuilt", "buildDate"},
    {"otherinformation", "notes"},
    {"furtheridentifyinginformation", "notes"},
    {"ukstatementofreasons", "reason"},
    {"sanctionsimposed", "sanctionsInformation"},
    {"financialsanctionsimposed", "sanctionsInformation"},
    {"designationsource", "authority"},
    {"ofsigroupid", "ofsiGroupId"},
    {"groupid", "ofsiGroupId"},
    {"unreferencenumber", "unscId"},
    {"unref", "unscId"},
    {"unreference", "unscId"},
    {"uksanctionslistref", "ukSanctionsListRef"},
});

}  // namespace

Name uk_name(const std::array<std::string_view, 6>& fields, bool person, NameKind kind) {
  std::string given;
  for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
    if (const std::string_view part = trim(fields.at(i)); !part.empty())
      given += (given.empty() ? "" : " ") + std::string(part);
  }
  const std::string_view family = fields.back();
  if (person) return name_of_parts(given, {}, family, kind);
  Name name{.text = std::string(trim(family)), .kind = kind};
  if (!given.empty()) name.text = given + (name.text.empty() ? "" : " " + name.text);
  return name;
}

NameKind uk_name_kind(std::string_view type, std::string_view strength) noexcept {
  const auto has = [](std::string_view text, std::string_view word) {
    return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
             return (static_cast<unsigned char>(a) | 0x20U) == static_cast<unsigned char>(b);
           }) != text.end();
  };
  if (has(strength, "low") || has(strength, "weak")) return NameKind::Weak;
  if (has(type, "variation")) return NameKind::Alias;
  if (has(type, "primary")) return NameKind::Primary;
  if (has(type, "fka") || has(type, "former") || has(type, "f.k.a")) return NameKind::Former;
  return NameKind::Alias;
}

Schema uk_schema(std::string_view text) noexcept {
  text = trim(text);
  if (text.empty()) return Schema::LegalEntity;
  const char first = static_cast<char>(static_cast<unsigned char>(text[0]) | 0x20U);
  return first == 'i'                   ? Schema::Person
         : first == 's' || first == 'v' ? Schema::Vessel
         : first == 'e'                 ? Schema::Organization
                                        : Schema::LegalEntity;
}

bool add_uk_birth_date(Party& party, std::string_view text) {
  text = trim(text);
  if (text.empty()) return true;
  auto date = facts::parse_date(text);
  if (!date) {
    add_property(party, "birthDate", text);
    return false;
  }
  // One entry's rows repeat its dates.
  const bool known = std::any_of(party.birth_dates.begin(), party.birth_dates.end(),
                                 [&](const DateInterval& other) { return other.text == date->text; });
  if (!known) party.birth_dates.push_back(std::move(*date));
  return true;
}

std::vector<std::string_view> uk_values(std::string_view field) {
  std::vector<std::string_view> out;
  field = trim(field);
  // A numbered field starts with "(1)"; other brackets belong to the value.
  if (!field.starts_with("(1)")) {
    if (!field.empty()) out.push_back(field);
    return out;
  }
  constexpr std::size_t kMostValues = 200;
  std::size_t at = 3;
  for (std::size_t n = 2; n < kMostValues; ++n) {
    const std::string mark = "(" + std::to_string(n) + ")";
    const std::size_t next = std::min(field.find(mark, at), field.size());
    std::string_view value = trim(field.substr(at, next - at));
    while (!value.empty() && (value.back() == '.' || value.back() == ',' || value.back() == ';'))
      value.remove_suffix(1);
    if (!value.empty()) out.push_back(trim(value));
    if (next == field.size()) break;
    at = next + mark.size();
  }
  return out;
}

bool add_uk_fact(Party& party, std::string_view words, std::string_view value) {
  value = trim(value);
  const std::string key = key_of(words);
  if (key == "gender") {
    set_gender(party, value);
    return true;
  }
  if (key == "nationality" || key == "nationalityies") {
    for (const std::string_view each : uk_values(value)) add_country(party, CountryLink::Nationality, each);
    return true;
  }
  if (key == "currentbelievedflagofship" || key == "flagofvessel" || key == "currentflag" || key == "flag") {
    for (const std::string_view each : uk_values(value)) add_country(party, CountryLink::Flag, each);
    return true;
  }
  const auto rule =
      std::find_if(kFacts.begin(), kFacts.end(), [&](const FactRule& each) { return each.key == key; });
  if (rule == kFacts.end()) return false;
  for (const std::string_view each : uk_values(value)) {
    if (rule->property.empty()) {
      const auto type = rule->type;
      const bool known =
          std::any_of(party.identifiers.begin(), party.identifiers.end(),
                      [&](const Identifier& other) { return other.type == type && other.value == each; });
      if (!known) add_identifier(party, type, each);
    } else {
      const bool known = std::any_of(
          party.properties.begin(), party.properties.end(),
          [&](const Property& other) { return other.name == rule->property && other.value == each; });
      if (!known) add_property(party, rule->property, each);
    }
  }
  return true;
}

void add_uk_other_information(Party& party, std::string_view text) {
  std::string rest;
  const auto keep = [&rest](std::string_view part) {
    part = trim(part);
    if (!part.empty()) rest += (rest.empty() ? "" : " ") + std::string(part);
  };
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('(', at);
    const std::size_t close = open == std::string_view::npos ? open : text.find("):", open);
    if (close == std::string_view::npos) break;
    // The innermost bracket before "):".
    const std::size_t inner = text.rfind('(', close);
    keep(text.substr(at, inner - at));
    const std::string_view words = text.substr(inner + 1, close - inner - 1);
    // The value reaches to the next "(words):".
    std::size_t end = text.size();
    if (const std::size_t next = text.find("):", close + 2); next != std::string_view::npos)
      end = std::max(text.rfind('(', next), close + 2);
    std::string_view value = trim(text.substr(close + 2, end - close - 2));
    while (!value.empty() && (value.back() == '.' || value.back() == ' ')) value.remove_suffix(1);
    if (!add_uk_fact(party, words, value)) keep(text.substr(inner, end - inner));
    at = end;
  }
  keep(text.substr(std::min(at, text.size())));
  const bool known = std::any_of(party.properties.begin(), party.properties.end(),
                                 [&](const Property& p) { return p.name == "notes" && p.value == rest; });
  if (!known) add_property(party, "notes", rest);
}

}  // namespace weir::lists
