// Structures a second on one core, prefiltered and plain. The mix: the table's own structures, members of the
// classes, and common organic substances that no table knows (nine in ten, as in a chemical dealer's list).
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "chem/structure.hpp"
#include "chem/tables.hpp"
#include "weir/chemicals.hpp"

namespace {

using namespace weir::chem;

const std::vector<std::string>& common() {
  static const std::vector<std::string> list{"CC(=O)Oc1ccccc1C(=O)O",
                                             "CN1C=NC2=C1C(=O)N(C)C(=O)N2C",
                                             "CC(C)Cc1ccc(C(C)C(=O)O)cc1",
                                             "CC(=O)Nc1ccc(O)cc1",
                                             "C1CCNCC1",
                                             "O=C(CCCN1CCC(O)(CC1)c1ccc(Cl)cc1)c1ccc(F)cc1",
                                             "COc1cc2CC(CC3CCN(Cc4ccccc4)CC3)C(=O)c2cc1OC",
                                             "CN(C)C(=O)C(CCN1CCC(O)(CC1)c1ccc(Cl)cc1)(c1ccccc1)c1ccccc1",
                                             "CC1(C)SC2C(NC(=O)Cc3ccccc3)C(=O)N2C1C(=O)O",
                                             "OCC1OC(O)C(O)C(O)C1O",
                                             "c1ccc2ccccc2c1",
                                             "CCN(CC)CCNC(=O)c1ccc(N)cc1.Cl",
                                             "Cn1cnc2c1c(=O)[nH]c(=O)n2C",
                                             "CC(C)NCC(O)COc1cccc2ccccc12",
                                             "CN1CCN(CC1)C1=Nc2cc(Cl)ccc2Nc2ccccc12",
                                             "O=C(O)CCCCC1SCC2NC(=O)NC12",
                                             "CCCCCCCCCCCCCCCC(=O)O",
                                             "[Na+].[O-]C(=O)c1ccccc1"};
  return list;
}

std::vector<std::string> mix(const ChemTables& tables) {
  std::vector<std::string> out;
  std::size_t at = 0;
  for (const Substance& row : tables.substances) {
    out.push_back(row.smiles);
    for (int i = 0; i < 9; ++i) out.push_back(common()[at++ % common().size()]);
  }
  for (const char* candidate : {"CCC(=O)N(c1ccc(Cl)cc1)C1CCN(CCc2ccccc2)CC1", "CC(=O)N1CCC(=O)CC1"}) {
    out.emplace_back(candidate);
    for (int i = 0; i < 9; ++i) out.push_back(common()[at++ % common().size()]);
  }
  return out;
}

void structures(benchmark::State& state) {
  if (!StructureReader::available()) {
    state.SkipWithError("built without RDKit");
    return;
  }
  const auto tables = read_tables();
  const auto reader = StructureReader::open(*tables);
  const auto texts = mix(*tables);
  const auto search = state.range(0) == 0 ? Search::Prefiltered : Search::Plain;
  std::size_t at = 0;
  for (auto _ : state) {
    const auto found = reader->read(texts[at], search);
    if (!found) state.SkipWithError("a structure was rejected");
    benchmark::DoNotOptimize(found);
    at = (at + 1) % texts.size();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(structures)->ArgName("plain")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

// Every structure within the class definition: the dearest question.
void candidates(benchmark::State& state) {
  if (!StructureReader::available()) {
    state.SkipWithError("built without RDKit");
    return;
  }
  const auto tables = read_tables();
  const auto reader = StructureReader::open(*tables);
  for (auto _ : state)
    benchmark::DoNotOptimize(reader->read("O=C(C4CCC4)N(c2ccncc2)C1C(CC)CN(CCc3ccc(F)cc3)CC1"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(candidates)->Unit(benchmark::kMicrosecond);

void identifiers(benchmark::State& state) {
  const auto recogniser = Recogniser::open();
  for (auto _ : state) benchmark::DoNotOptimize(recogniser.recognise("64-17-5"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(identifiers)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
