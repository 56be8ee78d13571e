"""What the text says of the whole computation, tried on random cases.

    python3 tests/reference/properties.py --self --rulebooks 200
    python3 tests/reference/properties.py --chengxin PATH --rulebooks 200

For each rulebook many residents are made, each with a variant, and both are
assessed:

  add_good      one more record of a `good` category never lowers the total;
  add_bad       one more record of a `bad` category never raises it;
  step          a step of repair (corrected_on, service_on, conduct_on, or the
                status `repaired` from a day that has come) never lowers it;
  decided       deciding to repair a `bad` record gives the total that never
                having had the record would, exactly;
  no_more       no repair at all gives more than that;
  time          with `bad` records only, all of which have occurred, and no
                condition that reads subject.age, the total never falls with time;
  order         the order of the records does not matter.

What a property presupposes: record_ids are unique (or taking a record away would
bring a duplicate to life), the subject is eligible on both sides, and both days
are in the rulebook's effective period.
"""

import argparse
import multiprocessing
import pathlib
import random
import sys
import tempfile
import time
from decimal import Decimal

import compare
import generate
import reference as ref


class Variant:
    """before/after: records; the total must satisfy holds(before, after)."""

    def __init__(self, name, subject, records, change, later=None):
        self.name, self.subject, self.records, self.change = name, subject, records, change
        self.later = later                 # the day of the variant, where it is another


HOLDS = {
    "add_good": lambda before, after: after >= before,
    "add_bad": lambda before, after: after <= before,
    "step": lambda before, after: after >= before,
    "decided": lambda before, after: after == before,
    "no_more": lambda before, after: after <= before,
    "time": lambda before, after: after >= before,
    "order": lambda before, after: after == before,
}


# Changes: from the records to those of the variant.

def same(records):
    return records


def adding(record):
    return lambda records: records + [record]


def altering(record_id, members):
    def change(records):
        assert any(r["record_id"] == record_id for r in records)
        return [dict(r, **members) if r["record_id"] == record_id else r for r in records]
    return change


def shuffling(seed):
    return lambda records: random.Random(seed).sample(records, len(records))


def variants_of(generator, case, rng):
    natures = {c["id"]: c["nature"] for c in case.rulebook["categories"]}
    of = {nature: [c for c in case.rulebook["categories"] if c["nature"] == nature]
          for nature in ("good", "bad", "neutral")}
    until = case.rulebook["effective"]["until"]
    until = ref.read_date(until) if until else None
    days = lambda record: ref.read_date(record["occurred_on"])
    variants = []
    serial = 100000
    book = case.reference_rulebook()
    reads_age = book.reads_age
    for subject in case.subjects:
        records, seen = [], set()
        for record in case.records:
            if record["subject_id"] == subject["subject_id"] and record["record_id"] not in seen:
                seen.add(record["record_id"])
                records.append(record)

        for name, nature in (("add_good", "good"), ("add_bad", "bad")):
            for _ in range(3 if of[nature] else 0):
                serial += 1
                record = generator.record(subject, serial, rng.choice(of[nature]))
                if natures.get(record["category"]) != nature:
                    continue
                variants.append(Variant(name, subject, records, adding(record)))

        for record in records:
            if natures.get(record["category"]) not in ("bad", "neutral"):
                continue
            later = [d for d in generator.all_days if d >= days(record)]
            past = [d for d in later if d <= case.day]
            for step in generate.STEPS:
                if step + "_on" not in record and rng.random() < 0.4:
                    change = altering(record["record_id"], {step + "_on": ref.date_text(rng.choice(later))})
                    variants.append(Variant("step", subject, records, change))
            if record["status"] == "active" and past:
                repaired = {"status": "repaired", "repaired_on": ref.date_text(rng.choice(past))}
                change = altering(record["record_id"], repaired)
                variants.append(Variant("step", subject, records, change))
                if natures[record["category"]] == "bad":
                    without = [r for r in records if r is not record]
                    variants.append(Variant("decided", subject, without, adding(dict(record, **repaired))))
            if natures[record["category"]] == "bad":
                without = [r for r in records if r is not record]
                variants.append(Variant("no_more", subject, without, adding(record)))

        bad = [r for r in records if natures.get(r["category"]) == "bad" and days(r) <= case.day]
        if not reads_age and bad:
            for _ in range(4):
                ends = [ref.add_months(days(r), m) + k for r in bad for m in generator.months for k in (0, 1)]
                later = [d for d in ends if d > case.day] + [case.day + rng.randint(1, 2000)]
                day = rng.choice(later)
                variants.append(Variant("time", subject, bad, same, min(day, until) if until else day))
        if len(records) > 1:
            variants.append(Variant("order", subject, records, shuffling(rng.random())))
    return variants


# --------------------------------------------------------------------------
# Totals, from the reference or from the command
# --------------------------------------------------------------------------

