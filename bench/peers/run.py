#!/usr/bin/env python3
"""Chengxin beside others on workload W, in one run. See README.md.

    python3 bench/peers/run.py [--residents N ...] [--rounds N] [--seed N] [--quick]
                                [--processor-time]

Everything that it makes is under build/peers/: the peers' own virtual environment, the
columns, the table as CSV and the plot.
"""

import argparse
import csv
import os
import pathlib
import statistics
import subprocess
import sys

import environment
from environment import HERE, LOOPS, MADE, OTHER_DUCKDB, PYTHON, say

RULEBOOK = HERE.parent / "workload_w.json"
# Above this the peers do not fit into memory beside each other: each is started for its
# turn, runs once for nothing and once for its time, and ends.
TOGETHER = 2_000_000


class Process:
    """A program that answers each line with one."""

    def __init__(self, command, imports_from=None):
        changed = {"PYTHONPATH": str(imports_from)} if imports_from else {}
        self.program = subprocess.Popen([str(it) for it in command], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, cwd=HERE,
                                        env={**os.environ, **changed})
        if self.program.stdout.readline() != "ready\n":
            sys.exit(f"not started: {command}")

    def ask(self, line: str) -> str:
        self.program.stdin.write(line + "\n")
        self.program.stdin.flush()
        answer = self.program.stdout.readline().strip()
        if not answer:
            sys.exit(f"no answer to '{line}'")
        return answer

    def end(self) -> None:
        self.program.stdin.close()
        self.program.wait()


class Contestant:
    """One row of the table. `peer` is a peer of peers.py, imported from `folder` if that is
    given, whose version goes where the label has {}; else `request` goes to loops.cpp."""

    def __init__(self, label, threads=1, request=None, peer=None, sample=None, folder=None):
        self.label, self.threads = label, threads
        self.request, self.peer, self.sample = request, peer, sample
        self.folder = folder
        self.process = None
        self.first = None    # residents and checksum of the run whose totals were compared
        self.seconds = []
        self.rates = []      # residents a second, one a round

    @property
    def key(self) -> tuple:
        return (self.request or f"{self.peer} of {self.folder}", self.threads)

    def heads(self) -> str:
        """The label, then how many threads."""
        return f"{self.label} ({self.threads})"


def contestants(residents: int) -> list[Contestant]:
    one = min(20_000, residents)
    other = environment.other_duckdb()
    zen, fisca = min(2_000, residents), min(100_000, residents)
    return [
        *(Contestant("bare reading of the columns", t, request="read") for t in (1, 2)),
        *(Contestant("C++ loop by hand, -O3", t, request="plain") for t in (1, 2)),
        *(Contestant("chengxin: batch, with stable_through", t, request="batch") for t in (1, 2)),
        Contestant("chengxin: one subject, C ABI", request="one", sample=one),
        Contestant("chengxin: one subject, stable_through", request="one_stable", sample=one),
        *(Contestant("chengxin: Python, with stable_through", t, peer="chengxin") for t in (1, 2)),
        *(Contestant("DuckDB {}, one statement", t, peer="duckdb", folder=folder)
          for folder in (None, other) for t in (1, 2)),
        *(Contestant("DuckDB {}, 100,000 at a time", t, peer="duckdb_chunks", folder=folder)
          for folder in (None, other) for t in (1, 2)),
        *(Contestant("Polars {}, streaming", t, peer="polars") for t in (1, 2)),
        Contestant("NumPy {}", peer="numpy"),
        Contestant("pandas {}", peer="pandas"),
        Contestant("OpenFisca {}", peer="openfisca", sample=fisca),
        Contestant("zen-engine {}", peer="zen", sample=zen),
    ]


def columns(residents: int, seed: int, records_each: int = 10) -> tuple[pathlib.Path, int]:
    """The folder of W's columns, made if need be, and how many records it has."""
    import workload

    folder = MADE / f"{residents}-{seed}" if records_each == 10 else (
        MADE / f"{residents}-{seed}-{records_each}")
    if not (folder / "made").exists():
        say(f"making {residents:,} residents of {records_each} records")
        workload.make(folder, residents, seed, records_each)
        (folder / "made").touch()
    return folder, len(workload.load(folder)["resident"])


