"""One resident's assessment: the figures, and where each point comes from."""

from __future__ import annotations

import datetime
import functools
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Tuple

from . import facts
from .errors import InputError
from .facts import Day
from .results import (Advice, Award, Dimension, Reason, RecordResult, Restored, Road,
                      Undetermined, WhyNot)
from .tables import frame_of
from .timeline import Timeline

if TYPE_CHECKING:
    from .rulebook import Rulebook


class Assessment:
    """The result for one resident on one day. Immutable, and can be pickled. Shown in a
    notebook it is a card.

    Points are exact: ``decimal.Decimal`` with at most two places.
    """

    def __init__(self, rulebook: Rulebook, subject: str, records: str, as_of: str) -> None:
        """Not for programs: they take ``Rulebook.assess()``. Texts are JSON and JSON Lines."""
        self._book, self._facts = rulebook, (subject, records, as_of)
        self._text = rulebook._core.assess(subject, records, as_of)
        self._report: Dict[str, Any] = json.loads(self._text, parse_float=Decimal)

    @functools.cached_property
    def _given(self) -> List[Dict[str, Any]]:
        """The records as they were given."""
        return [json.loads(line) for line in self._facts[1].split("\n") if line]

    # ------------------------------------------------------------------ figures

    @property
    def rulebook(self) -> Rulebook:
        return self._book

    @property
    def subject_id(self) -> str:
        return str(self._report["subject_id"])

    @property
    def as_of(self) -> datetime.date:
        return datetime.date.fromisoformat(self._report["as_of"])

    @property
    def eligible(self) -> bool:
        """Whether there is a score."""
        return bool(self._report["eligible"])

    @property
    def ineligible_because(self) -> Tuple[str, ...]:
        """``age``, ``not_enrolled``, ``residency``, ``capacity``."""
        return tuple(self._report["ineligible_because"])

    @property
    def score(self) -> Optional[int]:
        """The total rounded half away from zero; None without a score."""
        value = self._report["score"]
        return None if value is None else int(value)

    @property
    def total(self) -> Optional[Decimal]:
        """Points, exact to the hundredth; None without a score."""
        value = self._report["total"]
        return None if value is None else Decimal(value)

    @property
    def tier(self) -> Optional[str]:
        """The tier's id; None without a score."""
        value = self._report["tier"]
        return None if value is None else str(value)

    @property
    def base(self) -> Decimal:
        """The points that everyone begins with."""
        return Decimal(self._report["base"])

    @property
    def stable_through(self) -> Optional[datetime.date]:
        """The last day on which all this stays as it is; None: for ever."""
        value = self._report.get("stable_through")
        return None if value is None else datetime.date.fromisoformat(value)

    @property
    def dimensions(self) -> Tuple[Dimension, ...]:
        """In the order of the rulebook; none without a score."""
        return tuple(
            Dimension(d["id"], Decimal(d["raw"]), Decimal(d["value"]),
                      tuple(_award(d["id"], it) for it in d["awards"]),
                      tuple(Restored(it["dimension"], Decimal(it["points"]),
                                     tuple(r["record"] for r in it["records"]))
                            for it in d["restored"]))
            for d in self._report["dimensions"])

    @property
    def awards(self) -> Tuple[Award, ...]:
        """All points that rules give or take, by dimension."""
        return tuple(award for d in self.dimensions for award in d.awards)

    @property
    def records(self) -> Tuple[RecordResult, ...]:
        """What became of each record, in their order."""
        return tuple(
            RecordResult(it["record"], given["category"],
                         datetime.date.fromisoformat(given["occurred_on"]), it["disposition"],
                         int(it["eased"]), tuple(it["effects"]))
            for it, given in zip(self._report["records"], self._given))

    @property
    def undetermined(self) -> Tuple[Undetermined, ...]:
        """Conditions that could not be decided; none of them cost a point."""
        return tuple(Undetermined(it["rule"], it.get("record"), it["why"])
                     for it in self._report["undetermined"])

    # ------------------------------------------------------------------ reports

    def report(self, format: str = "text", lang: str = "zh") -> str:
        """The whole report: ``text``, ``json`` (which has no language) or ``html``, in
        ``zh`` or ``en``. The same bytes as ``chengxin explain`` gives."""
        _choose("format", format, ("text", "json", "html"))
        _choose("lang", lang, ("zh", "en"))
        if format == "json":
            return self._text
        return self._book._core.report(*self._facts, format, lang)

    def to_dict(self) -> Dict[str, Any]:
        """The JSON report, parsed: whole numbers are int, others exact Decimal."""
        made: Dict[str, Any] = json.loads(self._text, parse_float=Decimal)
        return made

    def to_frame(self, lang: str = "zh") -> Any:
        """A table of where the total comes from, a row for each step; ``points`` add up to
        the total. pandas, or pyarrow where pandas is missing.

        Columns: ``kind`` (base, award, restored, bounds, score_bounds, ceiling),
        ``dimension``, ``rule``, ``title``, ``article``, ``record``, ``date`` (of the
        record), ``points`` (64-bit), ``note`` (what age, limits or bounds did to it).
        """
        from .account import steps_of
        _choose("lang", lang, ("zh", "en"))
        rows = steps_of(self, lang)
        names = ("kind", "dimension", "rule", "title", "article", "record", "date", "points",
                 "note")
        return frame_of({name: [getattr(row, name) for row in rows] for name in names},
                        points=["points"], days=["date"])

    def reasons(self, keep: int = 4, lang: str = "zh") -> List[Reason]:
        """What weighs most, at most ``keep``: the sums of rules, of what repair gives back,
        and of the ceiling, by magnitude."""
        from .account import reasons_of
        _choose("lang", lang, ("zh", "en"))
        return reasons_of(self, lang)[:keep]

    def why_not(self, rule_id: str, lang: str = "zh") -> WhyNot:
        """Why a rule gives nothing to this resident, record by record.

        Raises InputError (`unknown_rule`).
        """
        from .why_not import why_not
        _choose("lang", lang, ("zh", "en"))
        return why_not(self, rule_id, lang)

    def advice(self) -> Tuple[Advice, ...]:
        """What each bad record costs, when that ends, and what each open road of repair
        would give. Each figure is the difference of two assessments."""
        listed = json.loads(self._book._core.advice(*self._facts), parse_float=Decimal)
        return tuple(
            Advice(self._given[it["position"]]["record_id"], Decimal(it["cost"]),
                   _day(it["last_day"]),
                   tuple(Road(r["road"], datetime.date.fromisoformat(r["effective_on"]),
                              Decimal(r["gain"])) for r in it["roads"]))
            for it in listed)

    def timeline(self, start: Day, end: Day) -> Timeline:
        """How the score goes on from ``start`` through ``end`` if nothing new happens.

        Raises NotEffectiveError, InputError (`empty_interval`, `invalid_date`).
        """
        subject, records, _ = self._facts
        return Timeline(self._book._core.timeline(subject, records, facts.day_text(start),
                                                  facts.day_text(end)), self._book)

    def plot_waterfall(self, **options: Any) -> Any:
        """From the base to the total, step by step (needs matplotlib): Axes. Options as for
        ``chengxin.plots.waterfall``."""
        from . import plots
        return plots.waterfall(self, **options)

    def _repr_html_(self) -> str:
        from .card import card
        return card(self)

    # ---------------------------------------------------------------- as a value

    def __reduce__(self) -> Tuple[Callable[..., Assessment], Tuple[Any, ...]]:
        return Assessment, (self._book, *self._facts)

    def __eq__(self, other: object) -> bool:
        return (isinstance(other, Assessment) and self._text == other._text
                and self._facts == other._facts)

    def __hash__(self) -> int:
        return hash((self._text, self._facts))

    def __repr__(self) -> str:
        figures = (f"score {self.score}, total {self.total}, tier {self.tier}" if self.eligible
                   else "no score: " + ", ".join(self.ineligible_because))
        return f"<Assessment of {self.subject_id} on {self._facts[2]}: {figures}>"


def _award(dimension: str, it: Dict[str, Any]) -> Award:
    before = it.get("before_limits")
    return Award(dimension, it["rule"], it.get("record"), Decimal(it["points"]),
                 None if before is None else Decimal(before), it.get("percent"))


def _day(text: Optional[str]) -> Optional[datetime.date]:
    return None if text is None else datetime.date.fromisoformat(text)


def _choose(name: str, value: str, among: Tuple[str, ...]) -> None:
    if value not in among:
        raise InputError(name, f"expected one of {', '.join(among)}; found {value!r}")
