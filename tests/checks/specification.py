"""Holds include/SPECIFICATION.md, lib/store/STORE.md and the tests together.

    python3 tests/checks/specification.py ROOT

Every sentence of the two that has a number is cited by a test that would
fail if it were not so, and every number that is cited exists. A citation is the word
SPECIFICATION or STORE, at most the word `section` or `sections` after it, and numbers: `4.5.3`,
several (`4.5.3, 4.5.7 and 1.3`), or a range within one section (`4.5.3 to 4.5.6`).
The number of a section (`4.5`) may be cited; it stands for none of its sentences. In a
file that says "each row of these tables begins with a sentence of SPECIFICATION" the
rows `{"4.5.3", ...` are citations too.
"""

import pathlib
import re
import sys

# Each text, and its sentences without a test of their own, and why.
TEXTS = {
    "SPECIFICATION": ("include/SPECIFICATION.md", {}),
    "STORE": ("lib/store/STORE.md", {}),
}

SENTENCE = re.compile(r"^- \*\*(\d+(?:\.\d+){1,2})\*\* ", re.MULTILINE)
HEADING = re.compile(r"^#{2,3} (\d+(?:\.\d+)?) ", re.MULTILINE)
BOLD = re.compile(r"\*\*(\d+(?:\.\d+){1,2})\*\*")
NUMBER = r"\d+(?:\.\d+){0,2}"
# Citations run on over the ends of comment lines.
GAP = r"(?:\s|//|#|\*)*"
CITATION = (
    rf"(?<![\w-])%s{GAP}(?:sections?{GAP})?({NUMBER}(?:{GAP}(?:,|and|to){GAP}(?:and{GAP})?{NUMBER})*)")
ROWS = re.compile(rf"each row of these tables{GAP}begins with a sentence of SPECIFICATION")
ROW = re.compile(r'^ +\{"(\d+(?:\.\d+){1,2})",', re.MULTILINE)
SOURCES = {".hpp", ".cpp", ".h", ".c", ".py"}
# Where citations are looked for; only those of the first one are evidence.
EVIDENCE, OTHERS = ("tests",), ("include", "lib", "capi", "bindings", "examples", "bench")


def order(number):
    return [int(part) for part in number.split(".")]


def numbers_of(citation, sentences):
    """The numbers that a citation names, ranges written out."""
    parts = re.findall(rf"{NUMBER}|to", citation)
    numbers, index = [], 0
    while index < len(parts):
        if parts[index] == "to":
            first, last = numbers[-1], parts[index + 1]
            numbers += [n for n in sentences if order(first) < order(n) < order(last)]
            numbers.append(last)
            index += 2
        else:
            numbers.append(parts[index])
            index += 1
    return numbers


def citations(root, name, folders, sentences):
    citation = re.compile(CITATION % name)
    for folder in folders:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in SOURCES or file.name == pathlib.Path(__file__).name:
                continue
            text = file.read_text(encoding="utf-8")
            found = list(citation.finditer(text))
            if name == "SPECIFICATION" and ROWS.search(text):
                found += ROW.finditer(text)
            for match in found:
                where = f"{file.relative_to(root).as_posix()}:{text.count(chr(10), 0, match.start()) + 1}"
                for number in numbers_of(match.group(1), sentences):
                    yield where, number


def check(root, name):
    """The findings about one text, and a line that sums it up."""
    path, without_a_test = TEXTS[name]
    file = pathlib.Path(path).name
    text = (root / path).read_text(encoding="utf-8")
    listed = SENTENCE.findall(text)
    sentences = sorted(set(listed), key=order)
    known = set(sentences) | set(HEADING.findall(text))
    findings = [f"{file}: {n} stands twice" for n in sentences if listed.count(n) > 1]
    findings += [f"{file}: {n} is no item of a list" for n in BOLD.findall(text)
                 if n not in listed]

    cited = set()
    for where, number in citations(root, name, EVIDENCE, sentences):
        cited.add(number)
        if number not in known:
            findings.append(f"{where}: there is no sentence {name} {number}")
    for where, number in citations(root, name, OTHERS, sentences):
        if number not in known:
            findings.append(f"{where}: there is no sentence {name} {number}")

    for number in sentences:
        if number not in cited and number not in without_a_test:
            findings.append(f"{file}: {number} is cited by no test")
    for number in without_a_test:
        if number not in sentences:
            findings.append(f"specification.py: there is no sentence {name} {number} to excuse")
        elif number in cited:
            findings.append(f"specification.py: {name} {number} is excused, and cited by a test")
    if not sentences:
        findings.append(f"{file}: no sentences")
    tested = sum(1 for n in sentences if n in cited)
    return findings, (f"{name}: {len(sentences)} sentences, {tested} tested, "
                      f"{len(without_a_test)} excused, {len(findings)} findings")


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    failed = False
    for name in TEXTS:
        findings, summary = check(root, name)
        print("\n".join(findings + [summary]))
        failed = failed or bool(findings)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
