"""Scores on a real cluster are those of one machine, to the cent: from and to Parquet, with a
worker killed in the middle, with a partition that has nearly everything."""

import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time

import chengxin as cx
import chengxin.spark
import made_up_city
import pyarrow
import pyarrow.compute as compute
import pyarrow.parquet
import pytest

DAY = made_up_city.DAY


def plain(scores):
    """The scores by subject, with types that Spark knows too."""
    columns = {}
    for name in scores.column_names:
        kind = scores[name].type
        text = pyarrow.types.is_dictionary(kind) or pyarrow.types.is_large_string(kind)
        columns[name] = scores[name].cast(pyarrow.string()) if text else scores[name]
    return pyarrow.table(columns).sort_by("subject_id").combine_chunks()


def check(found, expected):
    """Everybody once, and every column the same. Points are compared to the cent, and, since
    both come out of the same division of whole cents, bit by bit."""
    found, expected = plain(found), plain(expected)
    assert found.num_rows == expected.num_rows
    assert found.column_names == expected.column_names
    for name in expected.column_names:
        assert found[name].equals(expected[name]), name


def parquet(cluster, city):
    read = cluster.session.read
    return read.parquet(str(city.subjects)), read.parquet(str(city.records))


def test_from_parquet_to_parquet_the_scores_are_those_of_one_machine(
        cluster, city, expected, tmp_path):
    assert cluster.executors() == 2
    scores = cx.spark.assess(*parquet(cluster, city), city.book, DAY, stable_through=True)
    scores.write.parquet(str(tmp_path / "scores"))
    check(pyarrow.parquet.read_table(tmp_path / "scores"), expected)


def test_a_worker_killed_in_the_middle_changes_nothing(cluster, city, expected, tmp_path):
    gate = tmp_path / "gate"

    def through_gate(batches):  # partitions 6 and 7 wait, one on each worker
        import os
        import time
        from pyspark import TaskContext
        while TaskContext.get().partitionId() >= 6 and not os.path.exists(gate):
            time.sleep(0.05)
        yield from batches

    subjects, records = parquet(cluster, city)
    plain_names = records.toDF(*(f"c{place}" for place in range(len(records.columns))))
    gated = plain_names.repartition(8).mapInArrow(through_gate, plain_names.schema) \
        .toDF(*records.columns)
    scores = cx.spark.assess(subjects, gated, city.book, DAY, stable_through=True)
    found = []
    asking = threading.Thread(target=lambda: found.append(scores.toArrow()))
    asking.start()
    wait_for_stage(cluster, tasks=8, completed=6)
    assert not found
    cluster.kill_worker()  # with what it had computed, and with a task that it was at
    cluster.wait_for_executors(1)
    gate.touch()
    asking.join()
    cluster.add_worker()
    cluster.wait_for_executors(2)
    check(found[0], expected)


def wait_for_stage(cluster, tasks, completed):
    tracker = cluster.session.sparkContext.statusTracker()
    end = time.monotonic() + 600
    while time.monotonic() < end:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and stage.numTasks == tasks and stage.numCompletedTasks >= completed
               and stage.numActiveTasks == tasks - completed for stage in stages):
            return
        time.sleep(0.05)
    raise AssertionError(f"no stage of {tasks} tasks came to {completed}")


def test_a_partition_with_nearly_everything_and_a_resident_with_a_tenth_of_all_records(
        cluster, city, tmp_path):
    subjects, records = city.tables()
    busy = subjects["subject_id"][0]
    place = pyarrow.array(range(records.num_rows))
    tenth = compute.equal(compute.bit_wise_and(place, 7), 7)
    records = records.set_column(records.column_names.index("subject_id"), "subject_id",
                                 compute.if_else(tenth, busy, records["subject_id"]))
    expected = city.book.assess_frame(subjects, records, DAY)
    session = cluster.session
    # By files: a million residents' records are no table for the driver's memory.
    for name, table in (("subjects", subjects), ("most", records.slice(1000)),
                        ("few", records.slice(0, 1000))):
        pyarrow.parquet.write_table(table, tmp_path / name)
    given, most, few = (session.read.parquet(str(tmp_path / name))
                        for name in ("subjects", "most", "few"))
    skewed = most.coalesce(1).union(few.coalesce(1))
    assert skewed.rdd.getNumPartitions() == 2
    check(cx.spark.assess(given, skewed, city.book, DAY, buckets=3).toArrow(), expected)


def test_residents_without_records_and_more_buckets_than_residents(cluster, city):
    subjects, records = city.tables()
    subjects, records = subjects.slice(0, 3), records.slice(0, 0)
    frames = [cluster.session.createDataFrame(it) for it in (subjects, records)]
    check(cx.spark.assess(*frames, city.book, DAY, buckets=7).toArrow(),
          city.book.assess_frame(subjects, records, DAY))


