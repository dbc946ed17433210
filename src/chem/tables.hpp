// The tables of data/chem/, read: substances, class wording, the class definition and its words.
//
// Thread-safety: value types. Errors: a Fault with file and row.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "weir/error.hpp"
#include "weir/rules.hpp"

namespace weir::chem {

struct Substance {
  std::string cas;
  std::string name;
  std::string smiles;
  std::string inchikey;
  std::vector<std::string> synonyms;
  std::string hs_code;
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  std::string note;
};

struct ParentClass {
  std::string id;       // "class:..."
  std::string wording;  // "carbamate of 4-AP"
  std::string smarts;
  std::string prefilter;
  std::vector<std::string> excepted;  // CAS numbers
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  std::string where;
};

enum class LimbTest : unsigned char { Monocycle, Substituents, Aromatic, Acyl };
struct LimbAtom {
  int number = 0;     // in the scaffold's SMARTS
  bool ring = false;  // and the other atoms of its ring
};
struct Limb {
  std::string name;
  LimbTest test = LimbTest::Acyl;
  std::vector<LimbAtom> atoms;
  std::string argument;            // SMARTS; of Substituents none
  std::vector<std::string> kinds;  // of Substituents
  std::string place;
};
struct ClassDefinition {
  std::string id;
  std::string scaffold;
  std::string prefilter;
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  std::vector<Limb> limbs;
};

struct SubstituentKind {
  std::string name;
  std::string first, each, needs;  // SMARTS; `needs` may be empty
};

// A word that makes a substance's name in a text something else ("test").
struct DoubtWord {
  std::string word;
  std::string reason;
};

struct ChemTables {
  std::vector<Substance> substances;
  std::vector<ParentClass> parents;
  ClassDefinition definition;
  std::vector<SubstituentKind> substituents;
  std::vector<std::string> salt_words;
  std::vector<DoubtWord> doubts;
};

[[nodiscard]] tl::expected<ChemTables, Fault> read_tables();

}  // namespace weir::chem
