"""The store: one SQLite file in which a city system keeps subjects, records, rulebooks,
scores, consents and disclosures."""

from __future__ import annotations

import datetime
import io
import json
import os
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple, Union, cast

from . import _core, facts
from .answers import BadRow, Disclosure, Imported, Refreshed, StoreScore
from .errors import InputError, StoreError
from .facts import Day
from .frames import thread_count
from .guarded import Guarded
from .progress import teller
from .rulebook import Progress, Rulebook
from .timeline import Timeline

Path = Union[str, "os.PathLike[str]"]
Moment = Union[datetime.datetime, str]
"""A moment: a ``datetime`` with a time zone, or RFC 3339 as 2026-02-28T08:00:00.000Z."""

_LONGEST_WAIT = 2_000_000


class Store:
    """An open store; a context that closes it. Any thread may use it, one call after the
    other, and the GIL is released meanwhile; other threads and processes may open the file
    themselves. It does not survive ``fork()``: the child opens its own.

    Who calls is the program's word: a grantee, an authentication or evidence is taken as a
    reference that the program has verified. A call that fails has changed nothing; what one
    acknowledges survives the end of the process and of power.

    Besides what is named, every method may raise BusyError, and StoreError with the codes
    ``read_only``, ``disk_full``, ``io_error``, ``damaged``, ``closed``.

    >>> import chengxin as cx, tempfile, os
    >>> path = os.path.join(tempfile.mkdtemp(), "city.db")
    >>> with cx.Store.create(path) as store:
    ...     _ = store.import_([{"subject_id": "lin", "birth_date": "1990-04-01",
    ...                         "residency": "registered", "capacity": "full"}])
    ...     store.score("lin", as_of="2026-03-02").score
    600
    """

    def __init__(self, core: _core.Store) -> None:
        """Not for programs: they take ``create()`` or ``open()``."""
        self._held, self._process = Guarded(core), os.getpid()

    @classmethod
    def create(cls, path: Path, digest: str = "sha256", test_clock: bool = False,
               **options: Any) -> Store:
        """Makes a file (mode 0600) that did not exist or was empty, and opens it as ``open``
        does. ``digest``: ``sha256`` or ``sm3``, which chains the ledger. ``test_clock``: it
        may be opened with a clock of the program's.

        Raises StoreError (`exists`, `cannot_open`)."""
        _core.create_store(_text_of(path), digest, test_clock)
        return cls.open(path, **options)

    @classmethod
    def open(cls, path: Path, read_only: bool = False, wait: float = 5.0,
             clock: Optional[Callable[[], datetime.datetime]] = None) -> Store:
        """Opens a store. ``wait``: seconds that a call waits for another process before it
        raises BusyError. ``clock``: gives the moment, with a time zone, for tests.

        Raises StoreError (`cannot_open`, `not_a_store`, `newer_format`, `damaged`,
        `clock_not_allowed`)."""
        if not 0 <= wait <= _LONGEST_WAIT:
            raise InputError("wait", f"expected 0 to {_LONGEST_WAIT} seconds, found {wait}")
        told = None
        if clock is not None:
            given = clock

            def told() -> int:  # milliseconds since 1970
                now = given()
                if now.tzinfo is None:
                    raise InputError("invalid_moment", "the clock: expected a datetime with a "
                                                       "time zone")
                return int(round(now.timestamp() * 1000))
        return cls(_core.Store(_text_of(path), read_only, int(wait * 1000), told))

    def close(self) -> None:
        """Closes the file. Nothing where it is closed already."""
        self._open.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    # ------------------------------------------------------------------- ledger

    def add_rulebook(self, rulebook: Union[Rulebook, Path, bytes], at: Optional[Moment] = None
                     ) -> bool:
        """Adds a rulebook, and erases what the store holds of categories that it bars. False
        where it is the same as the last added.

        Raises RulebookError, StoreError (`time_not_allowed`)."""
        book = rulebook if isinstance(rulebook, Rulebook) else Rulebook.load(rulebook)
        return self._open.add_rulebook(book.to_json(), _moment(at))

    def import_(self, subjects: Any = None, records: Any = None, at: Optional[Moment] = None,
                rejects: bool = False, progress: Progress = None) -> Imported:
        """Adds what is new, all in one step. ``subjects`` and ``records``: the path of a CSV
        or JSON Lines file, a list of mappings, or a table. Each row says all that it certifies:
        nothing is filled in, and one without ``residency`` and ``capacity``, or ``origin`` and
        ``status``, is bad (``missing_member``).

        A bad row is an InputError and nothing is added; with ``rejects`` the good rows are,
        and the bad ones are in ``bad_rows``. Raises StoppedError where ``progress`` does."""
        tell, close = teller(progress, "importing", "B")
        try:
            text, rows = self._open.import_rows(
                _source(subjects, "subjects"), _source(records, "records"), _moment(at),
                not rejects, tell)
        finally:
            close()
        bad = tuple(BadRow(*row) for row in rows)
        if bad and not rejects:
            first = bad[0]
            more = f" (and {len(bad) - 1} more bad rows)" if len(bad) > 1 else ""
            raise InputError(first.code, first.reason + more,
                             f"{first.file}:{first.line}:{first.column}")
        told = json.loads(text)
        return Imported(told["subjects"], told["records"], bad)

    def purge(self, months: int) -> int:
        """Erases negative records that can have had no effect for more than so many months,
        0 to 1200; gives how many."""
        return self._open.purge(months)

    def tidy(self) -> None:
        """Removes the bytes of what was erased, where that is still due."""
        self._open.tidy()

    # -------------------------------------------------------------------- proof

    def head(self) -> str:
        """The last entry's digest, 64 hexadecimal digits, for safe keeping elsewhere."""
        return self._open.head()

    def verify(self, expect: Optional[str] = None, progress: Progress = None) -> Dict[str, Any]:
        """Walks the whole ledger: ``{"ok": True, "entries": …, "head": …}``, or ``ok`` False
        with the first ``entry`` that does not fit and ``why``. ``expect``: a head kept
        elsewhere, which the ledger must contain."""
        tell, close = teller(progress, "verifying", "entry")
        try:
            return _parsed(self._open.verify(expect, tell))
        finally:
            close()

    def stats(self) -> Dict[str, Any]:
        """Counts of what it holds, and the cache's hits and misses with their reasons."""
        return _parsed(self._open.statistics())

    # ------------------------------------------------------------------- scores

    def score(self, subject_id: str, as_of: Optional[Day] = None,
              known_at: Optional[Moment] = None) -> StoreScore:
        """A subject's score as of a day (today) as known at a moment (now).

        Raises StoreError (`unknown_subject`, `withdrawn`, `no_longer_held`,
        `day_not_allowed`), NotEffectiveError."""
        day, eligible, score, total, tier, values, stable, fingerprint, cached = self._open.score(
            subject_id, _day(as_of), _moment(known_at))
        return StoreScore(
            datetime.date.fromisoformat(day), eligible, score if eligible else None,
            Decimal(total) / 100 if eligible else None, tier if eligible else None,
            {name: Decimal(cents) / 100 for name, cents in values},
            None if stable is None else datetime.date.fromisoformat(stable), fingerprint, cached)

    def scores(self, as_of: Optional[Day] = None, known_at: Optional[Moment] = None,
               stable_through: bool = False) -> Any:
        """Everybody's scores, by ``subject_id``, with the columns of ``assess_frame`` but
        ``total``: a pandas DataFrame, or a pyarrow Table where pandas is missing. Those who
        have withdrawn, or whose score cannot be computed again, are left out."""
        csv, _ = self._open.scores(_day(as_of), _moment(known_at), stable_through)
        return _table_of(csv)

    def refresh(self, as_of: Optional[Day] = None, threads: Optional[int] = None,
                progress: Progress = None) -> Refreshed:
        """Computes the score of everyone who has no valid one. Interrupted, it keeps what was
        done, and the next goes on."""
        tell, close = teller(progress, "refreshing", "resident")
        try:
            return Refreshed(*self._open.refresh(_day(as_of), thread_count(threads), tell))
        finally:
            close()

    def explain(self, subject_id: str, as_of: Optional[Day] = None,
                known_at: Optional[Moment] = None, format: str = "text", lang: str = "zh") -> str:
        """The whole report (``text``, ``json``, ``html``), for the officer in charge and for
        the resident."""
        if format not in ("text", "json", "html") or lang not in ("zh", "en"):
            raise InputError("format", f"expected text, json or html in zh or en; "
                                       f"found {format!r} in {lang!r}")
        return self._open.explain(subject_id, _day(as_of), _moment(known_at), format, lang)

    def timeline(self, subject_id: str, start: Day, end: Day,
                 known_at: Optional[Moment] = None) -> Timeline:
        """How the score goes on, each day under the rulebook effective on it."""
        return Timeline(self._open.timeline(subject_id, facts.day_text(start),
                                            facts.day_text(end), _moment(known_at)))

    def explain_change(self, subject_id: str,
                       before: Tuple[Optional[Day], Optional[Moment]],
                       after: Tuple[Optional[Day], Optional[Moment]] = (None, None)
                       ) -> Dict[str, Any]:
        """What led from one total to the other: each side is a day and a moment, and the
        ``parts`` add up to the difference.

        Raises StoreError (`moment_goes_back`) and what ``score`` raises."""
        return _parsed(self._open.explain_change(
            subject_id, *((_day(day), _moment(moment)) for day, moment in (before, after))))

    @contextmanager
    def snapshot(self) -> Iterator[Store]:
        """Holds one read transaction over what is read within: faster, and blind to what is
        committed meanwhile. It is the calling thread's: writing is refused, and to other
        threads every call, until it ends (`in_snapshot`); they may open the file themselves."""
        if not self._open.begin_snapshot():
            raise StoreError("in_snapshot", "a snapshot is held already")
        try:
            yield self
        finally:
            self._open.end_snapshot()

    # ---------------------------------------------------- consent and disclosure

    def grant(self, subject_id: str, grantee: str, use: str, scope: str, first_day: Day,
              last_day: Day, evidence: str) -> str:
        """A consent: ``grantee`` may ask for ``use`` (one of the rulebook's), and be told
        ``scope`` (``entitled``, ``tier``, ``score``, ``report``, each with those before it).
        ``evidence``: where the authorisation was recorded. Gives its id.

        Raises StoreError (`unknown_subject`, `withdrawn`, `unknown_use`, `empty_interval`,
        `invalid_text`), InputError (`scope`, `invalid_date`), NotEffectiveError."""
        return self._open.grant(subject_id, grantee, use, scope, facts.day_text(first_day),
                                facts.day_text(last_day), evidence)

    def revoke(self, consent_id: str) -> bool:
        """False where it was revoked before. Raises StoreError (`unknown_consent`)."""
        return self._open.revoke(consent_id)

    def consents(self, subject_id: str) -> List[Dict[str, Any]]:
        """A subject's consents, as ``chengxin store consent list`` prints them."""
        listed: List[Dict[str, Any]] = json.loads(self._open.consents(subject_id))
        return listed

    def disclose(self, subject_id: str, grantee: str, use: str, scope: str,
                 as_of: Optional[Day] = None) -> Disclosure:
        """Answers a grantee, granted or denied, and logs it before it answers. A denial is
        an answer: ``Disclosure.require()`` makes it an exception.

        Raises StoreError (`day_not_allowed`), NotEffectiveError."""
        return Disclosure._of(self._open.disclose(subject_id, grantee, use, scope, _day(as_of)))

    def self_report(self, subject_id: str, authentication: str) -> Disclosure:
        """The subject's own read: the whole report. ``authentication``: a reference to the
        real-name authentication. Logged too.

        Raises StoreError (`unknown_subject`, `withdrawn`), NotEffectiveError."""
        return Disclosure._of(self._open.self(subject_id, authentication))

    def log(self, subject_id: str) -> List[Dict[str, Any]]:
        """Everyone who asked about a subject, and what they were told, oldest first."""
        listed: List[Dict[str, Any]] = json.loads(self._open.log(subject_id),
                                                  parse_float=Decimal)
        return listed

    # ----------------------------------------------------------- a resident's acts

    def object(self, subject_id: str, record_id: str, text: str) -> None:
        """Marks a record as disputed until it is decided.

        Raises StoreError (`unknown_subject`, `unknown_record`, `already_disputed`)."""
        self._open.object(subject_id, record_id, text)

    def decide(self, subject_id: str, record_id: str, upheld: bool, evidence: str) -> None:
        """Decides an objection; upheld, the record is revoked.

        Raises StoreError (`unknown_subject`, `unknown_record`, `not_disputed`)."""
        self._open.decide(subject_id, record_id, upheld, evidence)

    def withdraw(self, subject_id: str, evidence: str) -> None:
        """Ends scoring until the subject enrols again."""
        self._open.withdraw(subject_id, evidence)

    def enrol(self, subject_id: str, evidence: str) -> None:
        """Ends a withdrawal, or follows an erasure. Raises StoreError (`already_enrolled`)."""
        self._open.enrol(subject_id, evidence)

    def erase(self, subject_id: str, evidence: str) -> None:
        """Removes a subject's personal data and their bytes. BusyError where a snapshot of
        another process still keeps the bytes: the erasure stands, and the next ``erase``,
        ``purge`` or ``tidy`` removes them."""
        self._open.erase(subject_id, evidence)

    # ------------------------------------------------------------------ its own

    @property
    def _open(self) -> _core.Store:
        if os.getpid() != self._process:
            raise StoreError("forked", "the store was opened before fork(): open it in the child")
        return cast(_core.Store, self._held)

    def __reduce__(self) -> Any:
        raise TypeError("a Store cannot be pickled: open the file in the other process")


