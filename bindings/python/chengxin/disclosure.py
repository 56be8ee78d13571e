"""What a grantee, or the resident, is told."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any, Dict, NamedTuple, Optional

from .errors import DeniedError


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
