"""chengxin score, byte for byte (SPECIFICATION section 7)."""

import csv
import io
import os
import signal
import subprocess
import time
import unittest

import corner
from support import CommandTest

BAD_RECORDS = corner.RECORDS_CSV + """\
r4,s9,bad.fine,p,2025-12-01,platform,active,,
r5,s1,bad.fine,p,2025-13-01,platform,active,,
"""


class Scores(CommandTest):
    # SPECIFICATION 7.3.1, 7.3.2.
    def test_scores_are_what_the_rulebook_says(self):
        self.expect(self.score(), 0, corner.SCORES_CSV)

    def test_stable_through_is_one_column_more(self):
        self.expect(self.score("--stable-through"), 0, corner.SCORES_WITH_STABLE_THROUGH_CSV)

    # SPECIFICATION 7.2.1, 7.2.7.
    def test_json_lines_give_the_same_bytes(self):
        self.expect(self.score(subjects="subjects.jsonl", records="records.jsonl"), 0,
                    corner.SCORES_CSV)
        self.expect(self.score(subjects="subjects.jsonl"), 0, corner.SCORES_CSV)

    # SPECIFICATION 7.2.2.
    def test_byte_order_mark_and_crlf_change_nothing(self):
        self.put("subjects.csv", b"\xef\xbb\xbf" + corner.SUBJECTS_CSV.replace("\n", "\r\n").encode())
        self.expect(self.score(), 0, corner.SCORES_CSV)

    def test_standard_output_has_a_name(self):
        self.expect(self.score("--out", "-"), 0, corner.SCORES_CSV)

    # SPECIFICATION 7.1.4.
    def test_any_number_of_threads_gives_the_same_bytes(self):
        made = self.run_command("synth", "--subjects", "1500", "--seed", "7", "--out", "city")
        self.expect(made, 0)
        command = ["score", "--subjects", "city/subjects.csv", "--records", "city/records.csv",
                   "--as-of", "2026-02-28", "--stable-through"]
        one = self.run_command(*command, "--threads", "1")
        self.assertEqual((one.returncode, one.err), (0, ""))
        self.assertEqual(one.out.count("\n"), 1501)
        for threads in ("2", "3", "16"):
            self.assertEqual(self.run_command(*command, "--threads", threads).out, one.out)
        self.assertEqual(self.run_command(*command).out, one.out)

    def test_csv_and_json_lines_of_a_city_score_alike(self):
        answers = []
        for kind in ("csv", "jsonl"):
            self.expect(self.run_command("synth", "--subjects", "300", "--seed", "3", "--format",
                                         kind, "--out", kind), 0)
            scored = self.run_command("score", "--subjects", f"{kind}/subjects.{kind}", "--records",
                                      f"{kind}/records.{kind}", "--as-of", "2026-02-28")
            self.assertEqual((scored.returncode, scored.err), (0, ""))
            answers.append(scored.out)
        self.assertEqual(answers[0], answers[1])

    # SPECIFICATION 7.6.2.
    def test_hostile_identifiers_are_exact_in_the_scores(self):
        self.put("subjects.csv", 'subject_id,residency,capacity\n"=1+1,""\x1b[31m\n",none,full\n')
        self.put("records.csv", corner.RECORDS_CSV.splitlines()[0] + "\n")
        self.expect(self.score(), 0, "subject_id,eligible,score,tier,conduct,repair\n"
                                     '"=1+1,""\x1b[31m\n",false,,,,\n')


