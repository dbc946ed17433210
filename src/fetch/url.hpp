// Addresses as the table of sources writes them: checked, filled in from the environment, and fit to be
// shown.
//
// Thread-safety: expand() reads the environment; nothing else is shared. Errors: Fault BadArgument.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "weir/error.hpp"

namespace weir::fetch {

// https, or http to this machine (tests, mirrors behind a tunnel); anything else is refused.
[[nodiscard]] tl::expected<void, Fault> check_url(std::string_view url);

// ${NAME} -> the environment variable's value, percent-encoded. Fault NotFound names the variable that is not
// set.
[[nodiscard]] tl::expected<std::string, Fault> expand(std::string_view url);

// Without what may be secret: user and password, and the values of the query.
[[nodiscard]] std::string masked(std::string_view url);

// Tells addresses apart without holding their secrets: the masked address and a hash of the whole.
[[nodiscard]] std::string url_key(std::string_view url);

}  // namespace weir::fetch
