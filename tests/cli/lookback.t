# Shipments are kept with parties and lines; a change of the rules or of the lists finds what it changes.
$ weir -q compile -o s.weir $SAMPLE/lists
= 3
$ weir -q screen $SAMPLE/shipments.csv -s s.weir --history asked.weirhist -o decisions.jsonl
= 10
$ stat -c %a asked.weirhist
> 600
< own.toml
| [[measure]]
| id = "acme-tr"
| title = "Chips to Turkey need the export office"
| type = "licence"
| hs = ["8542"]
| nomenclature = "HS-2022"
| to = ["tr"]
| valid_from = 2024-01-01
| recorded_at = 2024-01-01
| citation = "Handbook 4"
| status = "verified"
# Exactly the lines that a full re-run finds.
$ weir lookback --rules-to own.toml asked.weirhist -o quick.jsonl
= 10
! rules: 1 measures touched; 1527 past shipment lines, 4 looked at
$ weir -q lookback --rules-to own.toml asked.weirhist --full -o full.jsonl
= 10
$ cmp quick.jsonl full.jsonl && wc -l < quick.jsonl
> 3
$ weir -q lookback --rules-to own.toml asked.weirhist --format csv | head -2 | cut -d, -f2,5-9,14
> "id","outcome_before","outcome_after","change","list","entry_id","after"
> "S-00009/1","HUMAN_REVIEW","LICENCE_REQUIRED","new","rules","acme-tr","met LICENCE_REQUIRED"
# Back again, the same lines lose it; the same rules change nothing.
$ weir -q lookback --rules-from own.toml --rules-to built-in asked.weirhist --only lost | wc -l
> 3
! decided under other rules
$ weir -q lookback --rules-to built-in asked.weirhist
>-
$ weir -q rules whatif own.toml asked.weirhist | head -1
> ~3 of 1527 shipment lines would be caught, 26 CNY; 3 counterparties;.*
# A consignee is put on the Entity List: its line is decided again.
$ printf 'id,schema,name,list\nX1,company,Ostwind Machinery Ltd. Sti.,us_bis_entity\n' > extra.csv
$ weir -q compile -o t.weir $SAMPLE/lists us_bis_entity=extra.csv
= 3
$ weir -q lookback --from s.weir --to t.weir asked.weirhist -o quick.jsonl
= 10
$ weir -q lookback --from s.weir --to t.weir asked.weirhist --full -o full.jsonl
= 10
$ cmp quick.jsonl full.jsonl && grep -c '"id":"S-00009/[12]"' quick.jsonl && grep -c '"id":"S-00009/consignee"' quick.jsonl
> 2
> 1
# Replay: parties and lines, bit for bit, from the same lists and rules.
$ weir replay asked.weirhist -s s.weir
! 4436 decisions replayed: 4436 the same, 0 differ
$ weir replay asked.weirhist
= 3
! 1527 decisions replayed: 1527 the same
! 2909 questions were asked of snapshot
$ weir replay asked.weirhist --rules own.toml
= 4
! 1527 questions were asked of rules
$ weir replay decisions.jsonl -s s.weir
! 1000 decisions replayed: 1000 the same
# Flags that rest on the other shipments of the file come back without the file.
< split.csv
| shipment_id,date,from,to,consignor,consignee,hs_code,description,value,currency
| P-1,2024-06-01,DE,BR,Tundra Engineering GmbH,Casa Lumen,9403.60,wooden tables,900,EUR
| P-2,2024-06-05,DE,BR,Tundra Engineering GmbH,Casa Lumen,9403.60,wooden tables,900,EUR
| P-3,2024-06-09,DE,BR,Tundra Engineering GmbH,Casa Lumen,9403.60,wooden tables,900,EUR
$ weir -q screen split.csv -s s.weir -o split.jsonl; grep -c '"id":"split_orders"' split.jsonl
> 3
$ tail -1 split.jsonl > last.jsonl; weir replay last.jsonl -s s.weir
! 1 decisions replayed: 1 the same
$ sed 's/"shipments":3/"shipments":9/' last.jsonl > forged.jsonl; weir -q replay forged.jsonl -s s.weir | grep -c 'red_flags.*9 shipments'
> 1
$ sed 's/,"question":.*/}/' decisions.jsonl | head -1 > old.jsonl; weir replay old.jsonl -s s.weir
= 4
! does not carry its question
$ weir rules test --hs 8542.31 --to ru --from us --fact tpp=4992 --date 2024-03-01 --json > lines.jsonl
= 10
$ weir replay lines.jsonl
! 1 decisions replayed: 1 the same
$ weir replay lines.jsonl --rules own.toml
= 4
! was made with rules
$ sed 's/"outcome":"[A-Z_]*/"outcome":"NO_HIT/' lines.jsonl > forged.jsonl; weir -q replay forged.jsonl
= 10
> ~DIFFERS.*
> ~    /outcome: recorded "NO_HIT.*
# Owners are asked again, or it is said that they were not.
$ printf 'id,schema,name\n1,company,Owned Widgets Ltd\n' > customers.csv
$ printf 'owner,owned,share\nOstwind Machinery Ltd. Sti.,Owned Widgets Ltd,75%%\n' > stakes.csv
$ weir -q screen customers.csv -s t.weir --ownership stakes.csv -o owned.jsonl
= 10
$ weir replay owned.jsonl -s t.weir
= 4
! rests on who owns the party; give the same stakes with --ownership
$ weir replay owned.jsonl -s t.weir --ownership stakes.csv
! 1 decisions replayed: 1 the same
# Other stakes than those of the decision are refused, and it is said what is other.
$ sed 's/75/65/' stakes.csv > other.csv
$ weir replay owned.jsonl -s t.weir --ownership other.csv
= 4
! other stakes (--ownership)
$ weir replay owned.jsonl -s t.weir --ownership stakes.csv --certain 0.9
= 4
! another --certain
$ weir -q screen $SAMPLE/shipments_affiliates.csv -s s.weir --ownership $SAMPLE/ownership/affiliate_stakes.csv --listed $SAMPLE/ownership/entity_list.csv -o affiliates.jsonl
= 10
$ weir replay affiliates.jsonl -s s.weir --ownership $SAMPLE/ownership/affiliate_stakes.csv --listed $SAMPLE/ownership/entity_list.csv
! 8 decisions replayed: 8 the same
$ weir replay affiliates.jsonl -s s.weir --ownership $SAMPLE/ownership/affiliate_stakes.csv --listed $SAMPLE/ownership/listed.csv
= 4
! other listed owners (--listed)
# Wrong use.
$ weir lookback asked.weirhist
= 2
! nothing to compare
$ weir lookback --from s.weir asked.weirhist
= 2
! --from and --to go together
$ weir lookback --rules-to own.toml --on 2024-02-30 asked.weirhist
= 2
! expected a day that exists
$ weir lookback --rules-to nowhere.toml asked.weirhist
= 4
! no such file or folder
