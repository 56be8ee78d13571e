"""The data of the pictures of one resident, as tables: what adds up to the total, and what
changes when. Draws nothing and needs no library."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, Dict, List, Mapping, Optional

from .labels import Labels, exact

Row = Dict[str, Any]


def waterfall_table(assessment: Any, rulebook: Any = None, *, language: str = "zh",
                    detail: str = "awards") -> List[Row]:
    """The steps from the base to the total, a row each; they add up exactly.

    ``assessment``: an Assessment, or its report as a mapping (then ``rulebook`` gives the
    titles). ``detail``: ``awards`` for every award, limit, bound and restoration, or
    ``dimensions`` for one step a dimension.

    Members: ``kind`` (base, award, limit, bound, restored, dimension, held, ceiling, total),
    ``dimension``, ``rule`` and ``record`` (None where there is none), ``label``, ``points``
    (Decimal; of the total, the total), ``before`` and ``after`` (Decimal, running). Empty for
    a resident without a score.

    >>> import chengxin as cx
    >>> from chengxin.picture_tables import waterfall_table
    >>> a = cx.Rulebook.builtin().assess(
    ...     {"subject_id": "lin", "birth_date": "1990-04-01", "residency": "registered",
    ...      "capacity": "full"},
    ...     [{"record_id": "id", "category": "B-ID-01", "provider": "e-sanming",
    ...       "occurred_on": "2026-03-01"}], "2026-03-02")
    >>> [(row["kind"], str(row["points"])) for row in waterfall_table(a)]
    [('base', '600.00'), ('award', '20.00'), ('total', '620.00')]
    """
    if detail not in ("awards", "dimensions"):
        raise ValueError(f"expected the detail awards or dimensions, found {detail!r}")
    report, labels = report_and_labels(assessment, rulebook, language)
    if not report["eligible"]:
        return []
    running = Decimal("0.00")
    rows: List[Row] = []

    def add(kind: str, label: str, points: Decimal, dimension: Optional[str] = None,
            rule: Optional[str] = None, record: Optional[str] = None) -> None:
        nonlocal running
        rows.append({"kind": kind, "dimension": dimension, "rule": rule, "record": record,
                     "label": label, "points": points, "before": running,
                     "after": running + points})
        running += points

    add("base", labels.word("base"), exact(report["base"]))
    for it in report["dimensions"]:
        if detail == "dimensions":
            add("dimension", labels.title("dimensions", it["id"]), exact(it["value"]), it["id"])
            continue
        for award in it["awards"]:
            title = labels.title("rules", award["rule"])
            given = exact(award["points"])
            full = exact(award.get("before_limits", award["points"]))
            who = (it["id"], award["rule"], award.get("record"))
            add("award", title, full, *who)
            if given != full:
                add("limit", _of(title, labels.word("limit"), labels), given - full, *who)
        for back in it["restored"]:
            source = labels.title("dimensions", back["dimension"])
            records = [r["record"] for r in back["records"]]
            add("restored", _of(source, labels.word("restored"), labels), exact(back["points"]),
                it["id"], None, records[0] if len(records) == 1 else None)
        if it["value"] != it["raw"]:
            title = labels.title("dimensions", it["id"])
            add("bound", _of(title, labels.word("bound"), labels),
                exact(it["value"]) - exact(it["raw"]), it["id"])
    if exact(report["held"]) != 0:
        add("held", labels.word("held"), exact(report["held"]))
    ceiling = report.get("ceiling")
    if ceiling and exact(ceiling["held"]) != 0:
        records = ceiling["records"]
        add("ceiling", labels.title("ceilings", ceiling["id"]), exact(ceiling["held"]), None,
            ceiling["id"], records[0] if len(records) == 1 else None)
    rows.append({"kind": "total", "dimension": None, "rule": None, "record": None,
                 "label": labels.word("total"), "points": exact(report["total"]),
                 "before": Decimal("0.00"), "after": running})
    return rows


def timeline_table(timeline: Any, rulebook: Any = None, *, language: str = "zh") -> List[Row]:
    """The steps of a timeline, a row each, in order of days.

    ``timeline``: a Timeline, or its segments. Members: ``start``, ``end`` (dates, both days
    included), ``eligible``, ``score``, ``tier`` (its title), ``total`` (Decimal or None),
    ``change`` (Decimal; None in the first row and where either side has no total) and
    ``causes``, a list of texts.
    """
    segments = getattr(timeline, "segments", timeline)
    labels = Labels(rulebook if rulebook is not None else getattr(timeline, "rulebook", None),
                    language)
    rows: List[Row] = []
    for it in segments:
        total = None if it.get("total") is None else exact(it["total"])
        last = rows[-1]["total"] if rows else None
        rows.append({
            "start": datetime.date.fromisoformat(it["from"]),
            "end": datetime.date.fromisoformat(it["through"]),
            "eligible": it.get("eligible", False), "score": it.get("score"),
            "tier": None if it.get("tier") is None else labels.title("tiers", it["tier"]),
            "total": total,
            "change": None if total is None or last is None else total - last,
            "causes": [it["why"]] if it.get("why") else
            [labels.cause(cause) for cause in it["causes"]]})
    return rows


def report_and_labels(assessment: Any, rulebook: Any, language: str) -> Any:
    """The report as a mapping, and the labels of its rulebook."""
    report: Mapping[str, Any] = assessment if isinstance(assessment, Mapping) \
        else assessment.to_dict()
    book = rulebook if rulebook is not None else getattr(assessment, "rulebook", None)
    return report, Labels(book, language)


def _of(whose: str, what: str, labels: Labels) -> str:
    return f"{whose}·{what}" if labels.language == "zh" else f"{whose}: {what.lower()}"
