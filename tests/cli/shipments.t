# A party of a shipment that a listed person owns is a finding of the memo.
$ weir -q compile -o s.weir $SAMPLE/lists
= 3
$ printf 'owner,owned,share\n"ZELENTSOV, Arkady Mironovich",Ostwind Electronics SAS,60\n' > stakes.csv
$ weir -q screen $SAMPLE/shipments.csv -s s.weir --format table -o plain.txt
= 10
$ grep -c 'may be Ostwind Electronics SAS of the ownership data' plain.txt
= 1
> 0
$ weir -q screen $SAMPLE/shipments.csv -s s.weir --ownership stakes.csv --format table -o owned.txt
= 10
$ grep -m1 -o '"Ostwind Electronics SAS" may be Ostwind Electronics SAS of the ownership data' owned.txt
> "Ostwind Electronics SAS" may be Ostwind Electronics SAS of the ownership data
# The affiliates rule by the shipment's day: in force, suspended, in force again.
$ weir -q screen $SAMPLE/shipments_affiliates.csv -s s.weir --ownership $SAMPLE/ownership/affiliate_stakes.csv --listed $SAMPLE/ownership/entity_list.csv --format csv -o dated.csv
= 10
$ cut -d, -f1-3 dated.csv
> "id","outcome","date"
> "A-1","NO_HIT","2025-09-28"
> "A-2","LICENCE_REQUIRED","2025-09-29"
> "A-3","LICENCE_REQUIRED","2025-11-09"
> "A-4","NO_HIT","2025-11-10"
> "A-5","NO_HIT","2026-11-09"
> "A-6","LICENCE_REQUIRED","2026-11-10"
> "A-7","NO_HIT","2025-10-01"
> "A-8","HUMAN_REVIEW","2025-10-01"
# A chemical by its CAS number: class wording before the entry of its own.
$ printf 'id,date,from,to,consignor,consignee,hs_code,description,value\nC-1,2023-06-01,US,MX,Calyx LLC,Orlane SA,2933.39,"Boc-piperidone, CAS 79099-07-3",900\n' > drum.csv
$ weir -q screen drum.csv -s s.weir --format table
= 10
> HUMAN_REVIEW  C-1  2023-06-01  United States -> Mexico
> ...
> ~.*List I chemical [(]US[)]: 4-piperidone, its acetals, amides, carbamates and salts.*
> ...
# Options that need another one say so.
$ weir screen drum.csv -s s.weir --listed $SAMPLE/ownership/entity_list.csv
= 2
! go with --ownership
