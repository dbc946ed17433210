# A party of a shipment that a listed person owns is a finding of the memo.
$ weir -q compile -o s.weir $SAMPLE/lists
= 3
$ printf 'owner,owned,share\n"ZELENTSOV, Arkady Mironovich",Ostwind Electronics SAS,60\n' > stakes.csv
$ weir -q screen $SAMPLE/shipments.csv -s s.weir --format table -o plain.txt
= 10
$ grep -c 'may be Ostwind Electronics SAS (ownership' plain.txt
= 1
> 0
$ weir -q screen $SAMPLE/shipments.csv -s s.weir --ownership stakes.csv --format table -o owned.txt
= 10
$ grep -m1 -o 'consignee "Ostwind Electronics SAS" may be Ostwind Electronics SAS (ownership' owned.txt
> consignee "Ostwind Electronics SAS" may be Ostwind Electronics SAS (ownership
