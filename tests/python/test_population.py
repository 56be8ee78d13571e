"""A population in figures, worked out by hand: quantiles, shares, PSI, migration, who gains; from
every kind of table."""

import math

import pyarrow
import pytest

import chengxin as cx
from chengxin import population

BOOK = cx.Rulebook.builtin()


def rows(*scores):
    """(subject, score, tier[, total]) as mappings."""
    return [{"subject_id": it[0], "score": it[1], "tier": it[2],
             "total": it[3] if it[3:] else it[1]} for it in scores]


BEFORE = rows(("a", 860, "excellent"), ("b", 760, "very_good"), ("c", 700, "good"),
              ("d", 651, "good", 650.75), ("e", 600, "fair"), ("f", None, None),
              ("left", 700, "good"))
AFTER = rows(("a", 840, "very_good"), ("b", 760, "very_good"), ("c", 700, "good", 700.25),
             ("d", 649, "fair", 648.75), ("e", None, None), ("f", 600, "fair"),
             ("came", 860, "excellent"))


NUMBERS = rows((1, 600, "fair"), (2, 700, "good"))


def counts(tier_counts):
    return [{"score": None, "tier": tier} for tier, count in tier_counts.items()
            for _ in range(count)]


def scored(score_counts):
    return [{"score": score, "tier": "x"} for score, count in score_counts.items()
            for _ in range(count)]


# ------------------------------------------------------------------------ describe

def test_quantiles_are_scores_that_somebody_has():
    # Of 20: the first 2 make a tenth, the first 10 a half, the first 18 nine tenths.
    found = population.describe(scored({600: 2, 610: 8, 700: 8, 800: 1, 900: 1}))
    assert found == population.Description(20, 20, 600, 600, 610, 700, 900,
                                           (1200 + 4880 + 5600 + 800 + 900) / 20)
    assert found.without_score == 0


def test_nobody_with_a_score():
    found = population.describe(rows(("a", None, None)))
    assert found[:3] == (1, 0, None) and found.mean is None and found.without_score == 1
    assert population.describe([]).residents == 0


# -------------------------------------------------------------------- distribution

def test_distribution_by_tier_and_by_50_points():
    table = population.distribution_table(BEFORE, BOOK, language="en")
    assert [(row["key"], row["label"], row["residents"]) for row in table if row["by"] == "tier"] \
        == [("excellent", "Excellent", 1), ("very_good", "Very good", 1), ("good", "Good", 3),
            ("fair", "Fair", 1), ("to_improve", "To improve", 0), (None, "No score", 1)]
    assert [(row["key"], row["residents"]) for row in table if row["by"] == "score"] == [
        (600, 1), (650, 1), (700, 2), (750, 1), (800, 0), (850, 1)]
    assert table[2]["share"] == 3 / 7


def test_the_highest_score_is_in_the_band_below_it():
    table = population.distribution_table(scored({949: 1, 950: 1, 1000: 1}), BOOK)
    assert [(row["label"], row["residents"]) for row in table if row["by"] == "score"] == [
        ("900–949", 1), ("950–1000", 2)]


def test_without_a_rulebook_tiers_are_in_the_order_of_their_scores():
    table = population.distribution_table(BEFORE)
    assert [row["key"] for row in table if row["by"] == "tier"] == [
        "excellent", "very_good", "good", "fair", None]


def test_nobody_at_all_is_a_table_of_zeros():
    table = population.distribution_table([], BOOK)
    assert [(row["residents"], row["share"]) for row in table] == [(0, 0.0)] * 5
    assert population.distribution_table([]) == []


def test_an_empty_tier_is_none():
    """As CSV has it, read without nulls of texts."""
    table = pyarrow.table({"subject_id": ["a", "b"], "score": [600, None], "tier": ["fair", ""]})
    assert [row["key"] for row in population.distribution_table(table) if row["by"] == "tier"] \
        == ["fair", None]
    moved = population.migration_table(table, rows(("a", 600, "fair"), ("b", None, None)))
    assert [(row["from_tier"], row["to_tier"]) for row in moved if row["residents"]] == [
        ("fair", "fair"), (None, None)]


# ------------------------------------------------- tiers that the rulebook does not have

# After an amendment: "silver" and "bronze" are tiers of another rulebook.
OTHER = rows(("a", 860, "excellent"), ("b", 640, "bronze", 640.5), ("c", 700, "silver"),
             ("d", 720, "silver"), ("e", None, None))
OTHER_AFTER = rows(("a", 860, "silver"), ("b", 600, "bronze", 600.5), ("c", 700, "good"),
                   ("d", 730, "silver"), ("e", None, None))
OWN = ["excellent", "very_good", "good", "fair", "to_improve"]


def test_they_are_counted_after_its_own():
    table = [row for row in population.distribution_table(OTHER, BOOK, language="en")
             if row["by"] == "tier"]
    assert [row["key"] for row in table] == [*OWN, "silver", "bronze", None]
    assert [row["residents"] for row in table] == [1, 0, 0, 0, 0, 2, 1, 1]
    assert [row["share"] for row in table] == [0.2, 0, 0, 0, 0, 0.4, 0.2, 0.2]
    assert table[5]["label"] == "silver"


