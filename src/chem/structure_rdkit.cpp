// StructureReader over RDKit.
#include <GraphMol/GraphMol.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <GraphMol/Substruct/SubstructMatch.h>
#include <RDGeneral/RDLog.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "chem/identifier.hpp"
#include "chem/structure.hpp"

namespace weir::chem {
namespace {

using RDKit::Atom;
using RDKit::ROMol;
using RDKit::RWMol;
using Query = std::unique_ptr<ROMol>;
using AtomSet = std::vector<bool>;

constexpr unsigned kMostMatches = 64;  // of one query in one part; a scaffold has few

Fault structure_fault(std::string message) {
  return {.kind = FaultKind::BadFormat, .field = "structure", .message = std::move(message)};
}

// RDKit's own messages may hold the whole input and line breaks.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  if (text.size() > 200) text.resize(200);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

Query compile(const std::string& smarts) {
  Query query(RDKit::SmartsToMol(smarts));
  if (!query) throw std::invalid_argument(fmt::format("'{}' is no SMARTS", smarts));
  return query;
}

RDKit::SubstructMatchParameters match_parameters(unsigned most) {
  RDKit::SubstructMatchParameters parameters;
  parameters.maxMatches = most;
  parameters.uniquify = false;
  return parameters;
}

// The atoms that a query's first atom can be.
AtomSet first_atoms(const ROMol& mol, const ROMol& query) {
  AtomSet out(mol.getNumAtoms(), false);
  auto parameters = match_parameters(100000);
  for (const auto& match : RDKit::SubstructMatch(mol, query, parameters))
    out[static_cast<std::size_t>(match.front().second)] = true;
  return out;
}

// RDKit's iterators are no C++ iterators: std::any_of takes none of them.
template <typename Range, typename Test>
bool any(Range&& range, Test test) {
  for (const Atom* atom : range)
    if (test(atom)) return true;
  return false;
}

// A query of one atom: true if some atom fits. Cheaper than a substructure search.
bool any_atom(const ROMol& mol, const ROMol& query) {
  const Atom* wanted = query.getAtomWithIdx(0);
  return any(mol.atoms(), [&](const Atom* atom) { return wanted->Match(atom); });
}

// ---- normal form ----

// Protons are moved until no charge is left that protons can take away: ammonium, carboxylate, phenolate.
// A charge beside an opposite one (nitro, N-oxide) is bonding and stays.
bool neutralise(RWMol& mol) {
  bool changed = false;
  for (Atom* atom : mol.atoms()) {
    const int charge = atom->getFormalCharge();
    if (charge == 0) continue;
    const bool paired = any(mol.atomNeighbors(atom),
                            [&](const Atom* other) { return other->getFormalCharge() * charge < 0; });
    if (paired) continue;
    const int protons = static_cast<int>(atom->getTotalNumHs());
    if (charge > 0 && protons < charge) continue;
    atom->setNumExplicitHs(static_cast<unsigned>(std::max(0, protons - charge)));
    atom->setNoImplicit(true);
    atom->setFormalCharge(0);
    changed = true;
  }
  return changed;
}

bool is_organic(const ROMol& mol) {
  return any(mol.atoms(), [](const Atom* atom) { return atom->getAtomicNum() == 6; });
}

struct Normalised {
  std::vector<std::pair<std::string, std::unique_ptr<RWMol>>> parts;  // with their keys, largest first
  bool salt = false;
  bool stereo = false;
  bool isotopes = false;
};

bool drop_isotopes(RWMol& mol) {
  bool dropped = false;
  bool hydrogen = false;
  for (Atom* atom : mol.atoms()) {
    atom->setAtomMapNum(0);
    if (atom->getIsotope() == 0) continue;
    dropped = true;
    hydrogen = hydrogen || atom->getAtomicNum() == 1;
    atom->setIsotope(0);
  }
  if (hydrogen) RDKit::MolOps::removeHs(mol);
  return dropped;
}

bool has_stereo(const RWMol& mol) {
  for (const Atom* atom : mol.atoms())
    if (atom->getChiralTag() != Atom::CHI_UNSPECIFIED) return true;
  for (const RDKit::Bond* bond : mol.bonds())
    if (bond->getBondDir() != RDKit::Bond::NONE || bond->getStereo() > RDKit::Bond::STEREOANY) return true;
  return false;
}

Normalised normalise(const std::string& smiles) {
  RDKit::SmilesParserParams parameters;
  parameters.sanitize = false;
  parameters.removeHs = false;
  parameters.allowCXSMILES = false;
  parameters.parseName = false;
  std::unique_ptr<RWMol> mol(RDKit::SmilesToMol(smiles, parameters));
  if (!mol || mol->getNumAtoms() == 0)
    throw std::invalid_argument("no SMILES: its grammar, a ring bond or an element is wrong");
  if (mol->getNumAtoms() > kMostAtoms)
    throw std::length_error(
        fmt::format("{} atoms; at most {} are looked at", mol->getNumAtoms(), kMostAtoms));
  // RDKit tries every way to read a ring of open atoms; and what is left open is no substance.
  if (any(mol->atoms(), [](const Atom* atom) { return atom->getAtomicNum() == 0; }))
    throw std::invalid_argument("an atom is left open (*); the whole structure is needed");
  Normalised out;
  out.stereo = has_stereo(*mol);
  RDKit::MolOps::removeStereochemistry(*mol);
  RDKit::MolOps::removeHs(*mol);  // sanitises, too
  out.isotopes = drop_isotopes(*mol);
  std::vector<boost::shared_ptr<ROMol>> fragments = RDKit::MolOps::getMolFrags(*mol, false);
  if (fragments.size() > 1) out.salt = true;
  std::stable_sort(fragments.begin(), fragments.end(),
                   [](const auto& a, const auto& b) { return a->getNumAtoms() > b->getNumAtoms(); });
  std::set<std::string> seen;
  for (const auto& fragment : fragments) {
    if (!is_organic(*fragment) || out.parts.size() == kMostParts) continue;
    auto part = std::make_unique<RWMol>(*fragment);
    out.salt = neutralise(*part) || out.salt;
    RDKit::MolOps::sanitizeMol(*part);
    std::string key = RDKit::MolToSmiles(*part, false);
    if (seen.insert(key).second) out.parts.emplace_back(std::move(key), std::move(part));
  }
  return out;
}

// ---- the class definition ----

struct KindQuery {
  std::string name;
  Query first, each, needs;
};

struct LimbQuery {
  const Limb* limb = nullptr;
  Query argument;
};

// One way in which the scaffold lies in a part.
class Placement {
 public:
  Placement(const ROMol& mol, const RDKit::MatchVectType& match, const ROMol& scaffold)
      : mol_(mol), core_(mol.getNumAtoms(), false) {
    for (const auto& [query, atom] : match) {
      core_[static_cast<std::size_t>(atom)] = true;
      const int number = scaffold.getAtomWithIdx(static_cast<unsigned>(query))->getAtomMapNum();
      if (number != 0) at_[number] = static_cast<unsigned>(atom);
    }
  }

