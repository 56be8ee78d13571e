"""The release for old systems asks nothing of a system but glibc 2.28 or later.

    python3 tests/checks/old_systems.py LIBRARY COMMAND [--processor x86_64|aarch64]
        [--like ORDINARY_COMMAND] [--run EMULATOR]

Reads both files by readelf: versions of symbols, libraries that must be there, exports,
and whether what can be protected in memory is.
With --like both commands make up 1,000 residents, score them and explain everybody, and
all of it must be the same, byte for byte; EMULATOR is put before COMMAND.
"""

import argparse
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile

GLIBC = (2, 28)
NEEDED = re.compile(r"(libc\.so\.6|libm\.so\.6|libpthread\.so\.0|libdl\.so\.2|librt\.so\.1"
                    r"|ld-linux-x86-64\.so\.2|ld-linux-aarch64\.so\.1)")
MACHINES = {"x86_64": "X86-64", "aarch64": "AArch64"}
SONAME = "libchengxin.so.0"
MAP = pathlib.Path(__file__).resolve().parents[2] / "capi" / "chengxin.map"
DAY = "2026-02-28"
SUBJECTS = 1000


def readelf(file, *options):
    return subprocess.run(["readelf", "-W", *options, file], capture_output=True, text=True,
                          check=True).stdout


def newer_than_allowed(version):
    numbers = re.fullmatch(r"GLIBC_([0-9.]+)", version)
    return not numbers or tuple(map(int, numbers[1].split("."))) > GLIBC


def unprotected(dynamic, segments):
    """Memory that could be written, or run, or found at a fixed place, and need not be."""
    findings = []
    if "TEXTREL" in dynamic:
        findings.append("code that the loader must change")
    if not re.search(r"\((?:BIND_NOW|FLAGS(?:_1)?)\).*\b(?:BIND_)?NOW\b", dynamic):
        findings.append("symbols are not bound at the start")
    if " GNU_RELRO " not in segments:
        findings.append("tables of symbols stay writable")
    if not re.search(r" GNU_STACK (?:\s+0x\w+){5}\s+RW\s", segments):
        findings.append("the stack can be run")
    if not re.search(r"Type:\s+DYN", segments):
        findings.append("made for a fixed place")
    return findings


def read_file(file, machine, own):
    """What is wrong with one file, and the highest version of glibc it needs."""
    findings = []
    if MACHINES[machine] not in re.search(r"Machine:\s+(.*)", readelf(file, "-h"))[1]:
        findings.append(f"not made for {machine}")
    if " .symtab " in readelf(file, "-S"):
        findings.append("not stripped")
    dynamic = readelf(file, "-d")
    for name in re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic):
        if name not in own and not NEEDED.fullmatch(name):
            findings.append(f"needs the library {name}")
    for path in re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", dynamic):
        findings += [f"looks for libraries in {folder}" for folder in path.split(":")
                     if not folder.startswith("$ORIGIN/")]

    findings += unprotected(dynamic, readelf(file, "-h", "-l"))

    # Sections by their headings: what is defined here, what is asked of others.
    asked = re.search(r"Version needs section(.*)", readelf(file, "-V"), re.DOTALL)
    versions = set(re.findall(r"Name: (\S+)", asked[1] if asked else ""))
    if not versions:
        findings.append("no versions of symbols could be read")
    versions = {v for v in versions if not (own and v.startswith("CHENGXIN_"))}
    findings += [f"needs {version}" for version in sorted(versions) if newer_than_allowed(version)]
    for line in readelf(file, "--dyn-syms").splitlines():
        found = re.search(r"\bGLOBAL\s+\w+\s+UND (\S+)", line)
        if found and "@" not in found[1]:
            findings.append(f"needs {found[1]} without a version")
    known = [tuple(map(int, v[6:].split("."))) for v in versions if v.startswith("GLIBC_2")]
    return findings, max(known, default=())


def read_exports(library):
    exported = set()
    for line in readelf(library, "--dyn-syms").splitlines():
        found = re.search(r"\b(?:GLOBAL|WEAK)\s+\w+\s+(?!UND)\w+ ([^@\s]+)", line)
        if found and not re.fullmatch(r"CHENGXIN_[0-9.]+", found[1]):
            exported.add(found[1])
    mapped = set(re.findall(r"^\s*(cx_\w+);", MAP.read_text("utf-8"), re.MULTILINE))
    findings = [f"does not export {name}" for name in sorted(mapped - exported)]
    findings += [f"exports {name}" for name in sorted(exported - mapped)]
    if f"[{SONAME}]" not in "".join(re.findall(r"\(SONAME\).*", readelf(library, "-d"))):
        findings.append(f"its name is not {SONAME}")
    return findings, len(exported)


def digest(command):
    """SHA-256 of a city, its scores and the reports of all its residents."""
    total = hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder:
        def run(*arguments):
            done = subprocess.run([*command, *arguments], capture_output=True, cwd=folder)
            if done.returncode != 0:
                sys.exit(f"{' '.join([*command, *arguments])}: exit status {done.returncode}\n"
                         + done.stderr.decode("utf-8", "replace"))
            total.update(f"{arguments[0]} {len(done.stdout)}\n".encode())
            total.update(done.stdout)
            return len(done.stdout)

        run("synth", "--subjects", str(SUBJECTS), "--seed", "1", "--as-of", DAY, "--out", "city")
        facts = ["--subjects", "city/subjects.csv", "--records", "city/records.csv", "--as-of", DAY]
        for file in ("subjects", "records"):
            total.update((pathlib.Path(folder) / "city" / f"{file}.csv").read_bytes())
        written = run("score", *facts) and run("explain", *facts, "--all")
        if not written:
            sys.exit(f"{' '.join(command)}: wrote no scores or no reports")
    return total.hexdigest()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("command")
    parser.add_argument("--processor", choices=MACHINES, default="x86_64")
    parser.add_argument("--like", default="")
    parser.add_argument("--run", default="")
    given = parser.parse_args()

    findings, highest = [], ()
    for file, own in ((given.library, ()), (given.command, (SONAME,))):
        found, version = read_file(file, given.processor, own)
        findings += [f"{pathlib.Path(file).name}: {finding}" for finding in found]
        highest = max(highest, version)
    found, exports = read_exports(given.library)
    findings += [f"{pathlib.Path(given.library).name}: {finding}" for finding in found]

    said = f"{exports} exports, glibc {'.'.join(map(str, highest))}"
    if given.like and not findings:
        expected = digest([str(pathlib.Path(given.like).resolve())])
        found = digest([*given.run.split(), str(pathlib.Path(given.command).resolve())])
        if found != expected:
            findings.append(f"{SUBJECTS} residents: {found}, and from {given.like} {expected}")
        said += f", {SUBJECTS} residents {found}"
    print("\n".join(findings + [f"{said}, {len(findings)} findings"]))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
