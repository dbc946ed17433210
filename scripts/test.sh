#!/usr/bin/env bash
# Sets up, builds and passes the tests: packages, release build, ctest.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/install-packages.sh
cmake --preset release >/dev/null
cmake --build --preset release
ctest --preset release
