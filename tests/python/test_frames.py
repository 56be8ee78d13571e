"""Populations: every kind of table gives the same scores, those of the command and of one
resident at a time, in its own kind; and what is refused."""

import ctypes
import datetime
import random
import subprocess
import sys
from decimal import Decimal

import duckdb
import pandas
import polars
import pyarrow as pa
import pytest

import chengxin as cx
from conftest import DAY


class Stream:
    """A table of a library unknown: nothing but the interface."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


def relation(table):
    # Of the connection that stays: an older DuckDB's relation does not keep its own.
    return duckdb.from_arrow(table)


def own_types(table):
    """As pandas has it by itself: texts, dates as objects, numbers that may be missing."""
    return table.to_pandas()


KINDS = {
    "pyarrow": (lambda it: it, pa.Table),
    "pandas": (own_types, pandas.DataFrame),
    "pandas, Arrow": (lambda it: it.to_pandas(types_mapper=pandas.ArrowDtype), pandas.DataFrame),
    "polars": (polars.from_arrow, polars.DataFrame),
    "polars, lazy": (lambda it: polars.from_arrow(it).lazy(), polars.LazyFrame),
    "DuckDB": (relation, duckdb.DuckDBPyRelation),
    "a reader": (lambda it: it.to_reader(97), pa.Table),
    "a stream": (Stream, pa.Table),
}


def as_rows(table):
    """The scores as plain rows, whatever the kind."""
    if isinstance(table, polars.LazyFrame):
        table = table.collect()
    if isinstance(table, pandas.DataFrame):
        table = pa.Table.from_pandas(table, preserve_index=False)
    rows = pa.table(table).to_pylist()
    for row in rows:
        day = row["stable_through"]
        row["stable_through"] = day.date() if isinstance(day, datetime.datetime) else day
    return rows


def as_the_command_prints(row, dimensions):
    def text(value):
        if value is None:
            return ""
        return format(Decimal(str(value)).normalize(), "f")
    made = {"subject_id": row["subject_id"], "eligible": "true" if row["eligible"] else "false",
            "score": text(row["score"]), "tier": row["tier"] or "",
            "stable_through": str(row["stable_through"] or "")}
    made.update({name: text(row[name]) for name in dimensions})
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_gives_the_scores_of_the_command(book, city, scores_of_the_command, kind):
    make, gives = KINDS[kind]
    made = book.assess_frame(make(city.subjects), make(city.records), DAY, stable_through=True)
    assert isinstance(made, gives)
    dimensions = [it["id"] for it in book.dimensions]
    rows = as_rows(made)
    assert list(rows[0]) == ["subject_id", "eligible", "score", "tier", "total", *dimensions,
                             "stable_through"]
    assert [as_the_command_prints(row, dimensions) for row in rows] == scores_of_the_command


def test_random_residents_are_as_one_by_one(book, city):
    rows = {row["subject_id"]: row for row in as_rows(
        book.assess_frame(city.subjects, city.records, DAY, stable_through=True))}
    records = {}
    for row in city.records.to_pylist():
        records.setdefault(row["subject_id"], []).append(row)
    people = random.Random(11).sample(city.subjects.to_pylist(), 400)
    for person in people:
        a = book.assess(person, records.get(person["subject_id"], []), DAY)
        row = rows[person["subject_id"]]
        assert (row["eligible"], row["score"], row["tier"]) == (a.eligible, a.score, a.tier)
        assert row["stable_through"] == a.stable_through
        if a.eligible:
            assert round(row["total"] * 100) == a.total * 100
            assert {d.id: round(row[d.id] * 100) for d in a.dimensions} == {
                d.id: d.value * 100 for d in a.dimensions}
    assert any(not rows[it["subject_id"]]["eligible"] for it in people)


def test_pandas_keeps_its_index_and_misses_numbers(book, city):
    people = own_types(city.subjects).set_index(pandas.Index(
        [f"row {i}" for i in range(city.subjects.num_rows)], name="mine"))
    made = book.assess_frame(people, own_types(city.records), DAY)
    assert made.index.equals(people.index) and list(made["subject_id"]) == list(
        people["subject_id"])
    assert str(made["score"].dtype) == "Int32" and str(made["total"].dtype) == "float64"
    without = ~made["eligible"]
    assert without.any() and made["score"].isna().equals(without)
    assert made["total"].isna().equals(without) and made["tier"].isna().equals(without)
    # Points compute as points.
    assert (600 + made[[it["id"] for it in book.dimensions]].sum(axis=1))[~without].ge(
        made["total"][~without]).all()


def test_a_relation_joins_those_of_its_connection(book, city):
    connection = duckdb.connect()
    connection.register("people", city.subjects)
    connection.register("facts", city.records)
    scores = book.assess_frame(connection.sql("FROM people"), connection.sql("FROM facts"), DAY)
    joined = connection.sql("SELECT count(*) FROM people JOIN scores USING (subject_id)")
    assert joined.fetchall() == [(city.subjects.num_rows,)]


@pytest.mark.parametrize("finds_variables", ["true", "false"])
def test_a_relation_is_not_confused_with_tables_of_the_same_name(book, city, finds_variables):
    connection = duckdb.connect(config={"python_enable_replacements": finds_variables})
    connection.register("people", city.subjects)
    connection.register("facts", city.records)
    for name in ("chengxin_scores", "chengxin_subjects", "scores", "subjects"):
        connection.execute(f"CREATE TABLE {name} AS SELECT 'old' AS subject_id, 1 AS score")
    made = book.assess_frame(connection.sql("FROM people"), connection.sql("FROM facts"), DAY)
    expected = book.assess_frame(city.subjects, city.records, DAY)
    assert made.aggregate("sum(score)").fetchall() == [
        (pa.compute.sum(expected["score"]).as_py(),)]
    assert made.to_arrow_table()["subject_id"].to_pylist() == expected["subject_id"].to_pylist()
    for name in ("chengxin_scores", "chengxin_subjects", "scores", "subjects"):
        assert connection.sql(f"FROM {name}").fetchall() == [("old", 1)]
    setting = connection.sql("SELECT current_setting('python_enable_replacements')").fetchall()
    assert setting == [(finds_variables == "true",)]


GROWTH = """
import numpy, pyarrow as pa, sys
import chengxin as cx
def peak():
    lines = open("/proc/self/status").read().splitlines()
    return int(next(it for it in lines if it.startswith("VmHWM")).split()[1]) * 1024
