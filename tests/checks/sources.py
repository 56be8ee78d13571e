"""Finds files that no CMakeLists.txt names: they would be neither built nor run.

    python3 tests/checks/sources.py ROOT

Lists of sources are explicit, so that a missing file is an error of CMake; this is
the other half.
"""

import pathlib
import re
import sys

# Folder, files to look for, and where they must be named: folders, whose CMakeLists.txt is
# meant, or files.
PLACES = [
    ("include", "*.hpp", ["include", "lib"]),
    ("lib", "*.cpp", ["lib"]),
    ("capi", "*.cpp", ["capi"]),
    ("capi", "*.h", ["capi"]),
    ("bindings/cli", "*.cpp", ["bindings/cli"]),
    ("bindings/python", "*.cpp", ["bindings/python"]),
    ("bench", "*.cpp", ["bench"]),
    ("examples", "*.[ch]*", ["examples/**/CMakeLists.txt", "examples/**/Makefile"]),
    ("tests", "*.cpp", None),     # None: the one in the file's own folder or above it
    ("tests", "*.c", None),
    ("tests", "*_test.py", None),
    ("tests/checks", "*.py", ["tests", ".ci/test", ".ci/release"]),
]

# Headers and modules that something else includes or imports: beside tests, and of old releases.
NOT_BUILT = {"tests/compile_fail", "capi/abi"}


def lists_for(root, file, folders):
    if folders is None:
        parents = [p for p in file.parents if root in p.parents]
        return [p / "CMakeLists.txt" for p in parents]
    places = [place for folder in folders for place in sorted(root.glob(folder))]
    return [place / "CMakeLists.txt" if place.is_dir() else place for place in places]


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    missing, count = [], 0
    for folder, pattern, folders in PLACES:
        for file in sorted((root / folder).rglob(pattern)):
            path = file.relative_to(root).as_posix()
            if any(path.startswith(f) for f in NOT_BUILT):
                continue
            count += 1
            named = "\n".join(
                re.sub(r"#.*", "", listing.read_text(encoding="utf-8"))
                for listing in lists_for(root, file, folders) if listing.exists())
            names = {file.name, file.stem, file.stem.removesuffix("_test"),
                     file.stem.removeprefix("fuzz_")}
            if not any(re.search(rf"(?<![\w-]){re.escape(n)}(?![\w-])", named) for n in names):
                missing.append(f"{path}: no CMakeLists.txt names it")
    print("\n".join(missing + [f"{count} files, {len(missing)} not named"]))
    return 1 if missing or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