  [[nodiscard]] unsigned at(int number) const { return at_.at(number); }
  [[nodiscard]] bool in_core(unsigned atom) const { return core_[atom]; }
  void take_ring(unsigned atom) {
    for (const unsigned other : ring(atom)) core_[other] = true;
  }
  // The smallest ring of an atom; a single ring has no atom that is in another.
  [[nodiscard]] std::vector<unsigned> ring(unsigned atom) const {
    std::vector<unsigned> out;
    for (const auto& ring : mol_.getRingInfo()->atomRings()) {
      if (std::find(ring.begin(), ring.end(), static_cast<int>(atom)) == ring.end()) continue;
      if (out.empty() || ring.size() < out.size()) out.assign(ring.begin(), ring.end());
    }
    return out;
  }
  [[nodiscard]] bool single(const std::vector<unsigned>& ring) const {
    return !ring.empty() && std::all_of(ring.begin(), ring.end(), [&](unsigned atom) {
      return mol_.getRingInfo()->numAtomRings(atom) == 1;
    });
  }

  struct Branch {
    std::vector<unsigned> atoms;
    bool closes = false;  // it comes back to the scaffold
  };
  [[nodiscard]] std::vector<Branch> branches(unsigned atom) const {
    std::vector<Branch> out;
    for (const Atom* next : mol_.atomNeighbors(mol_.getAtomWithIdx(atom))) {
      if (core_[next->getIdx()]) continue;
      Branch branch{.atoms = {next->getIdx()}};
      for (std::size_t i = 0; i < branch.atoms.size(); ++i) {
        for (const Atom* other : mol_.atomNeighbors(mol_.getAtomWithIdx(branch.atoms[i]))) {
          const unsigned index = other->getIdx();
          if (i == 0 && index == atom) continue;
          if (core_[index]) branch.closes = true;
          if (core_[index] ||
              std::find(branch.atoms.begin(), branch.atoms.end(), index) != branch.atoms.end())
            continue;
          branch.atoms.push_back(index);
        }
      }
      out.push_back(std::move(branch));
    }
    return out;
  }
  [[nodiscard]] std::string written(const std::vector<unsigned>& atoms) const {
    const std::vector<int> list(atoms.begin(), atoms.end());
    return RDKit::MolFragmentToSmiles(mol_, list, nullptr, nullptr, nullptr, false);
  }
  [[nodiscard]] const ROMol& mol() const { return mol_; }
  // first_atoms() of a query, searched for once.
  [[nodiscard]] const AtomSet& fits(const ROMol& query) const {
    const auto [at, fresh] = fits_.try_emplace(&query);
    if (fresh) at->second = first_atoms(mol_, query);
    return at->second;
  }

