"""Finds what no file of the project may hold.

    python3 tests/checks/words.py ROOT

Paths of somebody's machine, unfinished or silenced things, and stray bytes.
"""

import pathlib
import re
import sys

# Pattern, and what is wrong with it. Written so that this file does not match itself.
WORDS = [
    (r"(?<![\w.$}])/(?:work|root|home|farm|mnt)/", "a path of somebody's machine"),
    (r"(?<![\w./])\.{0,2}/?shar[e]d/", "a path of somebody's machine"),
    (r"\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b", "unfinished: finish it, or say it in an issue"),
    (r"\bNOLI[N]T(?!(?:NEXTLINE|BEGIN|END)?\([\w.,-]+\): \w)(?!END\()", "silenced: name the check and, after a colon, the reason"),
    (r"\bDISA[B]LED_|\bGTEST_SK[I]P\b|pytest\.mark\.(?:sk[i]p|xf[a]il)", "a test that does not run"),
    (r"\bclang-format o[f]f\b", "silenced"),
]
BYTES = [
    (re.compile(rb"\r"), "a carriage return"),
    (re.compile(rb"\t"), "a tab"),
    (re.compile(rb"[ \t]+$", re.MULTILINE), "space at the end of a line"),
    (re.compile(rb"^\xef\xbb\xbf"), "a byte order mark"),
    (re.compile(rb"\n\n\Z"), "an empty line at the end"),
    (re.compile(rb"[^\n]\Z"), "no end of line at the end"),
]
TEXT = {".hpp", ".cpp", ".h", ".c", ".py", ".pyi", ".md", ".txt", ".cmake", ".json", ".in", ".map", ".toml",
        ".yml", ""}
# Folders with inputs of tests, where any byte may stand.
DATA = ("tests/golden/", "tests/fuzz/corpus/", "tests/bad_rulebooks/", "tests/good_rulebooks/")
SKIPPED = {".git", "build", "__pycache__", ".cache"}


def files(root):
    for path in sorted(root.iterdir()):
        if path.name in SKIPPED or path.name.startswith("build-") or path.is_symlink():
            continue
        yield from files(path) if path.is_dir() else [path]


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    findings, count = [], 0
    for file in files(root):
        path = file.relative_to(root).as_posix()
        if file.suffix not in TEXT or path.startswith(DATA) or file.name == "LICENSE":
            continue
        content = file.read_bytes()
        count += 1

        def add(offset, message, path=path, content=content):
            findings.append(f"{path}:{content.count(10, 0, offset) + 1}: {message}")

        for pattern, message in BYTES:
            if pattern.pattern == rb"\t" and file.name in ("Makefile",):
                continue
            match = pattern.search(content)
            if match:
                add(match.start(), message)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as failure:
            add(failure.start, "not UTF-8")
            continue
        for pattern, message in WORDS:
            for match in re.finditer(pattern, text):
                offset = len(text[:match.start()].encode("utf-8"))
                add(offset, f"{match.group()}: {message}")
    print("\n".join(findings + [f"{count} files, {len(findings)} findings"]))
    return 1 if findings or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
