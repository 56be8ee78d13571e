"""What the tests of the Python package share: the built-in rulebook, the command, and a
made-up city. CHENGXIN names the command, which the figures are compared with."""

from __future__ import annotations

import csv
import datetime
import io
import os
import pathlib
import re
import subprocess

import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pytest

import chengxin as cx

DAY = datetime.date(2026, 2, 28)
WHOLE = {"hours", "overdue_days", "notices", "times", "months"}
ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def book():
    return cx.Rulebook.builtin()


@pytest.fixture(scope="session")
def command():
    return os.environ["CHENGXIN"]


class City:
    """A made-up city as files and as pyarrow tables."""

    def __init__(self, folder, command, residents):
        subprocess.run([command, "synth", "--subjects", str(residents), "--seed", "7", "--out",
                        folder], check=True, stderr=subprocess.DEVNULL)
        self.folder = pathlib.Path(folder)
        _drop_untyped(self.folder / "records.csv")
        self.subjects = _read(self.folder / "subjects.csv")
        self.records = _read(self.folder / "records.csv")

    def rows(self, table, subject_id):
        """The rows of one subject, as `assess` takes them."""
        chosen = table.filter(pa.compute.equal(table["subject_id"], subject_id))
        return [{k: v for k, v in row.items() if v is not None} for row in chosen.to_pylist()]

    def run(self, command, what, *options):
        done = subprocess.run(
            [command, what, "--subjects", self.folder / "subjects.csv", "--records",
             self.folder / "records.csv", *options], check=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        return done.stdout.decode()


@pytest.fixture(scope="session")
def city(tmp_path_factory, command):
    return City(tmp_path_factory.mktemp("city"), command, 2000)


@pytest.fixture(scope="session")
def scores_of_the_command(city, command):
    """What `chengxin score --stable-through` prints, a dict for each resident."""
    text = city.run(command, "score", "--as-of", DAY.isoformat(), "--stable-through")
    return list(csv.DictReader(io.StringIO(text)))


def _drop_untyped(path):
    """Leaves out records whose whole numbers are not: no typed column holds them."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    whole = [i for i, name in enumerate(rows[0]) if name.rpartition(".")[2] in WHOLE]
    kept = [row for row in rows[1:] if all(re.fullmatch("-?[0-9]*", row[i]) for i in whole)]
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([rows[0], *kept])


def _read(path):
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    types = {name: pa.string() for name in names}
    types.update({name: pa.date32() for name in names if name.endswith(("_on", "_date"))})
    types.update({name: pa.int64() for name in names if name.rpartition(".")[2] in WHOLE})
    return pa.csv.read_csv(path, convert_options=pa.csv.ConvertOptions(
        column_types=types, strings_can_be_null=True, null_values=[""]))
