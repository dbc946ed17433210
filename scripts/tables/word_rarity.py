#!/usr/bin/env python3
"""Writes data/names/word_rarity.tsv: how common words of names are, counted over OFAC's lists (public domain).

Usage: scripts/tables/word_rarity.py ../shared/data > data/names/word_rarity.tsv
A word counts once an entry, whatever its aliases. Words of fewer than five entries are left out: they are rare.
"""
import csv
import math
import re
import sys
import unicodedata
from collections import defaultdict

LEAST = 5


def words(text):
    text = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", text)


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
    count = defaultdict(int)
    for found in entries.values():
        for word in found:
            count[word] += 1
    total = len(entries)
    print(f"""# How common words of names are: nats, ln(entries / entries with the word). Counted over the names and aliases of {total:,}
# entries of OFAC's SDN (2021-07, 2023-01, aliases of 2025-12) and Consolidated (2025-12) lists, US government works in the public domain.
# Written by scripts/tables/word_rarity.py. Words of fewer than {LEAST} entries are left out. Columns: word, nats.""")
    for word in sorted(count):
        if count[word] >= LEAST and len(word) > 1:
            print(f"{word}\t{math.log(total / count[word]):.2f}")


main(sys.argv[1])
