"""The parts of an assessment. Points are exact ``decimal.Decimal``; days are dates."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple, Optional, Tuple


class Award(NamedTuple):
    """Points that a rule gives or takes, never 0."""

    dimension: str
    rule: str
    record: Optional[str]
    """None for the points of rules of the kinds ``subject`` and ``absence``."""
    points: Decimal
    before_limits: Optional[Decimal]
    """What the record would give without limits and groups."""
    percent: Optional[int]
    """What age leaves of it, 0 to 100."""


class Restored(NamedTuple):
    """What the repair of records gives back of one dimension."""

    dimension: str
    points: Decimal
    records: Tuple[str, ...]


class Dimension(NamedTuple):
    """One dimension: ``value`` is ``raw``, the sum of its awards and restorations, held to
    its bounds."""

    id: str
    raw: Decimal
    value: Decimal
    awards: Tuple[Award, ...]
    restored: Tuple[Restored, ...]


class RecordResult(NamedTuple):
    """What became of one record."""

    record: str
    category: str
    occurred_on: datetime.date
    disposition: str
    """``counted``, or why not: ``duplicate``, ``barred``, ``expired``, ``over_limit``, …"""
    eased: int
    """Percent that its repair takes off, 0 to 100."""
    effects: Tuple[str, ...]
    """``ceiling:ID`` and ``absence:RULE`` that it brings about."""


class Undetermined(NamedTuple):
    """A condition that could not be decided, and so cost nothing."""

    rule: str
    """The rule, or the ceiling."""
    record: Optional[str]
    why: str


class Reason(NamedTuple):
    """Why the total is what it is: what one rule, repair or ceiling comes to."""

    points: Decimal
    title: str
    article: str
    """As ``measures:11, volunteer:19``."""
    rule: Optional[str]
    """None for what repair gives back."""
    records: Tuple[str, ...]


class Road(NamedTuple):
    """A road of repair that is still open, walked on the day of the assessment."""

    step: str
    """``corrected``, ``service``, ``conduct`` or ``decision``."""
    effective_on: datetime.date
    gain: Decimal
    """By how much the total is higher on that day."""


class Advice(NamedTuple):
    """What one bad record means today."""

    record: str
    cost: Decimal
    """By how much the total would be higher without it."""
    last_day: Optional[datetime.date]
    """The last day on which it lowers the total, if nothing new happens; None: none."""
    roads: Tuple[Road, ...]


class WhyNot(NamedTuple):
    """Why a rule gives nothing, or that it does."""

    rule: str
    points: Decimal
    """What it gives or takes; 0 where nothing, and of rules of the kind ``restore``."""
    code: str
    """``gives``; ``eases``; ``not_eligible``; ``no_record``; ``records``; ``condition``;
    ``undetermined``; ``nothing``; ``no_years``; ``no_step``."""
    text: str
    """One sentence, in the language asked for."""
    records: Tuple[Tuple[str, str], ...]
    """Records of the rule's categories, each with the reason: its disposition,
    ``claimed_by:RULE``, ``condition``, ``undetermined``, ``no_points`` or ``no_step``."""
