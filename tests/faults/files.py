"""Files that the store must not touch: read-only, cut short, damaged, of a newer
format, and those that are no store at all. With the command, in the variable CHENGXIN.
"""

import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

COMMAND = os.path.abspath(shutil.which(os.environ.get("CHENGXIN", "chengxin")) or "chengxin")
CLOCK = ["--clock", "2026-06-30T04:00:00Z"]
SUBJECTS = "subject_id,birth_date,residency,capacity,enrolled_on\n" + "".join(
    f"s{i},1990-05-05,registered,full,2020-01-01\n" for i in range(60))
RECORDS = "record_id,subject_id,category,provider,occurred_on,origin,status\n" + "".join(
    f"r,s{i},N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n" for i in range(30))
ONE = ["--subject", "s1"]
USE = ["--grantee", "g", "--use", "library.deposit_free", "--scope", "tier"]
READS = [["head"], ["verify"], ["stats"], ["score"], ["score", *ONE], ["explain", *ONE],
         ["timeline", *ONE, "--from", "2026-06-30", "--to", "2026-07-30"],
         ["consent list", *ONE], ["log", *ONE]]
WRITES = [["import", "--subjects", "new.csv"], ["add-rulebook", "book.json"], ["refresh"],
          ["consent grant", *ONE, *USE, "--from", "2026-01-01", "--until", "2026-12-31",
           "--evidence", "e"],
          ["disclose", *ONE, *USE], ["self", *ONE, "--authentication", "a"],
          ["object", *ONE, "--record", "r", "--text", "t"], ["withdraw", *ONE, "--evidence", "e"],
          ["erase", *ONE, "--evidence", "e"]]
NOBODY = 65534


class FileTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="chengxin-files-"))
        self.addCleanup(self.remove)
        self.path = self.folder / "city.db"
        self.run_plain("store", "init", "city.db", "--test-clock")
        for name, text in (("s.csv", SUBJECTS), ("r.csv", RECORDS),
                           ("new.csv", SUBJECTS.replace("\ns", "\nt"))):
            (self.folder / name).write_text(text)
        (self.folder / "book.json").write_bytes(self.run_plain("rulebook").stdout)
        self.run_plain("store", "import", "city.db", "--subjects", "s.csv", "--records", "r.csv",
                       *CLOCK)
        self.whole = self.path.read_bytes()

    def remove(self):
        self.folder.chmod(0o700)
        shutil.rmtree(self.folder)

    def run_plain(self, *arguments, **how):
        done = subprocess.run([COMMAND, *arguments], cwd=self.folder, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=60, **how)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def run_store(self, command, *arguments, **how):
        return subprocess.run([COMMAND, "store", *command.split(), "city.db", *arguments, *CLOCK],
                              cwd=self.folder, capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, **how)

    def leftovers(self):
        return sorted(path.name for path in self.folder.glob("city.db-*"))

    def refused(self, data, reason, commands=None):
        """Every command says why, and the file stays as it was."""
        self.path.write_bytes(data)
        for command, *arguments in READS + WRITES if commands is None else commands:
            with self.subTest(command=command):
                ended = self.run_store(command, *arguments)
                self.assertIn(ended.returncode, (2, 3), ended.stderr)
                self.assertEqual(ended.stdout, "")
                self.assertRegex(ended.stderr, reason)
                self.assertEqual(self.path.read_bytes(), data)
                self.assertEqual(self.leftovers(), [])


class Foreign(FileTest):
    def test_no_store_at_all(self):
        for data in (b"", b"a text\n", b"x" * 10000, bytes(8192), b"SQLite format 3\0",
                     b"SQLite format 3\0" + b"x" * 5000):
            self.refused(data, r"\[(not_a_store|damaged)\]")

    def other_database(self, *statements):
        path = self.folder / "other.db"
        with sqlite3.connect(path) as made:
            for statement in statements:
                made.execute(statement)
        made.close()
        data = path.read_bytes()
        path.unlink()
        return data

    def test_other_databases(self):
        for mode in ("DELETE", "WAL"):
            data = self.other_database(f"PRAGMA journal_mode = {mode}", "CREATE TABLE entry (x)")
            self.refused(data, "is not a store of chengxin")
            self.path.write_bytes(data)
            ended = subprocess.run([COMMAND, "store", "init", "city.db"], cwd=self.folder,
                                   capture_output=True, text=True)
            self.assertEqual(ended.returncode, 2)
            self.assertIn("[exists]", ended.stderr)
            self.assertEqual(self.path.read_bytes(), data)

    # One page, and tables in it: not the empty database that an interrupted `init` leaves.
    def test_init_over_a_small_database(self):
        for statements in (["CREATE TABLE t (x)", "DROP TABLE t", "PRAGMA application_id = 7"],
                           ["CREATE VIEW v AS SELECT 1"]):
            data = self.other_database(*statements)
            self.assertEqual(data[:15], b"SQLite format 3")
            self.path.write_bytes(data)
            ended = subprocess.run([COMMAND, "store", "init", "city.db"], cwd=self.folder,
                                   capture_output=True, text=True)
            self.assertIn("[exists]", ended.stderr)
            self.assertEqual(self.path.read_bytes(), data)

    def changed(self, statement):
        self.path.write_bytes(self.whole)
        with sqlite3.connect(self.path) as made:
            made.execute(statement)
            made.commit()
            made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        made.close()
        self.assertEqual(self.leftovers(), [])
        return self.path.read_bytes()

    def test_formats(self):
        self.refused(self.changed("PRAGMA user_version = 2"),
                     r"has format 2; this library knows formats up to 1 \[newer_format\]")
        self.refused(self.changed("PRAGMA user_version = 0"), r"\[damaged\]")
        self.refused(self.changed("PRAGMA application_id = 1"), r"\[not_a_store\]")

    def test_a_folder(self):
        self.path.unlink()
        self.path.mkdir()
        ended = self.run_store("verify")
        self.assertEqual((ended.returncode, ended.stdout), (3, ""))
        self.assertIn("[cannot_open]", ended.stderr)


