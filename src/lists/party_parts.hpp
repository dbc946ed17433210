// Small steps that every reader takes to fill a Party.
//
// Thread-safety: pure functions. Errors: none; what is not recognised is kept as text.
#pragma once

#include <string>
#include <string_view>

#include "weir/party.hpp"

namespace weir::lists {

// Adds unless the text is empty (or, for names, already there).
void add_name(Party& party, std::string_view text, NameKind kind, std::string_view language = {});
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

}  // namespace weir::lists
