"""Small tables for people, with whichever library is there; big ones are frames.py's."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence


def frame_of(columns: Dict[str, List[Any]], points: Sequence[str] = (),
             whole: Sequence[str] = (), days: Sequence[str] = ()) -> Any:
    """A pandas DataFrame, or a pyarrow Table where pandas is missing. ``points`` become
    64-bit floating-point numbers, ``whole`` whole numbers that may be missing, ``days``
    days (in pandas ``datetime64``)."""
    for name in points:
        columns[name] = [None if it is None else float(it) for it in columns[name]]
    try:
        import pandas
    except ImportError:
        import pyarrow
        types = {name: pyarrow.float64() for name in points}
        types.update({name: pyarrow.int64() for name in whole})
        types.update({name: pyarrow.date32() for name in days})
        return pyarrow.table({name: pyarrow.array(column, types.get(name))
                              for name, column in columns.items()})
    types = {name: "float64" for name in points}
    types.update({name: "Int64" for name in whole})
    types.update({name: "datetime64[s]" for name in days})
    return pandas.DataFrame({name: pandas.Series(column, dtype=types.get(name))
                             for name, column in columns.items()})
