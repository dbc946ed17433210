// A goods code as written ("8542.31-0000", "HS 85 42 31", "CN 8542 31 90", "ТН ВЭД 8542319000") -> its digits
// and the system it was said to be of.
//
// Only form is judged here; whether the code exists is goods/nomenclature.hpp's to say. Thread-safety: pure
// functions. Errors: an unusable code gives a Fault (BadArgument) that names what is wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "weir/error.hpp"
#include "weir/goods.hpp"

namespace weir::goods {

struct WrittenCode {
  std::string digits;  // 4 to 10
  TariffSystem system = TariffSystem::Unsaid;
  std::string note;  // what had to be assumed, or empty
};

[[nodiscard]] tl::expected<WrittenCode, Fault> read_code(std::string_view text);

// True when the text is digits and code punctuation, with or without a system's name before it: it is to be
// read as a code, not as a description.
[[nodiscard]] bool looks_like_code(std::string_view text);

// "8542.31", "8542.31.90", "8542.31.9000": the customary points.
[[nodiscard]] std::string dotted(std::string_view digits);

}  // namespace weir::goods
