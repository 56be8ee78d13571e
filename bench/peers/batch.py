#!/usr/bin/env python3
"""What the batch takes in other ways than the table of run.py has it. See README.md.

    python3 bench/peers/batch.py [--residents N] [--rounds N]

Two threads against one, pinned; all awards and dispositions as a second table against the
scores alone; memory beyond the tables and the result, by what the tables are like.
"""

import argparse
import os
import pathlib
import statistics

import environment
import run

SHAPES = [("memory", "numbers, sorted"), ("memory_unsorted", "numbers, shuffled"),
          ("memory_texts", "texts, sorted"), ("memory_unsorted_texts", "texts, shuffled")]


def told(values: list[float], digits: int = 3) -> str:
    return (f"{statistics.median(values):.{digits}f} "
            f"({min(values):.{digits}f}..{max(values):.{digits}f})")


def stolen() -> int:
    """What the hypervisor gave to others so far, in ticks of a processor."""
    return int(pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[8])


class Batch:
    def __init__(self, folder):
        self.loops = run.Process([environment.LOOPS, folder, run.RULEBOOK])
        self.cores = sorted(os.sched_getaffinity(0))
        self.sum = None

    def ask(self, what: str, threads: int, cores) -> list[str]:
        """Seconds, residents, checksum, seconds of processors and more."""
        os.sched_setaffinity(self.loops.program.pid, cores)
        words = self.loops.ask(f"{what} {threads}").split()
        if self.sum not in (None, words[1:3]):
            raise SystemExit(f"{what}: not the same totals as before")
        self.sum = words[1:3]
        return words

    def threads(self, rounds: int) -> None:
        """By the clock. One thread takes turns on the cores, two have both to themselves."""
        if len(self.cores) < 2:
            return print("two threads: there is one core")
        ratios = {"batch": [], "plain": []}
        disturbed = 0
        for n in range(-1, rounds):
            before = stolen()
            for what, all_ in ratios.items():
                one = float(self.ask(what, 1, {self.cores[n % 2]})[0])
                two = float(self.ask(what, 2, set(self.cores[:2]))[0])
                if n >= 0:  # before, memory is touched for the first time
                    all_.append(one / two)
            disturbed += n >= 0 and stolen() != before
        print(f"two threads / one, pinned: batch {told(ratios['batch'], 2)}, loop by hand "
              f"{told(ratios['plain'], 2)}; of {rounds} rounds, all counted, time of a core was "
              f"stolen in {disturbed}")

    def details(self, rounds: int) -> None:
        alone, both = [], []
        for n in range(-1, rounds):
            scores = self.ask("batch", 1, {self.cores[0]})
            words = self.ask("explain", 1, {self.cores[0]})
            if n < 0:
                continue
            alone.append(float(scores[3]))
            both.append(float(words[3]))
        rows = int(words[4])
        print(f"scores alone: {told(alone)} s; with the {rows:,} rows of details: {told(both)} s, "
              f"{told([b / a for a, b in zip(alone, both)], 1)} times; "
              f"{statistics.median(both) / rows * 1e9:.0f} ns a row")



def memory(folder, records: int, rounds: int) -> None:
    """Each time in a new process, which has nothing left of an earlier time."""
    for request, label in SHAPES:
        found = []
        for _ in range(rounds):
            batch = Batch(folder)
            found.append(batch.ask(request, 1, {batch.cores[0]}))
            batch.loops.end()
        most = max(int(it[4]) for it in found)
        print(f"memory beyond, identifiers are {label:17}: {most / 1e6:6.1f} MB, "
              f"{most / records:4.1f} bytes a record; "
              f"{told([float(it[3]) for it in found])} s with the first touch of it")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--residents", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=9)
    asked = options.parse_args()
    environment.MADE.mkdir(parents=True, exist_ok=True)
    environment.enter_environment()
    environment.build()
    folder, records = run.columns(asked.residents, 1)
    print(f"{asked.residents:,} residents, {records:,} records; seconds of the processor "
          f"except for two threads; medians of {asked.rounds} rounds and their range")
    batch = Batch(folder)
    batch.threads(3 * asked.rounds)
    batch.details(asked.rounds)
    batch.loops.end()
    memory(folder, records, 3)


if __name__ == "__main__":
    main()
