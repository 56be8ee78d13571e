"""Facts as Python has them, as the JSON that the library reads. Never judges them: it does."""

from __future__ import annotations

import datetime
import decimal
import json
import numbers
from typing import Any, Dict, Iterable, List, Mapping, Union

from . import arrow_columns
from .errors import InputError

Day = Union[datetime.date, str]
"""A day: a ``datetime.date`` (a ``datetime`` or a pandas ``Timestamp`` without a time zone
too), or YYYY-MM-DD."""

_ATTRIBUTE = "attributes."
_EXACT = 2 ** 53
"""Up to it a floating-point number tells whole numbers apart."""
_SUBJECT_DEFAULTS = {"residency": "none", "capacity": "none"}
_RECORD_DEFAULTS = {"origin": "platform", "status": "active"}


def day_text(day: Day) -> str:
    """The day as YYYY-MM-DD."""
    if isinstance(day, datetime.datetime) and not is_absent(day):
        if day.tzinfo is not None:
            raise InputError("invalid_date", "expected a day, found a moment with a time zone, "
                                             "whose day is another elsewhere: convert it before")
        day = day.date()
    if isinstance(day, datetime.date) and not is_absent(day):
        return day.isoformat()
    if isinstance(day, str) and day.isascii():
        return day
    raise InputError("invalid_date", f"expected a date or YYYY-MM-DD, found {type(day).__name__}")


def is_absent(value: Any) -> bool:
    """Whether a cell is empty: None, and what tables have for it (NaN, NaT, pandas.NA)."""
    if value is None:
        return True
    if isinstance(value, (str, int, dict)):  # nearly all there are
        return False
    if type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, numbers.Real) and value != value


def _plain(value: Any) -> Any:
    """What json.dumps does not know by itself."""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return day_text(value)
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if hasattr(value, "item"):  # a scalar of NumPy
        return value.item()
    raise TypeError(type(value).__name__)


def is_utf8(text: str) -> bool:
    """Whether UTF-8 can hold it: a lone surrogate it cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def to_json(value: Any) -> str:
    """One line of JSON. Raises InputError (`invalid_value`) for what JSON cannot hold."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain,
                          separators=(",", ":"))
    except (TypeError, ValueError) as failure:
        raise InputError("invalid_value", f"JSON cannot hold {failure}") from None
    if not is_utf8(text):
        raise InputError("invalid_value", "expected text in Unicode, found a lone surrogate")
    return text


def row_members(row: Mapping[str, Any]) -> Dict[str, Any]:
    """The members of a subject or record, and no other: what is absent left out, and
    columns ``attributes.NAME`` gathered under ``attributes``."""
    members: Dict[str, Any] = {}
    attributes: Dict[str, Any] = {}
    for name, value in row.items():
        if is_absent(value):
            continue
        if not isinstance(name, str):
            raise InputError("invalid_value", "expected members named by texts, found "
                                              f"{type(name).__name__}")
        if name == "attributes":
            if not isinstance(value, Mapping):
                raise InputError("invalid_value", "expected a mapping of attributes, found "
                                                  f"{type(value).__name__}")
            attributes.update({k: v for k, v in value.items() if not is_absent(v)})
        elif name.startswith(_ATTRIBUTE):
            attributes[name[len(_ATTRIBUTE):]] = value
        else:
            members[name] = value
    if attributes:
        members["attributes"] = attributes
    return members


def _with_defaults(row: Mapping[str, Any], defaults: Mapping[str, str]) -> Dict[str, Any]:
    """The members of a row, and the defaults of those that it does not name. A value that is
    named and absent has none: it is for the library to refuse."""
    unsaid = {name: it for name, it in defaults.items() if name not in row}
    return {**unsaid, **row_members(row)}


def rows_of(table: Any, what: str) -> List[Mapping[str, Any]]:
    """The rows of a list of mappings, or of a table, as mappings. ``what``: of whom or what."""
    if isinstance(table, Mapping):
        raise InputError("invalid_value", "expected a list of records, found one mapping")
    if hasattr(table, "__arrow_c_stream__"):
        return _rows_of_table(table)
    if not isinstance(table, Iterable) or isinstance(table, (str, bytes)):
        raise InputError("invalid_value",
                         f"expected a list of records or a table, found {type(table).__name__}")
    rows = list(table)
    for line, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            raise InputError("invalid_value", f"expected a mapping, found {type(row).__name__}",
                             f"{what}:{line}")
    return rows


def _rows_of_table(table: Any) -> List[Mapping[str, Any]]:
    """Tables make whole numbers floating-point where some are missing: of attributes, what
    equals a whole number is one. (To the library a whole number is a number too.)"""
    if hasattr(table, "to_dicts"):  # polars
        rows = table.to_dicts()
    elif type(table).__module__.partition(".")[0] == "pandas":
        rows = arrow_columns.of_pandas(table).to_pylist()
    elif hasattr(table, "to_pylist"):
        rows = table.to_pylist()
    else:
        import pyarrow
        rows = pyarrow.table(table).to_pylist()
    attributes = [name for name in (rows[0] if rows else ()) if name.startswith(_ATTRIBUTE)]
    for row in rows:
        for name in attributes:
            value = row[name]
            if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT:
                row[name] = int(value)
    return list(rows)


def subject_text(subject: Mapping[str, Any]) -> str:
    """A subject as one JSON object; residency and capacity are ``none`` where not named."""
    if not isinstance(subject, Mapping):
        raise InputError("invalid_value",
                         f"expected a mapping of a subject, found {type(subject).__name__}")
    return to_json(_with_defaults(subject, _SUBJECT_DEFAULTS))


def records_text(records: Any, subject_id: Any) -> str:
    """Records of one subject as JSON Lines. A table may hold everybody's; of a list, a
    record that names nobody is the subject's. Origin and status are ``platform`` and
    ``active`` where not named."""
    is_table = hasattr(records, "__arrow_c_stream__")
    lines = []
    for row in rows_of(records, "records"):
        if is_table and row.get("subject_id") != subject_id:
            continue
        lines.append(to_json({"subject_id": subject_id,
                              **_with_defaults(row, _RECORD_DEFAULTS)}))
    return "\n".join(lines)
