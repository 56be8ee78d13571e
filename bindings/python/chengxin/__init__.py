"""Chengxin 诚信: a personal integrity score, exact and explained.

>>> import chengxin as cx
>>> book = cx.Rulebook.builtin()
>>> a = book.assess({"subject_id": "lin", "birth_date": "1990-04-01",
...                  "residency": "registered", "capacity": "full"}, [], "2026-03-02")
>>> a.score, a.tier
(600, 'fair')
"""

from __future__ import annotations

from ._core import version as __version__
from .answers import BadRow, Disclosure, Imported, Refreshed, StoreScore
from .assessment import Assessment
from .errors import (BusyError, DeniedError, Error, Finding, InputError, NotEffectiveError,
                     RulebookError, StoppedError, StoreError)
from .results import (Advice, Award, Dimension, Reason, RecordResult, Restored, Road, Undetermined,
                      WhyNot)
from .rulebook import Rulebook
from .store import Store
from .timeline import Timeline

__all__ = [
    "Advice", "Assessment", "Award", "BadRow", "BusyError", "DeniedError", "Dimension",
    "Disclosure", "Error", "Finding", "Imported", "InputError", "NotEffectiveError", "Reason",
    "RecordResult", "Refreshed", "Restored", "Road", "Rulebook", "RulebookError", "StoppedError",
    "Store", "StoreError", "StoreScore", "Timeline", "Undetermined", "WhyNot", "__version__",
]
