#include "chem/tables.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "chem/identifier.hpp"
#include "tables/tables.hpp"

namespace weir::chem {
namespace {

using Row = std::vector<std::string_view>;

Fault bad_row(std::string_view path, const Row& row, std::string message) {
  return {.kind = FaultKind::BadFormat,
          .file = std::string(path),
          .field = std::string(row.empty() ? std::string_view{} : row[0]),
          .message = std::move(message)};
}

std::string cell(std::string_view text) {
  return text == "-" ? std::string{} : std::string(text);
}

std::vector<std::string> cells(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty() && text != "-") {
    const std::size_t end = text.find(separator);
    out.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

std::optional<RuleStatus> status_from(std::string_view text) {
  for (const RuleStatus status : {RuleStatus::Verified, RuleStatus::Secondary, RuleStatus::Unverified})
    if (text == rule_status_text(status)) return status;
  return std::nullopt;
}

std::optional<LimbTest> test_from(std::string_view text) {
  if (text == "monocycle") return LimbTest::Monocycle;
  if (text == "substituents") return LimbTest::Substituents;
  if (text == "aromatic") return LimbTest::Aromatic;
  if (text == "acyl") return LimbTest::Acyl;
  return std::nullopt;
}

std::optional<std::vector<LimbAtom>> atoms_from(std::string_view text) {
  std::vector<LimbAtom> out;
  for (const std::string& part : cells(text, ',')) {
    LimbAtom atom;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), atom.number);
    atom.ring = std::string_view(end, part.data() + part.size()) == "r";
    if (error != std::errc{} || (!atom.ring && end != part.data() + part.size())) return std::nullopt;
    out.push_back(atom);
  }
  if (out.empty()) return std::nullopt;
  return out;
}

constexpr std::string_view kSubstances = "chem/substances.tsv";
constexpr std::string_view kParents = "chem/parent_classes.tsv";
constexpr std::string_view kDefinition = "chem/class_definition.tsv";
constexpr std::string_view kSubstituents = "chem/substituents.tsv";

tl::expected<void, Fault> read_substances(ChemTables& out) {
  for (const Row& row : tables::rows(kSubstances)) {
    if (row.size() != 9) return tl::unexpected(bad_row(kSubstances, row, "expected 9 columns"));
    const auto status = status_from(row[7]);
    if (!status) return tl::unexpected(bad_row(kSubstances, row, "no such status"));
    auto cas = read_cas(row[0]);
    if (!cas) return tl::unexpected(bad_row(kSubstances, row, cas.error()));
    if (!looks_like_inchikey(row[3])) return tl::unexpected(bad_row(kSubstances, row, "no InChIKey"));
    out.substances.push_back({.cas = std::move(*cas),
                              .name = std::string(row[1]),
                              .smiles = std::string(row[2]),
                              .inchikey = std::string(row[3]),
                              .synonyms = cells(row[4], '|'),
                              .hs_code = cell(row[5]),
                              .citation = std::string(row[6]),
                              .status = *status,
                              .note = cell(row[8])});
  }
  return {};
}

tl::expected<void, Fault> read_parents(ChemTables& out) {
  for (const Row& row : tables::rows(kParents)) {
    if (row.size() != 8) return tl::unexpected(bad_row(kParents, row, "expected 8 columns"));
    const auto status = status_from(row[6]);
    if (!status) return tl::unexpected(bad_row(kParents, row, "no such status"));
    out.parents.push_back({.id = std::string(row[0]),
                           .wording = std::string(row[1]),
                           .smarts = std::string(row[2]),
                           .prefilter = cell(row[3]),
                           .excepted = cells(row[4], '|'),
                           .citation = std::string(row[5]),
                           .status = *status,
                           .where = cell(row[7])});
  }
  return {};
}

tl::expected<void, Fault> read_definition(ChemTables& out) {
  ClassDefinition& definition = out.definition;
  for (const Row& row : tables::rows(kDefinition)) {
    if (row[0] == "scaffold") {
      const auto status = row.size() == 6 ? status_from(row[5]) : std::nullopt;
      if (!status) return tl::unexpected(bad_row(kDefinition, row, "expected 6 columns, the last a status"));
      definition.id = row[1];
      definition.scaffold = row[2];
      definition.prefilter = cell(row[3]);
      definition.citation = row[4];
      definition.status = *status;
      continue;
    }
    if (row.size() != 5) return tl::unexpected(bad_row(kDefinition, row, "expected 5 columns"));
    const auto test = test_from(row[1]);
    auto atoms = atoms_from(row[2]);
    if (!test || !atoms) return tl::unexpected(bad_row(kDefinition, row, "no such test or atoms"));
    Limb limb{
        .name = std::string(row[0]), .test = *test, .atoms = std::move(*atoms), .place = std::string(row[4])};
    if (*test == LimbTest::Substituents)
      limb.kinds = cells(row[3], '|');
    else
      limb.argument = row[3];
    definition.limbs.push_back(std::move(limb));
  }
  if (definition.scaffold.empty() || definition.limbs.empty())
    return tl::unexpected(bad_row(kDefinition, {}, "no scaffold or no limb"));
  return {};
}

tl::expected<void, Fault> read_substituents(ChemTables& out) {
  for (const Row& row : tables::rows(kSubstituents)) {
    if (row.size() != 4) return tl::unexpected(bad_row(kSubstituents, row, "expected 4 columns"));
    out.substituents.push_back({.name = std::string(row[0]),
                                .first = std::string(row[1]),
                                .each = std::string(row[2]),
                                .needs = cell(row[3])});
  }
  return {};
}

}  // namespace

tl::expected<ChemTables, Fault> read_tables() {
  ChemTables out;
  for (auto* read : {&read_substances, &read_parents, &read_definition, &read_substituents})
    if (const auto done = read(out); !done) return tl::unexpected(done.error());
  for (const Row& row : tables::rows("chem/salts.tsv")) out.salt_words.push_back(fold_name(row[0]));
  constexpr std::string_view kDoubts = "chem/doubt_words.tsv";
  for (const Row& row : tables::rows(kDoubts)) {
    if (row.size() != 2 || row[0].empty()) return tl::unexpected(bad_row(kDoubts, row, "expected 2 columns"));
    out.doubts.push_back({std::string(row[0]), std::string(row[1])});
  }
  return out;
}

}  // namespace weir::chem
