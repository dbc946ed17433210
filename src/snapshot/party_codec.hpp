// A Party's facts <-> the DETAILS section. Names' texts and kinds live in NAMES; everything else is here.
//
// Thread-safety: pure functions. Errors: decoding gives Fault Corrupt when a field runs past the end or has
// an impossible value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "snapshot/string_pool.hpp"
#include "weir/error.hpp"
#include "weir/party.hpp"

namespace weir::snapshot {

void encode_details(const Party& party, StringPool& pool, std::string& out);

// Fills `party` (whose names hold text, kind and language already) from DETAILS at `offset`.
[[nodiscard]] tl::expected<void, Fault> decode_details(std::string_view details, std::uint64_t offset,
                                                       std::string_view strings, Party& party);

}  // namespace weir::snapshot
