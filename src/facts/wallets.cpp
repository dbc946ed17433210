#include "facts/wallets.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "facts/keccak.hpp"

namespace weir::facts {
namespace {

constexpr std::string_view kBase58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view kRipple58 = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
constexpr std::string_view kBech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kLongest = 128;
constexpr std::size_t kMoneroLength = 95;
constexpr std::size_t kMoneroIntegratedLength = 106;

bool only(std::string_view text, std::string_view alphabet) {
  return text.find_first_not_of(alphabet) == std::string_view::npos;
}

bool is_hex(std::string_view text) {
  return only(text, "0123456789abcdefABCDEF");
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The bytes that `text` writes in base 58; leading "zero" digits are zero bytes. `text` has only letters of
// `alphabet`.
std::vector<unsigned char> from_base58(std::string_view text, std::string_view alphabet) {
  const std::size_t zeros = std::min(text.find_first_not_of(alphabet[0]), text.size());
  std::vector<unsigned char> little;  // least significant byte first
  for (const char c : text.substr(zeros)) {
    std::size_t carry = alphabet.find(c);
    for (unsigned char& byte : little) {
      carry += std::size_t{byte} * 58;
      byte = static_cast<unsigned char>(carry);
      carry >>= 8U;
    }
    for (; carry != 0; carry >>= 8U) little.push_back(static_cast<unsigned char>(carry));
  }
  little.insert(little.end(), zeros, 0);
  std::reverse(little.begin(), little.end());
  return little;
}

CheckVerdict check_base58check(std::string_view address, std::string_view alphabet) {
  const std::vector<unsigned char> bytes = from_base58(address, alphabet);
  // 20 bytes of hash and 4 of check sum behind a version of one byte (two for Zcash).
  if (bytes.size() != 25 && bytes.size() != 26) return CheckVerdict::BadFormat;
  const std::size_t body = bytes.size() - 4;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(bytes.data(), body, digest.data());
  SHA256(digest.data(), digest.size(), digest.data());
  const bool agrees =
      std::equal(bytes.begin() + static_cast<std::ptrdiff_t>(body), bytes.end(), digest.begin());
  return agrees ? CheckVerdict::Valid : CheckVerdict::BadCheck;
}

std::uint32_t bech32_polymod(std::uint32_t check, unsigned value) {
  constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2U, 0x26508e6dU, 0x1ea119faU, 0x3d4233ddU,
                                                       0x2a1462b3U};
  const std::uint32_t top = check >> 25U;
  check = (check & 0x1ffffffU) << 5U ^ value;
  for (std::size_t i = 0; i < kGenerator.size(); ++i) {
    if ((top >> i & 1U) != 0) check ^= kGenerator[i];
  }
  return check;
}

CheckVerdict check_bech32(std::string_view written) {
  const std::string address = lower(written);
  const bool mixed = address != written &&
                     std::any_of(written.begin(), written.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const std::size_t one = address.rfind('1');
  if (mixed || one == std::string::npos || one == 0 || address.size() - one - 1 < 6 + 1 ||
      address.size() > 90) {
    return CheckVerdict::BadFormat;
  }
  const std::string_view prefix = std::string_view(address).substr(0, one);
  const std::string_view data = std::string_view(address).substr(one + 1);
  if (!only(data, kBech32)) return CheckVerdict::BadFormat;
  std::uint32_t check = 1;
  for (const char c : prefix) check = bech32_polymod(check, static_cast<unsigned char>(c) >> 5U);
  check = bech32_polymod(check, 0);
  for (const char c : prefix) check = bech32_polymod(check, static_cast<unsigned char>(c) & 31U);
  for (const char c : data) check = bech32_polymod(check, static_cast<unsigned>(kBech32.find(c)));
  // Witness version 0 has BIP 173's constant, later versions BIP 350's.
  const std::uint32_t expected = data[0] == 'q' ? 1U : 0x2bc830a3U;
  return check == expected ? CheckVerdict::Valid : CheckVerdict::BadCheck;
}

// https://reference.cash/protocol/blockchain/encoding/cashaddr
CheckVerdict check_cashaddr(std::string_view written) {
  const std::string address = lower(written);
  const std::size_t colon = address.find(':');
  const std::string_view prefix = colon == std::string::npos ? std::string_view("bitcoincash")
                                                             : std::string_view(address).substr(0, colon);
  const std::string_view data =
      colon == std::string::npos ? std::string_view(address) : std::string_view(address).substr(colon + 1);
  if (!only(data, kBech32)) return CheckVerdict::BadFormat;
  constexpr std::array<std::uint64_t, 5> kGenerator = {0x98f2bc8e61U, 0x79b76d99e2U, 0xf33e5fb3c4U,
                                                       0xae2eabe2a8U, 0x1e4f43e470U};
  std::uint64_t check = 1;
  const auto feed = [&](std::uint64_t value) {
    const std::uint64_t top = check >> 35U;
    check = (check & 0x07ffffffffU) << 5U ^ value;
    for (std::size_t i = 0; i < kGenerator.size(); ++i) {
      if ((top >> i & 1U) != 0) check ^= kGenerator[i];
    }
  };
  for (const char c : prefix) feed(static_cast<unsigned char>(c) & 31U);
  feed(0);
  for (const char c : data) feed(kBech32.find(c));
  return check == 1 ? CheckVerdict::Valid : CheckVerdict::BadCheck;
}

// EIP-55: a hexadecimal letter is a capital where the digest of the lower-case address has a nibble of 8 or
// more.
CheckVerdict check_evm(std::string_view address) {
  if (address.size() != 42 || !is_hex(address.substr(2))) return CheckVerdict::BadFormat;
  const std::string_view digits = address.substr(2);
  const std::string small = lower(digits);
  const bool any_small = digits.find_first_of("abcdef") != std::string_view::npos;
  const bool any_capital = digits.find_first_of("ABCDEF") != std::string_view::npos;
  if (!any_small || !any_capital) return CheckVerdict::NotChecked;
  const auto digest = keccak256(small);
  for (std::size_t i = 0; i < small.size(); ++i) {
    const unsigned nibble = i % 2 == 0 ? digest[i / 2] >> 4U : digest[i / 2] & 15U;
    const bool letter = small[i] >= 'a';
    const bool capital = digits[i] != small[i];
    if (letter && capital != (nibble >= 8)) return CheckVerdict::BadCheck;
  }
  return CheckVerdict::Valid;
}

// CryptoNote writes blocks of 8 bytes as 11 digits and the last, shorter one by its length.
std::optional<std::string> from_monero58(std::string_view text) {
  constexpr std::array<std::size_t, 12> kBytes = {0, 0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8};  // by digits
  std::string out;
  while (!text.empty()) {
    const std::string_view block = text.substr(0, 11);
    text.remove_prefix(block.size());
    const std::size_t size = kBytes.at(block.size());
    if (size == 0) return std::nullopt;
    std::vector<unsigned char> bytes = from_base58(block, kBase58);
    while (bytes.size() > size && bytes.front() == 0) bytes.erase(bytes.begin());
    if (bytes.size() > size) return std::nullopt;
    out.append(size - bytes.size(), '\0');
    for (const unsigned char byte : bytes) out += static_cast<char>(byte);
  }
  return out;
}

CheckVerdict check_monero(std::string_view address) {
  const std::optional<std::string> bytes = from_monero58(address);
  if (!bytes || bytes->size() < 5) return CheckVerdict::BadFormat;
  const std::string_view body = std::string_view(*bytes).substr(0, bytes->size() - 4);
  const auto digest = keccak256(body);
  const bool agrees = std::equal(bytes->end() - 4, bytes->end(), digest.begin(),
                                 [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; });
  return agrees ? CheckVerdict::Valid : CheckVerdict::BadCheck;
}

}  // namespace

WalletScheme wallet_scheme(std::string_view address) {
  if (address.size() > kLongest) return WalletScheme::Unknown;
  const std::string small = lower(address);
  if (small.starts_with("0x")) return WalletScheme::Evm;
  for (const std::string_view prefix : {"bc1", "tb1", "ltc1"}) {
    if (small.starts_with(prefix)) return WalletScheme::Bech32;
  }
  if (small.starts_with("bitcoincash:")) return WalletScheme::CashAddr;
  if (address.size() == 42 && (small[0] == 'q' || small[0] == 'p') && only(small, kBech32))
    return WalletScheme::CashAddr;
  const bool base58 = only(address, kBase58);
  if ((address.size() == kMoneroLength || address.size() == kMoneroIntegratedLength) && base58 &&
      (address[0] == '4' || address[0] == '8')) {
    return WalletScheme::Monero;
  }
  if (address.size() >= 25 && address.size() <= 36) {
    if (address[0] == 'r' && only(address, kRipple58)) return WalletScheme::Ripple;
    if (base58) return WalletScheme::Base58Check;
  }
  if (address.size() >= 43 && address.size() <= 44 && base58) return WalletScheme::PlainBase58;
  return WalletScheme::Unknown;
}

CheckVerdict check_wallet(std::string_view address) {
  switch (wallet_scheme(address)) {
    case WalletScheme::Base58Check:
      return check_base58check(address, kBase58);
    case WalletScheme::Ripple:
      return check_base58check(address, kRipple58);
    case WalletScheme::Bech32:
      return check_bech32(address);
    case WalletScheme::CashAddr:
      return check_cashaddr(address);
    case WalletScheme::Evm:
      return check_evm(address);
    case WalletScheme::Monero:
      return check_monero(address);
    case WalletScheme::PlainBase58:
    case WalletScheme::Unknown:
      break;
  }
  return CheckVerdict::NotChecked;
}

}  // namespace weir::facts
