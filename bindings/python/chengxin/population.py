"""A population's scores as a whole: how they are spread, and how two runs differ.

Takes what ``Rulebook.assess_frame`` gives, as pandas, polars, pyarrow or DuckDB has it, or a
list of mappings, with the columns ``subject_id``, ``score`` and ``tier`` (and ``total``). Needs
pyarrow. All figures are counts of residents and shares; nothing here orders, picks or compares
individual people.

Tiers come from the best down, as the rulebook that is given has them. Those that only the
scores have, made by another rulebook, come after them by their best scores and are shown by id:
so everybody is counted. Without a rulebook all tiers are such.
"""

from __future__ import annotations

import math
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from .errors import InputError
from .labels import Labels

__all__ = ["Description", "Drift", "changes_by_tier", "describe", "distribution_table", "drift",
           "migration_table", "plot_distribution", "plot_migration"]

BAND = 50
"""Points in a band of scores. The highest score of the rulebook is in the band below it."""

Row = Dict[str, Any]


class Description(NamedTuple):
    """A population in figures. Scores are None where nobody has one."""

    residents: int
    with_score: int
    lowest: Optional[int]
    tenth: Optional[int]
    """The least score that a tenth of those with a score do not exceed."""
    median: Optional[int]
    nine_tenths: Optional[int]
    highest: Optional[int]
    mean: Optional[float]

    @property
    def without_score(self) -> int:
        return self.residents - self.with_score


class Drift(NamedTuple):
    """How far the spread of one run is from another's."""

    psi: float
    """The population stability index: the sum over the parts of (after − before) ×
    ln(after / before), of shares of those with a score."""
    reading: str
    """``stable`` below 0.1, ``moderate`` below 0.25, else ``large``: the customary thresholds,
    no test of significance."""
    parts: Tuple[Row, ...]
    """Rows with ``key``, ``before`` and ``after`` (residents) and ``psi``, the part's own."""


def describe(scores: Any) -> Description:
    """The population in eight figures.

    >>> found = describe([{"score": 600, "tier": "fair"}, {"score": 700, "tier": "good"},
    ...                   {"score": None, "tier": None}])
    >>> found.residents, found.without_score, found.lowest, found.median, found.mean
    (3, 1, 600, 600, 650.0)
    """
    counted = _counts(_read(scores, ("score",)), "score")
    residents = sum(counted.values())
    counted.pop(None, None)
    number = sum(counted.values())
    if not number:
        return Description(residents, 0, None, None, None, None, None, None)
    ordered = sorted(counted)
    tenth, median, nine_tenths = (_quantile(counted, ordered, q) for q in (10, 50, 90))
    mean = sum(score * count for score, count in counted.items()) / number
    return Description(residents, number, ordered[0], tenth, median, nine_tenths, ordered[-1],
                       mean)


def _quantile(counted: Dict[Any, int], ordered: Sequence[int], percent: int) -> int:
    number, passed = sum(counted.values()), 0
    for score in ordered:
        passed += counted[score]
        if passed * 100 >= number * percent:
            return score
    return ordered[-1]


def distribution_table(scores: Any, rulebook: Any = None, *, language: str = "zh") -> List[Row]:
    """Residents by tier (from the best down, then those without a score) and by 50 points.

    Rows with ``by`` (tier or score), ``key`` (the tier's id, None for no score; the band's
    least score), ``label``, ``residents`` and ``share`` (of all residents, 0 to 1; 0 where there
    are none).

    >>> scores = [{"score": 612, "tier": "fair"}, {"score": None, "tier": None}]
    >>> for row in distribution_table(scores, language="en"):
    ...     print(row["by"], row["label"], row["residents"], row["share"])
    tier fair 1 0.5
    tier No score 1 0.5
    score 600–649 1 0.5
    """
    labels = Labels(rulebook, language)
    table = _read(scores, ("score", "tier"))
    residents = table.num_rows
    by_tier = _counts(table, "tier")
    keys: List[Optional[str]] = list(_tier_order(labels, table))
    if by_tier.get(None):
        keys.append(None)
    rows = [{"by": "tier", "key": key, "residents": by_tier.get(key, 0),
             "label": labels.word("no_score") if key is None else labels.title("tiers", key)}
            for key in keys]
    highest = labels.document.get("score", {}).get("max")
    bands = _bands(_counts(table, "score"), highest)
    if bands:
        for band in range(min(bands), max(bands) + 1, BAND):
            last = band + BAND if band + BAND == highest else band + BAND - 1
            rows.append({"by": "score", "key": band, "label": f"{band}–{last}",
                         "residents": bands.get(band, 0)})
    return [{**row, "share": row["residents"] / residents if residents else 0.0} for row in rows]


