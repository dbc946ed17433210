// Descriptions to codes, one thread: the labelled descriptions in turn.
#include <benchmark/benchmark.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tables/tables.hpp"
#include "weir/goods.hpp"

namespace {

void describe(benchmark::State& state) {
  std::ifstream in(WEIR_SOURCE_DIR "/bench/accuracy/goods/labelled.tsv");
  std::stringstream text;
  text << in.rdbuf();
  const std::string bytes = text.str();
  const auto rows = weir::tables::split_rows(bytes);
  const auto catalogue = weir::goods::Catalogue::open();
  weir::goods::Describer describer(catalogue);
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(describer.describe(rows[at][2]));
    at = (at + 1) % rows.size();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(describe)->Unit(benchmark::kMicrosecond);

void code(benchmark::State& state) {
  const auto catalogue = weir::goods::Catalogue::open();
  for (auto _ : state) benchmark::DoNotOptimize(catalogue.code("8542.31-0000"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(code)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
