"""The GIL is released, threads and processes do not disturb each other, and Ctrl-C is heard."""

import concurrent.futures
import multiprocessing
import os
import pathlib
import signal
import subprocess
import sys
import threading

import pyarrow as pa
import pytest

import chengxin as cx
from chengxin import _core
from conftest import DAY


@pytest.fixture(scope="module")
def big(city):
    """Enough residents that assessing takes a while."""
    subjects = city.subjects.drop_columns(["subject_id"])
    records = city.records.drop_columns(["subject_id"])
    place = {it: i for i, it in enumerate(city.subjects["subject_id"].to_pylist())}
    own = pa.array([place[it] for it in city.records["subject_id"].to_pylist()], pa.int64())
    copies, count = 40, city.subjects.num_rows
    people, facts = [], []
    for copy in range(copies):
        ids = pa.array(range(copy * count, (copy + 1) * count), pa.int64())
        people.append(subjects.append_column("subject_id", ids))
        facts.append(records.append_column(
            "subject_id", pa.compute.add(own, pa.scalar(copy * count, pa.int64()))))
    return pa.concat_tables(people).combine_chunks(), pa.concat_tables(facts).combine_chunks()


def _others_ran(book, big):
    """Whether another thread ran while the library worked. Nobody takes the GIL away from a
    thread before a minute, so that it ran because the GIL was given up."""
    began, ran = threading.Event(), []

    def run():
        began.wait()
        ran.append(True)
    other = threading.Thread(target=run)
    other.start()
    streams = [it.__arrow_c_stream__() for it in big]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(60)
    try:
        began.set()
        _core.assess_columns(book._core, *streams, DAY.isoformat(), 1, False, None)
        return bool(ran)
    finally:
        sys.setswitchinterval(interval)
        other.join()


def test_others_go_on_meanwhile(book, big):
    """The system may be slow to run the other thread, but not every time."""
    assert any(_others_ran(book, big) for _ in range(200))


def test_many_threads_share_a_rulebook(book, city):
    expected = book.assess_frame(city.subjects, city.records, DAY)
    people = city.subjects.to_pylist()[:60]
    alone = [book.assess(it, city.rows(city.records, it["subject_id"]), DAY) for it in people]

    def one(i):
        if i % 8 == 0:
            return book.assess_frame(city.subjects, city.records, DAY, threads=2).equals(expected)
        person = people[i % len(people)]
        a = book.assess(person, city.rows(city.records, person["subject_id"]), DAY)
        a.report("html"), a.advice(), a.timeline(DAY, "2028-01-01")
        return a == alone[i % len(people)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(160)))


def _scores(book, subjects, records):
    return book.assess_frame(subjects, records, DAY)["score"].to_pylist()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes(book, city, method):
    expected = _scores(book, city.subjects, city.records)
    halves = [city.subjects.slice(0, 1000), city.subjects.slice(1000)]
    given = []
    for half in halves:
        ids = pa.compute.is_in(city.records["subject_id"],
                               half["subject_id"].combine_chunks())
        given.append((book, half, city.records.filter(ids)))
    context = multiprocessing.get_context(method)
    with context.Pool(2) as pool:
        first, second = pool.starmap(_scores, given)
    assert first + second == expected


def test_progress_tells_and_stops(book, big):
    told = []
    book.assess_frame(*big, DAY, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (big[0].num_rows, big[0].num_rows) and told == sorted(told)
    with pytest.raises(cx.StoppedError) as caught:
        book.assess_frame(*big, DAY, progress=lambda done, total: False)
    assert caught.value.code == "stopped"

    class Mine(Exception):
        pass

    def fails(done, total):
        raise Mine
    with pytest.raises(Mine):
        book.assess_frame(*big, DAY, progress=fails)


def _is_interrupted(book, big):
    """Whether Ctrl-C, sent when the last records are read, ends the call before its time."""
    began, finished = threading.Event(), []

    def send():
        began.wait()
        os.kill(os.getpid(), signal.SIGINT)

    def batches():
        yield from big[1].to_batches()
        began.set()
    sender = threading.Thread(target=send)
    sender.start()
    try:
        finished.append(book.assess_frame(
            big[0], pa.RecordBatchReader.from_batches(big[1].schema, batches()), DAY, threads=1,
            progress=False))
        sender.join()
    except KeyboardInterrupt:
        pass
    return not finished


def test_ctrl_c_stops_it(book, big):
    """The signal may come too late, but not every time."""
    assert any(_is_interrupted(book, big) for _ in range(200))


def test_a_bar_on_a_terminal_alone(city, tmp_path):
    """Nothing is written where nobody looks."""
    code = ("import chengxin as cx, pyarrow as pa, pickle, sys\n"
            "subjects, records = pickle.load(open(sys.argv[1], 'rb'))\n"
            "cx.Rulebook.builtin().assess_frame(subjects, records, '2026-02-28')\n"
            "from chengxin.progress import Bar, teller\n"
            "assert teller(None, 'a', 'b')[0] is None\n"
            "sys.stderr.isatty = lambda: True\n"
            "assert isinstance(teller(None, 'a', 'b')[0], Bar)\n"
            "assert teller(False, 'a', 'b')[0] is None\n")
    import pickle
    path = pathlib.Path(tmp_path) / "tables"
    path.write_bytes(pickle.dumps((city.subjects, city.records)))
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