def totals(command, rulebook, day, people):
    """[(subject, records)] -> totals as Decimals, None where ineligible."""
    subjects, rows = [], []
    for i, (subject, records) in enumerate(people):
        subjects.append(dict(subject, subject_id="v%d" % i))
        rows.extend(dict(record, subject_id="v%d" % i) for record in records)
    if command is None:
        book = ref.load_rulebook(generate.to_json(rulebook))
        result = []
        for resident in ref.residents(book, subjects, rows):
            a = resident.assess(day)
            result.append(Decimal(a.total) / 100 if a.eligible else None)
        return result
    with tempfile.TemporaryDirectory(prefix="chengxin-properties-") as directory:
        case = generate.Case(rulebook, subjects, rows, day, False)
        files = generate.write(case, pathlib.Path(directory), False, False)
        text = compare.run(command, "explain", "--rulebook", files[0], "--subjects", files[1], "--records", files[2],
                           "--as-of", ref.date_text(day), "--all", "--format", "json").decode("utf-8")
        found = [compare.parse(line)["total"] for line in text.split("\n") if line]
        assert len(found) == len(people)
        return [None if total is None else Decimal(total) for total in found]


def tried(command, rulebook, day, variants):
    """[(before, after)]: one run for each day there is."""
    people = {}                            # day -> [(subject, records)]
    places = []
    for variant in variants:
        pair = []
        for on, records in ((day, variant.records), (variant.later or day, variant.change(variant.records))):
            mine = people.setdefault(on, [])
            mine.append((variant.subject, records))
            pair.append((on, len(mine) - 1))
        places.append(pair)
    found = {on: totals(command, rulebook, on, those) for on, those in people.items()}
    return [tuple(found[on][i] for on, i in pair) for pair in places]


def violates(name, before, after):
    return before is not None and after is not None and not HOLDS[name](before, after)


# --------------------------------------------------------------------------
# The driver
# --------------------------------------------------------------------------

def one_seed(job):
    """(seed, pairs tried by property, the report or None)."""
    command, seed, subjects = job
    generator = generate.Generator(seed, subjects)
    case = generator.case()
    variants = variants_of(generator, case, random.Random(seed))
    if command is not None:                # fewer days, so fewer runs
        days = sorted({v.later for v in variants if v.later})
        few = random.Random(seed).sample(days, min(3, len(days)))
        for v in variants:
            if v.later:
                v.later = random.Random(v.later).choice(few)
    counts = {}
    for variant, (before, after) in zip(variants, tried(command, case.rulebook, case.day, variants)):
        if before is None or after is None:
            continue
        counts[variant.name] = counts.get(variant.name, 0) + 1
        if violates(variant.name, before, after):
            return seed, counts, explain_violation(command, seed, case, variant)
    return seed, counts, None


def explain_violation(command, seed, case, variant):
    def both(candidate):
        again = Variant(variant.name, candidate.subjects[0], candidate.records, variant.change, variant.later)
        return tried(command, candidate.rulebook, candidate.day, [again])[0]

    def fails(candidate):
        return violates(variant.name, *both(candidate))

    small = case.copy(subjects=[variant.subject], records=variant.records)
    small = compare.shrink(small, fails)
    before, after = both(small)
    lines = ["", "VIOLATION of %s, seed %d, day %s%s: before %s, after %s" % (
        variant.name, seed, ref.date_text(small.day),
        ", then %s" % ref.date_text(variant.later) if variant.later else "", before, after),
        "rulebook:", generate.to_json(small.rulebook, indent=1), "subject:", generate.to_jsonl(small.subjects),
        "records before:", generate.to_jsonl(small.records),
        "records after:", generate.to_jsonl(variant.change(small.records))]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chengxin", help="the command")
    parser.add_argument("--self", action="store_true", help="try the reference itself")
    parser.add_argument("--rulebooks", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--subjects", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--budget", type=float, help="stop after so many seconds")
    options = parser.parse_args()
    if bool(options.chengxin) == options.self:
        parser.error("one of --chengxin and --self")

    jobs = [(options.chengxin, seed, options.subjects)
            for seed in range(options.seed, options.seed + options.rulebooks)]
    started = time.monotonic()
    counts, rulebooks, violations, last = {}, 0, 0, options.seed - 1
    pool = multiprocessing.Pool(options.jobs) if options.jobs > 1 else None
    for seed, some, problem in (pool.imap(one_seed, jobs) if pool else map(one_seed, jobs)):
        rulebooks += 1
        last = seed
        for name, count in some.items():
            counts[name] = counts.get(name, 0) + count
        if problem is not None:
            violations += 1
            print(problem, flush=True)
            break
        if sys.stderr.isatty():
            print("\r%d rulebooks, %d variants " % (rulebooks, sum(counts.values())),
                  end="", file=sys.stderr, flush=True)
        if options.budget and time.monotonic() - started > options.budget:
            break
    if pool:
        pool.terminate()
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print("%s: %d rulebooks, %d variants (%s), seeds %d..%d, %d violations" % (
        "violated" if violations else "held", rulebooks, sum(counts.values()),
        ", ".join("%s %d" % item for item in sorted(counts.items())), options.seed, last, violations))
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
