"""A made-up city as Arrow tables, for the notebooks and the examples beside this file.

    subjects, records = made_up_city.tables(residents=20_000, seed=1)

Invented from a seed, after nobody: the same seed gives the same city everywhere. About ten
records a resident, most of them good. Needs numpy and pyarrow. (The command makes larger and
rougher cities: ``chengxin synth``.)
"""

import datetime

import numpy
import pyarrow
import pyarrow.compute as compute

DAY = datetime.date(2026, 2, 28)
"""The day for which the city is made: all records are of the three years before."""

# Category, origin, how many a resident has on average, the years that they reach back,
# and an attribute with its values.
KINDS = [
    ("B-ID-01", "platform", 0.95, 3, None),
    ("B-CT-01", "platform", 0.90, 3, None),
    ("B-AC-01", "platform", 0.80, 3, None),
    ("P-VOL-01", "platform", 0.30, 2, ("hours", [4, 10, 20, 40, 60, 100])),
    ("P-BLD-01", "platform", 0.15, 3, None),
    ("P-DON-01", "platform", 0.40, 2, None),
    ("P-CMT-01", "platform", 0.20, 2, None),
    ("P-QUA-01", "platform", 0.15, 3, None),
    ("P-HON-03", "platform", 0.01, 3, None),
    ("P-HON-04", "platform", 0.03, 3, None),
    ("U-PRK-01", "usage", 1.30, 2, ("months", [3, 6, 9, 12])),
    ("U-TRP-01", "usage", 1.60, 2, ("months", [3, 6, 9, 12])),
    ("U-LIB-01", "usage", 1.20, 2, ("times", [1, 3, 5, 10, 20])),
    ("U-MED-01", "usage", 0.60, 2, ("times", [1, 2, 4])),
    ("U-UTL-01", "usage", 1.20, 2, ("months", [6, 12])),
    ("U-LIB-02", "usage", 0.02, 2, None),
    ("N-PEN-TRF", "platform", 0.12, 2, ("level", ["L1", "L1", "L1", "L2", "L2", "L3"])),
    ("N-PEN-SAF", "platform", 0.01, 3, ("level", ["L2", "L3", "L4"])),
    ("N-UNC-01", "platform", 0.04, 1, None),
    ("N-UNC-02", "platform", 0.05, 1, None),
    ("N-LST-CRT", "platform", 0.006, 3, None),
    ("N-LST-MKT", "platform", 0.002, 3, None),
]
_ATTRIBUTES = {"hours": pyarrow.int64(), "months": pyarrow.int64(), "times": pyarrow.int64(),
               "level": pyarrow.string()}


def tables(residents, seed=1, as_of=DAY):
    """(subjects, records): pyarrow Tables with the columns that ``assess_frame`` takes."""
    random = numpy.random.RandomState(seed)  # whose numbers are the same in every version
    today = (as_of - datetime.date(1970, 1, 1)).days
    subjects = pyarrow.table({
        "subject_id": _ids("S", numpy.arange(1, residents + 1)),
        "birth_date": _days(today - random.randint(17 * 365, 90 * 365, residents)),
        "residency": _texts(random.choice(3, residents, p=[0.78, 0.2, 0.02]),
                            ["registered", "habitual", "none"]),
        "capacity": _texts(random.choice(2, residents, p=[0.99, 0.01]), ["full", "limited"]),
        "enrolled_on": _days(today - random.randint(0, 8 * 365, residents)),
    })
    parts = [_records(random, residents, today, *kind) for kind in KINDS]
    whole = pyarrow.concat_tables(parts)
    whole = whole.take(pyarrow.array(numpy.argsort(whole["place"].to_numpy(), kind="stable")))
    columns = {"subject_id": _ids("S", whole["place"].to_numpy() + 1),
               "record_id": _ids("R", numpy.arange(1, whole.num_rows + 1))}
    for name in whole.column_names[1:]:
        columns[name] = whole[name]
    return subjects, pyarrow.table(columns)


def _records(random, residents, today, category, origin, mean, years, attribute):
    """The records of one kind: Poisson numbers, evenly over the years."""
    place = numpy.repeat(numpy.arange(residents), random.poisson(mean, residents))
    count = len(place)
    day = today - random.randint(0, years * 365, count)
    same = numpy.zeros(count, int)
    columns = {"place": pyarrow.array(place), "category": _texts(same, [category]),
               "provider": _texts(same, ["350400-01"]), "origin": _texts(same, [origin]),
               "status": _texts((random.random_sample(count) < 0.01).astype(int),
                                ["active", "disputed"]),
               "occurred_on": _days(day)}
    made_good = (random.random_sample(count) < 0.4) & (day + 60 < today) & (category[0] == "N")
    columns["corrected_on"] = _days(day + 60, missing=~made_good)
    for name, kind in _ATTRIBUTES.items():
        if attribute is not None and attribute[0] == name:
            values = pyarrow.array(attribute[1], kind)
            column = values.take(pyarrow.array(random.randint(0, len(values), count)))
        else:
            column = pyarrow.nulls(count, kind)
        columns["attributes." + name] = column
    return pyarrow.table(columns)


def _ids(letter, numbers):
    digits = compute.utf8_lpad(pyarrow.array(numbers).cast(pyarrow.string()), 8, "0")
    return compute.binary_join_element_wise(letter, digits, "")


def _days(numbers, missing=None):
    return pyarrow.array(numbers.astype("int32"), mask=missing).cast(pyarrow.date32())


def _texts(places, texts):
    return pyarrow.array(texts).take(pyarrow.array(places))
