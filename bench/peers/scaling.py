#!/usr/bin/env python3
"""How the batch grows with residents, records and rules, beside the loop by hand. See README.md.

    python3 bench/peers/scaling.py [--most N] [--rounds N]

Times are of the processor, medians of rounds in which all of a group take turns: those with
more residents, with more records each, and with more rules. Memory is the most beyond the
columns and the result.
"""

import argparse
import json
import pathlib
import statistics

import environment
import run


RECORDS = 4_000_000  # in all, where those of each resident are more and more


class Case:
    def __init__(self, label, residents, records_each=10, more_rules=0):
        self.label, self.residents = label, residents
        folder, self.records = run.columns(residents, 1, records_each)
        book = run.RULEBOOK if more_rules == 0 else with_more_rules(more_rules)
        self.process = run.Process([environment.LOOPS, folder, book])
        self.batch, self.plain, self.memory = [], [], []

    def turn(self) -> None:
        plain = self.process.ask("plain 1").split()
        batch = self.process.ask("memory 1").split()
        if plain[1:3] != batch[1:3]:
            raise SystemExit(f"{self.label}: the batch and the loop differ")
        self.plain.append(float(plain[3]))
        self.batch.append(float(batch[3]))
        self.memory.append(int(batch[4]))


    def row(self) -> str:
        batch = statistics.median(self.batch)
        ratio = statistics.median(p / b for p, b in zip(self.plain, self.batch))
        return (f"{self.label:22}{self.residents:>12,}{self.records:>12,}"
                f"{batch / self.residents * 1e9:>15.0f}{batch / self.records * 1e9:>13.1f}"
                f"{ratio:>14.2f}{max(self.memory) / 1e6:>11.1f}")


def with_more_rules(count: int) -> pathlib.Path:
    """W with rules, each of a category of its own, that no record has."""
    book = json.loads(run.RULEBOOK.read_text())
    for n in range(count):
        category = dict(book["categories"][0], id=f"x{n}")
        rule = dict(book["rules"][0], id=f"X{n}", categories=[category["id"]])
        book["categories"].append(category)
        book["rules"].append(rule)
    path = environment.MADE / f"workload_w_{count}.json"
    path.write_text(json.dumps(book, ensure_ascii=False))
    return path


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--most", type=int, default=10_000_000, help="residents")
    options.add_argument("--rounds", type=int, default=7)
    asked = options.parse_args()
    environment.MADE.mkdir(parents=True, exist_ok=True)
    environment.enter_environment()
    environment.build()
    groups = [
        [(f"{n:,} residents", n, 10, 0)
         for n in (10_000, 100_000, 1_000_000, 10_000_000) if n <= asked.most],
        [(f"{n:,} records each", max(RECORDS // n, 8), n, 0)
         for n in (1, 10, 100, 1_000, 10_000, 100_000)],
        [(f"{n} rules more", 100_000, 10, n) for n in (0, 40, 80, 160)]]
    print(f"{'':22}{'residents':>12}{'records':>12}{'ns a resident':>15}{'ns a record':>13}"
          f"{'loop / batch':>14}{'MB beyond':>11}")
    for wanted in groups:
        cases = [Case(*case) for case in wanted]
        for round_ in range(asked.rounds):
            for it in cases if round_ % 2 == 0 else cases[::-1]:
                it.turn()
        for it in cases:
            it.process.end()
            print(it.row(), flush=True)


if __name__ == "__main__":
    main()
