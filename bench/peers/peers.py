"""One peer, loaded and waiting: a process of its own, so that its threads are its own.

    peers.py NAME COLUMNS RULEBOOK THREADS RESIDENTS

Answers requests from standard input in a line each, as loops.cpp does:
    run              -> seconds residents checksum
    write - PATH     -> the totals of the last run, int64; -1 where not computed

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

import numpy

import workload
from workload import ACTIVE, BASE, DISPUTED, HIGHEST, NO_DAY, REPAIRED, REVOKED, T

RECORD_COLUMNS = ["resident", "category", "level", "units", "occurred_on", "status", "repaired_on"]
CHUNK = 100_000


def totals_of(sums: numpy.ndarray, book: workload.Rulebook) -> numpy.ndarray:
    """From the sum of each (resident, rule) to the totals: limits and bounds."""
    limits = numpy.array(book.total, sums.dtype)
    numpy.clip(sums, -limits, limits, out=sums)
    starts = numpy.searchsorted(book.dimension, range(len(book.lowest)))
    values = numpy.add.reduceat(sums, starts, axis=1)
    numpy.clip(values, book.lowest, book.highest, out=values)
    return numpy.clip(BASE + values.sum(axis=1), 0, HIGHEST).astype(numpy.int64)


class Peer:
    def __init__(self, columns, book, threads: int, residents: int):
        self.columns = columns
        self.book = book
        self.threads = threads
        self.residents = len(columns["birth_date"])
        runs = max(1, min(residents, self.residents) // 1000)
        self.asked = [(self.residents // runs * n,
                       self.residents // runs * n + min(1000, self.residents // runs))
                      for n in range(runs)]
        if residents >= self.residents:
            self.asked = [(0, self.residents)]
        self.prepare()

    def rows(self, first: int, last: int) -> slice:
        """The records of the residents from `first` to before `last`."""
        return slice(*numpy.searchsorted(self.columns["resident"],
                                         numpy.array([first, last], numpy.int32)))

    def spread(self, resident, total) -> numpy.ndarray:
        """The answer of a query in the order of residents; who has no claim is at the base."""
        totals = numpy.full(self.residents, BASE, numpy.int64)
        totals[resident] = total
        return totals

    def prepare(self): ...
    def run(self): ...  # what is timed
    def totals(self) -> numpy.ndarray: ...  # of the last run


# ---- DuckDB ---------------------------------------------------------------------------


class DuckDB(Peer):
    """One statement: the records by the claim map, summed by one 64-bit key of resident,
    dimension, limit and rule, so that no second join is needed; then by resident."""

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


# ---- Polars ---------------------------------------------------------------------------


class Polars(Peer):
    """The same plan as a lazy query, in the streaming engine."""

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


# ---- pandas and NumPy --------------------------------------------------------------------


class Pandas(Peer):
    """merge and groupby, for 100,000 residents at a time."""

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


# ---- Rule engines --------------------------------------------------------------------------


class Zen(Peer):
    """A decision table that is looped over the records of 50 residents at a time. It
    gives rule and points of each record; the limits and bounds are NumPy's, which is
    faster than zen's own expressions. The records are dictionaries before the clock starts."""

    at_a_time = 50

    def prepare(self):
        import zen

        self.decision = zen.ZenEngine().create_decision(self.graph())
        self.given = []
        for first, last in self.asked:
            for start in range(first, last, self.at_a_time):
                rows = self.rows(start, min(start + self.at_a_time, last))
                names = [n for n in RECORD_COLUMNS if n not in ("resident", "category")]
                records = [dict(zip(names, row)) for row in
                           zip(*(self.columns[n][rows].tolist() for n in names))]
                for record, category in zip(records, self.columns["category"][rows].tolist()):
                    record["category"] = self.book.categories[category]
                self.given.append((self.columns["resident"][rows], records))

    def worth(self, claim) -> tuple[str, str]:
        _, _, r, points, unit, most = claim
        when = f"occurred_on >= {self.book.valid_from[r]}"
        if points < 0:
            when += f" and not (status == {REPAIRED} and repaired_on <= {T})"
        worth = str(points)
        if unit:
            worth = f"floor(units / {unit}) * {points}"
            worth = f"min([{worth}, {most}])" if points > 0 else f"max([{worth}, {-most}])"
        return str(r), f"{when} ? {worth} : 0"

    def graph(self):
        import json

        inputs = ["category", "level", "status", "occurred_on"]
        outputs = ["rule", "points", "rule2", "points2"]
        none = {"rule": "0", "points": "0", "rule2": "0", "points2": "0"}
        rows = [dict(status=f"$ in [{DISPUTED}, {REVOKED}]", **none),
                dict(occurred_on=f"> {T}", **none)]
        for c, category in enumerate(self.book.categories):
            at = [[it for it in self.book.claims if it[:2] == (c, level)]
                  for level in range(workload.LEVELS)]
            for level in range(workload.LEVELS):  # levels of the same worth are one row
                same = [it[2:] for it in at[level]]
                if not same or level > 0 and same == [it[2:] for it in at[level - 1]]:
                    continue
                last = level
                while last + 1 < workload.LEVELS and [it[2:] for it in at[last + 1]] == same:
                    last += 1
                row = {"category": f'"{category}"', **none}
                if (level, last) != (0, workload.LEVELS - 1):
                    row["level"] = f"[{level}..{last}]"
                row["rule"], row["points"] = self.worth(at[level][0])
                if len(at[level]) > 1:
                    row["rule2"], row["points2"] = self.worth(at[level][1])
                rows.append(row)
        rows.append(dict(none))
        content = {
            "hitPolicy": "first", "executionMode": "loop", "inputField": "records",
            "outputPath": "claims", "passThrough": False,
            "inputs": [{"id": n, "name": n, "field": n} for n in inputs],
            "outputs": [{"id": n, "name": n, "field": n} for n in outputs],
            "rules": [{"_id": f"row{i}", **{n: row.get(n, "") for n in inputs + outputs}}
                      for i, row in enumerate(rows)]}
        return json.dumps({
            "contentType": "application/vnd.gorules.decision",
            "nodes": [{"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
                      {"id": "table", "type": "decisionTableNode", "name": "table",
                       "content": content, "position": {"x": 1, "y": 0}},
                      {"id": "out", "type": "outputNode", "name": "out",
                       "position": {"x": 2, "y": 0}}],
            "edges": [{"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
                      {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"}]})

    def run(self):
        residents, rules, points = [], [], []
        for resident, records in self.given:
            claims = self.decision.evaluate({"records": records})["result"]["claims"]
            residents += [resident, resident]
            rules += [[it["rule"] for it in claims], [it["rule2"] for it in claims]]
            points += [[it["points"] for it in claims], [it["points2"] for it in claims]]
        count = len(self.book.total)
        asked = numpy.concatenate([numpy.arange(*it) for it in self.asked])
        # Residents who were asked for, by their place among these.
        place = numpy.searchsorted(asked, numpy.concatenate(residents))
        sums = numpy.bincount(place * count + numpy.concatenate(rules).astype(numpy.int64),
                              numpy.concatenate(points).astype(float), len(asked) * count)
        self.result = numpy.full(self.residents, -1, numpy.int64)
        self.result[asked] = totals_of(sums.reshape(-1, count), self.book)

    def totals(self):
        return self.result


class OpenFisca(Peer):
    """A record is OpenFisca's person and a resident its group. Each rule is a variable of
    the record (what it is worth) and one of the resident (the sum within its limit).
    Built and filled before the clock starts; what is timed is the calculation."""

    def prepare(self):
        from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

        self.period = periods.period("2026-02")
        record = entities.Entity("record", "records", "A record", "")
        resident = entities.GroupEntity("resident", "residents", "A resident", "",
                                        roles=[{"key": "fact", "plural": "facts"}])
        system = taxbenefitsystems.TaxBenefitSystem([record, resident])

        def add(name, entity, formula=None, kind=int):
            members = {"value_type": kind, "entity": entity,
                       "definition_period": periods.DateUnit.MONTH}
            if formula:
                members["formula"] = formula
            system.add_variable(type(name, (variables.Variable,), members))

        for name in RECORD_COLUMNS[1:]:
            add(name, record)
        add("live", record, lambda person, period: (person("occurred_on", period) <= T) * (
            (person("status", period) == ACTIVE) + (person("status", period) == REPAIRED)),
            kind=bool)
        add("eased", record, lambda person, period: (person("status", period) == REPAIRED) * (
            person("repaired_on", period) <= T), kind=bool)
        book = self.book
        for r in range(len(book.total)):
            add(f"worth_{r}", record, self.worth_formula(r))
            add(f"rule_{r}", resident, self.rule_formula(r))
        for d in range(len(book.lowest)):
            add(f"dimension_{d}", resident, self.dimension_formula(d))
        add("total", resident, lambda group, period: numpy.clip(
            BASE + sum(group(f"dimension_{d}", period) for d in range(len(book.lowest))),
            0, HIGHEST))
        self.system, self.simulations = system, simulations
        self.asked_residents = numpy.concatenate([numpy.arange(*it) for it in self.asked])
        rows = [self.rows(*it) for it in self.asked]
        self.rows_asked = {n: numpy.concatenate([self.columns[n][it] for it in rows])
                           for n in RECORD_COLUMNS}
        self.build()

    def worth_formula(self, r: int):
        mine = [it for it in self.book.claims if it[2] == r]
        _, _, _, points, unit, most = mine[0]
        claims = numpy.zeros(len(self.book.categories) * workload.LEVELS, bool)
        table = numpy.zeros(len(claims), numpy.int32)
        for c, level, _, worth, _, _ in mine:
            claims[c * workload.LEVELS + level] = True
            table[c * workload.LEVELS + level] = worth
        valid_from, deducts = self.book.valid_from[r], points < 0

        def formula(person, period):
            cell = person("category", period) * workload.LEVELS + person("level", period)
            counts = claims[cell] * person("live", period) * (
                person("occurred_on", period) >= valid_from)
            if deducts:
                counts = counts * ~person("eased", period)
            if unit:
                product = person("units", period) // unit * points
                return counts * numpy.clip(product, -most, most)
            return counts * table[cell]
        return formula

    def rule_formula(self, r: int):
        limit = self.book.total[r]

        def formula(group, period):
            worth = group.members(f"worth_{r}", period)
            # group.sum() leaves out the last residents where they have no record.
            sums = numpy.bincount(group.members_entity_id, worth, group.count)
            return numpy.clip(sums, -limit, limit)
        return formula

    def dimension_formula(self, d: int):
        rules = [r for r, it in enumerate(self.book.dimension) if it == d]
        low, high = self.book.lowest[d], self.book.highest[d]
        return lambda group, period: numpy.clip(
            sum(group(f"rule_{r}", period) for r in rules), low, high)

    def build(self):
        """A simulation keeps what it has calculated, so each run needs a new one."""
        builder = self.simulations.SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("record", numpy.arange(len(self.rows_asked["resident"])))
        group = builder.declare_entity("resident", self.asked_residents)
        places = numpy.searchsorted(self.asked_residents, self.rows_asked["resident"])
        builder.join_with_persons(group, self.asked_residents[places],
                                  numpy.array(["fact"] * len(places)))
        group.members_entity_id = places  # it takes residents without records for absent
        self.simulation = builder.build(self.system)
        for name in RECORD_COLUMNS[1:]:
            self.simulation.set_input(name, self.period,
                                      self.rows_asked[name].astype(numpy.int32))

    def run(self):
        self.answer = self.simulation.calculate("total", self.period)

    def totals(self):
        totals = numpy.full(self.residents, -1, numpy.int64)
        totals[self.asked_residents] = self.answer
        self.build()
        return totals


# ---- Requests ------------------------------------------------------------------------------

PEERS = {"duckdb": DuckDB, "duckdb_chunks": DuckDBChunks, "polars": Polars, "pandas": Pandas,
         "numpy": NumPy, "zen": Zen, "openfisca": OpenFisca}
# The place of our own Python: a Peer that scores self.columns through `import chengxin`.


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
        else:
            totals.tofile(words[2])
            print("written", file=answers, flush=True)


if __name__ == "__main__":
    main()
