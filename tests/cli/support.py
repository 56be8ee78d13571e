"""What the tests of the command share: running it, in a folder of its own."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import corner

CHENGXIN = shutil.which(os.environ.get("CHENGXIN", "chengxin"))


class CommandTest(unittest.TestCase):
    """Runs the command in a fresh folder that holds the corner's files."""

    maxDiff = None
    command = os.path.abspath(CHENGXIN or "chengxin")

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="chengxin-cli-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.put("rules.json", corner.RULEBOOK_JSON)
        self.put("subjects.csv", corner.SUBJECTS_CSV)
        self.put("records.csv", corner.RECORDS_CSV)
        self.put("subjects.jsonl", corner.SUBJECTS_JSONL)
        self.put("records.jsonl", corner.RECORDS_JSONL)

    def put(self, name, content):
        data = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(data)

    def get(self, name):
        return (self.folder / name).read_bytes().decode()

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def run_command(self, *arguments, stdout=subprocess.PIPE):
        ended = subprocess.run([self.command, *arguments], cwd=self.folder,
                               stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE,
                               timeout=120, check=False)
        ended.out = ended.stdout.decode() if ended.stdout is not None else ""
        ended.err = ended.stderr.decode()
        return ended

    def run_on_corner(self, command, *arguments, subjects="subjects.csv", records="records.csv",
                      **how):
        return self.run_command(command, "--rulebook", "rules.json", "--subjects", subjects,
                                "--records", records, *arguments, **how)

    def score(self, *arguments, **how):
        return self.run_on_corner("score", "--as-of", "2026-02-28", *arguments, **how)

    def expect(self, ended, status, out="", err=None):
        """The exit status, standard output, and standard error or a part of it."""
        self.assertEqual(ended.returncode, status, ended.err)
        self.assertEqual(ended.out, out)
        if err is None:
            self.assertEqual(ended.err, "")
        else:
            self.assertIn(err, ended.err)
