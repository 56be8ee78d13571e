"""What may be given for a subject and for records, and what is refused with which code."""

import datetime
import decimal

import numpy
import pandas
import polars
import pyarrow
import pytest

import chengxin as cx

PERSON = {"subject_id": "lin", "birth_date": datetime.date(1990, 4, 1), "residency": "registered",
          "capacity": "full"}
DAY = datetime.date(2026, 2, 28)


def score(book, subject=PERSON, records=(), as_of=DAY):
    return book.assess(subject, list(records), as_of).score


def gift(**more):
    return {"record_id": "g", "category": "P-VOL-01", "provider": "p",
            "occurred_on": "2026-01-01", "attributes": {"hours": 130}, **more}


def test_days_in_every_form(book):
    for day in (DAY, DAY.isoformat(), datetime.datetime(2026, 2, 28, 23, 59),
                pandas.Timestamp("2026-02-28")):
        assert score(book, as_of=day) == 600
        assert score(book, records=[gift(occurred_on=day)]) == 630


def test_a_moment_is_no_day(book):
    """At 23:59 in Greenwich it is the next day in Sanming."""
    aware = datetime.datetime(2026, 2, 28, 23, 59, tzinfo=datetime.timezone.utc)
    person, as_of = PERSON, DAY
    for subject, records, day in [
            (person, [], aware), (person, [], pandas.Timestamp(aware)), (person, [], pandas.NaT),
            ({**person, "birth_date": aware}, [], as_of), (person, [gift(occurred_on=aware)], as_of),
            (person, pandas.DataFrame([gift(subject_id="lin", occurred_on=aware)]), as_of)]:
        with pytest.raises(cx.InputError) as caught:
            book.assess(subject, records, day)
        assert caught.value.code == "invalid_date" and "expected" in caught.value.message
    table = pandas.DataFrame([{**person, "birth_date": aware}])
    with pytest.raises(cx.InputError) as caught:
        book.assess_frame(table, pandas.DataFrame(columns=["subject_id", "category",
                                                           "occurred_on"]), DAY)
    assert caught.value.code == "column" and "expected days" in caught.value.message


def test_numbers_in_every_form(book):
    for hours in (130, numpy.int64(130), decimal.Decimal(130)):
        assert score(book, records=[gift(attributes={"hours": hours})]) == 630
    # A whole number is not a decimal, as in the command's files.
    assert score(book, records=[gift(attributes={"hours": 130.0})]) == 600


def test_absent_in_every_form(book):
    for nothing in (None, float("nan"), pandas.NA, pandas.NaT, numpy.float64("nan")):
        assert score(book, records=[gift(expires_on=nothing)]) == 630
        assert score(book, {**PERSON, "enrolled_on": nothing}) == 600


@pytest.mark.parametrize("make", [lambda it: it, pyarrow.Table.from_pandas, polars.from_pandas])
def test_whole_numbers_that_a_table_made_floating_point(book, tmp_path, make):
    """One resident, a population and a store read the same of the same table."""
    subjects = pandas.DataFrame([{**PERSON, "subject_id": it} for it in ("lin", "chen")])
    shared = {"category": "P-VOL-01", "provider": "p", "origin": "platform", "status": "active",
              "occurred_on": datetime.date(2026, 1, 1)}
    records = pandas.DataFrame([
        {**shared, "subject_id": "lin", "record_id": "1", "attributes.hours": 130},
        {**shared, "subject_id": "lin", "record_id": "2", "attributes.hours": None},
        {**shared, "subject_id": "chen", "record_id": "3", "attributes.hours": 70}],
        index=[7, 8, 9])
    assert str(records["attributes.hours"].dtype) == "float64"
    frame = book.assess_frame(subjects, records, DAY)
    with cx.Store.create(tmp_path / "city.db") as store:
        store.import_(make(subjects), make(records.reset_index(drop=True)))
        for name, total in zip(subjects["subject_id"], frame["total"]):
            a = book.assess({**PERSON, "subject_id": name},
                            make(records.reset_index(drop=True)), DAY)
            assert a.total == total == store.score(name, as_of=DAY).total
    assert list(frame["score"]) == [630, 620]
    # The index of pandas is no column.
    assert book.assess({**PERSON, "subject_id": "chen"}, records, DAY).score == 620