 private:
  const ROMol& mol_;
  AtomSet core_;
  std::map<int, unsigned> at_;
  mutable std::map<const ROMol*, AtomSet> fits_;
};

class DefinitionTest {
 public:
  DefinitionTest(const ClassDefinition& definition, const std::vector<SubstituentKind>& kinds)
      : scaffold_(compile(definition.scaffold)) {
    for (const Limb& limb : definition.limbs)
      limbs_.push_back({&limb, limb.argument.empty() ? nullptr : compile(limb.argument)});
    for (const SubstituentKind& kind : kinds)
      kinds_.push_back({kind.name, compile(kind.first), compile(kind.each),
                        kind.needs.empty() ? nullptr : compile(kind.needs)});
    std::set<int> numbers;
    for (const Atom* atom : scaffold_->atoms()) numbers.insert(atom->getAtomMapNum());
    for (const Limb& limb : definition.limbs)
      for (const LimbAtom& atom : limb.atoms)
        if (numbers.count(atom.number) == 0)
          throw std::invalid_argument(
              fmt::format("limb {}: the scaffold has no atom {}", limb.name, atom.number));
  }

  // The placement that lies within the definition, or else the one with the fewest positions outside.
  [[nodiscard]] std::optional<DefinitionFinding> test(const ROMol& mol) const {
    std::optional<DefinitionFinding> best;
    long least = 0;
    for (const auto& match : RDKit::SubstructMatch(mol, *scaffold_, match_parameters(kMostMatches))) {
      DefinitionFinding found = test(mol, match);
      const long outside = std::count_if(found.positions.begin(), found.positions.end(),
                                         [](const auto& p) { return p.state == PositionState::Outside; });
      if (best && outside >= least) continue;
      least = outside;
      best = std::move(found);
      if (least == 0) break;
    }
    return best;
  }

