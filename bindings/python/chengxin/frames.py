"""Populations as tables of whichever library, through the Arrow PyCapsule interface."""

from __future__ import annotations

import sys
import uuid
from typing import AbstractSet, Any, Callable, Optional

from . import _core, arrow_columns
from .errors import InputError
from .progress import teller


def assess(core: _core.Rulebook, whole: AbstractSet[str], subjects: Any, records: Any, as_of: str,
           threads: Optional[int], stable_through: bool, progress: Any) -> Any:
    """See Rulebook.assess_frame. ``whole``: the attributes that are whole numbers."""
    number = thread_count(threads)
    give_back = _converter(subjects)
    whole_ids = _is(subjects, "pandas", "DataFrame") and arrow_columns.has_whole_ids(subjects)
    tell, close = teller(progress, "assessing", "resident")
    try:
        scores = _core.assess_columns(
            core, _stream(subjects, "subjects", whole),
            _stream(records, "records", whole, whole_ids), as_of, number, stable_through, tell)
    finally:
        close()
    return give_back(scores)


def thread_count(threads: Optional[int]) -> int:
    """0 for one on each core."""
    if threads is None:
        return 0
    if not isinstance(threads, int) or not 1 <= threads <= 1024:
        raise InputError("threads", f"expected None or 1 to 1024 threads, found {threads!r}")
    return threads


def _stream(table: Any, what: str, whole: AbstractSet[str], whole_ids: bool = False) -> Any:
    """The table's Arrow stream, in a capsule."""
    if _is(table, "polars", "LazyFrame"):
        table = table.collect()
    if _is(table, "polars", "DataFrame"):
        polars = sys.modules["polars"]
        table = arrow_columns.typed_of_polars(table, polars.Null, polars.String)
    if _is(table, "pandas", "DataFrame"):
        table = arrow_columns.typed_of_pandas(table, whole, whole_ids)
    if _is(table, "duckdb", "DuckDBPyRelation"):
        # A connection has one open result at a time: this one is read to its end.
        table = _to_pyarrow(table)
    if _is(table, "pyarrow", "Table"):
        table = arrow_columns.typed_of_arrow(table)
    if not hasattr(table, "__arrow_c_stream__"):
        raise InputError("table", f"the {what}: expected a table with __arrow_c_stream__ "
                                  f"(pandas, polars, pyarrow, DuckDB, …), found "
                                  f"{type(table).__name__}")
    return table.__arrow_c_stream__()


def _is(table: Any, library: str, name: str) -> bool:
    """Whether it is of that class, without importing the library."""
    module = sys.modules.get(library)
    return module is not None and isinstance(table, getattr(module, name))


def _converter(subjects: Any) -> Callable[[Any], Any]:
    """What makes of the scores the kind of table that the subjects are."""
    if _is(subjects, "pandas", "DataFrame"):
        return lambda scores: _to_pandas(scores, subjects)
    if _is(subjects, "polars", "LazyFrame"):
        return lambda scores: sys.modules["polars"].DataFrame(scores).lazy()
    if _is(subjects, "polars", "DataFrame"):
        return lambda scores: sys.modules["polars"].DataFrame(scores)
    if _is(subjects, "duckdb", "DuckDBPyRelation"):
        return lambda scores: _to_duckdb(scores, subjects)
    return _to_pyarrow


def _to_pyarrow(scores: Any) -> Any:
    import pyarrow
    return pyarrow.table(scores)


def _to_pandas(scores: Any, subjects: Any) -> Any:
    """Columns of Arrow where the subjects' are, else pandas' own that may miss a number."""
    import pandas
    import pyarrow
    if any(isinstance(it, pandas.ArrowDtype) for it in subjects.dtypes):
        frame = pyarrow.table(scores).to_pandas(types_mapper=pandas.ArrowDtype)
    else:
        own = {pyarrow.int32(): pandas.Int32Dtype()}
        frame = pyarrow.table(scores).to_pandas(types_mapper=own.get, split_blocks=True)
        if "stable_through" in frame:
            frame["stable_through"] = frame["stable_through"].astype("datetime64[s]")
    frame.index = subjects.index
    return frame


def _to_duckdb(scores: Any, subjects: Any) -> Any:
    """A relation of the connection that the subjects belong to. A relation names no connection
    to register a table with, but finds variables by their names: here one that nothing in the
    database can have. A connection that finds none is let find this one."""
    name = f"chengxin_scores_{uuid.uuid4().hex}"
    variables = {name: _to_pyarrow(scores), "relation": subjects, "alias": f"{name}_subjects",
                 "query": f"FROM {name}"}

    def scores_found() -> Any:
        return eval("relation.query(alias, query)", variables)

    def say(query: str) -> Any:
        return subjects.query(variables["alias"], query)
    setting = "python_enable_replacements"
    if say(f"SELECT current_setting('{setting}')").fetchall()[0][0]:
        return scores_found()
    say(f"SET {setting} = true")
    try:
        return scores_found()
    finally:
        say(f"SET {setting} = false")