class Files(CommandTest):
    def test_out_is_written_and_nothing_else(self):
        before = self.names()
        self.expect(self.score("--out", "scores.csv"), 0)
        self.assertEqual(self.get("scores.csv"), corner.SCORES_CSV)
        self.assertEqual(self.names(), sorted(before + ["scores.csv"]))

    def test_out_keeps_its_permissions_and_its_link(self):
        self.put("private.csv", "old")
        os.chmod(self.folder / "private.csv", 0o600)
        os.symlink("private.csv", self.folder / "link.csv")
        self.expect(self.score("--out", "link.csv"), 0)
        self.assertTrue((self.folder / "link.csv").is_symlink())
        self.assertEqual(self.get("private.csv"), corner.SCORES_CSV)
        self.assertEqual((self.folder / "private.csv").stat().st_mode & 0o777, 0o600)

    # SPECIFICATION 7.1.5.
    def test_out_is_untouched_on_failure(self):
        self.put("scores.csv", "old")
        self.put("records.csv", BAD_RECORDS)
        before = self.names()
        self.expect(self.score("--out", "scores.csv"), 2, "", "[unknown_subject]")
        self.assertEqual(self.get("scores.csv"), "old")
        self.assertEqual(self.names(), before)

    # SPECIFICATION 7.1.3.
    def test_system_errors(self):
        self.expect(self.score("--out", "/dev/full"), 3, "", "No space left on device")
        with open("/dev/full", "wb") as full:
            self.expect(self.score(stdout=full), 3, "", "No space left on device")
            for command in (["rulebook"], ["--version"], ["--help"], ["fingerprint"],
                            ["score", "--help"]):
                self.expect(self.run_command(*command, stdout=full), 3, "", "No space left")
        self.expect(self.score("--out", "nowhere/scores.csv"), 3, "", "nowhere/scores.csv: No such")
        os.mkdir(self.folder / "folder.csv")
        for unreadable, path, reason in [("subjects", "none.csv", "No such file or directory"),
                                         ("records", "none.csv", "No such file or directory"),
                                         ("records", "folder.csv", "Is a directory")]:
            ended = self.score(**{unreadable: path})
            self.expect(ended, 3, "", f"{path}: {reason} [io_error]")
            self.assertEqual(ended.err.count(path), 1, ended.err)
        self.expect(self.run_command("verify", "none.json"), 3, "", "none.json: No such file")

    def test_a_closed_pipe_ends_the_command_quietly(self):
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as pipe:
            ended = self.score("--rejects", "rejects.csv", stdout=pipe)
        self.assertEqual(ended.err, "")
        self.assertLess(ended.returncode, 0)
        self.assertFalse([name for name in self.names() if name.endswith(".tmp")])

    # SPECIFICATION 7.1.5.
    def test_an_interrupted_command_leaves_things_whole(self):
        self.expect(self.run_command("synth", "--subjects", "20000", "--seed", "1", "--out", "city"),
                    0)
        self.put("reports.jsonl", "old")
        before = self.names()
        running = subprocess.Popen(
            [self.command, "explain", "--all", "--subjects", "city/subjects.csv", "--records",
             "city/records.csv", "--as-of", "2026-02-28", "--out", "reports.jsonl"],
            cwd=self.folder)
        while self.names() == before and running.poll() is None:
            time.sleep(0.001)
        running.send_signal(signal.SIGTERM)
        self.assertEqual(running.wait(60), -signal.SIGTERM)
        self.assertEqual(self.names(), before)
        self.assertEqual(self.get("reports.jsonl"), "old")

    def test_a_closed_standard_output_is_an_error(self):
        ended = subprocess.run(["sh", "-c", f"'{self.command}' score --rulebook rules.json --subjects "
                                "subjects.csv --records records.csv --as-of 2026-02-28 "
                                "--rejects rejects.csv >&-"], cwd=self.folder, capture_output=True,
                               check=False)
        self.assertEqual(ended.returncode, 3)
        self.assertNotIn("rejects.csv", self.names())

    def test_inputs_are_not_overwritten(self):
        for option in ("--out", "--rejects"):
            self.expect(self.score(option, "./records.csv"), 2, "", "name the same file")
        self.expect(self.score("--out", "x.csv", "--rejects", "x.csv"), 2, "", "name the same file")
        self.assertEqual(self.get("records.csv"), corner.RECORDS_CSV)

    # SPECIFICATION 7.2.1, 7.2.6.
    def test_a_whole_file_may_be_refused(self):
        for name, content, code in (
                ("records.csv", corner.RECORDS_CSV.replace("provider", "supplier"), "column"),
                ("records.csv", corner.RECORDS_CSV.replace(",corrected_on", ",origin"), "column"),
                ("records.csv", "", "header")):
            self.put(name, content)
            ended = self.score()
            self.expect(ended, 2, "", code)
            self.assertIn(name, ended.err)
        self.put("records.txt", corner.RECORDS_CSV)
        self.expect(self.score(records="records.txt"), 2, "",
                    "records.txt: expected a file whose name ends in .csv or .jsonl")