 private:
  [[nodiscard]] DefinitionFinding test(const ROMol& mol, const RDKit::MatchVectType& match) const {
    Placement placement(mol, match, *scaffold_);
    for (const LimbQuery& query : limbs_)
      if (query.limb->test == LimbTest::Monocycle || query.limb->test == LimbTest::Aromatic)
        placement.take_ring(placement.at(query.limb->atoms.front().number));
    DefinitionFinding out;
    bool fired = false;
    bool outside = false;
    for (const LimbQuery& query : limbs_) {
      PositionFinding finding = position(query, placement);
      fired = fired || finding.state == PositionState::Fired;
      outside = outside || finding.state == PositionState::Outside;
      out.positions.push_back(std::move(finding));
    }
    out.within = fired && !outside;
    return out;
  }

  [[nodiscard]] PositionFinding position(const LimbQuery& query, const Placement& placement) const {
    PositionFinding out{.limb = query.limb->name, .place = query.limb->place};
    switch (query.limb->test) {
      case LimbTest::Monocycle:
      case LimbTest::Aromatic:
        ring(query, placement, out);
        break;
      case LimbTest::Acyl:
        acyl(query, placement, out);
        break;
      case LimbTest::Substituents:
        substituents(query, placement, out);
        break;
    }
    return out;
  }

  static bool ring_is(const LimbQuery& query, const Placement& placement, std::vector<unsigned> ring) {
    std::sort(ring.begin(), ring.end());
    for (const auto& match :
         RDKit::SubstructMatch(placement.mol(), *query.argument, match_parameters(kMostMatches * 16))) {
      std::vector<unsigned> atoms;
      atoms.reserve(match.size());
      for (const auto& pair : match) atoms.push_back(static_cast<unsigned>(pair.second));
      std::sort(atoms.begin(), atoms.end());
      if (atoms == ring) return true;
    }
    return false;
  }

  static void ring(const LimbQuery& query, const Placement& placement, PositionFinding& out) {
    const unsigned atom = placement.at(query.limb->atoms.front().number);
    const std::vector<unsigned> ring = placement.ring(atom);
    const std::string written = placement.written(ring);
    if (!placement.single(ring)) {
      out.state = PositionState::Outside;
      out.why = fmt::format("{}: fused or joined with another ring, so no monocycle", written);
      return;
    }
    const bool same = ring_is(query, placement, ring);
    const bool bare = std::all_of(ring.begin(), ring.end(),
                                  [&](unsigned other) { return placement.branches(other).empty(); });
    if (query.limb->test == LimbTest::Aromatic) {
      const bool aromatic = std::all_of(ring.begin(), ring.end(), [&](unsigned other) {
        return placement.mol().getAtomWithIdx(other)->getIsAromatic();
      });
      out.state = !aromatic      ? PositionState::Outside
                  : same && bare ? PositionState::Unchanged
                                 : PositionState::Fired;
      out.why = !aromatic ? fmt::format("{}: not aromatic", written)
                : same ? (bare ? "phenyl" : "substituted phenyl: an aromatic monocycle, further substituted")
                       : fmt::format("{}: another aromatic monocycle", written);
      return;
    }
    out.state = same ? PositionState::Unchanged : PositionState::Fired;
    out.why = same ? "phenyl" : fmt::format("{}: another monocycle", written);
  }

  static void acyl(const LimbQuery& query, const Placement& placement, PositionFinding& out) {
    const unsigned carbonyl = placement.at(query.limb->atoms.front().number);
    std::vector<unsigned> atoms;
    for (const auto& branch : placement.branches(carbonyl)) {
      atoms.insert(atoms.end(), branch.atoms.begin(), branch.atoms.end());
      if (branch.closes) {
        out.state = PositionState::Outside;
        out.why = "the acyl group is joined to the scaffold at a second place";
        return;
      }
    }
    const ROMol& mol = placement.mol();
    const bool same = atoms.size() == 2 && placement.fits(*query.argument)[carbonyl];
    out.state = same ? PositionState::Unchanged : PositionState::Fired;
    if (same) {
      out.why = "propionyl";
      return;
    }
    out.why =
        atoms.empty() ? "formyl" : fmt::format("C(=O) with {}: another acyl group", placement.written(atoms));
    for (const unsigned atom : atoms)
      if (mol.getBondBetweenAtoms(carbonyl, atom) != nullptr && mol.getAtomWithIdx(atom)->getAtomicNum() != 6)
        out.why += " if a group bound through another atom than carbon counts as acyl";
  }

