"""Holds the C interface's requirements and its tests together.

    python3 tests/checks/requirements.py ROOT

A requirement is a mark such as [CASE-3] in capi/chengxin.h, or a numbered rule of
capi/CONVENTIONS.md, which is RULE-3. Each is cited by a test that would fail if it were
not so, and every requirement that is cited exists. A citation is the word REQ and marks
(`REQ CASE-3, CASE-4`), or a range of one kind (`REQ POP-1 to POP-11`).
"""

import pathlib
import re
import sys

# Requirements without a test of their own, and why.
WITHOUT_A_TEST = {
    "RULE-1": "a promise about later versions",
    "RULE-2": "a promise about later versions",
    "RULE-3": "a promise about later versions",
    "RULE-4": "a promise about later versions",
    "RULE-6": "a promise about later versions",
    "RULE-24": "a duty of the caller's",
}

MARK = r"[A-Z]+-\d+"
GAP = r"(?:\s|//|#|\*)*"
CITATION = re.compile(rf"\bREQ{GAP}({MARK}(?:{GAP}(?:,|and|to){GAP}{MARK})*)")
SOURCES = {".cpp", ".hpp", ".c", ".h", ".py"}


def marks_of(citation):
    """The marks that a citation names, ranges written out."""
    parts = re.findall(rf"{MARK}|\bto\b", citation)
    marks = []
    for index, part in enumerate(parts):
        if part == "to":
            kind, first = marks[-1].split("-")
            last = parts[index + 1].split("-")[1]
            marks += [f"{kind}-{n}" for n in range(int(first) + 1, int(last))]
        else:
            marks.append(part)
    return marks


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    header = (root / "capi/chengxin.h").read_text("utf-8")
    rules = (root / "capi/CONVENTIONS.md").read_text("utf-8")
    # What stands before the first declaration explains the marks with one of them.
    listed = re.findall(rf"\[({MARK})\]", header[header.index("#ifndef"):])
    listed += [f"RULE-{n}" for n in re.findall(r"^(\d+)\. ", rules, re.MULTILINE)]
    findings = [f"{mark} stands twice" for mark in sorted(set(listed)) if listed.count(mark) > 1]
    cited = set()
    for file in sorted((root / "tests").rglob("*")):
        if file.suffix not in SOURCES or file.name == pathlib.Path(__file__).name:
            continue
        text = file.read_text("utf-8")
        for match in CITATION.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            for mark in marks_of(match.group(1)):
                cited.add(mark)
                if mark not in listed:
                    findings.append(f"{file.relative_to(root)}:{line}: there is no {mark}")
    for mark in listed:
        if mark not in cited and mark not in WITHOUT_A_TEST:
            findings.append(f"{mark} is cited by no test")
        if mark in cited and mark in WITHOUT_A_TEST:
            findings.append(f"{mark} is excused, and cited by a test")
    findings += [f"requirements.py: there is no {mark} to excuse" for mark in WITHOUT_A_TEST
                 if mark not in listed]
    print("\n".join(findings + [f"{len(listed)} requirements, {len(cited)} tested, "
                                f"{len(WITHOUT_A_TEST)} excused, {len(findings)} findings"]))
    return 1 if findings or not listed else 0


if __name__ == "__main__":
    sys.exit(main())
