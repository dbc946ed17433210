#!/usr/bin/env bash
# Installs the Debian packages named in the given lists (default: scripts/packages.txt) if any is missing.
set -euo pipefail
cd "$(dirname "$0")"
lists=("${@:-packages.txt}")
mapfile -t wanted < <(grep -hv '^#' "${lists[@]}" | tr ' ' '\n' | grep -v '^$')
missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if ((${#missing[@]} == 0)); then exit 0; fi
echo "weir: installing ${missing[*]}" >&2
as_root=()
if ((EUID != 0)); then as_root=(sudo); fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -q -o Acquire::Retries=3 update >&2
"${as_root[@]}" apt-get -q -y -o Acquire::Retries=3 install --no-install-recommends "${missing[@]}" >&2
