// Where a running text (an invoice line) names a chemical: CAS numbers, InChIKeys, SMILES, names of the
// tables.
//
// A name in a text is weaker than one in a column of its own: it may be part of a longer name, or say what
// the goods detect. Such findings carry a doubt. Names of up to kShortName letters and digits are passed over
// ("NPP" is a power plant, too). Thread-safety: NameFinder is immutable; the rest are pure functions. Errors:
// none.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "weir/chemicals.hpp"

namespace weir::chem {

inline constexpr std::size_t kShortName = 5;

struct Piece {
  std::string text;
  WrittenAs as = WrittenAs::Cas;
  bool said =
      false;  // "CAS" or "SMILES" stands before it, so that a wrong one is an error and no part number
};
// CAS numbers, InChIKeys and SMILES, in the order of the text.
[[nodiscard]] std::vector<Piece> pieces_in(std::string_view text);

struct NamedSubstance {
  std::size_t row = 0;  // of ChemTables::substances
  std::string written;  // folded
  std::string doubt;    // why it may not be the substance; empty: none
};

class NameFinder {
 public:
  // A name or synonym as the table has it.
  void add(std::string_view name, std::size_t row);
  // A word that turns "fentanyl" into something else ("test"), with what to say.
  void add_doubt(std::string_view word, std::string reason);

  // Longest names first, none within another.
  [[nodiscard]] std::vector<NamedSubstance> find(std::string_view text) const;

 private:
  struct Script {  // a name in a script without blanks: found anywhere
    std::string name;
    std::size_t row = 0;
  };
  [[nodiscard]] std::string doubt_in(std::string_view folded) const;

  std::unordered_map<std::string, std::size_t> names_;  // fold_name() -> row
  std::vector<Script> scripts_;                         // longest first
  std::vector<std::pair<std::string, std::string>> doubts_;
  std::array<bool, 256> starts_{};  // first bytes of names_
  std::size_t longest_ = 0;
};

}  // namespace weir::chem
