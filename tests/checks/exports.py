"""What the shared library exports, the map names and the header declares is one list, and
each name has the version under which the map has it.

    python3 tests/checks/exports.py LIBRARY CAPI_FOLDER

Also: the library asks nothing of the system that it must not use. REQ RULE-5, RULE-21
"""

import pathlib
import re
import subprocess
import sys

# Functions that print, end the program, or read the clock, locale or environment.
FORBIDDEN = {"printf", "puts", "putchar", "vprintf", "getenv", "secure_getenv", "setlocale", "time",
             "clock_gettime", "gettimeofday", "localtime", "gmtime", "exit", "_exit", "quick_exit",
             "system", "rand", "srand"}


def symbols(library, *options):
    done = subprocess.run(["nm", "-D", *options, library], capture_output=True, text=True,
                          check=True)
    return {line.split()[-1].split("@")[0] for line in done.stdout.splitlines()}


def versions_in(map_text):
    """The version of each name that a map exports."""
    nodes = re.findall(r"^(CHENGXIN_[0-9.]+) \{(.*?)\}", map_text, re.MULTILINE | re.DOTALL)
    return {name: version for version, body in nodes
            for name in re.findall(r"^\s*(cx_\w+);", body, re.MULTILINE)}


def exported_versions(library):
    done = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True,
                          check=True)
    return dict(re.findall(r" (cx_\w+)@@(\S+)$", done.stdout, re.MULTILINE))


def main():
    library, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    exported = {name for name in symbols(library, "--defined-only")
                if not re.fullmatch(r"CHENGXIN_[0-9.]+", name)}
    versions, exported_with = (versions_in((folder / "chengxin.map").read_text("utf-8")),
                               exported_versions(library))
    mapped = set(versions)
    declared = set(re.findall(r"^CX_API\b[^;]*?\b(cx_\w+)\s*\(",
                              (folder / "chengxin.h").read_text("utf-8"), re.MULTILINE))
    findings = []
    for name in sorted(exported | mapped | declared):
        for where, names in (("the library", exported), ("chengxin.map", mapped),
                             ("chengxin.h", declared)):
            if name not in names:
                findings.append(f"{name}: not in {where}")
    findings += [f"{name}: has the version {exported_with.get(name)}, not {version}"
                 for name, version in sorted(versions.items())
                 if name in exported and exported_with.get(name) != version]
    for name in sorted(symbols(library, "--undefined-only") & FORBIDDEN):
        findings.append(f"{name}: the library may not use it")
    print("\n".join(findings + [f"{len(exported)} exported, {len(findings)} findings"]))
    return 1 if findings or not exported else 0


if __name__ == "__main__":
    sys.exit(main())
