"""The jar of the Java binding carries the library for both processors, and needs no other.

    python3 tests/checks/java_artifact.py JAR DEPENDENCIES NATIVES --like COMMAND

DEPENDENCIES is the folder with JNA, NATIVES the one that the libraries in the jar were taken
from. Has the jar score 1,000 residents where no library is installed: the same as COMMAND.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import zipfile

from languages import DAY, RESIDENTS, digest_of_scores

# The first bytes of a library, up to its processor: 64 bits, little-endian, shared.
MACHINES = {"linux-x86-64": 62, "linux-aarch64": 183}


def machine_of(library):
    is_library = library[:6] == b"\x7fELF\x02\x01" and library[16] == 3
    return int.from_bytes(library[18:20], "little") if is_library else None


def contents(jar, natives):
    findings = []
    with zipfile.ZipFile(jar) as archive:
        for name, machine in MACHINES.items():
            path = f"{name}/libchengxin.so"
            if path not in archive.namelist():
                findings.append(f"{path} is not in it")
                continue
            library = archive.read(path)
            if machine_of(library) != machine:
                findings.append(f"{path} is for another processor")
            if library != (natives / path).read_bytes():
                findings.append(f"{path} is not the library that was packed")
    return findings


def run(*command, folder):
    # Nothing of this environment: no path to a library.
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, check=False,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit status {done.returncode}\n"
                 f"{done.stderr.decode('utf-8', 'replace')}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser()
    for name in ("jar", "dependencies", "natives"):
        parser.add_argument(name, type=lambda it: pathlib.Path(it).resolve())
    parser.add_argument("--like", type=lambda it: pathlib.Path(it).resolve(), required=True)
    given = parser.parse_args()

    findings = contents(given.jar, given.natives)
    said = f"{len(MACHINES)} processors"
    if not findings:
        with tempfile.TemporaryDirectory() as folder:
            files = ["subjects.csv", "records.csv"]
            run(given.like, "synth", "--subjects", RESIDENTS, "--seed", 1, "--out", ".",
                folder=folder)
            expected = digest_of_scores(run(given.like, "score", "--subjects", files[0],
                                            "--records", files[1], "--as-of", DAY, folder=folder))
            found = run("java", "-cp", f"{given.jar}:{given.dependencies}/*",
                        "chengxin.examples.ScoreMany", *files, folder=folder).decode().strip()
        if found != expected:
            findings.append(f"{RESIDENTS} residents: {found}, and from {given.like} {expected}")
        said += f", {RESIDENTS} residents {found}"
    print("\n".join(findings + [f"{said}, {len(findings)} findings"]))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