class BadRows(CommandTest):
    # SPECIFICATION 7.1.3, 7.2.14.
    def test_bad_rows_are_errors_and_nothing_is_written(self):
        self.put("records.csv", BAD_RECORDS)
        ended = self.score()
        self.assertEqual((ended.returncode, ended.out), (2, ""))
        lines = ended.err.splitlines()
        self.assertRegex(lines[0], r"^records\.csv:5:4: error: .* \[unknown_subject\]$")
        self.assertRegex(lines[1], r"^records\.csv:6:18: error: .* \[\w+\]$")
        self.assertEqual(lines[2], "chengxin: 2 bad rows, nothing is written (--rejects FILE goes "
                                   "on without them)")

    def test_no_more_than_twenty_are_shown(self):
        self.put("records.csv", corner.RECORDS_CSV + "r,s9,x,p,2025-12-01,platform,active,,\n" * 25)
        lines = self.score().err.splitlines()
        self.assertEqual(len(lines), 22)
        self.assertEqual(lines[20], "and 5 more")

    # SPECIFICATION 7.2.15, 7.6.2.
    def test_rejects_take_the_bad_rows_and_the_good_are_scored(self):
        self.put("records.csv", BAD_RECORDS + "-r6,s9,bad.fine,\"p,\"\"q\",2025-12-01,platform,active,,\n")
        ended = self.score("--rejects", "rejects.csv")
        self.expect(ended, 0, corner.SCORES_CSV,
                    "6 good rows (3 subjects, 3 records), 3 bad rows written to rejects.csv")
        rows = list(csv.reader(io.StringIO(self.get("rejects.csv"))))
        self.assertEqual(rows[0], ["file", "line", "column", "code", "reason", "row"])
        self.assertEqual([row[:4] for row in rows[1:]],
                         [["records.csv", "5", "4", "unknown_subject"],
                          ["records.csv", "6", "18", rows[2][3]],
                          ["records.csv", "7", "5", "unknown_subject"]])
        self.assertEqual(rows[1][5], "r4,s9,bad.fine,p,2025-12-01,platform,active,,")
        self.assertEqual(rows[3][5],
                         "'-r6,s9,bad.fine,\"p,\"\"q\",2025-12-01,platform,active,,")

    def test_rejects_without_bad_rows_hold_a_header(self):
        self.expect(self.score("--rejects", "rejects.csv"), 0, corner.SCORES_CSV, "0 bad rows")
        self.assertEqual(self.get("rejects.csv"), "file,line,column,code,reason,row\n")

    # SPECIFICATION 7.6.1.
    def test_hostile_text_cannot_move_the_cursor(self):
        self.put("records.csv",
                 corner.RECORDS_CSV + "r4,\x1b[2J\u202es9,bad.fine,p,2025-12-01,platform,active,,\n")
        ended = self.score()
        self.assertEqual(ended.returncode, 2)
        self.assertNotIn("\x1b", ended.err)
        self.assertNotIn("\u202e", ended.err)
        ended = self.run_on_corner("explain", "--as-of", "2026-02-28", "--subject", "\x1b]0;x\x07",
                                   "--rejects", "rejects.csv")
        self.assertEqual(ended.returncode, 2)
        self.assertIn("\\u{001B}]0;x\\u{0007}", ended.err)

    def test_rows_that_are_not_utf8(self):
        self.put("records.csv", corner.RECORDS_CSV.encode() +
                 b"r4,s1,bad.fine,\xff\xfe,2025-12-01,platform,active,,\n")
        ended = self.score("--rejects", "rejects.csv")
        self.assertEqual((ended.returncode, ended.out), (0, corner.SCORES_CSV))
        self.assertIn("r4,s1,bad.fine,\ufffd\ufffd,2025", self.get("rejects.csv"))


if __name__ == "__main__":
    unittest.main()
