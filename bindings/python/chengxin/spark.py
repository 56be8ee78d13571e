"""When one machine is too small: the scores of a population on Apache Spark (the extra
``spark``: PySpark 4 with its Arrow).

Residents are put into buckets by the hash of their id. One bucket with its records goes to
``Rulebook.assess_frame`` in one call, as Arrow: so a task scores tens of thousands of residents
at once, however Spark had partitioned the input. The rulebook is broadcast and compiled once in
each worker process. A task that is lost with its worker is computed again by Spark, to the same
figures.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Iterable, Mapping, Optional, Union

from .errors import InputError
from .facts import Day, day_text
from .rulebook import Rulebook

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["assess"]

RESIDENTS_IN_A_BUCKET = 50_000
"""About as many residents go to one call; ten records of each make some 100 MB of Arrow."""


def assess(spark_subjects: DataFrame, spark_records: DataFrame,
           rulebook: Union[Rulebook, str, bytes, Mapping[str, Any], None], as_of: Day, *,
           buckets: Optional[int] = None, stable_through: bool = False) -> DataFrame:
    """The scores of everyone in ``spark_subjects``, as a DataFrame: lazy, in any order.

    Columns, types and figures are those of ``Rulebook.assess_frame`` on the same tables, to the
    cent; ``tier`` is a string here. ``rulebook``: a Rulebook, what ``Rulebook.load`` takes, or
    None for the built-in one. The workers need Chengxin and pyarrow installed.

    ``buckets``: into how many parts the residents go, at least 1; by default four for each core
    of the cluster, more where a part would have more than 50,000 residents, for which the
    subjects are counted. All records of one resident are in one bucket.

    ``subject_id`` is a text or a whole number in both tables, of any width. Days are DATE: cast a
    TIMESTAMP, which stands for an instant and is refused, to the DATE that you mean.

    The session has a SparkContext: Spark Connect has none.

    Raises InputError for a missing ``subject_id``. What is wrong with rows is raised when Spark
    computes, as a PythonException with the text of the InputError: a record whose subject is not
    among the subjects, a ``subject_id`` that comes twice.
    """
    for name, frame in (("subjects", spark_subjects), ("records", spark_records)):
        if "subject_id" not in frame.columns:
            raise InputError("column", f"the {name}: expected a column subject_id")
    session = spark_subjects.sparkSession
    book = rulebook if isinstance(rulebook, Rulebook) else \
        Rulebook.builtin() if rulebook is None else Rulebook.load(rulebook)
    if buckets is None:
        buckets = max(4 * session.sparkContext.defaultParallelism,
                      -(-spark_subjects.count() // RESIDENTS_IN_A_BUCKET))
    if buckets < 1:
        raise InputError("buckets", f"expected at least 1 bucket, found {buckets}")
    shared = session.sparkContext.broadcast(book.to_json())
    day = day_text(as_of)
    subject_names, record_names = spark_subjects.columns, spark_records.columns

    def assess_bucket(subjects: Any, records: Any) -> Any:
        return _assess_bucket(shared.value, day, stable_through,
                              _renamed(subjects, subject_names), _renamed(records, record_names))

    with_buckets = [_in_buckets(frame, buckets) for frame in (spark_subjects, spark_records)]
    grouped = [frame.groupBy("bucket") for frame in with_buckets]
    return grouped[0].cogroup(grouped[1]).applyInArrow(assess_bucket,
                                                       _schema(book, spark_subjects, day,
                                                               stable_through))


def _in_buckets(frame: DataFrame, buckets: int) -> DataFrame:
    """The frame with its bucket in front, and its columns under names without dots, which
    Spark would take for members: c0, c1, …"""
    from pyspark.sql import functions
    from pyspark.sql.types import IntegralType
    plain = frame.toDF(*(f"c{place}" for place in range(len(frame.columns))))
    subject = functions.col(f"c{frame.columns.index('subject_id')}")
    if isinstance(frame.schema["subject_id"].dataType, IntegralType):
        subject = subject.cast("bigint")  # 7 as INT has another hash than 7 as BIGINT
    bucket = functions.pmod(functions.xxhash64(subject), functions.lit(buckets))
    return plain.select(bucket.alias("bucket"), *plain.columns).repartition(buckets, "bucket")


def _renamed(table: Any, names: Iterable[str]) -> Any:
    """A bucket's table under the names of the input, the bucket left out."""
    return table.drop_columns(["bucket"]).rename_columns(list(names))


@functools.lru_cache(maxsize=4)
def _compiled(rulebook: str) -> Rulebook:
    """A worker process serves many buckets: it compiles a rulebook once."""
    return Rulebook.load(rulebook.encode())


def _assess_bucket(rulebook: str, day: str, stable_through: bool, subjects: Any,
                   records: Any) -> Any:
    """One thread: Spark runs a task on each core."""
    scores = _compiled(rulebook).assess_frame(subjects, records, day, threads=1,
                                              stable_through=stable_through, progress=False)
    return _plain(scores, subjects["subject_id"].type)


def _plain(scores: Any, identity: Any) -> Any:
    """The scores in types that Spark has: no dictionary, and ids as the subjects have them."""
    import pyarrow
    for name, kind in (("subject_id", identity), ("tier", pyarrow.string())):
        scores = scores.set_column(scores.column_names.index(name), name, scores[name].cast(kind))
    return scores


def _schema(book: Rulebook, subjects: DataFrame, day: str, stable_through: bool) -> Any:
    """Spark's schema of the scores: that of nobody's, assessed here."""
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_schema
    nobody = _empty(("subject_id", "birth_date", "residency", "capacity"))
    nothing = _empty(("subject_id", "record_id", "category", "occurred_on"))
    scores = _plain(book.assess_frame(nobody, nothing, day, stable_through=stable_through,
                                      progress=False), pyarrow.string())
    schema = from_arrow_schema(scores.schema)
    schema.fields[schema.names.index("subject_id")].dataType = \
        subjects.schema["subject_id"].dataType
    return schema


def _empty(names: Iterable[str]) -> Any:
    import pyarrow
    days = ("birth_date", "occurred_on")
    return pyarrow.table({name: pyarrow.array(
        [], pyarrow.date32() if name in days else pyarrow.string()) for name in names})