  // The kind of a branch, empty if it is none of the table's.
  [[nodiscard]] std::string kind_of(const Placement& placement, const Placement::Branch& branch) const {
    for (const KindQuery& kind : kinds_) {
      if (!placement.fits(*kind.first)[branch.atoms.front()]) continue;
      const AtomSet& each = placement.fits(*kind.each);
      if (!std::all_of(branch.atoms.begin(), branch.atoms.end(), [&](unsigned a) { return each[a]; }))
        continue;
      if (kind.needs) {
        const AtomSet& needs = placement.fits(*kind.needs);
        if (std::none_of(branch.atoms.begin(), branch.atoms.end(), [&](unsigned a) { return needs[a]; }))
          continue;
      }
      return kind.name;
    }
    return {};
  }

  void substituents(const LimbQuery& query, const Placement& placement, PositionFinding& out) const {
    for (const LimbAtom& place : query.limb->atoms) {
      std::vector<unsigned> atoms{placement.at(place.number)};
      if (place.ring) {
        atoms = placement.ring(atoms.front());
        // Another ring may bear anything, and a fused one is no case for this limb: the ring's own limb says
        // so.
        const LimbQuery* ring = limb_of_ring(place.number);
        if (ring != nullptr && (!placement.single(atoms) || !ring_is(*ring, placement, atoms))) continue;
      }
      for (const unsigned atom : atoms)
        for (const auto& branch : placement.branches(atom)) judge(*query.limb, placement, branch, out);
    }
    if (out.why.empty()) out.why = "not substituted";
  }

  void judge(const Limb& limb, const Placement& placement, const Placement::Branch& branch,
             PositionFinding& out) const {
    const std::string kind = branch.closes ? std::string{} : kind_of(placement, branch);
    const bool allowed = std::find(limb.kinds.begin(), limb.kinds.end(), kind) != limb.kinds.end();
    if (!out.why.empty()) out.why += "; ";
    out.why += fmt::format("{}: {}", placement.written(branch.atoms),
                           branch.closes  ? "joined to the scaffold at two places"
                           : kind.empty() ? "none of the substituents that the definition lists"
                           : allowed      ? kind
                                          : kind + ", which this limb does not list");
    if (!allowed)
      out.state = PositionState::Outside;
    else if (out.state == PositionState::Unchanged)
      out.state = PositionState::Fired;
  }

  [[nodiscard]] const LimbQuery* limb_of_ring(int number) const {
    for (const LimbQuery& query : limbs_)
      if (query.limb->test == LimbTest::Monocycle && query.limb->atoms.front().number == number)
        return &query;
    return nullptr;
  }

  Query scaffold_;
  std::vector<LimbQuery> limbs_;
  std::vector<KindQuery> kinds_;
};

}  // namespace

struct StructureReader::State {
  struct Parent {
    Query query;
    std::size_t prefilter = 0;
    std::vector<std::size_t> excepted;  // substances
  };
  std::vector<Query> prefilters;
  std::vector<Parent> parents;
  std::unique_ptr<DefinitionTest> definition;
  std::size_t definition_prefilter = 0;
  std::unordered_map<std::string, std::size_t> substances;  // by key

