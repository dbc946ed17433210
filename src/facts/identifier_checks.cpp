#include "facts/identifier_checks.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "facts/countries.hpp"

namespace weir::facts {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_alnum(char c) {
  return is_digit(c) || is_upper(c);
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}
bool all_alnum(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_alnum);
}

CheckVerdict verdict(bool agrees) {
  return agrees ? CheckVerdict::Valid : CheckVerdict::BadCheck;
}

// Sum of digit times weight over the first weights.size() digits.
int weighted_sum(std::string_view digits, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (digits[i] - '0') * weights[i];
  return sum;
}

// The number that `digits` writes, mod `modulus`.
int remainder(std::string_view digits, int modulus) {
  int rest = 0;
  for (const char c : digits) rest = (rest * 10 + (c - '0')) % modulus;
  return rest;
}

// ISO 7064 mod 97-10 over digits and capital letters (A = 10 ... Z = 35).
int mod97(std::string_view text, int rest = 0) {
  for (const char c : text)
    rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  return rest;
}

}  // namespace

CheckVerdict check_ship_imo(std::string_view value) {
  if (value.size() != 7 || !all_digits(value)) return CheckVerdict::BadFormat;
  constexpr std::array<int, 6> kWeights = {7, 6, 5, 4, 3, 2};
  return verdict(weighted_sum(value, kWeights) % 10 == value[6] - '0');
}

CheckVerdict check_company_imo(std::string_view value) {
  if (value.size() != 7 || !all_digits(value)) return CheckVerdict::BadFormat;
  constexpr std::array<int, 6> kWeights = {8, 6, 4, 2, 9, 7};
  return verdict((11 - weighted_sum(value, kWeights) % 11) % 10 == value[6] - '0');
}

CheckVerdict check_inn(std::string_view value) {
  if ((value.size() != 10 && value.size() != 12) || !all_digits(value)) return CheckVerdict::BadFormat;
  constexpr std::array<int, 11> kWeights = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  // The weights of the n-th digit from the right are the same for every check digit.
  const auto check = [&](std::size_t length) {
    return weighted_sum(value, std::span(kWeights).last(length)) % 11 % 10 == value[length] - '0';
  };
  if (value.size() == 10) return verdict(check(9));
  return verdict(check(10) && check(11));
}

CheckVerdict check_ogrn(std::string_view value) {
  if ((value.size() != 13 && value.size() != 15) || !all_digits(value)) return CheckVerdict::BadFormat;
  const int modulus = value.size() == 13 ? 11 : 13;
  return verdict(remainder(value.substr(0, value.size() - 1), modulus) % 10 == value.back() - '0');
}

CheckVerdict check_kpp(std::string_view value) {
  const bool form = value.size() == 9 && all_digits(value.substr(0, 4)) && all_alnum(value.substr(4, 2)) &&
                    all_digits(value.substr(6));
  return form ? CheckVerdict::Valid : CheckVerdict::BadFormat;
}

CheckVerdict check_uscc(std::string_view value) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  constexpr std::size_t kLength = 18;
  if (value.size() != kLength) return CheckVerdict::BadFormat;
  std::size_t sum = 0;
  std::size_t weight = 1;
  std::size_t last = 0;
  for (std::size_t i = 0; i < kLength; ++i) {
    last = kAlphabet.find(value[i]);
    if (last == std::string_view::npos) return CheckVerdict::BadFormat;
    if (i + 1 < kLength) sum += last * weight;
    weight = weight * 3 % 31;
  }
  if (!all_digits(value.substr(2, 6))) return CheckVerdict::BadFormat;  // the place, GB/T 2260
  return verdict((31 - sum % 31) % 31 == last);
}

CheckVerdict check_lei(std::string_view value) {
  if (value.size() != 20 || !all_alnum(value) || !all_digits(value.substr(18)))
    return CheckVerdict::BadFormat;
  return verdict(mod97(value) == 1);
}

CheckVerdict check_iban(std::string_view value) {
  constexpr std::size_t kShortest = 15;
  constexpr std::size_t kLongest = 34;
  if (value.size() < kShortest || value.size() > kLongest || !all_alnum(value))
    return CheckVerdict::BadFormat;
  if (!is_upper(value[0]) || !is_upper(value[1]) || !all_digits(value.substr(2, 2)))
    return CheckVerdict::BadFormat;
  const std::optional<unsigned> length = iban_length(value.substr(0, 2));
  if (length && *length != value.size()) return CheckVerdict::BadFormat;
  return verdict(mod97(value.substr(0, 4), mod97(value.substr(4))) == 1);
}

CheckVerdict check_bic(std::string_view value) {
  if ((value.size() != 8 && value.size() != 11) || !all_alnum(value)) return CheckVerdict::BadFormat;
  const std::string_view country = value.substr(4, 2);
  if (!is_upper(country[0]) || !is_upper(country[1]) || country_code(country).empty())
    return CheckVerdict::BadFormat;
  return CheckVerdict::Valid;
}

CheckVerdict check_duns(std::string_view value) {
  return value.size() == 9 && all_digits(value) ? CheckVerdict::Valid : CheckVerdict::BadFormat;
}

CheckVerdict check_mmsi(std::string_view value) {
  return value.size() == 9 && all_digits(value) ? CheckVerdict::Valid : CheckVerdict::BadFormat;
}

}  // namespace weir::facts
