#!/usr/bin/env bash
# Builds the fuzz targets and runs each for SECONDS (default 10) on its seeds: scripts/fuzz.sh [SECONDS] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
shift || true
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
targets=("$@")
if ((${#targets[@]} == 0)); then
  mapfile -t targets < <(find build/fuzz/fuzz -type f -executable -name 'fuzz_*' -printf '%f\n' | sed 's/^fuzz_//' | sort)
fi
for target in "${targets[@]}"; do
  binary=$(find build/fuzz/fuzz -type f -executable -name "fuzz_$target")
  work=$(mktemp -d)
  seeds=()
  [[ -d fuzz/corpus/$target ]] && seeds=("fuzz/corpus/$target")
  echo "fuzz: $target, $seconds s"
  # New inputs go to the temporary folder; a finding stops the script and is kept in out/.
  mkdir -p out
  "$binary" "$work" "${seeds[@]}" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -artifact_prefix=out/ \
    -print_final_stats=0 -verbosity=0 -close_fd_mask=1
  rm -rf "$work"
done
