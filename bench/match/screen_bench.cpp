// Questions against lists: one at a time with percentiles, and a batch. One core.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "accuracy/changes.hpp"
#include "accuracy/customers.hpp"
#include "accuracy/list_pairs.hpp"
#include "accuracy/screening.hpp"
#include "screen/engine_state.hpp"
#include "synthetic_names.hpp"
#include "weir/engine.hpp"

namespace weir {
namespace {

std::size_t wanted_names() {
  const char* text = std::getenv("WEIR_BENCH_NAMES");
  const long wanted = text == nullptr ? 0 : std::strtol(text, nullptr, 10);
  return wanted > 0 ? static_cast<std::size_t>(wanted) : 1'000'000;
}

struct Target {
  std::unique_ptr<Engine> engine;  // empty where it could not be made
  std::vector<Party> some;         // parties of the list, to ask for
  std::string note;
};

Target over(const std::vector<Party>& parties, std::string note) {
  Target out;
  out.note = std::move(note);
  auto view = accuracy::snapshot_of(parties);
  if (!view) return out;
  out.engine = std::make_unique<Engine>(engine_over(std::move(*view)));
  constexpr std::size_t kSome = 1000;
  const std::size_t step = std::max<std::size_t>(1, parties.size() / kSome);
  for (std::size_t i = 0; i < parties.size(); i += step) out.some.push_back(parties[i]);
  return out;
}

const Target& real_lists() {
  static const Target made = [] {
    const std::vector<Party> parties =
        accuracy::load_real_parties(WEIR_SHARED_DATA, {"ofac_sdn_2021_07", "un_sc"});
    return parties.empty() ? Target{} : over(parties, "OFAC SDN 2021 and UN");
  }();
  return made;
}

const Target& million() {
  static const Target made = [] {
    std::vector<Party> parties;
    constexpr std::uint64_t kSeed = 77;
    bench::SyntheticNames invented(kSeed);
    for (std::size_t names = 0; names < wanted_names(); names += parties.back().names.size())
      parties.push_back(invented.party());
    return over(parties, "synthetic");
  }();
  return made;
}

Party bare(const Party& party, std::string name) {
  Party out;
  out.schema = party.schema;
  out.names.push_back({.text = std::move(name), .kind = NameKind::Primary, .language = {}, .parts = {}});
  return out;
}

// Three in four are customers, as in life; one in four is a listed name, mistyped.
std::vector<Party> questions(const Target& target, std::size_t count, std::uint64_t from) {
  std::vector<Party> out;
  const auto maker = accuracy::CustomerMaker::load(WEIR_SOURCE_DIR "/bench/accuracy/customers");
  if (!maker) return out;
  accuracy::Random random(from + 1);
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 4 != 0 || target.some.empty()) {
      const Party party = maker->make(from + i).party;
      out.push_back(bare(party, party.names.front().text));
      continue;
    }
    const Party& listed = target.some[random.below(target.some.size())];
    const auto changed = accuracy::mistype(listed.names.front().text, random);
    out.push_back(bare(listed, changed ? changed->name : listed.names.front().text));
  }
  return out;
}

// Time that this thread had a processor: what the clock on the wall would say on a machine that is not
// shared.
double thread_micros() {
  std::timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

void one_question(benchmark::State& state, const Target& target) {
  if (!target.engine) return state.SkipWithError("the lists are not here");
  const auto opened = std::chrono::steady_clock::now();
  target.engine->prepare();  // as a program does that answers payments
  state.counters["prepare_ms"] =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - opened).count();
  Screener screener(*target.engine);
  constexpr std::size_t kQuestions = 4000;
  std::vector<double> wall;
  std::vector<double> cpu;
  std::uint64_t from = 0;
  std::vector<Party> asked;
  std::size_t next = 0;
  for (auto _ : state) {
    if (next == asked.size()) {
      state.PauseTiming();
      // New questions each time: words seen before are quicker.
      asked = questions(target, kQuestions, from);
      from += kQuestions;
      next = 0;
      state.ResumeTiming();
    }
    const auto start = std::chrono::steady_clock::now();
    const double cpu_start = thread_micros();
    benchmark::DoNotOptimize(screener.screen(asked[next++]));
    cpu.push_back(thread_micros() - cpu_start);
    wall.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
  }
  const auto at = [](std::vector<double>& times, double share) {
    const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(times.size() - 1));
    std::nth_element(times.begin(), times.begin() + place, times.end());
    return times[static_cast<std::size_t>(place)];
  };
  state.counters["p50_us"] = at(wall, 0.50);
  state.counters["p99_us"] = at(wall, 0.99);
  state.counters["cpu_p50_us"] = at(cpu, 0.50);
  state.counters["cpu_p99_us"] = at(cpu, 0.99);
  state.SetLabel(target.note + ", " + std::to_string(target.engine->state().snapshot.names().size()) +
                 " names");
}
void one_question_real_lists(benchmark::State& state) {
  one_question(state, real_lists());
}
void one_question_million(benchmark::State& state) {
  one_question(state, million());
}
BENCHMARK(one_question_real_lists)->Iterations(8000)->Unit(benchmark::kMicrosecond);
BENCHMARK(one_question_million)->Iterations(4000)->Unit(benchmark::kMicrosecond);

void batch_real_lists(benchmark::State& state) {
  const Target& target = real_lists();
  if (!target.engine) return state.SkipWithError("the lists are not here");
  constexpr std::size_t kParties = 10'000;
  // Ordinary customers with birth date and country: a customer file.
  const auto maker = accuracy::CustomerMaker::load(WEIR_SOURCE_DIR "/bench/accuracy/customers");
  if (!maker) return state.SkipWithError("the pools of customers cannot be read");
  std::vector<Party> asked;
  for (std::size_t i = 0; i < kParties; ++i) asked.push_back(maker->make(i).party);
  for (auto _ : state) {
    Screener screener(*target.engine);
    for (const Party& party : asked) benchmark::DoNotOptimize(screener.screen(party));
  }
  state.counters["parties_per_s"] =
      benchmark::Counter(static_cast<double>(kParties), benchmark::Counter::kIsIterationInvariantRate);
  state.SetLabel(target.note);
}
BENCHMARK(batch_real_lists)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace weir
