// Recogniser: from a text to the substances and classes that it stands for.
#include "weir/chemicals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "chem/identifier.hpp"
#include "chem/in_text.hpp"
#include "chem/structure.hpp"
#include "chem/tables.hpp"

namespace weir::chem {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// A prefix such as "cas:" in any case; it is taken off the text.
bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if ((text[i] | 0x20) != prefix[i] && text[i] != prefix[i]) return false;
  text = trimmed(text.substr(prefix.size()));
  return true;
}

void reject(Recognition& out, std::string field, std::string message, FaultKind kind = FaultKind::BadFormat) {
  out.rejected = Fault{.kind = kind, .field = std::move(field), .message = std::move(message)};
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  return out;
}

constexpr std::size_t kSkeleton = 14;  // the first block of an InChIKey: no stereo, no isotopes
constexpr std::string_view kUnknown =
    "not in the tables: that says nothing about its status; give the structure (SMILES), so that the classes "
    "can be tested";

}  // namespace

std::string_view written_as_text(WrittenAs as) noexcept {
  switch (as) {
    case WrittenAs::Cas:
      return "CAS number";
    case WrittenAs::InchiKey:
      return "InChIKey";
    case WrittenAs::Name:
      return "name";
    case WrittenAs::Smiles:
      return "SMILES";
  }
  return "";
}

std::string_view match_kind_text(MatchKind kind) noexcept {
  switch (kind) {
    case MatchKind::Entry:
      return "ENTRY";
    case MatchKind::ParentClass:
      return "PARENT_CLASS";
    case MatchKind::ClassCandidate:
      return "CANDIDATE_CLASS_MATCH";
    case MatchKind::ScaffoldOnly:
      return "SCAFFOLD_ONLY";
  }
  return "";
}

std::string_view position_state_text(PositionState state) noexcept {
  switch (state) {
    case PositionState::Unchanged:
      return "unchanged";
    case PositionState::Fired:
      return "fired";
    case PositionState::Outside:
      return "outside";
  }
  return "";
}

struct Recogniser::State {
  ChemTables tables;
  std::optional<StructureReader> structures;
  std::unordered_map<std::string, std::size_t> by_cas, by_name, by_skeleton;
  NameFinder names;

  void index() {
    for (std::size_t i = 0; i < tables.substances.size(); ++i) {
      const Substance& row = tables.substances[i];
      by_cas.emplace(row.cas, i);
      by_skeleton.emplace(row.inchikey.substr(0, kSkeleton), i);
      by_name.emplace(fold_name(row.name), i);
      names.add(row.name, i);
      for (const std::string& synonym : row.synonyms) {
        by_name.emplace(fold_name(synonym), i);
        names.add(synonym, i);
      }
    }
    for (const DoubtWord& word : tables.doubts) names.add_doubt(word.word, word.reason);
  }

  void add_entry(Recognition& out, std::size_t row, std::string why) const {
    const Substance& substance = tables.substances[row];
    out.matches.push_back({.kind = MatchKind::Entry,
                           .id = "cas:" + substance.cas,
                           .name = substance.name,
                           .why = std::move(why),
                           .hs_code = substance.hs_code,
                           .citation = substance.citation,
                           .status = substance.status});
    if (!substance.note.empty() && out.as == WrittenAs::Name) out.notes.push_back(substance.note);
  }

  void add_parents(Recognition& out, const PartFinding& part) const {
    for (const std::size_t row : part.parents) {
      const ParentClass& parent = tables.parents[row];
      const bool seen = std::any_of(out.matches.begin(), out.matches.end(), [&](const Match& match) {
        return match.id == parent.id && match.name == parent.wording;
      });
      if (seen) continue;
      out.matches.push_back({.kind = MatchKind::ParentClass,
                             .id = parent.id,
                             .name = parent.wording,
                             .why = fmt::format("the class wording takes in every {}{}{}", parent.wording,
                                                parent.where.empty() ? "" : "; here ", parent.where),
                             .citation = parent.citation,
                             .status = parent.status});
    }
  }

