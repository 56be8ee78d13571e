"""Columns of pandas as Arrow has them, for populations and for rows."""

from __future__ import annotations

from typing import AbstractSet, Any

from .errors import InputError

_EACH_ROW_HAS = ("subject_id", "record_id", "status", "origin", "residency", "capacity")
"""What each row has where there is the column, as text."""


def of_pandas(frame: Any) -> Any:
    """A pyarrow Table of the columns; the index stays out."""
    import pyarrow
    try:
        return pyarrow.Table.from_pandas(frame, preserve_index=False)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError) as failure:
        # The last argument names the column, the first shows a value.
        place = failure.args[-1] if len(failure.args) > 1 else "a column holds values of many types"
        raise InputError("column", f"pandas: {place}") from None


def has_whole_ids(frame: Any) -> bool:
    return "subject_id" in frame and getattr(frame["subject_id"].dtype, "kind", "O") in "iu"


def typed_of_pandas(frame: Any, whole: AbstractSet[str], whole_ids: bool = False) -> Any:
    """The same for the library, which reads types. A column without any value has none that
    could be read: it stays out, or, where the library wants one, has that which it wants, and
    is refused by it. pandas makes whole numbers floating-point where some are missing: they
    become whole again, if all are. ``whole_ids``: without any row ``subject_id`` has those."""
    import pyarrow
    given = of_pandas(frame)
    untyped = (pyarrow.null(), pyarrow.float64())
    wanted = {"subject_id": pyarrow.int64() if whole_ids else pyarrow.string(),
              "category": pyarrow.string(), "occurred_on": pyarrow.date32()}
    if len(given):
        wanted = dict.fromkeys(_EACH_ROW_HAS, pyarrow.string())
    names, columns = [], []
    for name, column in zip(given.column_names, given.columns):
        if column.null_count == len(given) and (len(given) or column.type in untyped):
            if name not in wanted:
                continue
            column = pyarrow.nulls(len(given), wanted[name])
        elif column.type == pyarrow.float64() and name.partition(".")[2] in whole:
            column = _whole_if_all_are(column)
        names.append(name)
        columns.append(column)
    return pyarrow.Table.from_arrays(columns, names)


def typed_of_arrow(table: Any) -> Any:
    """A pyarrow Table where the columns of texts that each row has are not of Arrow's type of
    nothing but nulls, which the library takes for columns that are not there."""
    import pyarrow
    for place, field in enumerate(table.schema):
        if field.type == pyarrow.null() and field.name in _EACH_ROW_HAS:
            table = table.set_column(place, field.name, table.column(place).cast(pyarrow.string()))
    return table


def typed_of_polars(frame: Any, nothing: Any, text: Any) -> Any:
    """The same of polars, given its types of nulls and of texts."""
    untyped = [name for name, it in frame.schema.items() if it == nothing and name in _EACH_ROW_HAS]
    return frame.cast(dict.fromkeys(untyped, text)) if untyped else frame


def _whole_if_all_are(column: Any) -> Any:
    import pyarrow
    try:
        return column.cast(pyarrow.int64())
    except pyarrow.ArrowInvalid:
        return column  # the library says what is wrong with it
