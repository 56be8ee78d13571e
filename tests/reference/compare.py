"""Compares the command with the reference on random rulebooks.

    python3 tests/reference/compare.py --chengxin PATH --rulebooks 200 --seed 1

Each seed makes a rulebook, a population and a day.  `score`, `explain --all`
and `timeline` are run on them and every member of every object is compared.
Where something differs the case is made as small as it can be while it still
differs, printed, and its files are kept.
"""

import argparse
import csv
import io
import json
import multiprocessing
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

import generate
import reference as ref


class Difference(Exception):
    """kind: which check; where: subject; details: what to print."""

    def __init__(self, kind, subject, details):
        super().__init__(kind, subject, details)
        self.kind, self.subject, self.details = kind, subject, details


# --------------------------------------------------------------------------
# Running the command
# --------------------------------------------------------------------------

def run(command, *arguments):
    """Standard output; a Difference where the exit status is not 0."""
    line = [str(command)] + [str(a) for a in arguments]
    try:
        done = subprocess.run(line, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        raise Difference("timeout of " + arguments[0], None, " ".join(line)) from None
    if done.returncode != 0:
        # The first complaint, without its place and names, tells one kind of
        # refusal from another while shrinking.
        first = done.stderr.decode("utf-8", "replace").split("\n")[0]
        first = re.sub(r"^\S*:|[0-9]+|[\"'`].*?[\"'`]", "", first)
        raise Difference("exit status %d of %s: %s" % (done.returncode, arguments[0], first), None,
                         " ".join(line) + "\n" + done.stderr.decode("utf-8", "replace")
                         + done.stdout.decode("utf-8", "replace")[:2000])
    return done.stdout


NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]?[1-9])?")


def exact(text):
    """A decimal of the command: no exponent, no trailing zeros, no -0."""
    if not NUMBER.fullmatch(text) or text == "-0":
        raise Difference("form of a number", None, text)
    return Decimal(text)


def parse(text):
    return json.loads(text, parse_float=exact, parse_int=lambda t: int(exact(t)))


def same(left, right):
    """Equal, the order of members included."""
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def show(value):
    return generate.to_json(value)


def differing_members(theirs, ours):
    lines = []
    if list(theirs) != list(ours) and sorted(theirs) != sorted(ours):
        lines.append("  members: command %s, reference %s" % (list(theirs), list(ours)))
    elif list(theirs) != list(ours):
        lines.append("  order of members: command %s, reference %s" % (list(theirs), list(ours)))
    for name in ours:
        if name in theirs and not same(theirs[name], ours[name]):
            lines.append("  %s\n    command:   %s\n    reference: %s"
                         % (name, show(theirs[name]), show(ours[name])))
    return "\n".join(lines)


# --------------------------------------------------------------------------
# The checks
# --------------------------------------------------------------------------

