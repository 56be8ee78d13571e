"""The memory that one machine needs for tables in memory: a process of its own scores them.

    python tests/python/spark/peak_memory.py SUBJECTS.parquet RECORDS.parquet

Prints how many residents were scored, and the bytes by which the peak of the process is above
what it had with all packages loaded.
"""

import pathlib
import re
import sys

import pyarrow.parquet

import chengxin as cx


def peak():
    """Bytes. Of this process alone: what getrusage tells begins with the parent's."""
    status = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * int(re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE).group(1))


def main():
    book = cx.Rulebook.builtin()
    before = peak()
    subjects, records = map(pyarrow.parquet.read_table, sys.argv[1:3])
    scores = book.assess_frame(subjects, records, "2026-02-28", progress=False)
    print(scores.num_rows, peak() - before)


if __name__ == "__main__":
    main()
