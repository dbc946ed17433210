// What the UK's list files have in common: names in six fields, dates with unknown days, facts in brackets.
//
// Thread-safety: pure functions. Errors: none; what is not recognised is kept as text.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "weir/party.hpp"

namespace weir::lists {

// "Name 6" is the family name or the whole name of an entity or ship; "Name 1" to "Name 5" are given names.
// fields[0] is Name 1.
[[nodiscard]] Name uk_name(const std::array<std::string_view, 6>& fields, bool person, NameKind kind);

// From the list's words for the type of name ("Primary name", "AKA", "FKA", "Primary Name Variation") and its
// strength ("Good quality", "Low quality a.k.a").
[[nodiscard]] NameKind uk_name_kind(std::string_view type, std::string_view strength) noexcept;

// "Individual", "Entity", "Ship".
[[nodiscard]] Schema uk_schema(std::string_view text) noexcept;

// "dd/mm/1965", "00/00/1965", "05/01/1965". False when it is no date; the text is then kept.
bool add_uk_birth_date(Party& party, std::string_view text);

// OFSI's Other Information: "(UK Sanctions List Ref):AFG0001. (Gender):Male. (IMO number):9000000." Each part
// goes where it belongs; the rest becomes notes.
void add_uk_other_information(Party& party, std::string_view text);

// One fact under the words that the list uses for it ("Email address", "IMO number", "Business Reg No").
// False when the words are not known.
bool add_uk_fact(Party& party, std::string_view words, std::string_view value);

// A nationality or country field; several are separated by numbers in brackets: "(1) Iran. (2) Iraq".
[[nodiscard]] std::vector<std::string_view> uk_values(std::string_view field);

}  // namespace weir::lists
