// The hand-written language cases in cases/*.csv.
//
// Columns: schema,name1,name2,label,class,script,note. label is 1 (same party as far as names can tell) or 0
// (a compliance officer would call the alert obviously wrong). Lines that start with # are remarks.
// Thread-safety: one thread. Errors: a message with file and line.
#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "accuracy/pairs.hpp"

namespace weir::accuracy {

[[nodiscard]] tl::expected<std::vector<Pair>, std::string> read_cases(const std::string& folder);

// Fields of one CSV line (RFC 4180 quotes, no line breaks inside).
[[nodiscard]] std::vector<std::string> csv_fields(std::string_view line);

}  // namespace weir::accuracy
