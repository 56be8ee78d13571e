"""What can go wrong. Every exception has a stable ``code`` for programs and says where.

>>> import chengxin as cx
>>> try:
...     cx.Rulebook.builtin().assess({"subject_id": "a"}, [], "2026-02-30")
... except cx.InputError as error:
...     error.code
'invalid_date'
"""

from __future__ import annotations

from typing import Dict, NamedTuple, Sequence, Tuple, Type


class Finding(NamedTuple):
    """One thing found in a rulebook."""

    level: str
    """``error`` or ``warning``."""
    code: str
    message: str
    pointer: str
    """The JSON Pointer (RFC 6901) of the value that it is about."""
    line: int
    """From 1, as ``column``, which counts characters; 0 where there is no such place."""
    column: int


class Error(Exception):
    """The base of all that Chengxin raises.

    ``code`` is stable, in lower_snake_case; ``message`` is one line of English for people;
    ``where`` is a file, line and column, a JSON Pointer, or empty.
    """

    code: str
    message: str
    where: str

    def __init__(self, code: str, message: str, where: str = "") -> None:
        super().__init__(code, message, where)
        self.code, self.message, self.where = code, message, where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message} [{self.code}]"


class RulebookError(Error):
    """A rulebook is refused. ``findings`` has everything found, in the order of the text."""

    findings: Tuple[Finding, ...]

    def __init__(self, code: str, message: str, where: str = "",
                 findings: Sequence[Finding] = ()) -> None:
        super().__init__(code, message, where)
        self.args = (code, message, where, tuple(findings))
        self.findings = tuple(findings)


class InputError(Error):
    """Facts, a table or an argument that cannot be used."""


class NotEffectiveError(Error):
    """The rulebook is not in force on the day that was asked for."""


class StoppedError(Error):
    """A ``progress`` function gave False, and the work stopped."""


class StoreError(Error):
    """What a store cannot do."""


class BusyError(StoreError):
    """Another process held the store longer than ``wait``."""


class DeniedError(StoreError):
    """A disclosure was denied; ``code`` is the reason, as ``no_consent``."""


def _make(kind: str, code: str, message: str, where: str = "",
          findings: Sequence[Tuple[str, str, str, str, int, int]] = ()) -> Error:
    """The exception for a failure of the library, which names its kind."""
    if kind == "rulebook":
        return RulebookError(code, message, where, [Finding(*it) for it in findings])
    classes: Dict[str, Type[Error]] = {
        "not_effective": NotEffectiveError, "stopped": StoppedError, "busy": BusyError}
    return classes.get(code, StoreError if kind == "store" else InputError)(code, message, where)
