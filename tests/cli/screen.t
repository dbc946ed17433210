$ weir -q compile -o s.weir $SAMPLE/lists
= 3
# One object a question, in the order of the input; 10 because there are hits.
$ weir screen $SAMPLE/customers.csv -s s.weir -o out.jsonl
= 10
>-
! 8 parties screened
$ cut -c1-30 out.jsonl
> {"id":"C-1","outcome":"HIT","h
> {"id":"C-2","outcome":"NO_HIT"
> {"id":"C-3","outcome":"HIT","h
> {"id":"C-4","outcome":"HIT","h
> {"id":"C-5","outcome":"HIT","h
> {"id":"C-6","outcome":"HIT","h
> {"id":"C-7","outcome":"NO_HIT"
> {"id":"C-8","outcome":"NO_HIT"
$ grep -c '"list":"us_ofac_sdn","entry_id":.*"name":.*"matched_name":.*"score":.*"evidence":\[.*"snapshot":"[0-9a-f]*","rules":' out.jsonl
> 5
# JSON lines are the default where standard output is no terminal; threads change nothing.
$ weir -q screen $SAMPLE/customers.csv -s s.weir | cmp - out.jsonl
!-
$ weir -q screen $SAMPLE/customers.csv -s s.weir --jobs 3 | cmp - out.jsonl
!-
# No hit: 0.
< clean.csv
| id,schema,name
| N-1,person,Wilhelmina Quackenbush
$ weir -q screen clean.csv -s s.weir
> ~^\{"id":"N-1","outcome":"NO_HIT","hits":\[\],"snapshot":"[0-9a-f]{32}","rules":
!-
# Threshold and number of hits.
$ weir -q screen $SAMPLE/customers.csv -s s.weir --threshold 1 --format csv | grep -c '"HIT"'
= 1
> 0
$ weir -q screen $SAMPLE/customers.csv -s s.weir --threshold 0 --top 1 --format csv | grep -c '^"C-1"'
> 1
$ weir screen clean.csv -s s.weir --threshold 1.5
= 2
! --threshold
$ weir screen clean.csv -s s.weir --top 0
= 2
! --top
$ weir screen clean.csv -s s.weir --format xml
= 2
! --format
# A table for people, without colours where there is no terminal.
$ weir -q screen $SAMPLE/customers.csv -s s.weir --format table | grep -c "$(printf '\033')"
= 1
> 0
$ weir -q screen $SAMPLE/customers.csv -s s.weir --format csv | head -1
> ~^"id","query_name","outcome","score","list","entry_id"
# On a terminal the table is coloured, unless NO_COLOR is set.
$ script -qec "weir -q screen $SAMPLE/customers.csv -s s.weir" /dev/null | grep -qc "$(printf '\033')"
$ NO_COLOR=1 script -qec "weir -q screen $SAMPLE/customers.csv -s s.weir" /dev/null | grep -c "$(printf '\033')"
= 1
> 0
# Rejected input: 3, and put aside with its reason; the rest is screened.
< mixed.csv
| id,schema,name
| M-1,person,Arkady Zelentsov
| M-2,wizard,Mara Quint
| M-3,person
$ weir -q screen mixed.csv -s s.weir -o mixed.jsonl
= 3
$ cut -c1-12 mixed.jsonl
> ...
> {"id":"M-1",
> ...
$ grep -c '"line":' mixed.jsonl.rejects
> 2
# A document.
$ weir -q screen $SAMPLE/news.txt -s s.weir | head -1
> ~"document".*news\.txt|news\.txt
# Nothing could be done.
$ weir screen /nonexistent.csv -s s.weir
= 4
! /nonexistent.csv: cannot open
$ weir screen clean.csv -s /nonexistent.weir
= 4
! /nonexistent.weir
$ weir screen clean.csv
= 2
! --snapshot is required
# One of two files: the other is screened.
$ weir -q screen /nonexistent.csv clean.csv -s s.weir
= 3
> ~"N-1"
