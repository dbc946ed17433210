// Addresses of crypto wallets: which scheme an address is of, and whether its check sum agrees.
//
// Thread-safety: pure functions. Errors: none; a wrong address has a verdict.
#pragma once

#include <cstdint>
#include <string_view>

#include "weir/identifier.hpp"

namespace weir::facts {

enum class WalletScheme : std::uint8_t {
  Unknown,
  Base58Check,  // Bitcoin and its kin (Litecoin, Dash, Zcash, Tron, Bitcoin Gold): double SHA-256, four bytes
  Ripple,       // the same with Ripple's alphabet
  Bech32,       // BIP 173 and BIP 350: bc1..., ltc1..., tb1...
  CashAddr,     // Bitcoin Cash: bitcoincash:q...
  Evm,     // Ethereum and all that share its form: 0x and 40 hexadecimal digits, EIP-55 check in the case
  Monero,  // CryptoNote base58, Keccak-256, four bytes
  PlainBase58,  // 32 bytes in base58 without a check sum (Solana)
};

[[nodiscard]] WalletScheme wallet_scheme(std::string_view address);

// `address` as written (case matters), without blanks. NotChecked for a scheme without a check sum, for an
// EVM address in one case, and for forms that this table does not know.
[[nodiscard]] CheckVerdict check_wallet(std::string_view address);

}  // namespace weir::facts
