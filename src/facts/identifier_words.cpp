// identifier_type(): what a list's own wording of a document or number stands for.
#include <array>
#include <cstddef>
#include <string>

#include "facts/identifiers.hpp"

namespace weir::facts {
namespace {

struct Rule {
  std::string_view phrase;  // one or more whole words, lower case, blanks between
  IdentifierType type;
};
using Type = IdentifierType;

// The first rule whose phrase occurs wins, so the special stands before the general. The wordings are those
// of OFAC's remarks and reference values, the UN's documents (English, French, Spanish), the EU's
// identification types and the UK list.
constexpr std::array kRules = std::to_array<Rule>({
    {"digital currency", Type::Wallet},
    {"wallet", Type::Wallet},
    {"crypto", Type::Wallet},
    {"cryptocurrency", Type::Wallet},
    {"email", Type::Email},
    {"e mail", Type::Email},
    {"website", Type::Website},
    {"web site", Type::Website},
    {"url", Type::Website},
    {"homepage", Type::Website},
    {"imo", Type::Imo},
    {"vessel registration identification", Type::Imo},
    {"mmsi", Type::Mmsi},
    {"maritime mobile", Type::Mmsi},
    {"call sign", Type::CallSign},
    {"callsign", Type::CallSign},
    {"tail number", Type::AircraftTail},
    {"aircraft registration", Type::AircraftTail},
    {"msn", Type::AircraftSerial},
    {"manufacturers serial number", Type::AircraftSerial},
    {"construction number", Type::AircraftSerial},
    {"aircraft serial", Type::AircraftSerial},
    {"serial number", Type::AircraftSerial},
    {"aircraft", Type::Other},
    {"government gazette", Type::Other},
    {"chinese commercial code", Type::Other},
    {"isin", Type::Other},
    {"equity ticker", Type::Other},
    {"driver", Type::Other},
    {"drivers", Type::Other},
    {"driving", Type::Other},
    {"passport", Type::Passport},
    {"passports", Type::Passport},
    {"passeport", Type::Passport},
    {"pasaporte", Type::Passport},
    {"passaporto", Type::Passport},
    {"reisepass", Type::Passport},
    {"паспорт", Type::Passport},
    {"travel document", Type::Passport},
    {"inn", Type::Inn},
    {"ogrn", Type::Ogrn},
    {"ogrnip", Type::Ogrn},
    {"kpp", Type::Kpp},
    {"инн", Type::Inn},
    {"огрн", Type::Ogrn},
    {"огрнип", Type::Ogrn},
    {"кпп", Type::Kpp},
    {"primary state registration", Type::Ogrn},
    {"main state registration", Type::Ogrn},
    {"uscc", Type::Uscc},
    {"usccc", Type::Uscc},
    {"unified social credit", Type::Uscc},
    {"united social credit", Type::Uscc},
    {"social credit", Type::Uscc},
    {"lei", Type::Lei},
    {"legal entity identifier", Type::Lei},
    {"legal entity number", Type::Registration},
    {"duns", Type::Duns},
    {"d u n s", Type::Duns},
    {"iban", Type::Iban},
    {"swift", Type::Bic},
    {"swiftbic", Type::Bic},
    {"bic", Type::Bic},
    {"birth certificate", Type::NationalId},
    {"tax", Type::TaxNumber},
    {"taxpayer", Type::TaxNumber},
    {"fiscal", Type::TaxNumber},
    {"fiscalcode", Type::TaxNumber},
    {"vat", Type::TaxNumber},
    {"v a t", Type::TaxNumber},
    {"tin", Type::TaxNumber},
    {"fein", Type::TaxNumber},
    {"ein", Type::TaxNumber},
    {"r f c", Type::TaxNumber},
    {"rfc", Type::TaxNumber},
    {"nit", Type::TaxNumber},
    {"ruc", Type::TaxNumber},
    {"rif", Type::TaxNumber},
    {"c u i t", Type::TaxNumber},
    {"cuit", Type::TaxNumber},
    {"cnpj", Type::TaxNumber},
    {"cpf", Type::TaxNumber},
    {"rtn", Type::TaxNumber},
    {"numero de identificacion tributaria", Type::TaxNumber},
    {"phone", Type::Phone},
    {"telephone", Type::Phone},
    {"fax", Type::Phone},
    {"tel", Type::Phone},
    {"mobile", Type::Phone},
    {"trade license", Type::Registration},
    {"trade licence", Type::Registration},
    {"tradelic", Type::Registration},
    {"business", Type::Registration},
    {"company", Type::Registration},
    {"commercial", Type::Registration},
    {"corporate", Type::Registration},
    {"enterprise", Type::Registration},
    {"chamber of commerce", Type::Registration},
    {"chamber of comm", Type::Registration},
    {"mercantil", Type::Registration},
    {"c r no", Type::Registration},
    {"charity", Type::Registration},
    {"certificate of incorporation", Type::Registration},
    {"incorporation", Type::Registration},
    {"economic register", Type::Registration},
    {"public registration", Type::Registration},
    {"central registration", Type::Registration},
    {"registration id", Type::Registration},
    {"registration number", Type::Registration},
    {"registration no", Type::Registration},
    {"registered", Type::Registration},
    {"regnumber", Type::Registration},
    {"registration", Type::Registration},
    {"register", Type::Registration},
    {"registry number", Type::Registration},
    {"cedula", Type::NationalId},
    {"curp", Type::NationalId},
    {"c u r p", Type::NationalId},
    {"d n i", Type::NationalId},
    {"dni", Type::NationalId},
    {"ssn", Type::NationalId},
    {"social security", Type::NationalId},
    {"c u i", Type::NationalId},
    {"c u i p", Type::NationalId},
    {"i f e", Type::NationalId},
    {"le number", Type::NationalId},
    {"national", Type::NationalId},
    {"nationality", Type::NationalId},
    {"identity", Type::NationalId},
    {"personal", Type::NationalId},
    {"tazkira", Type::NationalId},
    {"electoral", Type::NationalId},
    {"electoralid", Type::NationalId},
    {"electoral registry", Type::NationalId},
    {"voter", Type::NationalId},
    {"residency", Type::NationalId},
    {"residentpermit", Type::NationalId},
    {"residence", Type::NationalId},
    {"residential", Type::NationalId},
    {"citizen", Type::NationalId},
    {"citizens", Type::NationalId},
    {"civil", Type::NationalId},
    {"kenyan id", Type::NationalId},
    {"turkish identification", Type::NationalId},
    {"numero de identidad", Type::NationalId},
    {"identidad", Type::NationalId},
    {"credencial", Type::NationalId},
    {"cartilla", Type::NationalId},
    {"military id", Type::NationalId},
    {"id card", Type::NationalId},
    {"identification card", Type::NationalId},
    {"numero de identification", Type::NationalId},
    {"personalausweis", Type::NationalId},
    {"id", Type::NationalId},
});

// Lower case, words parted by one blank, a blank at both ends; Latin letters of the wordings lose their
// marks.
std::string words_of(std::string_view text) {
  constexpr std::size_t kMaxText = 300;
  std::string out = " ";
  for (std::size_t i = 0; i < text.size() && i < kMaxText; ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0xC3 && i + 1 < text.size()) {  // U+00C0..U+00FF
      const unsigned letter = static_cast<unsigned char>(text[i + 1]) & 0x1FU;
      // à..å, ç, è..ë, ì..ï, ñ, ò..ö, ù..ü
      constexpr std::string_view kPlain = "aaaaaa?ceeeeiiii?nooooo??uuuu???";
      if (kPlain.at(letter) != '?') {
        out += kPlain.at(letter);
        ++i;
        continue;
      }
    }
    if (byte == 0xD0 && i + 1 < text.size()) {  // А..Я, to lower case
      const auto next = static_cast<unsigned char>(text[i + 1]);
      if (next >= 0x90 && next <= 0x9F) {
        out += c;
        out += static_cast<char>(next + 0x20);
        ++i;
        continue;
      }
      if (next >= 0xA0 && next <= 0xAF) {
        out += '\xD1';
        out += static_cast<char>(next - 0x20);
        ++i;
        continue;
      }
    }
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) {
      out += c;
    } else if (c != '\'' && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

bool has_phrase(std::string_view words, std::string_view phrase) {
  for (std::size_t at = words.find(phrase); at != std::string_view::npos; at = words.find(phrase, at + 1)) {
    if (words[at - 1] == ' ' && words[at + phrase.size()] == ' ') return true;
  }
  return false;
}

}  // namespace

IdentifierType identifier_type(std::string_view words) {
  const std::string text = words_of(words);
  for (const Rule& rule : kRules) {
    if (has_phrase(text, rule.phrase)) return rule.type;
  }
  return IdentifierType::Other;
}

}  // namespace weir::facts
