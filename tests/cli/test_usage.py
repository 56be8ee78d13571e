"""What the command says about itself and about mistakes (SPECIFICATION section 7)."""

import re
import unittest

import corner
from support import CommandTest

COMMANDS = ["score", "explain", "timeline", "verify", "fingerprint", "rulebook", "synth"]


class Help(CommandTest):
    # SPECIFICATION 7.1.1.
    def test_version(self):
        ended = self.run_command("--version")
        self.assertEqual(ended.returncode, 0)
        self.assertRegex(ended.out, r"^chengxin \d+\.\d+\.\d+\n$")

    # SPECIFICATION 7.1.1.
    def test_help_names_every_command(self):
        ended = self.run_command("--help")
        self.assertEqual((ended.returncode, ended.err), (0, ""))
        self.assertEqual(self.run_command("help").out, ended.out)
        for command in COMMANDS:
            self.assertRegex(ended.out, rf"(?m)^  {command} ")

    def test_each_command_explains_itself(self):
        for command in COMMANDS:
            ended = self.run_command(command, "--help")
            self.assertEqual((ended.returncode, ended.err), (0, ""), command)
            self.assertEqual(self.run_command("help", command).out, ended.out)
            self.assertEqual(self.run_command(command, "-h").out, ended.out)
            self.assertNotRegex(ended.out, r"(?m) $")
            self.assertTrue(ended.out.startswith(f"Usage: chengxin {command}"))
            for part in ("Options:", "Exit status:", "Example:\n  chengxin " + command):
                self.assertIn(part, ended.out)
            self.assertLessEqual(max(map(len, ended.out.splitlines())), 100)

    def test_the_help_of_score_names_every_option(self):
        out = self.run_command("score", "--help").out
        for option in ("rulebook", "subjects", "records", "as-of", "out", "rejects", "threads",
                       "stable-through"):
            self.assertIn("--" + option, out)


class Mistakes(CommandTest):
    def expect_usage_error(self, *arguments, says):
        ended = self.run_command(*arguments)
        self.expect(ended, 2, "", says)
        self.assertTrue(ended.err.startswith("chengxin: "), ended.err)
        self.assertLessEqual(ended.err.count("\n"), 2)

    def test_commands(self):
        self.expect_usage_error(says="a command is missing")
        self.expect_usage_error("", says="unknown command ''")
        self.expect_usage_error("scor", says="unknown command 'scor'; did you mean 'score'?")
        self.expect_usage_error("tiemline", says="did you mean 'timeline'?")
        self.expect_usage_error("e", says="did you mean 'explain'?")
        self.expect_usage_error("--vesion", says="did you mean '--version'?")
        self.expect_usage_error("help", "verfy", says="did you mean 'verify'?")
        ended = self.run_command("dance\x1b")
        self.expect(ended, 2, "", "unknown command 'dance\\u{001B}'\n")
        self.assertNotIn("did you mean", ended.err)

    # SPECIFICATION 7.1.3.
    def test_options(self):
        self.expect_usage_error("score", "--subject", "x", says="did you mean '--subjects'?")
        self.expect_usage_error("score", "--record=x", says="did you mean '--records'?")
        self.expect_usage_error("score", "--asof", "x", says="did you mean '--as-of'?")
        self.expect_usage_error("score", "--zzz", says="unknown option '--zzz'")
        self.expect_usage_error("score", "-q", says="unknown option '-q'")
        self.expect_usage_error("score", says="missing: --subjects, --records, --as-of")
        self.expect_usage_error("score", "more", says="an argument is given that is no option")
        self.expect_usage_error("verify", says="missing: a file")
        self.expect_usage_error("verify", "a", "b", says="more than one file is given")
        self.expect_usage_error("score", "--out", "a", "--out", "b", says="given more than once")
        self.expect_usage_error("score", "--out", says="--out")

    def test_abbreviations_are_not_accepted(self):
        for option in ("--th", "--thread", "--stable"):
            self.expect(self.score(option, "1"), 2, "", "unknown option '" + option + "'")

    def test_values(self):
        for threads in ("0", "1025", "two", "1.5", "-1", "", " 1", "99999999999999999999"):
            self.assertEqual(self.score("--threads", threads).returncode, 2, threads)
        for day in ("2026-2-28", "2026-02-29", "1899-12-31", "2200-01-01", "today", ""):
            ended = self.run_on_corner("score", "--as-of", day)
            self.assertEqual((ended.returncode, ended.out), (2, ""), day)
        ended = self.run_command("timeline", "--subjects", "subjects.csv", "--records",
                                 "records.csv", "--subject", "s1", "--as-of", "2026-02-28")
        self.expect(ended, 2, "", "unknown option '--as-of'")

    def test_an_empty_name_is_not_the_default(self):
        for option in ("--out", "--rejects"):
            self.expect(self.score(option, ""), 2, "", f"'{option[2:]}' is given an empty value")
        self.expect_usage_error("synth", "--rulebook", "", says="'rulebook' is given an empty value")
        self.expect_usage_error("fingerprint", "", says="'file' is given an empty value")

    def test_nothing_but_the_answer_is_said(self):
        ended = self.score()
        self.assertEqual((ended.out, ended.err), (corner.SCORES_CSV, ""))
        self.assertFalse(re.search(r"[\r\x1b]", ended.err))


if __name__ == "__main__":
    unittest.main()
