#include "lists/ofac_remarks.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "facts/countries.hpp"
#include "facts/identifiers.hpp"
#include "lists/csv.hpp"
#include "lists/party_parts.hpp"

namespace weir::lists {
namespace {

std::vector<std::string_view> fragments(std::string_view remarks) {
  std::vector<std::string_view> out;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < remarks.size(); ++i) {
    if (remarks[i] == '(') ++depth;
    if (remarks[i] == ')' && depth > 0) --depth;
    // A bracket that is never closed must not swallow the rest: OFAC cuts long remarks.
    const bool closed_later = depth == 0 || remarks.find(')', i) != std::string_view::npos;
    if (remarks[i] == ';' && (depth == 0 || !closed_later)) {
      out.push_back(trim(remarks.substr(start, i - start)));
      start = i + 1;
      depth = 0;
    }
  }
  std::string_view last = trim(remarks.substr(start));
  if (last.ends_with('.') && !last.ends_with("S.A.") && !last.ends_with("Inc.") && !last.ends_with("Ltd."))
    last.remove_suffix(1);
  out.push_back(trim(last));
  return out;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text = trim(text.substr(prefix.size()));
  return true;
}

// "515731854 (Russia) issued 14 Dec 2005 expires 2015" -> value, country, note.
struct Document {
  std::string_view value;
  std::string_view country;
  std::string_view note;
};
Document document(std::string_view text) {
  Document out;
  const std::size_t open = text.find(" (");
  std::size_t note = std::string_view::npos;
  for (const std::string_view word : {" issued ", " expires ", " Issued ", " Expires "})
    note = std::min(note, text.find(word));
  if (open != std::string_view::npos) {
    const std::size_t close = std::min(text.find(')', open), text.size());
    out.country = text.substr(open + 2, close - open - 2);
  }
  out.value = trim(text.substr(0, std::min(open, note)));
  if (note != std::string_view::npos) out.note = trim(text.substr(note));
  return out;
}

struct TextRule {
  std::string_view prefix;
  std::string_view property;  // FollowTheMoney's name
};
constexpr std::array<TextRule, 23> kTexts{{
    {"POB ", "birthPlace"},
    {"Secondary sanctions risk:", "secondarySanctionsRisk"},
    {"Additional Sanctions Information -", "sanctionsInformation"},
    {"Transactions Prohibited For", "sanctionsInformation"},
    {"Executive Order", "legalBasis"},
    {"For more information", "notes"},
    {"Organization Established Date", "incorporationDate"},
    {"Organization Type:", "sector"},
    {"Target Type", "classification"},
    {"Aircraft Manufacture Date", "buildDate"},
    {"Aircraft Model", "model"},
    {"Aircraft Operator", "operator"},
    {"Aircraft Mode S Transponder Code", "icaoCode"},
    {"Vessel Year of Build", "buildDate"},
    {"Vessel Type", "type"},
    {"Vessel Owner", "owner"},
    {"Other Vessel Type", "type"},
    {"Other Vessel Call Sign", "callSign"},
    {"Other Vessel Flag", "flag"},
    {"Former Vessel Flag", "pastFlags"},
    {"Previous Aircraft Tail Number", "previousRegistration"},
    {"Effective Date", "startDate"},
    {"Listing Date", "listingDate"},
}};

struct IdentifierRule {
  std::string_view prefix;
  IdentifierType type;
};
constexpr std::array<IdentifierRule, 24> kIdentifiers{{
    {"Passport", IdentifierType::Passport},
    {"Stateless Person Passport", IdentifierType::Passport},
    {"Diplomatic Passport", IdentifierType::Passport},
    {"National ID No.", IdentifierType::NationalId},
    {"Cedula No.", IdentifierType::NationalId},
    {"C.U.R.P.", IdentifierType::NationalId},
    {"D.N.I.", IdentifierType::NationalId},
    {"Identification Number IMO", IdentifierType::Imo},
    {"Vessel Registration Identification IMO", IdentifierType::Imo},
    {"MMSI", IdentifierType::Mmsi},
    {"Aircraft Tail Number", IdentifierType::AircraftTail},
    {"Aircraft Manufacturer's Serial Number (MSN)", IdentifierType::AircraftSerial},
    {"Aircraft Construction Number (also called L/N or S/N or F/N)", IdentifierType::AircraftSerial},
    {"Tax ID No.", IdentifierType::TaxNumber},
    {"NIT #", IdentifierType::TaxNumber},
    {"RUC #", IdentifierType::TaxNumber},
    {"R.F.C.", IdentifierType::TaxNumber},
    {"SWIFT/BIC", IdentifierType::Bic},
    {"D-U-N-S Number", IdentifierType::Duns},
    {"Unified Social Credit Code (USCC)", IdentifierType::Uscc},
    {"Website", IdentifierType::Website},
    {"Email Address", IdentifierType::Email},
    {"Phone Number", IdentifierType::Phone},
    {"Phone No.", IdentifierType::Phone},
}};

bool dates(std::string_view text, Party& party) {
  if (take(text, "DOB ")) {
    add_birth_date(party, text);
    return true;
  }
  return false;
}

bool countries(std::string_view text, Party& party) {
  if (take(text, "nationality ")) {
    add_country(party, CountryLink::Nationality, text);
  } else if (take(text, "citizen ")) {
    add_country(party, CountryLink::Citizenship, text);
  } else if (take(text, "Nationality of Registration ")) {
    add_country(party, CountryLink::Jurisdiction, text);
  } else {
    return false;
  }
  return true;
}

bool people(std::string_view text, Party& party) {
  if (take(text, "Gender ")) {
    party.gender = text == "Male" ? Gender::Male : text == "Female" ? Gender::Female : Gender::Other;
    return true;
  }
  if (take(text, "Linked To:")) {
    party.linked_to.emplace_back(text);
    return true;
  }
  // (a.k.a. 'BNC') and a.k.a. "EL FLACO": names in quotes inside the remarks are OFAC's weak aliases (FAQ
  // 122).
  std::string_view alias = text;
  if (take(alias, "a.k.a.") || take(alias, "alt. a.k.a.") || take(alias, "f.k.a.")) {
    const NameKind kind = text.starts_with("f.k.a.") ? NameKind::Former : NameKind::Weak;
    constexpr std::string_view kQuotes = "'\"()";
    while (!alias.empty() && kQuotes.find(alias.front()) != std::string_view::npos) alias.remove_prefix(1);
    while (!alias.empty() && (kQuotes.find(alias.back()) != std::string_view::npos || alias.back() == '.'))
      alias.remove_suffix(1);
    add_name(party, alias, kind);
    return true;
  }
  return false;
}

// "Digital Currency Address - XBT 12Qt...".
bool wallet(std::string_view text, Party& party) {
  if (!take(text, "Digital Currency Address -")) return false;
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return false;
  add_identifier(party, IdentifierType::Wallet, text.substr(blank + 1), {}, text.substr(0, blank));
  return true;
}

bool identifiers(std::string_view text, Party& party) {
  for (const IdentifierRule& rule : kIdentifiers) {
    std::string_view rest = text;
    if (!take(rest, rule.prefix)) continue;
    const Document found = document(rest);
    add_identifier(party, rule.type, found.value, found.country, found.note);
    return true;
  }
  // "Registration Number 02696754 (United Kingdom)", "Trade License No. 683633 (...)": a kind, a number that
  // has a digit, a country.
  const Document found = document(text);
  const std::size_t blank = found.value.rfind(' ');
  if (blank == std::string_view::npos) return false;
  const std::string_view kind = trim(found.value.substr(0, blank));
  const std::string_view value = found.value.substr(blank + 1);
  const bool has_digit = std::any_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  constexpr std::array<std::string_view, 12> kKinds{"Number",  "No.",          "ID",       "#",
                                                    "No",      "Code",         "C.R. No.", "License",
                                                    "Gazette", "Registration", "Registry", "Permit"};
  const bool numbered =
      std::any_of(kKinds.begin(), kKinds.end(), [&](std::string_view end) { return kind.ends_with(end); });
  if (!has_digit || !numbered) return false;
  std::string note(kind);
  if (!found.note.empty()) note += "; " + std::string(found.note);
  add_identifier(party, facts::identifier_type(kind), value, found.country, note);
  return true;
}

bool texts(std::string_view text, Party& party) {
  for (const TextRule& rule : kTexts) {
    std::string_view rest = text;
    if (!take(rest, rule.prefix)) continue;
    add_property(party, rule.property,
                 rule.property == "legalBasis" || rule.property == "notes" ? text : rest);
    return true;
  }
  return false;
}

bool known_fragment(std::string_view fragment, Party& party) {
  const std::string_view whole = fragment;
  take(fragment, "alt. ");
  return people(whole, party) || dates(fragment, party) || countries(fragment, party) ||
         people(fragment, party) || wallet(fragment, party) || texts(fragment, party) ||
         identifiers(fragment, party);
}

}  // namespace

