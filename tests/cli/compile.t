# The sample has one alias without its entry: loaded but for that, which is counted and put aside.
$ weir compile -o s.weir $SAMPLE/lists
= 3
>-
! 5 parties, 9 names
! 1 records rejected, see s.weir.rejects
$ cat s.weir.rejects
> ~^\{"file":".*alt\.csv","line":4,"field":"ent_num","reason":"no entry 99999 in the primary file","whole":true,"record":"99999
# --quiet: no notes.
$ weir compile --quiet -o s.weir $SAMPLE/lists
= 3
>-
!-
$ weir -q compile -o s.weir $SAMPLE/lists
= 3
!-
# Files one by one are the same as their folder.
$ weir -q compile -o t.weir $SAMPLE/lists/add.csv $SAMPLE/lists/alt.csv $SAMPLE/lists/sdn.csv; cmp s.weir t.weir
!-
# A list of one's own, with a name for the list and for a column.
< house.csv
| Kunde,id,birth_date
| Arkady Zelentsov,H-1,1961-03-14
| Mara Quint,H-2,not a date
|
$ weir -q compile -o h.weir house=house.csv --map Kunde=name
= 3
$ weir info h.weir | grep house
> ~^house +- +2 +2 +1 +house$
> ~^house +csv +.* house\.csv$
$ cat h.weir.rejects
> ~"line":3,"field":"birth_date".*"whole":false
# The rejects of an earlier run are not taken for this one's.
< house.csv
| Kunde,id
| Arkady Zelentsov,H-1
$ weir -q compile -o h.weir house=house.csv --map Kunde=name
$ ls h.weir*
> h.weir
# What cannot be used.
$ weir compile -o x.weir /nonexistent
= 4
! /nonexistent: cannot open: No such file or directory
! no party was read
$ weir compile -o x.weir $SAMPLE/news.txt
= 4
! not a list format that Weir knows
$ weir compile -o /nonexistent/x.weir $SAMPLE/lists
= 4
! /nonexistent/x.weir: cannot create the snapshot
$ weir compile $SAMPLE/lists
= 2
! --out is required
$ weir compile -o x.weir house.csv --map Kunde
= 2
! expected TITLE=COLUMN
$ ls x.weir*
= 2
>-
# One bad file among good ones: the others are loaded.
$ weir -q compile -o s2.weir $SAMPLE/lists /nonexistent
= 3
$ weir info s2.weir | grep -c us_ofac_sdn
> 4
# An old snapshot stays when a new one cannot be made.
$ weir -q compile -o s.weir /nonexistent; cmp s.weir t.weir
