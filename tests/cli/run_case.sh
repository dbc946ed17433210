#!/usr/bin/env bash
# run_case.sh WEIR CASE.t SOURCE_DIR: runs a session in an empty folder and compares.
#
#   # comment
#   < FILE          makes FILE of the lines that follow with "| " before them
#   $ command       run by bash; `weir` is the one under test, $SAMPLE the bundled sample
#   > text          a line of standard output, in order; the output has no other lines
#   > ~regex        the same as a regular expression
#   > ...           any number of lines
#   >-              standard output is empty
#   ! text          standard error has this text somewhere
#   !-              standard error is empty
#   = N             the exit status (0 when not given)
# Standard output is not looked at where no '>' line follows, and so with '!'.
set -uo pipefail
weir=$(realpath "$1")
case=$(realpath "$2")
source=$(realpath "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home" "$work/cwd"
ln -s "$weir" "$work/bin/weir"
cd "$work/cwd" || exit 1
export PATH="$work/bin:$PATH" HOME="$work/home" SAMPLE="$source/data/sample" LC_ALL=C.UTF-8
unset XDG_DATA_HOME XDG_CONFIG_HOME NO_COLOR http_proxy https_proxy all_proxy

failures=0
commands=0
command= line=0 expected_code=0 file=
out_lines=() err_texts=()
out_checked=0 err_empty=0 out_empty=0

complain() {
  echo "$case:$line: \$ $command" >&2
  echo "    $*" >&2
  failures=$((failures + 1))
}

# Compares the lines of $work/out with out_lines, where "..." stands for any number.
compare_output() {
  local -a got=()
  mapfile -t got <"$work/out"
  local i=0 skip=0 want
  for want in "${out_lines[@]}"; do
    if [[ $want == "..." ]]; then skip=1; continue; fi
    while ((i < ${#got[@]})); do
      if [[ $want == "~"* ]]; then [[ ${got[i]} =~ ${want:1} ]] && break; else [[ ${got[i]} == "$want" ]] && break; fi
      if ((!skip)); then complain "line $((i + 1)) of the output is '${got[i]}', expected '$want'"; return; fi
      i=$((i + 1))
    done
    if ((i >= ${#got[@]})); then complain "the output lacks '$want'; it is:"; cat "$work/out" >&2; return; fi
    i=$((i + 1)) skip=0
  done
  if ((!skip && i < ${#got[@]})); then complain "the output goes on with '${got[i]}'"; fi
}

finish() {
  [[ -z $command ]] && return
  commands=$((commands + 1))
  bash -c "$command" >"$work/out" 2>"$work/err" </dev/null
  local code=$?
  if ((code != expected_code)); then complain "exit status $code, expected $expected_code"; cat "$work/err" >&2; fi
  if ((out_empty)) && [[ -s $work/out ]]; then complain "standard output is not empty: $(head -3 "$work/out")"; fi
  if ((err_empty)) && [[ -s $work/err ]]; then complain "standard error is not empty: $(head -3 "$work/err")"; fi
  ((out_checked)) && compare_output
  local text
  for text in "${err_texts[@]}"; do
    grep -qF -- "$text" "$work/err" || complain "standard error lacks '$text': $(head -3 "$work/err")"
  done
  command= expected_code=0 out_lines=() err_texts=() out_checked=0 err_empty=0 out_empty=0
}

number=0
while IFS= read -r text || [[ -n $text ]]; do
  number=$((number + 1))
  case $text in
    '$ '*) finish; command=${text:2}; line=$number ;;
    '< '*) finish; file=${text:2}; : >"$file" ;;
    '| '*) printf '%s\n' "${text:2}" >>"$file" ;;
    '|') printf '\n' >>"$file" ;;
    '>-') out_empty=1 ;;
    '> '*) out_checked=1; out_lines+=("${text:2}") ;;
    '!-') err_empty=1 ;;
    '! '*) err_texts+=("${text:2}") ;;
    '= '*) expected_code=${text:2} ;;
    '' | '#'*) ;;
    *) echo "$case:$number: not understood: $text" >&2; exit 1 ;;
  esac
done <"$case"
finish
if ((commands == 0)); then echo "$case: no commands" >&2; exit 1; fi
echo "$commands commands, $failures failures"
((failures == 0))
