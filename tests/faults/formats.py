"""Files that earlier releases made still open, verify and answer as they did then.

format-1.db holds what the first format can: a rulebook, five residents, a record that
one objects to, one who has withdrawn, one erased, consents, a revocation, disclosures
and kept scores. Every release of the library must read it, by way of a migration where
its own format is a newer one. With the command, in the variable CHENGXIN.
"""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

COMMAND = os.path.abspath(shutil.which(os.environ.get("CHENGXIN", "chengxin")) or "chengxin")
FILE = pathlib.Path(__file__).resolve().parent / "format-1.db"
BEFORE, AFTER = "2026-02-28T04:00:00.000Z", "2026-03-01T04:00:00.000Z"
HEAD = "92d4df6de331f636bc17bbeb377160bfa6d1fed3e3009383dc2cc504e90e59d8"
CONSENT = "6895c6bd4cdef1ac2a16c21298509a4f"
REVOKED = "149a4c9a67f71a7967dd9a1f286c5d32"
HEADER = "subject_id,eligible,score,tier,conduct,repair"
USE = ["--grantee", "library", "--use", "corner.loan"]


class FirstFormat(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="chengxin-formats-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = self.folder / "city.db"
        self.path.write_bytes(FILE.read_bytes())

    def run_store(self, command, *arguments, clock=AFTER, status=0, said=""):
        ended = subprocess.run(
            [COMMAND, "store", *command.split(), str(self.path), *arguments, "--clock", clock],
            capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
        self.assertEqual((ended.returncode, ended.stderr), (status, said))
        return ended.stdout

    def answer(self, command, *arguments, **how):
        return json.loads(self.run_store(command, *arguments, **how))

    def test_the_chain(self):
        self.assertEqual(self.answer("verify", "--expect", HEAD),
                         {"ok": True, "entries": 20, "head": HEAD})
        self.assertEqual(self.run_store("head"), HEAD + "\n")

    # 493 and 480 are worked out in tests/cli/corner.py; the objection gives 20 back.
    def test_scores(self):
        self.assertEqual(self.run_store("score", "--stable-through"), (
            f"{HEADER},stable_through\n"
            "s1,true,493,B,-7.5,0,2026-12-01\n"
            "s2,false,,,,,2027-12-31\n"
            "s3,true,500,B,0,0,2027-12-31\n"))
        self.assertEqual(
            self.run_store("score", "--as-of", "2026-02-28", "--known-at", BEFORE,
                           said="chengxin: 1 left out: what their score rested on was erased, "
                                "purged or barred since\n"),
            f"{HEADER}\ns1,true,493,B,-7.5,0\ns2,false,,,,\ns3,true,480,B,-40,20\n")
        told = self.answer("explain-change", "--subject", "s3", "--from", "2026-02-28",
                           "--from-known-at", BEFORE)
        self.assertEqual(told["parts"],
                         [{"what": "changed_record", "record": "r3", "points": 20}])

    def test_kept_scores_are_found(self):
        before = self.answer("stats")
        self.assertEqual((before["subjects"], before["records"], before["versions"],
                          before["cached_scores"]), (4, 4, 9, 3))
        self.run_store("score", "--subject", "s1")
        after = self.answer("stats")
        self.assertEqual((after["hits"], after["misses"]), (before["hits"] + 1, before["misses"]))

    def test_consents_and_log(self):
        listed = [self.answer("consent list", "--subject", who)[0] for who in ("s1", "s3")]
        self.assertEqual([(each["id"], each["revoked_at"]) for each in listed],
                         [(CONSENT, None), (REVOKED, BEFORE)])
        asked = {"at": BEFORE, "grantee": "library", "use": "corner.loan", "scope": "score",
                 "as_of": "2026-02-28", "verdict": "granted",
                 "told": {"entitled": True, "tier": "B", "score": 493}}
        own = {"at": BEFORE, "authentication": "login:1", "scope": "report",
               "as_of": "2026-02-28", "verdict": "granted", "told": {"tier": "B", "score": 493}}
        self.assertEqual(self.answer("log", "--subject", "s1"), [asked, own])

    # It goes on from there, and what was decided about residents holds.
    def test_it_grows(self):
        told = self.answer("disclose", "--subject", "s1", *USE, "--scope", "score")
        self.assertEqual((told["verdict"], told["score"]), ("granted", 493))
        denied = {"s3": "revoked", "gone": "no_consent", "left": "no_consent"}
        for who, why in denied.items():
            self.assertEqual(
                self.answer("disclose", "--subject", who, *USE, "--scope", "tier", status=4),
                {"verdict": "denied", "reason": why})
        self.run_store("decide", "--subject", "s3", "--record", "r3", "--rejected", "--evidence",
                       "e")
        self.run_store("enrol", "--subject", "left", "--evidence", "e")
        scores = self.run_store("score").splitlines()[1:]
        self.assertEqual([line.split(",")[:3] for line in scores],
                         [["left", "true", "460"], ["s1", "true", "493"], ["s2", "false", ""],
                          ["s3", "true", "480"]])
        told = self.answer("verify", "--expect", HEAD)
        self.assertEqual((told["ok"], told["entries"]), (True, 26))


if __name__ == "__main__":
    unittest.main()
