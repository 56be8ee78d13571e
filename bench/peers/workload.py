"""Workload W for the peers: its columns, made by seed, and its rulebook as a claim map."""

import calendar
import datetime
import json
import pathlib

import numpy

EPOCH = datetime.date(1970, 1, 1)
DAY = datetime.date(2026, 2, 28)
T = (DAY - EPOCH).days
LEVELS = 6
ACTIVE, DISPUTED, REPAIRED, REVOKED = range(4)
NO_DAY = -(2**31)
BASE, HIGHEST = 60000, 100000

# One a resident, then one a record. They are files of plain numbers.
COLUMNS = {
    "birth_date": ("i32", numpy.int32),
    "resident": ("i32", numpy.int32),
    "category": ("i16", numpy.int16),
    "level": ("i8", numpy.int8),
    "units": ("i16", numpy.int16),
    "occurred_on": ("i32", numpy.int32),
    "status": ("i8", numpy.int8),
    "repaired_on": ("i32", numpy.int32),
}


def make(folder: pathlib.Path, residents: int, seed: int = 1, records_each: int = 10) -> None:
    """Writes the columns. The same seed gives the same bytes, however many at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: open(folder / f"{name}.{end}", "wb") for name, (end, _) in COLUMNS.items()}
    for first in range(0, residents, 1_000_000):
        dice = numpy.random.Generator(numpy.random.PCG64([seed, first]))
        count = min(1_000_000, residents - first)
        each = dice.poisson(records_each, count)
        records = int(each.sum())
        # Born from 1940 to 1999: none was a minor on the day of a record.
        made = {"birth_date": dice.integers(-10957, 10950, count, dtype=numpy.int32)}
        made["resident"] = numpy.repeat(
            numpy.arange(first, first + count, dtype=numpy.int32), each)
        made["category"] = dice.integers(0, 48, records, dtype=numpy.int16)
        made["level"] = dice.integers(0, LEVELS, records, dtype=numpy.int8)
        made["units"] = dice.integers(0, 100, records, dtype=numpy.int16)
        # From five and a half years before T to 20 days after it.
        made["occurred_on"] = T + 20 - dice.integers(0, 2000, records, dtype=numpy.int32)
        # 1 in 20 revoked, 1 in 20 disputed, 1 in 50 repaired.
        chance = dice.integers(0, 100, records, dtype=numpy.int8)
        status = numpy.full(records, ACTIVE, numpy.int8)
        status[chance < 12] = REPAIRED
        status[chance < 10] = DISPUTED
        status[chance < 5] = REVOKED
        made["status"] = status
        after = made["occurred_on"] + dice.integers(0, 400, records, dtype=numpy.int32)
        made["repaired_on"] = numpy.where(status == REPAIRED, after, NO_DAY).astype(numpy.int32)
        for name, file in files.items():
            made[name].astype(COLUMNS[name][1]).tofile(file)
    for file in files.values():
        file.close()


def load(folder: pathlib.Path) -> dict[str, numpy.ndarray]:
    return {name: numpy.memmap(folder / f"{name}.{end}", kind, "r")
            for name, (end, kind) in COLUMNS.items()}


def add_months(day: datetime.date, count: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def cents(points) -> int:
    found = round(points * 100)
    assert found == points * 100
    return found


class Rulebook:
    """What each (category, level) is worth by which rule. In W every condition is
    "record.level >= K", so that the claims of a record follow from these two alone:
    every peer gets the conditions solved, which is the best that can be done for it."""

    def __init__(self, path: pathlib.Path):
        self.path = path
        book = json.loads(path.read_text())
        assert cents(book["score"]["base"]) == BASE and cents(book["score"]["max"]) == HIGHEST
        dimensions = [it for it in book["dimensions"] if not it.get("repairs")]
        places = {it["id"]: d for d, it in enumerate(dimensions)}
        self.lowest = [cents(it["min"]) for it in dimensions]
        self.highest = [cents(it["max"]) for it in dimensions]
        self.categories = [it["id"] for it in book["categories"]]
        # Rules are numbered dimension by dimension.
        rules = sorted(book["rules"], key=lambda it: places[it["dimension"]])
        self.dimension = [places[it["dimension"]] for it in rules]
        self.total = [cents(it.get("limits", {}).get("total", 1_000_000)) for it in rules]
        self.valid_from = [self._valid_from(it.get("valid_months")) for it in rules]
        # (category, level, rule, points of a unit, unit or 0 where fixed, most)
        self.claims = []
        for c, category in enumerate(self.categories):
            for level in range(LEVELS):
                claimed = set()
                for r, it in enumerate(rules):
                    if category not in it["categories"] or not self._meets(it.get("when"), level):
                        continue
                    if it["dimension"] in claimed:
                        continue
                    claimed.add(it["dimension"])
                    self.claims.append((c, level, r, *self._worth(it["points"], level)))

    @staticmethod
    def _meets(when, level: int) -> bool:
        if when is None:
            return True
        left, right = when.split(" >= ")
        assert left == "record.level"
        return level >= int(right)

    @staticmethod
    def _valid_from(months) -> int:
        if months is None:
            return -1_000_000
        day = DAY - datetime.timedelta(days=31 * (months + 1))
        while add_months(day, months) < DAY:
            day += datetime.timedelta(days=1)
        return (day - EPOCH).days

    def _worth(self, points, level: int) -> tuple[int, int, int]:
        if not isinstance(points, dict):
            return cents(points), 0, 0
        if "per" in points:
            return cents(points["points"]), points["unit"], cents(points["max"])
        for row in points["table"]:
            if self._meets(row["when"], level):
                return cents(row["points"]), 0, 0
        return cents(points["otherwise"]), 0, 0
