#!/usr/bin/env python3
"""Shows how a city's scores are spread: by tier, and in bands of 50 points.

    chengxin score --subjects S.csv --records R.csv --as-of 2026-02-28 --out scores.csv
    python3 examples/distribution.py scores.csv [--rulebook RULEBOOK.json]

With --pick RECORDS.csv it prints instead one resident who is worth looking at:
somebody with points given, taken and given back, and few records.
"""

import argparse
import csv
import json
import sys

BAND = 50
WIDTH = 48


def bar(count, most):
    return "#" * (count * WIDTH // most) if most else ""


def title_of(tier):
    return f'{tier["title"]["zh"]} {tier["title"]["en"]}'


def width_of(text):
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def lines(rows):
    most = max(count for _, count in rows)
    widest = max((width_of(name) for name, _ in rows), default=0)
    total = sum(count for _, count in rows)
    for name, count in rows:
        share = 100 * count / total if total else 0
        padding = " " * (widest - width_of(name))
        yield f"  {name}{padding} {count:>9,} {share:5.1f} %  {bar(count, most)}".rstrip()


def distribution(scores, rulebook):
    counts, tiers, bands, without = {}, {}, {}, 0
    highest = rulebook["score"]["max"] if rulebook else None
    for row in scores:
        if row["eligible"] != "true":
            without += 1
            continue
        score = int(row["score"])
        counts[score] = counts.get(score, 0) + 1
        tiers.setdefault(row["tier"], [score, 0])
        tiers[row["tier"]][0] = max(tiers[row["tier"]][0], score)
        tiers[row["tier"]][1] += 1
        band = (score - 1 if score == highest else score) // BAND  # 950 to 1000
        bands[band] = bands.get(band, 0) + 1
    scored = sum(counts.values())
    yield f"{scored + without:,} residents, {scored:,} with a score, {without:,} not eligible"
    if not scored:
        return

    ordered, passed, quantiles = sorted(counts), 0, {}
    for score in ordered:
        passed += counts[score]
        for q in (10, 50, 90):
            if q not in quantiles and passed * 100 >= scored * q:
                quantiles[q] = score
    yield (f"lowest {ordered[0]}, a tenth up to {quantiles[10]}, half up to {quantiles[50]}, "
           f"nine tenths up to {quantiles[90]}, highest {ordered[-1]}")

    yield "\nby tier"
    if rulebook:
        names = [(tier["id"], title_of(tier)) for tier in
                 sorted(rulebook["tiers"], key=lambda tier: -tier["min"])]
    else:
        names = [(tier, tier) for tier in sorted(tiers, key=lambda tier: -tiers[tier][0])]
    rows = [(name, tiers.get(tier, (0, 0))[1]) for tier, name in names]
    yield from lines(rows)

    yield f"\nby {BAND} points"

    def name(band):
        end = band * BAND + BAND
        return f"{band * BAND:>5} to {end if end == highest else end - 1:>4}"

    rows = [(name(band), bands.get(band, 0)) for band in range(max(bands), min(bands) - 1, -1)]
    yield from lines(rows)


def pick(scores, records):
    """Somebody with as many kinds of points as can be, and as few records."""
    counts = {}
    for row in records:
        counts[row["subject_id"]] = counts.get(row["subject_id"], 0) + 1
    best = (0, 0, None)
    for row in scores:
        if row["eligible"] != "true":
            continue
        values = [value for name, value in row.items()
                  if name not in ("subject_id", "eligible", "score", "tier", "stable_through")]
        kinds = sum(value != "0" for value in values) + any(v.startswith("-") for v in values)
        best = max(best, (kinds, -counts.get(row["subject_id"], 0), row["subject_id"]),
                   key=lambda entry: entry[:2])
    return best[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scores", help="what `chengxin score` wrote")
    parser.add_argument("--rulebook", help="for the tiers' titles and their order")
    parser.add_argument("--pick", metavar="RECORDS", help="print one subject_id")
    options = parser.parse_args()
    rulebook = None
    if options.rulebook:
        with open(options.rulebook, encoding="utf-8") as file:
            rulebook = json.load(file)
    with open(options.scores, encoding="utf-8", newline="") as file:
        scores = csv.DictReader(file)
        if options.pick:
            with open(options.pick, encoding="utf-8", errors="replace", newline="") as records:
                chosen = pick(scores, csv.DictReader(records))
            if chosen is None:
                sys.exit("nobody has a score")
            print(chosen)
        else:
            for line in distribution(scores, rulebook):
                print(line)


if __name__ == "__main__":
    main()