class Damaged(FileTest):
    def test_cut_short(self):
        for size in (1, 99, 100, 4095, *range(4096, len(self.whole), 4096), len(self.whole) - 1):
            self.refused(self.whole[:size], r"\[(not_a_store|damaged)\]",
                         commands=[READS[1], READS[4], WRITES[0]])
        self.refused(self.whole[:len(self.whole) // 2], r"\[(not_a_store|damaged)\]")

    # Without the tables that its statements are about.
    def test_a_table_is_missing(self):
        for table in ("entry", "fact", "consent", "counter"):
            self.path.write_bytes(self.whole)
            with sqlite3.connect(self.path) as made:
                made.execute("PRAGMA foreign_keys = OFF")
                made.execute(f"DROP TABLE {table}")
            made.close()
            ended = self.run_store("verify")
            self.assertIn(ended.returncode, (3, 5), ended.stderr)

    # Wherever a byte is changed, whatever verifies also answers as before; nothing crashes.
    def test_bytes_changed(self):
        dice = random.Random(1)
        scores = self.run_store("score", "--known-at", "2026-06-30T04:00:00Z").stdout
        self.assertEqual(scores.count("\n"), 61)
        found = 0
        rounds = int(os.environ.get("CHENGXIN_DAMAGED_ROUNDS", "60"))
        for _ in range(rounds):
            data = bytearray(self.whole)
            for _ in range(dice.choice([1, 1, 4, 64])):
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            self.path.write_bytes(data)
            verified = self.run_store("verify")
            self.assertIn(verified.returncode, (0, 2, 3, 5), verified)
            scored = self.run_store("score", "--known-at", "2026-06-30T04:00:00Z")
            self.assertIn(scored.returncode, (0, 1, 2, 3), scored)
            if verified.returncode == 0:
                self.assertEqual(scored.stdout, scores)
            else:
                found += 1
            for name in self.leftovers():
                (self.folder / name).unlink()
        self.assertGreater(found, rounds // 10)


class ReadOnly(FileTest):
    """The superuser may write anywhere, so that someone else asks."""

    def setUp(self):
        super().setUp()
        self.who = {}
        if os.geteuid() == 0:
            self.who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            probe = subprocess.run([COMMAND, "--version"], capture_output=True, cwd="/",
                                   preexec_fn=None, **self.who)
            if probe.returncode != 0:
                self.skipTest("the command is not there for everyone")
        self.path.chmod(0o444)

    def test_a_file(self):
        self.folder.chmod(0o777)
        for command, *arguments in READS:
            ended = self.run_store(command, *arguments, **self.who)
            self.assertEqual((ended.returncode, ended.stderr), (0, ""), command)
        self.writes_are_refused()

    # Not even the locks of those who read can be written.
    def test_a_folder(self):
        self.folder.chmod(0o555)
        self.writes_are_refused()
        for command, *arguments in READS:
            ended = self.run_store(command, *arguments, **self.who)
            self.assertEqual((ended.returncode, ended.stdout), (3, ""))
            self.assertIn("[read_only]", ended.stderr)

    def writes_are_refused(self):
        for command, *arguments in WRITES:
            ended = self.run_store(command, *arguments, **self.who)
            self.assertEqual((ended.returncode, ended.stdout), (3, ""), command)
            self.assertIn("[read_only]", ended.stderr)
            self.assertEqual(self.path.read_bytes(), self.whole)

    def test_a_file_of_someone_else(self):
        if os.geteuid() != 0:
            self.skipTest("there is no one else")
        self.folder.chmod(0o755)
        self.path.chmod(0o600)
        ended = self.run_store("verify", **self.who)
        self.assertEqual(ended.returncode, 3)
        self.assertIn("[cannot_open]", ended.stderr)


if __name__ == "__main__":
    unittest.main()
