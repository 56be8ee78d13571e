"""explain, timeline, verify, fingerprint, rulebook and synth (SPECIFICATION sections 5 to 7)."""

import decimal
import hashlib
import json
import os
import unittest
import unittest.mock

import corner
from support import CommandTest

FINGERPRINT = hashlib.sha256(json.dumps(  # RFC 8785, for ASCII keys and plain numbers
    corner.RULEBOOK, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def exact(text):
    return json.loads(text, parse_float=decimal.Decimal)


class Explain(CommandTest):
    def explain(self, *arguments, **how):
        return self.run_on_corner("explain", "--as-of", "2026-02-28", *arguments, **how)

    # SPECIFICATION 7.4.12.
    def test_json_holds_every_point(self):
        ended = self.explain("--subject", "s1", "--format", "json")
        self.assertEqual((ended.returncode, ended.err), (0, ""))
        self.assertEqual(ended.out.count("\n"), 1)
        report = exact(ended.out)
        version = self.run_command("--version").out.split()[1]
        self.assertEqual(report, {
            **corner.S1_EXPLAINED, "library": version,
            "rulebook": {"id": "corner", "version": "1", "fingerprint": FINGERPRINT}})

    def test_all_is_one_object_a_line(self):
        ended = self.explain("--all", "--threads", "2")
        self.assertEqual((ended.returncode, ended.err), (0, ""))
        reports = [exact(line) for line in ended.out.splitlines()]
        self.assertEqual([r["subject_id"] for r in reports], ["s1", "s2", "s3"])
        self.assertEqual([r["score"] for r in reports], [493, None, 480])
        self.assertEqual(reports[1]["ineligible_because"], ["age"])
        self.assertEqual(reports[2]["dimensions"][1]["restored"], [
            {"dimension": "conduct", "points": 20,
             "records": [{"record": "r3", "percent": 50, "rules": ["E1"]}]}])
        alone = self.explain("--subject", "s1", "--format", "json").out
        self.assertEqual(ended.out.splitlines(keepends=True)[0], alone)
        self.assertEqual(self.explain("--all", "--format", "json", "--threads", "1").out, ended.out)

    def test_text_and_html_in_both_languages(self):
        texts = set()
        for form in ("text", "html"):
            for language in ("zh", "en"):
                ended = self.explain("--subject", "s1", "--format", form, "--lang", language)
                self.assertEqual((ended.returncode, ended.err), (0, ""))
                self.assertIn("493", ended.out)
                self.assertEqual("<html" in ended.out, form == "html")
                texts.add(ended.out)
        self.assertEqual(len(texts), 4)
        self.assertIn(self.explain("--subject", "s1").out, texts)
        self.assertEqual(self.explain("--subject", "s1").out,
                         self.explain("--subject", "s1", "--format", "text", "--lang", "zh").out)

    def test_out(self):
        self.expect(self.explain("--subject", "s3", "--format", "html", "--out", "s3.html"), 0)
        self.assertIn("480", self.get("s3.html"))

    def test_an_unknown_subject(self):
        for subject in ("s4", "s"):
            self.expect(self.explain("--subject", subject), 2, "",
                        f"subjects.csv: no subject has the identifier '{subject}' [unknown_subject]")
        self.assertEqual(self.explain("--subject", "").returncode, 2)

    def test_a_subject_that_looks_like_an_option(self):
        self.put("subjects.csv", "subject_id,residency,capacity\n-x,none,full\n")
        self.put("records.csv", corner.RECORDS_CSV.splitlines()[0] + "\n")
        for how in (["--subject", "-x"], ["--subject=-x"]):
            ended = self.explain(*how, "--format", "json")
            self.assertEqual(ended.returncode, 0, ended.err)
            self.assertEqual(exact(ended.out)["subject_id"], "-x")

    def test_what_excludes_what(self):
        self.expect(self.explain("--all", "--subject", "s1"), 2, "", "exclude each other")
        self.expect(self.explain("--all", "--format", "html"), 2, "", "--format json only")
        self.expect(self.explain("--subject", "s1", "--format", "jsn"), 2, "", "mean 'json'")
        self.expect(self.explain("--subject", "s1", "--lang", "fr"), 2, "", "expected zh or en")
        self.expect(self.explain(), 2, "", "missing: --subject")


class Timeline(CommandTest):
    def timeline(self, first, last, subject="s1", *more):
        return self.run_on_corner("timeline", "--subject", subject, "--from", first, "--to", last,
                                  *more)

    # SPECIFICATION 7.5.1.
    def test_segments_and_causes(self):
        ended = self.timeline("2026-02-28", "2027-12-31")
        self.assertEqual((ended.returncode, ended.err), (0, ""))
        self.assertEqual(exact(ended.out), corner.S1_TIMELINE)

    def test_one_day(self):
        ended = self.timeline("2026-12-02", "2026-12-02")
        self.assertEqual(exact(ended.out),
                         [{**corner.S1_TIMELINE[1], "through": "2026-12-02", "causes": []}])

    # SPECIFICATION 5.10, 7.1.3.
    def test_days_that_cannot_be(self):
        self.expect(self.timeline("2025-12-31", "2026-01-01"), 1, "", "[not_effective]")
        self.expect(self.timeline("2027-12-31", "2028-01-01"), 1, "", "[not_effective]")
        self.expect(self.timeline("2026-03-02", "2026-03-01"), 2, "", "is before")
        self.expect(self.timeline("2026-02-30", "2026-03-01"), 2, "", "found '2026-02-30'")
        self.expect(self.timeline("2026-03-01", "2026-03-02", "nobody"), 2, "", "unknown_subject")


class Rulebooks(CommandTest):
    def test_a_good_rulebook_says_nothing(self):
        self.expect(self.run_command("verify", "rules.json"), 0)
        self.expect(self.run_command("verify", "rules.json", "--format", "json"), 0, "[]\n")

    def test_warnings_are_told_and_are_no_failure(self):
        dimensions = [corner.RULEBOOK["dimensions"][0],
                      {**corner.RULEBOOK["dimensions"][1], "max": 300}]
        self.put("rules.json", json.dumps({**corner.RULEBOOK, "dimensions": dimensions}))
        ended = self.run_command("verify", "rules.json")
        self.assertEqual((ended.returncode, ended.err), (0, ""))
        self.assertRegex(ended.out, r"^rules\.json:1:\d+: warning: .+ \[\w+\]\n$")
        self.expect(self.score(), 0, corner.SCORES_CSV)

    # SPECIFICATION 3.1.6, 7.5.2.
    def test_every_error_is_told(self):
        broken = {**corner.RULEBOOK, "colour": 1, "version": 7}
        self.put("broken.json", json.dumps(broken, indent=1))
        ended = self.run_command("verify", "broken.json")
        self.assertEqual((ended.returncode, ended.err), (1, ""))
        lines = ended.out.splitlines()
        self.assertGreaterEqual(len(lines), 2)
        for line in lines:
            self.assertRegex(line, r"^broken\.json:\d+:\d+: (error|warning): .+ \[[a-z0-9_]+\]$")
        ended = self.run_command("verify", "broken.json", "--format", "json")
        self.assertEqual(ended.returncode, 1)
        findings = json.loads(ended.out)
        self.assertEqual(len(findings), len(lines))
        for finding, line in zip(findings, lines):
            self.assertEqual(list(finding), ["file", "line", "column", "pointer", "level", "code",
                                             "message"])
            self.assertEqual(line, "{file}:{line}:{column}: {level}: {message} [{code}]".format(
                **finding))
        self.assertIn("/version", [finding["pointer"] for finding in findings])

    # SPECIFICATION 7.1.3.
    def test_a_refused_rulebook_ends_everything(self):
        self.put("rules.json", '{"format": "chengxin-rulebook/1", "\x1b[1m": 1}')
        for ended in (self.score("--out", "scores.csv"), self.run_command("fingerprint", "rules.json")):
            self.expect(ended, 1, "", "rules.json:1:")
            self.assertNotIn("\x1b", ended.err)
            self.assertIn("chengxin: the rulebook is refused", ended.err)
        self.assertNotIn("scores.csv", self.names())
        self.put("empty.json", "")
        self.assertEqual(self.run_command("verify", "empty.json").returncode, 1)

    # SPECIFICATION 4.0.1, 7.1.3.
    def test_a_day_beyond_the_rulebook(self):
        for day in ("2025-12-31", "2028-01-01"):
            self.expect(self.run_on_corner("score", "--as-of", day), 1, "",
                        "rulebook corner 1 is effective from 2026-01-01 to 2027-12-31, not on " + day)
        for day in ("2026-01-01", "2027-12-31"):
            self.assertEqual(self.run_on_corner("score", "--as-of", day).returncode, 0)

    # SPECIFICATION 6.1.
    def test_fingerprints(self):
        self.expect(self.run_command("fingerprint", "rules.json"), 0, FINGERPRINT + "\n")
        self.put("rules.json", json.dumps(corner.RULEBOOK, indent=4, sort_keys=True))
        self.expect(self.run_command("fingerprint", "rules.json"), 0, FINGERPRINT + "\n")

    # What else the machine uses OpenSSL for is no business of ours.
    def test_fingerprints_without_the_default_provider(self):
        self.put("openssl.cnf", "openssl_conf = a\n[a]\nproviders = b\n[b]\nbase = c\n[c]\n"
                 "activate = 1\n")
        with unittest.mock.patch.dict(os.environ, OPENSSL_CONF=os.path.join(
                self.folder, "openssl.cnf")):
            self.expect(self.run_command("fingerprint", "rules.json"), 0, FINGERPRINT + "\n")

    # SPECIFICATION 7.1.2.
    def test_the_builtin_rulebook_is_the_default(self):
        ended = self.run_command("rulebook")
        self.assertEqual((ended.returncode, ended.err), (0, ""))
        self.put("builtin.json", ended.out)
        verified = self.run_command("verify", "builtin.json")
        self.assertEqual((verified.returncode, verified.err), (0, ""))
        self.assertEqual(self.run_command("fingerprint").out,
                         self.run_command("fingerprint", "builtin.json").out)


class Synthesis(CommandTest):
    def test_the_same_seed_gives_the_same_city(self):
        for folder, seed in (("a", "1"), ("b", "1"), ("c", "2")):
            self.expect(self.run_command("synth", "--subjects", "50", "--seed", seed, "--out",
                                         folder), 0)
        self.assertEqual(self.get("a/subjects.csv").count("\n"), 51)
        self.assertEqual(self.get("a/records.csv"), self.get("b/records.csv"))
        self.assertNotEqual(self.get("a/records.csv"), self.get("c/records.csv"))
        self.assertEqual(sorted(p.name for p in (self.folder / "a").iterdir()),
                         ["records.csv", "subjects.csv"])

    def test_bad_rows_are_bad(self):
        self.expect(self.run_command("synth", "--subjects", "50", "--seed", "1", "--bad-rows", "1",
                                     "--out", "city"), 0)
        command = ["score", "--subjects", "city/subjects.csv", "--records", "city/records.csv",
                   "--as-of", "2026-02-28"]
        self.assertEqual(self.run_command(*command).returncode, 2)
        ended = self.run_command(*command, "--rejects", "rejects.csv")
        self.assertEqual(ended.returncode, 0)
        self.assertGreater(self.get("rejects.csv").count("\n"), 2)

    def test_where_it_cannot_write(self):
        ended = self.run_command("synth", "--subjects", "1", "--seed", "1", "--out", "rules.json")
        self.assertEqual(ended.returncode, 3)


if __name__ == "__main__":
    unittest.main()
