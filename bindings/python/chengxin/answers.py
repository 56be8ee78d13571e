"""What a store answers."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any, Dict, NamedTuple, Optional, Tuple

from .errors import DeniedError


class StoreScore(NamedTuple):
    """A subject's score on a day. Points are exact."""

    as_of: datetime.date
    eligible: bool
    score: Optional[int]
    total: Optional[Decimal]
    tier: Optional[str]
    dimensions: Dict[str, Decimal]
    stable_through: Optional[datetime.date]
    """The last day on which all this stays; None: for ever."""
    fingerprint: str
    """Of the rulebook."""
    from_cache: bool


class BadRow(NamedTuple):
    """A row that was left out, and why."""

    file: str
    line: int
    column: int
    code: str
    reason: str
    row: bytes


class Imported(NamedTuple):
    """What an import did: counts of rows as ``{"new": …, "changed": …, "same": …}``, of
    records also ``held_back``, ``barred`` and ``bad``."""

    subjects: Dict[str, int]
    records: Dict[str, int]
    bad_rows: Tuple[BadRow, ...]


class Refreshed(NamedTuple):
    """How many scores were computed, and how many were valid already."""

    computed: int
    already_valid: int


class Disclosure(NamedTuple):
    """An answer. What lies beyond the scope is None, as is everything where it was denied."""

    granted: bool
    reason: Optional[str]
    """Why it was denied: ``unknown_use``, ``no_consent``, ``scope_exceeded``,
    ``not_yet_in_force``, ``lapsed``, ``revoked``."""
    use: Optional[str]
    as_of: Optional[datetime.date]
    entitled: Optional[bool]
    tier: Optional[str]
    score: Optional[int]
    report: Optional[Dict[str, Any]]

    def require(self) -> Disclosure:
        """Itself where it was granted. Raises DeniedError, whose ``code`` is the reason."""
        if not self.granted:
            raise DeniedError(self.reason or "", f"the disclosure was denied: {self.reason}")
        return self

    @classmethod
    def _of(cls, text: str) -> Disclosure:
        told = json.loads(text, parse_float=Decimal)
        day = told.get("as_of")
        return cls(told["verdict"] == "granted", told.get("reason"), told.get("use"),
                   None if day is None else datetime.date.fromisoformat(day),
                   told.get("entitled"), told.get("tier"), told.get("score"), told.get("report"))