void parse_ofac_remarks(std::string_view remarks, Party& party) {
  for (const std::string_view fragment : fragments(remarks)) {
    if (!fragment.empty() && !known_fragment(fragment, party)) add_property(party, "notes", fragment);
  }
}

std::vector<std::string> unknown_ofac_remarks(std::string_view remarks, std::size_t& all) {
  std::vector<std::string> unknown;
  for (const std::string_view fragment : fragments(remarks)) {
    if (fragment.empty()) continue;
    ++all;
    Party party;
    if (!known_fragment(fragment, party)) unknown.emplace_back(fragment);
  }
  return unknown;
}

void add_ofac_fact(std::string_view kind, std::string_view text, std::string_view country,
                   std::string_view note, Party& party) {
  kind = trim(kind);
  text = trim(text);
  std::string fragment(kind);
  if (!text.empty()) fragment += (fragment.empty() ? "" : " ") + std::string(text);
  if (fragment.empty()) return;
  const std::size_t before = party.identifiers.size();
  // The text may itself have brackets; then country and note, which the list gives on their own, stand.
  if (!known_fragment(fragment, party)) {
    const IdentifierType type = facts::identifier_type(kind);
    const bool has_digit = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (type == IdentifierType::Other && !has_digit) {
      if (!trim(note).empty()) fragment += " (" + std::string(trim(note)) + ")";
      add_property(party, "notes", fragment);
      return;
    }
    std::string words(kind);
    if (!trim(note).empty()) words += "; " + std::string(trim(note));
    add_identifier(party, type, text, country, words);
    return;
  }
  for (std::size_t i = before; i < party.identifiers.size(); ++i) {
    Identifier& identifier = party.identifiers[i];
    if (!trim(country).empty()) identifier.country = facts::country_code(trim(country));
    if (!trim(note).empty())
      identifier.note += (identifier.note.empty() ? "" : "; ") + std::string(trim(note));
    if (identifier.type != IdentifierType::Wallet && !trim(country).empty()) facts::refine(identifier);
  }
}

