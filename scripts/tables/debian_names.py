#!/usr/bin/env python3
"""Prints person names of the Debian packages php-faker, ruby-ffaker and ruby-faker (all MIT licence) as JSON, in the shape of faker_names.mjs.

Names of the Netherlands are left out: 32,000, most of them rare, so that a slip would make one name of another.

Usage: scripts/tables/debian_names.py > debian_names.json (with the three packages installed)
"""
import collections
import glob
import json
import re

import yaml

out = collections.defaultdict(lambda: {"female": [], "male": [], "generic": [], "last": []})


def group_of(name):
    name = name.lower()
    if re.search(r"title|prefix|suffix|format|pronoun|nickname|letter|nobility", name):
        return None
    if "last" in name or "surname" in name or "family" in name or "middle" in name:
        return "last"
    if "first" in name or "given" in name or re.search(r"(fe)?male", name):
        return "female" if re.search("female|woman|women|girl", name) else "male" if re.search("male|man|men|boy", name) else "generic"
    return None


for path in glob.glob("/usr/share/php/Faker/Provider/*/Person.php"):
    locale = "php-" + path.split("/")[-2]
    source = open(path, encoding="utf-8").read()
    for name, body in re.findall(r"static\s+\$(\w+)\s*=\s*(?:array\(|\[)(.*?)(?:\)|\])\s*;", source, re.S):
        if group := group_of(name):
            out[locale][group] += [a or b for a, b in re.findall(r"'((?:[^'\\]|\\.)*)'|\"([^\"]*)\"", body)]

for path in glob.glob("/usr/share/rubygems-integration/all/gems/ffaker-*/lib/ffaker/data/name*/*"):
    folder, name = path.split("/")[-2:]
    if group := group_of(name):
        out["ffaker-" + folder][group] += open(path, encoding="utf-8").read().split("\n")


def walk(locale, node, group):
    if isinstance(node, list):
        if group:
            out[locale][group] += [x for x in node if isinstance(x, str) and "#" not in x]
    elif isinstance(node, dict):
        for key, value in node.items():
            walk(locale, value, group_of(str(key)))


for path in glob.glob("/usr/share/rubygems-integration/all/gems/faker-*/lib/locales/[!n]*.yml") + glob.glob("/usr/share/rubygems-integration/all/gems/faker-*/lib/locales/*/name.yml"):
    for locale, tree in (yaml.safe_load(open(path, encoding="utf-8")) or {}).items():
        names = (tree or {}).get("faker", {}).get("name") if isinstance(tree, dict) and isinstance(tree.get("faker"), dict) else None
        if isinstance(names, dict):
            walk("ruby-" + str(locale), names, None)

print(json.dumps(out, ensure_ascii=False))
