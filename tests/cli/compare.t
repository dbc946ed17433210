$ weir compare 'Arkady Zelentsov' 'Arkady Zelentsov' --schema person
= 10
> ~^[01]\.[0-9]{4}  match$
> ...
$ weir compare 'Arkady Zelentsov' 'Wilhelmina Quackenbush' --schema person
> ~^0\.[0-9]{4}  no match$
> ...
$ weir compare 'Юрий Петров' 'Yuriy Petrov' --schema person --json
= 10
> ~^\{"name1":"Юрий Петров","name2":"Yuriy Petrov","score":.*"match":true,"evidence":\[
# Pairs: the same columns plus score and match, order kept, other columns kept.
< pairs.csv
| note,schema,name1,name2
| a,person,Arkady Zelentsov,Arkady Zelentsov
| b,person,Arkady Zelentsov,Wilhelmina Quackenbush
| c,wizard,x,y
| d,person,short
| "e, with comma",organization,Nordwerk GmbH,"Nordwerk, GmbH"
$ weir compare --pairs pairs.csv -o scored.csv
= 3
>-
! 3 pairs compared, 2 match
$ cat scored.csv
> "note","schema","name1","name2","score","match"
> ~^"a","person","Arkady Zelentsov","Arkady Zelentsov","[01]\.[0-9]{4}","true"$
> ~^"b","person","Arkady Zelentsov","Wilhelmina Quackenbush","0\.[0-9]{4}","false"$
> ~^"e, with comma","organization","Nordwerk GmbH","Nordwerk, GmbH","[01]\.[0-9]{4}","true"$
$ cat scored.csv.rejects
> ~"line":4,"field":"schema"
> ~"line":5,.*"reason":"3 fields, expected 4"
$ weir -q compare --pairs pairs.csv 2>/dev/null | cmp - scored.csv
!-
# A name that a spreadsheet would run as a formula comes out as text.
< formulas.csv
| schema,name1,name2
| organization,"=HYPERLINK(""http://x"")",@Nordwerk
| organization,+Nordwerk,-Nordwerk
$ weir -q compare --pairs formulas.csv
= 10
> "schema","name1","name2","score","match"
> ~^"organization","'=HYPERLINK\(""http://x""\)","'@Nordwerk","
> ~^"organization","'\+Nordwerk","'-Nordwerk","
# Ten thousand pairs come out in their order.
$ { echo name1,name2; for i in $(seq 10000); do echo "Firm $i,Firm $i"; done; } > many.csv; weir -q compare --pairs many.csv | cut -d, -f1 | cmp - <(cut -d, -f1 many.csv | sed 's/.*/"&"/')
!-
# The output may take the input's place.
$ cp pairs.csv both.csv; weir -q compare --pairs both.csv -o both.csv; cmp both.csv scored.csv
# Nothing is left where nothing could be done.
< other.csv
| x,y
| 1,2
$ weir compare --pairs other.csv -o none.csv
= 4
! other.csv:1: no columns name1 and name2
$ : > empty.csv; weir compare --pairs empty.csv -o none.csv
= 4
$ weir compare --pairs /nonexistent.csv -o none.csv
= 4
! /nonexistent.csv: cannot open
$ ls none.csv*
= 2
>-
$ weir compare --pairs pairs.csv -o /nonexistent/out.csv
= 4
! /nonexistent/out.csv: cannot be written
$ weir -q compare --pairs pairs.csv > /dev/full
= 4
! standard output: cannot be written
# Wrong use.
$ weir compare 'one name'
= 2
! compare needs two names
$ weir compare a b c
= 2
$ weir compare a b --schema wizard
= 2
! expected person, organization
$ weir compare a b --pairs pairs.csv
= 2
! not both
