#!/usr/bin/env python3
"""chengxin score, CSV to CSV, beside DuckDB doing the same, in one run.

    build/peers/venv/bin/python bench/score_csv.py [--residents N] [--rounds N] [--threads N ...]

The environment is the one that bench/peers/run.py makes, with its DuckDB. A second one is
made for DuckDB 1.5.6, with which the target was set: each is a program of its own, and each
line says which it is. The command must be built in build/release. The files are under build/score_csv/: workload W (bench/peers/README.md) with
identifiers of 32 bytes; 1 in 64 providers is in quotes and 1 in 100,000 records has a day
that does not exist, which both leave out and list.

What is compared is every resident's score; DuckDB computes less: its conditions are solved
beforehand, everybody is taken to be eligible, nothing is checked but types and days, ids may
repeat, and it writes no tiers and dimensions.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time

import duckdb

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench" / "peers"))
import workload  # noqa: E402 (after its path)
from workload import BASE, HIGHEST  # noqa: E402 (after its path)

MADE = ROOT / "build" / "score_csv"
RULEBOOK = ROOT / "bench" / "workload_w.json"
ANCHOR = "1.5.6"
COMMAND = ROOT / "build" / "release" / "bindings" / "cli" / "chengxin"


def make_city(folder: pathlib.Path, residents: int) -> None:
    """Writes subjects.csv and records.csv."""
    workload.make(folder, residents)
    columns = {name: values for name, values in workload.load(folder).items()}
    base = duckdb.connect()
    birth_date = columns.pop("birth_date")  # noqa: F841  (read by the statement)
    id_of = "md5({}::VARCHAR)"
    day_of = "DATE '1970-01-01' + {}::INT"
    base.execute(f"""COPY (
        SELECT {id_of.format("i")} AS subject_id, {day_of.format("column0")} AS birth_date,
               'registered' AS residency, 'full' AS capacity
        FROM (SELECT column0, row_number() OVER () - 1 AS i FROM birth_date)
        ORDER BY i) TO '{folder}/subjects.csv' (HEADER)""")
    base.register("record", {name: values[:] for name, values in columns.items()})
    base.execute(f"""COPY (
        SELECT md5('r' || n) AS record_id, {id_of.format("resident")} AS subject_id,
               printf('c%02d', category) AS category,
               CASE WHEN n % 64 = 0 THEN 'office "' || n % 40 || '", east'
                    ELSE 'office ' || n % 40 END AS provider,
               CASE WHEN n % 100000 = 99999 THEN '2025-02-30'
                    ELSE strftime({day_of.format("occurred_on")}, '%Y-%m-%d') END AS occurred_on,
               'platform' AS origin,
               ['active', 'disputed', 'repaired', 'revoked'][status + 1] AS status,
               CASE WHEN status = {workload.REPAIRED}
                    THEN {day_of.format("repaired_on")} END AS repaired_on,
               level AS "attributes.level", units AS "attributes.units"
        FROM (SELECT *, row_number() OVER () AS n FROM record)
        ORDER BY n) TO '{folder}/records.csv' (HEADER)""")


def anchor() -> pathlib.Path:
    """The Python of an environment that has the anchors' DuckDB."""
    python = MADE / f"duckdb-{ANCHOR}" / "bin" / "python"
    mark = MADE / f"duckdb-{ANCHOR}" / "installed.txt"
    if not mark.exists():
        print(f"installing DuckDB {ANCHOR} into {python.parent.parent}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", python.parent.parent], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        f"duckdb=={ANCHOR}"], check=True, stdout=sys.stderr)
        mark.write_text(ANCHOR)
    return python


def statements(folder: pathlib.Path, book: workload.Rulebook, out: str) -> list[str]:
    """What DuckDB does. Residents are numbered, so that it need not group by their ids."""
    claims = ", ".join(
        f"('{book.categories[c]}', {level}, {points}, {unit}, {most},"
        f" DATE '1970-01-01' + {max(book.valid_from[r], -100000)},"
        f" {book.dimension[r] << 29 | book.total[r] // 100 << 6 | r})"
        for c, level, r, points, unit, most in book.claims)
    values = "".join(
        f" + least({high}, greatest({low}, coalesce(sum(points) FILTER (dimension = {d}), 0)))"
        for d, (low, high) in enumerate(zip(book.lowest, book.highest)))
    day = f"DATE '{workload.DAY}'"
    return [
        f"""CREATE TABLE claim AS SELECT * FROM (VALUES {claims})
            AS t(category, level, points, unit, most, valid_from, of)""",
        f"""CREATE TABLE subject AS SELECT subject_id, row_number() OVER () - 1 AS number
            FROM read_csv('{folder}/subjects.csv', header = true, auto_detect = false,
                          columns = {{subject_id: 'VARCHAR', birth_date: 'DATE',
                                      residency: 'VARCHAR', capacity: 'VARCHAR'}})""",
        f"""COPY (
            WITH summed AS (
              SELECT s.number::BIGINT << 32 | c.of AS key,
                     sum(CASE WHEN c.unit = 0 THEN c.points
                              ELSE greatest(-c.most, least(c.most, r.units // c.unit * c.points))
                         END)::INT AS points
              FROM read_csv('{folder}/records.csv', header = true, auto_detect = false, quote = '"',
                            escape = '"', store_rejects = true,
                            columns = {{record_id: 'VARCHAR', subject_id: 'VARCHAR',
                                        category: 'VARCHAR', provider: 'VARCHAR',
                                        occurred_on: 'DATE', origin: 'VARCHAR', status: 'VARCHAR',
                                        repaired_on: 'DATE', level: 'INT', units: 'INT'}}) r
              JOIN claim c ON c.category = r.category AND c.level = r.level
              JOIN subject s ON s.subject_id = r.subject_id
              WHERE r.occurred_on <= {day} AND r.occurred_on >= c.valid_from
                AND (r.status = 'active' OR r.status = 'repaired'
                                            AND (c.points > 0 OR r.repaired_on > {day}))
              GROUP BY key),
            limited AS (
              SELECT key >> 32 AS number, key >> 29 & 7 AS dimension,
                     ((key >> 6 & 8388607) * 100)::INT AS most,
                     greatest(-most, least(most, points)) AS points
              FROM summed),
            scored AS (
              SELECT number, least({HIGHEST}, greatest(0, {BASE}{values})) AS total
              FROM limited GROUP BY number)
            SELECT subject_id, ((coalesce(total, {BASE}) + 50) // 100)::INT AS score
            FROM subject LEFT JOIN scored USING (number) ORDER BY subject.number)
            TO '{folder}/{out}' (HEADER)""",
    ]