  void add_definition(Recognition& out, const DefinitionFinding& found) const {
    const ClassDefinition& definition = tables.definition;
    std::string fired;
    for (const PositionFinding& position : found.positions)
      if (position.state == PositionState::Fired) fired += (fired.empty() ? "" : ", ") + position.limb;
    out.matches.push_back(
        {.kind = found.within ? MatchKind::ClassCandidate : MatchKind::ScaffoldOnly,
         .id = found.within ? definition.id : std::string{},
         .name = found.within ? "fentanyl-related substance (candidate)" : "scaffold of the fentanyl class",
         .why = found.within
                    ? fmt::format("within the class definition by limb {}; a chemist must confirm it", fired)
                    : std::string("bears the scaffold, but a position lies outside the definition as the "
                                  "tables have it; a chemist must look at it"),
         .citation = definition.citation,
         .status = definition.status,
         .positions = found.positions});
  }

  // `entry`: the row that the caller has named already.
  void add_structure(Recognition& out, const StructureFinding& found,
                     std::optional<std::size_t> entry) const {
    for (const PartFinding& part : found.parts) {
      out.key += (out.key.empty() ? "" : ".") + part.key;
      if (part.substance && part.substance != entry)
        add_entry(out, *part.substance, "its structure is the entry's");
      add_parents(out, part);
      if (part.definition) add_definition(out, *part.definition);
    }
    if (found.salt)
      out.notes.emplace_back("salt, mixture or charged form: each organic part was looked at alone");
    if (found.stereo) out.notes.emplace_back("stereochemistry was left out of the comparison");
    if (found.isotopes) out.notes.emplace_back("isotopes were left out of the comparison");
    if (found.parts.empty())
      out.notes.emplace_back("no organic part: these tables hold organic substances only");
  }

  void named(Recognition& out, std::size_t row, std::string why) const {
    add_entry(out, row, std::move(why));
    if (!StructureReader::available()) return;
    if (const auto found = structures->read(tables.substances[row].smiles)) add_structure(out, *found, row);
  }

  void cas(Recognition& out, std::string_view text) const {
    out.as = WrittenAs::Cas;
    const auto number = read_cas(text);
    if (!number) return reject(out, "CAS", number.error());
    const auto found = by_cas.find(*number);
    if (found == by_cas.end())
      out.notes.emplace_back(kUnknown);
    else
      named(out, found->second, "CAS number");
  }

  void inchikey(Recognition& out, std::string_view text) const {
    out.as = WrittenAs::InchiKey;
    const std::string key = upper(text);
    const auto found = by_skeleton.find(key.substr(0, kSkeleton));
    if (found == by_skeleton.end()) {
      out.notes.emplace_back(kUnknown);
      return;
    }
    const bool whole = tables.substances[found->second].inchikey == key;
    named(out, found->second,
          whole ? "InChIKey"
                : "first block of the InChIKey: the same skeleton, another stereo, isotope or charge form");
  }

  bool name(Recognition& out, std::string_view text) const {
    std::string folded = fold_name(text);
    auto found = by_name.find(folded);
    std::string form;
    // "fentanyl citrate", "4-AP dihydrochloride hydrate": the words of the salt are taken off from the end.
    for (int i = 0; i < 3 && found == by_name.end(); ++i) {
      const auto word =
          std::find_if(tables.salt_words.begin(), tables.salt_words.end(), [&](const auto& salt) {
            return folded.size() > salt.size() && folded.ends_with(salt) &&
                   fold_name(text.substr(text.find_last_of(" \t") + 1)) == salt;
          });
      const std::size_t blank = text.find_last_of(" \t");
      if (word == tables.salt_words.end() || blank == std::string_view::npos) return false;
      form = *word;
      text = trimmed(text.substr(0, blank));
      folded = fold_name(text);
      found = by_name.find(folded);
    }
    if (found == by_name.end()) return false;
    out.as = WrittenAs::Name;
    named(out, found->second,
          form.empty() ? std::string("name") : fmt::format("name, as a salt or form ({})", form));
    return true;
  }

