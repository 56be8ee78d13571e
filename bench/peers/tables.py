"""The peers that take tables: databases, data frames, arrays, and our own Python."""

import numpy

import workload
from peer import RECORD_COLUMNS, Peer, totals_of
from workload import ACTIVE, BASE, DISPUTED, HIGHEST, NO_DAY, REPAIRED, REVOKED, T

CHUNK = 100_000


class Chengxin(Peer):
    """Our own Python: pyarrow tables in, a pyarrow table out, with stable_through."""

    distribution = "chengxin"

    def prepare(self):
        import chengxin
        import pyarrow

        self.columns = {name: numpy.array(it) for name, it in self.columns.items()}
        residents = numpy.arange(self.residents, dtype=numpy.int32)
        same = pyarrow.array(numpy.zeros(self.residents, numpy.int8))
        subjects = {"subject_id": pyarrow.array(residents),
                    "birth_date": self.days("birth_date"),
                    "residency": pyarrow.DictionaryArray.from_arrays(same, ["registered"]),
                    "capacity": pyarrow.DictionaryArray.from_arrays(same, ["full"])}
        records = {"subject_id": pyarrow.array(self.columns["resident"]),
                   "category": self.texts("category", self.book.categories),
                   "occurred_on": self.days("occurred_on"),
                   "status": self.texts("status", ["active", "disputed", "repaired", "revoked"]),
                   "repaired_on": self.days("repaired_on"),
                   "attributes.level": pyarrow.array(self.columns["level"]),
                   "attributes.units": pyarrow.array(self.columns["units"])}
        self.subjects, self.records = pyarrow.table(subjects), pyarrow.table(records)
        self.rulebook = chengxin.Rulebook.load(self.book.path)

    def days(self, name: str):
        import pyarrow

        values = self.columns[name]
        return pyarrow.array(values, mask=values == NO_DAY).cast(pyarrow.date32())

    def texts(self, name: str, words: list[str]):
        import pyarrow

        return pyarrow.DictionaryArray.from_arrays(pyarrow.array(self.columns[name]), words)

    def run(self):
        self.result = self.rulebook.assess_frame(
            self.subjects, self.records, workload.DAY, threads=self.threads, stable_through=True,
            progress=False)

    def totals(self):
        # A column of points is of floating-point numbers, each the nearest to a hundredth.
        return numpy.rint(self.result["total"].to_numpy() * 100).astype(numpy.int64)