def _text_of(path: Path) -> str:
    text = os.fsdecode(path)
    if "\0" in text or not facts.is_utf8(text):
        raise InputError("path", "expected a path in UTF-8 without NUL")
    return text


def _day(day: Optional[Day]) -> Optional[str]:
    return None if day is None else facts.day_text(day)


def _moment(moment: Optional[Moment]) -> Optional[str]:
    if not isinstance(moment, datetime.datetime):
        return moment
    if moment.tzinfo is None:
        raise InputError("invalid_moment", "expected a datetime with a time zone")
    return moment.astimezone(datetime.timezone.utc).isoformat(timespec="milliseconds")


def _source(given: Any, what: str) -> Optional[Tuple[str, str, Optional[bytes]]]:
    """The format, the name, and the text where it is no file."""
    if given is None:
        return None
    if isinstance(given, (str, os.PathLike)):
        path = _text_of(given)
        if not path.endswith((".csv", ".jsonl")):
            raise InputError("file_name", f"expected a name that ends in .csv or .jsonl: {path}")
        return ("csv" if path.endswith(".csv") else "jsonl"), path, None
    lines = "\n".join(facts.to_json(facts.row_members(row))
                      for row in facts.rows_of(given, what))
    return "jsonl", what, lines.encode("utf-8")


def _parsed(text: str) -> Dict[str, Any]:
    made: Dict[str, Any] = json.loads(text, parse_float=Decimal)
    return made


def _table_of(csv: bytes) -> Any:
    """The CSV of `score` as a table."""
    try:
        import pandas
    except ImportError:
        import pyarrow.csv
        names = csv.partition(b"\n")[0].decode("utf-8").split(",")
        types = {**dict.fromkeys(names, pyarrow.float64()),
                 "subject_id": pyarrow.string(), "eligible": pyarrow.bool_(),
                 "score": pyarrow.int32(), "tier": pyarrow.string(),
                 "stable_through": pyarrow.date32()}
        convert = pyarrow.csv.ConvertOptions(column_types=types, null_values=[""],
                                             strings_can_be_null=True)
        return pyarrow.csv.read_csv(io.BytesIO(csv), convert_options=convert)
    table = pandas.read_csv(io.BytesIO(csv), keep_default_na=False, na_values=[""],
                            dtype={"subject_id": "str", "score": "Int32", "tier": "str"})
    for name in table.columns[4:]:
        table[name] = (pandas.to_datetime(table[name]) if name == "stable_through"
                       else table[name].astype("float64"))
    return table
