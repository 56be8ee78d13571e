"""chengxin store: consents and answers, what residents do, and the proof of the ledger."""

import unittest

from store_support import CLOCK, DENIED, NO_SUBJECT, NOT_WHOLE, StoreTest


class Consents(StoreTest):
    def setUp(self):
        super().setUp()
        self.ready()

    def test_granted_and_logged(self):
        identifier = self.grant()
        consent = {"id": identifier, "grantee": "library", "use": "library.deposit_free",
                   "scope": "tier", "from": "2026-01-01", "until": "2026-12-31",
                   "revoked_at": None, "evidence": "app:1"}
        self.assertEqual(self.answer("consent list", "--subject", "fair"), [consent])
        about = {"use": "library.deposit_free", "as_of": "2026-06-30"}
        self.assertEqual(self.disclose(), {"verdict": "granted", **about, "entitled": True,
                                           "tier": "fair"})
        self.assertEqual(self.disclose(scope="entitled"),
                         {"verdict": "granted", **about, "entitled": True})
        self.denied("scope_exceeded", scope="score")
        self.expect(self.store("consent revoke", identifier), 0)
        self.expect(self.store("consent revoke", identifier), 0, "", "revoked before")
        self.denied("revoked")
        self.assertEqual(self.answer("consent list", "--subject", "fair"),
                         [{**consent, "revoked_at": CLOCK}])
        entry = {"at": CLOCK, "grantee": "library", **about}
        logged = self.answer("log", "--subject", "fair")
        self.assertEqual([{k: v for k, v in each.items() if k != "reason"} for each in logged], [
            {**entry, "scope": "tier", "verdict": "granted",
             "told": {"entitled": True, "tier": "fair"}},
            {**entry, "scope": "entitled", "verdict": "granted", "told": {"entitled": True}},
            {**entry, "scope": "score", "verdict": "denied", "told": {}},
            {**entry, "scope": "tier", "verdict": "denied", "told": {}}])
        self.expect(self.store("consent revoke", "0" * 32), 2, "", "[unknown_consent]")

    # 630 points, and what each use asks for.
    def test_entitled(self):
        for use, entitled in (("parking.pay_later", True), ("library.deposit_free", True),
                              ("bike.deposit_free", False), ("housing.deposit_reduced", False)):
            self.grant(use=use, scope="report")
            told = self.disclose(use=use, scope="report")
            self.assertEqual(list(told), ["verdict", "use", "as_of", "entitled", "tier", "score",
                                          "report"])
            self.assertEqual((told["entitled"], told["score"], told["report"]["score"]),
                             (entitled, 630, 630))

    def test_denials(self):
        self.denied("no_consent")
        self.denied("no_consent", subject="nobody")
        self.denied("unknown_use", use="library.everything")
        self.grant(first="2026-08-01")
        self.denied("not_yet_in_force")
        self.grant(use="bike.deposit_free", last="2026-06-29")
        self.denied("lapsed", use="bike.deposit_free")
        self.grant(use="parking.pay_later", first="2026-06-01")
        self.denied("not_yet_in_force", use="parking.pay_later", more=["--as-of", "2026-05-31"])
        self.denied("no_consent", use="parking.pay_later", grantee="another")
        ended = self.store("disclose", "--subject", "fair", "--grantee", "library", "--use",
                           "parking.pay_later", "--scope", "tier", "--as-of", "2026-07-01")
        self.expect(ended, 2, "", "[day_not_allowed]")

    def test_grants_that_cannot_be(self):
        def fails(code, *change):
            given = dict(zip(["--subject", "--grantee", "--use", "--scope", "--from", "--until",
                              "--evidence"],
                             ["fair", "library", "library.deposit_free", "tier", "2026-01-01",
                              "2026-12-31", "e"]))
            given.update([change])
            flat = [part for pair in given.items() for part in pair]
            self.expect(self.store("consent grant", *flat), 2, "", code)
        fails("[unknown_subject]", "--subject", "nobody")
        fails("[unknown_use]", "--use", "nothing")
        fails("[empty_interval]", "--until", "2025-12-31")
        fails("scope", "--scope", "all")
        self.expect(self.store("consent grant"), 2, "", "missing: --subject, --grantee")

    def test_self(self):
        told = self.answer("self", "--subject", "fair", "--authentication", "login:1")
        self.assertEqual(list(told), ["verdict", "as_of", "tier", "score", "report"])
        self.assertEqual((told["verdict"], told["score"]), ("granted", 630))
        self.assertEqual(self.answer("log", "--subject", "fair"), [
            {"at": CLOCK, "authentication": "login:1", "scope": "report", "as_of": "2026-06-30",
             "verdict": "granted", "told": {"tier": "fair", "score": 630}}])
        self.expect(self.store("self", "--subject", "nobody", "--authentication", "x"),
                    NO_SUBJECT, "", "[unknown_subject]")
        self.expect(self.store("self", "--subject", "fair"), 2, "", "missing: --authentication")


