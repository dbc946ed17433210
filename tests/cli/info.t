$ weir -q compile -o s.weir $SAMPLE/lists
= 3
$ weir info s.weir
> ~^snapshot  [0-9a-f]{32}$
> ~^built by  weir [0-9.]+$
> ~^size .* 5 parties, 9 names
> 
> ~^list +date +parties +names +rejects +title$
> ~^us_ofac_sdn +- +5 +9 +1 +OFAC Specially Designated Nationals List$
> 
> ~^list +format +bytes +xxh3 +file$
> ~^us_ofac_sdn +ofac-csv +[0-9]+ +[0-9a-f]{16} +.*add\.csv$
> ~^us_ofac_sdn +ofac-csv +[0-9]+ +[0-9a-f]{16} +.*alt\.csv$
> ~^us_ofac_sdn +ofac-csv +[0-9]+ +[0-9a-f]{16} +.*sdn\.csv$
!-
$ weir info s.weir --json
> {
> ...
> ~"rejects": 1$
> ...
> ~"id": "[0-9a-f]{32}",$
> ...
> ~"parties": 5,$
> ~"names": 9$
> }
$ weir info s.weir --verify | tail -1
> verified: checksums and indexes agree, 5 of 5 parties read back
$ weir info s.weir --json --verify | grep unreadable
>   "unreadable_parties": 0
# Damaged, cut, or something else.
$ printf X | dd of=s.weir bs=1 seek=3000 conv=notrunc 2>/dev/null; weir info s.weir
= 4
>-
! altered
$ weir -q compile -o s.weir $SAMPLE/lists; truncate -s -1 s.weir; weir info s.weir
= 4
! cut short
$ weir info $SAMPLE/news.txt
= 4
! not a Weir snapshot
$ weir info /nonexistent.weir
= 4
! cannot open the snapshot: No such file or directory
$ weir info .
= 4
! not a regular file
