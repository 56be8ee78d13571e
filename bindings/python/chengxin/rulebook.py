"""Rulebooks: published standards, as data, and what they say of one resident or of many."""

from __future__ import annotations

import copy
import json
import os
from typing import Any, Callable, Dict, List, Mapping, Optional, Set, Tuple, Union

from . import _core, facts, frames
from .assessment import Assessment
from .facts import Day

Progress = Union[bool, None, Callable[[int, int], Optional[bool]]]
"""How long work is shown: None, a bar on a terminal or in a notebook where tqdm is there;
False, none; or a function of (done, total), which stops the work by giving False."""


class Rulebook:
    """A published standard that turns records into points. Immutable; threads may share it,
    and processes get their own copy (it can be pickled).

    >>> import chengxin as cx
    >>> book = cx.Rulebook.builtin()
    >>> book.id, book.version, [d["id"] for d in book.dimensions]
    ('sanming-trial', '2026.1', ['basic', 'positive', 'negative', 'repair', 'usage'])
    >>> len(book.fingerprint)
    64
    """

    def __init__(self, core: _core.Rulebook) -> None:
        """Not for programs: they take ``builtin()`` or ``load()``."""
        self._core = core
        self._data: Dict[str, Any] = json.loads(core.json.lstrip("\ufeff"))
        self._rules: Dict[str, Dict[str, Any]] = {it["id"]: it for it in self._data["rules"]}
        self._ceilings: Dict[str, Dict[str, Any]] = {
            it["id"]: it for it in self._data.get("ceilings", [])}

    @classmethod
    def builtin(cls) -> Rulebook:
        """The built-in rulebook ``sanming-trial``: an illustration, which no city published."""
        global _builtin
        if _builtin is None:
            _builtin = cls(_core.Rulebook(_core.builtin_rulebook_json()))
        return _builtin

    @classmethod
    def load(cls, source: Union[str, "os.PathLike[str]", bytes, Mapping[str, Any]]) -> Rulebook:
        """Loads a rulebook from a path, from JSON text as bytes, or from a mapping (such as
        ``to_dict()`` gives, changed).

        Raises RulebookError, whose ``findings`` has every error with its line and column;
        OSError for a file that cannot be read.

        >>> import chengxin as cx
        >>> draft = cx.Rulebook.builtin().to_dict()
        >>> draft["score"]["base"] = 650
        >>> cx.Rulebook.load(draft).to_dict()["score"]["base"]
        650
        """
        if isinstance(source, Mapping):
            return cls(_core.Rulebook(facts.to_json(source)))
        if isinstance(source, (bytes, bytearray, memoryview)):
            return cls(_core.Rulebook(bytes(source)))
        with open(source, "rb") as file:
            return cls(_core.Rulebook(file.read()))

    # ------------------------------------------------------------------ as data

    @property
    def id(self) -> str:
        return str(self._data["id"])

    @property
    def version(self) -> str:
        return str(self._data["version"])

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON (RFC 8785): 64 hexadecimal digits."""
        return self._core.fingerprint

    @property
    def title(self) -> Dict[str, str]:
        """In Chinese and in English: ``{"zh": …, "en": …}``."""
        return dict(self._data["title"])

    @property
    def effective(self) -> Dict[str, Optional[str]]:
        """``from`` and ``until``, the last day or None."""
        return {"until": None, **self._data["effective"]}

    @property
    def basis(self) -> List[Dict[str, Any]]:
        """The texts that articles are cited from."""
        return self._list("basis")

    @property
    def score(self) -> Dict[str, Any]:
        """``base``, ``min`` and ``max``, in points."""
        return dict(self._data["score"])

    @property
    def dimensions(self) -> List[Dict[str, Any]]:
        """As in the JSON: ``id``, ``title``, ``min``, ``max`` (points), ``repairs``."""
        return self._list("dimensions")

    @property
    def categories(self) -> List[Dict[str, Any]]:
        """The kinds of records, as in the JSON."""
        return self._list("categories")

    @property
    def rules(self) -> List[Dict[str, Any]]:
        """As in the JSON."""
        return self._list("rules")

    @property
    def ceilings(self) -> List[Dict[str, Any]]:
        """As in the JSON."""
        return self._list("ceilings")

    @property
    def tiers(self) -> List[Dict[str, Any]]:
        """``id``, ``title`` and ``min``, the least score, in the order of the JSON."""
        return self._list("tiers")

    @property
    def uses(self) -> List[Dict[str, Any]]:
        """The purposes for which a score may be asked, and the score that each takes."""
        return self._list("uses")

    def to_dict(self) -> Dict[str, Any]:
        """The whole JSON, a copy. Points with decimals are floats, as JSON has them: what
        ``load()`` makes of them is exact again."""
        return copy.deepcopy(self._data)

    def to_json(self) -> str:
        """The JSON text that it was loaded from."""
        return self._core.json

    def _list(self, name: str) -> List[Dict[str, Any]]:
        return copy.deepcopy(self._data.get(name, []))

    # ------------------------------------------------------------------ answers

    def assess(self, subject: Mapping[str, Any], records: Any, as_of: Day) -> Assessment:
        """The score of one resident on a day, explained.

        ``subject``: a mapping with ``subject_id`` and what is known of ``birth_date``,
        ``residency`` (registered, habitual, none), ``capacity`` (full, limited, none),
        ``enrolled_on`` and ``attributes``. ``records``: a list of mappings with
        ``record_id``, ``category``, ``provider``, ``occurred_on`` and what more there is;
        or a table (pandas, polars, pyarrow, DuckDB) with columns of these names and
        ``attributes.NAME``, of which the subject's rows are taken. Days are dates or
        YYYY-MM-DD; None, NaN and NaT are absent.

        For questions of "what if", and unlike a store, it takes what is not named at all:
        ``residency`` and ``capacity`` as ``none``, ``origin`` as ``platform``, ``status`` as
        ``active``. Where they are named, an absent value is refused.

        Raises InputError with the place (``subject:1:COLUMN``, ``records:LINE:COLUMN``), and
        NotEffectiveError.

        >>> import chengxin as cx
        >>> a = cx.Rulebook.builtin().assess(
        ...     {"subject_id": "lin", "birth_date": "1990-04-01", "residency": "registered",
        ...      "capacity": "full", "enrolled_on": "2026-03-01"},
        ...     [{"record_id": "id", "category": "B-ID-01", "provider": "e-sanming",
        ...       "occurred_on": "2026-03-01"}], as_of="2026-03-02")
        >>> a.score, a.total, a.tier
        (620, Decimal('620'), 'fair')
        """
        texts = (facts.subject_text(subject),
                 facts.records_text(records, subject.get("subject_id")))
        return Assessment(self, texts[0], texts[1], facts.day_text(as_of))

    def assess_frame(self, subjects: Any, records: Any, as_of: Day, *,
                     threads: Optional[int] = None, stable_through: bool = False,
                     progress: Progress = None) -> Any:
        """The scores of everyone in ``subjects``, a row for each in their order.

        Takes pandas, polars, pyarrow, DuckDB relations and anything else with
        ``__arrow_c_stream__``; gives the same kind as ``subjects`` is (a pyarrow Table for
        kinds unknown), pandas with the index of ``subjects``. What is Arrow-backed is not
        copied. The GIL is released; Ctrl-C stops it.

        ``subjects``: ``subject_id`` (texts or whole numbers), ``birth_date``,
        ``residency``, ``capacity``, ``enrolled_on``, ``attributes.NAME``. ``records``:
        ``subject_id``, ``category``, ``occurred_on`` (days), and what there is of
        ``record_id``, ``provider``, ``origin``, ``status``, ``expires_on``,
        ``repaired_on``, ``corrected_on``, ``service_on``, ``conduct_on``, ``matter``,
        ``attributes.NAME``. In any order.

        Columns of the result: ``subject_id``; ``eligible`` (bool); ``score`` (32-bit whole
        number, missing where there is none); ``tier`` (categories); ``total`` and a column
        for each dimension: points as 64-bit floating-point numbers, each the nearest to an
        exact hundredth (``(total * 100).round()`` is exact), since that is what tables
        compute with; and, if asked for, ``stable_through`` (the last day on which all this
        stays, missing: for ever).

        ``threads``: None for one on each core. Raises InputError (``column``, ``bad_row``,
        ``arrow_stream``, ``too_many``), NotEffectiveError, StoppedError.
        """
        return frames.assess(self._core, self._whole_attributes(), subjects, records,
                             facts.day_text(as_of), threads, stable_through, progress)

    # -------------------------------------------------------------------- names

    def _whole_attributes(self) -> Set[str]:
        """The names of attributes that are whole numbers wherever they are declared."""
        declared = [self._data.get("subject_attributes", {})]
        declared += [it.get("attributes", {}) for it in self._data["categories"]]
        types = [(name, it["type"]) for attributes in declared for name, it in attributes.items()]
        return ({name for name, type in types if type == "integer"}
                - {name for name, type in types if type != "integer"})

    def _rule(self, rule_id: str) -> Dict[str, Any]:
        return self._rules[rule_id]

    def _title(self, what: str, id: str, lang: str) -> str:
        """The title of a dimension, rule, ceiling, tier or category; its id where none."""
        for it in self._data.get(what, []):
            if it["id"] == id:
                return str(it["title"].get(lang) or it["title"].get("zh") or id)
        return id

    def __reduce__(self) -> Tuple[Callable[..., Rulebook], Tuple[str]]:
        return _from_json, (self.to_json(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rulebook) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __repr__(self) -> str:
        return f"<Rulebook {self.id} {self.version} {self.fingerprint[:12]}>"


_builtin: Optional[Rulebook] = None


def _from_json(text: str) -> Rulebook:
    return Rulebook(_core.Rulebook(text))
