#!/usr/bin/env python3
"""Fits the scorer's numbers (src/match/weights.def) on the fit split of bench/accuracy, one number at a time.

Usage: scripts/tables/fit_weights.py build/tune/bench/accuracy/weir_accuracy [SECONDS] [NAME...]
Needs a build with -DWEIR_TUNE=ON. Prints the numbers that changed; the test split plays no part. Tries a greater and a smaller
number at once, on two cores.
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile
import time

GROUPS = (  # share in the aim: hand-written cases first, since they are balanced; then each kind of pair made from the lists
    ("cases by schema", "person", 3.0),
    ("cases by schema", "organisation", 3.0),
    ("cases by schema", "vessel", 1.5),
    ("lists by set", "aliases", 0.7),
    ("lists by set", "spellings", 0.8),
    ("lists by set", "typos", 1.5),
    ("lists by set", "words", 1.5),
)
CUSTOMERS = 20000
CHANGED = 2000
ASKED_A_NAME = 5.8  # changed names of each listed party, on average
MISSED = 0.7  # a point of the changed names that are missed costs as much as 0.7 points of the pairs' F1
ALERTS = 6.0  # one alert in 1,000 customers, by name alone, as much as 0.6 points
ALERTS_WITH_FACTS = 12.0
# Nats and costs start anywhere; all other numbers are shares and likenesses, which end at 1.
MAY_EXCEED_ONE = ("kUnknownCost", "kRarityCost", "kInexactCost", "kNamesakesCost", "kNamesakesMost", "kFewBearers", "kOneCulture")
MOST = {"kSlipSimilarity": 0.66}  # what the retriever's bounds count on: no more than kLeastWord


def main(program, seconds=600, *only):
    table = open("src/match/weights.def", encoding="utf-8").read()
    start = {name: float(value) for name, value in re.findall(r"^WEIGHT\((\w+), ([-\d.]+)F\)", table, re.M)}
    folder = tempfile.mkdtemp()

    def aim(weights, number=0):
        file, failures = f"{folder}/{number}.json", f"{folder}/{number}.txt"
        env = dict(os.environ, WEIR_WEIGHTS=",".join(f"{k}={v:.5f}" for k, v in weights.items()))
        subprocess.run([program, "--customers", str(CUSTOMERS), "--changed", str(CHANGED), "--json", file, "--fit-failures", failures],
                       env=env, check=True, stdout=subprocess.DEVNULL)
        fit = json.load(open(file))["fit"]
        total = sum(share for _, _, share in GROUPS)
        pairs = sum(s * ((fit[g][k]["f1"] or 0) - fit[g][k]["brier"]) for g, k, s in GROUPS) / total
        # Alerts on ordinary customers and names of listed parties that are missed, of the fit half: what the default threshold is for.
        alerts = open(failures + ".customers", encoding="utf-8").read().splitlines()
        missed = len(open(failures + ".changed", encoding="utf-8").read().splitlines())
        by_name = sum(line.startswith("NAME") for line in alerts) / (CUSTOMERS / 2)
        with_facts = sum(line.startswith("FACTS") for line in alerts) / (CUSTOMERS / 2)
        return pairs - MISSED * missed / (ASKED_A_NAME * CHANGED / 2) - ALERTS * by_name - ALERTS_WITH_FACTS * with_facts

    best = dict(start)
    value = aim(best)
    print(f"start {value:.5f}", flush=True)
    end = time.time() + float(seconds)
    step = {name: 0.12 for name in (only or start)}
    while time.time() < end and max(step.values()) > 0.01:
        for name in list(step):
            if step[name] <= 0.01 or time.time() > end:
                continue
            trials = []
            for sign in (1, -1):
                trial = dict(best)
                # Small steps count where a line crosses nought.
                trial[name] = best[name] * (1 + sign * step[name] / (6 if name.endswith("Even") else 1))
                if start[name] <= 1 and name not in MAY_EXCEED_ONE:
                    trial[name] = min(trial[name], MOST.get(name, 1.0))
                trials.append(trial)
            with concurrent.futures.ThreadPoolExecutor(len(trials)) as pool:
                got = list(pool.map(aim, trials, range(len(trials))))
            at = max(range(len(trials)), key=got.__getitem__)
            if got[at] > value + 1e-5:
                best, value = trials[at], got[at]
                print(f"{value:.5f} {name} = {best[name]:.4f}", flush=True)
            else:
                step[name] /= 2
    for name, number in best.items():
        if number != start[name]:
            print(f"{name} {start[name]:g} -> {number:.4g}")


main(*sys.argv[1:])