def drift(before: Any, after: Any, *, by: str = "score", rulebook: Any = None) -> Drift:
    """How far apart two runs are as a whole; the residents need not be the same.

    ``by``: ``score``, bands of 50 points, or ``tier``. A part that is empty on one side counts
    as half a resident there, since the logarithm of nothing is nothing.

    >>> run = lambda *counts: [{"score": None, "tier": t} for t, n in zip("abc", counts)
    ...                        for _ in range(n)]
    >>> found = drift(run(50, 30, 20), run(40, 40, 20), by="tier")
    >>> round(found.psi, 6), found.reading  # 0.1 ln(50/40) + 0.1 ln(40/30)
    (0.051083, 'stable')
    """
    if by not in ("score", "tier"):
        raise InputError("by", f"expected score or tier, found {by!r}")
    names = ("score", "tier") if by == "tier" else ("score",)
    tables = [_read(scores, names) for scores in (before, after)]
    sides = [_counts(table, by) for table in tables]
    for side in sides:
        side.pop(None, None)
    if by == "score":
        highest = Labels(rulebook, "en").document.get("score", {}).get("max")
        sides = [_bands(side, highest) for side in sides]
    numbers = [sum(side.values()) for side in sides]
    if not all(numbers):
        raise InputError("no_scores", "expected somebody with a score in both runs")
    parts = []
    keys = sides[0].keys() | sides[1].keys()
    order = _tier_order(Labels(rulebook, "en"), *tables) if by == "tier" else sorted(keys)
    for key in (key for key in order if key in keys):
        counts = [side.get(key, 0) for side in sides]
        was, now = (max(count, 0.5) / number for count, number in zip(counts, numbers))
        parts.append({"key": key, "before": counts[0], "after": counts[1],
                      "psi": (now - was) * math.log(now / was)})
    psi = math.fsum(float(part["psi"]) for part in parts)
    reading = "stable" if psi < 0.1 else "moderate" if psi < 0.25 else "large"
    return Drift(psi, reading, tuple(parts))


def migration_table(before: Any, after: Any, rulebook: Any = None, *,
                    language: str = "zh") -> List[Row]:
    """How many residents went from which tier to which: every pair, also those with nobody.

    Rows with ``from_tier`` and ``to_tier`` (ids; None without a score or not in that run),
    ``from`` and ``to`` (their titles), ``residents`` and ``share`` (of those of ``from``).
    Residents are the same where ``subject_id`` is; one who is in one run alone comes from, or
    goes to, a row or column of its own.

    Raises InputError for a ``subject_id`` that comes twice in a run (`repeated_subject`), and for
    numbers as ids in one run and texts in the other (`subject_id`).
    """
    labels = Labels(rulebook, language)
    names = ("subject_id", "score", "tier")
    first, second = _read(before, names), _read(after, names)
    joined = _joined(first, second, ("tier",))
    order: List[Optional[str]] = list(_tier_order(labels, first, second))
    counted: Dict[Tuple[Any, Any], int] = {}
    grouped = joined.group_by(["tier_before", "tier_after"]).aggregate([([], "count_all")])
    for row in grouped.to_pylist():
        counted[row["tier_before"], row["tier_after"]] = row["count_all"]
    states: List[Tuple[Optional[str], str]] = [
        (tier, labels.title("tiers", tier)) for tier in order if tier is not None]
    others = [(_NO_SCORE, labels.word("no_score")), (None, labels.word("absent"))]
    froms, tos = ([*states, *(it for it in others if any(key[side] == it[0] for key in counted))]
                  for side in (0, 1))
    rows = []
    for was, was_title in froms:
        total = sum(count for key, count in counted.items() if key[0] == was)
        for now, now_title in tos:
            residents = counted.get((was, now), 0)
            rows.append({"from_tier": was or None, "to_tier": now or None, "from": was_title,
                         "to": now_title, "residents": residents,
                         "share": residents / total if total else 0.0})
    return rows