void parse_ofac_xml_remarks(std::string_view remarks, Party& party) {
  std::string rest;
  for (;;) {
    constexpr std::string_view kMark = "(Linked To:";
    const std::size_t open = remarks.find(kMark);
    if (open == std::string_view::npos) break;
    rest += remarks.substr(0, open);
    std::size_t end = open + 1;
    for (int depth = 1; end < remarks.size() && depth > 0; ++end) {
      if (remarks[end] == '(') ++depth;
      if (remarks[end] == ')') --depth;
    }
    std::string_view link = remarks.substr(open + kMark.size(), end - open - kMark.size());
    if (link.ends_with(')')) link.remove_suffix(1);
    if (!trim(link).empty()) party.linked_to.emplace_back(trim(link));
    remarks.remove_prefix(end);
  }
  rest += remarks;
  parse_ofac_remarks(rest, party);
}

void add_ofac_name(Party& party, std::string_view text, NameKind kind) {
  text = trim(text);
  // Names in quotes are nicknames: weak aliases (OFAC FAQ 122).
  constexpr std::size_t kQuotes = 2;
  if (text.size() > kQuotes && (text.front() == '"' || text.front() == '\'') && text.back() == text.front()) {
    text = trim(text.substr(1, text.size() - kQuotes));
    if (kind == NameKind::Alias) kind = NameKind::Weak;
  }
  add_name(party, party.schema == Schema::Person ? person_name(text, kind)
                                                 : Name{.text = std::string(text), .kind = kind});
}

}  // namespace weir::lists
