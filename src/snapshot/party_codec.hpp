// A Party's facts <-> the DETAILS section. Names' texts and kinds live in NAMES; everything else is here.
//
// Thread-safety: pure functions. Errors: decoding gives Fault Corrupt when a field runs past the end or has
// an impossible value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "snapshot/string_pool.hpp"
#include "weir/error.hpp"
#include "weir/party.hpp"

namespace weir::snapshot {

// Of a party, what is compared with every question that states it: read without a copy of any text.
struct PartyFacts {
  struct Days {
    Day earliest{};
    Day latest{};
  };
  std::vector<Days> birth_dates;
  std::vector<std::string_view> countries;  // codes of countries and addresses, sorted, each once
};

void encode_details(const Party& party, StringPool& pool, std::string& out);

// Fills `party` (whose names hold text, kind and language already) from DETAILS at `offset`.
[[nodiscard]] tl::expected<void, Fault> decode_details(std::string_view details, std::uint64_t offset,
                                                       std::string_view strings, Party& party);

// Birth dates and countries alone, of a party with so many names; empty where the bytes are damaged.
[[nodiscard]] PartyFacts decode_facts(std::string_view details, std::uint64_t offset,
                                      std::string_view strings, std::size_t names);

}  // namespace weir::snapshot
