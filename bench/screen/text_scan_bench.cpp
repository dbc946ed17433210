// Documents against a million listed names: bytes of running text a second, on one core.
//
// The text is ordinary prose (the project's own documentation, over and over with its order changed), with a
// listed name every few thousand words, so that the scan has something to verify.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "screen/text_scan.hpp"
#include "snapshot/builder.hpp"
#include "synthetic_names.hpp"

namespace weir {
namespace {

std::size_t wanted_names() {
  constexpr std::size_t kFull = 1'000'000;
  constexpr std::size_t kSmoke = 5'000;
  return std::getenv("WEIR_BENCH_SMOKE") != nullptr ? kSmoke : kFull;
}

const snapshot::View& listed() {
  static const snapshot::View kView = [] {
    snapshot::Builder builder;
    bench::SyntheticNames names(20261124);
    for (std::size_t count = 0; count < wanted_names();) {
      const Party party = names.party();
      count += party.names.size();
      if (!builder.add(party)) std::abort();
    }
    auto view = snapshot::View::from_bytes("bench", builder.to_bytes());
    if (!view) std::abort();
    return std::move(*view);
  }();
  return kView;
}

std::vector<std::string> paragraphs() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(WEIR_SOURCE_DIR) + "/docs")) {
    if (entry.path().extension() != ".md") continue;
    std::ifstream file(entry.path());
    std::string line;
    while (std::getline(file, line)) {
      if (!line.empty()) out.push_back(line + "\n");
    }
  }
  return out;
}

// `named`: share of the lines, in thousandths, behind which a listed name stands.
std::string text_of(std::size_t bytes, std::int64_t named) {
  const std::vector<std::string> lines = paragraphs();
  bench::Dice dice(7);
  bench::SyntheticNames names(20261124);  // those that are listed
  std::string out;
  while (out.size() < bytes) {
    out += lines[dice.below(lines.size())];
    if (dice.chance(static_cast<double>(named) / 1000))
      out += "Payment to " + names.party().names.front().text + " was stopped.\n";
  }
  return out;
}

void scan_text(benchmark::State& state) {
  constexpr std::size_t kBytes = 8'000'000;
  const std::string text = text_of(kBytes, state.range(0));
  screen::TextScan scan(listed());
  std::size_t places = 0;
  for (auto _ : state) places = scan.find_places(text, 0.4).size();
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
  state.counters["found"] = static_cast<double>(places);
}
BENCHMARK(scan_text)->ArgName("named_per_1000_lines")->Arg(0)->Arg(1)->Arg(10)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace weir

BENCHMARK_MAIN();
