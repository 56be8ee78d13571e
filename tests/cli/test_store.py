"""chengxin store: its file, facts and scores, and the help of every command."""

import json
import os
import pathlib
import re
import stat
import unittest

from store_support import CLOCK, HEADER, NO_SUBJECT, RECORD, RECORD_HEADER, SUBJECTS, StoreTest

COMMANDS = ["init", "add-rulebook", "import", "score", "refresh", "explain", "timeline",
            "explain-change", "consent grant", "consent revoke", "consent list", "disclose",
            "self", "log", "object", "decide", "withdraw", "enrol", "erase", "purge", "verify",
            "head", "stats"]


class Files(StoreTest):
    def test_init(self):
        old = os.umask(0)
        self.addCleanup(os.umask, old)
        self.expect(self.store("init", clock=None), 0)
        self.assertEqual(stat.S_IMODE((self.folder / "city.db").stat().st_mode), 0o600)
        self.assertEqual([name for name in self.names() if name.startswith("city")], ["city.db"])
        self.expect(self.store("init", clock=None), 2, "", "[exists]")
        self.put("note.txt", "a note\n")
        self.expect(self.store("init", clock=None, db="note.txt"), 2, "", "[exists]")
        self.assertEqual(self.get("note.txt"), "a note\n")
        self.put("empty.db", "")
        self.expect(self.store("init", "--digest", "sm3", clock=None, db="empty.db"), 0)
        self.assertEqual(stat.S_IMODE((self.folder / "empty.db").stat().st_mode), 0o600)
        self.expect(self.store("init", "--digest", "md5", clock=None, db="x.db"), 2, "", "sha256")
        self.assertFalse((self.folder / "x.db").exists())

    # What SQLite writes beside the file is for its owner alone, too.
    def test_modes_of_companions(self):
        old = os.umask(0)
        self.addCleanup(os.umask, old)
        self.ready()
        for path in self.folder.glob("city.db*"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)

    # STORE 1.3
    def test_the_clock_is_for_tests_alone(self):
        self.expect(self.store("init", clock=None), 0)
        for command in ("stats", "head", "verify", "score"):
            ended = self.store(command)
            self.assertEqual((ended.returncode, ended.out), (2, ""))
            self.assertIn("[clock_not_allowed]", ended.err)
        self.assertEqual(self.store("stats", clock=None).returncode, 0)
        self.expect(self.store("init", "--test-clock", clock=None, db="t.db"), 0)
        for clock in ("noon", "2026-02-30T00:00:00Z", "2026-01-01"):
            self.assertEqual(self.store("stats", db="t.db", clock=clock).returncode, 2)

    def test_no_file(self):
        for command in ("stats", "head", "verify", "score"):
            self.expect(self.store(command, clock=None), 3, "", "[cannot_open]")
        self.assertNotIn("city.db", self.names())


