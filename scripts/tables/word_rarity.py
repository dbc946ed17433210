#!/usr/bin/env python3
"""Writes data/names/word_rarity.tsv: how common words of names are, counted over OFAC's lists (public domain).

Usage: scripts/tables/word_rarity.py ../shared/data > data/names/word_rarity.tsv
A word counts once an entry, whatever its aliases. Spellings of one name (data/names/given_names.tsv, family_names.tsv) meet each other,
and so do the family name of a man and of a woman (Ivanov, Ivanova): each is as common as all of them together. Words of fewer than five
entries are left out: they are rare. But the lists are samples of few peoples and of men above all: a name that the lexicon knows is at most
as rare as one of its kind that they do not have (src/text/rarity.cpp), and a name that is common among its people (common_names.txt) is
common, however few entries have it.
"""
import csv
import math
import os
import re
import sys
import unicodedata
from collections import defaultdict

LEAST = 5
NAMES = os.path.join(os.path.dirname(__file__), "../../data/names")
GIVEN_NAME, SURNAME = 7.0, 8.0  # nats of names that no entry has, as in src/text/rarity.cpp
COMMON = {("g", 1): 6.0, ("g", 2): 6.5, ("s", 1): 6.5, ("s", 2): 7.0}  # nats by kind and rank of common_names.txt
WOMENS = (("skiy", "skaya"), ("sky", "skaya"), ("ov", "ova"), ("ev", "eva"), ("in", "ina"), ("yn", "yna"))


def words(text):
    text = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", text)


def spellings():
    """Sets of words that are one name: of one column of the tables, without short and pet forms."""
    for table in ("given_names.tsv", "family_names.tsv"):
        for line in open(f"{NAMES}/{table}", encoding="utf-8"):
            if line.startswith("#"):
                continue
            for column in line.rstrip("\n").split("\t")[1:]:
                found = {w for name in column.split() if name[0] != "~" for w in [words(name)] if len(w) == 1 for w in w}
                if len(found) > 1:
                    yield found


def known_at_most():
    """The most nats that a known name can have."""
    for line in open(f"{NAMES}/lexicon.tsv", encoding="utf-8"):
        if not line.startswith("#"):
            word, kinds = line.rstrip("\n").split("\t")[:2]
            if set(kinds) & set("mfu"):
                yield word, GIVEN_NAME
            elif "s" in kinds:
                yield word, SURNAME


def common():
    for line in open(os.path.join(os.path.dirname(__file__), "common_names.txt"), encoding="utf-8"):
        if line.startswith("#"):
            continue
        kind, rank, _, *names = line.split()
        for name in names:
            yield name, COMMON[kind, int(rank)]
            for man, woman in WOMENS if kind == "s" else ():
                if name.endswith(man):
                    yield name[: -len(man)] + woman, COMMON[kind, int(rank)]


def main(root):
    entries = defaultdict(set)  # (set of lists, entry) -> words
    for folder, primary, alias in (
        ("ofac_sdn_2021_07", "sdn.csv", "alt.csv"),
        ("ofac_sdn_2023_01", "sdn.csv", None),
        ("ofac_cons_2025_12", "cons_prim.csv", "cons_alt.csv"),
        ("ofac_addalt_2025_12", None, "alt.csv"),
    ):
        group = "cons" if "cons" in folder else "sdn"
        for name, column in ((primary, 1), (alias, 3)):
            if name is None:
                continue
            with open(f"{root}/{folder}/{name}", encoding="utf-8", errors="replace", newline="") as file:
                for row in csv.reader(file):
                    if len(row) > column and row[0].strip().isdigit():
                        entries[group, row[0].strip()].update(words(row[column]))
    entries_of = defaultdict(set)
    for entry, found in entries.items():
        for word in found:
            entries_of[word].add(entry)
    together = defaultdict(set)  # word -> the entries of all its spellings
    for names in spellings():
        for word in names:
            together[word] = together[word].union(*(entries_of.get(name, set()) for name in names))
    for man, woman in WOMENS:
        for word in [w for w in entries_of if w.endswith(man) and len(w) > len(man) + 2]:
            other = word[: -len(man)] + woman
            both = entries_of[word] | entries_of.get(other, set()) | together.get(word, set())
            together[word] = together[other] = both | together.get(other, set())
    count = {word: len(found | together.get(word, set())) for word, found in entries_of.items()}
    count |= {word: len(found) for word, found in together.items() if word not in count}
    total = len(entries)
    nats = {word: math.log(total / n) for word, n in count.items() if n >= LEAST and len(word) > 1}
    for word, most in known_at_most():
        if word in nats:
            nats[word] = min(nats[word], most)
    for word, most in common():
        nats[word] = min(nats.get(word, most), most)
    print(f"""# How common words of names are: nats, ln(entries / entries with the word). Counted over the names and aliases of {total:,}
# entries of OFAC's SDN (2021-07, 2023-01, aliases of 2025-12) and Consolidated (2025-12) lists, US government works in the public domain;
# spellings of one name together; names common among their people by scripts/tables/common_names.txt. Written by scripts/tables/word_rarity.py. Words of fewer than {LEAST} entries are left out. Columns: word, nats.""")
    for word in sorted(nats):
        print(f"{word}\t{nats[word]:.2f}")


main(sys.argv[1])
