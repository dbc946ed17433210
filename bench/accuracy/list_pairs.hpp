// Labelled pairs out of the real lists.
//
// Positive: two names of one entry. Hard negative: the nearest name (by shared rare words and trigrams) of
// another entry of the same list, unless a rule says that the two may be one party or may bear one name:
// linked entries, equal birth date, a word set that contains the other, no word on one of the sides without a
// possible partner. Thread-safety: one thread. Errors: parties that a list rejects are the reader's business.
#pragma once

#include <string>
#include <vector>

#include "accuracy/pairs.hpp"

namespace weir::accuracy {

// All parties of the lists under `data` that the kit uses: OFAC SDN (2021), OFAC consolidated, UN; empty
// where the folder is absent.
[[nodiscard]] std::vector<Party> load_real_parties(const std::string& data,
                                                   const std::vector<std::string>& folders);

struct Neighbour {
  std::size_t party = 0;
  std::size_t other = 0;
  std::string name;        // of party
  std::string other_name;  // of other
};
[[nodiscard]] std::vector<Neighbour> hard_negatives(const std::vector<Party>& parties);

// Sets "aliases" (with the nearest other names), "aliases-far", "exchanged" (one telling word of another
// entry: all negative), "typos", "words" and "spellings".
[[nodiscard]] std::vector<Pair> list_pairs(const std::vector<Party>& parties);

}  // namespace weir::accuracy