class Check:
    def __init__(self, command, directory):
        self.command = command
        self.directory = pathlib.Path(directory)

    def files(self, case, seed):
        """Alternates the formats by the seed."""
        rng = random.Random(seed)
        csv_subjects = case.portable and seed % 4 in (0, 2)
        csv_records = case.portable and seed % 4 in (0, 3)
        book, subjects, records = generate.write(case, self.directory, csv_subjects, csv_records,
                                                 crlf=rng.random() < 0.3, bom=rng.random() < 0.3)
        return ["--rulebook", book, "--subjects", subjects, "--records", records]

    def main(self, case, seed):
        """`score` and `explain`; returns (counts, the residents)."""
        files = self.files(case, seed)
        day = ref.date_text(case.day)
        book = case.reference_rulebook()
        # The reference reads the files as well, not the generator's objects.
        residents = ref.residents(book, ref.read_rows(files[3]), ref.read_rows(files[5]))

        asked = ["--as-of", day]
        score = run(self.command, "score", *files, *asked, "--stable-through", "--threads", "1")
        explain = run(self.command, "explain", *files, *asked, "--all", "--format", "json")
        if seed % 2:
            again = run(self.command, "score", *files, *asked, "--stable-through", "--threads", "2")
            if again != score:
                raise Difference("threads 1 and 2", None, "score differs")

        self.compare_scores(score, book, residents, case.day)
        self.compare_explanations(explain, residents, case.day)
        return score, explain, residents, files

    def compare_scores(self, text, book, residents, day):
        text = text.decode("utf-8")
        if "\r" in text or not text.endswith("\n"):
            raise Difference("line ends of score", None, repr(text[:200]))
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        header = ["subject_id", "eligible", "score", "tier"] + [d.id for d in book.dimensions] + ["stable_through"]
        if rows[0] != header:
            raise Difference("header of score", None, "%s\n%s" % (rows[0], header))
        if len(rows) - 1 != len(residents):
            raise Difference("rows of score", None, "%d rows, %d subjects" % (len(rows) - 1, len(residents)))
        for theirs, resident in zip(rows[1:], residents):
            ours = resident.score_row(day, with_stable_through=True)
            if theirs != ours:
                columns = ["  %s: command %r, reference %r" % (name, t, o)
                           for name, t, o in zip(header, theirs, ours) if t != o]
                raise Difference("score", resident.id, "\n".join(columns) or "%s\n%s" % (theirs, ours))

    def compare_explanations(self, text, residents, day):
        lines = text.decode("utf-8").split("\n")
        if lines[-1] == "":
            lines.pop()
        if len(lines) != len(residents):
            raise Difference("lines of explain", None, "%d lines, %d subjects" % (len(lines), len(residents)))
        for line, resident in zip(lines, residents):
            theirs = parse(line)
            ours = resident.explain(day, library=theirs.get("library"))
            if not same(theirs, ours):
                raise Difference("explain", resident.id, differing_members(theirs, ours))

    def extra(self, case, seed, score, explain, residents, files):
        """What is not looked at on every case."""
        rng = random.Random(seed + 1)
        day = ref.date_text(case.day)
        asked = ["--as-of", day, "--all", "--format", "json"]

        if case.portable and seed % 5 == 0:
            # The same in both formats, to the byte.
            other = generate.write(case, self.directory, not str(files[3]).endswith("csv"),
                                   not str(files[5]).endswith("csv"))
            again = run(self.command, "explain", "--rulebook", other[0], "--subjects", other[1],
                        "--records", other[2], *asked)
            if again != explain:
                raise Difference("CSV and JSON Lines", None, "explain differs")

        if seed % 3 == 0:
            # Section 4, Order: shuffled, without the duplicates.
            seen, records = set(), []
            for record in case.records:
                key = (record["subject_id"], record["record_id"])
                if key not in seen:
                    seen.add(key)
                    records.append(record)
            once = case.copy(records=records)
            shuffled = case.copy(records=rng.sample(records, len(records)))
            outputs = []
            for one in (once, shuffled):
                lines = run(self.command, "explain", *self.files(one, seed), *asked).decode("utf-8")
                outputs.append([unordered(parse(line)) for line in lines.split("\n") if line])
            for left, right in zip(*outputs):
                if left != right:
                    raise Difference("order of records", left["subject_id"], differing_members(left, right))
            self.files(case, seed)

        if seed % 4 == 1 and residents:
            for resident in rng.sample(residents, min(2, len(residents))):
                self.timeline(case, seed, resident, rng)

    def timeline(self, case, seed, resident, rng):
        book = resident.rulebook
        first = case.day - rng.choice([0, 0, 40])
        first = max(first, book.effective_from)
        last = first + rng.choice([0, 30, 200, 400])
        if book.effective_until is not None:
            last = min(last, book.effective_until)
        text = run(self.command, "timeline", *self.files(case, seed), "--subject", resident.id,
                   "--from", ref.date_text(first), "--to", ref.date_text(last))
        theirs = parse(text.decode("utf-8"))
        for segment in theirs:
            causes = segment.pop("causes", None)
            if not isinstance(causes, list):
                raise Difference("timeline", resident.id, "a segment without causes")
        if not same(theirs, resident.timeline(first, last)):
            raise Difference("timeline", resident.id, "from %s to %s\ncommand:   %s\nreference: %s" % (
                ref.date_text(first), ref.date_text(last), show(theirs), show(resident.timeline(first, last))))

    def whole(self, case, seed):
        results = self.main(case, seed)
        self.extra(case, seed, *results)
        return len(results[2])


