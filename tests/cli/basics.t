# Help, version, wrong use.
$ weir --version
> ~^weir [0-9]+\.[0-9]+\.[0-9]+$
!-
$ weir --help
> ...
> ~Exit status: 0 no hit, 10 at least one hit, 2 wrong use, 3 some input rejected, 4 nothing could be done
> ...
!-
$ weir
= 2
>-
! A subcommand is required
$ weir nosuch
= 2
>-
! nosuch: no such verb
$ weir --nosuch
= 2
>-
$ weir info
= 2
>-
! snapshot is required
# Every verb shows examples.
$ for verb in update compile info screen compare completion; do weir $verb --help | grep -q '^  weir ' || echo "no example: $verb"; done
>-
# A full disk is not success.
$ weir compile -q -o s.weir $SAMPLE/lists
= 3
$ weir info s.weir > /dev/full
= 4
! could not be written
$ weir screen -q $SAMPLE/customers.csv -s s.weir > /dev/full
= 4
! No space left on device
$ weir screen -q $SAMPLE/customers.csv -s s.weir -o /nonexistent/out.jsonl
= 4
! /nonexistent/out.jsonl