def test_defaults_are_for_what_is_not_named(book):
    """A value that is named and absent is refused, in a list as in a table."""
    assert score(book, records=[gift()]) == score(
        book, records=[gift(origin="platform", status="active")]) == 630
    for name in ("origin", "status"):
        for records in ([gift(**{name: None})],
                        pandas.DataFrame([gift(subject_id="lin", **{name: None})])):
            with pytest.raises(cx.InputError) as caught:
                book.assess(PERSON, records, DAY)
            assert caught.value.code == "missing_member" and name in caught.value.message
    assert not book.assess({"subject_id": "lin", "birth_date": "1990-04-01"}, [], DAY).eligible
    for name in ("residency", "capacity"):
        with pytest.raises(cx.InputError) as caught:
            book.assess({**PERSON, name: None}, [], DAY)
        assert caught.value.code == "missing_member"


def test_columns_of_attributes(book):
    record = {k: v for k, v in gift().items() if k != "attributes"}
    assert score(book, records=[{**record, "attributes.hours": 130}]) == 630


@pytest.mark.parametrize("subject, records, as_of, code, where", [
    ({**PERSON, "birth_date": "1990-02-30"}, [], DAY, "invalid_date", "subject:1:"),
    ({**PERSON, "colour": "red"}, [], DAY, "unknown_member", "subject:1:"),
    ({**PERSON, "residency": "here"}, [], DAY, "invalid_enum", "subject:1:"),
    (PERSON, [gift(), gift(status="repaired")], DAY, "repaired_on_missing", "records:2:"),
    (PERSON, [gift(subject_id="other")], DAY, "unknown_subject", "records:1:"),
    (PERSON, [gift(expires_on="2025-01-01")], DAY, "date_before_occurred", "records:1:"),
    (PERSON, [{"record_id": "g"}], DAY, "missing_member", "records:1:"),
    (PERSON, [], "yesterday", "invalid_date", ""),
    (PERSON, [], 20260228, "invalid_date", ""),
    (PERSON, "records", DAY, "invalid_value", ""),
    (PERSON, {"record_id": "g"}, DAY, "invalid_value", ""),
    ("lin", [], DAY, "invalid_value", ""),
    (PERSON, ["a record"], DAY, "invalid_value", "records:1"),
    (PERSON, [gift(), 5], DAY, "invalid_value", "records:2"),
    (PERSON, [gift(attributes=[1])], DAY, "invalid_value", ""),
    ({**PERSON, "attributes": "x"}, [], DAY, "invalid_value", ""),
    ({**PERSON, 5: "x"}, [], DAY, "invalid_value", ""),
    ({**PERSON, "subject_id": "\udcff"}, [], DAY, "invalid_value", ""),
    (PERSON, [gift(provider="\udcff")], DAY, "invalid_value", ""),
    (PERSON, [], "\udcff", "invalid_date", ""),
    ({**PERSON, "attributes": {"x": object()}}, [], DAY, "invalid_value", ""),
    ({**PERSON, "attributes": {"x": float("inf")}}, [], DAY, "invalid_value", ""),
])
def test_refusals(book, subject, records, as_of, code, where):
    with pytest.raises(cx.InputError) as caught:
        book.assess(subject, records, as_of)
    assert (caught.value.code, caught.value.where[:len(where)]) == (code, where), caught.value
    assert "1990" not in str(caught.value) or "1990-02-30" in str(subject)


def test_a_day_outside_the_rulebook(book):
    with pytest.raises(cx.NotEffectiveError) as caught:
        book.assess(PERSON, [], "2025-12-31")
    assert caught.value.code == "not_effective"
    with pytest.raises(cx.NotEffectiveError):
        book.assess(PERSON, [], DAY).timeline("2025-12-31", DAY)
    with pytest.raises(cx.InputError) as caught:
        book.assess(PERSON, [], DAY).timeline(DAY, "2026-02-27")
    assert caught.value.code == "empty_interval"


def test_nobody_is_confused_by_lines_and_quotes(book):
    a = book.assess({**PERSON, "subject_id": 'a"\n\\'},
                    [gift(record_id="line\nbreak\u2028\"", subject_id='a"\n\\')], DAY)
    assert a.subject_id == 'a"\n\\' and a.records[0].record == "line\nbreak\u2028\""
    assert a.score == 630
