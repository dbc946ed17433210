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
constexpr auto kTexts = std::to_array<TextRule>({
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
    {"Issuer Name", "issuer"},
    {"Purchase/Sales For Divestment Date", "divestmentDate"},
    {"CAATSA Section", "sanctionsInformation"},
    {"Subject to Directive", "sanctionsInformation"},
    {"all offices", "notes"},
    {"and all other locations", "notes"},
    {"Chinese Commercial Code", "chineseCommercialCode"},
    {"Former Citizenship Country", "pastCitizenship"},
    {"wife of", "relationship"},
    {"husband of", "relationship"},
    {"son of", "relationship"},
    {"daughter of", "relationship"},
    {"brother of", "relationship"},
    {"sister of", "relationship"},
    {"nephew of", "relationship"},
    {"cousin of", "relationship"},
    {"father of", "relationship"},
    {"arrested", "notes"},
    {"ICTY indictee", "notes"},
});

struct IdentifierRule {
  std::string_view prefix;
  IdentifierType type;
};
constexpr auto kIdentifiers = std::to_array<IdentifierRule>({
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
    {"Telephone No.", IdentifierType::Phone},
    {"Telephone Number", IdentifierType::Phone},
    {"Telephone", IdentifierType::Phone},
    {"Fax No.", IdentifierType::Phone},
    {"Fax Number", IdentifierType::Phone},
    {"Fax:", IdentifierType::Phone},
    {"Fax", IdentifierType::Phone},
    {"Company Number IMO", IdentifierType::Imo},
    {"V.A.T. Number", IdentifierType::TaxNumber},
    {"US FEIN", IdentifierType::TaxNumber},
    {"Federal ID Card", IdentifierType::NationalId},
    {"C.U.I.T.", IdentifierType::TaxNumber},
    {"C.U.I.P.", IdentifierType::NationalId},
    {"C.U.I.", IdentifierType::NationalId},
    {"RTN", IdentifierType::TaxNumber},
    {"RIF #", IdentifierType::TaxNumber},
    {"SSN", IdentifierType::NationalId},
    {"I.F.E.", IdentifierType::NationalId},
    {"D.P.I.", IdentifierType::NationalId},
    {"L.E. Number", IdentifierType::NationalId},
    {"Numero de Identidad", IdentifierType::NationalId},
    {"Credencial electoral", IdentifierType::NationalId},
    {"Electoral Registry No.", IdentifierType::NationalId},
    {"Personal ID Card", IdentifierType::NationalId},
    {"Identity Card", IdentifierType::NationalId},
    {"National Foreign ID Number", IdentifierType::NationalId},
    {"Tarjeta Profesional", IdentifierType::NationalId},
    {"Cartilla de Servicio Militar Nacional", IdentifierType::NationalId},
    {"United Social Credit Code Certificate (USCCC)", IdentifierType::Uscc},
    {"BIK (RU)", IdentifierType::Other},
    {"Equity Ticker", IdentifierType::Other},
    {"ISIN", IdentifierType::Other},
});
// Their value alone does not say what it is.
bool nameless(const IdentifierRule& rule) {
  return rule.type == IdentifierType::Other || rule.prefix.starts_with("Fax") ||
         rule.prefix == "Chinese Commercial Code";
}