def changes_by_tier(before: Any, after: Any, rulebook: Any = None, *,
                    language: str = "zh") -> List[Row]:
    """Who gains and who loses, in aggregate: a row for each tier of the first run, from the
    best down, over the residents with a score in both.

    Members: ``tier`` (id), ``label``, ``residents``, ``gain``, ``lose``, ``same`` (residents
    whose total rises, falls, stays) and ``mean_change`` (points; None for nobody). The totals
    are compared to the hundredth. Raises as ``migration_table`` does.
    """
    import pyarrow.compute as compute
    labels = Labels(rulebook, language)
    names = ("subject_id", "score", "tier", "total")
    first, second = _read(before, names), _read(after, names)
    order = _tier_order(labels, first)
    joined = _joined(first, second, ("tier", "total"))
    both = compute.and_(compute.is_valid(joined["total_before"]),
                        compute.is_valid(joined["total_after"]))
    joined = joined.filter(both)
    change = compute.subtract(_cents(joined["total_after"]), _cents(joined["total_before"]))
    grouped = joined.append_column("change", change).append_column("sign", compute.sign(change)) \
        .group_by(["tier_before", "sign"]).aggregate([("change", "sum"), ([], "count_all")])
    found: Dict[str, Dict[int, Tuple[int, int]]] = {}
    for row in grouped.to_pylist():
        found.setdefault(row["tier_before"], {})[row["sign"]] = (row["count_all"],
                                                                 row["change_sum"])
    rows = []
    for tier in order:
        by_sign = found.get(tier, {})
        residents = sum(count for count, _ in by_sign.values())
        total = sum(cents for _, cents in by_sign.values())
        rows.append({"tier": tier, "label": labels.title("tiers", tier), "residents": residents,
                     "gain": by_sign.get(1, (0, 0))[0], "lose": by_sign.get(-1, (0, 0))[0],
                     "same": by_sign.get(0, (0, 0))[0],
                     "mean_change": total / 100 / residents if residents else None})
    return rows


def plot_distribution(scores: Any, rulebook: Any = None, **options: Any) -> Any:
    """The spread by tier and by 50 points, as a Figure: see ``plots.distribution``."""
    from . import plots
    return plots.distribution(scores, rulebook, **options)


def plot_migration(before: Any, after: Any, rulebook: Any = None, **options: Any) -> Any:
    """The tier migration matrix, as Axes: see ``plots.migration``."""
    from . import plots
    return plots.migration(before, after, rulebook, **options)


# ------------------------------------------------------------------------ tables

_NO_SCORE = ""
"""The tier of a resident without a score, while two runs are joined: no tier has this id."""


def _read(scores: Any, names: Sequence[str]) -> Any:
    """The columns as a pyarrow Table, texts as string."""
    import pyarrow
    if hasattr(scores, "collect"):  # a LazyFrame of polars
        scores = scores.collect()
    if isinstance(scores, (list, tuple)):
        table = pyarrow.table({name: [row.get(name) for row in scores] for name in names})
    elif hasattr(scores, "iloc"):  # pandas, whose index is left out
        missing = [name for name in names if name not in scores.columns]
        if missing:
            raise InputError("column", f"expected a column {missing[0]}")
        table = pyarrow.Table.from_pandas(scores[list(names)], preserve_index=False)
    elif type(scores).__module__.startswith("polars"):
        table = scores.to_arrow()  # without views of texts, which older pyarrow cannot cast
    elif hasattr(scores, "__arrow_c_stream__"):
        table = pyarrow.table(scores)
    else:
        raise InputError("table", "expected a table with __arrow_c_stream__ (pandas, polars, "
                                  f"pyarrow, DuckDB) or a list, found {type(scores).__name__}")
    columns = {}
    for name in names:
        if name not in table.column_names:
            raise InputError("column", f"expected a column {name}")
        column = table[name]
        if name == "tier":
            column = _without_empty(_texts(column))
        elif name == "subject_id" and not pyarrow.types.is_integer(column.type):
            column = column.cast(pyarrow.large_string())
        elif name == "score":
            column = column.cast(pyarrow.int64())
        elif name == "total":
            column = column.cast(pyarrow.float64())
        columns[name] = column
    return pyarrow.table(columns)


