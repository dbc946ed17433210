// Speed of matching: pairs, single questions, batches.
//
//   build/release/bench/match/bench_match
//   build/release/bench/match/bench_match --benchmark_filter='one_question'
//   WEIR_BENCH_NAMES=100000 build/release/bench/match/bench_match     a smaller synthetic list
#include <benchmark/benchmark.h>

BENCHMARK_MAIN();