def test_residents_move_from_and_to_them():
    table = population.migration_table(OTHER, OTHER_AFTER, BOOK)
    assert {(row["from_tier"], row["to_tier"]): (row["residents"], row["share"])
            for row in table if row["residents"]} == {
        ("excellent", "silver"): (1, 1.0), ("silver", "good"): (1, 0.5),
        ("silver", "silver"): (1, 0.5), ("bronze", "bronze"): (1, 1.0), (None, None): (1, 1.0)}
    assert len(table) == 8 * 8  # five tiers, two others, no score


def test_they_gain_and_lose():
    table = population.changes_by_tier(OTHER, OTHER_AFTER, BOOK)
    assert [row["tier"] for row in table] == [*OWN, "silver", "bronze"]
    assert [(row["residents"], row["gain"], row["lose"], row["same"], row["mean_change"])
            for row in table if row["residents"]] == [
        (1, 0, 0, 1, 0.0), (2, 1, 0, 1, 5.0), (1, 0, 1, 0, -40.0)]


def test_they_drift():
    # Of four: excellent 1, silver 2, bronze 1; then nobody (as an eighth), silver 2, bronze 1,
    # and good 1 (before as an eighth): both differ by an eighth of an eighth of ln 2.
    found = population.drift(OTHER, OTHER_AFTER, by="tier", rulebook=BOOK)
    assert [(part["key"], part["before"], part["after"]) for part in found.parts] == [
        ("excellent", 1, 0), ("good", 0, 1), ("silver", 2, 2), ("bronze", 1, 1)]
    assert found.psi == pytest.approx(2 * 0.125 * math.log(2))


# --------------------------------------------------------------------------- drift

def test_psi_by_hand():
    # Shares 0.5, 0.3, 0.2 and 0.4, 0.4, 0.2:
    # (0.4 - 0.5) ln(0.4 / 0.5) + (0.4 - 0.3) ln(0.4 / 0.3) + 0 = 0.022314 + 0.028768
    found = population.drift(counts({"a": 50, "b": 30, "c": 20}),
                             counts({"a": 40, "b": 40, "c": 20}), by="tier")
    assert found.psi == pytest.approx(0.0223144 + 0.0287682, abs=1e-6)
    assert found.reading == "stable"
    assert [(part["key"], part["before"], part["after"]) for part in found.parts] == [
        ("a", 50, 40), ("b", 30, 40), ("c", 20, 20)]


def test_psi_of_the_same_is_nothing_and_it_is_symmetrical():
    one, other = scored({600: 3, 700: 5}), scored({610: 4, 760: 4})
    assert population.drift(one, one).psi == 0
    assert population.drift(one, other).psi == pytest.approx(population.drift(other, one).psi)


def test_an_empty_part_counts_as_half_a_resident():
    # 0.5 and 0.5, then 1 and nobody: half of one of 10 is 0.05.
    found = population.drift(counts({"a": 5, "b": 5}), counts({"a": 10}), by="tier")
    assert found.psi == pytest.approx(0.5 * math.log(1 / 0.5) - 0.45 * math.log(0.05 / 0.5))
    assert found.reading == "large"


def test_residents_without_a_score_do_not_drift():
    one = counts({"a": 5, "b": 5})
    assert population.drift(one, one + counts({None: 50}), by="tier").psi == 0


# ----------------------------------------------------------------------- migration

def test_migration_by_hand():
    table = population.migration_table(BEFORE, AFTER, BOOK, language="en")
    found = {(row["from"], row["to"]): (row["residents"], row["share"]) for row in table
             if row["residents"]}
    assert found == {
        ("Excellent", "Very good"): (1, 1.0), ("Very good", "Very good"): (1, 1.0),
        ("Good", "Good"): (1, 1 / 3), ("Good", "Fair"): (1, 1 / 3),
        ("Good", "Not in this run"): (1, 1 / 3), ("Fair", "No score"): (1, 1.0),
        ("No score", "Fair"): (1, 1.0), ("Not in this run", "Excellent"): (1, 1.0)}
    assert len(table) == 7 * 7  # five tiers, no score, not in this run
    assert sum(row["residents"] for row in table) == 8


NUMBERED = {"score": [600, 700], "tier": ["fair", "good"]}


@pytest.mark.parametrize("first, second", [("int32", "int64"), ("uint64", "int64"),
                                           ("uint8", "uint64"), ("string", "large_string")])
def test_ids_of_other_widths_are_the_same(first, second):
    runs = [pyarrow.table({"subject_id": pyarrow.array([1, 2]).cast(kind), **NUMBERED})
            for kind in (first, second)]
    table = population.migration_table(*runs)
    assert [(row["from_tier"], row["to_tier"]) for row in table if row["residents"]] == [
        ("good", "good"), ("fair", "fair")]


