# Identifiers without any structure; works with and without RDKit.
$ weir -q chem 79099-07-3 --date 2025-01-01 --from DE --to US
= 10
> 79099-07-3  (CAS number)
> ...
$ weir -q chem 79099-07-4
= 4
>-
! weir: '79099-07-4': CAS: wrong CAS number: its check digit is 4, expected 3
$ weir -q chem 64-17-5
= 0
> 64-17-5  (CAS number)
> ~note: not in the tables
>   outcome: NO_HIT
# A file: the rest goes on, line numbers in messages.
< list.txt
| # a comment
| 437-38-7	our number 1
| 437-38-6
|
| Norfentanyl hydrochloride
$ weir -q chem --file list.txt --format jsonl --date 2025-01-01 --to CN
= 3
> ~^\{"asked":"437-38-7","read_as":"CAS number",.*"outcome":"LICENCE_REQUIRED"
> ~^\{"asked":"437-38-6",.*"outcome":"NOT_READ",.*"error":"list.txt:3: CAS: wrong CAS number
> ~^\{"asked":"Norfentanyl hydrochloride","read_as":"name",.*"id":"cas:1609-66-1"
! weir: list.txt:3: CAS: wrong CAS number: its check digit is 6, expected 7
$ weir chem
= 2
>-
! weir: nothing to look up: give a CAS number, name or SMILES, or --file FILE
$ weir -q chem 437-38-7 --to Atlantis
= 2
>-
! weir: --to 'Atlantis': no country; expected a code such as US or a name
