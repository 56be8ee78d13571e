"""Holds the table in tests/fuzz/README.md to chengxin.h and to the sources of the targets.

    python3 tests/checks/fuzz_table.py ROOT

Each function is in it once, with a target whose sources name it, or as trivial with a reason.
"""

import collections
import pathlib
import re
import sys


def sources_of(target, folder):
    """The text of a target and of the files of this folder that it includes; empty: none."""
    text, wanted, read = "", [f"fuzz_{target}.cpp"], set()
    while wanted:
        name = wanted.pop()
        path = folder / name
        if name in read or not path.is_file():
            continue
        read.add(name)
        text += path.read_text(encoding="utf-8")
        wanted += re.findall(r'#include "([\w.]+)"', text)
    return text


def main():
    root = pathlib.Path(sys.argv[1])
    folder = root / "tests" / "fuzz"
    header = (root / "capi" / "chengxin.h").read_text(encoding="utf-8")
    declared = re.findall(r"^CX_API\b[^;(]*?\b(cx_\w+)\(", header, re.MULTILINE)
    rows = re.findall(r"^\| `(cx_\w+)` \| (.*?) \|$",
                      (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    listed = collections.Counter(name for name, _ in rows)
    findings = [f"{name}: in the header, not in the table" for name in declared
                if name not in listed]
    findings += [f"{name}: in the table {count} times" for name, count in listed.items()
                 if count > 1]
    findings += [f"{name}: in the table, not in the header" for name in listed
                 if name not in declared]
    for name, reached in rows:
        if re.match(r"trivial: \w", reached):
            continue
        for target in reached.split(", "):
            if not re.search(rf"\b{name}\b", sources_of(target, folder)):
                findings.append(f"{name}: fuzz_{target}.cpp does not call it")
    print("\n".join(findings + [f"{len(rows)} functions, {len(findings)} findings"]))
    return 1 if findings or not declared else 0


if __name__ == "__main__":
    sys.exit(main())
