"""The same city, the same bytes: whatever the compiler and however many threads.

    python3 tests/checks/same_bytes.py COMMAND [COMMAND...]

Each command makes up a small city with bad rows, scores it with one thread and with
several, and explains everybody. All files must be the same, byte for byte.
"""

import hashlib
import pathlib
import subprocess
import sys
import tempfile

DAY = "2026-02-28"
SUBJECTS = 1500


def digests(command, folder):
    """By what was written: its SHA-256."""
    def run(*arguments):
        done = subprocess.run([command, *arguments], capture_output=True, cwd=folder)
        if done.returncode != 0:
            sys.exit(f"{command} {' '.join(arguments)}: exit status {done.returncode}\n"
                     + done.stderr.decode("utf-8", "replace"))
        return done.stdout

    made = {}
    for form in ("csv", "jsonl"):
        run("synth", "--subjects", str(SUBJECTS), "--seed", "7", "--bad-rows", "3",
            "--format", form, "--out", form)
        facts = ["--subjects", f"{form}/subjects.{form}", "--records", f"{form}/records.{form}"]
        day = ["--as-of", DAY, "--rejects", "rejects.csv"]
        for file in ("subjects", "records"):
            made[f"{form} {file}"] = (folder / form / f"{file}.{form}").read_bytes()
        for threads in ("1", "4"):
            made[f"{form} scores, {threads} threads"] = run(
                "score", *facts, *day, "--threads", threads, "--stable-through")
        made[f"{form} rejects"] = (folder / "rejects.csv").read_bytes()
        made[f"{form} reports"] = run("explain", *facts, *day, "--all", "--threads", "4")
    made["rulebook"] = run("rulebook")
    return {name: (hashlib.sha256(content).hexdigest(), len(content))
            for name, content in made.items()}


def main():
    commands = [str(pathlib.Path(c).resolve()) for c in sys.argv[1:]]
    results = []
    for command in commands:
        with tempfile.TemporaryDirectory() as folder:
            results.append(digests(command, pathlib.Path(folder)))
    first, different = results[0], 0
    for name, value in first.items():
        for command, others in zip(commands[1:], results[1:]):
            if others[name] != value:
                different += 1
                print(f"{name}: {commands[0]} {value}, {command} {others[name]}")
    for form in ("csv", "jsonl"):
        if first[f"{form} scores, 1 threads"] != first[f"{form} scores, 4 threads"]:
            different += 1
            print(f"{form}: scores differ with the number of threads")
        if first[f"{form} scores, 1 threads"] != first["csv scores, 1 threads"]:
            different += 1
            print(f"{form}: scores differ from those of csv")
    print(f"{len(commands)} commands, {len(first)} files each, {different} differences")
    return 1 if different or not commands else 0


if __name__ == "__main__":
    sys.exit(main())
