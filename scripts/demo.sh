#!/usr/bin/env bash
# Sets up and runs the main job on the bundled sample (invented parties): lists -> snapshot -> customers and a text screened.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/install-packages.sh
cmake --preset release -DWEIR_BUILD_TESTS=OFF -DWEIR_BUILD_BENCH=OFF -B build/demo >/dev/null
cmake --build build/demo --target weir_cli
weir=build/demo/weir
# 3: the sample has one alias without its entry, which is counted and written aside.
"$weir" compile -o build/demo/sample.weir data/sample/lists || [[ $? == 3 ]]
# 10: there are hits.
"$weir" screen data/sample/customers.csv -s build/demo/sample.weir --format table || [[ $? == 10 ]]
"$weir" screen data/sample/news.txt -s build/demo/sample.weir --format table || [[ $? == 10 ]]
