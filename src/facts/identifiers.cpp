#include "facts/identifiers.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>

#include "facts/identifier_checks.hpp"
#include "facts/wallets.hpp"

namespace weir::facts {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void append_utf8(std::string& out, UChar32 c) {
  char buffer[U8_MAX_LENGTH];
  std::int32_t length = 0;
  UBool failed = 0;
  U8_APPEND(buffer, length, U8_MAX_LENGTH, c, failed);
  if (failed == 0) out.append(buffer, static_cast<std::size_t>(length));
}

// Full-width forms (U+FF01..U+FF5E) become ASCII, the decimal digits of every script 0..9.
UChar32 narrow(UChar32 c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if (c >= 0x80) {
    if (const std::int32_t digit = u_charDigitValue(c); digit >= 0) return '0' + digit;
  }
  return c;
}

enum class Letters { Upper, Lower, Keep };

// Letters and digits only, and the ASCII characters of `keep`. Bytes that are not UTF-8 are dropped.
std::string reduced(std::string_view value, Letters letters, std::string_view keep = {}) {
  std::string out;
  out.reserve(value.size());
  const auto length = static_cast<std::int32_t>(value.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(value.data(), i, length, c);
    if (c < 0) continue;
    c = narrow(c);
    const bool kept = c < 0x80 && keep.find(static_cast<char>(c)) != std::string_view::npos;
    if (!kept && u_isalnum(c) == 0) continue;
    if (letters == Letters::Upper) c = u_toupper(c);
    if (letters == Letters::Lower) c = u_tolower(c);
    append_utf8(out, c);
  }
  return out;
}

void drop_prefix(std::string& text, std::initializer_list<std::string_view> prefixes) {
  for (const std::string_view prefix : prefixes) {
    if (text.starts_with(prefix)) {
      text.erase(0, prefix.size());
      return;
    }
  }
}

std::string normal_wallet(std::string_view value) {
  // A colon parts the prefix of a CashAddr.
  std::string out = reduced(value, Letters::Keep, ":");
  const WalletScheme scheme = wallet_scheme(out);
  if (scheme == WalletScheme::Evm || scheme == WalletScheme::Bech32 || scheme == WalletScheme::CashAddr) {
    out = reduced(out, Letters::Lower, ":");
  }
  if (scheme == WalletScheme::CashAddr) drop_prefix(out, {"bitcoincash:"});
  return out;
}

std::string normal_website(std::string_view value) {
  std::string out = reduced(value, Letters::Lower, "-._~:/?#[]@!$&'()*+,;=%");
  drop_prefix(out, {"https://", "http://"});
  drop_prefix(out, {"www."});
  while (!out.empty() && out.back() == '/') out.pop_back();
  return out;
}

std::string normal_phone(std::string_view value) {
  std::string out = reduced(value, Letters::Upper);
  std::erase_if(out, [](char c) { return !is_digit(c); });
  drop_prefix(out, {"00"});  // the international prefix, which others write as "+"
  return out;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace

std::string normal_identifier(IdentifierType type, std::string_view value) {
  switch (type) {
    case IdentifierType::Wallet:
      return normal_wallet(value);
    case IdentifierType::Website:
      return normal_website(value);
    case IdentifierType::Email:
      return reduced(value, Letters::Lower, "-._+@!#$%&'*/=?^`{|}~");
    case IdentifierType::Phone:
      return normal_phone(value);
    default:
      break;
  }
  std::string out = reduced(value, Letters::Upper);
  switch (type) {
    case IdentifierType::Imo:
      drop_prefix(out, {"IMO"});
      break;
    case IdentifierType::Mmsi:
      drop_prefix(out, {"MMSI"});
      break;
    case IdentifierType::Inn:
      drop_prefix(out, {"INN", "ИНН"});
      break;
    case IdentifierType::Ogrn:
      drop_prefix(out, {"OGRNIP", "OGRN", "ОГРНИП", "ОГРН"});
      break;
    case IdentifierType::Kpp:
      drop_prefix(out, {"KPP", "КПП"});
      break;
    case IdentifierType::Iban:
      drop_prefix(out, {"IBAN"});
      break;
    case IdentifierType::Bic:
      // The head office: eight characters, or the same with "XXX" for the branch.
      if (out.size() == 11 && out.ends_with("XXX")) out.resize(8);
      break;
    default:
      break;
  }
  return out;
}

CheckVerdict check_identifier(IdentifierType type, std::string_view value) {
  if (type == IdentifierType::Wallet) return check_wallet(reduced(value, Letters::Keep, ":"));
  const auto normal = [&] { return normal_identifier(type, value); };
  switch (type) {
    case IdentifierType::Imo: {
      // Ships, and companies that own or run them, share the form but not the check; the type covers both.
      const std::string number = normal();
      const CheckVerdict ship = check_ship_imo(number);
      return ship == CheckVerdict::BadCheck ? check_company_imo(number) : ship;
    }
    case IdentifierType::Inn:
      return check_inn(normal());
    case IdentifierType::Ogrn:
      return check_ogrn(normal());
    case IdentifierType::Kpp:
      return check_kpp(normal());
    case IdentifierType::Uscc:
      return check_uscc(normal());
    case IdentifierType::Lei:
      return check_lei(normal());
    case IdentifierType::Duns:
      return check_duns(normal());
    case IdentifierType::Bic:
      return check_bic(normal());
    case IdentifierType::Iban:
      return check_iban(normal());
    case IdentifierType::Mmsi:
      return check_mmsi(normal());
    default:
      return CheckVerdict::NotChecked;
  }
}

void refine(Identifier& identifier) {
  const IdentifierType given = identifier.type;
  const bool registry = given == IdentifierType::Registration || given == IdentifierType::TaxNumber;
  if (registry || given == IdentifierType::Other || given == IdentifierType::NationalId) {
    const std::string value = normal_identifier(given, identifier.value);
    const bool russian_number = identifier.country == "ru" && all_digits(value);
    // The list says what it is and the length fits: then a wrong check digit is a typing error, not another
    // number.
    const bool is_tax_number =
        given == IdentifierType::TaxNumber && (value.size() == 10 || value.size() == 12);
    const bool is_register_number =
        given == IdentifierType::Registration && (value.size() == 13 || value.size() == 15);
    const bool chinese = identifier.country == "cn" || identifier.country.empty();
    if (value.starts_with("IMO") && check_ship_imo(value.substr(3)) != CheckVerdict::BadFormat) {
      identifier.type = IdentifierType::Imo;
    } else if (value.size() == 20 && check_lei(value) == CheckVerdict::Valid) {
      identifier.type = IdentifierType::Lei;
    } else if (russian_number && (is_tax_number || check_inn(value) == CheckVerdict::Valid)) {
      identifier.type = IdentifierType::Inn;
    } else if (russian_number && (is_register_number || check_ogrn(value) == CheckVerdict::Valid)) {
      identifier.type = IdentifierType::Ogrn;
    } else if (chinese && given != IdentifierType::NationalId && check_uscc(value) == CheckVerdict::Valid) {
      identifier.type = IdentifierType::Uscc;
    } else if (given == IdentifierType::Other && value.size() == 42 && value.starts_with("0X") &&
               wallet_scheme(identifier.value) == WalletScheme::Evm) {
      identifier.type = IdentifierType::Wallet;
    }
  }
  identifier.verdict = check_identifier(identifier.type, identifier.value);
}

}  // namespace weir::facts
