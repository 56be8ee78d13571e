"""Tables of real producers (pyarrow, polars, DuckDB, pandas, nanoarrow), of every type that
is taken, cut, shuffled and sliced, give the scores of `chengxin score`; others an error
that names the column.

    python tests/arrow/producers.py LIBRARY COMMAND [--residents N]
"""

import argparse
import csv
import datetime
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import duckdb
import nanoarrow
import pandas
import polars
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv

from library import DAY, Library, Refused, days

WHOLE = {"hours", "overdue_days", "notices", "times", "months"}
checks = 0


def expect(condition, what):
    global checks
    checks += 1
    if not condition:
        sys.exit(f"FAILED: {what}")


def read(path):
    """A CSV file as a pyarrow table of texts, days and whole numbers."""
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    types = {}
    for name in names:
        if name.endswith("_on") or name.endswith("_date"):
            types[name] = pa.date32()
        elif name.removeprefix("attributes.") in WHOLE:
            types[name] = pa.int64()
        else:
            types[name] = pa.string()
    return pa.csv.read_csv(path, convert_options=pa.csv.ConvertOptions(
        column_types=types, strings_can_be_null=True, null_values=[""]))


def drop_untyped(path):
    """Leaves out the records whose whole numbers are not: no typed column holds them."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    whole = [i for i, name in enumerate(rows[0]) if name.removeprefix("attributes.") in WHOLE]
    kept = [row for row in rows[1:] if all(re.fullmatch("-?[0-9]*", row[i]) for i in whole)]
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([rows[0], *kept])
    return len(kept)


def points(cents):
    if cents is None:
        return ""
    sign, cents = "-" if cents < 0 else "", abs(cents)
    fraction = f"{cents % 100:02}".rstrip("0")
    return f"{sign}{cents // 100}" + (f".{fraction}" if fraction else "")


def lines(scores, dimensions):
    """A table of scores as `chengxin score --stable-through` writes it, without header."""
    columns = [scores[name].to_pylist() for name in
               ["subject_id", "eligible", "score", "tier", *dimensions, "stable_through"]]
    made = []
    for row in zip(*columns):
        made.append(",".join([str(row[0]), "true" if row[1] else "false",
                              "" if row[2] is None else str(row[2]), row[3] or "",
                              *[points(cents) for cents in row[4:-1]],
                              "" if row[-1] is None else row[-1].isoformat()]))
    return made


def retyped(table, change):
    """A table whose columns are what change(name, column) makes of them."""
    return pa.table({name: change(name, table[name].combine_chunks())
                     for name in table.column_names})


def as_dictionaries(table, index=pa.int32()):
    def change(_, column):
        if column.type != pa.string():
            return column
        return column.dictionary_encode().cast(pa.dictionary(index, pa.string()))
    return retyped(table, change)


def as_type(table, of, to):
    return retyped(table, lambda _, column: column.cast(to) if column.type == of else column)


def shuffled(table, seed):
    order = list(range(table.num_rows))
    random.Random(seed).shuffle(order)
    return table.take(pa.array(order))


def without_duplicates(records):
    """Of records with one id the first alone, as counts: in another order it may be another."""
    seen, kept = set(), []
    for i, key in enumerate(zip(records["subject_id"].to_pylist(), records["record_id"].to_pylist())):
        if key not in seen:
            kept.append(i)
        seen.add(key)
    return records.take(pa.array(kept))


def in_pieces(table, sizes):
    """The same rows as slices, with offsets, of a longer table."""
    padded = pa.concat_tables([table.slice(0, 3), table, table.slice(0, 5)]).combine_chunks()
    pieces, at, n = [], 3, 0
    while at < 3 + table.num_rows:
        size = min(sizes[n % len(sizes)], 3 + table.num_rows - at)
        pieces.append(padded.slice(at, size))
        at, n = at + size, n + 1
    return pa.concat_tables(pieces)


def relation(facts, replaced=""):
    """A query of DuckDB's, with its own stream."""
    connection = duckdb.connect()
    connection.register("facts", facts)
    return connection.sql(f"SELECT * {replaced} FROM facts")


