"""What Python adds to a batch: `Rulebook.assess_frame` of a pyarrow table against the C++
batch (lib/arrow through the C ABI) on the same table, in turns, in one run.

    python bench/python_overhead.py LIBRARY [--residents N] [--rounds N] [--threads N] [--quick]

Needs the package `chengxin`, pyarrow and numpy; LIBRARY is build/release/capi/libchengxin.so.
The residents are those of bench/peers/workload.py. The C++ side reads the table's own buffers
and gives a stream, which is read to its end; the Python side gives a pyarrow table, with points
as floating-point numbers. Medians, the ratio of the medians, and the median of the ratios of
each round.
"""

import argparse
import ctypes
import json
import pathlib
import statistics
import sys
import tempfile
import time

import pyarrow as pa

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE / "peers"), str(HERE.parent / "tests" / "arrow")]

import chengxin as cx  # noqa: E402 (after its path)
import library  # noqa: E402 (after its path)
import workload  # noqa: E402 (after its path)

RULEBOOK = HERE / "workload_w.json"


def tables(residents, seed):
    """The workload as two pyarrow tables: whole numbers for residents, dictionaries for texts."""
    with tempfile.TemporaryDirectory() as folder:
        workload.make(pathlib.Path(folder), residents, seed)
        columns = {name: it.copy() for name, it in workload.load(pathlib.Path(folder)).items()}
    book = json.loads(RULEBOOK.read_text(encoding="utf-8"))
    categories = pa.array([it["id"] for it in book["categories"]])
    def days(values):
        return pa.array(values, mask=values == workload.NO_DAY).cast(pa.date32())
    def texts(numbers, dictionary):
        return pa.DictionaryArray.from_arrays(pa.array(numbers.astype("int32")), dictionary)
    subjects = pa.table({
        "subject_id": pa.array(range(residents), pa.int32()),
        "birth_date": days(columns["birth_date"]),
        "residency": texts(columns["birth_date"] * 0, pa.array(["registered"])),
        "capacity": texts(columns["birth_date"] * 0, pa.array(["full"]))})
    records = pa.table({
        "subject_id": pa.array(columns["resident"]),
        "category": texts(columns["category"], categories),
        "occurred_on": days(columns["occurred_on"]),
        "status": texts(columns["status"],
                        pa.array(["active", "disputed", "repaired", "revoked"])),
        "repaired_on": days(columns["repaired_on"]),
        "attributes.level": pa.array(columns["level"]),
        "attributes.units": pa.array(columns["units"])})
    return subjects, records


class Batch:
    """The C++ batch, called as a program in C would call it."""

    def __init__(self, path):
        self.library = library.Library(path, RULEBOOK)
        get = ctypes.pythonapi.PyCapsule_GetPointer
        get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
        self.get = get

    def __call__(self, subjects, records, threads):
        capsules = [it.__arrow_c_stream__() for it in (subjects, records)]
        streams = [ctypes.c_void_p(self.get(it, b"arrow_array_stream")) for it in capsules]
        options = library.Options(ctypes.sizeof(library.Options), library.days(workload.DAY),
                                  threads, 0, library.PROGRESS(), None)
        out, error = library.Stream(), library.Error(struct_size=ctypes.sizeof(library.Error))
        status = self.library.lib.cx_score_columns(
            self.library.engine, streams[0], streams[1], ctypes.byref(options), ctypes.byref(out),
            ctypes.byref(error))
        if status != 0:
            sys.exit(error.message.decode())
        return pa.RecordBatchReader._import_from_c(ctypes.addressof(out)).read_all()


def timed(call):
    began = time.perf_counter(), time.process_time()
    made = call()
    return made, time.perf_counter() - began[0], time.process_time() - began[1]


def check_same(batch, frame):
    """The same figures to the cent."""
    for name in ("subject_id", "eligible", "score"):
        assert batch[name].equals(frame[name].cast(batch[name].type)), name
    cents = pa.compute.round(pa.compute.multiply(frame["total"], 100.0)).cast(pa.int32())
    assert batch["total"].equals(cents), "total"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=pathlib.Path)
    parser.add_argument("--residents", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a small table, to see that it runs")
    asked = parser.parse_args()
    if asked.quick:
        asked.residents, asked.rounds = 20_000, 3
    subjects, records = tables(asked.residents, asked.seed)
    print(f"{subjects.num_rows:,} residents, {records.num_rows:,} records, "
          f"{asked.threads} thread(s), {asked.rounds} rounds")
    batch, book = Batch(asked.library), cx.Rulebook.load(RULEBOOK)

    def by_frame():
        return book.assess_frame(subjects, records, workload.DAY, threads=asked.threads,
                                 progress=False)

    def by_batch():
        return batch(subjects, records, asked.threads)
    check_same(by_batch(), by_frame())
    seen = {"C++": [], "Python": []}
    for _ in range(asked.rounds):
        for name, call in (("C++", by_batch), ("Python", by_frame)):
            made, *times = timed(call)
            seen[name].append(times)
            del made
    for kind, place in (("elapsed", 0), ("processor", 1)):
        both = {name: statistics.median(it[place] for it in times) for name, times in seen.items()}
        ratios = [p[place] / c[place] for c, p in zip(seen["C++"], seen["Python"])]
        print(f"{kind:9}  C++ {both['C++']:.3f} s   Python {both['Python']:.3f} s   "
              f"ratio {both['Python'] / both['C++']:.3f}   "
              f"median of ratios {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    main()
