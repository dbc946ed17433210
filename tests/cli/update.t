# Against a server on this machine; nothing here ever leaves it. The table knows its two sources only by
# their own names: every call names them, so that no built-in source is asked.
$ mkdir www && { echo id,schema,name; for i in $(seq 100); do echo "E-$i,person,Arkady Zelentsov $i"; done; } > www/house.csv && cp $SAMPLE/lists/*.csv www/
< start
| rm -f port
| mkfifo hold
| "$LIST_SERVER" www port < hold > /dev/null 2>&1 &
| sleep 300 > hold &
| echo $! > holder
| for i in $(seq 200); do [ -s port ] && break; sleep 0.05; done
| p=$(cat port)
| printf 'house\tyes\thouse.csv\tcsv\t10\t1\thttp://127.0.0.1:%s/house.csv?token=s3cret\ttest\t\n' $p > sources.tsv
| for f in sdn add alt; do printf 'sample\tno\t%s.csv\tofac-csv\t1\t1\thttp://127.0.0.1:%s/%s.csv\ttest\t\n' $f $p $f; done >> sources.tsv
| # The built-in sources are switched off, so that even a call without names stays on this machine.
| weir update --list --json --dir none | sed 's/{"source":"\([^"]*\)".*/\1/' | while read -r s; do
|   printf '%s\tno\toff\t-\t0\t1\thttp://127.0.0.1:%s/off\ttest\t\n' "$s" "$p"
| done >> sources.tsv
| mkdir -p "$HOME/.config/weir" && cp sources.tsv "$HOME/.config/weir/"
$ bash start
!-
# The table in the folder of configuration is used; only what is on is fetched.
$ weir update
> ~^house +updated +100 entries, 0\.0 MB$
! current.weir: 100 parties, 100 names
$ weir info "$HOME/.local/share/weir/current.weir" | grep -c '^house'
> 2
$ weir update
> ~^house +unchanged +100 entries$
!-
# Another folder, a named source of three files; its one orphan is a reject.
$ weir -q update house sample --dir d --sources sources.tsv
= 3
> ~^house +updated +100 entries
> ~^sample +updated +5 entries, 1 rejects
!-
$ cat d/current.weir.rejects
> ~"line":4,"field":"ent_num"
$ weir info d/current.weir --verify | tail -1
> ~105 of 105 parties
# A list that shrank is held back; the snapshot stays.
$ cp d/current.weir before.weir; head -50 www/house.csv > www/small && mv www/small www/house.csv; weir update house --dir d --sources sources.tsv
= 4
> ~^house +held back +49 entries \(-51\).*: 49 entries where there were 100: 51 % fewer; `weir update --accept house` takes it$
$ cmp before.weir d/current.weir
$ weir update house sample --check --dir d --sources sources.tsv
= 3
> ~^house +would hold back
> ~^sample +unchanged
$ weir update --accept sample --dir d --sources sources.tsv
= 4
> ~^sample +failed +sample: no list is held back$
$ weir -q update --accept house --dir d --sources sources.tsv
= 3
> ~^house +accepted +49 entries \(-51\)$
$ weir info d/current.weir | grep '^house ' | head -1
> ~^house +- +49 +49
$ cmp before.weir d/previous.weir
# Errors of the server: the report says so, the list stays.
$ echo '500 Oops' > www/house.csv.status; weir update house sample --dir d --sources sources.tsv --attempts 1
= 3
> ~^house +failed +http://127\.0\.0\.1:[0-9]+/house\.csv\?token=\*\*\*: the server answers with status 500 \(1 attempts\)$
> ~^sample +unchanged
$ rm www/house.csv.status; echo '<html><body>We are closed</body></html>' > www/house.csv; weir update house --json --dir d --sources sources.tsv
= 4
> ~^\{"source":"house","result":"failed",.*"message":"house\.csv: not a list format that Weir knows
# What is here, and since when.
$ weir update --list --dir d --sources sources.tsv | grep -A1 '^house'
> ~^house +yes +49 +- +[0-9T:-]+Z +[0-9T:-]+Z +failed: house\.csv: not a list format
> ~^  http://127\.0\.0\.1:[0-9]+/house\.csv\?token=\*\*\*$
# No secret on the disk but in the table itself.
$ grep -rl s3cret d
= 1
>-
# Two at once.
$ exec 9> d/lock; flock 9; weir update house --dir d --sources sources.tsv 9>&-
= 4
>-
! another update is under way
# Wrong use.
$ weir update nosuch --dir d --sources sources.tsv
= 2
! nosuch: no such source
$ weir update house --dir d --sources /nonexistent.tsv
= 2
! /nonexistent.tsv
$ printf 'house\tyes\thouse.csv\n' > bad.tsv; weir update house --dir d --sources bad.tsv
= 2
! bad.tsv:1: 3 columns, expected 9
$ printf 'h\tyes\th.csv\t-\t0\t1\tfile:///etc/passwd\t\t\n' > bad.tsv; weir update h --dir d --sources bad.tsv
= 2
! bad.tsv:1: url: file:///etc/passwd: expected
$ kill "$(cat holder)"
