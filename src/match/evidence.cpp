#include "match/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "facts/countries.hpp"
#include "facts/dates.hpp"
#include "facts/identifiers.hpp"
#include "match/weights.hpp"

namespace weir::match {
namespace {

// Weights in nats. Birth date: chance agreement of two days is about 1 in 20,000 over the ages of a customer
// base, of two years about 1 in 50; lists err in about one date of ten, which bounds what a conflict may take
// away: errors of a digit or of an estimated year stay within some years, and beyond ten hardly any is left.
constexpr double kSameDay = 4.5;
constexpr double kDatesOverlap = 2.0;
constexpr double kDayMonthSwapped = 1.5;
constexpr double kNearYear = -0.5;
constexpr double kOtherDate = -4.5;
constexpr double kOtherAge = -5.0;
constexpr double kSameCountry = 0.6;
constexpr double kOtherCountry = -0.8;
constexpr double kOtherGender = -4.0;
constexpr double kOtherKind = -3.5;
constexpr double kWeakAlias = -1.2;
constexpr double kSameIdentifier = 7.0;
constexpr double kSameIdentifierBadCheck = 4.5;
constexpr double kOtherImo = -5.0;

// Evidence of a similarity: slope * (similarity - even), in nats. At `even` the names are as likely one
// party's as two's.
struct Line {
  double slope = 0;
  double even = 0;
};
Line line_for(Schema schema) {
  switch (schema) {
    case Schema::Person:
    case Schema::LegalEntity:
      return {.slope = weights::kPersonSlope, .even = weights::kPersonEven};
    case Schema::Vessel:
    case Schema::Airplane:
      return {.slope = weights::kShipSlope, .even = weights::kShipEven};
    default:
      return {.slope = weights::kBodySlope, .even = weights::kBodyEven};
  }
}

bool swapped(Day a, Day b) {
  const std::chrono::year_month_day x{a};
  const std::chrono::year_month_day y{b};
  return x.year() == y.year() && static_cast<unsigned>(x.month()) == static_cast<unsigned>(y.day()) &&
         static_cast<unsigned>(x.day()) == static_cast<unsigned>(y.month());
}

}  // namespace

double birth_weight(const snapshot::PartyFacts::Days& a, const snapshot::PartyFacts::Days& b) noexcept {
  const bool both_days = a.earliest == a.latest && b.earliest == b.latest;
  if (a.earliest <= b.latest && b.earliest <= a.latest) return both_days ? kSameDay : kDatesOverlap;
  if (both_days && swapped(a.earliest, b.earliest)) return kDayMonthSwapped;
  const auto gap = a.latest < b.earliest ? b.earliest - a.latest : a.earliest - b.latest;
  constexpr std::chrono::days kAboutAYear{550};
  constexpr std::chrono::days kTenYears{3653};
  return gap <= kAboutAYear ? kNearYear : gap <= kTenYears ? kOtherDate : kOtherAge;
}

double country_weight(bool shared) noexcept {
  return shared ? kSameCountry : kOtherCountry;
}

namespace {

double compare_dates(const DateInterval& a, const DateInterval& b) {
  return birth_weight({.earliest = a.earliest, .latest = a.latest},
                      {.earliest = b.earliest, .latest = b.latest});
}

void compare_birth(const Party& question, const Party& entry, std::vector<Evidence>& out) {
  if (question.birth_dates.empty() || entry.birth_dates.empty()) return;
  const DateInterval* left = nullptr;
  const DateInterval* right = nullptr;
  double best = kNoDate;
  for (const DateInterval& a : question.birth_dates) {
    for (const DateInterval& b : entry.birth_dates) {
      if (const double weight = compare_dates(a, b); weight > best) {
        best = weight;
        left = &a;
        right = &b;
      }
    }
  }
  const std::string_view verdict = best == kSameDay           ? "same day"
                                   : best == kDatesOverlap    ? "agrees"
                                   : best == kDayMonthSwapped ? "day and month exchanged"
                                   : best == kNearYear        ? "about a year apart"
                                   : best == kOtherDate       ? "differs"
                                                              : "more than ten years apart";
  out.push_back({.kind = "birth_date",
                 .text = fmt::format("birth date {} against {}: {}", facts::describe(*left),
                                     facts::describe(*right), verdict),
                 .weight = best});
}

std::set<std::string> countries_of(const Party& party) {
  std::set<std::string> out;
  for (const CountryFact& fact : party.countries) {
    if (!fact.code.empty()) out.insert(fact.code);
  }
  for (const Address& address : party.addresses) {
    if (!address.country.empty()) out.insert(address.country);
  }
  return out;
}

std::string country_names(const std::set<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out += (out.empty() ? "" : ", ") + facts::country_name(code);
  return out;
}

void compare_countries(const Party& question, const Party& entry, std::vector<Evidence>& out) {
  const std::set<std::string> left = countries_of(question);
  const std::set<std::string> right = countries_of(entry);
  if (left.empty() || right.empty()) return;
  std::set<std::string> shared;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::inserter(shared, shared.begin()));
  if (!shared.empty()) {
    out.push_back({.kind = "country",
                   .text = "both are tied to " + country_names(shared),
                   .weight = country_weight(true)});
  } else {
    out.push_back({.kind = "country",
                   .text = fmt::format("{} against {}", country_names(left), country_names(right)),
                   .weight = country_weight(false)});
  }
}

enum class Kind : std::uint8_t { Any, Person, Body, Ship, Plane, Other };
Kind kind_of(Schema schema) {
  switch (schema) {
    case Schema::LegalEntity:
      return Kind::Any;
    case Schema::Person:
      return Kind::Person;
    case Schema::Organization:
    case Schema::Company:
      return Kind::Body;
    case Schema::Vessel:
      return Kind::Ship;
    case Schema::Airplane:
      return Kind::Plane;
    default:
      return Kind::Other;
  }
}

}  // namespace

