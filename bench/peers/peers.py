"""One peer, loaded and waiting: a process of its own, so that its threads are its own.

    peers.py NAME COLUMNS RULEBOOK THREADS RESIDENTS

Answers requests from standard input in a line each, as loops.cpp does:
    run              -> seconds residents checksum and seconds of processors
    write - PATH     -> the totals of the last run, int64; -1 where not computed
    version          -> of the library that scores

Each is given the claims with their conditions solved (workload.Rulebook) and the columns
in its own memory, in its own format; loading is not timed. RESIDENTS is how many it is
asked to score: runs of 1,000 that lie evenly over the whole.
"""

import os
import pathlib
import sys
import time

if __name__ == "__main__":
    os.environ["POLARS_MAX_THREADS"] = sys.argv[4]  # before it is imported

import rule_engines
import tables
import workload

PEERS = {"chengxin": tables.Chengxin, "duckdb": tables.DuckDB,
         "duckdb_chunks": tables.DuckDBChunks, "polars": tables.Polars, "pandas": tables.Pandas,
         "numpy": tables.NumPy, "zen": rule_engines.Zen, "openfisca": rule_engines.OpenFisca}


def main() -> None:
    name, folder, rulebook, threads, residents = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints is not an answer
    peer = PEERS[name](workload.load(pathlib.Path(folder)),
                       workload.Rulebook(pathlib.Path(rulebook)), int(threads), int(residents))
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "run":
            start, busy_from = time.perf_counter(), time.process_time()
            peer.run()
            took, busy = time.perf_counter() - start, time.process_time() - busy_from
            totals = peer.totals()
            print(took, int((totals >= 0).sum()), int(totals.sum()), busy, file=answers,
                  flush=True)
        elif words[0] == "version":
            print(peer.version(), file=answers, flush=True)
        else:
            totals.tofile(words[2])
            print("written", file=answers, flush=True)


if __name__ == "__main__":
    main()
