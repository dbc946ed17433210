#include "facts/identifier_checks.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "facts/identifiers.hpp"

namespace weir::facts {
namespace {

using Type = IdentifierType;
using Verdict = CheckVerdict;

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kAlnum = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kUsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

std::string any_text(std::string_view alphabet, std::size_t length) {
  return *rc::gen::container<std::string>(length, rc::gen::elementOf(std::string(alphabet)));
}

// One character of `text` changed to another of the same class (digit or letter).
std::string with_one_error(std::string text, std::size_t at) {
  const bool digit = text[at] >= '0' && text[at] <= '9';
  const std::string others = digit ? "0123456789" : "ABCDEFGHJKLMNPQRTUWXY";
  const char was = text[at];
  text[at] = *rc::gen::suchThat(rc::gen::elementOf(others), [was](char c) { return c != was; });
  return text;
}

std::size_t any_place(const std::string& text, std::size_t first = 0) {
  return *rc::gen::inRange(first, text.size());
}

// Finds the check digits that make `text` valid by trying: independent of the formula under test.
template <typename Check>
std::string completed(const std::string& text, std::string_view alphabet, Check check) {
  for (const char c : alphabet) {
    if (check(text + c) == Verdict::Valid) return text + c;
  }
  return {};
}

TEST(Checks, KnownNumbers) {
  // Examples of the standards, and invented numbers whose check digits were computed by hand.
  EXPECT_EQ(check_identifier(Type::Imo, "IMO 9074729"), Verdict::Valid);  // example of IMO's own circular
  EXPECT_EQ(check_identifier(Type::Imo, "9074728"), Verdict::BadCheck);
  EXPECT_EQ(check_identifier(Type::Imo, "907472"), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Inn, "7736000122"), Verdict::Valid);  // Sberbank
  EXPECT_EQ(check_identifier(Type::Inn, "500100732259"),
            Verdict::Valid);  // tax service's example of a person
  EXPECT_EQ(check_identifier(Type::Inn, "7736000123"), Verdict::BadCheck);
  EXPECT_EQ(check_identifier(Type::Inn, "773600012"), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Ogrn, "1027700012340"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Ogrn, "1027700012341"), Verdict::BadCheck);
  EXPECT_EQ(check_identifier(Type::Ogrn, "304500116000157"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Kpp, "773601001"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Kpp, "77360100"), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Lei, "529900T8BM49AURSDO55"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Lei, "529900T8BM49AURSDO56"), Verdict::BadCheck);
  EXPECT_EQ(check_identifier(Type::Lei, "529900T8BM49AURSDO5"), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Iban, "GB82 WEST 1234 5698 7654 32"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Iban, "DE89370400440532013000"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Iban, "de89 3704 0044 0532 0130 00"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Iban, "DE89370400440532013001"), Verdict::BadCheck);
  EXPECT_EQ(check_identifier(Type::Iban, "DE8937040044053201300"), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Uscc, "91350100M000100Y43"), Verdict::Valid);  // example in GB 32100-2015
  EXPECT_EQ(check_identifier(Type::Uscc, "91350100M000100Y44"), Verdict::BadCheck);
  EXPECT_EQ(check_identifier(Type::Uscc, "91350100M000100O43"), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Bic, "DEUTDEFF"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Bic, "DEUTDEFF500"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Bic, "DEUTZZFF"), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Bic, "DEUTDEF"), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Duns, "15-048-3782"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Duns, "15-048-378"), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Mmsi, "MMSI 273 123456"), Verdict::Valid);
  EXPECT_EQ(check_identifier(Type::Passport, "AB123"), Verdict::NotChecked);
  EXPECT_EQ(check_identifier(Type::Lei, ""), Verdict::BadFormat);
  EXPECT_EQ(check_identifier(Type::Imo, "\xff\xfe"), Verdict::BadFormat);
}

TEST(CheckProperties, LeiHasOneRightPairAndSeesEveryError) {
  EXPECT_TRUE(rc::check([] {
    const std::string body = any_text(kAlnum, 18);
    int valid = 0;
    std::string right;
    for (int pair = 2; pair <= 98; ++pair) {
      const std::string lei = body + (pair < 10 ? "0" : "") + std::to_string(pair);
      if (check_lei(lei) == Verdict::Valid) {
        ++valid;
        right = lei;
      }
    }
    RC_ASSERT(valid == 1);
    RC_ASSERT(check_lei(with_one_error(right, any_place(right))) == Verdict::BadCheck);
  }));
}