class DuckDB(Peer):
    """One statement: the records by the claim map, summed by one 64-bit key of resident,
    dimension, limit and rule, so that no second join is needed; then by resident."""

    distribution = "duckdb"

    def prepare(self):
        import duckdb
        import pyarrow

        self.base = duckdb.connect(config={"threads": self.threads})
        arrays = {name: pyarrow.array(self.columns[name]) for name in RECORD_COLUMNS}
        repaired_on = self.columns["repaired_on"]
        arrays["repaired_on"] = pyarrow.array(repaired_on, mask=repaired_on == NO_DAY)
        self.base.register("given", pyarrow.table(arrays))
        self.base.execute("CREATE TABLE record AS SELECT * FROM given")
        self.base.unregister("given")
        self.base.execute("CREATE TABLE claim(cell INT, points INT, unit INT, most INT,"
                          " valid_from INT, of BIGINT)")
        book = self.book
        self.base.executemany(
            "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?)",
            [(c * workload.LEVELS + level, points, unit, most, book.valid_from[r],
              book.dimension[r] << 29 | book.total[r] // 100 << 6 | r)
             for c, level, r, points, unit, most in book.claims])
        self.whole = "CREATE OR REPLACE TABLE result AS " + self.query("true")

    def version(self) -> str:
        import duckdb

        return duckdb.__version__  # what was imported

    def query(self, which: str) -> str:
        values = "".join(
            f" + least({high}, greatest({low}, coalesce(sum(points) FILTER (dimension = {d}), 0)))"
            for d, (low, high) in enumerate(zip(self.book.lowest, self.book.highest)))
        return f"""
            WITH summed AS (
              SELECT r.resident::BIGINT << 32 | c.of AS key,
                     sum(CASE WHEN c.unit = 0 THEN c.points
                              ELSE greatest(-c.most, least(c.most, r.units // c.unit * c.points))
                         END)::INT AS points
              FROM record r JOIN claim c ON c.cell = r.category::INT * {workload.LEVELS} + r.level
              WHERE r.occurred_on <= {T} AND r.occurred_on >= c.valid_from
                AND (r.status = {ACTIVE} OR r.status = {REPAIRED}
                                            AND (c.points > 0 OR r.repaired_on > {T}))
                AND {which}
              GROUP BY key),
            limited AS (
              SELECT key >> 32 AS resident, key >> 29 & 7 AS dimension,
                     ((key >> 6 & 8388607) * 100)::INT AS most,
                     greatest(-most, least(most, points)) AS points
              FROM summed)
            SELECT resident, least({HIGHEST}, greatest(0, {BASE}{values})) AS total
            FROM limited GROUP BY resident"""

    def run(self):
        self.base.execute(self.whole)

    def totals(self):
        got = self.base.execute("SELECT * FROM result").fetchnumpy()
        return self.spread(got["resident"], got["total"].astype(numpy.int64))


class DuckDBChunks(DuckDB):
    """The same for 100,000 residents at a time, whose groups stay in the caches."""

    def run(self):
        self.base.execute("CREATE OR REPLACE TABLE result(resident BIGINT, total BIGINT)")
        for first in range(0, self.residents, CHUNK):
            self.base.execute("INSERT INTO result " + self.query(
                f"r.resident >= {first} AND r.resident < {first + CHUNK}"))


class Polars(Peer):
    """The same plan as a lazy query, in the streaming engine."""

    distribution = "polars"

    def prepare(self):
        import polars

        self.polars = polars
        book = self.book
        self.records = polars.DataFrame({name: numpy.array(self.columns[name])
                                         for name in RECORD_COLUMNS})
        self.claims = polars.DataFrame(
            [(c * workload.LEVELS + level, r, points, max(unit, 1), most, book.valid_from[r],
              unit > 0) for c, level, r, points, unit, most in book.claims],
            schema={"cell": polars.Int16, "rule": polars.Int32, "points": polars.Int32,
                    "unit": polars.Int32, "most": polars.Int32, "valid_from": polars.Int32,
                    "per": polars.Boolean}, orient="row")
        self.rules = polars.DataFrame(
            {"rule": range(len(book.total)), "dimension": book.dimension, "limit": book.total},
            schema={"rule": polars.Int32, "dimension": polars.Int8, "limit": polars.Int32})

    def query(self, records):
        polars, book = self.polars, self.book
        col = polars.col
        product = (col("units").cast(polars.Int32) // col("unit") * col("points")).clip(
            -col("most"), col("most"))
        dimensions = [f"d{d}" for d in range(len(book.lowest))]
        return (
            records.lazy()
            .filter(col("occurred_on") <= T, col("status").is_in([ACTIVE, REPAIRED]))
            .with_columns(cell=col("category") * workload.LEVELS + col("level").cast(polars.Int16))
            .join(self.claims.lazy(), on="cell")
            .filter(col("occurred_on") >= col("valid_from"),
                    (col("status") == ACTIVE) | (col("points") > 0) | (col("repaired_on") > T))
            .with_columns(worth=polars.when("per").then(product).otherwise("points"),
                          key=col("resident").cast(polars.Int64) * 64 + col("rule"))
            .group_by("key").agg(col("worth").sum())
            .with_columns(resident=(col("key") // 64).cast(polars.Int32),
                          rule=(col("key") % 64).cast(polars.Int32))
            .join(self.rules.lazy(), on="rule")
            .with_columns(col("worth").clip(-col("limit"), col("limit")))
            .with_columns(polars.when(col("dimension") == d).then("worth").otherwise(0)
                          .alias(name) for d, name in enumerate(dimensions))
            .group_by("resident")
            .agg(col(name).sum().clip(low, high)
                 for name, low, high in zip(dimensions, book.lowest, book.highest))
            .select("resident",
                    total=(BASE + polars.sum_horizontal(dimensions)).clip(0, HIGHEST)))

    def run(self):
        self.result = self.query(self.records).collect(engine="streaming")

    def totals(self):
        return self.spread(self.result["resident"].to_numpy(), self.result["total"].to_numpy())


class Pandas(Peer):
    """merge and groupby, for 100,000 residents at a time."""

    distribution = "pandas"

    def prepare(self):
        import pandas

        self.pandas = pandas
        book = self.book
        self.records = pandas.DataFrame({name: numpy.array(self.columns[name])
                                         for name in RECORD_COLUMNS})
        self.claims = pandas.DataFrame(
            [(c * workload.LEVELS + level, r, points, max(unit, 1), most if unit else abs(points),
              book.valid_from[r], unit > 0) for c, level, r, points, unit, most in book.claims],
            columns=["cell", "rule", "points", "unit", "most", "valid_from", "per"],
        ).astype({"cell": "int16", "rule": "int8", "points": "int32", "unit": "int32",
                  "most": "int32", "valid_from": "int32"})

    def score(self, records, first: int, last: int):
        book = self.book
        live = records[(records["occurred_on"] <= T) & (records["status"] != DISPUTED)
                       & (records["status"] != REVOKED)]
        live = live.assign(cell=live["category"] * workload.LEVELS + live["level"])
        claimed = live.merge(self.claims, on="cell")
        claimed = claimed[(claimed["occurred_on"] >= claimed["valid_from"])
                          & ((claimed["status"] == ACTIVE) | (claimed["points"] > 0)
                             | (claimed["repaired_on"] > T))]
        product = claimed["units"] // claimed["unit"] * claimed["points"]
        worth = claimed["points"].where(
            ~claimed["per"], product.clip(-claimed["most"], claimed["most"]))
        key = (claimed["resident"] - first).astype("int64") * len(book.total) + claimed["rule"]
        sums = worth.groupby(key).sum()
        whole = numpy.zeros((last - first) * len(book.total), numpy.int64)
        whole[sums.index] = sums
        return totals_of(whole.reshape(-1, len(book.total)), book)

    def run(self):
        parts = []
        for first in range(0, self.residents, CHUNK):
            last = min(first + CHUNK, self.residents)
            parts.append(self.score(self.records.iloc[self.rows(first, last)], first, last))
        self.result = numpy.concatenate(parts)

    def totals(self):
        return self.result


class NumPy(Peer):
    """Tables looked up by (category, level) and one bincount, for 5,000 residents at a
    time, so that the arrays between stay in the caches."""

    distribution = "numpy"

    chunk = 5_000

    def prepare(self):
        book = self.book
        self.columns = {name: numpy.array(it) for name, it in self.columns.items()}
        # A record has one claim or two: the first and the second table.
        cells = len(book.categories) * workload.LEVELS
        self.tables = [{name: numpy.zeros(cells, numpy.int32)
                        for name in ("rule", "points", "unit", "most", "valid_from")}
                       for _ in range(2)]
        for table in self.tables:
            table["valid_from"][:] = T + 1  # no claim
        for c, level, r, points, unit, most in book.claims:
            cell = c * workload.LEVELS + level
            table = self.tables[0]
            if table["valid_from"][cell] <= T:
                table = self.tables[1]
            table["rule"][cell] = r
            table["valid_from"][cell] = book.valid_from[r]
            table["points"][cell] = points
            table["unit"][cell] = unit
            table["most"][cell] = most
        self.second = self.tables[1]["valid_from"] <= T

    def weigh(self, table, cell, units, day, eased, resident):
        """The keys and the worths of one claim a record."""
        kept = numpy.flatnonzero(day >= table["valid_from"][cell])
        cell = cell[kept]
        worth = table["points"][cell]
        unit = table["unit"][cell]
        per = numpy.flatnonzero(unit)
        most = table["most"][cell[per]]
        worth[per] = numpy.clip(units[kept[per]] // unit[per] * worth[per], -most, most)
        worth[eased[kept] & (worth < 0)] = 0
        return resident[kept] * len(self.book.total) + table["rule"][cell], worth

    def score(self, first: int, last: int):
        rows = self.rows(first, last)
        column = {name: self.columns[name][rows] for name in RECORD_COLUMNS}
        status = column["status"]
        live = numpy.flatnonzero((column["occurred_on"] <= T) & (status != DISPUTED)
                                 & (status != REVOKED))
        cell = (column["category"] * workload.LEVELS + column["level"])[live]
        units = column["units"][live].astype(numpy.int32)
        day = column["occurred_on"][live]
        resident = column["resident"][live] - first
        eased = (status[live] == REPAIRED) & (column["repaired_on"][live] <= T)
        keys, worths = self.weigh(self.tables[0], cell, units, day, eased, resident)
        both = numpy.flatnonzero(self.second[cell])
        more, worth = self.weigh(self.tables[1], cell[both], units[both], day[both], eased[both],
                                 resident[both])
        rules = len(self.book.total)
        sums = numpy.bincount(numpy.concatenate([keys, more]),
                              numpy.concatenate([worths, worth]), (last - first) * rules)
        return totals_of(sums.reshape(-1, rules), self.book)

    def run(self):
        self.result = numpy.concatenate(
            [self.score(first, min(first + self.chunk, self.residents))
             for first in range(0, self.residents, self.chunk)])

    def totals(self):
        return self.result
