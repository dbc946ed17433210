// Keccak-256 as Ethereum uses it: Keccak's first padding, not that of FIPS 202, which is why OpenSSL 3.0
// lacks it.
//
// Thread-safety: pure. Errors: none.
#pragma once

#include <array>
#include <string_view>

namespace weir::facts {

// G. Bertoni, J. Daemen, M. Peeters, G. Van Assche: The Keccak reference, version 3.0, 2011; rate 1088,
// capacity 512.
[[nodiscard]] std::array<unsigned char, 32> keccak256(std::string_view message);

}  // namespace weir::facts
