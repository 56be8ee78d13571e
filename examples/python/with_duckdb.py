#!/usr/bin/env python3
"""For the size between a notebook and a cluster: a city that is larger than the memory, in pieces.

    python3 with_duckdb.py SUBJECTS.parquet RECORDS.parquet SCORES.parquet [--pieces 8]
    python3 with_duckdb.py --make 100000 FOLDER     # makes such a city first

DuckDB reads both files piece by piece, a piece being the residents whose ids hash to it; each
piece is scored with all cores, and its scores go to one Parquet file. The memory is that of one
piece. Then DuckDB counts the tiers.
"""

import argparse
import datetime
import pathlib

import duckdb
import pyarrow.parquet

import chengxin as cx

PIECE = "SELECT * FROM read_parquet(?) WHERE hash(subject_id) % ? = ?"


def score(subjects, records, out, pieces, day):
    """Writes everybody's scores, and gives how many residents there are."""
    book = cx.Rulebook.builtin()
    connection = duckdb.connect()
    residents, writer = 0, None
    try:
        for piece in range(pieces):
            tables = [connection.execute(PIECE, [str(path), pieces, piece]).to_arrow_table()
                      for path in (subjects, records)]
            scores = book.assess_frame(*tables, day)
            writer = writer or pyarrow.parquet.ParquetWriter(out, scores.schema)
            writer.write_table(scores)
            residents += scores.num_rows
    finally:
        if writer is not None:
            writer.close()
    return residents


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--make", type=int, metavar="RESIDENTS")
    parser.add_argument("--pieces", type=int, default=8)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat,
                        default=datetime.date(2026, 2, 28))
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    if options.make:
        import made_up_city
        for name, table in zip(("subjects", "records"), made_up_city.tables(options.make)):
            pyarrow.parquet.write_table(table, options.paths[0] / f"{name}.parquet")
        return
    subjects, records, out = options.paths
    residents = score(subjects, records, out, options.pieces, options.as_of)
    print(f"{residents:,} residents in {options.pieces} pieces")
    for tier, count in duckdb.execute(
            "SELECT tier, count(*) FROM read_parquet(?) WHERE eligible GROUP BY tier "
            "ORDER BY min(score) DESC", [str(out)]).fetchall():
        print(f"  {tier:<12} {count:>10,}")


if __name__ == "__main__":
    main()
