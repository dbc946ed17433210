#!/usr/bin/env bash
# install_test.sh BUILD_DIR SOURCE_DIR CXX: what a user of the library does, with nothing but what is installed.
set -euo pipefail
build=$1
source=$2
cxx=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "install: $*" >&2; exit 1; }

cmake --install "$build" --prefix "$work/prefix" >"$work/install.log" || { cat "$work/install.log" >&2; exit 1; }
for file in bin/weir include/weir/engine.hpp share/man/man1/weir.1 share/bash-completion/completions/weir \
  share/zsh/site-functions/_weir share/fish/vendor_completions.d/weir.fish; do
  [[ -s $work/prefix/$file ]] || fail "$file is missing or empty"
done

# Each public header stands alone, with the standard library only.
for header in "$work"/prefix/include/weir/*.hpp; do
  echo "#include <weir/$(basename "$header")>" >"$work/alone.cpp"
  "$cxx" -std=c++20 -Wall -Wextra -Werror -fsyntax-only -I "$work/prefix/include" "$work/alone.cpp" || fail "$header does not stand alone"
  if grep -nE '#include "(text|lists|snapshot|match|screen|facts|inputs|rules|goods|ownership|ledger|fetch)/' "$header"; then
    fail "$header includes a private header"
  fi
done

code=0
"$work/prefix/bin/weir" -q compile -o "$work/sample.weir" "$source/data/sample/lists" || code=$?
((code == 3)) || fail "compile gave $code, expected 3: the sample has one orphan"

cp -r "$source/examples/screen_party" "$work/example"
cmake -S "$work/example" -B "$work/example/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$work/prefix" \
  -DCMAKE_CXX_COMPILER="$cxx" >"$work/configure.log" 2>&1 || { cat "$work/configure.log" >&2; exit 1; }
cmake --build "$work/example/build" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
"$work/example/build/screen_party" "$work/sample.weir" "Arkadi Zelentsoff" >"$work/out"
grep -q "us_ofac_sdn 90001" "$work/out" || { cat "$work/out" >&2; fail "the example did not find 90001"; }
code=0
"$work/example/build/screen_party" /nonexistent.weir x 2>"$work/err" || code=$?
((code == 4)) || fail "a missing snapshot gave $code, expected 4"
grep -q "/nonexistent.weir" "$work/err" || fail "the message does not name the file"
echo "install: headers, package, command, manual page, completions and example are good"