class Acts(StoreTest):
    def setUp(self):
        super().setUp()
        self.ready()
        self.one = ["--subject", "fair", "--record", "r1"]

    def test_an_objection(self):
        self.expect(self.store("decide", *self.one, "--upheld", "--evidence", "e"), 2, "",
                    "[not_disputed]")
        self.expect(self.store("object", *self.one, "--text", "not me"), 0)
        self.expect(self.store("object", *self.one, "--text", "not me"), 2, "",
                    "[already_disputed]")
        self.assertEqual(self.total("fair"), 700)
        self.assertEqual(self.answer("import", "--records", "r.csv"), self.counts(same=(0, 1)))
        self.assertEqual(self.total("fair"), 700)
        self.expect(self.store("decide", *self.one, "--rejected", "--evidence", "e"), 0)
        self.assertEqual(self.total("fair"), 630)
        self.expect(self.store("object", *self.one, "--text", "still not me"), 0)
        self.expect(self.store("decide", *self.one, "--upheld", "--evidence", "e"), 0)
        self.assertEqual(self.total("fair"), 700)
        self.expect(self.store("object", "--subject", "fair", "--record", "r9", "--text", "t"), 2,
                    "", "[unknown_record]")
        for both in ([], ["--upheld", "--rejected"]):
            self.expect(self.store("decide", *self.one, *both, "--evidence", "e"), 2, "",
                        "--upheld and --rejected")

    def test_a_withdrawal(self):
        act = ["--subject", "fair", "--evidence", "e"]
        self.expect(self.store("enrol", *act), 2, "", "[already_enrolled]")
        self.grant()
        self.expect(self.store("withdraw", *act), 0)
        self.expect(self.store("withdraw", *act), 2, "", "[withdrawn]")
        self.denied("no_consent")
        self.expect(self.store("score", "--subject", "fair"), 2, "", "[withdrawn]")
        self.assertNotIn("fair", self.store("score").out)
        self.expect(self.store("self", "--subject", "fair", "--authentication", "x"), 2, "",
                    "[withdrawn]")
        self.expect(self.store("enrol", *act), 0)
        self.assertEqual(self.total("fair"), 630)

    def test_an_erasure(self):
        act = ["--subject", "fair", "--evidence", "e"]
        self.grant()
        self.disclose()
        self.expect(self.store("erase", *act), 0)
        for path in self.folder.glob("city.db*"):
            for word in (b"fair", b"gongan-jiaojing", b"app:1"):
                self.assertNotIn(word, path.read_bytes())
        self.denied("no_consent")
        self.expect(self.store("score", "--subject", "fair"), 2, "", "[unknown_subject]")
        told = self.answer("import", "--subjects", "s.csv", "--records", "r.csv")
        self.assertEqual(told, self.counts(same=(1, 0), held_back=2))
        self.assertTrue(self.answer("verify")["ok"])
        self.expect(self.store("enrol", *act), 0)
        told = self.answer("import", "--subjects", "s.csv", "--records", "r.csv")
        self.assertEqual(told, self.counts(new=(1, 1), same=(1, 0)))

    def test_a_purge(self):
        self.assertEqual(self.answer("purge", "--months", "12"), {"records": 0})
        self.assertEqual(self.answer("purge", "--months", "12", clock="2040-06-30T04:00:00Z"),
                         {"records": 1})
        self.expect(self.store("purge"), 2, "", "missing: --months")
        self.expect(self.store("purge", "--months", "1201"), 2, "", "1200")


class Proof(StoreTest):
    def setUp(self):
        super().setUp()
        self.ready()

    def test_verify(self):
        head = self.store("head").out.strip()
        self.assertRegex(head, "^[0-9a-f]{64}$")
        whole = {"ok": True, "entries": 3, "head": head}
        self.assertEqual(self.answer("verify"), whole)
        self.assertEqual(self.answer("verify", "--expect", head), whole)
        self.grant()
        grown = self.answer("verify", "--expect", head)
        self.assertEqual((grown["ok"], grown["entries"]), (True, 4))
        told = self.answer("verify", "--expect", "0" * 63 + "1", status=NOT_WHOLE)
        self.assertEqual(list(told), ["ok", "entry", "why"])
        self.assertIs(told["ok"], False)

    def test_a_byte_that_was_changed(self):
        data = (self.folder / "city.db").read_bytes()
        self.assertEqual(data.count(b"gongan-jiaojing"), 1)
        self.put("city.db", data.replace(b"gongan-jiaojing", b"gongan-jiaojinh"))
        told = self.answer("verify", status=NOT_WHOLE)
        self.assertEqual((told["ok"], told["entry"]), (False, 3))
        self.assertTrue(told["why"])


if __name__ == "__main__":
    unittest.main()
