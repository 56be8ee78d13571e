"""Runs clang-tidy over the library, the C ABI and the command, with .clang-tidy.

    python3 tests/checks/tidy.py [--deep] BUILD SOURCE [FILE...]

BUILD has the compile_commands.json of a clang. FILEs, from SOURCE on: those alone.
The static analyzer takes about half of the time: it follows calls into short functions alone,
and with --deep into others too.
What was found clean is remembered in $XDG_CACHE_HOME/chengxin-tidy, and not looked at
again until something that clang-tidy reads is another: the file, a header, even of the
system, the flags, .clang-tidy, or clang-tidy itself. Findings are never remembered.
"""

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


def main():
    words = [it for it in sys.argv[1:] if it != "--deep"]
    if len(words) < 2:
        sys.exit(__doc__)
    depth = [] if "--deep" in sys.argv else SHALLOW
    build, source = (pathlib.Path(it).resolve() for it in words[:2])
    units = to_check(build, source, set(words[2:]))
    if not units or any(it not in units for it in words[2:]):
        sys.exit("no such file in compile_commands.json")
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "chengxin-tidy"
    cache.mkdir(parents=True, exist_ok=True)
    for known in cache.iterdir():
        if known.stat().st_mtime < time.time() - KEPT_DAYS * 86400:
            known.unlink(missing_ok=True)
    rules = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    rules += (source / ".clang-tidy").read_text() + " ".join(depth)

    def check(name):
        """Whether it was known to be clean, and what was found."""
        key = key_of(name, units[name], source, rules)
        if key is not None and (cache / key).exists():
            (cache / key).touch()
            return True, None
        done = subprocess.run([TIDY, "--quiet", *depth, "-p", build, source / name], capture_output=True, text=True)
        if done.returncode == 0 and not done.stdout.strip():
            if key is not None:
                (cache / key).touch()
            return False, None
        return False, (done.stdout + done.stderr).strip() or f"{TIDY} ended with {done.returncode}"

    known = bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, (was_known, found) in zip(units, pool.map(check, units)):
            known += was_known
            if found is not None:
                bad += 1
                print(f"== {name}\n{found}", flush=True)
    print(f"{len(units)} files, {bad} with findings, {known} known to be clean")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
