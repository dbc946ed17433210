// What birth date, country, gender, identifiers and the kind of alias add to (or take from) the names'
// likeness.
//
// The weights are log-likelihood ratios in nats, in the table of evidence.cpp. Thread-safety: pure functions.
// Errors: none.
#pragma once

#include <vector>

#include "match/score.hpp"
#include "snapshot/party_codec.hpp"
#include "weir/decision.hpp"
#include "weir/party.hpp"

namespace weir::match {

// The names' own evidence: a logistic in the similarity, lowered where the words that met are on many names.
[[nodiscard]] double name_weight(const NameScore& score) noexcept;

// The similarity from which name_weight() reaches `weight`, of words that are so rare together.
[[nodiscard]] float similarity_for(double weight, float rarity, Schema schema) noexcept;

// Below this similarity no other fact makes a hit out of two names (an equal identifier is judged apart).
inline constexpr float kLeastSimilarity = 0.68F;

// The least similarity of names from which a score can reach `threshold` (0..1) when all other facts add at
// most `help` nats; at least kLeastSimilarity.
[[nodiscard]] float least_similarity(double threshold, double help, Schema schema) noexcept;

// The most that birth date and country of this question can add, in nats (equal identifiers are looked up
// apart).
[[nodiscard]] double most_help(const Party& question) noexcept;

// Appends the evidence of all facts but the names.
void compare_facts(const Party& question, const Party& entry, std::vector<Evidence>& out);
void judge_alias(NameKind kind, std::vector<Evidence>& out);
// Equal identifiers, with their check digits' verdict.
void compare_identifiers(const Party& question, const Party& entry, std::vector<Evidence>& out);

// What single facts weigh in these, in nats; 0 where a fact says nothing. Less than any two dates weigh:
inline constexpr double kNoDate = -6.0;
[[nodiscard]] double birth_weight(const snapshot::PartyFacts::Days& a,
                                  const snapshot::PartyFacts::Days& b) noexcept;
[[nodiscard]] double country_weight(bool shared) noexcept;
[[nodiscard]] double gender_weight(Gender question, Gender entry) noexcept;
[[nodiscard]] double kind_weight(Schema question, Schema entry) noexcept;
[[nodiscard]] double alias_weight(NameKind kind) noexcept;

[[nodiscard]] double total_weight(const std::vector<Evidence>& evidence) noexcept;
// 1 / (1 + exp(-weight)).
[[nodiscard]] double logistic(double weight) noexcept;

}  // namespace weir::match
