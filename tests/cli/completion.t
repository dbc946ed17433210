# Completions as bash sees them.
$ weir completion bash > weir.bash && bash -n weir.bash
!-
$ . ./weir.bash; COMP_WORDS=(weir comp); COMP_CWORD=1; _weir; printf '%s\n' "${COMPREPLY[@]}"
> compile
> compare
> completion
$ . ./weir.bash; COMP_WORDS=(weir screen --form); COMP_CWORD=2; _weir; printf '%s\n' "${COMPREPLY[@]}"
> --format
$ . ./weir.bash; COMP_WORDS=(weir screen --format ''); COMP_CWORD=3; _weir; printf '%s\n' "${COMPREPLY[@]}" | sort
> csv
> jsonl
> table
$ . ./weir.bash; COMP_WORDS=(weir completion z); COMP_CWORD=2; _weir; printf '%s\n' "${COMPREPLY[@]}"
> zsh
$ weir completion zsh > _weir; if command -v zsh >/dev/null; then zsh -n _weir; fi; head -1 _weir
> #compdef weir
$ weir completion fish > weir.fish; if command -v fish >/dev/null; then fish -n weir.fish; fi; grep -c 'complete -c weir' weir.fish | grep -qE '^[0-9]{2,}$'
$ weir completion tcsh
= 2
# The manual page knows every verb and is good roff.
$ weir manpage > weir.1; for verb in update compile info screen compare completion; do grep -qF "weir $verb" weir.1 || echo "no $verb"; done
>-
$ if command -v groff >/dev/null; then groff -Kutf8 -man -Tutf8 -ww weir.1 2>&1 >/dev/null; fi
>-