TEST(CheckProperties, IbanSeesEveryError) {
  EXPECT_TRUE(rc::check([] {
    const std::string body = any_text(kDigits, 18);
    std::string right;
    for (int pair = 2; pair <= 98 && right.empty(); ++pair) {
      const std::string iban = std::string("DE") + (pair < 10 ? "0" : "") + std::to_string(pair) + body;
      if (check_iban(iban) == Verdict::Valid) right = iban;
    }
    RC_ASSERT(!right.empty());
    RC_ASSERT(check_iban(with_one_error(right, any_place(right, 2))) == Verdict::BadCheck);
  }));
}

TEST(CheckProperties, UsccSeesEveryError) {
  EXPECT_TRUE(rc::check([] {
    const std::string body = "91" + any_text(kDigits, 6) + any_text(kUsccAlphabet, 9);
    const std::string right = completed(body, kUsccAlphabet, check_uscc);
    RC_ASSERT(!right.empty());
    RC_ASSERT(check_uscc(with_one_error(right, any_place(right))) == Verdict::BadCheck);
  }));
}

// The remainder 10 is written 0, and IMO's weights share factors with 10: these three miss a few errors in
// the body by design, never one in the check digit.
TEST(CheckProperties, InnOgrnAndImoSeeAnyErrorInTheCheckDigit) {
  EXPECT_TRUE(rc::check([] {
    const std::string inn = completed(any_text(kDigits, 9), kDigits, check_inn);
    RC_ASSERT(check_inn(with_one_error(inn, 9)) == Verdict::BadCheck);
    const std::string ogrn = completed(any_text(kDigits, 12), kDigits, check_ogrn);
    RC_ASSERT(check_ogrn(with_one_error(ogrn, 12)) == Verdict::BadCheck);
    const std::string sole_trader = completed(any_text(kDigits, 14), kDigits, check_ogrn);
    RC_ASSERT(check_ogrn(with_one_error(sole_trader, 14)) == Verdict::BadCheck);
    const std::string ship = completed(any_text(kDigits, 6), kDigits, check_ship_imo);
    RC_ASSERT(check_ship_imo(with_one_error(ship, 6)) == Verdict::BadCheck);
    const std::string company = completed(any_text(kDigits, 6), kDigits, check_company_imo);
    RC_ASSERT(check_company_imo(with_one_error(company, 6)) == Verdict::BadCheck);
  }));
}

TEST(CheckProperties, InnOgrnAndImoSeeMostErrorsAnywhere) {
  const auto share_seen = [](std::string_view start, auto check, std::size_t digits) {
    int errors = 0;
    int seen = 0;
    for (int i = 0; i < 300; ++i) {
      std::string body(start);
      for (std::size_t k = body.size(); k + 1 < digits; ++k) {
        body += static_cast<char>('0' + (i * 7919 + static_cast<int>(k) * 104729 + i / 10) % 10);
      }
      const std::string right = completed(body, kDigits, check);
      if (right.empty()) continue;
      for (std::size_t at = 0; at < right.size(); ++at) {
        for (const char c : kDigits) {
          if (c == right[at]) continue;
          std::string wrong = right;
          wrong[at] = c;
          ++errors;
          seen += check(wrong) == Verdict::BadCheck ? 1 : 0;
        }
      }
    }
    EXPECT_GT(errors, 1000);
    return static_cast<double>(seen) / errors;
  };
  EXPECT_GT(share_seen("77", check_inn, 10), 0.97);
  EXPECT_GT(share_seen("10", check_ogrn, 13), 0.97);
  EXPECT_GT(share_seen("9", check_ship_imo, 7), 0.88);
}

TEST(CheckProperties, AnyBytesGiveAVerdict) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    for (int type = 0; type <= static_cast<int>(Type::Website); ++type) {
      const auto kind = static_cast<Type>(type);
      const std::string normal = normal_identifier(kind, bytes);
      RC_ASSERT(check_identifier(kind, bytes) == check_identifier(kind, bytes));
      RC_ASSERT(normal_identifier(kind, normal) == normal || kind == Type::Phone || kind == Type::Website ||
                kind == Type::Wallet || normal.size() < bytes.size());
    }
  }));
}

}  // namespace
}  // namespace weir::facts
