#!/usr/bin/env python3
"""Writes data/names/lexicon.tsv: words that are known as given names, surnames or English words.

Sources: person names of the npm package @faker-js/faker (MIT licence), given as JSON by scripts/tables/faker_names.mjs, and of the Debian
packages php-faker, ruby-ffaker and ruby-faker (MIT), by debian_names.py; recalled_names.txt beside this file; data/names/japanese_names.tsv; and the English word list of the Debian package wamerican-small (SCOWL, (c) 2000-2011 Kevin Atkinson, free to copy and modify with this notice).

Usage: scripts/tables/lexicon.py names.json debian_names.json /usr/share/dict/american-english-small > data/names/lexicon.tsv
"""
import json
import os
import re
import sys
import unicodedata
from collections import defaultdict

# As weir folds Latin letters (src/text/fold.cpp), for the letters that NFKD leaves alone.
LATIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"})
# BGN/PCGN 1947 for Russian, with the Ukrainian, Macedonian and Serbian letters, without apostrophes.
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i",
    "є": "ye", "ґ": "g", "ј": "j", "љ": "lj", "њ": "nj", "ќ": "kj", "ѓ": "gj", "џ": "dzh", "ѕ": "dz", "ћ": "c", "ђ": "dj",
}


def words(text):
    text = text.lower().translate(LATIN)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c) or c == "\u0306")
    text = unicodedata.normalize("NFC", text)
    text = "".join(CYRILLIC.get(c, c) for c in text)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.replace("'", "").replace("\u2019", "")
    return [w for w in re.findall(r"\w+", text) if re.fullmatch(r"[a-z]{2,}", w)]


def main(names, debian_names, dictionary):
    kinds = defaultdict(set)
    locales = [locale for path in (names, debian_names) for locale in json.load(open(path, encoding="utf-8")).values()]
    for locale in locales:
        for group, kind in (("female", "f"), ("male", "m"), ("generic", "u"), ("last", "s")):
            for name in locale[group]:
                found = words(name)
                if len(found) == 1:
                    kinds[found[0]].add(kind)
    for line in open(os.path.join(os.path.dirname(__file__), "recalled_names.txt"), encoding="utf-8"):
        if not line.startswith("#"):
            letters, *recalled = line.split()
            for name in recalled:
                kinds[name].update(letters)
    # Japanese names as Latin letters write them; and the forms of surnames that Slavic women bear.
    table = os.path.join(os.path.dirname(__file__), "../../data/names/japanese_names.tsv")
    for line in open(table, encoding="utf-8"):
        kind, _, readings = (line.rstrip("\n").split("\t") + ["", ""])[:3]
        if kind in ("surname", "given"):
            for word in readings.split():
                kinds[word].add("s" if kind == "surname" else "u")
    for word in [w for w, k in kinds.items() if "s" in k and re.search(r"(ov|ev|in|yn)$", w)]:
        kinds[word + "a"].add("s")
    for word in [w for w, k in kinds.items() if "s" in k and re.search(r"(sky|ski|skiy|tsky)$", w)]:
        kinds[re.sub(r"(iy|y|i)$", "aya", word)].add("s")
    for line in open(dictionary, encoding="utf-8"):
        word = line.strip()
        if re.fullmatch(r"[a-z]{3,}", word):
            kinds[word].add("w")
    # "Mr" comes with names, and is none.
    table = os.path.join(os.path.dirname(__file__), "../../data/names/name_words.tsv")
    for line in open(table, encoding="utf-8"):
        word, tag = (line.rstrip("\n").split("\t") + [""])[:2]
        if tag == "title" and re.fullmatch(r"[bcdfghjklmnpqrstvwxz]+", word):
            kinds.pop(word, None)
    print("""# Words that are known by themselves: given names (m men's, f women's, u not said), surnames (s), English words (w). Two known words that differ
# are two words, where an unknown one may be a typing error. Names: npm package @faker-js/faker 10.6.0, MIT licence, (c) 2022-2026 Faker; Debian packages
# php-faker 1.20.0 (c) 2011 Francois Zaninotto, ruby-ffaker 2.20.0 (c) 2013 Emmanuel Oga, ruby-faker 2.21.0 (c) 2007-2019 Benjamin Curtis, all MIT; and
# scripts/tables/recalled_names.txt. Words:
# SCOWL, Debian package wamerican-small, (c) 2000-2011 Kevin Atkinson: permission to use, copy, modify, distribute and sell these word lists is granted
# without fee, provided that this notice appears in all copies; no warranty. Written by scripts/tables/lexicon.py. Columns: word, kinds.""")
    for word in sorted(kinds):
        print(word, "".join(sorted(kinds[word])), sep="\t")


main(*sys.argv[1:4])