def _texts(column: Any) -> Any:
    """As string; of a dictionary each value is read once, for not all kinds of it can be cast."""
    import pyarrow
    if not pyarrow.types.is_dictionary(column.type):
        return column.cast(pyarrow.string())
    return pyarrow.chunked_array([chunk.dictionary.cast(pyarrow.string()).take(chunk.indices)
                                  for chunk in column.chunks], pyarrow.string())


def _without_empty(tiers: Any) -> Any:
    """CSV has no null: who has no score has an empty tier there."""
    import pyarrow
    import pyarrow.compute as compute
    return compute.if_else(compute.equal(tiers, ""), pyarrow.scalar(None, pyarrow.string()), tiers)


def _counts(table: Any, name: str) -> Dict[Any, int]:
    return {it["values"]: it["counts"] for it in table[name].value_counts().to_pylist()}


def _bands(counted: Dict[Any, int], highest: Optional[int]) -> Dict[int, int]:
    bands: Dict[int, int] = {}
    for score, count in counted.items():
        if score is not None:
            band = (score - 1 if score == highest else score) // BAND * BAND
            bands[band] = bands.get(band, 0) + count
    return bands


def _tier_order(labels: Labels, *tables: Any) -> List[str]:
    """The ids of tiers: as the rulebook has them, then others by their best scores."""
    own = [it["id"] for it in sorted(labels.document.get("tiers", []), key=lambda it: -it["min"])]
    best: Dict[str, int] = {}
    for table in tables:
        for row in table.group_by("tier").aggregate([("score", "max")]).to_pylist():
            if row["tier"] is not None:
                best[row["tier"]] = max(best.get(row["tier"], 0), row["score_max"] or 0)
    others = sorted(best.keys() - set(own), key=lambda tier: (-best[tier], tier))
    return own + others


def _joined(before: Any, after: Any, names: Sequence[str]) -> Any:
    """Both runs side by side, ``NAME_before`` and ``NAME_after``; a tier is null where the
    resident is not in that run, and empty where there is no score."""
    import pyarrow.compute as compute
    sides = []
    kind = _kind_of_ids(before["subject_id"], after["subject_id"])
    for table, end in ((before, "_before"), (after, "_after")):
        if compute.count_distinct(table["subject_id"]).as_py() != table.num_rows:
            raise InputError("repeated_subject", "expected each subject_id once in a run")
        columns = {"subject_id": table["subject_id"].cast(kind)}
        for name in names:
            column = table[name]
            columns[name + end] = compute.fill_null(column, _NO_SCORE) if name == "tier" \
                else column
        sides.append(type(table).from_pydict(columns))
    return sides[0].join(sides[1], keys="subject_id", join_type="full outer")


def _kind_of_ids(before: Any, after: Any) -> Any:
    """A type that has the ids of both runs, so that they can be compared."""
    import pyarrow
    kinds = [it.type for it in (before, after) if len(it)] or [before.type]
    if kinds[0] == kinds[-1]:
        return kinds[0]
    if all(pyarrow.types.is_integer(kind) for kind in kinds):
        return pyarrow.decimal128(20)  # whole numbers of 64 bits, with a sign or without
    raise InputError("subject_id", "expected the ids of both runs to be numbers, or of both to "
                                   f"be texts, found {kinds[0]} and {kinds[-1]}")


def _cents(points: Any) -> Any:
    import pyarrow
    import pyarrow.compute as compute
    return compute.round(compute.multiply(points, 100.0)).cast(pyarrow.int64())
