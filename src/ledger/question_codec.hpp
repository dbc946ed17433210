// A past question <-> the bytes of its record.
//
// Thread-safety: pure functions. Errors: decoding gives Fault Corrupt when a field runs past the end or has
// an impossible value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "ledger/past_question.hpp"
#include "weir/error.hpp"

namespace weir::ledger {

void encode_question(const PastQuestion& question, std::uint32_t context, std::string& out);
[[nodiscard]] tl::expected<PastQuestion, Fault> decode_question(std::string_view bytes,
                                                                const std::vector<Context>& contexts);

void encode_contexts(const std::vector<Context>& contexts, std::string& out);
[[nodiscard]] tl::expected<std::vector<Context>, Fault> decode_contexts(std::string_view bytes);

}  // namespace weir::ledger
