#!/usr/bin/env python3
"""Tables scored through bindings/java beside the same call from C++, in one run.

    python3 bench/java_tables.py [--residents N] [--rounds N] [--threads N ...]

Needs Maven and a JDK, and what bench/peers/run.py needs. The columns are workload W
(bench/peers/README.md) in memory before the clock starts: direct buffers in the one process,
vectors in the other. Both call cx_score_columns() with stable_through and copy the totals out;
the sums of all totals must be equal.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench" / "peers"))
import environment  # noqa: E402 (after its path)
import run  # noqa: E402 (after its path)

JAVA = ROOT / "build" / "java_tables"
LIBRARY = ROOT / "build" / "release" / "capi" / "libchengxin.so"


def build() -> None:
    environment.build()
    environment.say("building bindings/java")
    subprocess.run(["mvn", "-q", "-f", ROOT / "bindings/java/pom.xml", "package", "-DskipTests",
                    "-Dmaven.javadoc.skip=true", f"-DbuildDirectory={JAVA}"], check=True,
                   stdout=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--residents", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    environment.enter_environment()
    build()
    folder, records = run.columns(asked.residents, 1)
    jars = ":".join(map(str, [JAVA / "test-classes", JAVA / "classes",
                              *sorted((JAVA / "lib").glob("*.jar"))]))
    processes = {
        "C++": run.Process([environment.LOOPS, folder, run.RULEBOOK]),
        "Java": run.Process(["java", f"-Dchengxin.library={LIBRARY}",
                             f"-XX:MaxDirectMemorySize={64 * records + 64 * asked.residents}",
                             "-cp", jars, "chengxin.TableBench", folder, run.RULEBOOK]),
    }
    print(f"{asked.residents} residents, {records} records, {asked.rounds} rounds;"
          " medians and ranges")
    print("threads  C++ s                    Java s                   Java / C++")
    for threads in asked.threads:
        seconds = {name: [] for name in processes}
        for round_ in range(-2, asked.rounds):
            sums = set()
            for name in list(processes)[::1 if round_ % 2 == 0 else -1]:
                took, residents, checksum = processes[name].ask(f"batch {threads}").split()[:3]
                sums.add((residents, checksum))
                if round_ >= 0:
                    seconds[name].append(float(took))
            if len(sums) != 1:
                sys.exit(f"different totals: {sums}")
        ratios = [j / c for c, j in zip(seconds["C++"], seconds["Java"])]
        cells = [f"{statistics.median(all_):.3f} ({min(all_):.3f}..{max(all_):.3f})"
                 for all_ in (seconds["C++"], seconds["Java"], ratios)]
        print(f"{threads:7}  {cells[0]:24} {cells[1]:24} {cells[2]}")
    for process in processes.values():
        process.end()


if __name__ == "__main__":
    main()