def test_the_largest_numbers_are_not_the_least():
    runs = [pyarrow.table({"subject_id": pyarrow.array(ids, kind), **NUMBERED})
            for ids, kind in (([1, 2**64 - 1], "uint64"), ([1, -1], "int64"))]
    table = population.migration_table(*runs)
    assert [(row["from"], row["to"]) for row in table if row["residents"]] == [
        ("good", "不在册"), ("fair", "fair"), ("不在册", "good")]


def test_everybody_comes_or_goes_where_a_run_is_empty():
    for runs in ((BEFORE, []), ([], BEFORE), (NUMBERS, []), ([], NUMBERS)):
        assert sum(row["residents"] for row in population.migration_table(*runs)) == sum(
            len(run) for run in runs)
    assert population.migration_table([], []) == []


def test_who_gains_and_who_loses_by_hand():
    table = population.changes_by_tier(BEFORE, AFTER, BOOK)
    found = {row["tier"]: (row["residents"], row["gain"], row["lose"], row["same"],
                           row["mean_change"]) for row in table}
    assert found == {"excellent": (1, 0, 1, 0, -20.0), "very_good": (1, 0, 0, 1, 0.0),
                     "good": (2, 1, 1, 0, (0.25 - 2.0) / 2),  # 700.25 - 700, 648.75 - 650.75
                     "fair": (0, 0, 0, 0, None), "to_improve": (0, 0, 0, 0, None)}


def test_a_change_of_a_hundredth_is_a_change_and_floating_point_is_none():
    before = rows(("a", 600, "fair", 600.1 + 0.2), ("b", 600, "fair", 600.30))
    after = rows(("a", 600, "fair", 600.3), ("b", 600, "fair", 600.31))
    fair = next(row for row in population.changes_by_tier(before, after, BOOK)
                if row["tier"] == "fair")
    assert (fair["gain"], fair["lose"], fair["same"]) == (1, 0, 1)


# ------------------------------------------------------------------ kinds of tables

def as_pandas(scores):
    import pandas
    frame = pandas.DataFrame(scores)
    frame["tier"] = frame["tier"].astype("category")
    return frame.set_index(frame["subject_id"].str.upper())


def as_polars(scores):
    import polars
    return polars.DataFrame(scores, schema={"subject_id": polars.String, "score": polars.Int32,
                                            "tier": polars.Categorical, "total": polars.Float64})


def as_lazy(scores):
    return as_polars(scores).lazy()


def as_pyarrow(scores):
    table = pyarrow.Table.from_pylist(scores)
    return table.set_column(2, "tier", table["tier"].dictionary_encode())


def as_duckdb(scores):
    import duckdb
    scores_table = pyarrow.Table.from_pylist(scores)
    return duckdb.from_arrow(scores_table)


@pytest.mark.parametrize("kind", [as_pandas, as_polars, as_lazy, as_pyarrow, as_duckdb])
def test_every_kind_of_table_gives_the_same(kind):
    for question in (lambda a, b: population.describe(a),
                     lambda a, b: population.distribution_table(a, BOOK),
                     lambda a, b: population.drift(a, b),
                     lambda a, b: population.migration_table(a, b, BOOK),
                     lambda a, b: population.changes_by_tier(a, b, BOOK)):
        assert question(kind(BEFORE), kind(AFTER)) == question(BEFORE, AFTER)


def test_scores_of_assess_frame_go_in_as_they_are():
    subjects = pyarrow.table({"subject_id": ["a", "b"], "residency": ["registered", "none"],
                              "capacity": ["full", "full"],
                              "birth_date": pyarrow.array([7000, 7000], pyarrow.date32())})
    records = pyarrow.table({"subject_id": pyarrow.array([], pyarrow.string()),
                             "record_id": pyarrow.array([], pyarrow.string()),
                             "category": pyarrow.array([], pyarrow.string()),
                             "occurred_on": pyarrow.array([], pyarrow.date32())})
    scores = BOOK.assess_frame(subjects, records, "2026-02-28")
    assert population.describe(scores)[:3] == (2, 1, 600)
    assert population.changes_by_tier(scores, scores, BOOK)[3]["same"] == 1


# -------------------------------------------------------------------------- errors

@pytest.mark.parametrize("question, code", [
    (lambda: population.describe(3), "table"),
    (lambda: population.describe(pyarrow.table({"tier": ["x"]})), "column"),
    (lambda: population.describe(as_pandas(BEFORE)[["tier"]]), "column"),
    (lambda: population.drift(BEFORE, AFTER, by="age"), "by"),
    (lambda: population.drift(BEFORE, rows(("a", None, None))), "no_scores"),
    (lambda: population.migration_table(BEFORE, BEFORE + BEFORE), "repeated_subject"),
    (lambda: population.migration_table(BEFORE, NUMBERS), "subject_id"),
    (lambda: population.changes_by_tier(NUMBERS, BEFORE), "subject_id"),
])
def test_what_cannot_be_used_is_said(question, code):
    with pytest.raises(cx.InputError) as failure:
        question()
    assert failure.value.code == code
