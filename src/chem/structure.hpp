// A SMILES read, brought to a normal form and held against the tables. The only door to RDKit: its types stay
// in structure_rdkit.cpp. Without RDKit structure_absent.cpp stands in.
//
// Normal form: each organic part alone (salts stripped), neutral where protons can make it so, no stereo, no
// isotopes, no atom numbers. Thread-safety: immutable after open(). Errors: a Fault that says what is wrong
// with the structure; RDKit's exceptions end here and its log is silent.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "chem/tables.hpp"
#include "weir/chemicals.hpp"
#include "weir/error.hpp"

namespace weir::chem {

inline constexpr std::size_t kMostSmilesBytes = 4096;
inline constexpr std::size_t kMostAtoms = 500;
inline constexpr std::size_t kMostParts = 16;

// How a part lies to the class definition; only where it bears the scaffold.
struct DefinitionFinding {
  bool within = false;  // no position outside, at least one limb fired
  std::vector<PositionFinding> positions;

  friend bool operator==(const DefinitionFinding&, const DefinitionFinding&) = default;
};

struct PartFinding {
  std::string key;                       // canonical SMILES
  std::optional<std::size_t> substance;  // row of ChemTables::substances
  std::vector<std::size_t> parents;      // rows of ChemTables::parents
  std::optional<DefinitionFinding> definition;

  friend bool operator==(const PartFinding&, const PartFinding&) = default;
};

struct StructureFinding {
  std::vector<PartFinding> parts;  // organic, each once, largest first
  bool salt = false;               // there were other parts beside the first, or charges
  bool stereo = false;             // stereo was dropped
  bool isotopes = false;           // isotopes were dropped

  friend bool operator==(const StructureFinding&, const StructureFinding&) = default;
};

// Prefiltered: queries whose one-atom prefilter has no match are not run. Plain: all queries are run; the
// slow reference that tests and the benchmark compare with.
enum class Search : unsigned char { Prefiltered, Plain };

class StructureReader {
 public:
  [[nodiscard]] static bool available() noexcept;
  // `tables` must outlive the reader.
  [[nodiscard]] static tl::expected<StructureReader, Fault> open(const ChemTables& tables);
  StructureReader(StructureReader&&) noexcept;
  StructureReader& operator=(StructureReader&&) noexcept;
  ~StructureReader();

  [[nodiscard]] tl::expected<StructureFinding, Fault> read(std::string_view smiles,
                                                           Search search = Search::Prefiltered) const;

 private:
  struct State;
  explicit StructureReader(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

}  // namespace weir::chem
