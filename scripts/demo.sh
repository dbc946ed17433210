#!/usr/bin/env bash
# Sets up and runs the main job on the bundled sample (invented parties): lists -> snapshot -> customers and a text screened.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/install-packages.sh
cmake --preset release >/dev/null
cmake --build --preset release --target weir_cli
weir=build/release/weir
mkdir -p out
# 3: the sample has one alias without its entry, which is counted and written aside.
"$weir" compile -o out/sample.weir data/sample/lists || [[ $? == 3 ]]
# 10: there are hits.
"$weir" screen data/sample/customers.csv -s out/sample.weir --format table || [[ $? == 10 ]]
"$weir" screen data/sample/news.txt -s out/sample.weir --format table || [[ $? == 10 ]]
# A thousand invented shipments: each answer reads like a short memo; the first ones are shown.
"$weir" screen data/sample/shipments.csv -s out/sample.weir --format table -o out/shipments.txt || [[ $? == 10 ]]
head -n 24 out/shipments.txt