class Facts(StoreTest):
    def test_import(self):
        self.ready()
        self.assertEqual(self.answer("import", "--subjects", "s.csv", "--records", "r.csv"),
                         self.counts(same=(2, 1)))
        self.put("r.csv", RECORD_HEADER + RECORD.replace("03-01", "03-02") +
                 RECORD.replace("r1", "r2"))
        self.assertEqual(self.answer("import", "--records", "r.csv"),
                         self.counts(new=(0, 1), changed=(0, 1)))
        self.expect(self.store("import"), 2, "", "--subjects or --records")

    def test_times_never_go_back(self):
        self.ready()
        self.put("r2.csv", RECORD_HEADER + RECORD.replace("r1", "r2"))
        for moment in ("2026-06-30T03:59:59.999Z", "2026-06-30T04:00:00.001Z"):
            self.expect(self.store("import", "--records", "r2.csv", "--at", moment), 2, "",
                        "[time_not_allowed]")
        self.assertEqual(self.answer("import", "--records", "r2.csv", "--at", CLOCK),
                         self.counts(new=(0, 1)))

    # STORE 2.4
    def test_bad_rows(self):
        self.init()
        self.put("s.csv", SUBJECTS + "third,1990-05-05,nowhere,full,2020-01-01\n")
        ended = self.store("import", "--subjects", "s.csv", "--records", "r.csv")
        self.expect(ended, 2, "", "s.csv:4:")
        self.assertIn("1 bad row, nothing is added", ended.err)
        self.assertEqual(self.answer("stats")["subjects"], 0)
        self.assertEqual(self.answer("import", "--subjects", "s.csv", "--records", "r.csv",
                                     "--rejects", "bad.csv"), self.counts(new=(2, 1), bad=1))
        rejects = self.get("bad.csv").splitlines()
        self.assertEqual(len(rejects), 2)
        self.assertIn("invalid_enum", rejects[1])
        for inside in ("s.csv", "city.db"):
            before = (self.folder / inside).read_bytes()
            self.assertEqual(self.store("import", "--subjects", "s.csv", "--rejects",
                                        inside).returncode, 2)
            self.assertEqual((self.folder / inside).read_bytes(), before)

    # Where the rejects cannot be written, nothing is added either.
    def test_rejects_that_cannot_be_written(self):
        self.init()
        ended = self.store("import", "--subjects", "s.csv", "--rejects", "no/such/folder.csv")
        self.assertEqual((ended.returncode, ended.out), (3, ""))
        self.assertEqual(self.answer("stats")["subjects"], 0)

    # STORE 2.4: what is added stays added, and is told, whatever becomes of the rejects.
    def test_rejects_that_cannot_be_written_in_the_end(self):
        self.init()
        self.put("s.csv", SUBJECTS + "third,1990-05-05,nowhere,full,2020-01-01\n")
        ended = self.store("import", "--subjects", "s.csv", "--records", "r.csv", "--rejects",
                           "/dev/full")
        self.assertEqual(ended.returncode, 3)
        self.assertEqual(json.loads(ended.out), self.counts(new=(2, 1), bad=1))
        self.assertIn("the good rows are added", ended.err)
        self.assertIn("/dev/full", ended.err)
        self.assertEqual(self.answer("stats")["subjects"], 2)

    def test_rulebooks(self):
        self.init()
        self.put("book.json", self.run_command("rulebook").out)
        told = self.answer("add-rulebook", "book.json")
        self.assertEqual(told, {"added": True, "fingerprint":
                                self.run_command("fingerprint").out.strip()})
        self.assertEqual(self.answer("add-rulebook", "book.json"), {**told, "added": False})
        self.put("book.json", "{}")
        self.expect(self.store("add-rulebook", "book.json"), 1, "", "book.json:1:")
        self.expect(self.store("add-rulebook", "none.json"), 3, "", "none.json")