  explicit State(const ChemTables& tables) {
    std::map<std::string, std::size_t> known;
    const auto prefilter = [&](const std::string& smarts) {
      const auto [at, fresh] = known.try_emplace(smarts, prefilters.size());
      if (fresh) {
        prefilters.push_back(compile(smarts));
        if (prefilters.back()->getNumAtoms() != 1)
          throw std::invalid_argument(fmt::format("'{}': a prefilter is one atom", smarts));
      }
      return at->second;
    };
    for (std::size_t i = 0; i < tables.substances.size(); ++i) {
      const Normalised normal = normalise(tables.substances[i].smiles);
      if (normal.parts.size() != 1)
        throw std::invalid_argument(fmt::format("{}: not one organic part", tables.substances[i].cas));
      substances.emplace(normal.parts.front().first, i);
    }
    for (const ParentClass& row : tables.parents) {
      Parent parent{.query = compile(row.smarts), .prefilter = prefilter(row.prefilter)};
      for (std::size_t i = 0; i < tables.substances.size(); ++i)
        if (std::find(row.excepted.begin(), row.excepted.end(), tables.substances[i].cas) !=
            row.excepted.end())
          parent.excepted.push_back(i);
      parents.push_back(std::move(parent));
    }
    definition = std::make_unique<DefinitionTest>(tables.definition, tables.substituents);
    definition_prefilter = prefilter(tables.definition.prefilter);
  }

  [[nodiscard]] PartFinding find(const std::string& key, const ROMol& mol, Search search) const {
    PartFinding out{.key = key};
    if (const auto found = substances.find(key); found != substances.end()) out.substance = found->second;
    std::vector<bool> pass(prefilters.size(), true);
    if (search == Search::Prefiltered)
      for (std::size_t i = 0; i < pass.size(); ++i) pass[i] = any_atom(mol, *prefilters[i]);
    RDKit::MatchVectType match;
    for (std::size_t i = 0; i < parents.size(); ++i) {
      const Parent& parent = parents[i];
      if (!pass[parent.prefilter] || !RDKit::SubstructMatch(mol, *parent.query, match)) continue;
      if (out.substance &&
          std::find(parent.excepted.begin(), parent.excepted.end(), *out.substance) != parent.excepted.end())
        continue;
      out.parents.push_back(i);
    }
    // A substance with an entry of its own is no case for the class definition.
    if (!out.substance && pass[definition_prefilter]) out.definition = definition->test(mol);
    return out;
  }
};

StructureReader::StructureReader(std::unique_ptr<const State> state) : state_(std::move(state)) {}
StructureReader::StructureReader(StructureReader&&) noexcept = default;
StructureReader& StructureReader::operator=(StructureReader&&) noexcept = default;
StructureReader::~StructureReader() = default;

bool StructureReader::available() noexcept {
  return true;
}

tl::expected<StructureReader, Fault> StructureReader::open(const ChemTables& tables) {
  static std::once_flag silenced;
  std::call_once(silenced, [] { boost::logging::disable_logs("rdApp.*"); });
  try {
    return StructureReader(std::make_unique<const State>(tables));
  } catch (const std::exception& error) {
    Fault fault = structure_fault(one_line(error.what()));
    fault.file = "chem/";
    return tl::unexpected(std::move(fault));
  }
}

tl::expected<StructureFinding, Fault> StructureReader::read(std::string_view smiles, Search search) const {
  if (smiles.size() > kMostSmilesBytes)
    return tl::unexpected(
        Fault{.kind = FaultKind::TooLarge,
              .field = "structure",
              .message = fmt::format("{} bytes; at most {} are read", smiles.size(), kMostSmilesBytes)});
  if (std::string complaint = smiles_complaint(smiles); !complaint.empty())
    return tl::unexpected(structure_fault(std::move(complaint)));
  try {
    const Normalised normal = normalise(std::string(smiles));
    StructureFinding out{.salt = normal.salt, .stereo = normal.stereo, .isotopes = normal.isotopes};
    for (const auto& [key, part] : normal.parts) out.parts.push_back(state_->find(key, *part, search));
    return out;
  } catch (const std::exception& error) {
    return tl::unexpected(structure_fault(one_line(error.what())));
  }
}

}  // namespace weir::chem
