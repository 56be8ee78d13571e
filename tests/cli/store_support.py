"""A store of two residents in a folder of its own: 700 points, and 630 after drink driving."""

import json

from support import CommandTest

CLOCK = "2026-06-30T04:00:00.000Z"
HEADER = "subject_id,eligible,score,tier,basic,positive,negative,repair,usage"
SUBJECTS = "subject_id,birth_date,residency,capacity,enrolled_on\n" + "".join(
    f"{name},1990-05-05,registered,full,2020-01-01\n" for name in ("good", "fair"))
RECORD_HEADER = "record_id,subject_id,category,provider,occurred_on,origin,status\n"
RECORD = "r1,fair,N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n"
NO_SUBJECT, DENIED, NOT_WHOLE = 2, 4, 5


class StoreTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.put("s.csv", SUBJECTS)
        self.put("r.csv", RECORD_HEADER + RECORD)

    def store(self, command, *arguments, clock=CLOCK, db="city.db"):
        told = ["--clock", clock] if clock else []
        return self.run_command("store", *command.split(), db, *arguments, *told)

    def init(self):
        self.expect(self.store("init", "--test-clock", clock=None), 0)

    def ready(self):
        self.init()
        self.assertEqual(self.answer("import", "--subjects", "s.csv", "--records", "r.csv"),
                         self.counts(new=(2, 1)))

    def answer(self, command, *arguments, status=0, **how):
        """The one JSON value that a command prints, on one line."""
        ended = self.store(command, *arguments, **how)
        self.assertEqual((ended.returncode, ended.err), (status, ""))
        self.assertEqual(ended.out.count("\n"), 1)
        return json.loads(ended.out)

    @staticmethod
    def counts(new=(0, 0), changed=(0, 0), same=(0, 0), **others):
        subjects, records = ({"new": new[i], "changed": changed[i], "same": same[i]}
                             for i in (0, 1))
        return {"subjects": subjects,
                "records": {**records, "held_back": 0, "barred": 0, "bad": 0, **others}}

    def grant(self, use="library.deposit_free", scope="tier", first="2026-01-01",
              last="2026-12-31", subject="fair", **how):
        ended = self.store("consent grant", "--subject", subject, "--grantee", "library", "--use",
                           use, "--scope", scope, "--from", first, "--until", last, "--evidence",
                           "app:1", **how)
        self.assertEqual((ended.returncode, ended.err), (0, ""))
        self.assertRegex(ended.out, r"^[0-9a-f]{32}\n$")
        return ended.out.strip()

    def disclose(self, scope="tier", use="library.deposit_free", subject="fair", status=0,
                 grantee="library", more=(), **how):
        return self.answer("disclose", "--subject", subject, "--grantee", grantee, "--use", use,
                           "--scope", scope, *more, status=status, **how)

    def denied(self, reason, **how):
        self.assertEqual(self.disclose(status=DENIED, **how),
                         {"verdict": "denied", "reason": reason})

    def total(self, subject):
        ended = self.store("score", "--subject", subject)
        self.assertEqual((ended.returncode, ended.err), (0, ""))
        return int(ended.out.splitlines()[1].split(",")[2])
