"""The examples in examples/python run, and what they give is what one call gives."""

import pathlib
import subprocess
import sys

import pyarrow
import pyarrow.parquet

import chengxin as cx

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "python"
sys.path.insert(0, str(EXAMPLES))

import made_up_city  # noqa: E402 (after its path)


def run(*arguments):
    done = subprocess.run([sys.executable, EXAMPLES / "with_duckdb.py", *arguments], check=True,
                          stdout=subprocess.PIPE, text=True)
    return done.stdout


def test_in_pieces_with_duckdb_the_scores_are_those_of_one_call(tmp_path):
    run("--make", "1500", tmp_path)
    files = [tmp_path / name for name in ("subjects.parquet", "records.parquet", "scores.parquet")]
    printed = run("--pieces", "3", *files)
    subjects, records = made_up_city.tables(1500)
    expected = cx.Rulebook.builtin().assess_frame(subjects, records, made_up_city.DAY)
    scores = pyarrow.parquet.read_table(files[2])
    columns = [name for name in expected.column_names if name not in ("subject_id", "tier")]
    assert scores.sort_by("subject_id").select(columns).equals(
        expected.sort_by("subject_id").select(columns))
    tiers = [table.sort_by("subject_id")["tier"].to_pylist() for table in (scores, expected)]
    assert tiers[0] == tiers[1]
    assert printed.splitlines()[0] == "1,500 residents in 3 pieces"
    assert sum(int(line.split()[1].replace(",", "")) for line in printed.splitlines()[1:]) == \
        expected["eligible"].to_pylist().count(True)


def test_the_city_is_the_same_for_the_same_seed_and_has_ten_records_each():
    one, other = made_up_city.tables(1000, seed=4), made_up_city.tables(1000, seed=4)
    assert one[0].equals(other[0]) and one[1].equals(other[1])
    assert not one[1].equals(made_up_city.tables(1000, seed=5)[1])
    assert 9 <= one[1].num_rows / 1000 <= 11
    assert len(set(one[1]["record_id"].to_pylist())) == one[1].num_rows


def test_every_record_of_the_city_has_a_rule_for_it():
    subjects, records = made_up_city.tables(30)
    rows = records.to_pylist()
    book = cx.Rulebook.builtin()
    seen = set()
    for subject in subjects.to_pylist():
        own = [row for row in rows if row["subject_id"] == subject["subject_id"]]
        seen |= {it.disposition for it in book.assess(subject, own, made_up_city.DAY).records}
    assert seen <= {"counted", "expired", "not_highest", "over_limit", "disputed", "minor",
                    "same_matter"}