  void smiles(Recognition& out, std::string_view text, bool forced) const {
    out.as = WrittenAs::Smiles;
    const auto found = structures->read(text);
    if (!found) {
      Fault fault = found.error();
      if (!forced && fault.kind != FaultKind::TooLarge)
        fault.message = fmt::format("no CAS number, no InChIKey, no name in the tables and no structure ({})",
                                    fault.message);
      out.rejected = std::move(fault);
      return;
    }
    add_structure(out, *found, std::nullopt);
    if (out.matches.empty())
      out.notes.emplace_back(
          "no entry, class wording or class definition in these tables was met; other "
          "controls may hold");
  }
};

Recogniser::Recogniser(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Recogniser::Recogniser(Recogniser&&) noexcept = default;
Recogniser& Recogniser::operator=(Recogniser&&) noexcept = default;
Recogniser::~Recogniser() = default;

bool Recogniser::reads_structures() noexcept {
  return StructureReader::available();
}

Recogniser Recogniser::open() {
  auto state = std::make_unique<State>();
  auto read = read_tables();
  if (!read) throw Error(read.error());
  state->tables = std::move(*read);
  auto structures = StructureReader::open(state->tables);
  if (!structures) throw Error(structures.error());
  state->structures.emplace(std::move(*structures));
  state->index();
  return Recogniser(std::move(state));
}

Recognition Recogniser::recognise(std::string_view text) const {
  constexpr std::size_t kQuoted = 200;
  text = trimmed(text);
  Recognition out{.written = std::string(text.substr(0, kQuoted))};
  if (text.empty()) {
    reject(out, "identifier", "it is empty");
    return out;
  }
  if (text.size() > kMostSmilesBytes) {
    reject(out, "identifier", fmt::format("{} bytes; at most {} are read", text.size(), kMostSmilesBytes),
           FaultKind::TooLarge);
    return out;
  }
  if (take_prefix(text, "smiles:")) {
    state_->smiles(out, text, true);
  } else if (take_prefix(text, "name:")) {
    if (!state_->name(out, text)) out.notes.emplace_back(kUnknown);
  } else if (take_prefix(text, "cas:") || looks_like_cas(text)) {
    state_->cas(out, text);
  } else if (take_prefix(text, "inchi=")) {
    reject(out, "InChI", "an InChI is not read; give its InChIKey or a SMILES");
  } else if (looks_like_inchikey(text)) {
    state_->inchikey(out, text);
  } else if (!state_->name(out, text)) {
    state_->smiles(out, text, false);
  }
  return out;
}

std::vector<TextFinding> Recogniser::find_in(std::string_view text) const {
  std::vector<TextFinding> out;
  const auto keep = [&](TextFinding&& found) {
    if (found.what.matches.empty() && !found.what.rejected) return;
    const auto same = [&](const TextFinding& other) {
      return !found.what.matches.empty() && !other.what.matches.empty() &&
             other.what.matches.front().id == found.what.matches.front().id;
    };
    const auto known = std::find_if(out.begin(), out.end(), same);
    if (known == out.end())
      out.push_back(std::move(found));
    else if (found.doubt.empty())
      known->doubt.clear();  // its number stands there, too
  };
  for (const Piece& piece : pieces_in(text)) {
    Recognition found{.written = piece.text};
    if (piece.as == WrittenAs::Cas)
      state_->cas(found, piece.text);
    else if (piece.as == WrittenAs::InchiKey)
      state_->inchikey(found, piece.text);
    else
      state_->smiles(found, piece.text, true);
    if (found.rejected && !piece.said) continue;
    keep({.what = std::move(found), .doubt = {}});
  }
  for (const NamedSubstance& named : state_->names.find(text)) {
    Recognition found{.written = named.written, .as = WrittenAs::Name};
    state_->named(found, named.row, "name in the text");
    keep({.what = std::move(found), .doubt = named.doubt});
  }
  return out;
}

}  // namespace weir::chem
