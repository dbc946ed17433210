// Ownership at the size of a world register: solving 10M stakes, and single changes on the solved graph.
//
// WEIR_BENCH_STAKES sets the size (default 10'000'000). The graph is invented: entities hold stakes in
// entities, holders follow a power law, half of all companies have a holder of the majority, one in twenty
// stakes is a range or without a named holder, and there are cycles, since owner and owned are drawn alike.
// Peak memory is that of the whole process, graph and indexes included.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "ownership/regimes.hpp"
#include "ownership/solver.hpp"

namespace weir::ownership {
namespace {

constexpr DayNumber kDay = 20781;  // 2026-11-24

std::size_t stake_target() {
  const char* const text = std::getenv("WEIR_BENCH_STAKES");
  return text == nullptr ? 10'000'000 : std::strtoull(text, nullptr, 10);
}

double peak_gb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / (1024.0 * 1024.0);
}

Graph make_graph(std::size_t stakes) {
  std::mt19937_64 random(42);
  Graph graph;
  graph.add_file("bench");
  const auto entities = static_cast<EntityIndex>(std::max<std::size_t>(stakes * 6 / 10, 10));
  for (EntityIndex i = 0; i < entities; ++i) {
    const EntityIndex entity = graph.entity("i" + std::to_string(i));
    graph.set_name(entity, "Invented Holding " + std::to_string(i));
  }
  const auto uniform = [&](std::uint64_t below) { return static_cast<EntityIndex>(random() % below); };
  const auto holder = [&] {
    // A few hold much: the square of a uniform draw, squared again.
    const double u = static_cast<double>(random() >> 11U) * 0x1.0p-53;
    return static_cast<EntityIndex>(u * u * u * u * static_cast<double>(entities));
  };
  std::size_t made = 0;
  while (made < stakes) {
    const EntityIndex owned = uniform(entities);
    Share left = kWhole;
    const auto holders = 1 + uniform(5);
    for (EntityIndex i = 0; i < holders && made < stakes && left > 0; ++i) {
      Stake stake{.owner = holder(), .owned = owned, .line = static_cast<std::uint32_t>(made + 1)};
      if (stake.owner == owned) continue;
      const Share part =
          i == 0 && uniform(2) == 0 ? kWhole / 100 * (50 + uniform(50)) : kWhole / 100 * (1 + uniform(40));
      stake.min = std::min(left, part);
      stake.max = stake.min;
      left -= stake.min;
      switch (uniform(40)) {
        case 0:
          stake.owner = kUndisclosed;
          break;
        case 1:
          stake.min = stake.min / 2;
          stake.max = std::min<Share>(kWhole, stake.max + kWhole / 10);
          break;
        case 2:
          stake.to = kDay - 100;
          break;
        case 3:
          stake.kind = StakeKind::Votes;
          break;
        default:
          break;
      }
      graph.add_stake(stake);
      ++made;
    }
  }
  return graph;  // not frozen: putting the stakes in order is part of solving
}

std::vector<ListedParty> make_listed(std::size_t entities, std::size_t count) {
  std::mt19937_64 random(7);
  std::vector<ListedParty> listed;
  for (std::size_t i = 0; i < count; ++i) {
    listed.push_back({.entity = static_cast<EntityIndex>(random() % entities),
                      .list = "",
                      .entry_id = std::to_string(i),
                      .score = i % 10 == 0 ? 0.8 : 1,
                      .certain = i % 10 != 0});
  }
  return listed;
}

std::vector<Regime> regimes(const std::vector<std::string>& ids) {
  return regimes_on(built_in_regimes().value(), kDay, ids).value();
}

void count(benchmark::State& state, const Solver& solver) {
  for (std::size_t r = 0; r < solver.regimes().size(); ++r) {
    std::size_t owned = 0;
    std::size_t open = 0;
    for (EntityIndex i = 0; i < solver.graph().entity_count(); ++i) {
      const OwnershipStatus status = solver.status(i, r);
      owned += status == OwnershipStatus::Owned ? 1 : 0;
      open += status == OwnershipStatus::NotDetermined || status == OwnershipStatus::HumanReview ? 1 : 0;
    }
    state.counters[solver.regimes()[r].id + "_owned"] = static_cast<double>(owned);
    state.counters[solver.regimes()[r].id + "_open"] = static_cast<double>(open);
  }
  state.counters["peak_GB"] = peak_gb();
}

// Time of Solver::solve(), with putting the stakes in order; the graph is made anew each time, outside the
// clock.
void solve(benchmark::State& state, const std::vector<std::string>& ids) {
  for (auto _ : state) {
    state.PauseTiming();
    auto graph = std::make_unique<Graph>(make_graph(stake_target()));
    auto listed = make_listed(graph->entity_count(), static_cast<std::size_t>(state.range(0)));
    state.ResumeTiming();
    auto solver = Solver::solve(std::move(*graph), regimes(ids), std::move(listed), kDay);
    state.PauseTiming();
    if (!solver) {
      state.SkipWithError(solver.error().message.c_str());
      break;
    }
    count(state, *solver);
    state.counters["stakes"] = static_cast<double>(solver->graph().stake_count());
    state.ResumeTiming();
  }
}

// Each iteration is one change, made and solved again; percentiles over all of them.
void change(benchmark::State& state, const std::vector<std::string>& ids) {
  static std::unique_ptr<Solver> solver;
  static std::vector<std::string> solved_for;
  if (!solver || solved_for != ids) {
    solver.reset();
    Graph graph = make_graph(stake_target());
    auto listed = make_listed(graph.entity_count(), 20000);
    auto solved = Solver::solve(std::move(graph), regimes(ids), std::move(listed), kDay);
    if (!solved) {
      state.SkipWithError(solved.error().message.c_str());
      return;
    }
    solver = std::make_unique<Solver>(std::move(*solved));
    solved_for = ids;
  }
  std::mt19937_64 random(99);
  const std::size_t entities = solver->graph().entity_count();
  std::vector<double> times;
  const auto any = [&](std::size_t below) { return static_cast<std::uint32_t>(random() % below); };
  for (auto _ : state) {
    Stake stake{.owner = any(entities), .owned = any(entities), .min = kWhole / 2, .max = kWhole / 2};
    const StakeIndex existing = any(solver->graph().stake_count());
    const auto start = std::chrono::steady_clock::now();
    bool done = false;
    switch (state.range(0)) {
      case 0:
        done = solver->add_stake(stake).has_value();
        break;
      case 1:
        done = solver->remove_stake(existing).has_value();
        break;
      case 2:
        done = solver->change_stake(existing, stake).has_value();
        break;
      default: {
        const auto index = solver->add_listed({.entity = stake.owner});
        done = index && solver->remove_listed(*index);
      }
    }
    benchmark::DoNotOptimize(done);
    const auto spent = std::chrono::steady_clock::now() - start;
    times.push_back(std::chrono::duration<double, std::micro>(spent).count());
    state.SetIterationTime(std::chrono::duration<double>(spent).count());
  }
  std::sort(times.begin(), times.end());
  const auto at = [&](double part) {
    return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
  };
  constexpr double kP99 = 0.99;
  state.counters["p50_us"] = at(0.5);
  state.counters["p99_us"] = at(kP99);
  state.counters["max_us"] = times.back();
}

void solve_ofac(benchmark::State& state) {
  solve(state, {"ofac"});
}
void solve_all(benchmark::State& state) {
  solve(state, {});
}
void change_ofac(benchmark::State& state) {
  change(state, {"ofac"});
}
void change_all(benchmark::State& state) {
  change(state, {});
}

// Listed parties: as many as the lists have, and ten times that.
BENCHMARK(solve_ofac)->Arg(20000)->Arg(200000)->Unit(benchmark::kSecond)->Iterations(1);
BENCHMARK(solve_all)->Arg(20000)->Unit(benchmark::kSecond)->Iterations(1);
// 0 add a stake, 1 remove one, 2 change one, 3 add and remove a listing.
BENCHMARK(change_ofac)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond)->UseManualTime()->Iterations(20000);
BENCHMARK(change_all)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond)->UseManualTime()->Iterations(20000);

}  // namespace
}  // namespace weir::ownership

BENCHMARK_MAIN();