class Comparison:
    def __init__(self, residents: int, seed: int, processor_time: bool = False):
        self.residents = residents
        self.place_of_time = 3 if processor_time else 0  # in an answer
        self.folder, self.records = columns(residents, seed)
        self.loops = Process([LOOPS, self.folder, RULEBOOK])
        self.all = contestants(residents)
        self.together = residents <= TOGETHER

    def start(self, it: Contestant) -> Process:
        if it.peer is None:
            return self.loops
        return Process([PYTHON, HERE / "peers.py", it.peer, self.folder, RULEBOOK, it.threads,
                        it.sample or self.residents], it.folder)

    def ask(self, it: Contestant, process: Process):
        """Seconds, residents and checksum."""
        line = f"{it.request} {it.sample or it.threads}" if it.request else "run"
        words = process.ask(line).split()
        return float(words[self.place_of_time]), int(words[1]), int(words[2])

    def totals(self, it: Contestant, process: Process):
        import numpy

        path = self.folder / "totals.i64"
        process.ask(f"write {it.request or '-'} {path}")
        return numpy.fromfile(path, numpy.int64)

    def check(self) -> None:
        """Everyone runs once, and their totals are equal, or nothing is shown."""
        import numpy

        say("comparing with the one-subject engine")
        sample = min(self.residents, 1_000_000)
        self.loops.ask(f"one {sample}")
        engine = self.totals(Contestant("", request="one"), self.loops)
        self.compared = int((engine >= 0).sum())
        self.loops.ask("plain 1")
        right = self.totals(Contestant("", request="plain"), self.loops)
        self.differ("the loop by hand", right, engine)
        for it in self.all:
            process = self.start(it)
            if it.peer:
                it.label = it.label.format(process.ask("version"))
                say(f"comparing {it.heads()}")
            it.first = self.ask(it, process)[1:]
            if it.request != "read":
                self.compare(it, self.totals(it, process), right)
            if self.together:
                it.process = process
            elif process is not self.loops:
                process.end()
        if not any(OTHER_DUCKDB in it.label for it in self.all if it.folder):
            sys.exit(f"the other DuckDB is not {OTHER_DUCKDB}")

    def compare(self, it: Contestant, got, right) -> None:
        import numpy

        scored = int((got >= 0).sum())
        if scored != it.first[0] or scored < (it.sample or self.residents):
            sys.exit(f"{it.label}: {it.first[0]} residents, of which {scored} have a total")
        self.differ(it.label, numpy.where(got >= 0, got, right), right)

    @staticmethod
    def differ(label: str, got, right) -> None:
        """Ends the program at the first resident who differs; -1 is not computed."""
        import numpy

        wrong = numpy.flatnonzero((got != right) & (right >= 0))
        if len(got) != len(right) or len(wrong):
            s = wrong[0] if len(wrong) else len(right)
            sys.exit(f"{label}: resident {s} has {got[s]} hundredths, not {right[s]}; "
                     f"{len(wrong)} residents differ")

    def turn(self, it: Contestant) -> None:
        process = it.process or self.start(it)
        if not self.together and it.peer:
            self.ask(it, process)
        seconds, residents, checksum = self.ask(it, process)
        if (residents, checksum) != it.first:
            sys.exit(f"{it.label}: not the same totals as before")
        it.seconds.append(seconds)
        it.rates.append(residents / seconds)
        if not self.together and it.peer:
            process.end()

    def run(self, rounds: int) -> None:
        self.load = []
        for n in range(rounds):
            self.load.append(os.getloadavg()[0])
            say(f"round {n + 1} of {rounds}, load {self.load[-1]:.1f}")
            first = n * 5 % len(self.all)  # nobody always follows the same one
            for it in self.all[first:] + self.all[:first]:
                self.turn(it)

    def end(self) -> None:
        for it in self.all:
            if it.process and it.process is not self.loops:
                it.process.end()
        self.loops.end()


def ratios(above: Contestant, below: Contestant) -> list[float]:
    """How many times as fast, round by round."""
    return [a / b for a, b in zip(above.rates, below.rates)]


def number(x: float) -> str:
    return f"{x:,.0f}" if x >= 100 else f"{x:.3g}"


def told(values: list[float] | None) -> str:
    if not values:
        return "-"
    return f"{number(statistics.median(values))} ({number(min(values))}..{number(max(values))})"