def unordered(value):
    """With lists as sorted texts, for comparing regardless of input order."""
    value = dict(value)
    for name in ("records", "undetermined"):
        value[name] = sorted(show(v) for v in value[name])
    if value["ceiling"]:
        value["ceiling"] = dict(value["ceiling"], records=sorted(value["ceiling"]["records"]))
    value["dimensions"] = [dict(d, awards=sorted(show(v) for v in d["awards"]),
                                restored=[dict(r, records=sorted(show(v) for v in r["records"]))
                                          for r in d["restored"]])
                           for d in value["dimensions"]]
    return value


# --------------------------------------------------------------------------
# Shrinking
# --------------------------------------------------------------------------

def shrink(case, fails, seconds=60):
    """The smallest case found for which fails(case) is still true."""
    deadline = time.monotonic() + seconds

    def still(candidate):
        if time.monotonic() > deadline:
            return False
        try:
            if candidate.rulebook is not case.rulebook and generate.faults(candidate.rulebook):
                return False
            return fails(candidate)
        except Exception:                  # no longer valid
            return False

    def without(items, name):
        """Drops list members, halves first, then one by one."""
        nonlocal case
        size = max(1, len(items) // 2)
        while size >= 1:
            i = 0
            while i < len(items):
                fewer = items[:i] + items[i + size:]
                candidate = case.copy(**{name: fewer}) if name in ("subjects", "records") else \
                    case.copy(rulebook=dict(case.rulebook, **{name: fewer}))
                if name == "subjects":
                    kept = {s["subject_id"] for s in fewer}
                    candidate.records = [r for r in candidate.records if r["subject_id"] in kept]
                if still(candidate):
                    case, items = candidate, fewer
                else:
                    i += size
            size //= 2

    before = None
    while before != (show_case(case)) and time.monotonic() < deadline:
        before = show_case(case)
        without(case.subjects, "subjects")
        without(case.records, "records")
        for name in ("rules", "ceilings", "groups", "barred", "uses", "categories", "dimensions", "tiers"):
            if case.rulebook.get(name):
                without(case.rulebook[name], name)
        for name in list(case.rulebook):
            smaller = {k: v for k, v in case.rulebook.items() if k != name}
            if still(case.copy(rulebook=smaller)):
                case = case.copy(rulebook=smaller)
        # Members of rules, categories, records and subjects, to any depth 2.
        for name in ("rules", "ceilings", "categories", "dimensions"):
            for i in range(len(case.rulebook.get(name) or ())):
                case = shrink_object(case, still, case.rulebook[name][i],
                                     lambda c, o: c.copy(rulebook=dict(c.rulebook, **{
                                         name: c.rulebook[name][:i] + [o] + c.rulebook[name][i + 1:]})))
        for i in range(len(case.records)):
            case = shrink_object(case, still, case.records[i],
                                 lambda c, o: c.copy(records=c.records[:i] + [o] + c.records[i + 1:]))
        for i in range(len(case.subjects)):
            case = shrink_object(case, still, case.subjects[i],
                                 lambda c, o: c.copy(subjects=c.subjects[:i] + [o] + c.subjects[i + 1:]))
        if case.rulebook.get("subject_attributes"):
            case = shrink_object(case, still, case.rulebook["subject_attributes"],
                                 lambda c, o: c.copy(rulebook=dict(c.rulebook, subject_attributes=o)))
    return case


def shrink_object(case, still, thing, put):
    for name in list(thing):
        smaller = {k: v for k, v in thing.items() if k != name}
        if still(put(case, smaller)):
            case, thing = put(case, smaller), smaller
            continue
        value = thing[name]
        if isinstance(value, list) and len(value) > 1:
            for j in reversed(range(len(value))):
                if len(value) > 1:
                    smaller = dict(thing, **{name: value[:j] + value[j + 1:]})
                    if still(put(case, smaller)):
                        case, thing, value = put(case, smaller), smaller, smaller[name]
        if isinstance(value, dict):
            for inner in list(value):
                smaller = dict(thing, **{name: {k: v for k, v in value.items() if k != inner}})
                if still(put(case, smaller)):
                    case, thing, value = put(case, smaller), smaller, smaller[name]
    return case


def show_case(case):
    return show(case.rulebook) + show(case.subjects) + show(case.records)


def report(case, seed, difference):
    lines = ["", "DIFFERENCE in %s, seed %d, day %s, subject %s" % (
        difference.kind, seed, ref.date_text(case.day), difference.subject), str(difference.details),
        "rulebook:", generate.to_json(case.rulebook, indent=1), "subjects:", generate.to_jsonl(case.subjects),
        "records:", generate.to_jsonl(case.records)]
    return "\n".join(lines)


# --------------------------------------------------------------------------
# The driver
# --------------------------------------------------------------------------

def one_seed(job):
    """(seed, subjects, None) or (seed, 0, the report)."""
    command, seed, subjects, keep = job
    case = generate.case(seed, subjects)
    with tempfile.TemporaryDirectory(prefix="chengxin-compare-") as directory:
        check = Check(command, directory)
        try:
            return seed, check.whole(case, seed), None
        except Difference as difference:
            found = difference

        last = [found]

        def fails(candidate):
            try:
                if found.kind in ("score", "explain") or found.subject is None:
                    check.main(candidate, seed)
                if found.kind not in ("score", "explain"):
                    check.whole(candidate, seed)
            except Difference as difference:
                if difference.kind == found.kind:
                    last[0] = difference
                    return True
            return False

        # First to the subject concerned.
        if found.subject is not None:
            alone = case.copy(subjects=[s for s in case.subjects if s["subject_id"] == found.subject],
                              records=[r for r in case.records if r["subject_id"] == found.subject])
            if fails(alone):
                case = alone
        case = shrink(case, fails)
        if not fails(case):
            last[0] = found
        kept = pathlib.Path(keep or tempfile.mkdtemp(prefix="chengxin-difference-")) / ("seed-%d" % seed)
        kept.mkdir(parents=True, exist_ok=True)
        Check(command, kept).files(case, seed)
        (kept / "report.txt").write_text(report(case, seed, last[0]), encoding="utf-8")
        return seed, 0, report(case, seed, last[0]) + "\nfiles kept in %s" % kept


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chengxin", required=True, help="the command")
    parser.add_argument("--rulebooks", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--subjects", type=int, help="subjects of each population (20..40)")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", help="directory for the files of a difference")
    parser.add_argument("--budget", type=float, help="stop after so many seconds")
    parser.add_argument("--all-differences", action="store_true", help="go on after a difference")
    options = parser.parse_args()

    jobs = [(options.chengxin, seed, options.subjects, options.keep)
            for seed in range(options.seed, options.seed + options.rulebooks)]
    started = time.monotonic()
    rulebooks = subjects = differences = 0
    last_seed = options.seed - 1
    pool = multiprocessing.Pool(options.jobs) if options.jobs > 1 else None
    results = pool.imap(one_seed, jobs) if pool else map(one_seed, jobs)
    for seed, count, problem in results:
        rulebooks += 1
        subjects += count
        last_seed = seed
        if problem is not None:
            differences += 1
            print(problem, flush=True)
            if not options.all_differences:
                break
        if sys.stderr.isatty():
            print("\r%d rulebooks, %d subjects, %.0f s " % (rulebooks, subjects, time.monotonic() - started),
                  end="", file=sys.stderr, flush=True)
        if options.budget and time.monotonic() - started > options.budget:
            break
    if pool:
        pool.terminate()
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print("%s: %d rulebooks, %d subjects, %d explanations, seeds %d..%d, %d differences" % (
        "disagreement" if differences else "agreement", rulebooks, subjects, subjects,
        options.seed, last_seed, differences))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
