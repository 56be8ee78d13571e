"""A city in Parquet, its scores by ``assess_frame``, and a cluster for all tests of the folder.

    pytest tests/python/spark [--residents 1000000]
"""

import os
import pathlib
import sys

import pyarrow.parquet
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "examples" / "python"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import chengxin as cx  # noqa: E402 (after its path)
import made_up_city  # noqa: E402 (after its path)
from cluster import Cluster  # noqa: E402 (after its path)


def pytest_addoption(parser):
    parser.addoption("--residents", type=int, default=20_000, help="how large the city is")


class City:
    def __init__(self, folder, residents):
        self.residents = residents
        subjects, records = made_up_city.tables(residents)
        self.records_number = records.num_rows
        self.subjects, self.records = folder / "subjects.parquet", folder / "records.parquet"
        pyarrow.parquet.write_table(subjects, self.subjects)
        pyarrow.parquet.write_table(records, self.records, row_group_size=100_000)
        self.book = cx.Rulebook.builtin()

    def tables(self):
        return (pyarrow.parquet.read_table(self.subjects),
                pyarrow.parquet.read_table(self.records))


@pytest.fixture(scope="session")
def city(request, tmp_path_factory):
    return City(tmp_path_factory.mktemp("city"), request.config.getoption("--residents", 20_000))


@pytest.fixture(scope="session")
def expected(city):
    return city.book.assess_frame(*city.tables(), made_up_city.DAY, stable_through=True)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory, city):
    package = pathlib.Path(cx.__file__).parents[1]
    python_path = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
    with Cluster(tmp_path_factory.mktemp("cluster"), python_path,
                 short=city.residents < 100_000) as cluster:
        yield cluster