def table(done: Comparison) -> str:
    named = {it.key: it for it in done.all}
    rows = [("", "threads", "residents", "seconds, median", "residents a second (range)",
             "loop by hand / it", "batch / it", "one subject / it")]
    for it in done.all:
        row = [it.label, str(it.threads), f"{it.sample or done.residents:,}",
               f"{statistics.median(it.seconds):.4f}", told(it.rates)]
        for other in (("plain", it.threads), ("batch", it.threads), ("one", 1)):
            same = other in named and named[other] is not it and (
                other[0] != "one" or it.threads == 1)
            row.append(told(ratios(named[other], it)) if same else "-")
        rows.append(tuple(row))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(w) if i == 0 else cell.rjust(w)
                       for i, (cell, w) in enumerate(zip(row, widths))) for row in rows]
    head = (f"{done.residents:,} residents, {done.records:,} records, {len(done.load)} rounds, "
            f"load {min(done.load):.1f} to {max(done.load):.1f}. Equal: the loop by hand and the "
            f"one-subject engine on {done.compared:,} residents, every other and the loop on all "
            "that it scored. Ratios are medians of rounds, their range in brackets."
            + (" Seconds are those of processors." if done.place_of_time else ""))
    twos = [f"  {it.label}: {told(ratios(it, named[(it.key[0], 1)]))}" for it in done.all
            if it.threads == 2]
    return "\n".join([head, "", *lines, "", "Two threads / one:", *twos, ""])


def write_csv(done: Comparison, path: pathlib.Path) -> None:
    with open(path, "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["contestant", "threads", "round", "load", "residents", "seconds",
                       "residents_per_second"])
        for it in done.all:
            for n, (seconds, rate) in enumerate(zip(it.seconds, it.rates)):
                rows.writerow([it.label, it.threads, n + 1, f"{done.load[n]:.2f}",
                               round(seconds * rate), f"{seconds:.6f}", f"{rate:.1f}"])


def plot(done: Comparison, path: pathlib.Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    shown = sorted(done.all, key=lambda it: statistics.median(it.rates))
    middle = [statistics.median(it.rates) for it in shown]
    spans = [[m - min(it.rates) for m, it in zip(middle, shown)],
             [max(it.rates) - m for m, it in zip(middle, shown)]]
    figure, axes = pyplot.subplots(figsize=(10, 0.4 * len(shown) + 1.5), layout="constrained")
    colours = ["tab:red" if it.label.startswith("chengxin") else
               "tab:gray" if it.request else "tab:blue" for it in shown]
    places = range(len(shown))
    axes.barh(places, middle, xerr=spans, color=colours, ecolor="black", capsize=2)
    axes.set_yticks(places, [it.heads() for it in shown])
    for place, it, m in zip(places, shown, middle):
        axes.annotate(number(m), (max(it.rates), place), xytext=(5, 0),
                      textcoords="offset points", va="center", fontsize=8)
    axes.set_xscale("log")
    axes.set_xlim(min(middle) / 3, max(middle) * 8)
    axes.set_xlabel("residents a second, median and range (threads in brackets)")
    axes.set_title(f"Workload W: {done.residents:,} residents, {done.records:,} records")
    figure.savefig(path.with_suffix(".png"), dpi=120)
    figure.savefig(path.with_suffix(".svg"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--residents", type=int, nargs="+", metavar="N",
                         default=[1_000_000, 10_000_000])
    options.add_argument("--rounds", type=int, help="7; above 2,000,000 residents 3")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--quick", action="store_true", help="20,000 residents, 3 rounds")
    options.add_argument("--processor-time", action="store_true",
                         help="seconds of all processors in place of the clock's: where others "
                              "use the machine, too")
    asked = options.parse_args()
    if min(asked.residents) < 1 or asked.rounds is not None and asked.rounds < 1:
        options.error("residents and rounds are at least 1")
    MADE.mkdir(parents=True, exist_ok=True)
    environment.enter_environment()
    environment.build()
    environment.install_own_python()
    for residents in [20_000] if asked.quick else asked.residents:
        done = Comparison(residents, asked.seed, asked.processor_time)
        done.check()
        done.run(asked.rounds or (3 if asked.quick or not done.together else 7))
        done.end()
        text = table(done)
        print(text, flush=True)
        (MADE / f"{residents}.txt").write_text(text)
        write_csv(done, MADE / f"{residents}.csv")
        plot(done, MADE / f"{residents}.png")
        say(f"written: build/peers/{residents}.txt, .csv, .png and .svg")


if __name__ == "__main__":
    main()
