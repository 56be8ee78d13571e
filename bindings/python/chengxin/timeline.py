"""How one resident's score goes on by itself, day by day."""

from __future__ import annotations

import datetime
import decimal
import json
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional

from .tables import frame_of

if TYPE_CHECKING:
    from .rulebook import Rulebook


class Timeline:
    """Days as segments of days that are alike, without gap or overlap. Immutable.

    ``segments``: dicts with ``from`` and ``through`` (YYYY-MM-DD), ``eligible``, ``score``
    (int or None), ``total`` (points as a Decimal or an int, exact, or None), ``tier``,
    ``dimensions`` (id to points) and ``causes``, what began or ended on the first day:
    dicts with ``what``, and ``rule`` and ``record`` where there are any.
    """

    def __init__(self, text: str, rulebook: Optional[Rulebook] = None) -> None:
        """Not for programs: they take ``Assessment.timeline()`` or ``Store.timeline()``."""
        self._text, self._book = text, rulebook
        self.segments: List[Dict[str, Any]] = json.loads(text, parse_float=decimal.Decimal)

    @property
    def rulebook(self) -> Optional[Rulebook]:
        """The rulebook of all its days; None for a store's, which may have several."""
        return self._book

    def to_json(self) -> str:
        """The JSON of ``chengxin timeline``."""
        return self._text

    def to_frame(self) -> Any:
        """A table, a row for each segment: ``start``, ``end`` (days), ``days``, ``eligible``,
        ``score``, ``total`` (points, 64-bit), ``tier``, each dimension's points, and
        ``causes`` (text, as ``expired R7 r1``). pandas, or pyarrow where pandas is missing."""
        ids = list(dict.fromkeys(d for it in self.segments for d in it.get("dimensions", {})))
        columns: Dict[str, List[Any]] = {name: [] for name in (
            "start", "end", "days", "eligible", "score", "total", "tier", *ids, "causes")}
        for it in self.segments:
            start, end = (datetime.date.fromisoformat(it[k]) for k in ("from", "through"))
            row = {"start": start, "end": end, "days": (end - start).days + 1,
                   "eligible": it.get("eligible", False), "score": it.get("score"),
                   "total": it.get("total"), "tier": it.get("tier"),
                   "causes": it.get("why") or "; ".join(map(_cause_text, it["causes"]))}
            row.update({d: it.get("dimensions", {}).get(d) for d in ids})
            for name, column in columns.items():
                column.append(row[name])
        return frame_of(columns, points=["total", *ids], whole=["days", "score"],
                        days=["start", "end"])

    def plot(self, **options: Any) -> Any:
        """The total as steps with their causes (needs matplotlib): Axes. Options as for
        ``chengxin.plots.timeline``."""
        from . import plots
        return plots.timeline(self, **options)

    def __len__(self) -> int:
        return len(self.segments)

    def __iter__(self) -> Iterator[Dict[str, Any]]:
        return iter(self.segments)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeline) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        if not self.segments:
            return "<Timeline: no days>"
        return (f"<Timeline {self.segments[0]['from']} to {self.segments[-1]['through']}: "
                f"{len(self.segments)} segments>")


def _cause_text(cause: Dict[str, Any]) -> str:
    return " ".join(str(cause[k]) for k in ("what", "rule", "record") if cause.get(k))
