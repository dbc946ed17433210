// The snapshot's three promises on invented lists of a million names: opening time, build rate, bytes a name.
//
//   build/release/bench/snapshot/bench_snapshot            1,000,000 names
// The column CPU is processor time of all threads, and names_per_s is per second of it: on a machine that
// does other work besides, the column Time says how long one waited, not what the work costs.
//   WEIR_BENCH_NAMES=100000 build/release/bench/snapshot/bench_snapshot
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "snapshot/builder.hpp"
#include "snapshot/view.hpp"
#include "synthetic_names.hpp"

namespace weir {
namespace {

std::size_t wanted_names() {
  const char* text = std::getenv("WEIR_BENCH_NAMES");
  const long wanted = text == nullptr ? 0 : std::strtol(text, nullptr, 10);
  return wanted > 0 ? static_cast<std::size_t>(wanted) : 1'000'000;
}

// Parties with that many names in all; made once, outside the time that is measured.
const std::vector<Party>& parties() {
  static const std::vector<Party> made = [] {
    std::vector<Party> out;
    bench::SyntheticNames generator(1);
    for (std::size_t names = 0; names < wanted_names();) {
      out.push_back(generator.party());
      names += out.back().names.size();
    }
    return out;
  }();
  return made;
}

std::string snapshot_path() {
  return (std::filesystem::temp_directory_path() / ("weir_bench_" + std::to_string(::getpid()) + ".weir"))
      .string();
}

void build(benchmark::State& state) {
  std::size_t names = 0;
  for (const Party& party : parties()) names += party.names.size();
  for (auto _ : state) {
    snapshot::Builder builder;
    for (const Party& party : parties()) {
      if (!builder.add(party)) return state.SkipWithError("a limit of the format was reached");
    }
    if (!builder.write(snapshot_path())) return state.SkipWithError("the snapshot could not be written");
  }
  state.counters["names_per_s"] =
      benchmark::Counter(static_cast<double>(names), benchmark::Counter::kIsIterationInvariantRate);
  const auto bytes = static_cast<double>(std::filesystem::file_size(snapshot_path()));
  state.counters["bytes_per_name"] = bytes / static_cast<double>(names);
  state.counters["MB"] = bytes / 1e6;
}
BENCHMARK(build)->Unit(benchmark::kMillisecond)->Iterations(1)->MeasureProcessCPUTime();

// Opening a file that is in the page cache, as after its building or at a server's reload.
void open(benchmark::State& state) {
  for (auto _ : state) {
    auto view = snapshot::View::open(snapshot_path());
    if (!view) return state.SkipWithError(view.error().message.c_str());
    benchmark::DoNotOptimize(view->names().size());
  }
}
BENCHMARK(open)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

}  // namespace
}  // namespace weir

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  std::remove(weir::snapshot_path().c_str());
}