// What a person is or was, in OFAC's prose: an office or a rank, by its first or last words.
constexpr auto kOffices = std::to_array<std::string_view>(
    {"member",         "minister",       "deputy",      "chairman",     "chairperson",  "vice-chairperson",
     "chairwoman",     "director",       "president",   "head",         "commander",    "general",
     "colonel",        "lieutenant",     "captain",     "major",        "chief",        "secretary",
     "ambassador",     "governor",       "senator",     "judge",        "magistrate",   "employee",
     "representative", "official",       "officer",     "advisor",      "adviser",      "leader",
     "manager",        "mayor",          "minister",    "vice",         "constituent",  "admiral",
     "spokesman",      "attorney",       "counsel",     "commissioner", "owner",        "founder",
     "financier",      "professor",      "coordinator", "assistant",    "treasurer",    "rector",
     "prosecutor",     "superintendent", "inspector",   "marshal",      "brigadier",    "speaker",
     "councilor",      "consul",         "engineer",    "scientist",    "administrator"});

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
  if (take(alias, "a.k.a.") || take(alias, "alt. a.k.a.") || take(alias, "f.k.a.") || take(alias, "d.b.a.")) {
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

// "www.example.org", "info@example.org (email)".
bool address_of_net(std::string_view text, Party& party) {
  const std::string_view value = text.substr(0, text.find(' '));
  if (value.starts_with("www.") || value.starts_with("http://") || value.starts_with("https://")) {
    add_identifier(party, IdentifierType::Website, value);
    return true;
  }
  const std::size_t at = value.find('@');
  if (at == std::string_view::npos || at == 0 || value.find('.', at) == std::string_view::npos) return false;
  add_identifier(party, IdentifierType::Email, value);
  return true;
}

bool identifiers(std::string_view text, Party& party) {
  if (address_of_net(text, party)) return true;
  for (const IdentifierRule& rule : kIdentifiers) {
    std::string_view rest = text;
    if (!take(rest, rule.prefix)) continue;
    const Document found = document(rest);
    if (found.value.empty()) return false;
    std::string note(nameless(rule) ? rule.prefix : std::string_view{});
    if (!found.note.empty()) note += (note.empty() ? "" : "; ") + std::string(found.note);
    add_identifier(party, rule.type, found.value, found.country, note);
    return true;
  }
  // "Registration Number 02696754 (United Kingdom)", "Trade License No. 683633 (...)": a kind, a number that
  // has a digit, a country.
  const Document found = document(text);
  // The word for "number" that stands first parts the kind from the value: "Trade License No. C 12345".
  constexpr auto kWords = std::to_array<std::string_view>({"Number", "No.", "ID", "#", "No", "Code",
                                                           "License", "Gazette", "Registration", "Registry",
                                                           "Permit", "Certificate", "Identification"});
  std::string_view kind;
  std::string_view value;
  std::size_t at = 0;
  while (at < found.value.size()) {
    const std::size_t end = std::min(found.value.find(' ', at), found.value.size());
    const std::string_view word = found.value.substr(at, end - at);
    const bool numbered = std::find(kWords.begin(), kWords.end(), word) != kWords.end();
    const std::string_view rest = trim(found.value.substr(end));
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    // Behind it: a number, or one or two letters before it ("C 12345", "HRB 1234").
    constexpr std::size_t kMostLetters = 6;
    const std::size_t first =
        static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), digit) - rest.begin());
    if (numbered && first < rest.size() &&
        (first <= kMostLetters || rest.find(' ') == std::string_view::npos)) {
      kind = found.value.substr(0, end);
      value = rest;
    }
    at = end + 1;
  }
  if (kind.empty()) return false;
  std::string note(kind);
  if (!found.note.empty()) note += "; " + std::string(found.note);
  add_identifier(party, facts::identifier_type(kind), value, found.country, note);
  return true;
}

// The advanced edition writes some kinds in capitals ("VESSEL TYPE").
bool take_any_case(std::string_view& text, std::string_view prefix) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  const bool same =
      text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                 [&](char a, char b) { return lower(a) == lower(b); });
  if (same) text = trim(text.substr(prefix.size()));
  return same;
}

// The key word is part of what is said.
bool keeps_words(const TextRule& rule) {
  return rule.property == "legalBasis" || rule.property == "notes" || rule.property == "relationship" ||
         rule.property == "sanctionsInformation";
}

bool texts(std::string_view text, Party& party) {
  for (const TextRule& rule : kTexts) {
    std::string_view rest = text;
    if (!take_any_case(rest, rule.prefix)) continue;
    add_property(party, rule.property, keeps_words(rule) ? text : rest);
    return true;
  }
  return false;
}

// Offices and ranks of persons.
bool office(std::string_view text, Party& party) {
  if (party.schema != Schema::Person) return false;
  constexpr std::string_view kEnds = " ,-'()";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kEnds, at), text.size());
    std::string word(text.substr(at, end - at));
    for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    if (std::find(kOffices.begin(), kOffices.end(), word) != kOffices.end()) {
      add_property(party, "position", text);
      return true;
    }
    at = end + 1;
  }
  return false;
}

bool known_fragment(std::string_view fragment, Party& party) {
  const std::string_view whole = fragment;
  take(fragment, "alt. ");
  return people(whole, party) || dates(fragment, party) || countries(fragment, party) ||
         people(fragment, party) || wallet(fragment, party) || texts(fragment, party) ||
         identifiers(fragment, party) || office(whole, party);
}

}  // namespace

void parse_ofac_remarks(std::string_view remarks, Party& party) {
  for (const std::string_view fragment : fragments(remarks)) {
    if (!fragment.empty() && !known_fragment(fragment, party)) add_property(party, "notes", fragment);
  }
}

std::vector<std::string> unknown_ofac_remarks(std::string_view remarks, Schema schema, std::size_t& all) {
  std::vector<std::string> unknown;
  for (const std::string_view fragment : fragments(remarks)) {
    if (fragment.empty()) continue;
    ++all;
    Party party{.schema = schema};
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