# A child's largest memory is at least what the process that starts it has then, and this one
# may have made a city: each program is started by a small process of its own.
STARTER = """
import os, sys, time
begin = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
seconds = time.perf_counter() - begin
print(os.waitstatus_to_exitcode(status), seconds, used.ru_utime, used.ru_stime, used.ru_maxrss)
"""


def timed(command: list[str]) -> tuple[float, float, float, float]:
    """Runs a program. Gives the seconds by the clock, those of the processors in the program
    and in the system for it, and its memory at its largest in MB."""
    told = subprocess.run([sys.executable, "-I", "-S", "-c", STARTER, *command], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    status, seconds, program, system, memory = told.splitlines()[-1].split()
    if status != "0":
        sys.exit(f"failed: {command[:3]}")
    return float(seconds), float(program), float(system), float(memory) / 1024


def require_equal(folder: pathlib.Path, residents: int, out: str) -> None:
    all_, different = duckdb.execute(f"""
        SELECT count(*), count(*) FILTER (a.score IS DISTINCT FROM b.score)
        FROM read_csv('{folder}/chengxin.csv', header = true) a
        FULL JOIN read_csv('{folder}/{out}', header = true) b USING (subject_id)""").fetchone()
    if all_ != residents or different:
        sys.exit(f"{different} of {all_} scores differ, {residents} were asked for")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--residents", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    folder = MADE / str(asked.residents)
    if not (folder / "records.csv").exists():
        make_city(folder, asked.residents)

    book = workload.Rulebook(RULEBOOK)
    peers = {}  # by name: the Python that has it, and the script of its statements
    for version, python in ((duckdb.__version__, sys.executable), (ANCHOR, anchor())):
        name = f"duckdb {version}"
        script = folder / f"{name.replace(' ', '-')}.sql"
        script.write_text(";\n".join(statements(folder, book, script.stem + ".csv")))
        peers[name] = (python, script)
    times = {}
    for round_ in range(asked.rounds):
        for threads in asked.threads:
            ours = [str(COMMAND), "score", "--rulebook", str(RULEBOOK), "--as-of",
                    str(workload.DAY), "--threads", str(threads)]
            for name in ("subjects", "records"):
                ours += [f"--{name}", f"{folder}/{name}.csv"]
            ours += ["--rejects", f"{folder}/rejects.csv", "--out", f"{folder}/chengxin.csv"]
            contestants = [("chengxin", ours)]
            for name, (python, script) in peers.items():
                contestants.append((name, [
                    str(python), "-c",
                    f"import duckdb; duckdb.connect(config={{'threads': {threads}}})"
                    f".execute(open({str(script)!r}).read())"]))
            for name, command in contestants if round_ % 2 == 0 else contestants[::-1]:
                times.setdefault((threads, name), []).append(timed(command))
            for _, script in peers.values():
                require_equal(folder, asked.residents, script.stem + ".csv")

    print(f"{asked.residents} residents, {asked.rounds} rounds; every score equal; medians and"
          " ranges")
    print("threads who             seconds                  program  system       MB"
          "  DuckDB / chengxin: seconds       processor time")
    for threads in asked.threads:
        for name in ("chengxin", *peers):
            wall, program, system, memory = zip(*times[threads, name])
            line = (f"{threads:7} {name:14} {statistics.median(wall):8.2f}"
                    f" {f'({min(wall):.2f}..{max(wall):.2f})':16}"
                    f" {statistics.median(program):8.2f} {statistics.median(system):7.2f}"
                    f" {statistics.median(memory):8.0f}")
            if name in peers:
                pairs = list(zip(times[threads, "chengxin"], times[threads, name]))
                for ratios in ([d[0] / c[0] for c, d in pairs],
                               [(d[1] + d[2]) / (c[1] + c[2]) for c, d in pairs]):
                    line += (f" {statistics.median(ratios):12.2f}"
                             f" ({min(ratios):.2f}..{max(ratios):.2f})")
            print(line)


if __name__ == "__main__":
    main()