class Scores(StoreTest):
    def setUp(self):
        super().setUp()
        self.ready()

    def test_score(self):
        fair, good = "fair,true,630,fair,0,80,-50,0,0", "good,true,700,good,0,100,0,0,0"
        self.expect(self.store("score"), 0, f"{HEADER}\n{fair}\n{good}\n")
        self.expect(self.store("score", "--subject", "good"), 0, f"{HEADER}\n{good}\n")
        self.expect(self.store("score", "--subject", "fair", "--stable-through"), 0,
                    f"{HEADER},stable_through\n{fair},2027-03-01\n")
        self.expect(self.store("score", "--out", "out.csv"), 0)
        self.assertEqual(self.get("out.csv"), f"{HEADER}\n{fair}\n{good}\n")
        self.expect(self.store("score", "--subject", "fair", "--as-of", "2026-02-28"), 0,
                    f"{HEADER}\nfair,true,700,good,0,100,0,0,0\n")
        self.expect(self.store("score", "--known-at", "2026-06-30T03:00:00Z"), 0, HEADER + "\n")
        self.expect(self.store("score", "--subject", "nobody"), NO_SUBJECT, "", "[unknown_subject]")
        self.expect(self.store("score", "--known-at", "2026-06-30T05:00:00Z"), 2, "",
                    "[time_not_allowed]")
        self.expect(self.store("score", "--as-of", "2025-12-31"), 1, "", "[not_effective]")

    # As `score` has it of the same files.
    def test_the_same_as_without_a_store(self):
        alone = self.run_command("score", "--subjects", "s.csv", "--records", "r.csv", "--as-of",
                                 "2026-06-30", "--stable-through").out.splitlines()
        kept = self.store("score", "--stable-through").out.splitlines()
        self.assertEqual(kept, alone[:1] + sorted(alone[1:]))

    def test_refresh_and_stats(self):
        self.assertEqual(self.answer("refresh", "--threads", "2"),
                         {"computed": 2, "already_valid": 0})
        self.assertEqual(self.answer("refresh"), {"computed": 0, "already_valid": 2})
        self.assertEqual(self.total("fair"), 630)
        self.put("r2.csv", RECORD_HEADER + RECORD.replace("r1", "r2"))
        self.answer("import", "--records", "r2.csv")
        self.total("fair")
        self.assertEqual(self.answer("stats"), {
            "subjects": 2, "records": 2, "versions": 4, "cached_scores": 2, "hits": 1,
            "misses": {"absent": 0, "newer_data": 1, "past_stable_through": 0,
                       "other_rulebook": 0}})

    def test_explain(self):
        report = self.answer("explain", "--subject", "fair", "--format", "json")
        self.assertEqual((report["score"], report["as_of"]), (630, "2026-06-30"))
        for form, part in (("html", "<html"), ("text", "630")):
            ended = self.store("explain", "--subject", "fair", "--format", form, "--lang", "en")
            self.assertEqual(ended.returncode, 0)
            self.assertIn(part, ended.out)
        self.expect(self.store("explain"), 2, "", "missing: --subject")
        self.expect(self.store("explain", "--subject", "x"), NO_SUBJECT, "", "[unknown_subject]")

    def test_timeline(self):
        days = self.answer("timeline", "--subject", "fair", "--from", "2026-06-30", "--to",
                           "2027-06-30")
        self.assertEqual([(s["from"], s["through"], s["score"]) for s in days],
                         [("2026-06-30", "2027-03-01", 630), ("2027-03-02", "2027-06-30", 700)])

    def test_explain_change(self):
        later = "2026-07-01T04:00:00.000Z"
        self.put("r2.csv", RECORD_HEADER + RECORD.replace("r1,fair", "r2,good"))
        self.answer("import", "--records", "r2.csv", clock=later)
        told = self.answer("explain-change", "--subject", "good", "--from", "2026-06-30",
                           "--from-known-at", CLOCK, clock=later)
        self.assertEqual(told["from"], {"as_of": "2026-06-30", "known_at": CLOCK, "total": 700})
        self.assertEqual(told["to"], {"as_of": "2026-07-01", "known_at": later, "total": 630})
        self.assertEqual(told["parts"], [{"what": "new_record", "record": "r2", "points": -70}])
        self.expect(self.store("explain-change", "--subject", "good", "--from-known-at", later,
                               "--to-known-at", CLOCK, clock=later), 2, "", "[moment_goes_back]")
        told = self.answer("explain-change", "--subject", "good", "--from-known-at",
                           "2026-06-01T00:00:00Z", clock=later)
        self.assertEqual((told["from"]["total"], told["parts"]), (None, []))
        self.assertTrue(told["why"])


class Helps(StoreTest):
    def test_the_family(self):
        ended = self.run_command("store", "--help")
        self.assertEqual((ended.returncode, ended.err), (0, ""))
        self.assertEqual(re.findall(r"^  ([a-z-]+(?: [a-z]+)?) DB", ended.out, re.MULTILINE),
                         COMMANDS)
        self.expect(self.run_command("store"), 2, "", "a command is missing")
        self.expect(self.run_command("store", "inport"), 2, "", "import")
        self.expect(self.run_command("store", "consent"), 2, "", "store")

    def test_each(self):
        for command in COMMANDS:
            ended = self.run_command("store", *command.split(), "--help")
            self.assertEqual((ended.returncode, ended.err), (0, ""), command)
            self.assertTrue(ended.out.startswith(f"Usage: chengxin store {command} DB"), command)
            self.assertIn("Exit status:\n  0  done\n", ended.out)
            example = ended.out.split("Example:\n")[1]
            self.assertIn(f"chengxin store {command} city.db", example)
            self.expect(self.run_command("store", *command.split()), 2, "", "missing: the DB")
            self.expect(self.run_command("store", *command.split(), "x.db", "--colour"), 2, "",
                        "unknown option '--colour'")
        self.assertFalse(pathlib.Path(self.folder, "x.db").exists())


if __name__ == "__main__":
    unittest.main()
