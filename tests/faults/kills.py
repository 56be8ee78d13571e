"""Kills the command at random instants of the making of a store, an import, a
refresh, a grant or a disclosure.

    python3 tests/faults/kills.py --chengxin PATH [--kills N] [--seed N] [--seconds N]

After each the file opens, verifies from the last head that was acknowledged, holds
whatever the command had acknowledged, and nothing half done: an import is there as a
whole or not at all, a consent and a line of the log too.
"""

import argparse
import json
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SUBJECT_HEADER = "subject_id,birth_date,residency,capacity,enrolled_on\n"
RECORD_HEADER = "record_id,subject_id,category,provider,occurred_on,origin,status\n"
BATCH = 150             # subjects in one import, each with two records
KILLS_OF_ONE_FILE = 40  # then a new one, so that all of it stays quick
USE = ["--grantee", "library", "--use", "library.deposit_free"]


class Failed(Exception):
    pass


def require(truth, what):
    if not truth:
        raise Failed(what)


class City:
    """A store and what it must hold."""

    def __init__(self, command, folder, dice):
        self.command, self.folder, self.dice = command, folder, dice
        self.consents, self.logged, self.imported = set(), 0, []
        self.made, self.known, self.took = 0, [], {}
        self.ended = {"killed": 0, "done": 0, "kept": 0}
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.run("init")
        self.subjects = self.records = 0
        self.measure()

    def start(self, name, *arguments, db="city.db"):
        words = name.split()
        return subprocess.Popen([self.command, "store", *words, db, *arguments],
                                cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                stdin=subprocess.DEVNULL, text=True)

    def run(self, name, *arguments, **how):
        done = self.start(name, *arguments, **how)
        out, err = done.communicate(timeout=60)
        require(done.returncode == 0, f"{name}: exit status {done.returncode}: {out}{err}")
        return out

    def answer(self, name, *arguments):
        return json.loads(self.run(name, *arguments))

    def batch(self):
        """The files of an import that has not been asked for."""
        self.made += 1
        self.imported.append(self.made)
        names = [f"B{self.made:04}-{i:03}" for i in range(BATCH)]
        files = [self.folder / f"{kind}{self.made}.csv" for kind in "sr"]
        files[0].write_text(SUBJECT_HEADER + "".join(
            f"{name},1990-05-05,registered,full,2020-01-01\n" for name in names))
        files[1].write_text(RECORD_HEADER + "".join(
            f"{name}-{i},{name},N-TRF-DUI,gongan-jiaojing,2026-0{i}-01,platform,active\n"
            for name in names for i in (1, 2)))
        return names, ["--subjects", str(files[0]), "--records", str(files[1])]

    def interrupted(self, kind, name, *arguments, **how):
        """Runs a command and kills it somewhere. Gives what it printed, and whether it ended."""
        begun = time.monotonic()
        process = self.start(name, *arguments, **how)
        time.sleep(self.dice.uniform(0, 1.15) * self.took[kind])
        process.send_signal(signal.SIGKILL)
        out, err = process.communicate(timeout=60)
        require(process.returncode in (0, -signal.SIGKILL),
                f"{name}: exit status {process.returncode}: {out}{err}")
        ended = process.returncode == 0
        if ended:  # the longest is not known before it is seen
            self.took[kind] = max(self.took[kind], min(time.monotonic() - begun, 1.0))
        self.ended["done" if ended else "killed"] += 1
        return out, ended

    def timed(self, kind, name, *arguments, **how):
        begun = time.monotonic()
        out = self.run(name, *arguments, **how)
        self.took[kind] = time.monotonic() - begun
        return out

    def measure(self):
        """Each command once, to the end, which says how long it takes."""
        self.timed("init", "init", db="first.db")
        names, files = self.batch()
        self.timed("import", "import", *files)
        self.keep_batch(names)
        self.timed("refresh", "refresh", "--threads", "2")
        self.someone = names[0]
        self.consents.add(self.timed("grant", "consent grant", *self.consent("tier")).strip())
        self.timed("disclose", "disclose", "--subject", self.someone, *USE, "--scope", "tier")
        self.logged += 1
        self.look()

    def keep_batch(self, names):
        self.known += names
        self.subjects += BATCH
        self.records += 2 * BATCH

    def consent(self, scope):
        return ["--subject", self.someone, *USE, "--scope", scope, "--from", "2020-01-01",
                "--until", "2199-12-31", "--evidence", f"e{self.dice.random()}"]

    def look(self):
        """The whole file, once more; its head is what the next one must go on from."""
        told = self.answer("verify")
        require(told["ok"], f"verify says {told}")
        entries = self.subjects + self.records + len(self.consents) + self.logged
        require(told["entries"] == entries, f"{told['entries']} entries, not {entries}")
        self.head = told["head"]

    def went_on(self):
        told = self.answer("verify", "--expect", self.head)
        require(told["ok"], f"verify says {told}")

    def kill_init(self):
        """What it left is a store, or can be made one."""
        self.made += 1
        names = {"db": f"other{self.made}.db"}
        _, ended = self.interrupted("init", "init", **names)
        again = self.start("init", **names)
        _, err = again.communicate(timeout=60)
        exists = again.returncode == 2 and "[exists]" in err
        require(exists or (again.returncode == 0 and not ended), f"init once more says {err}")
        require(json.loads(self.run("verify", **names))["ok"], "the new file does not verify")

    def kill_import(self):
        names, files = self.batch()
        out, ended = self.interrupted("import", "import", *files)
        self.went_on()
        stats = self.answer("stats")
        there = stats["subjects"] - self.subjects, stats["records"] - self.records
        require(there in ((0, 0), (BATCH, 2 * BATCH)), f"half an import: {there}")
        require(there != (0, 0) or not (ended or out), "an import that was acknowledged is lost")
        self.ended["kept"] += there != (0, 0)
        again = self.answer("import", *files)
        which = "new" if there == (0, 0) else "same"
        require((again["subjects"][which], again["records"][which]) == (BATCH, 2 * BATCH),
                f"the import once more says {again}")
        self.keep_batch(names)

    def kill_refresh(self):
        # Something must be new, or there is nothing to compute.
        names, files = self.batch()
        self.run("import", *files)
        self.keep_batch(names)
        self.interrupted("refresh", "refresh", "--threads", "2")
        self.went_on()
        told = self.answer("refresh", "--threads", "2")
        require(sum(told.values()) == self.subjects, f"refresh says {told}")
        kept = self.answer("stats")["cached_scores"]
        require(kept == self.subjects, f"{kept} scores of {self.subjects}")

    def kill_grant(self):
        self.someone = self.dice.choice(self.known)
        before = self.consent_ids()
        out, ended = self.interrupted("grant", "consent grant", *self.consent("tier"))
        self.went_on()
        new = self.consent_ids() - before
        require(len(new) <= 1, f"{len(new)} consents of one grant")
        require(out.strip() in new or not (ended or out), "a consent that was acknowledged is lost")
        self.ended["kept"] += len(new)
        self.consents |= new

    def consent_ids(self):
        listed = self.answer("consent list", "--subject", self.someone)
        require(all(each["evidence"] for each in listed), "a consent that is not whole")
        return {each["id"] for each in listed}

    def kill_disclose(self):
        self.someone = self.dice.choice(self.known)
        self.consents.add(self.run("consent grant", *self.consent("score")).strip())
        before = self.answer("log", "--subject", self.someone)
        out, ended = self.interrupted("disclose", "disclose", "--subject", self.someone, *USE,
                                      "--scope", "score")
        self.went_on()
        after = self.answer("log", "--subject", self.someone)
        require(after[:len(before)] == before, "the log has changed")
        new = after[len(before):]
        require(len(new) <= 1, f"{len(new)} lines of one question")
        require(new or not (ended or out), "an answer that is not in the log")
        if new and out:
            told = json.loads(out)
            require({key: told[key] for key in new[0]["told"]} == new[0]["told"],
                    f"told {told}, logged {new[0]}")
        self.ended["kept"] += len(new)
        self.logged += len(new)

    def scores(self):
        """Everyone's score is what the files give without a store."""
        for kind in "sr":
            files = [self.folder / f"{kind}{number}.csv" for number in self.imported]
            lines = [file.read_text().splitlines(keepends=True) for file in files]
            whole = self.folder / f"{kind}.csv"
            whole.write_text(lines[0][0] + "".join("".join(each[1:]) for each in lines))
        alone = subprocess.run(
            [self.command, "score", "--subjects", "s.csv", "--records", "r.csv", "--as-of",
             "2026-07-01"], cwd=self.folder, capture_output=True, text=True, check=True)
        kept = self.run("score", "--as-of", "2026-07-01")
        rows = alone.stdout.splitlines()
        require(kept.splitlines() == rows[:1] + sorted(rows[1:]), "scores differ")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--chengxin", required=True)
    parser.add_argument("--kills", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3600)
    given = parser.parse_args()
    command = str(pathlib.Path(given.chengxin).resolve())
    dice, begun, kills = random.Random(given.seed), time.monotonic(), 0
    totals, by_kind = {"killed": 0, "done": 0, "kept": 0}, {}
    with tempfile.TemporaryDirectory(prefix="chengxin-kills-") as folder:
        while kills < given.kills and time.monotonic() - begun < given.seconds:
            city = City(command, pathlib.Path(folder, "city"), dice)
            for _ in range(min(KILLS_OF_ONE_FILE, given.kills - kills)):
                kind = dice.choice(["init", "import", "import", "refresh", "grant", "disclose"])
                try:
                    getattr(city, "kill_" + kind)()
                    city.look()
                except Failed as failed:
                    print(f"kill {kills + 1}, of {kind}, seed {given.seed}: {failed}")
                    return 1
                kills += 1
                by_kind[kind] = by_kind.get(kind, 0) + 1
                if time.monotonic() - begun >= given.seconds:
                    break
            city.scores()
            for key in totals:
                totals[key] += city.ended[key]
    print(f"{kills} attempts {by_kind}: {totals['killed']} killed, {totals['done']} had ended; "
          f"{totals['kept']} were kept; {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
