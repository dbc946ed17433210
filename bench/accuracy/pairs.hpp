// A labelled pair of names: what every set of the evaluation kit is made of.
//
// Labels come from the rules and customs of languages and from the lists' own alias files, never from what
// the matcher says. Thread-safety: value types. Errors: none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "weir/party.hpp"

namespace weir::accuracy {

// Fit is what rules may be improved on; test is what is reported, and is not looked at pair by pair.
enum class Split : std::uint8_t { Fit, Test };

struct Pair {
  Schema schema = Schema::LegalEntity;
  std::string left;
  std::string right;
  bool same = false;
  std::string set;     // "cases", "aliases", "exchanged", "typos", "words", "spellings"
  std::string change;  // class of change: "order", "typo-1", "initial", "sibling" ...
  std::string script;  // "latin", "cyrillic", "han" ... : the script that is not Latin, where one is not
  std::string note;    // the rule behind the label
  Split split = Split::Fit;
};

// FNV-1a, 64 bits, with a final mix: the splits hang on it, so it must never change.
[[nodiscard]] std::uint64_t stable_hash(std::string_view text) noexcept;

// Half of all keys each. Pairs of one entry share their key, so that none has a foot in both halves.
[[nodiscard]] Split split_of(std::string_view key) noexcept;

// Deterministic pseudo-random numbers (splitmix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}
  [[nodiscard]] std::uint64_t next() noexcept {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  [[nodiscard]] std::size_t below(std::size_t bound) noexcept {
    return bound == 0 ? 0 : static_cast<std::size_t>(next() % bound);
  }
  [[nodiscard]] double unit() noexcept {
    return static_cast<double>(next() >> 11U) * (1.0 / 9007199254740992.0);
  }

 private:
  std::uint64_t state_;
};

}  // namespace weir::accuracy
