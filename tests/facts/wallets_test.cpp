#include "facts/wallets.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "facts/keccak.hpp"

namespace weir::facts {
namespace {

using Verdict = CheckVerdict;

std::string hex(const std::array<unsigned char, 32>& bytes) {
  std::string out;
  for (const unsigned char byte : bytes) {
    out += "0123456789abcdef"[byte >> 4U];
    out += "0123456789abcdef"[byte & 15U];
  }
  return out;
}

TEST(Keccak, KnownDigests) {
  EXPECT_EQ(hex(keccak256("")), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(hex(keccak256("abc")), "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  EXPECT_NE(hex(keccak256(std::string(135, 'a'))), hex(keccak256(std::string(136, 'a'))));
}

TEST(Wallets, ExamplesOfTheStandards) {
  struct Example {
    std::string_view address;
    WalletScheme scheme;
  };
  const Example examples[] = {
      {"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", WalletScheme::Base58Check},
      {"3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", WalletScheme::Base58Check},
      {"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", WalletScheme::Bech32},  // BIP 173
      {"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", WalletScheme::Bech32},
      {"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", WalletScheme::Bech32},  // BIP 350
      {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", WalletScheme::Evm},                         // EIP-55
      {"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", WalletScheme::Evm},
      {"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", WalletScheme::Evm},
      {"bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", WalletScheme::CashAddr},
      {"qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", WalletScheme::CashAddr},
      {"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", WalletScheme::Ripple},  // the genesis account
      {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", WalletScheme::Base58Check},
      {"44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
       WalletScheme::Monero},  // the Monero project's fund
  };
  for (const Example& example : examples) {
    EXPECT_EQ(wallet_scheme(example.address), example.scheme) << example.address;
    EXPECT_EQ(check_wallet(example.address), Verdict::Valid) << example.address;
  }
}

// Any other letter at any place must be noticed (EVM: any change of case).
TEST(Wallets, SeeEverySingleError) {
  for (const std::string good :
       {"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"}) {
    const std::size_t start = good.starts_with("bc1") ? 4 : 1;
    for (std::size_t at = start; at < good.size(); ++at) {
      std::string bad = good;
      bad[at] = good[at] == 'q' ? 'p' : 'q';
      EXPECT_NE(check_wallet(bad), Verdict::Valid) << bad;
    }
  }
}

TEST(Wallets, CaseCountsForEvm) {
  EXPECT_EQ(check_wallet("0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), Verdict::BadCheck);
  EXPECT_EQ(check_wallet("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"), Verdict::NotChecked);
  EXPECT_EQ(check_wallet("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae"), Verdict::BadFormat);
  EXPECT_EQ(check_wallet("0x"), Verdict::BadFormat);
}

TEST(Wallets, UnknownFormsAreNotJudged) {
  for (const char* text : {"", "x", "hello", "7v91N7iZ9mNicL8WfG6cgSCKyRXydQjLh6UYBWwm6y1Q"}) {
    EXPECT_EQ(check_wallet(text), Verdict::NotChecked) << text;
  }
  EXPECT_EQ(check_wallet(std::string(100000, '1')), Verdict::NotChecked);
  EXPECT_NE(check_wallet("bc1"), Verdict::Valid);
  EXPECT_NE(check_wallet("bc1q"), Verdict::Valid);
  EXPECT_NE(check_wallet(std::string(34, '1')), Verdict::Valid);
}

}  // namespace
}  // namespace weir::facts
