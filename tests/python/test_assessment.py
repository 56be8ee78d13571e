"""One resident: the figures of the golden cases and of the command, and that all adds up."""

import datetime
import json
import pickle
import random
from decimal import Decimal

import pytest

import chengxin as cx
from chengxin.account import steps_of
from conftest import DAY, ROOT
from residents import LIN, RECORDS

CASES = json.loads((ROOT / "tests" / "golden" / "sanming" / "cases.json").read_text("utf-8"))
PERSON = {"subject_id": "lin", "birth_date": "1990-04-01", "residency": "registered",
          "capacity": "full"}


def rec(id, category, day, **more):
    return {"record_id": id, "category": category, "provider": "p", "occurred_on": day, **more}


@pytest.mark.parametrize("case", CASES, ids=lambda it: str(it["case"]))
def test_golden(book, case):
    a = book.assess(case["subject"], case["records"], case["as_of"])
    expected = case["expect"]
    assert a.eligible == ("score" in expected and expected["score"] is not None)
    if not a.eligible:
        assert a.score is a.total is a.tier is None and a.dimensions == () and a.reasons() == []
        return
    assert (a.score, a.tier) == (expected["score"], expected["tier"])
    assert a.total == Decimal(str(expected["total"]))
    assert {d.id: d.value for d in a.dimensions} == {
        name: Decimal(str(value)) for name, value in expected["dimensions"].items()}


def test_reports_are_those_of_the_command(book, city, command):
    ids = random.Random(3).sample(city.subjects["subject_id"].to_pylist(), 25)
    for subject_id in ids:
        subject, = city.rows(city.subjects, subject_id)
        a = book.assess(subject, city.records, DAY)  # a table may hold everybody's
        b = book.assess(subject, city.rows(city.records, subject_id), DAY.isoformat())
        assert a.to_dict() == b.to_dict()
        printed = city.run(command, "explain", "--as-of", DAY.isoformat(), "--subject", subject_id,
                           "--format", "json")
        assert a.report("json") == printed.rstrip("\n")
    for format, lang in (("text", "zh"), ("text", "en"), ("html", "zh"), ("html", "en")):
        printed = city.run(command, "explain", "--as-of", DAY.isoformat(), "--subject", subject_id,
                           "--format", format, "--lang", lang)
        assert a.report(format, lang) == printed


def test_every_step_adds_up_to_the_total(book, city):
    for subject_id in random.Random(4).sample(city.subjects["subject_id"].to_pylist(), 200):
        subject, = city.rows(city.subjects, subject_id)
        a = book.assess(subject, city.rows(city.records, subject_id), DAY)
        table = a.to_frame()
        if not a.eligible:
            assert len(table) == 0
            continue
        assert sum(Decimal(str(it)) for it in table["points"]) == a.total
        assert a.total == sum((d.value for d in a.dimensions), a.base) + sum(
            Decimal(str(p)) for p, kind in zip(table["points"], table["kind"])
            if kind in ("score_bounds", "ceiling"))
        assert len(a.records) == len(city.rows(city.records, subject_id))
        assert all(isinstance(it.points, Decimal) for it in a.awards)


def test_the_table_of_one_resident(book):
    a = book.assess(PERSON, [
        rec("gift", "P-BLD-01", "2025-06-01"), rec("gift2", "P-BLD-01", "2025-07-01"),
        rec("gift3", "P-BLD-01", "2025-08-01"), rec("id", "B-ID-01", "2026-01-05"),
    ], "2026-02-28")
    table = a.to_frame(lang="en")
    rows = [(k, r, p, n) for k, r, p, n in zip(table["kind"], table["record"], table["points"],
                                               table["note"])]
    assert [(r[0], r[2]) for r in rows] == [("base", 600.0), ("award", 20.0), ("award", 10.0),
                                            ("award", 10.0)]
    assert list(table["article"])[1:3] == ["measures:8, measures:15",
                                           "measures:11, measures:14, blood:17, pipl:29"]
    assert table["date"][1].date() == datetime.date(2026, 1, 5)
    assert {it.record: it.disposition for it in a.records} == {
        "gift": "over_limit", "gift2": "counted", "gift3": "counted", "id": "counted"}


def test_reasons_go_by_magnitude(book):
    a = book.assess(PERSON, [rec("gift", "P-BLD-01", "2025-07-01"),
                             rec("list", "N-LST-MKT", "2025-01-01", service_on="2025-05-01"),
                             rec("id", "B-ID-01", "2026-01-05")], "2026-02-28")
    top = a.reasons(keep=2, lang="en")
    assert [it.points for it in top] == [Decimal(-120), Decimal(20)]
    assert top[0].rule == "N-LST-MKT" and top[0].records == ("list",)
    kinds = {it.title.split(":")[0]: it.points for it in a.reasons(keep=9, lang="en")}
    assert kinds["Given back by repair"] == Decimal(18)
    assert sum(it.points for it in a.reasons(keep=9)) + a.base == a.total


