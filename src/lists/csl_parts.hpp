// What the CSV and the JSON edition of the US Consolidated Screening List have in common. Fields:
// International Trade Administration, "CSL API" (https://developer.trade.gov,
// https://www.trade.gov/consolidated-screening-list).
//
// Thread-safety: pure functions. Errors: none.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "weir/party.hpp"

namespace weir::lists {

// Fields that are kept as they are, and the properties they become.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kCslTexts{{
    {"federal_register_notice", "legalBasis"},
    {"standard_order", "standardOrder"},
    {"license_requirement", "licenceRequirement"},
    {"license_policy", "licencePolicy"},
    {"vessel_type", "type"},
    {"gross_tonnage", "tonnage"},
    {"gross_registered_tonnage", "grossRegisteredTonnage"},
    {"vessel_owner", "owner"},
    {"source_list_url", "sourceUrl"},
    {"source_information_url", "sourceUrl"},
}};

// "Individual", "Entity", "Vessel", "Aircraft"; the lists of the Departments of Commerce and State say
// nothing.
[[nodiscard]] Schema csl_schema(std::string_view type) noexcept;

// A document from its words, in any order of the fields.
void add_csl_document(Party& party, std::string_view kind, std::string_view value, std::string_view country,
                      std::string_view note);

// "Specially Designated Nationals (SDN) - Treasury Department". The list that an entry comes from is its
// authority, and its programme where the list names none.
void add_csl_source(Party& party, std::string_view source);

// "YYYY-MM-DD"; nullopt where it is empty. False when the text is no day.
bool csl_day(std::string_view text, std::optional<Day>& out);

}  // namespace weir::lists
