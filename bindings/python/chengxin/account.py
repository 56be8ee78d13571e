"""The account of a total: the steps from the base on, which add up exactly, and their sums."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

from .results import Award, Dimension, Reason

if TYPE_CHECKING:
    from .assessment import Assessment

_WORDS: Mapping[str, Tuple[str, str]] = {
    "base": ("基础分", "Base"),
    "restored": ("修复返还：{0}", "Given back by repair: {0}"),
    "bounds": ("维度上下限：{0}", "Bounds of the dimension: {0}"),
    "score_bounds": ("总分上下限", "Bounds of the score"),
    "held_to": ("{0}，按上下限计为{1}", "{0}, held to {1}"),
    "aged": ("按时间计{0}%", "{0}% by age"),
    "limited": ("限额前为{0}", "{0} before limits"),
    "ceiling": ("最高{0}分", "at most {0}"),
}


def say(words: Mapping[str, Tuple[str, str]], what: str, lang: str, *values: Any) -> str:
    """One of the phrases, in a language."""
    return words[what][0 if lang == "zh" else 1].format(*values)


class Step(NamedTuple):
    """A row of Assessment.to_frame()."""

    kind: str
    dimension: Optional[str]
    rule: Optional[str]
    title: str
    article: Optional[str]
    records: Tuple[str, ...]
    date: Optional[datetime.date]
    points: Decimal
    note: Optional[str]

    @property
    def record(self) -> Optional[str]:
        """The ids for a column of the table."""
        return ", ".join(self.records) or None


def article_of(rule: Dict[str, Any]) -> str:
    """What a rule or ceiling cites, as ``measures:11, volunteer:19``."""
    return ", ".join(rule["cite"])


def steps_of(a: Assessment, lang: str) -> List[Step]:
    """From the base on; none for a resident without a score."""
    if not a.eligible:
        return []
    steps = [Step("base", None, None, say(_WORDS, "base", lang), None, (), None, a.base, None)]
    days = {it.record: it.occurred_on for it in reversed(a.records)}
    for d in a.dimensions:
        steps += [_award_step(a, award, days, lang) for award in d.awards]
        steps += _restored_steps(a, d, lang)
        if d.value != d.raw:
            steps.append(_bounds_step(a, d, lang))
    report = a.to_dict()
    if report["held"]:
        steps.append(Step("score_bounds", None, None, say(_WORDS, "score_bounds", lang), None,
                          (), None, Decimal(report["held"]), None))
    ceiling = report["ceiling"]
    if ceiling:
        steps.append(Step("ceiling", None, ceiling["id"],
                          a.rulebook._title("ceilings", ceiling["id"], lang),
                          article_of(a.rulebook._ceilings[ceiling["id"]]),
                          tuple(ceiling["records"]), None, Decimal(ceiling["held"]),
                          say(_WORDS, "ceiling", lang, ceiling["max_score"])))
    return steps


def _award_step(a: Assessment, award: Award, days: Dict[str, datetime.date], lang: str) -> Step:
    notes = []
    if award.percent not in (None, 100):
        notes.append(say(_WORDS, "aged", lang, award.percent))
    if award.before_limits not in (None, award.points):
        notes.append(say(_WORDS, "limited", lang, award.before_limits))
    return Step("award", award.dimension, award.rule, a.rulebook._title("rules", award.rule, lang),
                article_of(a.rulebook._rule(award.rule)), (award.record,) if award.record else (),
                days.get(award.record) if award.record else None, award.points,
                "; ".join(notes) or None)


def _restored_steps(a: Assessment, d: Dimension, lang: str) -> List[Step]:
    return [Step("restored", d.id, None,
                 say(_WORDS, "restored", lang, a.rulebook._title("dimensions", it.dimension, lang)),
                 None, tuple(it.records), None, it.points, None) for it in d.restored]


def _bounds_step(a: Assessment, d: Dimension, lang: str) -> Step:
    title = a.rulebook._title("dimensions", d.id, lang)
    return Step("bounds", d.id, None, say(_WORDS, "bounds", lang, title), None, (), None,
                d.value - d.raw, say(_WORDS, "held_to", lang, d.raw, d.value))


def reasons_of(a: Assessment, lang: str) -> List[Reason]:
    """Steps summed by rule, by magnitude; what bounds did is no reason of its own."""
    sums: Dict[Any, Reason] = {}
    for it in steps_of(a, lang):
        if it.kind in ("base", "bounds", "score_bounds") or not it.points:
            continue
        key = (it.kind, it.rule, it.title)
        before = sums.get(key)
        if before is None:
            sums[key] = Reason(it.points, it.title, it.article or "", it.rule, it.records)
        else:
            sums[key] = before._replace(points=before.points + it.points,
                                        records=before.records + it.records)
    return sorted(sums.values(), key=lambda it: -abs(it.points))
