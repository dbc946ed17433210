#!/usr/bin/env bash
# Runs the benchmarks: all of them in full, those named (scripts/bench.sh match lists), or with --smoke each case
# for a moment, to see that it runs.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset release >/dev/null
cmake --build --preset release
smoke=()
if [[ "${1:-}" == --smoke ]]; then
  shift
  export WEIR_BENCH_SMOKE=1
  smoke=(--benchmark_min_time=0.001)
fi
names=("$@")
for binary in build/release/bench/*/bench_*; do
  [[ -x $binary && -f $binary ]] || continue
  name=$(basename "$binary")
  if ((${#names[@]} > 0)) && [[ ! " ${names[*]} " == *" ${name#bench_} "* ]]; then continue; fi
  echo "bench: $name"
  if ((${#smoke[@]} > 0)); then
    # A big case that is still at work after twenty seconds runs well enough.
    timeout 20 "$binary" "${smoke[@]}" || [[ $? == 124 ]]
  else
    "$binary"
  fi
done