double gender_weight(Gender question, Gender entry) noexcept {
  return question != Gender::Unknown && entry != Gender::Unknown && question != entry ? kOtherGender : 0;
}

double kind_weight(Schema question, Schema entry) noexcept {
  const Kind left = kind_of(question);
  const Kind right = kind_of(entry);
  return left != Kind::Any && right != Kind::Any && left != right ? kOtherKind : 0;
}

double alias_weight(NameKind kind) noexcept {
  return kind == NameKind::Weak ? kWeakAlias : 0;
}

float least_similarity(double threshold, double help, Schema schema) noexcept {
  constexpr double kEdge = 1e-9;  // a threshold of 0 or 1 has no finite weight
  const double p = std::clamp(threshold, kEdge, 1 - kEdge);
  const double weight = std::log(p / (1 - p)) - help;
  const Line line = line_for(schema);
  return std::max(kLeastSimilarity, static_cast<float>(line.even + weight / line.slope));
}

double most_help(const Party& question) noexcept {
  const bool country = !question.countries.empty() || !question.addresses.empty();
  return (question.birth_dates.empty() ? 0 : kSameDay) + (country ? kSameCountry : 0);
}

namespace {

// What names lose whose words are on many names: in any case, and as far as they do not meet wholly.
struct Commonness {
  double always = 0;
  double inexact = 0;
};
Commonness commonness(float rarity, Schema schema) {
  const bool person = for_people(schema);
  const float lacks = std::max(0.0F, (person ? weights::kPersonRarity : weights::kBodyRarity) - rarity);
  // Common words that meet only nearly, or beside words that have no like, are met by chance more often.
  const float lacks_more = person ? std::max(0.0F, weights::kInexactRarity - rarity) : 0.0F;
  return {.always = lacks * weights::kRarityCost, .inexact = lacks_more * weights::kInexactCost};
}
// From this far below 1 on a similarity is wholly inexact: 1 / kFull.
constexpr float kFull = 17;

}  // namespace

double name_weight(const NameScore& score) noexcept {
  const Commonness common = commonness(score.rarity, score.schema);
  const float inexact = score.whole ? std::min(1.0F, (1 - score.similarity) * kFull) : 1;
  const Line line = line_for(score.schema);
  // A person's birth date may still tell; firms have none.
  const float cost = score.namesakes * weights::kNamesakesCost;
  const float namesakes = for_people(score.schema) ? std::min(cost, weights::kNamesakesMost) : cost;
  return line.slope * (score.similarity - line.even) - (common.always + inexact * common.inexact) - namesakes;
}

float similarity_for(double weight, float rarity, Schema schema) noexcept {
  const Commonness common = commonness(rarity, schema);
  const Line line = line_for(schema);
  const double inexact = line.even + (weight + common.always + common.inexact) / line.slope;
  if (inexact <= 1 - 1 / kFull) return static_cast<float>(inexact);
  return static_cast<float>((line.slope * line.even + weight + common.always + kFull * common.inexact) /
                            (line.slope + kFull * common.inexact));
}

void judge_alias(NameKind kind, std::vector<Evidence>& out) {
  if (const double weight = alias_weight(kind); weight != 0)
    out.push_back({.kind = "alias_quality", .text = "the list calls this alias weak", .weight = weight});
}

void compare_identifiers(const Party& question, const Party& entry, std::vector<Evidence>& out) {
  for (const Identifier& a : question.identifiers) {
    const std::string left = facts::normal_identifier(a.type, a.value);
    constexpr std::size_t kShortest = 5;
    if (left.size() < kShortest) continue;
    for (const Identifier& b : entry.identifiers) {
      if (facts::normal_identifier(b.type, b.value) == left) {
        const bool sound = b.verdict != CheckVerdict::BadCheck && b.verdict != CheckVerdict::BadFormat;
        out.push_back({.kind = "identifier",
                       .text = fmt::format("same {} {}{}", property_name(b.type), b.value,
                                           sound ? "" : " (its check digit is wrong)"),
                       .weight = sound ? kSameIdentifier : kSameIdentifierBadCheck});
        return;
      }
    }
    if (a.type != IdentifierType::Imo) continue;
    for (const Identifier& b : entry.identifiers) {
      if (b.type != IdentifierType::Imo) continue;
      out.push_back({.kind = "identifier",
                     .text = fmt::format("IMO number {} against {}", a.value, b.value),
                     .weight = kOtherImo});
      return;
    }
  }
}

void compare_facts(const Party& question, const Party& entry, std::vector<Evidence>& out) {
  compare_birth(question, entry, out);
  compare_countries(question, entry, out);
  if (const double weight = gender_weight(question.gender, entry.gender); weight != 0)
    out.push_back({.kind = "gender", .text = "genders differ", .weight = weight});
  if (const double weight = kind_weight(question.schema, entry.schema); weight != 0) {
    out.push_back(
        {.kind = "schema",
         .text = fmt::format("{} against {}", schema_name(question.schema), schema_name(entry.schema)),
         .weight = weight});
  }
  compare_identifiers(question, entry, out);
}

double total_weight(const std::vector<Evidence>& evidence) noexcept {
  double sum = 0;
  for (const Evidence& item : evidence) sum += item.weight;
  return sum;
}

double logistic(double weight) noexcept {
  return 1 / (1 + std::exp(-weight));
}

}  // namespace weir::match
