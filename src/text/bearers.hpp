// How many people, or firms, are called by the words of a name, as far as they are common: in expectation,
// population x share of the given names x share of the family name (of the trade and of the telling word),
// added up over the peoples of data/names/name_shares.tsv.
//
// Thread-safety: pure function over an immutable table, built once. Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace weir::text {

// One word of a name as two sides write it: as common as its commoner spelling.
using WordPair = std::array<std::string_view, 2>;

enum class Bearers : std::uint8_t { People, Firms };
// Any of the words may be the family name. 0 where no people of the table has them all among its commonest.
[[nodiscard]] float bearers(std::span<const WordPair> words, Bearers kind) noexcept;

// Titles that belong to a name from birth: Seyed. Most people have none.
[[nodiscard]] bool is_inherited_title(std::string_view word) noexcept;

}  // namespace weir::text
