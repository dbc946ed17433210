#!/usr/bin/env bash
# Builds the fuzz targets and runs each for SECONDS (default 10) on its seeds: scripts/fuzz.sh [SECONDS] [TARGET...]
# With --slice instead of SECONDS: the same few thousand inputs each time, at most eight seconds a target, for CI.
set -euo pipefail
cd "$(dirname "$0")/.."
limits=(-max_total_time="${1:-10}")
if [[ "${1:-}" == --slice ]]; then limits=(-seed=20261124 -runs=3000 -max_total_time=8); fi
shift || true
cmake --preset fuzz >/dev/null
targets=("$@")
if ((${#targets[@]} == 0)); then
  cmake --build --preset fuzz
  mapfile -t targets < <(find build/fuzz/fuzz -type f -executable -name 'fuzz_*' -printf '%f\n' | sed 's/^fuzz_//' | sort)
else
  cmake --build --preset fuzz --target "${targets[@]/#/fuzz_}"
fi
for target in "${targets[@]}"; do
  binary=$(find build/fuzz/fuzz -type f -executable -name "fuzz_$target")
  work=$(mktemp -d)
  seeds=()
  [[ -d fuzz/corpus/$target ]] && seeds=("fuzz/corpus/$target")
  echo "fuzz: $target"
  # New inputs go to the temporary folder; a finding stops the script and is kept in out/.
  mkdir -p out
  "$binary" "$work" "${seeds[@]}" "${limits[@]}" -timeout=10 -rss_limit_mb=2048 -artifact_prefix=out/ \
    -print_final_stats=0 -verbosity=0 -close_fd_mask=1
  rm -rf "$work"
done