def check_producers(library, subjects, records, expected, dimensions):
    number = pa.array(range(7, 7 + subjects.num_rows), pa.int32())
    ids = {name: i + 7 for i, name in enumerate(subjects["subject_id"].to_pylist())}
    whole_subjects = subjects.set_column(0, "subject_id", number)
    whole_records = records.set_column(
        records.column_names.index("subject_id"), "subject_id",
        pa.array([ids[it] for it in records["subject_id"].to_pylist()], pa.int64()))
    whole_expected = [str(i + 7) + line[line.index(","):] for i, line in enumerate(expected)]
    order = pa.array(sorted(range(records.num_rows),
                            key=lambda i, c=whole_records["subject_id"].to_pylist(): c[i]))
    once = without_duplicates(records)
    large = as_type(as_type(records, pa.string(), pa.large_string()), pa.date32(),
                    pa.timestamp("us"))
    views = as_type(as_type(records, pa.string(), pa.string_view()), pa.date32(), pa.date64())
    small = retyped(records, lambda _, column: column.cast(pa.int16())
                    if column.type == pa.int64() else column)
    given = {
        "pyarrow": (subjects, records),
        "pyarrow, shuffled": (subjects, shuffled(once, 1)),
        "pyarrow, slices with offsets": (in_pieces(subjects, [1, 700, 3]),
                                         in_pieces(records, [5, 1000, 1, 64, 7])),
        "pyarrow, dictionaries": (as_dictionaries(subjects, pa.int8()) if len(expected) < 100 else
                                  as_dictionaries(subjects), as_dictionaries(records)),
        "pyarrow, dictionaries in slices": (subjects, in_pieces(as_dictionaries(records), [97])),
        "pyarrow, large texts and timestamps": (as_type(subjects, pa.string(), pa.large_string()),
                                                large),
        "pyarrow, views and date64": (as_type(subjects, pa.string(), pa.string_view()), views),
        "pyarrow, small numbers": (subjects, small),
        "pyarrow, nanoseconds": (subjects, as_type(records, pa.date32(), pa.timestamp("ns"))),
        "pyarrow, a reader": (subjects.to_reader(), records.to_reader(333)),
        "polars": (polars.from_arrow(subjects), polars.from_arrow(records)),
        "polars, categories": (polars.from_arrow(subjects), polars.from_arrow(records).with_columns(
            polars.col("category", "provider", "status", "origin").cast(polars.Categorical))),
        "polars, shuffled": (polars.from_arrow(subjects),
                             polars.from_arrow(once).sample(fraction=1, shuffle=True, seed=3)),
        "pandas": (subjects.to_pandas(types_mapper=pandas.ArrowDtype),
                   records.to_pandas(types_mapper=pandas.ArrowDtype)),
        "DuckDB": (relation(subjects), relation(records)),
        "DuckDB, an enumeration": (subjects, relation(
            records, "REPLACE (status::ENUM('active', 'disputed', 'repaired', 'revoked') AS status)"
        )),
        "nanoarrow": (nanoarrow.ArrayStream(subjects), nanoarrow.ArrayStream(records)),
    }
    for name, (people, facts) in given.items():
        found = lines(library.score(people, facts), dimensions)
        expect(found == expected, f"{name}: {first_difference(found, expected)}")
        print(f"  {name}: {len(found)} residents")
    for name, facts in {"whole numbers": whole_records,
                        "whole numbers, in order": whole_records.take(order)}.items():
        for threads in (1, 2, 3):
            found = lines(library.score(whole_subjects, facts, threads=threads), dimensions)
            expect(found == whole_expected, f"{name}: {first_difference(found, whole_expected)}")
        print(f"  {name}: {len(found)} residents, 1 to 3 threads")
    # Rising with gaps, in both tables: nobody keeps an index then.
    spread, facts = times_three(whole_subjects), times_three(whole_records.take(order))
    spread_expected = [str(3 * (i + 7)) + line[line.index(","):]
                       for i, line in enumerate(expected)]
    for threads in (1, 3):
        found = lines(library.score(in_pieces(spread, [1, 300]), in_pieces(facts, [5, 1000, 64]),
                                    threads=threads), dimensions)
        expect(found == spread_expected,
               f"rising with gaps: {first_difference(found, spread_expected)}")
    print(f"  whole numbers, rising with gaps: {len(found)} residents, 1 and 3 threads")
    given_ids = facts["subject_id"].to_pylist()
    for known in (given_ids[0], given_ids[len(given_ids) // 2], given_ids[-1]):
        nobody = known + (1 if known != given_ids[0] else -1)
        wrong = facts.set_column(
            facts.column_names.index("subject_id"), "subject_id",
            pa.array([nobody if it == known else it for it in given_ids], pa.int64()))
        told = set()
        for threads in (1, 3):
            try:
                library.score(spread, wrong, threads=threads)
            except Refused as refused:
                told.add(str(refused))
        row = given_ids.index(known)
        expect(told == {f"bad_row: row {row} of the records: `subject_id` is {nobody}, who is not "
                        "among the subjects"}, f"nobody's record: {told}")
    people = shuffled(whole_subjects, 5)
    found = lines(library.score(people, whole_records), dimensions)
    expect(sorted(found) == sorted(whole_expected), "subjects in any order")
    print("  subjects in any order")


def times_three(table):
    where = table.column_names.index("subject_id")
    return table.set_column(where, "subject_id",
                            pa.array([3 * it for it in table["subject_id"].to_pylist()], pa.int64()))


def first_difference(found, expected):
    for i, (a, b) in enumerate(zip(found, expected)):
        if a != b:
            return f"row {i}: found {a}, expected {b}"
    return f"{len(found)} rows, expected {len(expected)}"


def check_refusals(library):
    day = pa.array([datetime.date(2025, 5, 5)])
    people = pa.table({"subject_id": ["a"], "birth_date": pa.array([datetime.date(1990, 1, 1)])})
    good = {"subject_id": ["a"], "category": ["P-BLD-01"], "provider": ["350400-01"],
            "occurred_on": day}

    def refuse(code, message, subjects=None, **changed):
        table = {name: value for name, value in {**good, **changed}.items() if value is not None}
        table = {name.replace("__", "."): value for name, value in table.items()}
        try:
            library.score(people if subjects is None else subjects, pa.table(table))
        except Refused as refused:
            expect(refused.code == code and message in refused.message,
                   f"expected {code}: {message}, found {refused}")
            return
        expect(False, f"{code}: {message} was not refused")

    refuse("column", "the records have no column `category`", category=None)
    refuse("column", "the records have no column `occurred_on`", occurred_on=None)
    refuse("column", "the records have no column `subject_id`", subject_id=None)
    refuse("column", "column `occurred_on` of the records: expected days", occurred_on=["2025-05-05"])
    refuse("column", 'found Arrow format "tsu:Asia/Shanghai"',
           occurred_on=pa.array([datetime.datetime(2025, 5, 5)], pa.timestamp("us", "Asia/Shanghai")))
    refuse("column", "unknown column `catgory`", category=None, catgory=["P-BLD-01"])
    refuse("column", "did you mean `category`?", category=None, catgory=["P-BLD-01"])
    refuse("column", "column `subject_id` of the records: expected texts", subject_id=[1])
    refuse("column", "column `attributes.hours` of the records: expected the declared type, "
           "integer, found", attributes__hours=["three"])
    refuse("column", "column `status` of the records: expected texts", status=[1.5])
    refuse("column", "column `category` of the records: expected", category=[1.5])
    refuse("bad_row", "must have active, disputed, repaired, revoked, not `actve`",
           status=["actve"])
    refuse("bad_row", "row 0 of the records: `status` is a number that stands for nothing",
           status=[4])
    refuse("bad_row", "row 0 of the records: `subject_id` is `b`, who is not among the subjects",
           subject_id=["b"])
    refuse("bad_row", "row 0 of the records: `occurred_on` is missing",
           occurred_on=pa.array([None], pa.date32()))
    refuse("bad_row", "row 0 of the records: `occurred_on` must be a day from 1900-01-01",
           occurred_on=pa.array([days(datetime.date(2200, 1, 1))], pa.int32()).cast(pa.date32()))
    refuse("bad_row", "`expires_on` is before `occurred_on`",
           expires_on=pa.array([datetime.date(2025, 5, 4)]))
    refuse("bad_row", "`repaired_on` is missing, and `status` is `repaired`", status=["repaired"])
    refuse("bad_row", "`repaired_on` is given, and `status` is not `repaired`", repaired_on=day)
    refuse("bad_row", "`record_id` must have 1 to 64 bytes, not 65", record_id=["x" * 65])
    refuse("bad_row", "row 1 of the subjects: `subject_id` is that of an earlier row",
           subjects=pa.table({"subject_id": ["a", "a"]}))
    # Hashes of 64 bits as identifiers: none is taken for another.
    refuse("bad_row", "row 1 of the subjects: `subject_id` is above 9223372036854775807",
           subjects=pa.table({"subject_id": pa.array([1, 2**64 - 1], pa.uint64())}),
           subject_id=pa.array([1], pa.uint64()))
    refuse("bad_row", "row 0 of the records: `subject_id` is above 9223372036854775807",
           subjects=pa.table({"subject_id": pa.array([1, 2**63 - 1], pa.uint64())}),
           subject_id=pa.array([2**63 + 5], pa.uint64()))
    refuse("column", "the subjects have no column `subject_id`",
           subjects=pa.table({"residency": ["registered"]}))
    refuse("column", "the rulebook declares no attribute of subjects",
           subjects=pa.table({"subject_id": ["a"], "attributes.height": [180]}))
    print(f"  {checks} checks with those that refuse")


def check_details(library, subjects, records, expected, dimensions):
    """Every row of details in DuckDB, and what is found there beside the scores."""
    scores, details = library.explain(subjects, records)
    expect(lines(scores, dimensions) == expected, "the scores beside details")
    for threads in (2, 3):
        again = library.explain(subjects, records, threads=threads)[1]
        expect(again.equals(details), f"details by {threads} threads")
    connection = duckdb.connect()
    connection.register("scores", scores)
    connection.register("details", details)
    connection.register("facts", records)

    def ask(query):
        return connection.sql(query).fetchall()[0][0]

    expect(ask("SELECT count(DISTINCT total - points) FROM scores JOIN (SELECT subject_id, "
               "sum(coalesce(points, 0)) AS points FROM details GROUP BY subject_id) "
               "USING (subject_id) WHERE eligible") == 1, "the base and all points are the total")
    for dimension in dimensions:
        expect(ask(f"""SELECT count(*) FROM scores LEFT JOIN (SELECT subject_id, sum(points) AS
                       points FROM details WHERE dimension = '{dimension}' GROUP BY subject_id)
                       USING (subject_id) WHERE eligible AND
                       coalesce(points, 0) <> "{dimension}" """) == 0, f"the sum of {dimension}")
    expect(ask("SELECT count(DISTINCT record) FROM details") == records.num_rows,
           "every record is there")
    rows = details.filter(pyarrow.compute.is_valid(details["record"]))
    same = records.take(rows["record"])
    for name in ("subject_id", "record_id"):
        expect(same[name].to_pylist() == rows[name].to_pylist(), f"{name} of a record")
    expect(ask("SELECT count(DISTINCT disposition) FROM details") > 5, "several dispositions")
    print(f"  details: {details.num_rows} rows, 1 to 3 threads")


def check_progress(library, subjects, records):
    told = []
    library.score(subjects, records, progress=lambda _, done, total: told.append((done, total)) or 0)
    expect(told and told[-1] == (subjects.num_rows, subjects.num_rows) and told == sorted(told),
           f"progress: {told[-3:]}")
    try:
        library.score(subjects, records, progress=lambda _, done, total: 1)
        expect(False, "it was asked to stop")
    except Refused as refused:
        expect(refused.code == "stopped", f"stopped: {refused}")
    empty = library.score(subjects.slice(0, 0), records.slice(0, 0))
    expect(empty.num_rows == 0, "an empty table")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=pathlib.Path)
    parser.add_argument("command")
    parser.add_argument("--residents", type=int, default=3000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chengxin-arrow-") as folder:
        city = pathlib.Path(folder)
        subprocess.run([asked.command, "synth", "--subjects", str(asked.residents), "--seed", "5",
                        "--out", folder], check=True, stderr=subprocess.DEVNULL)
        drop_untyped(city / "records.csv")
        subjects, records = read(city / "subjects.csv"), read(city / "records.csv")
        table = subprocess.run(
            [asked.command, "score", "--subjects", city / "subjects.csv", "--records",
             city / "records.csv", "--as-of", DAY.isoformat(), "--stable-through"],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        header, *expected = table.splitlines()
        dimensions = header.split(",")[4:-1]
        library = Library(asked.library)
        check_producers(library, subjects, records, expected, dimensions)
        check_details(library, subjects, records, expected, dimensions)
        check_refusals(library)
        check_progress(library, subjects, records)
    print(f"{checks} checks, 0 findings")


if __name__ == "__main__":
    main()
