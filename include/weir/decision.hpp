// What Weir answers: a decision with its hits, each with the evidence that led to its score.
//
// Weir never says that a party is cleared: NO_HIT means that nothing in this snapshot reached the threshold.
// Thread-safety: value types. Errors: none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "weir/party.hpp"

namespace weir {

enum class Outcome : std::uint8_t { NoHit, Hit };
[[nodiscard]] std::string_view outcome_text(Outcome outcome) noexcept;  // "NO_HIT", "HIT"

// One reason for (weight > 0) or against (weight < 0) the two being the same party. Weights are
// log-likelihood ratios in nats (Fellegi and Sunter 1969): they add up, and the score is 1 / (1 + exp(-sum)).
struct Evidence {
  std::string kind;  // "name", "birth_date", "country", "gender", "identifier", "alias_quality", "rarity"
  std::string text;  // for people: "Petrov ~ PETROFF: sounds alike (0.88)"
  double weight = 0;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

struct Hit {
  std::string list;
  std::string entry_id;
  Schema schema = Schema::LegalEntity;
  std::string name;          // the entry's primary name
  std::string matched_name;  // the name or alias that met the question's name
  NameKind matched_kind = NameKind::Primary;
  std::string query_name;  // the question's name that it met
  double score = 0;        // 0..1
  std::vector<std::string> programmes;
  std::vector<Evidence> evidence;
  SourceRef source;  // where the list's file has the entry

  friend bool operator==(const Hit&, const Hit&) = default;
};

struct Decision {
  std::string id;  // the question's id
  Outcome outcome = Outcome::NoHit;
  std::vector<Hit> hits;  // best first
  std::string snapshot;   // content id of the snapshot that was asked
};

// A listed name inside a text.
struct Mention {
  std::size_t offset = 0;  // bytes from the start of the extracted text
  std::size_t length = 0;
  std::size_t line = 0;    // 1-based
  std::size_t column = 0;  // 1-based, in characters
  std::size_t page = 0;    // 1-based; 0 where the document has no pages
  std::string quote;       // the words around it, on one line, the mention between [ and ]
  Hit hit;
};

}  // namespace weir