def test_whole_numbers_as_ids(cluster, city):
    subjects, records = city.tables()
    subjects, records = subjects.slice(0, 100), records.filter(
        compute.less_equal(records["subject_id"], subjects["subject_id"][99]))

    def numbered(table):
        number = compute.utf8_slice_codeunits(table["subject_id"], 1).cast(pyarrow.int64())
        return table.set_column(table.column_names.index("subject_id"), "subject_id", number)

    tables = [numbered(it) for it in (subjects, records)]
    frames = [cluster.session.createDataFrame(it) for it in tables]
    check(cx.spark.assess(*frames, None, DAY, buckets=2).toArrow(),
          city.book.assess_frame(*tables, DAY))


@pytest.mark.parametrize("kinds", [("int", "bigint"), ("bigint", "smallint")])
def test_whole_numbers_of_other_widths_are_the_same(cluster, kinds):
    numbers = cluster.session.range(300)
    people = numbers.selectExpr(
        f"cast(id as {kinds[0]}) as subject_id", "date'1980-01-01' as birth_date",
        "'registered' as residency", "'full' as capacity")
    given = numbers.selectExpr(
        f"cast(id as {kinds[1]}) as subject_id", "'id' as record_id", "'B-ID-01' as category",
        "date'2026-01-01' as occurred_on")
    scores = cx.spark.assess(people, given, None, DAY, buckets=7)
    assert scores.schema["subject_id"].dataType.simpleString() == kinds[0]
    rows = scores.select("subject_id", "score").collect()
    assert sorted(tuple(row) for row in rows) == [(number, 620) for number in range(300)]


def test_an_instant_is_no_day(cluster, city):
    subjects, records = parquet(cluster, city)
    instants = records.withColumn("occurred_on", records["occurred_on"].cast("timestamp"))
    with pytest.raises(Exception, match="occurred_on"):
        cx.spark.assess(subjects, instants, city.book, DAY, buckets=16).toArrow()


@pytest.mark.parametrize("which", ["a record of nobody", "a subject that comes twice"])
def test_what_assess_frame_refuses_is_refused(cluster, city, which):
    subjects, records = city.tables()
    if which == "a record of nobody":
        first = subjects["subject_id"][0]
        bad = subjects.filter(compute.not_equal(subjects["subject_id"], first)), records.filter(
            compute.equal(records["subject_id"], first))
    else:
        bad = pyarrow.concat_tables([subjects.slice(0, 5), subjects.slice(2, 1)]), \
            records.slice(0, 0)
    with pytest.raises(cx.InputError) as here:
        city.book.assess_frame(*bad, DAY)
    frames = [cluster.session.createDataFrame(it) for it in bad]
    with pytest.raises(Exception) as there:
        cx.spark.assess(*frames, city.book, DAY, buckets=1).toArrow()
    assert f"[{here.value.code}]" in str(there.value)


def test_arguments_are_checked_before_anything_is_asked_of_the_cluster(cluster, city):
    subjects, records = parquet(cluster, city)
    with pytest.raises(cx.InputError, match="subject_id"):
        cx.spark.assess(subjects.drop("subject_id"), records, city.book, DAY)
    with pytest.raises(cx.InputError, match="bucket"):
        cx.spark.assess(subjects, records, city.book, DAY, buckets=0)


def test_figures(cluster, city, tmp_path, capsys):
    """Prints what README gives; measures, and judges only the result."""
    def on_the_cluster(subjects, records, name):
        begin = time.perf_counter()
        scores = cx.spark.assess(subjects, records, city.book, DAY)
        scores.write.parquet(str(tmp_path / name))
        return time.perf_counter() - begin

    def here():
        begin = time.perf_counter()
        scores = city.book.assess_frame(*city.tables(), DAY, progress=False)
        pyarrow.parquet.write_table(scores, tmp_path / "here.parquet")
        return time.perf_counter() - begin

    subjects, records = parquet(cluster, city)
    few = subjects.limit(0), records.limit(0)
    rounds = [(on_the_cluster(*few, f"few-{i}"), on_the_cluster(subjects, records, f"all-{i}"),
               here()) for i in range(3)]
    fixed, everybody, one_machine = (statistics.median(it) for it in zip(*rounds))
    assert pyarrow.parquet.read_table(tmp_path / "all-0").num_rows == city.residents
    each, alone = ((it) / city.residents for it in (max(everybody - fixed, 0), one_machine))
    memory = peak_memory(city)
    with capsys.disabled():
        print(f"\n{city.residents:,} residents, {city.records_number:,} records, Parquet to "
              f"Parquet, medians of 3: on the cluster {everybody:.2f} s, of it fixed "
              f"{fixed:.2f} s, {each * 1e6:.2f} µs a resident; assess_frame here "
              f"{one_machine:.2f} s, {alone * 1e6:.2f} µs a resident, at its peak "
              f"{memory / city.residents / 1000:.2f} KB a resident")


def peak_memory(city):
    """Bytes that one machine needs for everybody, tables and scores, beside the packages."""
    script = pathlib.Path(__file__).with_name("peak_memory.py")
    package = pathlib.Path(cx.__file__).parents[1]
    done = subprocess.run([sys.executable, script, city.subjects, city.records], check=True,
                          stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(package)})
    residents, peak = map(int, done.stdout.split())
    assert residents == city.residents and peak > 0
    return peak
