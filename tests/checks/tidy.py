"""Runs clang-tidy over the library, the C ABI and the command, with .clang-tidy.

    python3 tests/checks/tidy.py [--deep] [--minutes N] BUILD SOURCE [FILE...]

BUILD has the compile_commands.json of a clang. FILEs, from SOURCE on: those alone.
The static analyzer takes about half of the time: it follows calls into short functions alone,
and with --deep into others too.
What was found clean is remembered in $XDG_CACHE_HOME/chengxin-tidy, and not looked at
again until something that clang-tidy reads is another: the file, a header, even of the
system, the flags, .clang-tidy, or clang-tidy itself. Findings are never remembered.
Files that were committed last come first; with --minutes no file is begun after so many,
and the last line counts those that are left to the next run.
"""

import argparse
import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

TIDY = "clang-tidy-14"
CHECKED = ("lib/", "capi/src/", "bindings/")
KEPT_DAYS = 30
SHALLOW = [f"--extra-arg={word}" for word in ("-Xclang", "-analyzer-config", "-Xclang", "mode=shallow")]


@functools.lru_cache(maxsize=None)
def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def to_check(build, source, only):
    """Each file that is checked, and the command that compiles it."""
    units = {}
    for unit in json.loads((build / "compile_commands.json").read_text()):
        path = pathlib.Path(unit["directory"], unit["file"]).resolve()
        if source not in path.parents or build in path.parents:
            continue
        name = path.relative_to(source).as_posix()
        if name.startswith(CHECKED) and (not only or name in only):
            units[name] = unit
    return units


def key_of(name, unit, source, rules):
    """A digest of all that clang-tidy reads, the same in every clone; None if it does not compile."""
    command = shlex.split(unit["command"])
    command = command[next(i for i, word in enumerate(command) if "clang" in word):]  # after ccache
    output = command.index("-o")
    del command[output:output + 2]
    command.remove("-c")
    listed = subprocess.run([*command, "-M"], cwd=unit["directory"], capture_output=True, text=True)
    if listed.returncode != 0:
        return None
    listed = listed.stdout.replace("\\\n", " ").partition(": ")[2]
    files = [pathlib.Path(unit["directory"], it.replace("\\ ", " ")).resolve()
             for it in re.split(r"(?<!\\)\s+", listed) if it]
    text = "\n".join([rules, name, *command, *(f"{it} {digest(it)}" for it in files)])
    return hashlib.sha256(text.replace(str(source), ".").encode()).hexdigest()


def latest_first(names, source):
    """By the commit that changed each last; as they come where there is no history."""
    log = subprocess.run(["git", "log", "--format=", "--name-only"], cwd=source,
                         capture_output=True, text=True)
    place = {}
    for line in log.stdout.splitlines():
        place.setdefault(line, len(place))
    return sorted(names, key=lambda it: place.get(it, -1))


def main():
    how = argparse.ArgumentParser(usage=__doc__)
    how.add_argument("--deep", action="store_true")
    how.add_argument("--minutes", type=float, default=float("inf"))
    how.add_argument("build")
    how.add_argument("source")
    how.add_argument("files", nargs="*")
    how = how.parse_args()
    depth = [] if how.deep else SHALLOW
    end = time.monotonic() + 60 * how.minutes
    build, source = (pathlib.Path(it).resolve() for it in (how.build, how.source))
    units = to_check(build, source, set(how.files))
    if not units or any(it not in units for it in how.files):
        sys.exit("no such file in compile_commands.json")
    names = latest_first(units, source)
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "chengxin-tidy"
    cache.mkdir(parents=True, exist_ok=True)
    for known in cache.iterdir():
        if known.stat().st_mtime < time.time() - KEPT_DAYS * 86400:
            known.unlink(missing_ok=True)
    rules = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    rules += (source / ".clang-tidy").read_text() + " ".join(depth)

    def check(name):
        """Whether it was known to be clean, and what was found. None: there was no time left."""
        key = key_of(name, units[name], source, rules)
        if key is not None and (cache / key).exists():
            (cache / key).touch()
            return True, None
        if time.monotonic() > end:
            return None
        done = subprocess.run([TIDY, "--quiet", *depth, "-p", build, source / name], capture_output=True, text=True)
        if done.returncode == 0 and not done.stdout.strip():
            if key is not None:
                (cache / key).touch()
            return False, None
        return False, (done.stdout + done.stderr).strip() or f"{TIDY} ended with {done.returncode}"

    known = bad = left = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, told in zip(names, pool.map(check, names)):
            if told is None:
                left += 1
                continue
            was_known, found = told
            known += was_known
            if found is not None:
                bad += 1
                print(f"== {name}\n{found}", flush=True)
    print(f"{len(names)} files, {bad} with findings, {known} known to be clean, {left} left")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