count, each = 100_000, 80
days = numpy.full(count * each, 20_000, "int32")
def texts(value, number):
    return pa.DictionaryArray.from_arrays(pa.array(numpy.zeros(number, "int8")), [value])
subjects = pa.table({
    "subject_id": pa.array(range(count), pa.int32()), "residency": texts("registered", count),
    "birth_date": pa.array(numpy.zeros(count, "int32")).cast(pa.date32()),
    "capacity": texts("full", count)})
records = pa.table({
    "subject_id": numpy.repeat(numpy.arange(count, dtype="int32"), each),
    "category": texts("P-VOL-01", count * each), "occurred_on": pa.array(days).cast(pa.date32()),
    "attributes.hours": numpy.zeros(count * each, "int64")})
book = cx.Rulebook.builtin()
def assess(facts):
    return book.assess_frame(subjects, facts, "2026-02-28", threads=1)
assess(records.slice(0, 1000))
open("/proc/self/clear_refs", "w").write("5")  # the peak is what there is now
before = peak()
if sys.argv[1] == "copied":
    keep = [pa.concat_arrays([it.chunk(0), it.chunk(0).slice(0, 1)]) for it in records.columns]
assess(records)
print(records.nbytes, peak() - before)
"""


def growth(how):
    """What the process takes at most while it assesses, as a part of its table of records."""
    told = subprocess.run([sys.executable, "-c", GROWTH, how], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.split()
    return int(told[1]) / int(told[0])


def test_columns_of_arrow_are_not_copied():
    """The library reads the very buffers of the table: with 17 bytes for each of 8,000,000
    records the process never takes a quarter of that more. A copy of them would be seen."""
    assert growth("given") < 0.25 and growth("copied") > 0.9


@pytest.mark.parametrize("threads", [1, 2, 7, None])
def test_any_number_of_threads(book, city, threads):
    one = book.assess_frame(city.subjects, city.records, DAY, threads=1)
    assert book.assess_frame(city.subjects, city.records, DAY, threads=threads).equals(one)


def test_nobody_and_no_records(book, city):
    none = book.assess_frame(city.subjects.slice(0, 0), city.records.slice(0, 0), DAY)
    assert none.num_rows == 0 and none.column_names[:3] == ["subject_id", "eligible", "score"]
    alone = book.assess_frame(city.subjects, city.records.slice(0, 0), DAY)
    assert alone["score"].to_pylist()[:50] == [
        book.assess(person, [], DAY).score for person in city.subjects.slice(0, 50).to_pylist()]


def test_whole_numbers_that_pandas_made_floating_point(book):
    person = pandas.DataFrame([{"subject_id": "a", "birth_date": "1990-01-01",
                                "residency": "registered", "capacity": "full"}])
    person["birth_date"] = pandas.to_datetime(person["birth_date"])
    records = pandas.DataFrame({"subject_id": ["a", "a"], "category": ["P-VOL-01", "P-BLD-01"],
                                "occurred_on": pandas.to_datetime(["2026-01-01"] * 2),
                                "attributes.hours": [130, None]})
    assert str(records["attributes.hours"].dtype) == "float64"
    assert list(book.assess_frame(person, records, DAY)["score"]) == [640]
    records["attributes.hours"] = [130.5, None]
    with pytest.raises(cx.InputError) as caught:
        book.assess_frame(person, records, DAY)
    assert caught.value.code == "column" and "attributes.hours" in str(caught.value)


def in_pandas(rows, **columns):
    frame = pandas.DataFrame(rows).assign(**columns)
    for name in ("birth_date", "occurred_on"):
        if name in frame:
            frame[name] = pandas.to_datetime(frame[name])
    return frame


PEOPLE = [{"subject_id": it, "birth_date": "1990-01-01", "residency": "registered",
           "capacity": "full"} for it in ("a", "b")]
FACTS = [{"subject_id": it, "record_id": "r", "category": "P-BLD-01", "occurred_on": "2025-05-05",
          "origin": "platform", "status": "active", "matter": "m"} for it in ("a", "b")]


@pytest.mark.parametrize("missing", [None, float("nan")])
@pytest.mark.parametrize("name", ["subject_id", "record_id", "status", "origin", "residency",
                                  "capacity"])
def test_a_column_that_pandas_misses_altogether_is_refused_as_one_cell_is(book, name, missing):
    for all_of_it in (False, True):
        given = []
        for rows in (PEOPLE, FACTS):
            frame = in_pandas(rows)
            if name in frame:
                frame[name] = missing if all_of_it else [rows[0][name], missing]
            given.append(frame)
        with pytest.raises(cx.InputError) as caught:
            book.assess_frame(*given, DAY)
        assert caught.value.code == "bad_row" and f"`{name}` is missing" in str(caught.value)


@pytest.mark.parametrize("make", [lambda it: it, polars.from_arrow,
                                  lambda it: polars.from_arrow(it).lazy()])
@pytest.mark.parametrize("name", ["record_id", "status", "origin", "residency", "capacity"])
def test_a_column_of_nothing_but_nulls_is_refused_as_one_null_is(book, name, make):
    given = []
    for rows in (PEOPLE, FACTS):
        table = pa.Table.from_pandas(in_pandas(rows), preserve_index=False)
        if name in table.column_names:
            table = table.set_column(table.column_names.index(name), name, pa.nulls(2))
        given.append(make(table))
    with pytest.raises(cx.InputError) as caught:
        book.assess_frame(*given, DAY)
    assert caught.value.code == "bad_row" and f"`{name}` is missing" in str(caught.value)


def test_columns_without_any_value_that_may_be_missing(book):
    expected = list(book.assess_frame(in_pandas(PEOPLE), in_pandas(FACTS), DAY)["score"])
    records = in_pandas(FACTS, matter=None, repaired_on=pandas.NaT, expires_on=None)
    records["attributes.level"] = float("nan")
    people_ = in_pandas(PEOPLE, enrolled_on=None)
    assert list(book.assess_frame(people_, records, DAY)["score"]) == expected
    assert not book.assess_frame(in_pandas(PEOPLE, birth_date=None), records, DAY)["score"].any()


def test_pandas_without_rows(book):
    alone = [book.assess(it, [], DAY).score for it in PEOPLE]
    names = ["subject_id", "record_id", "category", "occurred_on", "status", "matter",
             "attributes.hours"]
    untyped = [pandas.DataFrame(columns=names), pandas.DataFrame({name: [] for name in names}),
               pandas.DataFrame({name: pandas.Series([], dtype="float64") for name in names})]
    for records in [in_pandas(FACTS)[:0], *untyped]:
        assert list(book.assess_frame(in_pandas(PEOPLE), records, DAY)["score"]) == alone
        assert len(book.assess_frame(in_pandas(PEOPLE)[:0], records, DAY)) == 0
        assert len(book.assess_frame(pandas.DataFrame(columns=list(PEOPLE[0])), records, DAY)) == 0
    numbered = in_pandas(PEOPLE, subject_id=[1, 2])
    for records in untyped:
        assert list(book.assess_frame(numbered, records, DAY)["score"]) == alone
    with pytest.raises(cx.InputError) as caught:
        book.assess_frame(in_pandas(PEOPLE), pandas.DataFrame(columns=["category"]), DAY)
    assert caught.value.code == "column"


def test_a_mixture_in_pandas_is_refused_without_its_values(book):
    with pytest.raises(cx.InputError) as caught:
        book.assess_frame(in_pandas(PEOPLE), in_pandas(FACTS, matter=["secret", 5]), DAY)
    assert caught.value.code == "column" and "matter" in str(caught.value)
    assert "secret" not in str(caught.value)


def people(**columns):
    return pa.table({"subject_id": ["a"], "birth_date": pa.array([datetime.date(1990, 1, 1)]),
                     **columns})


def facts(**columns):
    made = {"subject_id": ["a"], "category": ["P-BLD-01"],
            "occurred_on": pa.array([datetime.date(2025, 5, 5)]), **columns}
    return pa.table({name: it for name, it in made.items() if it is not None})


@pytest.mark.parametrize("subjects, records, code, message", [
    (people(), facts(category=None), "column", "the records have no column `category`"),
    (people(), facts(catgory=["x"]), "column", "did you mean `category`?"),
    (people(), facts(subject_id=["b"]), "bad_row", "who is not among the subjects"),
    (people(), facts(status=["actve"]), "bad_row", "not `actve`"),
    (people(), facts(occurred_on=["2025-05-05"]), "column", "expected days"),
    (people(height=[180]), facts(), "column", "height"),
    ([{"subject_id": "a"}], facts(), "table", "found list"),
    (people(), 5, "table", "the records: expected a table"),
])
def test_refusals(book, subjects, records, code, message):
    with pytest.raises(cx.InputError) as caught:
        book.assess_frame(subjects, records, DAY)
    assert caught.value.code == code and message in str(caught.value)


def test_other_refusals(book, city):
    with pytest.raises(cx.NotEffectiveError):
        book.assess_frame(city.subjects, city.records, "2025-12-31")
    for threads in (0, -1, 1025, 1.5, "2"):
        with pytest.raises(cx.InputError) as caught:
            book.assess_frame(city.subjects, city.records, DAY, threads=threads)
        assert caught.value.code == "threads"

    def fails():
        yield city.records.to_batches()[0]
        raise RuntimeError("the disk is gone")
    with pytest.raises(cx.InputError) as caught:
        book.assess_frame(city.subjects, pa.RecordBatchReader.from_batches(
            city.records.schema, fails()), DAY)
    assert caught.value.code == "arrow_stream" and "the disk is gone" in str(caught.value)


class ArrowStream(ctypes.Structure):
    """ArrowArrayStream of the Arrow C stream interface."""
    _fields_ = [(name, ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p))
                for name in ("get_schema", "get_next")] + [
        ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p)),
        ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)), ("private_data", ctypes.c_void_p)]


def test_a_stream_that_did_not_fail_names_no_failure(book, city):
    """Read as a consumer in C does: schema, one array, the end."""
    from chengxin import _core
    capsule = _core.assess_columns(book._core, city.subjects.__arrow_c_stream__(),
                                   city.records.__arrow_c_stream__(), DAY.isoformat(), 1, False,
                                   None).__arrow_c_stream__()
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    address = pointer(capsule, b"arrow_array_stream")
    stream = ArrowStream.from_address(address)
    room = ctypes.create_string_buffer(80)  # for an ArrowSchema or an ArrowArray
    told = []
    for call in (stream.get_schema, stream.get_next, stream.get_next):
        told.append((call(address, room), stream.get_last_error(address)))
        release = ctypes.c_void_p.from_buffer(room, 56 if len(told) == 1 else 64).value
        if release:
            ctypes.CFUNCTYPE(None, ctypes.c_void_p)(release)(ctypes.addressof(room))
    assert told == [(0, None)] * 3


def test_scores_are_given_once(book, city):
    from chengxin import _core
    stream = _core.assess_columns(book._core, city.subjects.__arrow_c_stream__(),
                                  city.records.__arrow_c_stream__(), DAY.isoformat(), 1, False,
                                  None)
    assert pa.table(stream).num_rows == city.subjects.num_rows
    with pytest.raises(cx.InputError) as caught:
        stream.__arrow_c_stream__()
    assert caught.value.code == "already_taken"
