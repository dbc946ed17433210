#!/usr/bin/env bash
# Builds the tests under the address and undefined-behaviour sanitizers and runs them: scripts/sanitize.sh [TEST...]
# (all of them by default). With --slice: the tests of names, which read any bytes, and one other by the day of the year,
# for CI. The thread sanitizer: PRESET=tsan scripts/sanitize.sh ledger screen text
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${PRESET:-asan}
mapfile -t all < <(git ls-files 'tests/*/CMakeLists.txt' | xargs sed -n 's/^weir_test(\([a-z_]*\).*/\1/p' | sort -u)
tests=("$@")
if [[ "${1:-}" == --slice ]]; then
  tests=(text match "${all[$((10#$(date +%j) % ${#all[@]}))]}")
elif ((${#tests[@]} == 0)); then
  tests=("${all[@]}")
fi
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --target "${tests[@]/#/test_}"
pattern=$(IFS='|' && echo "${tests[*]}")
ctest --preset "$preset" -R "^($pattern)\$"