def test_ids_of_records_may_have_commas(book):
    a = book.assess(PERSON, [rec("gift 1, gift 2", "P-BLD-01", "2025-07-01"),
                             rec("gift 3", "P-BLD-01", "2025-08-01"),
                             rec("list 7, page 3", "N-LST-MKT", "2025-01-01",
                                 service_on="2025-05-01")], "2026-02-28")
    found = {(it.rule, it.points): it.records for it in a.reasons(keep=9)}
    assert found["P-BLD-01", Decimal(20)] == ("gift 1, gift 2", "gift 3")
    assert found["N-LST-MKT", Decimal(-120)] == ("list 7, page 3",)
    assert found[None, Decimal(18)] == ("list 7, page 3",)  # given back
    assert list(a.to_frame()["record"])[1] in ("gift 1, gift 2", "list 7, page 3")


def test_why_not(book):
    a = book.assess(PERSON, [
        rec("old", "P-BLD-01", "2023-01-01"), rec("none", "P-VOL-01", "2025-07-01"),
        rec("penalty", "N-PEN-TRF", "2026-02-01", attributes={"level": "L2"}),
        rec("gone", "N-LST-MKT", "2025-03-01", status="revoked"),
        rec("tax", "N-ARR-TAX", "2026-01-01", corrected_on="2026-02-01"),
    ], "2026-02-28")
    def told(rule):
        it = a.why_not(rule, lang="en")
        return it.code, dict(it.records)
    assert told("P-BLD-01") == ("records", {"old": "expired"})
    assert told("P-HON-01") == ("no_record", {})
    assert told("N-PEN-L2")[0] == "gives"
    assert told("N-PEN-L3") == ("records", {"penalty": "claimed_by:N-PEN-L2"})
    assert told("N-PEN-L1") == ("records", {"penalty": "condition"})
    assert told("N-LST-MKT") == ("records", {"gone": "revoked"})
    assert told("P-CLN-01") == ("no_years", {})
    assert told("R-SVC-01") == ("records", {"penalty": "no_step", "gone": "revoked",
                                            "tax": "no_step"})
    assert told("R-COR-01") == ("eases", {"penalty": "no_step", "gone": "revoked"})
    with pytest.raises(cx.InputError) as caught:
        a.why_not("P-BLD-99")
    assert caught.value.code == "unknown_rule"


def test_advice_is_what_the_report_says(book):
    a = book.assess(PERSON, [rec("list", "N-LST-MKT", "2024-11-12", service_on="2025-12-19")],
                    "2026-02-28")
    one, = a.advice()
    assert one.record == "list" and one.cost == 102
    assert one.last_day == datetime.date(2027, 11, 12)
    roads = {road.step: (road.effective_on, road.gain) for road in one.roads}
    assert roads["corrected"] == (datetime.date(2026, 2, 28), Decimal(24))
    assert roads["conduct"] == (datetime.date(2027, 2, 28), Decimal(18))
    assert roads["decision"] == (datetime.date(2026, 2, 28), Decimal(102))


def test_the_timeline_is_that_of_the_command(book, city, command):
    for subject_id in random.Random(5).sample(city.subjects["subject_id"].to_pylist(), 10):
        subject, = city.rows(city.subjects, subject_id)
        a = book.assess(subject, city.records, DAY)
        line = a.timeline(DAY, "2029-02-28")
        printed = city.run(command, "timeline", "--from", DAY.isoformat(), "--to", "2029-02-28",
                           "--subject", subject_id)
        assert line.segments == json.loads(printed, parse_float=Decimal)
        table = line.to_frame()
        assert list(table["days"]) and sum(table["days"]) == 1097
        if a.stable_through is not None and len(line) > 1:
            assert line.segments[0]["through"] == a.stable_through.isoformat()


def test_it_is_a_value(book):
    a = book.assess(PERSON, [rec("id", "B-ID-01", "2026-01-05")], "2026-02-28")
    again = pickle.loads(pickle.dumps(a))
    assert again == a and hash(again) == hash(a) and again.to_dict() == a.to_dict()
    a.to_dict()["score"] = 0
    assert a.score == 620
    assert "620" in repr(a) and "620" in a._repr_html_()
    assert a.timeline(DAY, DAY) == again.timeline(DAY, DAY)


def test_the_card_escapes_what_comes_from_the_data(book):
    a = book.assess({**PERSON, "subject_id": "<script>alert(1)</script>"},
                    [rec("<img src=x>", "N-LST-MKT", "2025-03-01")], "2026-02-28")
    assert "<script" not in a._repr_html_() and "<img" not in a._repr_html_()
    nobody = book.assess({"subject_id": "n"}, [], "2026-02-28")
    assert not nobody.eligible and "无诚信分" in nobody._repr_html_()


def test_a_base_with_hundredths_is_exact(book):
    """500.55 is no floating-point number."""
    draft = book.to_dict()
    draft["score"]["base"] = 500.55
    a = cx.Rulebook.load(draft).assess(LIN, RECORDS, DAY)
    steps = steps_of(a, "en")
    assert a.base == steps[0].points == Decimal("500.55")
    assert sum(it.points for it in steps) == a.total and len(steps) > 5
