// Small steps that every reader takes to fill a Party.
//
// Thread-safety: pure functions. Errors: none; what is not recognised is kept as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weir/party.hpp"

namespace weir::lists {

// Adds unless the text is empty (or, for names, already there).
void add_name(Party& party, std::string_view text, NameKind kind, std::string_view language = {});
void add_name(Party& party, Name&& name);
void add_property(Party& party, std::string_view name, std::string_view value);
void add_country(Party& party, CountryLink link, std::string_view text);
void add_identifier(Party& party, IdentifierType type, std::string_view value,
                    std::string_view country_text = {}, std::string_view note = {});
// False when the text is no date; it is then kept as property "birthDate".
bool add_birth_date(Party& party, std::string_view text, bool month_first = false);
void add_address(Party& party, Address&& address, std::string_view country_text);

// "PETROV, Ivan Ivanovich" -> text "Ivan Ivanovich PETROV" with its parts; a name without a comma stays as it
// is.
[[nodiscard]] Name person_name(std::string_view text, NameKind kind);
// The same from fields of their own: given names, then middle names, then the family name.
[[nodiscard]] Name name_of_parts(std::string_view given, std::string_view middle, std::string_view family,
                                 NameKind kind);

// Puts the first primary name in front; where none is primary, the first strong alias becomes it, else the
// first name.
void settle_primary(Party& party);

// True when most letters of `text` are of another script than Latin.
[[nodiscard]] bool other_script(std::string_view text) noexcept;

// "male", "M", "Female" ...; anything else leaves the gender as it is.
void set_gender(Party& party, std::string_view text) noexcept;

// The day in "2026-01-20T10:54:53Z", again as text; "" when there is none.
[[nodiscard]] std::string iso_date(std::string_view timestamp);

// The values of a field that holds several, cut at any of `delimiters` and trimmed; empty ones are left out.
[[nodiscard]] std::vector<std::string_view> split_values(std::string_view field, std::string_view delimiters);

}  // namespace weir::lists
