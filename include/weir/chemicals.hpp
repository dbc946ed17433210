// Which controlled substance, or class of them, a CAS number, name, InChIKey or SMILES stands for.
//
// Recognition of regulatory status only: identity, the entry or class wording that takes it in, citation and
// date. A match of the class definition is a candidate for a chemist, and no answer ever says "not
// controlled". Thread-safety: a Recogniser is immutable and shared freely. Errors: weir::Error from open()
// where a table that ships with Weir cannot be read; a text that is no identifier gives a Recognition with
// `rejected`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "weir/error.hpp"
#include "weir/rules.hpp"

namespace weir::chem {

enum class WrittenAs : std::uint8_t { Cas, InchiKey, Name, Smiles };
[[nodiscard]] std::string_view written_as_text(WrittenAs as) noexcept;  // "CAS number", ...

enum class MatchKind : std::uint8_t {
  Entry,           // a substance with an entry of its own
  ParentClass,     // taken in by class wording: "its amides, carbamates, acetals, salts"
  ClassCandidate,  // within the class definition of fentanyl-related substances, as far as a table can tell
  ScaffoldOnly     // bears its scaffold, but a position lies outside the definition as the tables have it
};
// "ENTRY", "PARENT_CLASS", "CANDIDATE_CLASS_MATCH", "SCAFFOLD_ONLY"
[[nodiscard]] std::string_view match_kind_text(MatchKind kind) noexcept;

enum class PositionState : std::uint8_t { Unchanged, Fired, Outside };
[[nodiscard]] std::string_view position_state_text(PositionState state) noexcept;  // "fired", ...

// One of the five positions of the class definition.
struct PositionFinding {
  std::string limb;   // "A" .. "E"
  std::string place;  // "piperidine ring"
  PositionState state = PositionState::Unchanged;
  std::string why;  // "F: halo", "ring of 10 atoms in a fused system is no monocycle"

  friend bool operator==(const PositionFinding&, const PositionFinding&) = default;
};

struct Match {
  MatchKind kind = MatchKind::Entry;
  std::string id;    // as the rules know it: "cas:41661-47-6", "class:..."; empty for ScaffoldOnly
  std::string name;  // "4-piperidone", "carbamate of 4-piperidone"
  std::string why;
  std::string hs_code;  // of an entry, HS-2022, as recalled
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;  // of the identity or the wording, not of a measure
  std::vector<PositionFinding> positions;      // of the class definition; limbs that fired are the reason

  friend bool operator==(const Match&, const Match&) = default;
};

struct Recognition {
  std::string written;
  WrittenAs as = WrittenAs::Name;
  std::string key;  // canonical SMILES of the parts, salts stripped, neutral, without stereo and isotopes
  std::vector<Match> matches;
  std::vector<std::string> notes;
  std::optional<Fault> rejected;  // nothing could be read from the text
};

// A chemical that a running text names.
struct TextFinding {
  Recognition what;
  std::string doubt;  // why the words may mean something else; empty: none. A doubt is for a person to settle
};

class Recogniser {
 public:
  [[nodiscard]] static Recogniser open();
  // False where Weir was built without RDKit: CAS numbers, names and InChIKeys of the tables still work.
  [[nodiscard]] static bool reads_structures() noexcept;

  Recogniser(Recogniser&&) noexcept;
  Recogniser& operator=(Recogniser&&) noexcept;
  ~Recogniser();

  // "41661-47-6", "4-Piperidone HCl", an InChIKey or a SMILES of at most 4 kB and 500 atoms. "cas:", "name:",
  // "smiles:" before it forces the reading.
  [[nodiscard]] Recognition recognise(std::string_view text) const;

  // The controlled chemicals that a running text names, such as an invoice line: by CAS number, InChIKey,
  // SMILES or a name of the tables (not by one of up to five letters and digits). What matches nothing is
  // left out, but for a CAS number or SMILES that is called one and cannot be read: it comes `rejected`.
  [[nodiscard]] std::vector<TextFinding> find_in(std::string_view text) const;

 private:
  struct State;
  explicit Recogniser(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

// A measure that names the substance or its class.
struct StatusLine {
  std::string measure;
  std::string title;
  bool in_force = false;        // on the day asked about
  Truth met = Truth::No;        // Unknown: waits for the countries of the shipment
  bool candidate_only = false;  // it holds only if a chemist confirms the class
  RuleOutcome effect = RuleOutcome::NoHit;
  std::optional<Day> valid_from, valid_to;
  std::string citation;
  RuleStatus status = RuleStatus::Unverified;
  std::string note;
};

struct ChemicalStatus {
  RuleOutcome outcome = RuleOutcome::NoHit;  // met measures; a candidate's count as HUMAN_REVIEW
  RuleOutcome worst = RuleOutcome::NoHit;    // if all that is open turned out met and confirmed
  std::vector<StatusLine> lines;             // in force first, then by day
};

// What the rules of that day say to the substance, by its chemical status alone. Empty countries: not said.
[[nodiscard]] ChemicalStatus status_of(const Recognition& recognition, const RuleSet& rules, Day day,
                                       std::string_view to = {}, std::string_view from = {});

}  // namespace weir::chem
